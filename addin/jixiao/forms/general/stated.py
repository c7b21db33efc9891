"""Indicators written into a cell: 清淤渠道≥12公里；修复水闸≥3座.

A piece is an indicator where it is a name with a measure behind it, after a sign or a colon or with a name that asks for a
figure (合格率98%); every other one is kept as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from jixiao.forms.cell_text import is_placeholder, text_of
from jixiao.forms.classification import all_level1, all_level2, framework
from jixiao.forms.general.header_titles import HeaderTitle
from jixiao.forms.labels import cached_form
from jixiao.forms.levels import joined_levels
from jixiao.forms.measures import Measure, is_unit, split_measure
from jixiao.forms.money import Unit
from jixiao.forms.region import Region
from jixiao.forms.text import clean, dictionary, longest_first, squeeze
from jixiao.grid.address import parse_address
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern
from jixiao.remembered import remembered

if TYPE_CHECKING:
    from jixiao.forms.general.labelled_values import Labelled

_PIECES = late_pattern(
    r"[；;。\r\n]+|\s+(?=\d{1,2}[.、．])|[，,](?=[^，,≥≤]{2,30}[≥≤])|(?<!^)(?=[(（]\d{1,2}[)）]|[①-⑳])"
    r"|(?<=[\u4e00-\u9fff%％])(?=\d{1,2}[、．])"
)
_COUNTER = late_pattern(r"^\s*(?:指标)?(?:[(（]?\d{1,2}[)）.、．:：]|[①-⑳])\s*")
UNIT_BEHIND = late_pattern(r"[(（]([^()（）]{1,8})[)）]$")
_WORDED = late_pattern(r"([^:：]{2,40})[:：](.{1,40})")
"""服务机制健全性：健全."""
_BARE = late_pattern(r"([^\d:：≥≤=<>]{1,39}(?:[率数量度额积次]|[^\d:：][:：]))(\d.{0,24})")
"""验收合格率100%, 社工站：6个."""
_DONE = late_pattern(r"([\u4e00-\u9fff]{2,19}[^\W\d第约近达超在于至年月前后])(\d.{0,12})")
"""改造渡口9处."""
_DIGITS = "0123456789"


_DATED = late_pattern(
    r"([\u4e00-\u9fff]{1,18}(?:时间|时限|日期|期限))[为在于是]?((?:(?:19|20)\d{2}年)?\d{1,2}月(?:\d{1,2}日)?[初中底末]?(?:之前|以前|前)?)"
)
"""完工时间2026年8月底前, 完工时间为2026年8月."""


class Statement(NamedTuple):
    """One indicator of a cell: its name and measure, a text for a target in words."""

    name: str
    measure: Measure | str
    levels: tuple[str | None, str | None] | None = None
    """The levels that the text itself puts above it: 数量指标：管护河道≥86公里."""


@cache
def _stated() -> re.Pattern[str]:
    """Matches a name, a sign and what follows: 清淤渠道长度≥12公里, 合格率不低于98%."""
    words = "|".join(map(re.escape, longest_first(w for ws in dictionary("labels")["operators"].values() for w in ws)))
    return re.compile(rf"([^≥≤=＝><＞＜≧≦]{{2,40}}?)[:：为]?((?:{words}|[＝＞＜]).{{1,24}})")


@remembered
def statements(text: str) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
    """The indicators that a text states, in its order, and its other pieces."""
    found: list[Statement] = []
    rest: list[str] = []
    levels: tuple[str | None, str | None] | None = None
    for piece in _PIECES.split(text):
        plain = _COUNTER.sub("", piece).strip().rstrip("。，,、")
        level, colon, behind = plain.replace(":", "：").partition("：")
        own = levels_of(level, ()) if colon else None
        if own is not None and behind.strip() and split_measure(behind):
            levels = own[0], ""  # 服务对象满意度：≥92% has the name of a level
        elif own is not None:
            levels, plain = own, behind.strip()
            level, colon, behind = plain.replace(":", "：").partition("：")
            if colon and (below := levels_of(level, (own[0] or "",))) is not None:
                levels, plain = below, behind.strip()  # 产出指标：数量指标：管护河道≥86公里
        one = _statement(plain) or _worded(plain)
        if one is not None:
            found.append(one._replace(levels=levels))
        elif plain:
            rest.append(piece.strip())
    return tuple(found), tuple(rest)


def _statement(plain: str) -> Statement | None:
    """Return the indicator that a piece is: a name with a number behind it."""
    signed = _stated().fullmatch(plain)
    match = signed or _BARE.fullmatch(plain) or _DONE.fullmatch(plain)
    measure = split_measure(match[2]) if match is not None else None
    if match is None or measure is None:
        return None
    told = measure.operator is not None if signed else measure.unit is not None and is_unit(measure.unit)
    name = squeeze(clean(match[1])).rstrip("：:").removesuffix("达到")  # 覆盖率达到68%以上
    return Statement(name, measure) if told else None


def states_indicators(value: Value) -> bool:
    """Return whether a cell holds nothing but indicators: 清淤≥12公里, 机制健全性：健全."""
    return isinstance(value, str) and bool(_all_of(value))


def _all_of(text: str) -> list[Statement]:
    """The indicators of a text that states nothing else; empty if it does."""
    found, rest = statements(text)
    return list(found) if not rest and (has_measure(found) or _COUNTER.match(text) or _DATED.fullmatch(text)) else []


def has_measure(found: Iterable[Statement]) -> bool:
    """Return whether one of some statements has a figure."""
    return any(isinstance(one.measure, Measure) for one in found)


def _worded(plain: str) -> Statement | None:
    """Return the indicator that a piece states in words: 管护机制：健全, or by a date."""
    match = _WORDED.fullmatch(plain) or _DATED.fullmatch(plain)
    return None if match is None else Statement(squeeze(match[1]), clean(match[2]))


def measures_something(title: str) -> bool:
    """Return whether a title ends with a unit, no money: 建设面积（万亩）."""
    unit = UNIT_BEHIND.search(title)
    return unit is not None and is_unit(unit[1]) and Unit.parse(unit[1]) is None


def level_columns(titles: list[HeaderTitle]) -> list[HeaderTitle]:
    """Return the columns of a list titled by levels: 产出指标 over 数量指标, 质量指标."""
    return [title for title in titles if title.column is None and _levels_over(title) is not None]


def stated_columns(titles: list[HeaderTitle]) -> list[HeaderTitle]:
    """Return the columns of a list that state indicators: titled by levels, or 绩效指标."""
    named = [t for t in titles if t.column_key == "level3" and t.field is None]
    return [*level_columns(titles), *named]


def read_stated(
    region: Region, title: HeaderTitle, row: int, cells: dict[int, Value]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the indicators a row states under a title, and the rest as ``other``."""
    levels = (None, None) if title.column_key == "level3" else levels_of(title.text, title.path)
    indicators: list[dict[str, Any]] = []
    other: list[dict[str, Any]] = []
    for column in title.columns:
        text = text_of(cells[column], region.sheet.formats.get((row, column))) if column in cells else None
        if text is None or is_placeholder(text):
            continue
        cell = region.take(row, column)
        if levels is None:
            indicators.append(_indicator(_under_name(title.text, text), *(_levels_over(title) or (None, None)), cell))
            continue
        found, rest = statements(text)
        indicators += [_indicator(each, *levels, cell) for each in found]
        if rest:
            other.append({"label": title.name, "value": "；".join(rest), "cell": cell})
    return indicators, other


def _levels_over(title: HeaderTitle) -> tuple[str | None, str | None] | None:
    """Return the levels of a title, or those over a name: 完成时间 below 时效指标."""
    own = levels_of(title.text, title.path)
    if own is not None or not title.path or title.field_key not in ("", "other"):
        return own
    return levels_of(title.path[-1], title.path[:-1])


def _under_name(title: str, text: str) -> Statement:
    """Return the indicator that a title names with its unit: ≥48 below 受益户数（户）."""
    unit = UNIT_BEHIND.search(title)
    measure = split_measure(text)
    if measure is None:
        return Statement(squeeze(title), clean(text))
    if measure.unit is not None or unit is None:
        return Statement(squeeze(title), measure)
    return Statement(squeeze(title[: unit.start()]), measure._replace(unit=unit[1]))


def read_labelled(region: Region, found: Iterable[Labelled]) -> tuple[list[dict[str, Any]], list[Labelled]]:
    """Return the indicators that values behind level names state, and other labels."""
    indicators: list[dict[str, Any]] = []
    others: list[Labelled] = []
    for each in found:
        levels = levels_of(cached_form(each.label), each.headings)
        stated = _all_of(each.value) if levels is not None and isinstance(each.value, str) else []
        if levels is None or each.place is None or not stated:
            others.append(each)
            continue
        cell = region.take(*each.place)
        indicators += [_indicator(one, *levels, cell) for one in stated]
    return indicators, others


def split_stated(region: Region, indicator: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the indicators that a name states with measures, or the row itself."""
    value = region.value(*parse_address(indicator["cell"]))
    stated = _all_of(value) if isinstance(value, str) else []
    if not stated:
        return [indicator]
    return [
        indicator
        | _indicator(one, indicator["level1"], indicator["level2"], indicator["cell"])
        | {"cells": indicator["cells"] | dict.fromkeys(("target", "operator"), indicator["cell"])}
        for one in stated
    ]


def under_named_levels(indicator: dict[str, Any]) -> dict[str, Any]:
    """Return an indicator under the levels before its name: 产出-数量：办理案件数."""
    before, colon, name = str(indicator["level3"]).replace(":", "：").partition("：")
    own = (joined_levels(before) or levels_of(before, ())) if colon and name else None
    if own is None or indicator["level1"] is not None or indicator["level2"] is not None:
        return indicator
    return indicator | {"level1": own[0], "level2": own[1], "level3": name}


def _indicator(one: Statement, level1: str | None, level2: str | None, cell: str) -> dict[str, Any]:
    """Return the indicator of a piece, below the levels of its cell or those it names."""
    if one.levels is not None:
        level1, level2 = one.levels[0] if one.levels[1] is None else level1 or one.levels[0], one.levels[1] or None
    operator, target, unit = one.measure if isinstance(one.measure, Measure) else (None, one.measure, None)
    keys = ["level3", "target", *(["operator"] if operator else []), *(["unit"] if unit else [])]
    return {
        "level1": level1,
        "level2": level2,
        "level3": one.name,
        "operator": operator,
        "target": target,
        "unit": unit,
        "nature": "qualitative" if isinstance(target, str) else "quantitative",
        "cell": cell,
        "cells": dict.fromkeys(keys, cell),
    }


def levels_of(text: str, above: Iterable[str]) -> tuple[str | None, str | None] | None:
    """Return the levels that a title names with what is above it; None for none.

    The number of one of several is none of its name: 数量指标1 beside 数量指标2.
    """
    form, text = cached_form(text), text.rstrip(_DIGITS)
    trees = [framework("2021"), framework("2020")]
    over = next((squeeze(each) for each in above if cached_form(each) in all_level1()), None)
    if form in all_level1() and over is None:
        return squeeze(text), None
    if form not in all_level2():
        return None
    known = next((tree.level2[form][0] for tree in trees if form in tree.level2), None)
    return over or known, squeeze(text)
