"""What an officer does in a summary is there again after the next merge."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from jixiao.consolidate import earlier
from jixiao.consolidate.merge import Options, merge
from jixiao.consolidate.merge_report import MergeReport
from jixiao.consolidate.returns.roster import Roster, RosterEntry
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao_samples import write_samples

OPINION = "同意，请补充测算依据"


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("报送")
    write_samples(folder, 4, forms=4, seed=7)
    return folder


@pytest.fixture
def returns(samples: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(samples, tmp_path / "报送"))


def merged(returns: Path) -> tuple[Path, MergeReport]:
    output = returns.parent / "汇总.xlsx"
    return output, merge([str(returns)], output)


def edit(path: Path) -> Any:
    return load_workbook(path)


def row_of(sheet: Any, name: str) -> int:
    """The row of 项目 with that project."""
    return next(row[1].row for row in sheet.iter_rows(min_row=2) if row[1].value == name)


def column_of(sheet: Any, title: str, row: int = 1) -> int:
    return next(cell.column for cell in sheet[row] if cell.value == title)


def commented(output: Path) -> str:
    """Type an opinion and a formula behind the first project, give it a look, add a sheet; the project's name."""
    workbook = edit(output)
    sheet = workbook["项目"]
    last = sheet.max_column
    sheet.cell(1, last + 1, "审核意见")
    sheet.cell(1, last + 2, "核定（万元）")
    cell = sheet.cell(2, last + 1, OPINION)
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFFFFF00")
    sheet.cell(2, last + 2, "=E2*0.9").number_format = "0.00"
    sheet.column_dimensions["B"].width = 61
    own = workbook.create_sheet("我的测算")
    own["A1"], own["B1"], own["B2"] = "控制数", 1234.5, "=SUM(项目!E:E)"
    own["A1"].font = Font(bold=True, color="FFFF0000")
    own.column_dimensions["A"].width = 33
    workbook.save(output)
    return str(sheet.cell(2, 2).value)


def test_cells_sheets_widths_and_looks_survive_five_merges(returns: Path) -> None:
    output, _ = merged(returns)
    project = commented(output)
    files = sorted(returns.iterdir())
    for step in range(5):
        if step == 1:
            shutil.move(files[-1], returns.parent / "withdrawn.xlsx")
        if step == 3:
            shutil.move(returns.parent / "withdrawn.xlsx", returns / "aaa.xlsx")
        output, report = merged(returns)
        assert report.kept_edits == 3
        assert report.lost_edits == []
        workbook = edit(output)
        sheet = workbook["项目"]
        row = row_of(sheet, project)
        opinion = sheet.cell(row, column_of(sheet, "审核意见"))
        assert (opinion.value, opinion.font.b, opinion.fill.fgColor.rgb) == (OPINION, True, "FFFFFF00")
        approved = sheet.cell(row, column_of(sheet, "核定（万元）"))
        assert (approved.value, approved.number_format) == (f"=E{row}*0.9", "0.00")
        assert sheet.column_dimensions["B"].width == 61
        own = workbook["我的测算"]
        assert [own["A1"].value, own["B1"].value, own["B2"].value] == ["控制数", 1234.5, "=SUM(项目!E:E)"]
        assert (own["A1"].font.b, own.column_dimensions["A"].width) == (True, 33)
        workbook.save(output)  # as the officer does before the next merge


def test_a_summary_that_nobody_saved_is_written_as_if_there_were_none(returns: Path) -> None:
    os.environ["SOURCE_DATE_EPOCH"] = "1767225600"
    try:
        output, _ = merged(returns)
        first = output.read_bytes()
        merge([str(returns)], output)
        assert output.read_bytes() == first
    finally:
        del os.environ["SOURCE_DATE_EPOCH"]


def test_a_remark_in_the_official_table_stays_with_its_project(returns: Path) -> None:
    output, _ = merged(returns)
    workbook = edit(output)
    sheet = workbook["绩效目标汇总表"]
    row = next(cells[0].row for cells in sheet.iter_rows(min_row=4) if isinstance(cells[0].value, int))
    sheet.cell(row, 4, "列入重点评价")
    name = sheet.cell(row, 2).value
    workbook.save(output)
    for file in sorted(returns.iterdir())[:1]:
        shutil.copy(file, returns / "zzz.xlsx")
    output, report = merged(returns)
    assert report.kept_edits == 1
    again = edit(output)["绩效目标汇总表"]
    assert {cells[3].value for cells in again.iter_rows() if cells[1].value == name} >= {"列入重点评价"}


def test_what_cannot_be_kept_is_listed_and_the_old_summary_is_kept_beside(returns: Path) -> None:
    output, _ = merged(returns)
    project = commented(output)
    workbook = edit(output)
    sheet = workbook["项目"]
    source = sheet.cell(row_of(sheet, project), column_of(sheet, "来源文件")).value
    other = next(row for row in sheet.iter_rows(min_row=2) if row[column_of(sheet, "来源文件") - 1].value != source)
    other[4].value = 999999
    place = other[4].coordinate
    workbook.save(output)
    (returns / source).unlink()
    output, report = merged(returns)
    assert {(each.sheet, each.cell) for each in report.lost_edits} >= {("项目", place)}
    assert any(each.text == OPINION and "没有这一行" in each.reason for each in report.lost_edits)
    assert all(set(each._asdict()) == {"sheet", "cell", "text", "reason"} for each in report.lost_edits)
    assert report.kept_beside is not None
    kept = edit(report.kept_beside)["项目"]
    assert kept[place].value == 999999
    assert report.as_json()["lost_edits"][0].keys() == {"sheet", "cell", "text", "reason"}


def sorted_by_amount(path: Path, *, noted: bool) -> list[str]:
    """Sort 项目 by its amounts, the largest first, as Excel does; the names in that order."""
    workbook = edit(path)
    sheet = workbook["项目"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    rows.sort(key=lambda row: -(row[4] or 0))
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = value
    if noted:
        sheet.auto_filter.add_sort_condition(f"E2:E{sheet.max_row}", descending=True)
    workbook.save(path)
    return [row[1] for row in rows]


@pytest.mark.parametrize("noted", [True, False])
def test_the_order_of_sorted_rows_is_kept_with_what_is_typed_beside_them(returns: Path, noted: bool) -> None:
    output, _ = merged(returns)
    project = commented(output)
    order = sorted_by_amount(output, noted=noted)
    gone = sorted(returns.iterdir())[-1]
    away = returns.parent / gone.name
    for place in (away, gone, gone):  # withdrawn, filed again, nothing new
        (gone if gone.exists() else away).rename(place)
        merged(returns)
        sheet = load_workbook(output)["项目"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        names = [row[1] for row in rows]
        stayed = [name for name in order if name in names]
        order = stayed + [name for name in names if name not in order]
        assert names == order
        assert all(str(row[11]) in str(row[13]) for row in rows)  # the link of a row leads to its own file
        if project in names:
            assert sheet.cell(row_of(sheet, project), column_of(sheet, "审核意见")).value == OPINION


def test_rows_that_nobody_sorted_follow_the_roster(returns: Path) -> None:
    output, _ = merged(returns)
    commented(output)
    names = [row[0] for row in load_workbook(output)["项目"].iter_rows(min_row=2, values_only=True)]
    roster = Roster([RosterEntry(name) for name in reversed(list(dict.fromkeys(names)))])
    merge([str(returns)], output, Options(roster=roster))
    after = [row[0] for row in load_workbook(output)["项目"].iter_rows(min_row=2, values_only=True)]
    assert list(dict.fromkeys(after)) == list(dict.fromkeys(reversed(names)))


def test_a_filter_and_the_rows_that_it_hides_are_kept(returns: Path) -> None:
    output, _ = merged(returns)
    workbook = edit(output)
    sheet = workbook["项目"]
    department = sheet.cell(2, 1).value
    sheet.auto_filter.add_filter_column(0, [department])
    hidden = [row[1].value for row in sheet.iter_rows(min_row=2) if row[0].value != department]
    for row in sheet.iter_rows(min_row=2):
        sheet.row_dimensions[row[0].row].hidden = row[0].value != department
    workbook.save(output)
    output, _ = merged(returns)
    again = edit(output)["项目"]
    assert [row[1].value for row in again.iter_rows(min_row=2) if again.row_dimensions[row[0].row].hidden] == hidden
    assert again.auto_filter.filterColumn[0].filters.filter == [department]
    assert again.auto_filter.ref.startswith("A1:")
    assert get_column_letter(again.max_column) in again.auto_filter.ref


def test_a_summary_that_takes_too_much_memory_is_kept_beside(returns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output, _ = merged(returns)
    commented(output)
    edited = output.read_bytes()
    monkeypatch.setattr("jixiao.consolidate.edits.entering._LARGEST_XML", 1 << 14)
    _, report = merged(returns)
    assert ["太大" in each.reason for each in report.lost_edits] == [True]
    assert report.kept_beside is not None
    assert report.kept_beside.read_bytes() == edited


def test_a_new_summary_with_more_cells_than_are_read_is_written_all_the_same(
    returns: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = [path.rename(returns.parent / path.name) for path in sorted(returns.iterdir())[1:]]
    output, _ = merged(returns)
    commented(output)
    edited = output.read_bytes()
    for path in away:
        path.rename(returns / path.name)
    cells = sum(cell.value is not None for sheet in edit(output) for row in sheet.iter_rows() for cell in row)
    limits = DEFAULT_LIMITS._replace(cells=2 * cells)
    monkeypatch.setattr("jixiao.consolidate.edits.entering.DEFAULT_LIMITS", limits)
    _, report = merged(returns)
    assert sum(each.status == "merged" for each in report.files) == 4
    assert ["太大" in each.reason for each in report.lost_edits] == [True]
    assert report.kept_beside is not None
    assert report.kept_beside.read_bytes() == edited


def test_a_workbook_that_is_no_summary_is_kept_beside(returns: Path) -> None:
    output = returns.parent / "汇总.xlsx"
    ledger = Workbook()
    ledger.active["A1"] = "经费台账"
    ledger.save(output)
    before = output.read_bytes()
    _, report = merged(returns)
    assert report.kept_beside == output.with_name("汇总（原有）.xlsx")
    assert report.kept_beside.read_bytes() == before
    assert (report.kept_edits, list(report.lost_edits)) == (0, [])
    assert merged(returns)[1].kept_beside is None  # the summary of the first merge is our own


def test_what_is_saved_after_the_edits_were_entered_is_kept_beside(
    returns: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output, _ = merged(returns)
    commented(output)
    keep = earlier.keep_edits
    saved: list[bytes] = []

    def keep_while_she_saves(summary: Path, new: Path) -> Any:
        found = keep(summary, new)
        workbook = edit(summary)
        workbook["项目"].cell(3, 2).value = "最后一刻改的名称"
        workbook.save(summary)
        saved.append(summary.read_bytes())
        return found

    monkeypatch.setattr(earlier, "keep_edits", keep_while_she_saves)
    _, report = merged(returns)
    assert report.saved_meanwhile == output.with_name("汇总（合并时保存）.xlsx")
    assert [report.saved_meanwhile.read_bytes()] == saved
    assert column_of(edit(output)["项目"], "审核意见")  # what she had typed before is in the new one
    monkeypatch.undo()
    assert merged(returns)[1].saved_meanwhile is None
