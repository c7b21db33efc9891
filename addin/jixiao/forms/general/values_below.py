"""The values that stand below their labels, not behind them."""

from __future__ import annotations

from collections.abc import Collection, Container
from itertools import pairwise

from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.cellvalues import percentage
from jixiao.forms.general.goal_lines import Place, joined, lines_under_title
from jixiao.forms.general.header_kinds import is_figure
from jixiao.forms.general.label_words import (
    TEXTS,
    is_bare_label,
    is_label,
    is_line_of,
    may_be_label,
    titles_rows,
)
from jixiao.forms.general.subtotals import is_organisation
from jixiao.forms.general.vocabulary import HEADING, OTHER, Meaning, Vocabulary
from jixiao.forms.labels import cached_form
from jixiao.forms.money import says_amount
from jixiao.forms.numbers import parse_number
from jixiao.forms.region import Region
from jixiao.forms.text import squeeze
from jixiao.forms.total_words import is_total
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

_FIGURES = frozenset(("money", "percent", "number"))
MIN_LABELS = 3
"""So many labels at least stand in a row whose values stand below."""


_TITLES_TEXT = late_pattern(r"[\u4e00-\u9fff（）()]{2,20}(?:情况|目标|结果|综述)")
"""The title of a text below it: 年度目标推进情况."""

_IN_BRACKETS = late_pattern(r"[(（][^()（）]*[)）]$")
_TITLES_WORDS = late_pattern(
    r"[\u4e00-\u9fff、（）()]{0,16}(?:情况|内容|时间|问题|措施|要点|意见|说明|依据|结论)|(?:明细|支出|费用)(?:项目|名称)|(?:服务|购买|购置)?数量|单价|(?:服务|质量)标准|\d{1,2}月[底末份]?|[一二三四]季度"
)
"""The title of a column without a concept: 存在问题和改进措施, 单价, 6月底."""


class ValuesBelow:
    """Looks below the labels of a block; ``used`` are places of values already taken."""

    def __init__(
        self, region: Region, words: Vocabulary, by_row: dict[int, dict[int, Value]], used: set[tuple[int, int]]
    ) -> None:
        self.region = region
        self.words = words
        self.by_row = by_row
        self.used = used

    def in_turn(self, row: int, columns: list[int]) -> dict[int, tuple[Value, tuple[int, int]]]:
        """Return the values below labels that fill a row, in turn, none under a label."""
        values = self.by_row.get(row + 1, {})
        if len(columns) < 2 or len(columns) != len(values):
            return {}
        if any(left <= place <= self.region.right_edge(row, left) for left in columns for place in values):
            return {}
        if any(is_label(value, self.words) for value in values.values()):
            return {}
        return {c: (value, (row + 1, place)) for c, (place, value) in zip(columns, values.items(), strict=True)}

    def last_line(self, row: int, column: int) -> int:
        """Return the last row right of a caption that has lost its merge."""
        while (cells := self.by_row.get(row + 1)) and min(cells) > column:
            row += 1
        return row

    def heads_amount(self, row: int, column: int, meaning: Meaning | None) -> bool:
        """Return whether a tall label titles the amount below it: 资金总额 over 800."""
        if meaning is None or meaning.type != "money":
            return False
        value = self.by_row.get(self.region.bottom_edge(row, column) + 1, {}).get(column)
        return value is not None and says_amount(value)

    def below(
        self, row: int, column: int, meaning: Meaning | None, *, alone: bool
    ) -> tuple[Value, tuple[int, int]] | None:
        """Return the value below a label; ``alone`` if no other stands in its row."""
        if meaning is not None and meaning.key in (HEADING, "currency_unit"):
            return None
        bottom, right = self.region.bottom_edge(row, column), self.region.right_edge(row, column)
        bottom += 0 if bottom + 1 in self.by_row else 1  # a blank row may lie between
        cells = self.by_row.get(bottom + 1)
        if not cells:
            return None
        if meaning is not None and meaning.type == "money" and not any(column <= place <= right for place in cells):
            bottom, cells = self._below_labels(bottom, cells)  # 资金总额, blank beside the labels of its parts, 800
        if alone and (meaning is None or meaning.type not in TEXTS or len(cells) > 1):
            return None
        unit = meaning is not None and meaning.type == "unit"
        if alone and unit and right != self.region.right_edge(bottom + 1, column):
            return None
        beside = right + 1 if right + 1 not in self.by_row[row] else right
        if meaning is not None and meaning.type in TEXTS and self.region.right_edge(row, beside) > beside > right:
            return None  # the wide cell beside it, left blank, is its place
        for place, value in cells.items():
            edge = self.region.right_edge(bottom + 1, place)
            if place <= right and column <= edge and (bottom + 1, place) not in self.used:
                if is_label(value, self.words) and not is_line_of(meaning, str(value), self.words):
                    return None
                money = meaning is not None and meaning.type == "money"
                if (money and not says_amount(value)) or self._has_label(cells, place, column, money=money):
                    return None
                if money and self._titles_lines(bottom + 1, place):
                    return None
                if isinstance(value, str) and titles_rows(value):
                    return None
                if meaning is not None and meaning.type == "longtext" and parse_number(value) is not None:
                    return None  # what counts the goals: 1, 2
                return value, (bottom + 1, place)
        return None

    def _has_label(self, cells: dict[int, Value], place: int, column: int, *, money: bool) -> bool:
        """Return whether a value below has a label before it: 财政拨款 | 300.

        So does 年度目标 before the goal, both below 资金总额 | 执行率分值 with their values left blank.
        """
        before = next(((left, value) for left, value in reversed(cells.items()) if left < place), None)
        if before is None or not isinstance(before[1], str):
            return False
        meaning = self.words.field(before[1])
        if money:
            return meaning is not None and meaning.type == "money" and cached_form(before[1]) != "金额"
        return meaning is not None and before[0] < column and meaning.type in TEXTS and place != column

    def _titles_lines(self, row: int, column: int) -> bool:
        """Return whether a figure is the first of several lines, each below a name."""
        lines = [self.by_row.get(line, {}) for line in (row, row + 1)]
        return all(says_amount(cells.get(column)) and isinstance(cells[min(cells)], str) for cells in lines)

    def _below_labels(self, bottom: int, cells: dict[int, Value]) -> tuple[int, dict[int, Value]]:
        """Return the row below a label, or the one after a row of labels alone."""
        if all(is_label(value, self.words) for value in cells.values()):
            return bottom + 1, self.by_row.get(bottom + 2, {})
        return bottom, cells

    def under_labels(self, row: int, items: list[tuple[int, Value]]) -> dict[int, tuple[int, Value]] | None:
        """Return what stands below each label of a row by place; None if they are none.

        Two known labels stand side by side, or each is as wide as what stands below it: no row of labels with their
        values beside them is so above a row without a label.
        """
        below = self.by_row.get(row + 1)
        if below is None or len(items) < 2 or 2 * len(below) <= len(items):
            return None
        if len(items) < MIN_LABELS and self.words.field(str(items[1][1])) is None:
            return None  # nearly every row
        known = [self.words.field(str(value)) for _, value in items]
        if len(items) < MIN_LABELS and (None in known or not self._as_wide_below(row, items)):
            return None
        concepts = [meaning is not None and meaning.key not in (OTHER, HEADING) for meaning in known]
        asked = [below.get(c) for (c, _), m in zip(items, known, strict=True) if m is not None and m.type == "longtext"]
        text = any(isinstance(value, str) and not may_be_label(value, self.words) for value in asked)
        twins = any(map(all, pairwise(concepts))) or (
            (text or 2 * sum(concepts) >= len(items))
            and self._as_wide_below(row, items)
            and not _names_units(items, known)
        )
        if not twins or any(self.region.bottom_edge(row, c) > row for c, _ in items):
            return None
        if not all(is_bare_label(str(value), self.words) for _, value in items):
            return None
        spans = [(column, self.region.right_edge(row, column)) for column, _ in items]
        values: dict[int, tuple[int, Value]] = {}
        for column, value in below.items():
            under = next((i for i, (left, right) in enumerate(spans) if left <= column <= right), None)
            if under is None or under in values or is_label(value, self.words) or (row + 1, column) in self.used:
                return None
            meaning = known[under]
            amount = says_amount(value) or is_placeholder(value)
            if meaning is not None and meaning.type == "money" and not amount:
                return None
            values[under] = (column, value)
        return values

    def several_lines(self, row: int, items: list[tuple[int, Value]]) -> bool:
        """Return whether titles stand over the lines of several, none of them the form's.

        县区名称 | 下达数 | 支出数 over a line a county: the lines are used, so that no label takes one, and left unread.
        """
        if len(items) <= MIN_LABELS:
            return False
        columns = {place for column, _ in items for place in range(column, self.region.right_edge(row, column) + 1)}
        known = {column: self.words.field(str(value)) for column, value in items}
        figures = {c for c, meaning in known.items() if meaning is not None and meaning.type in _FIGURES}
        for bottom in sorted({self.region.bottom_edge(row, column) for column, _ in items}):
            below = self.by_row.get(bottom + 1, {})
            lines = self._lines(bottom, columns, figures | {c for c, _ in items if says_amount(below.get(c))})
            if len(lines) > 1:
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
        known, plain = self.words.field(text), _IN_BRACKETS.sub("", squeeze(text))
        column = self.words.indicator_column(text)
        if column is not None and column.key in ("points", "score"):
            return True  # 分值, 得分 behind 情况说明
        if known is not None and known.key != OTHER:
            return plain in ("金额", "计量单位")
        return known is not None or _TITLES_WORDS.fullmatch(plain) is not None

    def _as_wide_below(self, row: int, items: list[tuple[int, Value]]) -> bool:
        """Whether each cell of a row has one of the same width below it."""
        edges = [(column, self.region.right_edge(row, column)) for column, _ in items]
        return edges == [(column, self.region.right_edge(row + 1, column)) for column in self.by_row[row + 1]]

    def titles_texts(
        self, row: int, column: int, meaning: Meaning | None, following: list[tuple[int, Value]], *, tall: bool
    ) -> bool:
        """Return whether cells title texts below them: 预期目标 | 目标执行情况."""
        titles = following if tall else [(column, meaning), *following]
        below = self.by_row.get(row + 1, {})
        if not tall and meaning is not None and meaning.type == "longtext" and self._is_title(row, *following[0]):
            return True  # 年度预期目标, its text left blank, | 具体完成情况 over its own
        if len(titles) < 2 or not all(isinstance(below.get(place), str) for place, _ in titles):
            return False
        if not tall:
            titled = all(isinstance(value, str) and _TITLES_TEXT.fullmatch(squeeze(value)) for _, value in following)
            titled = titled or all(  # a title nobody knows, as short as a label, over a sentence
                may_be_label(str(value), self.words) and not may_be_label(str(below[place]), self.words)
                for place, value in following
            )
            longer = all(len(str(below[c])) > len(str(value)) or is_figure(below[c]) for c, value in following)
            asks = meaning is not None and meaning.type == "longtext" and not is_label(below[column], self.words)
            return asks and titled and longer
        known = [self.words.field(value) for _, value in following[1:] if isinstance(value, str)]
        return any(each is not None and each.type == "longtext" for each in known)

    def with_lines(self, value: Value, place: Place, title: Place, meaning: Meaning | None) -> Value:
        """Return a long text below its title with the numbered lines below it."""
        if meaning is None or meaning.type != "longtext" or not isinstance(value, str):
            return value
        lines = lines_under_title(self.region, title, place, self.by_row, meaning, self.words)
        return joined(self.region, self.used, value, place, lines)

    def over_figure(self, row: int, column: int, meaning: Meaning | None, *, known: bool = True) -> bool:
        """Return whether an amount's label is over a figure that has no label before it.

        Below the titles of years such labels are not told apart by their own words. A label that is not ``known`` may be
        one of an amount beside others.
        """
        if known if meaning is None else meaning.type != "money":
            return False
        below, over = self.by_row.get(row + 1, {}), map(str, self.by_row.get(row - 1, {}).values())
        named = any(left < column and not says_amount(value) for left, value in below.items())
        sided = any(self.words.year(text) or self.words.side(text) for text in over)
        return says_amount(below.get(column)) and not named and not sided

    def _is_title(self, row: int, column: int, text: Value) -> bool:
        """Return whether a text titles the sentence below it, which no label precedes."""
        below = self.by_row.get(row + 1, {})
        sentence = below.get(column)
        if not isinstance(text, str) or not isinstance(sentence, str) or min(below) < column:
            return False
        as_wide = self.region.right_edge(row, column) == self.region.right_edge(row + 1, column)
        return as_wide and may_be_label(text, self.words) and not may_be_label(sentence, self.words)


def _names_units(items: list[tuple[int, Value]], known: list[Meaning | None]) -> bool:
    """Return whether units stand behind their labels: 建设单位 | 安澜市灌区处 | 主管部门 | 安澜市水利局."""
    pairs = list(zip(known[::2], items[1::2], strict=False))
    named = [is_organisation(str(value)) for label, (_, value) in pairs if label is not None and label.type == "unit"]
    return bool(named) and all(named)
