"""填报检查 and 清除标记: what the button finds is what the command line finds, and everything can be taken back."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from excel.looks import looks
from jixiao.errors import JixiaoError
from jixiao.excel.session import NoFormError, Session
from jixiao.excel.state import STATE_SHEET, MarkState
from jixiao.forms.jsonout import to_json
from jixiao.forms.reading import read_file
from jixiao.grid.address import parse_address


def plain(documents: list[Any]) -> list[Any]:
    return json.loads(json.dumps([to_json(document) for document in documents], ensure_ascii=False))


@pytest.fixture(params=[0, 1], ids=["first", "second"])
def workbook(request: pytest.FixtureRequest, returns: Path) -> Path:
    return sorted(returns.rglob("*.xlsx"))[request.param]


def test_the_open_workbook_gives_the_documents_of_the_file(desk, workbook: Path) -> None:
    opened = desk(workbook)
    live = Session(opened.program, opened.book).documents()
    assert plain(live) == plain(read_file(opened.path, opened.path.name).documents)


def test_the_button_finds_what_the_command_finds_in_the_saved_file(desk, workbook: Path, tmp_path, jixiao) -> None:
    opened = desk(workbook)
    opened.press("check")
    listed = opened.book.sheet("检查结果").read()
    places = {row: re.search(r'[,;]"(.+)"\)$', text)[1] for (row, column), text in listed.formulas.items()}
    shown = sorted((cells[9], places.get(row) or cells[3], cells[5]) for row, cells in listed.rows.items() if row > 3)
    saved = opened.save(tmp_path / f"{workbook.stem}{workbook.suffix}")
    found = json.loads(jixiao("check", saved, "--format", "json").out)["findings"]
    told = sorted((f["code"], f"{f['sheet']}!{f['cell']}" if f["cell"] else f["sheet"], f["message"]) for f in found)
    assert shown == told


def test_every_finding_is_marked_on_its_cell_with_colour_and_note(desk, workbook: Path, jixiao) -> None:
    opened = desk(workbook)
    opened.press("check")
    found = json.loads(jixiao("check", opened.path, "--format", "json").out)["findings"]
    grid = {sheet.name: sheet for sheet in Session(opened.program, opened.book).grid().sheets}
    notes = {name: opened.book.sheet(name).notes() for name in {f["sheet"] for f in found}}
    for finding in found:
        place = grid[finding["sheet"]].anchor(*parse_address(finding["cell"]))
        assert finding["code"] in notes[finding["sheet"]][place]
        assert opened.colour(opened.book.sheet(finding["sheet"]), place) in (0xFFC7CE, 0xFFEB9C, 0xDDEBF7)


def test_clearing_brings_back_every_colour_note_and_content(desk, workbook: Path) -> None:
    opened = desk(workbook)
    sheet = opened.book.sheets()[0]
    sheet.paint({(2, 1): (1, 2, 3)})
    before = looks(opened)
    opened.press("check")
    assert looks(opened) != before
    opened.press("clear")
    assert looks(opened) == before
    assert STATE_SHEET not in [each.name for each in opened.book.sheets()]


def test_a_users_note_stays_above_ours_and_comes_back_alone(desk, workbook: Path, jixiao) -> None:
    opened = desk(workbook)
    found = json.loads(jixiao("check", opened.path, "--format", "json").out)["findings"]
    finding = found[0]
    sheet, place = opened.book.sheet(finding["sheet"]), parse_address(finding["cell"])
    for_user = "领导批示：已核"
    sheet.write_notes({place: for_user})
    opened.press("check")
    assert sheet.notes()[place].startswith(for_user)
    assert finding["code"] in sheet.notes()[place]
    opened.press("clear")
    assert sheet.notes()[place] == for_user


def test_notes_between_the_marked_cells_stay(desk, workbook: Path) -> None:
    opened = desk(workbook)
    opened.press("check")
    kept = {}
    for sheet in opened.book.sheets():
        marked = sheet.notes()
        rows = range(1, 40) if marked and sheet.name != STATE_SHEET else ()
        own = {(row, column): f"自用{row}" for row in rows for column in (2, 7) if (row, column) not in marked}
        merged = {c for area in sheet.read().merges for c in area.places()}
        kept[sheet.name] = {place: text for place, text in own.items() if place not in merged}
        sheet.write_notes(kept[sheet.name])
    assert sum(map(len, kept.values())) > 20
    opened.press("clear")
    assert {sheet.name: sheet.notes() for sheet in opened.book.sheets()} == {
        name: notes for name, notes in kept.items() if name in [sheet.name for sheet in opened.book.sheets()]
    }


def test_checking_again_and_again_leaves_the_same(desk, workbook: Path) -> None:
    opened = desk(workbook)
    opened.press("check")
    once = looks(opened), [sheet.name for sheet in opened.book.sheets()]
    opened.press("check")
    assert (looks(opened), [sheet.name for sheet in opened.book.sheets()]) == once


def test_a_workbook_without_a_form_is_told_and_left_alone(desk, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"] = "通讯录"
    book.save(tmp_path / "其他.xlsx")
    opened = desk(tmp_path / "其他.xlsx")
    before = looks(opened)
    for tag in ("check", "totals", "score", "repair"):
        with pytest.raises(NoFormError):
            opened.press(tag)
    assert looks(opened) == before


def test_a_sheet_with_a_password_is_told_and_left_alone(desk, workbook: Path, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(workbook)
    for sheet in book.worksheets:
        sheet.protection.set_password("secret")
        sheet.protection.enable()
    book.save(tmp_path / workbook.name)
    opened = desk(tmp_path / workbook.name)
    before = looks(opened)
    with pytest.raises(JixiaoError, match="密码"):
        opened.press("check")
    assert looks(opened) == before


def test_a_protected_sheet_is_marked_and_protected_again(desk, workbook: Path, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(workbook)
    for sheet in book.worksheets:
        sheet.protection.enable()
    book.save(tmp_path / workbook.name)
    opened = desk(tmp_path / workbook.name)
    opened.press("check")
    assert any(sheet.name == STATE_SHEET for sheet in opened.book.sheets())
    assert all(opened.book.sheet(name).lift_protection() is not None for name in book.sheetnames)


def test_the_state_survives_saving(desk, workbook: Path) -> None:
    opened = desk(workbook)
    opened.press("check")
    kept = Session(opened.program, opened.book).state
    assert MarkState.load(opened.book) == kept
    assert kept.marks


def test_a_self_evaluation_is_checked_by_its_own_rules(desk, tmp_path: Path) -> None:
    from excel.test_filling_buttons import SCORED, written

    opened = desk(written(SCORED, tmp_path / "自评表.xlsx"))
    assert "没有检查" not in opened.press("check")
    listed = opened.book.sheet("检查结果").read()
    assert any(str(cells[9]).startswith("SEV-") for row, cells in listed.rows.items() if row > 3)


def test_the_list_of_results_begins_its_texts_at_the_top(desk, workbook: Path, tmp_path: Path) -> None:
    import openpyxl

    opened = desk(workbook)
    opened.press("check")
    saved = openpyxl.load_workbook(opened.save(tmp_path / f"存{workbook.suffix}"))["检查结果"]
    alignments = {(cell.alignment.vertical, cell.alignment.wrap_text) for row in saved["A3:I5"] for cell in row}
    assert alignments == {("top", True)}
