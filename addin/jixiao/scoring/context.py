"""What the sentence leaves to the indicator: whether 80% means the value or its share of the plan, and of what 超过10% is.

The plan of an indicator comes in as anything a form holds; ``read_plan`` and ``read_actual`` turn it into a number, a
date or a label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from jixiao.forms.measures import split_measure
from jixiao.forms.numbers import money_units, parse_number
from jixiao.scoring import awards
from jixiao.scoring.axes import Axis, Scale
from jixiao.scoring.calendar import as_date, read_date
from jixiao.scoring.criteria import Plan
from jixiao.scoring.interval_phrases import TIME_AXES
from jixiao.scoring.intervals import Interval
from jixiao.scoring.notation import normalise
from jixiao.scoring.reading import Clause, Counted, Each, InTime, Late, Reading, Relation, ToPlan, Within
from jixiao.scoring.vocabulary import PERCENT_UNITS, TIME_UNITS, unit_ratio

Value = Decimal | int | float | str | date | datetime | None
_PERCENT_SPELLINGS = frozenset({"%", "％", "﹪", "百分比", "百分数", "百分点", "个百分点", "‰"})


@dataclass(frozen=True, slots=True)
class Context:
    """The indicator a standard belongs to. ``year`` completes deadlines that name none."""

    plan: Plan = None
    unit: str | None = None
    operator: str | None = None
    points: Decimal | None = None
    year: int | None = None

    @property
    def is_percent(self) -> bool:
        """Whether the indicator itself is a percentage."""
        return self.unit is not None and self.unit in _PERCENT_SPELLINGS

    @property
    def wants_less(self) -> bool:
        """Whether the plan is a limit from above."""
        return self.operator in ("≤", "<")


def read_plan(value: Value, unit: str | None = None) -> Plan:
    """The plan of an indicator: a number, a date, else a label in normal form; None if blank."""
    if isinstance(value, bool):
        return None
    number = read_number(value, unit)
    if number is not None:
        return number
    day = as_date(value)
    if day is not None or not isinstance(value, str):
        return day
    return read_date(value) or (normalise(value).strip(";,") or None)


def read_number(value: Value, unit: str | None) -> Decimal | None:
    """A number, with or without the unit of the indicator (or another unit of money, which is converted)."""
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    if isinstance(value, int | float):
        return parse_number(value)
    if not isinstance(value, str):
        return None
    number = parse_number(value)
    if number is not None or len(value) > 40:
        return number
    measure = split_measure(value)
    if measure is None or measure.number is None or read_date(value) is not None:
        return None
    return convert(measure.number, measure.unit, unit)


def convert(number: Decimal, unit: str | None, into: str | None) -> Decimal | None:
    """A number in the indicator's unit; None where the two have nothing to do with each other."""
    if unit is None or into is None or unit == into:
        return number
    if unit in _PERCENT_SPELLINGS or into in _PERCENT_SPELLINGS:
        return number if unit in _PERCENT_SPELLINGS and into in _PERCENT_SPELLINGS else None
    worth = money_units()
    if unit in worth and into in worth:
        return number * worth[unit] / worth[into]
    return number


def percent_is_value(reading: Reading, context: Context) -> bool | None:
    """Whether 80% in the sentence means the value itself (True) or its share of the plan (False); None if not said."""
    within = [c for clause in reading.clauses for c in clause.conditions if isinstance(c, Within)]
    percents = [condition for condition in within if condition.scale.axis is Axis.PERCENT]
    if any(condition.scale.axis is Axis.SHARE for condition in within):
        return False
    if context.unit is not None and not context.is_percent:
        return False
    to_plan = any(_gives_full_for_plan(clause) for clause in reading.clauses)
    top_stated = any(_gives_full_for(clause, Axis.PERCENT) for clause in reading.clauses)
    if percents and to_plan and not top_stated:
        proportional = any(isinstance(clause.award, awards.OfPlan) and clause.award.rises for clause in reading.clauses)
        completes = any(condition.subject.startswith("完成") for condition in percents)
        rated = any(condition.subject.rstrip("的").endswith(("率", "度")) for condition in percents)
        if (proportional and not rated) or completes:
            return False
    if context.is_percent:
        return True
    return _guess_from_thresholds(percents, context) if percents else _guess_without(context)


def _gives_full_for_plan(clause: Clause) -> bool:
    reached = any(isinstance(c, ToPlan) and c.relation in (Relation.REACHED, Relation.ALL) for c in clause.conditions)
    return reached and isinstance(clause.award, awards.Tier)


def _gives_full_for(clause: Clause, axis: Axis) -> bool:
    held = any(isinstance(c, Within) and c.scale.axis is axis for c in clause.conditions)
    return held and isinstance(clause.award, awards.Tier)


def _guess_without(context: Context) -> bool | None:
    return False if isinstance(context.plan, Decimal) and context.plan > 100 else None


def _guess_from_thresholds(percents: list[Within], context: Context) -> bool:
    """The unit is unknown: a threshold that is the plan itself, or none above it, speaks of the value."""
    if not isinstance(context.plan, Decimal):
        return True
    ends = [end for c in percents for end in (c.interval.low, c.interval.high) if end is not None]
    if context.plan in ends:
        return True
    return context.plan <= 100 and all(end <= context.plan for end in ends)


def speaks_of_time(reading: Reading) -> bool:
    """Whether any clause is about a deadline or lateness."""
    for clause in reading.clauses:
        for condition in clause.conditions:
            if isinstance(condition, InTime | Late) or (
                isinstance(condition, Each) and condition.counted in (Counted.LATE, Counted.EARLY)
            ):
                return True
            if isinstance(condition, Within) and condition.scale.axis.timed:
                return True
    return False


def speaks_of_excess(reading: Reading, context: Context) -> bool:
    """Whether the standard is about staying below a limit."""
    if context.wants_less:
        return True
    for clause in reading.clauses:
        for condition in clause.conditions:
            if isinstance(condition, ToPlan) and condition.relation in (Relation.EXCEEDED, Relation.KEPT):
                return True
            if isinstance(condition, Each) and condition.counted is Counted.OVER:
                return True
            if isinstance(condition, Within) and condition.scale.axis in (Axis.OVER, Axis.OVER_SHARE):
                return True
    return False


_LATENESS = re.compile(r"(?:逾期|延误|延迟|超期|拖延|推迟|滞后)(?:天数|日数|时间|时长|工作日|月数)")


@dataclass(frozen=True, slots=True)
class Resolver:
    """Settles the axes that a sentence leaves open, once for all its clauses."""

    context: Context
    percent_value: bool | None
    timed: bool
    excess: bool

    @classmethod
    def of(cls, reading: Reading, context: Context) -> Resolver:
        """The resolver for one sentence about one indicator."""
        return cls(
            context, percent_is_value(reading, context), speaks_of_time(reading), speaks_of_excess(reading, context)
        )

    def settle(self, condition: Within) -> Within:
        """The condition on an axis that can be measured, in the indicator's unit."""
        scale, interval = condition.scale, condition.interval
        ratio = unit_ratio(scale.unit, self.context.unit) if isinstance(self.context.plan, Decimal) else None
        if ratio is not None and not scale.axis.relative:
            scale, interval = replace(scale, unit=str(self.context.unit)), interval.times(ratio)
        axis = self._axis(scale, interval)
        if axis is Axis.OVER and scale.axis.timed and _LATENESS.search(condition.subject):
            axis = Axis.VALUE  # 平均逾期天数不超过3天: the indicator is itself how late
            interval = replace(interval, low=None, low_in=None) if interval.low == 0 else interval
        if axis.timed and not scale.axis.timed:
            factor = Decimal(TIME_AXES.get(scale.unit, (axis, 1))[1])
            interval = interval.times(factor)
            if interval.low is None:
                interval = replace(interval, low=Decimal(0), low_in=False)
        if axis in (Axis.OFF, Axis.OFF_SHARE) and self.percent_value:
            axis = Axis.SIZE  # 偏差率在5%以内: the indicator is itself a deviation
        scale = scale.on(axis)
        settled = scale is condition.scale and interval is condition.interval
        return condition if settled else replace(condition, scale=scale, interval=interval)

    def _axis(self, scale: Scale, interval: Interval) -> Axis:
        numeric = isinstance(self.context.plan, Decimal)
        match scale.axis:
            case Axis.PERCENT:
                return Axis.SHARE if self.percent_value is False else Axis.VALUE
            case Axis.EXCESS:
                return self._excess_axis(scale, interval)
            case Axis.DAYS | Axis.WORKDAYS | Axis.MONTHS if numeric:
                return Axis.OVER
            case Axis.VALUE if scale.unit in TIME_UNITS and self.timed and not numeric:
                return TIME_AXES.get(scale.unit, (Axis.DAYS, 1))[0]
            case Axis.OVER_SHARE if (
                self.percent_value and self.context.is_percent and interval.low == self.context.plan
            ):
                return Axis.VALUE  # 超出3%的 where 3% is the plan
            case Axis.OVER_SHARE if self.percent_value and self.context.is_percent:
                return Axis.OVER
            case Axis.UNDER_SHARE if self.percent_value:
                return Axis.UNDER
            case Axis.UNDER if scale.unit in PERCENT_UNITS and self.percent_value is False:
                return Axis.UNDER_SHARE
            case Axis.OVER if scale.unit in PERCENT_UNITS and self.percent_value is False:
                return Axis.OVER_SHARE
        return scale.axis

    def _excess_axis(self, scale: Scale, interval: Interval) -> Axis:
        """超过10%, 超过5万元, 超过1个月: of the value itself, or beyond the plan."""
        plan = self.context.plan
        number = interval.low if interval.low is not None else interval.high
        beyond = self.excess and (not isinstance(plan, Decimal) or (number is not None and number < plan))
        if scale.unit in TIME_UNITS and not isinstance(plan, Decimal):
            return TIME_AXES.get(scale.unit, (Axis.DAYS, 1))[0]
        if scale.unit in PERCENT_UNITS:
            if self.percent_value:
                return Axis.OVER if scale.unit == "百分点" else Axis.VALUE
            return (
                Axis.OVER_SHARE
                if self.excess and (number is None or number < 100)
                else Axis.SHARE
                if self.percent_value is False
                else Axis.VALUE
            )
        return (
            Axis.OVER
            if beyond
            or (scale.unit in TIME_UNITS and number is not None and isinstance(plan, Decimal) and number < plan)
            else Axis.VALUE
        )
