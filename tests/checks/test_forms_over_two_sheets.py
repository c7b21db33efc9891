"""A form whose names stand on one sheet and whose indicators on the next is told, and nothing in it is called missing."""

from __future__ import annotations

from typing import Any

import pytest

from jixiao.checks.rule_engine import check_documents
from jixiao.forms.extraction import default_extractor
from sheet_table import sheet

HEAD = """
项目支出绩效目标表 | < | < | <
（2026年度） | < | < | <
项目名称 | 桥梁检测 | 主管部门 | 青禾县交通运输局
项目资金（万元） | 40 | 其中：财政拨款 | 40
绩效目标 | 检测桥梁12座，报告合格率95%以上，司乘满意度90%以上。 | < | <
"""
INDICATORS = """
一级指标 | 二级指标 | 三级指标 | 指标值
成本指标 | 经济成本指标 | 单座桥梁检测费用 | ≤3.3万元
产出指标 | 数量指标 | 检测桥梁数量 | ≥12座
产出指标 | 质量指标 | 报告合格率 | ≥95%
产出指标 | 时效指标 | 报告完成时间 | 2026年10月底前
效益指标 | 社会效益指标 | 消除隐患桥梁数量 | ≥3座
满意度指标 | 服务对象满意度指标 | 司乘满意度 | ≥90%
"""


def findings(*tables: str) -> list[tuple[str, str, str]]:
    """The codes of errors and warnings on the sheets of one file, with sheet and cell."""
    documents: list[Any] = []
    for name, table in zip(("基本信息", "绩效指标"), tables, strict=False):
        made = sheet(table)
        made.name = name
        documents += default_extractor().documents(made, "return.xlsx")
    found = check_documents(documents).findings
    return [(each.code, each.sheet, each.cell) for each in found if each.severity.name != "INFO"]


@pytest.mark.parametrize("title", ["", "项目支出绩效目标表（续表） | < | < | <\n"])
def test_a_form_over_two_sheets_is_told_once_a_sheet(title: str) -> None:
    assert findings(HEAD, title + INDICATORS.lstrip("\n")) == [
        ("STR-011", "基本信息", "A1"),
        ("STR-011", "绩效指标", "A1"),
    ]


def test_a_head_alone_is_a_form_cut_off() -> None:
    assert {code for code, _, _ in findings(HEAD)} == {"STR-007"}


def test_indicators_alone_lack_their_names() -> None:
    title = "项目支出绩效目标表 | < | < | <\n"
    assert {code for code, _, _ in findings(title + INDICATORS.lstrip("\n"))} >= {"CMP-002", "CMP-003"}


def test_a_whole_form_beside_a_head_says_nothing_of_it() -> None:
    whole = HEAD + INDICATORS.lstrip("\n")
    assert ("STR-007", "基本信息", "A1") in findings(HEAD.replace("桥梁检测", "河堤巡查"), whole)
