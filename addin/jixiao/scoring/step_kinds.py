"""Kinds that take or give points step by step. See scoring.md."""

from __future__ import annotations

from jixiao.scoring.features import Features
from jixiao.scoring.kind import Kind


class PerItemAward(Kind):
    """每完成1期得Y分,满分P: clamp(Y·count)."""

    __slots__ = ()
    kind = "per_item_award"
    title = "按完成数量得分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Points for every item."""
        return f.awards_items


class DeadlineStep(Kind):
    """在D前完成得满分P分,每推迟N天(月, 工作日)扣Y分: clamp(P − Y·steps(days late/N)); D itself is in time."""

    __slots__ = ()
    kind = "deadline_step"
    title = "逾期扣分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Steps along the days late."""
        return f.stepped and f.steps_late


class RangeStep(Kind):
    """在95%-105%之间得满分,每偏离1个百分点扣Y: the deviation outside of the interval."""

    __slots__ = ()
    kind = "range_step"
    title = "偏离区间扣分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Steps to both sides."""
        return f.stepped and f.steps_off


class PerItemDeduct(Kind):
    """每少1次扣Y · 每发现1起扣Y · 每缺1项扣Y: clamp(P − Y·count); 少 counts p − a, 发现 and 缺 the value given."""

    __slots__ = ()
    kind = "per_item_deduct"
    title = "按件扣分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Steps along things that are counted."""
        return f.stepped and f.steps_items


class StepOverPct(Kind):
    """控制在…范围内得P分,每超出X%扣Y分,扣完为止: clamp(P − Y·steps((a−p)/p·100/X))."""

    __slots__ = ()
    kind = "step_over_pct"
    title = "超出按比例扣分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Steps above the plan, in per cent of it."""
        return f.stepped and f.steps_over and f.steps_relative


class StepOverAbs(Kind):
    """每超支1万元扣Y分: clamp(P − Y·steps((a−p)/X))."""

    __slots__ = ()
    kind = "step_over_abs"
    title = "超出按数额扣分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Steps above the plan, in its own unit."""
        return f.stepped and f.steps_over


class StepUnder(Kind):
    """每降低X个百分点扣Y分 (· 低于G不得分): clamp(P − Y·steps((p−a)/X)), 0 below the gate."""

    __slots__ = ()
    kind = "step_under"
    title = "不足按步长扣分"

    @classmethod
    def fits(cls, f: Features) -> bool:
        """Steps below the plan."""
        return f.stepped
