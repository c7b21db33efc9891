"""Branches in the order to try them, with the ends of ranges settled that the sentence leaves open.

First interval that holds (STANDARDS.md) — but a clause for 95%以上 goes before one for 80%以上 in whatever order they
stand, a gate before the curve it limits, and 否则 comes last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jixiao.scoring import awards
from jixiao.scoring.axes import Axis
from jixiao.scoring.criteria import Criterion, InInterval, Plan, Undecided
from jixiao.scoring.intervals import Interval, show
from jixiao.scoring.standard import Branch
from jixiao.scoring.vocabulary import is_counted

HUNDRED = Decimal(100)
_FIXED = (awards.Tier, awards.Nothing, awards.Deduct, awards.Band)


@dataclass(frozen=True, slots=True)
class Span:
    """Where a branch holds, on a line that it shares with the other branches of its ``family``."""

    family: str
    interval: Interval
    whole: bool | None = None  # only whole numbers occur on the line; None if the clause does not tell


def span_of(branch: Branch, plan: Plan) -> Span | None:
    """The interval of a branch whose only condition is one; comparable with those of the others. None otherwise."""
    tests = [test for test in branch.criteria if not isinstance(test, Undecided)]
    if len(tests) != len(branch.criteria) or not tests:
        return None
    lies = [test for test in tests if isinstance(test, InInterval)]
    if len(lies) != len(tests):
        return None
    spans = [_span(test, plan) for test in lies]
    if len(spans) == 1:
        return None if spans[0].interval.empty else spans[0]
    if len({span.family for span in spans}) != 1:
        return None
    interval = spans[0].interval
    for span in spans[1:]:
        interval = interval.intersect(span.interval)
    return None if interval.empty else replace(spans[0], interval=interval)


def _span(test: InInterval, plan: Plan) -> Span:
    """On the line of the actual value where the plan is a number, else of its share of the plan."""
    scale, interval = test.scale, test.interval
    origin = scale.reference if scale.reference is not None else plan
    if scale.axis is Axis.VALUE:
        return Span("value", interval, _is_counted(scale.unit))
    axis, share = scale.axis, scale.axis is Axis.SHARE
    if share or axis.over or axis.under:
        if isinstance(origin, Decimal):
            unit, start = origin / HUNDRED if axis.relative else Decimal(1), Decimal(0) if share else origin
            return Span("value", _moved(interval, unit, start, flipped=axis.under), False if axis.relative else None)
        if origin is None and (axis.relative or {interval.low, interval.high} <= {None, Decimal(0)}):
            start = Decimal(0) if share else HUNDRED
            return Span("share", _moved(interval, Decimal(1), start, flipped=axis.under))
    return Span(f"{axis.name}{scale.reference or ''}", interval, axis in (Axis.DAYS, Axis.WORKDAYS))


def _moved(interval: Interval, unit: Decimal, start: Decimal, *, flipped: bool) -> Interval:
    low = None if interval.low is None else start + (-interval.low if flipped else interval.low) * unit
    high = None if interval.high is None else start + (-interval.high if flipped else interval.high) * unit
    if flipped:
        return Interval(high, low, interval.high_in is True if high is not None else None, interval.low_in is not False)
    return Interval(low, high, interval.low_in, interval.high_in)


def _is_counted(unit: str) -> bool | None:
    return is_counted(unit) if unit else None


def order(branches: Sequence[Branch], plan: Plan) -> list[Branch]:
    """The branches in the order to try them."""
    ranked = sorted(branches, key=_rank)
    result: list[Branch] = []
    for branch in ranked:
        span = span_of(branch, plan) if _rank(branch) == 0 else None
        place = len(result)
        if span is not None:
            for index, earlier in enumerate(result):
                other = span_of(earlier, plan)
                if (
                    _rank(earlier) == 0
                    and other is not None
                    and other.family == span.family
                    and other.interval.covers(span.interval)
                ):
                    place = index
                    break
        result.insert(place, branch)
    return result


def _rank(branch: Branch) -> int:
    if not branch.criteria:
        return 2 if isinstance(branch.award, awards.Steps | awards.Several) else 3
    if any(isinstance(test, Undecided) for test in branch.criteria) and isinstance(
        branch.award, awards.Nothing | awards.Deduct
    ):
        return 4
    on_top = isinstance(branch.award, awards.Steps) and branch.award.adds
    return 0 if on_top or isinstance(branch.award, (*_FIXED, awards.Interpolated)) else 1


def trim_shared_ends(branches: Sequence[Branch], plan: Plan) -> list[Branch]:
    """A number that two clauses claim belongs to the earlier one: 85%以上按比例，85%以下不得分.

    Not so where only the later one says 含: 50%以下不得分；50%（含）-80%得3分.
    """
    spans = [span_of(branch, plan) for branch in branches]
    result = list(branches)
    for index, span in enumerate(spans):
        for place, earlier in enumerate(spans[:index]):
            if span is None or earlier is None or span.family != earlier.family:
                continue
            one, other = span.interval, earlier.interval
            if other.covers(one) or one.covers(other):
                continue
            for upper, end, taken in (
                (True, one.high if one.has_high else None, other.low if other.has_low else None),
                (False, one.low if one.has_low else None, other.high if other.has_high else None),
            ):
                if end is None or end != taken:
                    continue
                later, earlier_says = _includes(branches[index], upper), _includes(branches[place], not upper)
                loser = place if later and not earlier_says else index
                side = upper if loser == index else not upper
                result[loser] = _without_end(result[loser], contested=later and earlier_says, upper=side)
    return result


def _includes(branch: Branch, upper: bool) -> bool:
    """Whether a clause says of its upper or lower end that it is included."""
    for test in branch.criteria:
        if isinstance(test, InInterval):
            flipped = test.scale.axis.under
            end = test.interval.high if upper != flipped else test.interval.low
            if end is not None and _says_included(branch, end):
                return True
    return False


def _without_end(branch: Branch, *, contested: bool, upper: bool) -> Branch:
    """The branch without one of its ends, where it has a single condition that counts upwards."""
    contested = branch.contested or contested
    test = branch.criteria[0]
    if len(branch.criteria) > 1 or not isinstance(test, InInterval) or test.scale.axis.under:
        return replace(branch, contested=contested)
    interval = replace(test.interval, high_in=False) if upper else replace(test.interval, low_in=False)
    return replace(branch, criteria=(replace(test, interval=interval),), contested=contested)


def _says_included(branch: Branch, number: Decimal) -> bool:
    """Whether a clause says 含, ≤ or ≥ of a number, not a word such as 以上 that includes it by custom."""
    digits = re.escape(show(number))
    return re.search(rf"[≤≥]{digits}(?![\d.])|(?<![\d.]){digits}\D{{0,4}}?(?:含|[≤≥])", branch.text) is not None


def settle_ends(branches: Sequence[Branch], plan: Plan) -> list[Branch]:
    """Ranges whose end the sentence does not include: included after all if no other branch takes that number."""
    spans = [span_of(branch, plan) for branch in branches]
    result = []
    for branch, span in zip(branches, spans, strict=True):
        if span is not None and span.interval.high is not None and span.interval.high_in is None:
            end, family = span.interval.high, span.family
            taken = any(
                other is not None and other.family == family and other is not span and other.interval.contains(end)
                for other in spans
            )
            if not taken:
                branch = _with_end(branch)
        result.append(branch)
    return result


def _with_end(branch: Branch) -> Branch:
    """The branch with its open upper end included (the lower one of an axis that counts downwards is the same)."""
    criteria: list[Criterion] = []
    for test in branch.criteria:
        if isinstance(test, InInterval) and test.interval.high is not None and test.interval.high_in is None:
            test = replace(test, interval=replace(test.interval, high_in=True))
        criteria.append(test)
    return replace(branch, criteria=tuple(criteria))


def open_outer_ends(branches: Sequence[Branch], plan: Plan) -> list[Branch]:
    """The outermost tiers reach to infinity: above 90%-100%得10分 there is nothing better, below 1次 nothing worse."""
    tiers = [(index, span) for index, branch in enumerate(branches) if (span := _tier_span(branch, plan)) is not None]
    families = {span.family for _, span in tiers}
    result = list(branches)
    if (
        len(tiers) == 1
        and tiers[0][1].interval.exact
        and isinstance(branches[tiers[0][0]].award, awards.Full | awards.Points)
    ):
        # 完成60个得10分，否则不得分: more is no worse; with none wanted, less is not
        index, span = tiers[0]
        result[index] = _opened(branches[index], upper=span.interval.low != 0)
    if len(tiers) < 2 or len(families) != 1:
        return result
    top = max(tiers, key=lambda item: _end(item[1].interval.high, Decimal("Infinity")))
    bottom = min(tiers, key=lambda item: _end(item[1].interval.low, Decimal("-Infinity")))
    for (index, span), upper in ((top, True), (bottom, False)):
        branch = branches[index]
        edge = span.interval.high if upper else span.interval.low
        if (
            edge is not None
            and isinstance(branch.award, awards.Full | awards.Nothing | awards.Points)
            and _is_extreme(branches, index)
        ):
            result[index] = _opened(branch, upper=upper)
    return result


def _end(number: Decimal | None, otherwise: Decimal) -> Decimal:
    return otherwise if number is None else number


def _tier_span(branch: Branch, plan: Plan) -> Span | None:
    return span_of(branch, plan) if isinstance(branch.award, _FIXED) and len(branch.criteria) == 1 else None


def _is_extreme(branches: Sequence[Branch], index: int) -> bool:
    """Whether no other branch gives more, or no other gives less."""
    worth = [worth_of(branch.award) for branch in branches if isinstance(branch.award, _FIXED)]
    own = worth_of(branches[index].award)
    return own == max(worth) or isinstance(branches[index].award, awards.Nothing)


def worth_of(award: awards.Award) -> Decimal:
    """What a fixed award is worth beside others of the same standard; only the order matters."""
    match award:
        case awards.Full():
            return Decimal(1_000_000)
        case awards.Points():
            return award.number
        case awards.Share():
            return award.number
        case awards.Deduct():
            return -award.number
        case awards.Band():
            return award.high
    return Decimal(-1_000_000) if isinstance(award, awards.Nothing) else Decimal(0)


def _opened(branch: Branch, *, upper: bool) -> Branch:
    test = branch.criteria[0]
    if not isinstance(test, InInterval):
        return branch
    flipped = test.scale.axis.under
    interval = test.interval
    if upper != flipped:
        interval = replace(interval, high=None, high_in=None)
    else:
        interval = replace(interval, low=None, low_in=None)
    if interval.low is None and interval.high is None:
        return branch
    return replace(branch, criteria=(replace(test, interval=interval),))


def covers_everything(branches: Sequence[Branch], plan: Plan) -> bool:
    """Whether every number falls under some branch, all of them being intervals of one line."""
    spans = [span_of(branch, plan) for branch in branches]
    if not spans or None in spans or len({span.family for span in spans if span}) != 1:
        return False
    intervals = sorted(
        (span.interval for span in spans if span), key=lambda interval: _end(interval.low, Decimal("-Infinity"))
    )
    if intervals[0].low is not None:
        return False
    reach, included = intervals[0].high, intervals[0].has_high
    for interval in intervals[1:]:
        if reach is None:
            return True
        if interval.low is not None and (
            interval.low > reach or (interval.low == reach and not (included or interval.has_low))
        ):
            return False
        if interval.high is None or interval.high >= reach:
            reach, included = interval.high, interval.has_high
    return reach is None
