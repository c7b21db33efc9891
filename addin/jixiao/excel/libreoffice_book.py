"""Workbooks, sheets and names in LibreOffice for xlwings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from xlwings import NoSuchObjectError, base_classes

from jixiao.excel.libreoffice_range import CalcRange, excel_formula
from jixiao.excel.libreoffice_surface import CalcSurface
from jixiao.excel.surface import Surface
from jixiao.excel.unoimport import import_uno, property_values
from jixiao.grid.address import parse_range

_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
}


class CalcBook(base_classes.Book):
    """A workbook."""

    app: Any = None

    def __init__(self, app: Any, document: Any) -> None:
        self.app = app
        self.document = document

    @property
    def api(self) -> Any:
        """The document."""
        return self.document

    @property
    def fullname(self) -> str:
        """The path of the file; the title of one that was never saved."""
        address = self.document.URL
        return str(import_uno().fileUrlToSystemPath(address)) if address else str(self.document.Title)

    @property
    def name(self) -> str:
        """The name of the file."""
        return Path(self.fullname).name

    def locks(self) -> CalcLocks:
        """What keeps the workbook from being changed (``jixiao.excel.locks``)."""
        return CalcLocks(self.document)

    @property
    def sheets(self) -> CalcSheets:
        """The sheets."""
        return CalcSheets(self)

    @property
    def names(self) -> CalcNames:
        """The defined names, those of sheets included."""
        return CalcNames(self)

    def activate(self) -> None:
        """Bring the workbook to the front."""
        self.document.CurrentController.Frame.activate()

    def close(self) -> None:
        """Close without saving."""
        self.document.close(True)

    def save(self, path: Any = None, password: Any = None) -> None:
        """Save, under another name if one is given."""
        target = Path(path or self.fullname).resolve()
        options = property_values(FilterName=_FILTERS[target.suffix.lower()], Overwrite=True)
        self.document.storeAsURL(target.as_uri(), options)


class CalcLocks:
    """The locks of a workbook. LibreOffice does not tell whether one is shared, and shares none of Excel's."""

    def __init__(self, document: Any) -> None:
        self._document = document

    def is_shared(self) -> bool:
        """Whether several people edit it at once."""
        return False

    def is_read_only(self) -> bool:
        """Whether it cannot be saved under its own name."""
        return bool(self._document.isReadonly())

    is_frozen = is_read_only  # no sheet can be added then

    def structure_locked(self) -> bool:
        """Whether sheets can be neither added nor removed."""
        return bool(self._document.isProtected())

    def lift_structure(self) -> Any:
        """Try to unlock it without a password; None if it was not locked."""
        if not self.structure_locked():
            return None
        with suppress(Exception):  # it refuses without the password
            self._document.unprotect("")
        return True

    def lock_structure(self, before: Any) -> None:
        """Lock it again."""
        self._document.protect("")


class CalcSheets(base_classes.Sheets):
    """The sheets of a workbook."""

    def __init__(self, book: CalcBook) -> None:
        self.book = book
        self._sheets = book.document.Sheets

    @property
    def api(self) -> Any:
        """The collection."""
        return self._sheets

    @property
    def active(self) -> CalcSheet:
        """The sheet in front."""
        return CalcSheet(self.book, self.book.document.CurrentController.ActiveSheet)

    def __len__(self) -> int:
        return int(self._sheets.Count)

    def __iter__(self) -> Iterator[CalcSheet]:
        return (CalcSheet(self.book, self._sheets.getByIndex(number)) for number in range(self._sheets.Count))

    def __call__(self, key: Any) -> CalcSheet:
        """A sheet by its number or name. Raises ``NoSuchObjectError``."""
        if isinstance(key, int):
            return CalcSheet(self.book, self._sheets.getByIndex(key - 1))
        if self._sheets.hasByName(key):
            return CalcSheet(self.book, self._sheets.getByName(key))
        raise NoSuchObjectError(f"no sheet {key}")

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> CalcSheet:
        """A new sheet."""
        place = before.index - 1 if before is not None else after.index if after is not None else 0
        taken = set(self._sheets.ElementNames)
        name = name or next(f"Sheet{number}" for number in range(1, len(taken) + 2) if f"Sheet{number}" not in taken)
        self._sheets.insertNewByName(name, place)
        return self(name)


class CalcSheet(base_classes.Sheet):
    """A sheet."""

    book: Any = None

    def __init__(self, book: CalcBook, sheet: Any) -> None:
        self.book = book
        self.sheet = sheet

    @property
    def api(self) -> Any:
        """The sheet."""
        return self.sheet

    @property
    def name(self) -> str:
        """The name on the tab."""
        return str(self.sheet.Name)

    @name.setter
    def name(self, value: str) -> None:
        self.sheet.Name = value

    @property
    def index(self) -> int:
        """The place among the sheets, from 1."""
        return int(self.sheet.RangeAddress.Sheet) + 1

    @property
    def visible(self) -> bool:
        """Whether a user sees it."""
        return bool(self.sheet.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self.sheet.IsVisible = value

    def surface(self) -> Surface:
        """What the macros need beyond xlwings (``surface_of``)."""
        return CalcSurface(self.book.document, self.sheet)

    def activate(self) -> None:
        """Bring the sheet to the front."""
        self.book.document.CurrentController.setActiveSheet(self.sheet)

    def select(self) -> None:
        """As ``activate``: one sheet is selected."""
        self.activate()

    def delete(self) -> None:
        """Remove the sheet."""
        self.book.document.Sheets.removeByName(self.name)

    def range(self, first: Any, second: Any = None) -> CalcRange:
        """Cells by their address, or by row and column of two corners."""
        if isinstance(first, CalcRange):
            last = second or first
            bottom, right = last.row + last.shape[0] - 1, last.column + last.shape[1] - 1
            return self.block(first.row, first.column, bottom, right)
        if isinstance(first, tuple) and len(first) == 4:
            row, column, height, width = first
            return self.block(row, column, row + height - 1, column + width - 1)
        if isinstance(first, tuple):
            return self.block(*first, *(second or first))
        if first.replace(":", "").isdigit():
            return CalcRange(self, self.sheet.getCellRangeByName(first))
        return self.block(*parse_range(first))

    def block(self, top: int, left: int, bottom: int, right: int) -> CalcRange:
        """A rectangle of cells."""
        return CalcRange(self, self.sheet.getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1))

    @property
    def cells(self) -> CalcRange:
        """All cells."""
        return CalcRange(self, self.sheet)

    @property
    def used_range(self) -> CalcRange:
        """From the first to the last cell that holds something or has a format."""
        cursor = self.sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        last = cursor.RangeAddress
        return self.block(1, 1, last.EndRow + 1, last.EndColumn + 1)


class CalcNames(base_classes.Names):
    """The defined names of a workbook."""

    def __init__(self, book: CalcBook) -> None:
        self._names = [CalcName(book, None, name) for name in book.document.NamedRanges.ElementNames]
        for sheet in book.sheets:
            self._names += [CalcName(book, sheet, name) for name in sheet.sheet.NamedRanges.ElementNames]

    @property
    def api(self) -> Any:
        """The names."""
        return self._names

    def __len__(self) -> int:
        return len(self._names)

    def __call__(self, key: int) -> CalcName:
        """A name by its number."""
        return self._names[key - 1]

    def contains(self, key: Any) -> bool:
        """Whether there is such a name."""
        return any(each.name == key for each in self._names)


class CalcName(base_classes.Name):
    """A defined name, of the workbook or of a sheet."""

    def __init__(self, book: CalcBook, sheet: CalcSheet | None, name: str) -> None:
        self._book, self._sheet, self._name = book, sheet, name

    @property
    def api(self) -> Any:
        """The name."""
        owner = self._book.document if self._sheet is None else self._sheet.sheet
        return owner.NamedRanges.getByName(self._name)

    @property  # type: ignore[misc]
    def name(self) -> str:
        """The name; that of a sheet with the sheet in front."""
        if self._sheet is None:
            return self._name
        quoted = self._sheet.name.replace("'", "''")
        return f"'{quoted}'!{self._name}"

    @property  # type: ignore[misc]
    def refers_to(self) -> str:
        """What it means, in Excel's grammar."""
        return f"={excel_formula(self._book.document, self.api.Content, self.api.ReferencePosition)}"
