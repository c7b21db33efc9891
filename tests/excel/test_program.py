"""The protocol of a program, a workbook and a sheet: what every program that implements it answers alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from jixiao.excel.cell_contents import CellFormula, Link
from jixiao.excel.program import ProtectedError
from jixiao.grid.address import Range


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "渠道清淤"
    for row in (["项目", "金额", None], ["清淤", 12.5, "=B2*2"], ["  ", True, None], ["护岸", 3, "'007"]):
        sheet.append(row)
    sheet["B2"].number_format = "0.00"
    sheet.merge_cells("A5:B6")
    sheet["A5"] = "合并"
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[4].hidden = True
    book.create_sheet("附表").sheet_state = "hidden"
    book.defined_names["范围"] = DefinedName("范围", attr_text="渠道清淤!$A$1:$B$4")
    sheet.defined_names["本表"] = DefinedName("本表", attr_text="渠道清淤!$A$1")
    book.save(tmp_path / "项目.xlsx")
    return tmp_path / "项目.xlsx"


@pytest.fixture
def opened(desk, workbook: Path) -> Any:
    return desk(workbook)


def test_a_workbook_tells_its_name_its_path_and_its_sheets(opened) -> None:
    assert (opened.book.name, opened.book.path) == ("项目.xlsx", opened.path)
    assert [(sheet.name, sheet.is_visible()) for sheet in opened.book.sheets()] == [("渠道清淤", True), ("附表", False)]
    assert opened.book.active_sheet().name == "渠道清淤"
    with pytest.raises(KeyError):
        opened.book.sheet("没有")


def test_a_workbook_tells_its_names_with_the_sheet_they_belong_to(opened) -> None:
    names = {name: text.replace("'", "") for name, text in opened.book.names().items()}
    assert names[None, "范围"] == "渠道清淤!$A$1:$B$4"
    assert names["渠道清淤", "本表"] == "渠道清淤!$A$1"


def test_a_sheet_is_read_with_formulas_formats_merges_and_what_is_hidden(opened) -> None:
    sheet = opened.book.sheets()[0].read()
    assert sheet.rows[1] == {1: "项目", 2: "金额"}
    assert (sheet.value(2, 2), sheet.value(3, 1), sheet.value(3, 2)) == (12.5, None, True)
    assert sheet.formulas == {(2, 3): "B2*2"}
    assert sheet.formats[2, 2] == "0.00"
    assert sheet.merges == [Range(5, 1, 6, 2)]
    assert sheet.hidden_rows == {4}
    assert sheet.hidden_columns == [(3, 3)]


@pytest.mark.parametrize("content", ["2026-1", "=1+1", "007", "TRUE", "普通", 3.5, True, None, CellFormula("=B2+1")])
def test_what_is_written_is_what_is_read_and_the_number_format_stays(opened, content: Any) -> None:
    sheet = opened.book.sheets()[0]
    before = sheet.number_formats([(2, 2)])
    sheet.write({(2, 2): content})
    expected = 1.0 if content is True and opened.kind == "libreoffice" else content
    assert sheet.contents([(2, 2)]) == {(2, 2): expected}
    assert sheet.number_formats([(2, 2)]) == before


def test_a_block_is_written_and_the_notes_in_it_stay(opened) -> None:
    sheet = opened.book.sheets()[0]
    sheet.write_notes({(2, 1): "已核", (2, 2): "待核"})
    sheet.write({(row, column): f"{row}{column}号" for row in (1, 2, 3) for column in (1, 2, 3)})
    assert sheet.contents([(1, 1), (3, 3)]) == {(1, 1): "11号", (3, 3): "33号"}
    sheet.write_notes({(2, 2): None, (2, 1): "已核无误"})
    assert sheet.notes() == {(2, 1): "已核无误"}


def test_a_link_shows_its_text_and_is_a_formula(opened) -> None:
    sheet = opened.book.sheets()[0]
    sheet.link({(1, 3): Link("附表!B2", "附表", "B2")})
    text = sheet.read().formulas[1, 3]
    assert text.startswith("HYPERLINK(")
    assert "附表!B2" in text


def test_fills_and_formats_are_put_back_exactly(opened) -> None:
    sheet = opened.book.sheets()[0]
    places = [(1, 1), (2, 2)]
    fills, formats = sheet.fills(places), sheet.number_formats(places)
    colours = [opened.colour(sheet, place) for place in places]
    sheet.paint(dict.fromkeys(places, (255, 199, 206)))
    sheet.set_number_formats({(1, 1): formats[2, 2]})
    assert [opened.colour(sheet, place) for place in places] == [0xFFC7CE, 0xFFC7CE]
    assert sheet.number_formats([(1, 1)])[1, 1] == formats[2, 2]
    sheet.restore_fills(fills)
    sheet.set_number_formats(formats)
    assert [opened.colour(sheet, place) for place in places] == colours
    assert sheet.number_formats(places) == formats


def test_a_row_is_inserted_and_copied(opened) -> None:
    sheet = opened.book.sheets()[0]
    sheet.insert_row(2)
    assert sheet.contents([(2, 1), (3, 1)]) == {(2, 1): None, (3, 1): "清淤"}
    sheet.copy_row(3, 2)
    sheet.copy(Range(1, 1, 1, 2), (4, 1))
    assert sheet.contents([(2, 1), (2, 2), (4, 2)]) == {(2, 1): "清淤", (2, 2): 12.5, (4, 2): "金额"}


def test_hidden_rows_are_shown(opened) -> None:
    sheet = opened.book.sheets()[0]
    assert sheet.read().hidden_rows == {4}
    sheet.show_rows([4])
    assert sheet.read().hidden_rows == set()


def test_a_sheet_is_added_behind_another_hidden_and_deleted(opened) -> None:
    first = opened.book.sheets()[0]
    added = opened.book.add_sheet("清单", after=first)
    assert [sheet.name for sheet in opened.book.sheets()] == ["渠道清淤", "清单", "附表"]
    added.write({(3, 2): "末格"})
    assert added.size() == (3, 2)
    added.hide()
    assert not opened.book.sheet("清单").is_visible()
    opened.book.sheet("清单").delete()
    assert [sheet.name for sheet in opened.book.sheets()] == ["渠道清淤", "附表"]


def test_the_selected_row_is_told(opened) -> None:
    opened.book.sheets()[0].select((3, 2))
    assert opened.program.selected_row() == 3


@pytest.mark.parametrize("password", [None, "secret"])
def test_the_protection_of_a_sheet_is_lifted_without_a_password_only(
    desk, workbook: Path, password: str | None
) -> None:
    book = openpyxl.load_workbook(workbook)
    if password:
        book.worksheets[0].protection.set_password(password)
    book.worksheets[0].protection.enable()
    book.save(workbook)
    opened = desk(workbook)
    protected, other = opened.book.sheets()
    assert other.lift_protection() is None
    if password:
        with pytest.raises(ProtectedError, match="渠道清淤：工作表设有保护密码"):
            protected.lift_protection()
        return
    before = protected.lift_protection()
    assert before is not None
    assert protected.lift_protection() is None
    protected.protect(before)
    assert protected.lift_protection() is not None


def test_the_program_is_quiet_only_while_a_macro_works(opened) -> None:
    before = opened.settings()
    with pytest.raises(ZeroDivisionError), opened.program.quiet():
        assert opened.settings() != before
        opened.program.show_progress("正在检查 1/2")
        raise ZeroDivisionError
    assert opened.settings() == before


def test_open_workbooks_are_told_and_a_new_one_is_among_them(opened) -> None:
    assert opened.book.name in [book.name for book in opened.open_books()]
    made = opened.program.add_book()
    assert made.path is None
    assert made.name in [book.name for book in opened.open_books()]
    made.sheets()[0].write({(1, 1): "标题"})
    made.sheets()[0].embolden(Range(1, 1, 1, 1))
    made.sheets()[0].wrap(Range(1, 1, 1, 1))
    made.sheets()[0].set_column_widths({1: 30})
    if opened.kind == "libreoffice":
        made.document.close(True)
