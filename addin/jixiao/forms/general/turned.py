"""A table of indicators that lies on its side: 一级指标, 三级指标, 指标值 below one another, an indicator in each column.

The rectangle is turned, read like any other table, and every address is turned back.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from jixiao.forms.document import Kind
from jixiao.forms.general.block_tables import FoundTable, cut
from jixiao.forms.general.columns import classification_in, table_columns
from jixiao.forms.general.header_lines import HeaderFinder
from jixiao.forms.general.indicator_sides import Indicators, read_indicators
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.region import Region
from jixiao.grid.address import Range, address, parse_address
from jixiao.grid.model import Sheet, Value

LONGEST_TITLE = 8
MIN_TITLES = 3
MIN_COLUMNS = 2
"""So many indicators at least stand beside one another."""


class TurnedTable(NamedTuple):
    """A turned rectangle and the table in it."""

    region: Region
    table: FoundTable


def turned_table(region: Region, words: Vocabulary) -> TurnedTable | None:
    """The indicators of a block that lie on their side, whose cells are then taken in the block; None if it has none."""
    rows = dict(region.rows)
    for row, cells in region.rows:
        for column, value in cells.items():
            if not isinstance(value, str) or len(value) > LONGEST_TITLE or "三级" not in value:
                continue
            if _key(value, words) != "level3" or _beside(cells, column, words):
                continue
            top, bottom = _reach(rows, row, column, words), _reach(rows, row, column, words, step=1)
            if bottom - top + 1 >= MIN_TITLES and len(cells) - list(cells).index(column) > MIN_COLUMNS:
                turned = _turn(region, rows, top, bottom, column)
                tables, _ = cut(turned, HeaderFinder(turned, words, department=False), words)
                table = next((table for table in tables if table.header.kind == "indicators"), None)
                if table is None:
                    return None
                region.taken.update((line, place) for line in range(top, bottom + 1) for place in rows[line])
                return TurnedTable(turned, table)
    return None


def read_turned(found: TurnedTable, kind: Kind, words: Vocabulary, year: int | None) -> Indicators:
    """The indicators of a turned table, with the addresses that they have on the sheet."""
    table = found.table
    columns = table_columns(found.region, table.header, table.rows, kind, words, year, classification_in(table.rows))
    read = read_indicators(found.region, columns, table.rows, table.header.left)
    for rows in read.by_side.values():
        for each in rows:
            each["cell"] = _back(each["cell"])
            _turn_back(each["cells"])
    for note in read.notes:
        note["cells"] = [_back(cell) for cell in note["cells"]]
    _turn_back(read.totals.cells)
    return read


def _key(value: Value | None, words: Vocabulary) -> str | None:
    meaning = words.indicator_column(value) if isinstance(value, str) else None
    return None if meaning is None or meaning.weak else meaning.key


def _beside(cells: dict[int, Value], column: int, words: Vocabulary) -> bool:
    """Whether another title stands in the same row: the table stands upright."""
    return any(other != column and _key(value, words) is not None for other, value in cells.items())


def _reach(rows: dict[int, dict[int, Value]], row: int, column: int, words: Vocabulary, step: int = -1) -> int:
    """The last row, up or down, that is titled in the same column."""
    while len(rows.get(row + step, {})) > MIN_COLUMNS and _key(rows[row + step].get(column), words) is not None:
        row += step
    return row


def _turn(region: Region, rows: dict[int, dict[int, Value]], top: int, bottom: int, left: int) -> Region:
    sheet = Sheet(region.sheet.name, region.sheet.state)
    cells: dict[int, dict[int, Value]] = {}
    for row in range(top, bottom + 1):
        for column, value in rows[row].items():
            if column >= left:
                cells.setdefault(column, {})[row] = value
                if (row, column) in region.sheet.formats:
                    sheet.formats[column, row] = region.sheet.formats[row, column]
    sheet.rows = dict(sorted(cells.items()))
    spans = {
        (column, row): Range(span.left, span.top, span.right, span.bottom)
        for (row, column), span in region.spans.items()
        if top <= row <= bottom and column >= left
    }
    return Region(sheet, (left, top), "", list(sheet.rows.items()), spans, titled=False)


def _back(cell: str) -> str:
    row, column = parse_address(cell)
    return address(column, row)


def _turn_back(cells: dict[str, Any]) -> None:
    for key, cell in cells.items():
        cells[key] = _back(cell)
