"""Words in the place of a budget, a rate or a score: said, and moving nothing into another column."""

from __future__ import annotations

import pytest

from sheet_table import read_one

NAMED_LINE = """
2026年项目支出绩效监控表 | < | < | <
项目名称 | 灌渠防渗改造 | 主管部门 | 柳溪县水利局
资金来源 | 年初批复预算数（万元） | 1～8月执行数（万元） | 执行率
资金总额 | {initial} | 54 | 60%
一级指标 | 三级指标 | 指标值 | 1～8月实际完成
产出指标 | 改造灌渠长度 | ≥4公里 | 2.6
"""
ONE_LINE = """
2026年项目支出绩效自评表 | < | < | <
项目名称 | 灌渠防渗改造 | 主管部门 | 柳溪县水利局
项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数
^ | {initial} | 90 | 88
一级指标 | 三级指标 | 指标值 | 实际完成值
产出指标 | 改造灌渠长度 | ≥4公里 | 4公里
"""


@pytest.mark.parametrize("form", [NAMED_LINE, ONE_LINE])
@pytest.mark.parametrize("initial", ["未执行", "约90", "待下达"])
def test_words_in_the_only_line_of_the_execution_are_no_source_of_it(form: str, initial: str) -> None:
    document = read_one(form.format(initial=initial))
    (line,) = document["execution"]
    assert (line["source"] or "资金总额", line["initial"]) == ("资金总额", None)
    assert document["unread"] == [{"cell": "B4", "text": initial}]
    assert read_one(form.format(initial="90"))["execution"][0]["initial"] == 90


SCORED = """
2025年度项目支出绩效自评表 | < | < | < | <
项目名称 | 灌渠防渗改造 | < | < | <
一级指标 | 三级指标 | 指标值 | 分值 | 得分
产出指标 | 改造灌渠长度 | ≥4公里 | 10 | {score}
效益指标 | 受益农户 | ≥40户 | 90 | 90
"""


@pytest.mark.parametrize("score", ["-1", "扣1分", "-1分", "8-9"])
def test_what_was_taken_off_is_no_score_and_is_said(score: str) -> None:
    document = read_one(SCORED.format(score=score))
    assert document["indicators"][0]["score"] is None
    assert document["unread"] == [{"cell": "E4", "text": score}]


ON_ITS_SIDE = """
2025年度项目支出绩效自评表 | < | < | <
项目名称 | 校舍维修 | 主管部门 | 柳溪县教育局
资金来源（万元） | 合计 | 财政拨款 | 其他资金
年初预算数 | 850 | 600 | 250
全年预算数 | 900 | {word} | 300
全年执行数 | 873 | 590 | 283
一级指标 | 三级指标 | 指标值 | 实际完成值
产出指标 | 维修校舍所数 | ≥12所 | 12所
"""


@pytest.mark.parametrize("word", ["待下达", "约600", "未执行"])
def test_a_word_among_the_figures_of_a_turned_execution_loses_no_line_of_it(word: str) -> None:
    document = read_one(ON_ITS_SIDE.format(word=word))
    assert [(e["initial"], e["annual"], e["executed"]) for e in document["execution"]] == [
        (850, 900, 873),
        (600, None, 590),
        (250, 300, 283),
    ]
    assert document["unread"] == [{"cell": "C5", "text": word}]


SCORED_LINE = """
2025年度项目支出绩效自评表 | < | < | <
项目名称 | 灌渠防渗改造 | 主管部门 | 柳溪县水利局
预算数（万元） | 90 | 执行数（万元） | 81
{labels}
一级指标 | 三级指标 | 指标值 | 得分
产出指标 | 改造灌渠长度 | ≥4公里 | 90
"""


@pytest.mark.parametrize(
    ("labels", "rate", "score"),
    [
        ("执行率 | 90% | 预算执行率（10分） | 9", 90, 9),
        ("预算执行率（10分） | 9 | < | <", None, 9),
        ("预算执行率（10分） | 90% | < | <", 90, None),
    ],
)
def test_a_figure_beside_a_rate_with_points_is_its_score(labels: str, rate: int | None, score: int | None) -> None:
    (line,) = read_one(SCORED_LINE.format(labels=labels))["execution"]
    assert (line.get("rate"), line.get("score")) == (rate, score)
