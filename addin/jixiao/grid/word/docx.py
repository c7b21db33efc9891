"""A .docx package as a workbook: one sheet for each table, named 表1, 表2 and so on."""

from __future__ import annotations

import re
from typing import cast
from xml.etree import ElementTree

from jixiao.errors import BrokenWorkbookError, HostileWorkbookError
from jixiao.grid.address import Range
from jixiao.grid.limits import Limits
from jixiao.grid.model import Sheet, Value, Workbook
from jixiao.grid.package import Package
from jixiao.grid.word.paragraphs import E, Element, Paragraph, child
from jixiao.grid.word.table_lines import WordTable, word_tables
from jixiao.grid.xlsx_workbook import main_part
from jixiao.grid.xmlpart import read_xml

# 填报单位：某局　　　金额单位：万元 – cut before a label that follows a gap.
_GAP = re.compile(r"\t|[ \u3000\xa0]{2,}(?=[^\s:：]{2,14}[:：])")


def read_word(package: Package, limits: Limits) -> Workbook:
    """Return Word tables, with the lines above, as sheets. Raises ``InputError``."""
    body = document_body(package, limits)
    return Workbook([sheet_of(table) for table in word_tables(body, limits)])


def document_body(package: Package, limits: Limits) -> Element:
    """The body of the main part, parsed."""
    text = document_text(package, limits)
    try:
        root = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError):
        raise BrokenWorkbookError("Word 文件已损坏，正文无法解析") from None
    return body_of(cast(Element, root))


def body_of(root: E) -> E:
    """The body of a main part."""
    body = child(root, "body")
    if body is None:
        raise BrokenWorkbookError("Word 文件没有正文")
    return body


def document_text(package: Package, limits: Limits) -> str:
    """Return the XML of the main part, proven to declare no entities."""
    part = main_part(package)
    try:
        if package.entries[package.find(part) or part].size > limits.skeleton_bytes:
            raise HostileWorkbookError(f"Word 文件的正文解压后超过 {limits.skeleton_bytes >> 20} MB")
        text = read_xml(package, part)
    except (BrokenWorkbookError, KeyError):
        raise BrokenWorkbookError("Word 文件不完整或已损坏，正文无法读取") from None
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise HostileWorkbookError(f"部件 {part} 含有 DTD 或实体声明，正常文件不会有")
    return text.partition("?>")[2] if text.lstrip().startswith("<?xml") else text


def sheet_of(table: WordTable) -> Sheet:
    """The sheet of one table: its lines above, its rows, its lines below."""
    sheet = Sheet(f"表{table.number}", lines_above=len(table.above))
    for row, line in enumerate(table.above, start=1):
        _put_line(sheet, row, line, table.columns)
    before = len(table.above) + 1
    rows: dict[int, dict[int, Value]] = {}
    for row, cell in table.cells():
        top, left = before + row, cell.column + 1
        if cell.text.strip():
            rows.setdefault(top, {})[left] = cell.text
            if cell.changed:
                sheet.revised.append((top, left))
        if cell.struck:
            sheet.struck[top, left] = cell.struck
        if cell.rows > 1 or cell.columns > 1:
            sheet.merges.append(Range(top, left, top + cell.rows - 1, left + cell.columns - 1))
    for row in sorted(rows):
        sheet.rows[row] = dict(sorted(rows[row].items()))
    for row, line in enumerate(table.below, start=before + table.rows):
        _put_line(sheet, row, line, table.columns)
    return sheet


def line_cells(text: str, columns: int) -> list[tuple[int, str]]:
    """Cut a line into cells, one for each label, spread over the table's columns."""
    pieces = [piece.strip() for piece in _GAP.split(text)]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) > columns:
        return [(1, text.strip())]
    return [(1 + index * columns // len(pieces), piece) for index, piece in enumerate(pieces)]


def _put_line(sheet: Sheet, row: int, line: Paragraph, columns: int) -> None:
    cells = line_cells(line.text, columns)
    sheet.rows[row] = dict(cells)
    if line.changed:
        sheet.revised.append((row, cells[0][0]))
    lefts = [column for column, _ in cells]
    for left, after in zip(lefts, [*lefts[1:], columns + 1], strict=True):
        if after - left > 1:
            sheet.merges.append(Range(row, left, row, after - 1))
