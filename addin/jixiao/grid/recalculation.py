"""Formulas and stored results: missing ones are worked out, stale ones replaced.

A program that fills in a form without calculating leaves results out, or stores 0 beside every formula; another changes
an amount and leaves the total as it was. Whoever opens the file in Excel sees the results worked out anew.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.grid.formula_values import decimal_of
from jixiao.grid.model import Sheet, Value, Workbook

if TYPE_CHECKING:
    from jixiao.grid.formulas import Calculation

Place = tuple[int, int]

_PICTURE = "DISPIMG("
_EMPTY = '""'
# =7座 typed for "is 7", which a program stored as a formula
_TYPED = re.compile(r"\d{1,12}(?:\.\d{1,6})?[%‰]?[\u4e00-\u9fff㎡/]{1,8}")
_ERROR = re.compile(r"#(?:REF!|VALUE!|N/A|NAME\?|DIV/0!|NUM!|NULL!)|#{3,}")
"""What a formula that failed, or a column too narrow, left where its result was pasted as text."""
_SAME = Decimal("1e-9")
"""What a stored binary result and an exact one may differ by, relative to the larger."""


def take_out_errors(sheet: Sheet) -> None:
    """Move errors that stand in cells as text, #N/A, to ``Sheet.errors``."""
    texts = [
        (row, column, value)
        for row, cells in sheet.rows.items()
        for column, value in cells.items()
        if isinstance(value, str) and value[:1] == "#" and _ERROR.fullmatch(value.strip())
    ]
    for row, column, text in texts:
        sheet.clear(row, column)
        sheet.errors[row, column] = text


def recalculate(workbook: Workbook) -> None:
    """Give every formula its result; ``Sheet.stored`` keeps what was another."""
    # A formula that shows nothing is taken out of ``formulas``: its cell is empty. One that cannot be worked out
    # keeps its stored result, unless that is the 0 of a workbook that nobody has calculated; then it is a formula
    # without a value.
    sheets = [sheet for sheet in workbook.sheets if sheet.formulas]
    if not sheets:
        return
    from jixiao.grid.formulas import Calculation

    for sheet in sheets:
        _drop_pictures(sheet)
    calculated = any(sheet.value(*place) is not None for sheet in sheets for place in sheet.formulas)
    results = _results(sheets, Calculation(workbook))
    untouched = workbook.calculation == "asked for" or any(
        sheet.value(*place) == 0 and _differs(0.0, result) for sheet, place, result in results if result is not None
    )
    if untouched and any(result is None for _, _, result in results):
        results = _results(sheets, Calculation(workbook, distrust=True))
    believed = workbook.calculation == "as shown"
    for sheet, place, result in results:
        stored = sheet.value(*place)
        if place in sheet.errors:
            continue
        if stored is None:
            if result is not None:
                _enter(sheet, place, result)
            elif _TYPED.fullmatch(sheet.formulas[place]):
                _enter(sheet, place, f"={sheet.formulas.pop(place)}")
            elif calculated and _EMPTY in sheet.formulas[place]:
                del sheet.formulas[place]  # it was calculated like the others, and gave an empty text
        elif result is None:
            if untouched and stored == 0:
                _enter(sheet, place, None)
        elif not believed and _differs(stored, result) and not _is_rounded(sheet.formulas[place], stored):
            sheet.stored[place] = stored
            _enter(sheet, place, result)
    for sheet in sheets:
        _sort(sheet)


def _results(sheets: list[Sheet], calculation: Calculation) -> list[tuple[Sheet, Place, Decimal | str | bool | None]]:
    return [(sheet, place, calculation.value(sheet, *place)) for sheet in sheets for place in sheet.formulas]


def _drop_pictures(sheet: Sheet) -> None:
    """Empty the pictures in cells: they are stored as formulas and hold no content."""
    for place in [place for place, text in sheet.formulas.items() if _PICTURE in text.upper()]:
        del sheet.formulas[place]
        _enter(sheet, place, None)


def _differs(stored: Value, result: Decimal | str | bool) -> bool:
    """Return whether a stored result differs from the one worked out."""
    if isinstance(stored, bool) or isinstance(result, bool):
        return False
    if isinstance(stored, str):
        return isinstance(result, str) and stored.split() != result.split()
    if isinstance(result, str):
        return stored == 0
    known = decimal_of(stored)
    return abs(known - result) > _SAME * max(abs(known), abs(result), Decimal(1))


def _is_rounded(formula: str, stored: Value) -> bool:
    """Return whether a stored text has numbers that ``TEXT`` has rounded."""
    return isinstance(stored, str) and "TEXT(" in formula.upper()


def _enter(sheet: Sheet, place: Place, result: Decimal | str | bool | None) -> None:
    """Put a result into a cell; an empty text empties it."""
    if result is None or result == "":
        sheet.clear(*place)
        if result == "":
            sheet.formulas.pop(place, None)
        return
    row, column = place
    sheet.rows.setdefault(row, {})[column] = float(result) if isinstance(result, Decimal) else result


def _sort(sheet: Sheet) -> None:
    """Keep rows and columns in ascending order."""
    for row in {row for row, _ in sheet.formulas if row in sheet.rows}:
        sheet.rows[row] = dict(sorted(sheet.rows[row].items()))
    sheet.rows = dict(sorted(sheet.rows.items()))
