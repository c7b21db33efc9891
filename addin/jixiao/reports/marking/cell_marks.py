"""Marks on cells: another style number, and a cell where none is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jixiao.grid.address import address, parse_range
from jixiao.grid.xmlpart import whole
from jixiao.reports.marking.mark_levels import Mark
from jixiao.reports.marking.sheet_survey import SheetSurvey, cell_columns
from jixiao.reports.marking.xmledit import Edits, ElementSpan, parse

Marks = Mapping[tuple[int, int], Mark]
"""The mark by (row, column) of the cell."""

StyleOf = Callable[[int, Mark], int]
"""From the style of a cell and a mark to the style of the marked cell."""


def mark_cells(sheet: SheetSurvey, edits: Edits, marks: Marks, style_of: StyleOf) -> dict[tuple[int, int], int]:
    """Give every marked cell the style of its mark; the styles that they had."""
    had: dict[tuple[int, int], int] = {}
    by_row: dict[int, dict[int, Mark]] = {}
    for (row, column), severity in sorted(marks.items()):
        by_row.setdefault(row, {})[column] = severity
    missing: list[tuple[int, bytes]] = []
    for row, columns in by_row.items():
        element = sheet.rows.get(row)
        if element is not None:
            had.update(_mark_row(sheet, edits, element, row, columns, style_of))
        else:
            had.update({(row, column): sheet.style_of_empty(row, column) for column in columns})
            missing.append((row, _new_row(sheet, row, columns, style_of)))
    _insert_rows(sheet, edits, missing)
    _extend_dimension(sheet, edits, marks)
    return had


def _mark_row(
    sheet: SheetSurvey, edits: Edits, row: ElementSpan, number: int, columns: Mapping[int, Mark], style_of: StyleOf
) -> dict[tuple[int, int], int]:
    piece = sheet.data[row.start : row.stop]
    there = list(cell_columns(parse(piece, "row", 1).children))
    known = dict(there)
    appended: list[bytes] = []
    had: dict[tuple[int, int], int] = {}
    for column, severity in sorted(columns.items()):
        cell = known.get(column)
        if cell is not None:
            had[number, column] = whole(cell.attributes.get("s"), 0)
            style = style_of(had[number, column], severity)
            edits.set_attributes(_shifted(cell, row.start), {"s": str(style)})
            continue
        had[number, column] = sheet.style_of_empty(number, column)
        new = _new_cell(sheet, number, column, severity, style_of)
        following = next((cell for other, cell in there if other > column), None)
        if following is None:
            appended.append(new)
        else:
            edits.insert(row.start + following.start, new)
    _close_row(edits, row, appended, widened=not columns.keys() <= known.keys())
    return had


def _close_row(edits: Edits, row: ElementSpan, appended: list[bytes], *, widened: bool) -> None:
    # ``spans`` only helps to read faster; with a new cell outside it would be wrong.
    changes: dict[str, str | None] = {"spans": None} if widened and "spans" in row.attributes else {}
    if appended:
        edits.append_to(row, b"".join(appended), changes)
    elif changes:
        edits.set_attributes(row, changes)


def _shifted(cell: ElementSpan, offset: int) -> ElementSpan:
    """The element as it stands in the whole part."""
    return ElementSpan(cell.name, cell.attributes, cell.start + offset, cell.body + offset)


def _new_cell(sheet: SheetSurvey, row: int, column: int, severity: Mark, style_of: StyleOf) -> bytes:
    style = style_of(sheet.style_of_empty(row, column), severity)
    return f'<{sheet.root.prefix}c r="{address(row, column)}" s="{style}"/>'.encode()


def _new_row(sheet: SheetSurvey, row: int, columns: Mapping[int, Mark], style_of: StyleOf) -> bytes:
    name = f"{sheet.root.prefix}row"
    cells = (_new_cell(sheet, row, column, severity, style_of) for column, severity in sorted(columns.items()))
    return f'<{name} r="{row}">'.encode() + b"".join(cells) + f"</{name}>".encode()


def _insert_rows(sheet: SheetSurvey, edits: Edits, rows: list[tuple[int, bytes]]) -> None:
    at_end: list[bytes] = []
    for number, xml in rows:
        following = sheet.row_after(number)
        if following is None:
            at_end.append(xml)
        else:
            edits.insert(following.start, xml)
    if at_end:
        edits.append_to(sheet.sheet_data, b"".join(at_end))


def _extend_dimension(sheet: SheetSurvey, edits: Edits, marks: Marks) -> None:
    """Make the stated extent of the sheet true again: some readers trust it."""
    dimension = sheet.root.child("dimension")
    if dimension is None or not marks:
        return
    try:
        stated = parse_range(dimension.get("ref") or "")
    except ValueError:
        return
    rows = [stated.top, stated.bottom, *(row for row, _ in marks)]
    columns = [stated.left, stated.right, *(column for _, column in marks)]
    first, last = address(min(rows), min(columns)), address(max(rows), max(columns))
    if (min(rows), min(columns), max(rows), max(columns)) != tuple(stated):
        edits.set_attributes(dimension, {"ref": f"{first}:{last}"})
