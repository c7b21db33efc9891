"""The words of the scoring language (``schema/scoring.json``), as patterns.

A new spelling of 计划值 or 逾期 is a word in that file; a new way of putting a sentence is a pattern beside its examples
in the ``*_phrases`` modules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from itertools import groupby

from jixiao.forms.actual_values import convertible
from jixiao.forms.text import dictionary, longest_first

NUMBER = r"\d{1,12}(?:\.\d{1,6})?"
PERCENT_UNITS = ("个百分点", "百分点", "%", "‰")
TIME_UNITS = ("个工作日", "工作日", "个季度", "季度", "个月", "个周", "周", "月", "天", "日", "年")


@cache
def words(name: str) -> tuple[str, ...]:
    """Return one list of the dictionary, the longest words first."""
    return tuple(longest_first(dictionary("scoring")[name]))


def one_of(spellings: Iterable[str]) -> str:
    """A group that matches any of the spellings, earlier ones preferred."""
    pieces: list[str] = []
    for alone, run in groupby(spellings, key=lambda spelling: len(spelling) == 1):
        escaped = [re.escape(spelling) for spelling in run]
        pieces += [f"[{''.join(escaped)}]"] if alone and len(escaped) > 1 else escaped
    return f"(?:{'|'.join(pieces)})"


@cache
def any_word(name: str) -> str:
    """A group that matches any word of one list of the dictionary."""
    return one_of(words(name))


@cache
def money_words() -> tuple[str, ...]:
    """Units of money, the longest first."""
    return tuple(longest_first(dictionary("units")["money"]))


@cache
def counted_words() -> tuple[str, ...]:
    """Return units of things counted, the longest first; 分 is the score's own."""
    known = {*dictionary("units")["counted"], *words("more_units")} - {*TIME_UNITS, *money_words(), "分", "无"}
    return tuple(longest_first(word for word in known if "%" not in word))


def unit_words() -> tuple[str, ...]:
    """Every unit that may stand behind a number, in the order in which they are tried."""
    counted = longest_first({*money_words(), *counted_words(), *_measures()} - {*TIME_UNITS})
    return (*PERCENT_UNITS, *TIME_UNITS, *counted)


@cache
def unit_pattern() -> str:
    """A group that matches any unit behind a number."""
    return f"(?:(?:万(?={one_of(counted_words())}))?{one_of(unit_words())}(?:/{any_word('per_units')})?)"


def unit_ratio(unit: str, into: str | None) -> Fraction | None:
    """Return how many of ``into`` one ``unit`` is: 公里 → 米 is 1000; None if none."""
    if not unit or not into or unit == into or unit in PERCENT_UNITS:
        return None
    return convertible(into).get(unit)


def is_measured(unit: str) -> bool:
    """Whether a unit measures money, time, length, weight or area."""
    return unit in money_words() or unit.removeprefix("万") in _measures()  # 万吨, 万亩


@cache
def _measures() -> frozenset[str]:
    return frozenset(unit for kind in dictionary("units")["kinds"] if "人" not in kind for unit in kind)


@cache
def plan_pattern() -> str:
    """计划值, 年度目标值, 批复的预算 …: the target, whatever it is called."""
    return f"(?:{any_word('plan_adjectives')}{{0,4}}{any_word('plan_words')})"


def is_counted(unit: str) -> bool:
    """Whether a unit counts whole things, and measures nothing."""
    measured = unit in PERCENT_UNITS or unit in TIME_UNITS or unit in money_words() or unit in words("measures")
    return bool(unit) and not measured
