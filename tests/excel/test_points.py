"""分配分值: blank points of a block come to its weight; what is given stays, what cannot be told is left alone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from excel.looks import looks
from excel.test_filling_buttons import PROJECT, SCORED, written
from jixiao.checks.profile import raw_profile
from jixiao.checks.settings.writing import write_settings
from jixiao.excel.pointspread import whole_shares
from jixiao.excel.session import NoFormError

HEAD, FOOT = SCORED[:9], SCORED[-1]
NAMES = ("清淤里程", "护岸长度", "完工及时率")


def row(level1: str, level2: str, name: str, points: Any = "") -> list[Any]:
    return [level1, level2, name, "≥90%", "", points, "", "", ""]


def outputs(*points: Any) -> list[list[Any]]:
    return [row("产出指标", "数量指标", name, each) for name, each in zip(NAMES, points, strict=False)]


def others(benefit: Any = "", satisfaction: Any = "") -> list[list[Any]]:
    return [
        row("效益指标", "社会效益指标", "受益人口占比", benefit),
        row("满意度指标", "服务对象满意度指标", "群众满意度", satisfaction),
    ]


def points(opened: Any, rows: list[list[Any]]) -> list[Any]:
    places = [(number, 6) for number in range(10, 10 + len(rows))]
    found = opened.book.sheets()[0].contents(places)
    return [found[place] for place in places]


@pytest.fixture
def form(desk, tmp_path: Path) -> Any:
    def make(rows: list[list[Any]]) -> Any:
        return desk(written([*HEAD, *rows, FOOT], tmp_path / "自评表.xlsx"))

    return make


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("", "", ""), [17, 16, 17]),
        ((20, "", ""), [20, 15, 15]),
        ((20, 20, ""), [20, 20, 10]),
        ((20, 20, 10), [20, 20, 10]),
    ],
)
def test_blank_points_of_a_block_come_to_its_weight_and_given_ones_stay(form, given: Any, expected: list[int]) -> None:
    rows = [*outputs(*given), *others()]
    opened = form(rows)
    before = looks(opened)
    told = opened.press("points")
    assert points(opened, rows) == [*expected, 30, 10]
    assert "各类分值：产出指标50分、效益指标30分、满意度指标10分。" in told
    opened.press("undo")
    assert looks(opened) == before


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([*outputs(30, 30), *others()], "产出指标应为 50 分，已填的合计 60 分"),
        ([*outputs(30, 20, ""), *others()], "产出指标应为 50 分，已填 50 分，余下的不够分给 1 行"),
        ([*outputs("约20分", "", ""), *others()], "产出指标应为 50 分，表一!F10填的不是数字"),
    ],
)
def test_a_block_that_does_not_work_out_is_told_and_left_alone(form, rows: list[list[Any]], told: str) -> None:
    opened = form(rows)
    before = points(opened, rows)
    assert told in opened.press("points")
    after = points(opened, rows)
    assert after[:-2] == before[:-2]
    assert after[-2:] == [30, 10]


def test_a_form_without_one_of_the_blocks_is_told_and_left_alone(form) -> None:
    rows = [*outputs("", "", ""), *others()[:1]]
    opened = form(rows)
    before = looks(opened)
    assert "表一的一级指标（产出指标、效益指标）与口径里有分值的一级指标不一致，没有分配分值" in opened.press("points")
    assert looks(opened) == before


def test_the_weights_of_the_settings_decide(form) -> None:
    rows = [*outputs("", ""), *others()]
    opened = form(rows)
    settings = opened.path.with_name("设置.xlsx")
    write_settings(settings, raw_profile())
    book = openpyxl.load_workbook(settings)
    wanted = {"成本指标分值": 0, "产出指标分值": 60, "效益指标分值": 25, "满意度指标分值": 15}
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value in wanted]
    assert len(cells) == 4
    for cell in cells:
        cell.offset(0, 1).value = wanted[cell.value] or None
    book.save(settings)
    told = opened.press("points")
    if "没有分配" in told:  # the settings keep the weight of a block that was left empty
        assert points(opened, rows) == [None] * 4
        assert "不一致" in told
    else:
        assert points(opened, rows) == [30, 30, 25, 15]
        assert f"按“{settings}”的口径检查。" in told


def test_a_form_without_points_is_told(desk, tmp_path: Path) -> None:
    opened = desk(written(PROJECT, tmp_path / "目标表.xlsx"))
    with pytest.raises(NoFormError, match="没有带“分值”一栏的指标表"):
        opened.press("points")


@pytest.mark.parametrize("weight", ["50", "12.5", "7", "0.5"])
@pytest.mark.parametrize("count", [1, 2, 3, 7, 40])
def test_parts_come_to_the_whole(weight: str, count: int) -> None:
    shares = whole_shares(Decimal(weight), count)
    assert sum(shares) == Decimal(weight)
    assert all(share == int(share) for share in shares[:-1])
