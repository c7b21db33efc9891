"""What a form definition names and does not have: a list, a column, a field."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from jixiao.forms.text import dictionary

if TYPE_CHECKING:
    from jixiao.forms.definition import FormDefinition

Raw = Mapping[str, Any]
NamedPlace = tuple[str, str, Collection[str]]
"""Where a name stands, the name, and what it may be."""


def contradictions(definition: FormDefinition) -> Iterator[str]:
    """Yield in words what a definition names and does not have.

    Also the labels that two columns of one table claim.
    """
    for place, name, known in _names(definition.raw):
        if name not in known:
            yield f"{place}写的 {name} 不存在，可以写：{'、'.join(known) or '（没有）'}"
    for table in definition.tables:
        seen: set[str] = set()
        for column in table.readable:
            if column.labels & seen:
                yield f"表 {table.key} 的列 {column.key} 与其他列标题重复"
            seen |= column.labels


def _names(raw: Raw) -> Iterator[NamedPlace]:
    fields = [entry["key"] for entry in raw["fields"]]
    lists = raw.get("lists", {})
    tables = {table["key"]: [column["key"] for column in table["columns"]] for table in raw["tables"]}
    columns = [f"{table}.{column}" for table, keys in tables.items() for column in keys]
    for entry in raw["fields"]:
        yield from _given(f"栏目 {entry['key']} 的 ", entry, {"under": fields, "alone": fields, "list": lists})
    for table in raw["tables"]:
        place, keys = f"表 {table['key']} 的", tables[table["key"]]
        yield from _given(f"{place} ", table, {"item": keys, "classification": dictionary("classification")})
        for column in table["columns"]:
            yield from _given(f"{place}列 {column['key']} 的 ", column, {"list": lists})
        total = table.get("total", {})
        for line in (total, *total.get("also", ())):
            yield from _given(f"{place}合计的 ", line, {"column": keys, "plus": columns})
    for total in raw.get("sums", ()):
        for name in (total["total"], *total["parts"]):
            yield "sums ", name, [*fields, *columns]
    for number, row in enumerate(raw["layout"]["rows"], start=1):
        yield from _names_of_row(f"layout 第 {number} 行", row, fields, tables)


def _names_of_row(place: str, row: Any, fields: list[str], tables: Mapping[str, list[str]]) -> Iterator[NamedPlace]:
    """Yield the names in a laid-out row: cells, or a block with its columns."""
    if isinstance(row, Mapping):
        yield place, row["table"], tables
        for key, _ in row["columns"]:
            yield place, key, tables.get(row["table"], ())
        return
    for cell in row:
        yield from _given(f"{place}的 ", cell, dict.fromkeys(("label", "value", "inline", "echo"), fields))


def _given(place: str, entry: Raw, known: Mapping[str, Collection[str]]) -> Iterator[NamedPlace]:
    """Yield the names that an entry gives under the words of ``known``."""
    for word, names in known.items():
        if word in entry:
            yield f"{place}{word} ", entry[word], names
