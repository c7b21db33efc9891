"""Excel and WPS through xlwings: workbooks, messages, settings."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jixiao.excel.buttons import TAB
from jixiao.excel.program import OpenBook, Program
from jixiao.excel.xlwings_adapter import excel_dialogs
from jixiao.excel.xlwings_adapter.excel_book import ExcelBook

_IGNORE_ESCAPE, _INTERRUPT = 0, 1  # xlDisabled, xlInterrupt
_QUIET = (("screen_updating", False), ("calculation", "manual"), ("enable_events", False))
"""How the program is set while a macro runs: nothing flickers, nothing is calculated twice, no other macro wakes up."""


class ExcelProgram(Program):
    """A running Excel or WPS; ``api`` is the app of xlwings."""

    def __init__(self, app: Any) -> None:
        self.api = app

    @property
    def version(self) -> str:
        """The version, as ``16.0``."""
        return str(self.api.version)

    def active_book(self) -> OpenBook | None:
        """Return the workbook in front, or None."""
        try:
            # Asked of the engine: of "none" xlwings would make a new workbook.
            active = self.api.books.impl.active
            return None if active is None or active.api is None else ExcelBook(self.api.books.active)
        except Exception:  # noqa: BLE001 - every system has an error of its own for "there is none"
            return None

    def open_books(self) -> Sequence[OpenBook]:
        """Return the open workbooks."""
        return [ExcelBook(book) for book in self.api.books]

    def open_book(self, path: Path) -> ExcelBook:
        """Open a file."""
        return ExcelBook(self.api.books.open(str(path)))

    def add_book(self) -> ExcelBook:
        """Open a new workbook."""
        return ExcelBook(self.api.books.add())

    def selected_row(self) -> int | None:
        """Return the first row of the selected cells."""
        selection = self.api.selection
        return None if selection is None else int(selection.row)

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Keep the program quiet for a while, whatever happens."""
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
        """Show a line in the status bar."""
        self.api.status_bar = text

    def show_message(self, text: str) -> None:
        """Show a message. Raises an error of the program if its window is gone."""
        self.api.alert(text, TAB)

    def ask_folder(self, title: str) -> Path | None:
        """Ask for a folder."""
        return excel_dialogs.ask_folder(self.api, title)

    def ask_workbook(self, title: str) -> Path | None:
        """Ask for the file of a workbook."""
        return excel_dialogs.ask_workbook(self.api, title)

    def ask_choice(self, title: str, options: Mapping[str, str]) -> str | None:
        """Ask for an option. Raises ``JixiaoError`` for another answer."""
        return excel_dialogs.ask_choice(self.api, title, options)

    def is_escape_pressed(self) -> bool:
        """Return whether Esc is held down; on macOS it is not told."""
        return excel_dialogs.is_escape_pressed()
