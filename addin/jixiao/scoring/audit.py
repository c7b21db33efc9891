"""Try an understood standard at the plan, beside it, at 0 and far beyond (STANDARDS.md, Never guess).

A reading can be grammatical and wrong. What no reading of a scoring standard may do is known all the same: less than the
full points at the target, the full points however far it is missed, less for more of what is wanted, a clause that no
value can ever reach.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from jixiao.scoring import awards
from jixiao.scoring.awards import ScoreInputs
from jixiao.scoring.axes import SHARES, TIMES, Axis, Scale
from jixiao.scoring.criteria import Actual, Fulfilled, InInterval, Undecided
from jixiao.scoring.engine import choose, limit
from jixiao.scoring.standard import Branch, Standard

ZERO, HUNDRED, TINY = Decimal(0), Decimal(100), Decimal("0.0001")
TRIAL_TOP = Decimal(100)
"""The points of a sentence that names none, for the trial alone."""

_FAR_DAYS = 9000
_UNCERTAIN = (awards.Judged, awards.Band)

NOT_FULL = "达到目标不得满分"
FULL_ANYWAY = "没有达到目标也得满分"
FALLS = "越好得分反而越低"
DEAD = "有的条款永远不起作用"


def audit(standard: Standard) -> str:
    """What is wrong with the scores of a standard, in one short phrase; empty if nothing is, or if nothing can be tried."""
    if not standard.understood or not isinstance(standard.plan, Decimal | date):
        return ""
    tests = [test for branch in standard.branches for test in branch.criteria]
    if any(isinstance(test, Fulfilled | Undecided) for test in tests):
        return ""
    return next(_failures(standard), "")


def _failures(standard: Standard) -> Iterator[str]:
    trials = list(_trials(standard))
    if _is_whole(standard):
        trials = [
            actual for actual in trials if not isinstance(actual, Decimal) or actual == actual.to_integral_value()
        ]
    chosen = {actual: choose(standard, actual) for actual in trials}
    top = standard.points or TRIAL_TOP
    scores = {actual: _worth(branch, actual, standard, top) for actual, branch in chosen.items()}
    best = [score for actual in _goals(standard) if (score := scores.get(actual)) is not None]
    if best and max(best) < top and not _starts_elsewhere(standard):
        yield NOT_FULL
    if any(scores[actual] == top for actual in (*_misses(standard), *_off(standard)) if actual in scores):
        yield FULL_ANYWAY
    if any(scores[actual] == top for actual in _near_misses(standard) if actual in scores):
        yield FULL_ANYWAY
    if _is_best_missed(standard, scores):
        yield FALLS
    reached = [branch for branch in chosen.values() if isinstance(branch, Branch)]
    lines = any(isinstance(branch.award, awards.Interpolated) for branch in standard.branches)
    sure = [branch for branch in standard.branches if branch.text and not isinstance(branch.award, _UNCERTAIN)]
    always = [branch for branch in sure if not branch.criteria]
    unmet = any(branch.criteria and branch not in reached for branch in sure)
    if len(always) > 1 or (unmet and not lines):
        yield DEAD


def _is_whole(standard: Standard) -> bool:
    """Whether the tiers count things, so that nothing between two whole numbers occurs."""
    tests = [test for branch in standard.branches for test in branch.criteria if isinstance(test, InInterval)]
    return any(test.scale.counts and test.interval.exact for test in tests)


def _worth(branch: Branch | str, actual: Actual, standard: Standard, top: Decimal) -> Decimal | None:
    if isinstance(branch, str):
        return None
    worth = branch.award.worth(ScoreInputs(actual, standard.plan, top)).points
    return None if worth is None else limit(worth, top)


# ---- what is tried


def _trials(standard: Standard) -> Iterator[Actual]:
    """Actual values around the plan and around every number of the standard, each once."""
    plan = standard.plan
    found: dict[Actual, None] = {}
    if isinstance(plan, Decimal):
        found.update(
            dict.fromkeys(
                (plan, ZERO, *_misses(standard), *_near_misses(standard), *_off(standard), *_beyond(standard))
            )
        )
    elif isinstance(plan, date):
        found.update(dict.fromkeys((plan, *_misses(standard), *_beyond(standard))))
    for branch in standard.branches:
        for scale, positions in _positions(branch):
            for position in positions:
                actual = scale.actual_at(position, plan)
                if actual is not None:
                    found[actual] = None
    yield from found


def _positions(branch: Branch) -> Iterator[tuple[Scale, list[Decimal]]]:
    for test in branch.criteria:
        if isinstance(test, InInterval):
            yield test.scale, list(_around(test.scale, test.interval.low, test.interval.high))
    for step in branch.award.steps if isinstance(branch.award, awards.Several) else (branch.award,):
        if isinstance(step, awards.Steps):
            low, high = step.safe.low, step.safe.high
            ends = [low - step.size if low is not None else None, high + step.size if high is not None else None]
            yield step.scale, [end for end in (low, high, *ends) if end is not None]


def _around(scale: Scale, low: Decimal | None, high: Decimal | None) -> Iterator[Decimal]:
    beside = Decimal(1) if scale.axis in TIMES or scale.counts else TINY
    for end in (low, high):
        if end is not None:
            yield from (end - beside, end, end + beside)
    if low is not None and high is not None:
        yield (low + high) / 2


def _misses(standard: Standard) -> Iterator[Actual]:
    """Values that miss the target as far as can be."""
    plan = standard.plan
    if isinstance(plan, date):
        yield plan + timedelta(days=_FAR_DAYS)
    elif isinstance(plan, Decimal):
        if standard.operator in ("≥", ">") or (
            standard.operator in (None, "=") and plan > 0 and not _wants_less(standard)
        ):
            if plan > 0:
                yield ZERO
        elif standard.operator in ("≤", "<", "="):
            yield plan * 10 + 1000


def _near_misses(standard: Standard) -> Iterator[Actual]:
    """Values that miss the target by one step of the sentence."""
    plan = standard.plan
    if not isinstance(plan, Decimal) or standard.operator not in ("≥", "≤") or _starts_elsewhere(standard):
        return
    for branch in standard.branches:
        step = branch.award
        if isinstance(step, awards.Steps) and not step.adds and step.scale.axis not in TIMES:
            distance = step.size * plan / HUNDRED if step.scale.axis in SHARES else step.size
            yield plan - distance if standard.operator == "≥" else plan + distance


def _off(standard: Standard) -> Iterator[Actual]:
    """Values far beyond the target, where the sentence takes points for every step to either side of it."""
    for branch in standard.branches:
        step = branch.award
        off = isinstance(step, awards.Steps) and step.scale.axis in (Axis.OFF, Axis.OFF_SHARE, Axis.SIZE)
        if off and isinstance(standard.plan, Decimal):
            yield standard.plan * 10 + 1000


def _goals(standard: Standard) -> Iterator[Actual]:
    """The target, and values better than it."""
    if standard.plan is not None:
        yield standard.plan
        yield from _beyond(standard)


def _beyond(standard: Standard) -> Iterator[Actual]:
    """Values that are better than the target."""
    plan = standard.plan
    if isinstance(plan, date):
        yield plan - timedelta(days=1)
    elif isinstance(plan, Decimal) and plan > 0:
        if standard.operator in ("≥", ">"):
            yield from (plan + TINY, plan + 1, plan * 2)
        elif standard.operator in ("≤", "<"):
            yield from (plan - TINY, plan - 1)


def _wants_less(standard: Standard) -> bool:
    falling = (awards.ReverseLinear, awards.ReverseRatio)
    for branch in standard.branches:
        if isinstance(branch.award, falling):
            return True
        if isinstance(branch.award, awards.Steps) and branch.award.scale.axis in (Axis.OVER, Axis.OVER_SHARE):
            return True
    return False


# ---- what is expected


def _starts_elsewhere(standard: Standard) -> bool:
    """Whether the sentence itself says that the full points are not for the target: SCR-005, or points to be earned on top."""
    for branch in standard.branches:
        if isinstance(branch.award, awards.Steps) and branch.award.adds:
            return True
        if isinstance(branch.award, awards.Full | awards.Points) and _worth_number(branch) in (None, standard.points):
            for test in branch.criteria:
                named = isinstance(test, InInterval) and (
                    test.scale.reference is not None
                    or (
                        test.scale.axis in SHARES | {Axis.VALUE}
                        and test.interval.low not in (None, HUNDRED, standard.plan)
                    )
                    or (test.scale.axis is Axis.VALUE and test.interval.high not in (None, standard.plan))
                )
                if named:
                    return True
    return False


def _worth_number(branch: Branch) -> Decimal | None:
    return branch.award.number if isinstance(branch.award, awards.Points) else None


def _is_best_missed(standard: Standard, scores: dict[Actual, Decimal | None]) -> bool:
    """Whether the worst value of all scores more than another: between tiers the sentence may fall by its own words."""
    if standard.operator not in ("≥", ">", "≤", "<") or isinstance(standard.plan, date) or _is_two_sided(standard):
        return False
    known = [score for actual, score in scores.items() if score is not None and actual >= ZERO]  # type: ignore[operator]
    return any(score > min(known) for miss in _misses(standard) if (score := scores.get(miss)) is not None)


def _is_two_sided(standard: Standard) -> bool:
    for branch in standard.branches:
        scales: Sequence[Scale] = [test.scale for test in branch.criteria if isinstance(test, InInterval)]
        if any(scale.axis in (Axis.OFF, Axis.OFF_SHARE, Axis.SIZE) for scale in scales):
            return True
        if isinstance(branch.award, awards.Steps):
            step = branch.award
            both = step.safe.low is not None and step.safe.high is not None
            if both or step.scale.axis in (Axis.OFF, Axis.OFF_SHARE, Axis.SIZE):
                return True
    return False
