"""The lines of a long text that stand in rows of their own: 目标1, 目标2."""

from __future__ import annotations

from jixiao.forms.general.label_words import NUMBERED, is_label, is_line_of, is_note
from jixiao.forms.general.vocabulary import Meaning, Vocabulary
from jixiao.forms.numbers import parse_number
from jixiao.forms.region import Region
from jixiao.grid.model import Value

Place = tuple[int, int]
"""Row and column of a cell."""
RowsByNumber = dict[int, dict[int, Value]]
"""The rows with labels by number, each with its filled cells by column."""
_UNFINISHED = ("，", "、", "；", ",", ";")
"""The end of a line that the next one goes on from."""


def joined(region: Region, used: set[Place], value: Value, place: Place, lines: list[tuple[int, str]]) -> Value:
    """Return a text with the lines below it, which are taken and ``used``."""
    for row, _ in lines:
        used.add((row, place[1]))
        region.take(row, place[1])
    return "\n".join([str(value), *(text for _, text in lines)]) if lines else value


def lines_under_title(
    region: Region, title: Place, first: Place, rows: RowsByNumber, meaning: Meaning, words: Vocabulary
) -> list[tuple[int, str]]:
    """Return the numbered lines below the first, each with its row.

    Beside 年度总体目标 stand 预期目标 and 实际完成情况, below them 目标1, 目标2 with what was done. None where one of
    the rows is no line of such a list.
    """
    (top, column), (row, left) = first, title
    bottom = max((region.bottom_edge(row, other) for other in rows.get(row, {}) if other < left), default=row)
    counters = _counters(top, left, rows)
    bottom = max(bottom, top + len(counters) - 1)
    region.taken.update(counters)
    lines: list[tuple[int, str]] = []
    for below in range(top + 1, bottom + 1):
        cells = {other: value for other, value in rows.get(below, {}).items() if other >= left or other in rows[top]}
        if not cells:
            continue
        numbered = any(isinstance(value, str) and NUMBERED.match(value) for value in cells.values())
        if not (numbered or counters) or not cells.keys() <= rows[top].keys():
            return []
        text = cells.get(column)
        if text is not None and not isinstance(text, str):
            return []
        lines += [] if text is None else [(below, text)]
    labelled = any(is_label(text, words) and not is_line_of(meaning, text, words) for _, text in lines)
    return [] if labelled else lines


def _counters(row: int, left: int, rows: RowsByNumber) -> list[Place]:
    """Return the places of 1, 2, 3 … that count rows from one on, left of a column."""
    found: list[Place] = []
    while (cells := rows.get(row + len(found))) and min(cells) < left:
        if parse_number(cells[min(cells)]) != len(found) + 1:
            break
        found.append((row + len(found), min(cells)))
    return found if len(found) > 1 else []


def lines_beside(
    region: Region, label: Place, column: int, rows: RowsByNumber, words: Vocabulary
) -> list[tuple[int, str]]:
    """Return the texts below the first in a column, beside the same tall label.

    目标1, 目标2 stand in rows of their own; nothing where a row holds something else, or a label.
    """
    row, bottom = label[0], region.bottom_edge(*label)
    while _goes_on(rows.get(bottom, {}).get(column), rows.get(bottom + 1, {}), column):  # the label has lost its merge
        bottom += 1
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


def _goes_on(above: Value | None, cells: dict[int, Value], column: int) -> bool:
    """Return whether a row has nothing but the next line of a list or of a sentence.

    2.成活率90% below 1.造林1200亩; 成活率90%。 below 造林1200亩，
    """
    text = cells.get(column)
    if len(cells) > 1 or not isinstance(text, str) or not isinstance(above, str) or is_note(text):
        return False
    return above.endswith(_UNFINISHED) or (NUMBERED.match(above) is not None and NUMBERED.match(text) is not None)
