"""The XML Spreadsheet of Excel 2003, which budget systems export as .xls."""

from __future__ import annotations

import re

from jixiao.errors import BrokenWorkbookError, HostileWorkbookError
from jixiao.grid.address import MAX_COLUMN, MAX_ROW, Range, address
from jixiao.grid.limits import Limits
from jixiao.grid.lookalikes import plain_characters
from jixiao.grid.model import Sheet, SheetState, Value, Workbook
from jixiao.grid.numberformat import is_general, iso_serial, number_in
from jixiao.grid.struck import StruckFormat, take_out_struck
from jixiao.grid.xmlpart import decode_xml, local, truth, walk, whole

_NAMED_FORMATS = {
    "general number": "0.00", "general date": "yyyy/m/d h:mm", "long date": 'yyyy"年"m"月"d"日"', "short date": "yyyy/m/d",
    "medium date": "d-mmm-yy", "long time": "h:mm:ss", "short time": "h:mm", "fixed": "0.00", "standard": "#,##0.00",
    "percent": "0.00%", "scientific": "0.00E+00", "currency": '"¥"#,##0.00', "euro currency": "#,##0.00",
}  # fmt: skip
_STATES: dict[str, SheetState] = {"SheetHidden": "hidden", "SheetVeryHidden": "veryHidden"}
_R1C1 = re.compile(r'"[^"]*"|(?<![\w.])R(?:(\d{1,7})|\[(-?\d{1,7})\])?C(?:(\d{1,5})|\[(-?\d{1,5})\])?(?![\w(])')
NAME = "XML 表格"


def read_spreadsheetml(data: bytes, limits: Limits) -> Workbook:
    """Return the workbook in an XML Spreadsheet 2003. Raises ``InputError``."""
    reader = _Reader(limits)
    walk(decode_xml(data.lstrip(), NAME), NAME, reader.start, reader.end, reader.characters)
    if not reader.workbook.sheets:
        raise BrokenWorkbookError("工作簿中没有工作表")
    return reader.workbook


class _Reader:
    """expat handlers for the whole file."""

    def __init__(self, limits: Limits) -> None:
        self.workbook = Workbook()
        self._limits = limits
        self._style = ""
        self._formats: dict[str, str] = {}
        self._struck: set[str] = set()
        self._sheet: Sheet | None = None
        self._row = self._column = 0
        self._cell: dict[str, str] | None = None
        self._kind = ""
        self._text: list[str] | None = None
        self._crossed: list[str] | None = None  # what runs with a line through them say, None outside of such
        self._taken_back = ""
        self._option = False
        self._elements = self._filled = 0

    def start(self, element: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > self._limits.elements:
            raise HostileWorkbookError(f"行和单元格超过 {self._limits.elements} 个")
        tag = local(element)
        known = {local(name): value for name, value in attributes.items()}
        if tag == "Style":
            self._style = known.get("ID", "")
        elif tag == "NumberFormat" and self._sheet is None:
            code = known.get("Format", "")
            self._formats[self._style] = _NAMED_FORMATS.get(code.casefold(), code)
        elif tag == "Font" and self._sheet is None and truth(known.get("StrikeThrough")):
            self._struck.add(self._style)
        elif tag == "Worksheet":
            self._start_sheet(known)
        elif self._sheet is None:
            return
        elif tag == "Column":
            self._columns(known)
        elif tag == "Row":
            self._start_row(known)
        elif tag == "Cell":
            self._start_cell(known)
        elif tag == "Data" and self._cell is not None:
            self._kind, self._text = known.get("Type", "String"), []
        elif tag == "S" and self._cell is not None:
            self._crossed = []
        elif tag == "Visible":
            self._option, self._text = True, []

    def characters(self, text: str) -> None:
        texts = self._text if self._crossed is None else self._crossed
        if texts is not None:
            texts.append(text)

    def end(self, element: str) -> None:
        tag = local(element)
        if self._sheet is None:
            return
        if tag == "S" and self._crossed is not None:
            self._taken_back, self._crossed = self._taken_back + "".join(self._crossed), None
        elif tag == "Cell" and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif tag == "Visible" and self._option:
            self._sheet.state = _STATES.get("".join(self._text or ()).strip(), "visible")
            self._option, self._text = False, None
        elif tag == "Worksheet":
            take_out_struck(self._sheet)
            self._sheet = None

    def _start_sheet(self, known: dict[str, str]) -> None:
        if len(self.workbook.sheets) >= self._limits.sheets:
            raise HostileWorkbookError(f"工作表超过 {self._limits.sheets} 张")
        self._sheet = Sheet(known.get("Name", ""))
        self.workbook.sheets.append(self._sheet)
        self._row = self._column = 0

    def _columns(self, known: dict[str, str]) -> None:
        first = whole(known.get("Index"), self._column + 1)
        self._column = first + whole(known.get("Span"), 0)
        if truth(known.get("Hidden")) and self._sheet is not None and first <= MAX_COLUMN:
            self._sheet.hidden_columns.append((first, min(self._column, MAX_COLUMN)))

    def _start_row(self, known: dict[str, str]) -> None:
        self._row = whole(known.get("Index"), self._row + 1)
        self._column = 0
        if not 1 <= self._row <= MAX_ROW:
            raise BrokenWorkbookError("工作表的行数超出范围")
        if truth(known.get("Hidden")) and self._sheet is not None:
            self._sheet.hidden_rows.add(self._row)

    def _start_cell(self, known: dict[str, str]) -> None:
        self._column = whole(known.get("Index"), self._column + 1)
        if not 1 <= self._column <= MAX_COLUMN or self._row < 1:
            raise BrokenWorkbookError("工作表的列数超出范围")
        self._cell, self._kind, self._text = known, "", None

    def _end_cell(self, known: dict[str, str]) -> None:
        sheet, row, column = self._sheet, self._row, self._column
        if sheet is None:
            return
        across, down = whole(known.get("MergeAcross"), 0), whole(known.get("MergeDown"), 0)
        if across > 0 or down > 0:
            sheet.merges.append(Range(row, column, min(row + down, MAX_ROW), min(column + across, MAX_COLUMN)))
            self._column = min(column + across, MAX_COLUMN)
            self._filled += 1
        text, self._text = "".join(self._text or ()), None
        if self._taken_back:
            sheet.struck[row, column], self._taken_back = self._taken_back, ""
        if known.get("Formula"):
            sheet.formulas[row, column] = a1_formula(known["Formula"].removeprefix("="), row, column)
        style = known.get("StyleID", "Default")
        code = self._formats.get(style, "")
        if self._kind == "Error":
            sheet.errors[row, column] = text.strip()
        elif text.strip():
            value, code = self._value(text, code)
            self._filled += 1
            if self._filled > self._limits.cells:
                raise HostileWorkbookError(f"有内容的单元格超过 {self._limits.cells} 个")
            sheet.rows.setdefault(row, {})[column] = value
            if not is_general(code):
                sheet.formats[row, column] = code
            if style in self._struck:
                sheet.formats[row, column] = StruckFormat(code)

    def _value(self, text: str, code: str) -> tuple[Value, str]:
        if self._kind == "Number":
            number = number_in(text)
            return (text if number is None else number), code
        if self._kind == "DateTime":
            serial = iso_serial(text)
            return (text, code) if serial is None else (serial, code if not is_general(code) else "yyyy-mm-dd")
        if self._kind == "Boolean":
            return text.strip() == "1", code
        return plain_characters(text), code


def a1_formula(formula: str, row: int, column: int) -> str:
    """Return an R1C1 formula in A1: ``SUM(R[-2]C:R[-1]C)`` → ``SUM(B2:B3)``."""

    def replace(found: re.Match[str]) -> str:
        if found[0].startswith('"'):
            return found[0]
        fixed_row, moved_row, fixed_column, moved_column = found.groups()
        at_row = int(fixed_row) if fixed_row else row + int(moved_row or 0)
        at_column = int(fixed_column) if fixed_column else column + int(moved_column or 0)
        if not (1 <= at_row <= MAX_ROW and 1 <= at_column <= MAX_COLUMN):
            return "#REF!"
        return address(at_row, at_column)

    return _R1C1.sub(replace, formula)
