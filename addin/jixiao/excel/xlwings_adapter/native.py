"""What xlwings has no word for, over COM on Windows, Apple events on macOS."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from jixiao.excel.cell_contents import Fill, Place
from jixiao.grid.model import SheetState

_VERY_HIDDEN = 2  # xlSheetVeryHidden
_TOP = -4160  # xlTop
_NO_PATTERN = -4142  # xlNone
_ALLOWED = (
    "AllowFormattingCells", "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns",
    "AllowInsertingRows", "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows", "AllowSorting",
    "AllowFiltering", "AllowUsingPivotTables",
)  # fmt: skip


def native_sheet(sheet: Any) -> ComSheet | MacSheet:
    """Return what answers for an xlwings sheet on this system."""
    return ComSheet(sheet) if sys.platform == "win32" else MacSheet(sheet)


def native_book(book: Any) -> ComBook | MacBook:
    """Return what answers for an xlwings workbook on this system."""
    return ComBook(book.api) if sys.platform == "win32" else MacBook(book.api)


class ComSheet:
    """A sheet over COM on Windows."""

    def __init__(self, sheet: Any) -> None:
        self._api = sheet.api

    def state(self) -> SheetState:
        """Return whether a user sees the sheet."""
        visible = self._api.Visible
        return "veryHidden" if visible == _VERY_HIDDEN else "visible" if visible else "hidden"

    def hide(self) -> None:
        """Hide the sheet, from the list of hidden sheets too."""
        self._api.Visible = _VERY_HIDDEN

    def fill(self, cell: Any) -> Fill:
        """Return a fill; a theme colour stays one."""
        interior = cell.api.Interior
        if interior.Pattern == _NO_PATTERN:
            return None
        told = {"Pattern": interior.Pattern, "Color": interior.Color, "PatternColor": interior.PatternColor}
        theme = interior.ThemeColor
        return told if theme is None else told | {"ThemeColor": theme, "TintAndShade": interior.TintAndShade}

    def set_fill(self, cell: Any, told: Fill) -> None:
        """Put back a fill."""
        if not isinstance(told, dict):
            cell.color = None
            return
        interior = cell.api.Interior
        for name, value in told.items():
            setattr(interior, name, value)

    def align_top(self, cells: Any) -> None:
        """Begin texts of several lines at the top."""
        cells.api.VerticalAlignment = _TOP

    def notes(self) -> dict[Place, str]:
        """Return the notes, asked one by one: Excel has no other way."""
        comments = self._api.Comments
        each = (comments.Item(number) for number in range(1, comments.Count + 1))
        return {(note.Parent.Row, note.Parent.Column): note.Text() for note in each}

    def protection(self) -> Any:
        """Return what ``protect`` needs to restore the protection; None without."""
        api = self._api
        if not (api.ProtectContents or api.ProtectDrawingObjects or api.ProtectScenarios):
            return None
        return {
            "DrawingObjects": api.ProtectDrawingObjects,
            "Contents": api.ProtectContents,
            "Scenarios": api.ProtectScenarios,
            **{name: getattr(api.Protection, name) for name in _ALLOWED},
            "EnableSelection": api.EnableSelection,
        }

    def unprotect(self) -> None:
        """Try to lift the protection without a password; may raise an error."""
        self._api.Unprotect("")

    def is_protected(self) -> bool:
        """Return whether the contents are protected."""
        return bool(self._api.ProtectContents)

    def protect(self, before: Any) -> None:
        """Protect the sheet as it was."""
        options = dict(before)
        selection = options.pop("EnableSelection")
        self._api.Protect(**options)
        self._api.EnableSelection = selection


class MacSheet:
    """A sheet over Apple events on macOS."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet

    def state(self) -> SheetState:
        return "visible" if self._sheet.visible else "hidden"

    def hide(self) -> None:
        self._sheet.visible = False

    def fill(self, cell: Any) -> Fill:
        """Return a fill: its colour."""
        return list(cell.color) if cell.color is not None else None

    def set_fill(self, cell: Any, told: Fill) -> None:
        cell.color = tuple(told) if told is not None else None

    def align_top(self, cells: Any) -> None:
        """Leave the texts where they are: Excel for Mac is not asked."""

    def notes(self) -> dict[Place, str]:
        return {(cell.row, cell.column): cell.note.text for cell in self._sheet.used_range if cell.note is not None}

    def protection(self) -> Any:
        """Return that there is a protection: what it allows is not told on macOS."""
        return {} if self.is_protected() else None

    def unprotect(self) -> None:
        self._sheet.api.unprotect()

    def is_protected(self) -> bool:
        return bool(self._sheet.api.protect_contents.get())

    def protect(self, before: Any) -> None:
        self._sheet.api.protect_worksheet()


def _asked(ask: Callable[[], Any]) -> bool:
    """Return an answer; False where the program does not know the question."""
    with suppress(Exception):
        return bool(ask())
    return False


class ComBook:
    """A workbook over COM on Windows; an answer that is unknown is False."""

    def __init__(self, api: Any) -> None:
        self._api = api

    def is_shared(self) -> bool:
        """Return whether several people edit it at once."""
        return _asked(lambda: self._api.MultiUserEditing)

    def is_read_only(self) -> bool:
        """Return whether it cannot be saved under its own name."""
        return _asked(lambda: self._api.ReadOnly)

    def structure_locked(self) -> bool:
        """Return whether sheets can be neither added nor removed."""
        return _asked(lambda: self._api.ProtectStructure)

    def unlock_structure(self) -> Any:
        """Unlock the structure without a password; return what relocks it."""
        before = {"Structure": True, "Windows": _asked(lambda: self._api.ProtectWindows)}
        with suppress(Exception):  # Excel refuses without the password
            self._api.Unprotect("")
        return before

    def lock_structure(self, before: Any) -> None:
        """Lock the structure as it was."""
        self._api.Protect(**before)


class MacBook:
    """A workbook over Apple events on macOS."""

    def __init__(self, api: Any) -> None:
        self._api = api

    def is_shared(self) -> bool:
        return _asked(lambda: self._api.multi_user_editing.get())

    def is_read_only(self) -> bool:
        return _asked(lambda: self._api.read_only.get())

    def structure_locked(self) -> bool:
        return _asked(lambda: self._api.protect_structure.get())

    def unlock_structure(self) -> Any:
        with suppress(Exception):  # Excel refuses without the password
            self._api.unprotect()
        return {}

    def lock_structure(self, before: Any) -> None:
        self._api.protect_workbook(structure=True)
