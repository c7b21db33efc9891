"""Mistakes in an indicator's measure: operator, target, unit, deadline."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from jixiao_samples.mistakes.registry import IndicatorTest, change_row, change_standard


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


def _any(row: dict[str, Any]) -> bool:
    return True


WORDED: dict[str, Any] = {"operator": None, "unit": None, "nature": "qualitative"}
"""What a target in words does without."""
_QUANTITY, _QUALITY, _TIME, _SATISFACTION = map(in_block, ("数量", "质量", "时效", "满意度"))

change_row("unit_wan", "UNT-001", _is_money, needs="unit", unit="万")
change_row("unit_per_cent_in_words", "UNT-001", is_rate, needs="unit", unit="百分比")
change_row("unit_of_people", "UNT-002", lambda row: row["unit"] == "人", unit="个")
change_row("cost_without_unit", "UNT-003", _is_money, unit=None)
change_row("unit_blank", "CMP-009", _QUANTITY, needs="unit", unit=None)
change_row("satisfaction_at_most", "OPR-001", _SATISFACTION, operator="≤")
change_row("cost_at_least", "OPR-002", _is_money, operator="≥")
change_row("quantity_at_most", "OPR-003", _QUANTITY, operator="≤")
change_row("operator_against_explanation", "OPR-004", _QUANTITY, needs="explanation", operator="=")
change_row("operator_blank", "CMP-010", _QUANTITY, needs="operator", operator=None)
change_row("operator_left_out", "OPR-005", _QUANTITY, lacks="operator", operator=None)
change_row("target_blank", "CMP-008", _QUALITY, target=None, operator=None, unit=None)
change_row("target_in_words", "VAL-001", _QUANTITY, needs="operator", target="按计划完成")
change_row("per_cent_above_hundred", "VAL-002", _QUALITY, target=Decimal(120))
change_row("two_targets", "VAL-003", _QUANTITY, target="3场次、200人次", operator=None, unit=None)
change_row("satisfaction_in_words", "VAL-006", _SATISFACTION, target="满意", **WORDED)
change_row("rate_in_words", "VAL-007", _QUALITY, target="全部达标", **WORDED)
change_row("satisfaction_of_hundred", "VAL-009", _SATISFACTION, target=Decimal(100))
change_row("deadline_after_year", "TIM-002", _TIME, target="{next}年3月31日前", **WORDED)
change_row("deadline_year_only", "TIM-003", _TIME, target="{year}年", **WORDED)
change_row("deadline_impossible", "TIM-004", _TIME, target="{year}年2月30日前", **WORDED)
change_row("deadline_vague", "TIM-008", _TIME, target="及时", **WORDED)
change_row("quality_vague", "QLT-001", is_benefit, target=("效果显著", "有效保障", "不断提升"), **WORDED)
_PARAGRAPH = "通过项目实施进一步改善服务条件，群众反映的突出问题得到解决，工作机制更加健全完善"
change_row("quality_too_long", "QLT-002", is_benefit, target=_PARAGRAPH, **WORDED)
change_row("standard_blank", "CMP-011", _any, needs="scoring_standard", scoring_standard=None)
change_row("explanation_blank", "CMP-015", _any, needs="explanation", explanation=None)

change_standard("standard_truncated", "SCR-001", _any, r"/计划值.*", "/")
change_standard("points_missing", "SCR-002", _TIME, r"得满分\d+分", "得满分")
change_standard("points_do_not_add_up", "SCR-003", _QUANTITY, r"得\d+分", "得15分")
change_standard("threshold_differs", "SCR-005", _SATISFACTION, r"大于等于\d+%得", "大于等于97%得")
change_standard("step_unclear", "SCR-007", _any, r"，不足10%按10%计", "")
