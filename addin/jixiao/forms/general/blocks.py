"""The blocks of a sheet: where one form ends and the next begins, below one another and side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.labels import cached_form
from jixiao.forms.region import Region, filled_rows
from jixiao.forms.titles import of_first_page
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet, Value

_END = re.compile(r"(?:表|书|报告单|清单)(?:[一二三四五六七八九十\d]{0,2})$")
_BARE_END = re.compile(r"绩效目标(?:及?指标)?$")
"""The end of a title that does not say 表: 部门职责—工作活动绩效目标指标."""
FIRST_ROWS = 3
MIN_BARE = 10
"""A title that does not say 表 stands in the first rows of its sheet and is no shorter than this."""
_ABOUT = re.compile(r"绩效|目标|自评|监控|评价|审核|指标")
_SENTENCE = re.compile(r"[。；;：:！？!?]")
_TAIL = re.compile(r"\s*[(（][^()（）]{1,24}[)）]\s*$")
MAX_TITLE = 60
BESIDE = 1
"""Titles at most this many rows apart in different columns stand over forms side by side."""
HEAD_ROWS = 8
"""So many filled rows below a title at most is the head of a form, in which the project is named."""


class _Title(NamedTuple):
    row: int
    column: int
    text: str


def reads_like_title(text: str) -> bool:
    """Whether a text is the title of a form: 财政支出项目绩效目标申报表（2026年度）."""
    bare = _TAIL.sub("", text.strip())
    form = _TAIL.sub("", bare)
    return (
        4 <= len(form) <= MAX_TITLE
        and _END.search(form) is not None
        and _ABOUT.search(form) is not None
        and _SENTENCE.search(form) is None
    )


def blocks(sheet: Sheet, words: Vocabulary) -> Iterator[Region]:
    """The blocks of a sheet, from top to bottom, then from left to right."""
    spans = {(merge.top, merge.left): merge for merge in sheet.merges}
    groups = _groups(list(_titles(sheet, words)))
    if not groups:
        yield from _untitled(sheet, words, spans)
        return
    found: list[Region] = []
    for number, group in enumerate(groups):
        top = group[0].row if number else next(iter(sheet.rows))
        below = groups[number + 1][0].row if number + 1 < len(groups) else 0
        for place, title in enumerate(group):
            left = title.column if place else 1
            right = group[place + 1].column - 1 if place + 1 < len(group) else 0
            rows = filled_rows(sheet, top, below, left, right)
            region = Region(sheet, (title.row, title.column), title.text, rows, spans)
            above = found[-1] if found else None
            if above is not None and len(group) == 1 and _continues(above, region, words):
                above.rows.extend(row for row in rows if row[0] != title.row)
                above.taken.add((title.row, title.column))
            else:
                found.append(region)
    yield from found


def _titles(sheet: Sheet, words: Vocabulary) -> Iterator[_Title]:
    for number, (row, cells) in enumerate(sheet.rows.items(), start=1):
        if len(cells) > 4 and not all(isinstance(value, str) and reads_like_title(value) for value in cells.values()):
            continue  # a header; titles alone in their row stand over forms side by side, however many
        for column, value in cells.items():
            if not isinstance(value, str) or words.field(value) is not None:
                continue
            bare = number <= FIRST_ROWS and len(cells) == 1 and _is_bare_title(value)
            if (bare or reads_like_title(value)) and _stands_alone(cells, column):
                yield _Title(row, column, value)


def _is_bare_title(text: str) -> bool:
    form = _TAIL.sub("", text.strip())
    return MIN_BARE <= len(form) <= MAX_TITLE and _BARE_END.search(form) is not None and _SENTENCE.search(form) is None


def _stands_alone(cells: dict[int, Value], column: int) -> bool:
    """Whether no cell left of a title speaks for it as a label: only other titles and stray words share its row."""
    left = [value for other, value in cells.items() if other < column]
    return all(isinstance(value, str) and reads_like_title(value) for value in left)


def _groups(titles: list[_Title]) -> list[list[_Title]]:
    """Titles side by side in one group; of titles right below one another the last is the form's."""
    groups: list[list[_Title]] = []
    for title in titles:
        last = groups[-1] if groups else []
        if last and title.row - last[0].row <= BESIDE and title.column > last[-1].column:
            last.append(title)
        elif last and len(last) == 1 and title.row - last[0].row <= BESIDE:
            groups[-1] = [title]
        else:
            groups.append([title])
    return groups


def _continues(above: Region, region: Region, words: Vocabulary) -> bool:
    """Whether a block is the next page of the one above: the same title, and no project named below it."""
    if of_first_page(above.title_text) != of_first_page(region.title_text):
        return False
    return not any(_names_project(cells, words) for _, cells in region.rows[:HEAD_ROWS])


def _names_project(cells: dict[int, Value], words: Vocabulary) -> bool:
    for value in cells.values():
        if isinstance(value, str):
            meaning = words.field(re.split("[:：]", value)[0])
            if meaning is not None and meaning.key in ("project", "department"):
                return True
    return False


def _untitled(sheet: Sheet, words: Vocabulary, spans: dict[tuple[int, int], Range]) -> Iterator[Region]:
    """The blocks of a sheet without titles: a new one begins where a second head names its project below a table."""
    starts = [next(iter(sheet.rows))]
    in_table = False
    named = False
    for row, cells in sheet.rows.items():
        columns = [words.indicator_column(v) for v in cells.values() if isinstance(v, str)] if len(cells) > 2 else []
        if sum(1 for column in columns if column is not None and not column.weak) >= 3:
            in_table = True
            continue
        first = next(iter(cells.values()))
        meaning = words.field(first) if isinstance(first, str) else None
        if meaning is not None and meaning.key == "project" and len(cells) in (2, 3, 4):
            if named and in_table:
                starts.append(row)
                in_table = False
            named = True
    for number, top in enumerate(starts):
        below = starts[number + 1] if number + 1 < len(starts) else 0
        rows = filled_rows(sheet, top, below, 1, 0)
        if rows:
            first_row, cells = rows[0]
            column = next(iter(cells))
            yield Region(sheet, (first_row, column), str(cells[column]), rows, spans, titled=False)


def title_form(region: Region) -> str:
    """The label form of a block's title; empty where it has none."""
    return cached_form(region.title_text) if region.titled else ""
