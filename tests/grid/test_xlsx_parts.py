"""Parts of an .xlsx: written unusually, missing or broken."""

import zlib
from pathlib import Path

import pytest

from grid.workbook_parts import (
    MAIN,
    STRICT,
    WORKBOOK_TYPE,
    package,
    sheet_xml,
    strings_xml,
    styles_xml,
    xlsx,
    xlsx_parts,
)
from jixiao.errors import BrokenWorkbookError
from jixiao.grid.model import Workbook
from jixiao.grid.open import open_workbook


@pytest.fixture
def read(tmp_path: Path):
    """Write the bytes to a file and open it."""

    def open_bytes(data: bytes) -> Workbook:
        path = tmp_path / "报送.xlsx"
        path.write_bytes(data)
        return open_workbook(path)

    return open_bytes


def row(cells: str, number: int = 1, attributes: str = "") -> str:
    return f'<row r="{number}"{attributes}>{cells}</row>'


def test_states_of_sheets_and_scopes_of_names_are_kept(read):
    names = (
        '<definedNames><definedName name="amount" localSheetId="1">表2!$B$4</definedName>'
        '<definedName name="单位">{"万元","元"}</definedName><definedName name="x" localSheetId="9">A1</definedName></definedNames>'
    )
    states = {2: 'state="hidden"', 3: 'state="veryHidden"'}
    workbook = read(xlsx(*[sheet_xml()] * 3, names=names, states=states))
    assert [(sheet.name, sheet.state, sheet.hidden) for sheet in workbook.sheets] == [
        ("表1", "visible", False),
        ("表2", "hidden", True),
        ("表3", "veryHidden", True),
    ]
    assert workbook.names == {("表2", "amount"): "表2!$B$4", (None, "单位"): '{"万元","元"}'}


@pytest.mark.parametrize(
    "part",
    [
        sheet_xml(row('<c r="A1"><v>1</v></c>'), namespace=STRICT),
        sheet_xml(row('<c r="A1"><v>1</v></c>')).replace("UTF-8", "utf-8"),
        ("\ufeff" + sheet_xml(row('<c r="A1"><v>1</v></c>'))).encode(),
        sheet_xml(row('<c r="A1"><v>1</v></c>')).replace("UTF-8", "UTF-16").encode("utf-16"),
        sheet_xml(row('<c r="A1"><v>1</v></c>')).replace("UTF-8", "GB18030").encode("gb18030"),
        sheet_xml(row("<c r='A1'><v>1</v></c>")),
        sheet_xml(row('<c s="0" r="A1"><v>1</v></c>')),
        sheet_xml(row('<c r="A1"><!-- 注 --><v>1</v></c>')),
        sheet_xml(row('<c r="A1" t="str"><v><![CDATA[1]]></v></c>')).replace(' t="str"', ""),
        sheet_xml(row('<c r="a1"><v> 1 </v></c>')),
        sheet_xml(row('\n  <c r="A1">\n  <v>1</v>\n</c>\n')),
        sheet_xml(row('<c r="A1"><v>1</v></c>')).replace("<?xml", "<?xml-stylesheet?><?xml", 0),
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        "<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData></worksheet>",
    ],
    ids=[
        "strict namespace",
        "lower-case encoding",
        "byte order mark",
        "UTF-16",
        "GB18030",
        "single quotes",
        "other attribute order",
        "comment",
        "CDATA",
        "lower-case address",
        "pretty-printed",
        "plain",
        "prefixes",
        "no namespace",
    ],
)
def test_unusual_ways_to_write_a_sheet_are_understood(read, part):
    assert read(xlsx(part)).sheets[0].rows == {1: {1: 1.0}}


def test_parts_are_found_whatever_the_case_and_slashes_of_their_names(read):
    parts = xlsx_parts(sheet_xml(row('<c r="A1"><v>1</v></c>')))
    parts = {
        name.replace("sheet1", "Sheet1").replace("worksheets/", "worksheets\\"): data for name, data in parts.items()
    }
    assert read(package(parts)).sheets[0].rows == {1: {1: 1.0}}


def test_charts_among_the_sheets_are_passed_over_and_names_keep_their_sheet(read):
    names = '<definedNames><definedName name="n" localSheetId="1">A1</definedName></definedNames>'
    parts = xlsx_parts(sheet_xml(), sheet_xml(), names=names)
    rels = str(parts["xl/_rels/workbook.xml.rels"])
    parts["xl/_rels/workbook.xml.rels"] = rels.replace("relationships/worksheet", "relationships/chartsheet", 1)
    workbook = read(package(parts))
    assert [sheet.name for sheet in workbook.sheets] == ["表2"]
    assert workbook.names == {("表2", "n"): "A1"}
    assert workbook.failures == []


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "不是 XML",
        sheet_xml(row('<c r="A1"><v>1</v></c>'))[:-20],
        sheet_xml(row('<c r="A1"><v>1</v><c r="B1"><v>2</v></c>')),
        sheet_xml(row('<c r="A1"><v>1</v></c>') + "</row>"),
        sheet_xml(row('<c r="A1" t="str"><v>a&b</v></c>')),
        sheet_xml(row('<c r="A1" t="str"><v>\x02</v></c>')),
        sheet_xml(row('<c r="A1" t="s"><v>7</v></c>')),
        sheet_xml(row('<c r="A1" t="s"><v>-1</v></c>')),
        sheet_xml(row('<c r="XFE1"><v>1</v></c>')),
        sheet_xml(row('<c r="A1048577"><v>1</v></c>')),
        sheet_xml(row('<c r="A0"><v>1</v></c>')),
        sheet_xml(after='<mergeCells><mergeCell ref="A1:?"/></mergeCells>'),
        sheet_xml().encode() + b"\xff",
        f'<chartsheet xmlns="{MAIN}"/>',
    ],
)
def test_a_broken_sheet_is_noted_and_the_others_are_read(read, broken):
    workbook = read(xlsx(sheet_xml(row('<c r="A1"><v>1</v></c>')), broken, strings=strings_xml(["甲"])))
    assert [sheet.rows for sheet in workbook.sheets] == [{1: {1: 1.0}}]
    assert [failure.sheet for failure in workbook.failures] == ["表2"]
    assert workbook.failures[0].reason


def test_a_sheet_with_a_wrong_check_sum_is_noted(read):
    data = xlsx(sheet_xml(row('<c r="A1"><v>1</v></c>')), sheet_xml(row('<c r="A1"><v>2</v></c>')))
    data = data.replace(zlib.crc32(sheet_xml(row('<c r="A1"><v>2</v></c>')).encode()).to_bytes(4, "little"), b"abcd")
    workbook = read(data)
    assert [sheet.rows for sheet in workbook.sheets] == [{1: {1: 1.0}}]
    assert [failure.sheet for failure in workbook.failures] == ["表2"]


def test_a_workbook_is_known_by_its_place_where_its_content_type_is_missing(read):
    parts = xlsx_parts(sheet_xml(row('<c r="A1"><v>1</v></c>')))
    types = str(parts["[Content_Types].xml"])
    parts["[Content_Types].xml"] = types[: types.index("<Override")] + "</Types>"
    assert read(package(parts)).sheets[0].rows == {1: {1: 1.0}}


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml",
        "application/vnd.ms-excel.template.macroEnabled.main+xml",
    ],
)
def test_workbooks_with_macros_and_templates_are_read(read, kind):
    parts = xlsx_parts(sheet_xml(row('<c r="A1"><v>1</v></c>')))
    parts["[Content_Types].xml"] = str(parts["[Content_Types].xml"]).replace(WORKBOOK_TYPE, kind)
    assert read(package(parts)).sheets[0].rows == {1: {1: 1.0}}


def test_a_missing_sheet_part_is_noted(read):
    parts = xlsx_parts(sheet_xml(row('<c r="A1"><v>1</v></c>')), sheet_xml())
    del parts["xl/worksheets/sheet2.xml"]
    assert [failure.sheet for failure in read(package(parts)).failures] == ["表2"]


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"]
)
@pytest.mark.parametrize("content", [None, "<broken", ""])
def test_a_workbook_whose_common_parts_are_broken_is_not_read(read, part, content):
    parts = xlsx_parts(
        sheet_xml(row('<c r="A1" t="s"><v>0</v></c>')), strings=strings_xml(["甲"]), styles=styles_xml([])
    )
    if content is None:
        del parts[part]
    else:
        parts[part] = content
    with pytest.raises(BrokenWorkbookError):
        read(package(parts))


def test_a_workbook_of_which_no_sheet_can_be_read_is_broken(read):
    with pytest.raises(BrokenWorkbookError):
        read(xlsx("<worksheet", "<worksheet"))


def test_reading_leaves_the_file_untouched(tmp_path):
    path = tmp_path / "只读.xlsx"
    path.write_bytes(xlsx(sheet_xml()))
    path.chmod(0o444)
    before = path.stat()
    open_workbook(path)
    after = path.stat()
    assert (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)
