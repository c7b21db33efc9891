"""What a goal form leaves open: its unit of money, which target is in force, a name; that much is said, no more."""

from __future__ import annotations

from decimal import Decimal

from jixiao.checks.catalogue import message
from jixiao.checks.rule_engine import check_documents
from jixiao.forms.document import Document
from sheet_table import read_one

TITLE = "2026年度市级政策绩效目标申报表 | < | < | < | < | <"
HEAD = """
政策名称 | 高龄津贴 | < | 主管部门 | 砚河市民政局 | <"""
GOAL = """
政策目标 | 为3200名八十岁以上老人按月发放津贴。 | < | < | < | <"""
TABLE = """
一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值 | 度量单位
产出指标 | 数量指标 | 发放老人数 | ≥ | 3200 | 人"""


def said(document: Document, code: str) -> list[tuple[str, str]]:
    return [(each.severity, message(each)) for each in check_documents([document]).findings if each.code == code]


def test_nothing_is_said_of_a_layout_of_which_nothing_is_left():
    document = read_one(
        TITLE + "\n（2026年度） | < | < | < | < | <" + HEAD + "\n预算金额（万元） | 560 | < | < | < | <" + GOAL + TABLE
    )
    assert document["form"] == "project"
    assert document["unread"] == []
    assert said(document, "STR-011") == []


def test_a_line_with_another_year_than_the_title_is_left_unread():
    document = read_one(TITLE + "\n（2025年度） | < | < | < | < | <" + HEAD + GOAL + TABLE)
    assert document["fiscal_year"] == 2026
    assert [each["text"] for each in document["unread"]] == ["（2025年度）"]


def test_amounts_that_all_have_units_need_none_beside_them():
    funds = "\n资金总额 | 560万元 | < | 其中：市级财政资金 | 5000000元 | <\n其他资金 | 0 | < | 单位自筹 | 60万元 | <"
    document = read_one(TITLE + HEAD + funds + GOAL + TABLE)
    assert document["currency_unit"] == "万元"
    assert (document["funding"]["total"], document["funding"]["fiscal"]) == (560, 500)
    assert said(document, "STR-011") == []


def test_an_amount_without_any_unit_is_said_to_have_none():
    document = read_one(TITLE + HEAD + "\n资金总额 | 560万元 | < | 其中：市级财政资金 | 500 | <" + GOAL + TABLE)
    assert document["currency_unit"] is None
    assert said(document, "STR-011") == [
        ("warning", "版式未识别，按通用栏目读取；未读：金额单位（表上未写，按万元计）")
    ]


def test_amounts_stand_below_titles_of_which_one_is_unknown():
    funds = "\n资金来源（万元） | 合计 | 上级资金 | 本级资金 | 民政福彩 | 备注\n^ | 560 | 400 | 100 | 60 | -"
    document = read_one(TITLE + HEAD + funds + GOAL + TABLE)
    assert document["funding"]["total"] == 560
    assert {each["label"]: each["value"] for each in document["other"]} == {
        "上级资金": 400,
        "本级资金": 100,
        "民政福彩": 60,
    }


def test_of_two_targets_that_may_both_be_in_force_the_other_is_said():
    table = """
一级指标 | 二级指标 | 三级指标 | 指标值 | 核定指标值 | 度量单位
产出指标 | 数量指标 | 发放老人数 | ≥3200 | ≥3000 | 人"""
    document = read_one(TITLE + HEAD + "\n预算金额（万元） | 560 | < | < | < | <" + GOAL + table)
    (row,) = document["indicators"]
    assert (row["target"], row["other"]) == (3200, {"核定指标值": "≥3000"})
    assert document["doubts"]["target"] == ["D5", "E5"]
    assert said(document, "STR-011") == [("warning", "版式未识别，按通用栏目读取；未读：核定指标值")]


def test_targets_that_agree_leave_nothing_open():
    table = """
一级指标 | 二级指标 | 三级指标 | 指标值 | 核定指标值 | 度量单位
产出指标 | 数量指标 | 发放老人数 | ≥3200 | ≥3200 | 人"""
    assert "doubts" not in read_one(TITLE + HEAD + GOAL + table)


COUNTY = """
2026年项目支出绩效目标表 | < | < | < | < | < | <
填报单位：砚河市民政局 | < | < | < | 金额单位：{unit} | < | <
项目名称 | {name} | < | < | 项目金额 | 560 | <
年度绩效目标 | 为3200名八十岁以上老人按月发放津贴。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型 | 备注
产出指标 | 数量指标 | 发放老人数 | 3200 | 人 | ≥ | -"""


def test_a_known_layout_says_that_its_unit_was_left_blank():
    document = read_one(COUNTY.format(unit="", name="高龄津贴"))
    assert document["form"] == "project-2026"
    assert document["funding"]["total"] == Decimal(560)
    assert said(document, "FND-012") == [("warning", "金额单位不规范或混用：“未填写，按万元计”")]
    assert said(read_one(COUNTY.format(unit="元", name="高龄津贴")), "FND-012") == []


def test_a_stroke_names_no_project_on_a_known_layout():
    document = read_one(COUNTY.format(unit="万元", name="/"))
    assert (document["form"], document["project"], document["unread"]) == ("project-2026", None, [])
    assert [message for _, message in said(document, "CMP-002")] == ["项目名称未填写"]
