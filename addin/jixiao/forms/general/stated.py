"""Indicators written into the cells of a list: under 数量指标 stands 清淤渠道≥12公里；修复水闸≥3座, a line a project.

A piece is an indicator where it is a name with a sign and a measure behind it; every other one is kept as it is.
"""

from __future__ import annotations

import re
from typing import Any

from jixiao.forms.classification import all_level2, framework
from jixiao.forms.fields import text_of
from jixiao.forms.general.header_titles import Title
from jixiao.forms.labels import cached_form
from jixiao.forms.measures import split_measure
from jixiao.forms.region import Region
from jixiao.forms.text import clean, squeeze
from jixiao.grid.model import Value

MIN_COLUMNS = 3
"""So many columns at least are titled by levels: 产出指标 over 数量指标, 质量指标."""
_PIECES = re.compile(r"[；;\r\n]+")
_COUNTER = re.compile(r"^\s*(?:[(（]?\d{1,2}[)）.、．]|[①-⑳])\s*")
_STATED = re.compile(r"([^≥≤=＝><＞＜≧≦]{2,40})([≥≤=＝><＞＜≧≦].{1,24})")
"""清淤渠道长度≥12公里."""


def level_columns(titles: list[Title]) -> list[Title]:
    """The columns of a list that are titled by a level of indicators; none if they are too few to be so meant."""
    found = [title for title in titles if title.column is None and _levels(title) is not None]
    return found if len(found) >= MIN_COLUMNS else []


def read_stated(
    region: Region, title: Title, row: int, cells: dict[int, Value]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The indicators that a cell states, and what it says beside them, as entries of ``other``."""
    column = next((place for place in range(title.left, title.right + 1) if place in cells), None)
    text = None if column is None else text_of(cells[column], region.sheet.formats.get((row, column)))
    if column is None or text is None:
        return [], []
    cell = region.take(row, column)
    level1, level2 = _levels(title) or (None, None)
    indicators: list[dict[str, Any]] = []
    rest: list[str] = []
    for piece in _PIECES.split(text):
        plain = _COUNTER.sub("", piece).strip().rstrip("。")
        match = _STATED.fullmatch(plain)
        measure = split_measure(match[2]) if match is not None else None
        if match is None or measure is None or measure.operator is None or measure.number is None:
            rest += [piece.strip()] if piece.strip() else []
            continue
        indicators.append(
            {
                "level1": level1,
                "level2": level2,
                "level3": squeeze(clean(match[1])).rstrip("：:"),
                "operator": measure.operator,
                "target": measure.number,
                "unit": measure.unit,
                "nature": "quantitative",
                "cell": cell,
                "cells": dict.fromkeys(("level3", "operator", "target"), cell)
                | ({"unit": cell} if measure.unit else {}),
            }
        )
    return indicators, [{"label": title.name, "value": "；".join(rest), "cell": cell}] if rest else []


def _levels(title: Title) -> tuple[str | None, str | None] | None:
    """The level 1 and level 2 that a title names, with what stands above it; None where it names none."""
    form = cached_form(title.text)
    trees = [framework("2021"), framework("2020")]
    if any(form in tree.level1 for tree in trees) and not title.path:
        return squeeze(title.text), None
    if form not in all_level2():
        return None
    above = next((squeeze(text) for text in title.path if any(cached_form(text) in t.level1 for t in trees)), None)
    known = next((tree.level2[form][0] for tree in trees if form in tree.level2), None)
    return above or known, squeeze(title.text)
