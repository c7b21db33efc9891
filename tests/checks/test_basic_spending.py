"""What a department spends on staff and offices is its basic spending, wherever the two stand."""

from __future__ import annotations

import pytest

from jixiao.checks.rule_engine import check_documents
from sheet_table import read

FORM = """
2026年部门整体支出绩效目标表 | < | < | < | < | <
部门名称 | 桐川县水利局 | < | < | 单位：万元 | <
年度预算申请 | 资金总额 | 1860 | < | < | <
^ | 按收入性质分 | < | 按支出性质分 | < | <
^ | 财政拨款 | 1820 | 基本支出 | 920 | <
^ | 其他资金 | 40 | 其中：人员经费 | 760 | <
^ | | | 公用经费 | 160 | <
^ | | | 项目支出 | 940 | <
年度总体目标 | 治理中小河流12公里，维修养护水库36座，群众满意度90%以上。 | < | < | < | <
年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位
^ | 产出指标 | 数量指标 | 治理中小河流长度 | ≥12 | 公里
^ | ^ | ^ | 维修养护水库座数 | ≥36 | 座
^ | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90 | %
"""
IN_YUAN = FORM.replace("单位：万元", "单位：元")
for number in ("1860", "1820", "940", "920", "760", "160", "40"):
    IN_YUAN = IN_YUAN.replace(f"| {number} ", f"| {number}0000 ")


def told(form: str) -> list[tuple[str | None, list[str]]]:
    findings = check_documents(read(form)).findings
    return [(each.cell, [place[-2:] for place in each.related]) for each in findings if each.code == "FND-006"]


@pytest.mark.parametrize("form", [FORM, IN_YUAN])
def test_staff_and_offices_that_add_up_are_left_alone(form: str) -> None:
    assert told(form) == []


@pytest.mark.parametrize("form", [FORM, IN_YUAN])
def test_staff_and_offices_that_are_not_the_basic_spending_are_told(form: str) -> None:
    assert told(form.replace("| 160", "| 190")) == [("E5", ["E6", "E7"])]


def test_a_third_line_that_makes_up_the_difference_is_part_of_it() -> None:
    subsidies = "^ | | | 对个人和家庭的补助 | 60 | <\n^ | | | 项目支出"
    assert told(FORM.replace("| 760", "| 700").replace("^ | | | 项目支出", subsidies)) == []
