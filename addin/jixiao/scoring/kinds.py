"""The kinds of scoring.md, one frozen class for each: what it sounds like, what it is worth, and how it is told apart.

``KINDS`` is ordered: the first class whose ``fits`` is true names the standard. P are the points, a the actual value, p
the plan; every score lies between 0 and P and is rounded half up to two digits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from jixiao.scoring.features import Features
from jixiao.scoring.standard import Standard

_frozen = dataclass(frozen=True, slots=True)


class Kind(Standard):
    """What the kinds share: a name, a title in Chinese and the shape of the sentence they are known by."""

    __slots__ = ()
    kind: ClassVar[str]
    title: ClassVar[str]

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Whether a standard of this shape is of this kind."""
        raise NotImplementedError


@_frozen
class Manual(Kind):
    """酌情扣分 · 视情况 · 由评价组评定: no automatic score where a human is asked for one."""

    kind = "manual"
    title = "人工评分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """A clause leaves the points to a human."""
        return f.judged


@_frozen
class Bonus(Kind):
    """超额完成的每超10%加1分，最高加2分: capped at P unless the profile allows more."""

    kind = "bonus"
    title = "加分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """A clause adds points."""
        return f.adds


@_frozen
class QualitativeBand(Kind):
    """100%-80%（含）/80%-60%（含）/60%-0%: a range; a given score is checked against it."""

    kind = "qualitative_band"
    title = "定性分档区间"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """A clause gives a range of points."""
        return f.bands


@_frozen
class MixedTier(Kind):
    """Some tiers fixed, some proportional: 低于85%的按执行率×10分计算. Each interval by its own rule."""

    kind = "mixed_tier"
    title = "分档与比例混合"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """A curve or steps beside a tier that is worth neither all nor nothing; or two different curves."""
        return (f.curves or f.stepped) and (f.partial_tiers or f.different_curves) and not f.between_tiers


@_frozen
class PerItemAward(Kind):
    """每完成1期得Y分,满分P: clamp(Y·count)."""

    kind = "per_item_award"
    title = "按完成数量得分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Points for every item."""
        return f.awards_items


@_frozen
class DeadlineStep(Kind):
    """在D前完成得满分P分,每推迟N天(月, 工作日)扣Y分: clamp(P − Y·steps(days late/N)); D itself is in time."""

    kind = "deadline_step"
    title = "逾期扣分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Steps along the days late."""
        return f.stepped and f.steps_late


@_frozen
class RangeStep(Kind):
    """在95%-105%之间得满分,每偏离1个百分点扣Y: the deviation outside of the interval."""

    kind = "range_step"
    title = "偏离区间扣分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Steps to both sides."""
        return f.stepped and f.steps_off


@_frozen
class PerItemDeduct(Kind):
    """每少1次扣Y · 每发现1起扣Y · 每缺1项扣Y: clamp(P − Y·count); 少 counts p − a, 发现 and 缺 the value given."""

    kind = "per_item_deduct"
    title = "按件扣分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Steps along things that are counted."""
        return f.stepped and f.steps_items


@_frozen
class StepOverPct(Kind):
    """控制在…范围内得P分,每超出X%扣Y分,扣完为止: clamp(P − Y·steps((a−p)/p·100/X))."""

    kind = "step_over_pct"
    title = "超出按比例扣分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Steps above the plan, in per cent of it."""
        return f.stepped and f.steps_over and f.steps_relative


@_frozen
class StepOverAbs(Kind):
    """每超支1万元扣Y分: clamp(P − Y·steps((a−p)/X))."""

    kind = "step_over_abs"
    title = "超出按数额扣分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Steps above the plan, in its own unit."""
        return f.stepped and f.steps_over


@_frozen
class StepUnder(Kind):
    """每降低X个百分点扣Y分 (· 低于G不得分): clamp(P − Y·steps((p−a)/X)), 0 below the gate."""

    kind = "step_under"
    title = "不足按步长扣分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Steps below the plan."""
        return f.stepped


@_frozen
class LinearInterpolation(Kind):
    """低于90%的，按（实际值-60%）/（90%-60%）×10分计算，低于60%不得分: linear between the two thresholds."""

    kind = "linear_interpolation"
    title = "线性插值"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """A straight line that does not go through zero."""
        return f.interpolates


@_frozen
class ReverseLinear(Kind):
    """超过计划值的，得分=[1-(实际-计划)/计划]×P: a≤p → P; p<a<2p → (1-(a-p)/p)·P; a≥2p → 0."""

    kind = "reverse_linear"
    title = "反向线性计分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """The curve falls in a straight line."""
        return f.falls_linearly


@_frozen
class ReverseRatio(Kind):
    """得分=计划值/实际值×指标分值: a≤p → P, else p/a·P."""

    kind = "reverse_ratio"
    title = "反向比例计分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """The curve is plan over actual."""
        return f.falls_by_ratio


@_frozen
class ProportionalFloor(Kind):
    """低于60%不得分 · …%（含）以上的按比例: a/p < floor → 0, else proportional."""

    kind = "proportional_floor"
    title = "达到底线后按比例计分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Proportional with a lower gate."""
        return f.curves and f.gated


@_frozen
class Proportional(Kind):
    """达到计划值得P分,否则按实际值/计划值*指标分值计分: a≥p → P, else a/p·P; p=0: a≤0 → P else 0."""

    kind = "proportional"
    title = "按比例计分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """A curve through zero."""
        return f.curves


@_frozen
class QualitativeTier(Kind):
    """效果明显得15分,效果一般8分,否则不得分: label look-up; 否则 is the default; other labels get no automatic score."""

    kind = "qualitative_tier"
    title = "定性分档"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Two labels or more are worth something."""
        return f.labelled and f.positive_tiers > 1


@_frozen
class DeadlineTier(Kind):
    """逾期15日以内扣2分,16至30日扣5分,30日以上不得分: look-up."""

    kind = "deadline_tier"
    title = "逾期分档"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Tiers along the days late, or several deadlines."""
        return f.timed and (f.partial_tiers or f.positive_tiers > 1 or f.deducts)


@_frozen
class DeadlineAllOrNothing(Kind):
    """在D前完成得满分P分,否则不得分 · 按时完成得P分，逾期不得分: in time → P else 0."""

    kind = "deadline_all_or_nothing"
    title = "按时得分、逾期不得分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """One deadline, all or nothing."""
        return f.timed


@_frozen
class Veto(Kind):
    """发生一起即不得分: 0 occurrences → P else 0."""

    kind = "veto"
    title = "一票否决"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Nothing once something has occurred."""
        return f.vetoes and not f.partial_tiers


@_frozen
class AllOrNothing(Kind):
    """全部…得P分,否则不得分: condition → P else 0."""

    kind = "all_or_nothing"
    title = "达标得分、否则不得分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """One tier that is worth something, all of it."""
        return f.positive_tiers == 1 and not f.partial_tiers and not f.deducts


@_frozen
class TierPct(Kind):
    """达到95%得满分，90%-95%得80%分值: tiers worth a share of P."""

    kind = "tier_pct"
    title = "按分值比例分档"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """A tier is worth a share of the points."""
        return f.shares


@_frozen
class CountTier(Kind):
    """均完成得8分，只完成一项得4分: look-up of a count."""

    kind = "count_tier"
    title = "按完成项数分档"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """A tier is one exact count."""
        return f.counts


@_frozen
class RatioTier(Kind):
    """未达标但完成80%以上得4分: tiers on a/p."""

    kind = "ratio_tier"
    title = "按完成比例分档"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """A tier is measured against the plan in per cent."""
        return f.relative


@_frozen
class Tier(Kind):
    """大于等于95%的得10分,小于95%且大于等于80%的得8分 · 90%（含）以上得10分；80%（含）-90%得8分: first interval that holds."""

    kind = "tier"
    title = "分档计分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Everything else with tiers."""
        return True


KINDS: tuple[type[Kind], ...] = (
    Manual,
    Bonus,
    QualitativeBand,
    MixedTier,
    PerItemAward,
    DeadlineStep,
    RangeStep,
    PerItemDeduct,
    StepOverPct,
    StepOverAbs,
    StepUnder,
    LinearInterpolation,
    ReverseLinear,
    ReverseRatio,
    ProportionalFloor,
    Proportional,
    QualitativeTier,
    DeadlineTier,
    DeadlineAllOrNothing,
    Veto,
    AllOrNothing,
    TierPct,
    CountTier,
    RatioTier,
    Tier,
)


def kind_of(features: Features) -> type[Kind]:
    """The kind of a standard of this shape."""
    return next(kind for kind in KINDS if kind.fits(features))
