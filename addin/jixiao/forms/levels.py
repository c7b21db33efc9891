"""The levels of a table: names without counters, and what is in force."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.classification import Framework, framework, is_level
from jixiao.forms.labels import cached_form
from jixiao.forms.numbers import parse_number
from jixiao.forms.slots import Slots
from jixiao.forms.text import clean, dictionary, longest_first, squeeze
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern
from jixiao.remembered import remembered

_OWN_POINTS = late_pattern(r"[(（]\s*(\d+(?:\.\d+)?)\s*分\s*[)）]$")  # 清淤长度（20分）
_OF_LEVEL = re.compile(
    r"([\u4e00-\u9fff]{2,8}指标)[\d一二三四五六七八九]?(名称|内容|(?:目标|实际|完成|年度|计划){0,2}值)"
)
"""A level and what of it a column holds: 数量指标名称, 数量指标值, 数量指标2目标值."""
_MAY_NAME_LEVEL = re.compile("指标|[-:：]")
"""Without any of these no title names a level."""
_NAMED_BEHIND = re.compile(r"^(\w{2,8}指标)[(（](?!.{0,20}(?:[值分]|权重|单位|说明|指标))([\u4e00-\u9fff]{4,20})[)）]$")
"""数量指标（高素质农民培训人数）, not 数量指标（指标值）."""


@dataclass(slots=True)
class Level:
    """A level in force: as written, its form, its address, the last row of its merge."""

    text: str
    form: str
    cell: str | None
    bottom: int


@cache
def word_of_counter() -> str:
    """The word that counters begin with."""
    word: str = dictionary("labels")["counter"]
    return word


_COUNTER = re.compile(
    rf"{re.escape(word_of_counter())}\s*(?:[\d一二三四五六七八九十]+\s*[:：.、．]\s*|\d{{1,2}}(?:\s+|(?=[\u4e00-\u9fff])|$))"
)
"""指标1：, 指标二:, 指标1 before a name or alone."""
_POINTS = re.compile(
    r"(?:[(（]\s*\d+(?:\.\d+)?\s*分?\s*[)）]|(?<=指标)\s*\d+(?:\.\d+)?\s*分|(?<=指标)[1-9一二三四五六七八九])$"
)
_EXPLAINED = late_pattern(r"[(（][^()（）]{0,40}(?:指标|方面|工作量)[^()（）]{0,40}[)）]")
"""What a form explains of a level: 产出（工作量）指标（数量、质量、成本方面的指标）."""
_MOST_SUMS = 4
"""A level and its sums are so many cells at most."""
_SUMS = ("points", "score")
_WEIGHT = re.compile(r"(?<=.)[(（]\d{1,3}(?:\.\d{1,2})?[%％][)）]$")
"""The weight of a level behind it: 产出（50%）."""
_BETWEEN_LEVELS = "-—–~/\\、:>→·|()[]【】"
"""What stands between a level 1 and its level 2 in one cell."""


def without_counter(text: str) -> str:
    """Return a level-3 name without counters: ``指标1:甲 指标2:`` → ``甲``."""
    if word_of_counter() not in text:
        return text.strip()
    match = _COUNTER.match(text.strip())
    if match is None:
        return text.strip()
    name = text.strip()[match.end() :].strip()
    for last in reversed(list(_COUNTER.finditer(name))):
        if last.end() < len(name):
            return name
        name = name[: last.start()].rstrip()
    return name


def without_points(text: str) -> str:
    """Return a level without the points or number behind it: 产出指标（50分）, 数量指标2."""
    return _POINTS.sub("", text.strip())


def cells_without_points(cells: dict[int, Value], prose: Container[int]) -> dict[int, Value]:
    """Return a row without points of whole levels: 产出指标（50分）; ``prose`` keeps its own."""
    pointed = {
        column: without_points(value)
        for column, value in cells.items()
        if isinstance(value, str) and value[-1] in ")）分" and column not in prose
    }
    return {**cells, **pointed} if pointed else cells


def level_in_title(text: str) -> tuple[str, str]:
    """Return the level that a title names and the column: 数量指标 and 指标值 of 数量指标值.

    So is 造林面积 of 数量指标：造林面积, 数量指标-造林面积 and 数量指标（造林面积）. Both are empty for one that names none.
    """
    if _MAY_NAME_LEVEL.search(text) is None:
        return "", ""  # nearly every text
    match = _OF_LEVEL.fullmatch(text)
    text = text.replace("-", "：") if is_level(text.partition("-")[0]) else text
    level, _, name = _NAMED_BEHIND.sub(r"\1：\2", text.replace(":", "：")).partition("：")
    level, name = (level, name) if match is None else (match[1], f"指标{match[2]}")
    return (level, name) if name and is_level(level) else ("", "")


def own_points(text: str) -> Decimal | None:
    """Return the points behind the name or the target of an indicator: ≥12公里（20分）."""
    match = _OWN_POINTS.search(text)
    return None if match is None else parse_number(match[1])


def is_measured(level: str) -> bool:
    """Return whether a level may be an indicator as well: 服务对象满意度, not 满意度指标."""
    return level.endswith("度")


_BAND = late_pattern(r"\s*[一二三四五六七八九十]{1,2}、[^()（）。；，]{2,16}(?P<points>[(（]\d{1,3}分[)）])?\s*")
"""A line over others in a table without levels: 一、预算执行（10分）."""


def level_alone(cells: dict[int, Value], tree: Framework, slots: Slots) -> str | None:
    """Return the form of the level that a row names alone: 一、产出指标（50分）.

    Sums of its points and scores may stand behind 指标: 服务对象满意度 with its points is an indicator.
    """
    if len(cells) > _MOST_SUMS:
        return None  # most rows
    column, text = next(iter(cells.items()))
    if not isinstance(text, str) or (len(cells) > 1 and "指标" not in text):
        return None
    owners = (slots.by_column.get(place) for place in cells if place != column)
    if any(slot is None or slot.column.key not in _SUMS for slot in owners):
        return None
    form = cached_form(without_points(text))
    band = len(cells) == 1 and _BAND.fullmatch(text) is not None and not slots.lefts.keys() & {"level1", "level2"}
    return form if form in tree.level1 or form in tree.level2 or band else None


def is_band(text: str) -> bool:
    """Return whether a text is a numbered block with its points: 一、预算执行（10分）."""
    match = _BAND.fullmatch(text)
    return match is not None and match["points"] is not None


@remembered
def level_name(text: str) -> tuple[str, str]:
    """Return a level without its explanation, and its label form; both may be empty."""
    name = "" if is_placeholder(text) else _WEIGHT.sub("", squeeze(clean(text)))
    plain = _EXPLAINED.sub("", name) if name[-1:] in ")）" else name
    name = plain if plain != name and is_level(plain) else name
    form = cached_form(name)  # empty for 其中：
    return name if form else "", form


@cache
def _level1_forms() -> tuple[str, ...]:
    return tuple({form for name in ("2021", "2020") for form in framework(name).level1})


@remembered
def joined_levels(text: str) -> tuple[str, str] | None:
    """Return both levels that a cell names: 产出指标-数量指标, 产出指标（数量指标）; or None."""
    plain = cached_form(text)  # 1.产出指标/数量指标
    if not plain.startswith(_level1_forms()):
        return None  # nearly every text
    for tree in map(framework, ("2021", "2020")):
        for first in longest_first(form for form in tree.level1 if plain.startswith(form)):
            second = plain[len(first) :].strip(_BETWEEN_LEVELS)
            for level2 in (second, f"{second}效益"):  # 效益-社会
                if cached_form(level2) in tree.level2:
                    return first, second
    return None


@remembered
def name_of(text: str) -> str:
    """Return a level-3 name as written into the document; empty for a placeholder."""
    name = squeeze(without_counter(clean(text))).rstrip(":：")
    return "" if is_placeholder(name) else name
