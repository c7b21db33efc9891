"""Mistakes in an indicator's measure: operator, target, unit, deadline."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from jixiao_samples.mistakes.registry import Draft, IndicatorTest, Spot, on_document


def in_block(word: str) -> IndicatorTest:
    """Return the rows whose level 2 contains a word such as 数量 or 满意度."""
    return lambda row: word in str(row["level2"])


def is_rate(row: dict[str, Any]) -> bool:
    """Rows in per cent that are no satisfaction."""
    return row["unit"] == "%" and "满意度" not in str(row["level2"])


def is_benefit(row: dict[str, Any]) -> bool:
    """Rows of the benefits, satisfaction left out."""
    return row["level1"] == "效益指标" and "满意度" not in str(row["level2"])


def _is_money(row: dict[str, Any]) -> bool:
    return row["unit"] == "万元" and "成本" in str(row["level2"])


def _change(draft: Draft, wanted: IndicatorTest, shown: str, **values: object) -> Spot | None:
    """Give a random wanted row other values; the mistake shows in column ``shown``."""
    index = draft.row(wanted)
    if index is None:
        return None
    draft.rows[index].update(values)
    return draft.at(index, shown)


def _qualitative(draft: Draft, wanted: IndicatorTest, text: str) -> Spot | None:
    return _change(draft, wanted, "target", target=text, operator=None, unit=None, nature="qualitative")


@on_document("UNT-001")
def unit_wan(draft: Draft) -> Spot | None:
    """万 instead of 万元."""
    return _change(draft, _is_money, "unit", unit="万") if draft.has_column("unit") else None


@on_document("UNT-001")
def unit_per_cent_in_words(draft: Draft) -> Spot | None:
    """百分比 instead of %."""
    return _change(draft, is_rate, "unit", unit="百分比") if draft.has_column("unit") else None


@on_document("UNT-002")
def unit_of_people(draft: Draft) -> Spot | None:
    """People counted in 个."""
    return _change(draft, lambda r: r["unit"] == "人", "unit" if draft.has_column("unit") else "target", unit="个")


@on_document("UNT-003")
def cost_without_unit(draft: Draft) -> Spot | None:
    """A cost that is a number alone."""
    return _change(draft, _is_money, "unit" if draft.has_column("unit") else "target", unit=None)


@on_document("CMP-009")
def unit_blank(draft: Draft) -> Spot | None:
    """A quantity without a unit."""
    return _change(draft, in_block("数量"), "unit", unit=None) if draft.has_column("unit") else None


@on_document("OPR-001")
def satisfaction_at_most(draft: Draft) -> Spot | None:
    """≤ on a satisfaction."""
    shown = "operator" if draft.has_column("operator") else "target"
    return _change(draft, in_block("满意度"), shown, operator="≤")


@on_document("OPR-002")
def cost_at_least(draft: Draft) -> Spot | None:
    """≥ on a cost."""
    return _change(draft, _is_money, "operator" if draft.has_column("operator") else "target", operator="≥")


@on_document("OPR-003")
def quantity_at_most(draft: Draft) -> Spot | None:
    """≤ on a quantity."""
    shown = "operator" if draft.has_column("operator") else "target"
    return _change(draft, in_block("数量"), shown, operator="≤")


@on_document("OPR-004")
def operator_against_explanation(draft: Draft) -> Spot | None:
    """= where the explanation says 不低于."""
    if not draft.has_column("explanation"):
        return None
    return _change(draft, in_block("数量"), "operator", operator="=")


@on_document("CMP-010")
def operator_blank(draft: Draft) -> Spot | None:
    """A number without an operator."""
    return _change(draft, in_block("数量"), "operator", operator=None) if draft.has_column("operator") else None


@on_document("OPR-005")
def operator_left_out(draft: Draft) -> Spot | None:
    """A number without an operator, on a form without a column for it."""
    return None if draft.has_column("operator") else _change(draft, in_block("数量"), "target", operator=None)


@on_document("CMP-008")
def target_blank(draft: Draft) -> Spot | None:
    """No target."""
    return _change(draft, in_block("质量"), "target", target=None, operator=None, unit=None)


@on_document("VAL-001")
def target_in_words(draft: Draft) -> Spot | None:
    """Words where the operator asks for a number."""
    return _change(draft, in_block("数量"), "target", target="按计划完成") if draft.has_column("operator") else None


@on_document("VAL-002")
def per_cent_above_hundred(draft: Draft) -> Spot | None:
    """A rate of 120 %."""
    return _change(draft, in_block("质量"), "target", target=Decimal(120))


@on_document("VAL-003")
def two_targets(draft: Draft) -> Spot | None:
    """Two numbers in one cell."""
    return _change(draft, in_block("数量"), "target", target="3场次、200人次", operator=None, unit=None)


@on_document("VAL-006")
def satisfaction_in_words(draft: Draft) -> Spot | None:
    """满意 as the target of a satisfaction."""
    return _qualitative(draft, in_block("满意度"), "满意")


@on_document("VAL-007")
def rate_in_words(draft: Draft) -> Spot | None:
    """Words as the target of a rate."""
    return _qualitative(draft, in_block("质量"), "全部达标")


@on_document("VAL-009")
def satisfaction_of_hundred(draft: Draft) -> Spot | None:
    """A satisfaction of 100 %."""
    return _change(draft, in_block("满意度"), "target", target=Decimal(100))


@on_document("TIM-002")
def deadline_after_year(draft: Draft) -> Spot | None:
    """A deadline in the next year."""
    return _qualitative(draft, in_block("时效"), f"{draft.year + 1}年3月31日前")


@on_document("TIM-003")
def deadline_year_only(draft: Draft) -> Spot | None:
    """A year as the deadline."""
    return _qualitative(draft, in_block("时效"), f"{draft.year}年")


@on_document("TIM-004")
def deadline_impossible(draft: Draft) -> Spot | None:
    """A day that does not exist."""
    return _qualitative(draft, in_block("时效"), f"{draft.year}年2月30日前")


@on_document("TIM-008")
def deadline_vague(draft: Draft) -> Spot | None:
    """及时 as the deadline."""
    return _qualitative(draft, in_block("时效"), "及时")


@on_document("QLT-001")
def quality_vague(draft: Draft) -> Spot | None:
    """效果显著 without any grades."""
    return _qualitative(draft, is_benefit, draft.rng.choice(("效果显著", "有效保障", "不断提升")))


@on_document("QLT-002")
def quality_too_long(draft: Draft) -> Spot | None:
    """A whole paragraph as the target."""
    return _qualitative(
        draft, is_benefit, "通过项目实施进一步改善服务条件，群众反映的突出问题得到解决，工作机制更加健全完善"
    )


@on_document("CMP-011")
def standard_blank(draft: Draft) -> Spot | None:
    """No scoring standard."""
    if not draft.has_column("scoring_standard"):
        return None
    return _change(draft, lambda row: True, "scoring_standard", scoring_standard=None)


@on_document("CMP-015")
def explanation_blank(draft: Draft) -> Spot | None:
    """No explanation."""
    if not draft.has_column("explanation"):
        return None
    return _change(draft, lambda row: True, "explanation", explanation=None)


def _rewrite(draft: Draft, wanted: IndicatorTest, pattern: str, replacement: str) -> Spot | None:
    """Change the scoring standard of a wanted row that contains the pattern."""
    index = draft.row(lambda r: wanted(r) and re.search(pattern, str(r.get("scoring_standard") or "")) is not None)
    if index is None:
        return None
    row = draft.rows[index]
    row["scoring_standard"] = re.sub(pattern, replacement, row["scoring_standard"], count=1)
    return draft.at(index, "scoring_standard")


@on_document("SCR-001")
def standard_truncated(draft: Draft) -> Spot | None:
    """A standard that ends in the middle of its formula."""
    return _rewrite(draft, lambda row: True, r"/计划值.*", "/")


@on_document("SCR-002")
def points_missing(draft: Draft) -> Spot | None:
    """满分 without a number."""
    return _rewrite(draft, in_block("时效"), r"得满分\d+分", "得满分")


@on_document("SCR-003")
def points_do_not_add_up(draft: Draft) -> Spot | None:
    """The points of one row are too many."""
    return _rewrite(draft, in_block("数量"), r"得\d+分", "得15分")


@on_document("SCR-005")
def threshold_differs(draft: Draft) -> Spot | None:
    """Full points for another satisfaction than the target."""
    return _rewrite(draft, in_block("满意度"), r"大于等于\d+%得", "大于等于97%得")


@on_document("SCR-007")
def step_unclear(draft: Draft) -> Spot | None:
    """A step without a word on parts of it."""
    return _rewrite(draft, lambda row: True, r"，不足10%按10%计", "")
