"""In a season less may not be done up to a month than up to an earlier one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from openpyxl import load_workbook

from checks.year_end_forms import Change, write_form
from jixiao.forms.reading import read_file
from jixiao.season.beginning import begin
from jixiao.season.folder import SeasonFolder
from jixiao.season.rounds import run

LESS = ("≥12公里 | 6 |", "≥12公里 | 5 |")
MORE = ("≥12公里 | 6 |", "≥12公里 | 9 |")
OTHER_PROJECT = ("河道清淤工程", "水文站改造")
OTHER_UNIT = ("云岭县河道所", "云岭县水文站")
OTHER_DEPARTMENT = ("云岭县水利局", "云岭县农业农村局")


def to(period: str) -> tuple[Change, ...]:
    """All headers of the months."""
    return tuple((f"1-7月{what}", f"{period}{what}") for what in ("执行数", "执行率", "执行情况"))


@pytest.fixture
def season(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SeasonFolder:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1792540800")  # 2026-10-21
    folder = SeasonFolder(tmp_path / "一季")
    begin(folder, year=2026, bureau="云岭县财政局")
    return folder


def file(season: SeasonFolder, name: str, day: int, *changes: Change) -> None:
    """A monitoring form of one day into 2 报送."""
    path = season.returns / name
    write_form(path, "monitoring", *changes)
    os.utime(path, (1792540800 + day * 86400,) * 2)


def found(season: SeasonFolder) -> list[tuple[str, str | None, str | None]]:
    outcome = run(season)
    assert outcome.report is not None
    summary = load_workbook(season.summary)
    told = [problem.finding for problem in outcome.report.problems if problem.finding.code == "MON-004"]
    assert len(told) == sum("MON-004" in map(str, row) for row in summary["检查结果"].values)
    return [(finding.file, finding.cell, finding.against) for finding in told]


def test_less_done_by_a_later_month_names_both_cells_in_every_round(season: SeasonFolder) -> None:
    file(season, "七月.xlsx", 0)
    assert found(season) == []
    file(season, "十月.xlsx", 9, *to("1-9月"), LESS)
    assert found(season) == [("十月.xlsx", "F12", "七月.xlsx!Sheet!F12")]
    file(season, "另一项目.xlsx", 10, OTHER_PROJECT)
    assert len(found(season)) == 1
    for reached, findings in ((4, 0), (8, 1)):
        file(season, "七月.xlsx", 0, ("≥12公里 | 6 |", f"≥12公里 | {reached} |"))
        assert len(found(season)) == findings


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ((), (LESS,)),
        ((), (*to("1-9月"), MORE)),
        ((), (*to("1-9月"), LESS, OTHER_PROJECT)),
        ((), (*to("1-9月"), LESS, OTHER_UNIT)),
        ((), (*to("1-9月"), LESS, OTHER_DEPARTMENT)),
        (to(""), (*to("1-9月"), LESS)),
        ((), (*to("本期"), LESS)),
        ((), (*to("7-9月"), LESS)),
        ((), (*to("三季度"), LESS)),
        ((), (("1-7月执行情况", "1-9月执行情况"), LESS)),
    ],
    ids=[
        "a correction of the same month",
        "more",
        "another project",
        "another unit",
        "another department",
        "the earlier month is not said",
        "the later month is not said",
        "a period that does not begin with the year",
        "a quarter",
        "headers that name two months",
    ],
)
def test_silent(season: SeasonFolder, earlier: tuple[Change, ...], later: tuple[Change, ...]) -> None:
    file(season, "甲.xlsx", 0, *earlier)
    file(season, "乙.xlsx", 9, *later)
    assert found(season) == []


def test_of_an_earlier_form_and_its_correction_the_less_counts(season: SeasonFolder) -> None:
    file(season, "七月.xlsx", 0, ("≥12公里 | 6 |", "≥12公里 | 60 |"))
    file(season, "七月更正.xlsx", 1)
    file(season, "十月.xlsx", 9, *to("截至9月底"), MORE)
    assert found(season) == []


def test_both_months_in_one_workbook(season: SeasonFolder) -> None:
    file(season, "监控.xlsx", 0)
    later = season.root / "十月.xlsx"
    write_form(later, "monitoring", *to("1—9月"), LESS)
    book, other = load_workbook(season.returns / "监控.xlsx"), load_workbook(later).worksheets[0]
    sheet = book.create_sheet("1-9月")
    for row in other.iter_rows():
        for cell in row:
            if cell.value is not None:
                sheet[cell.coordinate] = cell.value
    for area in other.merged_cells.ranges:
        sheet.merge_cells(str(area))
    book.save(season.returns / "监控.xlsx")
    assert found(season) == [("监控.xlsx", "F12", "监控.xlsx!Sheet!F12")]


@pytest.mark.parametrize(
    ("changes", "month"),
    [
        ((), "7"),
        (to("上半年"), "6"),
        ((*to(""), ("（2026年度）", "（2026年1—10月）")), "10"),
        ((*to(""), ("绩效目标执行监控表", "绩效目标执行监控表（截至2026年8月）")), "8"),
        ((("（2026年度）", "（2026年1—10月）"),), None),
        (to(""), None),
        ((*to(""), ("清淤河道12公里。", "1-9月清淤河道12公里。")), None),
    ],
)
def test_a_form_goes_to_the_month_that_all_its_headings_name(
    tmp_path: Path, changes: tuple[Change, ...], month: str | None
) -> None:
    path = tmp_path / "监控.xlsx"
    write_form(path, "monitoring", *changes)
    (document,) = read_file(path, path.name).documents
    told = [seen["texts"] for seen in document.get("observations", ()) if seen["code"] == "month"]
    assert told == ([] if month is None else [[month]])
