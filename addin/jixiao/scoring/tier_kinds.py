"""Kinds that look the score up: tiers of numbers, of days, of labels; all or nothing. See scoring.md."""

from __future__ import annotations

from jixiao.scoring.features import Features
from jixiao.scoring.kind import Kind


class QualitativeTier(Kind):
    """效果明显得15分,效果一般8分,否则不得分: label look-up; 否则 is the default; other labels get no automatic score."""

    __slots__ = ()
    kind = "qualitative_tier"
    title = "定性分档"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Two labels or more are worth something."""
        return f.labelled and f.positive_tiers > 1


class QualitativeBand(Kind):
    """100%-80%（含）/80%-60%（含）/60%-0%: a range; a given score is checked against it."""

    __slots__ = ()
    kind = "qualitative_band"
    title = "定性分档区间"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """A clause gives a range of points."""
        return f.bands


class DeadlineTier(Kind):
    """逾期15日以内扣2分,16至30日扣5分,30日以上不得分: look-up."""

    __slots__ = ()
    kind = "deadline_tier"
    title = "逾期分档"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Tiers along the days late, or several deadlines."""
        return f.timed and (f.partial_tiers or f.positive_tiers > 1 or f.deducts)


class DeadlineAllOrNothing(Kind):
    """在D前完成得满分P分,否则不得分 · 按时完成得P分，逾期不得分: in time → P else 0."""

    __slots__ = ()
    kind = "deadline_all_or_nothing"
    title = "按时得分、逾期不得分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """One deadline, all or nothing."""
        return f.timed


class Veto(Kind):
    """发生一起即不得分: 0 occurrences → P else 0."""

    __slots__ = ()
    kind = "veto"
    title = "一票否决"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Nothing once something has occurred."""
        return f.vetoes and not f.partial_tiers


class AllOrNothing(Kind):
    """全部…得P分,否则不得分: condition → P else 0."""

    __slots__ = ()
    kind = "all_or_nothing"
    title = "达标得分、否则不得分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """One tier that is worth something, all of it."""
        return f.positive_tiers == 1 and not f.partial_tiers and not f.deducts


class TierPct(Kind):
    """达到95%得满分，90%-95%得80%分值: tiers worth a share of P."""

    __slots__ = ()
    kind = "tier_pct"
    title = "按分值比例分档"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """A tier is worth a share of the points."""
        return f.shares


class CountTier(Kind):
    """均完成得8分，只完成一项得4分: look-up of a count."""

    __slots__ = ()
    kind = "count_tier"
    title = "按完成项数分档"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """A tier is one exact count."""
        return f.counts


class RatioTier(Kind):
    """未达标但完成80%以上得4分: tiers on a/p."""

    __slots__ = ()
    kind = "ratio_tier"
    title = "按完成比例分档"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """A tier is measured against the plan in per cent."""
        return f.relative


class Tier(Kind):
    """大于等于95%的得10分,小于95%且大于等于80%的得8分 · 90%（含）以上得10分；80%（含）-90%得8分: first interval that holds."""

    __slots__ = ()
    kind = "tier"
    title = "分档计分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Everything else with tiers."""
        return True
