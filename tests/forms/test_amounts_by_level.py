"""Amounts in the columns of levels of government: 合计 | 中央 | 省级 | 市县."""

from __future__ import annotations

from sheet_table import read_one

ROWS = """
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | < | <
^ | 产出指标 | 数量指标 | 养护里程 | ≥120公里 | < | <
^ | ^ | 质量指标 | 路况优良率 | ≥90% | < | <
"""


def test_sources_over_levels_are_the_sources_and_the_levels_parts_of_them() -> None:
    form = read_one(
        """
项目支出绩效目标申报表 | < | < | < | < | < | <
项目名称 | 乡村道路养护 | < | 主管部门 | 县交通运输局 | < | <
项目资金（万元） | 资金来源 | 合计 | 中央 | 省级 | 市县 |
^ | 年度资金总额 | 320 | 100 | 80 | 140 |
^ | 其中：财政拨款 | 300 | 100 | 80 | 120 |
^ | 其他资金 | 20 | | | 20 |
"""
        + ROWS
    )
    assert form["funding"] == {"annual": 320, "fiscal": 300, "other": 20}
    assert {each["cell"]: each["value"] for each in form["other"]} == {
        "D4": 100,
        "E4": 80,
        "F4": 140,
        "D5": 100,
        "E5": 80,
        "F5": 120,
        "F6": 20,
    }
    assert form["unread"] == []


def test_years_over_levels_give_the_total_of_the_form_s_year() -> None:
    form = read_one(
        """
项目支出绩效目标申报表（2028年度） | < | < | < | < | < | <
项目名称 | 乡村道路养护 | < | 主管部门 | 县交通运输局 | < | <
项目资金（万元） | 年度 | 合计 | 中央 | 省级 | 州级 | 县级
^ | 2027年 | 320 | 100 | 80 | 20 | 120
^ | 2028年 | 330 | 100 | 80 | 20 | 130
^ | 2029年 | 350 | 110 | 80 | 30 | 130
"""
        + ROWS
    )
    assert form["funding"] == {"annual": 330}


def test_levels_below_a_year_are_parts_of_its_sum() -> None:
    form = read_one(
        """
项目绩效目标表（2027年度） | < | < | < | < | < | <
项目名称 | 乡村道路养护 | < | 主管部门 | 县交通运输局 | 单位：万元 | <
资金安排 | 总投资 | 2027年计划 | < | < | < | <
^ | ^ | 小计 | 中央 | 省 | 市 | 县
^ | 980 | 320 | 100 | 80 | 20 | 120
"""
        + ROWS
    )
    assert (form["funding"], form["period_side"]["funding"]) == ({"annual": 320}, {"total": 980})


def test_stages_over_levels_are_the_execution_of_each_level() -> None:
    form = read_one(
        """
项目支出绩效自评表（2026年度） | < | < | < | < | < | <
项目名称 | 乡村道路养护 | < | 主管部门 | 县交通运输局 | < | <
项目资金（万元） | 阶段 | 合计 | 中央 | 省级 | 市级 | 县级
^ | 全年预算数 | 330 | 100 | 80 | 20 | 130
^ | 全年执行数 | 300 | 100 | 80 | 20 | 100
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分
^ | 产出指标 | 数量指标 | 养护里程 | ≥120公里 | 122公里 | 30
"""
    )
    assert [(line["source"], line["annual"], line["executed"]) for line in form["execution"]] == [
        ("合计", 330, 300),
        ("中央", 100, 100),
        ("省级", 80, 80),
        ("市级", 20, 20),
        ("县级", 130, 100),
    ]
