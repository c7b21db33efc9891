"""撤销填充 after rows were added or removed or cells were edited: never into a wrong cell, and everything else exactly."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from excel.looks import looks
from excel.test_filling_buttons import PROJECT, SCORED, written


@pytest.fixture
def selfeval(desk, tmp_path: Path) -> Any:
    return desk(written(SCORED, tmp_path / "自评表.xlsx"))


@pytest.fixture
def project(desk, tmp_path: Path) -> Any:
    return desk(written(PROJECT, tmp_path / "目标表.xlsx"))


def rows(opened: Any) -> list[list[Any]]:
    """The contents of the first sheet, without empty rows."""
    found = opened.book.sheets()[0].read().rows
    return [list(cells.items()) for cells in found.values()]


def insert_row(opened: Any, row: int) -> None:
    opened.book.sheets()[0].insert_row(row)


def delete_row(opened: Any, row: int) -> None:
    sheet = opened.own(opened.book.sheets()[0])
    if opened.kind == "libreoffice":
        sheet.Rows.removeByIndex(row - 1, 1)
    else:
        sheet.delete_rows(row)


def rename(opened: Any, name: str) -> None:
    sheet = opened.own(opened.book.sheets()[0])
    setattr(sheet, "Name" if opened.kind == "libreoffice" else "title", name)


def add_row(opened: Any, row: int) -> None:
    opened.book.sheets()[0].select((row, 3))
    opened.press("add_rows")


@pytest.mark.parametrize("where", [1, 6, 10, 12])
def test_values_and_notes_are_taken_back_where_their_row_is_now(selfeval, where: int) -> None:
    before, notes = rows(selfeval), selfeval.book.sheets()[0].notes()
    selfeval.press("totals")
    selfeval.press("score")
    insert_row(selfeval, where)
    assert "以下没有恢复" not in selfeval.press("undo")
    assert "以下没有恢复" not in selfeval.press("undo")
    assert rows(selfeval) == before
    assert selfeval.book.sheets()[0].notes() == notes == {}


def test_a_repair_is_taken_back_after_a_row_was_added_with_the_button(project) -> None:
    before = rows(project)
    project.press("repair")
    add_row(project, 7)
    assert "以下没有恢复" not in project.press("undo")
    assert rows(project) == before


def test_a_row_that_was_deleted_is_named_and_nothing_else_is_written(project) -> None:
    project.press("repair")
    after = rows(project)
    delete_row(project, 6)
    told = project.press("undo")
    assert "表一原第6行已找不到" in told
    expected = [[(n, v) for n, v in enumerate(row, 1) if v != ""] for row in PROJECT]
    assert rows(project) == [_floats(row) for number, row in enumerate(expected, 1) if number != 6]
    assert after != rows(project)


def _floats(row: list[Any]) -> list[Any]:
    return [(column, float(value) if isinstance(value, int) else value) for column, value in row]


def test_what_was_edited_since_stays_and_is_named(project) -> None:
    project.press("repair")
    sheet = project.book.sheets()[0]
    sheet.write({(8, 6): "‰"})
    told = project.press("undo")
    assert "表一!F8后来又改过" in told
    assert sheet.contents([(8, 6), (6, 4)]) == {(8, 6): "‰", (6, 4): "<="}


def test_a_note_that_was_edited_since_stays_and_is_named(selfeval) -> None:
    selfeval.press("score")
    sheet = selfeval.book.sheets()[0]
    sheet.write_notes({(10, 7): "已与会计核对"})
    assert "表一!G10的批注后来又改过" in selfeval.press("undo")
    assert sheet.notes() == {(10, 7): "已与会计核对"}


def test_a_renamed_sheet_is_named(project) -> None:
    project.press("repair")
    rename(project, "表二")
    after = rows(project)
    assert "工作表“表一”已改名或删除" in project.press("undo")
    assert rows(project) == after


@pytest.mark.parametrize("first", ["check", "score"])
def test_notes_of_a_check_and_of_a_score_leave_one_another_alone(desk, tmp_path: Path, first: str) -> None:
    faulty = [list(row) for row in SCORED]
    faulty[9][3] = "≥100<b>公里</b>"
    faulty[9][6] = 45
    opened = desk(written(faulty, tmp_path / "自评表.xlsx"))
    opened.book.sheets()[0].write_notes({(10, 7): "领导批示：已核"})
    before = looks(opened)
    opened.press(first)
    opened.press("score" if first == "check" else "check")
    opened.press("undo")
    opened.press("clear")
    assert looks(opened) == before


@pytest.mark.parametrize("order", [("clear", "undo"), ("undo", "clear")])
def test_marks_and_scores_are_taken_back_in_any_order(selfeval, order: tuple[str, str]) -> None:
    selfeval.book.sheets()[0].write_notes({(10, 7): "领导批示：已核"})
    before = looks(selfeval)
    selfeval.press("check")
    selfeval.press("score")
    for tag in order:
        selfeval.press(tag)
    assert looks(selfeval) == before


def test_an_added_row_carries_no_marks_and_clearing_finds_those_below(project) -> None:
    sheet = project.book.sheets()[0]
    sheet.paint({(8, 1): (1, 2, 3)})
    plain = sheet.fills([(row, column) for row in range(1, 12) for column in range(1, 8)])
    project.press("check")
    add_row(project, 8)
    assert {place for place in sheet.notes() if place[0] == 9} == set()
    project.press("clear")
    assert sheet.notes() == {}
    now = sheet.fills([(row, column) for row in range(1, 13) for column in range(1, 8)])
    if project.kind == "libreoffice":  # the others number its fills
        kept = {(row + (row > 8), column): fill for (row, column), fill in plain.items()}
        assert {place: fill for place, fill in now.items() if place[0] != 9} == kept
        assert {fill for place, fill in now.items() if place[0] == 9} == {
            fill for p, fill in plain.items() if p[0] == 8
        }
