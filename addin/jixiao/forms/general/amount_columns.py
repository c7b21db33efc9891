"""Amounts in several columns: side and year come from the words above them."""

from __future__ import annotations

import re

from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.general.amount_column import AmountColumn, over, whole_of_notices
from jixiao.forms.general.amount_matrix import AmountMatrix
from jixiao.forms.general.header_kinds import is_figure
from jixiao.forms.general.header_titles import WHOLE_AMOUNTS
from jixiao.forms.general.label_words import COLON, MAX_UNKNOWN, TEXTS, glued_label, is_label, may_be_label, names_side
from jixiao.forms.general.vocabulary import HEADING, OTHER, Meaning, Vocabulary
from jixiao.forms.labels import cached_form
from jixiao.forms.measures import split_measure
from jixiao.forms.money import says_amount
from jixiao.forms.region import Region
from jixiao.forms.text import fold, squeeze
from jixiao.forms.total_words import is_total_word
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

_OF_A_SIDE = late_pattern(r"金额|预算|收支|资金|执行|决算|[数额度年]$|^(?:调整|变更)[前后]$")
"""What the title of the amounts of a side says: 上年执行, 规划期需求额, 调整前."""
_SHARE = late_pattern(r"占比|比例|比重|增减|增长|百分比|核减|核增|审减|调减|差额")
"""What the title of a column says that holds no amount of its own."""
_REASON = late_pattern(r"(?:原因|理由)$")
"""The title of a column of words behind the amounts: 调整原因."""
_OF_A_YEAR = late_pattern(
    r"(?:19|20)\d{2}年?度?[\u4e00-\u9fff]{0,6}(?:数|额|预算|决算|安排|计划|需求|投入|支出|申请)(?:[(（][千万亿]?元[)）])?"
)
"""The title of the amounts of one year: 2026年申请数, 2024年决算."""
_SHORT = 4
"""The title over the names of sources or items is no longer: 项目, 资金来源."""


class AmountColumns:
    """The titles of amounts that are in force for the rows below them."""

    def __init__(self, region: Region, words: Vocabulary, by_row: dict[int, dict[int, Value]]) -> None:
        self.region = region
        self.words = words
        self.by_row = by_row
        self.end = 0
        self._columns: list[AmountColumn] = []
        self._unit: str | None = None
        self._matrix = AmountMatrix(region, words, by_row)

    def titled(self, row: int, items: list[tuple[int, Value]]) -> int:
        """How many columns of amounts a row of texts titles: 当年金额, 占比, 2024年."""
        goal = self.words.field(str(items[0][1])) if len(items) > 1 else None
        if len(items) < 2 or (goal is not None and goal.type == "longtext"):
            return 0
        titled = [(column, str(value).rstrip("：: ")) for column, value in items]
        while titled and self._is_remark(titled[-1][1]):
            titled.pop()
        above = self._columns if row <= self.end + 1 else []
        good, unknown = self._columns_from_right(row, titled, above)
        below = self.by_row.get(row + 1, {})
        if any(self.words.field(str(below.get(column.left))) is not None for column in good if unknown):
            return 0  # （2027年度） | 单位：万元 above 项目名称 | 公厕改造 | 预算金额 | 64
        told = any(
            one.side or one.year or (not unknown and (one.rank or not one.is_amount or over(above, one.left)))
            for one in good
        )
        if len(good) < 2 or not told or self._names_something(titled[: len(titled) - len(good)], good, below):
            good = self._matrix.columns(row, titled)
        if good:
            before = [self.words.unit(text) for _, text in titled[: len(titled) - len(good)]]
            self._unit = next(filter(None, before), self._unit if above else None)
            self._enter_columns(row, whole_of_notices(good))
        return len(good)

    def _columns_from_right(
        self, row: int, titled: list[tuple[int, str]], above: list[AmountColumn]
    ) -> tuple[list[AmountColumn], list[AmountColumn]]:
        """Return the columns that a row titles at its end, and those in unknown words."""
        good: list[AmountColumn] = []
        unknown: list[AmountColumn] = []
        for end in range(len(titled), 0, -1):
            place, text = titled[end - 1]
            column = self._amount_column(row, place, text) or self._amount_under(above, row, place, text)
            column = column or self._part(row, titled[:end])
            if column is None and (column := self._unknown(row, place, text)) is not None:
                unknown.append(column)
            beside = titled if place == titled[0][0] else []
            lowest = min((row + 1, *(self.region.bottom_edge(row, other) for other, _ in beside)))
            if column is None or self.region.bottom_edge(row, place) > lowest:
                break  # a caption beside the rows
            good.insert(0, column)
        while good and good[0] in unknown and sum(column.year is not None for column in good) < 2:
            del good[0]  # a name behind its label, no title left of two years
        return good, unknown

    def _enter_columns(self, row: int, good: list[AmountColumn]) -> None:
        """Put columns in force, below those of the row above."""
        if row > self.end + 1:
            self._columns = []
        lower = []
        for column in good:
            upper = over(self._columns, column.left)
            if upper is not None:
                side, year = column.side or upper.side, column.year or upper.year
                column = column._replace(text=f"{upper.text} {column.text}", side=side, year=year)
            lower.append(column)
        covered = {place for column in lower for place in range(column.left, column.right + 1)}
        others = [c for c in self._columns if not covered.intersection(range(c.left, c.right + 1))]
        self._columns = sorted([*others, *lower], key=lambda column: column.left)
        self.end = max(row, min(row + 1, max(self.region.bottom_edge(row, column.left) for column in good)))

    def titles_lines(self, row: int, items: list[tuple[int, Value]]) -> bool:
        """Return whether titles stand over amounts and their labels: 来源 | 金额."""
        texts = [(column, str(value)) for column, value in items if not self._is_remark(str(value))]
        if len(texts) < 2 or len(texts[-2][1]) > _SHORT or texts[-2][0] not in self.by_row.get(row + 1, {}):
            return False
        column, known = texts[-1][0], self.words.field(texts[-1][1])
        amounts = known is not None and known.key == "amount.total"
        return amounts and self._matrix.label_before(row + 1, column) is not None

    def meaning(self, label: str, own: Meaning | None, heading: AmountColumn) -> Meaning | None:
        """Return what an amount right of a label means under its title; no key for 占比."""
        if heading.part is not None:
            return self._matrix.meaning(label, own, heading.part)
        if own is None or not heading.is_amount:
            return Meaning(OTHER, "text")
        dated = own.type == "longtext" and heading.year is not None  # 年度绩效目标 below 2025年
        return own._replace(
            side=heading.side or (None if dated else own.side),
            year=heading.year or own.year,
            unit=own.unit or self.words.unit(heading.text) or self._unit,
            rank=heading.rank or own.rank,
        )

    def _unknown(self, row: int, column: int, text: str) -> AmountColumn | None:
        """A column of figures under a title that nobody knows, beside 2025年决算数."""
        figure = is_figure(self.by_row.get(row + 1, {}).get(column, "无"))
        if not figure or self.words.field(text) or self.words.indicator_column(text):
            return None
        titles = may_be_label(text, self.words) or (self.words.year(text) and text.count("年") < 2)
        if not titles or split_measure(squeeze(text)) is not None:
            return None  # 2027年1月-2027年12月, 1年 behind 实施期限
        return AmountColumn(column, self.region.right_edge(row, column), squeeze(text), None, None, is_amount=False)

    def _amount_under(self, above: list[AmountColumn], row: int, column: int, text: str) -> AmountColumn | None:
        """A column below the title of a year: of 预算数, 决算数, 执行数 the first is the amount."""
        if over(above, column) is None:
            return None
        meaning = self.words.source(text) or self.words.field(text) or self.words.stage(text)
        whole = is_total_word(text) or (meaning is not None and meaning.key in WHOLE_AMOUNTS)
        if not whole and (meaning is None or meaning.type not in ("money", "percent")):
            return None
        rank = meaning.rank if meaning is not None else 0
        return AmountColumn(column, self.region.right_edge(row, column), squeeze(text), None, None, whole, rank=rank)

    def _part(self, row: int, titled: list[tuple[int, str]]) -> AmountColumn | None:
        """A column of what is a part of the year's amount: 2025年预算数, 2026年预算数, 其中：中央资金."""
        *before, (column, text) = titled
        meaning = self.words.field(text)
        if meaning is None or meaning.type != "money":
            return None
        told = [one for place, title in before if (one := self._amount_column(row, place, title))]
        years = {one.year or one.side for one in told} - {None, "period"}
        if len(years) < 2:
            return None
        return AmountColumn(column, self.region.right_edge(row, column), squeeze(text), None, None, is_amount=False)

    def _names_something(
        self, before: list[tuple[int, str]], good: list[AmountColumn], below: dict[int, Value]
    ) -> bool:
        """Return whether a row is one of labels with values: 项目名称 X, 财政拨款 over its figure."""
        known = [self.words.field(text) for _, text in before]
        money = (c for (c, _), meaning in zip(before, known, strict=True) if meaning and meaning.type == "money")
        if any(is_figure(below.get(column, "无")) for column in money):
            return True
        if known and known[-1] is not None:
            known.pop()  # 预算项目 before 上年预算数, 本年预算数: what stands in its column is named there
        if any(m.key not in (OTHER, HEADING) for m in known if m is not None and m.type in TEXTS):
            return True
        first = self.words.field(good[0].text)
        return len(good) == 2 and first is not None and first.key == "year" and good[1].year is not None

    def _is_remark(self, text: str) -> bool:
        """Whether a title behind the amounts is one of words: 备注, 测算说明."""
        column, meaning = self.words.indicator_column(text), self.words.field(text)
        keys = {each.key for each in (column, meaning) if each is not None and each.year is None}
        return not keys.isdisjoint(("remark", OTHER)) or _REASON.search(text) is not None

    def _amount_column(self, row: int, column: int, text: str) -> AmountColumn | None:
        if len(text) > MAX_UNKNOWN or COLON.search(text) or text[-1] in "。；，":
            return None
        share = _SHARE.search(text) is not None
        meaning = self.words.field(text) or self.words.stage(text)
        side, year = self.words.side(text), self.words.year(text)
        if text == "年度" and self.words.year(str(self.by_row.get(row + 1, {}).get(column, ""))):
            return None  # 年度 above 2027年, 2028年
        told = share or meaning or side or year
        if not told or any(hit.rest for hit in self.words.labels_in(text)) or glued_label(text, self.words):
            return None  # nearly every value
        right, plain = self.region.right_edge(row, column), squeeze(fold(text))  # ２０２６年
        if share:
            return AmountColumn(column, right, squeeze(text), None, None, is_amount=False)
        bare = re.fullmatch(r"(?:19|20)\d{2}年?度?(?:[(（][^()（）\d]{1,8}[)）])?", plain) is not None
        if (
            bare
            or (_OF_A_YEAR.fullmatch(plain) and (meaning is None or meaning.type == "money" or meaning.key == OTHER))
            or (meaning is not None and meaning.key in ("amount.total", "execution.annual", "year"))
            or (side == "last" and meaning is not None and meaning.type == "money")  # 上年度实际执行
            or (meaning is None and side is not None and _OF_A_SIDE.search(cached_form(text)))
            or (meaning is None and side is not None and self._stands_over_years(row, column, right))
            or (names_side(text, self.words) and self._behind_corner(row))
        ):
            return AmountColumn(column, right, squeeze(text), side, year, True, rank=meaning.rank if meaning else 0)
        return None

    def _behind_corner(self, row: int) -> bool:
        """Return whether a label stands below the blank left of a row: | 实施期 | 本年度."""
        return min(self.by_row.get(row + 1, (1 << 30,))) < min(self.by_row[row])

    def _stands_over_years(self, row: int, left: int, right: int) -> bool:
        """Whether years alone stand below a wide title: 规划期 over 2026年, 2027年."""
        below = [value for place, value in self.by_row.get(row + 1, {}).items() if left <= place <= right]
        return len(below) > 1 and all(isinstance(value, str) and self.words.year(value) for value in below)

    @property
    def first(self) -> int:
        """The first sheet column of the amounts."""
        return min(column.left for column in self._columns)

    def in_force(self, row: int) -> bool:
        """Whether a row stands below titles of amounts."""
        return bool(self._columns) and row > self.end

    def amounts(
        self, row: int, following: list[tuple[int, Value]], *, texts: bool = False
    ) -> list[tuple[int, Value, AmountColumn]]:
        """Return the amounts right of a label, each under its title; empty without titles.

        ``texts`` are taken too where each stands under a side or year of its own: a goal under 调整前 | 调整后.
        """
        if not self.in_force(row):
            return []
        found = []
        figures = any(is_figure(value) for column, value in following if over(self._columns, column))
        for column, value in following:
            heading = over(self._columns, column)
            wide = range(column + 1, self.region.right_edge(row, column) + 1) if texts else ()
            shown = texts or not isinstance(value, str) or says_amount(value.rstrip("%")) or is_placeholder(value)
            if heading is None or not (shown or (figures and heading.is_amount and not is_label(value, self.words))):
                break
            if any(c.left in wide for c in self._columns):
                break  # a goal as wide as all quarters
            found.append((column, value, heading))
        sides = {heading.side or heading.year for _, _, heading in found} - {None}
        alone = sides in ({"aside"}, {"local"})  # 变更前 beside a blank 变更后
        if texts and len(sides) < max(2, len(found)) and not alone:
            found = []
        self._columns = self._columns if found else []
        if any(c.side == "annual" or c.year is not None for c in self._columns if c.is_amount):
            # beside the years stands the sum of all of them
            found = [(c, v, h if h.side or h.year else h._replace(side="period")) for c, v, h in found]
        return found
