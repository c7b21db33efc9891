"""The header of a table: its lines, and what each of its columns holds.

A header has one line or several; a column is titled by its lowest cell, the cells above it are its path. Two columns of
one name are told apart by the side that the title or the path names (中期, 年度, 上年, 半年).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from jixiao.forms.classification import is_level
from jixiao.forms.definition import Table
from jixiao.forms.form_labels import FormLabels
from jixiao.forms.general.header_kinds import (
    begin_with_levels,
    is_label_beside,
    kind_by_rows,
    kind_of_header,
    levels_stand_over,
    stands_over_sources,
)
from jixiao.forms.general.header_rows import LINES, HeaderRows
from jixiao.forms.general.header_titles import Header, HeaderTitle, TableKind, read_grades, settle_budgets
from jixiao.forms.general.subtotals import names_unit
from jixiao.forms.general.title_below import title_below
from jixiao.forms.general.vocabulary import HEADING, OTHER, Meaning, Vocabulary
from jixiao.forms.labels import MAX_LABEL, cached_form
from jixiao.forms.region import Region
from jixiao.forms.text import squeeze
from jixiao.forms.titles import only_year_in, year_in
from jixiao.forms.total_words import is_nature, is_total, is_total_word, total_forms
from jixiao.grid.model import Value

_LEVELS = ("level1", "level2", "level3")
_SOURCES = ("amount.fiscal", "amount.other")
_KINDS: Mapping[str, TableKind] = {"indicators": "indicators", "execution": "execution", "rows": "list"}
"""The kinds of the tables of a definition by their keys; any other is like one of tasks."""


class HeaderFinder:
    """Finds the headers of one block."""

    def __init__(
        self,
        region: Region,
        words: Vocabulary,
        *,
        department: bool,
        listing: bool = False,
        form: FormLabels | None = None,
    ) -> None:
        self.region = region
        self.words = words
        self.department = department
        self.listing = listing
        self.form = form
        self.rows = region.below_title()
        self._lines = HeaderRows(region, words, self.rows)
        first = min((next(iter(cells)) for _, cells in region.rows), default=0)
        self._tall = [span for span in region.spans.values() if span.bottom > span.top and span.left >= first]

    def at(self, row: int, *, below: bool = False) -> Header | None:
        """Return the header that a row tells; ``below`` if the row is below another."""
        cells = self.rows[row]
        if self.form is not None:
            table = self.form.table_of(cells, below=below)
            return None if table is None else self._of_table(row, cells, table)
        if not any(self.words.knows(value) for value in cells.values() if isinstance(value, str)):
            return None  # nearly every row of a table
        kind = kind_of_header(cells, self.words, department=self.department, listing=self.listing)
        if kind is None and self._names_indicators(cells) and self._lines.divides(row, cells):
            both = {**cells, **self.rows[row + 1]}  # 指标名称 | 绩效标准 over 计量单位 | 目标值
            kind = kind_of_header(both, self.words, department=self.department, listing=self.listing)
        if kind is None or (kind == "execution" and not self._is_form):
            kind = kind_by_rows(row, cells, self.rows, self.words) or kind
        if kind == "list" and stands_over_sources(row, cells, self.rows, self.words):
            kind = "execution"
        if kind is None or (kind == "list" and (names_unit(cells, self.words) or self._is_of_one(row))):
            return None
        top, bottom = self._lines.of(row, cells, kind)
        titles = self._titles(top, bottom)
        if kind == "list" and self._stands_over_labels(titles, bottom):
            return None
        twice = Counter((t.text, t.path) for t in titles if t.field_key.startswith(("execution.", "amount.")))
        halves = sum(count > 1 for count in twice.values()) > 1  # 收入 | 预算数 | 决算数 | 支出 | 预算数 | 决算数
        if len(titles) < 2 or (kind == "execution" and (halves or not self._is_of_a_year(titles))):
            return None  # 预算数, 决算数 under 2024年, 2025年: the amounts of several years
        keys = {title.column.key for title in titles if title.column is not None and not title.column.weak}
        levelled = "level3" in keys and keys & {"level1", "level2", "target"}
        if kind == "list" and (levelled or levels_stand_over(titles)):
            kind = "indicators"
        under = self.rows.get(bottom + 1, {}).get(titles[0].left)
        if kind == "indicators" and is_label_beside(titles[0], under, self.words):
            titles = titles[2:]
        if kind == "tasks" and all(title.task is not None and title.task.key == "name" for title in titles[:2]):
            titles = titles[1:]  # 年度主要任务, a caption that has lost its merge, beside 任务名称
        header = Header(kind, top, bottom, titles)
        self._caption(header)
        return header

    def _names_indicators(self, cells: Mapping[int, Value]) -> bool:
        """Return whether a title is of the names of indicators: 指标名称."""
        columns = (self.words.indicator_column(value) for value in cells.values() if isinstance(value, str))
        return any(column is not None and column.key == "level3" for column in columns)

    @cached_property
    def _is_form(self) -> bool:
        """Whether titles of indicators stand in the block, whose execution is of one form."""
        kinds = (kind_of_header(each, self.words, department=False, listing=False) for each in self.rows.values())
        return "indicators" in kinds

    def _is_of_a_year(self, titles: list[HeaderTitle]) -> bool:
        """Return whether execution is of one year; titles of others become last time's."""
        years = {title.year for title in titles if title.year is not None}
        if len(years) < 2:
            return True
        top = self.region.title[0]
        near = [v for row in (top, top + 1) for v in self.rows.get(row, {}).values() if isinstance(v, str)]
        own = year_in(self.region.title_text) or only_year_in(" ".join(near))
        if not any(title.year == own and title.field_key == "execution.executed" for title in titles):
            return False
        for title in titles:
            title.side = "last" if title.year not in (own, None) else title.side
        return True

    def _of_table(self, row: int, cells: Mapping[int, Value], table: Table) -> Header:
        """Return the header of a table of a definition, whose columns this row titles."""
        kind = _KINDS.get(table.key, "tasks")
        top, bottom = self._lines.of(row, cells, kind)
        header = Header(kind, top, bottom, self._titles(top, bottom), row=row, table=table)
        self._caption(header)
        return header

    def _stands_over_labels(self, titles: list[HeaderTitle], bottom: int) -> bool:
        """Return whether no title is over names, or a label below 项目: 年初预算数, 年度绩效目标."""
        name = next((title for title in titles if title.field_key == "project"), None)
        if name is None:
            return all(title.field_key != "department" for title in titles)
        below = (self.rows.get(row, {}).get(name.left) for row in (bottom + 1, bottom + 2))
        texts = [v for v in below if isinstance(v, str) and cached_form(v) not in total_forms("total_words")]
        keys = [self._key_of(text) or HEADING for text in texts]
        return keys[:1] not in ([], [OTHER], [HEADING]) or any(k.startswith(("goals.", "execution.")) for k in keys)

    def _is_of_one(self, row: int) -> bool:
        """Return whether titles stand over one project alone, whose form goes on below."""
        below = [cells for line, cells in self.region.rows if line > row][:2]
        if self.listing or len(below) < 2 or len(below[1]) > 2 or is_total(below[1]):
            return False
        column, first = next(iter(below[1].items()))
        if not isinstance(first, str) or is_total_word(first) or column > next(iter(self.rows[row])):
            return False  # | | 区级配套 | 800 below a project of a list
        key = self._key_of(first.split("：")[0])
        return key.startswith(("goals.", "basis", "overview", "period", "amount."))

    def _key_of(self, text: str) -> str:
        """Return the key of a label of a form; empty for none and for a part of a list."""
        meaning = self.words.field(text)
        return "" if meaning is None or is_nature(text) else meaning.key

    def _titles(self, top: int, bottom: int) -> list[HeaderTitle]:
        covered: set[int] = set()
        titles: list[HeaderTitle] = []
        above: list[tuple[int, int, int, str]] = []
        for row in range(bottom, top - 1, -1):
            for column, value in self.rows.get(row, {}).items():
                if not isinstance(value, str):
                    continue
                right = self.region.right_edge(row, column)
                if self.region.bottom_edge(row, column) > bottom:
                    continue  # a caption beside the table
                free = [place for place in range(column, right + 1) if place not in covered]
                if len(free) < right - column + 1:
                    above.append((row, column, right, squeeze(value)))
                if free and (len(free) == right - column + 1 or self._holds(free, bottom)):
                    titles += self._titles_in(value, row, free)
                    covered.update(free)
        titles.sort(key=lambda title: title.left)
        understood = [title_below(self.words, title, above) for title in titles]
        self._part_amounts(understood)
        self._part_levels(understood, bottom)
        begin_with_levels(understood)
        read_grades(understood)
        settle_budgets(understood)
        return understood

    def _titles_in(self, text: str, row: int, columns: list[int]) -> list[HeaderTitle]:
        """Return the title of some columns, or of each its own: 三级指标 指标值 in one wide cell."""
        parts = text.split()
        known = [self.words.indicator_column(part) for part in parts] if len(parts) == len(columns) > 1 else []
        if known and all(meaning is not None and not meaning.weak for meaning in known) and min(map(len, parts)) > 2:
            return [HeaderTitle(part, row, place, place) for part, place in zip(parts, columns, strict=True)]
        plain = squeeze(text).rstrip("：:")  # 2027年目标值：
        return [HeaderTitle(plain, row, columns[0], columns[-1])]

    def _holds(self, columns: list[int], bottom: int) -> bool:
        """Return whether columns between the lower titles hold something below."""
        return any(c in self.rows.get(row, {}) for row in range(bottom + 1, bottom + LINES) for c in columns)

    def _part_amounts(self, titles: list[HeaderTitle]) -> None:
        """Leave amounts without a key that only the title over several of them names."""
        under = [t for t in titles if t.path and (self._is_named_above(t) or t.field_key in _SOURCES)]
        parted = Counter((t.path, t.side, t.year) for t in under)
        for title in under:
            if self._is_named_above(title) and parted[title.path, title.side, title.year] > 1:
                title.field = None

    def _part_levels(self, titles: list[HeaderTitle], bottom: int) -> None:
        """Part a title of names that stands over levels: 指标名称 over 产出指标 | 名称."""
        rows = {column: row for row in range(bottom + LINES, bottom, -1) for column in self.rows.get(row, {})}
        first = {column: self.rows[row][column] for column, row in rows.items()}
        for title, after in pairwise(titles):
            wide = title.right > title.left and after.column_key == "level3" and title.column_key in ("", "operator")
            if wide and is_level(str(first.get(title.left, ""))) and isinstance(first.get(title.right), str):
                title.column, title.field = Meaning("level2", "level2"), None
                titles.insert(
                    titles.index(title), replace(title, right=title.right - 1, column=Meaning("level1", "level1"))
                )
                title.left = title.right
                return  # 指标分类 over 产出 | 数量
        item = next((t for t in titles if t.column_key == "level3" and t.right > t.left), None)
        if item is None or any(t.column_key in _LEVELS[:2] for t in titles):
            return
        levels = [column for column in item.columns[:2] if is_level(str(first.get(column, "")))]
        places = [column for column in levels if self.region.right_edge(rows[column], column) < item.right]
        for column, key in zip(places, _LEVELS[2 - len(places) :], strict=False):
            titles.insert(titles.index(item), replace(item, left=column, right=column, column=Meaning(key, key)))
            item.left = column + 1

    def _is_named_above(self, title: HeaderTitle) -> bool:
        money = title.field is not None and title.field.type == "money" and not is_total_word(title.text)
        return money and self.words.field(title.text) is None

    def _caption(self, header: Header) -> None:
        """The cell beside the table that spans its rows, or the lone line above it."""
        for span in self._tall:
            if span.top <= header.bottom and span.bottom > header.bottom and span.right < header.left:
                value = self.region.value(span.top, span.left)
                if isinstance(value, str) and span.top >= self.region.rows[0][0]:
                    header.caption, header.caption_bottom = value, span.bottom
        if not header.caption:
            above = self.rows.get(header.top - 1) or self.rows.get(header.top - 2, {})
            value = next(iter(above.values())) if len(above) == 1 else None
            if isinstance(value, str) and len(value) <= MAX_LABEL:
                header.caption = value
