"""A running LibreOffice without a window, driven over UNO: a clerk's hands for tests.

Each instance has a profile and a pipe of its own, so that another running office does not matter.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from office.uno_import import import_uno

START_SECONDS = 60
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="UseLocking" oor:op="fuse"><value>false</value></prop>
<prop oor:name="UseDocumentOOoLockFile" oor:op="fuse"><value>false</value></prop>
<prop oor:name="UseDocumentSystemFileLocking" oor:op="fuse"><value>false</value></prop></item>
</oor:items>"""
"""Recalculate whatever is opened; no lock files, which would make the next load fail silently."""


class LiveOffice:
    """The office process."""

    def __init__(self, program: str, profile: Path) -> None:
        self.uno = import_uno()
        user = profile / "user"
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        pipe = f"jixiao{secrets.token_hex(4)}"
        options = ["--headless", "--norestore", "--nologo", "--nodefault", f"-env:UserInstallation={profile.as_uri()}"]
        self._process = subprocess.Popen(
            [program, *options, f"--accept=pipe,name={pipe};urp;"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        context = self._connect(pipe)
        self._desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    def _connect(self, pipe: str) -> Any:
        local = self.uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        missing = self.uno.getClass("com.sun.star.connection.NoConnectException")
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            except missing:
                if time.monotonic() > deadline or self._process.poll() not in (None, 81):
                    raise
                time.sleep(0.05)

    def properties(self, **values: object) -> tuple[Any, ...]:
        """Named values as UNO wants them."""
        made = []
        for name, value in values.items():
            entry = self.uno.getClass("com.sun.star.beans.PropertyValue")()
            entry.Name, entry.Value = name, value
            made.append(entry)
        return tuple(made)

    @contextlib.contextmanager
    def open(self, path: Path) -> Iterator[LiveBook]:
        """A workbook, opened and in the end closed without saving."""
        document = self._desktop.loadComponentFromURL(
            path.resolve().as_uri(), "_blank", 0, self.properties(Hidden=True)
        )
        assert document is not None, f"LibreOffice did not open {path.name}"
        try:
            yield LiveBook(self, document)
        finally:
            document.close(True)

    def stop(self) -> None:
        """End the process."""
        with contextlib.suppress(Exception):  # the connection breaks while it says goodbye
            self._desktop.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)


class LiveBook:
    """An open workbook. Cells are told by sheet name and by address or by a name of the sheet."""

    def __init__(self, office: LiveOffice, document: Any) -> None:
        self._office = office
        self.document = document

    @property
    def sheet_names(self) -> list[str]:
        """The sheets, hidden ones included."""
        return list(self.document.Sheets.ElementNames)

    def sheet(self, name: str) -> Any:
        """A sheet."""
        return self.document.Sheets.getByName(name)

    def cells(self, sheet: str, place: str) -> Any:
        """A cell range by its address or by a name that belongs to the sheet."""
        found = self.sheet(sheet)
        if re.fullmatch(r"\$?[A-Z]{1,3}\$?\d+(:\$?[A-Z]{1,3}\$?\d+)?", place):
            return found.getCellRangeByName(place)
        return found.NamedRanges.getByName(place).getReferredCells()

    def cell(self, sheet: str, place: str, row: int = 0) -> Any:
        """A single cell: the first of a place, or the one ``row`` rows below it."""
        return self.cells(sheet, place).getCellByPosition(0, row)

    def type(self, sheet: str, place: str, text: str, row: int = 0) -> None:
        """What happens when a clerk types: numbers, percentages and dates are taken for what they look like."""
        cell = self.cell(sheet, place, row)
        if cell.NumberFormat and self._is_text(cell):
            cell.setString(text)
        else:
            cell.setFormula(text)

    def _is_text(self, cell: Any) -> bool:
        return bool(self.document.NumberFormats.getByKey(cell.NumberFormat).FormatString == "@")

    def text(self, sheet: str, place: str, row: int = 0) -> str:
        """What a cell shows."""
        return str(self.cell(sheet, place, row).String)

    def value(self, sheet: str, place: str, row: int = 0) -> float:
        """The number of a cell."""
        return float(self.cell(sheet, place, row).Value)

    def calculate(self, sheet: str, formula: str, scratch: str = "ZZ1") -> float:
        """The value of a formula written as in the file, seen from the sheet. Raises ``AssertionError`` for an error."""
        cell = self.sheet(sheet).getCellRangeByName(scratch)
        parts = re.split(r'("[^"]*")', formula)
        cell.setFormula("=" + "".join(p if p.startswith('"') else p.replace(",", ";") for p in parts).lstrip("="))
        error, value = cell.getError(), float(cell.Value)
        cell.setFormula("")
        assert error == 0, f"error {error} in {formula}"
        return value

    def errors(self) -> list[str]:
        """Addresses of all cells whose formula gives an error."""
        found = []
        for name in self.sheet_names:
            sheet = self.sheet(name)
            queried = sheet.queryFormulaCells(4)  # com.sun.star.sheet.FormulaResult.ERROR
            found += [f"{name}!{area}" for area in queried.RangeAddressesAsString.split(";") if area]
        return found

    def fills(self, folder: Path) -> list[str]:
        """Background colours of all cells as they are shown, conditional formats applied: ``FFC7CE`` and so on."""
        page = self.save(folder / "shown.html", "HTML (StarCalc)").read_text(encoding="utf-8")
        return re.findall(r'bgcolor="#([0-9A-F]{6})"', page)

    def unprotect(self) -> None:
        """Lift the protection of all sheets, as a clerk can: there is no password."""
        for name in self.sheet_names:
            self.sheet(name).unprotect("")

    def save(self, path: Path, kind: str = "Calc MS Excel 2007 XML") -> Path:
        """Save a copy."""
        self.document.storeToURL(path.resolve().as_uri(), self._office.properties(FilterName=kind))
        return path
