"""SCR-003 of goal forms that print points beside the targets; CMP-005 of departments."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.checks.rule_engine import check_documents
from sheet_table import read_one

PROJECT = """
2026年部门预算项目绩效目标表 | < | < | < | < | < | <
单位名称：丹岭县史志研究中心 | < | < | < | < | 单位：万元 | <
项目名称 | < | 年鉴编纂 | < | < | < | <
项目资金（万元） | 年度资金总额： | < | 58.8 | < | 执行率分值（10） | <
^ | 其中：财政拨款 | < | 58.8 | < | < | <
年度总体目标 | 印刷年鉴800册，整理史料35万字，读者满意度不低于92%。 | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值权重 | 备注
^ | 产出指标 | 数量指标 | 印刷年鉴册数 | ≥800册 | 30 |
^ | ^ | 质量指标 | 志稿评审通过率 | ≥90% | 20 |
^ | 效益指标 | 社会效益指标 | 整理史料字数 | ≥35万字 | 30 |
^ | 满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥92% | 10 |
"""


def test_the_points_of_the_execution_are_read_out_of_their_label() -> None:
    document = read_one(PROJECT)
    assert document["funding"]["execution_points"] == Decimal(10)
    assert document["cells"]["funding.execution_points"] == "F4"


@pytest.mark.parametrize(
    ("old", "new", "due"),
    [
        ("≥92% | 10", "≥92% | 10", None),
        ("≥92% | 10", "≥92% | 20", (100, 90)),
        ("≥92% | 10", "≥92% | 5", (85, 90)),
        ("≥92% | 10", "≥92% | ", None),
        ("执行率分值（10）", "", None),
        ("≥92% | 10", "≥92% | 15", (95, 90)),
    ],
)
def test_points_beside_targets_make_a_hundred_with_the_execution(
    old: str, new: str, due: tuple[int, int] | None
) -> None:
    found = [f for f in check_documents([read_one(PROJECT.replace(old, new))]).findings if f.code == "SCR-003"]
    assert [(f.found, f.expected, f.cell) for f in found] == ([(*due, "F8")] if due else [])


def test_points_of_standards_that_were_not_read_are_not_added() -> None:
    table = """
2026年项目支出绩效目标表 | < | < | < | < | < | < | <
项目名称 | 苗圃养护 | < | < | 主管部门 | 柳溪县林业局 | < | <
一级指标 | 二级指标 | 三级指标 | 运算符号 | 年度指标值 | 计量单位 | 权重 | 评分规则
产出指标 | 数量指标 | 养护苗圃面积 | ≥ | 150 | 亩 | 40 | 完成150亩得40分，未完成的按完成比例得分
^ | 质量指标 | 养护考核得分 | ≥ | 90 | 分 | 30 | 由专家组酌情评定，最高30分
满意度指标 | 服务对象满意度指标 | 林农满意度 | ≥ | 88 | % | 20 | 达到88%得20分，每低1个百分点扣1分，扣完为止
"""
    codes = {each.code for each in check_documents([read_one(table)]).findings}
    assert "SCR-001" in codes
    assert "SCR-003" not in codes


DEPARTMENT = """
2026年部门整体支出绩效目标申报表 | < | < | < | < | < | <
填报单位：云阳区住房保障中心 | < | < | < | < | 单位：万元 | <
部门名称 | 云阳区住房保障中心 | < | < | < | < | <
年度预算申请 | 资金总额 | < | 1986 | < | < | <
整体绩效目标 | 发放租赁补贴820户，保障家庭满意度90%以上。 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 运算符号 | 指标值 | 度量单位 | 备注
产出指标 | 数量指标 | 发放租赁补贴户数 | ≥ | 820 | 户 |
效益指标 | 社会效益指标 | 保障住房困难家庭户数 | ≥ | 3400 | 户 |
满意度指标 | 服务对象满意度指标 | 保障家庭满意度 | ≥ | 90 | % |
"""


def test_no_costs_are_asked_of_a_department() -> None:
    assert "CMP-005" not in {f.code for f in check_documents([read_one(DEPARTMENT)]).findings}
    short = "\n".join(line for line in DEPARTMENT.splitlines() if not line.startswith("效益指标"))
    assert "CMP-005" in {f.code for f in check_documents([read_one(short)]).findings}
