"""What ``jixiao forms`` shows: the list of all forms, or one with its columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from jixiao.forms.general.kinds import of_kind
from jixiao.forms.text import dictionary
from jixiao_cli.terminal import table, terminal_width, wrap

if TYPE_CHECKING:
    from jixiao.forms.learned.form import LearnedForm

Raw = Mapping[str, Any]
"""A definition, or a part of one, as it stands in ``schema/forms``."""


def learned_overview(form: LearnedForm) -> dict[str, Any]:
    """Return the line of a learned form in the JSON list."""
    return {
        "id": form.id,
        "name": form.name,
        "kind": form.kind,
        "title": form.title,
        "fields": len(form.labels),
        "columns": len(form.columns),
        "origin": str(form.path),
    }


def learned_lines(form: LearnedForm) -> Iterator[str]:
    """Yield a learned form with its labels and what they mean."""
    yield f"{form.id}　{form.name}（{of_kind(form.kind)['short']}，本地版式）"
    yield f"标题：{form.title}"
    yield f"定义：{form.path}"
    if form.extends:
        yield f"相近的内置表：{form.extends}"
    yield ""
    rows = [[each.label, "栏目", each.means] for each in form.labels]
    rows += [[each.label, "指标列", each.means] for each in form.columns]
    yield from table(["名称", "位置", "含义"], rows) if rows else ["全部栏目都在词汇表中，没有另外说明的"]


def overview(raw: Raw) -> dict[str, Any]:
    """Return the line of a form in the JSON list."""
    return {
        "id": raw["id"],
        "name": raw["name"],
        "kind": raw["kind"],
        "title": raw["title"]["text"],
        "fields": len(raw["fields"]),
        "columns": sum(len(block["columns"]) for block in raw["tables"]),
    }


def list_lines(definitions: Iterable[Raw], learned: Collection[LearnedForm]) -> Iterator[str]:
    """Yield the table of all forms, built-in and learned."""
    rows: list[dict[str, Any]] = [overview(raw) for raw in definitions]
    yield from table(
        ["表单编号", "种类", "栏目", "列", "名称"],
        [
            [row["id"], of_kind(row["kind"])["short"], str(row["fields"]), str(row["columns"]), row["name"]]
            for row in rows
        ],
    )
    yield ""
    yield f"共 {len(rows)} 种表。查看一种表的栏目：jixiao forms 表单编号"
    if learned:
        yield ""
        yield from table(
            ["本地版式", "种类", "名称", "来自"],
            [[each.id, of_kind(each.kind)["short"], each.name, str(each.path)] for each in learned],
        )


def form_lines(raw: Raw) -> Iterator[str]:
    """Yield a form with its fields, columns and choices."""
    yield f"{raw['id']}　{raw['name']}（{of_kind(raw['kind'])['short']}，第 {raw['version']} 版定义）"
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
    """Yield a table of fields or columns, and below each row what is known about it."""
    head, rule, *rows = table(
        ["名称", "键", "类型", "必填"],
        [
            [
                entry["label"],
                entry["key"],
                str(dictionary("concepts")["types"].get(entry["type"], entry["type"])),
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
