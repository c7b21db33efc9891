"""A workbook open in each program there is: on openpyxl always, in LibreOffice where it is installed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("xlwings")


@dataclass
class Desk:
    """An open workbook and the buttons."""

    app: Any
    book: Any
    path: Path
    program: str

    def press(self, tag: str) -> str:
        """Press a button; errors come through."""
        from jixiao.excel.dispatch import run

        return run(tag, self.app, self.book)

    def save(self, path: Path) -> Path:
        """Save the workbook under another name."""
        self.book.save(str(path))
        return path


OpenDesk = Callable[[Path], Desk]


@pytest.fixture(scope="session")
def calc_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """xlwings on a live LibreOffice."""
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


@pytest.fixture(params=["openpyxl", pytest.param("libreoffice", marks=pytest.mark.office)])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OpenDesk]:
    """Open a copy of a workbook."""
    if request.param == "openpyxl":
        from engines.openpyxl_engine import engine

        made = engine()
    else:
        made = request.getfixturevalue("calc_app").engine()
    made.activate()
    opened = []

    def open_copy(path: Path) -> Desk:
        folder = tmp_path / f"open{len(opened)}"
        folder.mkdir()
        copy = folder / path.name
        shutil.copy(path, copy)
        app = next(iter(made.apps))
        book = app.books.open(str(copy))
        opened.append(book)
        return Desk(app, book, copy, request.param)

    yield open_copy
    for book in opened:
        book.close()
