"""The sheets of a workbook as whoever opens it in Excel sees them."""

from __future__ import annotations

from jixiao.grid.model import Workbook
from jixiao.grid.recalculation import recalculate
from jixiao.grid.shown_numbers import show_numbers


def calculate_missing(workbook: Workbook) -> None:
    """Work out formulas, then put what cells show in place of what they store."""
    recalculate(workbook)
    for sheet in workbook.sheets:
        show_numbers(sheet)
