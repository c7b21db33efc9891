"""A marked copy that comes back: the marks of the earlier round are gone before the new ones are put in."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook

from jixiao.checks.finding import Severity
from jixiao.reports.annotate import annotate
from jixiao.reports.marking.marked_workbook import verify
from reports.reported import finding, report
from reports.workbooks import mark, parts_of, zipped

YELLOW_FILL = PatternFill("solid", fgColor="FFFFFF00")
FIRST = [
    finding("计算符号应为“≤”", code="OPR-002", cell="B2", sheet="表"),
    finding("第3行度量单位未填写", code="CMP-009", cell="C3", sheet="表"),
    finding("第4行度量单位未填写", code="CMP-009", cell="D4", sheet="表", severity=Severity.WARNING),
]


def filed() -> bytes:
    """A return whose B2 is filled yellow and whose D4 has a note of the department's own."""
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = "表"
    for row in range(1, 6):
        for column in range(1, 5):
            sheet.cell(row, column, f"{row}-{column}")
    sheet["B2"].fill = YELLOW_FILL
    sheet["D4"].comment = Comment("财务已核", "张三")
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def corrected(marked: bytes, change: Callable[[Any], None] = lambda sheet: None) -> bytes:
    """The marked copy as another program saves it after a correction."""
    workbook = load_workbook(io.BytesIO(marked))
    change(workbook["表"])
    return saved(workbook)


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def colour(sheet: Any, cell: str) -> str | None:
    fill = sheet[cell].fill
    return fill.fgColor.rgb if fill.patternType == "solid" else None


def test_a_mended_cell_has_its_own_fill_and_no_note_again() -> None:
    back = corrected(mark(filed(), FIRST))
    again: Any = opened(mark(back, FIRST[1:]))
    sheet = again["表"]
    assert colour(sheet, "B2") == "FFFFFF00"
    assert sheet["B2"].comment is None
    assert colour(sheet, "C3") == "FFFFC7CE"
    assert sheet["C3"].comment.text.count("CMP-009") == 1


def test_the_departments_note_stays_and_ours_behind_it_goes() -> None:
    marked = mark(filed(), FIRST)
    assert "CMP-009" in opened(marked)["表"]["D4"].comment.text
    sheet: Any = opened(mark(corrected(marked), FIRST[:1]))["表"]
    assert sheet["D4"].comment.text.strip() == "财务已核"
    assert colour(sheet, "D4") is None


@pytest.mark.parametrize("parted", [False, True])
def test_notes_go_that_a_program_stores_in_runs(parted: bool) -> None:
    # Excel and WPS keep each text of a note as a run; LibreOffice parts it where Chinese meets Latin characters.
    parts = parts_of(mark(filed(), FIRST))
    name = next(name for name, part in parts.items() if b"CMP-009" in part and b"<comment " in part)
    if parted:
        parts[name] = parts[name].replace(b" CMP-009", b' </t></r><r><t xml:space="preserve">CMP-009</t></r><r><t>')
    back = mark(zipped(parts), FIRST[1:])
    sheet: Any = opened(back)["表"]
    assert sheet["B2"].comment is None
    assert sheet["C3"].comment.text.count("CMP-009") == 1
    assert sheet["D4"].comment.text.startswith("财务已核")
    assert sheet["D4"].comment.text.count("CMP-009") == 1


def test_there_is_one_sheet_of_results_which_says_what_was_mended() -> None:
    back = corrected(mark(filed(), FIRST))
    new = finding("项目名称未填写", code="CMP-002", cell="A1", sheet="表")
    again: Any = opened(mark(back, [FIRST[1], new]))
    assert [name for name in again.sheetnames if name.startswith("检查结果")] == ["检查结果"]
    rows = [[cell.value for cell in row[:10]] for row in again["检查结果"].iter_rows(min_row=4)]
    assert [(row[8], row[9]) for row in rows] == [
        ("CMP-009", "未改"),
        ("CMP-002", "新发现"),
        ("OPR-002", "已改"),
        ("CMP-009", "已改"),
    ]
    assert "已改 2 处，未改 1 处，新发现 1 处" in again["检查结果"]["A2"].value


def test_a_problem_is_the_same_one_when_rows_were_inserted_above_it() -> None:
    back = corrected(mark(filed(), FIRST[1:2]), lambda sheet: sheet.insert_rows(2))
    moved = finding("第4行度量单位未填写", code="CMP-009", cell="C4", sheet="表")
    again: Any = opened(mark(back, [moved]))
    assert again["检查结果"]["J4"].value == "未改"


@pytest.mark.parametrize("rounds", [2, 3, 4])
def test_the_sheets_are_those_that_were_filed_after_any_number_of_rounds(rounds: int) -> None:
    original = filed()
    data = original
    for _ in range(rounds):
        data = corrected(mark(data, FIRST))
    clean = mark(data, [])
    verify(original, clean)
    sheet: Any = opened(clean)["表"]
    notes = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    colours = {cell.coordinate: colour(sheet, cell.coordinate) for row in sheet.iter_rows() for cell in row}
    assert notes == {"D4"}
    assert {cell: rgb for cell, rgb in colours.items() if rgb} == {"B2": "FFFFFF00"}


def test_a_copy_whose_sheet_of_results_was_deleted_loses_its_marks_all_the_same() -> None:
    workbook = opened(mark(filed(), FIRST[1:2]))
    del workbook["检查结果"]
    sheet: Any = opened(mark(saved(workbook), []))["表"]
    assert sheet["C3"].comment is None
    assert colour(sheet, "C3") is None


def test_a_sheet_of_that_name_which_is_the_departments_stays() -> None:
    workbook = load_workbook(io.BytesIO(filed()))
    workbook.create_sheet("检查结果")["A1"] = "本单位自查结果"
    again = opened(mark(saved(workbook), FIRST[:1]))
    assert again.sheetnames == ["表", "检查结果", "检查结果2"]


def annotated(folder: Path, name: str) -> list[str]:
    """The names of what is written for a return of that name."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(filed())
    found = finding("第3行度量单位未填写", code="CMP-009", cell="C3", sheet="表", file=name)
    out = folder / "退回"
    annotate(report([found], paths=[(name, path)]), out)
    return [each.name for each in out.glob("*.xlsx")]


@pytest.mark.parametrize(
    ("name", "copy"),
    [
        ("水务局.xlsx", "水务局（已标注）.xlsx"),
        ("水务局（已标注）.xlsx", "水务局（已标注）.xlsx"),
        ("水务局（已标注）（已标注）.xlsx", "水务局（已标注）.xlsx"),
        ("水务局（已标注）（2）.xlsx", "水务局（已标注）.xlsx"),
    ],
)
def test_the_name_of_a_copy_does_not_grow(tmp_path: Path, name: str, copy: str) -> None:
    assert annotated(tmp_path / "报送", name) == [copy]


def test_a_long_name_is_cut_and_the_copy_is_written(tmp_path: Path) -> None:
    [name] = annotated(tmp_path / "报送", f"{'关于报送预算绩效目标的函' * 6}.xlsx")
    assert name.endswith("…（已标注）.xlsx")
    assert len(name.encode()) <= 200
