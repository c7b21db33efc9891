"""Mistakes in names: levels, level-3 names, rows missing or too many."""

from __future__ import annotations

from typing import Any

from jixiao_samples.mistakes.measures import in_block, is_benefit
from jixiao_samples.mistakes.registry import Draft, IndicatorTest, Spot, change_row, on_document


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


@on_document("IND-010")
def target_repeats_name(draft: Draft) -> Spot | None:
    """The target says the same as the name."""
    index = draft.row(is_benefit)
    if index is None:
        return None
    row = draft.rows[index]
    row.update(target=row["level3"], operator=None, unit=None, nature="qualitative")
    return draft.at(index, "target")


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


def _relabel(draft: Draft, wanted: IndicatorTest, **levels: str) -> int | None:
    """Give every wanted row other levels; the first of them."""
    if not draft.whole_table():
        return None
    found = [index for index, row in enumerate(draft.rows) if wanted(row)]
    for index in found:
        draft.rows[index].update(levels)
    return found[0] if found else None


def _is_2021(draft: Draft) -> bool:
    table = draft.definition.table("indicators")
    return table is not None and table.classification == "2021"


@on_document("IND-001")
def level1_unknown(draft: Draft) -> Spot | None:
    """A level 1 that no catalogue has."""
    first = _relabel(draft, lambda r: r["level1"] == "效益指标", level1="成效类指标")
    return None if first is None else draft.at(first, "level1")


@on_document("IND-002")
def level2_short(draft: Draft) -> Spot | None:
    """A level 2 without its 指标."""
    if not _is_2021(draft):
        return None
    first = _relabel(draft, in_block("社会效益"), level2="社会效益")
    return None if first is None else draft.at(first, "level2")


@on_document("IND-003")
def level2_of_old_catalogue(draft: Draft) -> Spot | None:
    """The cost as a level 2 of the outputs, as before 2021."""
    if not _is_2021(draft):
        return None
    first = _relabel(draft, in_block("经济成本"), level1="产出指标", level2="成本指标")
    return None if first is None else draft.at(first, "level2")


@on_document("CMP-005")
def benefits_missing(draft: Draft) -> Spot | None:
    """No benefits at all."""
    if not _is_2021(draft) or not draft.whole_table():
        return None
    draft.values["indicators"] = [row for row in draft.rows if row["level1"] != "效益指标"]
    return draft.number, "title"


@on_document("CMP-006")
def quality_missing(draft: Draft) -> Spot | None:
    """No indicator of quality."""
    if not draft.whole_table():
        return None
    draft.values["indicators"] = [row for row in draft.rows if "质量" not in str(row["level2"])]
    return draft.number, "title"
