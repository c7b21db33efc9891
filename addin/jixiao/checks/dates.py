"""Dates as people type them: 2026年12月31日前, 20251212, 2025.12.11, 每月30日."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from jixiao.forms.text import tidy

_FULL = re.compile(r"(?<!\d)((?:19|20)\d{2})[年.\-/](\d{1,2})(?:[月.\-/](\d{1,2})(?!\d)[日号]?|月)")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
_MONTH_DAY = re.compile(r"(?<![\d.])(\d{1,2})月(\d{1,2})[日号]")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|[.\-/]\d|$)")
_SEVERAL = re.compile(r"(?<!\d)[二两三四五六2-6]年|长期|延续|跨年")
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Day(NamedTuple):
    """A date with what was written of it; day 0: only the month."""

    year: int
    month: int
    day: int


@lru_cache(maxsize=4096)
def dates(text: str) -> tuple[Day, ...]:
    """Every date with a year in a text, whether it exists or not."""
    plain = tidy(text)
    found = [Day(int(y), int(m), int(d or 0)) for y, m, d in _FULL.findall(plain)]
    return tuple(found + [Day(int(y), int(m), int(d)) for y, m, d in _COMPACT.findall(plain)])


@lru_cache(maxsize=4096)
def date_of(text: str) -> date | None:
    """The one full date of a text; None if there is none, or several."""
    full = [day for day in dates(text) if day.day]
    if len(full) != 1:
        return None
    try:
        return date(*full[0])
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def years(text: str) -> frozenset[int]:
    """The years named in a text."""
    return frozenset(int(year) for year in _YEAR.findall(tidy(text)))


@lru_cache(maxsize=4096)
def impossible(text: str) -> str | None:
    """A date in the text that no calendar has (2月30日, 13月, 6月31日); None if there is none."""
    plain = tidy(text)
    for match in _FULL.finditer(plain):
        year, month, day = int(match[1]), int(match[2]), int(match[3] or 1)
        try:
            date(year, month, day)
        except ValueError:
            return match.group()
    for match in _MONTH_DAY.finditer(plain):
        month, day = int(match[1]), int(match[2])
        if not 1 <= month <= 12 or not 1 <= day <= _LONGEST[month - 1]:
            return match.group()
    return None


@lru_cache(maxsize=4096)
def planned_years(period: str) -> frozenset[int]:
    """The years of 实施期 from first to last; none if it names no year."""
    named = years(period)
    return frozenset(range(min(named), max(named) + 1)) if named else frozenset()


@lru_cache(maxsize=4096)
def several_years(period: str) -> bool:
    """Whether 实施期 is longer than a year, so that its totals are not those of the year."""
    return len(planned_years(period)) > 1 or _SEVERAL.search(period) is not None
