"""A matrix of amounts: sources or items over the rows of years, sums or sources."""

from __future__ import annotations

from jixiao.forms.general.amount_column import AmountColumn
from jixiao.forms.general.header_kinds import is_figure
from jixiao.forms.general.vocabulary import OTHER, Meaning, Vocabulary
from jixiao.forms.money import says_amount
from jixiao.forms.region import Region
from jixiao.forms.text import squeeze
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

_NO_PART = late_pattern(r"占比|比例|比重|^其中")
"""The title of a column of a matrix that is no part beside the others: 占比, 其中：人员经费 of 基本支出."""
_SOURCES = ("amount.fiscal", "amount.other")


class AmountMatrix:
    """The amounts of a block that are parted in both directions."""

    def __init__(self, region: Region, words: Vocabulary, by_row: dict[int, dict[int, Value]]) -> None:
        self.region = region
        self.words = words
        self.by_row = by_row
        self._years_below = False
        self._sources_below = False

    def columns(self, row: int, titled: list[tuple[int, str]]) -> list[AmountColumn]:
        """Return the columns of amounts parted in both directions: 合计, 财政拨款 over years."""
        found: list[AmountColumn] = []
        for place in range(len(titled) - 1, -1, -1):
            column, text = titled[place]
            part = self.words.source(text)
            aside = self._is_no_part(text, titled[place - 1][1] if place else "")
            counts = part is not None and not aside
            other = bool(found) and part is None and is_figure(self.by_row.get(row + 1, {}).get(column, "无"))
            if not (counts or other or aside) or self.region.bottom_edge(row, column) > row:
                break
            right = self.region.right_edge(row, column)
            found.insert(0, AmountColumn(column, right, squeeze(text), None, None, counts, part if counts else None))
        if sum(column.is_amount for column in found) < 2 or len(found) == len(titled):
            return []
        below = [self.label_before(row + line, found[0].left) for line in (1, 2)]
        first = self.words.source(str(below[0]))
        if None in below or not (self.words.year(str(below[0])) or first is not None):
            return []
        self._years_below = any(self.words.year(str(label)) is not None for label in below)
        self._sources_below = self._are_sources_below(row, found[0].left)
        return found

    def meaning(self, label: str, own: Meaning | None, part: Meaning) -> Meaning:
        """Return what a label and a title of a matrix say together, one a sum or year."""
        year = self.words.year(label)
        if year is not None and (own is None or own.type != "money" or own.key == "amount.total"):
            return part._replace(year=year)
        if own is not None and own.key == "amount.total" and not (self._sources_below and part.key in _SOURCES):
            return part._replace(side="period" if self._years_below else own.side)
        return own if own is not None and part.key == "amount.total" else Meaning(OTHER, "text")

    def label_before(self, row: int, left: int) -> str | None:
        """Return the label of a matrix row with amounts behind it."""
        cells = self.by_row.get(row, {})
        label = next((value for column, value in reversed(cells.items()) if column < left), None)
        amounts = [value for column, value in cells.items() if column >= left]
        return label if isinstance(label, str) and amounts and says_amount(amounts[0]) else None

    def _are_sources_below(self, row: int, left: int) -> bool:
        """Return whether a row is of a source: its columns are parts of that source."""
        row += 1
        while (label := self.label_before(row, left)) is not None:
            source = self.words.source(label)
            if source is not None and source.key in _SOURCES:
                return True
            row += 1
        return False

    def _is_no_part(self, text: str, before: str) -> bool:
        """Return whether a title of a matrix is no part; 其中：财政拨款 behind 合计 is one."""
        total = self.words.field(before) if text.startswith("其中") else None
        return _NO_PART.search(text) is not None and (total is None or total.key != "amount.total")
