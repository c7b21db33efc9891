"""Runs of texts that are struck out in an .xls."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from jixiao.grid.biff_strings import RichText, rich_texts
from jixiao.grid.open import open_workbook
from programs import Office

HEAD = struct.pack("<2I", 3, 3)
PLAIN = struct.pack("<HB", 2, 0) + b"ab"
RUNS = struct.pack("<4H", 0, 5, 4, 0)
EXTENSION = b"\1\0\0\0\0\0"
RICH = struct.pack("<HBHI", 6, 0b1100, 2, len(EXTENSION)) + b"36.540" + RUNS + EXTENSION
WIDE = struct.pack("<HBH", 2, 0b1001, 1) + "甲乙".encode("utf-16-le") + struct.pack("<2H", 1, 5)


def test_texts_with_runs_are_read() -> None:
    assert rich_texts([HEAD + PLAIN + RICH + WIDE]) == {
        1: RichText("36.540", ((0, 5), (4, 0))),
        2: RichText("甲乙", ((1, 5),)),
    }


def test_a_record_that_goes_on_within_a_text_says_the_width_of_its_characters() -> None:
    cut = len(HEAD + PLAIN) + RICH.index(b"36.5") + 3
    whole = HEAD + PLAIN + RICH + WIDE
    narrow = [whole[:cut], b"\0" + whole[cut:]]
    assert rich_texts(narrow) == rich_texts([whole])
    wide = [whole[:cut], b"\1" + "540".encode("utf-16-le") + RUNS + EXTENSION + WIDE]
    assert rich_texts(wide) == rich_texts([whole])


@pytest.mark.parametrize(
    ("runs", "font", "left"),
    [(((0, 5), (4, 0)), 0, "40"), (((4, 0),), 5, "40"), (((4, 0),), 0, None), (((2, 5), (4, 6)), 6, "3640")],
)
def test_before_its_first_run_a_text_has_the_font_of_its_cell(
    runs: tuple[tuple[int, int], ...], font: int, left: str | None
) -> None:
    assert RichText("36.540", runs).parted(font, {5}) == left


@pytest.mark.office
def test_an_amount_of_which_a_run_is_struck_out_is_read_without_it(office: Office, tmp_path: Path) -> None:
    old = CellRichText(TextBlock(InlineFont(strike=True), "36.5"), TextBlock(InlineFont(b=True), "40"))
    within = CellRichText(
        TextBlock(InlineFont(b=True), "3"),
        TextBlock(InlineFont(strike=True), "6.5"),
        TextBlock(InlineFont(b=True), "8"),
    )
    workbook = Workbook()
    workbook.active.append(["项目金额", old, within])
    workbook.save(tmp_path / "表.xlsx")
    (sheet,) = open_workbook(office.convert(tmp_path / "表.xlsx", "xls", tmp_path / "out")).sheets
    assert sheet.rows == {1: {1: "项目金额", 2: "40", 3: "38"}}
    assert sheet.struck == {(1, 2): "36.5", (1, 3): "6.5"}
