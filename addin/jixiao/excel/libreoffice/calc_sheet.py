"""A sheet in LibreOffice, in as few calls as it allows."""

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
from jixiao.excel.libreoffice.calc_formulas import as_data, formula_of, formula_places, link_formula, put, set_formula
from jixiao.excel.libreoffice.calc_reading import fill_in
from jixiao.excel.libreoffice.unoimport import import_uno
from jixiao.excel.program import OpenSheet, ProtectedError
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet

_CHARACTER = 190  # hundredths of a millimetre that Excel's unit of column width takes up
_BOLD = 150.0  # com.sun.star.awt.FontWeight
_TOP = 1  # com.sun.star.table.CellVertJustify2
_ANNOTATION = 8  # com.sun.star.sheet.CellFlags


class CalcSheet(OpenSheet):
    """A sheet of an open document; ``api`` is LibreOffice's own object."""

    def __init__(self, document: Any, sheet: Any) -> None:
        self._document = document
        self.api = sheet

    @property
    def name(self) -> str:
        return str(self.api.Name)

    def is_visible(self) -> bool:
        return bool(self.api.IsVisible)

    def activate(self) -> None:
        self._document.CurrentController.setActiveSheet(self.api)

    def select(self, place: Place) -> None:
        self.activate()
        self._document.CurrentController.select(self._cell(place))

    def delete(self) -> None:
        self._document.Sheets.removeByName(self.name)

    def hide(self) -> None:
        """Hide the sheet: LibreOffice has no deeper hiding."""
        self.api.IsVisible = False

    def size(self) -> tuple[int, int]:
        cursor = self.api.createCursor()
        cursor.gotoEndOfUsedArea(False)
        last = cursor.RangeAddress
        return int(last.EndRow) + 1, int(last.EndColumn) + 1

    # ------------------------------------------------------------ reading

    def read(self) -> Sheet:
        sheet = Sheet(self.name, "visible" if self.is_visible() else "hidden")
        rows, columns = self.size()
        if rows * columns > MOST_CELLS:
            raise InputError("已用区域过大，不是绩效目标表", sheet=sheet.name, hint="请删除表外多余的行和列后重试")
        fill_in(sheet, self._document, self._cells(Range(1, 1, rows, columns)))
        return sheet

    def contents(self, places: Iterable[Place]) -> dict[Place, CellContent]:
        found: dict[Place, CellContent] = {}
        for area in blocks(places):
            cells = self._cells(area)
            values, formulas = cells.getDataArray(), formula_places(cells)
            for row, column in area.places():
                value = values[row - area.top][column - area.left]
                if (row, column) in formulas:
                    cell = cells.getCellByPosition(column - area.left, row - area.top)
                    found[row, column] = CellFormula(formula_of(self._document, cell))
                else:
                    found[row, column] = None if value == "" else value
        return found

    # ------------------------------------------------------------ writing

    def write(self, contents: Mapping[Place, CellContent]) -> None:
        """Fill cells, each rectangle in one go, formulas one by one."""
        plain = {place: content for place, content in contents.items() if not isinstance(content, CellFormula)}
        # A text that looks like a number gets the number format for texts; the cell keeps the one it had.
        ambiguous = [p for p, content in plain.items() if isinstance(content, str) and is_ambiguous(content)]
        formats = {place: self._cell(place).NumberFormat for place in ambiguous}
        noted = [place for place in self.notes() if place in plain]
        for place in noted:  # one by one: a block takes their notes away
            put(self._cell(place), plain[place])
        for area in blocks(plain.keys() - set(noted)):
            rows = range(area.top, area.bottom + 1)
            columns = range(area.left, area.right + 1)
            self._cells(area).setDataArray(
                tuple(tuple(as_data(plain[row, column]) for column in columns) for row in rows)
            )
        for place, number_format in formats.items():
            self._cell(place).NumberFormat = number_format
        for place, content in contents.items():
            if isinstance(content, CellFormula):
                set_formula(self._document, self._cell(place), content.text)

    def link(self, links: Mapping[Place, Link]) -> None:
        for area in blocks(links):
            self._cells(area).setFormulaArray(
                tuple(tuple(link_formula(links[row, column]) for column in range(area.left, area.right + 1))
                      for row in range(area.top, area.bottom + 1))
            )  # fmt: skip

    # ------------------------------------------------------------ looks

    def number_formats(self, places: Iterable[Place]) -> dict[Place, NumberFormat]:
        """Return the number formats of cells: code, language, country."""
        # Their numbers change when a file is opened.
        found: dict[Place, NumberFormat] = {}
        for place in places:
            entry = self._document.NumberFormats.getByKey(self._cell(place).NumberFormat)
            found[place] = [str(entry.FormatString), str(entry.Locale.Language), str(entry.Locale.Country)]
        return found

    def set_number_formats(self, formats: Mapping[Place, NumberFormat]) -> None:
        known = self._document.NumberFormats
        for place, (code, language, country) in formats.items():
            locale = import_uno().createUnoStruct("com.sun.star.lang.Locale")
            locale.Language, locale.Country = language, country
            key = known.queryKey(code, locale, False)
            self._cell(place).NumberFormat = known.addNew(code, locale) if key < 0 else key

    def fills(self, places: Iterable[Place]) -> dict[Place, Fill]:
        return {place: int(self._cell(place).CellBackColor) for place in places}

    def paint(self, colours: Mapping[Place, Colour]) -> None:
        self.restore_fills({place: red << 16 | green << 8 | blue for place, (red, green, blue) in colours.items()})

    def restore_fills(self, fills: Mapping[Place, Fill]) -> None:
        for fill in dict.fromkeys(fills.values()):
            self._together(place for place, other in fills.items() if other == fill).CellBackColor = fill

    def set_column_widths(self, widths: Mapping[int, float]) -> None:
        for column, width in widths.items():
            self.api.Columns.getByIndex(column - 1).Width = int(width * _CHARACTER)

    def wrap(self, area: Range) -> None:
        cells = self._cells(area)
        cells.IsTextWrapped, cells.VertJustify = True, _TOP

    def embolden(self, area: Range) -> None:
        """Write cells in bold type; Chinese characters have a weight of their own."""
        cells = self._cells(area)
        cells.CharWeight = cells.CharWeightAsian = _BOLD

    def insert_row(self, row: int) -> None:
        self.api.Rows.insertByIndex(row - 1, 1)

    def show_rows(self, rows: Iterable[int]) -> None:
        for row in rows:
            self.api.Rows.getByIndex(row - 1).IsVisible = True

    def copy_row(self, row: int, to: int) -> None:
        self.api.copyRange(self._cell((to, 1)).CellAddress, self.api.Rows.getByIndex(row - 1).RangeAddress)

    def copy(self, area: Range, to: Place) -> None:
        self.api.copyRange(self._cell(to).CellAddress, self._cells(area).RangeAddress)

    def notes(self) -> dict[Place, str]:
        annotations = self.api.Annotations
        found = {}
        for number in range(annotations.Count):
            note = annotations.getByIndex(number)
            place = note.Position
            found[place.Row + 1, place.Column + 1] = str(note.String)
        return found

    def write_notes(self, texts: Mapping[Place, str | None]) -> None:
        """Write notes; one that is there keeps its box."""
        there = self.notes() if texts else {}
        gone = [place for place, text in texts.items() if text is None and place in there]
        for area in blocks(gone):  # not together: then LibreOffice takes the notes between them too
            self._cells(area).clearContents(_ANNOTATION)
        for place, text in texts.items():
            if text is None or there.get(place) == text:
                continue
            cell = self._cell(place)
            if place in there:
                cell.getAnnotation().setString(text)
            else:
                self.api.Annotations.insertNew(cell.CellAddress, text)

    def lift_protection(self) -> Any:
        if not self.api.isProtected():
            return None
        try:
            self.api.unprotect("")
        except Exception as error:
            raise ProtectedError("工作表设有保护密码", sheet=str(self.api.Name)) from error
        if self.api.isProtected():
            raise ProtectedError("工作表设有保护密码", sheet=str(self.api.Name))
        return True

    def protect(self, before: Any) -> None:
        """Protect the sheet; what is allowed is kept from before."""
        if before is not None:
            self.api.protect("")

    def _cells(self, area: Range) -> Any:
        return self.api.getCellRangeByPosition(area.left - 1, area.top - 1, area.right - 1, area.bottom - 1)

    def _cell(self, place: Place) -> Any:
        return self.api.getCellByPosition(place[1] - 1, place[0] - 1)

    def _together(self, places: Iterable[Place]) -> Any:
        """Many cells as one object."""
        together = self._document.createInstance("com.sun.star.sheet.SheetCellRanges")
        number = self.api.RangeAddress.Sheet
        addresses = []
        for area in blocks(places):
            each = import_uno().createUnoStruct("com.sun.star.table.CellRangeAddress")
            each.Sheet = number
            each.StartRow, each.StartColumn, each.EndRow, each.EndColumn = (n - 1 for n in area)
            addresses.append(each)
        together.addRangeAddresses(tuple(addresses), False)
        return together
