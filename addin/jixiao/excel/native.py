"""What xlwings has no word for, asked of Excel itself: over COM on Windows, over Apple events on macOS.

An engine may answer instead: a sheet implementation with the attribute ``native`` is asked there.
"""

from __future__ import annotations

import sys
from typing import Any

from jixiao.excel.surface import Fill, Place, ProtectedError
from jixiao.grid.model import SheetState

_VERY_HIDDEN = 2  # xlSheetVeryHidden
_TOP = -4160  # xlTop
_NO_PATTERN = -4142  # xlNone
_ALLOWED = (
    "AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns",
    "AllowInsertingRows", "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows", "AllowSorting",
    "AllowFiltering", "AllowUsingPivotTables",
)  # fmt: skip


def _own(sheet: Any) -> Any:
    return getattr(sheet.impl, "native", None)


def _is_com() -> bool:
    return sys.platform == "win32"


def state(sheet: Any) -> SheetState:
    """Whether a user sees the sheet."""
    own = _own(sheet)
    if own is not None:
        told: SheetState = own.state()
        return told
    if _is_com() and sheet.api.Visible == _VERY_HIDDEN:
        return "veryHidden"
    return "visible" if sheet.visible else "hidden"


def hide(sheet: Any) -> None:
    """Hide the sheet; where the program can, so that it does not appear among the hidden sheets either."""
    own = _own(sheet)
    if own is not None:
        own.hide()
    elif _is_com():
        sheet.api.Visible = _VERY_HIDDEN
    else:
        sheet.visible = False


def fill(cell: Any) -> Fill:
    """The fill of a cell. A theme colour stays one, for the colours of a workbook can be changed as a whole."""
    own = _own(cell.sheet)
    if own is not None:
        return own.fill(cell)
    if not _is_com():
        return list(cell.color) if cell.color is not None else None
    interior = cell.api.Interior
    if interior.Pattern == _NO_PATTERN:
        return None
    told = {"Pattern": interior.Pattern, "Color": interior.Color, "PatternColor": interior.PatternColor}
    theme = interior.ThemeColor
    return told if theme is None else told | {"ThemeColor": theme, "TintAndShade": interior.TintAndShade}


def set_fill(cell: Any, told: Fill) -> None:
    """Put back a fill."""
    own = _own(cell.sheet)
    if own is not None:
        own.set_fill(cell, told)
    elif not isinstance(told, dict):
        cell.color = tuple(told) if told is not None else None
    else:
        interior = cell.api.Interior
        for name, value in told.items():
            setattr(interior, name, value)


def align_top(cells: Any) -> None:
    """Begin texts of several lines at the top; on macOS they stay where they are."""
    own = _own(cells.sheet)
    if own is not None:
        own.align_top(cells)
    elif _is_com():
        cells.api.VerticalAlignment = _TOP


def notes(sheet: Any) -> dict[Place, str]:
    """The notes of the sheet. One by one: Excel has no other way."""
    own = _own(sheet)
    if own is not None:
        found: dict[Place, str] = own.notes()
        return found
    if _is_com():
        comments = sheet.api.Comments
        each = (comments.Item(number) for number in range(1, comments.Count + 1))
        return {(note.Parent.Row, note.Parent.Column): note.Text() for note in each}
    return {(cell.row, cell.column): cell.note.text for cell in sheet.used_range if cell.note is not None}


def lift_protection(sheet: Any) -> Any:
    """Lift the protection; gives what ``protect`` needs, None if there was none. Raises ``ProtectedError``."""
    own = _own(sheet)
    if own is not None:
        return own.lift_protection()
    if not _is_com():
        return _lift_on_mac(sheet)
    api = sheet.api
    if not (api.ProtectContents or api.ProtectDrawingObjects or api.ProtectScenarios):
        return None
    before = {
        "DrawingObjects": api.ProtectDrawingObjects,
        "Contents": api.ProtectContents,
        "Scenarios": api.ProtectScenarios,
        **{name: getattr(api.Protection, name) for name in _ALLOWED},
        "EnableSelection": api.EnableSelection,
    }
    try:
        api.Unprotect("")
    except Exception as error:
        raise ProtectedError("工作表设有保护密码", sheet=sheet.name) from error
    if api.ProtectContents:
        raise ProtectedError("工作表设有保护密码", sheet=sheet.name)
    return before


def _lift_on_mac(sheet: Any) -> Any:
    if not sheet.api.protect_contents.get():
        return None
    sheet.api.unprotect()
    if sheet.api.protect_contents.get():
        raise ProtectedError("工作表设有保护密码", sheet=sheet.name)
    return {}


def protect(sheet: Any, before: Any) -> None:
    """Protect the sheet as it was before ``lift_protection``."""
    own = _own(sheet)
    if own is not None:
        own.protect(before)
    elif not _is_com():
        sheet.api.protect_worksheet()
    else:
        options = dict(before)
        selection = options.pop("EnableSelection")
        sheet.api.Protect(**options)
        sheet.api.EnableSelection = selection
