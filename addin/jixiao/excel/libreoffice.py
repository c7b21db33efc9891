"""xlwings on LibreOffice: the program, over UNO.

Only what Jixiao's macros use is here, and it behaves as in Excel; the manual names what it cannot do.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import xlwings
from xlwings import base_classes

from jixiao.excel.host import active_book
from jixiao.excel.libreoffice_book import CalcBook, CalcSheet
from jixiao.excel.libreoffice_dialogs import Dialogs, show_message
from jixiao.excel.libreoffice_range import CalcRange
from jixiao.excel.unoimport import property_values

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


def engine(context: Any, *, hidden: bool = False) -> xlwings.Engine:
    """An engine for a running LibreOffice, made the active one. ``hidden`` opens workbooks without a window."""
    made = xlwings.Engine(impl=CalcEngine(context, hidden=hidden))
    made.activate()
    return made


def press_button(context: Any, tag: str, version: str = "") -> str:
    """Press a button for the extension of that version inside LibreOffice; return the message. Raises nothing."""
    from jixiao.excel.dispatch import press

    app = engine(context).apps[0]
    return press(tag, lambda: (app, active_book(app)), version)
