"""What the buttons need of a spreadsheet program: program, workbook, sheet.

``xlwings_adapter`` implements it for Excel and WPS, ``libreoffice`` for LibreOffice, and the tests in memory. A macro
knows nothing else: it never goes from cell to cell, and never learns which program it runs in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from jixiao.errors import JixiaoError
from jixiao.excel.cell_contents import CellContent, Colour, Fill, Link, NumberFormat, Place
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet


class ProtectedError(JixiaoError):
    """A sheet whose protection cannot be lifted without its password."""

    default_hint = "请先在“审阅”中撤销工作表保护，处理后再重新保护"


class Program(Protocol):
    """The program in which a button was pressed."""

    @property
    def version(self) -> str:
        """The version, as the program tells it."""

    def active_book(self) -> OpenBook | None:
        """Return the workbook in front, or None."""

    def open_book(self, path: Path) -> OpenBook:
        """Open a file. Raises ``OSError`` if the program refuses."""

    def add_book(self) -> OpenBook:
        """Open a new workbook."""

    def selected_row(self) -> int | None:
        """Return the first selected row; None if no cells are selected."""

    def quiet(self) -> AbstractContextManager[None]:
        """Keep the program quiet while a macro works: no flicker, no other macro."""

    def show_progress(self, text: str) -> None:
        """Show a line in the status bar, until the macro ends."""

    def show_message(self, text: str) -> None:
        """Show a message. Raises the program's error without a window."""

    def ask_folder(self, title: str) -> Path | None:
        """Ask for a folder; None is 取消."""

    def ask_workbook(self, title: str) -> Path | None:
        """Ask for the file of a workbook; None is 取消."""

    def ask_choice(self, title: str, options: Mapping[str, str]) -> str | None:
        """Ask for one of some options (key → words) and return its key; None is 取消."""

    def is_escape_pressed(self) -> bool:
        """Return whether Esc is held down."""


class OpenBook(Protocol):
    """An open workbook."""

    @property
    def name(self) -> str:
        """The name of the file."""

    @property
    def path(self) -> Path | None:
        """Return where the file lies; None if never saved or in the cloud."""

    def sheets(self) -> Sequence[OpenSheet]:
        """Return the sheets, hidden ones included."""

    def sheet(self, name: str) -> OpenSheet:
        """Return a sheet by its name. Raises ``KeyError``."""

    def active_sheet(self) -> OpenSheet:
        """Return the sheet in front."""

    def add_sheet(self, name: str, after: OpenSheet) -> OpenSheet:
        """Add a sheet behind another one."""

    def names(self) -> dict[tuple[str | None, str], str]:
        """Return defined names: (sheet or None, name) → reference without ``=``."""

    def is_frozen(self) -> bool:
        """Return whether the program lets nothing in the workbook be changed."""

    def is_shared(self) -> bool:
        """Return whether several people edit the workbook at once, in the old way."""

    def is_read_only(self) -> bool:
        """Return whether the workbook cannot be saved under its own name."""

    def structure_locked(self) -> bool:
        """Return whether sheets can be neither added nor removed."""

    def lift_structure(self) -> Any:
        """Unlock the structure without a password, if it is locked.

        Return what ``lock_structure`` needs, None if it was open.
        """

    def lock_structure(self, before: Any) -> None:
        """Lock the structure as it was."""


class OpenSheet(Protocol):
    """A sheet of an open workbook, read and written in whole blocks."""

    @property
    def name(self) -> str:
        """The name on the tab."""

    def is_visible(self) -> bool:
        """Return whether a user sees the sheet."""

    def activate(self) -> None:
        """Bring the sheet to the front."""

    def select(self, place: Place) -> None:
        """Bring the sheet to the front and select a cell."""

    def delete(self) -> None:
        """Remove the sheet, without a question."""

    def hide(self) -> None:
        """Hide the sheet, so deep that a user does not come upon it where the program can."""

    def size(self) -> tuple[int, int]:
        """Return the last row and the last column in use."""

    def read(self) -> Sheet:
        """Return the sheet for the package. Raises ``InputError`` if far too large."""

    def contents(self, places: Iterable[Place]) -> dict[Place, CellContent]:
        """Return what stands in some cells, exactly enough to be put back."""

    def write(self, contents: Mapping[Place, CellContent]) -> None:
        """Fill cells. A text is written as text, whatever it looks like."""

    def link(self, links: Mapping[Place, Link]) -> None:
        """Fill cells with links."""

    def notes(self) -> dict[Place, str]:
        """Return the notes of the sheet."""

    def write_notes(self, texts: Mapping[Place, str | None]) -> None:
        """Write notes, in place of those that are there; None takes a note away."""

    def number_formats(self, places: Iterable[Place]) -> dict[Place, NumberFormat]:
        """Return the number formats of some cells, exactly enough to be put back."""

    def set_number_formats(self, formats: Mapping[Place, NumberFormat]) -> None:
        """Give cells number formats that ``number_formats`` told."""

    def fills(self, places: Iterable[Place]) -> dict[Place, Fill]:
        """Return the fills of some cells, exactly enough to be put back."""

    def restore_fills(self, fills: Mapping[Place, Fill]) -> None:
        """Put back what ``fills`` told."""

    def paint(self, colours: Mapping[Place, Colour]) -> None:
        """Give cells a plain fill."""

    def set_column_widths(self, widths: Mapping[int, float]) -> None:
        """Set the widths of columns, in characters."""

    def wrap(self, area: Range) -> None:
        """Break long texts into lines, which begin at the top of their cells."""

    def embolden(self, area: Range) -> None:
        """Write cells in bold type."""

    def insert_row(self, row: int) -> None:
        """Insert a row above a row; what stands there moves down."""

    def show_rows(self, rows: Iterable[int]) -> None:
        """Show rows that are hidden."""

    def copy_row(self, row: int, to: int) -> None:
        """Copy a whole row, with its height, formats and formulas, over another."""

    def copy(self, area: Range, to: Place) -> None:
        """Copy cells, with formats and formulas, to where their first cell is to stand."""

    def lift_protection(self) -> Any:
        """Lift the protection and return what ``protect`` needs; None if there was none.

        Raises ``ProtectedError`` if a password is asked for.
        """

    def protect(self, before: Any) -> None:
        """Protect the sheet as it was; nothing where ``before`` is None."""


T = TypeVar("T")


class CancelledError(JixiaoError):
    """The user stopped what was going on."""

    def __init__(self) -> None:
        super().__init__("已取消，没有改动任何文件")


def answered(answer: T | None) -> T:
    """Return what the user answered to a question. Raises ``CancelledError`` for 取消."""
    if answer is None:
        raise CancelledError
    return answer
