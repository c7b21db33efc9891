"""Buttons that ask for a folder, a file or a choice: the answers are given beforehand."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from excel.test_filling_buttons import PROJECT, written
from jixiao.excel.program import CancelledError
from jixiao.forms.reading import read_file
from jixiao.season.beginning import begin
from jixiao.season.folder import SeasonFolder


@pytest.fixture
def opened(desk, tmp_path: Path) -> Any:
    made = desk(written(PROJECT, tmp_path / "目标表.xlsx"))
    yield made
    for book in made.open_books() if made.kind == "libreoffice" else ():
        if book.path != made.path:
            book.document.close(True)


@pytest.fixture
def inbox(returns: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(returns, tmp_path / "报送"))


def test_merging_a_folder_writes_and_opens_the_summary(opened, inbox: Path) -> None:
    opened.answer(folder=inbox)
    told = opened.press("merge")
    assert "合并 2 个文件" in told
    assert "绩效目标汇总.xlsx" in [book.name for book in opened.open_books()]
    assert openpyxl.load_workbook(inbox.parent / "绩效目标汇总.xlsx").sheetnames


def test_a_second_summary_does_not_overwrite_the_first(opened, inbox: Path) -> None:
    opened.answer(folder=inbox)
    (inbox.parent / "绩效目标汇总.xlsx").write_bytes(b"first")
    opened.press("merge")
    assert (inbox.parent / "绩效目标汇总.xlsx").read_bytes() == b"first"


def test_escape_stops_a_merge_and_nothing_is_written(opened, inbox: Path) -> None:
    opened.answer(folder=inbox, escape=lambda: True)
    before, settings = set(inbox.parent.iterdir()), opened.settings()
    with pytest.raises(CancelledError):
        opened.press("merge")
    assert set(inbox.parent.iterdir()) == before
    assert opened.settings() == settings


def test_return_notices_are_written_beside_the_folder(opened, inbox: Path) -> None:
    opened.answer(folder=inbox)
    told = opened.press("return")
    assert "检查了 2 个文件：" in told
    assert list((inbox.parent / "报送退回").iterdir())


@pytest.mark.parametrize("within", [False, True])
def test_in_a_season_both_buttons_close_its_round(opened, inbox: Path, tmp_path: Path, within: bool) -> None:
    season = SeasonFolder(tmp_path / "一季")
    begin(season, year=2026)
    for path in inbox.iterdir():
        shutil.copy(path, season.returns)
    opened.answer(folder=season.returns if within else season.root)
    told = opened.press("return")
    assert "第1轮" in told
    assert season.round(1).is_dir()
    assert "第1轮的结果没有变" in opened.press("merge")
    assert "汇总.xlsx" in [book.name for book in opened.open_books()]


def test_what_was_not_checked_is_not_counted_as_checked(opened, inbox: Path) -> None:
    (inbox / "未传完.xlsx").write_bytes(min(inbox.iterdir()).read_bytes()[:2000])
    opened.answer(folder=inbox)
    assert "检查了 2 个文件（另有 1 个跳过或未能读取）：" in opened.press("return")


@pytest.mark.parametrize("tag", ["merge", "return", "new_form", "carry_over"])
def test_a_cancelled_question_changes_nothing(opened, tag: str) -> None:
    opened.answer()
    before = set(opened.path.parent.iterdir())
    with pytest.raises(CancelledError):
        opened.press(tag)
    assert set(opened.path.parent.iterdir()) == before


def test_a_new_form_is_made_beside_the_workbook_and_opened(opened) -> None:
    opened.answer(choice="selfeval-2020")
    opened.press("new_form")
    made = next(path for path in opened.path.parent.iterdir() if path != opened.path)
    assert read_file(made, made.name).documents[0]["form"] == "selfeval-2020"
    assert made.name in [book.name for book in opened.open_books()]


def test_carrying_over_brings_the_indicators_without_their_targets(opened) -> None:
    opened.answer(workbook=opened.path)
    opened.press("carry_over")
    made = next(path for path in opened.path.parent.iterdir() if path != opened.path)
    carried = read_file(made, made.name).documents[0]
    assert [row["level3"] for row in carried["indicators"]][:1] == ["清淤成本"]
    assert all(row["target"] is None for row in carried["indicators"])
