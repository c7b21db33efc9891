"""What a condition or a penalty is measured along: the actual value itself, its share of the plan, the days late.

Each axis is one function of actual and plan, given twice side by side: exact in Decimal, and as an Excel expression.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from jixiao.scoring.calendar import add_months, days_late, months_late, workdays_late
from jixiao.scoring.intervals import Interval, show
from jixiao.scoring.vocabulary import is_counted

HUNDRED = Decimal(100)
_DIGITS = 9
"""Excel's binary numbers are rounded here before they are compared: (6.6-6)/6 must reach 10 %."""


class Axis(Enum):
    """The measures of STANDARDS.md; ``a`` is the actual value, ``p`` the plan."""

    VALUE = "实际值"
    SHARE = "完成比例"  # a/p in per cent
    OVER = "超出"  # a−p
    OVER_SHARE = "超出比例"  # (a−p)/p in per cent
    UNDER = "差额"  # p−a
    UNDER_SHARE = "差额比例"  # (p−a)/p in per cent
    OFF = "偏差"  # |a−p|
    SIZE = "偏差的大小"  # |a|, of an indicator that is itself a deviation
    OFF_SHARE = "偏差比例"  # |a−p|/p in per cent
    DAYS = "逾期天数"
    WORKDAYS = "逾期工作日"
    MONTHS = "逾期月数"
    PERCENT = "百分比"  # VALUE or SHARE: which of them depends on the indicator's unit
    EXCESS = "超过"  # VALUE or OVER or OVER_SHARE: 超过10%, 超过5万元 may mean either


SHARES = frozenset({Axis.SHARE, Axis.OVER_SHARE, Axis.UNDER_SHARE, Axis.OFF_SHARE})
TIMES = frozenset({Axis.DAYS, Axis.WORKDAYS, Axis.MONTHS})
Number = Decimal | date


class Cells(NamedTuple):
    """How the formula calls the two cells it looks at."""

    plan: str = "plan"
    actual: str = "actual"


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis, and what it is measured from: ``reference`` where the sentence names it, else the plan.

    ``unit`` is for the reader only.
    """

    axis: Axis
    reference: Number | None = None
    unit: str = ""

    def on(self, axis: Axis) -> Scale:
        """The same scale along another axis."""
        return self if axis is self.axis else replace(self, axis=axis)

    @property
    def needs_plan(self) -> bool:
        """Whether the plan must be known."""
        return self.axis not in (Axis.VALUE, Axis.SIZE) and self.reference is None

    def measure(self, actual: object, plan: object) -> Decimal | None:
        """The position of an actual value along the axis; None if it cannot be told."""
        origin = plan if self.reference is None else self.reference
        if self.axis in TIMES:
            if isinstance(actual, date) and isinstance(origin, date):
                return _LATENESS[self.axis](origin, actual)
            return None
        if not isinstance(actual, Decimal):
            return None
        if self.axis in (Axis.VALUE, Axis.SIZE):
            return actual if self.axis is Axis.VALUE else abs(actual)
        return _difference(self.axis, actual, origin) if isinstance(origin, Decimal) else None

    @property
    def counts(self) -> bool:
        """Whether only whole numbers occur on it."""
        return self.axis in (Axis.VALUE, Axis.OVER, Axis.UNDER) and is_counted(self.unit)

    def actual_at(self, position: Decimal, plan: object) -> Number | None:
        """An actual value that lies at a position of the axis; None if there is none, or the plan is not known."""
        origin = plan if self.reference is None else self.reference
        if self.axis in TIMES:
            return _day_at(self.axis, origin, int(position)) if isinstance(origin, date) else None
        if self.axis in (Axis.VALUE, Axis.SIZE):
            return position
        if not isinstance(origin, Decimal):
            return None
        distance = position * origin / HUNDRED if self.axis in SHARES else position
        if self.axis is Axis.SHARE:
            return distance
        return origin - distance if self.axis in (Axis.UNDER, Axis.UNDER_SHARE) else origin + distance

    def excel(self, cells: Cells) -> str:
        """The same as an Excel expression."""
        a, p = cells.actual, excel_literal(self.reference) if self.reference is not None else cells.plan
        return _EXCEL[self.axis].format(a=a, p=p)

    def excel_test(self, interval: Interval, cells: Cells) -> str:
        """The condition that the position lies in the interval, as an Excel expression."""
        origin = interval.low == 0 or interval.high == 0
        simple = _SIMPLE.get(self.axis)
        if simple is not None and origin and (interval.low is None or interval.high is None):
            return self._against_origin(interval, cells, swapped=simple)
        if self.axis is Axis.MONTHS:
            return self._months_test(interval, cells)
        value = self.excel(cells)
        return interval.excel(
            value if self.axis in (Axis.VALUE, Axis.DAYS, Axis.WORKDAYS) else f"ROUND({value},{_DIGITS})"
        )

    def _against_origin(self, interval: Interval, cells: Cells, *, swapped: bool) -> str:
        """A difference compared with 0 is the two numbers compared: ``actual>=plan``."""
        upward = (interval.low is not None) != swapped
        included = interval.has_low if interval.low is not None else interval.has_high
        p = excel_literal(self.reference) if self.reference is not None else cells.plan
        sign = (">" if upward else "<") + ("=" if included else "")
        # Dates are subtracted, not compared: a date typed as text is still a date then.
        return f"{cells.actual}-{p}{sign}0" if self.axis in TIMES else f"{cells.actual}{sign}{p}"

    def _months_test(self, interval: Interval, cells: Cells) -> str:
        """Whole months reach a lower end; months begun stay within an upper one."""
        whole, begun = excel_months(self, cells)
        parts = []
        if interval.low is not None:
            number = show(interval.low)
            parts.append(f"{whole}>={number}" if interval.has_low else f"{begun}>{number}")
        if interval.high is not None:
            number = show(interval.high)
            parts.append(f"{begun}<={number}" if interval.has_high else f"{whole}<{number}")
        return parts[0] if len(parts) == 1 else f"AND({','.join(parts)})"


def _difference(axis: Axis, a: Decimal, p: Decimal) -> Decimal | None:
    if axis in SHARES and p == 0:
        return None
    match axis:
        case Axis.SHARE:
            return a * HUNDRED / p
        case Axis.OVER:
            return a - p
        case Axis.UNDER:
            return p - a
        case Axis.OFF:
            return abs(a - p)
        case Axis.OVER_SHARE:
            return (a - p) * HUNDRED / p
        case Axis.UNDER_SHARE:
            return (p - a) * HUNDRED / p
        case Axis.OFF_SHARE:
            return abs(a - p) * HUNDRED / p
    return None


def _day_at(axis: Axis, origin: date, position: int) -> date | None:
    """A day so many days, working days or months after the origin."""
    if axis is Axis.MONTHS:
        return add_months(origin, position) if abs(position) < 1000 else None
    days = position if axis is Axis.DAYS else position // 5 * 7 + position % 5
    return origin + timedelta(days=days) if abs(days) < 100_000 else None


_LATENESS = {Axis.DAYS: days_late, Axis.WORKDAYS: workdays_late, Axis.MONTHS: months_late}
_SIMPLE = {Axis.OVER: False, Axis.UNDER: True, Axis.OVER_SHARE: False, Axis.UNDER_SHARE: True, Axis.DAYS: False}
_EXCEL = {
    Axis.VALUE: "{a}",
    Axis.SHARE: "{a}/{p}*100",
    Axis.SIZE: "ABS({a})",
    Axis.OVER: "{a}-{p}",
    Axis.UNDER: "{p}-{a}",
    Axis.OFF: "ABS({a}-{p})",
    Axis.OVER_SHARE: "({a}-{p})/{p}*100",
    Axis.UNDER_SHARE: "({p}-{a})/{p}*100",
    Axis.OFF_SHARE: "ABS({a}-{p})/{p}*100",
    Axis.DAYS: "{a}-{p}",
    Axis.WORKDAYS: "MAX(0,NETWORKDAYS({p}+1,{a}+0))",
}


def excel_literal(value: Number) -> str:
    """A number or a date as Excel writes it in a formula."""
    if isinstance(value, date):
        return f"DATE({value.year},{value.month},{value.day})"
    return show(value)


def excel_months(scale: Scale, cells: Cells) -> tuple[str, str]:
    """Whole months late and months begun, as ``calendar.months_late`` counts them."""
    a, p = cells.actual, excel_literal(scale.reference) if scale.reference is not None else cells.plan
    months = f"(YEAR({a})-YEAR({p}))*12+MONTH({a})-MONTH({p})"
    whole = f"({months}-AND(DAY({a})<DAY({p}),DAY({a}+1)<>1))"
    begun = f"({months}+AND(DAY({a})>DAY({p}),DAY({p}+1)<>1))"
    return whole, begun


def excel_months_linear(scale: Scale, cells: Cells) -> str:
    """Months late with the part of a month that is begun."""
    a, p = cells.actual, excel_literal(scale.reference) if scale.reference is not None else cells.plan
    whole, begun = excel_months(scale, cells)
    part = f"({a}-EDATE({p},{whole}))/(EDATE({p},{whole}+1)-EDATE({p},{whole}))"
    return f"({whole}+IF({whole}={begun},0,{part}))"


def excel_is_late(scale: Scale, cells: Cells) -> str:
    """Whether the actual date is after the deadline."""
    return f"{cells.actual}-{excel_literal(scale.reference) if scale.reference is not None else cells.plan}>0"
