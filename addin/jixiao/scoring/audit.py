"""Try a standard at the plan, beside it, at 0 and far beyond (STANDARDS.md).

A reading can be grammatical and wrong. What no reading of a scoring standard may do is known all the same: less than the
full points at the target, the full points however far it is missed, less for more of what is wanted, a clause that no
value can ever reach.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from jixiao.scoring import awards
from jixiao.scoring.axes import Axis
from jixiao.scoring.criteria import Actual, InInterval
from jixiao.scoring.engine import choose, limit
from jixiao.scoring.standard import Branch, Standard

ZERO, HUNDRED, TINY = Decimal(0), Decimal(100), Decimal("0.0001")
TRIAL_TOP = Decimal(100)
"""The points of a sentence that names none, for the trial alone."""

_FAR_DAYS = 9000

NOT_FULL = "达到目标不得满分"
FULL_ANYWAY = "没有达到目标也得满分"
FALLS = "越好得分反而越低"
DEAD = "有的条款永远不起作用"


def audit(standard: Standard) -> str:
    """What is wrong with the scores of a standard, in one phrase; empty if nothing is."""
    plan, top, intervals = standard.plan, standard.points or TRIAL_TOP, standard.intervals
    if not isinstance(plan, Decimal | date) or len(intervals) < sum(len(one.criteria) for one in standard.branches):
        return ""
    elsewhere = _starts_elsewhere(standard)
    misses, goals = list(_misses(standard)), [plan, *_beyond(standard)]
    short = [*misses, *_misses_by_little(standard, elsewhere)]
    trials: list[Actual] = [*goals, *short, *_around_numbers(standard)]
    if isinstance(plan, Decimal):
        trials.append(ZERO)
    if any(test.scale.counts and test.interval.exact for test in intervals):  # nothing occurs between whole numbers
        trials = [one for one in trials if not isinstance(one, Decimal) or one == one.to_integral_value()]
    reached: list[Branch] = []
    idle = _single_steps(standard)
    full = limit(top, top)
    scores: dict[Actual, Decimal] = {}
    for actual in dict.fromkeys(trials):
        branch = choose(standard, actual)
        if isinstance(branch, Branch):
            reached.append(branch)
            award, inputs = branch.award, awards.ScoreInputs(actual, plan, top)
            if isinstance(award, awards.Steps) and award.excess(inputs):
                idle = [step for step in idle if step != award]
            if (amount := award.amount(inputs)) is not None:
                scores[actual] = full if amount >= top else ZERO if amount <= 0 else limit(amount, top)
    best = [scores[actual] for actual in goals if actual in scores]
    if best and max(best) < (top if not elsewhere else TINY):
        return NOT_FULL
    if any(scores.get(actual) == top for actual in short):
        return FULL_ANYWAY
    if _falls(standard, scores, misses, goals):
        return FALLS
    return DEAD if idle or _has_dead_clause(standard, reached) else ""


# ---- what is tried


def _around_numbers(standard: Standard) -> Iterator[Actual]:
    """Actual values at, just above and just below every number of the standard."""
    for branch in standard.branches:
        tests = [(test.scale, _around(test)) for test in branch.intervals]
        for scale, positions in [*tests, *((step.scale, _at_step(step)) for step in branch.award.steps)]:
            for position in positions:
                actual = scale.actual_at(position, standard.plan)
                if actual is not None:
                    yield actual


def _around(test: InInterval) -> tuple[Decimal, ...]:
    scale, low, high = test.scale, test.interval.low, test.interval.high
    beside = Decimal(1) if scale.axis.timed or scale.counts else TINY
    found = tuple(place for end in (low, high) if end is not None for place in (end - beside, end, end + beside))
    return found if low is None or high is None else (*found, (low + high) / 2)


def _at_step(step: awards.Steps) -> tuple[Decimal, ...]:
    low, high = step.safe.low, step.safe.high
    return (*(() if low is None else (low, low - step.size)), *(() if high is None else (high, high + step.size)))


def _misses(standard: Standard) -> Iterator[Actual]:
    """Values that miss the target as far as can be."""
    plan, operator = standard.plan, standard.operator
    if isinstance(plan, date):
        yield plan + timedelta(days=_FAR_DAYS)
    elif isinstance(plan, Decimal):
        if operator in ("≥", ">") or (operator in (None, "=") and plan > 0 and not _wants_less(standard)):
            if plan > 0:
                yield ZERO
        elif operator in ("≤", "<", "="):
            yield plan * 10 + 1000


def _misses_by_little(standard: Standard, elsewhere: bool) -> Iterator[Actual]:
    """Values that miss the target by a step or, where nothing forgives it, by a tenth."""
    plan, better = standard.plan, _better(standard)
    if not isinstance(plan, Decimal):
        return
    for step in _single_steps(standard):
        if step.scale.axis.off:
            yield plan * 10 + 1000
        if not step.adds and not step.scale.axis.timed and not elsewhere and standard.operator in ("≥", "≤"):
            distance = step.size * plan / HUNDRED if step.scale.axis.relative else step.size
            yield plan - better * distance
    if plan > 0 and better and not elsewhere and not standard.steps:
        yield plan - better * plan / 10


def _beyond(standard: Standard) -> Iterator[Actual]:
    """Values that are better than the target."""
    plan, better = standard.plan, _better(standard)
    if isinstance(plan, date):
        yield plan - timedelta(days=1)
    elif isinstance(plan, Decimal) and better and (plan > 0 or standard.operator == ">"):
        yield from (plan + better * TINY, plan + better)
        if better > 0:
            yield plan * 2


def _single_steps(standard: Standard) -> list[awards.Steps]:
    """The steps that stand for themselves, not among several."""
    return [branch.award for branch in standard.branches if isinstance(branch.award, awards.Steps)]


def _better(standard: Standard) -> int:
    """Return which way is better: 1 for more, -1 for less, 0 where nothing says."""
    return {"≥": 1, ">": 1, "≤": -1, "<": -1}.get(standard.operator or "", 0)


def _wants_less(standard: Standard) -> bool:
    curves = [branch.award for branch in standard.branches if isinstance(branch.award, awards.Curve)]
    return not all(curve.rises for curve in curves) or any(step.scale.axis.over for step in _single_steps(standard))


# ---- what is expected


def _starts_elsewhere(standard: Standard) -> bool:
    """Whether the sentence says that the full points are not for the target: SCR-005."""
    full = [test for branch in standard.branches if standard.gives_all(branch) for test in branch.intervals]
    return any(step.adds for step in _single_steps(standard)) or any(_names_another(test, standard) for test in full)


def _names_another(test: InInterval, standard: Standard) -> bool:
    """Whether a condition names a number other than the target."""
    axis, interval, plan = test.scale.axis, test.interval, standard.plan
    low = (axis.relative or axis is Axis.VALUE) and interval.low not in (None, HUNDRED, plan)
    high = axis is Axis.VALUE and interval.high not in (None, plan)
    return low or high or test.scale.reference is not None


def _falls(standard: Standard, scores: dict[Actual, Decimal], misses: list[Actual], goals: list[Actual]) -> bool:
    """Whether the worst value scores more than another, or one beyond the target less."""
    plan, off = standard.plan, any(test.scale.axis.off for test in standard.intervals)
    if (
        not _better(standard)
        or not isinstance(plan, Decimal)
        or off
        or any(s.two_sided for s in _single_steps(standard))
    ):
        return False
    known = [score for actual, score in scores.items() if isinstance(actual, Decimal) and actual >= ZERO]
    least, at_plan = min(known, default=ZERO), scores.get(plan, ZERO)
    beyond = [goal for goal in goals if isinstance(goal, Decimal) and abs(goal - plan) <= 1]
    missed = any(scores.get(miss, least) > least for miss in misses)
    return missed or any(scores.get(goal, at_plan) < at_plan for goal in beyond)


def _has_dead_clause(standard: Standard, reached: list[Branch]) -> bool:
    """Whether no value tried falls under some clause, or two hold always."""
    lines = any(isinstance(branch.award, awards.Interpolated) for branch in standard.branches)
    sure = [branch for branch in standard.branches if branch.text and not isinstance(branch.award, awards.ByHand)]
    unmet = any(branch.criteria and branch not in reached for branch in sure)
    return sum(not branch.criteria for branch in sure) > 1 or (unmet and not lines)
