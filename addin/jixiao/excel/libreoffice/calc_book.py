"""A workbook in LibreOffice."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from jixiao.excel.libreoffice.calc_formulas import excel_formula
from jixiao.excel.libreoffice.calc_sheet import CalcSheet
from jixiao.excel.libreoffice.unoimport import import_uno
from jixiao.excel.program import OpenBook, OpenSheet


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
        """Return the sheets."""
        sheets = self.document.Sheets
        return [CalcSheet(self.document, sheets.getByIndex(number)) for number in range(sheets.Count)]

    def sheet(self, name: str) -> CalcSheet:
        """Return a sheet by its name. Raises ``KeyError``."""
        if not self.document.Sheets.hasByName(name):
            raise KeyError(name)
        return CalcSheet(self.document, self.document.Sheets.getByName(name))

    def active_sheet(self) -> CalcSheet:
        """Return the sheet in front."""
        return CalcSheet(self.document, self.document.CurrentController.ActiveSheet)

    def add_sheet(self, name: str, after: OpenSheet) -> CalcSheet:
        """Add a sheet behind another one."""
        names = self.document.Sheets.ElementNames
        self.document.Sheets.insertNewByName(name, names.index(after.name) + 1)
        return self.sheet(name)

    def names(self) -> dict[tuple[str | None, str], str]:
        """Return the defined names, those of sheets included."""
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
        """Return whether it cannot be saved under its own name."""
        return bool(self.document.isReadonly())

    def structure_locked(self) -> bool:
        """Return whether sheets can be neither added nor removed."""
        return bool(self.document.isProtected())

    def lift_structure(self) -> Any:
        """Try to unlock it without a password; None if it was not locked."""
        if not self.structure_locked():
            return None
        with suppress(Exception):  # it refuses without the password
            self.document.unprotect("")
        return True

    def lock_structure(self, before: Any) -> None:
        """Lock it again."""
        self.document.protect("")
