"""A scoring standard as understood: ready to score, to explain, to write.

``Standard`` holds the branches in the order in which they are tried; ``KINDS`` has a row for each kind (STANDARDS.md).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from jixiao.forms.text import dictionary
from jixiao.scoring import awards
from jixiao.scoring.arithmetic import Shape, shape_of, with_terms
from jixiao.scoring.axes import Axis, Scale
from jixiao.scoring.criteria import Criterion, Plan, Within
from jixiao.scoring.phrases import is_counted
from jixiao.scoring.sentence import Clause, Counted, Each, InTime, Late, SentenceReading, WordRelation


@dataclass(frozen=True, slots=True)
class Branch:
    """If all ``criteria`` and no earlier branch hold, the award of ``text`` is given.

    ``contested``: an earlier clause says of the same number that it belongs there.
    """

    criteria: tuple[Criterion, ...]
    award: awards.Award
    text: str = ""
    contested: bool = False

    @property
    def intervals(self) -> list[Within]:
        """Its conditions that a number or a date decides."""
        return [test for test in self.criteria if isinstance(test, Within)]

    @property
    def only(self) -> Within | None:
        """Its condition where there is one, and a number or a date decides it."""
        test = self.criteria[0] if len(self.criteria) == 1 else None
        return test if isinstance(test, Within) else None


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard bound to its indicator.

    ``stated`` are the points the sentence names, ``points`` those that count (None where neither the sentence nor the
    form gives any). ``plan``, ``unit`` and ``operator`` are the indicator's. ``unread`` are pieces nothing was made of;
    ``truncated`` says that the sentence breaks off but can still be read. ``contradiction`` says how the audit failed.
    """

    text: str
    branches: tuple[Branch, ...] = ()
    stated: Decimal | None = None
    points: Decimal | None = None
    plan: Plan = None
    unit: str | None = None
    operator: str | None = None
    unread: tuple[str, ...] = ()
    truncated: bool = False
    bonus: bool = False
    contradiction: str = ""
    kind: str | None = None
    title: str = "无法识别"

    @property
    def understood(self) -> bool:
        """Whether anything was made of the sentence."""
        return bool(self.branches)

    @property
    def reliable(self) -> bool:
        """Whether every word is accounted for and the audit passed: it scores alone."""
        return self.understood and not self.unread and not self.contradiction

    @property
    def intervals(self) -> list[Within]:
        """Its conditions that a number or a date decides."""
        return [test for branch in self.branches for test in branch.intervals]

    @property
    def steps(self) -> list[awards.Steps]:
        """Its steps."""
        return [step for branch in self.branches for step in branch.award.steps]

    @property
    def scales(self) -> list[Scale]:
        """What it measures along."""
        return [*(test.scale for test in self.intervals), *(step.scale for step in self.steps)]

    @property
    def has_curve(self) -> bool:
        """Whether some branch divides by the plan to award points."""
        return any(branch.award.shape is not None for branch in self.branches)

    @property
    def speaks_of_dates(self) -> bool:
        """Whether actual values are dates."""
        return any(scale.axis.timed for scale in self.scales)

    def gives_all(self, branch: Branch) -> bool:
        """Whether a branch gives the full points."""
        award = branch.award
        return isinstance(award, awards.Full) or (isinstance(award, awards.Points) and award.number == self.points)


# ---- the kinds

_LOWERED = ("降", "低", "下滑", "落后", "相差")
_OCCURS = ("发生", "发现", "出现", "存在", "有")


class StandardKind(NamedTuple):
    """One kind: its code, its name for a reader, what it gives, an example."""

    kind: str
    title: str
    gives: str
    example: str


KINDS = tuple(StandardKind(code, *row) for code, row in dictionary("phrases")["kinds"].items())


def kind_of(reading: SentenceReading, branches: Sequence[Branch], plan: Plan, *, labelled: bool) -> StandardKind:
    """The kind of a standard: the first that fits."""
    fits = chain(_by_awards(reading, branches, plan, labelled), _by_conditions(reading, branches, plan, labelled))
    found = next(code for code, fit in fits if fit)
    return next(kind for kind in KINDS if kind.kind == found)


Fits = Iterator[tuple[str, object]]
"""Kinds in the order in which they are told apart, and whether each fits."""


def _by_awards(reading: SentenceReading, branches: Sequence[Branch], plan: Plan, labelled: bool) -> Fits:
    """Yield the kinds that awards tell: judged ones, steps, curves."""
    said, given = ({type(one.award) for one in ones} for ones in (reading.clauses, branches))
    yield "manual", awards.Judged in said or (labelled and awards.Judged in given)
    yield "bonus", awards.Add in said
    yield "qualitative_band", awards.Band in given
    steps = [step for branch in branches for step in branch.award.steps]
    curves = [branch.award for branch in branches if isinstance(branch.award, awards.Curve)]
    shapes = {curve.shape or type(curve) for curve in curves}
    mixed = _gives_partly(branches) or len(shapes) > 1
    yield "mixed_tier", (curves or steps) and mixed and awards.Interpolated not in shapes
    yield "per_item_award", any(step.adds and step.base == 0 for step in steps)
    axes = [step.scale.axis for step in steps]
    each = next((clause.each for clause in reading.clauses if clause.each), None)
    late = each is not None and each.counted is Counted.LATE
    yield "deadline_step", steps and (late or any(axis.timed for axis in axes))
    yield "range_step", any(step.two_sided for step in steps)
    from_none = any(step.scale.axis is Axis.VALUE and step.safe.high == 0 for step in steps)
    yield "per_item_deduct", steps and each and (from_none or _counts_items(each))
    yield "step_over_pct", any(axis.over for axis in axes) and any(axis.relative for axis in axes)
    yield "step_over_abs", any(axis.over for axis in axes)
    yield "step_under", steps
    written = [curve.expression for curve in curves if not isinstance(curve, awards.Interpolated)]
    lines = {shape_of(with_terms(one, {"own": "rate"}))[0] for one in written}
    yield "linear_interpolation", awards.Interpolated in shapes or Shape.OTHER in lines
    yield "reverse_linear", Shape.REVERSE_LINEAR in shapes
    yield "reverse_ratio", Shape.REVERSE_RATIO in shapes
    yield "proportional_floor", curves and any(map(_is_gate, branches))
    yield "proportional", curves


def _by_conditions(reading: SentenceReading, branches: Sequence[Branch], plan: Plan, labelled: bool) -> Fits:
    """Yield the kinds of fixed points, by what they are for."""
    partly, conditions = _gives_partly(branches), reading.conditions
    tiers = [branch.award for branch in branches if isinstance(branch.award, awards.Tier)]
    axes = {test.scale.axis for branch in branches for test in branch.intervals}
    deducts = any(isinstance(branch.award, awards.Deduct) for branch in branches)
    yield "qualitative_tier", labelled and len(tiers) > 1
    dates = [condition.deadline for condition in conditions if isinstance(condition, InTime | Late)]
    timed = any(date is not None or not isinstance(plan, Decimal) for date in dates) or any(axis.timed for axis in axes)
    yield "deadline_tier", timed and (partly or len(tiers) > 1 or deducts)
    yield "deadline_all_or_nothing", timed
    yield "veto", not partly and any(map(_is_veto, reading.clauses))
    yield "all_or_nothing", len(tiers) == 1 and not partly and not deducts
    yield "tier_pct", any(isinstance(award, awards.Share) for award in tiers)
    amounts = {WordRelation.SOME, WordRelation.ALL, WordRelation.NONE}.intersection(conditions)
    exact = tiers and any(c.interval.exact and is_counted(c.scale.unit) for c in reading.within)
    yield "count_tier", amounts or exact
    yield "ratio_tier", any(axis.relative for axis in axes)
    yield "tier", True


def _gives_partly(branches: Sequence[Branch]) -> bool:
    """Whether its tiers give less than all, or not all the same."""
    tiers = [branch.award for branch in branches if isinstance(branch.award, awards.Tier)]
    shares = [award.number for award in tiers if isinstance(award, awards.Share)]
    fixed = [award for award in tiers if not isinstance(award, awards.Share)]
    worth = {award.stated if isinstance(award, awards.Full) else award.number for award in fixed}
    return len(worth.union([None] if shares else [])) > 1 or any(share < 100 for share in shares)


def _counts_items(each: Each) -> bool:
    """Whether a step counts things: 每少1次, 每发现1起."""
    under = each.counted is Counted.UNDER and is_counted(each.unit) and not each.verb.startswith(_LOWERED)
    return under or each.counted in (Counted.OCCURRED, Counted.MISSING)


def _is_gate(branch: Branch) -> bool:
    """Whether there is nothing below a threshold, or a curve only above one."""
    tests = [test.interval for test in branch.intervals if test.scale.axis in (Axis.VALUE, Axis.SHARE)]
    if isinstance(branch.award, awards.Curve):
        return branch.award.rises and any(interval.low is not None for interval in tests)
    return isinstance(branch.award, awards.Nothing) and any((interval.high or 0) > 0 for interval in tests)


def _is_veto(clause: Clause) -> bool:
    """Nothing is given once something occurs: 发生一起即不得分; not with 否则."""
    if not isinstance(clause.award, awards.Nothing) or WordRelation.OTHERWISE in clause.conditions:
        return False
    few = any(Decimal(0) <= c.interval.start <= 1 for c in clause.within) and any(
        word in clause.text for word in _OCCURS
    )
    any_of_it = clause.each is not None and clause.each.counted in (Counted.OCCURRED, Counted.UNSAID)
    return any_of_it or few or WordRelation.OCCURS in clause.conditions
