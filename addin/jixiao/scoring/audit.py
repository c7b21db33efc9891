"""Try a standard at the plan, beside it, at 0 and far beyond (STANDARDS.md).

A reading can be grammatical and wrong. What no reading of a scoring standard may do is known all the same: less than the
full points at the target, the full points however far it is missed, less for more of what is wanted, a clause that no
value can ever reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from jixiao.scoring import awards
from jixiao.scoring.axes import Axis
from jixiao.scoring.criteria import Actual, Plan, Within
from jixiao.scoring.engine import choose, limit
from jixiao.scoring.standard import Branch, Standard

ZERO, HUNDRED, TINY = Decimal(0), Decimal(100), Decimal("0.0001")
TRIAL_TOP = Decimal(100)
"""The points of a sentence that names none, for the trial alone."""

_FAR_DAYS = 9000

NOT_FULL = "达到目标不得满分"
FULL_ANYWAY = "没有达到目标也得满分"
PUNISHED = "达到目标也要扣分"
FALLS = "越好得分反而越低"
DEAD = "有的条款永远不起作用"
BELOW_ZERO = "计划值为负数，不能按比例计算"


def audit(standard: Standard) -> str:
    """What is wrong with the scores of a standard, in one phrase; empty if nothing is."""
    plan, top, intervals = standard.plan, standard.points or TRIAL_TOP, standard.intervals
    if not isinstance(plan, Decimal | date) or len(intervals) < sum(len(one.criteria) for one in standard.branches):
        return ""
    if isinstance(plan, Decimal) and plan < ZERO and _divides(standard):
        return BELOW_ZERO
    # the steps that stand for themselves, not among several; 1 where more is better, -1 for less, 0 if nothing says
    steps = [branch.award for branch in standard.branches if isinstance(branch.award, awards.Steps)]
    better = {"≥": 1, ">": 1, "≤": -1, "<": -1}.get(standard.operator or "", 0)
    full = [test for branch in standard.branches if standard.gives_all(branch) for test in branch.intervals]
    # the sentence says that the full points are not for the target: SCR-005
    elsewhere = any(step.adds for step in steps) or any(_names_another(test, plan) for test in full)
    forgives = any(
        test.scale.axis.distance and test.interval.high not in (None, ZERO, plan) for test in full
    )  # 超支5%以内不扣分
    misses, goals = list(_misses(standard, steps)), [plan, *_beyond(plan, better, standard.operator)]
    short = misses if elsewhere or forgives else [*misses, *_misses_by_little(standard, steps, better)]
    trials: list[Actual] = [*goals, *short, *around_numbers(standard), *([ZERO] if isinstance(plan, Decimal) else [])]
    found = tried(standard, trials, top)
    scores = {
        actual: amount if amount == top else limit(amount, top)
        for actual, (_, amount) in found.items()
        if amount is not None
    }
    best = [scores[actual] for actual in goals if actual in scores]
    if best and max(best) < (top if not elsewhere else TINY):
        return NOT_FULL
    if any(scores.get(actual) == top for actual in short):
        return FULL_ANYWAY
    taken = [one.only for one in standard.branches if isinstance(one.award, awards.Deduct) and one.award.number]
    if steps and not elsewhere and any(test and test.holds(plan, plan) for test in taken):
        return PUNISHED  # ≤3%得满分，每超1%扣1分；使用率低于50%扣2分
    two_sided = any(test.scale.axis.off for test in intervals) or any(step.two_sided for step in steps)
    if isinstance(plan, Decimal) and better and not two_sided and _falls(plan, better, scores, misses, goals):
        return FALLS
    working = [  # the steps that take or give something
        branch.award
        for actual, (branch, _) in found.items()
        if isinstance(branch.award, awards.Steps) and branch.award.excess(awards.ScoreInputs(actual, plan, top))
    ]
    idle = any(step not in working for step in steps)
    return DEAD if idle or _has_dead_clause(standard, [branch for branch, _ in found.values()]) else ""


def tried(standard: Standard, trials: Iterable[Actual], top: Decimal) -> dict[Actual, tuple[Branch, Decimal | None]]:
    """The branch and the points of each value that falls under one."""
    found: dict[Actual, tuple[Branch, Decimal | None]] = {}
    whole = any(test.scale.counts and test.interval.exact for test in standard.intervals)
    for actual in dict.fromkeys(trials):
        if whole and isinstance(actual, Decimal) and actual != actual.to_integral_value():
            continue  # nothing occurs between whole numbers
        branch = choose(standard, actual)
        if isinstance(branch, Branch):
            amount = branch.award.amount(awards.ScoreInputs(actual, standard.plan, top))
            found[actual] = branch, None if amount is None else max(ZERO, min(top, amount))
    return found


def _divides(standard: Standard) -> bool:
    """Whether something is a share of the plan, of which none is known below 0."""
    return standard.has_curve or any(scale.axis.relative and scale.reference is None for scale in standard.scales)


# ---- what is tried


def around_numbers(standard: Standard) -> Iterator[Actual]:
    """Actual values at, just above and just below every number of the standard."""
    for branch in standard.branches:
        tests = [(test.scale, _around(test)) for test in branch.intervals]
        for scale, positions in [*tests, *((step.scale, _at_step(step)) for step in branch.award.steps)]:
            for position in positions:
                actual = scale.actual_at(position, standard.plan)
                if actual is not None:
                    yield actual
                if scale.axis.off and isinstance(actual, Decimal) and isinstance(standard.plan, Decimal):
                    yield 2 * standard.plan - actual  # as far below as above


def _around(test: Within) -> tuple[Decimal, ...]:
    scale, interval = test.scale, test.interval
    beside = Decimal(1) if scale.axis.timed or scale.counts else TINY
    found = tuple(place for end in interval.ends for place in (end - beside, end, end + beside))
    return found if len(interval.ends) < 2 else (*found, sum(interval.ends, ZERO) / 2)


def _at_step(step: awards.Steps) -> tuple[Decimal, ...]:
    low, high = step.safe.low, step.safe.high
    return (*(() if low is None else (low, low - step.size)), *(() if high is None else (high, high + step.size)))


def _misses(standard: Standard, steps: Sequence[awards.Steps]) -> Iterator[Actual]:
    """Values that miss the target as far as can be."""
    plan, operator = standard.plan, standard.operator
    if isinstance(plan, date):
        yield plan + timedelta(days=_FAR_DAYS)
    elif isinstance(plan, Decimal):
        curves = (branch.award for branch in standard.branches if isinstance(branch.award, awards.Curve))
        less = any(not curve.rises for curve in curves) or any(step.scale.axis.over for step in steps)
        if operator in ("≥", ">") or (operator in (None, "=") and plan > 0 and not less):
            if plan > 0:
                yield ZERO
        elif operator in ("≤", "<", "="):
            yield plan * 10 + 1000
        if any(step.scale.axis.off for step in steps):
            yield plan * 10 + 1000


def _misses_by_little(standard: Standard, steps: Sequence[awards.Steps], better: int) -> Iterator[Actual]:
    """Values that miss the target by a step or, where nothing forgives it, by a tenth."""
    plan = standard.plan
    if isinstance(plan, Decimal):
        for step in steps:
            if not step.scale.axis.timed and standard.operator in ("≥", "≤"):
                yield plan - better * (step.size * plan / HUNDRED if step.scale.axis.relative else step.size)
        if plan > 0 and better and not standard.steps:
            yield plan - better * plan / 10


def _beyond(plan: Decimal | date, better: int, operator: str | None) -> Iterator[Actual]:
    """Values that are better than the target."""
    if isinstance(plan, date):
        yield plan - timedelta(days=1)
    elif better and (plan > 0 or operator == ">"):
        yield from (plan + better * TINY, plan + better)
        if better > 0:
            yield plan * 2


# ---- what is expected


def _names_another(test: Within, plan: Plan) -> bool:
    """Whether a condition names a number other than the target."""
    axis, interval = test.scale.axis, test.interval
    low = (axis.relative or axis is Axis.VALUE) and interval.low not in (None, HUNDRED, plan)
    high = axis is Axis.VALUE and interval.high not in (None, plan)
    return low or high or test.scale.reference is not None


def _falls(
    plan: Decimal, better: int, scores: Mapping[Actual, Decimal], misses: list[Actual], goals: list[Actual]
) -> bool:
    """Whether the worst value scores more than another, or the target less than one."""
    known = {actual: score for actual, score in scores.items() if isinstance(actual, Decimal) and actual >= ZERO}
    least, at_plan = min(known.values(), default=ZERO), scores.get(plan, ZERO)
    if plan in scores and any(score > at_plan for actual, score in known.items() if (actual - plan) * better < 0):
        return True
    beyond = [goal for goal in goals if isinstance(goal, Decimal) and abs(goal - plan) <= 1]
    missed = any(scores.get(miss, least) > least for miss in misses)
    return missed or any(scores.get(goal, at_plan) < at_plan for goal in beyond)


def _has_dead_clause(standard: Standard, reached: Sequence[Branch]) -> bool:
    """Whether no value tried falls under some clause, or two hold always."""
    lines = any(isinstance(branch.award, awards.Interpolated) for branch in standard.branches)
    sure = [branch for branch in standard.branches if branch.text and not isinstance(branch.award, awards.ByHand)]
    unmet = any(branch.criteria and branch not in reached for branch in sure)
    return sum(not branch.criteria for branch in sure) > 1 or (unmet and not lines)
