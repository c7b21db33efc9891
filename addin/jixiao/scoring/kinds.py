"""The kinds of STANDARDS.md, one row each, in the order in which they are told apart.

P are the points, a the actual value, p the plan, X the size of a step and Y what it takes; every score lies between 0 and
P and is rounded half up to two digits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jixiao.scoring.features import Features


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its code, its name for a reader, what it gives, an example, and the shape it is known by."""

    kind: str
    title: str
    gives: str
    example: str
    fits: Callable[[Features], bool]


KINDS: tuple[Kind, ...] = (
    Kind("manual", "人工评分", "a human is asked", "酌情扣分", lambda f: f.judged),
    Kind("bonus", "加分", "more beyond the plan, capped at P", "每超10%加1分，最高加2分", lambda f: f.adds),
    Kind(
        "qualitative_band",
        "定性分档区间",
        "a range for a human",
        "100%-80%（含）、80%-60%（含）、60%-0%",
        lambda f: f.bands,
    ),
    Kind(
        "mixed_tier",
        "分档与比例混合",
        "each interval by its own rule",
        "低于85%的按执行率×10分计算",
        lambda f: (f.curves or f.stepped) and (f.partial_tiers or f.different_curves) and not f.between_tiers,
    ),
    Kind("per_item_award", "按完成数量得分", "clamp(Y·a)", "每完成1期得2分，满分10分", lambda f: f.awards_items),
    Kind("deadline_step", "逾期扣分", "P−Y·days late/X", "每推迟10天扣1分", lambda f: f.stepped and f.steps_late),
    Kind("range_step", "偏离区间扣分", "P−Y·deviation/X", "每偏离1个百分点扣1分", lambda f: f.stepped and f.steps_off),
    Kind("per_item_deduct", "按件扣分", "P−Y·count", "每少1次扣1分", lambda f: f.stepped and f.steps_items),
    Kind(
        "step_over_pct",
        "超出按比例扣分",
        "P−Y·(a−p)/p·100/X",
        "每超出10%扣2分",
        lambda f: f.stepped and f.steps_over and f.steps_relative,
    ),
    Kind("step_over_abs", "超出按数额扣分", "P−Y·(a−p)/X", "每超支1万元扣1分", lambda f: f.stepped and f.steps_over),
    Kind("step_under", "不足按步长扣分", "P−Y·(p−a)/X", "每降低1个百分点扣1分", lambda f: f.stepped),
    Kind(
        "linear_interpolation",
        "线性插值",
        "a line that misses 0",
        "（实际值-60%）/（90%-60%）×10",
        lambda f: f.interpolates,
    ),
    Kind("reverse_linear", "反向线性计分", "(1−(a−p)/p)·P", "按超支比例扣分", lambda f: f.falls_linearly),
    Kind("reverse_ratio", "反向比例计分", "p/a·P", "计划值/实际值×分值", lambda f: f.falls_by_ratio),
    Kind(
        "proportional_floor",
        "达到底线后按比例计分",
        "0 below a share of p, else a/p·P",
        "低于60%不得分，其余按比例计分",
        lambda f: f.curves and f.gated,
    ),
    Kind("proportional", "按比例计分", "a/p·P", "实际值/计划值×分值", lambda f: f.curves),
    Kind(
        "qualitative_tier",
        "定性分档",
        "a label looked up",
        "效果明显得15分，效果一般8分",
        lambda f: f.labelled and f.positive_tiers > 1,
    ),
    Kind(
        "deadline_tier",
        "逾期分档",
        "days late looked up",
        "逾期15日以内扣2分",
        lambda f: f.timed and (f.partial_tiers or f.positive_tiers > 1 or f.deducts),
    ),
    Kind("deadline_all_or_nothing", "按时得分、逾期不得分", "in time → P, else 0", "按时完成得10分", lambda f: f.timed),
    Kind("veto", "一票否决", "none → P, else 0", "发生一起即不得分", lambda f: f.vetoes and not f.partial_tiers),
    Kind(
        "all_or_nothing",
        "达标得分、否则不得分",
        "the condition → P, else 0",
        "达到计划值得10分，否则不得分",
        lambda f: f.positive_tiers == 1 and not f.partial_tiers and not f.deducts,
    ),
    Kind("tier_pct", "按分值比例分档", "tiers worth a share of P", "90%-95%得80%分值", lambda f: f.shares),
    Kind("count_tier", "按完成项数分档", "a count looked up", "完成两项得6分", lambda f: f.counts),
    Kind("ratio_tier", "按完成比例分档", "tiers on a/p", "完成80%以上得4分", lambda f: f.relative),
    Kind("tier", "分档计分", "the first interval that holds", "90%以上得10分", lambda _: True),
)
"""The first row that ``fits`` names the standard."""


def kind_of(features: Features) -> Kind:
    """The kind of a standard of this shape."""
    return next(kind for kind in KINDS if kind.fits(features))
