"""xlwings on LibreOffice: the program, its workbooks and their sheets, over UNO.

Only what Jixiao's macros use is here, and it behaves as in Excel; what it cannot do is told in the manual.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlwings
from xlwings import NoSuchObjectError, base_classes

from jixiao.excel.host import active_book
from jixiao.excel.libreoffice_dialogs import Dialogs, show_message
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
_RUN_MACROS = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN


class CalcEngine:
    """The engine that xlwings is given."""

    name = "libreoffice"
    type = "desktop"

    def __init__(self, context: Any, *, hidden: bool = False) -> None:
        self.context = context
        self.hidden = hidden
        self.desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        self.apps = CalcApps(CalcApp(self))

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        """A value as the engine writes it: unchanged."""
        return value

    @staticmethod
    def clean_value_data(data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: bool) -> Any:
        """Values as xlwings hands them out."""

        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if number_builder is not None and isinstance(value, float):
                return number_builder(value)
            return value

        return [[clean(value) for value in row] for row in data]


class CalcApps(base_classes.Apps):
    """The one program there is."""

    def __init__(self, app: CalcApp) -> None:
        self._app = app

    def keys(self) -> list[int]:
        """The identifiers of the programs."""
        return [self._app.pid]

    def __iter__(self) -> Iterator[CalcApp]:
        return iter([self._app])

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> CalcApp:
        return self._app


class CalcApp(base_classes.App):
    """LibreOffice."""

    engine: Any = None
    pid: Any = 1
    version: Any = "16.0"  # xlwings compares it; the version of LibreOffice itself says nothing to it
    enable_events: Any = True
    display_alerts: Any = True
    calculation: Any = "automatic"  # one cannot do without it here; a macro writes in few blocks anyway

    def __init__(self, engine: CalcEngine) -> None:
        self.engine = engine
        self.alerts: list[str] = []
        self.dialogs = Dialogs(engine.context)
        self._quiet = False
        self._status: Any = False

    @property
    def api(self) -> Any:
        """The desktop."""
        return self.engine.desktop

    @property
    def books(self) -> CalcBooks:
        """The open workbooks."""
        return CalcBooks(self)

    @property
    def selection(self) -> CalcRange | None:
        """The selected cells; None if something else is selected."""
        book = self.books.active
        selected = None if book is None else book.document.CurrentController.Selection
        if book is None or selected is None or not hasattr(selected, "RangeAddress"):
            return None
        return CalcRange(CalcSheet(book, selected.Spreadsheet), selected)

    @property
    def screen_updating(self) -> bool:
        """Whether changes show at once."""
        return not self._quiet

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        if value == (not self._quiet):
            return
        self._quiet = not value
        for book in self.books:
            if value:
                book.document.unlockControllers()
            else:
                book.document.lockControllers()

    @property
    def status_bar(self) -> Any:
        """The text in the status bar; False for LibreOffice's own."""
        return self._status

    @status_bar.setter
    def status_bar(self, value: Any) -> None:
        book = self.books.active
        if book is not None:
            indicator = book.document.CurrentController.Frame.createStatusIndicator()
            if value:
                indicator.start(str(value), 0)
            else:
                indicator.end()
        self._status = value

    def activate(self, steal_focus: bool = False) -> None:
        """Bring the program to the front: there is nothing to do, a button was pressed in it."""

    def alert(self, prompt: str, title: str, buttons: Any, mode: Any, callback: Any) -> str:
        """Show a message, where there is a window to show it in."""
        self.alerts.append(prompt)
        book = self.books.active
        if book is not None:
            show_message(book.document.CurrentController.Frame, title or "", prompt)
        return "ok"


class CalcBooks(base_classes.Books):
    """The open workbooks; texts and drawings do not count."""

    app: Any = None

    def __init__(self, app: CalcApp) -> None:
        self.app = app

    def _documents(self) -> list[Any]:
        found = []
        each = self.app.engine.desktop.Components.createEnumeration()
        while each.hasMoreElements():
            document = each.nextElement()
            if document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
                found.append(document)
        return found

    def __iter__(self) -> Iterator[CalcBook]:
        return (CalcBook(self.app, document) for document in self._documents())

    def __len__(self) -> int:
        return len(self._documents())

    @property
    def active(self) -> CalcBook | None:
        """The workbook in front, else any that is open."""
        current = self.app.engine.desktop.CurrentComponent
        documents = self._documents()
        if current is not None and current in documents:
            return CalcBook(self.app, current)
        return CalcBook(self.app, documents[0]) if documents else None

    def __call__(self, key: Any) -> CalcBook:
        """A workbook by its number or name. Raises ``KeyError``."""
        for number, book in enumerate(self, start=1):
            if key == number or (isinstance(key, str) and book.name.casefold() == key.casefold()):
                return book
        raise KeyError(key)

    def add(self) -> CalcBook:
        """A new workbook."""
        return self._load("private:factory/scalc")

    def open(self, fullname: str, *_: Any) -> CalcBook:
        """Open a file. Raises ``OSError`` if LibreOffice refuses."""
        return self._load(Path(fullname).resolve().as_uri(), MacroExecutionMode=_RUN_MACROS)

    def _load(self, address: str, **options: Any) -> CalcBook:
        properties = property_values(Hidden=self.app.engine.hidden, **options)
        document = self.app.engine.desktop.loadComponentFromURL(address, "_blank", 0, properties)
        if document is None:
            raise OSError(f"LibreOffice did not open {address}")
        return CalcBook(self.app, document)


class CalcBook(base_classes.Book):
    """A workbook."""

    app: Any = None

    def __init__(self, app: CalcApp, document: Any) -> None:
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


def engine(context: Any, *, hidden: bool = False) -> xlwings.Engine:
    """An engine for a running LibreOffice, made the active one. ``hidden`` opens workbooks without a window."""
    made = xlwings.Engine(impl=CalcEngine(context, hidden=hidden))
    made.activate()
    return made


def press_button(context: Any, tag: str) -> str:
    """What the extension calls inside LibreOffice; never raises. Gives what the user was told."""
    from jixiao.excel.dispatch import press

    app = engine(context).apps[0]
    return press(tag, lambda: (app, active_book(app)))
