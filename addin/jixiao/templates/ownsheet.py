"""The bureau's own sheet as a learned form's template: it looks as it did.

Only what guides is added: cells to fill are unlocked and the rest protected (without a password), entries are validated,
what is missing is coloured, names say what a cell holds, and a sheet 自查 lists what is left to do.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao.checks.finding import Severity
from jixiao.errors import InputError, UsageError
from jixiao.forms.general.vocabulary import default_vocabulary
from jixiao.forms.learned.form import LearnedForm
from jixiao.grid.guard import check_unread_parts, examine
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.model import Sheet
from jixiao.grid.package import Package
from jixiao.grid.word.docx import read_word
from jixiao.grid.xlsx import read_package
from jixiao.learning.blank import blank_of
from jixiao.output import Finish, replacing
from jixiao.reports.marking.cell_marks import mark_cells, with_values
from jixiao.reports.marking.sheet_survey import survey
from jixiao.reports.marking.working_copy import WorkingCopy
from jixiao.reports.marking.xmledit import Edits
from jixiao.templates.ownsheet_cells import LabelledCells, Place, SheetGrid, entries_of, grid_of, open_cells
from jixiao.templates.ownsheet_rules import SelfCheckLine, add_self_check, colour_missing, name_cells, protect, validate

_MISSING = "FFFFF2CC"
_YEAR = re.compile(r"(?:(?:19|20)\d{2}|[XxＸ×*_＿]{2,4}|[ \u3000]{2,8})(?=\s*年)")


def own_sheet(
    form: LearnedForm,
    output: Path,
    *,
    department: str | None = None,
    year: int | None = None,
    project: str | None = None,
    finish: Finish | None = None,
) -> None:
    """Write the template of a learned form.

    Raises ``UsageError`` if the blank is gone, is no .xlsx, or has no place for what was given, ``InputError`` if it cannot
    be read, ``OutputError``.
    """
    blank_path = form.template
    if blank_path is None or not blank_path.is_file():
        raise UsageError(
            f"找不到“{form.name}”的空白表", hint="空白表应与定义放在同一文件夹；请重新运行 jixiao forms learn"
        )
    examined = examine(blank_path)
    if examined.kind not in ("xlsx", "docx") or examined.package is None:
        raise UsageError(
            f"“{blank_path.name}”不是 .xlsx 工作簿，不能做成模板", hint="请把空白表另存为 .xlsx，再学习一次"
        )
    check_unread_parts(examined.package)
    data = examined.data if examined.kind == "xlsx" else workbook_of_word(examined.package)
    copy = WorkingCopy(Package(data, DEFAULT_LIMITS))
    workbook = read_package(Package(data, DEFAULT_LIMITS))
    blank = blank_of(workbook.sheets, default_vocabulary(), blank_path.name)
    sheet = next(each for each in workbook.sheets if each.name == blank.sheet)
    part = copy.sheets.get(blank.sheet)
    if part is None:
        raise InputError("空白表不在普通工作表上", file=blank_path.name)
    sheet_data = copy.parts.read_xml(part)
    grid = grid_of(sheet, survey(sheet_data, part))
    entries = list(entries_of(form, blank, grid))
    given = {"填报单位": department, "项目名称": project}
    values = _given(form, entries, grid, {name: text for name, text in given.items() if text is not None})
    values |= _with_year(grid, year)
    if values:
        sheet_data = with_values(sheet_data, part, values)
    surveyed = survey(sheet_data, part)
    edits = Edits(surveyed.data)
    fillable = dict.fromkeys(open_cells(grid, entries, blank), Severity.INFO)
    mark_cells(surveyed, edits, fillable, lambda base, _: copy.styles.unlocked(base))
    protect(surveyed, edits)
    colour_missing(surveyed, edits, entries, copy.styles.add_difference(_MISSING))
    validate(surveyed, edits, entries)
    copy.parts.write(part, edits.result())
    add_self_check(copy, blank.sheet, [_checked(entry) for entry in entries if entry.required and entry.cells])
    name_cells(copy, blank.sheet, entries)
    with replacing(output, inputs=[blank_path], finish=finish) as temporary:
        temporary.write_bytes(copy.zipped())


def _given(
    form: LearnedForm, entries: Iterable[LabelledCells], grid: SheetGrid, given: Mapping[str, str]
) -> dict[Place, Decimal | str]:
    """Return what is known, at its place. Raises ``UsageError`` without one."""
    values: dict[Place, Decimal | str] = {}
    entries = list(entries)
    for name, text in given.items():
        entry = next(
            (each for each in entries if each.label.means == name and each.cells and not each.label.is_column), None
        )
        if entry is None:
            raise UsageError(f"{form.name}没有“{name}”栏", hint="请去掉这一项")
        place = entry.cells[0]
        values[place] = f"{grid.sheet.value(*place)}{text}" if entry.inline else text
    return values


def _with_year(grid: SheetGrid, year: int | None) -> dict[Place, Decimal | str]:
    """The title, or a line below it, with the year in its place."""
    if year is None:
        return {}
    for row, cells in list(grid.sheet.rows.items())[:4]:
        for column, value in cells.items():
            if isinstance(value, str) and _YEAR.search(value):
                return {(row, column): _YEAR.sub(str(year), value, count=1)}
    raise UsageError("表的标题没有写年度的地方", hint="请去掉 --year")


def _checked(entry: LabelledCells) -> SelfCheckLine:
    shown = len(entry.label.text) + 1 if entry.inline else 0
    return SelfCheckLine(entry.label.text, entry.area, entry.label.is_column, shown)


_PAGE_WIDTH = 92
"""Characters of 11 points on an upright page."""
_TITLE_SIZE, _SIZE = 18, 11


def workbook_of_word(package: Package) -> bytes:
    """Return a document's tables as sheets, with lines, merges and borders."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False})
    for sheet in read_word(package, DEFAULT_LIMITS).sheets:
        _write(book, sheet)
    book.close()
    return buffer.getvalue()


def _write(book: Any, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    look = {"font_name": "宋体", "valign": "vcenter", "text_wrap": True}
    title = book.add_format({**look, "font_size": _TITLE_SIZE, "bold": True, "align": "center"})
    line = book.add_format({**look, "font_size": _SIZE})
    boxed = book.add_format({**look, "font_size": _SIZE, "border": 1, "align": "center"})
    right = max(
        [1, *(column for cells in sheet.rows.values() for column in cells), *(area.right for area in sheet.merges)]
    )
    last = max([*sheet.rows, *(area.bottom for area in sheet.merges)])
    page.set_column(0, right - 1, _PAGE_WIDTH / right)
    merged = {(area.top, area.left): area for area in sheet.merges}
    covered = {place for area in sheet.merges for place in area.places()}
    table_rows = [area.bottom for area in sheet.merges if area.bottom > area.top]
    bottom = max([*table_rows, *(row for row, cells in sheet.rows.items() if len(cells) > 2)], default=last)
    for row in range(1, last + 1):
        outside = row <= sheet.lines_above or row > bottom
        style = title if row == 1 and sheet.lines_above else line if outside else boxed
        for column in range(1, right + 1):
            text = str(sheet.value(row, column) or "")
            area = merged.get((row, column))
            if area is not None:
                page.merge_range(*area.from_zero, text, style)
            elif (row, column) not in covered and (text or not outside):
                page.write(row - 1, column - 1, text or None, style)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
