"""The kinds of scoring.md, one frozen class for each, in the order in which they are told apart."""

from __future__ import annotations

from jixiao.scoring import curve_kinds as curves
from jixiao.scoring import step_kinds as steps
from jixiao.scoring import tier_kinds as tiers
from jixiao.scoring.features import Features
from jixiao.scoring.kind import Kind


class Manual(Kind):
    """酌情扣分 · 视情况 · 由评价组评定: no automatic score where a human is asked for one."""

    __slots__ = ()
    kind = "manual"
    title = "人工评分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """A clause leaves the points to a human."""
        return f.judged


class Bonus(Kind):
    """超额完成的每超10%加1分，最高加2分: capped at P unless the profile allows more."""

    __slots__ = ()
    kind = "bonus"
    title = "加分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """A clause adds points."""
        return f.adds


KINDS: tuple[type[Kind], ...] = (
    Manual,
    Bonus,
    tiers.QualitativeBand,
    curves.MixedTier,
    steps.PerItemAward,
    steps.DeadlineStep,
    steps.RangeStep,
    steps.PerItemDeduct,
    steps.StepOverPct,
    steps.StepOverAbs,
    steps.StepUnder,
    curves.LinearInterpolation,
    curves.ReverseLinear,
    curves.ReverseRatio,
    curves.ProportionalFloor,
    curves.Proportional,
    tiers.QualitativeTier,
    tiers.DeadlineTier,
    tiers.DeadlineAllOrNothing,
    tiers.Veto,
    tiers.AllOrNothing,
    tiers.TierPct,
    tiers.CountTier,
    tiers.RatioTier,
    tiers.Tier,
)
"""The first class whose ``fits`` is true names the standard."""


def kind_of(features: Features) -> type[Kind]:
    """The kind of a standard of this shape."""
    return next(kind for kind in KINDS if kind.fits(features))
