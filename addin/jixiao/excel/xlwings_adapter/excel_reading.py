"""A sheet as the rest of the package sees it, through xlwings."""

# xlwings has no list of merged areas, hidden rows or number formats. It tells whether a whole block has the same one,
# so a block that has not is halved until its parts have: some dozens of questions for a form, instead of one for each
# cell.

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from jixiao.grid.address import Range
from jixiao.grid.model import Sheet, Value
from jixiao.grid.numberformat import is_general

_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
_EPOCH = datetime(1899, 12, 30)

RangeReader = Callable[[Range], Any]
"""Gives the xlwings range of an area."""


def fill_in(sheet: Sheet, cells_of: RangeReader, extent: Range) -> None:
    """Fill in a sheet what stands in an area that begins at A1."""
    _read_values(sheet, cells_of(extent))
    if sheet.rows or sheet.formulas:
        _read_formats(sheet, cells_of, extent)
        sheet.merges = sorted(_merges(cells_of, extent))
        _read_hidden(sheet, cells_of, extent)


def _read_values(sheet: Sheet, block: Any) -> None:
    values = block.options(ndim=2, err_to_str=True).value
    formulas = formulas_of(block)
    for row, (shown, typed) in enumerate(zip(values, formulas, strict=True), start=1):
        cells: dict[int, Value] = {}
        for column, (value, formula) in enumerate(zip(shown, typed, strict=True), start=1):
            if isinstance(formula, str) and formula.startswith("=") and value != formula:
                if value == "":
                    continue  # calculated, and shows nothing
                sheet.formulas[row, column] = formula[1:]
            if isinstance(value, str) and value in _ERRORS:
                sheet.errors[row, column] = value
            elif (kept := plain(value)) is not None:
                cells[column] = kept
        if cells:
            sheet.rows[row] = cells


def _read_formats(sheet: Sheet, cells_of: RangeReader, extent: Range) -> None:
    for area, code in _uniform(extent, lambda area: cells_of(area).number_format):
        if code and not is_general(code):
            for row, column in area.places():
                if sheet.value(row, column) is not None:
                    sheet.formats[row, column] = code


def _merges(cells_of: RangeReader, extent: Range) -> set[Range]:
    merges = set()
    for area, merged in _uniform(extent, lambda area: cells_of(area).merge_cells):
        left = set(area.places()) if merged else set()
        while left:
            found = cells_of(Range(*min(left), *min(left))).merge_area
            merge = Range(found.row, found.column, found.last_cell.row, found.last_cell.column)
            merges.add(merge)
            left -= set(merge.places())
    return merges


def _read_hidden(sheet: Sheet, cells_of: RangeReader, extent: Range) -> None:
    column_wise = Range(1, 1, 1, extent.right)
    for area, width in _uniform(column_wise, lambda area: cells_of(area).column_width):
        if width == 0:
            sheet.hidden_columns.append((area.left, area.right))
    for area, height in _uniform(Range(1, 1, extent.bottom, 1), lambda area: cells_of(area).row_height):
        if height == 0:
            sheet.hidden_rows.update(range(area.top, area.bottom + 1))


def formulas_of(block: Any) -> Any:
    """Return the formulas of a block by rows; xlwings tells a single one alone."""
    formulas = block.formula
    return ((formulas,),) if isinstance(formulas, str) else formulas


def _uniform(area: Range, ask: Callable[[Range], Any]) -> Iterator[tuple[Range, Any]]:
    """Parts of an area that have one answer each; None means that a part has several."""
    answer = ask(area)
    height, width = area.bottom - area.top + 1, area.right - area.left + 1
    if answer is not None or (height == 1 and width == 1):
        yield area, answer
        return
    if height >= width:
        middle = area.top + height // 2
        halves = area._replace(bottom=middle - 1), area._replace(top=middle)
    else:
        middle = area.left + width // 2
        halves = area._replace(right=middle - 1), area._replace(left=middle)
    for half in halves:
        yield from _uniform(half, ask)


def plain(value: Any, *, keep_blanks: bool = False) -> Value | None:
    """A value as the grid has it: dates are numbers, white space alone is nothing."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, datetime):
        return (value.replace(tzinfo=None) - _EPOCH).total_seconds() / 86400
    if isinstance(value, str):
        return value if value.strip() or (keep_blanks and value) else None
    return float(value)
