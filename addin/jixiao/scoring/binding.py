"""From clauses to branches for one indicator: conditions become criteria."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from jixiao.forms.numbers import plain_number
from jixiao.scoring import arithmetic, awards
from jixiao.scoring.arithmetic import Expression, Shape
from jixiao.scoring.axes import Axis, Scale
from jixiao.scoring.context import Context, Resolver
from jixiao.scoring.criteria import Criterion, Fulfilled, Undecided, Within
from jixiao.scoring.intervals import Interval, at_least, at_most, exactly
from jixiao.scoring.phrases import PERCENT_UNITS, TIME_UNITS, cued, is_counted, pattern
from jixiao.scoring.sentence import (
    Clause,
    ClauseAward,
    Condition,
    Counted,
    Deadline,
    Each,
    InTime,
    Late,
    Named,
    Proportional,
    SentenceReading,
    WordRelation,
)
from jixiao.scoring.standard import Branch
from jixiao.scoring.stepping import Stepper, counted_by, is_requirement
from jixiao.scoring.tier_labels import HasLabel

ZERO = Decimal(0)
_MOST_OVERRUN = Decimal(50)  # per cent; a target up to here is one of the overrun itself, not of what was spent
_HARDLY_ANY, _FAR_TOO_MANY = Fraction(1, 20), 20  # times the points: at the target, a formula mixes 0.9 and 90
_NEVER = Within(Scale(Axis.DAYS), Interval(Decimal(1), Decimal(0)))
_NOT = ("未", "无", "没有", "均未", "都未", "0")
_NOT_BEGUN = ("没有", "未开展", "未实施", "未组织", "未举办", "未启动", "未进行")
_UNDONE = ("未完成", "没有完成", "尚未完成", "未开展")
_ABOVE, _BELOW = Interval(low=ZERO, low_in=False), Interval(high=ZERO, high_in=False)


class Binder:
    """Binds the clauses of one reading to one indicator."""

    def __init__(self, reading: SentenceReading, context: Context) -> None:
        self._reading = reading
        self._context = context
        self._resolver = Resolver(reading, context)
        self._stepper = Stepper(reading, self._resolver)

    def branches(self) -> list[Branch]:
        """One branch for each clause, in the order of the sentence."""
        return [self._branch(clause) for clause in self._reading.clauses]

    def _branch(self, clause: Clause) -> Branch:
        each = clause.each
        if each is None:
            return Branch(self._criteria(clause.conditions, clause), self._award(clause.award, clause), clause.text)
        if isinstance(clause.award, Proportional):  # 每少1人按比例扣分: a step without a size
            return Branch((), _proportional(reverse=each.counted is Counted.OVER), clause.text)
        if isinstance(clause.award, awards.Nothing) and each.counted in (Counted.OCCURRED, Counted.UNSAID):
            occurs = Within(Scale(Axis.VALUE, unit=each.unit), at_least(each.size))
            return Branch((occurs,), clause.award, clause.text)
        steps = self._stepper.steps_of(clause, each)
        if steps is None:
            return Branch((Undecided(clause.text),), awards.Judged(), clause.text)
        # The steps themselves are 0 where the clause's relation to the plan does not hold.
        counted = counted_by(clause, each, self._context)
        within = [c for c in clause.within if not self._states_the_target(c) and not is_requirement(counted, c)]
        others = [c for c in clause.conditions if isinstance(c, Undecided) or c in within]
        criteria = self._criteria(others, clause)
        if isinstance(clause.award, awards.Add):  # on top of the clause for the plan: only beyond it
            criteria = (*criteria, steps.beyond)
        return Branch(criteria, steps, clause.text)

    # ---- conditions

    def _states_the_target(self, condition: Within) -> bool:
        """应建站点20个，每少建1个扣1分; or a day of the month, 每月10日前报送，每迟报1次."""
        number, unit = condition.interval.low, condition.scale.unit
        return condition.interval.exact and (self._context.plan in (None, number) or unit in TIME_UNITS)

    def _criteria(self, conditions: Sequence[Condition], clause: Clause) -> tuple[Criterion, ...]:
        return tuple(test for condition in conditions for test in self._criterion(condition, clause))

    def _criterion(self, condition: Condition, clause: Clause) -> Sequence[Criterion]:
        match condition:
            case Within():
                settled = self._resolver.settle(condition)
                scale, interval = settled.scale, settled.interval
                occurs = isinstance(clause.award, awards.Nothing) and pattern("occurs").search(clause.text)
                if interval.exact and occurs:
                    settled = replace(settled, interval=at_least(interval.low or ZERO))  # 发生一起即不得分
                if scale.axis.timed:
                    reference = self._context.unless_plan(self._stepper.deadline)
                    settled = replace(settled, scale=replace(scale, reference=reference))
                elif isinstance(self._context.plan, date):
                    return [Undecided(clause.text)]  # 连续2个季度低于目标: no day tells
                return [settled]
            case WordRelation():
                return self._related(condition, clause)
            case InTime() | Late():
                return self._by_deadline(condition, clause)
            case Named():
                return self._named(condition.text, clause)
            case Undecided():
                return [condition]
        return []  # a step

    def _related(self, relation: WordRelation, clause: Clause) -> Sequence[Criterion]:
        """Return criteria of words without a number; 否则 is no condition."""
        if relation is WordRelation.OTHERWISE:
            return []
        if relation in (WordRelation.OCCURS, WordRelation.OCCURS_NOT):
            plan = self._context.plan
            if isinstance(plan, Decimal) and plan > 0 and not self._context.wants_less:
                return [Undecided(clause.text)]  # 发现挪用的不得分 beside 40台: no number to reach tells if it occurred
            return [Within(Scale(Axis.VALUE), _ABOVE if relation is WordRelation.OCCURS else at_most(ZERO))]
        if relation in (WordRelation.SHORT, WordRelation.NONE) and self._never_done(clause):
            return [Fulfilled(clause.text, (_NEVER,), HasLabel(clause.text, _UNDONE))]
        if relation is WordRelation.EXCEEDED and self._resolver.saves and pattern("overrun").search(clause.text):
            return [Within(Scale(Axis.VALUE, unit="%"), _BELOW)]  # 节约5%以上得5分，超支不得分
        return self._to_plan(relation)

    def _named(self, text: str, clause: Clause) -> Sequence[Criterion]:
        """A label among numbers: before the full points the plan, else a human's."""
        award, first = clause.award, self._reading.clauses[0]
        if isinstance(self._context.plan, Decimal | date) and pattern("joint").search(text):
            return [Undecided(text)]  # 资料齐全且达到目标值: one number does not tell of both
        if isinstance(award, awards.Full | awards.Points) and clause is first:
            # 与上年持平或增长 of a growth by 5%: less than is wanted, and no full points
            less = self._context.plan and self._context.is_percent and pattern("only_a_change").fullmatch(text)
            return [Undecided(text)] if less else self._to_plan(WordRelation.REACHED)
        curve = isinstance(award, awards.Curve | Proportional)
        if curve and pattern("subject_only").fullmatch(text):
            return []  # 按完成量计分：得分＝…
        if curve and len(self._reading.clauses) == 2 and text.startswith(_NOT) and text[1:] in first.text:
            return self._to_plan(WordRelation.SHORT)  # 按计划投入得满分，未按计划投入的按比例计分
        if isinstance(award, awards.Nothing) and text.startswith(_NOT):
            spoken = text in _NOT_BEGUN or any(text[1:] in c.text for c in self._reading.clauses if c is not clause)
            if spoken and self._never_done(clause):  # 逾期公开的每日扣0.2分，未公开的不得分
                return [Fulfilled(text, (_NEVER,), HasLabel(text, _UNDONE))]
            if len(self._reading.clauses) == 2 and text[1:] in first.text:
                if first.each:  # 更新不少于4次，每少1次扣1分，未更新不得分
                    counted = isinstance(self._context.plan, Decimal) and is_counted(self._context.unit or "")
                    return self._to_plan(WordRelation.NONE) if counted else [Undecided(text)]
                return self._to_plan(WordRelation.SHORT)  # 10月1日前投入运行得10分，未投入运行不得分
            units = [(c.scale.unit, c.interval.exact) for c in self._reading.within]
            # 缩短2天以上得5分，未缩短不得分
            counted = any(is_counted(u) if exact else u not in ("", *PERCENT_UNITS) for u, exact in units)
            if (spoken and counted) or f"{text[1:]}率" in first.text:  # 到位率达到100%得4分，未到位不得分
                return self._to_plan(WordRelation.NONE)
        change = self._resolver.change_in(text) if self._resolver.percent_value else None
        return [Undecided(text) if change is None else Within(Scale(Axis.VALUE, unit="%"), change)]

    def _never_done(self, clause: Clause) -> bool:
        """未完成不得分 beside tiers for being late: not done at all, which no date can say."""
        plan = self._context.plan
        if not isinstance(clause.award, awards.Nothing) or isinstance(plan, Decimal):
            return False
        conditions = self._reading.conditions
        late = any(isinstance(c, Each) and c.unit in TIME_UNITS for c in conditions)
        late = late or (isinstance(plan, date) and any(isinstance(c, Late) for c in conditions))
        return late or any(self._resolver.settle(c).scale.axis.timed for c in self._reading.within)

    def _to_plan(self, relation: WordRelation) -> Sequence[Within]:
        """A relation to the plan as intervals: of days for a date, else of a−p."""
        if isinstance(self._context.plan, date):
            over = relation in (WordRelation.SHORT, WordRelation.BELOW, WordRelation.EXCEEDED, WordRelation.NONE)
            return [Within(Scale(Axis.DAYS), _ABOVE if over else at_most(ZERO))]
        scale, value = Scale(Axis.OVER), Scale(Axis.VALUE, unit=self._context.unit or "")
        less = self._context.wants_less
        match relation:
            case WordRelation.REACHED | WordRelation.ALL:
                if self._takes_beyond:
                    return [Within(scale, exactly(ZERO))]  # 等于目标值得满分，每偏离1%扣0.5分
                none = not less and not self._context.may_be_negative
                return [Within(scale, at_most(ZERO) if less else at_least(ZERO), zero_means_none=none)]
            case WordRelation.KEPT:
                return [Within(scale, at_most(ZERO))]
            case WordRelation.SOME:
                return [Within(value, _ABOVE), Within(scale, _BELOW)]
            case WordRelation.NONE:
                return [Within(value, at_most(ZERO))]
        above = relation is WordRelation.EXCEEDED or (less and relation is WordRelation.SHORT)
        return [Within(scale, _ABOVE if above else _BELOW)]

    @property
    def _takes_beyond(self) -> bool:
        """Whether a step takes off also where the target is more than reached."""
        steps = [(clause, clause.each) for clause in self._reading.clauses if isinstance(clause.award, awards.Deduct)]
        counted = {counted_by(clause, each, self._context) for clause, each in steps if each}
        beyond = {Counted.OFF, Counted.UNDER if self._context.wants_less else Counted.OVER}
        return not beyond.isdisjoint(counted) or any("不一致" in clause.text for clause in self._reading.clauses)

    def _by_deadline(self, condition: InTime | Late, clause: Clause) -> Sequence[Criterion]:
        if condition.deadline is None and isinstance(self._context.plan, Decimal):
            partly = isinstance(condition, Late) and not clause.within and not isinstance(clause.award, awards.Nothing)
            if partly and not self._is_of_time:
                return [Undecided(clause.text)]  # 归档率100%得2分，归档不及时扣1分: the rate says nothing of that
            return self._to_plan(WordRelation.SHORT if isinstance(condition, Late) else WordRelation.REACHED)
        scale = self._days(condition.deadline)
        if isinstance(condition, Late):
            return [Within(scale, at_least(ZERO) if condition.included else _ABOVE)]
        if isinstance(clause.award, awards.Deduct | awards.Nothing):
            return [Undecided(clause.text)]  # 评价年度内受到通报的扣3分: nobody loses points for being in time
        if condition.early:
            return [Within(self._days(None), _BELOW)]
        since = [] if condition.since is None else [Within(self._days(condition.since), at_least(ZERO))]
        return [*since, Within(scale, at_most(ZERO))]

    @property
    def _is_of_time(self) -> bool:
        """Whether the indicator's number tells what is late: days, or 及时率."""
        in_time = any(isinstance(condition, InTime) for condition in self._reading.conditions)
        named = any(cued("timely_rate").search(clause.text) for clause in self._reading.clauses)
        return in_time or named or self._context.unit in TIME_UNITS

    def _days(self, deadline: Deadline | None) -> Scale:
        day = self._stepper.deadline if deadline is None else deadline.beside(self._context.plan, self._context.year)
        return Scale(Axis.DAYS, self._context.unless_plan(day))

    # ---- awards

    def _award(self, award: ClauseAward, clause: Clause) -> awards.Award:
        if isinstance(award, Proportional):
            return self._proportional(award, clause)
        if isinstance(award, awards.Deduct) and takes_all(award, self._context.points):
            return awards.Nothing()
        if isinstance(award, awards.Curve) and award.expression and award.shape is None:
            return self._computed(award.expression)
        return award

    def _proportional(self, award: Proportional, clause: Clause) -> awards.Award:
        """按比例计分, 按超支比例扣分: the curve its condition and its words call for."""
        conditions, less = clause.conditions, self._context.wants_less
        late = any(isinstance(c, Late) for c in conditions) and not self._context.is_percent  # 及时率 is no date
        if late or any(word in award.basis for word in ("逾期", "延迟")):
            return awards.Judged()
        if pattern("plan_to_actual").search(award.basis):
            return awards.of_plan(Shape.REVERSE_RATIO)
        intervals = [c.interval for c in clause.within]
        beyond = any(interval.low is not None and interval.high is None for interval in intervals)
        if award.deducts and not award.basis and beyond and not less:
            return awards.Judged()  # 完成率超过150%的，按比例扣分: in proportion to what is not said
        over = WordRelation.EXCEEDED in conditions or "超" in award.basis or (less and award.deducts)
        return _proportional(reverse=over)

    def _computed(self, expression: Expression) -> awards.Award:
        """Bind arithmetic: 完成率 is the actual value or its share of the plan."""
        plan, percent = self._context.plan, self._context.is_percent
        names = arithmetic.names_in(expression)
        if "excess" in names and percent and isinstance(plan, Decimal) and plan <= _MOST_OVERRUN:
            expression = arithmetic.with_terms(expression, {"excess": "own"})  # 超支率: the indicator
        elif "own" in names and not percent:
            return awards.Judged()  # 合格率×10 for a number of things: the rate is not in the form
        elif self._resolver.percent_value:
            # 满意度/90×10: 81 of 90, not 81% of it
            bare = self._comes_to(own := arithmetic.with_terms(expression, {"rate": "own"})) < _HARDLY_ANY
            expression = arithmetic.with_terms(expression, {"rate": "actual"}) if bare else own
        names = arithmetic.names_in(expression)
        if "own" not in names:
            # 5/实际值×10: the number is the plan; with any other it stays a number
            figures = [plain_number(plan), *[f"{plain_number(plan)}%"] * percent] if isinstance(plan, Decimal) else []
            named = names & {"plan", "rate", "excess"}
            shape, top = arithmetic.shape_of(
                expression if named else arithmetic.with_terms(expression, dict.fromkeys(figures, "plan"))
            )
            if shape in arithmetic.OF_PLAN:
                return awards.of_plan(shape, top)
        shares = percent and "actual" in names and self._is_of_percent(expression)
        return awards.Curve(expression, shares or arithmetic.has_percent_term(expression))

    def _is_of_percent(self, expression: Expression) -> bool:
        """Whether the value counts as a percentage: X/90%×5, or 指标值×分值."""
        return arithmetic.has_percent(expression) or self._comes_to(expression) >= _FAR_TOO_MANY

    def _comes_to(self, expression: Expression) -> Fraction:
        """The share of the points that it gives at the target; 1 where that is not known."""
        plan, top = self._context.plan, self._context.points
        if not isinstance(plan, Decimal) or plan <= 1 or not top:
            return Fraction(1)
        known = {"actual": Fraction(plan), "plan": Fraction(plan), "points": Fraction(top), "own": Fraction(plan) / 100}
        result = arithmetic.compute(expression, known)
        return Fraction(1) if result is None else result / Fraction(top)


def takes_all(award: awards.Deduct, points: Decimal | None) -> bool:
    """Whether a deduction leaves nothing: 扣5分 of 5 is 不得分."""
    return award.number >= (Decimal(100) if isinstance(award, awards.DeductShare) else points or Decimal("Infinity"))


def _proportional(*, reverse: bool) -> awards.Curve:
    return awards.of_plan(Shape.REVERSE_LINEAR if reverse else Shape.PROPORTIONAL)
