"""Repeated penalties and awards bound to an indicator: which axis a step runs along, and from where it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from jixiao.scoring import awards
from jixiao.scoring.axes import Axis, Number, Scale
from jixiao.scoring.context import Context, Resolver
from jixiao.scoring.interval_phrases import TIME_AXES
from jixiao.scoring.intervals import Interval
from jixiao.scoring.reading import (
    Clause,
    Counted,
    Deadline,
    Each,
    InTime,
    Late,
    LimitKind,
    Reading,
    Relation,
    ToPlan,
    Within,
)
from jixiao.scoring.vocabulary import PERCENT_UNITS, TIME_UNITS, unit_ratio

_ZERO = Decimal(0)
_DEVIATION = re.compile(r"(?<![超支正负])(?:偏差|偏离|误差)(?:率|度|幅度|比例)?[,:]?每")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the steps of a standard count from: the threshold of the clause that gives the full points."""

    threshold: Interval | None = None
    axis: Axis | None = None
    deadline: date | None = None
    base: Decimal | None = None


def find_origin(reading: Reading, resolver: Resolver, deadline: date | None) -> Origin:
    """The threshold of the first clause that gives points for a number, and the deadline of the sentence."""
    to_plan: Decimal | None = None
    for clause in reading.clauses:
        if not isinstance(clause.award, awards.Tier):
            continue
        base = clause.award.number if isinstance(clause.award, awards.Points) else None
        for condition in clause.conditions:
            if isinstance(condition, Within):
                settled = resolver.settle(condition)
                return Origin(settled.interval, settled.scale.axis, deadline, base)
            if isinstance(condition, ToPlan):
                to_plan = to_plan if to_plan is not None else base
    return Origin(deadline=deadline, base=to_plan)


def deadline_of(reading: Reading, context: Context) -> date | None:
    """The day the sentence names: the first deadline of a clause, its year completed from the plan."""
    year = context.plan.year if isinstance(context.plan, date) else context.year
    for clause in reading.clauses:
        for condition in clause.conditions:
            if isinstance(condition, InTime | Late) and isinstance(condition.deadline, Deadline):
                return condition.deadline.on(year)
    return None


def steps_of(clause: Clause, each: Each, reading: Reading, resolver: Resolver, origin: Origin) -> awards.Steps | None:
    """The steps of a clause; None where the sentence does not say in which direction they count."""
    award = clause.award
    if isinstance(award, awards.Deduct):
        step = _penalty(clause, each, resolver, origin)
        limit, adds = LimitKind.MOST_DEDUCTED, False
        if step is not None and origin.base and any(isinstance(c.award, awards.Add) for c in reading.clauses):
            step = replace(step, base=origin.base)  # 达到85%得4分，每提高1%加0.5分，每降低1%扣1分: from the 4
    elif isinstance(award, awards.Points | awards.Add):
        step = _gain(each, award, resolver, origin)
        limit, adds = LimitKind.MOST_ADDED, True
    else:
        return None
    if step is None:
        return None
    most, partial, least = (reading.limit(kind) for kind in (limit, LimitKind.PARTIAL, LimitKind.LEAST))
    return replace(
        step,
        each=award.number,
        share=isinstance(award, awards.DeductShare),
        adds=adds,
        policy=None if partial is None else partial.policy,
        most=None if most is None else most.number,
        least=None if adds or least is None else least.number,
    )


def _plain(scale: Scale, safe: Interval, size: Decimal) -> awards.Steps:
    return awards.Steps(scale, safe, size, _ZERO)


def _penalty(clause: Clause, each: Each, resolver: Resolver, origin: Origin) -> awards.Steps | None:
    counted = counted_by(clause, each, resolver.context)
    if each.counted is Counted.UNSAID and _is_range(origin.threshold):
        counted = Counted.OFF  # 超出范围的每1个百分点扣1分
    own = next((resolver.settle(c) for c in clause.conditions if isinstance(c, Within)), None)
    bare = own is None and origin.threshold is None and not resolver.context.wants_less
    if bare and each.unit in PERCENT_UNITS and _DEVIATION.search(clause.text):
        counted = Counted.OFF  # 偏差率每超过1%扣1分; of costs only what is above the plan
    if counted is Counted.OVER and each.unit in TIME_UNITS and not isinstance(resolver.context.plan, Decimal):
        counted = Counted.LATE
    if counted is Counted.UNDER and each.unit in TIME_UNITS and isinstance(resolver.context.plan, date):
        return None  # 每差1天 of a date: before it or after it
    bounded = origin.threshold is not None and origin.threshold.high
    if counted is Counted.OCCURRED and each.counted is not Counted.OCCURRED and own is None and bounded:
        return None  # ≤12个月得满分，每拉长1个月扣1分: whether each of them counts is not said
    match counted:
        case Counted.LATE:
            return _late(each, resolver, origin)
        case Counted.OFF:
            return _off(each, resolver, origin)
        case Counted.OVER | Counted.UNDER:
            return _beyond(counted, each, resolver, origin, own)
        case Counted.OCCURRED:
            return _plain(Scale(Axis.VALUE, unit=each.unit), Interval(high=_ZERO, high_in=True), each.size)
    return None


def counted_by(clause: Clause, each: Each, context: Context) -> Counted:
    """The direction, where need be from the rest of the clause: 超出部分每1%扣1分."""
    if each.counted is Counted.MISSING:
        counts_done = isinstance(context.plan, Decimal) and context.plan > 0 and not context.wants_less
        return (
            Counted.UNDER
            if counts_done and context.unit is not None and context.unit == each.unit
            else Counted.OCCURRED
        )
    if each.counted not in (Counted.UNSAID, Counted.DONE):
        return each.counted
    for condition in sorted(clause.conditions, key=lambda condition: isinstance(condition, Within)):
        if isinstance(condition, Late) or (isinstance(condition, Within) and condition.scale.axis.timed):
            return Counted.LATE
        if isinstance(condition, ToPlan):
            if condition.relation is Relation.EXCEEDED:
                return Counted.OVER
            if condition.relation is Relation.SHORT:
                return Counted.UNDER
        if isinstance(condition, Within):
            return Counted.UNDER if condition.interval.low is None else Counted.OVER
    if each.unit in PERCENT_UNITS:
        return Counted.OVER if context.wants_less else Counted.UNDER
    return Counted.OCCURRED


def _late(each: Each, resolver: Resolver, origin: Origin) -> awards.Steps:
    axis, factor = TIME_AXES.get(each.unit, (Axis.DAYS, 1))
    if isinstance(resolver.context.plan, Decimal) and origin.deadline is None:
        return _plain(Scale(Axis.OVER, unit=each.unit), Interval(high=_ZERO, high_in=True), each.size)
    reference = _unless_plan(origin.deadline, resolver.context)
    return _plain(Scale(axis, reference, each.unit), Interval(high=_ZERO, high_in=True), each.size * factor)


def _unless_plan(number: Number | None, context: Context) -> Number | None:
    """A threshold of the sentence, or None where it is the plan: then the formula follows the plan's cell."""
    return None if number == context.plan else number


def _off(each: Each, resolver: Resolver, origin: Origin) -> awards.Steps:
    size = each.size
    if origin.threshold is not None and origin.threshold.low is not None and origin.threshold.high is not None:
        return _plain(Scale(origin.axis or Axis.VALUE, unit=each.unit), origin.threshold, size)
    percent = each.unit in PERCENT_UNITS
    axis = Axis.OFF_SHARE if percent and not resolver.percent_value else Axis.OFF
    high = (
        origin.threshold.high if origin.threshold is not None and origin.axis is not None and origin.axis.off else None
    )
    if high is not None and origin.axis is not None:
        axis = origin.axis
    return _plain(Scale(axis, unit=each.unit), Interval(high=high or _ZERO, high_in=True), size)


def _beyond(counted: Counted, each: Each, resolver: Resolver, origin: Origin, own: Within | None) -> awards.Steps:
    """Over or under: from the clause's own threshold, else that of the full points, else the plan."""
    over = counted is Counted.OVER
    if over and own is None and _is_range(origin.threshold):
        return _off(each, resolver, origin)
    size, unit = _converted(each, resolver.context)
    end, axis = _end_of(over, origin, own)
    relative = _is_relative(each, over, resolver)
    if end is not None and axis.distance:
        return _plain(Scale(axis, unit=unit), Interval(high=end, high_in=True), size)
    if end is not None and axis is Axis.SHARE and relative:
        safe = Interval(high=end, high_in=True) if over else Interval(low=end, low_in=True)
        return _plain(Scale(axis, unit=unit), safe, size)
    reference = _unless_plan(end, resolver.context) if axis is Axis.VALUE else None
    return _plain(Scale(_axis(over, relative), reference, unit), Interval(high=_ZERO, high_in=True), size)


def _is_range(threshold: Interval | None) -> bool:
    return threshold is not None and threshold.low is not None and threshold.high is not None and not threshold.exact


def is_requirement(counted: Counted, condition: Within) -> bool:
    """不少于4次，每少1次扣1分: the condition holds where nothing is taken, and the steps count from its end."""
    interval = condition.interval
    if counted is Counted.UNDER:
        return interval.low is not None and interval.high is None and not condition.scale.axis.distance
    if counted in (Counted.OVER, Counted.LATE):
        return interval.high is not None and interval.low is None and not condition.scale.axis.distance
    return False


def _end_of(over: bool, origin: Origin, own: Within | None) -> tuple[Decimal | None, Axis]:
    """The number from which the steps count, and its axis."""
    if own is not None and is_requirement(Counted.OVER if over else Counted.UNDER, own):
        return (own.interval.high if over else own.interval.low), own.scale.axis
    if own is not None:
        axis, interval = own.scale.axis, own.interval
        return (interval.low if over or axis.distance else interval.high), axis
    if origin.threshold is None or origin.axis is None:
        return None, Axis.VALUE
    high = over or origin.axis.distance
    return (origin.threshold.high if high else origin.threshold.low), origin.axis


def _axis(over: bool, relative: bool) -> Axis:
    if over:
        return Axis.OVER_SHARE if relative else Axis.OVER
    return Axis.UNDER_SHARE if relative else Axis.UNDER


def _is_relative(each: Each, over: bool, resolver: Resolver) -> bool:
    """Whether a step in per cent is one of the plan, not a percentage point of the value (STANDARDS.md, Boundaries)."""
    if each.unit not in PERCENT_UNITS:
        return False
    value = resolver.percent_value
    if each.unit == "百分点":
        return value is False
    if resolver.context.is_percent:
        return each.to_plan and over
    if over:
        return value is not True or each.to_plan
    plan = resolver.context.plan
    return value is False or (value is None and isinstance(plan, Decimal) and plan > 100)


def _converted(each: Each, context: Context) -> tuple[Decimal, str]:
    ratio = unit_ratio(each.unit, context.unit)
    if ratio is None:
        return each.size, each.unit
    return each.size * ratio.numerator / ratio.denominator, str(context.unit)


def _gain(each: Each, award: awards.Points | awards.Add, resolver: Resolver, origin: Origin) -> awards.Steps | None:
    """Points for every item done, or on top for every step beyond the plan or a threshold."""
    if each.counted is Counted.EARLY:
        reference = _unless_plan(origin.deadline, resolver.context)
        axis, factor = TIME_AXES.get(each.unit, (Axis.DAYS, 1))
        return replace(
            _plain(Scale(axis, reference, each.unit), Interval(low=_ZERO, low_in=True), each.size * factor), base=None
        )
    if each.counted in (Counted.OVER, Counted.UNDER):
        base = origin.base if isinstance(award, awards.Add) else None
        if isinstance(award, awards.Points) and each.counted is Counted.UNDER:
            return None
        size, unit = _converted(each, resolver.context)
        over = each.counted is Counted.OVER
        relative = _is_relative(each, over, resolver)
        end = None if origin.threshold is None else origin.threshold.low if over else origin.threshold.high
        if end is not None and origin.axis is Axis.VALUE:
            reference = _unless_plan(end, resolver.context)
            step = _plain(Scale(_axis(over, relative), reference, unit), Interval(high=_ZERO, high_in=True), size)
        elif end is not None and origin.axis is Axis.SHARE:
            step = _plain(Scale(Axis.SHARE, unit=unit), Interval(high=end, high_in=True), size)
        else:
            step = _plain(Scale(_axis(over, relative), unit=unit), Interval(high=_ZERO, high_in=True), size)
        return replace(step, base=base)
    if isinstance(award, awards.Add) and (each.unit in PERCENT_UNITS or origin.threshold is not None):
        return None  # 达到50场得4分，每增办5场加0.5分: whether it counts from the 50 is not said
    base = None if isinstance(award, awards.Add) else _ZERO
    return replace(_plain(Scale(Axis.VALUE, unit=each.unit), Interval(high=_ZERO, high_in=True), each.size), base=base)
