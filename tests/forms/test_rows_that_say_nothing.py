"""Rows of the table that state no indicator: not applicable, in words or with a stroke."""

from __future__ import annotations

import pytest

from jixiao.checks.catalogue import message
from jixiao.checks.rule_engine import check_documents
from jixiao.forms.document import Document
from jixiao.forms.extraction import default_extractor
from jixiao.forms.general.header_titles import numbers_the_columns
from sheet_table import read_one, sheet

FORM = """
2026年项目支出绩效目标表 | < | < | < | < | < | < | <
填报单位：青禾县林业局 | < | < | < | < | < | 金额单位：万元 | <
项目名称 | 森林防火 | < | < | < | < | < | <
项目金额 | 120 | < | < | < | < | < | <
本年度绩效目标 | 组建防火队伍3支，巡护山林1.2万亩。 | < | < | < | < | < | <
本年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型 | 备注
^ | 成本指标 | 经济成本指标 | 防火经费 | 120 | 万元 | ≤ |
^ | 产出指标 | 数量指标 | 巡护面积 | 1.2 | 万亩 | ≥ |
^ | ^ | 质量指标 | 不适用 | | | |
^ | ^ | 时效指标 | 不适用 | 不适用 | 不适用 | 不适用 | 不适用
^ | 效益指标 | 经济效益指标 | 无 | 无 | 无 | 无 |
^ | ^ | 社会效益指标 | — | — | — | — |
^ | ^ | 生态效益指标 | 不涉及 | 不涉及 | / | / |
^ | ^ | 可持续影响指标 | 无直接经济效益 | 无 | | 定性 |
^ | 不适用 | < | < | < | < | < | <
^ | 满意度指标 | 服务对象满意度指标 | 林农满意度 | 90 | % | ≥ |
"""


def names(document: Document) -> list[str | None]:
    return [row["level3"] for row in document["indicators"]]


def test_a_row_that_only_says_not_applicable_is_no_indicator():
    document = read_one(FORM)
    assert names(document) == ["防火经费", "巡护面积", "无直接经济效益", "林农满意度"]
    assert document["unread"] == []
    assert document["notes"] == []


def test_the_check_names_these_rows_and_finds_nothing_missing_in_them():
    findings = check_documents([read_one(FORM)]).findings
    said = {finding.cell: message(finding) for finding in findings if finding.code == "CMP-007"}
    assert said == {
        "D9": "“质量指标”仅填占位符“不适用”，不适用的二级指标请删除整行",
        "D10": "“时效指标”仅填占位符“不适用”，不适用的二级指标请删除整行",
        "D11": "“经济效益指标”仅填占位符“无”，不适用的二级指标请删除整行",
        "D12": "“社会效益指标”仅填占位符“—”，不适用的二级指标请删除整行",
        "D13": "“生态效益指标”仅填占位符“不涉及”，不适用的二级指标请删除整行",
        "B15": "“三级指标”仅填占位符“不适用”，不适用的二级指标请删除整行",
    }
    assert {finding.code for finding in findings}.isdisjoint({"CMP-008", "CMP-009", "CMP-010", "STR-002", "CMP-006"})


@pytest.mark.parametrize(("typed", "read"), [("不适用", "不适用"), ("无", "无"), ("/", None), ("——", None)])
def test_a_target_that_says_so_in_words_was_stated_and_a_stroke_was_not(typed: str, read: str | None):
    document = read_one(FORM.replace("巡护面积 | 1.2 | 万亩 | ≥", f"巡护面积 | {typed} | / | /"))
    assert document["indicators"][1]["target"] == read
    assert document["notes"] == []


@pytest.mark.parametrize("row", ["合计 | < | < | 3条", "小计 | | | 36.5万元", "总计 | < | < | 3个"])
def test_a_row_that_adds_up_is_no_indicator_of_a_table_without_points(row: str) -> None:
    document = read_one(f"""
2026年度项目绩效目标申报表 | < | < | <
项目名称 | 渠道清淤 | 主管部门 | 青麓县水务局
预算金额（万元） | 36.5 | 其中：财政拨款 | 30
一级指标 | 二级指标 | 三级指标 | 指标值
产出指标 | 数量指标 | 清淤渠道长度 | ≥12公里
满意度指标 | 服务对象满意度指标 | 受益农户满意度 | ≥90%
{row}
""")
    assert [each["level3"] for each in document["indicators"]] == ["清淤渠道长度", "受益农户满意度"]
    assert [left["cell"] for left in document["unread"]] == ["A7", "D7"]


@pytest.mark.parametrize(
    ("marks", "counts"),
    [
        ("1 2 3 4", True),
        ("栏次 1 2 3", True),
        ("（1） （2） （3）", True),
        ("A B C=B/A", True),
        ("甲 乙 丙 1 2", True),
        ("甲 乙 1 2 丙", True),
        ("1 2 3=2/1 4", True),
        ("1 3 5", False),
        ("1 1 1", False),
        ("甲 120 80", False),
        ("90 95 100", False),
        ("1 水库除险 88", False),
        ("A级 B级 C级", False),
    ],
)
def test_a_row_that_counts_the_columns_is_told(marks: str, counts: bool) -> None:
    cells = {column: float(mark) if mark.isdecimal() else mark for column, mark in enumerate(marks.split(), start=1)}
    assert numbers_the_columns(cells) is counts


def test_columns_counted_in_two_ways_are_no_project() -> None:
    document = read_one("""
2026年项目支出绩效目标汇总表 | < | < | <
单位：河口区民政局 | | | 单位：万元
序号 | 项目名称 | 金额 | 备注
甲 | 乙 | 1 | 丙
1 | 社区养老服务 | 88 |
2 | 临时救助 | 35 |
合计 | | 123 |
""")
    assert [(row["project"], row["amount"]) for row in document["rows"]] == [("社区养老服务", 88), ("临时救助", 35)]
    assert "FND-004" not in {finding.code for finding in check_documents([document]).findings}


def test_what_a_numbered_project_consists_of_is_no_project_of_the_summary() -> None:
    document = read_one("""
2026年项目支出方向绩效目标汇总表 | < | < | <
填报单位（盖章）：雪浪县林业局 | < | < | <
序号 | 项目名称 | 项目金额（万元） | 备注
1 | 古树保护 | 52.8 |
 | 其中：财政拨款 | 40 |
2 | 森林巡护 | 31.6 |
合计 | < | 84.4 |
""")
    assert [(row["project"], str(row["amount"])) for row in document["rows"]] == [
        ("古树保护", "52.8"),
        ("森林巡护", "31.6"),
    ]
    assert [each["text"] for each in document["unread"]] == ["其中：财政拨款", "40"]
    assert "FND-004" not in {finding.code for finding in check_documents([document]).findings}


def test_a_row_that_holds_a_tick_beside_the_table_alone_is_none():
    table = sheet(FORM)
    for row in range(8, 17):
        table.rows[row][9] = "√"
    table.rows[9] = {9: "√"}
    (document,) = default_extractor().documents(table, "test.xlsx")
    assert names(document) == ["防火经费", "巡护面积", "无直接经济效益", "林农满意度"]
    assert {left["text"] for left in document["unread"]} == {"√"}
