"""``jixiao forms``: what can be read, printed from the definitions that do the reading."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import click

from jixiao.errors import ExitCode, UsageError
from jixiao_cli.command import command as jixiao_command
from jixiao_cli.command import option
from jixiao_cli.terminal import table, terminal_width, wrap

_KINDS = {"project": "项目", "department": "部门整体", "summary": "汇总", "selfeval": "自评", "monitoring": "监控"}
_TYPES = {
    "text": "文字",
    "longtext": "长文字",
    "money": "金额",
    "currency_unit": "金额单位",
    "date": "日期",
    "name": "姓名",
    "phone": "电话",
    "level1": "一级指标",
    "level2": "二级指标",
    "target": "指标值",
    "unit": "度量单位",
    "operator": "计算符号",
    "sequence": "序号",
    "number": "数字",
    "percent": "百分比",
    "actual": "完成值",
    "mark": "打勾",
}

Raw = Mapping[str, Any]
"""A definition, or a part of one, as it stands in ``schema/forms``."""


@jixiao_command(
    "查看能识别哪些表；给出 FORM（表单编号）时，列出这张表的全部栏目、别名、类型、填写说明和下拉选项。\n\n"
    "例：jixiao forms project-2026"
)
@click.argument("form", metavar="[FORM]", required=False)
@option("--json", "as_json", is_flag=True, help="以 JSON 输出")
def command(form: str | None, as_json: bool) -> int:
    """List the forms, or describe one. Raises ``UsageError`` for an unknown form."""
    definitions = _definitions()
    if form is None:
        result: object = [_overview(raw) for raw in definitions.values()]
        lines: Iterable[str] = _list_lines(definitions.values())
    else:
        raw = _find(form, definitions)
        result, lines = raw, _form_lines(raw)
    click.echo(json.dumps(result, ensure_ascii=False, indent=2) if as_json else "\n".join(lines))
    return ExitCode.OK


def _definitions() -> dict[str, Raw]:
    from jixiao.forms.definition import load_definitions

    return {form: definition.raw for form, definition in load_definitions().items()}


def _find(form: str, definitions: Mapping[str, Raw]) -> Raw:
    if form in definitions:
        return definitions[form]
    names: dict[str, str] = {raw["name"]: key for key, raw in definitions.items()}
    near = difflib.get_close_matches(form, [*definitions, *names], n=3, cutoff=0.4)
    suggestions = list(dict.fromkeys(names.get(word, word) for word in near))
    hint = f"相近的有 {'、'.join(suggestions)}" if suggestions else "运行 jixiao forms 查看全部表单编号"
    raise UsageError(f"没有编号为“{form}”的表单", hint=hint)


def _overview(raw: Raw) -> dict[str, Any]:
    return {
        "id": raw["id"],
        "name": raw["name"],
        "kind": raw["kind"],
        "title": raw["title"]["text"],
        "fields": len(raw["fields"]),
        "columns": sum(len(block["columns"]) for block in raw["tables"]),
    }


def _list_lines(definitions: Iterable[Raw]) -> Iterator[str]:
    rows: list[dict[str, Any]] = [_overview(raw) for raw in definitions]
    yield from table(
        ["表单编号", "种类", "栏目", "列", "名称"],
        [[row["id"], _KINDS[row["kind"]], str(row["fields"]), str(row["columns"]), row["name"]] for row in rows],
    )
    yield ""
    yield f"共 {len(rows)} 种表。查看一种表的栏目：jixiao forms 表单编号"


def _form_lines(raw: Raw) -> Iterator[str]:
    yield f"{raw['id']}　{raw['name']}（{_KINDS[raw['kind']]}，第 {raw['version']} 版定义）"
    yield raw["help"]
    yield f"标题：{raw['title']['text'].replace('{year}', 'YYYY')}"
    yield f"也写作：{_join(raw['title']['aliases'])}"
    yield f"依据：{raw['basis']}"
    yield ""
    yield "栏目"
    yield from _entry_lines(raw["fields"])
    for block in raw["tables"]:
        yield ""
        yield f"表格 {block['key']}：{_join([block.get('label', ''), *block.get('aliases', [])]) or '（无标题）'}"
        yield from _entry_lines(block["columns"])
        if "total" in block:
            yield f"合计行：{_join([block['total']['label'], *block['total'].get('aliases', [])])}"
    if raw.get("lists"):
        yield ""
        yield "下拉选项"
        yield from (f"{name}：{_join(choices)}" for name, choices in raw["lists"].items())


def _entry_lines(entries: Sequence[Raw]) -> Iterator[str]:
    """A table of fields or of columns (they have the same keys), what is known about each one below its row."""
    head, rule, *rows = table(
        ["名称", "键", "类型", "必填"],
        [
            [
                entry["label"],
                entry["key"],
                str(_TYPES.get(entry["type"], entry["type"])),
                "是" if entry.get("required") else "",
            ]
            for entry in entries
        ],
    )
    yield from (head, rule)
    for entry, row in zip(entries, rows, strict=True):
        yield row
        choices = f"可选项见下拉选项 {entry['list']}。" if "list" in entry else ""
        yield from _indented(entry.get("help", "") + choices)
        if entry.get("aliases"):
            yield from _indented(f"也写作：{_join(entry['aliases'])}")


def _indented(text: str) -> Iterator[str]:
    indent = " " * 4
    return (indent + line for line in wrap(text, terminal_width() - len(indent)))


def _join(words: Iterable[str]) -> str:
    return "、".join(word for word in words if word)
