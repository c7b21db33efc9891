"""Rows that hold no indicator, in layouts that no definition knows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.checks.finding import Finding
from jixiao.checks.rule_engine import check_documents
from jixiao.forms.extraction import default_extractor
from jixiao.scoring.selfeval import Need, score_form
from sheet_table import sheet

HEAD = """
2027年项目支出绩效申报书 | < | < | < | < | <
申报单位：柳溪县林业局 | < | < | 单位：万元 | < | <
项目名称 | 造林补助 | < | 实施单位 | 柳溪县林场 | <
资金总额 | 40 | < | 其中：财政拨款 | 40 | <
年度目标 | 2027年造林1200亩，成活率达到90%以上。 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 运算符 | 指标值 | 计量单位
"""
OUTPUTS = """
产出指标 | 数量指标 | 造林面积 | ≥ | 1200 | 亩
^ | 质量指标 | 造林成活率 | ≥ | 90 | %
^ | 时效指标 | 完成时间 |  | 2027年11月底前 |
"""
REST = """
效益指标 | 生态效益指标 | 森林覆盖率 | ≥ | 48 | %
满意度指标 | 服务对象满意度指标 | 林农满意度 | ≥ | 90 | %
"""
TITLES = HEAD.strip().splitlines()[-1]


def found(*parts: str) -> list[tuple[str, str | None, str | None]]:
    """Return code, cell and value of each finding but hints on the layout."""
    return [(each.code, each.cell, each.found) for each in _findings(HEAD, *parts)]


def _findings(*parts: str) -> list[Finding]:
    table = "\n".join(part.strip() for part in parts)
    documents = list(default_extractor().documents(sheet(table), "t.xlsx"))
    assert [document["form"] for document in documents] == ["project"]
    return check_documents(documents).findings


def test_the_form_is_in_order() -> None:
    assert found(OUTPUTS, REST) == []


@pytest.mark.parametrize("text", ["指标2：", "……"])
def test_a_row_that_nobody_filled_is_told(text: str) -> None:
    assert found(OUTPUTS, f"^ | 成本指标 | {text} | | |", REST) == [("STR-006", "C10", text)]


@pytest.mark.parametrize("text", ["/", "无"])
def test_an_aspect_that_does_not_apply_is_told_and_not_called_missing(text: str) -> None:
    outputs = OUTPUTS.replace("完成时间 |  | 2027年11月底前 |", f"{text} | | {text} |")
    assert found(outputs, REST) == [("CMP-007", "C9", text)]


def test_a_line_that_adds_up_is_no_row_left_over() -> None:
    assert found(OUTPUTS, REST, "合计 | / | / | / | / | /") == []


def test_a_target_merged_over_two_rows_is_not_called_missing() -> None:
    outputs = OUTPUTS.replace("亩\n", "亩\n^ | ^ | 抚育面积 | ^ | ^ | ^\n", 1)
    assert found(outputs, REST) == []


def test_a_target_left_blank_is_missing() -> None:
    outputs = OUTPUTS.replace("亩\n", "亩\n^ | ^ | 抚育面积 | ≥ |  | 亩\n", 1)
    assert found(outputs, REST) == [("CMP-008", "E8", None)]


def test_a_header_that_a_page_break_repeats_is_told() -> None:
    assert [code for code, _, _ in found(OUTPUTS, TITLES, REST)] == ["STR-004"]


def test_a_header_below_its_own_heading_is_no_page_break() -> None:
    assert found("一、产出指标 | < | < | < | < | <", OUTPUTS, "二、效益指标 | < | < | < | < | <", TITLES, REST) == []


RESULTS = """
2026年度项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | 造林补助 | < | 主管部门 | 柳溪县林业局 | < | <
项目资金（万元） | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | <
年度资金总额 | 40 | 38 | 10 | 95% | 9.5 | <
一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
产出指标 | 造林面积 | ≥1200亩 | 1100亩 | 30 | 28 | 干旱推迟
^ | 抚育面积 | ≥500亩 | 460亩 | 20 | 18 | 春旱
效益指标 | 森林覆盖率 | ≥48% | 48.2% | 30 | 30 |
满意度指标 | 林农满意度 | ≥90% | 93% | 10 | 10 |
总分 | < | < | < | 100 | 95.5 |
"""


@pytest.mark.parametrize(
    ("own", "merged", "code"),
    [("460亩", "^", "SEV-009"), ("春旱", "^", "SEV-007"), ("20 | 18", "20 | ^", "SEV-012")],
)
def test_a_result_merged_over_two_rows_is_not_called_missing(own: str, merged: str, code: str) -> None:
    def codes(text: str) -> set[str]:
        documents = list(default_extractor().documents(sheet(RESULTS.replace(own, text)), "t.xlsx"))
        return {each.code for each in check_documents(documents).findings}

    assert code in codes(own.replace(own.rpartition(" ")[2], ""))
    assert code not in codes(merged) | codes(own)


@pytest.mark.parametrize(
    ("own", "shared", "code"),
    [
        ("30 | 48 | 干旱推迟\n^ | 抚育面积 | ≥500亩 | 460亩 | 20 | 18", "30 | 48 | 干旱推迟\n^ | 抚育面积 | ≥500亩 | 460亩 | 20 | ^", "SEV-001"),
        ("≥1200亩 | 1100亩 | 30 | 28 | 干旱推迟\n^ | 抚育面积 | ≥500亩", "≥1200亩 | 1100亩 | 30 | 28 | \n^ | 抚育面积 | ^", "SEV-007"),
    ],
)  # fmt: skip
def test_what_several_indicators_share_is_not_held_against_one(own: str, shared: str, code: str) -> None:
    def codes(table: str) -> set[str]:
        documents = list(default_extractor().documents(sheet(table), "t.xlsx"))
        return {each.code for each in check_documents(documents).findings}

    table = RESULTS.replace("30 | 28 | 干旱推迟", own.partition("\n")[0]) if code == "SEV-001" else RESULTS
    assert own in table
    assert code in codes(table.replace("干旱推迟", ""))
    assert code not in codes(table.replace(own, shared))


@pytest.mark.parametrize(("total", "codes"), [("100 | 95.5", set()), ("100 | 96.5", {"SEV-002"})])
def test_points_and_scores_merged_over_rows_count_once(total: str, codes: set[str]) -> None:
    own = "30 | 28 | 干旱推迟\n^ | 抚育面积 | ≥500亩 | 460亩 | 20 | 18"
    table = RESULTS.replace(own, "50 | 46 | 干旱推迟\n^ | 抚育面积 | ≥500亩 | 460亩 | ^ | ^").replace(
        "100 | 95.5", total
    )
    [document] = default_extractor().documents(sheet(table), "t.xlsx")
    found = {each.code for each in check_documents([document]).findings}
    assert found & {"SEV-002", "SEV-003", "SEV-012"} == codes
    scored = score_form(document)
    assert (scored.total, scored.total_points, scored.complete) == (Decimal("95.5"), 100, True)
    assert [row.points.points for row in scored.rows] == [50, None, 30, 10]


def test_points_merged_over_rows_that_do_not_add_up_are_told() -> None:
    own = "30 | 28 | 干旱推迟\n^ | 抚育面积 | ≥500亩 | 460亩 | 20 | 18"
    table = RESULTS.replace(own, "45 | 46 | 干旱推迟\n^ | 抚育面积 | ≥500亩 | 460亩 | ^ | ^")
    [document] = default_extractor().documents(sheet(table), "t.xlsx")
    assert [(each.cell, each.found) for each in check_documents([document]).findings if each.code == "SEV-003"] == [
        ("E10", 95)
    ]


REASON = "偏差大或目标未完成原因分析 | 春旱。 | < | < | < | < | <\n"


@pytest.mark.parametrize(("reason", "cells"), [(REASON, []), (REASON.replace("春旱。", ""), ["A11", "A11"])])
def test_a_form_may_ask_for_the_reasons_once(reason: str, cells: list[str]) -> None:
    lines = [line.rpartition(" |")[0] for line in RESULTS.strip().splitlines()]
    [document] = default_extractor().documents(sheet("\n".join(lines) + f"\n{reason}"), "t.xlsx")
    assert [each.cell for each in check_documents([document]).findings if each.code == "SEV-007"] == cells


@pytest.mark.parametrize(
    ("measure", "codes"),
    [
        ("≥500亩 | 460亩（春旱40亩未种） | 20 | 20 | ", ["SEV-014"]),
        ("≥500亩 | 460亩（春旱40亩未种） | 20 | 18 | ", []),
        ("0起 | 2起 | 20 | 20 | ", ["SEV-007", "SEV-014"]),
        ("0起 | 未发生 | 20 | 20 | ", []),
        ("零发生 | 2起 | 20 | 20 | ", ["SEV-007", "SEV-014"]),
        ("零发生 | 零发生 | 20 | 20 | ", []),
    ],
)
def test_a_note_behind_a_result_and_a_target_of_none(measure: str, codes: list[str]) -> None:
    table = RESULTS.replace("抚育面积 | ≥500亩 | 460亩 | 20 | 18 | 春旱", f"森林火灾起数 | {measure}")
    [document] = default_extractor().documents(sheet(table), "t.xlsx")
    wanted = ("SEV-007", "SEV-009", "SEV-010", "SEV-014")
    assert sorted(each.code for each in check_documents([document]).findings if each.code in wanted) == codes


def test_a_result_in_ones_beside_ten_thousands_is_asked_for_when_it_is_scored() -> None:
    table = RESULTS.replace("≥500亩 | 460亩 | 20 | 18 | 春旱", "≥8万株 | 71000 | 20 | 18 | ")
    [document] = default_extractor().documents(sheet(table), "t.xlsx")
    scored = score_form(document)
    remarks = [(each.need, each.row) for each in scored.remarks]
    assert (remarks.count((Need.UNCLEAR, 1)), scored.rows[1].result.score) == (1, None)
    assert (Need.DEVIATION, 1) not in remarks
    assert "SEV-010" in {each.code for each in check_documents([document]).findings}


def test_a_nature_in_the_place_of_the_target_is_told_beside_columns_without_a_meaning() -> None:
    head = HEAD.strip().replace(TITLES, f"{TITLES} | 取数方式")
    rest = REST.strip().replace("森林覆盖率 | ≥ | 48 | %", "林分质量 |  | 定性 |  ").replace("\n", " | 台账\n")
    found = [(each.code, each.cell) for each in _findings(head, OUTPUTS.strip().replace("\n", " | 台账\n"), rest)]
    assert ("QLT-004", "E10") in found
    assert "CMP-008" not in dict(found)


@pytest.mark.parametrize(("name", "old"), [("数量", False), ("产出数量", True)])
def test_a_short_name_of_the_present_tree_is_not_told_as_an_old_one(name: str, old: bool) -> None:
    codes = {code for code, *_ in found(OUTPUTS.replace("数量指标", name), REST)}
    assert codes == ({"IND-003"} if old else {"IND-002"})


def test_a_nature_in_the_column_of_units_is_no_fault_where_no_type_is_asked_for() -> None:
    rest = REST.replace("森林覆盖率 | ≥ | 48 | %", "林相改善 | 明显改善 | 定性 |").replace(
        " | ≥ | 90 | %", " | ≥90 | % |"
    )
    outputs = OUTPUTS.replace(" | ≥ | ", " | ≥").replace(
        "完成时间 |  | 2027年11月底前 |", "完成时间 | 2027年11月底前 |"
    )
    head = HEAD.replace("运算符 | 指标值 | 计量单位", "指标值 | 计量单位 |")
    assert "QLT-004" not in {each.code for each in _findings(head, outputs, rest)}
