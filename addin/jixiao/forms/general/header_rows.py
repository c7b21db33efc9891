"""Which rows a header has: the one that tells it, upper and lower lines."""

from __future__ import annotations

from collections.abc import Mapping

from jixiao.forms.classification import all_level1, all_level2, is_level
from jixiao.forms.general.header_kinds import is_figure
from jixiao.forms.general.header_titles import TableKind
from jixiao.forms.general.label_words import SENTENCE, partition
from jixiao.forms.general.lost_merges import titles_something
from jixiao.forms.general.vocabulary import HEADING, OTHER, Vocabulary
from jixiao.forms.labels import MAX_LABEL, cached_form
from jixiao.forms.money import Unit
from jixiao.forms.region import Region
from jixiao.forms.text import fold
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

_BRACKETS = late_pattern(r"\s*[(（][^()（）]{1,6}[)）]\s*")
LINES = 3
"""A header has at most so many lines."""
MIN_GROUPS = 3
"""So many titles of groups at least stand over a header whose groups are not all known."""
_OF_TIME = frozenset("0123456789第一二三四五年度季月份期初中底末内前后上下半()-—~至到、")
"""What is left of a title that is a year or a side and nothing else: 2026年度, 1-6月."""
_OVER_COLUMNS = ("goals.", "amount.", "execution.", HEADING, OTHER)
"""Beginnings of the keys whose words may title several columns."""


class HeaderRows:
    """Finds the rows of headers in one block."""

    def __init__(self, region: Region, words: Vocabulary, rows: Mapping[int, Mapping[int, Value]]) -> None:
        self.region = region
        self.words = words
        self.rows = rows

    def of(self, row: int, cells: Mapping[int, Value], kind: TableKind) -> tuple[int, int]:
        """Return the first and the last row of the header that a row tells."""
        edges = [
            self.region.bottom_edge(row, column)
            for column, value in cells.items()
            if isinstance(value, str) and self._is_title(value, kind)
        ]
        first = self.region.bottom_edge(row, next(iter(cells)))
        if kind != "list" and len(edges) > 1 and first == edges[0] > max(edges[1:]):
            edges = edges[1:]  # a caption beside the table that is called like a column
        bottom = max((edge for edge in edges if self._filled(row, edge) < LINES), default=row)
        if bottom == row and self.divides(row, cells):
            bottom = row + 1
        top = row
        while row - top < LINES - 1 and self._stands_over(top - 1, top, bottom):
            top -= 1
        return top, bottom

    def _filled(self, row: int, bottom: int) -> int:
        """Return how many filled rows below one there are down to another."""
        return sum(1 for line in range(row + 1, min(bottom, row + 2 * LINES) + 1) if line in self.rows)

    def _is_title(self, text: str, kind: TableKind) -> bool:
        """Whether a text titles a column of such a table, and is no caption beside it."""
        if kind == "indicators":
            column = self.words.indicator_column(text)
            return column is not None and not column.weak
        field = self.words.field(text)
        if kind == "execution":
            return field is not None and field.key.startswith("execution.")
        return (field is not None and field.key not in (HEADING, OTHER)) or self.words.task_column(text) is not None

    def divides(self, row: int, cells: Mapping[int, Value]) -> bool:
        """Return whether the next row is the lower line: texts under wide titles."""
        below = self.rows.get(row + 1)
        if not below or len(below) < 2:
            return False
        units = [isinstance(value, str) and Unit.parse(value) is not None for value in below.values()]
        if any(units) and all(
            known or _BRACKETS.fullmatch(str(v)) for known, v in zip(units, below.values(), strict=True)
        ):
            return True  # （万元） | （%） below 预算数 | 执行率
        if not all(isinstance(value, str) and not is_figure(value) for value in below.values()):
            return False
        merged = [(left, right) for left in cells if (right := self.region.right_edge(row, left)) > left]
        if not all(any(left <= column <= right for left, right in merged) for column in below):
            return False
        return all(
            len(str(value)) <= MAX_LABEL and titles_something(str(value), self.words) for value in below.values()
        )

    def _stands_over(self, above: int, top: int, bottom: int) -> bool:
        """Return whether a row is an upper line: cells reach down or name sides or levels."""
        cells = self.rows.get(above)
        if not cells or self._is_label_beside_value(above, cells) or _has_levels_of_both(cells):
            return False
        below = self.rows[top]
        grouped = self._titles_groups(above, top, cells)
        reaching = sum(self.region.bottom_edge(above, column) in (top, bottom) for column in cells)
        grouped = grouped or reaching > MIN_GROUPS  # 序号 | 项目名称 | … reach down beside 绩效自评情况
        telling = 0
        for column, value in cells.items():
            if not isinstance(value, str) or is_figure(value) or len(value) > MAX_LABEL:
                return False
            if SENTENCE.search(value) or partition(value)[2] or self._is_label_with_value(value):
                return False  # a goal of the year is no title, however short
            if self._is_text_below(above, column, value):
                return False
            right, edge = self.region.right_edge(above, column), self.region.bottom_edge(above, column)
            if edge >= top:
                telling += 1
                continue
            under = [place for place in below if column <= place <= right]
            if grouped and under:
                telling += 1
                continue
            if not under or not (self._names_side(value) or self._groups(value, len(under))):
                return False
            telling += 1
        return telling > 0 and len(cells) > 1

    def _is_label_beside_value(self, row: int, cells: Mapping[int, Value]) -> bool:
        """Return whether a row is a label with its value, over no columns: 实施期 | 2026年度."""
        first, *others = cells
        label = cells[first]
        field = self.words.field(label) if isinstance(label, str) and len(others) == 1 else None
        return (
            field is not None
            and not field.key.startswith(_OVER_COLUMNS)
            and self.region.bottom_edge(row, first) == row
            and self.region.right_edge(row, first) + 1 == others[0]
        )

    def _is_text_below(self, row: int, column: int, text: str) -> bool:
        """Return whether a text is what the label above it asks for: 三年建成60所 below 中期目标."""
        label = self.rows.get(row - 1, {}).get(column)
        asks = self.words.field(label) if isinstance(label, str) else None
        if asks is None or asks.type != "longtext" or self.words.field(text) or self.words.indicator_column(text):
            return False
        return self.region.right_edge(row - 1, column) == self.region.right_edge(row, column)

    def _is_label_with_value(self, text: str) -> bool:
        """Return whether a blank parts a label from its value: 年度绩效目标 加固山塘."""
        label, *rest = text.split(maxsplit=1)
        return bool(rest) and self.words.field(label) is not None and self.words.field(text) is None

    def _titles_groups(self, above: int, top: int, cells: Mapping[int, Value]) -> bool:
        """Return whether a row titles groups of columns: 基本信息 | 资金信息（元）.

        Beside them titles may reach down to the columns.
        """
        if len(cells) < MIN_GROUPS or not all(isinstance(value, str) for value in cells.values()):
            return False
        over = {column: value for column, value in cells.items() if self.region.bottom_edge(above, column) < top}
        below = self.rows[top]
        under = [[c for c in below if left <= c <= self.region.right_edge(above, left)] for left in over]
        if sum(map(len, under)) < len(below) or sum(len(group) > 1 for group in under) < 2 or not all(under):
            return False
        texts = [str(value) for value in over.values()]
        fields = [self.words.field(text) for text in texts]
        if any(m is not None and not m.key.startswith(_OVER_COLUMNS) for m in fields):
            return False
        known = [m is not None or titles_something(text, self.words) for m, text in zip(fields, texts, strict=True)]
        if any(m is not None and m.type == "longtext" and not told for m, told in zip(fields, known[1:], strict=False)):
            return False  # 绩效目标 | 安装护栏26公里 | 完成情况 | 安装护栏24公里
        return 2 * sum(known) >= len(known) and not any(":" in fold(text) for text in texts)

    def _names_side(self, text: str) -> bool:
        """Return whether a title is a side, a year or a level: 2027年, no 2026年改造9公里."""
        if not (self.words.side(text) or self.words.year(text)):
            return is_level(text)
        known = self.words.field(text) or self.words.indicator_column(text)
        if known is None and "月" in text and text.count("年") > 1:
            return False  # 2027年1月-2027年12月 behind 实施期限
        return known is not None or set(self.words.without_side(fold(text))) <= _OF_TIME

    def _groups(self, text: str, under: int) -> bool:
        """Whether a text is the common title of several columns below it."""
        if under < 2:
            return False
        return self.words.indicator_column(text) is not None or self.words.field(text) is not None


def _has_levels_of_both(cells: Mapping[int, Value]) -> bool:
    """Return whether a row has a level 1 and a level 2: 产出指标 | 数量指标."""
    forms = {cached_form(value) for value in cells.values() if isinstance(value, str) and len(value) <= MAX_LABEL}
    return not forms.isdisjoint(all_level1() - all_level2()) and not forms.isdisjoint(all_level2() - all_level1())
