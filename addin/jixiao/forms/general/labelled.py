"""The labelled values of a block: a label, what it means, and the value behind it, right of it or below it.

A row is read from left to right: a label takes the next cell, unless that is a label itself. A row of labels alone takes
its values from the row below. Amounts in several columns take side and year from the words above them (当年金额, 2024年).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.general.amount_columns import AmountColumns
from jixiao.forms.general.label_words import (
    COLON,
    NUMBERED,
    SENTENCE,
    is_bare_label,
    is_label,
    is_line_of,
    is_note,
    is_value_all_the_same,
    may_be_label,
    partition,
    without_of_which,
)
from jixiao.forms.general.lines_below import joined_lines, lines_under_title
from jixiao.forms.general.vocabulary import CAPTION, HEADING, OTHER, Meaning, Vocabulary
from jixiao.forms.labels import Hit, cached_form
from jixiao.forms.money import Unit, parse_money
from jixiao.forms.numbers import parse_number
from jixiao.forms.region import Region
from jixiao.forms.text import squeeze
from jixiao.forms.unit_names import KEYS as NAMES
from jixiao.forms.unit_names import asks_for_code, is_code
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

LONG = 200
"""In a longer text stands no second label."""
MIN_LABELS = 3
"""So many labels at least stand in a row whose values stand below."""
_TITLES_TEXT = late_pattern(r"[\u4e00-\u9fff（）()]{2,20}(?:情况|目标|结果|综述)")
"""The title of a text below it: 年度目标推进情况."""
_NEXT = late_pattern(
    r"\s{2,}|[\r\n]+|\s+(?=[^\s:：]{2,12}\s?[:：])|[；;](?=[^:：；;]{2,12}[:：])"
    r"|[(（](?=[^:：()（）]{2,8}[:：][^()（）]{1,24}[)）]\s*$)"
)
"""What parts two labels with their values in one cell: 填报人：尹晓芸（电话：6512345）."""
_GLUED = late_pattern(r"([^\d¥￥]*[\u4e00-\u9fff)）])\s*([¥￥]?\d[\d,]*(?:\.\d+)?\s*(?:元|千元|万元|亿元)?)")


class Labelled(NamedTuple):
    """A label with its value; ``value`` and ``place`` are None where nothing stands. Places are (row, column)."""

    label: str
    meaning: Meaning | None
    at: tuple[int, int]
    value: Value | None = None
    place: tuple[int, int] | None = None
    headings: tuple[str, ...] = ()


@dataclass(slots=True)
class LabelledValues:
    """What the labels of a block gave, the lone texts that are none, and how many labels were not understood."""

    found: list[Labelled] = field(default_factory=list)
    texts: list[tuple[int, int, str]] = field(default_factory=list)
    known: int = 0
    unknown: int = 0


class LabelReader:
    """Reads the rows of a block that belong to no table."""

    def __init__(self, region: Region, words: Vocabulary, rows: list[tuple[int, dict[int, Value]]]) -> None:
        self.region = region
        self.words = words
        self.rows = rows
        self.by_row = dict(rows)
        self.result = LabelledValues()
        self._used: set[tuple[int, int]] = set()
        self._tall: list[tuple[int, int, int, str]] = []
        self._amounts = AmountColumns(region, words, self.by_row)

    def read(self) -> LabelledValues:
        """Read every row."""
        for row, cells in self.rows:
            self._row(row, cells)
        return self.result

    # ------------------------------------------------------------ a row

    def _row(self, row: int, cells: dict[int, Value]) -> None:
        items = [(c, v) for c, v in cells.items() if (row, c) not in self._used and (row, c) not in self.region.taken]
        if not items or self._heads_amounts(row, items) or self._labels_over_values(row, items):
            return
        if self._amounts_of_caption(row, items) or self._titles_two_halves(row, items):
            return
        pending: list[tuple[int, str, Meaning | None]] = []
        captions = 0
        index = 0
        while index < len(items):
            column, value = items[index]
            following = items[index + 1 :]
            if not isinstance(value, str) or parse_number(value) is not None:
                index += 1
                continue
            if self._inline(row, column, value, following):
                index += 1
                continue
            meaning = self.words.field(value)
            tall = self.region.bottom_edge(row, column) > row
            if meaning is None and self._numeric_follows(following) and self._amounts.in_force(row):
                meaning = Meaning(OTHER, "text")
            taken = self._takes(row, column, value, meaning, following, tall=tall)
            if taken:
                index += 1 + taken
                continue
            if tall and following and not self._heads_amount_below(row, column, meaning):
                self._tall.append((row, self.region.bottom_edge(row, column), column, value))
                if (
                    meaning is not None
                    and meaning.type == "money"
                    and following[0][0] > self.region.right_edge(row, column) + 1
                ):
                    self._add(value, meaning, (row, column), None, None)  # the cell beside it is left blank
                else:
                    self._know(row, column, meaning)
                captions += 1
            elif meaning is not None or may_be_label(value, self.words):
                pending.append((column, value, meaning))
            else:
                self._lone(row, column, value)
            index += 1
        if pending:
            self._pending(row, pending, len(items) - captions)

    def _titles_two_halves(self, row: int, items: list[tuple[int, Value]]) -> bool:
        """Whether a row titles labels and amounts in two halves, and is taken so: 项目 | 预算数 | 项目 | 预算数.

        So is the one above it, 收入 | 支出, with the tall caption beside both.
        """
        if not all(isinstance(value, str) for _, value in items):
            return False
        short = [c for c, _ in items if self.region.bottom_edge(row, c) == row]
        over = len(short) == 2 and _is_twice(list(self.by_row.get(row + 1, {}).values()))
        if not over and not _is_twice([value for _, value in items]):
            return False
        for column, value in items:
            self.region.take(row, column)
            if column not in short:
                self._tall.append((row, self.region.bottom_edge(row, column), column, str(value)))
        return True

    def _know(self, row: int, column: int, meaning: Meaning | None) -> None:
        self.region.take(row, column)
        if meaning is not None:
            self.result.known += 1

    def _lone(self, row: int, column: int, value: str) -> None:
        self.result.texts.append((row, column, value))

    def _headings(self, row: int, column: int) -> tuple[str, ...]:
        return tuple(text for top, bottom, left, text in self._tall if top <= row <= bottom and left < column)

    def _add(
        self,
        label: str,
        meaning: Meaning | None,
        at: tuple[int, int],
        value: Value | None,
        place: tuple[int, int] | None,
    ) -> None:
        if (
            meaning is not None
            and meaning.key == "currency_unit"
            and isinstance(value, str)
            and Unit.within(value) is None
        ):
            meaning = Meaning("department", "unit", rank=1)  # 单位：青禾县水务局
        self.result.found.append(Labelled(label, meaning, at, value, place, self._headings(*at)))
        if meaning is None:
            self.result.unknown += 1
        else:
            self.result.known += 1
        self.region.take(*at)
        if place is not None:
            self._used.add(place)

    # ------------------------------------------------------------ behind the label

    def _inline(self, row: int, column: int, text: str, following: list[tuple[int, Value]]) -> bool:
        """Labels with their values behind them, in one cell: 填报人：尹晓芸    填报日期：5月3日."""
        hits = self.words.labels_in(text)
        if hits and not any(hit.rest for hit in hits):
            return False
        if any(hit.separator not in ("colon", "alone") for hit in hits) or (hits and len(text) > LONG):
            self._enter_parts(row, column, [(_as_typed(text, hit), hit.rest) for hit in hits], following)
            return True
        if is_note(text):
            self._lone(row, column, text)
            return True
        text = without_of_which(text)
        if not COLON.search(text):
            return self._glued(row, column, text)
        if len(text) > LONG:
            return False
        pieces = [piece for piece in _NEXT.split(text.strip()) if piece.strip()]
        if len(pieces) > 1 and self.words.year(pieces[0]) is not None and not COLON.search(pieces[0]):
            self._lone(row, column, pieces.pop(0))  # 2026年度    单位：万元
        parts: list[tuple[str, str]] = []
        for piece in pieces:
            label, colon, rest = partition(piece)
            if colon:
                parts.append((label, rest))
            elif parts:
                parts[-1] = (parts[-1][0], f"{parts[-1][1]} {piece}".strip())
            else:
                return False
        known = [self.words.field(label) for label, _ in parts]
        if len(parts) == 1 and not parts[0][1]:
            return False  # a label that ends with its colon: the value is in another cell
        if not any(m is not None for m in known) and not all(len(squeeze(label)) <= 8 for label, _ in parts):
            return False
        if any(SENTENCE.search(label) for label, _ in parts):
            return False
        self._enter_parts(row, column, parts, following)
        return True

    def _enter_parts(
        self, row: int, column: int, parts: list[tuple[str, str]], following: list[tuple[int, Value]]
    ) -> None:
        known = [self.words.field(label) for label, _ in parts]
        last = len(parts) - 1
        for number, ((label, rest), meaning) in enumerate(zip(parts, known, strict=True)):
            if rest:
                self._add(label, meaning, (row, column), rest, (row, column))
            elif number == last and following and meaning is not None and not is_label(following[0][1], self.words):
                place = (row, following[0][0])
                self._add(label, meaning, (row, column), following[0][1], place)
            else:
                self._add(label, meaning, (row, column), None, None)

    def _glued(self, row: int, column: int, text: str) -> bool:
        """A label of an amount with the figure glued to it: 其中:财政拨款11.5."""
        match = _GLUED.fullmatch(text.strip()) if len(text) <= 40 else None
        meaning = self.words.field(match.group(1)) if match is not None else None
        if match is None or meaning is None or meaning.type != "money":
            return False
        self._add(match.group(1), meaning, (row, column), match.group(2), (row, column))
        return True

    # ------------------------------------------------------------ right of the label

    def _takes(
        self,
        row: int,
        column: int,
        label: str,
        meaning: Meaning | None,
        following: list[tuple[int, Value]],
        *,
        tall: bool,
    ) -> int:
        """How many cells right of a label are its values, once they are entered."""
        if not following or (meaning is None and not may_be_label(label, self.words)):
            return 0
        if meaning is not None and meaning.type == CAPTION:
            return 0
        passed = 1
        if (
            meaning is not None
            and meaning.key in NAMES
            and asks_for_code(label)
            and len(following) > 1
            and is_code(_shown(following[0][1]))
        ):
            passed, following = 2, following[1:]  # the code has a cell of its own before the name
        place, value = following[0]
        heads = meaning is not None and meaning.key == HEADING and isinstance(value, str) and parse_money(value) is None
        if heads and (tall or is_label(value, self.words)):
            return 0
        if is_label(value, self.words) and not is_value_all_the_same(meaning, value, following[1:], self.words):
            return 0
        if (tall and meaning is None and len(following) > 1) or self._titles_texts(
            row, column, meaning, following, tall=tall
        ):
            return 0
        amounts = self._amounts.amounts(row, following)
        if amounts:
            for left, amount, heading in amounts:
                self._add(
                    f"{label} {heading.text}",
                    self._amounts.meaning(label, meaning, heading),
                    (row, column),
                    amount,
                    (row, left),
                )
            return len(amounts)
        is_amount = meaning is not None and meaning.key.startswith("amount.")
        if is_amount and parse_money(value) is None and not is_placeholder(value):
            return self._behind_words(row, column, label, following)
        if meaning is not None and meaning.type == "longtext":
            value = self._with_lines_below(row, column, place, value)
        self._add(label, meaning, (row, column), value, (row, place))
        return passed

    def _titles_texts(
        self, row: int, column: int, meaning: Meaning | None, following: list[tuple[int, Value]], *, tall: bool
    ) -> bool:
        """Whether the cells behind a label, or it and they, title texts below them: 预期目标 | 目标执行情况."""
        titles = following if tall else [(column, meaning), *following]
        below = self.by_row.get(row + 1, {})
        if len(titles) < 2 or not all(isinstance(below.get(place), str) for place, _ in titles):
            return False
        if not tall:
            titled = all(isinstance(value, str) and _TITLES_TEXT.fullmatch(squeeze(value)) for _, value in following)
            longer = all(len(str(below[place])) > len(str(value)) for place, value in following)
            asks = meaning is not None and meaning.type == "longtext" and not is_label(below[column], self.words)
            return asks and titled and longer
        known = [self.words.field(value) for _, value in following[1:] if isinstance(value, str)]
        return any(each is not None and each.type == "longtext" for each in known)

    def _behind_words(self, row: int, column: int, label: str, following: list[tuple[int, Value]]) -> int:
        """An amount whose cell holds words: they are entered as they are, and nothing as the amount."""
        place, value = following[0]
        self._add(label, None, (row, column), value, (row, place))
        self.result.unknown -= 1
        self.result.known += 1
        return 1

    def _with_lines_below(self, row: int, column: int, place: int, value: Value) -> Value:
        """A text with those below it beside the same tall label: 目标1, 目标2, each in a row of its own."""
        bottom = self.region.bottom_edge(row, column)
        if bottom <= self.region.bottom_edge(row, place) or not isinstance(value, str):
            return value
        lines = [value]
        for below in range(row + 1, bottom + 1):
            cells = self.by_row.get(below, {})
            text = cells.get(place)
            if text is None and not cells:
                continue
            if (
                len(cells) > 1
                or not isinstance(text, str)
                or (is_label(text, self.words) and NUMBERED.match(text) is None)
            ):
                return value
            lines.append(text)
        for below in range(row + 1, bottom + 1):
            if place in self.by_row.get(below, {}):
                self._used.add((below, place))
                self.region.take(below, place)
        return "\n".join(lines)

    # ------------------------------------------------------------ below the labels

    def _pending(self, row: int, pending: list[tuple[int, str, Meaning | None]], items: int) -> None:
        """Labels without a value in their row: the values stand below if the row holds nothing but labels."""
        known = [entry for entry in pending if entry[2] is not None]
        pure = len(pending) == items and (len(known) * 2 >= len(pending))
        in_turn = self._in_turn(row, pending) if pure else {}
        for column, label, meaning in pending:
            below = in_turn.get(column) or (self._below(row, column, meaning, alone=items == 1) if pure else None)
            if below is not None:
                value, place = below
                if meaning is not None and meaning.type == "longtext" and isinstance(value, str):
                    lines = lines_under_title(self.region, (row, column), place, self.by_row)
                    if not any(
                        is_label(text, self.words) and not is_line_of(meaning, text, self.words) for _, text in lines
                    ):
                        self._used.update((line, place[1]) for line, _ in lines)
                        value = joined_lines(self.region, value, place[1], lines)
                self._add(label, meaning, (row, column), value, place)
            elif meaning is None:
                self._lone(row, column, label)
            else:
                self._add(label, meaning, (row, column), None, None)

    def _in_turn(
        self, row: int, labels: list[tuple[int, str, Meaning | None]]
    ) -> dict[int, tuple[Value, tuple[int, int]]]:
        """The values below labels that fill a row, where there are as many and none stands under a label."""
        columns = [column for column, _, _ in labels]
        values = self.by_row.get(row + 1, {})
        if len(columns) < 2 or len(columns) != len(values):
            return {}
        if any(left <= place <= self.region.right_edge(row, left) for left in columns for place in values):
            return {}
        if any(is_label(value, self.words) for value in values.values()):
            return {}
        return {c: (value, (row + 1, place)) for c, (place, value) in zip(columns, values.items(), strict=True)}

    def _heads_amount_below(self, row: int, column: int, meaning: Meaning | None) -> bool:
        """Whether a tall label is the title of the amount below it: 资金总额 beside 按收入性质分 over 一般公共预算."""
        if meaning is None or meaning.type != "money":
            return False
        value = self.by_row.get(self.region.bottom_edge(row, column) + 1, {}).get(column)
        return value is not None and parse_number(value) is not None

    def _below(
        self, row: int, column: int, meaning: Meaning | None, *, alone: bool
    ) -> tuple[Value, tuple[int, int]] | None:
        if meaning is not None and meaning.key in (HEADING, "currency_unit"):
            return None
        bottom, right = self.region.bottom_edge(row, column), self.region.right_edge(row, column)
        bottom += 0 if bottom + 1 in self.by_row else 1  # a blank row may lie between
        cells = self.by_row.get(bottom + 1)
        if not cells:
            return None
        if meaning is not None and meaning.type == "money" and not any(column <= place <= right for place in cells):
            bottom, cells = self._below_labels(bottom, cells)  # 资金总额, blank beside the labels of its parts, 800
        if alone and (meaning is None or meaning.type not in ("longtext", "text") or len(cells) > 1):
            return None
        for place, value in cells.items():
            edge = self.region.right_edge(bottom + 1, place)
            if place <= right and column <= edge and (bottom + 1, place) not in self._used:
                if is_label(value, self.words) and not is_line_of(meaning, str(value), self.words):
                    return None
                if meaning is not None and meaning.type == "money" and parse_money(value) is None:
                    return None
                return value, (bottom + 1, place)
        return None

    def _below_labels(self, bottom: int, cells: dict[int, Value]) -> tuple[int, dict[int, Value]]:
        """The row that is below a label: the next one, or the one after it if the next holds labels alone."""
        if all(is_label(value, self.words) for value in cells.values()):
            return bottom + 1, self.by_row.get(bottom + 2, {})
        return bottom, cells

    def _labels_over_values(self, row: int, items: list[tuple[int, Value]]) -> bool:
        """Whether a row of labels has its values in the row below, each under its own, and is entered so.

        Two known labels stand side by side, which no row of labels with their values beside them has.
        """
        below = self.by_row.get(row + 1)
        if below is None or len(items) < MIN_LABELS or 2 * len(below) <= len(items):
            return False
        known = [self.words.field(str(value)) for _, value in items]
        concepts = [meaning is not None and meaning.key not in (OTHER, HEADING) for meaning in known]
        if not any(map(all, pairwise(concepts))) or any(self.region.bottom_edge(row, c) > row for c, _ in items):
            return False
        if not all(isinstance(value, str) and is_bare_label(value, self.words) for _, value in items):
            return False
        spans = [(column, self.region.right_edge(row, column)) for column, _ in items]
        under = [
            next((i for i, (left, right) in enumerate(spans) if left <= column <= right), None) for column in below
        ]
        if None in under or len(set(under)) < len(under):
            return False
        values = dict(zip(under, below.items(), strict=True))
        if any(is_label(value, self.words) or (row + 1, c) in self._used for c, value in below.items()):
            return False
        for index, meaning in enumerate(known):
            value = values[index][1] if index in values else None
            amount = value is None or parse_money(value) is not None or is_placeholder(value)
            if meaning is not None and meaning.type == "money" and not amount:
                return False
        for index, ((column, label), meaning) in enumerate(zip(items, known, strict=True)):
            place, value = values.get(index, (None, None))
            self._add(str(label), meaning, (row, column), value, None if place is None else (row + 1, place))
        return True

    # ------------------------------------------------------------ amounts in columns

    def _heads_amounts(self, row: int, items: list[tuple[int, Value]]) -> bool:
        """Whether a row titles columns of amounts, and is taken so."""
        count = self._amounts.titled(row, items)
        for place, value in items if count else ():
            self.region.take(row, place)
            self._used.add((row, place))
            if place < self._amounts.first and self.region.bottom_edge(row, place) > self._amounts.end:
                self._tall.append((row, self.region.bottom_edge(row, place), place, str(value)))
        self.result.known += count
        return count > 0

    def _amounts_of_caption(self, row: int, items: list[tuple[int, Value]]) -> bool:
        """Whether a row holds amounts alone, which the tall label beside their titles names, and is entered so."""
        if any(isinstance(value, str) for _, value in items) or not self._amounts.in_force(row):
            return False
        caption = next((c for c in reversed(self._tall) if c[0] < row <= c[1]), None)
        if caption is None:
            return False
        top, _, column, label = caption
        amounts = self._amounts.amounts(row, items)
        for left, amount, heading in amounts:
            meaning = self._amounts.meaning(label, self.words.field(label), heading)
            self._add(f"{label} {heading.text}", meaning, (top, column), amount, (row, left))
        return bool(amounts)

    def _numeric_follows(self, following: list[tuple[int, Value]]) -> bool:
        return bool(following) and parse_money(following[0][1]) is not None


def _shown(value: Value) -> str:
    return f"{value:.0f}" if isinstance(value, float) else str(value)


def _as_typed(text: str, hit: Hit) -> str:
    """A label as it is typed, without the value behind it, if it says no more than the label that was found."""
    text = text.strip()
    end = text.find(hit.rest, hit.start) if hit.rest else len(text)
    typed = text[hit.start : end].strip()
    if cached_form(typed) == hit.form:
        return typed
    unit = Unit.of_label(typed)
    return hit.form if unit is None else f"{hit.form}({unit.name})"


def _is_twice(values: list[Value]) -> bool:
    """Whether some titles stand twice in the same order: 项目 | 预算数 | 项目 | 预算数."""
    titles = [squeeze(value) for value in values if isinstance(value, str)]
    half, rest = divmod(len(titles), 2)
    return half > 1 and rest == 0 and len(titles) == len(values) and titles[:half] == titles[half:]
