"""From the clauses of a sentence to a standard of one indicator: conditions become criteria, in the order to try them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from jixiao.scoring import awards
from jixiao.scoring.arithmetic import (
    OF_PLAN,
    Expression,
    Name,
    Shape,
    compute,
    has_percent,
    has_percent_term,
    names_in,
    renamed,
    shape_of,
    with_plan,
)
from jixiao.scoring.axes import Axis, Scale
from jixiao.scoring.condition_phrases import SUBJECT_ONLY
from jixiao.scoring.context import Context, Resolver
from jixiao.scoring.criteria import Criterion, Fulfilled, InInterval, Undecided
from jixiao.scoring.intervals import Interval, at_least, at_most
from jixiao.scoring.labels import Labelled
from jixiao.scoring.reading import (
    Always,
    Clause,
    Condition,
    Counted,
    Deadline,
    Each,
    InTime,
    Late,
    Misread,
    Named,
    Occurs,
    Otherwise,
    Proportional,
    Reading,
    Relation,
    ToPlan,
    Within,
)
from jixiao.scoring.standard import Branch
from jixiao.scoring.stepping import Origin, counted_by, deadline_of, find_origin, is_requirement, steps_of
from jixiao.scoring.vocabulary import is_counted

ZERO = Decimal(0)
_NEVER = InInterval(Scale(Axis.DAYS), Interval(Decimal(1), Decimal(0)))
_UNDONE = ("未完成", "没有完成", "尚未完成", "未开展")
_FALLS = ("下降", "减少", "降低", "下滑", "负增长")
_OCCURS = re.compile(r"发生|出现|发现|存在|查出|有")
_PLAN_TO_ACTUAL = re.compile(
    r"(?:计划|目标|指标|预算)[^实完与和占同比]{0,8}[与和占同比](?:实际|完成)"
)  # 按计划值与实际值的比例
_ABOVE, _BELOW = Interval(low=ZERO, low_in=False), Interval(high=ZERO, high_in=False)


class Binder:
    """Binds the clauses of one reading to one indicator."""

    def __init__(self, reading: Reading, context: Context) -> None:
        self._reading = reading
        self._context = context
        self._resolver = Resolver.of(reading, context)
        self._deadline = deadline_of(reading, context)
        self._origin: Origin = find_origin(reading, self._resolver, self._deadline)

    def branches(self) -> list[Branch]:
        """One branch for each clause, in the order of the sentence."""
        return [self._branch(clause) for clause in self._reading.clauses]

    def _branch(self, clause: Clause) -> Branch:
        each = next((condition for condition in clause.conditions if isinstance(condition, Each)), None)
        if each is not None and isinstance(clause.award, Proportional):  # 每少1人按比例扣分: a step without a size
            return Branch((), _of_plan(reverse=each.counted is Counted.OVER), clause.text)
        if (
            each is not None
            and isinstance(clause.award, awards.Nothing)
            and each.counted in (Counted.OCCURRED, Counted.UNSAID)
        ):
            return Branch(
                (InInterval(Scale(Axis.VALUE, unit=each.unit), at_least(each.size)),), clause.award, clause.text
            )
        if each is not None:
            steps = steps_of(clause, each, self._reading, self._resolver, self._origin)
            if steps is None:
                return Branch((Undecided(clause.text),), awards.Judged(), clause.text)
            # The steps themselves are 0 where the clause's relation to the plan does not hold.
            # An exact number only states the target: 应建站点20个，每少建1个.
            counted = counted_by(clause, each, self._context)
            others = [
                c
                for c in clause.conditions
                if isinstance(c, Misread)
                or (isinstance(c, Within) and not c.interval.exact and not is_requirement(counted, c))
            ]
            criteria = self._criteria(others, clause)
            if isinstance(clause.award, awards.Add):  # on top of the clause for the plan: only beyond it
                beyond = Interval(low=steps.safe.high, high=steps.safe.low, low_in=False, high_in=False)
                criteria = (*criteria, InInterval(steps.scale, beyond))
            return Branch(criteria, steps, clause.text)
        return Branch(self._criteria(clause.conditions, clause), self._award(clause), clause.text)

    # ---- conditions

    def _criteria(self, conditions: Sequence[Condition], clause: Clause) -> tuple[Criterion, ...]:
        found: list[Criterion] = []
        for condition in conditions:
            found.extend(self._criterion(condition, clause))
        return tuple(found)

    def _criterion(self, condition: Condition, clause: Clause) -> list[Criterion]:
        match condition:
            case Within():
                settled = self._resolver.settle(condition)
                scale = settled.scale
                if settled.interval.exact and isinstance(clause.award, awards.Nothing) and _OCCURS.search(clause.text):
                    settled = replace(settled, interval=at_least(settled.interval.low or ZERO))  # 发生一起即不得分
                if scale.axis.timed:
                    scale = replace(scale, reference=self._reference(self._deadline))
                return [InInterval(scale, settled.interval)]
            case ToPlan():
                if condition.relation in (Relation.SHORT, Relation.NONE) and self._never_done(clause):
                    return [Fulfilled(clause.text, (_NEVER,), Labelled(clause.text, _UNDONE))]
                return list(self._to_plan(condition.relation))
            case InTime():
                return list(self._in_time(condition))
            case Late():
                if not self._is_timed(condition):
                    return list(self._to_plan(Relation.SHORT))
                late = at_least(ZERO) if condition.included else _ABOVE
                return [InInterval(self._days(condition.deadline), late)]
            case Occurs():
                return [InInterval(Scale(Axis.VALUE), at_most(ZERO) if condition.none else _ABOVE)]
            case Named():
                return self._named(condition, clause)
            case Misread():
                return [Undecided(condition.text)]
            case Otherwise() | Always() | Each():
                return []
        raise AssertionError(condition)  # pragma: no cover

    def _named(self, condition: Named, clause: Clause) -> list[Criterion]:
        """A label among numbers: in front of the full points it means the plan, elsewhere a human must look."""
        if isinstance(clause.award, awards.Full | awards.Points) and clause is self._reading.clauses[0]:
            return list(self._to_plan(Relation.REACHED))
        if isinstance(clause.award, awards.OfPlan | awards.Computed | Proportional) and SUBJECT_ONLY.fullmatch(
            condition.text
        ):
            return []  # 按完成量计分：得分＝…
        undone = isinstance(clause.award, awards.Nothing) and condition.text.startswith(
            ("未", "没有", "均未", "都未", "0")
        )
        if undone and len(self._reading.clauses) == 2 and condition.text[1:] in self._reading.clauses[0].text:
            return list(self._to_plan(Relation.SHORT))  # 10月1日前投入运行得10分，未投入运行不得分
        if undone and self._counts():
            return list(self._to_plan(Relation.NONE))
        if condition.text in _FALLS and isinstance(clause.award, awards.Nothing) and self._resolver.percent_value:
            return [InInterval(Scale(Axis.VALUE, unit="%"), _BELOW)]  # a rate of growth that is negative
        return [Undecided(condition.text)]

    def _counts(self) -> bool:
        """Whether the tiers are counts: 举办3场得10分."""
        within = [c for clause in self._reading.clauses for c in clause.conditions if isinstance(c, Within)]
        return any(condition.interval.exact and is_counted(condition.scale.unit) for condition in within)

    def _never_done(self, clause: Clause) -> bool:
        """未完成不得分 beside tiers for being late: not done at all, which no date can say."""
        if not isinstance(clause.award, awards.Nothing) or isinstance(self._context.plan, Decimal):
            return False
        for other in self._reading.clauses:
            for condition in other.conditions:
                timed = isinstance(condition, Within) and self._resolver.settle(condition).scale.axis.timed
                if timed or (isinstance(condition, Each) and condition.counted is Counted.LATE):
                    return True
        return False

    def _to_plan(self, relation: Relation) -> tuple[InInterval, ...]:
        """A relation to the plan as intervals of a−p; for a date it is about time, for a limit reaching is keeping."""
        if isinstance(self._context.plan, date):
            over = relation in (Relation.SHORT, Relation.EXCEEDED, Relation.NONE)
            return (InInterval(Scale(Axis.DAYS), _ABOVE if over else at_most(ZERO)),)
        over_axis, unit = Scale(Axis.OVER), self._context.unit or ""
        less = self._context.wants_less
        match relation:
            case Relation.REACHED | Relation.ALL:
                return (InInterval(over_axis, at_most(ZERO) if less else at_least(ZERO), zero_means_none=not less),)
            case Relation.SHORT:
                return (InInterval(over_axis, _ABOVE if less else _BELOW),)
            case Relation.KEPT:
                return (InInterval(over_axis, at_most(ZERO)),)
            case Relation.EXCEEDED:
                return (InInterval(over_axis, _ABOVE),)
            case Relation.SOME:
                return (InInterval(Scale(Axis.VALUE, unit=unit), _ABOVE), InInterval(over_axis, _BELOW))
            case Relation.NONE:
                return (InInterval(Scale(Axis.VALUE, unit=unit), at_most(ZERO)),)
        raise AssertionError(relation)  # pragma: no cover

    def _in_time(self, condition: InTime) -> tuple[InInterval, ...]:
        if not self._is_timed(condition):
            return self._to_plan(Relation.REACHED)
        if condition.early:
            return (InInterval(self._days(None), _BELOW),)
        in_time = InInterval(self._days(condition.deadline), at_most(ZERO))
        if condition.since is None:
            return (in_time,)
        return (InInterval(self._days(condition.since), at_least(ZERO)), in_time)

    def _is_timed(self, condition: InTime | Late) -> bool:
        return condition.deadline is not None or not isinstance(self._context.plan, Decimal)

    def _days(self, deadline: Deadline | None) -> Scale:
        day = self._deadline if deadline is None else deadline.on(self._year)
        return Scale(Axis.DAYS, self._reference(day))

    @property
    def _year(self) -> int | None:
        return self._context.plan.year if isinstance(self._context.plan, date) else self._context.year

    def _reference(self, day: date | None) -> date | None:
        """The day a sentence names, or None where it is the plan's: then the formula follows the plan's cell."""
        return None if day == self._context.plan else day

    # ---- awards

    def _award(self, clause: Clause) -> awards.Award:
        award = clause.award
        if isinstance(award, Proportional):
            return self._proportional(award, clause)
        if isinstance(award, awards.Computed):
            return self._computed(award)
        return award

    def _is_of_percent(self, expression: Expression) -> bool:
        """Whether the value counts as a percentage: X/90%×5, or 指标值×分值, which would be a hundredfold otherwise."""
        if Name.ACTUAL not in names_in(expression):
            return False
        if has_percent(expression):
            return True
        plan, top = self._context.plan, self._context.points
        if not isinstance(plan, Decimal) or plan <= 1 or top is None:
            return False
        raw = compute(expression, {Name.ACTUAL: Fraction(plan), Name.PLAN: Fraction(plan), Name.POINTS: Fraction(top)})
        return raw is not None and raw >= 20 * top

    def _proportional(self, award: Proportional, clause: Clause) -> awards.Award:
        """按比例计分, 按超支比例扣分: the curve its condition and its words call for."""
        relations = {c.relation for c in clause.conditions if isinstance(c, ToPlan)}
        if any(isinstance(c, Late) for c in clause.conditions) or any(word in award.basis for word in ("逾期", "延迟")):
            return awards.Judged()
        if _PLAN_TO_ACTUAL.search(award.basis):
            return awards.OfPlan(Shape.REVERSE_RATIO)
        beyond = any(
            isinstance(c, Within) and c.interval.low is not None and c.interval.high is None for c in clause.conditions
        )
        if award.deducts and not award.basis and beyond and not self._context.wants_less:
            return awards.Judged()  # 完成率超过150%的，按比例扣分: in proportion to what is not said
        over = Relation.EXCEEDED in relations or "超" in award.basis or (self._context.wants_less and award.deducts)
        return _of_plan(reverse=over)

    def _computed(self, award: awards.Computed) -> awards.Award:
        """Arithmetic, once it is known whether 完成率 is the actual value or its share of the plan."""
        expression = award.expression
        if Name.OWN in names_in(expression):
            if not self._context.is_percent:
                return awards.Judged()  # 合格率×10 for a number of things: the rate is not in the form
            own = renamed(expression, Name.OWN, Name.RATE)
            return awards.Computed(own, has_percent_term(own), rate_is_actual=True)
        if isinstance(self._context.plan, Decimal) and not {Name.PLAN, Name.RATE} & names_in(expression):
            # 5/实际值×10: the number is the plan; with any other it stays a number
            named = with_plan(expression, self._context.plan, percent=self._context.is_percent)
            shape, top = shape_of(named)
            if shape in OF_PLAN:
                return awards.OfPlan(shape, top)
        if Name.RATE in names_in(expression) and self._resolver.percent_value is not True:
            shape, top = shape_of(expression)
            if shape in OF_PLAN:
                return awards.OfPlan(shape, top)
        return replace(
            award,
            percent=has_percent_term(expression) or (self._context.is_percent and self._is_of_percent(expression)),
            rate_is_actual=self._resolver.percent_value is True,
        )


def _of_plan(*, reverse: bool) -> awards.OfPlan:
    return awards.OfPlan(Shape.REVERSE_LINEAR if reverse else Shape.PROPORTIONAL)
