from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from consolidate.returns import department_form, indicator, project, read_return, summary_form, write_return
from jixiao.consolidate.merge import Options, merge
from jixiao.consolidate.merge_report import MergeReport
from jixiao.consolidate.returns.inputs import discover
from jixiao.errors import OutputError, UsageError
from jixiao.submission import Submission


def merged(folder: Path, **options: Any) -> tuple[MergeReport, Path]:
    output = options.pop("output", folder.parent / "汇总.xlsx")
    progress = options.pop("progress", None)
    return merge([str(folder)], output, Options(**{"read": read_return, **options}), progress=progress), output


def column(path: Path, sheet: str, title: str) -> list[Any]:
    """The values of a data sheet's column."""
    worksheet = load_workbook(path, data_only=True)[sheet]
    header, *body = worksheet.iter_rows(values_only=True)
    index = header.index(title)
    return [row[index] for row in body]


@pytest.fixture
def season(tmp_path: Path) -> Path:
    """A folder with what a season brings: good files, an old return, a copy, a broken one, others."""
    folder = tmp_path / "报送"
    write_return(folder / "乙局.xlsx", [project("绿化", "80", "乙局"), department_form("乙局"), summary_form("乙局")])
    write_return(folder / "甲局.xlsx", [project("道路", "120.5"), project("桥梁", None)])
    write_return(folder / "甲局旧.xlsx", [project("道路", "99", signoff={"date": "2025-01-01"})])
    write_return(folder / "甲局新.xlsx", [project("道路", "130", signoff={"date": "2025年12月1日"})])
    (folder / "甲局副本.xlsx").write_bytes((folder / "甲局.xlsx").read_bytes())
    write_return(folder / "空白.xlsx", [])
    (folder / "坏.xlsx").write_text("broken")
    (folder / "说明.pdf").write_text("")
    return folder


def test_every_file_has_an_outcome_and_the_counts_add_up(season: Path) -> None:
    report, _ = merged(season)
    assert {(file.file, file.status) for file in report.files} == {
        ("乙局.xlsx", "merged"),
        ("甲局.xlsx", "merged"),
        ("甲局新.xlsx", "merged"),
        ("甲局旧.xlsx", "skipped"),
        ("甲局副本.xlsx", "skipped"),
        ("空白.xlsx", "skipped"),
        ("坏.xlsx", "failed"),
        ("说明.pdf", "skipped"),
    }
    assert sum(report.count(status) for status in ("merged", "skipped", "failed")) == len(discover([str(season)]))
    assert (report.documents, report.indicators) == (5, 3)


def test_the_file_list_shows_the_same(season: Path) -> None:
    report, path = merged(season)
    reasons = dict(zip(column(path, "文件清单", "文件"), column(path, "文件清单", "原因"), strict=True))
    assert len(reasons) == len(report.files)
    assert reasons["甲局旧.xlsx"] == "全部表单已被较新的“甲局新.xlsx”替代"
    assert reasons["甲局.xlsx"] == "“道路”已被较新的“甲局新.xlsx”替代"
    assert reasons["甲局副本.xlsx"] == "与“甲局.xlsx”内容完全相同"
    assert reasons["坏.xlsx"].startswith("文件已损坏")
    parts = [sum(column(path, "文件清单", title)) for title in ("识别表单", "并入", "被替代", "未并入")]
    assert parts == [9, 5, 2, 2]


def test_json_report(season: Path) -> None:
    report, path = merged(season)
    data = report.as_json()
    assert data["output"] == str(path)
    assert {
        "file": "甲局旧.xlsx",
        "status": "skipped",
        "reason": "全部表单已被较新的“甲局新.xlsx”替代",
        "documents": 1,
    } in (data["files"])
    assert data["superseded"][0] == {
        "file": "甲局.xlsx",
        "sheet": "道路",
        "form": "project-2026",
        "department": "甲局",
        "project": "道路",
        "fiscal_year": 2026,
        "superseded_by": {"file": "甲局新.xlsx", "sheet": "道路"},
    }
    assert set(data["findings"]) == {"error", "warning", "info"}
    assert data["missing"] == []


def test_the_money_adds_up(season: Path) -> None:
    _, path = merged(season)
    assert column(path, "项目", "项目金额（万元）") == [80, None, 130]
    official = load_workbook(path, data_only=True)["绩效目标汇总表"]
    totals = {row[1]: row[2] for row in official.iter_rows(values_only=True)}
    assert totals["合计"] == 210


def test_departments_then_files_then_sheets(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write_return(folder / "2.xlsx", [project("c", "1", "乙局"), project("b", "1", "丙局"), project("x", "1", None)])
    write_return(folder / "1.xlsx", [project("e", "1", "丙局"), project("d", "1", "丙局")])
    _, path = merged(folder)
    assert column(path, "项目", "项目名称") == ["e", "d", "b", "c", "x"]


def test_the_same_input_gives_the_same_bytes(season: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    results = []
    for number, jobs in enumerate((1, 1, 2)):
        _, path = merged(season, output=tmp_path / f"{number}.xlsx", jobs=jobs)
        results.append(path.read_bytes())
    assert results[0] == results[1] == results[2]


def test_processes_and_progress(season: Path) -> None:
    seen: list[tuple[int, int]] = []
    report, _ = merged(season, jobs=2, progress=lambda done, total, found, forms: seen.append((done, total)))
    # The .pdf is not read.
    assert seen == [(n, 7) for n in range(1, 8)]
    assert report.count("merged") == 3


def test_sheets_continue_past_the_row_limit(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    for number in range(3):
        indicators = [indicator("产出指标", "数量指标", f"指标{number}-{n}") for n in range(4)]
        write_return(folder / f"{number}.xlsx", [project(f"项目{number}", "1", indicators=indicators)])
    _, path = merged(folder, row_limit=6)
    workbook = load_workbook(path)
    tabs = [name for name in workbook.sheetnames if not name.startswith(("检查结果", "报送情况", "绩效目标汇总表"))]
    assert tabs == [
        "概览",
        "项目",
        "指标明细",
        "指标明细2",
        "指标明细3",
        "部门整体",
        "文件清单",
    ]
    names = [column(path, sheet, "三级指标") for sheet in ("指标明细", "指标明细2", "指标明细3")]
    assert [len(page) for page in names] == [5, 5, 2]
    assert [name for page in names for name in page] == [f"指标{number}-{n}" for number in range(3) for n in range(4)]
    assert workbook["指标明细3"].auto_filter.ref == "A1:S3"


def test_a_defect_met_on_one_file_does_not_stop_the_others(season: Path) -> None:
    (season / "甲怪.xlsx").write_text("defect")
    report, _ = merged(season)
    reasons = {file.file: file.reason for file in report.files if file.status == "failed"}
    assert reasons["甲怪.xlsx"] == "程序内部错误（ZeroDivisionError），请将该文件反馈给软件维护人员"
    assert report.count("merged") == 3


def killing_reader(path: Path, name: str) -> Submission:
    """A reader that one file takes down with its whole process."""
    if path.name == "杀手.xlsx":
        os._exit(9)
    return read_return(path, name)


def test_a_file_that_kills_its_process_fails_alone(season: Path) -> None:
    write_return(season / "杀手.xlsx", [project("x", "1")])
    report, _ = merged(season, jobs=2, read=killing_reader)
    failed = {file.file: file.reason for file in report.files if file.status == "failed"}
    assert set(failed) == {"坏.xlsx", "杀手.xlsx"}
    assert str(failed["杀手.xlsx"]).startswith("读取时进程意外终止")
    assert report.count("merged") == 3


def test_an_earlier_summary_in_the_folder_is_replaced_and_not_read(season: Path) -> None:
    output = season / "汇总.xlsx"
    merged(season, output=output)
    report, _ = merged(season, output=output)
    assert {file.file: file.status for file in report.files}["汇总.xlsx"] == "skipped"
    assert report.documents == 5


def test_the_output_must_not_be_a_return(season: Path) -> None:
    before = (season / "甲局.xlsx").read_bytes()
    with pytest.raises(UsageError, match="输入文件"):
        merged(season, output=season / "甲局.xlsx")
    assert (season / "甲局.xlsx").read_bytes() == before


def test_a_missing_output_folder_is_told(season: Path) -> None:
    with pytest.raises(OutputError):
        merged(season, output=season / "没有" / "汇总.xlsx")


def test_amounts_of_any_unit_are_added(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write_return(folder / "a.xlsx", [project("a", "150000", "甲局", currency_unit="元"), project("b", "0.5", "甲局")])
    _, path = merged(folder)
    assert sum(map(Decimal, map(str, column(path, "项目", "项目金额（万元）")))) == Decimal("15.5")


def test_a_file_that_repeats_another_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from jixiao.forms import reading
    from jixiao_samples import write_samples

    folder = tmp_path / "报送"
    write_samples(folder, departments=2, seed=4, forms=2)
    first, second = sorted(folder.glob("*.xlsx"))
    for name in ("副本一.xlsx", "副本二.xlsx"):
        (folder / name).write_bytes(first.read_bytes())
    (folder / "断.xlsx").write_bytes(b"PK\x03\x04cut")
    (folder / "也断.xlsx").write_bytes(b"PK\x03\x04cut")
    seen = []
    read = reading.read_file
    monkeypatch.setattr(reading, "read_file", lambda path, name: (seen.append(name), read(path, name))[1])
    report = merge([str(folder)], tmp_path / "汇总.xlsx")
    outcomes = {file.file: (file.status, file.reason) for file in report.files}
    assert len(seen) == 3
    kept = min(first.name, "副本一.xlsx", "副本二.xlsx")
    repeated = {first.name, "副本一.xlsx", "副本二.xlsx"} - {kept}
    assert outcomes[kept] == outcomes[second.name] == ("merged", None)
    assert {outcomes[name] for name in repeated} == {("skipped", f"与“{kept}”内容完全相同")}
    assert outcomes["断.xlsx"] == outcomes["也断.xlsx"]
    assert outcomes["断.xlsx"][0] == "failed"
    assert [file.recognised for file in report.files if file.file in repeated] == [2, 2]
