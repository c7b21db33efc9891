from pathlib import Path

import pytest

from hostile.hostile_files import ODS_HEAD, ODS_TAIL, ods
from jixiao.errors import BrokenWorkbookError
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet, Workbook
from jixiao.grid.ods_content import excel_formula, excel_reference
from jixiao.grid.open import open_workbook

STYLES = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:automatic-styles>'
    '<number:date-style style:name="N1"><number:year number:style="long"/><number:text>年</number:text><number:month/>'
    "<number:text>月</number:text><number:day/><number:text>日</number:text></number:date-style>"
    '<number:percentage-style style:name="N2"><number:number number:decimal-places="1" number:min-integer-digits="1"/>'
    "<number:text>%</number:text></number:percentage-style>"
    '<number:number-style style:name="N3"><number:number number:decimal-places="2" number:grouping="true"/>'
    "</number:number-style>"
    '<style:style style:name="日" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="率" style:family="table-cell" style:data-style-name="N2"/>'
    '<style:style style:name="额" style:family="table-cell" style:data-style-name="N3"/>'
    '<style:style style:name="子" style:family="table-cell" style:parent-style-name="额"/>'
    '<style:style style:name="圈" style:family="table-cell" style:parent-style-name="圈"/>'
    '<style:style style:name="隐" style:family="table"><style:table-properties table:display="false"/></style:style>'
    "</office:automatic-styles><office:body><office:spreadsheet>"
)


@pytest.fixture
def read(tmp_path: Path):
    def open_content(content: str) -> Workbook:
        path = tmp_path / "表.ods"
        path.write_bytes(ods(content))
        return open_workbook(path)

    return open_content


@pytest.fixture
def read_rows(read):
    def open_rows(rows: str) -> Sheet:
        return read(f'{STYLES}<table:table table:name="表">{rows}</table:table>{ODS_TAIL}').sheets[0]

    return open_rows


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{''.join(cells)}</table:table-row>"


def cell(kind: str, value: str = "", text: str = "", more: str = "") -> str:
    names = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}
    held = f' office:{names.get(kind, "value")}="{value}"' if value else ""
    shown = f"<text:p>{text}</text:p>" if text else ""
    return f'<table:table-cell office:value-type="{kind}"{held}{more}>{shown}</table:table-cell>'


def test_each_type_of_cell_gives_its_value_and_format(read_rows):
    sheet = read_rows(
        row(
            cell("string", text="绩效"),
            cell("float", "4613.6", "4,613.60", ' table:style-name="子"'),
            cell("percentage", "0.955", "95.5%", ' table:style-name="率"'),
            cell("percentage", "0.5"),
            cell("date", "2026-12-31", more=' table:style-name="日"'),
            cell("date", "2026-12-31"),
            cell("time", "PT06H30M00S"),
            cell("boolean", "true"),
            cell("currency", "3", more=' table:style-name="圈"'),
        )
    )
    assert sheet.rows == {
        1: {1: "绩效", 2: 4613.6, 3: 0.955, 4: 0.5, 5: 46387.0, 6: 46387.0, 7: 6.5 / 24, 8: True, 9: 3.0}
    }
    assert sheet.formats == {
        (1, 2): "#,##0.00",
        (1, 3): "0.0%",
        (1, 4): "0%",
        (1, 5): 'yyyy"年"m"月"d"日"',
        (1, 6): "yyyy-mm-dd",
        (1, 7): "hh:mm:ss",
    }


def test_paragraphs_breaks_and_spaces_make_up_a_text(read_rows):
    text = "一<text:s/>二<text:s text:c='2'/>三<text:tab/><text:span>四</text:span><text:line-break/> 五\n  六"
    sheet = read_rows(
        row(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p><text:p>七</text:p></table:table-cell>'
        )
    )
    assert sheet.rows == {1: {1: "一 二  三\t四\n 五 六\n七"}}


def test_comments_and_drawings_are_no_content(read_rows):
    note = "<office:annotation><text:p>批注</text:p></office:annotation>"
    shape = "<draw:frame><draw:text-box><text:p>图</text:p></draw:text-box></draw:frame>"
    sheet = read_rows(
        f"<table:shapes>{shape}</table:shapes>"
        + row(f'<table:table-cell office:value-type="string">{note}<text:p>正文</text:p>{shape}</table:table-cell>')
        + row(f"<table:table-cell>{note}</table:table-cell>")
    )
    assert sheet.rows == {1: {1: "正文"}}


def test_repeated_cells_and_rows_are_repeated_and_empty_ones_cost_nothing(read_rows):
    sheet = read_rows(
        row(cell("float", "1", more=' table:number-columns-repeated="3"'), attributes=' table:number-rows-repeated="2"')
        + row(
            "<table:table-cell table:number-columns-repeated='16384'/>",
            attributes=' table:number-rows-repeated="1048570"',
        )
        + row("<table:table-cell table:number-columns-repeated='5'/>", cell("float", "2"))
    )
    assert sheet.rows == {1: {1: 1.0, 2: 1.0, 3: 1.0}, 2: {1: 1.0, 2: 1.0, 3: 1.0}, 1048573: {6: 2.0}}


def test_merged_areas_come_from_spans(read_rows):
    covered = "<table:covered-table-cell table:number-columns-repeated='2'/>"
    span = ' table:number-columns-spanned="3" table:number-rows-spanned="2"'
    sheet = read_rows(row(cell("string", text="题", more=span), covered, cell("float", "1")) + row(covered))
    assert sheet.merges == [Range(1, 1, 2, 3)]
    assert sheet.rows == {1: {1: "题", 4: 1.0}}


def test_hidden_rows_columns_and_sheets_are_named(read):
    hidden = ' table:visibility="collapse"'
    rows = (
        '<table:table-column/><table:table-column table:visibility="filter" table:number-columns-repeated="2"/>'
        + row(cell("float", "1"))
        + row(cell("float", "2"), attributes=hidden + ' table:number-rows-repeated="2"')
        + row("<table:table-cell/>", attributes=hidden + ' table:number-rows-repeated="1048573"')
    )
    workbook = read(
        f'{STYLES}<table:table table:name="一">{rows}</table:table>'
        f'<table:table table:name="二" table:style-name="隐"/>{ODS_TAIL}'
    )
    assert workbook.sheets[0].hidden_rows == {2, 3}
    assert workbook.sheets[0].hidden_columns == [(2, 3)]
    assert [sheet.state for sheet in workbook.sheets] == ["visible", "hidden"]


def test_formulas_and_errors_are_kept_apart_from_values(read_rows):
    error = ' calcext:value-type="error" table:formula="of:=1/[.A9]"'
    sheet = read_rows(
        row(
            cell("float", "3", more=' table:formula="of:=SUM([.A1:.B2];[$表2.$C$3])"'),
            cell("string", text="#DIV/0!", more=error),
            '<table:table-cell table:formula="of:=[.A1]*2"/>',
        )
    )
    assert sheet.rows == {1: {1: 3.0}}
    assert sheet.errors == {(1, 2): "#DIV/0!"}
    assert sheet.formulas == {(1, 1): "SUM(A1:B2,表2!$C$3)", (1, 2): "1/A9", (1, 3): "A1*2"}


def test_names_are_kept_with_their_scope(read):
    own = '<table:named-expressions><table:named-range table:name="n" table:cell-range-address="$表.$B$4"/></table:named-expressions>'
    all_ = '<table:named-expressions><table:named-range table:name="g" table:cell-range-address="$表.$A$1:.$B$2"/></table:named-expressions>'
    workbook = read(
        f'{ODS_HEAD}<table:table table:name="表">{row(cell("float", "1"))}{own}</table:table>{all_}{ODS_TAIL}'
    )
    assert workbook.names == {("表", "n"): "表!$B$4", (None, "g"): "表!$A$1:$B$2"}


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("of:=SUM([.A1:.B2];1)", "SUM(A1:B2,1)"),
        ("of:=['it''s'.A1]&\"[.A1];\"", "'it''s'!A1&\"[.A1];\""),
        ("=[.A1]", "A1"),
        ("msoxl:=A1", "A1"),
        ("of:=SUM([.A:.A])", "SUM(A:A)"),
        ("of:=[.#REF!]", ".#REF!"),
        ("", ""),
    ],
)
def test_open_formula_is_written_as_in_excel(theirs, ours):
    assert excel_formula(theirs) == ours


@pytest.mark.parametrize("text", ["", "A1", ".", "$x", ".A1:", ".A1:.B2:.C3", "file:///x#$s.A1"])
def test_a_reference_of_another_kind_stays_as_it_is(text):
    assert excel_reference(text) == text


@pytest.mark.parametrize(
    "rows",
    [
        row("<table:table-cell table:number-columns-repeated='16384'/>", cell("float", "1")),
        row(attributes=' table:number-rows-repeated="1048576"') + row(cell("float", "1")),
        row(cell("float", "1")) + "<broken>",
    ],
)
def test_content_off_the_sheet_or_malformed_is_broken(read_rows, rows):
    with pytest.raises(BrokenWorkbookError):
        read_rows(rows)


@pytest.mark.parametrize("value", ["", "x", "nan", "1e999", "PT", "P1Y", "-"])
@pytest.mark.parametrize("kind", ["float", "percentage", "date", "time"])
def test_a_value_that_is_none_falls_back_to_the_text_shown(read_rows, kind, value):
    if (kind, value) == ("time", "PT"):
        value = "T"
    assert read_rows(row(cell(kind, value, "原文"))).rows == {1: {1: "原文"}}
