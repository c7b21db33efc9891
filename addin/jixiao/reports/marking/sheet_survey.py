"""What marks need of a worksheet part: rows, merges, widths and sections."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jixiao.errors import CannotMarkError
from jixiao.grid.address import Range, column_number, parse_range
from jixiao.grid.xmlpart import truth, whole
from jixiao.reports.marking.xmledit import TAG, ElementSpan, parse

ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
    *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells"),
    *("phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins"),
    *("pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors"),
    *("smartTags", "drawing", "legacyDrawing"),
)
"""The children of a worksheet in the order of the schema, down to the one that may have to be added."""
WORKBOOK_ORDER = (
    *("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups"),
    *("externalReferences", "definedNames", "calcPr"),
)
"""The same of a workbook."""

_ROW = re.compile(rb"<row[\s>]")

_COLUMN_PIXELS, _ROW_PIXELS = 64, 20
_PIXELS_PER_POINT = 4 / 3
_LARGEST = 1000
"""More than the widest column (255 letters) and the highest row (409 points) that Excel has."""


@dataclass(slots=True)
class SheetSurvey:
    """A worksheet part and where its pieces stand."""

    data: bytes
    root: ElementSpan
    sheet_data: ElementSpan
    rows: dict[int, ElementSpan]
    columns: list[tuple[int, int, ElementSpan]]
    merges: list[Range]
    _row_numbers: list[int] = field(default_factory=list)
    _cells: dict[int, list[tuple[int, ElementSpan]]] = field(default_factory=dict)

    def cells(self, row: int) -> list[tuple[int, ElementSpan]]:
        """The cells of a row by column; one without address follows the last."""
        if row not in self._cells:
            self._cells[row] = list(_by_column(parse(self.data, "row", 1, self.rows[row]).children))
        return self._cells[row]

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The cell that stands for this one: the first of a merged area, or itself."""
        for area in self.merges:
            if area.contains(row, column):
                return area.top, area.left
        return row, column

    def row_after(self, number: int) -> ElementSpan | None:
        """The first row with a greater number."""
        place = bisect_left(self._row_numbers, number + 1)
        return self.rows[self._row_numbers[place]] if place < len(self._row_numbers) else None

    def style_of_empty(self, row: int, column: int) -> int:
        """Return the style of a cell that is not in the part: the row's, the column's."""
        element = self.rows.get(row)
        if element is not None and truth(element.get("customFormat")):
            return whole(element.get("s"), 0)
        return next((whole(each.get("style"), 0) for first, last, each in self.columns if first <= column <= last), 0)

    def column_pixels(self, column: int) -> int:
        """The width of a column, about."""
        for first, last, element in self.columns:
            if first <= column <= last:
                width = _number(element.get("width"))
                return 0 if truth(element.get("hidden")) else _COLUMN_PIXELS if width is None else round(width * 7 + 5)
        return _COLUMN_PIXELS

    def row_pixels(self, row: int) -> int:
        """The height of a row, about."""
        element = self.rows.get(row)
        height = None if element is None else _number(element.get("ht"))
        if element is not None and truth(element.get("hidden")):
            return 0
        return _ROW_PIXELS if height is None else round(height * _PIXELS_PER_POINT)


def survey(data: bytes, name: str) -> SheetSurvey:
    """Look through a worksheet part (in UTF-8).

    Raises ``BrokenWorkbookError`` if it is not well-formed, ``CannotMarkError`` if it has no cells at all.
    """
    held = ("sheetData", "cols", "mergeCells")
    root = parse(_without_cells(data), name, lambda path: len(path) == 1 or (len(path) == 2 and path[1] in held))
    sheet_data = root.child("sheetData")
    if sheet_data is None:
        raise CannotMarkError(f"部件 {name} 不是普通工作表")
    rows = dict(_numbered(sheet_data.children))
    return SheetSurvey(data, root, sheet_data, rows, list(_columns(root)), list(_merges(root)), sorted(rows))


def _without_cells(data: bytes) -> bytes:
    """Return the part with blanks in place of its cells; offsets stay."""
    if b"<!" in data:
        return data  # a comment may hold the end of a row
    pieces: list[bytes] = []
    at = 0
    for row in _ROW.finditer(data):
        tag = TAG.match(data, row.start())
        end = data.find(b"</row>", tag.end()) if tag is not None and not tag[0].endswith(b"/>") else -1
        if tag is not None and row.start() >= at and end >= 0:
            pieces += (data[at : tag.end()], b" " * (end - tag.end()))
            at = end
    return b"".join([*pieces, data[at:]])


def _numbered(rows: Sequence[ElementSpan]) -> Iterator[tuple[int, ElementSpan]]:
    """Rows by number; one that does not state it follows on the one before."""
    number = 0
    for element in rows:
        number = whole(element.get("r"), number + 1)
        yield number, element


def _columns(root: ElementSpan) -> Iterator[tuple[int, int, ElementSpan]]:
    cols = root.child("cols")
    for element in cols.children if cols else ():
        yield whole(element.get("min"), 0), whole(element.get("max"), 0), element


def _merges(root: ElementSpan) -> Iterator[Range]:
    merges = root.child("mergeCells")
    for element in merges.children if merges else ():
        try:
            yield parse_range(element.get("ref") or "")
        except ValueError:
            continue  # as the reader does: such an area merges nothing


def _number(text: str | None) -> float | None:
    """A width or a height; None for what is none, as infinity."""
    try:
        number = None if text is None else float(text)
    except ValueError:
        return None
    return number if number is not None and 0 <= number <= _LARGEST else None


def _by_column(cells: Sequence[ElementSpan]) -> Iterator[tuple[int, ElementSpan]]:
    column = 0
    for element in cells:
        letters = (element.get("r") or "").rstrip("0123456789")
        column = column_number(letters) if letters.isascii() and letters.isalpha() else column + 1
        yield column, element
