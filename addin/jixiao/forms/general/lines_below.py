"""The lines of a text that goes on in the rows below: 目标1, 目标2."""

from __future__ import annotations

from jixiao.forms.general.label_words import NUMBERED, is_label
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.region import Region
from jixiao.grid.model import Value

Place = tuple[int, int]
"""Row and column of a cell."""
RowsByNumber = dict[int, dict[int, Value]]
"""The rows with labels by number, each with its filled cells by column."""


def lines_under_title(region: Region, title: Place, first: Place, rows: RowsByNumber) -> list[tuple[int, str]]:
    """Return the numbered lines below the first, each with its row.

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


def lines_beside(
    region: Region, label: Place, column: int, rows: RowsByNumber, words: Vocabulary
) -> list[tuple[int, str]]:
    """Return the texts below the first in a column, beside the same tall label.

    目标1, 目标2 stand in rows of their own; nothing where a row holds something else, or a label.
    """
    row, bottom = label[0], region.bottom_edge(*label)
    if bottom <= region.bottom_edge(row, column) or not isinstance(rows[row][column], str):
        return []
    lines: list[tuple[int, str]] = []
    for below in range(row + 1, bottom + 1):
        cells = rows.get(below, {})
        if not cells:
            continue
        text = cells.get(column)
        if len(cells) > 1 or not isinstance(text, str) or (is_label(text, words) and NUMBERED.match(text) is None):
            return []
        lines.append((below, text))
    return lines
