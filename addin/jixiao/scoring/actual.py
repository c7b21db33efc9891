"""The actual value as scoring takes it: a number, a date, a label, a question."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from jixiao.forms.actual_values import YEARS, UnclearValue, beside, cleaned, day_of, is_nothing, read_day, read_number
from jixiao.forms.numbers import parse_number
from jixiao.scoring.context import TypedValue
from jixiao.scoring.criteria import Actual
from jixiao.scoring.notation import normalise

SMALL_PLAN = Decimal(5)
"""Per cent; beside such a plan, 0.5 that is stated and not typed into a form is half a per cent."""


def read_actual(
    value: TypedValue, unit: str | None, *, dates: bool, sure: bool = False
) -> Actual | UnclearValue | None:
    """Return the value of an entry, a date beside ``dates``; None if it is blank.

    ``sure``: a bare number beside % is meant in percentage points. The formulas of the self-evaluation form read their
    cells in the same way (``templates/actual_formulas.py``).
    """
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return (
            day if YEARS[0] <= day.year < YEARS[1] else UnclearValue(f"实际完成值“{day}”不是近年的日期，请重新填写日期")
        )
    if isinstance(value, str):
        if is_nothing(value):
            return None
        bare = parse_number(value) if sure and not dates else None
        return _of_text(value, unit, dates=dates) if bare is None else bare
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if not number.is_finite():
        return None
    return _of_number(number, None if sure else unit, dates=dates)


def _of_number(number: Decimal, unit: str | None, *, dates: bool) -> Actual | UnclearValue:
    if not dates:
        return beside(number, unit)
    return day_of(number) or UnclearValue(f"实际完成值“{format(number, 'f')}”不是日期，请填写日期，例如 2026-12-20")


def _of_text(text: str, unit: str | None, *, dates: bool) -> Actual | UnclearValue:
    day = read_day(text)
    if day is not None and (dates or not cleaned(text).isdigit()):
        return day
    number = read_number(text, unit)
    if isinstance(number, Decimal):
        return _of_number(number, None, dates=dates)
    if isinstance(number, UnclearValue):
        return number
    label = normalise(text).strip(";,")
    if label[:1].isdigit():
        return UnclearValue(f"实际完成值“{text}”无法识别，请填写{'日期，例如 2026-12-20' if dates else '数字'}")
    return label
