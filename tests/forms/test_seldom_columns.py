"""Columns, labels and lists that few forms have: causes with signs, money as a target, signers behind a blank column."""

from __future__ import annotations

from typing import Any

import pytest

from sheet_table import read, read_one


def _targets(document: Any) -> list[tuple[str, Any, Any]]:
    return [(row["level3"], row["target"], row["unit"]) for row in document["indicators"]]


INDICATORS = [("造林面积", 1200, "亩"), ("造林成活率", 90, "%")]

MONEY = """
2025年度绩效自评表 | < | < | < | <
项目名称 | 造林补助 | < | 主管部门 | 柳溪县林业局
一级指标 | 三级指标 | 绩效目标 | 指标值 | 预算数
产出指标 | 造林面积 | 扩大绿化 | ≥1200亩 | 30
产出指标 | 造林成活率 | 提高质量 | ≥90% | 20
"""


def test_goals_and_amounts_beside_targets_are_none():
    document = read_one(MONEY)
    assert _targets(document) == INDICATORS
    assert [each["text"] for each in document["unread"]] == ["扩大绿化", "30", "提高质量", "20"]


CAUSES = """
2025年度绩效自评表 | < | < | < | < | < | <
项目名称 | 造林补助 | < | 主管部门 | 柳溪县林业局 | < | <
一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分 | {over} | <
^ | ^ | ^ | ^ | ^ | {first} | {second}
产出指标 | 造林面积 | ≥1200亩 | 1100亩 | 40 | √ | {said}
产出指标 | 造林成活率 | ≥90% | 92% | 36 | |
"""


@pytest.mark.parametrize(
    ("over", "first", "second", "said", "causes", "deviation"),
    [
        ("偏差情况", "经费", "人员", "", ["经费"], None),
        ("原因分析", "经费", "人员", "√", ["经费", "人员"], None),
        ("未完成", "经费", "原因说明", "无", None, "无"),
    ],
)
def test_signs_under_causes_are_causes_and_an_explanation_is_none(
    over: str, first: str, second: str, said: str, causes: list[str] | None, deviation: str | None
):
    document = read_one(CAUSES.format(over=over, first=first, second=second, said=said))
    row = document["indicators"][0]
    assert (row.get("deviation_causes"), row.get("deviation"), row["score"]) == (causes, deviation, 40)


SIDES = """
2026年绩效目标表 | < | < | < | <
项目名称 | 造林补助 | < | 主管部门 | 柳溪县林业局
绩效目标 | 中期目标（2026—2028年） | < | 年度目标（2026年） | <
^ | 目标1：造林3600亩 | < | 目标1：造林1200亩 | <
^ | 目标2：成活率90% | < | 目标2：成活率88% | <
^ | 抚育900亩 | < | 抚育300亩 | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 造林面积 | ≥1200亩 |
产出指标 | 质量指标 | 造林成活率 | ≥90% |
"""


def test_the_lines_of_a_goal_of_two_sides_end_with_their_numbers():
    document = read_one(SIDES)
    assert document["goals"]["period"] == "目标1：造林3600亩\n目标2：成活率90%"
    assert document["goals"]["annual"] == "目标1：造林1200亩\n目标2：成活率88%"
    assert [(each["label"], each["value"]) for each in document["other"]] == [("抚育900亩", "抚育300亩")]


TITLED = """
项目支出绩效目标汇总表 | < | < | 项目支出绩效目标汇总表 | < | <
项目名称 | 预算金额（万元） | 年度绩效目标 | 项目名称 | 预算金额（万元） | 年度绩效目标
造林补助 | 50 | 造林1200亩 | 修渠工程 | 30 | 修渠12公里
病虫害防治 | 20 | 防治800亩 | 水库除险 | 40 | 除险3座
"""


def test_lists_beside_one_another_each_below_its_title_are_two():
    documents = read(TITLED)
    assert [[(row["project"], row["amount"]) for row in document["rows"]] for document in documents] == [
        [("造林补助", 50), ("病虫害防治", 20)],
        [("修渠工程", 30), ("水库除险", 40)],
    ]


STRADDLED = """
项目支出绩效目标汇总表 | < | < | < | < | <
项目名称 | 预算金额（万元） | 年度绩效目标 | 项目名称 | 预算金额（万元） | 年度绩效目标
造林补助 | 50 | 造林1200亩 | 修渠工程 | 30 | 修渠12公里
病虫害防治 | 20 | 防治800亩 | < | < | <
合计 | 100 | < | < | < | <
"""


def test_a_row_merged_over_both_lists_belongs_to_the_first():
    document = read_one(STRADDLED)
    assert [(row["project"], row["amount"]) for row in document["rows"]] == [
        ("造林补助", 50),
        ("修渠工程", 30),
        ("病虫害防治", 20),
    ]
    assert document["total"] == 100


EMPTY = """
项目支出绩效目标汇总表 | < | < | < | < | <
项目名称 | 预算金额（万元） | 年度绩效目标 | 项目名称 | 预算金额（万元） | 年度绩效目标
填表人：何倩 | < | < | 审核人：金兰 | < | <
"""


def test_lists_beside_one_another_may_be_empty():
    document = read_one(EMPTY)
    assert (document["rows"], document["signoff"]["preparer"]) == ([], "何倩")


ALONE = """
2026年绩效目标表 | < | < | < | <
项目名称 | 造林补助 | < | < | <
{lines}
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 造林面积 | ≥1200亩 |
产出指标 | 质量指标 | 造林成活率 | ≥90% |
"""
LINES = {
    "a department over all columns is no unit": ("实施单位 | | | |\n柳溪县林业局 | < | < | < | <", None),
    "a goal behind its own label is no unit": (
        "主管部门 | | 项目编号 | |\n | 实施单位 | | 联系电话 |\n年度目标 | 造林1200亩。 | < | < | <",
        None,
    ),
    "what a label adds is no unit": ("实施单位 及代码 | 柳溪县造林站 | < | < | <", None),
    "a bracket behind a label is no unit": ("实施单位 （盖章） | 柳溪县造林站 | < | < | <", "柳溪县造林站"),
    "a unit behind a blank is one": ("实施单位 柳溪县造林站 | < | < | < | <", "柳溪县造林站"),
}


@pytest.mark.parametrize("name", LINES)
def test_what_stands_near_the_label_of_a_unit_is_its_name_or_not(name: str):
    lines, unit = LINES[name]
    document = read_one(ALONE.format(lines=lines))
    assert document.get("implementing_unit") == unit
    assert _targets(document) == INDICATORS


SIGNED = """
2026年绩效目标表 | < | < | < | <
项目名称 | 造林补助 | < | 主管部门 | 柳溪县林业局
年度目标 | 造林1200亩。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 四级指标 | 目标值
产出指标 | 数量指标 | 造林 | 造林面积 | ≥1200亩
^ | 质量指标 | 成活 | 造林成活率 | ≥90%
 | {signed}
"""


@pytest.mark.parametrize(
    "signed",
    [
        "财务负责人：金兰 | 填报人：何倩 | |",
        "财务负责人： | 填报人： | |",
        "填报人：何倩 | | |",
        "财务负责人：金兰 | | 填报人：何倩 |",
    ],
)
def test_signers_behind_a_blank_column_are_no_indicator(signed: str):
    document = read_one(SIGNED.format(signed=signed))
    assert _targets(document) == INDICATORS
    assert document["signoff"]["preparer"] == ("何倩" if "何倩" in signed else None)


TITLES = """
{above}
{title}
项目名称 | 造林补助 | 主管部门 | 柳溪县林业局
年度资金总额（万元） | 50 | < | <
年度目标 | 造林1200亩。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 造林面积 | ≥1200亩
产出指标 | 质量指标 | 造林成活率 | ≥90%
"""


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("柳溪县2026年部门预算绩效目标表 | < | < | <", "项目支出绩效目标申报表 | < | < | <"),
        ("项目支出绩效目标申报表 | < | < | <", "项目支出绩效目标申报表 | < | < | <"),
        (" | | | 绩效目标01表", "造林补助政策绩效目标公开表 | | |"),
    ],
)
def test_two_titles_above_a_form_make_one_form(above: str, title: str):
    document = read_one(TITLES.format(above=above, title=title))
    assert (document["project"], document["department"], document["funding"]["annual"]) == (
        "造林补助",
        "柳溪县林业局",
        50,
    )
    assert _targets(document) == INDICATORS


PERIODS = """
2026年项目支出绩效目标表 | < | < | < | < | <
 | | | | | 单位：万元
项目名称 | 预算金额 | 三年绩效指标 | < | 年度绩效指标 | <
^ | ^ | 三级指标 | 指标值 | 三级指标 | 指标值
造林补助 | 50 | 造林面积 | ≥3600亩 | 造林面积 | ≥1200亩
病虫害防治 | 30 | 防治面积 | ≥2400亩 | 防治面积 | ≥800亩
"""


def test_indicators_of_two_times_beside_each_project_of_a_list_are_parted():
    documents = read(PERIODS)
    assert [_targets(each) for each in documents] == [[("造林面积", 1200, "亩")], [("防治面积", 800, "亩")]]
    assert [_targets(each["period_side"]) for each in documents] == [
        [("造林面积", 3600, "亩")],
        [("防治面积", 2400, "亩")],
    ]


WORDS = """
2026年项目支出绩效目标表 | < | < | < | <
单位：柳溪县林业局 | < | < | < | 金额单位：万元
项目名称 | 预算金额 | 年度绩效目标 | 三级指标 | 指标值
造林补助 | 50 | 造林1200亩 | 造林面积 | ≥1200亩
病虫害防治 | 待定 | 防治800亩 | 防治面积 | ≥800亩
"""


def test_a_word_in_the_column_of_amounts_is_left_unread():
    first, second = read(WORDS)
    assert (first["funding"]["total"], first["unread"]) == (50, [])
    assert (second["project"], [each["text"] for each in second["unread"]]) == ("病虫害防治", ["待定"])


TWICE = """
2026年绩效目标表 | < | < | < | <
项目名称 | 造林补助 | < | 主管部门 | 柳溪县林业局
年度目标 | 造林1200亩。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 造林面积 | ≥1200亩 |
产出指标 | 质量指标 | 造林成活率 | ≥90% |
"""


def test_a_header_may_stand_twice_without_rows_between():
    assert _targets(read_one(TWICE)) == INDICATORS


DATED = """
2026年项目支出绩效目标表 | < | < | < | < | <
 | | | | | 单位：万元
主管部门 | 项目名称 | 预算金额 | 年度绩效目标 | 三级指标 | 指标值
柳溪县林业局 | 造林补助 | 50 | 造林1200亩 | 造林面积 | ≥1200亩
2026年1月9日 | | | | |
柳溪县水利局 | 修渠工程 | 30 | 修渠12公里 | 修渠长度 | ≥12公里
"""


def test_a_date_alone_in_the_column_of_departments_is_no_project():
    documents = read(DATED)
    assert [(each["department"], each["project"], len(each["indicators"])) for each in documents] == [
        ("柳溪县林业局", "造林补助", 1),
        ("柳溪县水利局", "修渠工程", 1),
    ]


SEVERAL = """
2026年项目支出绩效目标表 | < | < | <
主管部门 | 柳溪县林业局 | < | <
二级指标 | 三级指标 | 指标值 | 备注
{between}
项目名称：造林补助 | < | < | <
数量指标 | 造林面积 | ≥1200亩 |
质量指标 | 造林成活率 | ≥90% |
项目名称：病虫害防治 | < | < | <
数量指标 | 防治面积 | ≥800亩 |
"""


@pytest.mark.parametrize(
    "between", ["", "（按项目填写） | < | < | <", "（按项目填写） | < | < | <\n一、林业类 | < | < | <"]
)
def test_projects_named_among_the_rows_have_their_own_indicators(between: str):
    first, second = read(SEVERAL.format(between=between))
    assert (first["project"], _targets(first)) == ("造林补助", INDICATORS)
    assert (second["project"], _targets(second)) == ("病虫害防治", [("防治面积", 800, "亩")])


CLOSE = """
项目支出绩效目标表（一） | < | < | 项目支出绩效目标表（二） | < | <
项目名称 | 造林补助 | < | 项目名称 | 病虫害防治 | <
年度资金总额（万元） | 50 | < | 年度资金总额（万元） | 30 | <
年度目标 | 造林1200亩。 | < | 年度目标 | 防治800亩。 | <
二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
数量指标 | 造林面积 | ≥1200亩 | 数量指标 | 防治面积 | ≥800亩
质量指标 | 造林成活率 | ≥90% | | |
项目支出绩效目标表（三） | < | < | 项目支出绩效目标表（四） | < | <
项目名称 | 修渠工程 | < | 项目名称 | 水库除险 | <
年度资金总额（万元） | 20 | < | 年度资金总额（万元） | 10 | <
二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
数量指标 | 修渠长度 | ≥12公里 | 数量指标 | 除险座数 | ≥3座
"""


def test_forms_may_stand_close_beside_and_below_one_another():
    documents = read(CLOSE)
    assert [(each["project"], each["funding"]["annual"], _targets(each)) for each in documents] == [
        ("造林补助", 50, INDICATORS),
        ("病虫害防治", 30, [("防治面积", 800, "亩")]),
        ("修渠工程", 20, [("修渠长度", 12, "公里")]),
        ("水库除险", 10, [("除险座数", 3, "座")]),
    ]
