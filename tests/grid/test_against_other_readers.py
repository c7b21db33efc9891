"""The reader against openpyxl and python-calamine, over real forms and over workbooks made here."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.formula import ArrayFormula
from python_calamine import CalamineWorkbook

from jixiao.grid.address import Range
from jixiao.grid.lookalikes import plain_characters
from jixiao.grid.model import Sheet, Workbook
from jixiao.grid.numberformat import serial_of
from jixiao.grid.open import open_workbook

CASES = Path(__file__).resolve().parents[3] / "shared" / "cases"
needs_cases = pytest.mark.skipif(not CASES.is_dir(), reason="the shared cases are not beside this checkout")
FILES = sorted(CASES.glob("*/*.xlsx"))


def cells(sheet: Sheet) -> dict[tuple[int, int], object]:
    """The values that show something: a selector written as a reference (&#917760;) is left for the forms to clean."""
    found = {(row, column): plain(value) for row, line in sheet.rows.items() for column, value in line.items()}
    return {place: value for place, value in found.items() if value is not None}


def plain(value: object) -> object:
    """A value of another reader as the model has it; None for what the model leaves out."""
    if isinstance(value, str):
        shown = plain_characters(value)  # a soft hyphen alone is not drawn: the cell is blank
        return shown if shown.strip() else None
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, datetime):
        return round(serial_of(value), 6)
    if isinstance(value, date):
        return serial_of(datetime(value.year, value.month, value.day))
    if isinstance(value, timedelta):
        return round(value / timedelta(days=1), 6)
    if isinstance(value, time):
        return round((value.hour * 3600 + value.minute * 60 + value.second) / 86_400, 6)
    assert isinstance(value, int | float)
    return float(value)


def rounded(found: dict[tuple[int, int], object]) -> dict[tuple[int, int], object]:
    return {place: round(value, 6) if isinstance(value, float) else value for place, value in found.items()}


def assert_as_openpyxl(path: Path, workbook: Workbook) -> None:
    values, formulas = openpyxl.load_workbook(path, data_only=True), openpyxl.load_workbook(path)
    assert [sheet.name for sheet in workbook.sheets] == values.sheetnames
    for sheet in workbook.sheets:
        theirs, written = values[sheet.name], formulas[sheet.name]
        assert sheet.state == theirs.sheet_state
        filled = {(c.row, c.column): c for line in theirs.iter_rows() for c in line if plain(c.value) is not None}
        errors = {place: cell.value for place, cell in filled.items() if cell.data_type == "e"}
        assert sheet.errors == errors
        expected = {place: plain(cell.value) for place, cell in filled.items() if place not in errors}
        assert rounded(cells(sheet)) == rounded(expected)
        texts = {(c.row, c.column): c.value for line in written.iter_rows() for c in line if c.data_type == "f"}
        assert sheet.formulas == {
            place: (text.text if isinstance(text, ArrayFormula) else text).removeprefix("=")
            for place, text in texts.items()
        }
        merges = sorted(Range(m.min_row, m.min_col, m.max_row, m.max_col) for m in theirs.merged_cells.ranges)
        assert sorted(sheet.merges) == merges
        assert sheet.hidden_rows == {number for number, row in theirs.row_dimensions.items() if row.hidden}
        for place, code in sheet.formats.items():
            if code not in ("yyyy/m/d",):  # 14 looks as the language has it
                assert code == theirs.cell(*place).number_format


def assert_as_calamine(path: Path, workbook: Workbook) -> None:
    theirs = CalamineWorkbook.from_path(path)
    assert [sheet.name for sheet in workbook.sheets] == theirs.sheet_names
    for sheet in workbook.sheets:
        found = theirs.get_sheet_by_name(sheet.name)
        rows = enumerate(found.to_python(skip_empty_area=False), 1)
        expected = {(r, c): plain(v) for r, line in rows for c, v in enumerate(line, 1) if plain(v) is not None}
        assert rounded(cells(sheet)) == rounded(expected)
        if (merged := found.merged_cell_ranges) is not None:
            areas = [Range(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in merged]
            assert sorted(sheet.merges) == sorted(areas)


@needs_cases
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_real_forms_are_read_as_openpyxl_and_calamine_read_them(path):
    workbook = open_workbook(path)
    assert workbook.failures == []
    assert_as_openpyxl(path, workbook)
    assert_as_calamine(path, workbook)


@needs_cases
@pytest.mark.parametrize("path", sorted(CASES.glob("*/*.ods")), ids=lambda path: path.stem)
def test_real_ods_forms_are_read_as_calamine_reads_them(path):
    assert_as_calamine(path, open_workbook(path))


def write_with_xlsxwriter(path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    money, day, share = (book.add_format({"num_format": code}) for code in ("#,##0.00", 'yyyy"年"m"月"d"日"', "0.0%"))
    sheet = book.add_worksheet("项目 1")
    sheet.merge_range("A1:F1", "2026年项目支出绩效目标表", book.add_format({"bold": True}))
    sheet.write_row("A2", ["项目名称", '村"两委" <补贴> & 其他', "  前后空格 ", "换\n行", "", " "])
    sheet.write_number("A3", 4613.6, money)
    sheet.write_datetime("B3", datetime(2026, 12, 31), day)
    sheet.write_number("C3", 0.955, share)
    sheet.write_boolean("D3", True)
    sheet.write_formula("E3", "=A3*2", money, 9227.2)
    sheet.write_formula("F3", '=IF(A3>1,"是","否")', None, "是")
    sheet.write_formula("A4", "=1/0", None, "#DIV/0!")
    sheet.write_array_formula("B4:B5", "{=A3:A4*2}", None, 1)
    sheet.write_rich_string("C4", "普通", book.add_format({"bold": True}), "加粗", "末尾")
    sheet.write_blank("D4", None, money)
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.write("A5", "隐藏行")
    sheet.set_column("G:H", None, None, {"hidden": True})
    sheet.write_string("A10", "=不是公式")
    sheet.write_string("A11", "_x0041_ 原文")
    hidden = book.add_worksheet("去年")
    hidden.hide()
    hidden.write("C7", 1)
    book.add_worksheet("空表")
    book.define_name("'项目 1'!amount", "='项目 1'!$A$3")
    book.define_name("单位", "='项目 1'!$A$2:$B$2")
    book.close()


def test_a_workbook_by_xlsxwriter_is_read_as_others_read_it(tmp_path):
    path = tmp_path / "表.xlsx"
    write_with_xlsxwriter(path)
    workbook = open_workbook(path)
    first = workbook.sheets[0]
    assert first.rows.pop(11) == {1: "_x0041_ 原文"}  # which openpyxl does not unescape
    assert first.rows[4].pop(3) == "普通加粗末尾"
    assert first.rows[2][3] == "  前后空格 "
    assert first.hidden_columns == [(7, 8)]
    assert first.formats == {
        (3, 1): "#,##0.00", (3, 2): 'yyyy"年"m"月"d"日"', (3, 3): "0.0%", (3, 5): "#,##0.00",
    }  # fmt: skip
    assert workbook.names == {("项目 1", "amount"): "'项目 1'!$A$3", (None, "单位"): "'项目 1'!$A$2:$B$2"}
    resaved = openpyxl.load_workbook(path)
    del resaved["项目 1"]["C4"], resaved["项目 1"]["A11"]
    again = tmp_path / "再存.xlsx"
    resaved.save(again)
    reread = open_workbook(again)
    assert_as_openpyxl(again, reread)
    assert [sheet.name for sheet in reread.sheets] == ["项目 1", "去年", "空表"]
    assert reread.sheets[0].merges == first.merges
    assert reread.sheets[0].formulas == first.formulas
    assert reread.names == workbook.names


VALUES = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff_"), max_size=10).filter(
        lambda text: not text.startswith("=")
    ),
    st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)).map(lambda moment: moment.replace(microsecond=0)),
)
TABLES = st.dictionaries(st.tuples(st.integers(1, 40), st.integers(1, 30)), VALUES, max_size=25)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TABLES)
def test_any_table_by_openpyxl_is_read_as_others_read_it(tmp_path, table):
    book = openpyxl.Workbook()
    for (row, column), value in table.items():
        book.active.cell(row, column, value)
    path = tmp_path / "表.xlsx"
    book.save(path)
    workbook = open_workbook(path)
    assert_as_openpyxl(path, workbook)
    assert_as_calamine(path, workbook)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TABLES)
def test_any_table_by_xlsxwriter_is_read_as_others_read_it(tmp_path, table):
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm:ss"}) as book:
        sheet = book.add_worksheet()
        for (row, column), value in table.items():
            write = sheet.write_string if isinstance(value, str) else sheet.write
            write(row - 1, column - 1, value)
    workbook = open_workbook(path)
    assert_as_openpyxl(path, workbook)
    assert_as_calamine(path, workbook)
