"""Reading a sheet of LibreOffice in few calls, each of which takes its time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jixiao.excel.libreoffice.calc_formulas import formula_of, formula_places
from jixiao.grid.address import MAX_COLUMN, Range
from jixiao.grid.model import Sheet, Value
from jixiao.grid.numberformat import is_general

_LOGICAL = 1024  # com.sun.star.util.NumberFormat
_ERRORS = {502: "#VALUE!", 503: "#NUM!", 508: "#NAME?", 511: "#VALUE!", 519: "#VALUE!", 521: "#NULL!", 524: "#REF!",
           525: "#NAME?", 532: "#DIV/0!", 32767: "#N/A"}  # fmt: skip
_TRUTH = {"TRUE()": True, "FALSE()": False}
_UNKNOWN_ERROR = "#VALUE!"


def fill_in(sheet: Sheet, document: Any, cells: Any) -> None:
    """Fill in a sheet what stands in a block of cells that begins at A1."""
    _read_values(sheet, document, cells)
    if sheet.rows or sheet.formulas:
        _read_formats(sheet, document, cells)
        _read_hidden(sheet, cells)


def _read_values(sheet: Sheet, document: Any, cells: Any) -> None:
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
    for row, column in list(sheet.formulas):
        text = formula_of(document, cells.getCellByPosition(column - 1, row - 1))[1:]
        if text in _TRUTH:  # what LibreOffice makes of a truth value in an .xlsx
            del sheet.formulas[row, column]
            sheet.rows[row][column] = _TRUTH[text]
        else:
            sheet.formulas[row, column] = text


def _read_formats(sheet: Sheet, document: Any, cells: Any) -> None:
    """Number formats and merges: cells with the same look come as one group."""
    formats = document.NumberFormats
    known: dict[int, tuple[str, bool]] = {}
    groups = cells.UniqueCellFormatRanges
    for number in range(groups.Count):
        group = groups.getByIndex(number)
        areas = [Range(a.StartRow + 1, a.StartColumn + 1, a.EndRow + 1, a.EndColumn + 1) for a in group.RangeAddresses]
        sample = cells.getCellByPosition(areas[0].left - 1, areas[0].top - 1)
        if sample.IsMerged:
            height, width = _merged_size(cells, sample)
            sheet.merges += [Range(r, c, r + height - 1, c + width - 1) for area in areas for r, c in area.places()]
        key = sample.NumberFormat
        if key not in known:
            entry = formats.getByKey(key)
            known[key] = str(entry.FormatString), bool(entry.Type & _LOGICAL)
        _enter_format(sheet, areas, *known[key])
    sheet.merges.sort()
    sheet.formats = dict(sorted(sheet.formats.items()))


def _merged_size(cells: Any, cell: Any) -> tuple[int, int]:
    cursor = cells.Spreadsheet.createCursorByRange(cell)
    cursor.collapseToMergedArea()
    area = cursor.RangeAddress
    return area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1


def _read_hidden(sheet: Sheet, cells: Any) -> None:
    rows, columns = cells.Rows.Count, cells.Columns.Count
    shown = cells.queryVisibleCells().RangeAddresses
    shown_rows = {row + 1 for area in shown for row in range(area.StartRow, area.EndRow + 1)}
    shown_columns = {column + 1 for area in shown for column in range(area.StartColumn, area.EndColumn + 1)}
    sheet.hidden_rows = set(range(1, rows + 1)) - shown_rows
    for column in sorted(set(range(1, columns + 1)) - shown_columns):
        if sheet.hidden_columns and sheet.hidden_columns[-1][1] == column - 1:
            sheet.hidden_columns[-1] = sheet.hidden_columns[-1][0], column
        else:
            sheet.hidden_columns.append((column, min(column, MAX_COLUMN)))


def _enter_format(sheet: Sheet, areas: Iterable[Range], code: str, logical: bool) -> None:
    """Note the number format of filled cells; it tells truth values from numbers."""
    if is_general(code):
        return
    for row, column in (place for area in areas for place in area.places()):
        value = sheet.value(row, column)
        if logical and isinstance(value, float):
            sheet.rows[row][column] = bool(value)
        elif value is not None:
            sheet.formats[row, column] = code
