"""What the .xlsx reader makes of each way to write a workbook."""

from pathlib import Path

import pytest

from grid.workbook_parts import MAIN, sheet_xml, strings_xml, styles_xml, xlsx
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet, Workbook
from jixiao.grid.open import open_workbook


@pytest.fixture
def read(tmp_path: Path):
    """Write the bytes to a file and open it."""

    def open_bytes(data: bytes) -> Workbook:
        path = tmp_path / "报送.xlsx"
        path.write_bytes(data)
        return open_workbook(path)

    return open_bytes


@pytest.fixture
def read_rows(read):
    """Open a workbook of one sheet with these rows; strings and styles are given as texts and format codes."""

    def open_rows(rows: str, strings=("甲", "乙"), formats=(), **around: str) -> Sheet:
        data = xlsx(sheet_xml(rows, **around), strings=strings_xml(strings), styles=styles_xml(formats))
        workbook = read(data)
        assert workbook.failures == []
        return workbook.sheets[0]

    return open_rows


def row(cells: str, number: int = 1, attributes: str = "") -> str:
    return f'<row r="{number}"{attributes}>{cells}</row>'


def test_each_type_of_cell_gives_its_value(read_rows):
    sheet = read_rows(
        row(
            '<c r="A1" t="s"><v>1</v></c><c r="B1"><v>4613.6</v></c><c r="C1" t="n"><v>-1E-3</v></c>'
            '<c r="D1" t="b"><v>1</v></c><c r="E1" t="b"><v>0</v></c><c r="F1" t="str"><f>A1</f><v>乙</v></c>'
            '<c r="G1" t="inlineStr"><is><t>就地</t></is></c><c r="H1" t="e"><v>#DIV/0!</v></c><c r="I1" s="0"/>'
        )
    )
    assert sheet.rows == {1: {1: "乙", 2: 4613.6, 3: -0.001, 4: True, 5: False, 6: "乙", 7: "就地"}}
    assert sheet.errors == {(1, 8): "#DIV/0!"}
    assert sheet.formulas == {(1, 6): "A1"}
    assert all(isinstance(value, float) for value in (sheet.rows[1][2], sheet.rows[1][3]))


def test_text_of_white_space_alone_is_left_out(read_rows):
    cells = '<c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><v> </v></c><c r="C1" t="inlineStr"><is><t>　</t></is></c>'
    assert read_rows(row(cells), strings=(" \n　",)).rows == {}


def test_references_and_escapes_in_texts_are_resolved(read_rows):
    cells = (
        '<c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><v>&lt;&#21313;&#x4E07;&gt;</v></c>'
        '<c r="C1" t="str"><v>a_x000D_b_x005F_x0041_</v></c><c r="D1" t="str"><v>_xD83D__xDE00_</v></c>'
    )
    sheet = read_rows(row(cells), strings=('≥90% & "优"',))
    assert sheet.rows == {1: {1: '≥90% & "优"', 2: "<十万>", 3: "a\rb_x0041_", 4: "😀"}}


def test_half_a_surrogate_pair_does_not_get_into_a_text(read_rows):
    sheet = read_rows(row('<c r="A1" t="str"><v>甲_xD83D_乙</v></c>'))
    assert sheet.rows[1][1].encode()


def test_runs_of_rich_text_are_joined_and_phonetics_left_out(read):
    strings = (
        f'<sst xmlns="{MAIN}"><si><r><rPr><b/></rPr><t>绩效</t></r><r><t xml:space="preserve"> 目标</t></r>'
        '<rPh sb="0" eb="1"><t>じっこう</t></rPh><phoneticPr fontId="1"/></si>'
        '<si><t>单一</t><phoneticPr fontId="1" type="noConversion"/></si><si><t/></si></sst>'
    )
    rows = row('<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>')
    assert read(xlsx(sheet_xml(rows), strings=strings)).sheets[0].rows == {1: {1: "绩效 目标", 2: "单一"}}


def test_runs_of_an_inline_rich_text_are_joined(read_rows):
    rows = row('<c r="A1" t="inlineStr"><is><r><t>绩</t></r><r><t>效</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>')
    assert read_rows(rows).rows == {1: {1: "绩效"}}


def test_number_formats_belong_to_filled_cells_and_general_is_none(read_rows):
    cells = (
        '<c r="A1" s="1"><v>46022</v></c><c r="B1" s="2"><v>0.95</v></c><c r="C1" s="1"/><c r="D1"><v>1</v></c>'
        '<c r="E1" s="3" t="s"><v>0</v></c><c r="F1" s="4"><v>1</v></c><c r="G1" s="99"><v>2</v></c>'
    )
    sheet = read_rows(row(cells), formats=(31, "0.0%", "@", "G/通用格式"))
    assert sheet.formats == {(1, 1): 'yyyy"年"m"月"d"日"', (1, 2): "0.0%", (1, 5): "@"}


@pytest.mark.parametrize("number", [27, 30, 31, 36, 50, 57, 58])
def test_built_in_formats_of_a_chinese_excel_are_dates(read_rows, number):
    from jixiao.grid.numberformat import is_date_format

    sheet = read_rows(row('<c r="A1" s="1"><v>46022</v></c>'), formats=(number,))
    assert is_date_format(sheet.formats[1, 1])


def test_iso_dates_become_serial_numbers_with_a_date_format(read_rows):
    cells = '<c r="A1" t="d"><v>2026-12-31</v></c><c r="B1" s="1" t="d"><v>2026-12-31T12:00:00</v></c><c r="C1" t="d"><v>待定</v></c>'
    sheet = read_rows(row(cells), formats=("yyyy/m/d",))
    assert sheet.rows == {1: {1: 46387.0, 2: 46387.5, 3: "待定"}}
    assert sheet.formats == {(1, 1): "yyyy-mm-dd", (1, 2): "yyyy/m/d"}


@pytest.mark.parametrize("spacing", ["", " "])  # the fast reader, and the exact one
def test_dates_that_count_from_1904_are_brought_into_the_usual_system(read, spacing):
    cells = (
        '<c r="A1" t="d"><v>2026-12-31</v></c><c r="B1" s="1"><v>44925</v></c><c r="C1" s="2"><v>1.25</v></c>'
        f'<c r="D1"><v>44925</v></c><c{spacing} r="E1" s="1" t="str"><v>待定</v></c>'
    )
    styles = styles_xml(("yyyy/m/d", "[h]:mm"))
    workbook = read(xlsx(sheet_xml(row(cells)), styles=styles, properties='<workbookPr date1904="1"/>'))
    assert workbook.date1904
    assert workbook.sheets[0].rows == {1: {1: 46387.0, 2: 46387.0, 3: 1.25, 4: 44925.0, 5: "待定"}}


def test_what_is_no_number_in_a_number_cell_stays_text(read_rows):
    cells = "".join(
        f'<c r="{c}1"><v>{text}</v></c>'
        for c, text in zip("ABCDE", ("1,000", "nan", "1_0", "１２", "inf"), strict=True)
    )
    assert read_rows(row(cells)).rows == {1: {1: "1,000", 2: "nan", 3: "1_0", 4: "１２", 5: "inf"}}


def test_a_formula_never_calculated_has_no_value(read_rows):
    cells = '<c r="A1"><f>SUM(B1:C1)</f></c><c r="B1"><f>1+1</f><v></v></c><c r="C1"><f>2</f><v/></c><c r="D1" t="str"><f>""</f><v></v></c>'
    sheet = read_rows(row(cells))
    assert sheet.rows == {}
    assert sheet.formulas == {(1, 1): "SUM(B1:C1)", (1, 2): "1+1", (1, 3): "2", (1, 4): '""'}


def test_an_error_from_a_formula_has_both_entries(read_rows):
    sheet = read_rows(row('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1" t="e"><v>#SPILL!</v></c>'))
    assert sheet.rows == {}
    assert sheet.errors == {(1, 1): "#DIV/0!", (1, 2): "#SPILL!"}
    assert sheet.formulas == {(1, 1): "1/0"}


def test_shared_formulas_are_expanded_and_array_formulas_kept(read_rows):
    rows = (
        row('<c r="C1"><f t="shared" ref="C1:C3" si="0">A1*$B$1</f><v>1</v></c>')
        + row('<c r="C2"><f t="shared" si="0"/><v>2</v></c>', 2)
        + row('<c r="C3"><f t="shared" si="0"></f></c><c r="D3"><f t="array" ref="D3:D4">A1:A2*2</f><v>3</v></c>', 3)
    )
    sheet = read_rows(rows)
    assert sheet.formulas == {(1, 3): "A1*$B$1", (2, 3): "A2*$B$1", (3, 3): "A3*$B$1", (3, 4): "A1:A2*2"}


def test_cells_and_rows_without_an_address_take_the_next_place(read_rows):
    rows = '<row><c><v>1</v></c><c/><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>'
    assert read_rows(rows).rows == {1: {1: 1.0, 3: 2.0}, 5: {3: 3.0, 4: 4.0}, 6: {1: 5.0}}


def test_cells_out_of_order_come_in_order_and_the_last_of_two_counts(read_rows):
    rows = (
        row('<c r="B3" t="e"><v>#N/A</v></c><c r="A3"><v>1</v></c>', 3)
        + row('<c r="C1" s="1"><f>9</f><v>1</v></c><c r="A1"><v>2</v></c><c r="C1" t="s"><v>0</v></c><c r="C1"/>')
        + row('<c r="B3"><v>7</v></c>', 3)
    )
    sheet = read_rows(rows, formats=("0.00",))
    assert [(number, list(cells.items())) for number, cells in sheet.rows.items()] == [
        (1, [(1, 2.0), (3, "甲")]),
        (3, [(1, 1.0), (2, 7.0)]),
    ]
    assert (sheet.errors, sheet.formulas, sheet.formats) == ({}, {}, {})


def test_a_stray_cell_at_the_far_corner_is_one_cell(read_rows):
    sheet = read_rows(row('<c r="A1"><v>1</v></c>') + row('<c r="XFD1048576"><v>2</v></c>', 1048576))
    assert sheet.rows == {1: {1: 1.0}, 1048576: {16384: 2.0}}


def test_the_dimension_element_is_not_believed(read_rows):
    rows = row('<c r="A1"><v>1</v></c>') + row('<c r="B2"><v>2</v></c>', 2)
    assert read_rows(rows, before='<dimension ref="A1:A1"/>').rows == {1: {1: 1.0}, 2: {2: 2.0}}


def test_merged_areas_are_read_even_where_they_overlap(read_rows):
    merges = '<mergeCells count="2"><mergeCell ref="A1:D1"/><mergeCell ref="C1:C3" /></mergeCells>'
    assert read_rows("", after=merges).merges == [Range(1, 1, 1, 4), Range(1, 3, 3, 3)]


def test_hidden_rows_and_columns_are_named(read_rows):
    rows = (
        row('<c r="A1"><v>1</v></c>', attributes=' hidden="1"')
        + row("", 2, ' hidden="0"')
        + row("", 3, ' hidden="true"')
    )
    columns = '<cols><col min="1" max="2" width="9"/><col min="3" max="5" width="0" hidden="1" customWidth="1"/></cols>'
    sheet = read_rows(rows, before=columns)
    assert sheet.hidden_rows == {1, 3}
    assert sheet.hidden_columns == [(3, 5)]
