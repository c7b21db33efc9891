"""The list as a workbook: texts are texts, links lead to the cells, sums add up, it prints."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from jixiao.checks.finding import Finding
from jixiao.checks.outcome import Skip
from jixiao.consolidate.returns.own_output import is_own_output
from jixiao.grid.xlsx import read_xlsx
from jixiao.reports import xlsx_list
from programs import Office
from reports.reported import INFO, NASTY, WARNING, checked, everywhere, finding, many, report

TITLES = ["序号", "单位", "项目", "级别", "定位", "问题", "建议值", "依据", "规则", "来源文件"]

FINDINGS = [
    finding("第12行指标值未填写", expected="≥95%"),
    finding("整张表", code="SCR-003", cell=None, severity=WARNING),
    finding("日期", severity=INFO, department="水利局", file="子 100%#1/水'利.xlsx", sheet='O\'Neil "1"', cell="B2"),
]


def written(path: Path, findings: list[Finding], **extra: Any) -> Path:
    files = {each.file for each in findings}
    given = report(findings, paths=[(name, path.parent / "报送" / name) for name in files], **extra)
    xlsx_list.write(given, path)
    return path


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = [checked("教育局.xlsx"), checked("坏.xlsx", "failed", "文件损坏")]
    skipped = [Skip("SCR-005", "a", "b", "没有评分标准列")]
    return written(tmp_path_factory.mktemp("list") / "清单.xlsx", FINDINGS, files=files, skipped=skipped)


def test_a_row_says_all_that_is_known_of_a_finding(listed: Path) -> None:
    sheet = load_workbook(listed, data_only=True)["检查结果"]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == TITLES
    assert rows[1] == [
        1,
        "教育局",
        "校舍维修",
        "错误",
        "项目一!E12",
        "第12行指标值未填写",
        "≥95%",
        None,
        "CMP-008",
        "教育局.xlsx",
    ]
    assert [row[5] for row in rows[1:]] == ["第12行指标值未填写", "整张表", "日期"]
    assert rows[2][7] == "《项目支出绩效评价管理办法》（财预〔2020〕10号）"


def test_links_lead_to_the_cells(listed: Path) -> None:
    sheet = load_workbook(listed)["检查结果"]
    assert [sheet[f"E{row}"].value for row in (2, 3, 4)] == [
        '=HYPERLINK("报送/教育局.xlsx#\'项目一\'!E12","项目一!E12")',
        '=HYPERLINK("报送/教育局.xlsx#\'项目一\'!A1","项目一")',
        '=HYPERLINK("报送/子 100%25%231/水\'利.xlsx#\'O\'\'Neil ""1""\'!B2","O\'Neil ""1""!B2")',
    ]


def test_a_file_that_cannot_be_told_apart_has_no_link(tmp_path: Path) -> None:
    xlsx_list.write(report(FINDINGS), tmp_path / "a.xlsx")
    assert load_workbook(tmp_path / "a.xlsx")["检查结果"]["E2"].value == "项目一!E12"


def test_links_are_made_for_where_the_list_will_stand(tmp_path: Path) -> None:
    given = report(FINDINGS[:1], paths=[("教育局.xlsx", tmp_path / "教育局.xlsx")])
    xlsx_list.write(given, tmp_path / "tmp.xlsx", beside=tmp_path / "a" / "b" / "清单.xlsx")
    assert '"../../教育局.xlsx#' in load_workbook(tmp_path / "tmp.xlsx")["检查结果"]["E2"].value


def test_the_departments_are_summed_up_with_formulas_and_values(listed: Path) -> None:
    values = [list(row) for row in load_workbook(listed, data_only=True)["单位统计"].iter_rows(values_only=True)]
    assert values == [
        ["单位", "错误", "警告", "提示", "合计"],
        ["教育局", 1, 1, 0, 2],
        ["水利局", 0, 0, 1, 1],
        ["合计", 1, 1, 1, 3],
    ]
    formulas = load_workbook(listed)["单位统计"]
    assert (formulas["E2"].value, formulas["B4"].value, formulas["E4"].value) == (
        "=SUM(B2:D2)",
        "=SUM(B2:B3)",
        "=SUM(E2:E3)",
    )


def test_what_was_not_checked_is_listed(listed: Path) -> None:
    rows = [list(row) for row in load_workbook(listed)["未检查"].iter_rows(min_row=2, values_only=True)]
    assert rows == [["坏.xlsx", "失败", "文件损坏"], ["SCR-005（1 张表）", "未执行", "没有评分标准列"]]


def test_without_anything_left_out_there_is_no_sheet_for_it(tmp_path: Path) -> None:
    assert load_workbook(written(tmp_path / "a.xlsx", FINDINGS)).sheetnames == ["检查结果", "单位统计"]


def test_without_findings_there_is_a_list_with_nothing_in_it(tmp_path: Path) -> None:
    sheet = load_workbook(written(tmp_path / "a.xlsx", []))["检查结果"]
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [TITLES]


def test_the_only_formulas_are_links_and_sums(tmp_path: Path) -> None:
    workbook = load_workbook(written(tmp_path / "a.xlsx", [everywhere(text) for text in NASTY]))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert {cell.value.partition("(")[0] for cell in cells if cell.data_type == "f"} <= {"=HYPERLINK", "=SUM"}
    texts = {cell.value for cell in cells if cell.data_type in ("s", "inlineStr")}
    assert {"=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)"} <= texts
    assert any(text.endswith("…（原文过长，已截断）") for text in texts)


def test_text_typed_like_an_escape_is_shown_as_typed(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", [finding("_x000D__x0041_")])
    assert read_xlsx(path).sheets[0].value(2, 6) == "_x000D__x0041_"


def test_it_prints_on_a4_across_with_the_titles_on_every_page(listed: Path) -> None:
    sheet = load_workbook(listed)["检查结果"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:J4"


def test_beyond_the_rows_of_a_sheet_the_list_goes_on_with_the_next(tmp_path: Path) -> None:
    xlsx_list.write(report(many(10)), tmp_path / "a.xlsx", row_limit=5)
    workbook = load_workbook(tmp_path / "a.xlsx")
    assert workbook.sheetnames == ["检查结果", "检查结果2", "检查结果3", "单位统计"]
    numbers = [
        row[0] for name in workbook.sheetnames[:3] for row in workbook[name].iter_rows(min_row=2, values_only=True)
    ]
    assert numbers == list(range(1, 11))


def test_it_is_known_as_our_own(listed: Path) -> None:
    assert is_own_output(listed)


@pytest.mark.office
def test_libreoffice_calculates_the_same_sums(listed: Path, office: Office, tmp_path: Path) -> None:
    opened = load_workbook(office.convert(listed, "xlsx", tmp_path), data_only=True)
    assert [cell.value for cell in opened["单位统计"][4]] == ["合计", 1, 1, 1, 3]
    assert opened["检查结果"]["E2"].value == "项目一!E12"
