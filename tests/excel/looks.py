"""Everything that can be seen of an open workbook, to compare it before and after."""

from __future__ import annotations

from typing import Any

from jixiao.excel.state import STATE_SHEET
from jixiao.grid.address import Range

_PROPERTIES = (
    "CellBackColor",
    "NumberFormat",
    "CharColor",
    "CharWeight",
    "CharFontName",
    "HoriJustify",
    "CellProtection",
)


def looks(desk: Any) -> dict[str, Any]:
    """Contents, notes and the format of every cell, on the sheets that a user has."""
    found = {}
    for sheet in desk.book.sheets():
        if sheet.name == STATE_SHEET:
            continue
        own, (rows, columns) = desk.own(sheet), sheet.size()
        if desk.kind == "libreoffice":
            area = own.getCellRangeByPosition(0, 0, columns - 1, rows - 1)
            found[sheet.name] = (_calc_formats(own), sheet.notes(), area.getFormulaArray())
        else:
            places = Range(1, 1, rows, columns).places()
            found[sheet.name] = (_file_formats(own), sheet.notes(), sheet.contents(places))
    return found


def _calc_formats(sheet: Any) -> list[Any]:
    """The format of every cell, by groups of cells with the same one."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(True)
    groups = sheet.getCellRangeByPosition(0, 0, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow)
    found: dict[str, list[Any]] = {}
    unique = groups.UniqueCellFormatRanges
    for group in (unique.getByIndex(n) for n in range(unique.Count)):
        cells = found.setdefault(repr(group.getByIndex(0).getPropertyValues(_PROPERTIES)), [])
        for area in group.RangeAddresses:
            columns = range(area.StartColumn, area.EndColumn + 1)
            cells += [(row, column) for row in range(area.StartRow, area.EndRow + 1) for column in columns]
    return sorted((look, sorted(cells)) for look, cells in found.items())


def _file_formats(sheet: Any) -> dict[str, Any]:
    """The format of every cell; by value, for a style may get another number."""
    return {
        cell.coordinate: (repr(cell.fill), repr(cell.font), repr(cell.alignment), cell.number_format)
        for row in sheet.iter_rows()
        for cell in row
        if cell.has_style
    }
