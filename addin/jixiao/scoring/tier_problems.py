"""SCR-008: gaps between tiers, overlaps, scores that fall instead of rising."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from jixiao.scoring import awards
from jixiao.scoring.awards import ScoreInputs
from jixiao.scoring.criteria import Actual, Fulfilled, InInterval
from jixiao.scoring.engine import choose
from jixiao.scoring.labels import rank_of
from jixiao.scoring.notation import normalise
from jixiao.scoring.ordering import Span, has_gap, span_of
from jixiao.scoring.standard import Branch, Standard

_STEP = Decimal("0.0001")


def tier_problems(standard: Standard) -> Iterator[str]:
    """``gap``, ``overlap``, ``not_monotone``, ``direction``: each at most once."""
    spans = _spans(standard)
    if len(spans) > 1 and all(branch.criteria for branch in standard.branches):
        if has_gap([span.interval for span, _ in spans], whole=_is_whole(spans)):
            yield "gap"
        if _has_overlap(spans):
            yield "overlap"
    if _labels_out_of_order(standard):
        yield "not_monotone"
    elif standard.operator in ("≤", "<") and _grows(standard):
        yield "direction"
    elif len(spans) > 1 and not _is_monotone(standard, spans):
        yield "not_monotone"


def _grows(standard: Standard) -> bool:
    """Whether the sentence writes a quotient that grows; 按比例 alone leaves it open."""
    curves = [branch.award for branch in standard.branches if isinstance(branch.award, awards.OfPlan)]
    return any(curve.rises for curve in curves) and "/" in normalise(standard.text)


def _spans(standard: Standard) -> list[tuple[Span, Branch]]:
    """The intervals of the clauses in ascending order; empty unless all lie on one line."""
    said = [b for b in standard.branches if b.text or isinstance(b.award, awards.Interpolated)]
    found = [(span, branch) for branch in said if (span := span_of(branch, standard.plan)) is not None]
    if len({span.family for span, _ in found}) != 1:
        return []
    return sorted(found, key=lambda item: (item[0].interval.start, not item[0].interval.has_low))


def _is_whole(spans: Sequence[tuple[Span, Branch]]) -> bool:
    """Whether only whole numbers occur: some tier counts things, and none measures anything else."""
    known = {span.whole for span, _ in spans}
    return True in known and False not in known


def _has_overlap(spans: Sequence[tuple[Span, Branch]]) -> bool:
    """Two tiers share more than a point, or both say that they include a number."""
    for index, (first, a) in enumerate(spans):
        if a.contested:
            return True
        for second, b in spans[index + 1 :]:
            by_hand = isinstance(a.award, awards.ByHand) and isinstance(b.award, awards.ByHand)
            if by_hand or a.award == b.award or not first.beside(second):
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
        worth = branch.award.amount(ScoreInputs("", None, standard.points or Decimal(100)))
        rank = rank_of(test.text)
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
    ends = {end for span, _ in spans for end in (span.interval.low, span.interval.high) if end is not None}
    step, points = Decimal(1) if _is_whole(spans) else _STEP, standard.points or Decimal(100)
    for place in sorted({place for end in ends for place in (end - step, end, end + step)}):
        actual = _actual_at(place, standard, *spans[0])
        branch = "" if actual is None else choose(standard, actual)
        if actual is not None and isinstance(branch, Branch):
            worth = branch.award.amount(ScoreInputs(actual, standard.plan, points))
            if worth is not None:
                yield max(Decimal(0), min(points, worth))


def _actual_at(place: Decimal, standard: Standard, span: Span, branch: Branch) -> Actual | None:
    test = branch.criteria[0]
    if isinstance(test, InInterval) and test.scale.axis.timed:
        return test.scale.actual_at(place, standard.plan) if place == int(place) else None
    return place if span.family == "value" else None
