"""The lines of a text that goes on in the rows below its first one: 目标1, 目标2, each in a row of its own."""

from __future__ import annotations

from jixiao.forms.general.label_words import NUMBERED
from jixiao.forms.region import Region
from jixiao.grid.model import Value

Place = tuple[int, int]
"""Row and column of a cell."""
Rows = dict[int, dict[int, Value]]
"""The rows with labels by number, each with its filled cells by column."""


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
        numbered = any(isinstance(value, str) and NUMBERED.match(value) for value in cells.values())
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
