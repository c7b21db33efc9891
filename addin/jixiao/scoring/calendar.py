"""Dates as people type them, and how late: in days, working days, months.

A month after the 31st ends with the month; a month after the last day of a month may be taken to the same day or to the
end of the next month, and both count as exactly one.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from jixiao.forms.actual_values import read_day

_BEFORE = re.compile(r"(?:之|以)?前$")
_MONTH = re.compile(r"(\d{4})年(\d{1,2})月份?[底末]?")


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
    """Return a date that is the whole text: ``2026年12月31日前``, ``2026年12月底``."""
    plain = _BEFORE.sub("", text.strip())
    match = _MONTH.fullmatch(plain)
    return read_day(plain) if match is None else end_of_month(int(match[1]), int(match[2]))


def as_date(value: object) -> date | None:
    """A date without its time of day."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def days_late(deadline: date, actual: date) -> Decimal:
    """Calendar days after the deadline, negative before it."""
    return Decimal((actual - deadline).days)


def workdays_late(deadline: date, actual: date) -> Decimal:
    """Return days from Monday to Friday after the deadline, holidays included."""
    if actual <= deadline:
        return Decimal(0)
    weeks, rest = divmod((actual - deadline).days, 7)
    extra = sum((deadline + timedelta(days=offset)).weekday() < 5 for offset in range(1, rest + 1))
    return Decimal(weeks * 5 + extra)


def months_late(deadline: date, actual: date) -> Decimal:
    """Return months after the deadline, a part as its share of a month; 0 if none."""
    if actual <= deadline:
        return Decimal(0)
    whole, begun = _month_counts(deadline, actual)
    if whole == begun:
        return Decimal(whole)
    start, end = add_months(deadline, whole), add_months(deadline, whole + 1)
    return whole + Decimal((actual - start).days) / Decimal((end - start).days)


def _month_counts(deadline: date, actual: date) -> tuple[int, int]:
    """Return whole months gone by and months begun; equal where it is exact."""
    months = (actual.year - deadline.year) * 12 + actual.month - deadline.month
    before = actual.day < deadline.day and not _ends_month(actual)
    after = actual.day > deadline.day and not _ends_month(deadline)
    return months - before, months + after


def _ends_month(day: date) -> bool:
    return day.day >= 28 and (day + timedelta(days=1)).day == 1 if day < date.max else True


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the month's last (as EDATE)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = end_of_month(year, month + 1)
    return date.max if last is None else min(last, last.replace(day=min(day.day, last.day)))
