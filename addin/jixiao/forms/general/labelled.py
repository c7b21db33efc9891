"""The labelled values of a block: a label, what it means, and the value behind it, right of it or below it.

A row is read from left to right: a label takes the next cell, unless that is a label itself. A row of labels alone takes
its values from the row below. Amounts in several columns take side and year from the words above them (当年金额, 2024年).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from jixiao.forms.general.vocabulary import HEADING, OTHER, Meaning, Side, Vocabulary
from jixiao.forms.labels import cached_form
from jixiao.forms.locating import joined_lines, lines_under_title
from jixiao.forms.money import Unit, parse_money
from jixiao.forms.numbers import parse_number
from jixiao.forms.region import Region
from jixiao.forms.tables import is_placeholder
from jixiao.forms.text import squeeze
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

MAX_UNKNOWN = 24
"""A longer text is no label, unless it is known."""
MIN_LABELS = 3
"""So many labels at least stand in a row whose values stand below."""
_COLON = late_pattern(r"[:：]")
_NEXT = late_pattern(r"\s{2,}|[\r\n]+|\s+(?=[^\s:：]{2,12}\s?[:：])|[；;](?=[^:：；;]{2,12}[:：])")
_SENTENCE = late_pattern(r"[。；;！？!?]|[，,][^，,]*[，,]")
_GLUED = late_pattern(r"([^\d¥￥]*[\u4e00-\u9fff)）])\s*([¥￥]?\d[\d,]*(?:\.\d+)?\s*(?:元|千元|万元|亿元)?)")
_OF_WHICH = late_pattern(r"^\s*其中[:：]\s*")
"""What parts a source of money from the total, and no label: 其中：财政拨款."""
_SHARE = late_pattern(r"占比|比例|比重|增减|增长|百分比")
_OF_A_YEAR = late_pattern(
    r"(?:19|20)\d{2}年?度?[\u4e00-\u9fff]{0,6}(?:数|额|预算|决算|安排|需求|投入|支出|申请)(?:[(（][千万亿]?元[)）])?"
)
"""The title of the amounts of one year: 2026年申请数, 2024年决算."""
_TEXTS = frozenset(("text", "longtext", "unit", "code"))


class Labelled(NamedTuple):
    """A label with its value; ``value`` and ``place`` are None where nothing stands. Places are (row, column)."""

    label: str
    meaning: Meaning | None
    at: tuple[int, int]
    value: Value | None = None
    place: tuple[int, int] | None = None
    headings: tuple[str, ...] = ()


class AmountColumn(NamedTuple):
    """A column of amounts: the words above it, and what they say."""

    left: int
    right: int
    text: str
    side: Side | None
    year: int | None
    is_amount: bool


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
        self._columns: list[AmountColumn] = []
        self._columns_end = 0

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
            if meaning is None and self._numeric_follows(following) and self._in_amounts(row):
                meaning = Meaning(OTHER, "text")
            taken = self._takes(row, column, value, meaning, following, tall=tall)
            if taken:
                index += 1 + taken
                continue
            if tall and following and not self._heads_amount_below(row, column, meaning):
                self._tall.append((row, self.region.bottom_edge(row, column), column, value))
                self._know(row, column, meaning)
                captions += 1
            elif meaning is not None or self._may_be_label(value):
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
        text = _OF_WHICH.sub("", text)
        if not _COLON.search(text):
            return self._glued(row, column, text)
        if len(text) > 200:
            return False
        pieces = [piece for piece in _NEXT.split(text.strip()) if piece.strip()]
        if len(pieces) > 1 and self.words.year(pieces[0]) is not None and not _COLON.search(pieces[0]):
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
        if any(_SENTENCE.search(label) for label, _ in parts):
            return False
        last = len(parts) - 1
        for number, ((label, rest), meaning) in enumerate(zip(parts, known, strict=True)):
            if rest:
                self._add(label, meaning, (row, column), rest, (row, column))
            elif number == last and following and meaning is not None and not self._is_label(following[0][1]):
                place = (row, following[0][0])
                self._add(label, meaning, (row, column), following[0][1], place)
            else:
                self._add(label, meaning, (row, column), None, None)
        return True

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
        if not following or (meaning is None and not self._may_be_label(label)):
            return 0
        place, value = following[0]
        heads = meaning is not None and meaning.key == HEADING and isinstance(value, str) and parse_money(value) is None
        if heads and (tall or self._is_label(value)):
            return 0
        if self._is_label(value) and not self._is_value_all_the_same(meaning, value, following[1:]):
            return 0
        if meaning is None and tall and len(following) > 1:
            return 0
        amounts = self._amounts(row, following)
        if amounts:
            for left, amount, heading in amounts:
                self._add(f"{label} {heading.text}", _sided(meaning, heading), (row, column), amount, (row, left))
            return len(amounts)
        is_amount = meaning is not None and meaning.key.startswith("amount.")
        if is_amount and parse_money(value) is None and not is_placeholder(value):
            return self._behind_words(row, column, label, following)
        if meaning is not None and meaning.type == "longtext":
            value = self._with_lines_below(row, column, place, value)
        self._add(label, meaning, (row, column), value, (row, place))
        return 1

    def _behind_words(self, row: int, column: int, label: str, following: list[tuple[int, Value]]) -> int:
        """An amount whose cell holds words: they are entered as they are, and nothing as the amount."""
        place, value = following[0]
        self._add(label, None, (row, column), value, (row, place))
        self.result.unknown -= 1
        self.result.known += 1
        return 1

    def _is_label(self, value: Value) -> bool:
        if not isinstance(value, str):
            return False
        label, colon, _ = partition(value)
        return self.words.field(label if colon else value) is not None

    def _is_value_all_the_same(self, meaning: Meaning | None, value: Value, after: list[tuple[int, Value]]) -> bool:
        """Whether a cell that could be a label is the value of the one before: a project called 办公经费."""
        if meaning is None or meaning.type not in _TEXTS or not isinstance(value, str) or _COLON.search(value):
            return False
        other = self.words.field(value)
        if other is None or other.type != "money":
            return other is not None and other.key in (OTHER, HEADING) and not after and meaning.key != HEADING
        return not (after and parse_money(after[0][1]) is not None)

    def _may_be_label(self, text: str) -> bool:
        """Whether an unknown text can be a label: short, no sentence, no figure in front."""
        plain = squeeze(text)
        return (
            2 <= len(plain) <= MAX_UNKNOWN
            and not _SENTENCE.search(text)
            and "\u4e00" <= plain.lstrip("0123456789.、()（）*一二三四五六七八九十 ")[:1] <= "\u9fff"
            and not is_placeholder(text)
            and self.words.year(text) is None
            and "□" not in text
            and "☑" not in text
        )

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
            if len(cells) > 1 or not isinstance(text, str) or self._is_label(text):
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
        for column, label, meaning in pending:
            below = self._below(row, column, meaning, alone=items == 1) if pure else None
            if below is not None:
                value, place = below
                if meaning is not None and meaning.type == "longtext" and isinstance(value, str):
                    lines = lines_under_title(self.region, (row, column), place, self.by_row)
                    if not any(self._is_label(text) for _, text in lines):
                        self._used.update((line, place[1]) for line, _ in lines)
                        value = joined_lines(self.region, value, place[1], lines)
                self._add(label, meaning, (row, column), value, place)
            elif meaning is None:
                self._lone(row, column, label)
            else:
                self._add(label, meaning, (row, column), None, None)

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
        cells = self.by_row.get(bottom + 1)
        if not cells:
            return None
        if meaning is not None and meaning.type == "money" and not any(column <= place <= right for place in cells):
            bottom, cells = self._below_labels(bottom, cells)  # 资金总额, blank beside the labels of its parts, 800
        if alone and (meaning is None or meaning.type not in ("longtext", "text") or len(cells) > 1):
            return None
        for place, value in cells.items():
            if column <= place <= right and (bottom + 1, place) not in self._used:
                if self._is_label(value) or (isinstance(value, str) and self._inline_label(value)):
                    return None
                if meaning is not None and meaning.type == "money" and parse_money(value) is None:
                    return None
                return value, (bottom + 1, place)
        return None

    def _below_labels(self, bottom: int, cells: dict[int, Value]) -> tuple[int, dict[int, Value]]:
        """The row that is below a label: the next one, or the one after it if the next holds labels alone."""
        if all(self._is_label(value) for value in cells.values()):
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
        if not all(isinstance(value, str) and self._is_bare_label(value) for _, value in items):
            return False
        spans = [(column, self.region.right_edge(row, column)) for column, _ in items]
        under = [
            next((i for i, (left, right) in enumerate(spans) if left <= column <= right), None) for column in below
        ]
        if None in under or len(set(under)) < len(under):
            return False
        values = dict(zip(under, below.items(), strict=True))
        if any(self._is_label(value) or (row + 1, c) in self._used for c, value in below.items()):
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

    def _is_bare_label(self, text: str) -> bool:
        return not _COLON.search(text) and (self.words.field(text) is not None or self._may_be_label(text))

    def _inline_label(self, text: str) -> bool:
        label, colon, rest = partition(text)
        return bool(colon and rest) and self.words.field(label) is not None

    # ------------------------------------------------------------ amounts in columns

    def _heads_amounts(self, row: int, items: list[tuple[int, Value]]) -> bool:
        """Whether a row titles columns of amounts: 当年金额, 占比, 近两年收支金额 over 2024年, 2025年."""
        if any(not isinstance(value, str) for _, value in items):
            return False
        titled = [(column, str(value)) for column, value in items]
        while titled and self._is_remark(titled[-1][1]):
            titled.pop()
        above = self._columns if row <= self._columns_end + 1 else []
        columns = [
            self._amount_column(row, column, text) or self._amount_under(above, row, column, text)
            for column, text in titled
        ]
        good: list[AmountColumn] = []
        lowest = min(self.region.bottom_edge(row, place) for place, _ in items)
        for column in reversed(columns):
            edge = 0 if column is None else self.region.bottom_edge(row, column.left)
            if (
                column is None or edge > row + 1 or (column is columns[0] and edge > lowest)
            ):  # a caption beside the rows
                break
            good.insert(0, column)
        told = [
            column for column in good if column.side or column.year or not column.is_amount or _over(above, column.left)
        ]
        if len(good) < 2 or not told or self._names_something(titled[: len(titled) - len(good)], good):
            return False
        if row > self._columns_end + 1 or not self._columns:
            self._columns = []
        lower = []
        for column in good:
            over = _over(self._columns, column.left)
            if over is not None:
                column = column._replace(
                    text=f"{over.text} {column.text}", side=column.side or over.side, year=column.year or over.year
                )
            lower.append(column)
        covered = {place for column in lower for place in range(column.left, column.right + 1)}
        upper = [c for c in self._columns if not covered.intersection(range(c.left, c.right + 1))]
        self._columns = sorted([*upper, *lower], key=lambda column: column.left)
        first = min(column.left for column in self._columns)
        edge = max(self.region.bottom_edge(row, column.left) for column in good)
        self._columns_end = max(row, min(edge, row + 1))
        for place, value in items:
            self.region.take(row, place)
            self._used.add((row, place))
            if place < first and self.region.bottom_edge(row, place) > self._columns_end:
                self._tall.append((row, self.region.bottom_edge(row, place), place, str(value)))
        self.result.known += len(good)
        return True

    def _amount_under(self, above: list[AmountColumn], row: int, column: int, text: str) -> AmountColumn | None:
        """A column below the title of a year: of 预算数, 决算数, 执行数 the first is the amount."""
        meaning = self.words.field(text)
        if _over(above, column) is None or meaning is None or meaning.type not in ("money", "percent"):
            return None
        is_amount = meaning.key in ("amount.total", "execution.annual", "execution.initial")
        right = self.region.right_edge(row, column)
        return AmountColumn(column, right, squeeze(text), None, None, is_amount=is_amount)

    def _names_something(self, before: list[tuple[int, str]], good: list[AmountColumn]) -> bool:
        """Whether a row is one of labels with their values all the same: 项目名称 X, 预算年度 2026年."""
        known = [self.words.field(text) for _, text in before]
        if any(
            meaning is not None and meaning.type in _TEXTS and meaning.key not in (OTHER, HEADING) for meaning in known
        ):
            return True
        first = self.words.field(good[0].text)
        return len(good) == 2 and first is not None and first.key == "year" and good[1].year is not None

    def _is_remark(self, text: str) -> bool:
        """Whether a title behind the amounts is one of words: 备注, 测算说明."""
        column, meaning = self.words.indicator_column(text), self.words.field(text)
        return (column is not None and column.key == "remark") or (meaning is not None and meaning.key == OTHER)

    def _amount_column(self, row: int, column: int, text: str) -> AmountColumn | None:
        right = self.region.right_edge(row, column)
        if len(text) > MAX_UNKNOWN or _COLON.search(text):
            return None
        if _SHARE.search(text):
            return AmountColumn(column, right, squeeze(text), None, None, is_amount=False)
        meaning = self.words.field(text)
        side, year = self.words.side(text), self.words.year(text)
        bare = re.fullmatch(r"(?:19|20)\d{2}年?度?", squeeze(text)) is not None
        if (
            bare
            or (_OF_A_YEAR.fullmatch(squeeze(text)) is not None and (meaning is None or meaning.type == "money"))
            or (meaning is not None and meaning.key in ("amount.total", "execution.annual", "year"))
            or (meaning is None and side is not None and cached_form(text)[-1:] in ("数", "额", "度", "年"))
            or (meaning is None and side is not None and self._stands_over_years(row, column, right))
        ):
            return AmountColumn(column, right, squeeze(text), side, year, is_amount=True)
        if meaning is None and side is not None and re.search("金额|预算|收支|资金", text):
            return AmountColumn(column, right, squeeze(text), side, year, is_amount=True)
        return None

    def _stands_over_years(self, row: int, left: int, right: int) -> bool:
        """Whether years alone stand below a wide title: 规划期 over 2026年, 2027年."""
        below = [value for place, value in self.by_row.get(row + 1, {}).items() if left <= place <= right]
        return len(below) > 1 and all(isinstance(value, str) and self.words.year(value) for value in below)

    def _in_amounts(self, row: int) -> bool:
        return bool(self._columns) and row > self._columns_end

    def _amounts(self, row: int, following: list[tuple[int, Value]]) -> list[tuple[int, Value, AmountColumn]]:
        """The amounts right of a label, each under its title; empty where no titles are in force."""
        if not self._in_amounts(row):
            return []
        found = []
        for column, value in following:
            heading = next((c for c in self._columns if c.left <= column <= c.right), None)
            if heading is None or (
                isinstance(value, str) and parse_money(value.rstrip("%")) is None and not is_placeholder(value)
            ):
                break
            found.append((column, value, heading))
        if not found:
            self._columns = []
        yearly = any(c.side == "annual" or c.year is not None for c in self._columns if c.is_amount)
        if yearly:  # beside the years stands the sum of all of them
            found = [(c, v, h if h.side or h.year else h._replace(side="period")) for c, v, h in found]
        return found

    def _amounts_of_caption(self, row: int, items: list[tuple[int, Value]]) -> bool:
        """Whether a row holds amounts alone, which the tall label beside their titles names, and is entered so."""
        if any(isinstance(value, str) for _, value in items) or not self._in_amounts(row):
            return False
        caption = next((c for c in reversed(self._tall) if c[0] < row <= c[1]), None)
        if caption is None:
            return False
        top, _, column, label = caption
        amounts = self._amounts(row, items)
        for left, amount, heading in amounts:
            meaning = _sided(self.words.field(label), heading)
            self._add(f"{label} {heading.text}", meaning, (top, column), amount, (row, left))
        return bool(amounts)

    def _numeric_follows(self, following: list[tuple[int, Value]]) -> bool:
        return bool(following) and parse_money(following[0][1]) is not None


def _is_twice(values: list[Value]) -> bool:
    """Whether some titles stand twice in the same order: 项目 | 预算数 | 项目 | 预算数."""
    titles = [squeeze(value) for value in values if isinstance(value, str)]
    half, rest = divmod(len(titles), 2)
    return half > 1 and rest == 0 and len(titles) == len(values) and titles[:half] == titles[half:]


def _over(columns: list[AmountColumn], place: int) -> AmountColumn | None:
    """The column of amounts whose title stands over a sheet column."""
    return next((column for column in columns if column.left <= place <= column.right), None)


def _sided(meaning: Meaning | None, heading: AmountColumn) -> Meaning | None:
    """What an amount means under its title; nothing that has a key where the title is no amount (占比)."""
    if meaning is None or not heading.is_amount:
        return Meaning(OTHER, "text")
    return meaning._replace(side=heading.side or meaning.side, year=heading.year or meaning.year)


def partition(text: str) -> tuple[str, str, str]:
    """A text in front of its first colon, the colon, and what follows."""
    text = _OF_WHICH.sub("", text)
    match = _COLON.search(text)
    if match is None:
        return text, "", ""
    return text[: match.start()].strip(), ":", text[match.end() :].strip()
