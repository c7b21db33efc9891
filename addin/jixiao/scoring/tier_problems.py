"""SCR-008: gaps between tiers, overlaps, and scores that fall where they should rise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from jixiao.scoring import awards
from jixiao.scoring.awards import Policy, ScoreInputs
from jixiao.scoring.axes import Axis
from jixiao.scoring.calendar import add_months
from jixiao.scoring.criteria import Actual, Fulfilled, InInterval
from jixiao.scoring.intervals import Interval
from jixiao.scoring.labels import rank_of
from jixiao.scoring.ordering import Span, span_of
from jixiao.scoring.standard import Branch, Standard

_STEP = Decimal("0.0001")
_FAR = Decimal("-Infinity")


def tier_problems(standard: Standard) -> Iterator[str]:
    """``gap``, ``overlap``, ``not_monotone``, ``direction``: each at most once."""
    spans = _spans(standard)
    if len(spans) > 1 and all(branch.criteria for branch in standard.branches):
        if _has_gap(spans):
            yield "gap"
        if _has_overlap(spans):
            yield "overlap"
    if _labels_out_of_order(standard):
        yield "not_monotone"
    elif standard.operator in ("≤", "<") and any(
        isinstance(b.award, awards.OfPlan) and b.award.rises for b in standard.branches
    ):
        yield "direction"
    elif len(spans) > 1 and not _is_monotone(standard, spans):
        yield "not_monotone"


def _spans(standard: Standard) -> list[tuple[Span, Branch]]:
    """The intervals of the clauses in ascending order; empty unless all lie on one line."""
    found = []
    for branch in standard.branches:
        if branch.text or isinstance(branch.award, awards.Interpolated):  # not what the sentence leaves unsaid
            span = span_of(branch, standard.plan)
            if span is not None:
                found.append((span, branch))
    if len({span.family for span, _ in found}) != 1:
        return []
    return sorted(found, key=_start)


def _start(item: tuple[Span, Branch]) -> tuple[Decimal, bool]:
    interval = item[0].interval
    return (_FAR if interval.low is None else interval.low), not interval.has_low


def _has_gap(spans: Sequence[tuple[Span, Branch]]) -> bool:
    whole = _is_whole(spans)
    reach, included = spans[0][0].interval.high, spans[0][0].interval.has_high
    for span, _ in spans[1:]:
        interval = span.interval
        if reach is None:
            return False
        if interval.low is not None and _is_gap(reach, included, interval, whole=whole):
            return True
        if interval.high is None or interval.high >= reach:
            reach, included = interval.high, interval.has_high
    return False


def _is_whole(spans: Sequence[tuple[Span, Branch]]) -> bool:
    """Whether only whole numbers occur: some tier counts things, and none measures anything else."""
    known = {span.whole for span, _ in spans}
    return True in known and False not in known


def _is_gap(reach: Decimal, included: bool, interval: Interval, *, whole: bool) -> bool:
    low = interval.low
    if low is None or low < reach:
        return False
    if low == reach:
        return not included and not interval.has_low
    if whole:
        first = low if interval.has_low else low + 1
        last = reach if included else reach - 1
        return first - last > 1
    return True


def _has_overlap(spans: Sequence[tuple[Span, Branch]]) -> bool:
    """Two tiers share more than a point and neither lies within the other, or both say that they include a number."""
    for index, (first, a) in enumerate(spans):
        if a.contested:
            return True
        for second, b in spans[index + 1 :]:
            if a.award == b.award or first.interval.covers(second.interval) or second.interval.covers(first.interval):
                continue
            common = first.interval.intersect(second.interval)
            if not common.empty and not common.exact:
                return True
    return False


def _labels_out_of_order(standard: Standard) -> bool:
    graded = []
    for branch in standard.branches:
        test = branch.criteria[0] if branch.criteria else None
        if not isinstance(test, Fulfilled) or isinstance(branch.award, awards.ByHand):
            continue
        rank, worth = (
            rank_of(test.text),
            branch.award.amount(ScoreInputs("", None, standard.points or Decimal(100))),
        )
        if rank is not None and worth is not None:
            graded.append((rank, worth))
    return any(one[0] < other[0] and one[1] < other[1] for one in graded for other in graded)


def _is_monotone(standard: Standard, spans: Sequence[tuple[Span, Branch]]) -> bool:
    """Whether the score only rises, only falls, or rises to one best range and falls from there."""
    values = list(_profile(standard, spans))
    rises = [b > a for a, b in pairwise(values) if a != b]
    turns = sum(a != b for a, b in pairwise(rises))
    if turns == 0:
        return True
    best_in_the_middle = turns == 1 and rises[0] and not rises[-1]
    return best_in_the_middle and standard.operator in (None, "=")


def _profile(standard: Standard, spans: Sequence[tuple[Span, Branch]]) -> Iterator[Decimal]:
    """The scores around every threshold, in ascending order of the actual value."""
    ends = sorted({end for span, _ in spans for end in (span.interval.low, span.interval.high) if end is not None})
    step = Decimal(1) if _is_whole(spans) else _STEP
    for place in sorted({place for end in ends for place in (end - step, end, end + step)}):
        actual = _actual_at(place, standard, spans[0])
        worth = None if actual is None else _worth_at(actual, standard)
        if worth is not None:
            yield worth


def _actual_at(place: Decimal, standard: Standard, first: tuple[Span, Branch]) -> Actual | None:
    test = first[1].criteria[0]
    if isinstance(test, InInterval) and test.scale.axis.timed:
        origin = test.scale.reference if test.scale.reference is not None else standard.plan
        if not isinstance(origin, date):
            return None
        if test.scale.axis is Axis.MONTHS:
            return add_months(origin, int(place)) if place == int(place) else None
        return origin + timedelta(days=int(place)) if place == int(place) else None
    if first[0].family == "share":
        return None
    return place if first[0].family == "value" else None


def _worth_at(actual: Actual, standard: Standard) -> Decimal | None:
    points = standard.points or Decimal(100)
    for branch in standard.branches:
        results = [test.holds(actual, standard.plan) for test in branch.criteria]
        if all(results):
            worth = branch.award.amount(ScoreInputs(actual, standard.plan, points, Policy.FLOOR))
            return None if worth is None else max(Decimal(0), min(points, worth))
        if None in results and False not in results:
            return None
    return None
