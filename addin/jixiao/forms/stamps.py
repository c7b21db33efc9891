"""The stamp of a template: which form a sheet is, by which definition.

A very hidden sheet holds form id and version; a name of each form's sheet leads to its row.
The name stays with the sheet when it is renamed, moved or copied within the workbook.
"""

from __future__ import annotations

from typing import NamedTuple

from jixiao.forms.range_names import STAMP
from jixiao.forms.references import resolve
from jixiao.grid.model import Workbook

STAMP_SHEET = "_绩效"


class Stamp(NamedTuple):
    """What a template says of itself."""

    form: str
    version: int


def read_stamps(workbook: Workbook) -> dict[str, Stamp]:
    """Return the stamps of a workbook by sheet name; none that was destroyed."""
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    found: dict[str, Stamp] = {}
    for (scope, name), reference in workbook.names.items():
        if name != STAMP or scope is None:
            continue
        place = resolve(reference)
        if place is None or place.sheet not in sheets:
            continue
        form, version = (sheets[place.sheet].value(place.area.top, place.area.left + offset) for offset in range(2))
        if isinstance(form, str) and isinstance(version, float):
            found[scope] = Stamp(form, int(version))
    return found
