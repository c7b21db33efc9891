"""The same hint on many forms is one line with its places; errors and warnings stay where they are."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from jixiao.checks.finding import Finding
from jixiao.reports.common_hints import common_hints
from jixiao.reports.terminal import lines
from jixiao.reports.xlsx_list import write
from reports.reported import INFO, WARNING, finding, report

OFFICES = ["教育局", "水利局", "民政局", "林业局"]


def shared(number: int, code: str = "IND-002") -> list[Finding]:
    return [
        finding("指标分类使用简称", code=code, severity=INFO, department=each, file=f"{each}.xlsx")
        for each in OFFICES[:number]
    ]


def test_a_hint_on_three_forms_is_told_once_with_its_places() -> None:
    text = "\n".join(lines(report([*shared(4), finding("错误一条")]), width=99))
    assert text.count("指标分类使用简称") == 1
    assert "IND-002　指标分类使用简称（4 处，4 个文件）" in text
    assert "教育局.xlsx 项目一!E12；水利局.xlsx 项目一!E12" in text
    assert "水利局　" not in text
    assert text.endswith("合计：错误 1，提示 4；涉及 4 个单位、4 个文件")


def test_a_hint_on_two_forms_stays_with_them() -> None:
    assert common_hints(report(shared(2)).problems) == {}


def test_what_concerns_publication_is_one_line_for_the_batch() -> None:
    assert len(common_hints(report(shared(2, "PII-001")).problems)) == 1


def test_warnings_are_never_put_together() -> None:
    found = [finding("警告", severity=WARNING, file=f"{each}.xlsx", department=each) for each in OFFICES]
    assert common_hints(report(found).problems) == {}


def test_the_list_has_one_row_for_the_hint_of_many_forms(tmp_path: Path) -> None:
    write(report([*shared(4), finding("错误一条")]), tmp_path / "表.xlsx")
    rows = list(load_workbook(tmp_path / "表.xlsx")["检查结果"].iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == ["教育局", "4 个单位"]
    assert "4 处，4 个文件" in rows[1][5]


def test_the_places_of_a_hint_are_named_up_to_a_dozen() -> None:
    found = [finding("提示", severity=INFO, file=f"{number}.xlsx") for number in range(40)]
    (hint,) = common_hints(report(found).problems).values()
    assert hint.places.endswith("；另有 28 处")
