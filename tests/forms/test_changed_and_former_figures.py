"""Targets that were changed, and money of the year before, stand beside what is in force."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.checks.rule_engine import check_documents
from sheet_table import read_one

RESULTS = """
2025年度部门整体绩效自评表 | < | < | < | < | < | <
主管部门 | 岩口区档案馆 | < | 自评总分（分） | 97 | < | <
指标名称 | 计量单位 | 指标性质 | {} | {} | 全年完成值 | 指标得分（分）
整理档案数量 | 卷 | ≥ | 1200 | {} | 1260 | 60
档案查阅满意度 | % | ≥ | 90 | 92 | 93 | 37
"""


@pytest.mark.parametrize(
    "titles", [("年初指标值", "调整指标值"), ("调整前目标值", "调整后目标值"), ("指标值", "变更后指标值")]
)
@pytest.mark.parametrize("blank", ["", "/", "—"])
def test_a_target_that_nobody_changed_stays_in_force(titles: tuple[str, str], blank: str) -> None:
    document = read_one(RESULTS.format(*titles, blank))
    rows = [(row["target"], row["cells"]["target"]) for row in document["indicators"]]
    assert rows == [(1200, "D4"), (92, "E5")]
    assert "CMP-008" not in {each.code for each in check_documents([document]).findings}


@pytest.mark.parametrize(
    ("titles", "blank", "cells"),
    [
        (("年初指标值", "调整后指标值"), "不变", ["D4", "E5"]),
        (("年初目标值", "年中调整值"), "", ["D4", "E5"]),
        (("年初指标值", "调整指标值"), "未调整", ["D4", "E5"]),
    ],
)
def test_words_for_no_change_are_no_target(titles: tuple[str, str], blank: str, cells: list[str]) -> None:
    document = read_one(RESULTS.format(*titles, blank))
    assert [(row["target"], row["cells"]["target"]) for row in document["indicators"]] == [(1200, "D4"), (92, "E5")]


def test_the_changed_target_may_stand_before_the_first_one() -> None:
    table = (
        RESULTS.format("调整后指标值", "调整前指标值", "").replace("1200 | ", " | 1200").replace("90 | 92", "92 | 90")
    )
    rows = [(row["target"], row["cells"]["target"]) for row in read_one(table)["indicators"]]
    assert rows == [(1200, "E4"), (92, "D5")]


def test_a_blank_change_beside_the_target_in_force_is_not_invented() -> None:
    rows = read_one(RESULTS.format("批复指标值", "调整指标值", ""))["indicators"]
    assert (rows[0]["target"], rows[0].get("other")) == (1200, None)


def test_a_target_that_nobody_granted_is_not_the_one_that_was_asked_for() -> None:
    document = read_one(RESULTS.format("申报指标值", "批复指标值", ""))
    assert [row["target"] for row in document["indicators"]] == [None, 92]


PLAN = """
部门预算项目支出绩效目标申报表 | < | < | < | <
（2026年度） | < | < | < | <
编制单位：北原市应急管理局 | < | < | 金额单位：万元 | <
项目名称 | 应急物资储备 | < | 项目负责人 | 丁秋实
项目资金情况 | 项目 | {} | {} | {}
^ | 合计 | 210 | 205.5 | 260
^ | 财政拨款 | 180 | 178 | 220
^ | 其他资金 | 30 | 27.5 | 40
支出内容及明细预算 | 项目 | {} | {} | {}
^ | 合计 | 210 | 205.5 | 260
^ | 1.帐篷采购 | 120 | 118 | 150
^ | 2.发电机采购 | 90 | 87.5 | 110
绩效指标 | 二级指标 | 三级指标 | 上年度实际水平 | 本年度计划水平
^ | 数量指标 | 采购帐篷数量 | 240顶 | ≥300顶
^ | 质量指标 | 物资验收合格率 | 99% | ≥100%
^ | 时效指标 | 入库完成时间 | 2025年10月 | 2026年9月底前
"""


@pytest.mark.parametrize(
    "titles",
    [
        ("上年度预算安排", "上年度实际执行", "本年度申请金额"),
        ("上年预算数", "上年执行数", "本年申报数"),
        ("2025年预算", "2025年决算", "2026年申请数"),
    ],
)
def test_the_money_asked_for_this_year_is_not_that_of_the_year_before(titles: tuple[str, str, str]) -> None:
    document = read_one(PLAN.format(*titles, *titles))
    assert (document["kind"], document["project"]) == ("project", "应急物资储备")
    amounts = {key: amount for key, amount in document["funding"].items() if amount is not None}
    assert amounts in ({"annual": 260, "fiscal": 220, "other": 40}, {"total": 260, "fiscal": 220, "other": 40})
    assert {210, Decimal("205.5"), 180, 178} <= {each["value"] for each in document["last_year"]}


def test_what_a_project_pays_for_is_no_list_of_projects() -> None:
    document = read_one(PLAN.format(*["上年度预算安排", "上年度实际执行", "本年度申请金额"] * 2))
    assert [(row["level3"], row["target"]) for row in document["indicators"]] == [
        ("采购帐篷数量", 300),
        ("物资验收合格率", 100),
        ("入库完成时间", "2026年9月底前"),
    ]
    assert {"1.帐篷采购", "150", "110"} <= {each["text"] for each in document["unread"]}


@pytest.mark.parametrize(
    ("titles", "figures"),
    [
        ("提前下达 | 本次下达 | 合计", ("120 | 60 | 180", "100 | 50 | 150", "20 | 10 | 30")),
        ("合计 | 提前下达 | 本次下达", ("180 | 120 | 60", "150 | 100 | 50", "30 | 20 | 10")),
    ],
)
def test_the_sum_of_several_notices_is_the_money_of_the_year(titles: str, figures: tuple[str, str, str]) -> None:
    whole, public, other = figures
    document = read_one(f"""
2026年项目支出绩效目标申报表 | < | < | < | <
项目名称 | 松林防火 | < | 主管部门 | 嵩阳县林业局
资金情况（万元） | < | {titles}
资金总额 | < | {whole}
财政拨款 | < | {public}
其他资金 | < | {other}
年度目标 | 防火巡护4800公里。 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 单位
产出指标 | 数量指标 | 巡护里程 | ≥4800 | 公里
""")
    assert document["funding"] == {"annual": 180, "fiscal": 150, "other": 30}
    assert {"财政拨款提前下达", "财政拨款本次下达"} <= {each["label"] for each in document["other"]}
