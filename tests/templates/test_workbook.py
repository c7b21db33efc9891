"""What is inside a template: parts that Excel, WPS and LibreOffice all understand, and nothing that they repair."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from jixiao.errors import DefinitionError
from jixiao.forms.definition import load_definitions, parse_definition
from jixiao.resources import schema_dir, templates_dir
from jixiao.templates.build import blank_form
from jixiao.templates.carrying import outcome_form
from jixiao.templates.forms_workbook import write_workbook
from jixiao.templates.formsheet import DEFAULT_ROWS
from jixiao.templates.panel import ALL_WELL
from jixiao.templates.sheet_plan import plan_sheet
from templates.documents import all_documents
from templates.excel_functions import EXCEL_2010, functions_in
from work import calls

DEFINITIONS = load_definitions()
FORMS = list(DEFINITIONS)
XML_FORMULA = re.compile(r"<(?:f|formula|formula1|formula2|definedName)\b[^>]*>([^<]*)<")


def parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.fixture(scope="module", params=FORMS)
def template(request: pytest.FixtureRequest) -> Path:
    return templates_dir() / f"{request.param}.xlsx"


def formulas_of(path: Path) -> list[str]:
    """Every formula of a file: of cells, conditional formats, validations and names."""
    return [match for text in parts(path).values() for match in XML_FORMULA.findall(text)]


def test_every_formula_uses_functions_of_excel_2010_only(template: Path) -> None:
    formulas = formulas_of(template)
    assert len(formulas) > 30
    for formula in formulas:
        plain = formula.replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        assert functions_in(plain) <= EXCEL_2010, plain
        assert "_xl" not in plain.replace("_xlnm", "")
        assert len(plain) <= 8192


def test_scores_by_formula_use_functions_of_excel_2010_only(tmp_path: Path) -> None:
    path = tmp_path / "selfeval.xlsx"
    goal = all_documents()["project-scored"]
    write_workbook(path, [outcome_form(DEFINITIONS["selfeval-2020"], goal, "自评", 2027, DEFAULT_ROWS)])
    for formula in formulas_of(path):
        plain = formula.replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        assert functions_in(plain) <= EXCEL_2010, plain


def test_no_list_stands_in_its_rule(template: Path) -> None:
    for sheet in openpyxl.load_workbook(template).worksheets:
        for rule in sheet.data_validations.dataValidation:
            if rule.type == "list":
                assert not rule.formula1.startswith('"')
            assert len(rule.formula1 or "") <= 255
            assert len(rule.errorTitle or "") <= 32 and len(rule.promptTitle or "") <= 32


def test_inputs_are_open_and_everything_else_is_locked(template: Path) -> None:
    definition = DEFINITIONS[template.stem]
    layout = plan_sheet(definition, 30)
    sheet = openpyxl.load_workbook(template).worksheets[0]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert not sheet.protection.insertRows and not sheet.protection.sort
    assert not sheet.protection.formatRows
    labels = [cell for cell in layout.cells if cell.role in ("label", "text", "title", "line_label")]
    assert all(sheet.cell(cell.area.top, cell.area.left).protection.locked for cell in labels)
    computed = {raw["key"] for raw in definition.raw["fields"] if "computed" in raw} | {"currency_unit"}
    for key, cell in layout.inputs.items():
        assert sheet.cell(cell.area.top, cell.area.left).protection.locked == (key in computed), key
    proposed = {
        plan.columns["points"][0] for plan in layout.tables.values() if "points_weights" in plan.raw
    }  # points that a clerk may type over
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                assert cell.protection.locked or cell.column in proposed, cell.coordinate
    for plan in layout.tables.values():
        if not plan.fixed:
            for key in plan.columns:
                area = plan.column(key)
                assert not sheet.cell(area.top, area.left).protection.locked


def test_sheets_and_names_are_where_reading_looks_for_them(template: Path) -> None:
    workbook = openpyxl.load_workbook(template)
    states = {sheet.title: sheet.sheet_state for sheet in workbook.worksheets}
    assert states.pop("_绩效") == "veryHidden"
    assert states.pop("_列表", "hidden") == "hidden"
    assert list(states.values()) == ["visible"]
    names = workbook.worksheets[0].defined_names
    assert {"表单", "表标题", "预算年度", "自查结果"} <= set(names)
    assert all("#REF" not in name.attr_text for name in names.values())


def test_spare_rows_are_hidden_and_the_panel_is_not_printed(template: Path) -> None:
    definition = DEFINITIONS[template.stem]
    layout = plan_sheet(definition, 30)
    sheet = openpyxl.load_workbook(template).worksheets[0]
    for plan in layout.tables.values():
        hidden = [row for row in range(plan.first, plan.last + 1) if sheet.row_dimensions[row].hidden]
        assert hidden == list(range(plan.first + plan.shown, plan.last + 1))
    area = sheet.print_area.replace("$", "").rpartition("!")[2]
    assert area.startswith("A4:")
    assert sheet.print_title_rows
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "&P" in sheet.oddFooter.center.text


def test_rows_of_a_table_may_grow_and_merged_rows_state_their_height(template: Path) -> None:
    text = parts(template)["xl/worksheets/sheet1.xml"]
    definition = DEFINITIONS[template.stem]
    rows = {int(r): line for r, line in re.findall(r'<row r="(\d+)"([^>]*)>', text)}
    layout = plan_sheet(definition, 30)
    for plan in layout.tables.values():
        merged = any(right > left for left, right in plan.columns.values())
        for row in range(plan.first, plan.first + plan.shown):
            assert 'ht="' in rows[row]
            assert ("customHeight" in rows[row]) == merged
    for cell in layout.cells:
        if cell.area.right > cell.area.left and cell.role not in ("header", "caption"):
            assert "customHeight" in rows[cell.area.top]


def test_the_panel_of_a_blank_form_shows_what_is_left_without_calculating(template: Path) -> None:
    sheet = openpyxl.load_workbook(template, data_only=True).worksheets[0]
    match = re.fullmatch(r"还有 (\d+) 处待完善", sheet["A1"].value)
    assert match is not None
    named = sum(int(count) for count in re.findall(r" (\d+) 处[（；]", sheet["A2"].value))
    assert int(match[1]) == named > 0
    assert ALL_WELL not in sheet["A1"].value


def test_a_row_wider_than_its_form_is_refused() -> None:
    raw = json.loads((schema_dir() / "forms" / "project-2026.json").read_text(encoding="utf-8"))
    raw["layout"]["rows"][-1]["columns"][0][1] = 2
    with pytest.raises(DefinitionError, match="layout 的表 indicators 有 9 列，widths 只有 8 列"):
        plan_sheet(parse_definition(raw), 5)


@pytest.mark.parametrize("form", FORMS)
def test_cells_of_a_layout_do_not_overlap(form: str) -> None:
    layout = plan_sheet(DEFINITIONS[form], 30)
    seen: set[tuple[int, int]] = set()
    areas = [cell.area for cell in layout.cells]
    for plan in layout.tables.values():
        areas += [plan.column(key) for key in plan.columns]
        if plan.caption is not None:
            areas.append(plan.caption)
    for area in areas:
        cells = {(r, c) for r in range(area.top, area.bottom + 1) for c in range(area.left, area.right + 1)}
        assert seen.isdisjoint(cells), area
        seen |= cells


@pytest.mark.parametrize("form", FORMS)
def test_the_same_form_gives_the_same_bytes(tmp_path: Path, form: str) -> None:
    for name in ("one", "two"):
        write_workbook(tmp_path / name, [blank_form(DEFINITIONS[form])])
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_every_row_of_a_template_is_the_same_work_however_many_there_are(tmp_path: Path) -> None:
    def work(rows: int) -> int:
        form = blank_form(DEFINITIONS["project-2026"], rows)
        return calls(lambda: write_workbook(tmp_path / "counted.xlsx", [form]))

    work(20)  # loads what is loaded once
    few, more, many = work(20), work(60), work(100)
    assert many - more < 1.1 * (more - few)
