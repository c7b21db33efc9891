"""What clerks type into forms: short goals, conflicting cells, numbers in odd formats."""

from __future__ import annotations

import pytest

from sheet_table import read_one

GOALS = """
项目支出绩效目标申报表 | < | < | <
项目名称 | 苗圃改造 | 主管部门 | 晴川县林业局
{goals}
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 管线长度 | ≥9公里
效益指标 | 社会效益指标 | 惠及户数 | ≥650户
"""


@pytest.mark.parametrize("period", ["三年改造管线30公里", "到2028年管线全覆盖", "中期建成灌溉网"])
@pytest.mark.parametrize("annual", ["2026年底前完成管线改造", "年度改造9公里"])
def test_a_short_goal_that_names_a_year_or_a_side_is_no_title_of_columns(period: str, annual: str) -> None:
    beside = read_one(GOALS.format(goals=f"实施期目标 | {period} | 年度目标 | {annual}"))
    alone = read_one(GOALS.format(goals=f"年度目标 | {annual} | < | <"))
    assert beside["goals"] == {"period": period, "annual": annual}
    assert alone["goals"] == {"annual": annual}
    assert [row["target"] for row in alone["indicators"]] == [row["target"] for row in beside["indicators"]] == [9, 650]


NAMED = """
项目支出绩效目标申报表 | < | < | <
填报单位（盖章）：{name} | < | < | <
项目名称 | 苗圃改造 | 项目类别 | 延续项目
资金总额 | 600000 | 财政拨款 | 600000
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 管线长度 | ≥9公里
效益指标 | 社会效益指标 | 惠及户数 | ≥650户
"""


@pytest.mark.parametrize(
    ("name", "year", "unit", "date"),
    [
        ("晴川县林业局      2025年12月10日", None, None, "2025年12月10日"),
        ("晴川县林业局\\n2025.12.10", None, None, "2025.12.10"),
        ("晴川县林业局   （2026年度）", 2026, None, None),
        ("晴川县林业局  2026年度    元", 2026, "元", None),
        ("晴川县林业局（盖章）     年   月   日", None, None, None),
        ("晴 川 县 林 业 局   单位：元", None, "元", None),
        ("____晴川县林业局____", None, None, None),
    ],
)
def test_what_stands_behind_the_name_of_a_department_is_no_part_of_it(
    name: str, year: int | None, unit: str | None, date: str | None
) -> None:
    document = read_one(NAMED.format(name=name))
    assert document["department"] == "晴川县林业局"
    assert (document["fiscal_year"], document["currency_unit"]) == (year, unit)
    assert document["signoff"]["date"] == date


@pytest.mark.parametrize(
    ("unit", "read"), [("金额单位：萬元", "万元"), ("单位：億元", "亿元"), ("金额单位：元、万元", None)]
)
def test_a_unit_of_money_is_read_whole_or_not_at_all(unit: str, read: str | None) -> None:
    document = read_one(NAMED.format(name="晴川县林业局").replace("延续项目", f"延续项目 | {unit}"))
    assert document["currency_unit"] == read
    assert ("元、" in unit) == bool(document["unread"] or document.get("other"))
