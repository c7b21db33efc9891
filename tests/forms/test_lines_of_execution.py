"""What stands among the sources of the execution and is none: months, points, scores; results on their side."""

from __future__ import annotations

from typing import Any

import pytest

from jixiao.checks.rule_engine import check_documents
from sheet_table import read_one

INDICATORS = """
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 储备帐篷 | 600顶 | 600顶 | 50 | 50
效益指标 | 社会效益 | 保障人口 | 50万人 | 50万人 | 30 | 30
满意度指标 | 满意度 | 群众满意度 | ≥90% | 91% | 10 | 10
总分 | < | < | < | < | 100 | 99
"""
SELF_EVALUATION = """
2025年度项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 应急物资储备 | < | 主管部门 | 北岸市应急管理局 | < | <
"""


def lines(document: Any, *keys: str) -> list[tuple[Any, ...]]:
    """The lines of the execution: source and these keys."""
    return [(line["source"], *(line.get(key) for key in keys)) for line in document["execution"]]


@pytest.mark.parametrize(
    "scores",
    ["分值 | 10 | | 得分 | 9 | <", "分值 | 10 | | | | <\n^ | 得分 | 9 | | | | <", "分值 | 10 | 得分 | 9 | | <"],
)
def test_points_and_score_below_the_sources_are_those_of_the_execution(scores: str) -> None:
    document = read_one(f"""{SELF_EVALUATION.strip()}
预算执行情况（万元） | 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | <
^ | 资金总额 | 86 | 90 | 81 | 90% | <
^ | 财政拨款 | 86 | 86 | 79 | 91.86% | <
^ | 其他资金 | 0 | 4 | 2 | 50% | <
^ | {scores}
{INDICATORS.strip()}""")
    assert lines(document, "annual", "executed", "points", "score") == [
        ("资金总额", 90, 81, 10, 9), ("财政拨款", 86, 79, None, None), ("其他资金", 4, 2, None, None),
    ]  # fmt: skip
    assert [f.code for f in check_documents([document]).findings] == []


def test_points_and_score_beside_sources_in_columns_are_those_of_the_execution() -> None:
    document = read_one(f"""{SELF_EVALUATION.strip()}
资金情况（万元） | 项目 | 合计 | 财政拨款 | 其他资金 | 分值 | 得分
^ | 全年预算 | 300 | 280 | 20 | 10 | 9
^ | 执行数 | 270 | 260 | 10 | |
^ | 执行率 | 90% | 92.86% | 50% | |
{INDICATORS.strip()}""")
    assert lines(document, "annual", "executed", "points", "score") == [
        ("合计", 300, 270, 10, 9), ("财政拨款", 280, 260, None, None), ("其他资金", 20, 10, None, None),
    ]  # fmt: skip
    assert [f.code for f in check_documents([document]).findings] == []


@pytest.mark.parametrize(
    "months", [("1月", "2月", "3月"), ("1-2月", "1-4月", "1-6月"), ("1月份", "2月份", "3月份")], ids="/".join
)
def test_months_are_no_sources_of_the_execution(months: tuple[str, str, str]) -> None:
    document = read_one(f"""
2026年项目支出绩效运行监控表 | < | < | < | < | <
填报单位：青禾县农业农村局 | < | < | < | 单位：万元 | <
项目名称 | 撂荒地治理 | < | < | 实施单位 | 青禾县农技站
月份 | 年初预算数 | 执行数 | 执行率 | 备注 | <
{months[0]} | 240 | 10 | 4.17% | | <
{months[1]} | 240 | 30 | 12.5% | | <
{months[2]} | 240 | 60 | 25% | | <
合计 | 240 | 100 | 41.67% | | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-6月完成值 | 全年预计完成值
产出指标 | 数量指标 | 治理面积 | 3000亩 | 1300亩 | 3000亩
""")
    assert lines(document, "initial", "executed_to_july") == [("合计", 240, 100)]
    assert {each["label"].split()[0] for each in document["other"]} == set(months)
    assert not {"FND-001", "MON-001"} & {f.code for f in check_documents([document]).findings}


TURNED = """
2025年项目自评表 | < | < | <
项目名称 | 图书馆免费开放 | 单位 | 雁门市文化馆
三级指标 | 开放天数 | 接待读者 | 活动场次
年度指标值 | ≥300天 | ≥8万人次 | 24场
实际完成值 | 310天 | 7.6万人次 | 24场
得分 | 30 | 28.5 | 30
"""


def test_a_reason_below_one_of_the_turned_indicators_is_that_of_the_indicator() -> None:
    document = read_one(f"{TURNED.rstrip()}\n偏差原因 | | 闭馆维修20天 |")
    assert [row["deviation"] for row in document["indicators"]] == [None, "闭馆维修20天", None]
    assert "deviation" not in document


def test_a_reason_beside_its_label_is_of_the_whole_form() -> None:
    document = read_one(f"{TURNED.rstrip()}\n偏差原因 | 闭馆维修20天 | < | <")
    assert [row.get("deviation") for row in document["indicators"]] == [None] * 3
    assert document["deviation"] == "闭馆维修20天"


def test_a_slid_row_of_results_is_read_and_said() -> None:
    document = read_one("""
2025年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 社区体育设施 | < | < | 主管部门 | 石湾区文体局 | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
产出指标 | 数量指标 | 建设健身点 | 15个 | 15个 | 50 | 50 |
效益指标 | 社会效益 | 覆盖社区 | ≥20个 | 20个 | 30 | 30 |
满意度指标 | 满意度指标 | 居民满意度 | | ≥90% | 93% | 10 | 10
总分 | | | | | 90 | 90 |
""")
    assert [document["indicators"][2][key] for key in ("target", "actual", "points", "score")] == [90, 93, 10, 10]
    assert [(f.code, f.cell) for f in check_documents([document]).findings] == [("STR-002", "E6")]


def test_a_score_of_each_goal_is_no_total() -> None:
    document = read_one(f"""
2025年度部门整体支出绩效自评表 | < | < | < | < | < | <
部门名称 | 沅岭县商务局 | < | < | 年度 | 2025年 | <
年度绩效目标 | 目标名称 | 目标内容 | < | 完成情况 | < | 自评分
^ | 目标1 | 培育电商企业12家 | < | 培育13家 | < | 20
^ | 目标2 | 举办展会3场 | < | 举办2场 | < | 15
{INDICATORS.strip().rsplit(chr(10), 1)[0]}""")
    assert document["goals"]["annual"] == "培育电商企业12家\n举办展会3场"
    assert document.get("total_score") is None
    assert "SEV-002" not in {f.code for f in check_documents([document]).findings}


@pytest.mark.parametrize(
    "quarters", [("一季度完成", "二季度完成", "上半年累计完成"), ("上半年完成", "一季度完成", "二季度完成")]
)
def test_a_quarter_is_not_the_half_year_that_stands_beside_it(quarters: tuple[str, str, str]) -> None:
    figures = {"一季度完成": "10个", "二季度完成": "22个"}
    document = read_one(f"""
2026年项目绩效目标运行监控表 | < | < | < | < | < | <
项目名称 | 数字乡村平台 | < | < | 部门 | 云浦县农业农村局 | <
一级指标 | 二级指标 | 三级指标 | 年度目标 | {" | ".join(quarters)}
产出指标 | 数量指标 | 接入村庄 | 60个 | {" | ".join(figures.get(each, "32个") for each in quarters)}
""")
    assert document["indicators"][0]["actual_to_july"] == 32


def test_points_below_titles_without_a_source_are_left_unread() -> None:
    document = read_one(f"""{SELF_EVALUATION.strip()}
项目资金（万元） | 全年预算数 | 全年执行数 | 执行率 | < | < | <
分值 | 10 | 得分 | 9 | < | < | <
{INDICATORS.strip()}""")
    assert document["execution"] == []
    assert {"10", "9"} <= {each["text"] for each in document["unread"]}


def test_points_that_the_line_has_already_do_not_vanish() -> None:
    document = read_one(f"""{SELF_EVALUATION.strip()}
项目资金（万元） | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | <
资金总额 | 100 | 90 | 10 | 90% | 9 | <
分值 | 20 | 得分 | 18 | < | < | <
{INDICATORS.strip()}""")
    assert lines(document, "points", "score") == [("资金总额", 10, 9)]
    assert {"20", "18"} <= {each["text"] for each in document["unread"]}
