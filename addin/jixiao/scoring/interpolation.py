"""按线性插值法计分: the line between two thresholds, found among the clauses around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from jixiao.scoring import awards
from jixiao.scoring.criteria import InInterval
from jixiao.scoring.intervals import Interval
from jixiao.scoring.standard import Branch


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
