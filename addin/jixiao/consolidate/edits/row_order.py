"""The order in which an officer sorted a data sheet, kept for the next one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jixiao.consolidate.edits.typed import RowKey, SheetRows
from jixiao.grid.address import column_letters, parse_address
from jixiao.grid.xmlpart import truth, whole
from jixiao.reports.marking.marked_styles import MarkedStyles
from jixiao.reports.marking.sheet_survey import ORDER, SheetSurvey
from jixiao.reports.marking.xmledit import Edits, ElementSpan, insert_in_order, parse

_PLACE = re.compile(rb'(<(?:row|c) r="[A-Z]{0,3})\d+(?=")')
"""<row r="5", <c r="AB5": written so by Jixiao, whose texts cannot hold a bracket."""


def sorted_by_hand(sheet: SheetSurvey, rows: SheetRows) -> bool:
    """Return whether a person sorted the rows."""
    # Jixiao itself writes the rows of a department one after the other.
    if rows.spec is None or rows.spec.identity[0] != "department":
        return False
    if sort_conditions(sheet):
        return True
    departments = [key[0] for key, _ in sorted(rows.rows.items(), key=lambda item: item[1])]
    runs = sum(one != other for one, other in zip(departments, ["", *departments], strict=False))
    return runs > len(set(departments))


def sort_conditions(sheet: SheetSurvey) -> list[tuple[int, bool]]:
    """The columns by which a sheet is sorted, each with whether it is descending."""
    found: list[tuple[int, bool]] = []
    holders = [sheet.root.child("sortState")]
    filtered = sheet.root.child("autoFilter")
    if filtered is not None:
        holders.append(parse(sheet.data[filtered.start : filtered.stop], "autoFilter", 2).child("sortState"))
    for holder in holders:
        if holder is not None:
            found += [
                (parse_address((each.get("ref") or "A1").partition(":")[0])[1], truth(each.get("descending")))
                for each in _conditions(sheet, holder)
            ]
    return found


def _conditions(sheet: SheetSurvey, holder: ElementSpan) -> Sequence[ElementSpan]:
    if holder.children:
        return list(holder.all("sortCondition"))
    return list(parse(sheet.data[holder.start : holder.stop], "sortState", 1).all("sortCondition"))


def sort_state(conditions: Sequence[tuple[int, bool]], moved: Mapping[int, int], last: int, bottom: int) -> str:
    """Return the note of a sort for rows 2 to ``bottom``; empty without columns."""
    kept = [(moved[column], descending) for column, descending in conditions if column in moved]
    texts = []
    for to, down in kept:
        letters = column_letters(to)
        order = ' descending="1"' if down else ""
        texts.append(f'<sortCondition{order} ref="{letters}2:{letters}{bottom}"/>')
    return f'<sortState ref="A2:{column_letters(last)}{bottom}">{"".join(texts)}</sortState>' if texts else ""


def in_order_of(before: SheetRows, after: SheetRows, sheet: SheetSurvey) -> bytes:
    """Return the sheet with the rows of ``after`` in the order of ``before``."""
    there = {row: key for key, row in after.rows.items()}
    known = [after.rows[key] for key, _ in sorted(before.rows.items(), key=lambda item: item[1]) if key in after.rows]
    listed = set(known)
    order = known + [row for row in sorted(sheet.rows) if row > 1 and row not in listed]
    places = dict(zip(order, sorted(order), strict=True))
    edits = Edits(sheet.data)
    content = {row: sheet.data[sheet.rows[row].start : sheet.rows[row].stop] for row in order}
    for row, place in places.items():
        target = sheet.rows[place]
        edits.replace(target.start, target.stop, _PLACE.sub(rb"\g<1>%d" % place, content[row]))
    moved: dict[RowKey, int] = {there[row]: place for row, place in places.items() if row in there}
    after.rows.update(moved)
    return edits.result()


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
