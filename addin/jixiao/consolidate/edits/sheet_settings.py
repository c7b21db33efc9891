"""Widths of columns, the filter and hidden rows, kept from the one before."""

from __future__ import annotations

from collections.abc import Mapping

from jixiao.consolidate.edits.row_order import sort_conditions, sort_state
from jixiao.consolidate.edits.typed import (
    RowKey,
    SheetRows,
)
from jixiao.grid.address import column_letters
from jixiao.grid.xmlpart import truth, whole
from jixiao.reports.marking.marked_styles import MarkedStyles
from jixiao.reports.marking.sheet_survey import ORDER, SheetSurvey
from jixiao.reports.marking.xmledit import Edits, ElementSpan, insert_in_order, parse


def keep_widths(
    edits: Edits,
    sheet: SheetSurvey,
    old: SheetSurvey,
    moved: Mapping[int, int],
    had: MarkedStyles,
    styles: MarkedStyles,
) -> None:
    """Give the columns the widths that they had."""
    widths: dict[int, str] = {}
    for source, columns in ((sheet, None), (old, moved)):
        for first, last, element in source.columns:
            for column in range(first, min(last, first + 200) + 1):
                to = column if columns is None else columns.get(column)
                if to is not None and element.get("width"):
                    widths[to] = _column_xml(to, element, None if columns is None else (had, styles))
    if widths:
        xml = f"<cols>{''.join(widths[column] for column in sorted(widths))}</cols>".encode()
        existing = sheet.root.child("cols")
        if existing is not None:
            edits.replace(existing.start, existing.stop, xml)
        else:
            insert_in_order(edits, sheet.root, ORDER, "cols", xml)


def _column_xml(column: int, element: ElementSpan, translation: tuple[MarkedStyles, MarkedStyles] | None) -> str:
    style = whole(element.get("style"), 0)
    if translation is not None and style:
        had, styles = translation
        style = styles.adopt(had.look(style))
    hidden = ' hidden="1"' if truth(element.get("hidden")) else ""
    look = f' style="{style}"' if style else ""
    return f'<col min="{column}" max="{column}" width="{element.get("width")}"{look}{hidden} customWidth="1"/>'


def keep_filter(edits: Edits, sheet: SheetSurvey, old: SheetSurvey, moved: Mapping[int, int], last: int) -> None:
    """Set the filter and the order as they were, on the columns where they are now."""
    there, was = sheet.root.child("autoFilter"), old.root.child("autoFilter")
    if there is None or was is None:
        return
    criteria = parse(old.data[was.start : was.stop], "autoFilter", 1)
    kept = []
    for each in criteria.all("filterColumn"):
        column = moved.get(whole(each.get("colId"), -1) + 1)
        if column is not None:
            body = old.data[was.start + each.body : was.start + each.stop].decode()
            kept.append(f'<filterColumn colId="{column - 1}">{body}')
    bottom = max(sheet.rows, default=1)
    kept.append(sort_state(sort_conditions(old), moved, last, bottom))
    if any(kept):
        reference = f"A1:{column_letters(last)}{bottom}"
        edits.replace(there.start, there.stop, f'<autoFilter ref="{reference}">{"".join(kept)}</autoFilter>'.encode())


def hidden_keys(old: SheetSurvey, rows: SheetRows) -> list[RowKey]:
    """Return the rows that were hidden, by what they are about."""
    return [key for key, row in rows.rows.items() if row in old.rows and truth(old.rows[row].get("hidden"))]


def hide_rows(edits: Edits, sheet: SheetSurvey, rows: set[int]) -> None:
    """Hide the rows of those numbers."""
    for row in sorted(rows & sheet.rows.keys()):
        edits.set_attributes(sheet.rows[row], {"hidden": "1"})
