"""Findings in groups: by department and file, worst first, in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.checks.catalogue import spoken
from jixiao.checks.finding import Finding
from jixiao.checks.outcome import EVERY_RULE, Skip
from jixiao.reports.problem import NO_DEPARTMENT, Counts, told_cell
from jixiao.reports.report import make_report, skip_lines
from reports.reported import ERROR, INFO, WARNING, finding, report


def places(*findings: Finding) -> list[tuple[str, str, str]]:
    """Department, file and text of each problem in the order of the report."""
    groups = report(findings).groups
    return [(g.department, f.file, p.message) for g in groups for f in g.files for p in f.problems]


def test_the_department_with_the_worst_findings_comes_first() -> None:
    few = finding("a", department="一局", severity=WARNING)
    many = [finding("b", department="二局", severity=INFO, cell=f"A{n}") for n in range(1, 5)]
    worst = finding("c", department="三局")
    assert [department for department, _, _ in places(*many, few, worst)] == ["三局", "一局", *["二局"] * 4]


def test_the_worst_file_of_a_department_comes_first() -> None:
    found = places(finding("a", file="1.xlsx", severity=INFO), finding("b", file="2.xlsx"))
    assert [file for _, file, _ in found] == ["2.xlsx", "1.xlsx"]


def test_in_a_file_errors_come_first_and_then_sheets_rows_and_columns_as_one_reads() -> None:
    found = places(
        finding("info", severity=INFO, sheet="甲", cell="A1"),
        finding("last", sheet="乙", cell="A1"),
        finding("third", sheet="甲", cell="A10"),
        finding("second", sheet="甲", cell="AA9"),
        finding("first", sheet="甲", cell="B9"),
        finding("whole", sheet="甲", cell=None),
    )
    assert [text for _, _, text in found] == ["whole", "first", "second", "third", "last", "info"]


def test_a_finding_without_a_department_goes_to_the_one_that_filed_the_workbook() -> None:
    found = places(finding("a", department="一局"), finding("b", department=None))
    assert [department for department, _, _ in found] == ["一局", "一局"]


def test_what_a_form_with_a_misspelt_department_has_goes_to_the_one_that_was_meant() -> None:
    typo = finding("错字", code="NAM-002", department="教有局", expected="教育局")
    found = places(
        finding("a", department="教育局"),
        typo,
        finding("b", department="教有局"),
        finding("n", department=None),
        finding("c", department="教有局", file="别.xlsx"),
    )
    assert [(department, file) for department, file, _ in found] == [
        *[("教育局", "教育局.xlsx")] * 4,
        ("教有局", "别.xlsx"),
    ]


def test_where_the_file_names_several_departments_or_none_it_goes_to_nobody() -> None:
    several = [finding("a", department="一局"), finding("b", department="二局"), finding("c", department=None)]
    assert places(*several)[-1][0] == NO_DEPARTMENT
    assert places(finding("c", department=None))[0][0] == NO_DEPARTMENT


def test_a_file_name_of_two_inputs_leads_nowhere() -> None:
    paths = [("a.xlsx", Path("1/a.xlsx")), ("a.xlsx", Path("2/a.xlsx")), ("b.xlsx", Path("1/b.xlsx"))]
    assert report([], paths=paths).paths == {"b.xlsx": Path("1/b.xlsx")}


@pytest.mark.parametrize(
    ("counts", "text"), [(Counts(), "没有问题"), (Counts(3, 0, 1), "错误 3，提示 1"), (Counts(1, 2, 3), "错误 1，警告 2，提示 3")]
)  # fmt: skip
def test_counts_are_told_without_zeros(counts: Counts, text: str) -> None:
    assert counts.told() == text


def test_rules_that_were_not_run_are_told_once_per_reason() -> None:
    skipped = [
        Skip("SCR-003", "a", "1", "没有分值"),
        Skip("SCR-003", "b", "2", "没有分值"),
        Skip(EVERY_RULE, "c", "3", "隐藏"),
    ]
    assert skip_lines(skipped) == ["SCR-003（2 张表）：没有分值", "全部规则（1 张表）：隐藏"]


def test_related_cells_are_told_without_what_is_the_same() -> None:
    related = ("教育局.xlsx!项目一!F12", "教育局.xlsx!甲!A1", "别局.xlsx!项目一!B2")
    assert report([finding("x", related=related)]).problems[0].related == "F12、甲!A1、别局.xlsx!项目一!B2"


def test_the_words_are_those_of_the_catalogue() -> None:
    one = Finding("CMP-008", ERROR, "a.xlsx", "表", "E12", row=12, parameters={"row": 12})
    problem = make_report([], [one]).problems[0]
    assert problem.message == "第12行指标值未填写"
    assert problem.hint and problem.basis


def test_the_time_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert report([]).made.isoformat() == "2026-01-01T00:00:00"


def test_nothing_is_told_as_nothing() -> None:
    assert (spoken(None), spoken(12), spoken("≥")) == ("", "12", "≥")


def test_the_other_cells_of_a_finding_are_told_as_ranges_on_their_sheets() -> None:
    here, other, elsewhere = "教育局.xlsx!表", "教育局.xlsx!表二", "林业局.xlsx!表"
    related = [f"{here}!G{row}" for row in (8, 9, 10, 12)] + [f"{other}!{cell}" for cell in ("A1", "B1", "C1")]
    found = finding("a", file="教育局.xlsx", sheet="表", cell="G7", related=(*related, f"{elsewhere}!A1"))
    (problem,) = report([found]).groups[0].files[0].problems
    assert problem.related == "G8:G10、G12、表二!A1:C1、林业局.xlsx!表!A1"


@pytest.mark.parametrize(
    ("cell", "said"), [("C7", "C7"), ("A0", "表格上方第1行"), ("B-2", "表格上方第3行"), ("AB120", "AB120")]
)
def test_a_paragraph_above_a_word_table_is_told_by_its_line(cell: str, said: str) -> None:
    assert told_cell(cell) == said
