"""The amounts of a department's tasks: each is the sum of its sources, and all are the sum below them."""

from __future__ import annotations

import pytest

from jixiao.checks.rule_engine import check_documents
from sheet_table import read

FORM = """
部门整体支出绩效目标表 | < | < | < | < | <
（2026年度） | < | < | < | < | <
部门名称 | 桐川县档案馆 | < | < | < | <
年度主要任务 | 任务名称 | 主要内容 | 预算金额（万元） | < | <
^ | ^ | ^ | 总额 | 财政拨款 | 其他资金
^ | 档案接收征集 | 接收进馆档案1.8万卷（件） | 48 | 48 | 0
^ | 档案数字化 | 数字化扫描馆藏档案260万页 | 132 | 120 | 12
^ | 档案利用 | 提供查档服务6500人次 | 36 | 36 | 0
^ | 金额合计 | < | 216 | 204 | 12
年度总体目标 | 接收进馆档案1.8万卷（件），数字化扫描260万页，提供查档服务6500人次，查档群众满意度95%以上。 | < | < | < | <
年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | <
^ | 产出指标 | 数量指标 | 接收进馆档案数量 | ≥18000卷（件） | <
^ | ^ | ^ | 数字化扫描页数 | ≥260万页 | <
^ | ^ | 质量指标 | 数字化成果验收合格率 | ≥98% | <
^ | ^ | 时效指标 | 数字化完成时间 | 2026年11月30日前 | <
^ | 效益指标 | 社会效益指标 | 查档服务人次 | ≥6500人次 | <
^ | 满意度指标 | 服务对象满意度指标 | 查档群众满意度 | ≥95% | <
"""


def codes(old: str = "", new: str = "") -> set[str]:
    assert old in FORM
    return {f"{finding.code} {finding.cell}" for finding in check_documents(read(FORM.replace(old, new, 1))).findings}


def test_tasks_that_add_up_are_left_alone() -> None:
    assert codes() == set()


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("132 | 120 | 12", "123 | 120 | 12", "FND-001 D7"),
        ("132 | 120 | 12", "123 | 120 | 12", "FND-006 D9"),
        ("216 | 204 | 12", "261 | 204 | 12", "FND-001 D9"),
        ("48 | 48 | 0", "48 | 45 | 3", "FND-006 E9"),
        ("目标 | 接收进馆档案1.8万卷", "目标 | 接收进馆档案1.5万卷", "VAL-004 E12"),
    ],
)
def test_an_amount_of_a_task_that_cannot_be_is_found(old: str, new: str, finding: str) -> None:
    assert finding in codes(old, new)


def test_a_task_may_stand_above_its_parts() -> None:
    parts = "132 | 120 | 12\n^ | 其中：扫描 | 扫描260万页 | 130 | 118 | 12\n^ | 质检 | 抽检2% | 2 | 2 | 0"
    assert codes("132 | 120 | 12", parts) == set()


def test_a_goal_below_its_indicator_and_its_task_is_told() -> None:
    assert "VAL-004 E13" in codes(
        "年度总体目标 | 接收进馆档案1.8万卷（件），数字化扫描260万页",
        "年度总体目标 | 接收进馆档案1.8万卷（件），数字化扫描馆藏档案160万页",
    )
