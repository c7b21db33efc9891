"""Dates as people type them: 2026年12月31日前, 20251212, 2025.12.11, 每月30日."""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from jixiao.checks.texts import CLAUSE
from jixiao.checks.wording import matcher
from jixiao.forms.numbers import chinese_number
from jixiao.forms.text import tidy, years_in_digits
from jixiao.late_patterns import late_pattern

_FULL = late_pattern(r"(?<!\d)((?:19|20)\d{2})[年.\-/](\d{1,2})(?:[月.\-/](\d{1,2})(?!\d)[日号]?|月)")
_COMPACT = late_pattern(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?!\d)")
_MONTH_DAY = late_pattern(r"(?<![\d.])(\d{1,2})月(\d{1,2})[日号]")
_DIGITS = late_pattern(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")  # 20251212
_PARTED = late_pattern(  # 2025 - 3 - 31, 2025年3月
    r"(?<!\d)((?:19|20)\d\d)\s*[-./年]\s*(\d{1,2})(?!\d)(?:\s*[-./月]\s*(\d{1,2})(?!\d))?"
)
_CHINESE = late_pattern(r"[一二三四五六七八九十]{1,3}(?=[月日号])")  # 十一月二十日
_YEAR = late_pattern(r"(?<!\d)((?:19|20)\d{2})(?=年|[.\-/]\d|$)")
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Day(NamedTuple):
    """A date with what was written of it; day 0: only the month."""

    year: int
    month: int
    day: int


def dates(text: str) -> tuple[Day, ...]:
    """Return every date with a year in a text, whether it exists or not."""
    plain = tidy(text)
    found = [Day(int(y), int(m), int(d or 0)) for y, m, d in _FULL.findall(plain)]
    return tuple(found + [Day(int(y), int(m), int(d)) for y, m, d in _COMPACT.findall(plain)])


def date_of(text: str) -> date | None:
    """Return the one full date of a text; None for none or several."""
    full = [day for day in dates(text) if day.day]
    if len(full) != 1:
        return None
    try:
        return date(*full[0])
    except ValueError:
        return None


def typed_date(text: str | None) -> Day | None:
    """Return the date of a sign-off line or deadline; None if no calendar has it."""
    plain = years_in_digits(unicodedata.normalize("NFKC", text or "")).replace("。", ".")
    plain = _CHINESE.sub(lambda found: str(chinese_number(found[0]) or found[0]), plain)
    found = _DIGITS.search(plain) or _PARTED.search(plain)
    if found is None:
        return None
    day = Day(int(found[1]), int(found[2]), int(found[3] or 0))
    try:
        date(day.year, day.month, day.day or 1)
    except ValueError:
        return None
    return day


@lru_cache(maxsize=4096)
def years(text: str) -> frozenset[int]:
    """Return the years named in a text."""
    return frozenset(int(year) for year in _YEAR.findall(tidy(text)))


# 2025年为…, 2025年度完成…, 2025年12月底前
_TIMED = late_pattern(
    r"(?<![\d—\-~至到－])((?:19|20)\d{2})年(?!以来|之后|以后|后|起|初始|基础|末数|级|版|期|款|份|《)([^，。；,;\n]{0,16})"
)
_QUOTED = late_pattern(r"《[^》]*》|〔[^〕]*〕|[\[【（(][^\]】）)]*[\]】）)]|“[^”]*”")
_DUE = late_pattern(r"\d{1,2}月|[底末度内全]")


def planned_in(text: str) -> frozenset[int]:
    """Return the years a text plans for, not those it refers to (根据2025年统计)."""
    if "年" not in text:
        return frozenset()
    plain = tidy(_QUOTED.sub("", text))
    found = set()
    for match in _TIMED.finditer(plain):
        clause = CLAUSE.split(plain[: match.start()])[-1]
        if match.start() and not clause and _DUE.match(match[2]) is None:
            continue  # 排查隐患400处，2025年销号112处: what was done, beside what is planned
        if not matcher("referred").search(clause) and not matcher("references").search(match[2]):
            found.add(int(match[1]))
    # 截至2025年12月31日，完成…; but 截至2025年底已建成… tells what there is
    found.update(int(match[1]) for match in matcher("until_year").finditer(plain))
    return frozenset(found)


@lru_cache(maxsize=4096)
def impossible(text: str, year: int | None = None) -> str | None:
    """Return a date that no calendar has (2月30日, 13月), or None."""
    plain = tidy(text)
    for match in _FULL.finditer(plain):
        year, month, day = int(match[1]), int(match[2]), int(match[3] or 1)
        try:
            date(year, month, day)
        except ValueError:
            return match.group()
    for match in _MONTH_DAY.finditer(plain):
        month, day = int(match[1]), int(match[2])
        longest = _LONGEST[month - 1] if 1 <= month <= 12 else 0
        if month == 2 and year is not None and year % 4:
            longest = 28
        if not 1 <= day <= longest:
            return match.group()
    return None


def planned_years(period: str) -> frozenset[int]:
    """Return the years of 实施期, first to last; none if it names no year."""
    named = years(period)
    return frozenset(range(min(named), max(named) + 1)) if named else frozenset()


def several_years(period: str) -> bool:
    """Return whether 实施期 is longer than a year, as its totals are then."""
    return len(planned_years(period)) > 1 or matcher("several_years").search(period) is not None
