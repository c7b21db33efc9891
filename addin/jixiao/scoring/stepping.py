"""Steps bound to an indicator: which axis they run along, from where they count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from jixiao.scoring import awards
from jixiao.scoring.axes import Axis, Scale
from jixiao.scoring.context import Context, Resolver
from jixiao.scoring.criteria import Within
from jixiao.scoring.interval_phrases import TIME_AXES
from jixiao.scoring.intervals import Interval, at_least, at_most
from jixiao.scoring.phrases import PERCENT_UNITS, TIME_UNITS, is_counted, pattern, unit_ratio
from jixiao.scoring.sentence import Clause, Counted, Each, InTime, Late, LimitKind, SentenceReading, WordRelation

ZERO = Decimal(0)
_DIFFERS = ("相差", "差距", "差额")


class Stepper:
    """The steps of a sentence, counted from the clause that gives the full points."""

    def __init__(self, reading: SentenceReading, resolver: Resolver) -> None:
        self._reading = reading
        self._resolver = resolver
        self._context = resolver.context
        kept = [
            clause for clause in reading.clauses if not isinstance(clause.award, awards.Nothing)
        ]  # no gate far behind
        dates = (c.deadline for clause in kept for c in clause.conditions if isinstance(c, InTime | Late))
        deadline = next((deadline for deadline in dates if deadline is not None), None)
        self.deadline = None if deadline is None else deadline.beside(self._context.plan, self._context.year)
        self._threshold: Interval | None = None
        self._axis: Axis | None = None
        self._base: Decimal | None = None
        for clause in reading.clauses:
            if self._base is None and isinstance(clause.award, awards.Points):
                self._base = clause.award.number
            if isinstance(clause.award, awards.Tier) and clause.within:
                settled = resolver.settle(clause.within[0])
                self._threshold, self._axis = settled.interval, settled.scale.axis
                break

    def steps_of(self, clause: Clause, each: Each) -> awards.Steps | None:
        """The steps of a clause; None where their direction is not said."""
        award = clause.award
        if isinstance(award, awards.Deduct):
            step, limit, adds = self._penalty(clause, each), LimitKind.MOST_DEDUCTED, False
            if step is not None and any(isinstance(c.award, awards.Add) for c in self._reading.clauses):
                step = replace(step, base=self._base)  # 达到85%得4分，每提高1%加0.5分，每降低1%扣1分: from the 4
        elif isinstance(award, awards.Points | awards.Share | awards.Add):
            if WordRelation.EXCEEDED in clause.conditions and each.counted in (Counted.UNSAID, Counted.DONE):
                each = replace(each, counted=Counted.OVER)  # 超过的每件加0.5分
            step, limit, adds = self._gain(each, award), LimitKind.MOST_ADDED, True
        else:
            return None
        if step is None:
            return None
        most, partial, least = (self._reading.limit(kind) for kind in (limit, LimitKind.PARTIAL, LimitKind.LEAST))
        return replace(
            step,
            each=award.number,
            share=isinstance(award, awards.DeductShare | awards.Share),
            adds=adds,
            policy=None if partial is None else partial.policy,
            most=None if most is None else most.number,
            least=None if adds or least is None else least.number,
        )

    # ---- penalties

    def _penalty(self, clause: Clause, each: Each) -> awards.Steps | None:
        if self._axis is Axis.SHARE and not each.unit and each.size < 1:
            each = replace(each, size=each.size * 100, unit="%")  # 完成数÷目标数≥1得10分，每降低0.1扣1分
        counted, threshold, plan = counted_by(clause, each, self._context), self._threshold, self._context.plan
        directed = self._context.operator not in (None, "=")
        if counted is Counted.OFF and directed and threshold and len(threshold.ends) == 1:
            counted = Counted.OVER if self._context.wants_less else Counted.UNDER  # ≥90%得满分，每相差1%扣1分
        own = next(map(self._resolver.settle, clause.within), None)
        deviates = own is None and not self._context.wants_less and pattern("deviation_each").search(clause.text)
        if deviates or (each.counted in (Counted.UNSAID, Counted.DONE) and _is_range(threshold)):
            # 偏差率每超过1%扣1分; of costs only what is above the plan; 超出范围的每1个百分点扣1分
            counted = Counted.OFF
        if counted is Counted.OVER and each.unit in TIME_UNITS and not isinstance(plan, Decimal):
            counted = Counted.LATE
        if counted is Counted.UNDER and each.unit in TIME_UNITS and isinstance(plan, date):
            return None  # 每差1天 of a date: before it or after it
        bounded = threshold is not None and threshold.high
        if counted is Counted.OCCURRED and each.counted is not Counted.OCCURRED and own is None and bounded:
            return None  # ≤12个月得满分，每拉长1个月扣1分: whether each of them counts is not said
        if counted is Counted.LATE and isinstance(plan, Decimal) and self.deadline is None:
            counted = Counted.OVER
        match counted:
            case Counted.LATE:
                return self._late(each, own) if each.unit in TIME_AXES else None  # not 每迟1旬
            case Counted.OFF:
                return self._off(each)
            case Counted.OVER | Counted.UNDER:
                return self._beyond(counted, each, own)
            case Counted.OCCURRED:
                return awards.Steps(Scale(Axis.VALUE, unit=each.unit), at_most(ZERO), each.size)
        return None

    def _from_deadline(self, each: Each, safe: Interval) -> awards.Steps:
        axis, factor = TIME_AXES[each.unit]
        return awards.Steps(Scale(axis, self._context.unless_plan(self.deadline), each.unit), safe, each.size * factor)

    def _late(self, each: Each, own: Within | None) -> awards.Steps | None:
        """Steps behind what a clause forgives, 逾期5天以内不扣分; None if it is not said."""
        steps = self._from_deadline(each, at_most(ZERO))
        axis = steps.scale.axis
        begin = None if own is None else own.interval.low
        clauses = [clause for clause in self._reading.clauses if begin or self._forgives(clause)]
        settled = [self._resolver.settle(condition) for clause in clauses for condition in clause.within]
        ends = [(one.scale.axis, one.interval.high) for one in settled if one.scale.axis.timed and one.interval.high]
        start = (own.scale.axis, begin) if own is not None and begin else next(iter(ends), None)
        if start is None or begin == 0:
            return steps
        said = start in ends and start[0] is axis and axis is not Axis.MONTHS
        return replace(steps, safe=at_most(start[1])) if said else None

    def _forgives(self, clause: Clause) -> bool:
        award = clause.award
        return isinstance(award, awards.Full) or award == awards.Points(self._context.points or ZERO)

    def _off(self, each: Each) -> awards.Steps:
        threshold = self._threshold
        if threshold is not None and len(threshold.ends) == 2:
            return awards.Steps(Scale(self._axis or Axis.VALUE, unit=each.unit), threshold, each.size)
        percent = each.unit in PERCENT_UNITS
        axis, high = Axis.OFF_SHARE if percent and not self._resolver.percent_value else Axis.OFF, None
        if threshold is not None and threshold.high and self._axis is not None and self._axis.off:  # not 偏差为0
            axis, high = self._axis, threshold.high
        return awards.Steps(Scale(axis, unit=each.unit), at_most(high or ZERO), each.size)

    def _beyond(self, counted: Counted, each: Each, own: Within | None) -> awards.Steps | None:
        """Over or under: from the clause's own threshold, the full points', the plan."""
        over = counted is Counted.OVER
        if over and own is None and _is_range(self._threshold):
            return self._off(each)
        end, axis = self._end(counted, own)
        if end is not None and axis.distance:
            size, unit = self._converted(each)
            if unit in PERCENT_UNITS and not (axis.relative or self._context.is_percent):
                return None  # 超支5万元以内不扣分，每超1%扣1分: from where it counts is not said
            return awards.Steps(Scale(axis, unit=unit), at_most(end), size)
        return self._from(end, axis, each, over)

    def _from(self, end: Decimal | None, axis: Axis, each: Each, over: bool) -> awards.Steps | None:
        """Steps over or under a number; None for 每少1个 where 90% of them are enough."""
        size, unit = self._converted(each)
        if end is not None and axis is Axis.SHARE and (unit in PERCENT_UNITS or end != 100):
            steps = awards.Steps(Scale(axis, unit=unit), at_most(end) if over else at_least(end), size)
            return steps if unit in PERCENT_UNITS else None
        reference = self._context.unless_plan(end) if axis is Axis.VALUE else None
        share, plain = (Axis.OVER_SHARE, Axis.OVER) if over else (Axis.UNDER_SHARE, Axis.UNDER)
        along = share if self._is_relative(each, over) else plain
        return awards.Steps(Scale(along, reference, unit), at_most(ZERO), size)

    def _end(self, counted: Counted, own: Within | None) -> tuple[Decimal | None, Axis]:
        """The number from which the steps count, and its axis."""
        over = counted is Counted.OVER
        if own is not None:
            low = (over or own.scale.axis.distance) != is_requirement(counted, own)
            return (own.interval.low if low else own.interval.high), own.scale.axis
        if self._threshold is None or self._axis is None:
            return None, Axis.VALUE
        return (self._threshold.high if over or self._axis.distance else self._threshold.low), self._axis

    def _is_relative(self, each: Each, over: bool) -> bool:
        """Whether a step in per cent is one of the plan, no percentage point."""
        value, plan = self._resolver.percent_value, self._context.plan
        if each.unit not in PERCENT_UNITS:
            return False
        if each.unit == "百分点":
            return value is False
        if self._context.is_percent:
            return False
        if over:
            return value is not True or each.to_plan
        return value is False or (value is None and isinstance(plan, Decimal) and plan > 100)

    def _converted(self, each: Each) -> tuple[Decimal, str]:
        ratio = unit_ratio(each.unit, self._context.unit)
        if ratio is None:
            return each.size, each.unit
        return each.size * ratio.numerator / ratio.denominator, str(self._context.unit)

    # ---- gains

    def _gain(self, each: Each, award: awards.Points | awards.Share | awards.Add) -> awards.Steps | None:
        """Points for every item done, or on top for every step beyond a threshold."""
        on_top, threshold = isinstance(award, awards.Add), self._threshold
        if each.counted in (Counted.LATE, Counted.OFF, Counted.MISSING):
            return None  # 每延误1天得2分: nothing to be rewarded
        if each.counted is Counted.EARLY:
            if each.unit not in TIME_AXES:
                return None
            return replace(self._from_deadline(each, at_least(ZERO)), base=self._base if on_top else None)
        if each.counted in (Counted.OVER, Counted.UNDER):
            over = each.counted is Counted.OVER
            if not on_top and threshold is None:  # 每提高1个百分点得0.5分，最高5分: from 0 where that is for the target
                plan, top = self._context.plan, self._context.points
                earned = over and isinstance(plan, Decimal) and plan / each.size * award.number == top
                steps = awards.Steps(Scale(Axis.VALUE, unit=each.unit), at_most(ZERO), each.size, base=ZERO)
                return steps if earned else None
            # 低于60%不得分，60%以上每提高10%得1分: from how many points is not said
            given = any(isinstance(c.award, awards.Full | awards.Points) and not c.each for c in self._reading.clauses)
            if not on_top and not (over and given):
                return None
            end = None if threshold is None else threshold.low if over else threshold.high
            beyond = self._from(end, self._axis or Axis.OVER, each, over)
            return None if beyond is None else replace(beyond, base=self._base if on_top else None)
        if on_top and (each.unit in PERCENT_UNITS or threshold is not None):
            return None  # 达到50场得4分，每增办5场加0.5分: whether it counts from the 50 is not said
        shares = each.unit in PERCENT_UNITS and self._resolver.percent_value is not True  # 每完成10%得1分 of 200户
        scale = Scale(Axis.SHARE if shares else Axis.VALUE, unit=each.unit)
        return awards.Steps(scale, at_most(ZERO), each.size, base=None if on_top else ZERO)


def counted_by(clause: Clause, each: Each, context: Context) -> Counted:
    """The direction, where need be from the rest of the clause: 超出部分每1%扣1分."""
    undone = each.counted is Counted.OCCURRED and WordRelation.SHORT in clause.conditions  # 未完成的，每有1项
    if each.counted is Counted.MISSING or undone:
        counts_done = isinstance(context.plan, Decimal) and context.plan > 0 and not context.wants_less
        same = context.unit is not None and context.unit == each.unit
        return Counted.UNDER if counts_done and same else Counted.OCCURRED
    if each.counted is Counted.OFF and each.verb in _DIFFERS and context.operator not in (None, "="):
        return Counted.OVER if context.wants_less else Counted.UNDER  # 每相差1公里 of ≥50公里
    beyond = any(condition is WordRelation.EXCEEDED or isinstance(condition, Late) for condition in clause.conditions)
    if each.counted not in (Counted.UNSAID, Counted.DONE) and not (each.verb == "有" and beyond):
        return each.counted  # not 超出部分每有1万元扣1分: of what is beyond
    if context.plan == 0 and is_counted(each.unit):
        return Counted.OCCURRED  # 未按计划完成的每项扣1分, where the target is none
    for condition in sorted(clause.conditions, key=lambda condition: isinstance(condition, Within)):
        if isinstance(condition, Late) or (isinstance(condition, Within) and condition.scale.axis.timed):
            return Counted.LATE
        if condition in (WordRelation.EXCEEDED, WordRelation.SHORT, WordRelation.BELOW):
            return Counted.OVER if condition is WordRelation.EXCEEDED else Counted.UNDER
        if isinstance(condition, Within):
            return Counted.UNDER if condition.interval.low is None else Counted.OVER
    if each.unit in PERCENT_UNITS:
        return Counted.OVER if context.wants_less else Counted.UNDER
    done = each.counted is Counted.DONE and context.operator in ("≥", ">") and each.unit == context.unit
    return Counted.UNSAID if done else Counted.OCCURRED  # 每荒废1项扣1分 of ≥20项: not how many there are


def is_requirement(counted: Counted, condition: Within) -> bool:
    """不少于4次，每少1次扣1分: nothing is taken where it holds, steps count from its end."""
    low, high = condition.interval.low, condition.interval.high
    if condition.scale.axis.distance or (low is None) == (high is None):
        return False
    return counted is Counted.UNDER if high is None else counted in (Counted.OVER, Counted.LATE)


def _is_range(threshold: Interval | None) -> bool:
    return threshold is not None and len(threshold.ends) == 2 and not threshold.exact
