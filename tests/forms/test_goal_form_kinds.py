"""Ways in which bureaus lay out one part of a goal form, each in a short form of its own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jixiao.checks.rule_engine import check_documents
from jixiao.forms.document import Document
from jixiao.forms.extraction import default_extractor
from sheet_table import read, read_one, sheet

TITLE = "2026年度县级项目支出绩效目标申报表 | < | < | < | < | <"
HEAD = """
项目名称 | 渡槽维修 | < | 主管部门 | 乌石县水务局 | <"""
GOAL = """
年度绩效目标 | 维修渡槽6座，农户满意度90%以上。 | < | < | < | <"""
TABLE = """
一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值 | 度量单位
产出指标 | 数量指标 | 维修渡槽数量 | ≥ | 6 | 座
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥ | 90 | %"""
MEASURES = [("维修渡槽数量", "≥", Decimal(6), "座"), ("农户满意度", "≥", Decimal(90), "%")]


def form(funds: str = "", *, head: str = HEAD, goal: str = GOAL, table: str = TABLE, below: str = "") -> Document:
    return read_one(TITLE + head + funds + goal + table + below)


def measures(document: Document) -> list[tuple[Any, ...]]:
    rows: Any = document["indicators"]
    return [tuple(row[key] for key in ("level3", "operator", "target", "unit")) for row in rows]


def test_amounts_with_their_unit_behind_keep_it():
    funds = "\n年度资金总额 | 862000元 | < | 其中：财政拨款 | 862000元 | <"
    document = form(funds)
    assert document["currency_unit"] == "元"
    assert document["funding"]["annual"] == document["funding"]["fiscal"] == 862000


def test_a_form_whose_amounts_have_different_units_behind_them_is_in_the_larger():
    document = form("\n年度资金总额 | 86.2万元 | < | 其中：财政拨款 | 862000元 | <")
    assert document["currency_unit"] == "万元"
    assert document["funding"]["annual"] == document["funding"]["fiscal"] == Decimal("86.2")


@pytest.mark.parametrize(
    "below",
    [
        "\n年度资金总额 | < | 86.2 | 其中：财政拨款 | 86.2 | <",
        "\n年度项目资金：86.2万元 | < | < | 其中：财政拨款：86.2万元 | < | <",
        "\n项目资金来源 | 年度资金总额 | 86.2 | 其中：财政拨款 | 86.2 | <",
    ],
)
def test_amounts_below_the_indicators_are_amounts(below: str):
    document = form(below=below)
    assert measures(document) == MEASURES
    assert document["funding"]["annual"] == document["funding"]["fiscal"] == Decimal("86.2")


def test_a_line_that_closes_the_form_is_known_by_one_of_its_labels():
    document = form(below="\n日期 | 2025年11月3日 | 填表人 | 冉立秋 | 单位负责人 | 白敬之")
    assert measures(document) == MEASURES
    assert document["signoff"]["preparer"] == "冉立秋"
    assert document["signoff"]["head"] == "白敬之"


def test_one_column_of_amounts_over_lines_of_sources():
    funds = """
预算资金（万元） | 资金类别 | < | 本年预算数 | < | <
^ | 其中：财政资金 | < | 70 | < | <
^ | 单位资金 | < | 16.2 | < | <
^ | 合计 | < | 86.2 | < | <"""
    funding = form(funds)["funding"]
    assert (funding.get("annual") or funding["total"], funding["fiscal"], funding["other"]) == (
        Decimal("86.2"),
        70,
        Decimal("16.2"),
    )


def test_the_whole_of_a_project_is_not_the_year_because_its_caption_says_so():
    funds = """
年度预算资金 | 项目总金额 | < | 300 | < | <
^ | 本年预算安排 | < | 86.2 | < | <"""
    document = form(funds)
    assert document["funding"]["annual"] == Decimal("86.2")
    assert document["period_side"]["funding"]["total"] == 300


def test_labels_over_values_of_the_same_width_may_be_unknown():
    head = """
项目名称 | 渡槽维修 | < | < | < | <
主管部门 | < | 归口股 | < | 实施期限 | <
乌石县水务局 | < | 农水股 | < | 2026-2027 | <"""
    document = form(head=head)
    assert document["department"] == "乌石县水务局"
    assert document["period"] == "2026-2027"
    assert [entry["value"] for entry in document["other"]] == ["农水股"]


def test_a_goal_behind_its_label_keeps_its_numbered_lines():
    goal = "\n年度目标：目标1：维修渡槽6座；\\n目标2：农户满意度90%以上； | < | < | < | < | <"
    assert form(goal=goal)["goals"]["annual"] == "目标1：维修渡槽6座；\n目标2：农户满意度90%以上；"


def test_a_long_goal_may_stand_behind_its_label():
    text = "维修渡槽6座，" * 40
    assert form(goal=f"\n当年目标：{text} | < | < | < | < | <")["goals"]["annual"] == text


def test_a_goal_of_the_whole_stands_beside_one_without_a_word_of_time():
    goal = """
项目总目标 | 三年维修渡槽20座。 | < | < | < | <
预期绩效目标 | 维修渡槽6座。 | < | < | < | <"""
    assert form(goal=goal)["goals"] == {"period": "三年维修渡槽20座。", "annual": "维修渡槽6座。"}


def test_a_unit_of_targets_is_no_target():
    table = TABLE.replace("计算符号 | 指标值 | 度量单位", "计算符号 | 指标值 | 指标值单位")
    assert measures(form(table=table)) == MEASURES


def test_the_lower_line_of_a_header_may_leave_a_gap():
    table = """
一级指标 | 二级指标 | 三级指标 | 绩效目标值 | < | <
^ | ^ | ^ | 运算符号 | | 值及单位
产出指标 | 数量指标 | 维修渡槽数量 | ≥ | | 6座
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥ | | 90%"""
    assert measures(form(table=table)) == MEASURES


def test_a_time_of_the_year_is_no_number():
    table = TABLE + "\n产出指标 | 时效指标 | 主体完工时间 | | 2026年汛期前 |"
    assert measures(form(table=table))[2] == ("主体完工时间", None, "2026年汛期前", None)


def test_a_caption_of_tasks_may_be_called_like_their_column():
    document = read_one("""
2026年部门整体支出绩效目标表 | < | < | <
部门名称 | 乌石县水务局 | < | <
主要任务 | 主要任务 | < | 预算资金（万元）
^ | 防汛备汛 | < | 40
^ | 农村供水 | < | 60
部门预算（万元） | 资金总额 | < | 150
年度目标 | 维修渡槽6座。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 维修渡槽数量 | ≥6座
""")
    assert [task["name"] for task in document["tasks"]] == ["防汛备汛", "农村供水"]
    assert document["budget"]["total"] == 150


def test_columns_without_a_known_title_are_told_by_their_place():
    table = TABLE.replace("三级指标 | 计算符号 | 指标值", "核查要点 | 计算符号 | 核定水平")
    document = form(table=table)
    assert measures(document) == MEASURES
    assert {"code": "column-guessed", "cells": ["C4", "E4"]} in document["notes"]


def test_a_caption_of_indicators_over_nothing_is_no_column():
    table = """
绩效指标 | 二级指标 | 三级指标 | 指标值 | 指标含义 | 备注
 | 数量指标 | 维修渡槽数量 | ≥6座 | 维修的座数 |
 | 服务对象满意度指标 | 农户满意度 | ≥90% | 受访农户 |"""
    document = form(table=table)
    assert measures(document) == MEASURES
    assert [row["explanation"] for row in document["indicators"]] == ["维修的座数", "受访农户"]


def test_a_source_that_stands_once_belongs_to_the_year():
    funds = """
三年资金总额 | 300 | < | 年度资金总额 | 86.2 | <
财政安排资金 | 80 | < | 单位自有资金 | 6.2 | <"""
    document = form(funds)
    assert document["funding"] == {"annual": Decimal("86.2"), "fiscal": 80, "other": Decimal("6.2")}
    assert document["period_side"]["funding"] == {"total": 300}


def test_one_source_in_several_columns_is_no_part_of_another():
    funds = """
资金情况 | 资金来源 | 项目总预算 | 上年度安排数 | 当年申请金额 | <
^ | 本级财政资金 | 300 | 70 | 80 | <
^ | 单位自有资金 | 20 | 5 | 6.2 | <
^ | 合计 | 320 | 75 | 86.2 | <"""
    funding = form(funds)["funding"]
    assert (funding["annual"], funding["fiscal"], funding["other"]) == (Decimal("86.2"), 80, Decimal("6.2"))


def test_amounts_above_a_table_are_no_titles_of_it():
    document = form(goal=GOAL + "\n年度资金总额：86.2万元 | < | < | 其中：当年财政拨款：86.2万元 | < | <")
    assert document["funding"]["fiscal"] == Decimal("86.2")


def test_a_department_may_stand_below_its_label():
    head = """
项目名称 | 渡槽维修 | < | < | < | <
填报单位 | < | < | < | < | <
乌石县水务局 | < | < | < | < | <"""
    assert form(head=head)["department"] == "乌石县水务局"


def test_two_labels_over_their_values_are_not_one_anothers():
    head = """
项目名称 | 渡槽维修 | < | < | < | <
资金使用单位 | < | < | 项目联系人 | < | <
乌石县灌溉站 | < | < | 冉立秋 | < | <"""
    assert form(head=head)["implementing_unit"] == "乌石县灌溉站"


def test_a_label_may_be_broken_over_lines_before_its_value():
    head = HEAD.replace("主管部门 | 乌石县水务局 | <", "主管部\\n门名称：乌石县水务局 | < | <")
    assert form(head=head)["department"] == "乌石县水务局"


def test_the_caption_of_another_table_ends_that_of_the_indicators():
    below = """
支出明细测算 | < | < | < | < | <
序号 | 支出内容 | 测算依据 | < | < | 预算金额（万元）
1 | 材料费 | 按工程量测算 | < | < | 86.2"""
    document = form("\n年度资金总额（万元） | 86.2 | < | < | < | <", below=below)
    assert measures(document) == MEASURES


def test_forms_side_by_side_keep_to_their_own_captions():
    head = (TITLE + HEAD + GOAL).splitlines()
    right = [*head, *TABLE.strip().splitlines(), " | | 三次抽检合格率 | ≥ | 95 | %"]
    left = [*head, "绩效指标 | 三级指标 | < | 指标值 | < | <", "^ | 渠道长度 | < | ≥2公里 | < | <"]
    left += ["^ | 满意度 | < | ≥90% | < | <"] * (len(right) - len(left))
    documents = read("\n".join(f"{one} | | {other}" for one, other in zip(left, right, strict=True)))
    assert measures(documents[1]) == [*MEASURES, ("三次抽检合格率", "≥", Decimal(95), "%")]


def test_a_form_whose_labels_stand_above_their_values_is_no_page_of_the_one_before():
    lines = [
        "项目编码",
        "'X01'",
        "实施期限",
        "2026-2028",
        "项目负责人",
        "冉立秋",
        "联系电话",
        "'123'",
        "项目类别",
        "新增项目",
    ]
    wide = "".join(f"\n{line} | < | < | < | < | <" for line in lines)
    documents = read("\n".join([TITLE + wide + HEAD + GOAL + TABLE] * 2))
    assert [document["project"] for document in documents] == ["渡槽维修", "渡槽维修"]


# ---------------------------------------------------------------- goals below titles of sides, forms that show how


@pytest.mark.parametrize(
    ("period", "year"),
    [("中期（2027年—2029年）", "年度（2027年）"), ("2027—2029年", "2027年"), ("中长期", "本年度")],
)
def test_goals_stand_below_the_titles_of_their_sides(period: str, year: str):
    document = read_one(f"""
项目支出绩效目标申报表 | < | < | < | <
项目名称 | 灌区改造 | < | 主管部门 | 杨桥县水利局
资金总额（万元） | 300 | < | 其中：财政拨款 | 300
总体目标 | {period} | < | {year} | <
^ | 三年改造灌区12处。 | < | 改造灌区4处。 | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 备注
产出指标 | 数量指标 | 改造灌区 | 4处 |
""")
    assert document["goals"] == {"period": "三年改造灌区12处。", "annual": "改造灌区4处。"}
    assert document["unread"] == []


FILLED = """
2027年项目支出绩效目标表 | < | < | <
项目名称 | {project} | 主管部门 | {department}
年度资金总额（万元） | 100 | 其中：财政拨款 | 100
年度绩效目标 | 改造灌区4处。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 改造灌区 | ≥4处
"""


@pytest.mark.parametrize(
    ("name", "project", "department", "sample"),
    [
        ("参考样表", "某某项目", "某某局", True),
        ("填报样例", "灌区改造", "杨桥县水利局", True),
        ("模板", "××项目", "××局", True),
        ("样表1", "XX项目", "XX县XX局", True),
        ("模板", "灌区改造", "杨桥县水利局", False),
        ("Sheet1", "XX项目", "XX局", False),
    ],
)
def test_a_form_that_shows_how_to_fill_it_in_is_a_sample(name: str, project: str, department: str, sample: bool):
    filled = sheet(FILLED.format(project=project, department=department), name=name)
    (document,) = default_extractor().documents(filled, "a.xlsx")
    assert document["source"].get("sample", False) is sample


@pytest.mark.parametrize("reason", ["", "| 调整原因"])
def test_amounts_goal_and_indicators_under_two_sides_are_all_those_after_the_change(reason: str):
    document = read_one(
        f"""
        2026年项目绩效目标调整表 | < | < | < | < | < | <
        项目名称 | 城墙修缮 | < | 主管单位 | 安澜市文物局 | < | <
        | 调整前 | < | < | 调整后 | < | < {reason}
        预算金额（万元） | 300 | < | < | 260 | < | <
        年度绩效目标 | 修缮城墙800米 | < | < | 修缮城墙650米 | < | <
        一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
        产出指标 | 数量指标 | 修缮长度 | 800米 | 数量指标 | 修缮长度 | 650米
        满意度指标 | 满意度指标 | 游客满意度 | ≥90% | 满意度指标 | 游客满意度 | ≥90%
        """
    )
    assert (document["funding"], document["goals"]) == ({"annual": 260}, {"annual": "修缮城墙650米"})
    assert [row["target"] for row in document["indicators"]] == [650, 90]
    assert {each["value"] for each in document["other"]} == {300, "修缮城墙800米"}


@pytest.mark.parametrize(("year", "twice"), [("2026", False), ("2025", True)])
def test_a_form_of_another_year_is_no_second_one(year: str, twice: bool):
    last = TITLE.replace("2026", "2025") + HEAD + GOAL + TABLE
    documents = read(last + "\n" + TITLE.replace("2026", year) + HEAD + GOAL + TABLE)
    assert len(documents) == 2
    assert ("STR-005" in {finding.code for finding in check_documents(documents).findings}) is twice
