"""content.xml of an OpenDocument spreadsheet, as expat meets it."""

from __future__ import annotations

import re
from typing import NamedTuple

from jixiao.errors import BrokenWorkbookError, HostileWorkbookError
from jixiao.grid.address import MAX_COLUMN, MAX_ROW, Range
from jixiao.grid.limits import Limits
from jixiao.grid.lookalikes import plain_characters
from jixiao.grid.model import Sheet, Value, Workbook
from jixiao.grid.numberformat import iso_serial, number_in
from jixiao.grid.ods_styles import OdsStyles
from jixiao.grid.xmlpart import whole

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = f"{_OASIS}table:1.0 ", f"{_OASIS}office:1.0 ", f"{_OASIS}text:1.0 "
_DRAWING = f"{_OASIS}drawing:1.0 "
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_SKIPPED = (_OFFICE + "annotation", _TABLE + "shapes", _TABLE + "tracked-changes", _TABLE + "dde-links")
_ERROR_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_DEFAULT_FORMATS = {"percentage": "0%", "date": "yyyy-mm-dd", "time": "hh:mm:ss"}
_DURATION = re.compile(r"(-?)PT?(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9]{1,9}(?:[.,][0-9]{1,12})?)S)?")
_BLANKS = re.compile(r"[ \t\n]+")


class _Cell(NamedTuple):
    """A filled cell of the open row, standing for ``times`` cells beside each other."""

    column: int
    times: int
    value: Value | None
    error: str | None
    formula: str | None
    number_format: str | None
    struck: str = ""


class ContentReader:
    """expat handlers for content.xml; the result is in ``workbook``."""

    def __init__(self, styles: OdsStyles, limits: Limits) -> None:
        self.workbook = Workbook()
        self._styles, self._limits = styles, limits
        self._in_body = False
        self._skipping = 0  # depth inside a comment or a drawing
        self._sheet: Sheet | None = None
        self._row = self._column = 0  # the last ones that are finished
        self._row_count = 1
        self._line: list[_Cell] = []
        self._hidden: list[tuple[int, int]] = []
        self._cell: dict[str, str] | None = None
        self._paragraphs: list[list[str]] = []
        self._in_paragraph = False
        self._runs: list[bool] = []  # of the open spans, whether they are struck out
        self._struck: list[str] = []
        self._filled = self._merged = self._elements = 0

    def start(self, element: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._elements += 1
        if self._elements > self._limits.elements:
            raise HostileWorkbookError(f"行和单元格超过 {self._limits.elements} 个")
        if not self._in_body:
            self._in_body = element == _OFFICE + "body"
            self._styles.start(element, attributes)
        elif self._skipping or element in _SKIPPED or element.startswith(_DRAWING):
            self._skipping += 1
        elif self._cell is not None:
            self._start_in_cell(element, attributes)
        elif element in _CELLS:
            self._cell, self._paragraphs, self._runs, self._struck = attributes, [], [], []
        elif element == _TABLE + "table-row":
            self._start_row(attributes)
        elif element == _TABLE + "table-column":
            self._columns(attributes)
        elif element == _TABLE + "table":
            self._start_table(attributes)
        elif element in (_TABLE + "named-range", _TABLE + "named-expression"):
            self._name(attributes)

    def characters(self, text: str) -> None:
        """Text, which counts inside a paragraph of a cell only."""
        if not self._in_body:
            self._styles.characters(text)
        elif self._in_paragraph and not self._skipping:
            line = self._struck if any(self._runs) else self._paragraphs[-1]
            text = plain_characters(_BLANKS.sub(" ", text))
            line.append(text if line else text.lstrip(" "))

    def end(self, element: str) -> None:
        """An element ends."""
        if not self._in_body:
            self._styles.end(element)
        elif self._skipping:
            self._skipping -= 1
        elif element == _TEXT + "p":
            self._in_paragraph = False
        elif element == _TEXT + "span" and self._runs:
            self._runs.pop()
        elif element in _CELLS and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif element == _TABLE + "table-row":
            self._end_row()
        elif element == _TABLE + "table":
            self._end_table()

    def _start_table(self, attributes: dict[str, str]) -> None:
        if len(self.workbook.sheets) >= self._limits.sheets:
            raise HostileWorkbookError(f"工作表超过 {self._limits.sheets} 张")
        hidden = self._styles.is_hidden_table(attributes.get(_TABLE + "style-name"))
        self._sheet = Sheet(attributes.get(_TABLE + "name", ""), "hidden" if hidden else "visible")
        self.workbook.sheets.append(self._sheet)
        self._row = self._column = 0
        self._hidden = []

    def _end_table(self) -> None:
        if self._sheet is not None:
            # Hiding everything below a form is common; only rows down to the last filled one are worth naming.
            last = max(
                (*self._sheet.rows, *(row for row, _ in (*self._sheet.errors, *self._sheet.formulas))), default=0
            )
            for first, count in self._hidden:
                self._sheet.hidden_rows.update(range(first, min(first + count, last + 1)))
        self._sheet = None

    def _columns(self, attributes: dict[str, str]) -> None:
        count = _repeated(attributes, "columns")
        first, self._column = self._column + 1, self._column + count
        hidden = attributes.get(_TABLE + "visibility") in ("collapse", "filter")
        if hidden and self._sheet is not None and first <= MAX_COLUMN:
            self._sheet.hidden_columns.append((first, min(self._column, MAX_COLUMN)))

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row_count = _repeated(attributes, "rows")
        self._column, self._line = 0, []
        if attributes.get(_TABLE + "visibility") in ("collapse", "filter"):
            self._hidden.append((self._row + 1, self._row_count))

    def _end_row(self) -> None:
        first, self._row = self._row + 1, self._row + self._row_count
        if not self._line or self._sheet is None:
            return
        self._filled += self._row_count * sum(cell.times for cell in self._line)
        if self._filled > self._limits.cells:
            raise HostileWorkbookError(f"有内容的单元格超过 {self._limits.cells} 个")
        if self._row > MAX_ROW:
            raise BrokenWorkbookError("工作表的行数超出范围")
        for row in range(first, self._row + 1):
            for cell in self._line:
                for column in range(cell.column, cell.column + cell.times):
                    _put(self._sheet, row, column, cell)

    def _start_in_cell(self, element: str, attributes: dict[str, str]) -> None:
        if element == _TEXT + "p":
            self._paragraphs.append([])
            self._in_paragraph = True
        elif self._in_paragraph:
            if element == _TEXT + "span":
                self._runs.append(self._styles.strikes_out(attributes.get(_TEXT + "style-name")))
            elif element == _TEXT + "s":
                # Excel's limit on the length of a cell bounds the repetition as well.
                self._paragraphs[-1].append(" " * min(whole(attributes.get(_TEXT + "c"), 1), 32_767))
            elif element == _TEXT + "tab":
                self._paragraphs[-1].append("\t")
            elif element == _TEXT + "line-break":
                self._paragraphs[-1].append("\n")

    def _end_cell(self, attributes: dict[str, str]) -> None:
        column, count = self._column + 1, _repeated(attributes, "columns")
        self._column += count
        if self._sheet is None:
            return
        self._merge(column, attributes)
        text = "\n".join("".join(paragraph) for paragraph in self._paragraphs)
        value = self._value(attributes, text)
        error = text.strip() if attributes.get(_ERROR_TYPE) == "error" and text.strip() else None
        formula = excel_formula(attributes.get(_TABLE + "formula", "")).strip() or None
        struck = "".join(self._struck).strip()
        if value is not None and self._styles.strikes_out(attributes.get(_TABLE + "style-name")):
            struck, value, formula = text.strip() or str(value), None, None
        elif struck and isinstance(value, str) and not text.strip():
            value = None
        if value is None and error is None and formula is None and not struck:
            return
        if column + count - 1 > MAX_COLUMN:
            raise BrokenWorkbookError("工作表的列数超出范围")
        kind = attributes.get(_OFFICE + "value-type", "")
        number_format = self._styles.format_of(attributes.get(_TABLE + "style-name")) or _DEFAULT_FORMATS.get(kind)
        self._line.append(_Cell(column, count, None if error else value, error, formula, number_format, struck))

    def _value(self, attributes: dict[str, str], text: str) -> Value | None:
        """The value of a cell; None where it holds nothing."""
        kind = attributes.get(_OFFICE + "value-type")
        value: Value | None = None
        if kind in ("float", "percentage", "currency"):
            value = number_in(attributes.get(_OFFICE + "value", ""))
        elif kind == "date":
            value = iso_serial(attributes.get(_OFFICE + "date-value", ""))
        elif kind == "time":
            value = _duration(attributes.get(_OFFICE + "time-value", ""))
        elif kind == "boolean":
            value = attributes.get(_OFFICE + "boolean-value") == "true"
        if value is not None:
            return value
        text = text if text.strip() else attributes.get(_OFFICE + "string-value", "")
        return text if text.strip() else None

    def _merge(self, column: int, attributes: dict[str, str]) -> None:
        columns = whole(attributes.get(_TABLE + "number-columns-spanned"), 1)
        rows = whole(attributes.get(_TABLE + "number-rows-spanned"), 1)
        if max(columns, rows) > 1 and self._sheet is not None:
            top = self._row + 1
            bottom, right = min(top + max(rows, 1) - 1, MAX_ROW), min(column + max(columns, 1) - 1, MAX_COLUMN)
            self._sheet.merges.append(Range(top, column, bottom, right))
            self._merged += 1
            if self._merged > self._limits.merges:
                raise HostileWorkbookError(f"合并区域超过 {self._limits.merges} 个")

    def _name(self, attributes: dict[str, str]) -> None:
        scope = self._sheet.name if self._sheet is not None else None
        place, expression = attributes.get(_TABLE + "cell-range-address"), attributes.get(_TABLE + "expression", "")
        reference = excel_formula(expression) if place is None else excel_reference(place)
        self.workbook.names[scope, attributes.get(_TABLE + "name", "")] = reference
        if len(self.workbook.names) > self._limits.names:
            raise HostileWorkbookError(f"定义的名称超过 {self._limits.names} 个")


def _put(sheet: Sheet, row: int, column: int, cell: _Cell) -> None:
    if cell.struck:
        sheet.struck[row, column] = cell.struck
    if cell.formula is not None:
        sheet.formulas[row, column] = cell.formula
    if cell.error is not None:
        sheet.errors[row, column] = cell.error
    elif cell.value is not None:
        sheet.rows.setdefault(row, {})[column] = cell.value
        if cell.number_format is not None:
            sheet.formats[row, column] = cell.number_format


def _repeated(attributes: dict[str, str], what: str) -> int:
    return max(1, whole(attributes.get(f"{_TABLE}number-{what}-repeated"), 1))


def _duration(text: str) -> float | None:
    """Days in an ISO duration such as ``PT10H30M00S``."""
    found = _DURATION.fullmatch(text)
    if found is None:
        return None
    sign, hours, minutes, seconds = found.groups()
    total = int(hours or 0) * 3600 + int(minutes or 0) * 60 + float((seconds or "0").replace(",", "."))
    return (-total if sign else total) / 86_400


_PREFIX = re.compile(r"^(?:[A-Za-z]+:)?=")
_TOKEN = re.compile(r'"(?:[^"]|"")*"|\[([^\[\]]*)\]|;')
_END = re.compile(r"(?:\$?('(?:[^']|'')*'|[^.'\[\]:]+))?\.(\$?[A-Za-z]{1,3}\$?[0-9]+|\$?[A-Za-z]{1,3}|\$?[0-9]+)")


def excel_formula(formula: str) -> str:
    """The formula without ``=``, its references and separators as in Excel."""

    def replace(found: re.Match[str]) -> str:
        if found[0] == ";":
            return ","
        return found[0] if found[1] is None else excel_reference(found[1])

    return _TOKEN.sub(replace, _PREFIX.sub("", formula))


def excel_reference(reference: str) -> str:
    """``$Sheet1.$A$1:.B2`` → ``Sheet1!$A$1:B2``; anything else stays as it is."""
    pieces: list[str] = []
    at = 0
    while at <= len(reference):
        found = _END.match(reference, at)
        if found is None:
            return reference
        sheet, cell = found.groups()
        pieces.append(f"{sheet}!{cell}" if sheet and not pieces else cell)
        at = found.end()
        if at == len(reference):
            return ":".join(pieces)
        if reference[at] != ":" or len(pieces) > 1:
            return reference
        at += 1
    return reference
