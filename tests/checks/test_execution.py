"""Money in nested lines: some of the lines together may be the total, and one of them alone may be it."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import cast

import pytest

from jixiao.checks.checked_form import Form
from jixiao.checks.execution import some_give, total_line
from jixiao.checks.rule_engine import check_documents
from sheet_table import read


@pytest.mark.parametrize(
    ("amounts", "stated", "gives"),
    [
        ((60, 40, 20), 60, True),  # one line is the total, the others are its parts
        ((60, 40, 20), 80, True),
        ((60, 40, 20), 120, True),
        ((60, 40, 20), 70, False),
        ((60,), 0, False),
    ],
)
def test_a_total_of_nested_lines_is_right_where_some_lines_give_it(
    amounts: tuple[int, ...], stated: int, gives: bool
) -> None:
    assert some_give([Decimal(amount) for amount in amounts], Decimal(stated)) is gives


TWO_KINDS = """
部门整体支出绩效自评表（2025年度） | < | < | < | < | <
部门名称 | 安澜市水利局 | < | 单位：万元 | < | <
部门预算情况 | 项目 | 年初预算 | 调整预算 | 决算数 | 执行率
^ | 基本支出 | 520 | 520 | 520 | 100%
^ | 项目支出 | 640 | 660 | 627 | 95%
一级指标 | 二级指标 | 三级指标 | 指标值 | 实际值 | 得分
产出指标 | 数量指标 | 检修泵站数 | ≥6座 | 6座 | 60
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90% | 93% | 40
"""


def test_two_kinds_of_spending_alone_have_no_total():
    documents = read(TWO_KINDS)
    assert [line["source"] for line in documents[0]["execution"]] == ["基本支出", "项目支出"]
    assert "FND-001" not in {finding.code for finding in check_documents(documents).findings}


def test_a_total_without_its_name_is_the_first_line():
    documents = read(TWO_KINDS.replace("基本支出", "部门预算").replace("项目支出", "其中：项目支出"))
    assert "FND-001" in {finding.code for finding in check_documents(documents).findings}


def test_the_line_of_all_money_may_stand_below_its_part() -> None:
    lines = [{"source": "其中：财政资金", "annual": 845}, {"source": "年度总资金", "annual": 885}]
    form = cast(Form, SimpleNamespace(document={"execution": lines}))
    assert total_line(form) is lines[1]


def test_a_column_of_amounts_that_the_sheet_lacks_is_not_left_blank():
    (document,) = read("""
项目支出绩效运行监控表 | < | < | < | < | <
（2026年度） | < | < | < | < | <
项目名称 | 管网改造 | < | 主管部门 | 青岚县水务局 | <
预算执行情况（万元） | | 年初预算数 | 1-7月执行数 | 执行率 | <
^ | 年度资金总额 | 105 | 94.5 | 90% | <
^ | 其中：财政拨款 | 105 | 94.5 | 90% | <
年度绩效目标 | 改造管网12公里。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 1-7月执行情况 | 全年预计完成情况
产出指标 | 数量指标 | 改造管网长度 | 12公里 | 10公里 | 12公里
效益指标 | 社会效益指标 | 受益群众人数 | 500人 | 500人 | 500人
""")
    assert document["form"] == "monitoring-2019"
    assert "CMP-003" not in {finding.code for finding in check_documents([document]).findings}
