"""The forms that close a year in other words: every way a label is written in the field gives the same document."""

from __future__ import annotations

import pytest

from forms.test_variations import content, read
from forms.test_year_end_forms import MONITORING, SELF_EVALUATION
from sheet_table import sheet

SELF_EVALUATION_WORDS = [
    ("分值 | 执行率（B/A） | 得分", "分值（10分） | 执行率（B/A） | 得分"),
    ("执行率（B/A） | 得分", "执行率（%） | 得分（执行率*分值）"),
    ("全年预算数（A） | 全年执行数（B）", "全年预算数 | 全年执行数"),
    ("偏差原因分析及改进措施", "未完成原因和改进措施"),
    ("偏差原因分析及改进措施", "偏差原因分析及\\n改进措施"),
    ("年度指标值 | 实际完成值 | 分值 | 得分", "指标值 | 完成值 | 指标分值 | 自评得分"),
    ("年度指标值 | 实际完成值 | 分值 | 得分", "年度指标值（A） | 实际完成值（B） | 分值 | 得分"),
    ("总分 | <", "总  分 | <"),
    ("总分 | <", "合计得分 | <"),
    ("年度总体目标 | 预期目标", "年度总体目标完成情况 | 年初设定目标"),
    ("绩效指标 | 一级指标", "年度绩效指标完成情况 | 一级指标"),
    ("项目支出绩效自评表", "某区项目支出绩效自评表（2022年度）"),
    ("项目支出绩效自评表", "部门预算项目支出绩效自评表"),
    ("产出指标（50分）", "产出指标\\n(50分)"),
    ("产出指标（50分）", "产出指标50分"),
    ("| 数量指标 |", "| 数量指标（20分） |"),
    ("'90.00%'", "0.9"),
    ("| 20 | 18 |", "| 20分 | 18分 |"),
    ("其中：本年财政拨款 | < | 90", "其中：本年财政拨款 | < | '90.00'"),
]
MONITORING_WORDS = [
    ("项目支出绩效目标执行监控表", "2025年度项目支出绩效运行监控表"),
    ("项目支出绩效目标执行监控表", "项目支出绩效目标运行监控表"),
    ("1-7月", "1-8月"),
    ("1-7月", "1—9月"),
    ("1-7月", "1至6月"),
    ("1-7月执行情况", "截至7月底完成情况"),
    ("全年预计完成情况", "全年预计完成值"),
    ("√", "✓"),
    ("√", "☑"),
    ("完全不可能", "完全\\n不可能"),
]
CASES = [(SELF_EVALUATION, *words) for words in SELF_EVALUATION_WORDS]
CASES += [(MONITORING, *words) for words in MONITORING_WORDS]


@pytest.mark.parametrize(("table", "old", "new"), CASES, ids=[f"{old} as {new}" for _, old, new in CASES])
def test_a_form_in_other_words_gives_the_same_document(table: str, old: str, new: str) -> None:
    assert old in table
    (document,) = read(sheet(table.replace(old, new)))
    (expected,) = read(sheet(table))
    assert content(document) == content(expected)
    assert document["unread"] == []
