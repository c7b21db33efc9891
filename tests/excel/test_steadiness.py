"""Whatever happens in a macro, settings and protection are put back and nothing half done stays; and it is fast."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color

from engines.toolbar import Toolbar
from excel.looks import looks
from excel.test_filling_buttons import PROJECT, SCORED, written
from jixiao.excel import dispatch
from jixiao.excel.program import CancelledError
from jixiao.grid.address import parse_address
from jixiao_samples import sample_workbook


def protected(rows: list[list[Any]], path: Path) -> Path:
    book = openpyxl.load_workbook(written(rows, path))
    book.active.protection.enable()
    book.save(path)
    return path


def wrapped(name: str) -> str:
    """A function that does its work and then fails."""
    return f"""
import {name.rpartition(".")[0]}
kept = {name}
def failing(*arguments):
    kept(*arguments)
    raise ZeroDivisionError
{name} = failing
"""


FAULTS = {
    "check": "jixiao.excel.macros.checking_button.select_first",
    "totals": "jixiao.excel.filling._write",
    "score": "jixiao.excel.filling._write",
    "repair": "jixiao.excel.filling._write",
    "add_rows": "jixiao.excel.macros.form_buttons._copy_row",
}


@pytest.mark.parametrize("tag", FAULTS)
def test_a_fault_in_a_macro_leaves_settings_and_protection_as_they_were(
    desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tag: str
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    opened = desk(protected(SCORED if tag in ("totals", "score") else PROJECT, tmp_path / "表.xlsx"))
    opened.book.sheets()[0].select((8, 3))
    settings = opened.settings()
    name = FAULTS[tag]
    module, _, function = name.rpartition(".")
    work = getattr(__import__(module, fromlist=[function]), function)

    def failing(*arguments: Any) -> None:
        work(*arguments)
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(name, failing)
        told = dispatch.press(tag, lambda: (opened.program, opened.book))
    assert "程序内部错误" in told
    assert opened.settings() == settings
    sheet = opened.book.sheet("表一")
    before = sheet.lift_protection()
    assert before is not None
    sheet.protect(before)


@pytest.mark.parametrize("tag", ["totals", "score", "repair"])
def test_what_a_broken_off_fill_wrote_can_be_undone(
    desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tag: str
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    opened = desk(written(PROJECT if tag == "repair" else SCORED, tmp_path / "表.xlsx"))
    before = looks(opened)
    with monkeypatch.context() as patch:
        patch.setattr("jixiao.excel.filling.write_own_notes", lambda *_: 1 / 0)
        dispatch.press(tag, lambda: (opened.program, opened.book))
    assert looks(opened) != before
    opened.press("undo")
    assert looks(opened) == before


@pytest.mark.parametrize("theme", [False, True], ids=["plain", "theme"])
def test_a_faulty_cell_gets_its_own_colour_and_note_back(desk, tmp_path: Path, jixiao: Any, theme: bool) -> None:
    path = written(PROJECT, tmp_path / "目标表.xlsx")
    cells = {f["cell"] for f in json.loads(jixiao("check", path, "--format", "json").out)["findings"] if f["cell"]}
    book = openpyxl.load_workbook(path)
    for number, cell in enumerate(sorted(cells)):
        colour = Color(theme=4, tint=0.6) if theme else f"FF00{number + 16:02X}80"
        book.active[cell].fill = PatternFill("solid", fgColor=colour)
    book.save(path)
    opened = desk(path)
    opened.book.sheets()[0].write_notes({parse_address(cell): f"自用：{cell}" for cell in cells})
    before = looks(opened)
    opened.press("check")
    notes = opened.book.sheets()[0].notes()
    assert len(notes) >= len(cells) > 3
    assert sum(text.startswith("自用：") for text in notes.values()) == len(cells)
    opened.press("clear")
    assert looks(opened) == before


@pytest.mark.parametrize("tag", ["merge", "return"])
def test_stopping_in_the_middle_leaves_nothing_behind(desk, tmp_path: Path, returns: Path, tag: str) -> None:
    inbox = Path(shutil.copytree(returns, tmp_path / "报送"))
    opened = desk(written(PROJECT, tmp_path / "目标表.xlsx"))

    answers = iter((False, True))
    opened.answer(folder=inbox, escape=lambda: next(answers))
    settings = opened.settings()
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(CancelledError):
        opened.press(tag)
    assert next(answers, None) is None, "asked twice"
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before
    assert opened.settings() == settings


@pytest.mark.office
def test_a_fault_in_a_dispatched_macro_leaves_the_document_usable(toolbar: Toolbar, tmp_path: Path) -> None:
    document = toolbar.live.open(protected(PROJECT, tmp_path / "目标表.xlsx"))
    name = "jixiao.excel.filling._write"
    try:
        toolbar.inside(wrapped(name))
        assert "程序内部错误" in toolbar.press_badly(document, "repair")
        assert not document.hasControllersLocked()
        assert document.Sheets.getByName("表一").isProtected()
    finally:
        toolbar.inside(f"{name} = kept")
        document.close(True)
        toolbar.log.unlink(missing_ok=True)


def rows(count: int) -> list[list[Any]]:
    kinds = (("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"))
    return [*PROJECT[:6], *([*kinds[n % 3], f"第{n}段清淤里程", ">=", n, "千米", ""] for n in range(count))]


@pytest.mark.office
def test_a_form_of_sixty_rows_and_a_workbook_of_thirty_forms_are_checked_in_time(
    toolbar: Toolbar, tmp_path: Path
) -> None:
    large, many = written(rows(60), tmp_path / "长表.xlsx"), tmp_path / "多表.xlsx"
    sample_workbook(many, 1, 0, 30, 0.5, "template", 2026)
    for path, most in ((large, 0.5), (many, 5.0)):
        document = toolbar.live.open(path)
        try:
            assert min(_seconds(toolbar, document) for _ in range(5)) < most
        finally:
            document.close(True)


def _seconds(toolbar: Toolbar, document: Any) -> float:
    toolbar.press(document, "clear")
    started = time.perf_counter()
    assert "检查" in toolbar.press(document, "check")
    return time.perf_counter() - started
