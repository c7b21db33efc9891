"""A workbook open in each program there is: in memory and through xlwings always, in LibreOffice where it is installed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("xlwings")


@dataclass
class Desk:
    """An open workbook, the buttons, and what the user is told and answers. ``kind`` is the program."""

    program: Any
    book: Any
    path: Path
    kind: str
    messages: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.program.show_message = self.messages.append

    def press(self, tag: str) -> str:
        """Press a button; errors come through."""
        from jixiao.excel.dispatch import run

        return run(tag, self.program, self.book)

    def answer(
        self,
        folder: Path | None = None,
        workbook: Path | None = None,
        choice: str | None = None,
        escape: Callable[[], bool] = lambda: False,
    ) -> None:
        """Answer questions from now on; None is a click on 取消."""
        self.program.ask_folder = lambda title: folder
        self.program.ask_workbook = lambda title: workbook
        self.program.ask_choice = lambda title, options: choice
        self.program.is_escape_pressed = escape

    def own(self, sheet: Any) -> Any:
        """A sheet as its program has it: of openpyxl, or of LibreOffice."""
        return sheet.api.impl.sheet if self.kind == "xlwings" else sheet.api

    def colour(self, sheet: Any, place: tuple[int, int]) -> int:
        """The fill of a cell, -1 for none."""
        if self.kind == "libreoffice":
            return int(self.own(sheet).getCellByPosition(place[1] - 1, place[0] - 1).CellBackColor)
        fill = self.own(sheet).cell(*place).fill
        return int(fill.fgColor.rgb[-6:], 16) if fill.fill_type == "solid" else -1

    def open_books(self) -> list[Any]:
        """The workbooks that are open in the program."""
        if self.kind == "libreoffice":
            return [type(self.book)(document) for document in self.program._documents()]
        if self.kind == "xlwings":
            return [type(self.book)(book) for book in self.program.api.books]
        return list(self.program.books)

    def settings(self) -> tuple[Any, ...]:
        """How the program is set, as far as a macro changes it: quiet or not, and the line in the status bar."""
        if self.kind == "libreoffice":
            return (self.book.document.hasControllersLocked(),)
        if self.kind == "xlwings":
            names = ("screen_updating", "calculation", "enable_events", "status_bar")
            return tuple(getattr(self.program.api, name) for name in names)
        return self.program.is_quiet, self.program.progress

    def save(self, path: Path) -> Path:
        """Save the workbook under another name."""
        if self.kind == "libreoffice":
            from jixiao.excel.libreoffice.unoimport import property_values

            options = property_values(FilterName="Calc MS Excel 2007 XML", Overwrite=True)
            self.book.document.storeToURL(path.resolve().as_uri(), options)
        else:
            self.own(self.book.sheets()[0]).parent.save(path)
        return path


OpenDesk = Callable[[Path], Desk]


@pytest.fixture(scope="session")
def calc_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A live LibreOffice."""
    from engines.calc import LiveCalc

    live = LiveCalc(tmp_path_factory.mktemp("calc") / "profile")
    yield live
    live.stop()


@pytest.fixture(scope="session")
def toolbar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A live LibreOffice with the extension; the test must carry the mark ``office``."""
    from engines.toolbar import Toolbar

    made = Toolbar(tmp_path_factory.mktemp("extension"))
    yield made
    made.live.stop()


@pytest.fixture
def in_xlwings(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The program of xlwings, on an engine that has openpyxl where Excel would be."""
    from engines import openpyxl_engine as engine
    from jixiao.excel.xlwings_adapter.excel_program import ExcelProgram

    monkeypatch.setattr("jixiao.excel.xlwings_adapter.excel_sheet.native_sheet", engine.NativeSheet)
    monkeypatch.setattr("jixiao.excel.xlwings_adapter.excel_program.native_book", engine.NativeBook)
    made = engine.engine()
    made.activate()
    return ExcelProgram(made.apps[0])


@pytest.fixture(params=["memory", "xlwings", pytest.param("libreoffice", marks=pytest.mark.office)])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenDesk]:
    """Open a copy of a workbook."""
    if request.param == "memory":
        from engines.in_memory import MemoryProgram

        program: Any = MemoryProgram()
    elif request.param == "xlwings":
        program = request.getfixturevalue("in_xlwings")
    else:
        program = request.getfixturevalue("calc_app").program()
    opened = []

    def open_copy(path: Path) -> Desk:
        folder = tmp_path / f"open{len(opened)}"
        folder.mkdir()
        copy = folder / path.name
        shutil.copy(path, copy)
        opened.append(program.open_book(copy))
        return Desk(program, opened[-1], copy, request.param)

    yield open_copy
    if request.param == "libreoffice":
        for book in opened:
            book.document.close(True)
