"""The whole way from a text to a standard: read, bind, order, complete, name the kind."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from jixiao.scoring import awards
from jixiao.scoring.arithmetic import Literal, Operation
from jixiao.scoring.axes import TIMES, Axis
from jixiao.scoring.binding import Binder
from jixiao.scoring.clauses import Clause, Reading, read
from jixiao.scoring.conditions import Each
from jixiao.scoring.context import Context
from jixiao.scoring.criteria import Lies, Plan, Undecided
from jixiao.scoring.features import features_of
from jixiao.scoring.interpolation import bind_interpolation
from jixiao.scoring.intervals import Interval
from jixiao.scoring.kinds import kind_of
from jixiao.scoring.labelling import additive, is_labelled, label_branches
from jixiao.scoring.limit_phrases import LimitKind
from jixiao.scoring.ordering import Span, open_outer_ends, order, settle_ends, span_of, trim_shared_ends, worth_of
from jixiao.scoring.standard import Branch, Standard

_POSITIVE = (
    awards.Full,
    awards.Points,
    awards.Share,
    awards.Proportion,
    awards.ReverseLinear,
    awards.ReverseRatio,
    awards.Computed,
    awards.Interpolated,
    awards.Band,
)


@lru_cache(maxsize=8192)
def understand(text: str, context: Context = Context()) -> Standard:  # noqa: B008 - frozen
    """The standard a text states about an indicator. Never raises: what cannot be read is a ``Standard`` without branches."""
    reading = read(text)
    if not reading.clauses:
        return Standard(
            text, stated=reading.stated, points=reading.stated or context.points, unread=reading.unread or (text,)
        )
    binder = Binder(reading, context)
    labelled = is_labelled(reading, context)
    branches = (
        label_branches(reading, context, binder) if labelled else _complete(binder.branches(), reading, context.plan)
    )
    kind = kind_of(features_of(reading, branches, context, labelled=labelled))
    stated = stated_points(reading)
    if labelled and reading.stated is None and (parts := additive(reading, context)):
        stated = sum((clause.award.number for clause in parts if isinstance(clause.award, awards.Points)), Decimal(0))
    unread = [*reading.unread, *_undecided(branches)]
    return kind(
        text,
        tuple(branches),
        stated,
        context.points if stated is None else stated,
        context.plan,
        context.unit,
        context.operator,
        tuple(dict.fromkeys(unread)),
        reading.truncated,
        any(isinstance(clause.award, awards.Add) for clause in reading.clauses) and not reading.limit(LimitKind.MOST),
    )


def _undecided(branches: list[Branch]) -> list[str]:
    return [test.text for branch in branches for test in branch.criteria if isinstance(test, Undecided)]


def stated_points(reading: Reading) -> Decimal | None:
    """The points a sentence names: beside 满分, by themselves, else the most that any clause gives."""
    for clause in reading.clauses:
        if isinstance(clause.award, awards.Full) and clause.award.stated is not None:
            return clause.award.stated
    if reading.stated is not None:
        return reading.stated
    open_full = any(isinstance(clause.award, awards.Full) for clause in reading.clauses)
    given = [number for clause in reading.clauses if (number := _number_of(clause, open_full)) is not None]
    up_to = reading.limit(LimitKind.MOST_ADDED)
    if given and up_to is not None and up_to.number is not None and up_to.number > max(given):
        return up_to.number  # 得9分，…加满10分为止: of all, not of what is added
    return max(given, default=None)


def _number_of(clause: Clause, open_full: bool) -> Decimal | None:
    """The points a clause could be the most of; lesser tiers beside 得满分 say nothing about the full points."""
    award = clause.award
    if any(isinstance(condition, Each) for condition in clause.conditions):
        return None
    match award:
        case awards.Points() if not open_full:
            return award.number
        case awards.Proportion() | awards.ReverseLinear() | awards.ReverseRatio():
            return award.top
        case awards.Computed():
            return _factor(award)
        case awards.Band() if not award.share:
            return award.high
    return None


def _factor(award: awards.Computed) -> Decimal | None:
    """The points a formula is multiplied by: 执行率×10分."""
    expression = award.expression
    while isinstance(expression, Operation) and expression.sign in "×-":
        for side in (expression.right, expression.left):
            if isinstance(side, Literal) and not side.percent and side.number > 1:
                return side.number
        expression = expression.left
    return None


def _complete(branches: list[Branch], reading: Reading, plan: Plan) -> list[Branch]:
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
    times = sum(step.scale.axis in TIMES for step in several)
    countable = not occurrences and times in (0, len(several))
    joined = Branch((), awards.Several(several, countable), "，".join(branch.text for branch in steps))
    return [*(branch for branch in branches if branch not in steps), joined]


def _continue_steps(branches: list[Branch], plan: Plan) -> list[Branch]:
    """Steps that begin at a threshold go on from what the clause before it leaves there."""
    result = []
    for branch in branches:
        award = branch.award
        if isinstance(award, awards.Steps) and not award.adds and branch.criteria:
            award = _continued(award, branch, branches, plan)
        result.append(replace(branch, award=award))
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
            case awards.Deduct() if not other.award.share:
                return replace(award, offset=other.award.number)
            case awards.Steps() if other.award.scale == award.scale and award.safe.high and other.award.safe.high == 0:
                return replace(award, offset=award.safe.high / other.award.size * other.award.each)
    return award


def _default(branches: list[Branch], plan: Plan) -> list[Branch]:
    """What no clause says: nothing taken where there are only penalties, nothing given beyond the lowest tier."""
    if not any(isinstance(branch.award, _POSITIVE) or _gives(branch.award) for branch in branches):
        return [Branch((), awards.Full(), "")]
    tiers = [(span, branch) for branch in branches if (span := span_of(branch, plan)) is not None]
    families = {span.family for span, _ in tiers}
    if families and all(family.startswith(_TIME_FAMILIES) for family in families):
        return [] if _has_open_end(tiers) else [Branch((), awards.Nothing(), "")]
    if len(families) != 1 or len(tiers) != len(branches):
        return [Branch((), awards.Nothing(), "")] if len(branches) == 1 or not families else []
    return _beyond(tiers)


_TIME_FAMILIES = tuple(axis.name for axis in TIMES)


def _has_open_end(tiers: list[tuple[Span, Branch]]) -> bool:
    return any(span.interval.high is None for span, _ in tiers)


def _gives(award: awards.Award) -> bool:
    return isinstance(award, awards.Steps) and award.adds


def _beyond(tiers: list[tuple[Span, Branch]]) -> list[Branch]:
    """Nothing on the side of the lowest tier, all beyond a curve's better end; a gap between two is left to a human."""
    ascending = sorted(
        tiers, key=lambda item: Decimal("-Infinity") if item[0].interval.low is None else item[0].interval.low
    )
    first, last = ascending[0], ascending[-1]
    rising = _is_rising(first, last)
    found = []
    if first[0].interval.low is not None and (rising or _is_curve(first[1])):
        found.extend(_side(first, awards.Nothing() if rising else awards.Full(), upper=False))
    if last[0].interval.high is not None and (not rising or _is_curve(last[1])):
        found.extend(_side(last, awards.Full() if rising else awards.Nothing(), upper=True))
    return found


_RISING = (awards.Proportion, awards.Computed, awards.Interpolated)
_FALLING = (awards.ReverseLinear, awards.ReverseRatio)


def _is_curve(branch: Branch) -> bool:
    return isinstance(branch.award, (*_RISING, *_FALLING))


def _is_rising(first: tuple[Span, Branch], last: tuple[Span, Branch]) -> bool:
    """Whether more is better: by the curve, else by what the two outermost tiers are worth."""
    for _, branch in (first, last):
        if isinstance(branch.award, _RISING):
            return True
        if isinstance(branch.award, _FALLING):
            return False
    if first is last:
        return first[0].interval.low is not None
    return worth_of(first[1].award) <= worth_of(last[1].award)


def _side(tier: tuple[Span, Branch], award: awards.Award, *, upper: bool) -> list[Branch]:
    test = tier[1].criteria[0]
    if len(tier[1].criteria) > 1 or not isinstance(test, Lies):
        return [Branch((), award)]
    interval = test.interval
    flipped = test.scale.axis in (Axis.UNDER, Axis.UNDER_SHARE)
    if upper != flipped:
        outside = Interval(low=interval.high, low_in=not interval.has_high)
    else:
        outside = Interval(high=interval.low, high_in=not interval.has_low)
    if outside.low is None and outside.high is None:
        return []
    return [Branch((replace(test, interval=outside),), award)]
