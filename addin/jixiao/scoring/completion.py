"""Branches made whole: in order, ends settled, several penalties joined, and what happens where no clause holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.scoring import awards
from jixiao.scoring.axes import Axis
from jixiao.scoring.criteria import InInterval, Plan, Undecided
from jixiao.scoring.intervals import Interval
from jixiao.scoring.ordering import Span, open_outer_ends, order, settle_ends, span_of, trim_shared_ends, worth_of
from jixiao.scoring.standard import Branch


def complete(branches: list[Branch], plan: Plan) -> list[Branch]:
    """Branches in order, ends settled, several penalties joined, and what happens where no clause holds."""
    branches = _join_steps(branches)
    branches = open_outer_ends(trim_shared_ends(settle_ends(branches, plan), plan), plan)
    branches = order(bind_interpolation(branches), plan)
    branches = _continue_steps(branches, plan)
    penalties = [
        b
        for b in branches
        if any(isinstance(t, Undecided) for t in b.criteria) and isinstance(b.award, awards.Nothing | awards.Deduct)
    ]
    decided = [branch for branch in branches if branch not in penalties]
    if all(branch.criteria for branch in decided):
        decided.extend(_default(decided, plan))
    return [*decided, *penalties]


def _join_steps(branches: list[Branch]) -> list[Branch]:
    """Penalties without a condition of their own add up: 每少1次扣1分，每发现1起扣2分."""
    steps = [branch for branch in branches if not branch.criteria and isinstance(branch.award, awards.Steps)]
    if len(steps) < 2:
        return branches
    several = tuple(branch.award for branch in steps if isinstance(branch.award, awards.Steps))
    occurrences = sum(step.scale.axis is Axis.VALUE for step in several)
    times = sum(step.scale.axis.timed for step in several)
    lines = {(step.scale, step.safe) for step in several}  # 每少1项扣2分，每1项不合格扣1分: the value tells only of one
    countable = not occurrences and times in (0, len(several)) and len(lines) == len(several)
    joined = Branch((), awards.Several(several, countable), "，".join(branch.text for branch in steps))
    return [*(branch for branch in branches if branch not in steps), joined]


def _continue_steps(branches: list[Branch], plan: Plan) -> list[Branch]:
    """Steps that begin at a threshold go on from what the clause before it leaves there."""
    result = []
    for branch in branches:
        award = branch.award
        if isinstance(award, awards.Steps) and not award.adds and branch.criteria:
            award = _continued(award, branch, branches, plan)
        result.append(branch if award is branch.award else replace(branch, award=award))
    return result


def _continued(award: awards.Steps, branch: Branch, branches: list[Branch], plan: Plan) -> awards.Steps:
    own = span_of(branch, plan)
    if own is None:
        return award
    for other in branches:
        span = span_of(other, plan)
        if other is branch or span is None or span.family != own.family or own.interval.covers(span.interval):
            continue
        touching = {span.interval.low, span.interval.high} & {own.interval.low, own.interval.high} - {None}
        if not touching:
            continue
        match other.award:
            case awards.Points():
                return replace(award, base=other.award.number)
            case awards.Deduct() if not isinstance(other.award, awards.DeductShare):
                return replace(award, offset=other.award.number)
            case awards.Steps() if other.award.scale == award.scale and award.safe.high and other.award.safe.high == 0:
                return replace(award, offset=award.safe.high / other.award.size * other.award.each)
    return award


def _default(branches: list[Branch], plan: Plan) -> list[Branch]:
    """What no clause says: nothing taken where there are only penalties, nothing given beyond the lowest tier."""
    if not any(_gives(branch.award) for branch in branches):
        return [Branch((), awards.Full(), "")]
    tiers = [(span, branch) for branch in branches if (span := span_of(branch, plan)) is not None]
    families = {span.family for span, _ in tiers}
    if families and all(family.startswith(_TIME_FAMILIES) for family in families):
        return [] if _has_open_end(tiers) else [Branch((), awards.Nothing(), "")]
    if len(families) != 1 or len(tiers) != len(branches):
        return [Branch((), awards.Nothing(), "")] if len(branches) == 1 or not families else []
    return _beyond(tiers)


_TIME_FAMILIES = tuple(axis.name for axis in Axis if axis.timed)


def _has_open_end(tiers: list[tuple[Span, Branch]]) -> bool:
    return any(span.interval.high is None for span, _ in tiers)


def _gives(award: awards.Award) -> bool:
    on_top = isinstance(award, awards.Steps) and award.adds
    return on_top or isinstance(award, awards.Tier | awards.Curve | awards.Band)


def _beyond(tiers: list[tuple[Span, Branch]]) -> list[Branch]:
    """Nothing on the side of the lowest tier, all beyond a curve's better end; a gap between two is left to a human."""
    ascending = sorted(
        tiers, key=lambda item: Decimal("-Infinity") if item[0].interval.low is None else item[0].interval.low
    )
    first, last = ascending[0], ascending[-1]
    rising = _is_rising(first, last)
    found = []
    if first[0].interval.low is not None and (rising or isinstance(first[1].award, awards.Curve)):
        found.extend(_side(first, awards.Nothing() if rising else awards.Full(), upper=False))
    if last[0].interval.high is not None and (not rising or isinstance(last[1].award, awards.Curve)):
        found.extend(_side(last, awards.Full() if rising else awards.Nothing(), upper=True))
    return found


def _is_rising(first: tuple[Span, Branch], last: tuple[Span, Branch]) -> bool:
    """Whether more is better: by the curve, else by what the two outermost tiers are worth."""
    for _, branch in (first, last):
        if isinstance(branch.award, awards.Curve):
            return branch.award.rises
    if first is last:
        return first[0].interval.low is not None
    return worth_of(first[1].award) <= worth_of(last[1].award)


def _side(tier: tuple[Span, Branch], award: awards.Award, *, upper: bool) -> list[Branch]:
    test = tier[1].criteria[0]
    if len(tier[1].criteria) > 1 or not isinstance(test, InInterval):
        return [Branch((), award)]
    interval = test.interval
    flipped = test.scale.axis.under
    if upper != flipped:
        outside = Interval(low=interval.high, low_in=not interval.has_high)
    else:
        outside = Interval(high=interval.low, high_in=not interval.has_low)
    if outside.low is None and outside.high is None:
        return []
    return [Branch((replace(test, interval=outside),), award)]


# ---- 按线性插值法计分: the line between two thresholds, found among the clauses around it


def bind_interpolation(branches: list[Branch]) -> list[Branch]:
    """Each clause that interpolates, bound to its two ends; one whose ends are not found is left to a human."""
    result = []
    for branch in branches:
        if isinstance(branch.award, awards.Interpolated):
            award = _bound(branch, branches)
            criteria = branch.criteria
            if isinstance(award, awards.Interpolated) and award.scale is not None and not criteria:
                criteria = (InInterval(award.scale, Interval(award.low, award.high, True, False)),)
            branch = replace(branch, award=award, criteria=criteria)
        result.append(branch)
    return result


def _bound(branch: Branch, branches: Sequence[Branch]) -> awards.Award:
    others = [other for other in branches if other is not branch and len(other.criteria) == 1]
    tests = [test for other in others for test in other.criteria if isinstance(test, InInterval)]
    own = next((test for test in branch.criteria if isinstance(test, InInterval)), None)
    scale = own.scale if own is not None else tests[0].scale if tests else None
    if scale is None:
        return awards.Judged()
    low, high = _ends(own.interval if own is not None else Interval(), others)
    if low is None or high is None or low >= high:
        return awards.Judged()
    from_points, to_points = _points_at(low, others, upper=False), _points_at(high, others, upper=True)
    return awards.Interpolated(scale, low, high, from_points or Decimal(0), to_points)


def _ends(own: Interval, others: Sequence[Branch]) -> tuple[Decimal | None, Decimal | None]:
    low, high = own.low, own.high
    for other in others:
        test = other.criteria[0]
        if not isinstance(test, InInterval):
            continue
        if isinstance(other.award, awards.Nothing):
            low = test.interval.high if low is None else low
        elif isinstance(other.award, awards.Full | awards.Points) and high is None:
            high = test.interval.low
    for other in others:  # 达到90%得10分，达到60%得6分，之间按线性插值
        test = other.criteria[0]
        if isinstance(test, InInterval) and low is None and test.interval.low is not None and test.interval.low != high:
            low = test.interval.low
    return low, high


def _points_at(threshold: Decimal, others: Sequence[Branch], *, upper: bool) -> Decimal | None:
    """What the clause at a threshold gives; None for the full points above, and for none below."""
    for other in others:
        test = other.criteria[0]
        if isinstance(test, InInterval) and isinstance(other.award, awards.Points) and test.interval.low == threshold:
            return other.award.number
    return None if upper else Decimal(0)
