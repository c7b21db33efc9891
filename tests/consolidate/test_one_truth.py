"""Check and merge tell one truth: which forms count, whose they are, what is wrong with them."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from calling import Call
from checks.year_end_forms import write_form
from jixiao_samples import write_samples

Counts = dict[str, tuple[int, int]]
"""Department → errors and warnings."""


@pytest.fixture
def season(tmp_path: Path) -> Path:
    """Returns of a dozen departments: corrected ones, copies, copied and hidden sheets, year-end forms, a scan."""
    folder = tmp_path / "报送"
    write_samples(folder, departments=12, seed=3, forms=5, mistakes=1.5)
    files = sorted(folder.iterdir())
    for number, path in enumerate(files):
        os.utime(path, (1_790_000_000 + number, 1_790_000_000 + number))
    for path in files[:3]:  # filed again, later
        again = folder / "补报" / f"{path.stem}-改.xlsx"
        again.parent.mkdir(exist_ok=True)
        book = load_workbook(path)
        book.properties.title = "改"
        book.save(again)
        os.utime(again, (1_800_000_000, 1_800_000_000))
    shutil.copy(files[3], folder / "zz副本.xlsx")
    book = load_workbook(files[4])
    sheet = book.copy_worksheet(book.worksheets[-1])
    sheet.title = f"{book.worksheets[-2].title[:20]} (2)"
    book.worksheets[0].sheet_state = "hidden"
    book.save(files[4])
    write_form(
        folder / "自评" / "水利局自评.xlsx", "selfeval", ("≥12公里 | 12.5 | 20 | 20", "≥12公里 | 12.5 | 20 | 25")
    )
    write_form(folder / "自评" / "水利局监控.xlsx", "monitoring", ("| 6 | 12 |", "| 6 | 10 |"))
    (folder / "云岭县地震局自评.pdf").write_bytes(b"%PDF-1.4 scan")
    return folder


def by_department(report: dict[str, Any]) -> Counts:
    counted: dict[str, Counter[str]] = {}
    for finding in report["findings"]:
        if finding["department"]:
            counted.setdefault(finding["department"], Counter())[finding["severity"]] += 1
    return {
        name: (found["error"], found["warning"]) for name, found in counted.items() if found["error"] + found["warning"]
    }


def filings(path: Path) -> Counts:
    rows = list(load_workbook(path, data_only=True)["报送情况"].iter_rows(values_only=True))
    top = next(number for number, row in enumerate(rows) if "部门" in row)
    name, errors, warnings = (rows[top].index(title) for title in ("部门", "错误", "警告"))
    told = {str(row[name]): (int(row[errors] or 0), int(row[warnings] or 0)) for row in rows[top + 1 :] if row[name]}
    return {department: counts for department, counts in told.items() if any(counts)}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_season_has_the_same_findings_in_both_by_department(
    jixiao: Call, season: Path, tmp_path: Path, jobs: str
) -> None:
    check = json.loads(jixiao("check", season, "--format", "json", "--jobs", jobs).out)
    summary = tmp_path / "汇总.xlsx"
    merge = json.loads(jixiao("merge", season, "-o", summary, "--json", "--jobs", jobs).out)
    assert check["counts"] == merge["findings"]
    assert {(f["file"], f["status"] != "checked") for f in check["files"]} == {
        (f["file"], f["status"] != "merged") for f in merge["files"]
    }
    assert {f["file"]: f["reason"] for f in check["files"]} == {f["file"]: f["reason"] for f in merge["files"]}
    assert by_department(check) == filings(summary)
    assert {finding["code"] for finding in check["findings"]} >= {"SEV-001", "MON-002"}


def test_what_a_newer_return_replaced_is_accused_of_nothing(jixiao: Call, season: Path) -> None:
    report = json.loads(jixiao("check", season, "--format", "json").out)
    skipped = {file["file"]: file["reason"] for file in report["files"] if file["status"] == "skipped"}
    assert sum("已被较新的" in reason for reason in skipped.values()) == 3
    assert not {finding["file"] for finding in report["findings"]} & set(skipped)


def test_a_copied_sheet_counts_once_with_its_finding(jixiao: Call, tmp_path: Path) -> None:
    path = tmp_path / "报送" / "水利局.xlsx"
    write_form(path, "approved")
    book = load_workbook(path)
    book.copy_worksheet(book.active).title = "Sheet (2)"
    book.save(path)
    check = json.loads(jixiao("check", path, "--format", "json").out)
    merge = json.loads(jixiao("merge", path, "-o", tmp_path / "汇总.xlsx", "--json").out)
    assert [(f["code"], f["related"]) for f in check["findings"] if f["severity"] == "error"] == [
        ("STR-005", ["水利局.xlsx!Sheet (2)!B3"])
    ]
    assert (check["counts"], merge["documents"]) == (merge["findings"], 1)
    assert "“Sheet (2)”是复制出来的，只计一次" in check["files"][0]["reason"]
    total = load_workbook(tmp_path / "汇总.xlsx", data_only=True)["项目"]
    assert [cell.value for cell in total["B"]].count("河道清淤工程") + [cell.value for cell in total["C"]].count(
        "河道清淤工程"
    ) == 1


def test_a_copied_sheet_with_other_money_is_no_copy(jixiao: Call, tmp_path: Path) -> None:
    path = tmp_path / "水利局.xlsx"
    write_form(path, "approved")
    book = load_workbook(path)
    copy = book.copy_worksheet(book.active)
    copy.title = "Sheet (2)"
    copy["B4"] = 90
    book.save(path)
    merge = json.loads(jixiao("merge", path, "-o", tmp_path / "汇总.xlsx", "--json").out)
    assert merge["documents"] == 2


def roster(tmp_path: Path, *names: str) -> Path:
    path = tmp_path / "花名册.csv"
    path.write_text("部门,别名\n" + "\n".join(names) + "\n", encoding="utf-8")
    return path


def test_names_of_the_roster_hold_in_both(jixiao: Call, tmp_path: Path) -> None:
    write_form(
        tmp_path / "报送" / "a.xlsx", "approved", ("云岭县水利局", "县水利局"), ("清淤总成本 | 120", "清淤总成本 | 150")
    )
    known = roster(tmp_path, "云岭县水利局,县水利局")
    check = json.loads(jixiao("check", tmp_path / "报送", "--roster", known, "--format", "json").out)
    assert {finding["department"] for finding in check["findings"]} == {"云岭县水利局"}
    jixiao("merge", tmp_path / "报送", "-o", tmp_path / "汇总.xlsx", "--roster", known)
    assert by_department(check) == filings(tmp_path / "汇总.xlsx")


def test_the_name_of_a_file_tells_the_department_where_the_form_does_not(jixiao: Call, tmp_path: Path) -> None:
    nameless = ("填报单位（盖章）：云岭县水利局", "填报单位（盖章）：")
    write_form(tmp_path / "报送" / "云岭县水利局2026年目标.xlsx", "approved", nameless)
    known = roster(tmp_path, "云岭县水利局,", "云岭县教育局,")
    check = json.loads(jixiao("check", tmp_path / "报送", "--roster", known, "--format", "json").out)
    assert check["files"][0]["reason"] == "表上没有写填报单位的，按文件名认定为“云岭县水利局”"
    assert {finding["department"] for finding in check["findings"]} == {"云岭县水利局"}
    assert "CMP-001" in {finding["code"] for finding in check["findings"]}
    merge = json.loads(
        jixiao("merge", tmp_path / "报送", "-o", tmp_path / "汇总.xlsx", "--roster", known, "--json").out
    )
    assert merge["missing"] == ["云岭县教育局"]
    assert merge["files"][0]["reason"] == check["files"][0]["reason"]


def test_a_file_that_cannot_be_read_is_told_with_the_department_that_it_names(jixiao: Call, tmp_path: Path) -> None:
    write_form(tmp_path / "报送" / "a.xlsx", "approved")
    (tmp_path / "报送" / "云岭县教育局.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "报送" / "云岭县教育局").mkdir()
    (tmp_path / "报送" / "云岭县教育局" / "目标.xlsx").write_bytes(b"PK\x03\x04cut")
    (tmp_path / "报送" / "~$云岭县教育局.xlsx").write_bytes(b"lock")
    known = roster(tmp_path, "云岭县水利局,", "云岭县教育局,教育局")
    check = json.loads(jixiao("check", tmp_path / "报送", "--roster", known, "--format", "json").out)
    told = {file["file"]: "按文件名，应是“云岭县教育局”报送的" in (file["reason"] or "") for file in check["files"]}
    assert told == {
        "a.xlsx": False,
        "云岭县教育局.pdf": True,
        "云岭县教育局/目标.xlsx": True,
        "~$云岭县教育局.xlsx": False,
    }
    jixiao("merge", tmp_path / "报送", "-o", tmp_path / "汇总.xlsx", "--roster", known)
    rows = load_workbook(tmp_path / "汇总.xlsx")["报送情况"].iter_rows(values_only=True)
    row = next(row for row in rows if "云岭县教育局" in row)
    assert "待确认" in row
    assert any("读不出来，请该部门重新报送" in str(value) for value in row)


def test_a_file_without_a_form_is_told_beside_the_department_that_it_names(jixiao: Call, tmp_path: Path) -> None:
    write_form(tmp_path / "报送" / "a.xlsx", "approved")
    Workbook().save(tmp_path / "报送" / "云岭县教育局.xlsx")
    known = roster(tmp_path, "云岭县水利局,", "云岭县教育局,教育局")
    jixiao("merge", tmp_path / "报送", "-o", tmp_path / "汇总.xlsx", "--roster", known)
    rows = load_workbook(tmp_path / "汇总.xlsx")["报送情况"].iter_rows(values_only=True)
    row = next(row for row in rows if "云岭县教育局" in row)
    assert "未报送" in row
    assert row[-1] == "收到“云岭县教育局.xlsx”，其中没有识别出绩效目标表，请核实"


def test_a_sheet_that_shows_how_to_fill_in_is_counted_by_neither(jixiao: Call, tmp_path: Path) -> None:
    path = tmp_path / "报送" / "水利局.xlsx"
    write_form(path, "approved")
    book = load_workbook(path)
    book.copy_worksheet(book.active).title = "填写样例"
    book.save(path)
    check, merge = jixiao("check", path), jixiao("merge", path, "-o", tmp_path / "汇总.xlsx")
    for told in (check.err, merge.err):
        assert "填写示例“填写样例”未并入" in told
        assert "表单 1 份" in told
