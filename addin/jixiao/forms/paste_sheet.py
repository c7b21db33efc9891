"""The sheet 粘贴区, where tables are pasted: no form, whatever stands in it."""

from __future__ import annotations

from jixiao.grid.model import Sheet

NAME = "粘贴区"
MARKER = "粘贴区（不是报表，不参加检查和汇总）"
"""Stands in A1 of the sheet, so that a department's own sheet of that name is read all the same."""
FIRST_ROW = 3
"""Where what is pasted begins."""


def is_paste_sheet(sheet: Sheet) -> bool:
    """Return whether a sheet is the one that the button makes."""
    return sheet.name == NAME and sheet.value(1, 1) == MARKER
