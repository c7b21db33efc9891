"""The blocks of a sheet: where a form ends and the next begins, and its projects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import dropwhile, takewhile
from typing import NamedTuple

from jixiao.forms.general.choices import join_choices
from jixiao.forms.general.kinds import kind_in_title
from jixiao.forms.general.label_words import partition
from jixiao.forms.general.lost_merges import lost_merges
from jixiao.forms.general.repeated_labels import join_repeated, merged_again
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.region import Region, filled_rows
from jixiao.forms.text import squeeze
from jixiao.forms.titles import TitleSet, is_page_line, of_first_page
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet, Value
from jixiao.late_patterns import late_pattern

_END = late_pattern(r"(?:表|书|报告单|清单)(?:[一二三四五六七八九十\d]{0,2})$")
_BARE_END = late_pattern(r"绩效(?:目标(?:及?指标)?|(?:运行)?(?:自评|监控))$")
"""The end of a title that does not say 表: 部门职责—工作活动绩效目标指标."""
FIRST_ROWS, MIN_BARE = 3, 10
"""A title that does not say 表 stands in the first rows of its sheet and is no shorter than this."""
_ENDS = frozenset("表书单标评控一二三四五六七八九十0123456789)） \u3000\t\n")
"""The characters that the text of such a title ends with, its remark in brackets included. Most texts are told by that."""
_ABOUT = late_pattern(r"绩效|目标|自评|监控|评价|审核|指标")
_CAPTION = late_pattern(r"\s*(?:项目)?(?:年度|中期|中长期|长期|实施期)(?:总体)?(?:绩效)?(?:目标|指标)表\s*")
"""The caption of a table that belongs to the form above it: 长期绩效目标表, 年度绩效指标表."""
_SENTENCE = late_pattern(r"[。；;：:！？!?]")
_ATTACHED = late_pattern(r"^附[件表]\s?[一二三四五六七八九十\d]{0,3}(?:[-—]\d{1,2})?\s?[:：]\s*")
"""What numbers a title in its own cell: 附件2：."""
_ATTACHMENT = late_pattern(r"(?:附?[件表]|附)\s?[一二三四五六七八九十\d]{0,3}(?:[-—－之.]\d{1,2})?\s?[:：]?")
"""What numbers a form in a cell of its own above the title: 附件3-2, 附2."""
_TAIL = late_pattern(r"\s*[(（][^()（）]{1,24}[)）]\s*$")
MAX_TITLE = 60
BESIDE, BESIDE_IF_KNOWN = 1, 3
"""Titles at most so many rows apart in different columns are side by side."""
_OF_HEAD = {"department", "department_code", "implementing_unit", "project_code", "program", "category", "year"}
MAX_HEAD, MIN_COLUMNS = 6, 3
"""A row that names a project has no more cells; a header has so many titles at least."""
HEAD_ROWS = 20
"""So many filled rows below a title at most is the head of a form, in which the project is named."""


class _Title(NamedTuple):
    """A cell that titles a form; ``known`` if a definition has that title."""

    row: int
    column: int
    text: str
    right: int
    known: bool


def reads_like_title(text: str) -> bool:
    """Whether a text is the title of a form: 财政支出项目绩效目标申报表（2026年度）."""
    if not ("表" in text or "书" in text or "单" in text) or _ABOUT.search(text) is None:
        return False  # nearly every cell
    bare = _TAIL.sub("", _ATTACHED.sub("", text.strip()))
    form = _TAIL.sub("", bare)
    return (
        4 <= len(form) <= MAX_TITLE
        and _END.search(form) is not None
        and _ABOUT.search(form) is not None
        and _SENTENCE.search(form) is None
    )


def blocks(sheet: Sheet, words: Vocabulary, titles: TitleSet | None = None) -> list[Region]:
    """Return the blocks of a sheet from top to bottom, then from left to right."""
    if not sheet.rows:
        return []
    spans = {(merge.top, merge.left): merge for merge in sheet.merges}
    all_titles = list(_titles(sheet, words, titles, spans))
    merged = merged_again(sheet, [(title.row, title.column) for title in all_titles], words)
    if lost := list(lost_merges(merged, words)):
        merged = replace(merged, merges=[*merged.merges, *lost])
    if merged is not sheet:
        sheet, spans = merged, {(merge.top, merge.left): merge for merge in merged.merges}
        all_titles = list(_titles(sheet, words, titles, spans))
    last = next(reversed(sheet.rows))
    groups = _groups([title for title in all_titles if title.row < last])
    if not groups:
        return list(_untitled(sheet, words, spans))
    found: list[Region] = []
    for number, group in enumerate(groups):
        top = group[0].row if number else next(iter(sheet.rows))
        below = groups[number + 1][0].row if number + 1 < len(groups) else 0
        for place, title in enumerate(group):
            left = title.column if place else 1
            right = group[place + 1].column - 1 if place + 1 < len(group) else 0
            rows = filled_rows(sheet, min(top, title.row), below, left, right)
            region = Region(sheet, (title.row, title.column), title.text, rows, spans)
            _take_number(region)
            if found and len(group) == 1 and _continues(found[-1], region, words):
                found[-1].rows.extend(row for row in rows if row[0] != title.row or _CAPTION.fullmatch(title.text))
                found[-1].taken.add((title.row, title.column))
            else:
                found.append(region)
    for region in found:
        join_repeated(region, words)
        join_choices(region, words)
    return [part for region in found for part in _stacked(region, words)]


def _take_number(region: Region) -> None:
    """Take the number of the attachment above the title: it says nothing."""
    for row, cells in region.rows:
        if row >= region.title[0]:
            break
        numbers = [c for c, value in cells.items() if isinstance(value, str) and _ATTACHMENT.fullmatch(value)]
        region.take_all(row, numbers)


def rows_below_number(sheet: Sheet) -> Iterator[int]:
    """Return the rows below the number of an attachment: 附件3."""
    return dropwhile(lambda row: all(_ATTACHMENT.fullmatch(str(v)) for v in sheet.rows[row].values()), sheet.rows)


def _titles(
    sheet: Sheet, words: Vocabulary, titles: TitleSet | None, spans: dict[tuple[int, int], Range]
) -> Iterator[_Title]:
    ends = _ENDS | titles.ends if titles is not None else _ENDS
    for number, row in enumerate(rows_below_number(sheet), start=1):
        for column, value in (cells := sheet.rows[row]).items():
            if not isinstance(value, str) or value[-1] not in ends:
                continue
            known = titles is not None and titles.alias(value) is not None
            if known:
                is_title = not _is_value(cells, column, words)
            else:
                bare = number <= FIRST_ROWS and len(cells) == 1 and _is_bare_title(value)
                is_title = bare or (reads_like_title(value) and not _is_header(cells) and _stands_alone(cells, column))
                is_title = is_title and ((bare and number == 1) or words.field(value) is None)
            if is_title:
                span = spans.get((row, column))
                yield _Title(row, column, value, column if span is None else span.right, known)


def _is_header(cells: dict[int, Value]) -> bool:
    """Return whether a row titles columns: titles of forms side by side do not."""
    return len(cells) > 4 and not all(isinstance(value, str) and reads_like_title(value) for value in cells.values())


def _is_bare_title(text: str) -> bool:
    form = _TAIL.sub("", text.strip())
    return MIN_BARE <= len(form) <= MAX_TITLE and _BARE_END.search(form) is not None and _SENTENCE.search(form) is None


def _stands_alone(cells: dict[int, Value], column: int) -> bool:
    """Return whether no cell left of a title speaks for it as a label."""
    left = [value for other, value in cells.items() if other < column]
    return all(isinstance(value, str) and reads_like_title(value) for value in left)


def _is_value(cells: dict[int, Value], column: int, words: Vocabulary) -> bool:
    """Whether the nearest cell left of one is a label, of which it is the value."""
    left = [value for other, value in cells.items() if other < column][-1:]
    return any(isinstance(value, str) and words.field(value) is not None for value in left)


def _groups(titles: list[_Title]) -> list[list[_Title]]:
    """Return titles side by side in groups."""
    groups: list[list[_Title]] = []
    for title in titles:
        last = groups[-1] if groups else []
        if last and _is_beside(title, last):
            last.append(title)
            last.sort(key=lambda each: each.column)
        else:
            groups.append([title])
    return groups


def _is_beside(title: _Title, group: list[_Title]) -> bool:
    """Return whether a title stands beside those of a group: in none of their columns."""
    rows = title.row - group[0].row
    if rows > BESIDE and not (rows <= BESIDE_IF_KNOWN and title.known and group[0].known):
        return False
    if rows and not title.known:
        return title.column > group[-1].column
    return all(title.column > other.right or title.right < other.column for other in group)


def _continues(above: Region, region: Region, words: Vocabulary) -> bool:
    """Return whether a block is the next page or table of the one above."""
    alike = of_first_page(above.title_text) == of_first_page(region.title_text)
    if not alike and _CAPTION.fullmatch(region.title_text) is None:
        return False
    head = takewhile(lambda line: not titles_columns(line[1], words), region.rows[:HEAD_ROWS])
    known = {
        value for _, cells in above.rows[:HEAD_ROWS] for value in cells.values()
    }  # 部门：青禾县水务局 on each page
    return not any(
        _names_form(cells, words)
        and any(not is_page_line(str(value)) for value in cells.values() if value not in known)
        for _, cells in head
    )


def _names_form(cells: dict[int, Value], words: Vocabulary) -> bool:
    """Return whether a row names a project or department: the titles of a list do not."""
    parts = [partition(value) for value in cells.values() if isinstance(value, str)]
    found = [(meaning.key, rest) for label, _, rest in parts if (meaning := words.field(label)) is not None]
    alone = [key for key, rest in found if not rest]  # titles, but not 项目名称：图书采购
    titles = len(alone) >= MIN_COLUMNS and 2 * len(alone) > len(cells)
    return not titles and any(key in ("project", "department") for key, _ in found)


def _stacked(region: Region, words: Vocabulary) -> Iterator[Region]:
    """Yield the forms below one title, each with a head and a table of its own."""
    heads = _heads(region.rows, words, "department" if kind_in_title(region.title_text) == "department" else "project")
    if len(heads) < 2:
        yield region
        return
    places = [place for place, (row, _) in enumerate(region.rows) if row in heads]
    for start, end in zip(places, [*places[1:], len(region.rows)], strict=True):
        yield replace(region, rows=region.rows[: places[0]] + region.rows[start:end], taken=set(region.taken))


def _heads(rows: Iterable[tuple[int, dict[int, Value]]], words: Vocabulary, key: str = "project") -> list[int]:
    """Return where forms that name their ``key`` begin, each but one below a table.

    Lines right above the project are of its form, as 主管部门 is, where each form has some, or where the first has none
    and no lines are left at the end.
    """
    starts: list[int] = []
    above: list[int | None] = []
    line, in_table = None, False
    for row, cells in rows:
        first = next(iter(cells.values()))
        if starts and not in_table:
            in_table = len(cells) > 2 and "指标" in squeeze(str(first)) and titles_columns(cells, words)
            continue
        label, _, rest = partition(first) if isinstance(first, str) and len(cells) <= MAX_HEAD else ("", "", "")
        meaning = words.field(label) if label else None
        if meaning is not None and (meaning.key in _OF_HEAD - {key} or label == "序号"):
            line = line or row
            continue
        named = meaning is not None and meaning.key == key and (len(cells) > 1) != bool(rest)
        if named and not titles_columns(cells, words):
            starts.append(row)
            above.append(line)
            in_table = False
        line = None
    if key == "department" and starts and not in_table:
        return starts[:-1]  # 填报单位 below the table
    if None in above and (above[0] is not None or line is not None):
        return starts
    return [each or row for each, row in zip(above, starts, strict=True)]


def titles_columns(cells: Mapping[int, Value], words: Vocabulary, *, names: bool = False) -> bool:
    """Whether a row heads a table of indicators, with their ``names`` if asked."""
    if len(cells) < MIN_COLUMNS:
        return False
    columns = [words.indicator_column(value) for value in cells.values() if isinstance(value, str)]
    sure = [column for column in columns if column is not None and not column.weak]
    named = any(column is not None and column.key == "level3" for column in columns)  # 具体指标 beside 一级指标, 指标值
    return len(sure) >= MIN_COLUMNS and (not names or named)


def _untitled(sheet: Sheet, words: Vocabulary, spans: dict[tuple[int, int], Range]) -> Iterator[Region]:
    """Yield the blocks of a sheet without titles, each from a head below a table on."""
    first = next(rows_below_number(sheet), next(iter(sheet.rows)))
    starts = [first, *_heads(sheet.rows.items(), words)[1:]]
    for top, below in zip(starts, [*starts[1:], 0], strict=True):
        rows = filled_rows(sheet, top, below, 1, 0)
        if rows:
            first_row, cells = rows[0]
            column = next(iter(cells))
            yield Region(sheet, (first_row, column), str(cells[column]), rows, spans, titled=False)
