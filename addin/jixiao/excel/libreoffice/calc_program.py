"""LibreOffice itself: its open workbooks, messages and questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from jixiao.excel.buttons import TAB
from jixiao.excel.libreoffice import calc_dialogs
from jixiao.excel.libreoffice.calc_formulas import excel_formula
from jixiao.excel.libreoffice.calc_sheet import CalcSheet
from jixiao.excel.libreoffice.unoimport import import_uno, property_values
from jixiao.excel.program import OpenBook, OpenSheet, Program

_RUN_MACROS = 4  # com.sun.star.document.MacroExecMode.ALWAYS_EXECUTE_NO_WARN


class CalcBook(OpenBook):
    """A workbook in LibreOffice, which shares none in Excel's way."""

    def __init__(self, document: Any) -> None:
        self.document = document

    @property
    def name(self) -> str:
        """The name of the file; the title of one that was never saved."""
        return self.path.name if self.path is not None else str(self.document.Title)

    @property
    def path(self) -> Path | None:
        """Where the file lies; None for one that was never saved or lies on a server."""
        address = self.document.URL
        return Path(import_uno().fileUrlToSystemPath(address)) if address.startswith("file:") else None

    def sheets(self) -> Sequence[CalcSheet]:
        sheets = self.document.Sheets
        return [CalcSheet(self.document, sheets.getByIndex(number)) for number in range(sheets.Count)]

    def sheet(self, name: str) -> CalcSheet:
        if not self.document.Sheets.hasByName(name):
            raise KeyError(name)
        return CalcSheet(self.document, self.document.Sheets.getByName(name))

    def active_sheet(self) -> CalcSheet:
        return CalcSheet(self.document, self.document.CurrentController.ActiveSheet)

    def add_sheet(self, name: str, after: OpenSheet) -> CalcSheet:
        names = self.document.Sheets.ElementNames
        self.document.Sheets.insertNewByName(name, names.index(after.name) + 1)
        return self.sheet(name)

    def names(self) -> dict[tuple[str | None, str], str]:
        owners: list[tuple[str | None, Any]] = [(None, self.document)]
        owners += [(sheet.name, sheet.api) for sheet in self.sheets()]
        found: dict[tuple[str | None, str], str] = {}
        for scope, owner in owners:
            for name in owner.NamedRanges.ElementNames:
                named = owner.NamedRanges.getByName(name)
                found[scope, name] = excel_formula(self.document, named.Content, named.ReferencePosition)
        return found

    def is_frozen(self) -> bool:
        """Return whether it is open read-only: no sheet can be added then."""
        return self.is_read_only()

    def is_shared(self) -> bool:
        """Return False."""
        return False

    def is_read_only(self) -> bool:
        return bool(self.document.isReadonly())

    def structure_locked(self) -> bool:
        return bool(self.document.isProtected())

    def lift_structure(self) -> Any:
        """Try to unlock it without a password; None if it was not locked."""
        if not self.structure_locked():
            return None
        with suppress(Exception):  # it refuses without the password
            self.document.unprotect("")
        return True

    def lock_structure(self, before: Any) -> None:
        self.document.protect("")


class CalcProgram(Program):
    """A running LibreOffice. ``hidden`` opens workbooks without a window."""

    def __init__(self, context: Any, *, hidden: bool = False) -> None:
        self._context = context
        self._hidden = hidden
        self._desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    @property
    def version(self) -> str:
        """The version of LibreOffice, as ``LibreOffice 7.4``."""
        provider = self._context.ServiceManager.createInstanceWithContext(
            "com.sun.star.configuration.ConfigurationProvider", self._context
        )
        arguments = property_values(nodepath="/org.openoffice.Setup/Product")
        product = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", arguments)
        return f"{product.ooName} {product.ooSetupVersion}"

    def active_book(self) -> CalcBook | None:
        current = self._desktop.CurrentComponent
        documents = self._documents()
        if current is not None and current in documents:
            return CalcBook(current)
        return CalcBook(documents[0]) if documents else None

    def _documents(self) -> list[Any]:
        found = []
        each = self._desktop.Components.createEnumeration()
        while each.hasMoreElements():
            document = each.nextElement()
            if document.supportsService("com.sun.star.sheet.SpreadsheetDocument"):
                found.append(document)
        return found

    def open_book(self, path: Path) -> CalcBook:
        """Open a file. Raises ``OSError`` if LibreOffice refuses."""
        return self._load(path.resolve().as_uri(), MacroExecutionMode=_RUN_MACROS)

    def add_book(self) -> CalcBook:
        return self._load("private:factory/scalc")

    def _load(self, address: str, **options: Any) -> CalcBook:
        properties = property_values(Hidden=self._hidden, **options)
        document = self._desktop.loadComponentFromURL(address, "_blank", 0, properties)
        if document is None:
            raise OSError(f"LibreOffice did not open {address}")
        return CalcBook(document)

    def selected_row(self) -> int | None:
        book = self.active_book()
        selected = None if book is None else book.document.CurrentController.Selection
        if selected is None or not hasattr(selected, "RangeAddress"):
            return None
        return int(selected.RangeAddress.StartRow) + 1

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Show no change before the macro has ended; calculating goes on."""
        documents = self._documents()
        for document in documents:
            document.lockControllers()
        try:
            yield
        finally:
            for document in documents:
                with suppress(Exception):  # closed meanwhile
                    document.unlockControllers()
            self._indicate("")

    def show_progress(self, text: str) -> None:
        self._indicate(text)

    def _indicate(self, text: str) -> None:
        with suppress(Exception):  # a window that is being closed has no status bar any more
            indicator = self._desktop.CurrentFrame.createStatusIndicator()
            if text:
                indicator.start(text, 0)
            else:
                indicator.end()

    def show_message(self, text: str) -> None:
        book = self.active_book()
        frame = self._desktop.CurrentFrame if book is None else book.document.CurrentController.Frame
        if frame is not None:
            calc_dialogs.show_message(frame, TAB, text)

    def ask_folder(self, title: str) -> Path | None:
        return calc_dialogs.ask_folder(self._context, title)

    def ask_workbook(self, title: str) -> Path | None:
        return calc_dialogs.ask_workbook(self._context, title)

    def ask_choice(self, title: str, options: Mapping[str, str]) -> str | None:
        return calc_dialogs.ask_choice(self._context, title, options)

    def is_escape_pressed(self) -> bool:
        """Return False: LibreOffice does not tell while a macro runs."""
        return False
