"""What a sentence leaves to the indicator: of what 80% and 超过10% are.

The plan of an indicator comes in as anything a form holds; ``read_plan`` and ``read_actual`` turn it into a number, a
date or a label.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from jixiao.forms.actual_values import share_sign
from jixiao.forms.measures import split_measure
from jixiao.forms.numbers import parse_number
from jixiao.forms.text import fold
from jixiao.scoring import awards
from jixiao.scoring.arithmetic import Shape
from jixiao.scoring.axes import Axis, Number, Scale
from jixiao.scoring.calendar import as_date, read_date
from jixiao.scoring.criteria import Plan, Within
from jixiao.scoring.interval_phrases import TIME_AXES
from jixiao.scoring.intervals import Interval, at_most, exactly
from jixiao.scoring.notation import WORDS, normalise
from jixiao.scoring.phrases import PERCENT_UNITS, TIME_UNITS, in_unit, is_counted, pattern, unit_ratio, words
from jixiao.scoring.sentence import Condition, Counted, Each, InTime, Late, SentenceReading, WordRelation

TypedValue = Decimal | int | float | str | date | datetime | None
ZERO = Decimal(0)
_NO_CHANGE = Decimal(50)  # per cent; a target from here on is no growth, unless the sentence says so


@dataclass(frozen=True, slots=True)
class Context:
    """The indicator of a standard; ``year`` completes deadlines that name none.

    The unit is kept as sentences name it: ``％`` and ``百分比`` are ``%``.
    """

    plan: Plan = None
    unit: str | None = None
    operator: str | None = None
    points: Decimal | None = None
    year: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "unit", _plain_unit(self.unit))

    @property
    def is_percent(self) -> bool:
        """Whether the indicator itself is a percentage."""
        return self.unit in PERCENT_UNITS

    @property
    def wants_less(self) -> bool:
        """Whether the plan is a limit from above."""
        return self.operator in ("≤", "<")

    @property
    def may_be_negative(self) -> bool:
        """Whether a plan of 0 is a change to be reached, not nothing of what is counted."""
        return self.operator in ("≥", ">") and bool(self.unit) and not is_counted(self.unit or "")

    def unless_plan(self, number: Number | None) -> Number | None:
        """Return a number or day named, None for the plan: the formula follows its cell."""
        return None if number == self.plan else number


@cache
def _plain_unit(unit: str | None) -> str | None:
    """The unit in its plain spelling: ``％`` → ``%``."""
    if unit is None:
        return None
    plain = fold(unit.translate(WORDS))
    return share_sign(plain)


def context_of(indicator: Mapping[str, Any], points: Decimal | None = None, year: int | None = None) -> Context:
    """Return the context of an indicator of a form; ``year`` is the form's."""
    unit = indicator.get("unit")
    return Context(read_plan(indicator.get("target"), unit), unit, indicator.get("operator"), points, year)


def read_plan(value: TypedValue, unit: str | None = None) -> Plan:
    """Return the plan: a number, a date, else a label in normal form; None if blank."""
    if isinstance(value, bool):
        return None
    number = _read_number(value, unit)
    if number is not None or not isinstance(value, str):
        return as_date(value) if number is None else number
    return read_date(value) or (normalise(value).strip(";,") or None)


def _read_number(value: TypedValue, unit: str | None) -> Decimal | None:
    """Return a number, with or without a unit that the indicator's is converted to."""
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    number = parse_number(value) if isinstance(value, int | float | str) else None
    if number is not None or not isinstance(value, str) or len(value) > 40:
        return number
    measure = split_measure(value)
    if measure is None or read_date(value) is not None:
        return None
    return convert(measure.number, measure.unit, unit)


def convert(number: Decimal, unit: str | None, into: str | None) -> Decimal | None:
    """Return a number in the indicator's unit; None where the two do not fit."""
    unit, into = _plain_unit(unit), _plain_unit(into)
    if unit and into and (unit in PERCENT_UNITS) != (into in PERCENT_UNITS):
        return None
    return in_unit(number, unit or "", into)


# ---- what 80%, 超过10%, 5天 mean for an indicator


def _percent_is_value(reading: SentenceReading, context: Context) -> bool | None:
    """Whether 80% is the value itself or its share of the plan; None if not said."""
    within = reading.within
    percents = [condition for condition in within if condition.scale.axis is Axis.PERCENT]
    shares = [condition.interval for condition in within if condition.scale.axis is Axis.SHARE]
    if shares:  # 完成比例≥90% of an indicator ≥90%: it is that share itself
        beyond = context.plan != 100 and any(one.low == 100 for one in shares)  # 完成比例≥100% of ≥90% is a share of it
        return context.is_percent and not beyond and any(context.plan in one.ends for one in shares)
    if context.unit is not None and not context.is_percent:
        return False
    full = [c for clause in reading.clauses if isinstance(clause.award, awards.Tier) for c in clause.conditions]
    to_plan = WordRelation.REACHED in full or WordRelation.ALL in full
    if percents and to_plan and not any(c in full for c in percents):
        curves = [c.award for c in reading.clauses if isinstance(c.award, awards.Curve)]
        completes = any(condition.subject.startswith("完成") for condition in percents)
        rated = any(condition.subject.rstrip("的").endswith(("率", "度")) for condition in percents)
        if completes or (not rated and any(award.shape is Shape.PROPORTIONAL for award in curves)):
            return False
    if context.is_percent:
        return True
    if not percents:
        completes = any(pattern("completion_each").search(clause.text) for clause in reading.clauses)
        plan = context.plan  # 完成率每低1个百分点 beside a bare 10: no rate is to be 10%
        return False if isinstance(plan, Decimal) and (plan > 100 or (completes and plan < 50)) else None
    if not isinstance(context.plan, Decimal):
        return True
    # the unit is unknown: a threshold that is the plan itself, or none above it, speaks of the value
    ends = [end for c in percents for end in c.interval.ends]
    return context.plan in ends or (context.plan <= 100 and all(end <= context.plan for end in ends))


def _is_of_time(condition: Condition) -> bool:
    """Whether a condition is about a deadline or lateness."""
    if isinstance(condition, Each):
        return condition.counted in (Counted.LATE, Counted.EARLY)
    return isinstance(condition, InTime | Late) or (isinstance(condition, Within) and condition.scale.axis.timed)


def _is_of_excess(condition: Condition) -> bool:
    """Whether a condition is about staying below a limit."""
    if isinstance(condition, Each):
        return condition.counted is Counted.OVER
    within = isinstance(condition, Within) and condition.scale.axis.over
    return within or condition in (WordRelation.EXCEEDED, WordRelation.KEPT)


_CHANGES = ("rises", "falls")


def _change_of(subject: str) -> str:
    """Return which change the words around a number name, empty if none or both."""
    found = [name for name in _CHANGES if any(word in subject for word in words(name))]
    return found[0] if len(found) == 1 else ""


def _own_change(conditions: list[Condition], context: Context) -> str:
    """Return the change that the indicator itself is: 能耗下降3%以上; else empty."""
    if not isinstance(context.plan, Decimal) or context.wants_less:
        return ""
    for condition in conditions:
        if isinstance(condition, Within) and context.plan in condition.interval.ends:
            return _change_of(condition.subject)
    return ""


def _ends_of_values(within: list[Within], context: Context) -> set[Decimal]:
    """The target and the ends of tiers that speak of the value itself."""
    ends = {context.plan} if isinstance(context.plan, Decimal) else set()
    for condition in within:  # in the order of the sentence: 超出5%不超出7%得3分，超出7%不得分
        interval, axis = condition.interval, condition.scale.axis
        if axis in (Axis.PERCENT, Axis.VALUE, Axis.EXCESS) or axis.off or interval.low in ends:
            ends.update(interval.ends)
    return ends


class Resolver:
    """Settles the axes that a sentence leaves open, once for all its clauses.

    ``percent_value``: 80% in the sentence means the value itself (True) or its share of the plan (False);
    ``saves``: the indicator is itself a share saved or cut.
    """

    def __init__(self, reading: SentenceReading, context: Context) -> None:
        conditions = reading.conditions
        self.context = context
        self.percent_value = _percent_is_value(reading, context)
        self._timed = any(map(_is_of_time, conditions))
        self._excess = context.wants_less or any(map(_is_of_excess, conditions))
        self._change = _own_change(conditions, context)
        self.saves = self._change == "falls" and self.percent_value is True
        self._ends = _ends_of_values(reading.within, context)
        percents = [condition for condition in reading.within if condition.scale.axis in (Axis.PERCENT, Axis.SHARE)]
        self._floors = {condition.interval.low for condition in percents}  # 达到50%得3分，超过50%的部分每增加10%
        self._deviates = any(condition.scale.axis.off for condition in reading.within)
        self._overrun = context.is_percent and any(pattern("overrun_rate").search(c.subject) for c in reading.within)

    def change_in(self, text: str) -> Interval | None:
        """Return what 上升 or 持平 says of an indicator that is a change itself."""
        plan = self.context.plan
        if not self._change and (self.context.wants_less or (isinstance(plan, Decimal) and plan >= _NO_CHANGE)):
            return None  # 同比下降的不得分 beside a rate of 90%: of what it was the year before
        text = pattern("compared_with").sub("", text)
        if text == "持平":
            return exactly(ZERO) if self._change else None
        level, text = text.startswith("持平或"), pattern("compared_with").sub("", text.removeprefix("持平或"))
        named, denied = (
            next((name for name in _CHANGES if word in words(name)), "")
            for word in (text, pattern("denied").sub("", text))
        )
        if named:
            return None if named == (self._change or "rises") else at_most(ZERO, included=level)
        return at_most(ZERO) if denied and denied == self._change else None

    def settle(self, condition: Within) -> Within:
        """The condition on an axis that can be measured, in the indicator's unit."""
        if self._change and condition.scale.axis.distance and self._change == _change_of(condition.subject):
            scale = condition.scale.on(Axis.VALUE)  # 下降10%以上 of a fall by 10%
            return Within(scale, condition.interval, condition.subject)
        scale, interval = condition.scale, condition.interval
        ratio = unit_ratio(scale.unit, self.context.unit) if isinstance(self.context.plan, Decimal) else None
        if ratio is not None and not scale.axis.relative:
            scale, interval = Scale(scale.axis, scale.reference, str(self.context.unit)), interval.times(ratio)
        axis = self._axis(scale, interval)
        if axis is Axis.OVER and scale.axis.timed and pattern("lateness").search(condition.subject):
            axis = Axis.VALUE  # 平均逾期天数不超过3天: the indicator is itself how late
        if axis is Axis.VALUE and scale.axis.distance and interval.low == 0:
            interval = Interval(high=interval.high, high_in=interval.high_in)
        if axis.timed and not scale.axis.timed:
            interval = interval.times(Decimal(TIME_AXES.get(scale.unit, (axis, 1))[1]))
            if interval.low is None:
                interval = Interval(ZERO, interval.high, False, interval.high_in)
        if axis in (Axis.OFF, Axis.OFF_SHARE) and self.percent_value:
            axis = Axis.SIZE  # 偏差率在5%以内: the indicator is itself a deviation
        return Within(scale.on(axis), interval, condition.subject)

    def _axis(self, scale: Scale, interval: Interval) -> Axis:
        axis, plan, percent = scale.axis, self.context.plan, scale.unit in PERCENT_UNITS
        numeric = isinstance(plan, Decimal)
        if axis is Axis.EXCESS:
            return self._excess_axis(scale, interval)
        if axis is Axis.UNDER and plan == 0 and is_counted(scale.unit):
            return Axis.VALUE  # 缺5项以上 where none is to be missing
        if axis is Axis.PERCENT or (axis is Axis.SHARE and self.percent_value):
            itself = Axis.SIZE if self._deviates and percent else Axis.VALUE  # 3%-8%得2分，偏差率3%以内得4分
            return Axis.SHARE if self.percent_value is False else itself
        if axis.timed and numeric:
            return Axis.OVER
        if axis is Axis.VALUE and scale.unit in TIME_UNITS and self._timed and not numeric:
            return TIME_AXES.get(scale.unit, (Axis.DAYS, 1))[0]
        if axis is Axis.OVER and numeric and interval.low and interval.low in self._ends:
            return Axis.VALUE  # 24至48小时得8分，超出48小时不得分
        over_itself = axis is Axis.OVER_SHARE and self.context.is_percent
        if over_itself and self.percent_value and (self._overrun or self._is_of_value(interval)):
            return Axis.SIZE if self._deviates else Axis.VALUE  # 超支率≤5% of an overrun
        if self.percent_value and (axis is Axis.UNDER_SHARE or over_itself):
            return Axis.UNDER if axis.under else Axis.OVER
        if self.percent_value is False and percent and axis in (Axis.OVER, Axis.UNDER):
            return Axis.UNDER_SHARE if axis.under else Axis.OVER_SHARE
        return axis

    def _is_of_value(self, interval: Interval) -> bool:
        """超出3%的 where 3% is the plan, above it or the end of a tier: no distance to it."""
        plan, low = self.context.plan, interval.low
        above = isinstance(plan, Decimal) and low is not None and low > plan
        return above or low in self._ends or interval.high == plan

    def _excess_axis(self, scale: Scale, interval: Interval) -> Axis:
        """超过10%, 超过5万元, 超过1个月: of the value itself, or beyond the plan."""
        plan, number = self.context.plan, interval.low if interval.low is not None else interval.high
        if scale.unit in TIME_UNITS and not isinstance(plan, Decimal):
            return TIME_AXES.get(scale.unit, (Axis.DAYS, 1))[0]
        if scale.unit in PERCENT_UNITS:
            if self.percent_value:
                return Axis.OVER if scale.unit == "百分点" else Axis.VALUE
            if self._excess and number not in self._floors and (number is None or number < 100):
                return Axis.OVER_SHARE
            return Axis.SHARE if self.percent_value is False else Axis.VALUE
        less = isinstance(plan, Decimal) and number is not None and number < plan
        beyond = self._excess and (less or not isinstance(plan, Decimal))
        return Axis.OVER if beyond or (scale.unit in TIME_UNITS and less) else Axis.VALUE
