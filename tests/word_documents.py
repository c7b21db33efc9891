"""Makes Word documents for the tests: a workbook as a document of tables, and documents written out by hand."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from jixiao.forms.numbers import from_float
from jixiao.forms.reading import calculate_missing
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet, Value, Workbook
from jixiao.grid.numberformat import format_date, is_date_format, is_percent_format

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TWIPS = 1200
"""The width of a column."""
_SPAN = re.compile(r'<w:tc><w:tcPr><w:tcW [^>]*/>(?:<w:gridSpan w:val="(\d+)"/>)?')
PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def write_document(path: Path, body: str, *, content_type: str = MAIN, parts: dict[str, str] | None = None) -> Path:
    """A .docx with that body; ``parts`` are written beside the main part."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{content_type}"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}" xmlns:w14="{W14}"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", types)
        package.writestr("_rels/.rels", relations)
        package.writestr("word/document.xml", document)
        for name, content in (parts or {}).items():
            package.writestr(name, content)
    return path


def paragraph(text: str = "", properties: str = "") -> str:
    """A paragraph; tabs and line feeds of the text become Word's own."""
    pieces = escape(text).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    pieces = pieces.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    about = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f'<w:p>{about}<w:r><w:t xml:space="preserve">{pieces}</w:t></w:r></w:p>' if text else f"<w:p>{about}</w:p>"


def cell(content: str, span: int = 1, merge: str = "") -> str:
    """A cell; ``merge`` is ``restart`` or ``continue`` for one merged downwards. Text or the XML of its blocks."""
    about = f'<w:tcW w:w="{_TWIPS * span}" w:type="dxa"/>'
    about += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    if merge:
        about += '<w:vMerge w:val="restart"/>' if merge == "restart" else "<w:vMerge/>"
    blocks = content if content.startswith("<w:") else paragraph(content)
    if blocks.endswith("</w:tbl>"):
        blocks += "<w:p/>"
    return f"<w:tc><w:tcPr>{about}</w:tcPr>{blocks}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row of cells; plain texts are made cells."""
    about = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{about}{''.join(each if each.startswith('<w:tc>') else cell(each) for each in cells)}</w:tr>"


def table(*rows: str) -> str:
    """A table of rows, each of its columns as wide as the others."""
    columns = max(sum(int(span or 1) for span in _SPAN.findall(each)) for each in rows)
    grid = f'<w:gridCol w:w="{_TWIPS}"/>' * columns
    about = f'<w:tblW w:w="{_TWIPS * columns}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    return f"<w:tbl><w:tblPr>{about}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def shown(value: Value, code: str | None) -> str:
    """A cell of a workbook as someone types it in Word."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if code is not None and is_date_format(code):
        return format_date(value, code)
    number = from_float(value)
    if number is None:
        return str(value)
    if code is not None and is_percent_format(code):
        return f"{from_float(float(number * 100))}%"
    return format(number, "f")


def document_of_workbook(workbook: Workbook, path: Path, *, lines_outside: bool) -> dict[str, str]:
    """Write each visible sheet as a table with the same merges; what sheet became which table.

    With ``lines_outside`` the title and the lines of one cell above and below the table are paragraphs.
    """
    calculate_missing(workbook)
    body = []
    names = {}
    for sheet in workbook.sheets:
        if sheet.hidden or not sheet.rows:
            continue
        names[sheet.name] = f"表{len(names) + 1}"
        body.append(_blocks(sheet, outside=lines_outside))
    write_document(path, PAGE_BREAK.join(body))
    return names


def _blocks(sheet: Sheet, *, outside: bool) -> str:
    rows = list(range(min(sheet.rows), max(sheet.rows) + 1))
    above, below = _outside(sheet, rows) if outside else (0, 0)
    inside = rows[above : len(rows) - below]
    lines = [paragraph(_line(sheet, number)) for number in rows[:above]]
    closing = [paragraph(_line(sheet, number)) for number in rows[len(rows) - below :]]
    return "".join([*lines, table(*_rows(sheet, inside)), *closing])


def _line(sheet: Sheet, number: int) -> str:
    return "\t".join(shown(value, sheet.formats.get((number, column))) for column, value in _filled(sheet, number))


def _filled(sheet: Sheet, number: int) -> Iterable[tuple[int, Value]]:
    return sheet.rows.get(number, {}).items()


def _outside(sheet: Sheet, rows: list[int]) -> tuple[int, int]:
    """How many rows above and below the table proper are lines: those before the first and after the last wide row."""
    tall = {number for area in sheet.merges for number in range(area.top, area.bottom + 1) if area.bottom > area.top}
    wide = [index for index, number in enumerate(rows) if len(sheet.rows.get(number, {})) > 2 or number in tall]
    if not wide:
        return 0, 0
    labelled = [i for i, n in enumerate(rows) if len(sheet.rows.get(n, {})) > 1 and not _colons(sheet, n)]
    first = min([*wide, *labelled])
    return min(first, 4), 0 if _last_is_table(sheet, rows) else len(rows) - 1 - max(wide)


def _colons(sheet: Sheet, number: int) -> bool:
    return all(isinstance(value, str) and (":" in value or "：" in value) for _, value in _filled(sheet, number))


def _last_is_table(sheet: Sheet, rows: list[int]) -> bool:
    return not _colons(sheet, rows[-1])


def _rows(sheet: Sheet, rows: list[int]) -> list[str]:
    right = max(max(sheet.rows[number], default=1) for number in rows if number in sheet.rows)
    left = min(min(sheet.rows[number]) for number in rows if sheet.rows.get(number))
    covered = {}
    for area in sheet.merges:
        for number in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                covered[number, column] = area
        right = max(right, min(area.right, right + 8)) if area.top in rows else right
    written = []
    for number in rows:
        cells = []
        column = left
        while column <= right:
            area = covered.get((number, column), Range(number, column, number, column))
            span = min(area.right, right) - column + 1
            merge = (
                "" if area.top == area.bottom else "restart" if number == area.top or number == rows[0] else "continue"
            )
            value = sheet.value(area.top, area.left) if number == area.top and column == area.left else None
            text = "" if value is None else shown(value, sheet.formats.get((area.top, area.left)))
            cells.append(cell(text, span, merge))
            column += span
        written.append(row(*cells))
    return written
