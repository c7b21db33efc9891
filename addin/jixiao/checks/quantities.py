"""What is measured: the kind of quantity that a name or a unit tells.

The lists stand in ``schema/measures.json``: a unit, an ending or a classifier is added there.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from jixiao.checks.wording import matcher
from jixiao.forms.numbers import chinese_number, money_units
from jixiao.forms.text import dictionary, longest_first
from jixiao.late_patterns import late_pattern

PEOPLE, OBJECT, PERCENT, MONEY, TIME = "people", "object", "percent", "money", "time"
_COUNTER = late_pattern(r"(?P<classifier>台套|床位|(?<!人)口|(?!口)[\u4e00-\u9fff])数$")
"""A name that ends in what is counted: 海上巡查航次."""
# 26万常住居民
_PEOPLE_BY_THOUSANDS = late_pattern(
    r"(?<=\d万)(?![名人户亩元])(?=[常流城乡农参在受当全]?[\u4e00-\u9fff]{0,3}(?:居民|群众|村民|农民|市民|牧民|学生|职工|游客|观众))"
)
# 百分之九十五, 百分之95
_SHARE = late_pattern(r"百分之(\d{1,3}(?:\.\d{1,2})?|[零一二三四五六七八九十百]{1,6})(?!点)")
_NO_NUMBER = frozenset("总指系函参基常倍分级码度")
"""指数, 系数, 倍数, 分数 are no counts."""
_NO_THINGS = frozenset({"人", "名", "位", "人次", "次", "场", "场次"})
"""What things that were bought are not counted in; 批次 may be."""

_NEVER_THINGS = frozenset(
    {"people", "attendance", "household", "area", "length", "volume", "mass", "energy", "percent", "writing"}
)
_NO_CLASSIFIERS = frozenset("个项家村社区站所点期位席岗门种类单票节例口部")
"""Characters that end a noun as well, or count what is measured otherwise too."""
_EXTENTS = frozenset({"area", "length", "volume", "energy", "time"})
"""Names of things that have no extent and last no time: 配备灭火器数量."""

_THOUSANDS = {"亿": 100_000_000, "万": 10_000, "千": 1000}
_UNIT_PARTS = late_pattern(r"([亿万千]?)(.+)")
_SPELT_OUT = ("数量", "面积", "里程", "长度", "人次", "场次", "批次")
"""How names end that say plainly what is measured; 预算控制数 may be money."""
_OF_MONEY = late_pattern(r"[资金额款费税]|补贴|补助|预算|投资|产值|收入|支出|贷")
_SAME_UNIT: dict[str, str] = dictionary("measures")["same"]["beside_targets"]


class _Ending(NamedTuple):
    """What the end of a name tells; of several endings the first in ``place`` counts."""

    place: int
    kinds: frozenset[str]
    unit: str
    also: frozenset[str]
    excluded: frozenset[str]
    but: tuple[str, ...]


@cache
def _kinds() -> dict[str, str]:
    return {unit: kind for kind, units in dictionary("measures")["units"].items() for unit in units}


@cache
def _endings() -> dict[str, _Ending]:
    found: dict[str, _Ending] = {}
    for place, entry in enumerate(dictionary("measures")["names"]):
        kinds, also, excluded = (frozenset(entry.get(key, ())) for key in ("kinds", "also", "not"))
        ending = _Ending(place, kinds, entry["unit"], also, excluded, tuple(entry.get("but", "").split()))
        pieces = [["" if word == "-" else word for word in words.split()] for words in entry["ends"]]
        for words in product(*pieces):
            found.setdefault("".join(words), ending)
    return found


def _ending_of(name: str) -> _Ending | None:
    """Return what the end of a name tells: 人 of 参训学员人数."""
    known = _endings()
    found = [ending for at in range(len(name)) if (ending := known.get(name[at:])) and not name.endswith(ending.but)]
    return min(found, key=lambda ending: ending.place, default=None)


@cache
def _classes() -> dict[str, frozenset[str]]:
    """Classifier → the units that may stand for it."""
    found: dict[str, frozenset[str]] = {}
    for group in dictionary("measures")["classifiers"]:
        found[group[0]] = found.get(group[0], frozenset()) | frozenset(group)
    return found


@cache
def _nouns() -> tuple[str, ...]:
    """Return the nouns that end as classifiers do: 码头, 路口, 软件."""
    return tuple(" ".join(dictionary("measures")["nouns"]).split())


@cache
def _families() -> dict[str, int]:
    """Return the group of a classifier; what is counted in one is in no other."""
    return {unit: group for group, units in enumerate(dictionary("measures")["families"]) for unit in units}


@cache
def counters() -> str:
    """Return a pattern of what running text counts in (12所), longest first."""
    # Money, time and per cent are left out; 个 of 个月 and 部 of 部门 are none.
    known: dict[str, str] = dictionary("measures")["counters"]
    return "|".join(f"{unit}(?!{known[unit]})" if known[unit] else unit for unit in longest_first(known))


@cache
def _numerals() -> re.Pattern[str]:
    """Return the pattern of counting numerals: 二百名; not 一批, 千人计划."""
    money = "|".join(longest_first(unit for unit in money_units() if unit.endswith("元")))
    return re.compile(
        rf"(?<![第数几每〇零一二两三四五六七八九十百千万])([二两三四五六七八九十]|[一二两三四五六七八九十][〇零一二两三四五六七八九十百千]{{1,8}})"
        rf"(?=万?(?:{counters()})|{money})"
    )


def in_digits(text: str) -> str:
    """Return a text with its numerals in digits: 二百名 as 200名, 26万名 for 26万居民."""
    shares = _SHARE.sub(lambda match: f"{chinese_number(match[1]) or match[1]}%", text) if "百分之" in text else text
    plain = _numerals().sub(lambda match: str(chinese_number(match[1]) or match[1]), shares)
    return _PEOPLE_BY_THOUSANDS.sub("名", plain) if "万" in plain else plain


@cache
def _acquired() -> re.Pattern[str]:
    """Return the pattern of names of things bought or handed out."""
    return re.compile(dictionary("measures")["acquired"])


@cache
def _things() -> re.Pattern[str]:
    return re.compile(dictionary("measures")["things"])


@lru_cache(maxsize=4096)
def plain_unit(unit: str) -> tuple[int, str]:
    """Return times and unit without 万, in one unit a kind: 万人次 → 10000, 人次."""
    match = _UNIT_PARTS.fullmatch(unit)
    if match is None or unit in ("千瓦时", "千克", "千瓦", "千伏安"):
        return 1, unit
    plain = "公里" if unit == "千米" else match[2]
    times = 1 if unit == "千米" else _THOUSANDS.get(match[1], 1)
    return times, _SAME_UNIT.get(plain, plain)


def kind_of_unit(unit: str) -> str | None:
    """Return what a unit measures (people, area, money …); None if unknown."""
    return _kinds().get(unit) or _kinds().get(unit.removeprefix("万"))


def has_extent(name: str) -> bool:
    """Return whether a name ends in a count or an extent: 人数, 里程, 棵数."""
    if name.endswith("数") and name[-2:-1] not in _NO_NUMBER:
        return True
    return name.endswith(_SPELT_OUT)


def better_unit(name: str, unit: str) -> str | None:
    """Return the unit that a name asks for; None where ``unit`` may fit."""
    kind = kind_of_unit(unit)
    if kind is None:
        return None
    noun = name.endswith("数") and name[:-1].endswith(_nouns())
    family, of_unit = _families().get(name[-2:-1]), _families().get(unit)
    if name.endswith("数") and not noun and family is not None and of_unit is not None and family != of_unit:
        return name[-2]
    counted = None if noun else _counted(name)
    if counted is not None:
        loose = kind == OBJECT and unit in ("个", "项")
        return None if loose or unit.lstrip("万千") in _classes()[counted] else counted
    if matcher("occasions").search(name) and kind in ("length", "area", "volume", "mass", "energy", "writing"):
        return "次"
    ending = _ending_of(name)
    if ending is not None:
        fits = (kind in ending.kinds or unit in ending.also) and unit not in ending.excluded
        return None if fits else ending.unit
    if noun and (kind in _NEVER_THINGS or (kind == "event" and unit[0] != "批")):
        return "个（台、份、处等）"
    if _counts_things(name) and kind in _NEVER_THINGS:
        return name[-2]
    counted_plainly = name.endswith(_SPELT_OUT) or (name.endswith("数") and name[-2:-1] in _kinds())
    of_no_count = name.endswith(("数量", "次")) if kind == PERCENT else kind == MONEY and counted_plainly
    if of_no_count and not _OF_MONEY.search(name):
        return "个（台、份、处等）"
    # 储备食盐数量, 栽植苗木数量: what is bought or planted is no people, but 储备人才数量
    unlike = (kind == PEOPLE and (_things().search(name) or matcher("bought").search(name))) or (
        unit in _NO_THINGS and _acquired().search(name)
    )
    unlike = unlike or (kind in _EXTENTS and matcher("devices").search(name))
    return "个（台、份、处等）" if unlike else None


def _counts_things(name: str) -> bool:
    """Return whether a name ends in a classifier of things: 叶酸瓶数, 彩条布卷数."""
    return len(name) > 3 and name[-1] == "数" and _kinds().get(name[-2]) == OBJECT and name[-2] not in _NO_CLASSIFIERS


def _counted(name: str) -> str | None:
    """Return the classifier that a name ends in: 植树棵数 → 棵; None if in none."""
    match = _COUNTER.search(name)
    if match is None:
        return None
    classifier = "张" if match["classifier"] == "床位" else match["classifier"]
    return classifier if classifier in _classes() else None
