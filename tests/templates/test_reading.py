"""Reading what was filled into a template: by names, and by labels where the names are gone."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from jixiao.forms.definition import load_definitions
from jixiao.forms.document import Document
from jixiao.forms.range_names import PANEL_ROWS, SELF_CHECK
from jixiao.forms.reading import calculate_missing
from jixiao.forms.references import resolve
from jixiao.forms.stamps import read_stamps
from jixiao.grid.address import parse_address
from jixiao.grid.open import open_workbook
from jixiao.resources import templates_dir
from jixiao.templates.build import blank_form
from jixiao.templates.forms_workbook import write_workbook
from jixiao.templates.prefilling import filled_form, write_filled
from templates.documents import TABLES, all_documents, derived, read_back, rewritten, said

DOCUMENTS = all_documents()
DEFINITIONS = load_definitions()
FORMS = list(DEFINITIONS)
EXPECTED: dict[str, Document] = {}
"""What reading each of the filled templates must give, addresses and all; entered when they are written."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A filled template of every form."""
    folder = tmp_path_factory.mktemp("filled")
    for form, document in DOCUMENTS.items():
        EXPECTED[form] = write_filled([document], ["填好的表"], folder / f"{form}.xlsx")[0]
    return {form: folder / f"{form}.xlsx" for form in DOCUMENTS}


@pytest.mark.parametrize("form", FORMS)
def test_a_new_form_needs_no_document_written_for_it(tmp_path: Path, form: str) -> None:
    """What is derived from its definition can be written and read, by names and by labels."""
    document = derived(DEFINITIONS[form])
    assert document["unread"] == document["notes"] == []
    assert all(document.get(table.key) for table in DEFINITIONS[form].tables)
    write_filled([document], ["填好的表"], tmp_path / "form.xlsx")
    for by_labels in (False, True):
        (found,) = read_back(tmp_path / "form.xlsx", by_labels=by_labels)
        assert said(found) == said(document)


@pytest.mark.parametrize("by_labels", [False, True], ids=["names", "labels"])
@pytest.mark.parametrize("form", FORMS)
def test_a_filled_template_reads_as_it_was_filled(filled: dict[str, Path], form: str, by_labels: bool) -> None:
    (document,) = read_back(filled[form], by_labels=by_labels)
    document.pop("observations", None)
    assert document["source"].pop("fit") == 1.0
    assert said(document) == said(DOCUMENTS[form])
    assert document == {**EXPECTED[form], "unread": [], "notes": []}


@pytest.mark.parametrize("form", FORMS)
def test_every_value_of_a_filled_template_stands_in_the_cell_it_names(filled: dict[str, Path], form: str) -> None:
    (document,) = read_back(filled[form])
    sheet = open_workbook(filled[form]).sheets[0]
    rows = [row for table in TABLES for row in document.get(table, ())]
    cells = [cell for place in (document, *rows) for cell in place["cells"].values()]
    assert cells
    assert all(sheet.value(*parse_address(cell)) is not None for cell in cells)


@pytest.mark.parametrize("form", FORMS)
def test_a_blank_template_reads_as_a_form_without_indicators(form: str) -> None:
    (document,) = read_back(templates_dir() / f"{form}.xlsx")
    assert document["form"] == form
    assert (document["unread"], document["notes"], document["fiscal_year"]) == ([], [], None)
    assert document.get("indicators", []) == []
    assert document["department"] is None


@pytest.mark.parametrize("form", FORMS)
def test_a_template_saved_without_values_is_read_all_the_same(
    filled: dict[str, Path], tmp_path: Path, form: str
) -> None:
    """openpyxl drops the values of formulas: the year comes from its cell, repeated names from the cells they repeat."""
    path = tmp_path / "saved.xlsx"
    openpyxl.load_workbook(filled[form]).save(path)
    (document,) = read_back(path)
    expected = said(DOCUMENTS[form])
    found = said(document)
    computed = {
        "selfeval-2020": ("execution", "total_points", "total_score", "grade"),
        "monitoring-2019": ("execution",),
    }
    for key in computed.get(form, ()):
        del expected[key], found[key]
    assert found == expected


@pytest.mark.parametrize("form", FORMS)
def test_the_count_of_what_is_left_to_do_is_not_worked_out_to_read_a_form(filled: dict[str, Path], form: str) -> None:
    workbook = open_workbook(filled[form])
    own = {(sheet.name, place) for sheet in workbook.sheets for place in sheet.formulas}
    (scope, _), reference = next(named for named in workbook.names.items() if named[0][1] == SELF_CHECK)
    corner = resolve(reference)
    assert corner is not None
    counts = {
        (scope, (row, column)) for sheet, (row, column) in own if row <= PANEL_ROWS and column >= corner.area.left
    }
    calculate_missing(workbook)
    left = {(sheet.name, place) for sheet in workbook.sheets for place in sheet.formulas}
    assert counts
    assert not counts & left


@pytest.mark.parametrize("form", FORMS)
def test_a_destroyed_name_leads_back_to_the_labels(filled: dict[str, Path], tmp_path: Path, form: str) -> None:
    broken = rewritten(
        filled[form],
        tmp_path / "broken.xlsx",
        "xl/workbook.xml",
        r"(name=\"表标题\"[^>]*>)[^<]*",
        r"\1'填好的表'!#REF!",
    )
    (document,) = read_back(broken)
    assert said(document) == said(DOCUMENTS[form])
    assert [note["code"] for note in document["notes"]] == ["names-broken"]


def test_a_stamp_says_which_form_a_sheet_is_whatever_it_is_called(filled: dict[str, Path]) -> None:
    for form, path in filled.items():
        (stamp,) = read_stamps(open_workbook(path)).values()
        assert stamp == (form, DEFINITIONS[form].version)


def test_an_older_template_is_read_with_a_notice(filled: dict[str, Path], tmp_path: Path) -> None:
    stamp_sheet = "xl/worksheets/sheet3.xml"
    old = rewritten(filled["project-2026"], tmp_path / "old.xlsx", stamp_sheet, r'(<c r="B2"><v>)1', r"\g<1>0")
    (document,) = read_back(old)
    assert said(document) == said(DOCUMENTS["project-2026"])
    assert [note["code"] for note in document["notes"]] == ["older-template"]


def test_a_template_from_a_later_version_is_read_with_a_notice(filled: dict[str, Path], tmp_path: Path) -> None:
    stamp_sheet = "xl/worksheets/sheet3.xml"
    newer = rewritten(filled["project-2026"], tmp_path / "new.xlsx", stamp_sheet, r'(<c r="B2"><v>)1', r"\g<1>9")
    (document,) = read_back(newer)
    assert said(document) == said(DOCUMENTS["project-2026"])
    assert [note["code"] for note in document["notes"]] == ["newer-template"]


def test_names_decide_where_a_label_was_changed(filled: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "labels.xlsx"
    workbook = openpyxl.load_workbook(filled["project-2026"])
    sheet = workbook.worksheets[0]
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value in ("项目金额", "三级指标"):
                cell.value = "改过的栏目"
    workbook.save(path)
    (document,) = read_back(path)
    assert document["funding"] == DOCUMENTS["project-2026"]["funding"]
    assert said(document)["indicators"] == said(DOCUMENTS["project-2026"])["indicators"]
    assert {entry["text"] for entry in document["unread"]} == {"改过的栏目"}


def test_what_is_typed_beside_the_form_is_not_lost(filled: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "beside.xlsx"
    workbook = openpyxl.load_workbook(filled["project-2026"])
    workbook.worksheets[0]["K9"] = "补充说明"
    workbook.save(path)
    (document,) = read_back(path)
    assert {"cell": "K9", "text": "补充说明"} in document["unread"]


def test_several_forms_of_one_kind_stand_in_one_workbook(tmp_path: Path) -> None:
    path = tmp_path / "two.xlsx"
    first = DOCUMENTS["project-2026"]
    names = ["项目一", "项目 二（o'clock）"]
    write_workbook(path, [filled_form(DEFINITIONS["project-2026"], first, name) for name in names])
    documents: list[Document] = read_back(path)
    assert [document["source"]["sheet"] for document in documents] == names
    assert said(documents[0]) == said(documents[1]) == said(first)


def test_few_rows_are_enough_for_what_is_filled_in(tmp_path: Path) -> None:
    document = DOCUMENTS["project-2026"]
    path = tmp_path / "few.xlsx"
    write_workbook(path, [filled_form(DEFINITIONS["project-2026"], document, "表", rows=5)])
    assert said(read_back(path)[0]) == said(document)


def test_a_blank_form_with_many_rows_is_still_one_form(tmp_path: Path) -> None:
    path = tmp_path / "many.xlsx"
    write_workbook(path, [blank_form(DEFINITIONS["department-2026"], rows=200)])
    (document,) = read_back(path)
    assert document["indicators"] == []
