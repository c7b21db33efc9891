"""Kinds whose score follows a curve: proportional, its reverse, a straight line between two thresholds. See scoring.md."""

from __future__ import annotations

from jixiao.scoring.features import Features
from jixiao.scoring.kind import Kind


class MixedTier(Kind):
    """Some tiers fixed, some proportional: 低于85%的按执行率×10分计算. Each interval by its own rule."""

    __slots__ = ()
    kind = "mixed_tier"
    title = "分档与比例混合"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """A curve or steps beside a tier that is worth neither all nor nothing; or two different curves."""
        return (f.curves or f.stepped) and (f.partial_tiers or f.different_curves) and not f.between_tiers


class LinearInterpolation(Kind):
    """低于90%的，按（实际值-60%）/（90%-60%）×10分计算，低于60%不得分: linear between the two thresholds."""

    __slots__ = ()
    kind = "linear_interpolation"
    title = "线性插值"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """A straight line that does not go through zero."""
        return f.interpolates


class ReverseLinear(Kind):
    """超过计划值的，得分=[1-(实际-计划)/计划]×P: a≤p → P; p<a<2p → (1-(a-p)/p)·P; a≥2p → 0."""

    __slots__ = ()
    kind = "reverse_linear"
    title = "反向线性计分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """The curve falls in a straight line."""
        return f.falls_linearly


class ReverseRatio(Kind):
    """得分=计划值/实际值×指标分值: a≤p → P, else p/a·P."""

    __slots__ = ()
    kind = "reverse_ratio"
    title = "反向比例计分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """The curve is plan over actual."""
        return f.falls_by_ratio


class ProportionalFloor(Kind):
    """低于60%不得分 · …%（含）以上的按比例: a/p < floor → 0, else proportional."""

    __slots__ = ()
    kind = "proportional_floor"
    title = "达到底线后按比例计分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Proportional with a lower gate."""
        return f.curves and f.gated


class Proportional(Kind):
    """达到计划值得P分,否则按实际值/计划值*指标分值计分: a≥p → P, else a/p·P; p=0: a≤0 → P else 0."""

    __slots__ = ()
    kind = "proportional"
    title = "按比例计分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """A curve through zero."""
        return f.curves
