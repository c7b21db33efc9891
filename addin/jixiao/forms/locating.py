"""Where the value of a label stands: behind it, to its right, below it."""

from __future__ import annotations

from typing import NamedTuple

from jixiao.forms.definition import Field
from jixiao.forms.labels import Hit
from jixiao.forms.region import Region
from jixiao.forms.unit_names import asks_for_code, is_code
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

Place = tuple[int, int]
"""Row and column of a cell."""
Rows = dict[int, dict[int, Value]]
"""The rows with labels by number, each with its filled cells by column."""

_NUMBERED = late_pattern(
    r"\s*(?:(?:目标|任务)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[:：.．、]|[(（][\d一二三四五六七八九十]{1,2}[)）]|[①-⑳])"
)
"""目标2：, 2., （二）, ②."""


class Occurrence(NamedTuple):
    """A field's label on the sheet. ``part`` tells several labels in one cell apart."""

    entry: Field
    row: int
    column: int
    hit: Hit


def locate(
    region: Region, occurrence: Occurrence, rows: Rows, label_cells: set[Place]
) -> tuple[Value | None, Place | None]:
    """The value that belongs to a label, and its cell: behind it, to its right or below it."""
    row, column = occurrence.row, occurrence.column
    for where in occurrence.entry.value:
        if where == "inline":
            if occurrence.hit.rest:
                return occurrence.hit.rest, (row, column)
        elif where == "right":
            place = _right_of(region, row, column, rows, label_cells)
            if place is not None and asks_for_code(occurrence.hit.form):
                place = _behind_code(region, place, rows, label_cells)
            if place is not None:
                return rows[place[0]][place[1]], place
        elif where == "below" or _heads(region, row, column, rows, label_cells):
            place = _below(region, row, column, rows, label_cells)
            if place is not None:
                return rows[place[0]][place[1]], place
    if occurrence.entry.type == "longtext" and _stands_over(region, row, column, rows):
        place = _below(region, row, column, rows, label_cells)
        if place is not None:
            return rows[place[0]][place[1]], place
    return None, None


def _stands_over(region: Region, row: int, column: int, rows: Rows) -> bool:
    """Whether a label has a row to itself and a text as wide in the next: 年度绩效目标 over the goal."""
    below = rows.get(row + 1, {})
    wide = region.right_edge(row, column)
    return list(rows[row]) == list(below) == [column] and wide == region.right_edge(row + 1, column)


def with_lines_below(
    region: Region,
    occurrence: Occurrence,
    raw: Value | None,
    place: Place,
    rows: Rows,
    label_cells: set[Place],
) -> Value | None:
    """A text with those below it beside the same label: 目标1, 目标2, each in a row of its own."""
    (top, column), label = place, (occurrence.row, occurrence.column)
    if top > label[0] and isinstance(raw, str):
        under = lines_under_title(region, label, place, rows)
        known = any((row, column) in label_cells for row, _ in under)
        return raw if known else joined_lines(region, raw, column, under)
    bottom = region.bottom_edge(*label)
    if bottom <= region.bottom_edge(*place) or column <= label[1] or not isinstance(raw, str):
        return raw
    lines = [raw]
    for row in range(top + 1, bottom + 1):
        text = rows.get(row, {}).get(column)
        if (row, column) in label_cells or (row, column) in region.taken or len(rows.get(row, ())) > 1:
            return raw
        if isinstance(text, str):
            lines.append(text)
    region.taken.update((row, column) for row in range(top + 1, bottom + 1))
    return "\n".join(lines)


def lines_under_title(region: Region, title: Place, first: Place, rows: Rows) -> list[tuple[int, str]]:
    """The numbered lines below the first one under a title, each with its row, as far as the caption left of it goes.

    Beside 年度总体目标 stand 预期目标 and 实际完成情况, below them 目标1, 目标2 with what was done. None where one of
    the rows is no line of such a list.
    """
    (top, column), (row, left) = first, title
    bottom = max((region.bottom_edge(row, other) for other in rows.get(row, {}) if other < left), default=row)
    if region.bottom_edge(*first) > top:
        return []
    lines: list[tuple[int, str]] = []
    for below in range(top + 1, bottom + 1):
        cells = {other: value for other, value in rows.get(below, {}).items() if other >= left or other in rows[top]}
        if not cells:
            continue
        numbered = any(isinstance(value, str) and _NUMBERED.match(value) for value in cells.values())
        if not numbered or not cells.keys() <= rows[top].keys():
            return []
        text = cells.get(column)
        if text is not None and not isinstance(text, str):
            return []
        lines += [] if text is None else [(below, text)]
    return lines


def joined_lines(region: Region, first: str, column: int, lines: list[tuple[int, str]]) -> str:
    """A text with the lines below it, which are taken."""
    for row, _ in lines:
        region.take(row, column)
    return "\n".join([first, *(text for _, text in lines)])


def _heads(region: Region, row: int, column: int, rows: Rows, label_cells: set[Place]) -> bool:
    """Whether a label is one of several that fill a row, each over its value: 中长期目标, 年度目标."""
    one_row = region.bottom_edge(row, column) == row
    return one_row and len(rows[row]) > 1 and all((row, other) in label_cells for other in rows[row])


def _right_of(region: Region, row: int, column: int, rows: Rows, label_cells: set[Place]) -> Place | None:
    edge = region.right_edge(row, column)
    for other in rows.get(row, {}):
        if other > edge:
            return None if (row, other) in label_cells or (row, other) in region.taken else (row, other)
    return None


def _behind_code(region: Region, place: Place, rows: Rows, label_cells: set[Place]) -> Place:
    """The cell of the name where a cell of its own holds the code before it."""
    if not is_code(_shown(rows[place[0]][place[1]])):
        return place
    return _right_of(region, *place, rows, label_cells) or place


def _shown(value: Value) -> str:
    return f"{value:.0f}" if isinstance(value, float) else str(value)


def _below(region: Region, row: int, column: int, rows: Rows, label_cells: set[Place]) -> Place | None:
    bottom, right = region.bottom_edge(row, column), region.right_edge(row, column)
    for below in (bottom + 1, bottom + 2):
        for other in rows.get(below, {}):
            if other <= right and region.right_edge(below, other) >= column:
                place = (below, other)
                return None if place in label_cells or place in region.taken else place
    return _in_turn(region, row, column, rows, label_cells)


def _in_turn(region: Region, row: int, column: int, rows: Rows, label_cells: set[Place]) -> Place | None:
    """The value below where labels fill one row, as many values the next, and none stands under a label."""
    labels, values = list(rows[row]), list(rows.get(row + 1, ()))
    if len(labels) < 2 or len(labels) != len(values) or not all((row, other) in label_cells for other in labels):
        return None
    under = any(left <= other <= region.right_edge(row, left) for left in labels for other in values)
    if under or any((row + 1, other) in label_cells for other in values):
        return None
    place = (row + 1, values[labels.index(column)])
    return None if place in region.taken else place
