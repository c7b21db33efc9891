"""The values that stand below their labels, not behind them."""

from __future__ import annotations

from jixiao.forms.general.goal_lines import Place, joined, lines_under_title
from jixiao.forms.general.header_kinds import is_figure
from jixiao.forms.general.label_rows import BlockRows
from jixiao.forms.general.label_words import TEXTS, is_label, is_line_of, may_be_label, titles_rows
from jixiao.forms.general.vocabulary import HEADING, Meaning
from jixiao.forms.labels import cached_form
from jixiao.forms.money import says_amount
from jixiao.forms.numbers import parse_number
from jixiao.forms.text import squeeze
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

_TITLES_TEXT = late_pattern(r"[\u4e00-\u9fff（）()]{2,20}(?:情况|目标|结果|综述)")
"""The title of a text below it: 年度目标推进情况."""


class ValuesBelow(BlockRows):
    """Looks below the labels of a block."""

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
        bottom = self.row_below(bottom) - 1
        if not (cells := self.by_row.get(bottom + 1)):
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
                figure = money or (meaning is not None and meaning.type == "number")
                if (money and not says_amount(value)) or (figure and self._titles_lines(bottom + 1, place)):
                    return None
                if self._has_label(cells, place, column, money=money):
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
        return meaning is not None and before[0] < column and meaning.type in TEXTS

    def _titles_lines(self, row: int, column: int) -> bool:
        """Return whether a figure is the first of several lines, each below a name."""
        lines = [self.by_row.get(line, {}) for line in (row, row + 1)]
        return all(says_amount(cells.get(column)) and isinstance(cells[min(cells)], str) for cells in lines)

    def _below_labels(self, bottom: int, cells: dict[int, Value]) -> tuple[int, dict[int, Value]]:
        """Return the row below a label, or the one after a row of labels alone."""
        if all(is_label(value, self.words) for value in cells.values()):
            return bottom + 1, self.by_row.get(bottom + 2, {})
        return bottom, cells

    def titles_texts(
        self, row: int, column: int, meaning: Meaning | None, following: list[tuple[int, Value]], *, tall: bool
    ) -> bool:
        """Return whether cells title texts below them: 预期目标 | 目标执行情况."""
        longtext = meaning is not None and meaning.type == "longtext"
        if not tall and longtext and self._is_title(row, *following[0]):
            return True  # 年度预期目标, its text left blank, | 具体完成情况 over its own
        below = self.by_row.get(row + 1, {})
        if self._over_goal(below, column, meaning, following):
            return True
        texts = (isinstance(below.get(place), str) for place in (column, *(place for place, _ in following)))
        if tall or not longtext or not all(texts) or is_label(below[column], self.words):
            return False
        titled = all(isinstance(value, str) and _TITLES_TEXT.fullmatch(squeeze(value)) for _, value in following)
        titled = titled or all(  # a title nobody knows, as short as a label, over a sentence
            may_be_label(str(value), self.words) and not may_be_label(str(below[place]), self.words)
            for place, value in following
        )
        longer = all(len(str(below[c])) > len(str(value)) or is_figure(below[c]) for c, value in following)
        return titled and longer

    def _over_goal(
        self, below: dict[int, Value], column: int, meaning: Meaning | None, following: list[tuple[int, Value]]
    ) -> bool:
        """Return whether titles stand over a goal with figures: 目标内容 | 对应资金 | 权重."""
        goal = below.get(column)
        if meaning is None or meaning.type != "longtext" or not isinstance(goal, str):
            return False
        text = is_line_of(meaning, goal, self.words) or not is_label(goal, self.words)
        return text and all(is_figure(below.get(place, "无")) for place, _ in following)

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
        below = self.by_row.get(row + 1, {})
        if (known if meaning is None else meaning.type != "money") or not says_amount(below.get(column)):
            return False
        over = map(str, self.by_row.get(row - 1, {}).values())
        named = any(left < column and not says_amount(value) for left, value in below.items())
        sided = any(self.words.year(text) or self.words.side(text) for text in over)
        return not named and not sided

    def titles_amounts(self, row: int, column: int, meaning: Meaning) -> bool:
        """Return whether a label titles amounts or the form: 预算数 over 资金总额 | 80.

        So does 2026年省级财政资金 over 绩效目标申报表.
        """
        cells = self.by_row.get(row + 1, {})
        before = [value for left, value in cells.items() if left < column]
        known = self.words.field(str(before[-1])) if before and says_amount(cells.get(column)) else None
        over = row < self.region.title[0] or (known is not None and known.type == "money")
        return meaning.type == "money" and over

    def _is_title(self, row: int, column: int, text: Value) -> bool:
        """Return whether a text titles the sentence below it, which no label precedes."""
        below = self.by_row.get(row + 1, {})
        sentence = below.get(column)
        if not isinstance(text, str) or not isinstance(sentence, str) or min(below) < column:
            return False
        as_wide = self.region.right_edge(row, column) == self.region.right_edge(row + 1, column)
        return as_wide and may_be_label(text, self.words) and not may_be_label(sentence, self.words)
