"""A sheet in LibreOffice, in as few calls as it allows: each call from another process takes its time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jixiao.errors import InputError
from jixiao.excel.libreoffice_content import link_formula, put, written
from jixiao.excel.libreoffice_range import formula_of, formula_places, set_formula
from jixiao.excel.portable import MOST_CELLS, is_ambiguous
from jixiao.excel.surface import (
    Colour,
    Content,
    Fill,
    Formula,
    Link,
    NumberFormat,
    Place,
    ProtectedError,
    blocks,
    places_of,
)
from jixiao.excel.unoimport import import_uno
from jixiao.grid.address import MAX_COLUMN, Range
from jixiao.grid.model import Sheet, Value
from jixiao.grid.numberformat import is_general

_TOP = 1  # com.sun.star.table.CellVertJustify2
_ANNOTATION = 8  # com.sun.star.sheet.CellFlags
_LOGICAL = 1024  # com.sun.star.util.NumberFormat
_ERRORS = {502: "#VALUE!", 503: "#NUM!", 508: "#NAME?", 511: "#VALUE!", 519: "#VALUE!", 521: "#NULL!", 524: "#REF!",
           525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A"}  # fmt: skip
_UNKNOWN_ERROR = "#VALUE!"


class CalcSurface:
    """A surface on a sheet of an open document."""

    def __init__(self, document: Any, sheet: Any) -> None:
        self._document = document
        self._sheet = sheet

    # ------------------------------------------------------------ reading

    def read(self) -> Sheet:
        """The sheet as the rest of the package sees it. Raises ``InputError`` for one that is far too large."""
        sheet = Sheet(str(self._sheet.Name), "visible" if self._sheet.IsVisible else "hidden")
        cursor = self._sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        last = cursor.RangeAddress
        rows, columns = last.EndRow + 1, last.EndColumn + 1
        if rows * columns > MOST_CELLS:
            raise InputError("已用区域过大，不是绩效目标表", sheet=sheet.name, hint="请删除表外多余的行和列后重试")
        cells = self._sheet.getCellRangeByPosition(0, 0, columns - 1, rows - 1)
        self._read_values(sheet, cells)
        if sheet.rows or sheet.formulas:
            self._read_formats(sheet, cells)
            self._read_hidden(sheet, cells, rows, columns)
        return sheet

    def _read_values(self, sheet: Sheet, cells: Any) -> None:
        formulas = formula_places(cells)
        pairs = zip(cells.getDataArray(), cells.getFormulaArray(), strict=True)
        for row, (values, texts) in enumerate(pairs, start=1):
            found: dict[int, Value] = {}
            for column, (value, text) in enumerate(zip(values, texts, strict=True), start=1):
                if not text:
                    continue
                if (row, column) in formulas:
                    if value == "":
                        continue  # calculated, and shows nothing
                    sheet.formulas[row, column] = text[1:]
                if value is None:
                    error = cells.getCellByPosition(column - 1, row - 1).getError()
                    sheet.errors[row, column] = _ERRORS.get(error, _UNKNOWN_ERROR)
                elif isinstance(value, float) or value.strip():
                    found[column] = value
            if found:
                sheet.rows[row] = found
        for row, column in sheet.formulas:
            cell = cells.getCellByPosition(column - 1, row - 1)
            sheet.formulas[row, column] = formula_of(self._document, cell)[1:]

    def _read_formats(self, sheet: Sheet, cells: Any) -> None:
        """Number formats and merges: cells with the same look come as one group."""
        formats = self._document.NumberFormats
        known: dict[int, tuple[str, bool]] = {}
        groups = cells.UniqueCellFormatRanges
        for number in range(groups.Count):
            group = groups.getByIndex(number)
            areas = [
                Range(a.StartRow + 1, a.StartColumn + 1, a.EndRow + 1, a.EndColumn + 1) for a in group.RangeAddresses
            ]
            sample = cells.getCellByPosition(areas[0].left - 1, areas[0].top - 1)
            if sample.IsMerged:
                height, width = self._merged_size(sample)
                sheet.merges += [
                    Range(r, c, r + height - 1, c + width - 1) for area in areas for r, c in places_of(area)
                ]
            key = sample.NumberFormat
            if key not in known:
                entry = formats.getByKey(key)
                known[key] = str(entry.FormatString), bool(entry.Type & _LOGICAL)
            _enter_format(sheet, areas, *known[key])
        sheet.merges.sort()
        sheet.formats = dict(sorted(sheet.formats.items()))

    def _merged_size(self, cell: Any) -> tuple[int, int]:
        cursor = self._sheet.createCursorByRange(cell)
        cursor.collapseToMergedArea()
        area = cursor.RangeAddress
        return area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1

    def _read_hidden(self, sheet: Sheet, cells: Any, rows: int, columns: int) -> None:
        shown = cells.queryVisibleCells().RangeAddresses
        shown_rows = {row + 1 for area in shown for row in range(area.StartRow, area.EndRow + 1)}
        shown_columns = {column + 1 for area in shown for column in range(area.StartColumn, area.EndColumn + 1)}
        sheet.hidden_rows = set(range(1, rows + 1)) - shown_rows
        for column in sorted(set(range(1, columns + 1)) - shown_columns):
            if sheet.hidden_columns and sheet.hidden_columns[-1][1] == column - 1:
                sheet.hidden_columns[-1] = sheet.hidden_columns[-1][0], column
            else:
                sheet.hidden_columns.append((column, min(column, MAX_COLUMN)))

    def contents(self, places: Iterable[Place]) -> dict[Place, Content]:
        """What stands in some cells, exactly enough to be put back."""
        found: dict[Place, Content] = {}
        for area in blocks(places):
            cells = self._cells(area)
            values, formulas = cells.getDataArray(), formula_places(cells)
            for row, column in places_of(area):
                value = values[row - area.top][column - area.left]
                if (row, column) in formulas:
                    cell = cells.getCellByPosition(column - area.left, row - area.top)
                    found[row, column] = Formula(formula_of(self._document, cell))
                else:
                    found[row, column] = None if value == "" else value
        return found

    # ------------------------------------------------------------ writing

    def write(self, contents: Mapping[Place, Content]) -> None:
        """Fill cells, each rectangle in one go; formulas one by one, for they are parsed one by one."""
        plain = {place: content for place, content in contents.items() if not isinstance(content, Formula)}
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
                tuple(tuple(written(plain[row, column]) for column in columns) for row in rows)
            )
        for place, number_format in formats.items():
            self._cell(place).NumberFormat = number_format
        for place, content in contents.items():
            if isinstance(content, Formula):
                set_formula(self._document, self._cell(place), content.text)

    def link(self, links: Mapping[Place, Link]) -> None:
        """Fill cells with links."""
        for area in blocks(links):
            self._cells(area).setFormulaArray(
                tuple(tuple(link_formula(links[row, column]) for column in range(area.left, area.right + 1))
                      for row in range(area.top, area.bottom + 1))
            )  # fmt: skip

    # ------------------------------------------------------------ looks

    def number_formats(self, places: Iterable[Place]) -> dict[Place, NumberFormat]:
        """The number formats of some cells: code, language, country; their numbers change when a file is opened."""
        found: dict[Place, NumberFormat] = {}
        for place in places:
            entry = self._document.NumberFormats.getByKey(self._cell(place).NumberFormat)
            found[place] = [str(entry.FormatString), str(entry.Locale.Language), str(entry.Locale.Country)]
        return found

    def set_number_formats(self, formats: Mapping[Place, NumberFormat]) -> None:
        """Give cells number formats."""
        known = self._document.NumberFormats
        for place, (code, language, country) in formats.items():
            locale = import_uno().createUnoStruct("com.sun.star.lang.Locale")
            locale.Language, locale.Country = language, country
            key = known.queryKey(code, locale, False)
            self._cell(place).NumberFormat = known.addNew(code, locale) if key < 0 else key

    def fills(self, places: Iterable[Place]) -> dict[Place, Fill]:
        """The fills of some cells, -1 for none."""
        return {place: int(self._cell(place).CellBackColor) for place in places}

    def paint(self, colours: Mapping[Place, Colour]) -> None:
        """Give cells a plain fill."""
        self.restore_fills({place: red << 16 | green << 8 | blue for place, (red, green, blue) in colours.items()})

    def restore_fills(self, fills: Mapping[Place, Fill]) -> None:
        """Put back what ``fills`` told, all cells of one colour in one go."""
        for fill in dict.fromkeys(fills.values()):
            self._together(place for place, other in fills.items() if other == fill).CellBackColor = fill

    def align_top(self, area: Range) -> None:
        """Begin the texts of cells of several lines at the top."""
        self._cells(area).VertJustify = _TOP

    def notes(self) -> dict[Place, str]:
        """The notes of the sheet."""
        annotations = self._sheet.Annotations
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
                self._sheet.Annotations.insertNew(cell.CellAddress, text)

    def hide(self) -> None:
        """Hide the sheet: LibreOffice has no deeper hiding."""
        self._sheet.IsVisible = False

    def lift_protection(self) -> Any:
        """Lift the protection. Raises ``ProtectedError`` if a password is asked for."""
        if not self._sheet.isProtected():
            return None
        try:
            self._sheet.unprotect("")
        except Exception as error:
            raise ProtectedError("工作表设有保护密码", sheet=str(self._sheet.Name)) from error
        if self._sheet.isProtected():
            raise ProtectedError("工作表设有保护密码", sheet=str(self._sheet.Name))
        return True

    def protect(self, before: Any) -> None:
        """Protect the sheet; LibreOffice keeps what is allowed on it while it is unprotected."""
        if before is not None:
            self._sheet.protect("")

    def _cells(self, area: Range) -> Any:
        return self._sheet.getCellRangeByPosition(area.left - 1, area.top - 1, area.right - 1, area.bottom - 1)

    def _cell(self, place: Place) -> Any:
        return self._sheet.getCellByPosition(place[1] - 1, place[0] - 1)

    def _together(self, places: Iterable[Place]) -> Any:
        """Many cells as one object."""
        together = self._document.createInstance("com.sun.star.sheet.SheetCellRanges")
        number = self._sheet.RangeAddress.Sheet
        addresses = []
        for area in blocks(places):
            each = import_uno().createUnoStruct("com.sun.star.table.CellRangeAddress")
            each.Sheet = number
            each.StartRow, each.StartColumn, each.EndRow, each.EndColumn = (n - 1 for n in area)
            addresses.append(each)
        together.addRangeAddresses(tuple(addresses), False)
        return together


def _enter_format(sheet: Sheet, areas: Iterable[Range], code: str, logical: bool) -> None:
    """Note a number format for the cells that hold something; a truth value is a number here, told by its format."""
    if is_general(code):
        return
    for area in areas:
        for row in range(area.top, area.bottom + 1):
            cells = sheet.rows.get(row, {})
            for column in range(area.left, area.right + 1):
                value = cells.get(column)
                if value is None:
                    continue
                if logical and isinstance(value, float):
                    cells[column] = bool(value)
                else:
                    sheet.formats[row, column] = code
