"""Mistakes in names: levels, level-3 names, rows missing or too many."""

from __future__ import annotations

from typing import Any

from jixiao_samples.mistakes.measures import WORDED, in_block, is_benefit
from jixiao_samples.mistakes.registry import Draft, Spot, change_levels, change_row, drop_rows, on_document


@on_document("IND-007")
def name_twice(draft: Draft) -> Spot | None:
    """The same level-3 name in two rows."""
    index = draft.row(in_block("数量"))
    if index is None:
        return None
    other = draft.row(lambda r: r["level2"] == draft.rows[index]["level2"])
    if other is None:
        return None
    draft.rows[max(index, other)]["level3"] = draft.rows[min(index, other)]["level3"]
    return draft.at(max(index, other), "level3")


_SENTENCE = "通过项目实施改善基层公共服务条件，解决群众反映的突出问题，保障受益群众人数"
change_row("name_too_long", "IND-005", is_benefit, level3=_SENTENCE)
change_row("name_of_two_things", "IND-006", in_block("质量"), level3="材料审核合格率与资料归档率")
change_row("name_generic", "IND-011", in_block("质量"), level3="各项工作完成率")
change_row("name_of_process", "IND-014", in_block("质量"), level3="资金使用合规率")
change_row("served_is_staff", "SAT-001", in_block("满意度"), level3="本单位职工满意度")


change_row("target_repeats_name", "IND-010", is_benefit, target="{level3}", **WORDED)


@on_document("CMP-007")
def placeholder_row(draft: Draft) -> Spot | None:
    """A row that holds only a stroke."""
    index = draft.row(in_block("生态环境成本"))
    if index is None:
        return None
    blank: dict[str, Any] = {
        key: None
        for key in ("target", "operator", "unit", "explanation", "scoring_standard")
        if key in draft.rows[index]
    }
    draft.rows[index].update(blank, level3="/", nature="quantitative")
    return draft.at(index, "level3")


_NOTHING: dict[str, Any] = {"target": "无直接经济效益", "operator": None, "unit": None, "nature": "qualitative"}
change_row("no_direct_benefit", "QLT-005", in_block("经济效益"), level3="无直接经济效益", **_NOTHING)


@on_document("STR-006")
def empty_counter(draft: Draft) -> Spot | None:
    """The template's 指标2: left over at the end."""
    table = draft.definition.table("indicators")
    if table is None or not table.counter or not draft.whole_table():
        return None
    empty: dict[str, Any] = {"level3": None, "target": None, "operator": None, "unit": None, "cells": {}}
    draft.rows.append(dict(draft.rows[-1]) | empty)
    return draft.at(len(draft.rows) - 1, "level3")


def _is_any_benefit(row: dict[str, Any]) -> bool:
    return bool(row["level1"] == "效益指标")


change_levels("level1_unknown", "IND-001", _is_any_benefit, only_2021=False, level1="成效类指标")
change_levels("level2_short", "IND-002", in_block("社会效益"), level2="社会效益")
# The cost as a level 2 of the outputs, as before 2021.
change_levels("level2_of_old_catalogue", "IND-003", in_block("经济成本"), level1="产出指标", level2="成本指标")
drop_rows("benefits_missing", "CMP-005", _is_any_benefit, only_2021=True)
drop_rows("quality_missing", "CMP-006", in_block("质量"))
