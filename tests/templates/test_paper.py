"""Forms on paper: legible, one page when blank, the header of the right table on every page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from jixiao.forms.definition import load_definitions
from jixiao.resources import templates_dir
from jixiao.templates.fitting import (
    CELL_PADDING,
    CHARACTER,
    DEFAULT_LONGTEXT,
    LINE,
    MAX_HEIGHT,
    PADDING,
    PAPER_ROOM,
    lines_needed,
)
from jixiao.templates.sheet_plan import plan_sheet
from jixiao.templates.template_styles import STYLES
from programs import Office

FORMS = sorted(load_definitions())


@pytest.mark.parametrize("form", FORMS)
def test_text_is_at_least_nine_points_on_paper(form: str) -> None:
    layout = plan_sheet(load_definitions()[form], 30)
    widths = layout.widths[: layout.printed_right]
    needed = CHARACTER * sum(widths) + CELL_PADDING * len(widths)
    scale = min(1.0, PAPER_ROOM[layout.landscape] / needed)
    assert scale * STYLES["text"]["font_size"] >= 9


@pytest.mark.parametrize("form", FORMS)
def test_every_page_repeats_the_header_of_the_table_that_goes_on(form: str) -> None:
    sheet = load_workbook(templates_dir() / f"{form}.xlsx").worksheets[0]
    first, last = (int(number) for number in str(sheet.print_title_rows).replace("$", "").split(":"))
    shown = " ".join(str(cell.value) for row in sheet.iter_rows(first, last) for cell in row if cell.value)
    definition = load_definitions()[form]
    last = definition.tables[-1]
    title = definition.raw["title"]["text"].rpartition("}")[2]
    assert (last.columns[0].label if last.key in ("indicators", "rows") else title) in shown


@pytest.mark.parametrize("form", FORMS)
def test_the_longest_text_fits_its_box_when_the_rows_are_as_high_as_excel_allows(form: str) -> None:
    definition = load_definitions()[form]
    layout = plan_sheet(definition, 30)
    raws = {(raw["key"], raw["label"]): raw for raw in definition.raw["fields"]}
    for key, cell in layout.inputs.items():
        if cell.entry is None or cell.entry.type != "longtext":
            continue
        longest = raws[key, cell.entry.label].get("max_length", DEFAULT_LONGTEXT)
        lines = lines_needed("长" * longest, layout.width(cell.area))
        rows = cell.area.bottom - cell.area.top + 1
        assert PADDING + LINE * lines <= rows * MAX_HEIGHT, key


@pytest.mark.office
def test_a_blank_form_takes_one_page(office: Office, tmp_path: Path) -> None:
    for form in FORMS:
        printed = office.convert(templates_dir() / f"{form}.xlsx", "pdf", tmp_path)
        assert len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes())) == 1, form


def test_no_sheet_promises_what_protection_refuses() -> None:
    """Excel deletes no row that has a locked cell, and every row of a form has one."""
    for form in FORMS:
        sheet = load_workbook(templates_dir() / f"{form}.xlsx").worksheets[0]
        assert sheet.protection.sheet
        assert sheet.protection.deleteRows  # True: locked
        assert not sheet.protection.insertRows
