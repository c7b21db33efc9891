"""Formulas that only repeat another cell: ``IF($B$8="","",$B$8)``, as templates link a name or an amount.

Calculated while the other cell is empty they leave an empty text, which a file does not tell from a formula that was
never calculated. Either way they say what the other cell says.
"""

from __future__ import annotations

import re

from jixiao.forms.references import resolve
from jixiao.grid.address import parse_address
from jixiao.grid.model import Sheet, Value, Workbook

_REPEAT = re.compile(r'IF\((?P<reference>[^=,"]+)="","",(?P=reference)\)')


def repeats(formula: str) -> bool:
    """Whether a formula only repeats another cell."""
    return _REPEAT.fullmatch(formula) is not None


def repeated_value(workbook: Workbook, sheet: Sheet, formula: str) -> Value | None:
    """What the cell that a formula repeats holds; None if it is empty or the formula does something else."""
    match = _REPEAT.fullmatch(formula)
    if match is None:
        return None
    reference = match["reference"]
    place = resolve(reference)
    if place is not None:
        other = next((one for one in workbook.sheets if one.name == place.sheet), None)
        return None if other is None else other.value(place.area.top, place.area.left)
    try:
        return sheet.value(*parse_address(reference))
    except ValueError:
        return None
