"""The rows of an indicator table as indicators, by side; what stands under unknown titles is kept as ``other``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jixiao.forms.cell_text import text_of
from jixiao.forms.document import Note
from jixiao.forms.general.column_groups import OTHER, Group
from jixiao.forms.general.columns import Rows, TableColumns
from jixiao.forms.general.header_titles import numbers_the_columns
from jixiao.forms.general.stated import split_stated
from jixiao.forms.general.vocabulary import Side
from jixiao.forms.indicators import IndicatorReader
from jixiao.forms.labels import cached_form
from jixiao.forms.levels import Level
from jixiao.forms.measures import is_unit, nature_of
from jixiao.forms.region import Region
from jixiao.forms.structure import Block, TableRow
from jixiao.forms.text import clean, squeeze
from jixiao.forms.totals import Totals, is_total_row
from jixiao.grid.address import parse_address
from jixiao.grid.model import Value

_BELOW = 1 << 30
_UNIT_BEHIND = re.compile(r"[(（]([^()（）]{1,8})[)）]$")
"""清淤长度（公里）."""


@dataclass(slots=True)
class Indicators:
    """The indicators of one table: side → rows, what the readers noted, and the sums of its total line."""

    by_side: dict[Side | None, list[dict[str, Any]]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    totals: Totals = field(default_factory=Totals)


def read_indicators(region: Region, columns: TableColumns, rows: Rows, left: int) -> Indicators:
    """The indicators of some rows below a header; ``left`` is the first sheet column of the table."""
    found = Indicators()
    for group in columns.groups:
        reader = IndicatorReader(region, columns.table)
        _preset(reader, group)
        last = max(slot.right for slot in group.slots)
        unit_in_name = all(slot.column.key != "unit" for slot in group.slots)
        block = Block(
            columns.table, rows[0][0] - 1 if rows else 1, headers=[(rows[0][0] - 1 if rows else 1, group.slots)]
        )
        for row, cells in rows:
            if numbers_the_columns(cells):
                region.taken.update((row, column) for column in cells)
                continue
            if not is_total_row(columns.table, cells):
                cells = _own(cells, group, left, last)
            if cells:
                block.rows.append(TableRow(row, cells, group.slots))
        reader.read(block)
        read = reader.indicators
        if all(slot.column.key != "target" for slot in group.slots):
            read = [each for row in read for each in split_stated(region, row)]
        found.by_side.setdefault(group.side, []).extend(_finished(region, read, unit_in_name=unit_in_name))
        found.notes += [note for note in reader.notes if note["code"] not in _QUIET]
        for key, value in reader.totals.values.items():
            found.totals.values.setdefault(key, value)
            found.totals.cells.setdefault(key, reader.totals.cells[key])
    return found


_QUIET = frozenset(("nature-in-remark",))


def _preset(reader: IndicatorReader, group: Group) -> None:
    """The levels that stand above the group, for all of its rows."""
    if group.level1 is not None:
        text = squeeze(clean(group.level1))
        reader.level1 = Level(text, cached_form(text), None, _BELOW)
    if group.level2 is not None:
        text = squeeze(clean(group.level2))
        reader.level2 = Level(text, cached_form(text), None, _BELOW)


def _own(cells: dict[int, Value], group: Group, left: int, last: int) -> dict[int, Value]:
    by_column = group.slots.by_column
    if len(by_column) >= len(cells) and all(column in by_column for column in cells):
        return cells
    return {column: value for column, value in cells.items() if column in by_column}


def _finished(region: Region, indicators: Iterable[dict[str, Any]], *, unit_in_name: bool) -> list[dict[str, Any]]:
    """The indicators with what stands under unknown titles under ``other``.

    In a table without a column of units a bare figure has the one in brackets behind the name: 清淤长度（公里）.
    """
    rows = []
    for indicator in indicators:
        cells = indicator["cells"]
        other: dict[str, str] = {}
        for key in [key for key in indicator if key.startswith(OTHER)]:
            del indicator[key]
            cell = cells.pop(key, None)
            if cell is not None:
                row, column = parse_address(cell)
                value = region.sheet.value(row, column)
                text = text_of(value, region.sheet.formats.get((row, column))) if value is not None else None
                if text is not None:
                    name = key[len(OTHER) :]
                    other[name] = text
                    cells[f"other.{name}"] = cell
        if unit_in_name and indicator["unit"] is None and isinstance(indicator["target"], Decimal):
            behind = _UNIT_BEHIND.search(indicator["level3"] or "")
            if behind is not None and is_unit(behind[1]):
                indicator["unit"], cells["unit"] = behind[1], indicator["cell"]
        if other:
            indicator["other"] = other
            if not isinstance(indicator["target"], Decimal) and any(
                nature_of(text) == "qualitative" for text in other.values()
            ):
                indicator["operator"], indicator["nature"] = None, "qualitative"
        rows.append(indicator)
    return rows
