"""The shape of a standard: what its clauses and branches have in them, as far as the kinds are told apart by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.scoring import awards
from jixiao.scoring.arithmetic import Shape, shape_of
from jixiao.scoring.axes import Axis
from jixiao.scoring.conditions import Counted, Each, InTime, Late, Occurs, Otherwise, Relation, ToPlan, Within
from jixiao.scoring.context import Context
from jixiao.scoring.criteria import InInterval
from jixiao.scoring.reading import Reading
from jixiao.scoring.standard import Branch
from jixiao.scoring.vocabulary import is_counted

_LOWERED = ("降", "低", "下滑", "落后", "相差")


@dataclass(frozen=True, slots=True)
class Features:
    """See the classes of ``kinds`` for what each of these tells apart."""

    judged: bool
    adds: bool
    bands: bool
    labelled: bool
    timed: bool
    curves: bool
    different_curves: bool
    interpolates: bool
    between_tiers: bool
    falls_linearly: bool
    falls_by_ratio: bool
    gated: bool
    stepped: bool
    awards_items: bool
    steps_late: bool
    steps_off: bool
    steps_items: bool
    steps_over: bool
    steps_relative: bool
    positive_tiers: int
    partial_tiers: bool
    deducts: bool
    shares: bool
    counts: bool
    relative: bool
    vetoes: bool


def features_of(reading: Reading, branches: Sequence[Branch], context: Context, *, labelled: bool) -> Features:
    """The shape of a standard, from its clauses as read and its branches as bound."""
    given = [branch.award for branch in branches]
    conditions = [condition for clause in reading.clauses for condition in clause.conditions]
    axes = {test.scale.axis for branch in branches for test in branch.criteria if isinstance(test, InInterval)}
    curves = [award for award in given if isinstance(award, awards.Curve)]
    shapes = {award.shape for award in curves if isinstance(award, awards.OfPlan)}
    steps = [step for award in given for step in award.steps]
    each = next((condition for condition in conditions if isinstance(condition, Each)), None)
    worth = {_worth(award) for award in given if isinstance(award, awards.Tier)}
    dated = any(isinstance(c, InTime | Late) for c in conditions) and not _is_number_plan(context, conditions)
    return Features(
        judged=any(isinstance(clause.award, awards.Judged) for clause in reading.clauses)
        or (labelled and any(isinstance(award, awards.Judged) for award in given)),
        adds=any(isinstance(clause.award, awards.Add) for clause in reading.clauses),
        bands=any(isinstance(award, awards.Band) for award in given),
        labelled=labelled,
        timed=dated or any(axis.timed for axis in axes),
        curves=bool(curves),
        different_curves=len(shapes | {type(award) for award in curves if not isinstance(award, awards.OfPlan)}) > 1,
        interpolates=any(_interpolates(award) for award in curves),
        between_tiers=any(isinstance(award, awards.Interpolated) for award in curves),
        falls_linearly=Shape.REVERSE_LINEAR in shapes,
        falls_by_ratio=Shape.REVERSE_RATIO in shapes,
        gated=_gated(branches),
        stepped=bool(steps),
        awards_items=any(step.adds and step.base == 0 for step in steps),
        steps_late=any(step.scale.axis.timed for step in steps) or (each is not None and each.counted is Counted.LATE),
        steps_off=any(_two_sided(step) for step in steps),
        steps_items=each is not None and _counts_items(each, steps),
        steps_over=any(step.scale.axis.over for step in steps),
        steps_relative=any(step.scale.axis.relative for step in steps),
        positive_tiers=sum(isinstance(award, awards.Tier) for award in given),
        partial_tiers=len(worth) > 1 or any(isinstance(award, awards.Share) and award.number < 100 for award in given),
        deducts=any(isinstance(award, awards.Deduct) for award in given),
        shares=any(isinstance(award, awards.Share) for award in given),
        counts=_counts(branches, conditions),
        relative=any(axis.relative for axis in axes),
        vetoes=_vetoes(reading),
    )


def _worth(award: awards.Award) -> Decimal | None:
    if isinstance(award, awards.Points):
        return award.number
    return award.stated if isinstance(award, awards.Full) else None


def _is_number_plan(context: Context, conditions: Sequence[object]) -> bool:
    named = any(isinstance(c, InTime | Late) and c.deadline is not None for c in conditions)
    return isinstance(context.plan, Decimal) and not named


def _interpolates(award: awards.Award) -> bool:
    if isinstance(award, awards.Interpolated):
        return True
    return isinstance(award, awards.Computed) and shape_of(award.expression)[0] in (Shape.LINEAR, Shape.OTHER)


def _gated(branches: Sequence[Branch]) -> bool:
    for branch in branches:
        for test in branch.criteria:
            if not isinstance(test, InInterval) or test.scale.axis not in (Axis.VALUE, Axis.SHARE):
                continue
            below = (
                isinstance(branch.award, awards.Nothing) and test.interval.high is not None and test.interval.high > 0
            )
            above = (
                isinstance(branch.award, awards.OfPlan | awards.Computed)
                and branch.award.rises
                and test.interval.low is not None
            )
            if below or above:
                return True
    return False


def _two_sided(step: awards.Steps) -> bool:
    if step.scale.axis.off:
        return True
    return step.safe.low is not None and step.safe.high is not None


def _counts_items(each: Each, steps: Sequence[awards.Steps]) -> bool:
    if each.counted in (Counted.OCCURRED, Counted.MISSING) or any(
        step.scale.axis is Axis.VALUE and step.safe.high == 0 for step in steps
    ):
        return True
    return each.counted is Counted.UNDER and is_counted(each.unit) and not each.verb.startswith(_LOWERED)


def _counts(branches: Sequence[Branch], conditions: Sequence[object]) -> bool:
    if any(isinstance(c, ToPlan) and c.relation in (Relation.SOME, Relation.ALL, Relation.NONE) for c in conditions):
        return True
    return any(isinstance(c, Within) and c.interval.exact and is_counted(c.scale.unit) for c in conditions) and any(
        isinstance(branch.award, awards.Tier) for branch in branches
    )


def _vetoes(reading: Reading) -> bool:
    """Nothing is given once something occurs: 发生一起即不得分. With 否则 it is all or nothing instead."""
    for clause in reading.clauses:
        if not isinstance(clause.award, awards.Nothing) or any(isinstance(c, Otherwise) for c in clause.conditions):
            continue
        for condition in clause.conditions:
            if isinstance(condition, Occurs) and not condition.none:
                return True
            if isinstance(condition, Each) and condition.counted in (Counted.OCCURRED, Counted.UNSAID):
                return True
            occurs = isinstance(condition, Within) and any(
                word in clause.text for word in ("发生", "发现", "出现", "存在", "有")
            )
            if (
                occurs
                and isinstance(condition, Within)
                and condition.interval.low is not None
                and condition.interval.low <= 1
            ):
                return True
    return False
