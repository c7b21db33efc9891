"""A form that names no unit of money: its amounts may be 元 although they are read as 万元."""

from __future__ import annotations

import pytest

from jixiao.checks.rule_engine import check_documents
from sheet_table import read

FORM = """
柳溪县专项资金绩效目标表 | < | < | <
项目名称 | 滩涂清理工程 | 主管部门 | 柳溪县水务局
资金总额 | 850000 | 其中：财政资金 | 850000
年度目标 | 清理滩涂12公里，堤岸整洁。 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 清理长度 | ≥12公里
成本指标 | 经济成本指标 | 项目总成本 | {}
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90%
"""


def _codes(cost: str) -> list[str]:
    findings = check_documents(read(FORM.format(cost))).findings
    return [each.code for each in findings if each.code.startswith("FND")]


@pytest.mark.parametrize(
    ("cost", "told"),
    [("≤85万元", []), ("≤850000万元", []), ("≤90万元", ["FND-003"]), ("≤850000元", ["FND-012"])],
)
def test_a_cost_that_is_the_same_money_in_the_other_unit_is_no_contradiction(cost: str, told: list[str]):
    assert _codes(cost) == told
