"""Rows as cells by column, and the plain tables: tasks, expenditures, summaries."""

from __future__ import annotations

from typing import Any

from jixiao.forms.alignment import align, kind_of
from jixiao.forms.cell_text import counts_rows, is_placeholder
from jixiao.forms.definition import Table, Total
from jixiao.forms.general.label_words import SENTENCE
from jixiao.forms.labels import MAX_LABEL, cached_form
from jixiao.forms.money import parse_money, says_amount
from jixiao.forms.region import Region
from jixiao.forms.slots import PlacedCell, Slot, Slots, place
from jixiao.forms.structure import Block, TableRow
from jixiao.forms.table_line import LineColumn, read_line
from jixiao.forms.total_words import is_subtotal, names_score
from jixiao.forms.totals import Totals, adds_up, read_total, units_in_header
from jixiao.grid.address import address, parse_address
from jixiao.grid.model import Value

_ALWAYS = frozenset(("money", "sequence"))
"""Types of columns whose keys a row has even if its header lacks the column."""
MIN_ADDED = 2
"""A row that is a total by its amount alone adds up so many others at least."""


def without_caption(block: Block, row: TableRow, region: Region) -> dict[int, Value]:
    """The row's cells without the block's own caption (本年度绩效指标), which is taken."""
    column, value = next(iter(row.cells.items()))
    if isinstance(value, str) and len(value) <= MAX_LABEL and cached_form(value) in block.table.captions:
        region.take(row.row, column)
        return {c: v for c, v in row.cells.items() if c != column}
    return row.cells


def read_rows(region: Region, block: Block, unit: str | None) -> tuple[list[dict[str, Any]], Totals]:
    """The rows of a plain table and what its total line says.

    Each row is a dictionary with a key per column of the form, ``cell`` and ``cells``. A row without its item is
    skipped, and its cells stay unread.
    """
    rows: list[dict[str, Any]] = []
    totals = Totals()
    stated = units_in_header(region, block)
    subtotals: list[TableRow] = []
    for table_row in block.rows:
        cells = without_caption(block, table_row, region)
        if block.table.is_total(cells):
            read_total(region, block.table, table_row, unit, totals, stated)
            continue
        if block.table.total is not None and is_subtotal(cells):
            subtotals.append(table_row)
            continue
        cells = {column: value for column, value in cells.items() if column not in table_row.slots.foreign}
        placed = place(table_row.slots, cells)
        part = bool(rows) and rows[-1].get("seq") and str(next(iter(cells.values()))).startswith("其中")  # of 1 above
        if part or adds_up(block.table, placed) or (block.table.key == "execution" and names_score(cells)):
            continue
        if not _sensible(block.table, cells, placed):
            moved = _realign(block.table, table_row.slots, cells)
            if len(moved) >= len(placed) and _fitting(block.table, moved) > _fitting(block.table, placed):
                placed = moved  # 30+6.5 in the place of an amount is no sign of a shift
        item = placed.get(block.table.item)
        nameless = item is None or is_placeholder(item.value)
        texts = (value for value in cells.values() if isinstance(value, str))
        goal = block.table.key == "execution" and any(map(SENTENCE.search, texts))
        if (nameless or goal) and not _has_amount(block.table, placed, unit):
            region.take_all(table_row.row, [column for column, value in cells.items() if is_placeholder(value)])
            continue
        # What every row has, and what this header has a column for.
        always = [each for each in block.table.columns if each.key == block.table.item or each.type in _ALWAYS]
        own_columns = {each.key: each.type for each in (*always, *(slot.column for slot in table_row.slots))}
        columns = [
            LineColumn(key, kind, placed[key].column if key in placed else None, stated.get(key))
            for key, kind in own_columns.items()
        ]
        line = read_line(region, table_row.row, table_row.cells, columns, unit, block.table.item)
        at = item.column if item is not None else table_row.slots.left_of(block.table.item)
        rows.append({**line.values, "cell": address(table_row.row, at), "cells": line.cells})
    if block.table.total is not None and not totals.values and _adds_up_all(rows, block.table.total):
        last, _ = parse_address(rows.pop()["cell"])  # 项目合计 | 84.5
        subtotals = [each for each in block.rows if each.row == last]
    if len(subtotals) == 1 and not totals.values:  # the total, called 小计
        read_total(region, block.table, subtotals[0], unit, totals, stated)
    return rows, totals


def _adds_up_all(rows: list[dict[str, Any]], total: Total) -> bool:
    """Return whether the last row, alone without a number, adds up the others."""
    if len(rows) < MIN_ADDED + 1 or [row.get("seq") is None for row in rows] != [False] * (len(rows) - 1) + [True]:
        return False
    stated: list[list[Any]] = [[row.get(key) for row in rows] for _, key in total.sums()]
    return all(None not in amounts and sum(amounts[:-1]) == amounts[-1] for amounts in stated)


def _sensible(table: Table, cells: dict[int, Value], placed: dict[str, PlacedCell]) -> bool:
    """Return whether every cell stands under a header that it fits."""
    if len(cells) < 2 or len(placed) != len(cells):
        return len(cells) < 2  # a single cell tells nothing about a shift
    telling = [column for column in table.columns if column.type in _ALWAYS and column.key in placed]
    for column in telling:
        value = placed[column.key].value
        if column.type == "money" and not says_amount(value) and not is_placeholder(value):
            return False
    if table.item not in placed:  # the name alone is missing, unless it stands in the place of the number
        return bool(telling) and all(c.type == "money" or counts_rows(placed[c.key].value) for c in telling)
    return isinstance(placed[table.item].value, str)


def _fitting(table: Table, placed: dict[str, PlacedCell]) -> int:
    """Return how many names, numbers of rows and amounts stand in their columns."""
    fits = {"money": says_amount, "sequence": counts_rows}
    telling = (column for column in table.columns if column.type in _ALWAYS and column.key in placed)
    known = sum(fits[column.type](placed[column.key].value) for column in telling)
    return known + (table.item in placed and isinstance(placed[table.item].value, str))


def _realign(table: Table, slots: Slots, cells: dict[int, Value]) -> dict[str, PlacedCell]:
    """Return the cells of a slid row in the columns that their contents tell."""
    ordered = sorted(slots, key=lambda slot: slot.left)
    nothing: frozenset[str] = frozenset()
    kinds = tuple(kind_of(value, nothing, nothing, "") for value in cells.values())
    homes = tuple(home_index(ordered, column) for column in cells)
    columns = tuple(
        "item"
        if slot.column.key == table.item
        else {"money": "amount", "sequence": "sequence"}.get(slot.column.type, "remark")
        for slot in ordered
    )
    placed: dict[str, PlacedCell] = {}
    for (column, value), choice in zip(cells.items(), align(kinds, homes, columns), strict=True):
        if choice is not None:
            placed.setdefault(ordered[choice].column.key, PlacedCell(column, value))
    return placed


def home_index(slots: list[Slot], column: int) -> int:
    """Return the index of the slot a column is in or behind; -1 before the first."""
    found = -1
    for index, slot in enumerate(slots):
        if slot.left <= column:
            found = index
    return found


def _has_amount(table: Table, placed: dict[str, PlacedCell], unit: str | None) -> bool:
    """Return whether a row without a name carries money, which counts."""
    money = (placed[column.key].value for column in table.columns if column.type == "money" and column.key in placed)
    return any(parse_money(value, unit or "万元") is not None for value in money)
