"""Labels filled down their rows, and texts filled along a row: each is one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from jixiao.forms.classification import all_level1, is_level
from jixiao.forms.general.header_kinds import is_figure
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.labels import cached_form
from jixiao.forms.region import Region
from jixiao.forms.text import is_chinese
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet, Value
from jixiao.late_patterns import late_pattern

_WORDS = late_pattern(r"[^\d\s.,%％万亿元]$")
"""The end of what is no amount: 其中：财政拨款 113.77 may stand in two columns, 渠道清淤维护 and 3月1日 in one."""

MAX_STEP = 2
"""Between two lines of one label is one blank row at most."""
MAX_WORD = 6
"""A label that is written downwards has no more letters."""
LONG_TEXT = 20
"""A text of more characters is no amount with its label."""


def join_repeated(region: Region, words: Vocabulary) -> None:
    """Make one of a label that is repeated downwards, as filling leaves it.

    That is a caption in the first column, or the tall titles beside the lower line of a header.
    """
    _join_letters(region, words)
    tops: dict[int, int] = {}
    above: dict[int, Value] = {}
    for index, (row, cells) in enumerate(region.rows):
        first = next(iter(cells))
        before = region.rows[index - 1][0]
        if cells[first] != above.get(first) or row - before > MAX_STEP:
            tops, above = {}, cells  # nearly every row
            continue
        repeated = [column for column, value in cells.items() if value == above.get(column)]
        same = [column for column in repeated if _is_title(cells[column], words)]
        heads = all(isinstance(value, str) for value in (*above.values(), *cells.values()))
        heads = heads and not is_level(str(cells[first]))
        if heads and len(same) > 1:  # 产出指标 beside 项目名称
            same = [column for column in repeated if column in same or is_level(str(cells[column]))]
        repeated = same if heads else [column for column in same if column == first]
        tops = {column: tops.get(column, before) for column in repeated if len(repeated) < len(cells)}
        for column, top in tops.items():
            region.spans[top, column] = Range(top, column, row, region.right_edge(top, column))
            region.take(row, column)
        if tops:
            region.rows[index] = (row, {c: value for c, value in cells.items() if c not in tops})
        above = cells


def _join_letters(region: Region, words: Vocabulary) -> None:
    """Make one of a label written downwards, a letter in each row: 产 | 出 | 指 | 标."""
    for index, (row, cells) in enumerate(region.rows):
        column, text = next(iter(cells.items()))
        if not isinstance(text, str) or len(text) != 1 or not is_chinese(text):
            continue  # nearly every row
        for last, (below, others) in enumerate(region.rows[index + 1 :], start=index + 1):
            letter = others.get(column)
            if not isinstance(letter, str) or len(letter) != 1 or next(iter(others)) != column or len(text) > MAX_WORD:
                break
            text += letter
            if cached_form(text) in all_level1() or _is_title(text, words):
                region.spans[row, column] = Range(row, column, below, region.right_edge(row, column))
                region.rows[index] = (row, {**cells, column: text})
                for place in range(index + 1, last + 1):
                    at, letters = region.rows[place]
                    region.take(at, column)
                    region.rows[place] = (at, {c: value for c, value in letters.items() if c != column})


def merged_again(sheet: Sheet, titles: Iterable[tuple[int, int]], words: Vocabulary) -> Sheet:
    """Return a sheet with what is repeated along its rows merged.

    It is the sheet itself unless a title is repeated in the next cell: nobody writes that by hand. Below two titles of
    columns that differ, two cells that are the same are two values; numbers are so unless their title is repeated too.
    """
    if not any(left == (row, column - 1) and _same(sheet, row, column) for left, (row, column) in pairwise(titles)):
        return sheet
    rows: dict[int, dict[int, Value]] = {}
    merges: dict[tuple[int, int], Range] = {}
    headed: dict[int, bool] = {}
    caption: Value | None = None
    for row, cells in sheet.rows.items():
        first = next(iter(cells.values()))
        pairs = {column: cells[column] == cells[column - 1] for column in cells if column - 1 in cells}
        heads = {column for column in cells if _is_title(cells[column], words)}
        texts = all(isinstance(value, str) for value in cells.values())
        below = bool(headed) and any(map(is_figure, cells.values()))  # 总额 | 800000 | 800000 below titles
        if (
            texts
            and not below
            and any(not same and column in heads and column - 1 in heads for column, same in pairs.items())
        ):
            headed, caption = pairs, first
        elif first != caption and _is_title(first, words) and len(set(cells.values())) > 1:
            headed = {}
        headed = {column: same and pairs.get(column, True) for column, same in headed.items()}
        line = len(cells) > 2 and len(set(cells.values())) == 1
        kept: dict[int, Value] = {}
        start = 0
        for column, value in cells.items():
            text = isinstance(value, str) and (len(value) > LONG_TEXT or _WORDS.search(value) is not None)
            if _same(sheet, row, column) and (line or headed.get(column, text)):
                merges[row, start] = Range(row, start, row, column)
            else:
                kept[column] = value
                start = column
        rows[row] = kept
    return replace(sheet, rows=rows, merges=[*sheet.merges, *merges.values()])


def _same(sheet: Sheet, row: int, column: int) -> bool:
    value = sheet.value(row, column)
    return value is not None and value == sheet.value(row, column - 1)


def _is_title(value: Value, words: Vocabulary) -> bool:
    """Return whether a cell is a label or the title of a column."""
    if not isinstance(value, str):
        return False
    known = words.field(value) or words.indicator_column(value) or words.task_column(value)
    return known is not None
