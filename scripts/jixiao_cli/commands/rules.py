"""``jixiao rules``: what is checked, from the catalogue that does the checking."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from jixiao.errors import UsageError
from jixiao_cli import command as cli
from jixiao_cli.terminal import echo_json, table, terminal_width, wrap

if TYPE_CHECKING:
    from jixiao.checks.catalogue import RuleEntry


@cli.command(
    "查看检查规则；给出 CODE（规则代码，如 FND-001，或类别，如 FND）时，列出提示、依据、例子和可调的参数。\n\n"
    "例：jixiao rules FND-003"
)
@click.argument("code", metavar="[CODE]", required=False)
@cli.json_option
def command(code: str | None, as_json: bool) -> None:
    """List the rules, or describe one or a family. Raises ``UsageError``."""
    from jixiao.checks.catalogue import catalogue

    entries = list(catalogue().values()) if code is None else _find(code, list(catalogue().values()))
    if as_json:
        single = code is not None and len(entries) == 1
        result: object = _as_json(entries[0]) if single else [_as_json(entry) for entry in entries]
        echo_json(result, indent=2)
        return
    lines = _list_lines(entries) if code is None else (line for entry in entries for line in _entry_lines(entry))
    click.echo("\n".join(lines))


def _find(code: str, entries: list[RuleEntry]) -> list[RuleEntry]:
    name = code.upper()
    found = [entry for entry in entries if entry.code == name or entry.code.startswith(f"{name}-")]
    if found:
        return found
    near = difflib.get_close_matches(name, [entry.code for entry in entries], n=3, cutoff=0.6)
    hint = f"相近的有 {'、'.join(near)}" if near else "运行 jixiao rules 查看全部规则"
    raise UsageError(f"没有代码为“{code}”的规则", hint=hint)


def _as_json(entry: RuleEntry) -> dict[str, Any]:
    return {
        "code": entry.code,
        "severity": entry.severity.value,
        "family": entry.family,
        "field": entry.field,
        "message": entry.message,
        "hint": entry.hint,
        "basis": list(entry.basis),
        "since": entry.since,
        "parameters": dict(entry.parameters),
        "example": {"wrong": entry.wrong, "right": entry.right},
        "across": entry.across,
        "judgement": entry.judgement,
    }


def _list_lines(entries: list[RuleEntry]) -> Iterator[str]:
    family = None
    for entry in entries:
        if entry.family != family:
            if family is not None:
                yield ""
            family = entry.family
            same = [other for other in entries if other.family == family]
            yield f"{entry.family_name}（{entry.code[:3]}，{len(same)} 条）"
            yield from table(["代码", "级别", "提示"], [[e.code, e.severity.label, e.described] for e in same])
    yield ""
    yield f"共 {len(entries)} 条规则。查看一条规则：jixiao rules 代码"


def _entry_lines(entry: RuleEntry) -> Iterator[str]:
    across = "，跨表" if entry.across else ""
    judgement = "，需人工核实" if entry.judgement else ""
    yield f"{entry.code}　{entry.severity.label}（{entry.family_name}{across}{judgement}）"
    parts = [
        ("提示", entry.described),
        ("栏目", entry.field),
        ("改法", entry.hint),
        ("错例", entry.wrong),
        ("正例", entry.right),
        ("依据", "；".join(entry.basis)),
    ]
    if entry.parameters:
        parts.append(("参数", "，".join(f"{name}（默认 {value}）" for name, value in entry.parameters.items())))
    for name, text in parts:
        first, *rest = wrap(text, terminal_width() - 8) or [""]
        yield f"  {name}  {first}"
        yield from (f"        {line}" for line in rest)
    yield ""
