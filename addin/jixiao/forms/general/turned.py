"""Tables on their side: an indicator, or a source of money, in each column.

三级指标 and 指标值, or 预算数 and 执行数, stand below one another.
The rectangle is turned, read like any other table, and every address is turned back.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from jixiao.forms.arrangement import move_cells
from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.document import Kind
from jixiao.forms.general.block_tables import cut
from jixiao.forms.general.columns import classification_in, table_columns
from jixiao.forms.general.execution_lines import read_execution
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_kinds import is_figure
from jixiao.forms.general.header_lines import HeaderFinder
from jixiao.forms.general.indicator_sides import Indicators, read_indicators
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.region import Region
from jixiao.forms.total_words import is_total_word
from jixiao.grid.address import Range
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
    """Return the indicators of a block that lie on their side, taken; or None."""
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
                table = _table_in(turned, words, "indicators")
                if table is None:
                    return None
                region.taken.update((line, place) for line in range(top, bottom + 1) for place in rows[line])
                return TurnedTable(turned, table)
    return None


def turned_execution(region: Region, words: Vocabulary) -> TurnedTable | None:
    """Return the execution whose sources stand side by side; it leaves the rows."""
    rows = dict(region.rows)
    for row, cells in region.rows:
        sources = [c for c, value in cells.items() if _names_source(value, words) and region.bottom_edge(row, c) == row]
        heads = [c for c, value in cells.items() if c >= sources[0] and not is_figure(value)] if sources else []
        if len(sources) < MIN_COLUMNS or any(_names(value, "execution.", words) for value in cells.values()):
            continue
        below = rows.get(row + 1, {})
        left = max((column for column in below if column < sources[0]), default=None)
        bottom = row
        while left is not None and _is_line(rows.get(bottom + 1, {}), left, heads):
            bottom += 1
        titles = [rows[line][left] for line in range(row + 1, bottom + 1)] if left is not None else []
        if len(titles) < MIN_COLUMNS or left is None or not any(_names(text, "execution.", words) for text in titles):
            continue
        lines = range(row, bottom + 1)
        columns = range(left, max(column for line in lines[1:] for column in rows[line]) + 1)
        body = {line: {c: v for c, v in rows[line].items() if c in columns} for line in lines}
        turned = _turn(region, body, row, bottom, left, merged=False)
        table = _table_in(turned, words, "execution")
        if table is None:
            continue
        kept = ((r, {c: v for c, v in cells.items() if c not in columns or r not in lines}) for r, cells in region.rows)
        region.rows = [(r, cells) for r, cells in kept if cells]
        return TurnedTable(turned, table)
    return None


def read_turned_execution(
    region: Region, found: TurnedTable, kind: Kind, unit: str | None, other: list[dict[str, Any]], words: Vocabulary
) -> list[dict[str, Any]]:
    """Return the lines of a turned execution, with their addresses on the sheet."""
    beyond: list[dict[str, Any]] = []
    lines = read_execution(found.region, found.table, kind, unit, beyond, words)
    move_cells({"lines": [*lines, *beyond]}, lambda row, column: (column, row))
    other += beyond
    region.taken.update((row, column) for column, row in found.region.taken)
    _leave_unread(region, found)
    return lines


def _leave_unread(region: Region, found: TurnedTable) -> None:
    """Leave the cells of a turned table that no key took to the block."""
    rows = dict(region.rows)
    for column, cells in found.table.rows:
        for row, value in cells.items():
            if (column, row) not in found.region.taken:
                region.taken.discard((row, column))
                rows[row] = dict(sorted({**rows.get(row, {}), column: value}.items()))
    region.rows = sorted(rows.items())


def _table_in(region: Region, words: Vocabulary, kind: str) -> FoundTable | None:
    tables, _ = cut(region, HeaderFinder(region, words, department=False), words)
    return next((table for table in tables if table.header.kind == kind), None)


def _names(value: Value, group: str, words: Vocabulary) -> bool:
    """Whether a cell names a source of money (财政拨款) or a figure of it (执行率)."""
    meaning = words.field(value) if isinstance(value, str) else None
    return meaning is not None and meaning.key.startswith(group)


def _names_source(value: Value, words: Vocabulary) -> bool:
    """Return whether a cell names a source of money, or their sum: 财政拨款, 小计."""
    return isinstance(value, str) and (words.source(value) is not None or is_total_word(value))


def _is_line(cells: dict[int, Value], left: int, heads: list[int]) -> bool:
    """Return whether a row is a title and mostly figures: 年初预算数 | 240 | 待定 | 40."""
    behind = [(column, value) for column, value in cells.items() if column > left]
    figures = [value for _, value in behind if is_figure(value) or is_placeholder(value)]
    titled = isinstance(cells.get(left), str) and left == next(iter(cells))
    return titled and 2 * len(figures) > len(behind) and all(column in heads for column, _ in behind)


def read_turned(region: Region, found: TurnedTable, kind: Kind, words: Vocabulary, year: int | None) -> Indicators:
    """Return the indicators of a turned table, with their addresses on the sheet."""
    table = found.table
    columns = table_columns(found.region, table.header, table.rows, kind, words, year, classification_in(table.rows))
    read = read_indicators(found.region, columns, table.rows)
    rows = [each for of_side in read.by_side.values() for each in of_side]
    held: dict[str, Any] = {"rows": [*rows, *read.notes, *read.observations], "cells": read.totals.cells}
    move_cells(held, lambda row, column: (column, row))
    read.totals.cells = held["cells"]
    _leave_unread(region, found)
    return read


def _key(value: Value | None, words: Vocabulary) -> str | None:
    meaning = words.indicator_column(value) if isinstance(value, str) else None
    return None if meaning is None or meaning.weak else meaning.key


def _beside(cells: dict[int, Value], column: int, words: Vocabulary) -> bool:
    """Whether another title stands in the same row: the table stands upright."""
    return any(other != column and _key(value, words) is not None for other, value in cells.items())


def _reach(rows: dict[int, dict[int, Value]], row: int, column: int, words: Vocabulary, step: int = -1) -> int:
    """The last row, up or down, that is titled in the same column."""
    first = min((place for place in rows[row] if place > column), default=column)
    while _key((cells := rows.get(row + step, {})).get(column), words) is not None:
        if len(cells) <= MIN_COLUMNS and not (cells.keys() <= rows[row].keys() and max(cells) > first):
            break  # 偏差原因 | 道路维修推迟 is of the whole form, below the second indicator of that alone
        row += step
    return row


def _turn(
    region: Region, rows: dict[int, dict[int, Value]], top: int, bottom: int, left: int, *, merged: bool = True
) -> Region:
    sheet = Sheet(region.sheet.name, region.sheet.state)
    cells: dict[int, dict[int, Value]] = {}
    for row in range(top, bottom + 1):
        for column, value in rows[row].items():
            if column >= left:
                cells.setdefault(column, {})[row] = value
    sheet.formats = {(column, row): shown for (row, column), shown in region.sheet.formats.items()}
    sheet.rows = dict(sorted(cells.items()))
    spans = {
        (column, row): Range(span.left, span.top, span.right, span.bottom)
        for (row, column), span in region.spans.items()
        if merged and top <= row <= bottom and column >= left
    }
    return Region(sheet, (left, top), "", list(sheet.rows.items()), spans, titled=False)
