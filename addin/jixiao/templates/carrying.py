"""Carrying a form to the next year or another layout, without amounts.

Last year's target stands in a note on the cell, so that the new one is thought about and not left standing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from jixiao.forms.definition import FormDefinition, Table
from jixiao.forms.document import Document
from jixiao.forms.text import dictionary
from jixiao.templates.formsheet import DEFAULT_ROWS, CellValue, FormSheet
from jixiao.templates.level_names import translated
from jixiao.templates.prefilling import combined_target, field_values, table_cell

_YEAR = re.compile(r"(?:19|20)\d{2}")
_NOT_CARRIED = ("date", "money", "currency_unit")
"""Field types that a new year begins without; templates are in 万元 throughout."""
_EMPTIED = ("money", "number", "percent", "actual", "target", "mark")
"""Column types that a new year begins without."""


def carried_form(
    definition: FormDefinition, document: Document, name: str, year: int | None, rows: int = DEFAULT_ROWS
) -> FormSheet:
    """Return the new year's form with what a document of its kind hands on."""
    old_year = document["fiscal_year"]
    year = year if year is not None else old_year + 1 if old_year is not None else None
    form = FormSheet(definition, name, year, carried_values(definition, document, year), rows=rows)
    tables: dict[str, list[dict[str, CellValue]]] = {}
    notes: dict[tuple[str, int, str], str] = {}
    for table in definition.tables:
        entries = cast("dict[str, Any]", document).get(table.key) or []
        tables[table.key] = list(_carried_rows(table, entries))
        notes |= dict(_notes(table, entries, old_year))
    return replace(form, tables=tables, notes=notes)


def carried_values(definition: FormDefinition, document: Document, year: int | None) -> dict[str, CellValue]:
    """Names and texts; a period that speaks of last year alone speaks of the new year."""
    types = {field.key: field.type for field in definition.fields}
    values: dict[str, CellValue] = {
        key: value
        for key, value in field_values(definition, document).items()
        if types.get(key) not in (None, *_NOT_CARRIED) and isinstance(value, str)
    }
    old_year, period = document["fiscal_year"], values.get("period")
    if isinstance(period, str) and old_year and year and set(_YEAR.findall(period)) == {str(old_year)}:
        values["period"] = period.replace(str(old_year), str(year))
    return values


def _carried_rows(table: Table, entries: list[dict[str, Any]]) -> Iterator[dict[str, CellValue]]:
    keys = {column.key for column in table.columns}
    for entry in entries:
        row = {
            column.key: None if column.type in _EMPTIED else table_cell(entry, column, keys) for column in table.columns
        }
        if table.key == "indicators":
            row["level1"], row["level2"] = translated(entry["level1"], entry["level2"], table.classification)
            row |= {"unit": _plain_unit(entry["unit"])} if "unit" in row else {}
        yield row


def _plain_unit(unit: str | None) -> str | None:
    """百分比 and its like as %, other units as they are."""
    return next((sign for sign, words in dictionary("units")["percent"].items() if unit in words), unit)


def _notes(table: Table, entries: list[dict[str, Any]], year: int | None) -> Iterator[tuple[tuple[str, int, str], str]]:
    """Last year's targets."""
    for index, entry in enumerate(entries):
        target = combined_target(entry)
        if table.key == "indicators" and target is not None:
            yield (table.key, index, "target"), f"{f'{year}年' if year else '上年'}指标值：{target}"
