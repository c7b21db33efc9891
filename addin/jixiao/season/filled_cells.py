"""Cells of a workbook filled without touching the rest of the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.package import Package
from jixiao.output import replacing
from jixiao.reports.marking.cell_marks import WrittenValues, with_values
from jixiao.reports.marking.working_copy import WorkingCopy

SheetValues = Mapping[str, WrittenValues]
"""What is to be written, by sheet and by (row, column)."""

_DAY_ZERO = date(1899, 12, 30)


def fill_cells(path: Path, values: SheetValues) -> None:
    """Write values into our own workbook. Raises ``InputError``, ``OutputError``."""
    copy = WorkingCopy(Package(path.read_bytes(), DEFAULT_LIMITS))
    enter(copy, values)
    with replacing(path) as temporary:
        temporary.write_bytes(copy.zipped())


def enter(copy: WorkingCopy, values: SheetValues) -> None:
    """Enter values into an open copy; a sheet that is not there is passed over."""
    for sheet, cells in values.items():
        if cells and sheet in copy.sheets:
            part = copy.sheets[sheet]
            copy.parts.write(part, with_values(copy.parts.read_xml(part), part, cells, frozenset(cells)))


def serial(day: date) -> Decimal:
    """The number that a cell with a date format shows as that day."""
    return Decimal((day - _DAY_ZERO).days)
