"""The rules of the bureau whose settings lie with the open workbook; and marks that follow what a button changes."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from excel.looks import looks
from excel.test_filling_buttons import CLAIMED, PROJECT, SCORED, written
from jixiao.checks.profile import raw_profile
from jixiao.checks.settings.writing import write_settings
from jixiao.excel.bureau_profile import settings_beside
from jixiao.season.folder import SeasonFolder


def without_the_rule_of_units(path: Path) -> Path:
    """A settings workbook that switches UNT-001 off."""
    write_settings(path, raw_profile())
    book = openpyxl.load_workbook(path)
    row = next(cell.row for cell in book["规则级别"]["A"] if cell.value == "UNT-001")
    book["规则级别"][f"D{row}"] = "停用"
    book.save(path)
    return path


def codes(opened: Any) -> set[str]:
    listed = opened.book.sheet("检查结果").read()
    return {str(cells[9]) for row, cells in listed.rows.items() if row > 3}


@pytest.fixture
def opened(desk, tmp_path: Path) -> Any:
    return desk(written(PROJECT, tmp_path / "目标表.xlsx"))


def test_settings_beside_the_workbook_decide_and_are_told(opened) -> None:
    opened.press("check")
    assert "UNT-001" in codes(opened)
    settings = without_the_rule_of_units(opened.path.with_name("设置.xlsx"))
    assert f"按“{settings}”的口径检查。" in opened.press("check")
    assert "UNT-001" not in codes(opened)


def test_the_season_that_a_return_lies_in_decides(tmp_path: Path) -> None:
    season = SeasonFolder(tmp_path / "一季")
    season.make_parts()
    deep = season.returns / "绿萝县水利局" / "补报" / "目标表.xlsx"
    deep.parent.mkdir(parents=True)
    assert settings_beside(deep) is None
    without_the_rule_of_units(season.settings)
    assert settings_beside(deep) == settings_beside(season.returns) == season.settings


def test_settings_that_lie_above_by_chance_decide_nothing(tmp_path: Path) -> None:
    without_the_rule_of_units(tmp_path / "设置.xlsx")
    (tmp_path / "报送").mkdir()
    assert settings_beside(tmp_path / "报送" / "目标表.xlsx") is None
    assert settings_beside(tmp_path / "设置.xlsx") is None, "the settings themselves are open"
    assert settings_beside(None) is None


@pytest.mark.parametrize("content", [b"no workbook", None], ids=["broken", "another workbook"])
def test_settings_that_cannot_be_used_are_told_and_the_default_rules_hold(opened, content: bytes | None) -> None:
    beside = opened.path.with_name("设置.xlsx")
    if content is None:
        shutil.copy(opened.path, beside)
    else:
        beside.write_bytes(content)
    told = opened.press("check")
    assert f"“{beside}”不能用，这次按全国统一规则检查：" in told
    assert "UNT-001" in codes(opened)


@pytest.mark.parametrize("tag", ["return", "merge"])
def test_the_buttons_for_a_folder_go_by_its_settings_too(desk, returns: Path, tmp_path: Path, tag: str) -> None:
    inbox = Path(shutil.copytree(returns, tmp_path / "报送"))
    opened = desk(written(PROJECT, tmp_path / "目标表.xlsx"))
    opened.answer(folder=inbox)
    assert "口径" not in opened.press(tag)
    settings = without_the_rule_of_units(inbox / "设置.xlsx")
    assert opened.press(tag).endswith(f"按“{settings}”的口径检查。")
    for book in opened.open_books() if opened.kind == "libreoffice" else ():
        if book.path != opened.path:
            book.document.close(True)


# ---------------------------------------------------------------- marks follow


@pytest.fixture
def faulty(desk, tmp_path: Path) -> Any:
    """A form with what a repair puts right, and an indicator twice, which it leaves to the department."""
    return desk(written([*PROJECT, PROJECT[-1]], tmp_path / "目标表.xlsx"))


def test_a_repair_renews_the_marks_and_undoing_it_brings_them_back(faulty) -> None:
    opened = faulty
    before = looks(opened)
    opened.press("check")
    found, marked = codes(opened), looks(opened)
    assert {"UNT-001", "GOL-005"} <= found
    assert "已重新检查并更新标记：" in opened.press("repair")
    assert codes(opened) == found - set(CLAIMED)
    sheet = opened.book.sheets()[0]
    assert (7, 6) not in sheet.notes(), "千米 is 公里 now"
    assert "已重新检查并更新标记：" in opened.press("undo")
    assert looks(opened) == marked
    opened.press("clear")
    assert looks(opened) == before


def test_totals_renew_the_marks(desk, tmp_path: Path) -> None:
    opened = desk(written(SCORED, tmp_path / "自评表.xlsx"))
    opened.press("check")
    assert "FND-001" in codes(opened)
    assert "已重新检查并更新标记：" in opened.press("totals")
    assert "FND-001" not in codes(opened)


@pytest.mark.parametrize("tag", ["totals", "repair", "score", "undo"])
def test_without_marks_nothing_is_checked_on_the_way(desk, tmp_path: Path, tag: str) -> None:
    opened = desk(written(PROJECT if tag == "repair" else SCORED, tmp_path / "表.xlsx"))
    if tag == "undo":
        opened.press("totals")
    assert "标记" not in opened.press(tag)
    assert "检查结果" not in [sheet.name for sheet in opened.book.sheets()]


def test_the_list_of_results_stays_in_front_when_it_is_renewed(faulty) -> None:
    opened = faulty
    opened.press("check")
    opened.book.sheet("检查结果").activate()
    opened.press("repair")
    assert opened.book.active_sheet().name == "检查结果"
