"""Dates as people type them, and how late one is after another: in days, working days, months.

A month after the 31st ends with the month; a month after the last day of a month may be taken to the same day or to the
end of the next month, and both count as exactly one.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

_DATE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:之?前|以前|底前)?")
_COMPACT = re.compile(r"(20\d\d)(0[1-9]|1[0-2])([0-3]\d)")
_MONTH = re.compile(r"(\d{4})年(\d{1,2})月(?:份)?(?:底|末)?(?:之?前|以前)?")
_TIME = re.compile(r"[T ]?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?$")


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, None if there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def end_of_month(year: int, month: int) -> date | None:
    """The last day of a month, None if there is no such month."""
    first_of_next = make_date(year + month // 12, month % 12 + 1, 1) if 1 <= month <= 12 else None
    return None if first_of_next is None else first_of_next - timedelta(days=1)


def read_date(text: str) -> date | None:
    """A whole date from a text that is nothing else: ``2026-12-31``, ``2026年12月31日前``, ``2026年12月底``."""
    plain = _TIME.sub("", text.strip()).strip()
    if len(plain) > 20:
        return None
    match = _DATE.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if match is not None:
        return make_date(int(match[1]), int(match[2]), int(match[3]))
    match = _MONTH.fullmatch(plain)
    return None if match is None else end_of_month(int(match[1]), int(match[2]))


def as_date(value: object) -> date | None:
    """A date without its time of day."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def days_late(deadline: date, actual: date) -> Decimal:
    """Calendar days after the deadline, negative before it."""
    return Decimal((actual - deadline).days)


def workdays_late(deadline: date, actual: date) -> Decimal:
    """Days from Monday to Friday after the deadline, 0 if none; public holidays are not known here."""
    if actual <= deadline:
        return Decimal(0)
    weeks, rest = divmod((actual - deadline).days, 7)
    extra = sum((deadline + timedelta(days=offset)).weekday() < 5 for offset in range(1, rest + 1))
    return Decimal(weeks * 5 + extra)


def months_late(deadline: date, actual: date) -> Decimal:
    """Months after the deadline; a part of a month as its share of the days of that month. 0 if not late."""
    if actual <= deadline:
        return Decimal(0)
    whole, begun = _month_counts(deadline, actual)
    if whole == begun:
        return Decimal(whole)
    start, end = add_months(deadline, whole), add_months(deadline, whole + 1)
    return whole + Decimal((actual - start).days) / Decimal((end - start).days)


def _month_counts(deadline: date, actual: date) -> tuple[int, int]:
    """Whole months gone by and months begun; equal where the date is exactly so many months late."""
    months = (actual.year - deadline.year) * 12 + actual.month - deadline.month
    before = actual.day < deadline.day and not _ends_month(actual)
    after = actual.day > deadline.day and not _ends_month(deadline)
    return months - before, months + after


def _ends_month(day: date) -> bool:
    return day.day >= 28 and (day + timedelta(days=1)).day == 1 if day < date.max else True


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month (as EDATE of a spreadsheet)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = end_of_month(year, month + 1)
    return date.max if last is None else min(last, last.replace(day=min(day.day, last.day)))
