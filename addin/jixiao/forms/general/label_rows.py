"""Rows of labels or titles whose values stand in the rows below them."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Sequence
from functools import cache
from itertools import pairwise

from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.cellvalues import percentage
from jixiao.forms.general.label_words import is_bare_label, is_label, may_be_label
from jixiao.forms.general.subtotals import names_unit
from jixiao.forms.general.vocabulary import HEADING, OTHER, Vocabulary
from jixiao.forms.money import says_amount
from jixiao.forms.numbers import parse_number
from jixiao.forms.region import Region
from jixiao.forms.text import dictionary, squeeze
from jixiao.forms.total_words import is_total
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

_FIGURES = frozenset(("money", "percent", "number"))
MIN_LABELS = 3
"""So many labels at least stand in a row whose values stand below."""
_IN_BRACKETS = late_pattern(r"[(（][^()（）]*[)）]$")
"""新建校舍（二期）."""


class BlockRows:
    """The rows of a block, with its words; ``used`` are places of values taken."""

    def __init__(
        self, region: Region, words: Vocabulary, by_row: dict[int, dict[int, Value]], used: set[tuple[int, int]]
    ) -> None:
        self.region = region
        self.words = words
        self.by_row = by_row
        self.used = used

    def row_below(self, row: int) -> int:
        """Return the row below one; a blank row may lie between."""
        return row + 1 if row + 1 in self.by_row else row + 2


@cache
def _titles_words() -> re.Pattern[str]:
    """Return what titles a column without a concept: 存在问题和改进措施, 单价, 6月底."""
    return re.compile("|".join(dictionary("labels")["titles_of_words"]))


class LabelRows(BlockRows):
    """Reads rows of labels of a block."""

    def within(self, row: int, items: list[tuple[int, Value]]) -> list[tuple[int, Value]]:
        """Return the cells of a row without a remark beside the title of a text: √.

        The title ends where that of the form does, with its text below it.
        """
        (before, title), (last, value) = items[-2:] if len(items) > 1 else [(0, ""), (0, "")]
        meaning = self.words.field(str(title))
        beside = before < self.region.right_edge(row, before) == self.region.right_edge(*self.region.title) < last
        text = meaning is not None and meaning.type == "longtext" and before in self.by_row.get(row + 1, {})
        return items[:-1] if beside and text and not is_label(value, self.words) else items

    def with_years(self, row: int, items: list[tuple[int, Value]]) -> list[tuple[int, Value]]:
        """Return the cells of a row, years typed as numbers over figures as titles."""
        years = {c: parse_number(v) for c, v in items if not isinstance(v, str) or v[:2] == "20"}
        turns = all(one is not None and other == one + 1 for one, other in pairwise(years.values()))
        if len(years) < 2 or not turns or not all(2000 < (y or 0) < 2100 for y in years.values()):
            return items
        below, known = self.by_row.get(row + 1, {}), [self.words.field(str(v)) for c, v in items if c < max(years)]
        money = any(meaning is not None and meaning.type == "money" for meaning in known)  # 资金总额 | 2025 | 2026
        over = all(says_amount(below.get(column)) for column in years) and not money and len(known) <= len(years)
        return [(c, f"{years[c]}年" if c in years else v) for c, v in items] if over else items

    def title_halves(self, row: int, items: list[tuple[int, Value]]) -> bool:
        """Return whether a row titles two halves: 项目 | 预算数 | 项目 | 预算数.

        So does the one above it, 收入 | 支出, with the tall caption beside both.
        """
        short = [c for c, _ in items if self.region.bottom_edge(row, c) == row]
        below = self.by_row.get(row + 1, {})
        over = short[1:] == [*below][len(below) // 2 :][:1] and _stand_twice([*below.values()], self.words)
        return over or _stand_twice([value for _, value in items], self.words)

    def under_labels(
        self, row: int, items: list[tuple[int, Value]], *, tall: bool
    ) -> dict[int, tuple[int, Value]] | None:
        """Return what stands below each label of a row by place; None if they are none.

        Two known labels stand side by side, or each is as wide as what stands below it: no row of labels with their
        values beside them is so above a row without a label. Right of a ``tall`` caption figures alone stand below them.
        """
        line = self.row_below(row)
        cells = self.by_row.get(line, {})
        below = {c: v for c, v in cells.items() if not (says_amount(v) and self._is_under_tall(row, c))}
        if not below or len(items) < 2 or 2 * len(below) <= len(items):
            return None
        if len(items) < MIN_LABELS and self.words.field(str(items[1][1])) is None:
            return None  # nearly every row
        known = [self.words.field(str(value)) for _, value in items]
        if len(items) < MIN_LABELS and (None in known or not self._as_wide_below(row, items)):
            return None
        figures = len(below) == len(items) and all(says_amount(value) for value in below.values())
        if tall and not figures:
            return None
        concepts = [meaning is not None and meaning.key not in (OTHER, HEADING) for meaning in known]
        asked = [below.get(c) for (c, _), m in zip(items, known, strict=True) if m is not None and m.type == "longtext"]
        text = any(isinstance(value, str) and not may_be_label(value, self.words) for value in asked)
        twins = (
            (figures and any(concepts))
            or any(map(all, pairwise(concepts)))
            or ((text or 2 * sum(concepts) >= len(items)) and self._as_wide_below(row, items))
        )
        if (
            not twins
            or names_unit(dict(items), self.words)
            or any(self.region.bottom_edge(row, c) > row for c, _ in items)
        ):
            return None
        if not all(is_bare_label(str(value), self.words) for _, value in items):
            return None
        spans = [(column, self.region.right_edge(row, column)) for column, _ in items]
        values: dict[int, tuple[int, Value]] = {}
        for column, value in below.items():
            under = next((i for i, (left, right) in enumerate(spans) if left <= column <= right), None)
            if under is None or under in values or is_label(value, self.words) or (line, column) in self.used:
                return None
            meaning = known[under]
            amount = says_amount(value) or is_placeholder(value)
            if meaning is not None and meaning.type == "money" and not amount:
                return None
            values[under] = (column, value)
        return values

    def _is_under_tall(self, row: int, column: int) -> bool:
        """Return whether a column stands below a cell that reaches down to a row."""
        return any(s.top < row == s.bottom and s.left <= column <= s.right for s in self.region.spans.values())

    def several_lines(self, row: int, items: list[tuple[int, Value]]) -> bool:
        """Return whether titles stand over the lines of several, none of them the form's.

        县区名称 | 下达数 | 支出数 over a line a county: the lines are used, so that no label takes one, and left unread.
        """
        if len(items) <= MIN_LABELS or names_unit(dict(items), self.words):
            return False
        known = {column: self.words.field(str(value)) for column, value in items}
        figures = {c for c, meaning in known.items() if meaning is not None and meaning.type in _FIGURES}
        for bottom in sorted({self.region.bottom_edge(row, column) for column, _ in items}):
            below = self.by_row.get(bottom + 1, {})
            over = [column for column, _ in items if self.region.bottom_edge(row, column) <= bottom]
            columns = {place for left in over for place in range(left, self.region.right_edge(row, left) + 1)}
            lines = self._lines(bottom, columns, figures | {c for c, _ in items if says_amount(below.get(c))})
            if len(lines) == 1:
                return False  # 其中：政府采购 below the one line of amounts beside 预算资金
            if lines:
                self.used.update((line, column) for line in lines for column in self.by_row[line])
                return True
        return False

    def _lines(self, bottom: int, columns: Container[int], figures: Collection[int]) -> list[int]:
        """Return the rows right below one that are in its columns and have no label."""
        lines: list[int] = []
        while cells := self.by_row.get(bottom + len(lines) + 1):
            labelled = not is_total(cells) and any(is_label(value, self.words) for value in cells.values())
            filled = any(column in cells and says_amount(cells[column]) for column in figures)
            if labelled or not all(column in columns for column in cells) or not filled or len(cells) < 2:
                break
            lines.append(bottom + len(lines) + 1)
        return lines

    def rows_below(self, row: int, items: list[tuple[int, Value]]) -> list[tuple[str, tuple[int, int], Value]]:
        """Return the values below a row of titles, each under its row's name and title.

        开始时间 | 完成时间 over two rows of dates: 招标采购 开始时间. Empty where the row titles no rows.
        """
        titles = {c: str(v) for c, v in items if self.region.bottom_edge(row, c) == row}
        if len(titles) < 2 or not all(self._titles_column(text) for text in titles.values()):
            return []
        found: list[tuple[str, tuple[int, int], Value]] = []
        below = row + 1
        while cells := {c: v for c, v in self.by_row.get(below, {}).items() if (below, c) not in self.used}:
            if cells.keys() == titles.keys() and all(percentage(value, None) is not None for value in cells.values()):
                caption = next((str(value) for column, value in items if column not in titles), "")
                return [(f"{caption} {titles[c]}", (below, c), v) for c, v in cells.items()]
            name, *others = ((c, v) for c, v in cells.items() if isinstance(v, str) or c != min(cells))
            known = self.words.field(str(name[1]))
            if not others or not titles.keys() >= dict(others).keys() or (known and known.key not in (OTHER, HEADING)):
                break
            found += [(f"{name[1]} {titles[c]}", (below, c), v) for c, v in others]
            below += 1
        return found if below > row + 2 else []

    def _titles_column(self, text: str) -> bool:
        """Return whether a text titles a column of words that have no concept."""
        known, column = self.words.field(text), self.words.indicator_column(text)
        if column is not None and column.key in ("points", "score"):
            return True  # 分值, 得分 behind 情况说明
        plain = _IN_BRACKETS.sub("", squeeze(text))
        if known is not None and known.key != OTHER:
            return plain in ("金额", "计量单位")
        return known is not None or _titles_words().fullmatch(plain) is not None

    def _as_wide_below(self, row: int, items: list[tuple[int, Value]]) -> bool:
        """Whether each cell of a row has one of the same width below it."""
        edges = [(column, self.region.right_edge(row, column)) for column, _ in items]
        line = self.row_below(row)
        return edges == [(column, self.region.right_edge(line, column)) for column in self.by_row[line]]


def _stand_twice(values: Sequence[Value], words: Vocabulary) -> bool:
    """Return whether titles stand twice: 项目 | 预算数 | 项目 | 预算数, 来源 | 金额 | 类型 | 金额."""
    half, rest = divmod(len(values), 2)
    if half < 2 or rest or any(not isinstance(value, str) or says_amount(value) for value in values):
        return False
    titles = [squeeze(str(value)) for value in values]
    second = words.field(titles[1])
    alike = titles[0] == titles[half] or (second is not None and second.type == "money")
    return alike and titles[1:half] == titles[half + 1 :]
