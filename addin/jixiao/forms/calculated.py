"""Formulas without a value: those never calculated get one where they can, those that show nothing are forgotten.

A file does not tell a formula whose result is an empty text from one that was never calculated. Where other formulas of
the workbook have values, it was calculated, and a formula that may give an empty text has given it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from jixiao.forms.references import resolve
from jixiao.grid.address import parse_address
from jixiao.grid.formulas import Calculation
from jixiao.grid.model import Sheet, Value, Workbook

Place = tuple[int, int]

_REPEAT = re.compile(r'IF\((?P<reference>[^=,"]+)="","",(?P=reference)\)')
_EMPTY = '""'


def calculate_missing(workbook: Workbook) -> None:
    """Give formulas that were never calculated their value: plain arithmetic, SUM, the repetition of another cell.

    A spreadsheet program that was never asked to calculate leaves the value out; so do most libraries. Formulas that
    show nothing are taken out of ``formulas``: their cells are empty. Repetitions come before sums, which may stand over
    them.
    """
    sheets = [sheet for sheet in workbook.sheets if sheet.formulas]
    if any(len(_valueless(sheet)) < len(sheet.formulas) for sheet in sheets):
        for sheet in sheets:
            _forget(sheet, [place for place in _valueless(sheet) if _EMPTY in sheet.formulas[place]])
    for sheet in sheets:
        repeated = {place: _REPEAT.fullmatch(sheet.formulas[place]) for place in _valueless(sheet)}
        values = {place: _value_at(workbook, sheet, match["reference"]) for place, match in repeated.items() if match}
        _enter(sheet, values)
        _forget(sheet, [place for place, value in values.items() if value is None])
    calculation = Calculation(workbook)  # one for all: it remembers, and bounds the work of the whole file
    for sheet in sheets:
        _enter(sheet, {place: _number(calculation.value(sheet, *place)) for place in _valueless(sheet)})


def _valueless(sheet: Sheet) -> list[Place]:
    return [place for place in sheet.formulas if sheet.value(*place) is None and place not in sheet.errors]


def _forget(sheet: Sheet, places: list[Place]) -> None:
    for place in places:
        del sheet.formulas[place]


def _value_at(workbook: Workbook, sheet: Sheet, reference: str) -> Value | None:
    """What stands in the cell that a reference names."""
    place = resolve(reference)
    if place is not None:
        other = next((one for one in workbook.sheets if one.name == place.sheet), None)
        return None if other is None else other.value(place.area.top, place.area.left)
    try:
        return sheet.value(*parse_address(reference))
    except ValueError:
        return None


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _enter(sheet: Sheet, values: Mapping[Place, Value | None]) -> None:
    """Put values into a sheet, keeping rows and columns in order."""
    changed: set[int] = set()
    for (row, column), value in values.items():
        if value is not None:
            sheet.rows.setdefault(row, {})[column] = value
            changed.add(row)
    for row in changed:
        sheet.rows[row] = dict(sorted(sheet.rows[row].items()))
    if changed:
        sheet.rows = dict(sorted(sheet.rows.items()))
