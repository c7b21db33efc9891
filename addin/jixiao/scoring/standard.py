"""A scoring standard as understood: ready to score, to explain, to write.

``Standard`` holds the branches in the order in which they are tried; ``KINDS`` has a row for each kind (STANDARDS.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from jixiao.forms.text import dictionary
from jixiao.scoring import awards
from jixiao.scoring.arithmetic import Shape, shape_of
from jixiao.scoring.axes import Axis, Scale
from jixiao.scoring.criteria import Criterion, Plan, Within
from jixiao.scoring.phrases import is_counted
from jixiao.scoring.sentence import Counted, InTime, Late, SentenceReading, WordRelation


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
        return any(isinstance(branch.award, awards.Computed) and branch.award.shape for branch in self.branches)

    @property
    def speaks_of_dates(self) -> bool:
        """Whether actual values are dates."""
        return any(scale.axis.timed for scale in self.scales)

    def gives_all(self, branch: Branch) -> bool:
        """Whether a branch gives the full points."""
        award = branch.award
        return isinstance(award, awards.Full) or (isinstance(award, awards.Points) and award.number == self.points)


# ---- the kinds, in the order in which they are told apart

_LOWERED = ("降", "低", "下滑", "落后", "相差")
_OF_ANYTHING = (Counted.OCCURRED, Counted.UNSAID)
_OCCURS = ("发生", "发现", "出现", "存在", "有")


class Traits:
    """What a standard is made of, as far as the kinds are told apart by it."""

    def __init__(self, reading: SentenceReading, branches: Sequence[Branch], plan: Plan, *, labelled: bool) -> None:
        self.clauses = reading.clauses
        self.labelled = labelled
        self.conditions = reading.conditions
        self.each = next((clause.each for clause in reading.clauses if clause.each), None)
        self.counted = self.each and self.each.counted
        self.awards = [branch.award for branch in branches]
        self.said = {type(clause.award) for clause in reading.clauses}
        self.deducts = any(isinstance(award, awards.Deduct) for award in self.awards)
        self.given = {type(award) for award in self.awards}
        self.steps = [step for award in self.awards for step in award.steps]
        self.curves = [award for award in self.awards if isinstance(award, awards.Curve)]
        self.tiers = [award for award in self.awards if isinstance(award, awards.Tier)]
        self._branches, self._plan, self._within = branches, plan, reading.within

    @cached_property
    def shapes(self) -> set[object]:
        """What its curves amount to."""
        return {(isinstance(award, awards.Computed) and award.shape) or type(award) for award in self.curves}

    @cached_property
    def axes(self) -> set[Axis]:
        """The axes of its conditions."""
        return {test.scale.axis for branch in self._branches for test in branch.intervals}

    @cached_property
    def partial(self) -> bool:
        """Whether its tiers give less than all, or not all the same."""
        shares = [award.number for award in self.tiers if isinstance(award, awards.Share)]
        fixed = [award for award in self.tiers if not isinstance(award, awards.Share)]
        worth = {award.stated if isinstance(award, awards.Full) else award.number for award in fixed}
        return len(worth.union([None] if shares else [])) > 1 or any(share < 100 for share in shares)

    @property
    def timed(self) -> bool:
        """Whether it is about a deadline."""
        dates = [condition.deadline for condition in self.conditions if isinstance(condition, InTime | Late)]
        dated = any(date is not None or not isinstance(self._plan, Decimal) for date in dates)
        return dated or any(axis.timed for axis in self.axes)

    @property
    def items(self) -> bool:
        """Whether its steps count things."""
        each = self.each
        if each is None or not self.steps:
            return False
        given = any(step.scale.axis is Axis.VALUE and step.safe.high == 0 for step in self.steps)
        under = each.counted is Counted.UNDER and is_counted(each.unit) and not each.verb.startswith(_LOWERED)
        return given or under or each.counted in (Counted.OCCURRED, Counted.MISSING)

    @property
    def interpolates(self) -> bool:
        """Whether it runs along a line that misses 0."""
        computed = [
            shape_of(award.expression)[0]
            for award in self.curves
            if awards.Computed in self.shapes and isinstance(award, awards.Computed)
        ]
        return awards.Interpolated in self.shapes or not {Shape.LINEAR, Shape.OTHER}.isdisjoint(computed)

    @property
    def gated(self) -> bool:
        """Whether there is nothing below a threshold, or a curve only above one."""
        for branch in self._branches:
            curve = isinstance(branch.award, awards.Computed) and branch.award.rises
            for test in branch.intervals:
                low, high = test.interval.low, test.interval.high or 0
                limits = low is not None if curve else isinstance(branch.award, awards.Nothing) and high > 0
                if limits and test.scale.axis in (Axis.VALUE, Axis.SHARE):
                    return True
        return False

    @property
    def counts(self) -> bool:
        """Whether its tiers are numbers of things."""
        if any(condition in (WordRelation.SOME, WordRelation.ALL, WordRelation.NONE) for condition in self.conditions):
            return True
        return bool(self.tiers) and any(c.interval.exact and is_counted(c.scale.unit) for c in self._within)

    @property
    def vetoes(self) -> bool:
        """Nothing is given once something occurs: 发生一起即不得分; not with 否则."""
        for clause in self.clauses:
            if isinstance(clause.award, awards.Nothing) and WordRelation.OTHERWISE not in clause.conditions:
                few = any(c.interval.low is not None and c.interval.low <= 1 for c in clause.within)
                any_of_it = clause.each is not None and clause.each.counted in _OF_ANYTHING
                named = WordRelation.OCCURS in clause.conditions or (
                    few and any(word in clause.text for word in _OCCURS)
                )
                if named or any_of_it:
                    return True
        return False


class StandardKind(NamedTuple):
    """One kind: its code, its name for a reader, what it gives, an example."""

    kind: str
    title: str
    gives: str
    example: str


_FITS: dict[str, Callable[[Traits], object]] = {
    "manual": lambda t: awards.Judged in t.said or (t.labelled and awards.Judged in t.given),
    "bonus": lambda t: awards.Add in t.said,
    "qualitative_band": lambda t: awards.Band in t.given,
    "mixed_tier": lambda t: (
        (t.curves or t.steps) and (t.partial or len(t.shapes) > 1) and awards.Interpolated not in t.shapes
    ),
    "per_item_award": lambda t: any(step.adds and step.base == 0 for step in t.steps),
    "deadline_step": lambda t: (
        t.steps and (t.counted is Counted.LATE or any(step.scale.axis.timed for step in t.steps))
    ),
    "range_step": lambda t: any(step.two_sided for step in t.steps),
    "per_item_deduct": lambda t: t.items,
    "step_over_pct": lambda t: (
        any(step.scale.axis.over for step in t.steps) and any(step.scale.axis.relative for step in t.steps)
    ),
    "step_over_abs": lambda t: any(step.scale.axis.over for step in t.steps),
    "step_under": lambda t: t.steps,
    "linear_interpolation": lambda t: t.interpolates,
    "reverse_linear": lambda t: Shape.REVERSE_LINEAR in t.shapes,
    "reverse_ratio": lambda t: Shape.REVERSE_RATIO in t.shapes,
    "proportional_floor": lambda t: t.curves and t.gated,
    "proportional": lambda t: t.curves,
    "qualitative_tier": lambda t: t.labelled and len(t.tiers) > 1,
    "deadline_tier": lambda t: t.timed and (t.partial or len(t.tiers) > 1 or t.deducts),
    "deadline_all_or_nothing": lambda t: t.timed,
    "veto": lambda t: t.vetoes and not t.partial,
    "all_or_nothing": lambda t: len(t.tiers) == 1 and not t.partial and not t.deducts,
    "tier_pct": lambda t: awards.Share in t.given,
    "count_tier": lambda t: t.counts,
    "ratio_tier": lambda t: any(axis.relative for axis in t.axes),
    "tier": lambda _: True,
}
KINDS = tuple(StandardKind(code, *dictionary("phrases")["kinds"][code]) for code in _FITS)


def kind_of(traits: Traits) -> StandardKind:
    """The kind of a standard of these traits: the first that fits."""
    return next(kind for kind in KINDS if _FITS[kind.kind](traits))
