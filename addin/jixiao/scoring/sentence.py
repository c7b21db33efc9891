"""A sentence as read: clauses, limits beside them, what was not understood.

Nothing here knows what the plan is and in which unit the indicator counts; ``binding`` turns conditions into criteria
that can be tested and written for Excel.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property

from jixiao.scoring import awards
from jixiao.scoring.calendar import end_of_month, make_date
from jixiao.scoring.criteria import Undecided, Within


class WordRelation(Enum):
    """What words without a number say: of the plan, of something that occurs, 否则."""

    REACHED = "达到计划"
    SHORT = "未达到计划"
    BELOW = "低于计划"
    EXCEEDED = "超过计划"
    KEPT = "不超过计划"
    ALL = "全部完成"
    SOME = "部分完成"
    NONE = "均未完成"
    OCCURS = "发生"
    OCCURS_NOT = "未发生"
    OTHERWISE = "否则"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day as named: a year may be missing or one on (次年), a day the month's end."""

    month: int
    day: int | None = None
    year: int | None = None
    years_on: int = 0

    def on(self, year: int | None) -> date | None:
        """Return the date, in ``year`` where none is named; None if there is no such day."""
        if self.year is None and year is None:
            return None
        full = self.year or (year or 0) + self.years_on
        return end_of_month(full, self.month) if self.day is None else make_date(full, self.month, self.day)

    def beside(self, plan: object, year: int | None) -> date | None:
        """Return the date, in the plan's year if that is a day: 次年1月底前 may be it."""
        if not isinstance(plan, date):
            return self.on(year)
        return plan if self.on(plan.year - self.years_on) == plan else self.on(plan.year)


@dataclass(frozen=True, slots=True)
class InTime:
    """按时完成 · 在12月31日前完成; ``since`` begins a range. No deadline: the plan's."""

    deadline: Deadline | None = None
    since: Deadline | None = None
    early: bool = False


@dataclass(frozen=True, slots=True)
class Late:
    """逾期 · 未按时完成 · 12月31日后完成; ``included`` where the day itself is late: 8月1日以后."""

    deadline: Deadline | None = None
    included: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """A label: 效果明显 · 有所提升 · 制度健全."""

    text: str


class Counted(Enum):
    """What a repeated penalty or award counts."""

    OVER = "超出"
    UNDER = "不足"
    LATE = "逾期"
    EARLY = "提前"
    OFF = "偏离"
    MISSING = "缺"
    OCCURRED = "发现"
    DONE = "完成"
    UNSAID = ""


@dataclass(frozen=True, slots=True)
class Each:
    """每超出10% · 每少开展1次: a step that repeats; ``to_plan`` where it says of what.

    ``verb`` and ``noun`` are the words before and behind the number.
    """

    counted: Counted
    size: Decimal
    unit: str
    to_plan: bool = False
    verb: str = ""
    noun: str = ""


Condition = WordRelation | Within | InTime | Late | Named | Each | Undecided


@dataclass(frozen=True, slots=True)
class Proportional:
    """按比例计分: a curve by its condition; ``basis`` is what stands before 比例."""

    basis: str
    deducts: bool


RawAward = awards.Award | Proportional | int
"""An award as its words say; a number is the place of a formula among those of the sentence."""


class LimitKind(Enum):
    """What is limited, and how."""

    MOST_DEDUCTED = "最多扣"
    MOST_ADDED = "最多加"
    MOST = "最高得"
    LEAST_ZERO = "扣完为止"
    LEAST = "最低得"
    PARTIAL = "不足一个步长"
    STATED = "分值"
    REMARK = "说明"


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit; ``number`` are points, ``policy`` belongs to ``PARTIAL``."""

    kind: LimitKind
    number: Decimal | None = None
    policy: awards.Policy | None = None


ClauseAward = awards.Award | Proportional


@dataclass(frozen=True)
class Clause:
    """One rule of the sentence: all ``conditions``, as in ``text``, hold → ``award``."""

    conditions: tuple[Condition, ...]
    award: ClauseAward
    text: str

    @cached_property
    def within(self) -> list[Within]:
        """Its conditions with numbers."""
        return [condition for condition in self.conditions if isinstance(condition, Within)]

    @cached_property
    def each(self) -> Each | None:
        """Its step, if it repeats."""
        return next((condition for condition in self.conditions if isinstance(condition, Each)), None)


@dataclass(frozen=True)
class SentenceReading:
    """A sentence as read; of ``unread`` nothing was made, ``stated`` are its points."""

    clauses: tuple[Clause, ...] = ()
    limits: tuple[Limit, ...] = ()
    stated: Decimal | None = None
    unread: tuple[str, ...] = ()
    truncated: bool = False

    @cached_property
    def conditions(self) -> list[Condition]:
        """The conditions of all clauses."""
        return [condition for clause in self.clauses for condition in clause.conditions]

    @cached_property
    def within(self) -> list[Within]:
        """The conditions with numbers of all clauses."""
        return [condition for condition in self.conditions if isinstance(condition, Within)]

    def limit(self, kind: LimitKind) -> Limit | None:
        """The first limit of a kind."""
        return next((limit for limit in self.limits if limit.kind is kind), None)
