"""A table of indicators pasted from Word, brought into a template's columns."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jixiao.checks.catalogue import plain_number
from jixiao.excel.filling import CellEntry
from jixiao.forms.definition import FormDefinition, load_definitions
from jixiao.forms.document import Document
from jixiao.forms.paste_sheet import FIRST_ROW
from jixiao.forms.range_names import range_names
from jixiao.forms.reading import documents_of
from jixiao.forms.references import resolve
from jixiao.forms.stamps import read_stamps
from jixiao.grid.model import Sheet, Workbook

_TABLE = "indicators"
_LEVELS = ("level1", "level2")
_QUALITATIVE = "定性"


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """The indicators of a template's sheet: its rows, its columns by key."""

    sheet: Sheet
    definition: FormDefinition
    first: int
    last: int
    columns: dict[str, int]

    def value(self, row: int, key: str) -> Any:
        """What stands in a row in the column of a key."""
        return self.sheet.value(row, self.columns[key])


@dataclass(slots=True)
class Landing:
    """What is written, the rows to be seen, the columns that the form lacks."""

    entries: list[CellEntry] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    homeless: list[str] = field(default_factory=list)


def tables_of(workbook: Workbook) -> Iterator[IndicatorTable]:
    """Yield the indicator tables of visible template sheets, by sheet name."""
    stamps = read_stamps(workbook)
    definitions = load_definitions()
    for sheet in workbook.sheets:
        stamp = stamps.get(sheet.name)
        definition = definitions.get(stamp.form) if stamp is not None else None
        if definition is None or sheet.hidden:
            continue
        areas = {}
        for (table, key), name in range_names(definition).columns.items():
            place = resolve(workbook.names.get((sheet.name, name), ""))
            if table == _TABLE and place is not None and place.sheet == sheet.name:
                areas[key] = place.area
        if "level3" in areas:
            area = areas["level3"]
            columns = {key: each.left for key, each in areas.items()}
            yield IndicatorTable(sheet, definition, area.top, area.bottom, columns)


def pasted_form(pasted: Sheet, table: IndicatorTable) -> Document | None:
    """Return what was pasted, read as a form; None if no indicator is recognised."""
    # A table alone has no title: it is given that of the form it is to go to.
    bare = copy.deepcopy(pasted)
    bare.rows = {row: cells for row, cells in bare.rows.items() if row >= FIRST_ROW}
    titled = copy.deepcopy(bare)
    titled.rows = {1: {1: table.definition.titles[0]}, **titled.rows}
    found = [document for sheet in (bare, titled) for document in documents_of(Workbook(sheets=[sheet]), pasted.name)]
    found = [document for document in found if _named(document)]
    return max(found, key=lambda document: len(_named(document)), default=None)


def _named(document: Document) -> list[Any]:
    return [indicator for indicator in document.get("indicators", ()) if indicator["level3"]]


def landing(document: Document, table: IndicatorTable) -> Landing | None:
    """Return where the indicators go; None if the table has too few rows."""
    # Where the form has none yet, the levels that a template has prepared make room for those that were pasted.
    indicators = _named(document)
    used = [row for row in range(table.first, table.last + 1) if table.value(row, "level3") is not None]
    start = max(used) + 1 if used else table.first
    if start + len(indicators) - 1 > table.last:
        return None
    landed = Landing()
    homeless: dict[str, None] = {}
    for row, indicator in enumerate(indicators, start=start):
        values = _values(indicator, table)
        for key, value in values.items():
            if key in table.columns:
                landed.entries.append(_entry(table, row, key, value, indicator["level3"]))
            elif value is not None:
                homeless[_label(table.definition, key)] = None
        landed.rows.append(row)
    if not used:
        prepared = range(start + len(indicators), table.last + 1)
        landed.entries += [
            _entry(table, row, key, None, "")
            for row in prepared
            for key in _LEVELS
            if key in table.columns and table.value(row, key) is not None
        ]
    landed.homeless = list(homeless)
    return landed


def _values(indicator: Any, table: IndicatorTable) -> dict[str, Any]:
    """Return the values by column, in one text where the form has one for all."""
    skipped = {"cell", "cells", "nature", "other", "operator", "target", "unit"}
    values = {key: value for key, value in indicator.items() if key not in skipped and not isinstance(value, list)}
    operator, target, unit = (indicator[key] for key in ("operator", "target", "unit"))
    if "operator" in table.columns:
        qualitative = operator is None and target is not None and not isinstance(target, Decimal)
        values |= {"operator": _QUALITATIVE if qualitative else operator, "target": target, "unit": unit}
    elif target is not None:
        number = plain_number(target) if isinstance(target, Decimal) else target
        values["target"] = f"{operator or ''}{number}{unit or ''}"
    return values


def _entry(table: IndicatorTable, row: int, key: str, value: Any, about: str) -> CellEntry:
    written = float(value) if isinstance(value, Decimal) else value
    return CellEntry(table.sheet.name, (row, table.columns[key]), written, about=about)


def _label(definition: FormDefinition, key: str) -> str:
    columns: Sequence[Any] = [column for table in definition.tables for column in table.columns]
    return next((column.label for column in columns if column.key == key), key)
