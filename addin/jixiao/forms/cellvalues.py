"""Cells of typed columns as values: numbers, shares, what was reached, marks."""

from __future__ import annotations

from decimal import Decimal

from jixiao.forms.actual_values import entry_of
from jixiao.forms.money import parse_money
from jixiao.forms.numbers import are_parted, from_float, parse_number
from jixiao.forms.text import tidy
from jixiao.grid.model import Value

NUMERIC = frozenset(("money", "number", "percent", "actual"))
"""Column types whose cells may hold a number."""
_NOT_MARKED = frozenset(("", "0", "否", "×", "x", "X", "□", "/", "-", "—", "无"))


def number_in(
    value: Value, number_format: str | None, kind: str, unit: str | None, stated_in: str | None = None
) -> Decimal | str | None:
    """Return the value of a cell of type ``money``, ``actual``, ``number`` or so.

    ``stated_in`` is the unit of money that the column's title prints, if it does.

    None where it cannot be read as one; ``actual`` gives texts as they are.
    """
    if kind == "money":
        return parse_money(value, unit or "万元", stated_in, number_format)
    if kind == "percent":
        return percentage(value, number_format)
    if kind == "actual":
        return entry_of(value, number_format, unit)
    if isinstance(value, float):
        number = from_float(value)
        number = _scaled(number) if number is not None and _is_percent(number_format) else number
    else:
        plain = tidy(str(value)).removesuffix("分").removesuffix("%")
        number = None if are_parted(str(value)) else parse_number(plain)
    return None if number is not None and number < 0 else number  # -1 says what was taken off, and is no score


def percentage(value: Value, number_format: str | None) -> Decimal | None:
    """Percentage points: 0.95 in a per cent format, ``95%`` and ``95`` are 95.

    A number up to 1 without a per cent format is a share too: nobody states an execution rate of one per cent or less.
    """
    if isinstance(value, bool) or (isinstance(value, str) and are_parted(value)):
        return None
    if isinstance(value, str):
        text = tidy(value)
        signed = text.endswith("%")
        number = parse_number(text.rstrip("%"))
    else:
        signed = False
        number = from_float(value)
    if number is None or signed:
        return number
    return _scaled(number) if _is_percent(number_format) or number <= 1 else number


def is_marked(value: Value) -> bool:
    """Whether a cell to be ticked is ticked: √, 是, 1, whatever is not a no."""
    return tidy(str(value)) not in _NOT_MARKED and value is not False and value != 0


def _scaled(number: Decimal) -> Decimal | None:
    return from_float(float(number * 100))


def _is_percent(number_format: str | None) -> bool:
    if number_format is None:
        return False
    from jixiao.grid.numberformat import is_percent_format

    return is_percent_format(number_format)
