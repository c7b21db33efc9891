"""What formulas calculate with: numbers, texts, truth values and areas."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import NamedTuple

from jixiao.grid.address import Range
from jixiao.grid.model import Sheet

FormulaScalar = Decimal | str | bool
_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,30})(?:\.[0-9]{0,30})?\s*(%?)\s*")

_COMPARISONS: dict[str, Callable[[int, int], bool]] = {"=": eq, "<>": ne, "<": lt, ">": gt, "<=": le, ">=": ge}


class NoValueError(Exception):
    """The formula is not one of those that are worked out here."""


class FormulaError(Exception):
    """The result of the formula is an error (#DIV/0!, #N/A), which IFERROR catches."""


class Area(NamedTuple):
    """A rectangle of cells on a sheet."""

    sheet: Sheet
    area: Range


Operand = FormulaScalar | Area | None


def decimal_of(number: float) -> Decimal:
    """Return the decimal that a cell shows for a float: with 15 digits, as in Excel."""
    return Decimal(format(number, ".15g"))


def number_of(value: FormulaScalar | None) -> Decimal:
    """Return an operand as a number; blank is 0. Raises ``FormulaError`` for a text."""
    if isinstance(value, bool):
        return Decimal(int(value))
    if isinstance(value, Decimal):
        return value
    if value is None:
        return Decimal(0)
    found = _NUMBER.fullmatch(value)
    if found is None:
        raise FormulaError
    number = Decimal(value.strip().rstrip("%").strip().replace(",", ""))
    return number / 100 if found[1] else number


def text_of_scalar(value: FormulaScalar | None) -> str:
    """A value as an operand of ``&``: numbers as General shows them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    plain = format(decimal_of(float(value)), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def truth_of(value: FormulaScalar | None) -> bool:
    """A value as a condition. Raises ``FormulaError`` for a text."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        if value.upper() in ("TRUE", "FALSE"):
            return value.upper() == "TRUE"
        raise FormulaError
    return bool(value)


def compare(a: FormulaScalar | None, sign: str, b: FormulaScalar | None) -> bool:
    """Compare as Excel does: numbers before texts before truth values, in any case."""
    if a is None:
        a = "" if isinstance(b, str) else False if isinstance(b, bool) else Decimal(0)
    if b is None:
        b = "" if isinstance(a, str) else False if isinstance(a, bool) else Decimal(0)
    left, right = _rank(a), _rank(b)
    if left == right:
        order = (a > b) - (a < b) if not isinstance(a, str) else _order(a, str(b))  # type: ignore[operator]
    else:
        order = (left > right) - (left < right)
    return _COMPARISONS[sign](order, 0)


def _rank(value: FormulaScalar) -> int:
    return 2 if isinstance(value, bool) else 1 if isinstance(value, str) else 0


def _order(a: str, b: str) -> int:
    folded, other = a.casefold(), b.casefold()
    return (folded > other) - (folded < other)
