"""The name of an indicator and its target in each other's columns: read in their places, and said."""

from __future__ import annotations

import pytest

from jixiao.checks.catalogue import message
from jixiao.checks.rule_engine import check_documents
from sheet_table import read_one

FORM = """
2027年沙河县林业专项绩效目标表 | < | < | <
项目名称 | 森林防火 | 主管部门 | 沙河县林业局
年度资金总额（万元） | 120 | < | <
年度总体目标 | 组建防火队伍3支，巡护山林1.2万亩。 | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值
产出指标 | 数量指标 | 巡护面积 | ≥1.2万亩
^ | 时效指标 | 队伍组建时间 | 2027年11月底前
效益指标 | 社会效益指标 | 火情处置率 | 100%
满意度指标 | 服务对象满意度指标 | 林农满意度 | ≥90%
"""
IN_THREE = """
2027年沙河县林业专项绩效目标表 | < | < | < | < | <
项目名称 | 森林防火 | < | 主管部门 | 沙河县林业局 | <
年度资金总额（万元） | 120 | < | < | < | <
年度总体目标 | 组建防火队伍3支，巡护山林1.2万亩。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 符号 | 年度指标值 | 计量单位
产出指标 | 数量指标 | 巡护面积 | ≥ | 1.2 | 万亩
^ | 质量指标 | 火情处置率 | = | 100 | %
满意度指标 | 服务对象满意度指标 | 林农满意度 | ≥ | 90 | %
"""
EXCHANGED = [
    (FORM, "林农满意度 | ≥90%", "≥90% | 林农满意度", "C9"),
    (FORM, "火情处置率 | 100%", "100% | 火情处置率", "C8"),
    (FORM, "队伍组建时间 | 2027年11月底前", "2027年11月底前 | 队伍组建时间", "C7"),
    (IN_THREE, "火情处置率 | = | 100", "100 | = | 火情处置率", "C7"),
]


def rows(table: str) -> list[dict[str, object]]:
    return [{k: v for k, v in row.items() if k not in ("cell", "cells")} for row in read_one(table)["indicators"]]


@pytest.mark.parametrize(("form", "right", "typed", "cell"), EXCHANGED)
def test_an_exchanged_name_and_target_are_read_in_their_places_and_said(form: str, right: str, typed: str, cell: str):
    table = form.replace(right, typed)
    assert table != form
    assert rows(table) == rows(form)
    said = [each for each in check_documents([read_one(table)]).findings if each.code == "STR-002"]
    assert [each.cell for each in said] == [cell]
    assert "“指标值”列" in message(said[0])


def test_a_form_in_order_says_nothing_of_exchanged_columns():
    for form in (FORM, IN_THREE):
        assert "STR-002" not in {each.code for each in check_documents([read_one(form)]).findings}


@pytest.mark.parametrize("typed", ["100% | 完成", "5A | 等级保持"])
def test_a_name_of_figures_beside_a_word_stays_where_it_is(typed: str):
    document = read_one(FORM.replace("火情处置率 | 100%", typed))
    assert document["indicators"][2]["level3"] == typed.partition(" ")[0]
    assert document["notes"] == []


def test_a_name_that_is_a_target_beside_a_target_of_its_own_is_said():
    table = FORM.replace("林农满意度 | ≥90%", "≥90% | ≥85%")
    findings = {
        each.cell: message(each) for each in check_documents([read_one(table)]).findings if each.code == "STR-002"
    }
    assert findings == {"C9": "第9行数据与表头错列：“≥90%”应填在“指标值”列"}


LEVELS_IN_SHORT = """
2027年沙河县林业专项绩效目标表 | < | <
项目名称 | 森林防火 | <
年度总体目标 | 组建防火队伍3支，巡护山林1.2万亩。 | <
一级指标 | 指标名称 | 年度指标值
成本 | 人均补助标准 | ≤1.2万元
产出 | 巡护面积 | ≥1.2万亩
效益 | 火情处置率 | 100%
"""


def test_costs_in_short_are_a_level_1_where_outputs_stand_below_them_in_short() -> None:
    assert [(row["level1"], row["level2"]) for row in rows(LEVELS_IN_SHORT)] == [
        ("成本", None),
        ("产出", None),
        ("效益", None),
    ]
