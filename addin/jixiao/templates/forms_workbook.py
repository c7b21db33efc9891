"""A workbook of forms: the sheets, hidden lists, and the stamp of what it is."""

# The same input gives the same bytes: dates inside the file are fixed.

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from jixiao.forms.range_names import STAMP
from jixiao.forms.stamps import STAMP_SHEET
from jixiao.grid.address import Range, elsewhere
from jixiao.templates.dropdowns import Lists
from jixiao.templates.formsheet import FormSheet
from jixiao.templates.sheet import write_form
from jixiao.templates.sheet_formulas import absolute, local_name
from jixiao.templates.sheet_plan import SheetLayout
from jixiao.templates.template_styles import TemplateStyles

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

CREATED = datetime(2025, 12, 1)
"""The date inside every template."""

Cover = Callable[["Workbook", TemplateStyles], None]
"""Adds the sheet in front of the forms."""


def write_workbook(path: Path | BinaryIO, forms: Sequence[FormSheet], cover: Cover | None = None) -> list[SheetLayout]:
    """Write a workbook with a sheet per form; gives where everything stands on each."""
    import xlsxwriter  # slow to import, needed only here

    with xlsxwriter.Workbook(path, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": CREATED, "author": "", "title": ""})
        workbook.set_size(2400, 1400)
        styles, lists = TemplateStyles(workbook), Lists()
        if cover is not None:
            cover(workbook, styles)
        layouts = [write_form(workbook, form, styles, lists) for form in forms]
        lists.write(workbook, styles)
        _write_stamps(workbook, forms, styles)
    return layouts


def _write_stamps(workbook: Workbook, forms: Sequence[FormSheet], styles: TemplateStyles) -> None:
    """Write the very hidden sheet with form and version, a row per form."""
    # Each form's sheet names its row: the name goes along when the sheet is renamed, moved or copied.
    sheet = workbook.add_worksheet(STAMP_SHEET)
    for column, heading in enumerate(("表单编号", "版本")):
        sheet.write_string(0, column, heading, styles["list_head"])
    rows: dict[str, int] = {}
    for form in forms:
        definition = form.definition
        if definition.id not in rows:
            row = rows[definition.id] = len(rows) + 1
            sheet.write_string(row, 0, definition.id, styles["list_item"])
            sheet.write_number(row, 1, definition.version)
        area = Range(rows[definition.id] + 1, 1, rows[definition.id] + 1, 2)
        workbook.define_name(local_name(form.name, STAMP), "=" + elsewhere(STAMP_SHEET, absolute(area)))
    sheet.set_column(0, 1, 18)
    sheet.protect()
    sheet.very_hidden()
