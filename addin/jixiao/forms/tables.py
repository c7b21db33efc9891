"""Rows of a table as cells by column, and the plain tables: tasks, expenditures, summary rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from itertools import islice
from typing import Any, NamedTuple

from jixiao.forms.alignment import align, kind_of
from jixiao.forms.cellvalues import NUMERIC, number_in
from jixiao.forms.definition import Table
from jixiao.forms.fields import text_of
from jixiao.forms.headers import amount_words
from jixiao.forms.labels import cached_form
from jixiao.forms.numbers import parse_money
from jixiao.forms.region import Region
from jixiao.forms.slots import Slot, Slots
from jixiao.forms.structure import Block, TableRow
from jixiao.forms.text import dictionary, fold, placeholders
from jixiao.grid.address import address
from jixiao.grid.model import Value

MAX_PLACEHOLDER = 40
_ALWAYS = frozenset(("money", "sequence"))
"""Types of columns whose keys a row has even if its header lacks the column."""
_PLACEHOLDER_STARTS = frozenset(".．…。·-－—") | {word[0] for word in dictionary("labels")["placeholders"]}


class Placed(NamedTuple):
    """A cell in its column."""

    column: int
    value: Value


def without_caption(block: Block, row: TableRow, region: Region) -> dict[int, Value]:
    """The row's cells without the block's own caption (本年度绩效指标), which is taken."""
    column, value = next(iter(row.cells.items()))
    if isinstance(value, str) and cached_form(value) in block.table.captions:
        region.take(row.row, column)
        return {c: v for c, v in row.cells.items() if c != column}
    return row.cells


def is_placeholder(value: Value) -> bool:
    """Whether a cell says "nothing to state": ``/``, ``……``, ``—``."""
    return (
        isinstance(value, str)
        and (value[0] in _PLACEHOLDER_STARTS or value[0].isspace())
        and len(value) <= MAX_PLACEHOLDER
        and _says_nothing(value)
    )


@lru_cache(maxsize=4096)
def _says_nothing(text: str) -> bool:
    folded = fold(text)
    return folded in placeholders() or not folded.strip(".…。·-—")


@dataclass(slots=True)
class Totals:
    """The sums of a table's total line: document key → amount, document key → address."""

    values: dict[str, Decimal] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)


def read_rows(region: Region, block: Block, unit: str | None) -> tuple[list[dict[str, Any]], Totals]:
    """The rows of a plain table and what its total line says.

    Each row is a dictionary with a key per column of the form, ``cell`` and ``cells``. A row without its item is
    skipped, and its cells stay unread.
    """
    rows: list[dict[str, Any]] = []
    totals = Totals()
    subtotals: list[TableRow] = []
    for table_row in block.rows:
        cells = without_caption(block, table_row, region)
        if is_total_row(block.table, cells):
            read_total(region, block.table, table_row, unit, totals)
            continue
        if _is_subtotal(block.table, cells):
            subtotals.append(table_row)
            continue
        placed = _place(table_row.slots, cells)
        own = {column: value for column, value in cells.items() if column not in table_row.slots.foreign}
        if len(own) < len(cells) and block.table.item in placed:
            cells = own
        if _adds_up(block.table, placed):
            _read_sum(region, block, table_row, unit, totals)
            continue
        if not _sensible(block.table, cells, placed):
            placed = _realign(block.table, table_row.slots, cells)
        item = placed.get(block.table.item)
        if (item is None or is_placeholder(item.value)) and not _has_amount(block.table, placed, unit):
            _forget_placeholders(region, table_row.row, cells)
            continue
        rows.append(_row(region, block.table, table_row, placed, unit))
    if len(subtotals) == 1 and not totals.values:  # the total, called 小计
        read_total(region, block.table, subtotals[0], unit, totals)
    return rows, totals


def _is_subtotal(table: Table, cells: dict[int, Value]) -> bool:
    """Whether a row adds up some of the rows: it is no item, nor the total where there is another."""
    return table.total is not None and any(
        isinstance(value, str) and len(value) <= MAX_PLACEHOLDER and cached_form(value) in _subtotal_words()
        for value in islice(cells.values(), 2)
    )


def _adds_up(table: Table, placed: dict[str, Placed]) -> bool:
    """Whether a row of a table without a total line is one all the same: 金额合计, and nothing but amounts behind it."""
    item = placed.get(table.item)
    if table.total is not None or item is None or not isinstance(item.value, str) or len(placed) > 1:
        return False
    return len(item.value) <= MAX_PLACEHOLDER and cached_form(item.value) in _sum_words()


def _read_sum(region: Region, block: Block, row: TableRow, unit: str | None, totals: Totals) -> None:
    """Read 金额合计 of a table for whose amounts the form prints no column: what stands under 总额 or 预算金额."""
    key = block.table.sum
    if key is None or key in totals.values:
        return
    for column, value in row.cells.items():
        amount = parse_money(value, unit or "万元")
        if amount is not None and cached_form(_title_above(region, block, column)) in amount_words():
            totals.values[key] = amount
            totals.cells[key] = region.take(row.row, column)
            region.taken.update((row.row, place) for place, said in row.cells.items() if isinstance(said, str))
            return


def _title_above(region: Region, block: Block, column: int) -> str:
    """The lowest text of the header above a sheet column, also where the form knows no such column."""
    first = block.rows[0].row
    for row, cells in reversed(region.rows):
        if block.header_row <= row < first:
            for left, value in cells.items():
                if isinstance(value, str) and left <= column <= region.right_edge(row, left):
                    return value
    return ""


@cache
def _sum_words() -> frozenset[str]:
    return _subtotal_words() | {fold(word) for word in dictionary("labels")["total_words"]}


@cache
def _subtotal_words() -> frozenset[str]:
    return frozenset(fold(word) for word in dictionary("labels")["subtotal_words"])


def _sensible(table: Table, cells: dict[int, Value], placed: dict[str, Placed]) -> bool:
    """Whether every cell stands under a header and no amount under a text column or the other way round."""
    if len(placed) != len(cells) or table.item not in placed:
        return len(cells) < 2  # a single cell tells nothing about a shift
    for column in table.columns:
        if column.type == "money" and column.key in placed:
            value = placed[column.key].value
            if parse_money(value) is None and not is_placeholder(value):
                return False
    return isinstance(placed[table.item].value, str)


def _realign(table: Table, slots: Slots, cells: dict[int, Value]) -> dict[str, Placed]:
    """The cells of a slid row in the columns they belong to, as far as their contents tell."""
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
    placed: dict[str, Placed] = {}
    for (column, value), choice in zip(cells.items(), align(kinds, homes, columns), strict=True):
        if choice is not None:
            placed.setdefault(ordered[choice].column.key, Placed(column, value))
    return placed


def home_index(slots: list[Slot], column: int) -> int:
    """Index of the slot a sheet column belongs to or lies behind; -1 in front of the first."""
    found = -1
    for index, slot in enumerate(slots):
        if slot.left <= column:
            found = index
    return found


def _has_amount(table: Table, placed: dict[str, Placed], unit: str | None) -> bool:
    """Whether a row without a name still carries money: it must not be lost from the sums."""
    return any(
        column.type == "money"
        and column.key in placed
        and parse_money(placed[column.key].value, unit or "万元") is not None
        for column in table.columns
    )


def _place(slots: Slots, cells: dict[int, Value]) -> dict[str, Placed]:
    placed: dict[str, Placed] = {}
    for column, value in cells.items():
        slot = slots.by_column.get(column)
        if slot is not None and slot.column.key not in placed:
            placed[slot.column.key] = Placed(column, value)
    return placed


def is_total_row(table: Table, cells: dict[int, Value]) -> bool:
    """Whether a row is the line of the table's total."""
    if table.total is None or not cells:
        return False
    return any(
        isinstance(value, str) and len(value) <= 20 and cached_form(value) in table.total.labels
        for value in islice(cells.values(), 2)
    )


def read_total(region: Region, table: Table, row: TableRow, unit: str | None, totals: Totals) -> None:
    """Read a total line into ``totals``; of several lines the first that has a sum counts."""
    assert table.total is not None
    placed = _place(row.slots, row.cells)
    region.take(row.row, next(iter(row.cells)))
    for column, value in row.cells.items():
        if isinstance(value, str) and cached_form(value) in (*table.total.labels, *_subtotal_words()):
            region.take(row.row, column)
    for key, column_key in table.total.sums():
        amount = placed.get(column_key)
        total = parse_money(amount.value, unit or "万元") if amount is not None else None
        if amount is not None and total is not None and key not in totals.values:
            totals.values[key] = total
            totals.cells[key] = region.take(row.row, amount.column)


def _row(region: Region, table: Table, row: TableRow, placed: dict[str, Placed], unit: str | None) -> dict[str, Any]:
    # What every row has, and what this header has a column for.
    always = (each.key for each in table.columns if each.key == table.item or each.type in _ALWAYS)
    entry: dict[str, Any] = dict.fromkeys((*always, *(slot.column.key for slot in row.slots)))
    cells: dict[str, str] = {}
    for slot in row.slots:
        key = slot.column.key
        if key not in placed:
            continue
        column, raw = placed[key]
        value: Decimal | str | None
        if slot.column.type in NUMERIC:
            value = number_in(raw, region.sheet.formats.get((row.row, column)), slot.column.type, unit or "万元")
            if value is None and is_placeholder(raw):
                region.take(row.row, column)
        else:
            value = (
                None
                if is_placeholder(raw) and key == table.item
                else text_of(raw, region.sheet.formats.get((row.row, column)))
            )
        entry[key] = value
        if value is not None:
            cells[key] = region.take(row.row, column)
    entry["cell"] = address(
        row.row, placed[table.item].column if table.item in placed else row.slots.left_of(table.item)
    )
    entry["cells"] = cells
    return entry


def _forget_placeholders(region: Region, row: int, cells: dict[int, Value]) -> None:
    """Placeholders of an empty row say nothing: they are not reported as unread."""
    for column, value in cells.items():
        if is_placeholder(value):
            region.take(row, column)
