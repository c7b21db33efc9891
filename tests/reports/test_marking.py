"""A marked copy: the marks are there, and nothing else has changed."""

from __future__ import annotations

import re
import warnings
import xml.dom.minidom
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from jixiao.grid.xlsx import read_xlsx
from jixiao.reports.marking.marked_workbook import verify
from programs import Office
from reports.reported import INFO, WARNING, finding
from reports.workbooks import mark, parts_of, write_rich

RED, YELLOW, BLUE, GREY = "FFFFC7CE", "FFFFEB9C", "FFDDEBF7", "FFE7E6E6"

FINDINGS = [
    finding(
        "指标值空泛",
        code="QLT-001",
        cell="D12",
        expected="≥95%",
        related=("教育局.xlsx!O'Neil!表!C3", "教育局.xlsx!项目一!E12"),
    ),
    finding("第12行度量单位未填写", code="CMP-009", cell="E12", severity=WARNING),
    finding("合并的单元格", cell="C4", severity=INFO),
    finding("行里没有的单元格", cell="B15"),
    finding("没有的行", cell="B14"),
    finding("远处", cell="Z99"),
    finding("行有样式", cell="F21"),
    finding("空表里", sheet="空表", cell="B2", severity=WARNING),
    finding("整张表", cell=None),
    finding("隐藏的表里", sheet="隐藏", cell="A1"),
    finding("图表", sheet="图", cell="A1"),
    finding("没有这张表", sheet="不存在", cell="A1"),
]

CHANGED = {
    "[Content_Types].xml",
    "xl/_rels/workbook.xml.rels",
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/comments1.xml",
    "xl/drawings/vmlDrawing1.vml",
    *(f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3, 4)),
    "xl/worksheets/_rels/sheet2.xml.rels",
}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_rich(tmp_path_factory.mktemp("marking") / "教育局.xlsx")


@pytest.fixture(scope="module")
def copy(original: Path) -> Path:
    path = original.with_name("标注.xlsx")
    path.write_bytes(mark(original.read_bytes(), FINDINGS))
    return path


def load(path: Path) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(path)


def test_only_the_parts_that_carry_marks_have_changed(original: Path, copy: Path) -> None:
    before, after = parts_of(original.read_bytes()), parts_of(copy.read_bytes())
    assert list(after)[: len(before)] == list(before)
    assert {name for name, content in before.items() if after[name] != content} == CHANGED


def test_a_changed_sheet_is_the_original_but_for_styles_new_cells_and_the_drawing(original: Path, copy: Path) -> None:
    before, after = parts_of(original.read_bytes()), parts_of(copy.read_bytes())
    for number in (1, 2, 3, 4):
        name = f"xl/worksheets/sheet{number}.xml"
        assert _without_marks(after[name], before[name]) == _without_marks(before[name], before[name]), name


def _without_marks(xml: bytes, original: bytes) -> bytes:
    """The sheet without what a mark may change."""
    if b"<legacyDrawing" not in original:
        xml = re.sub(rb"<legacyDrawing [^>]*/>", b"", xml)
    xml = re.sub(rb' spans="[^"]*"|<dimension [^>]*/>', b"", xml)
    xml = re.sub(rb'(<c [^>]*?) s="[0-9]+"', rb"\1", xml)
    xml = re.sub(rb'<c r="[A-Z]+[0-9]+"/>', b"", xml)
    xml = re.sub(rb'<row r="[0-9]+"></row>', b"", xml)
    xml = re.sub(rb"(<row [^>]*)/>", rb"\1></row>", xml)
    return xml.replace(b"<sheetData/>", b"<sheetData></sheetData>")


def test_what_was_in_the_changed_parts_is_still_there(original: Path, copy: Path) -> None:
    before, after = parts_of(original.read_bytes()), parts_of(copy.read_bytes())
    for name in CHANGED - {f"xl/worksheets/sheet{number}.xml" for number in (1, 2, 3, 4)}:
        if name == "xl/comments1.xml":
            continue  # a text in it was extended, below
        pieces = [piece for piece in re.split(rb'(?<=>)|count="[0-9]+"|data="1', before[name]) if piece]
        at = 0
        for piece in pieces:
            at = after[name].find(piece, at)
            assert at >= 0, (name, piece)


def test_every_part_is_well_formed(copy: Path) -> None:
    for name, content in parts_of(copy.read_bytes()).items():
        if name.endswith((".xml", ".rels", ".vml")):
            xml.dom.minidom.parseString(content)


def test_values_formulas_formats_and_merges_are_the_same_cell_by_cell(original: Path, copy: Path) -> None:
    verify(original.read_bytes(), copy.read_bytes())
    before, after = load(original), load(copy)
    for sheet in before.worksheets:
        cells = {cell.coordinate: cell for row in sheet.iter_rows() for cell in row}
        written = {name: cell for name, cell in cells.items() if cell.has_style or cell.value is not None}
        for name, cell in written.items():
            other = after[sheet.title][name]
            assert (other.value, other.data_type) == (cell.value, cell.data_type), name
            for look in ("number_format", "font", "border", "alignment", "protection"):
                assert repr(getattr(other, look)) == repr(getattr(cell, look)), (name, look)


def test_faulty_cells_are_filled_by_their_worst_level(copy: Path) -> None:
    workbook = load(copy)
    sheet = workbook["项目一"]
    fills = {name: sheet[name].fill.fgColor.rgb for name in ("D12", "E12", "B3", "B15", "B14", "Z99", "F21")}
    assert fills == {"D12": RED, "E12": YELLOW, "B3": BLUE, "B15": RED, "B14": RED, "Z99": RED, "F21": RED}
    assert workbook["O'Neil!表"]["C3"].fill.fgColor.rgb == GREY  # nothing is wrong in it but elsewhere
    assert workbook["空表"]["B2"].fill.fgColor.rgb == YELLOW
    assert sheet["A12"].fill.fgColor.rgb not in (RED, YELLOW, BLUE)
    assert sheet["F12"].fill.fgColor.rgb == "FFFFFF00"


def test_an_empty_cell_keeps_the_look_of_its_row_or_column(copy: Path) -> None:
    sheet = load(copy)["项目一"]
    assert [sheet[name].number_format for name in ("B14", "F21", "Z99")] == ["0.00", "0.00", "General"]


def test_notes_stand_on_their_cells_and_say_what_to_do(copy: Path) -> None:
    sheet = load(copy)["项目一"]
    assert sheet["D12"].comment.text == "【错误 QLT-001】指标值空泛\n建议值：≥95%"
    assert sheet["B3"].comment.text == "【提示 CMP-008】合并的单元格"
    assert sheet["C4"].value is None
    noted = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    assert noted == {"A12", "B3", "B14", "B15", "D12", "E12", "F21", "Z99"}


def test_a_note_that_was_there_stays_in_front_of_the_new_text(copy: Path) -> None:
    sheet = load(copy)["项目一"]
    assert sheet["A12"].comment.text == "不动的批注"
    old, *new = sheet["E12"].comment.text.split("\n\n")
    assert old == "原有批注"
    assert new == ["【警告 CMP-009】第12行度量单位未填写", "【错误 QLT-001】指标值空泛\n（与 项目一!D12 有关）"]
    assert sheet["E12"].comment.author == "张三"


def test_every_new_note_has_one_box_with_a_number_of_its_own(original: Path, copy: Path) -> None:
    before, after = _shapes(original), _shapes(copy)
    added = [number for number in after if number not in before]
    assert len(added) == len(set(added)) == len(after) - len(before) == 6 + 1 + 1 + 1
    drawing = parts_of(copy.read_bytes())["xl/drawings/vmlDrawing1.vml"]
    places = re.findall(rb"<x:Row>([0-9]+)</x:Row><x:Column>([0-9]+)</x:Column>", drawing)
    assert len(places) == len(set(places)) == 8


def _shapes(path: Path) -> list[bytes]:
    drawings = (content for name, content in parts_of(path.read_bytes()).items() if name.endswith(".vml"))
    return [number for content in drawings for number in re.findall(rb'id="(_x0000_s[0-9]+)"', content)]


def test_the_sheet_of_results_lists_everything_with_links(copy: Path) -> None:
    workbook = load(copy)
    assert workbook.sheetnames[-1] == "检查结果"
    sheet: Any = workbook["检查结果"]
    assert [cell.value for cell in sheet[3] if cell.value] == [
        "序号",
        "级别",
        "定位",
        "项目",
        "问题",
        "建议值",
        "怎么改",
        "依据",
        "规则",
    ]
    rows = list(sheet.iter_rows(min_row=4))
    assert [row[4].value for row in rows] == [each.parameters["text"] for each in FINDINGS]
    links = {row[2].value: row[2].hyperlink.location for row in rows if row[2].hyperlink}
    assert links["项目一!D12"] == "'项目一'!D12"
    assert "项目一" not in links
    assert rows[0][5].value == "≥95%"


def test_a_link_finds_a_sheet_with_an_apostrophe_in_its_name(original: Path, tmp_path: Path) -> None:
    marked = tmp_path / "a.xlsx"
    marked.write_bytes(mark(original.read_bytes(), [finding("x", sheet="O'Neil!表", cell="A1")]))
    assert load(marked)["检查结果"]["C4"].hyperlink.location == "'O''Neil!表'!A1"


def test_a_second_marking_puts_its_sheet_of_results_in_the_place_of_the_first(copy: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    again.write_bytes(mark(copy.read_bytes(), FINDINGS))
    assert load(again).sheetnames == load(copy).sheetnames
    verify(copy.read_bytes(), again.read_bytes())


def test_marking_the_same_twice_gives_the_same_bytes(original: Path, copy: Path) -> None:
    assert mark(original.read_bytes(), FINDINGS) == copy.read_bytes()


@pytest.mark.office
def test_libreoffice_opens_the_copy_with_the_same_values_and_the_notes_in_place(
    copy: Path, original: Path, office: Office, tmp_path: Path
) -> None:
    opened = office.convert(copy, "xlsx", tmp_path)
    before, after = read_xlsx(original), read_xlsx(opened)
    rows = {sheet.name: sheet.rows for sheet in after.sheets}
    assert "检查结果" in rows
    for one in before.sheets:
        assert rows[one.name] == one.rows, one.name
    sheet = load(opened)["项目一"]
    noted = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    assert noted == {"A12", "B3", "B14", "B15", "D12", "E12", "F21", "Z99"}
    assert sheet["D12"].fill.fgColor.rgb == RED
    assert "原有批注" in sheet["E12"].comment.text
    assert "第12行度量单位未填写" in sheet["E12"].comment.text
