"""The catalogue of rules: level, basis and the texts of their findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from string import Formatter
from typing import Any, NamedTuple

from jixiao.checks.finding import Finding, Scalar, Severity
from jixiao.errors import DefinitionError, UsageError
from jixiao.forms.numbers import plain_number
from jixiao.resources import schema_data


class RuleEntry(NamedTuple):
    """A row of the catalogue; ``parameters`` are defaults a profile may change.

    ``described`` is the message with words in place of what a finding fills in: 第〈行号〉行指标值未填写. ``filled_by`` leads
    from names in the message to the field of the finding that fills them where the rule gives nothing else. ``follows``
    are the codes of which it is only a consequence in the same row: 完成5600人 cannot be read where the unit is 台.
    """

    code: str
    severity: Severity
    family: str
    family_name: str
    field: str
    message: str
    described: str
    filled_by: Mapping[str, str]
    hint: str
    basis: tuple[str, ...]
    since: str
    follows: frozenset[str]
    parameters: Mapping[str, Any]
    wrong: str
    right: str
    across: bool
    judgement: bool


@cache
def catalogue() -> Mapping[str, RuleEntry]:
    """Return the rules by code, in the file's order. Raises ``DefinitionError``."""
    import jsonschema_rs

    raw, meta = schema_data("rules"), schema_data("rules.schema")
    if not jsonschema_rs.validator_for(meta).is_valid(raw):
        from jsonschema import Draft202012Validator

        for error in Draft202012Validator(meta).iter_errors(raw):
            place = "/".join(str(part) for part in error.absolute_path)
            raise DefinitionError(f"rules.json 的 {place or '根'}：{error.message}")
    for problem in _contradictions(raw):
        raise DefinitionError(f"rules.json：{problem}")
    words = {name: f"〈{word}〉" if word else "" for name, word in raw["placeholders"].items()}
    fields = {name: field for field, names in raw["filled_by"].items() for name in names}
    return {
        row["code"]: RuleEntry(
            code=row["code"],
            severity=Severity(row["severity"]),
            family=row["family"],
            family_name=raw["families"][row["family"]],
            field=row["field"],
            message=row["message"],
            described=row["message"].format_map(words),
            filled_by={name: field for name, field in fields.items() if f"{{{name}}}" in row["message"]},
            hint=row["hint"],
            basis=tuple(raw["bases"][name] for name in row["basis"]),
            since=row["since"],
            follows=frozenset(row.get("follows", ())),
            parameters=row.get("parameters", {}),
            wrong=row["example"]["wrong"],
            right=row["example"]["right"],
            across=row.get("across", False),
            judgement=row.get("judgement", False),
        )
        for row in raw["rules"]
    }


def _contradictions(raw: Mapping[str, Any]) -> Iterator[str]:
    """Yield in words what rules name and the file does not have; a code twice."""
    codes = [row["code"] for row in raw["rules"]]
    for row in raw["rules"]:
        if codes.count(row["code"]) > 1:
            yield f"代码 {row['code']} 出现两次"
        filled = [name for _, name, _, _ in Formatter().parse(row["message"]) if name]
        named = (
            ("basis", row["basis"], "bases", raw["bases"]),
            ("message", filled, "placeholders", raw["placeholders"]),
            ("follows", row.get("follows", ()), "rules", codes),
        )
        for word, names, place, known in named:
            for name in names:
                if name not in known:
                    yield f"{row['code']} 的 {word} 写的 {name} 不在 {place} 里"


def message(finding: Finding) -> str:
    """Return the finding in words, from the catalogue or its local rule."""
    if is_local(finding.code):
        return spoken(finding.parameters.get("text"))
    entry = catalogue()[finding.code]
    values = {name: getattr(finding, field) for name, field in entry.filled_by.items()} | dict(finding.parameters)
    return entry.message.format_map({name: spoken(value) for name, value in values.items()})


def basis(finding: Finding) -> str:
    """Return what a finding rests on, as one text."""
    if is_local(finding.code):
        return spoken(finding.parameters.get("basis"))
    return basis_of_rule(finding.code)


def basis_of_rule(code: str) -> str:
    """Return what a rule of the catalogue rests on, as one text."""
    return "；".join(catalogue()[code].basis)


def hint(finding: Finding) -> str:
    """Return what to do about a finding."""
    return LOCAL_HINT if is_local(finding.code) else catalogue()[finding.code].hint


LOCAL_HINT = "按财政部门的要求修改；有疑问请与财政部门联系"


def is_local(code: str) -> bool:
    """Return whether a code is a bureau's own, which no catalogue has."""
    return code.startswith("LOC-")


def spoken(value: Scalar) -> str:
    """Return a value as messages show it: no superfluous zeros, nothing for None."""
    if value is None:
        return ""
    return plain_number(value) if isinstance(value, Decimal) else str(value)


def codes_named(text: str | None, local: Iterable[str] = ()) -> frozenset[str]:
    """Return the codes that a text names, or families of them, by commas.

    ``FND-001,STR`` is FND-001 and all of STR. Raises ``UsageError`` for a name that is no rule's.
    """
    known = (*catalogue(), *local)
    found: set[str] = set()
    for word in (text or "").replace("，", ",").split(","):
        name = word.strip().upper()
        named = {code for code in known if code == name or code.startswith(f"{name}-")}
        if name and not named:
            raise UsageError(f"没有代码为“{word.strip()}”的规则", hint="运行 jixiao rules 查看全部规则")
        found |= named
    return frozenset(found)
