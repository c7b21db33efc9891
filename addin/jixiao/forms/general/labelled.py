"""The labelled values of a block: a label, its meaning, the value beside or below.

A row is read from left to right: a label takes the next cell, unless that is a label itself. A row of labels alone takes
its values from the row below. Amounts in several columns take side and year from the words above them (当年金额, 2024年).
"""

from __future__ import annotations

from jixiao.forms.cell_text import is_placeholder, text_of
from jixiao.forms.general.amount_columns import AmountColumns
from jixiao.forms.general.cell_labels import CellLabels, labels_of_cell, meaning_with, parted_value, with_units
from jixiao.forms.general.goal_lines import Place, joined, lines_beside
from jixiao.forms.general.goal_sides import is_side_of, under_sides
from jixiao.forms.general.header_kinds import is_figure
from jixiao.forms.general.label_rows import LabelRows
from jixiao.forms.general.label_words import (
    NUMBERED,
    begins_with_code,
    heads_money,
    is_label,
    is_left_blank,
    may_be_label,
    stands_for_itself,
    whole_label,
)
from jixiao.forms.general.labelled_values import Label, Labelled, LabelledValues, LabelLine, in_our_money, is_in_words
from jixiao.forms.general.values_below import ValuesBelow
from jixiao.forms.general.vocabulary import CAPTION, HEADING, OTHER, Meaning, Vocabulary
from jixiao.forms.money import says_amount
from jixiao.forms.region import Region
from jixiao.forms.text import squeeze
from jixiao.forms.titles import only_year_in
from jixiao.forms.unit_names import KEYS as NAMES
from jixiao.forms.unit_names import is_code
from jixiao.grid.model import Value


class LabelReader:
    """Reads the rows of a block that belong to no table."""

    def __init__(self, region: Region, words: Vocabulary, rows: list[tuple[int, dict[int, Value]]]) -> None:
        self.region = region
        self.words = words
        self.by_row = dict(rows)
        self.result = LabelledValues()
        self._used: set[tuple[int, int]] = set()
        self._tall: list[tuple[int, int, int, str]] = []
        self._note = -1
        self._amounts = AmountColumns(region, words, self.by_row)
        self._below = ValuesBelow(region, words, self.by_row, self._used)
        self._label_rows = LabelRows(region, words, self.by_row, self._used)

    def read(self) -> LabelledValues:
        """Read every row."""
        for row, cells in self.by_row.items():
            self._row(row, cells)
        return self.result

    def _row(self, row: int, cells: dict[int, Value]) -> None:
        free = {c: v for c, v in cells.items() if (row, c) not in self._used and (row, c) not in self.region.taken}
        if not (items := with_units(free.items(), row, self.region.sheet.formats)):
            return
        self.region.take_all(row, free.keys() - dict(items).keys())
        items = self._label_rows.with_years(row, self._label_rows.within(row, items))
        rows = self._label_rows.rows_below(row, items)
        if any(is_figure(value) or says_amount(value) for _, value in items):
            if self._amounts_of_caption(row, items):
                return
        elif (
            self._heads_amounts(row, items)
            or (not rows and self._label_rows.several_lines(row, items))
            or self._labels_over_values(row, items)
            or self._titles_halves(row, items)
        ):
            return
        if rows:
            self._enter_below(row, items, rows)
            return
        line = LabelLine(row, items)
        index = 0
        while index < len(items):
            index += self._cell(line, index)
        if line.pending:
            self._pending(row, line.pending, len(items) - line.captions)

    def _cell(self, line: LabelLine, index: int) -> int:
        """Read a cell of a row with what belongs to it; return how many cells that are."""
        row, (column, value), following = line.row, line.items[index], line.items[index + 1 :]
        if not isinstance(value, str) or says_amount(value) or is_placeholder(value):
            return 1
        if self._inline(row, column, value, following):
            return 1
        last, left = line.items[index - 1] if index else (0, "")
        apart = (row, last) in self._used or self.region.right_edge(row, last) + 1 < column
        before = "".join(self._headings(row, column)[-1:]) or line.shared or ("" if apart else left)
        before = "" if value == "年度" and following and only_year_in(str(following[0][1])) else before
        whole = whole_label(value, str(before), self.words)
        meaning = self.words.field(whole)
        if whole == value and is_side_of(value, following, self.words):
            self._heads(row, row, column, value)  # 本年度 | 资金总额 | 180 below 实施期 | 资金总额 | 540
            line.captions += 1
            return 1
        if whole != value and meaning is not None and (meaning.type == "longtext" or meaning.year is not None):
            line.shared = str(before)
        figure = bool(following) and says_amount(following[0][1])
        if meaning is None and figure and self.words.year(whole):
            meaning = self.words.stage(whole)  # 2026年申请 | 600
        if meaning is None and figure and self._amounts.in_force(row):
            meaning = Meaning(OTHER, "text")
        label = Label(row, column, whole, meaning, following, self.region.bottom_edge(row, column) > row)
        if taken := self._takes(label):
            return 1 + taken
        if self._is_caption(label):
            line.captions += 1
        elif meaning is not None or may_be_label(whole, self.words):
            line.pending.append((column, whole, meaning))
        else:
            self.result.texts.append((row, column, whole))
        return 1

    def _is_caption(self, label: Label) -> bool:
        """Return whether a label heads other labels or rows of amounts, entered so."""
        if heads_money(self.region, label.at, label.meaning, label.following, self.words):
            self._heads(label.row, self._below.last_line(*label.at), label.column, label.text)
            return True
        if not label.tall or not label.following or self._below.heads_amount(*label.at, label.meaning):
            return False
        self._heads(label.row, self.region.bottom_edge(*label.at), label.column, label.text)
        blank = label.following[0][0] > self.region.right_edge(*label.at) + 1
        if blank and label.meaning is not None and label.meaning.type == "money":
            self._add(label.text, label.meaning, label.at, None, None)  # the cell beside it is left blank
        else:
            self.result.known += label.meaning is not None
        return True

    def _heads(self, row: int, bottom: int, column: int, caption: str) -> None:
        """Enter what heads the labels right of it, down to a row."""
        self._tall.append((row, bottom, column, caption))
        self.region.take(row, column)

    def _enter_below(self, row: int, items: list[tuple[int, Value]], rows: list[tuple[str, Place, Value]]) -> None:
        """Enter what stands in rows below a row that titles their columns."""
        for label, place, value in rows:
            self._add(label, Meaning(OTHER, "text"), place, value, place)
        named = {(below, c) for _, (below, _), _ in rows for c in self.by_row[below]}
        self._used |= named
        self.region.taken |= named | {(row, column) for column, _ in items}

    def _titles_halves(self, row: int, items: list[tuple[int, Value]]) -> bool:
        """Return whether a row titles two halves, taken so, with its tall caption."""
        if not self._label_rows.title_halves(row, items):
            return False
        for column, value in items:
            self.region.take(row, column)
            if self.region.bottom_edge(row, column) > row:
                self._heads(row, self.region.bottom_edge(row, column), column, str(value))
        return True

    def _headings(self, row: int, column: int) -> tuple[str, ...]:
        return tuple(text for top, bottom, left, text in self._tall if top <= row <= bottom and left < column)

    def _add(self, label: str, meaning: Meaning | None, at: Place, value: Value | None, place: Place | None) -> None:
        meaning, headings = meaning_with(label, value, meaning), self._headings(*at)
        for number, (one, text) in enumerate(parted_value(label, meaning, value, self.words)):
            means = self.words.field(one) if number else meaning
            one, told = in_our_money(one, None if is_in_words(means, text) else means, headings)
            self.result.found.append(Labelled(squeeze(one), told, at, text, place, headings))
            self.result.unknown += means is None
            self.result.known += means is not None
        self.region.take(*at)
        if place is not None:
            self._used.add(place)

    def _inline(self, row: int, column: int, text: str, following: list[tuple[int, Value]]) -> bool:
        """Whether a cell holds labels with their values behind them, and is entered so."""
        goes_on = row == self._note + 1 and NUMBERED.match(text)  # 2. below 注：1.
        found = CellLabels([], text) if goes_on else labels_of_cell(text, self.words)
        if found is None:
            return False
        if found.text:
            self._note = self._note if found.labels else row
            self.result.texts.append((row, column, found.text))
        for number, (label, rest) in enumerate(found.labels, start=1):
            meaning = self.words.field(label)
            beside = following[0] if number == len(found.labels) and following else None
            within = self.words.field(rest) if beside and meaning is not None and meaning.key == HEADING else None
            if within is not None and within.type == "money":
                label, rest, meaning = rest, "", within  # 1、资金来源：（1）财政性资金
            value: Value | None = rest or None
            place = (row, column) if rest else None
            coded = meaning is not None and meaning.key in NAMES and is_code(rest)  # 部门：209 | 某某局
            blank = is_left_blank(self.region, (row, column), meaning, following, self.words) if following else True
            if not blank and (coded or not rest) and beside and meaning and not is_label(beside[1], self.words):
                value, place = f"{rest} {beside[1]}" if coded else beside[1], (row, beside[0])
            self._add(label, meaning, (row, column), value, place)
        return True

    def _takes(self, label: Label) -> int:
        """How many cells right of a label are its values, once they are entered."""
        meaning, following = label.meaning, label.following
        if not following or (meaning.type == CAPTION if meaning else not may_be_label(label.text, self.words)):
            return 0
        if is_left_blank(self.region, label.at, meaning, following, self.words):
            return 0
        passed = 1
        if meaning is not None and meaning.key in NAMES and begins_with_code(label.text, following, self.words):
            (left, code), *following = following  # the code has a cell of its own before the name
            passed, following = 2, [(following[0][0], f"{text_of(code)} {following[0][1]}"), *following[1:]]
            self.region.take(label.row, left)
        place, value = following[0]
        titles = [(label.row, c) for c, _ in following]
        parts = under_sides(self.region, self.words, self.by_row, self._used, meaning, titles)
        if not parts and (
            stands_for_itself(label.text, meaning, following, self.words, tall=label.tall)
            or self._below.titles_texts(*label.at, meaning, following, tall=label.tall)
            or (self._below.over_figure(*label.at, meaning) and not says_amount(value))
        ):
            return 0
        goal = meaning is not None and meaning.key == "goals.annual"
        parts += (
            (heading.text, self._amounts.meaning(label.text, meaning, heading), (label.row, left), amount)
            for left, amount, heading in self._amounts.amounts(label.row, following, texts=goal)
        )
        for title, named, at, each in parts:
            self._add(label.text if is_in_words(named, each) else f"{label.text} {title}", named, label.at, each, at)
        if parts:
            return len(parts)
        if meaning is not None and meaning.type == "longtext":
            lines = lines_beside(self.region, label.at, place, self.by_row, self.words)
            value = joined(self.region, self._used, value, (label.row, place), lines)
        self._add(label.text, meaning, label.at, value, (label.row, place))
        return passed

    def _pending(self, row: int, pending: list[tuple[int, str, Meaning | None]], items: int) -> None:
        """Enter labels without a value in their row; values stand below labels alone."""
        pure = len(pending) == items and 2 * sum(meaning is not None for *_, meaning in pending) >= items
        in_turn = self._below.in_turn(row, [column for column, _, _ in pending]) if pure else {}
        figures = any(self._below.over_figure(row, column, meaning) for column, _, meaning in pending)
        for column, label, meaning in pending:
            below = in_turn.get(column)
            if below is None and (pure or (figures and self._below.over_figure(row, column, meaning, known=False))):
                below = self._below.below(row, column, meaning, alone=items == 1)
            if below is not None:
                value, place = below
                value = self._below.with_lines(value, place, (row, column), meaning)
                self._add(label, meaning, (row, column), value, place)
            elif meaning is None or self._below.titles_amounts(row, column, meaning):
                self.result.texts.append((row, column, label))
            else:
                self._add(label, meaning, (row, column), None, None)

    def _labels_over_values(self, row: int, items: list[tuple[int, Value]]) -> bool:
        """Return whether labels have their values each below its own, entered so."""
        (first, caption), bottom = items[0], self.region.bottom_edge(row, items[0][0])
        items = items[bottom > row :]  # 预算资金, tall, beside 合计 | 基本建设 | 其他 over their figures
        values = self._label_rows.under_labels(row, items, tall=bottom > row)
        if values is None:
            return False
        if bottom > row:
            self._heads(row, bottom, first, str(caption))
        for index, (column, label) in enumerate(items):
            meaning, at = self.words.field(str(label)), (row, column)
            if (below := values.get(index)) is None:
                self._add(str(label), meaning, at, None, None)
            else:
                place = (self._label_rows.row_below(row), below[0])
                self._add(str(label), meaning, at, self._below.with_lines(below[1], place, at, meaning), place)
        return True

    def _heads_amounts(self, row: int, items: list[tuple[int, Value]]) -> bool:
        """Whether a row titles amounts, and is taken so."""
        count = self._amounts.titled(row, items)
        titles = items if count or self._amounts.titles_lines(row, items) else []
        for place, value in titles:
            self.result.titles.append(str(value))
            self._used.add((row, place))
            bottom = self.region.bottom_edge(row, place)
            if bottom > max(self._amounts.end, row) and not (count and place >= self._amounts.first):
                self._tall.append((row, bottom, place, str(value)))
        self.region.take_all(row, dict(titles))
        self.result.known += count
        return bool(titles)

    def _amounts_of_caption(self, row: int, items: list[tuple[int, Value]]) -> bool:
        """Return whether a row holds amounts that a tall label names, entered so."""
        below = self._amounts.in_force(row) and items[0][0] >= self._amounts.first
        if not below or is_label(items[0][1], self.words):
            return False
        top, _, column, label = next((each for each in reversed(self._tall) if each[0] < row <= each[1]), (0, 0, 0, ""))
        amounts = self._amounts.amounts(row, items) if label else []
        for left, amount, title in amounts:
            meaning = self._amounts.meaning(label, self.words.field(label), title)
            self._add(f"{label} {title.text}", meaning, (top, column), amount, (row, left))
        return bool(amounts)
