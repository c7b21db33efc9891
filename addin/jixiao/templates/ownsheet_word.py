"""A Word form as a plain workbook, so that it can be guided like a bureau's own sheet."""

from __future__ import annotations

import io
from typing import Any

from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.model import Sheet
from jixiao.grid.package import Package
from jixiao.grid.word.docx import read_word

_PAGE_WIDTH = 92
"""Characters of 11 points on an upright page."""
_TITLE_SIZE, _SIZE = 18, 11


def workbook_of_word(package: Package) -> bytes:
    """The tables of a document, a sheet each: its lines above and below, its cells with their merges, in borders."""
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
    covered = {
        (row, column)
        for area in sheet.merges
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    }
    table_rows = [area.bottom for area in sheet.merges if area.bottom > area.top]
    bottom = max([*table_rows, *(row for row, cells in sheet.rows.items() if len(cells) > 2)], default=last)
    for row in range(1, last + 1):
        outside = row <= sheet.lines_above or row > bottom
        style = title if row == 1 and sheet.lines_above else line if outside else boxed
        for column in range(1, right + 1):
            text = str(sheet.value(row, column) or "")
            area = merged.get((row, column))
            if area is not None:
                page.merge_range(area.top - 1, area.left - 1, area.bottom - 1, area.right - 1, text, style)
            elif (row, column) not in covered and (text or not outside):
                page.write(row - 1, column - 1, text or None, style)
    page.set_paper(9)
    page.fit_to_pages(1, 0)
