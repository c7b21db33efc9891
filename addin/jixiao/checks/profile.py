"""Profiles: what differs by place and year, as data. A wrong profile is refused with the line that is wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from jixiao.checks.catalogue import catalogue
from jixiao.checks.finding import Severity
from jixiao.checks.jsonlines import line_of
from jixiao.errors import UsageError, os_reason
from jixiao.forms.labels import cached_form
from jixiao.resources import schema_dir

DEFAULT = "default"
_HINT = "改好后重试；每一项的含义见 schema/profile.schema.json"


class ProfileError(UsageError):
    """A profile that cannot be used: not there, no JSON, against its schema or contradicting itself."""

    default_hint = _HINT


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that was let pass: for whom, why, by whom. Names are label forms, None fits all."""

    code: str
    department: str | None
    project: str | None
    reason: str
    by: str

    def covers(self, code: str, department: str | None, project: str | None) -> bool:
        """Whether the waiver lets a finding of that code pass."""
        return (
            code == self.code
            and (self.department is None or self.department == cached_form(department or ""))
            and (self.project is None or self.project == cached_form(project or ""))
        )


@dataclass(frozen=True, slots=True)
class Profile:
    """The requirements of one place and year."""

    name: str
    title: str
    points_sum: Decimal
    weights: Mapping[str, Decimal]
    partial_step: str
    classification: Mapping[str, str]
    mandatory: Mapping[str, tuple[str, ...]]
    minimum_outputs: int
    minimum_from: Decimal
    cost_equals: Severity | None
    batch_year: int | None
    departments: tuple[str, ...]
    severities: Mapping[str, Severity | None]
    parameters: Mapping[str, Mapping[str, Any]]
    waivers: tuple[Waiver, ...]
    trials: frozenset[str]

    def parameter(self, code: str, name: str) -> Any:
        """A parameter of a rule: the profile's, else the catalogue's."""
        changed = self.parameters.get(code)
        if changed is not None and name in changed:
            return changed[name]
        return catalogue()[code].parameters[name]

    def level(self, code: str, proposed: Severity) -> Severity | None:
        """The level of a finding: what the profile says, softened while the rule is on trial; None: switched off."""
        level = self.severities.get(code, proposed)
        return Severity.WARNING if level is Severity.ERROR and code in self.trials else level

    def framework(self, form: str, printed: str) -> str:
        """The classification that holds for a form: the profile's, or the one printed on it."""
        chosen = self.classification.get(form) or self.classification.get("*", "printed")
        return printed if chosen == "printed" else chosen


def profile_names() -> list[str]:
    """The profiles that ship with Jixiao."""
    return sorted(path.stem for path in (schema_dir() / "profiles").glob("*.json"))


def load_profile(name: str = DEFAULT, *, today: date | None = None) -> Profile:
    """A profile by name, or from a file if ``name`` is the path of one. ``today`` decides which trials still run.

    Raises ``ProfileError`` that names the file and the line.
    """
    path = Path(name)
    if path.suffix == ".json" or path.parent != Path():
        return _make(path.stem, _resolve(path), today or date.today())
    return _shipped(name, today or date.today())


@cache
def _shipped(name: str, today: date) -> Profile:
    path = schema_dir() / "profiles" / f"{name}.json"
    if not path.is_file():
        raise ProfileError(
            f"没有名为“{name}”的口径", hint=f"可用的口径：{'、'.join(profile_names())}；也可以给出 .json 文件的路径"
        )
    return _make(name, _resolve(path), today)


def _resolve(path: Path, below: tuple[str, ...] = ()) -> dict[str, Any]:
    """The JSON of a profile, laid over the one it extends."""
    raw = _read(path)
    base = raw.pop("extends", None if path.stem == DEFAULT else DEFAULT)
    if base is None:
        return raw
    if base in below:
        raise ProfileError(f"口径文件 {path.name}：extends 互相指向", file=None)
    parent = path.with_name(f"{base}.json")
    if not parent.is_file():
        parent = schema_dir() / "profiles" / f"{base}.json"
    if not parent.is_file():
        raise ProfileError(f"口径文件 {path.name} 第 {line_of(_text(path), ('extends',))} 行：没有名为“{base}”的口径")
    merged = _resolve(parent, (*below, path.stem))
    for key, value in raw.items():
        merged[key] = {**merged[key], **value} if isinstance(value, dict) and key in merged else value
    return merged


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ProfileError(f"口径文件 {path.name} 无法读取：{os_reason(error)}") from error
    except UnicodeDecodeError as error:
        raise ProfileError(f"口径文件 {path.name} 不是 UTF-8 文本", hint="请另存为 UTF-8 编码后重试") from error


def _read(path: Path) -> dict[str, Any]:
    text = _text(path)
    try:
        raw = json.loads(text)
    except json.JSONDecodeError as error:
        raise ProfileError(
            f"口径文件 {path.name} 第 {error.lineno} 行不是有效的 JSON（第 {error.colno} 个字符附近）"
        ) from error
    for place, problem in _problems(raw):
        raise ProfileError(f"口径文件 {path.name} 第 {line_of(text, place)} 行：{problem}")
    assert isinstance(raw, dict)
    return raw


def _problems(raw: Any) -> list[tuple[Sequence[str | int], str]]:
    """The first thing that is wrong with a profile, in words, with its place."""
    meta = json.loads((schema_dir() / "profile.schema.json").read_text(encoding="utf-8"))
    for error in _violations(meta, raw):
        place = list(error.absolute_path)
        if error.validator == "additionalProperties" and isinstance(error.instance, dict):
            known = error.schema.get("properties", {})
            unknown = next(key for key in error.instance if key not in known)
            return [([*place, unknown], f"没有“{unknown}”这一项，可用的有：{'、'.join(known)}")]
        return [(place, _in_words(error.validator, error.validator_value, error.instance))]
    for section in ("severities", "parameters"):
        for code, value in raw.get(section, {}).items():
            if code not in catalogue():
                return [([section, code], f"没有代码为“{code}”的规则")]
            unknown = (
                next((n for n in value if n not in catalogue()[code].parameters), None)
                if isinstance(value, dict)
                else None
            )
            if unknown is not None:
                names = "、".join(catalogue()[code].parameters) or "无"
                return [([section, code, unknown], f"规则 {code} 没有参数“{unknown}”，可调的有：{names}")]
    for section in ("waivers", "trials"):
        for index, entry in enumerate(raw.get(section, ())):
            if entry["code"] not in catalogue():
                return [([section, index, "code"], f"没有代码为“{entry['code']}”的规则")]
    return []


def _violations(meta: Any, raw: Any) -> Iterator[Any]:
    """What jsonschema finds wrong; it is slow to import, and needed only when something is."""
    import jsonschema_rs

    if not jsonschema_rs.validator_for(meta).is_valid(raw):
        from jsonschema import Draft202012Validator

        yield from Draft202012Validator(meta).iter_errors(raw)


def _in_words(validator: object, expected: object, found: object) -> str:
    shown = json.dumps(found, ensure_ascii=False)
    shown = shown if len(shown) <= 40 else f"{shown[:40]}…"
    if validator == "enum" and isinstance(expected, list):
        return f"{shown} 不在可选范围内，可选：{'、'.join(str(value) for value in expected)}"
    if validator == "required" and isinstance(expected, list):
        return f"缺少必填项，必填：{'、'.join(expected)}"
    if validator == "anyOf":
        return "应写明单位（department）或项目（project）"
    return f"{shown} 不符合要求（{validator}: {expected if not isinstance(expected, dict) else '见定义'}）"


def _make(name: str, raw: Mapping[str, Any], today: date) -> Profile:
    cost_equals = raw["cost_equals"]
    return Profile(
        name=name,
        title=raw["title"],
        points_sum=Decimal(str(raw["points"]["sum"])),
        weights={block: Decimal(str(points)) for block, points in raw["weights"].items()},
        partial_step=raw["partial_step"],
        classification=raw["classification"],
        mandatory={when: tuple(blocks) for when, blocks in raw["mandatory"].items()},
        minimum_outputs=raw["minimum"]["outputs"],
        minimum_from=Decimal(str(raw["minimum"]["from"])),
        cost_equals=None if cost_equals == "allowed" else Severity(cost_equals),
        batch_year=raw["batch_year"],
        departments=tuple(raw["departments"]),
        severities={code: None if level == "off" else Severity(level) for code, level in raw["severities"].items()},
        parameters=raw["parameters"],
        waivers=tuple(_waiver(entry) for entry in raw["waivers"]),
        trials=frozenset(entry["code"] for entry in raw["trials"] if date.fromisoformat(entry["until"]) >= today),
    )


def _waiver(entry: Mapping[str, str]) -> Waiver:
    department, project = entry.get("department"), entry.get("project")
    return Waiver(
        code=entry["code"],
        department=None if department is None else cached_form(department),
        project=None if project is None else cached_form(project),
        reason=entry["reason"],
        by=entry["by"],
    )
