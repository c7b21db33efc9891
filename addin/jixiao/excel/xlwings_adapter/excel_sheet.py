"""A sheet of Excel or WPS through xlwings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jixiao.errors import InputError
from jixiao.excel.cell_contents import (
    MOST_CELLS,
    CellContent,
    CellFormula,
    Colour,
    Fill,
    Link,
    NumberFormat,
    Place,
    blocks,
    is_ambiguous,
)
from jixiao.excel.host import is_busy
from jixiao.excel.program import OpenSheet, ProtectedError
from jixiao.excel.xlwings_adapter.excel_reading import fill_in, formulas_of, plain
from jixiao.excel.xlwings_adapter.native import ComSheet, MacSheet, native_sheet
from jixiao.grid.address import Range, elsewhere, quoted
from jixiao.grid.model import Sheet, Value

_LONGEST_TEXT = 257  # in a formula, quotation marks included
_SHOWN_HEIGHT = 37.0
"""Points; two lines, as a row of a template has them."""


class ExcelSheet(OpenSheet):
    """A sheet; ``api`` is that of xlwings."""

    def __init__(self, sheet: Any) -> None:
        self.api = sheet

    @property
    def name(self) -> str:
        return str(self.api.name)

    @property
    def _native(self) -> ComSheet | MacSheet:
        return native_sheet(self.api)

    def is_visible(self) -> bool:
        return bool(self.api.visible)

    def activate(self) -> None:
        self.api.activate()

    def select(self, place: Place) -> None:
        self.api.activate()
        self.api.range(place).select()

    def delete(self) -> None:
        self.api.delete()

    def hide(self) -> None:
        self._native.hide()

    def size(self) -> tuple[int, int]:
        last = self.api.used_range.last_cell
        return int(last.row), int(last.column)

    # ------------------------------------------------------------ reading

    def read(self) -> Sheet:
        rows, columns = self.size()
        if rows * columns > MOST_CELLS:
            raise InputError("已用区域过大，不是绩效目标表", sheet=self.name, hint="请删除表外多余的行和列后重试")
        extent = Range(1, 1, rows, columns)
        sheet = Sheet(self.name, self._native.state())
        fill_in(sheet, self._range, extent)
        return sheet

    def contents(self, places: Iterable[Place]) -> dict[Place, CellContent]:
        found: dict[Place, CellContent] = {}
        for area in blocks(places):
            block = self._range(area)
            values = block.options(ndim=2).value
            formulas = formulas_of(block)
            for row, column in area.places():
                value, formula = (
                    values[row - area.top][column - area.left],
                    formulas[row - area.top][column - area.left],
                )
                is_formula = isinstance(formula, str) and formula.startswith("=") and value != formula
                found[row, column] = CellFormula(formula) if is_formula else plain(value, keep_blanks=True)
        return found

    # ------------------------------------------------------------ writing

    def write(self, contents: Mapping[Place, CellContent]) -> None:
        for area in blocks(contents):
            rows = range(area.top, area.bottom + 1)
            columns = range(area.left, area.right + 1)
            self._range(area).value = [[_written(contents[row, column]) for column in columns] for row in rows]

    def link(self, links: Mapping[Place, Link]) -> None:
        self.write({place: _link(link) for place, link in links.items()})

    # ------------------------------------------------------------ looks

    def number_formats(self, places: Iterable[Place]) -> dict[Place, NumberFormat]:
        return {place: self._cell(place).number_format for place in places}

    def set_number_formats(self, formats: Mapping[Place, NumberFormat]) -> None:
        for place, number_format in formats.items():
            self._cell(place).number_format = number_format

    def fills(self, places: Iterable[Place]) -> dict[Place, Fill]:
        return {place: self._native.fill(self._cell(place)) for place in places}

    def paint(self, colours: Mapping[Place, Colour]) -> None:
        for colour in dict.fromkeys(colours.values()):
            for area in blocks(place for place, other in colours.items() if other == colour):
                self._range(area).color = colour

    def restore_fills(self, fills: Mapping[Place, Fill]) -> None:
        for place, fill in fills.items():
            self._native.set_fill(self._cell(place), fill)

    def set_column_widths(self, widths: Mapping[int, float]) -> None:
        for column, width in widths.items():
            self._cell((1, column)).column_width = width

    def wrap(self, area: Range) -> None:
        cells = self._range(area)
        cells.wrap_text = True
        self._native.align_top(cells)

    def embolden(self, area: Range) -> None:
        self._range(area).font.bold = True

    def insert_row(self, row: int) -> None:
        """Insert a row above a row; it looks like the row above it."""
        self._rows(row).insert(shift="down", copy_origin="format_from_left_or_above")

    def show_rows(self, rows: Iterable[int]) -> None:
        """Show rows that are hidden: a row with a height is seen."""
        for row in rows:
            self._rows(row).row_height = _SHOWN_HEIGHT

    def copy_row(self, row: int, to: int) -> None:
        self._rows(row).copy(self._rows(to))

    def copy(self, area: Range, to: Place) -> None:
        self._range(area).copy(self._cell(to))

    def notes(self) -> dict[Place, str]:
        return self._native.notes()

    def write_notes(self, texts: Mapping[Place, str | None]) -> None:
        """Write notes; the box of a note that is there keeps its size."""
        for place, text in texts.items():
            cell = self._cell(place)
            note = cell.note
            if text is None:
                if note is not None:
                    note.delete()
            elif note is None:
                cell.add_note(text)
            else:
                note.text = text

    def lift_protection(self) -> Any:
        before = self._native.protection()
        if before is None:
            return None
        refused: Exception | None = None
        try:
            self._native.unprotect()
        except Exception as error:
            if is_busy(error):
                raise
            refused = error
        if self._native.is_protected():
            raise ProtectedError("工作表设有保护密码", sheet=self.name) from refused
        return before

    def protect(self, before: Any) -> None:
        if before is not None:
            self._native.protect(before)

    def _range(self, area: Range) -> Any:
        return self.api.range((area.top, area.left), (area.bottom, area.right))

    def _rows(self, row: int) -> Any:
        return self.api.range(f"{row}:{row}")

    def _cell(self, place: Place) -> Any:
        return self.api.range(place)


def _written(content: CellContent) -> Value | None:
    if isinstance(content, CellFormula):
        return content.text
    if isinstance(content, str) and is_ambiguous(content):
        return f"'{content}"
    return content


def _link(link: Link) -> CellContent:
    target, text = quoted("#" + elsewhere(link.sheet, link.cell)), quoted(link.text)
    return CellFormula(f"=HYPERLINK({target},{text})") if max(len(target), len(text)) <= _LONGEST_TEXT else link.text
