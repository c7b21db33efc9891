"""Branches in the order to try them, with the ends of their ranges settled.

First interval that holds (STANDARDS.md) — but a clause for 95%以上 goes before one for 80%以上 in whatever order they
stand, a gate before the curve it limits, and 否则 comes last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from jixiao.forms.numbers import plain_number
from jixiao.scoring import awards
from jixiao.scoring.axes import Axis
from jixiao.scoring.criteria import Plan, Undecided, Within
from jixiao.scoring.intervals import Interval
from jixiao.scoring.phrases import is_counted, pattern
from jixiao.scoring.standard import Branch

ZERO, HUNDRED = Decimal(0), Decimal(100)
_DAYS = ("天", "日", "工作日")
_FIXED = (awards.Tier, awards.Nothing, awards.Deduct, awards.Band)


# ---- where a branch holds


@dataclass(frozen=True, slots=True)
class BranchSpan:
    """Where a branch holds, on a line that it shares with others of its ``family``."""

    family: str
    interval: Interval
    whole: bool | None = None  # only whole numbers occur on the line; None if the clause does not tell

    def holds(self, other: BranchSpan) -> bool:
        """Whether both lie on one line, the other within this one."""
        return self.family == other.family and self.interval.covers(other.interval)

    def beside(self, other: BranchSpan) -> bool:
        """Whether both lie on one line, neither within the other."""
        return self.family == other.family and not self.holds(other) and not other.holds(self)


def span_of(branch: Branch, plan: Plan) -> BranchSpan | None:
    """The interval of a branch that is nothing but intervals of one line, else None."""
    found: BranchSpan | None = None
    for test in branch.criteria:
        if not isinstance(test, Within):
            return None
        span = _span(test, plan)
        if found is not None and found.family != span.family:
            return None
        found = span if found is None else replace(found, interval=found.interval.intersect(span.interval))
    return None if found is None or found.interval.empty else found


def _span(test: Within, plan: Plan) -> BranchSpan:
    """Return the span on the line of the actual value, else of its share of the plan."""
    scale, interval, axis = test.scale, test.interval, test.scale.axis
    origin = scale.reference if scale.reference is not None else plan
    if axis is Axis.VALUE:
        return BranchSpan("value", interval, is_counted(scale.unit) or scale.unit in _DAYS if scale.unit else None)
    share = axis is Axis.SHARE
    if share or axis.over or axis.under:
        if isinstance(origin, Decimal):
            unit, start = origin / HUNDRED if axis.relative else Decimal(1), ZERO if share else origin
            moved = _moved(interval, unit, start, flipped=axis.under)
            return BranchSpan("value", moved, False if axis.relative else None)
        if origin is None and (axis.relative or {interval.low, interval.high} <= {None, ZERO}):
            moved = _moved(interval, Decimal(1), ZERO if share else HUNDRED, flipped=axis.under)
            return BranchSpan("share", moved)
    if axis is Axis.DAYS and isinstance(scale.reference, date) and isinstance(plan, date):
        moved = _moved(interval, Decimal(1), Decimal((scale.reference - plan).days), flipped=False)
        return BranchSpan(axis.name, moved, True)
    return BranchSpan(f"{axis.name}{scale.reference or ''}", interval, axis in (Axis.DAYS, Axis.WORKDAYS))


def _moved(interval: Interval, unit: Decimal, start: Decimal, *, flipped: bool) -> Interval:
    unit = -unit if flipped else unit
    low, high = (None if end is None else start + end * unit for end in (interval.low, interval.high))
    if flipped:
        return Interval(high, low, interval.high_in is True if high is not None else None, interval.low_in is not False)
    return Interval(low, high, interval.low_in, interval.high_in)


SpannedBranch = tuple[BranchSpan, Branch]
"""A branch that is an interval, with where it holds."""


def on_one_line(branches: Iterable[Branch], plan: Plan) -> list[SpannedBranch]:
    """The branches that are intervals, from below; empty unless they lie on one line."""
    found = [(span, branch) for branch in branches if (span := span_of(branch, plan)) is not None]
    if len({span.family for span, _ in found}) != 1:
        return []
    return sorted(found, key=lambda tier: (tier[0].interval.start, not tier[0].interval.has_low))


def has_gap(tiers: Sequence[SpannedBranch], *, whole: bool = False) -> bool:
    """Whether a (``whole``) number between tiers ``on_one_line`` lies in none."""
    intervals = [span.interval for span, _ in tiers]
    reach, included = intervals[0].high, intervals[0].has_high
    for interval in intervals[1:]:
        low = interval.low
        if reach is None:
            return False
        if low == reach and not included and not interval.has_low:
            return True
        if low is not None and low > reach:
            first, last = low if interval.has_low else low + 1, reach if included else reach - 1
            if not whole or first - last > 1:
                return True
        if interval.high is None or interval.high >= reach:
            reach, included = interval.high, interval.has_high
    return False


def covers_everything(branches: Sequence[Branch], plan: Plan) -> bool:
    """Whether every number falls under some branch."""
    tiers = on_one_line(branches, plan)
    if not tiers or len(tiers) < len(branches):
        return False
    open_end = any(span.interval.high is None for span, _ in tiers)
    return tiers[0][0].interval.low is None and open_end and not has_gap(tiers)


# ---- the order to try them


def order(branches: Sequence[Branch], plan: Plan) -> list[Branch]:
    """The branches in the order to try them."""
    result: list[tuple[Branch, BranchSpan | None]] = []
    for branch in sorted(branches, key=_rank):
        span = span_of(branch, plan) if _rank(branch) == 0 else None
        wider = (place for place, (_, other) in enumerate(result) if span and other and other.holds(span))
        result.insert(next(wider, len(result)), (branch, span))
    return [branch for branch, _ in result]


def _rank(branch: Branch) -> int:
    award = branch.award
    if not branch.criteria:
        return 2 if award.steps else 3
    if is_side_remark(branch):
        return 4
    on_top = isinstance(award, awards.Steps) and award.adds
    return 0 if on_top or isinstance(award, (*_FIXED, awards.Interpolated, awards.Add)) else 1


def is_side_remark(branch: Branch) -> bool:
    """Whether no number decides a penalty, 弄虚作假的不得分: the rest is scored."""
    taken = isinstance(branch.award, awards.Nothing | awards.Deduct)
    return taken and any(isinstance(test, Undecided) for test in branch.criteria)


# ---- ends of ranges


def with_ends(branches: Sequence[Branch], plan: Plan) -> list[Branch]:
    """The branches with the ends of their ranges settled."""
    return _open_outer_ends(_trim_shared_ends(_close_ends(branches, plan), plan), plan)


def _with_interval(branch: Branch, test: Within, **ends: Any) -> Branch:
    """The branch with other ends of its only condition."""
    return replace(branch, criteria=(replace(test, interval=replace(test.interval, **ends)),))


def _close_ends(branches: Sequence[Branch], plan: Plan) -> list[Branch]:
    """Include ends left open by the sentence where no other branch takes them."""
    spans = [span_of(branch, plan) for branch in branches]
    result = []
    for branch, span in zip(branches, spans, strict=True):
        end = None if span is None or span.interval.high_in is not None else span.interval.high
        if span is not None and end is not None:
            same = [other for other in spans if other and other.family == span.family]
            others = [other.interval for other in same if not other.holds(span)]
            if _is_written_out(span, others) or not any(other.contains(end) for other in others):
                branch = replace(branch, criteria=tuple(map(_closed, branch.criteria)))
        result.append(branch)
    return result


def _is_written_out(span: BranchSpan, others: Sequence[Interval]) -> bool:
    """Whether whole numbers are listed: 逾期6-10日 behind 1-5日 is its 10th day too."""
    ends = {one.high for one in (span.interval, *others)}
    lows = [one.low for one in (span.interval, *others) if one.low is not None and one.low not in ends]
    return bool(span.whole) and any(low - 1 in ends for low in lows)


def _closed(test: Any) -> Any:
    open_end = test.interval.high is not None and test.interval.high_in is None
    return replace(test, interval=replace(test.interval, high_in=True)) if open_end else test


def _trim_shared_ends(branches: Sequence[Branch], plan: Plan) -> list[Branch]:
    """A number that two clauses claim belongs to the earlier one: 85%以上按比例，85%以下不得分.

    Not so where only the later one says 含: 50%以下不得分；50%（含）-80%得3分.
    """
    spans = [span_of(branch, plan) for branch in branches]
    result = list(branches)
    for index, span in enumerate(spans):
        for place, earlier in enumerate(spans[:index]):
            if span is None or earlier is None:
                continue
            one, other = span.interval, earlier.interval
            for upper in (True, False):
                below, above = (one, other) if upper else (other, one)
                if below.high != above.low or not (below.has_high and above.has_low and span.beside(earlier)):
                    continue
                later, first = _includes(branches[index], upper), _includes(branches[place], not upper)
                within = later or (upper and "以内" in branches[index].text)  # 15-30日得2分，15日以内得4分
                # 90%以下得5分，90%以上得10分, of ≥90%: the target is met
                if not (later or first) and below.high == plan:
                    within = awards.worth_of(branches[index].award) > awards.worth_of(branches[place].award)
                loser, side = (place, not upper) if within and not first else (index, upper)
                trimmed = replace(result[loser], contested=result[loser].contested or (later and first))
                if (test := trimmed.only) is not None and not test.scale.axis.under:
                    trimmed = _with_interval(trimmed, test, **{"high_in" if side else "low_in": False})
                result[loser] = trimmed
    return result


def _includes(branch: Branch, upper: bool) -> bool:
    """Whether a clause says 含, ≤ or ≥ of an end; 以上 includes it by custom alone."""
    for test in branch.intervals:
        if test.scale.axis is Axis.DAYS and pattern("from_that_day").search(branch.text):
            return True
        end = test.interval.high if upper != test.scale.axis.under else test.interval.low
        digits = "" if end is None else re.escape(plain_number(end))
        said = rf"[≤≥]{digits}(?![\d.])|(?<![\d.]){digits}(?:\D{{0,4}}?含|[^\d以但且,]{{0,4}}[≤≥])"  # not 5%以上但≤10%
        if digits and re.search(said, branch.text):
            return True
    return False


def _open_outer_ends(branches: Sequence[Branch], plan: Plan) -> list[Branch]:
    """Let the outermost tiers reach to infinity: nothing is better than 90%-100%."""
    tiers = [
        (index, span)
        for index, branch in enumerate(branches)
        if isinstance(branch.award, _FIXED) and len(branch.criteria) == 1 and (span := span_of(branch, plan))
    ]
    result = list(map(_from_the_plan, branches))
    steps = [one for branch in branches for one in branch.award.steps if not one.adds]
    if len(tiers) == 1 and tiers[0][1].interval.exact:
        index, span = tiers[0]
        # 完成60个得10分，否则不得分: more is no worse; with none wanted, or steps for what is above, less is not
        above = any(one.scale.axis.over for one in steps)
        both = any(one.two_sided or (above and one.scale.axis.under) for one in steps)
        if isinstance(branches[index].award, awards.Full | awards.Points) and not both:
            result[index] = _opened(branches[index], upper=span.interval.low != 0 and not above)
    if len(tiers) < 2 or len({span.family for _, span in tiers}) != 1:
        return result
    tiers.sort(key=lambda tier: tier[1].interval.start)
    best = max(awards.worth_of(branch.award) for branch in branches if isinstance(branch.award, _FIXED))
    worths = [awards.worth_of(branches[index].award) for index, _ in tiers]
    gap = has_gap([(span, branches[index]) for index, span in tiers], whole=True)
    # 完成500个得10分，400个得8分，400个以下不得分: 450 are more than the 400
    at_least = gap and tiers[0][1].interval.low is None and worths == sorted(worths)
    reach = [span.interval for index, span in tiers if not isinstance(branches[index].award, awards.Nothing)]
    open_above = any(one.high is None and one.low for one in reach)
    for index, span in tiers:  # 完成1500批次得6分，完成1200批次以上得4分: more than the 1500 is no worse
        award, exact = branches[index].award, span.interval.exact  # 90%-100%得10分，≥80%得8分
        top = open_above and awards.worth_of(award) == best and (exact or span.interval.high == HUNDRED)
        highest = top and all(one.start <= span.interval.stop for one in reach)
        if (highest or (at_least and exact)) and isinstance(award, awards.Full | awards.Points):
            result[index] = _opened(branches[index], upper=True)
    for (index, _), upper in ((max(tiers[::-1], key=lambda one: one[1].interval.stop), True), (tiers[0], False)):
        award, test = branches[index].award, branches[index].only
        whole = isinstance(award, awards.Full | awards.Points) and awards.worth_of(award) == best
        better = test is None or not test.scale.axis.worsens(upper=upper)  # 逾期10天以内不扣分 is not of 11 days
        taken = any(isinstance(one.award, awards.Curve) and one.award.rises != upper for one in branches)
        taken = taken or any(one.two_sided or (one.scale.axis.over if upper else one.scale.axis.under) for one in steps)
        if isinstance(award, awards.Nothing) or (whole and better and not taken):  # not if 每低1个百分点扣1分
            result[index] = _opened(branches[index], upper=upper)
    return result


def _from_the_plan(branch: Branch) -> Branch:
    """Let 逾期3天以内不扣分 hold in time too: what is no worse than being late a little."""
    test = branch.only
    if test is None or not isinstance(branch.award, awards.Full) or test.interval.low != 0 or test.interval.has_low:
        return branch
    forgiven = test.scale.axis.distance or test.scale.axis.timed
    return _opened(branch, upper=test.scale.axis.under) if forgiven else branch


def _opened(branch: Branch, *, upper: bool) -> Branch:
    """The branch without one end, where its only condition has the other too."""
    test = branch.only
    if test is None:
        return branch
    end, kept = ("high", test.interval.low) if upper != test.scale.axis.under else ("low", test.interval.high)
    return branch if kept is None else _with_interval(branch, test, **{end: None, f"{end}_in": None})
