"""What a user sees of an open document, asked where the macros run: a call from outside for every cell takes too long."""

from __future__ import annotations

from typing import Any

HIDDEN = "_绩效标记"


def letters(column: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def address(row: int, column: int) -> str:
    """A1 for the first row and column, which are 0."""
    return f"{letters(column)}{row + 1}"


def document_of(context: Any, url: str) -> Any:
    """The open document with that address."""
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    each = desktop.Components.createEnumeration()
    while each.hasMoreElements():
        document = each.nextElement()
        if url == document.URL:
            return document
    raise LookupError(url)


def used(sheet: Any) -> Any:
    """The cells from the first to the last that is used."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    last = cursor.RangeAddress
    return sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow)


def colours(sheet: Any) -> dict[str, int]:
    """The fill of every cell that has one."""
    found: dict[str, int] = {}
    groups = used(sheet).UniqueCellFormatRanges
    for group in (groups.getByIndex(number) for number in range(groups.Count)):
        colour = group.CellBackColor
        for area in group.RangeAddresses if colour >= 0 else ():
            for row in range(area.StartRow, area.EndRow + 1):
                found.update((address(row, column), colour) for column in range(area.StartColumn, area.EndColumn + 1))
    return found


def notes(sheet: Any) -> dict[str, str]:
    """The note of every cell that has one."""
    found = {}
    for number in range(sheet.Annotations.Count):
        note = sheet.Annotations.getByIndex(number)
        place = note.Position
        found[address(place.Row, place.Column)] = note.String
    return found


def seen(context: Any, url: str) -> dict[str, Any]:
    """By sheet: contents, fills, notes."""
    sheets = document_of(context, url).Sheets
    each = (sheets.getByIndex(number) for number in range(sheets.Count))
    return {s.Name: (used(s).getFormulaArray(), colours(s), notes(s)) for s in each if s.Name != HIDDEN}


def anchors(context: Any, url: str, cells: list[tuple[str, str]]) -> list[str]:
    """For each sheet and cell the cell that stands for its merged area."""
    document = document_of(context, url)
    found = []
    for name, cell in cells:
        sheet = document.Sheets.getByName(name)
        cursor = sheet.createCursorByRange(sheet.getCellRangeByName(cell))
        cursor.collapseToMergedArea()
        found.append(address(cursor.RangeAddress.StartRow, cursor.RangeAddress.StartColumn))
    return found


def listed(context: Any, url: str) -> list[list[str]]:
    """The findings on 检查结果: code, severity, sheet, cell, message."""
    sheet = document_of(context, url).Sheets.getByName("检查结果")
    levels = {"错误": "error", "警告": "warning", "提示": "info"}
    found = []
    cells = used(sheet)
    for row, values in enumerate(cells.getDataArray()):
        if row >= 3:
            formula = sheet.getCellByPosition(2, row).Formula
            name, cell = values[2], ""
            if formula.startswith("="):
                name, _, cell = formula.split('"')[1].removeprefix("#").rpartition("!")
            found.append([values[8], levels[values[1]], name.strip("'").replace("''", "'"), cell, values[4]])
    return found
