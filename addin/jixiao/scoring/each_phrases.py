"""Steps that repeat: 每超出10%, 每降低1个百分点, 每少开展1次, 每发现1起, 每推迟10天, 每完成1期, 每偏离1个百分点."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from jixiao.scoring.reading import Counted, Each
from jixiao.scoring.vocabulary import (
    NUMBER,
    PERCENT_UNITS,
    TIME_UNITS,
    any_word,
    money_words,
    one_of,
    plan_pattern,
    unit_pattern,
)

NO_STEPS = ("每年开展8次", "每季度检查", "每月按时报送")
"""Pieces that say how often something is done, not what a step is."""

_ORDER = (
    (Counted.EARLY, "early"),
    (Counted.LATE, "late"),
    (Counted.OFF, "deviate"),
    (Counted.MISSING, "missing"),
    (Counted.OVER, "over"),
    (Counted.UNDER, "under"),
    (Counted.OCCURRED, "occur"),
)
_FREQUENCY = re.compile(r"每(?:个)?(?:半年|年度?|季度?|月|周|星期|学期|天|日|旬)(?:度|末|底|初)?(?=.)")
_UNFINISHED = re.compile(
    r"未(?:完成|开展|达到?|达标|落实|实施|提供|报送|建|通过)|没有完成|缺|不(?:合格|达标|到位|齐全)"
)


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{counted.name}>{any_word(name)})" for counted, name in _ORDER))


@cache
def _both_ways() -> re.Pattern[str]:
    over, under = any_word("over"), any_word("under")
    joint = r"[(或、/]?(?:或者?)?"
    return re.compile(rf"{over}{joint}{under}|{under}{joint}{over}|增减|升降|上下|±|正负")


@cache
def _with_number() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<lead>[^\d]{{0,24}})(?P<number>{NUMBER})(?P<unit>{unit_pattern()})?(?P<noun>[^\d]{{0,24}})$"
    )


@cache
def _without_number() -> re.Pattern[str]:
    verb = "|".join(any_word(name) for _, name in _ORDER)
    return re.compile(
        rf"(?P<lead>(?:(?:{verb})(?:{plan_pattern()})?(?:的)?)?)(?P<unit>{unit_pattern()})(?P<noun>[^\d]{{0,24}})$"
    )


@cache
def _threshold() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<verb>{any_word('under')}|{any_word('over')}){NUMBER}(?:%|{one_of(money_words())})(?:的)?(?=\d)"
    )


@cache
def _plan() -> re.Pattern[str]:
    return re.compile(plan_pattern())


def is_frequency(piece: str) -> bool:
    """Whether a piece only says how often something is done: 每季度末前报送."""
    return _FREQUENCY.match(piece) is not None and not any(char.isdigit() for char in piece)


def read_each(piece: str) -> tuple[str, Each] | None:
    """The step that a piece names, and what stands before it: ``超支的每超支1%`` → (``超支的``, 每超支1%)."""
    start = piece.rfind("每")
    if start < 0 or _FREQUENCY.match(piece, start):
        return None
    body = piece[start + 1 :]
    before = piece[:start]
    threshold = _threshold().match(body)  # 每低于90%一个百分点 is 低于90%, 每低1个百分点
    if threshold is not None:
        before, body = before + threshold.group(), threshold["verb"] + body[threshold.end() :]
    match = _with_number().match(body) or _without_number().match(body)
    if match is None:
        return None
    number = Decimal(match["number"]) if "number" in match.groupdict() else Decimal(1)
    if number == 0:
        return None
    unit = match["unit"] or ""
    lead, noun = match["lead"], match["noun"]
    counted = _counted(lead, unit, noun)
    return before, Each(counted, number, unit, _plan().search(lead) is not None, lead, noun)


def _counted(lead: str, unit: str, noun: str) -> Counted:
    """What is counted: by the first verb that says so, and by what was not done."""
    if _both_ways().search(lead):
        return Counted.OFF
    for match in _verbs().finditer(lead):
        counted = Counted[str(match.lastgroup)]
        if counted is Counted.LATE and unit in PERCENT_UNITS and match.group() in ("滞后", "落后"):
            return Counted.UNDER
        if counted is Counted.LATE and unit and unit not in TIME_UNITS:
            if match.group() != "超过":
                continue
            counted = Counted.OVER
        if counted is Counted.LATE and match.group() == "超过":
            counted = Counted.OVER
        if counted is Counted.OCCURRED and _UNFINISHED.search(noun):
            return Counted.UNDER if unit in PERCENT_UNITS else Counted.MISSING
        return counted
    if _UNFINISHED.search(noun):
        return Counted.MISSING
    return Counted.DONE if lead else Counted.UNSAID
