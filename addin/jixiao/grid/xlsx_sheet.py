"""A worksheet part read with a full XML parse: exact, for unusual parts.

It defines what a cell means; ``xlsx_fast`` must give the same sheet or give up.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from jixiao.errors import BrokenWorkbookError, HostileWorkbookError
from jixiao.grid.address import MAX_COLUMN, MAX_ROW, parse_address, parse_range
from jixiao.grid.limits import DEFAULT_LIMITS, Limits
from jixiao.grid.model import Sheet, Value
from jixiao.grid.numberformat import is_date_format, iso_serial, number_in
from jixiao.grid.sharedformula import SharedFormulas
from jixiao.grid.struck import PartlyStruck
from jixiao.grid.xmlpart import local, resolve_escapes, truth, walk, whole

Place = tuple[int, int]
"""Row and column of a cell, 1-based."""


@dataclass(slots=True)
class SheetContext:
    """What the sheets of a workbook share: texts, number formats, what is used up."""

    strings: dict[str, Value | None] = field(default_factory=dict)
    formats: tuple[str | None, ...] = ()
    date1904: bool = False
    limits: Limits = DEFAULT_LIMITS
    cells: int = 0
    elements: int = 0
    merges: int = 0
    formula_characters: int = 0
    may_strike: bool = False

    def count_cells(self, cells: int) -> None:
        """Add to the cells. Raises ``HostileWorkbookError`` beyond the limit."""
        self.cells += cells
        if self.cells > self.limits.cells:
            raise HostileWorkbookError(f"有内容的单元格超过 {self.limits.cells} 个")

    def count_element(self) -> None:
        """Count a row or cell, filled or not. Raises ``HostileWorkbookError``."""
        self.elements += 1
        if self.elements > self.limits.elements:
            raise HostileWorkbookError(f"行和单元格超过 {self.limits.elements} 个")

    def count_merges(self, merges: int) -> None:
        """Add to the merged areas. Raises ``HostileWorkbookError`` beyond the limit."""
        self.merges += merges
        if self.merges > self.limits.merges:
            raise HostileWorkbookError(f"合并区域超过 {self.limits.merges} 个")

    def count_formula(self, formula: str) -> None:
        """Add an expanded formula; raises ``HostileWorkbookError`` beyond the limit."""
        self.formula_characters += len(formula)
        if self.formula_characters > self.limits.formula_characters:
            raise HostileWorkbookError("公式展开后的总长度超过限制")

    def format_of(self, style: str) -> str | None:
        """Return the number format of a style index; None for General or out of range."""
        index = whole(style, 0)
        return self.formats[index] if index < len(self.formats) else None


def number_or_text(text: str) -> Value:
    """A cell's number; what is no number (some programs write ``1,000``) stays text."""
    number = number_in(text)
    return text if number is None or "_" in text or not text.isascii() else number


def dated(text: str, number_format: str | None, *, date1904: bool) -> tuple[Value, str | None]:
    """Return number and format of a cell with an ISO date; another text stays."""
    serial = iso_serial(text, date1904=date1904)
    if serial is None:
        return text, number_format
    return serial, number_format if number_format and is_date_format(number_format) else "yyyy-mm-dd"


def walk_sheet(text: str, part: str, sheet: Sheet, context: SheetContext) -> None:
    """Fill ``sheet`` from the part's text. Raises ``InputError``."""
    reader = _SheetReader(part, sheet, context)
    walk(text, part, reader.start, reader.end, reader.characters)
    if not reader.found:
        raise BrokenWorkbookError(f"部件 {part} 不是工作表")
    _sort(sheet)


def _sort(sheet: Sheet) -> None:
    """Bring rows and cells into ascending order, whatever order the part had."""
    sheet.rows = {row: dict(sorted(cells.items())) for row, cells in sorted(sheet.rows.items()) if cells}
    sheet.errors = dict(sorted(sheet.errors.items()))
    sheet.formulas = dict(sorted(sheet.formulas.items()))
    sheet.formats = dict(sorted(sheet.formats.items()))


class _SheetReader:
    """expat handlers for a worksheet part."""

    __slots__ = (
        "_attributes", "_column", "_context", "_data", "_formula", "_formula_attributes", "_merging", "_part", "_phonetic", "_row",
        "_shared", "_sheet", "_struck", "_struck_out", "_text", "_value", "found",
    )  # fmt: skip

    def __init__(self, part: str, sheet: Sheet, context: SheetContext) -> None:
        self._part, self._sheet, self._context = part, sheet, context
        self._shared = SharedFormulas(context.count_formula)
        self._row = self._column = 0
        self._attributes: dict[str, str] | None = None  # of the open cell
        self._formula_attributes: dict[str, str] = {}
        self._text: list[str] | None = None  # what the open element collects
        self._value: str | None = None
        self._formula = self._struck_out = ""
        self._struck = False  # whether the open run of a text in the cell is struck out
        self._data = self._merging = self._phonetic = self.found = False

    def start(self, element: str, attributes: dict[str, str]) -> None:
        tag = local(element)
        if self._attributes is not None:
            self._start_in_cell(tag, attributes)
        elif tag == "c" and self._data:
            self._start_cell(attributes)
        elif tag == "row" and self._data:
            self._start_row(attributes)
        elif tag == "mergeCell" and self._merging:
            self._merge(attributes)
        elif tag == "col":
            self._columns(attributes)
        elif tag == "sheetData":
            self._data = True
        elif tag == "mergeCells":
            self._merging = True
        elif tag == "worksheet":
            self.found = True

    def _start_in_cell(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "v" or (tag == "t" and not self._phonetic):
            self._text = []
        elif tag == "f":
            self._text, self._formula_attributes = [], attributes
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "r":
            self._struck = False
        elif tag == "strike":
            self._struck = truth(attributes.get("val", "1"))

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._context.count_element()
        self._row = self._bounded(attributes.get("r"), self._row + 1, MAX_ROW)
        self._column = 0
        if truth(attributes.get("hidden")):
            self._sheet.hidden_rows.add(self._row)

    def _bounded(self, text: str | None, otherwise: int, most: int) -> int:
        """A row or column number inside a sheet."""
        number = otherwise if text is None else whole(text.strip())
        if not 1 <= number <= most:
            raise BrokenWorkbookError(f"部件 {self._part} 中的行号或列号超出工作表范围")
        return number

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._context.count_element()
        place = attributes.get("r")
        if place is None:
            self._column = self._bounded(None, self._column + 1, MAX_COLUMN)
        else:
            try:
                self._row, self._column = parse_address(place.strip())
                if self._row < 1:
                    raise ValueError("above the sheet")
            except ValueError as error:
                raise BrokenWorkbookError(f"部件 {self._part} 中的单元格地址 {place[:20]} 有错") from error
        self._attributes, self._formula_attributes = attributes, {}
        self._value, self._formula, self._text = None, "", None
        self._struck, self._struck_out = False, ""

    def characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, element: str) -> None:
        if self._attributes is None:
            if (name := local(element)) == "sheetData":
                self._data = False
            elif name == "mergeCells":
                self._merging = False
            return
        tag = local(element)
        if tag == "c":
            self._end_cell(self._attributes)
            self._attributes = None
        elif tag == "rPh":
            self._phonetic = False
        elif self._text is not None:
            text, self._text = "".join(self._text), None
            if tag == "f":
                self._formula = text
            elif self._struck and tag == "t":
                self._struck_out += text
            else:
                self._value = text if self._value is None else self._value + text

    def _end_cell(self, attributes: dict[str, str]) -> None:
        place = (self._row, self._column)
        formula = resolve_escapes(self._formula)
        if self._formula_attributes.get("t") == "shared":
            formula = self._shared.expand(self._formula_attributes.get("si", ""), place, formula)
        value, number_format = self._meaning(attributes.get("t", "n"), attributes.get("s", ""))
        is_error = attributes.get("t") == "e" and bool(value)
        if value is None and not formula.strip():
            return
        self._context.count_cells(1)
        self._clear(place)
        if formula.strip():
            self._sheet.formulas[place] = formula
        if is_error:
            self._sheet.errors[place] = str(value)
        elif value is not None:
            self._sheet.rows.setdefault(self._row, {})[self._column] = value
            if number_format is not None:
                self._sheet.formats[place] = number_format

    def _meaning(self, kind: str, style: str) -> tuple[Value | None, str | None]:
        """Value and number format of the open cell; None where it holds nothing."""
        text = self._value
        number_format = self._context.format_of(style)
        if self._struck_out.strip():
            self._context.may_strike = True
            return PartlyStruck.of(
                resolve_escapes(text or ""), resolve_escapes(self._struck_out).strip()
            ), number_format
        if not text or text.isspace():
            return None, None
        if kind == "s":
            return self._shared_text(text), number_format
        if kind == "n":
            return number_or_text(text), number_format
        if kind == "b":
            return truth(text), number_format
        if kind == "d":
            return dated(text, number_format, date1904=self._context.date1904)
        if kind == "e":
            return text.strip(), None
        text = resolve_escapes(text)
        return (None if text.isspace() else text), number_format

    def _shared_text(self, index: str) -> Value | None:
        strings = self._context.strings
        key = index if index in strings else str(whole(index.strip()))
        if key not in strings:
            raise BrokenWorkbookError(f"部件 {self._part} 引用了不存在的共享文本")
        return strings[key]

    def _clear(self, place: Place) -> None:
        """Forget an earlier cell at the same place: the last one counts."""
        self._sheet.clear(*place)
        self._sheet.errors.pop(place, None)
        self._sheet.formulas.pop(place, None)

    def _merge(self, attributes: dict[str, str]) -> None:
        try:
            self._sheet.merges.append(parse_range(attributes.get("ref", "").strip()))
        except ValueError as error:
            raise BrokenWorkbookError(f"部件 {self._part} 中的合并区域有错") from error
        self._context.count_merges(1)

    def _columns(self, attributes: dict[str, str]) -> None:
        if truth(attributes.get("hidden")):
            first = self._bounded(attributes.get("min"), 0, MAX_COLUMN)
            last = self._bounded(attributes.get("max"), first, MAX_COLUMN)
            self._sheet.hidden_columns.append((min(first, last), max(first, last)))
