"""What is measured along: the actual value, its share of the plan, days late.

Each axis is one function of actual and plan, given twice side by side: exact in Decimal, and as an Excel expression.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from jixiao.forms.numbers import plain_number
from jixiao.scoring.calendar import add_months, days_late, months_late, workdays_late
from jixiao.scoring.intervals import Interval, all_of
from jixiao.scoring.phrases import is_counted

HUNDRED = Decimal(100)
_WITH_MEASURE = ("百分点", "月", "季度", "工作日")
"""Units that are spoken of with a measure word: 1个月."""
_DIGITS = 9
"""Excel's binary numbers are rounded here before they are compared: (6.6-6)/6 must reach 10 %."""


class Axis(Enum):
    """Title, word of a step, word of a condition, unit, Excel of each measure.

    ``a`` is the actual value, ``p`` the plan.
    """

    VALUE = ("实际值", "", "", "", "{a}")
    SHARE = ("完成比例", "相差", "完成比例", "%", "{a}/{p}*100")
    OVER = ("超出", "超出", "超出", "", "{a}-{p}")
    OVER_SHARE = ("超出比例", "超出", "超出", "%", "({a}-{p})/{p}*100")
    UNDER = ("差额", "低于", "低于计划", "", "{p}-{a}")
    UNDER_SHARE = ("差额比例", "低于", "低于计划", "%", "({p}-{a})/{p}*100")
    OFF = ("偏差", "偏差", "偏差", "", "ABS({a}-{p})")
    OFF_SHARE = ("偏差比例", "偏差", "偏差", "%", "ABS({a}-{p})/{p}*100")
    SIZE = ("偏差的大小", "偏差", "偏差", "", "ABS({a})")  # of an indicator that is itself a deviation
    DAYS = ("逾期天数", "逾期", "逾期", "天", "{a}-{p}")
    WORKDAYS = ("逾期工作日", "逾期", "逾期", "个工作日", "MAX(0,NETWORKDAYS({p}+1,{a}+0))")
    MONTHS = ("逾期月数", "逾期", "逾期", "个月", "")
    PERCENT = ("百分比", "", "", "", "")  # VALUE or SHARE: which of them depends on the indicator's unit
    EXCESS = ("超过", "", "", "", "")  # VALUE or OVER or OVER_SHARE: 超过10%, 超过5万元 may mean either

    def __init__(self, title: str, step: str, word: str, unit: str, excel: str) -> None:
        self.step, self.word, self.unit, self.excel = step, word, unit, excel
        self.relative = unit == "%"  # in per cent of the plan
        self.timed = step == "逾期"
        self.over, self.under, self.off = step == "超出", step == "低于", step == "偏差"
        self.distance = self.over or self.under or self.off  # more of it is worse, whatever the indicator wants
        self.from_plan = self.over or self.under or title == "逾期天数"  # 0 is the plan itself

    def worsens(self, *, upper: bool) -> bool:
        """Whether what lies beyond that end of an interval of values is a worse one."""
        return (self.distance or self.timed) and upper != self.under


Number = Decimal | date


class FormulaCells(NamedTuple):
    """How the formula calls the two cells it looks at."""

    plan: str = "plan"
    actual: str = "actual"


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis, measured from ``reference`` where the sentence names it, else the plan.

    ``unit`` is for the reader only.
    """

    axis: Axis
    reference: Number | None = None
    unit: str = ""

    def on(self, axis: Axis) -> Scale:
        """The same scale along another axis."""
        return self if axis is self.axis else Scale(axis, self.reference, self.unit)

    @property
    def shown_unit(self) -> str:
        """The unit of a position, for a reader."""
        return self.axis.unit or f"{'个' * (self.unit in _WITH_MEASURE)}{self.unit}"

    @property
    def needs_plan(self) -> bool:
        """Whether the plan must be known."""
        return self.axis not in (Axis.VALUE, Axis.SIZE) and self.reference is None

    @property
    def counts(self) -> bool:
        """Whether only whole numbers occur on it."""
        return self.axis in (Axis.VALUE, Axis.OVER, Axis.UNDER) and is_counted(self.unit)

    def measure(self, actual: object, plan: object) -> Decimal | None:
        """The position of an actual value along the axis; None if it cannot be told."""
        axis, origin = self.axis, plan if self.reference is None else self.reference
        if axis.timed:
            dates = isinstance(actual, date) and isinstance(origin, date)
            return _LATENESS[axis](origin, actual) if dates else None  # type: ignore[arg-type]
        if not isinstance(actual, Decimal):
            return None
        if axis is Axis.VALUE or axis is Axis.SIZE:
            return actual if axis is Axis.VALUE else abs(actual)
        if not isinstance(origin, Decimal) or (axis.relative and origin == 0):
            return None
        distance = actual if axis is Axis.SHARE else origin - actual if axis.under else actual - origin
        distance = abs(distance) if axis.off else distance
        return distance * HUNDRED / origin if axis.relative else distance

    def actual_at(self, position: Decimal, plan: object) -> Number | None:
        """An actual value at a position of the axis; None if there is none."""
        axis, origin = self.axis, plan if self.reference is None else self.reference
        if axis.timed:
            return _day_at(axis, origin, int(position)) if isinstance(origin, date) else None
        if axis is Axis.VALUE or axis is Axis.SIZE:
            return position
        if not isinstance(origin, Decimal):
            return None
        distance = position * origin / HUNDRED if axis.relative else position
        return distance if axis is Axis.SHARE else origin - distance if axis.under else origin + distance

    # ---- for Excel

    def _terms(self, cells: FormulaCells) -> tuple[str, str]:
        day = self.reference
        named = f"DATE({day.year},{day.month},{day.day})" if isinstance(day, date) else plain_number(day or Decimal(0))
        return cells.actual, cells.plan if day is None else named

    def excel(self, cells: FormulaCells) -> str:
        """The same as an Excel expression."""
        a, p = self._terms(cells)
        return self.axis.excel.format(a=a, p=p)

    def excel_test(self, interval: Interval, cells: FormulaCells) -> str:
        """The condition that the position lies in the interval, as an Excel expression."""
        one_sided = interval.low is None or interval.high is None
        if self.axis.from_plan and one_sided and 0 in (interval.low, interval.high):
            return self._against_plan(interval, cells)
        if self.axis is Axis.MONTHS:
            return self._months_test(interval, cells)
        value = self.excel(cells)
        exact = self.axis is Axis.VALUE or self.axis.timed
        return interval.excel(value if exact else f"ROUND({value},{_DIGITS})")

    def _against_plan(self, interval: Interval, cells: FormulaCells) -> str:
        """A difference compared with 0 is the two numbers compared: ``actual>=plan``."""
        a, p = self._terms(cells)
        upward = (interval.low is not None) != self.axis.under
        included = interval.has_low if interval.low is not None else interval.has_high
        sign = (">" if upward else "<") + ("=" if included else "")
        # Dates are subtracted, not compared: a date typed as text is still a date then.
        return f"{a}-{p}{sign}0" if self.axis.timed else f"{a}{sign}{p}"

    def _months_test(self, interval: Interval, cells: FormulaCells) -> str:
        """Whole months reach a lower end; months begun stay within an upper one."""
        whole, begun = self._months(cells)
        parts = []
        if interval.low is not None:
            number = plain_number(interval.low)
            parts.append(f"{whole}>={number}" if interval.has_low else f"{begun}>{number}")
        if interval.high is not None:
            number = plain_number(interval.high)
            parts.append(f"{begun}<={number}" if interval.has_high else f"{whole}<{number}")
        return all_of(parts)

    def _months(self, cells: FormulaCells) -> tuple[str, str]:
        """Whole months late and months begun, as ``calendar.months_late`` counts them."""
        a, p = self._terms(cells)
        months = f"(YEAR({a})-YEAR({p}))*12+MONTH({a})-MONTH({p})"
        whole = f"({months}-AND(DAY({a})<DAY({p}),DAY({a}+1)<>1))"
        return whole, f"({months}+AND(DAY({a})>DAY({p}),DAY({p}+1)<>1))"

    def excel_months_late(self, cells: FormulaCells, size: Decimal, *, part: bool, begun: bool) -> str:
        """Months late in steps of ``size``; ``part`` and ``begun`` say how a rest counts."""
        a, p = self._terms(cells)
        whole, started = self._months(cells)
        if part:
            share = f"({a}-EDATE({p},{whole}))/(EDATE({p},{whole}+1)-EDATE({p},{whole}))"
            return f"IF({a}-{p}>0,({whole}+IF({whole}={started},0,{share}))/{plain_number(size)},0)"
        count = started if begun else whole
        if size != 1:
            count = f"ROUNDUP({count}/{plain_number(size)},0)" if begun else f"INT({count}/{plain_number(size)})"
        return f"IF({a}-{p}>0,{count},0)"


def _day_at(axis: Axis, origin: date, position: int) -> date | None:
    """A day so many days, working days or months after the origin."""
    if axis is Axis.MONTHS:
        return add_months(origin, position) if abs(position) < 1000 else None
    days = position if axis is Axis.DAYS else position // 5 * 7 + position % 5
    return origin + timedelta(days=days) if abs(days) < 100_000 else None


_LATENESS = {Axis.DAYS: days_late, Axis.WORKDAYS: workdays_late, Axis.MONTHS: months_late}
