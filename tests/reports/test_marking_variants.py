"""Workbooks as other programs write them, each in a way of its own: all of them can be marked, or say why not."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from jixiao.checks.finding import Finding
from jixiao.errors import BrokenWorkbookError, CannotMarkError
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.package import Package
from jixiao.grid.xlsx import read_package
from jixiao.reports.marking.marked_workbook import verify
from reports.reported import ERROR, INFO, finding
from reports.workbooks import MAIN, mark, parts_of, relation, relations, sheet_xml, small, zipped

pytestmark = pytest.mark.filterwarnings("ignore:Workbook contains no default style")

RED = "FFFFC7CE"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><b/></font></fonts><fills count="2"><fill><patternFill/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    '<xf numFmtId="10" fontId="0" fillId="0" borderId="0" applyNumberFormat="1"><alignment horizontal="center"/></xf>'
    "</cellXfs></styleSheet>"
)
CELL = '<row r="2"><c r="B2" s="1"><v>1</v></c></row>'


def at(cell: str, text: str = "错", sheet: str = "表") -> Finding:
    return finding(text, sheet=sheet, cell=cell)


def marked(parts: dict[str, str | bytes], *findings: Finding) -> Worksheet:
    """The sheet of the marked copy as openpyxl reads it, after the project's own look at it."""
    data = zipped(parts)
    copy = mark(data, findings)
    verify(data, copy)
    return load_workbook(BytesIO(copy))["表"]


def filled(sheet: Worksheet) -> set[str]:
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == RED}


def test_a_workbook_without_styles_gets_some() -> None:
    sheet = marked(small(sheet_xml('<row r="2"><c r="B2"><v>1</v></c></row>')), at("B2"), at("C3"))
    assert filled(sheet) == {"B2", "C3"}
    assert sheet["B2"].value == 1


@pytest.mark.parametrize("missing", ["fonts", "fills", "borders", "cellXfs"])
def test_a_missing_table_of_styles_is_made(missing: str) -> None:
    styles = re.sub(f"<{missing} .*?</{missing}>", "", STYLES)
    sheet = marked(small(sheet_xml('<row r="2"><c r="B2"><v>1</v></c></row>'), styles=styles), at("B2"))
    assert filled(sheet) == {"B2"}


def test_all_else_of_a_style_is_kept() -> None:
    cell = marked(small(sheet_xml(CELL), styles=STYLES), at("B2"))["B2"]
    assert (cell.number_format, cell.alignment.horizontal, cell.font.b) == ("0.00%", "center", True)


def test_a_style_number_that_does_not_exist_does_no_harm() -> None:
    assert filled(marked(small(sheet_xml(CELL.replace('s="1"', 's="77"'))), at("B2"))) == {"B2"}


def test_elements_with_a_prefix_stay_with_their_prefix() -> None:
    sheet = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2"><x:c r="B2"><x:v>1</x:v></x:c></x:row></x:sheetData>'
        '<x:mergeCells count="1"><x:mergeCell ref="D4:E5"/></x:mergeCells></x:worksheet>'
    )
    styles = re.sub(r"<(/?)(\w)", r"<\1y:\2", STYLES).replace("xmlns=", "xmlns:y=")
    found = marked(small(sheet, styles=styles), at("B2"), at("C2"), at("E5"), at("A9"))
    assert filled(found) == {"B2", "C2", "D4", "A9"}
    assert found["D4"].comment.text == "【错误 CMP-008】错"


def test_rows_and_cells_without_addresses_are_counted() -> None:
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>"
    sheet = marked(small(sheet_xml(rows)), at("B1"), at("A2"), at("C3"), at("B7"))
    assert filled(sheet) == {"B1", "A2", "C3", "B7"}
    assert [sheet["B1"].value, sheet["A3"].value] == [2, 3]


def test_new_cells_stand_in_the_order_of_columns_and_rows() -> None:
    rows = '<row r="2"><c r="B2"/><c r="E2"/></row><row r="5"/>'
    copy = mark(zipped(small(sheet_xml(rows))), [at(cell) for cell in ("F2", "A2", "C2", "D2", "A3", "B5", "A9", "A1")])
    xml = parts_of(copy)["xl/worksheets/sheet1.xml"].decode()
    cells = re.findall(r'<c r="([A-Z]+[0-9]+)"', xml)
    assert cells == ["A1", "A2", "B2", "C2", "D2", "E2", "F2", "A3", "B5", "A9"]
    assert re.findall(r'<row r="([0-9]+)"', xml) == ["1", "2", "3", "5", "9"]


@pytest.mark.parametrize("data", ["<sheetData/>", "<sheetData></sheetData>", "<sheetData >\r\n</sheetData >"])
def test_an_empty_sheet_can_be_marked(data: str) -> None:
    sheet = f'<worksheet xmlns="{MAIN}">{data}</worksheet>'
    assert filled(marked(small(sheet), at("B2"))) == {"B2"}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_other_encodings_are_read_and_written_as_utf8(encoding: str) -> None:
    name = {"utf-8-sig": "UTF-8"}.get(encoding, encoding)
    xml = f'<?xml version="1.0" encoding="{name}"?>\r\n' + sheet_xml(
        '<row r="2"><c r="B2" t="inlineStr"><is><t>绩效</t></is></c></row>'
    )
    sheet = marked(small(xml.encode(encoding)), at("B2"))
    assert sheet["B2"].value == "绩效"
    assert filled(sheet) == {"B2"}


def test_the_byte_order_mark_of_an_untouched_declaration_stays() -> None:
    xml = b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?>' + sheet_xml(CELL).encode()
    assert parts_of(mark(zipped(small(xml)), [at("B2")]))["xl/worksheets/sheet1.xml"].startswith(xml[:40])


def test_attributes_with_odd_quotes_and_signs_survive() -> None:
    rows = """<row r='2' foo='a>"b'><c r='B2' s = '0' t="str" bar="'>"><f>"x"&gt;'y'</f><v>1</v></c></row>"""
    xml = parts_of(mark(zipped(small(sheet_xml(rows))), [at("B2")]))["xl/worksheets/sheet1.xml"].decode()
    assert re.search(r"""<row r='2' foo='a>"b'><c r='B2' s="[0-9]+" t="str" bar="'>"><f>"x"&gt;'y'</f>""", xml)


def test_the_note_of_a_threaded_comment_is_left_alone() -> None:
    comments = (
        f'<comments xmlns="{MAIN}"><authors><author>tc={{A}}</author><author>张三</author></authors><commentList>'
        '<comment ref="B2" authorId="0"><text><t>[线程批注]</t></text></comment>'
        '<comment ref="C2" authorId="1"><text><r><t>甲</t></r><rPh sb="0" eb="1"><t>x</t></rPh></text></comment>'
        '<comment ref="D2" authorId="1"><text/></comment><comment ref="E2" authorId="1"/></commentList></comments>'
    )
    more = {
        "xl/comments1.xml": comments,
        "xl/worksheets/_rels/sheet1.xml.rels": relations(relation(1, "comments", "../comments1.xml")),
    }
    copy = mark(zipped(small(sheet_xml(CELL), more=more)), [at("B2"), at("C2"), at("D2"), at("E2"), at("F2")])
    xml = parts_of(copy)["xl/comments1.xml"].decode()
    assert '<comment ref="B2" authorId="0"><text><t>[线程批注]</t></text></comment>' in xml
    sheet = load_workbook(BytesIO(copy))["表"]
    texts = [sheet[cell].comment.text for cell in ("C2", "D2", "E2", "F2")]
    assert texts == ["甲\n\n【错误 CMP-008】错", *["【错误 CMP-008】错"] * 3]
    assert filled(sheet) == {"B2", "C2", "D2", "E2", "F2"}


def test_a_drawing_that_is_no_xml_is_extended_nevertheless() -> None:
    drawing = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape '
        'id="_x0000_s5121"><v:textbox><div>按<br>钮</div></v:textbox></v:shape></xml>\r\n'
    )
    more = {
        "xl/drawings/vmlDrawing1.vml": drawing,
        "xl/worksheets/_rels/sheet1.xml.rels": relations(relation(7, "vmlDrawing", "../drawings/vmlDrawing1.vml")),
    }
    copy = mark(zipped(small(sheet_xml(CELL, after='<legacyDrawing r:id="rId7"/>'), more=more)), [at("B2")])
    after = parts_of(copy)["xl/drawings/vmlDrawing1.vml"].decode()
    assert "按<br>钮</div></v:textbox></v:shape>" in after
    assert after.endswith("</v:shape></xml>\r\n")
    assert 'xmlns:o="urn:schemas-microsoft-com:office:office"' in after
    assert parts_of(copy)["xl/worksheets/sheet1.xml"].count(b"<legacyDrawing") == 1


def test_the_new_drawing_stands_where_the_schema_wants_it() -> None:
    after = (
        '<pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/><drawing r:id="rId9"/>'
        '<tableParts count="0"/><extLst/>'
    )
    xml = parts_of(mark(zipped(small(sheet_xml(CELL, after=after))), [at("B2")]))["xl/worksheets/sheet1.xml"].decode()
    tags = re.findall(r"<(\w+)", xml.partition("</sheetData>")[2])
    assert tags == ["pageMargins", "drawing", "legacyDrawing", "tableParts", "extLst"]


def test_a_note_beside_hidden_columns_gets_a_box_that_can_be_seen() -> None:
    hidden = '<cols><col min="1" max="3" width="20"/><col min="4" max="16384" width="9" hidden="1"/></cols>'
    copy = mark(zipped(small(sheet_xml(CELL, before=hidden))), [at("C2")])
    drawing = parts_of(copy)["xl/drawings/vmlDrawing1.vml"].decode()
    anchor = re.search(r"<x:Anchor>(.*?)</x:Anchor>", drawing)
    assert anchor is not None
    left, _, _, _, right, *_ = map(int, anchor[1].split(","))
    assert (left, right) == (0, 2)


def test_a_thousand_notes_take_numbers_of_several_clusters() -> None:
    copy = mark(zipped(small(sheet_xml(CELL))), [at(f"B{row}") for row in range(1, 1501)])
    drawing = parts_of(copy)["xl/drawings/vmlDrawing1.vml"].decode()
    assert 'data="1,2"' in drawing
    numbers = [int(number) for number in re.findall(r'id="_x0000_s([0-9]+)"', drawing)]
    assert len(set(numbers)) == 1500
    assert {number // 1024 for number in numbers} == {1, 2}
    assert not any(number % 1024 == 0 for number in numbers)


def test_a_name_of_the_result_sheet_that_is_taken_gets_a_number() -> None:
    parts = small(sheet_xml(CELL))
    parts["xl/workbook.xml"] = str(parts["xl/workbook.xml"]).replace("表", "检查结果")
    copy = mark(zipped(parts), [at("B2", sheet="检查结果")])
    assert load_workbook(BytesIO(copy)).sheetnames == ["检查结果", "检查结果2"]


def test_numbers_of_sheets_and_relations_are_free_ones() -> None:
    after = parts_of(mark(zipped(small(sheet_xml(CELL))), [at("B2")]))
    assert b'sheetId="5"' in after["xl/workbook.xml"]
    ids = re.findall(rb'Id="(\w+)"', after["xl/_rels/workbook.xml.rels"])
    assert len(ids) == len(set(ids)) == 3


def test_text_typed_like_an_escape_is_shown_as_typed() -> None:
    copy = mark(zipped(small(sheet_xml(CELL))), [at("B2", "_x000D_值")])
    assert "】_x005F_x000D_值<" in parts_of(copy)["xl/comments1.xml"].decode()
    assert read_package(Package(copy, DEFAULT_LIMITS)).sheets[-1].value(4, 5) == "_x000D_值"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param(
            lambda p: p.update({"xl/workbook.xml": p["xl/workbook.xml"].replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")}),
            "Strict",
            id="strict",
        ),
        pytest.param(lambda p: p.update({"_xmlsignatures/sig1.xml": "<a/>"}), "数字签名", id="signed"),
        pytest.param(lambda p: p.update({"xl/revisions/revisionHeaders.xml": "<a/>"}), "共享编辑", id="shared"),
        pytest.param(
            lambda p: p.update({"xl/worksheets/sheet1.xml": f'<dialogsheet xmlns="{MAIN}"/>'}), "不是普通工作表", id="dialog"
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_marked_truly_is_refused_with_the_reason(change: object, reason: str) -> None:
    parts = small(sheet_xml(CELL))
    change(parts)  # type: ignore[operator]
    with pytest.raises(CannotMarkError, match=reason):
        mark(zipped(parts), [at("B2")])


def test_a_broken_part_is_told_as_such() -> None:
    with pytest.raises(BrokenWorkbookError):
        mark(zipped(small(sheet_xml("<row r='2'><c r='B2'>"))), [at("B2")])


def test_the_last_look_refuses_a_copy_that_differs() -> None:
    one, other = (zipped(small(sheet_xml(CELL.replace("<v>1", f"<v>{value}")))) for value in (1, 2))
    with pytest.raises(CannotMarkError, match="不一致"):
        verify(one, mark(other, [at("B2")]))


def test_a_cell_that_is_no_address_is_only_listed() -> None:
    strange = [
        at("", "空"),
        at("ABCD1", "远"),
        at("B2:C3", "区域"),
        finding("级", sheet="表", cell="A1", severity=INFO),
    ]
    copy = mark(zipped(small(sheet_xml(CELL))), strange)
    assert read_package(Package(copy, DEFAULT_LIMITS)).sheets[-1].name == "检查结果"
    assert filled(load_workbook(BytesIO(copy))["表"]) == set()


CASES = Path(__file__).resolve().parents[3] / "shared" / "cases" / "forms"


@pytest.mark.skipif(not CASES.is_dir(), reason="the real forms are not here")
def test_real_forms_are_marked_without_a_change_to_their_documents() -> None:
    from jixiao.forms.reading import documents_of

    for path in CASES.glob("*.xlsx"):
        data = path.read_bytes()
        before = documents_of(read_package(Package(data, DEFAULT_LIMITS)), path.name)
        cells = [(d["source"]["sheet"], cell) for d in before for cell in d["cells"].values()]
        findings = [finding("错", file=path.name, sheet=sheet, cell=cell, severity=ERROR) for sheet, cell in cells]
        copy = mark(data, findings)
        verify(data, copy)
        assert documents_of(read_package(Package(copy, DEFAULT_LIMITS)), path.name) == before
