"""The columns of a header, each with its title, and what the titles share."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from string import ascii_lowercase, ascii_uppercase
from typing import Literal

from jixiao.forms.definition import Table
from jixiao.forms.general.vocabulary import Meaning, Side
from jixiao.forms.labels import cached_form
from jixiao.forms.numbers import parse_number
from jixiao.forms.text import fold, squeeze
from jixiao.forms.total_words import is_total_word
from jixiao.grid.model import Value

TableKind = Literal["indicators", "execution", "list", "tasks"]
GRADES = frozenset(("优", "良", "中", "差", "优秀", "良好", "一般", "较差", "及格", "合格", "不合格"))
MIN_GRADES = 3
WHOLE_AMOUNTS = frozenset(("amount.total", "execution.annual", "execution.initial"))
"""The keys of titles whose amount is all of a project's."""
_OF_PROJECT = re.compile("投资|项目总")
"""What a title says of all the money of a project, whatever its budget is: 总投资, 项目总额."""
_ORDERS = ("甲乙丙丁戊己庚辛", ascii_uppercase, ascii_lowercase)
LONGEST_ORDINAL = 8
"""G=F/E*10 counts a column."""
_BARE_YEAR = re.compile(r"20\d{2}年?度?")
_HINT = re.compile(r"[(（][^()（）]*[)）]")
"""What a column asks for, below its title: （含符号和单位）."""
_SPENT = frozenset(("支出", "执行", "实支", "支出金额", "支出额"))
_MONTH = re.compile(r"(\d{1,2})月")
_PART_OF_YEAR = re.compile(r"第?[一二三四]季度|前三季度|上半年|\d{1,2}月?[-—–~至到]\d{1,2}月份?")
_FROM_LATER = re.compile(r"(?<!\d)(?:0?[2-9]|1[0-2])月?[-—–~至到]+\d{1,2}月")
_PERIOD_ENDS = {"半年": 6, "一季度": 3, "二季度": 6, "三季度": 9, "四季度": 12, "累计": 12}


@dataclass(slots=True)
class HeaderTitle:
    """A column of a header: its title, its place, what is above it, what it means."""

    text: str
    row: int
    left: int
    right: int
    path: tuple[str, ...] = ()
    column: Meaning | None = None
    field: Meaning | None = None
    task: Meaning | None = None
    side: Side | None = None
    year: int | None = None

    @property
    def field_key(self) -> str:
        """The key of the value that the title names, empty for none."""
        return "" if self.field is None else self.field.key

    @property
    def column_key(self) -> str:
        """The key of the column of indicators that the title names, empty for none."""
        return "" if self.column is None else self.column.key

    @property
    def stage(self) -> int:
        """How far an amount is from one granted: settled 1, reviewed 2, asked for 3."""
        return self.field.rank if self.field is not None and self.field.type == "money" else 0

    @property
    def unit(self) -> str | None:
        """The unit of money that the title prints."""
        return None if self.field is None else self.field.unit

    @property
    def columns(self) -> range:
        """The sheet columns below the title."""
        return range(self.left, self.right + 1)

    def place(self, cells: Mapping[int, Value]) -> int | None:
        """Return the first sheet column of a row that is filled below the title."""
        return next((column for column in self.columns if column in cells), None)

    def value(self, cells: Mapping[int, Value]) -> Value | None:
        """Return the first value of a row below the title."""
        return next((cells[column] for column in self.columns if column in cells), None)

    @property
    def name(self) -> str:
        """The title with its path, as a person would call the column."""
        return squeeze(" ".join((*self.path, self.text))) if self.path else squeeze(self.text)

    @property
    def is_of_project(self) -> bool:
        """Whether the title is over what goes with a project: 年度绩效目标 is no target."""
        told = self.column is None or self.field_key.startswith(("goals.", "amount.", "execution."))
        return self.field is not None and told

    @property
    def names_time(self) -> bool:
        """Whether the title is a part of the year and nothing else: 前三季度, 1-9月."""
        return _PART_OF_YEAR.fullmatch(fold(self.text)) is not None

    @property
    def is_bare_year(self) -> bool:
        """Return whether the title is a year alone: 2027年."""
        return _BARE_YEAR.fullmatch(squeeze(self.text)) is not None

    @property
    def month(self) -> int | None:
        """Return the last month of the period that the title names: 9 of 1—9月."""
        name = fold(self.name)
        months = _MONTH.findall(name)
        if months:
            return int(months[-1])
        return next((month for word, month in _PERIOD_ENDS.items() if word in name), None)


@dataclass(slots=True)
class Header:
    """A header of a block: its kind, lines, columns, and the caption beside or above.

    ``row`` is the line that tells it, ``table`` the table of a definition that it heads, ``left`` its first column,
    ``off`` by how many columns the rows stand off its titles, which are those of the rows.
    """

    kind: TableKind
    top: int
    bottom: int
    titles: list[HeaderTitle]
    caption: str = ""
    caption_bottom: int = 0
    row: int = 0
    table: Table | None = None
    off: int = 0
    left: int = field(init=False)

    def __post_init__(self) -> None:
        self.left = min([title.left for title in self.titles], default=0)

    def keys(self) -> set[str]:
        """The keys of the indicator columns."""
        return {title.column.key for title in self.titles if title.column is not None}

    def all_keys(self) -> set[str]:
        """The keys of all columns and values but last year's; ``tasks`` if it heads tasks."""
        of_year = [title for title in self.titles if title.side != "last"]
        keys = {meaning.key for title in of_year for meaning in (title.column, title.field) if meaning is not None}
        if self.kind == "tasks":
            keys.add("tasks")
        return keys | {key.partition(".")[2] for key in keys if key.startswith("execution.")}

    def item(self) -> HeaderTitle | None:
        """The title of the names of the indicators."""
        return next((title for title in self.titles if title.column_key == "level3"), None)

    def title_of(self, key: str) -> HeaderTitle | None:
        """Return the first title that names a value with this key."""
        return next((title for title in self.titles if title.field_key == key), None)


def settle_budgets(titles: list[HeaderTitle]) -> None:
    """Tell titles of budgets apart by one another, and 支出 alone beside one.

    预算数 before 调整后预算数 is the initial one; 到位数 is the budget only where no other title is.
    """
    annual = [t for t in titles if t.field_key == "execution.annual"]
    arrived = [t for t in annual if "到位" in t.text]
    changed = [t for t in annual if "调整" in t.text]
    keys = {t.field_key for t in titles}
    others = [t for t in annual if t not in arrived and t not in changed]
    others += [t for t in titles if t.field_key == "amount.total" and not _OF_PROJECT.search(t.text) and not t.path]
    sums = {t.path for t in changed if t.path}  # 年初预算, 调整预算, 合计 below 预算安排情况
    others += [t for t in titles if t.field_key == "amount.total" and t.path in sums and is_total_word(t.text)]
    others = [t for t in others if t is not titles[0] or "execution.initial" not in keys]  # over the sources
    if changed and len(others) == 1 and "execution.initial" not in keys:
        for title in others:
            title.field = Meaning("execution.initial", "money", unit=title.unit)
    for title in changed if others and "execution.initial" in keys else ():
        if "后" not in title.text:
            title.field = Meaning("other", "text")  # 调整预算数 between 年初预算数 and 全年预算数
    amounts = [t for t in titles if t.field_key == "amount.total"]
    if any("项目" in t.text for t in amounts):
        for title in amounts:
            if re.search("部门|单位", _HINT.sub("", title.text)):
                title.field = Meaning("other", "text")  # 部门预算合计 beside 项目预算
    if "amount.total" in keys or len(arrived) < len(annual):
        for title in arrived:
            title.field = Meaning("other", "text")
    if keys & WHOLE_AMOUNTS and keys.isdisjoint(("execution.executed", "execution.executed_to_july")):
        for title in titles[1:]:
            if title.field_key == "amount.total" and cached_form(title.text).removeprefix("上半年") in _SPENT:
                title.field = Meaning("execution.executed", "money", unit=title.unit)


def settle_goals(titles: list[HeaderTitle], year: int | None) -> None:
    """Give goals of a year their side: 2026年绩效目标, 2025年绩效目标 on a form of 2026."""
    for title in titles:
        if title.field_key == "goals.annual" and title.side is None and title.year is not None:
            of_year = year is None or title.year == year
            title.side = "annual" if of_year else "last" if title.year < (year or 0) else "aside"


def read_grades(titles: list[HeaderTitle]) -> None:
    """Make the best of columns of grades the target; the others have no key: 优 良 中."""
    grades = [title for title in titles if is_grade(title)]
    if len(grades) < MIN_GRADES:
        return
    targets = [t for t in titles if t.column_key == "target" and not t.field_key.startswith("goals.")]
    for title in grades:
        title.column = title.field = None
    if not any(title not in grades for title in targets):
        grades[0].column = Meaning("target", "target")


def leave_scores_of_projects(titles: list[HeaderTitle]) -> None:
    """Leave 自评总分 of the project out of the columns of indicators."""
    item = next((t.left for t in titles if t.column_key == "level3"), 0)
    scores = [t for t in titles if t.column_key == "score"]
    behind = [t for t in scores if t.left > item]
    own = next((t for t in behind if t.field is None), behind[0] if behind else None)
    for title in scores:
        if title is not own and title.field is not None:
            title.column = None
    last = max((t.left for t in titles if t is own or (t.column is not None and t.field is None)), default=0)
    for title in titles:
        of_results = title.field_key.startswith(("goals.actual", "execution."))
        if title.column is not None and item < title.left < last and of_results:
            title.field = None  # 实际完成情况 among the columns of indicators


def is_of_earlier_year(title: HeaderTitle, titles: list[HeaderTitle], year: int | None) -> bool:
    """Return whether a column of money is of a year before the form's or another's."""
    if title.side in ("last", "aside") or title.year is None:
        return title.side == "last"
    money = [t for t in titles if t is not title and t.field is not None and t.field.type == "money"]
    if year is not None:
        return title.year < year
    return any(_same_amount(title, t) and (t.year is None or t.year > title.year) for t in money)


def _same_amount(one: HeaderTitle, other: HeaderTitle) -> bool:
    """Whether two titles are of the same amount of a project: 2025年预算数, 年度预算数."""
    keys = {one.field_key, other.field_key}
    return len(keys) == 1 or keys <= WHOLE_AMOUNTS


def is_grade(title: HeaderTitle) -> bool:
    """Whether a title is a grade under another one: 优 under 评价标准."""
    return bool(title.path) and squeeze(title.text) in GRADES


def numbers_the_columns(cells: Mapping[int, Value]) -> bool:
    """Whether a row counts the columns (A B C=B/A, 甲 乙 1) or says what they ask."""
    values = list(cells.values())
    if len(values) < 3:
        return False
    if all(isinstance(value, str) and _HINT.fullmatch(value) for value in values):
        return True
    if isinstance(values[1], str) and len(values[1]) > LONGEST_ORDINAL:
        return False  # nearly every row: behind its first cell stands a word
    ordinals = [_ordinal(value) for value in values]
    counted: dict[int, list[int]] = {}
    for order, place in ordinals[ordinals[0][1] == 0 :]:
        counted.setdefault(order, []).append(place)
    return all(0 < p[0] < 4 and p == [*range(p[0], p[0] + len(p))] for p in counted.values())


def _ordinal(value: Value) -> tuple[int, int]:
    """Return which place a cell has in which order: 甲, (2), C of C=B/A."""
    text = squeeze(str(value)).strip("()（）").partition("=")[0]
    if (number := parse_number(text if isinstance(value, str) else value)) is not None:
        return -1, int(number) if number == int(number) else 0
    return next(((n, order.index(text) + 1) for n, order in enumerate(_ORDERS) if text in [*order]), (-1, 0))


def latest(titles: list[HeaderTitle], rows: list[tuple[int, dict[int, Value]]]) -> HeaderTitle | None:
    """Return of several columns the filled one of the latest period: 1—9月.

    7—12月 does not begin with the year, nor does 二季度 beside 上半年.
    """
    filled = [t for t in titles if any(t.place(cells) is not None for _, cells in rows)]
    months = {title.left: 0 if _FROM_LATER.search(fold(title.name)) else title.month or 0 for title in filled}
    last = max(filled, key=lambda title: (months[title.left], "季" not in title.name), default=None)
    return last or next(iter(titles), None)
