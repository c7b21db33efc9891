"""A workbook of Excel or WPS through xlwings."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from jixiao.excel.program import OpenBook, OpenSheet
from jixiao.excel.xlwings_adapter.excel_sheet import ExcelSheet
from jixiao.excel.xlwings_adapter.native import NativeBook, native_book


class ExcelBook(OpenBook):
    """A workbook; ``api`` is that of xlwings."""

    def __init__(self, book: Any) -> None:
        self.api = book

    @property
    def _native(self) -> NativeBook:
        return native_book(self.api)

    @property
    def name(self) -> str:
        """The name of the file."""
        return str(self.api.name)

    @property
    def path(self) -> Path | None:
        """Return where the file lies; an address in the cloud, a name if never saved."""
        path = Path(str(self.api.fullname))
        return path if path.is_absolute() else None

    def sheets(self) -> Sequence[ExcelSheet]:
        """Return the sheets."""
        return [ExcelSheet(sheet) for sheet in self.api.sheets]

    def sheet(self, name: str) -> ExcelSheet:
        """Return a sheet by its name. Raises ``KeyError``."""
        found = next((sheet for sheet in self.api.sheets if sheet.name.casefold() == name.casefold()), None)
        if found is None:
            raise KeyError(name)
        return ExcelSheet(found)

    def active_sheet(self) -> ExcelSheet:
        """Return the sheet in front."""
        return ExcelSheet(self.api.sheets.active)

    def add_sheet(self, name: str, after: OpenSheet) -> ExcelSheet:
        """Add a sheet behind another one."""
        return ExcelSheet(self.api.sheets.add(name, after=self.api.sheets[after.name]))

    def names(self) -> dict[tuple[str | None, str], str]:
        """Return the defined names."""
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
        """Return whether several people edit it at once."""
        return self._native.is_shared()

    def is_read_only(self) -> bool:
        """Return whether it cannot be saved under its own name."""
        return self._native.is_read_only()

    def structure_locked(self) -> bool:
        """Return whether sheets can be neither added nor removed."""
        return self._native.structure_locked()

    def lift_structure(self) -> Any:
        """Try to unlock it without a password; None if it was not locked."""
        return self._native.unlock_structure() if self.structure_locked() else None

    def lock_structure(self, before: Any) -> None:
        """Lock it as it was."""
        self._native.lock_structure(before)
