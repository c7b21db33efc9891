"""Excel and WPS through xlwings: program, workbooks, settings."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jixiao.excel.buttons import TAB
from jixiao.excel.program import OpenBook, OpenSheet, Program
from jixiao.excel.xlwings_adapter import excel_dialogs
from jixiao.excel.xlwings_adapter.excel_sheet import ExcelSheet
from jixiao.excel.xlwings_adapter.native import ComBook, MacBook, native_book

_IGNORE_ESCAPE, _INTERRUPT = 0, 1  # xlDisabled, xlInterrupt
_QUIET = (("screen_updating", False), ("calculation", "manual"), ("enable_events", False))
"""How the program is set while a macro runs: nothing flickers, nothing is calculated twice, no other macro wakes up."""


class ExcelBook(OpenBook):
    """A workbook; ``api`` is that of xlwings."""

    def __init__(self, book: Any) -> None:
        self.api = book

    @property
    def _native(self) -> ComBook | MacBook:
        return native_book(self.api)

    @property
    def name(self) -> str:
        return str(self.api.name)

    @property
    def path(self) -> Path | None:
        """Return where the file lies; an address in the cloud, a name if never saved."""
        path = Path(str(self.api.fullname))
        return path if path.is_absolute() else None

    def sheets(self) -> Sequence[ExcelSheet]:
        return [ExcelSheet(sheet) for sheet in self.api.sheets]

    def sheet(self, name: str) -> ExcelSheet:
        found = next((sheet for sheet in self.api.sheets if sheet.name.casefold() == name.casefold()), None)
        if found is None:
            raise KeyError(name)
        return ExcelSheet(found)

    def active_sheet(self) -> ExcelSheet:
        return ExcelSheet(self.api.sheets.active)

    def add_sheet(self, name: str, after: OpenSheet) -> ExcelSheet:
        return ExcelSheet(self.api.sheets.add(name, after=self.api.sheets[after.name]))

    def names(self) -> dict[tuple[str | None, str], str]:
        found: dict[tuple[str | None, str], str] = {}
        for name in self.api.names:
            with suppress(Exception):  # Excel raises an error for a name that refers to nothing any more
                scope, _, plain = name.name.rpartition("!")
                found[scope.strip("'").replace("''", "'") or None, plain] = name.refers_to.removeprefix("=")
        return found

    def is_frozen(self) -> bool:
        """Return False: Excel lets a read-only workbook be changed."""
        return False

    def is_shared(self) -> bool:
        return self._native.is_shared()

    def is_read_only(self) -> bool:
        return self._native.is_read_only()

    def structure_locked(self) -> bool:
        return self._native.structure_locked()

    def lift_structure(self) -> Any:
        """Try to unlock it without a password; None if it was not locked."""
        return self._native.unlock_structure() if self.structure_locked() else None

    def lock_structure(self, before: Any) -> None:
        self._native.lock_structure(before)


class ExcelProgram(Program):
    """A running Excel or WPS; ``api`` is the app of xlwings."""

    def __init__(self, app: Any) -> None:
        self.api = app

    @property
    def version(self) -> str:
        return str(self.api.version)

    def active_book(self) -> OpenBook | None:
        try:
            # Asked of the engine: of "none" xlwings would make a new workbook.
            active = self.api.books.impl.active
            return None if active is None or active.api is None else ExcelBook(self.api.books.active)
        except Exception:  # noqa: BLE001 - every system has an error of its own for "there is none"
            return None

    def open_book(self, path: Path) -> ExcelBook:
        return ExcelBook(self.api.books.open(str(path)))

    def add_book(self) -> ExcelBook:
        return ExcelBook(self.api.books.add())

    def selected_row(self) -> int | None:
        selection = self.api.selection
        return None if selection is None else int(selection.row)

    @contextmanager
    def quiet(self) -> Iterator[None]:
        before: list[tuple[str, Any]] = []
        try:
            for name, value in _QUIET:
                with suppress(Exception):  # some settings cannot be asked for while no workbook is open
                    before.append((name, getattr(self.api, name)))
                    setattr(self.api, name, value)
            self._let_escape_interrupt(_IGNORE_ESCAPE)
            yield
        finally:
            self._let_escape_interrupt(_INTERRUPT)
            for name, value in reversed(before):
                with suppress(Exception):
                    setattr(self.api, name, value)
            with suppress(Exception):
                self.api.status_bar = False

    def _let_escape_interrupt(self, what: int) -> None:
        """Set what Esc does: Excel on Windows would end the VBA that waits."""
        if sys.platform == "win32":
            with suppress(Exception):
                self.api.api.EnableCancelKey = what

    def show_progress(self, text: str) -> None:
        self.api.status_bar = text

    def show_message(self, text: str) -> None:
        self.api.alert(text, TAB)

    def ask_folder(self, title: str) -> Path | None:
        return excel_dialogs.ask_folder(self.api, title)

    def ask_workbook(self, title: str) -> Path | None:
        return excel_dialogs.ask_workbook(self.api, title)

    def ask_choice(self, title: str, options: Mapping[str, str]) -> str | None:
        return excel_dialogs.ask_choice(self.api, title, options)

    def is_escape_pressed(self) -> bool:
        """Return whether Esc is held down; on macOS it is not told."""
        return excel_dialogs.is_escape_pressed()
