"""The functions that clerks use in forms, as Excel defines them.

A function is added by one entry in ``_FUNCTIONS``: its name, and a generator of its result from its arguments.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal
from functools import partial
from typing import TYPE_CHECKING

from jixiao.grid.area_functions import (
    AGGREGATES,
    count_ifs,
    index_of,
    lookup,
    match,
    subtotal,
    sum_if,
    sum_ifs,
    sum_product,
)
from jixiao.grid.formula_text import Call
from jixiao.grid.formula_values import FormulaError, NoValueError, Operand, number_of, text_of_scalar, truth_of
from jixiao.grid.function_arguments import Arguments
from jixiao.grid.model import Sheet

if TYPE_CHECKING:
    from jixiao.grid.formulas import Calculation

_MOST_DIGITS = 30


def call(calculation: Calculation, sheet: Sheet, node: Call, depth: int) -> Operand:
    """What a function gives. Raises ``NoValueError`` for one that is not known here."""
    function = _FUNCTIONS.get(node.function)
    if function is None:
        raise NoValueError
    try:
        return function(Arguments(calculation, sheet, node.arguments, depth))
    except IndexError:  # an argument that must be there is not
        raise NoValueError from None


def _if(given: Arguments) -> Operand:
    if truth_of(given.scalar(0)):
        return given.operand(1)
    return given.operand(2) if len(given) > 2 else False


def _if_error(given: Arguments) -> Operand:
    try:
        return given.scalar(0)
    except (FormulaError, ZeroDivisionError):
        return given.operand(1)


def _is_error(given: Arguments) -> bool:
    try:
        given.scalar(0)
    except FormulaError:
        return True
    return False


def _truths(given: Arguments) -> list[bool]:
    return [truth_of(value) for value, in_area in given.values() if not (in_area and isinstance(value, str))]


def _aggregated(name: str, given: Arguments) -> Decimal:
    return AGGREGATES[name](given.numbers())


def _rounded(given: Arguments, rounding: str) -> Decimal:
    digits = int(given.number(1, 0))
    if abs(digits) > _MOST_DIGITS:
        raise NoValueError
    # A product such as 1.005 × 100 is exact here; Excel corrects its binary one to the same.
    return given.number(0).quantize(Decimal(1).scaleb(-digits), rounding=rounding) + 0


def _multiple(given: Arguments, rounding: str) -> Decimal:
    step = given.number(1, 1)
    if not step:
        return Decimal(0)
    return (given.number(0) / step).quantize(Decimal(1), rounding=rounding) * step


def _mod(given: Arguments) -> Decimal:
    number, divisor = given.number(0), given.number(1)
    if not divisor:
        raise FormulaError
    return number - divisor * (number / divisor).quantize(Decimal(1), rounding=ROUND_FLOOR)


def _root(given: Arguments) -> Decimal:
    number = given.number(0)
    if number < 0:
        raise FormulaError
    return number.sqrt()


def _choose(given: Arguments) -> Operand:
    index = int(given.number(0))
    if not 1 <= index < len(given):
        raise FormulaError
    return given.operand(index)


def _joined(given: Arguments) -> str:
    return _bounded("".join(text_of_scalar(value) for value, _ in given.values()))


def _bounded(text: str) -> str:
    if len(text) > 32_767:
        raise FormulaError
    return text


def _middle(given: Arguments) -> str:
    start, count = int(given.number(1)), int(given.number(2))
    if start < 1 or count < 0:
        raise FormulaError
    return given.text(0)[start - 1 : start - 1 + count]


def _end(given: Arguments, *, right: bool) -> str:
    count = int(given.number(1, 1))
    text = given.text(0)
    if count < 0:
        raise FormulaError
    return text[len(text) - min(count, len(text)) :] if right else text[:count]


def _substitute(given: Arguments) -> str:
    if len(given) > 3 or not given.text(1):
        raise NoValueError
    return _bounded(given.text(0).replace(given.text(1), given.text(2)))


def _as_shown(given: Arguments) -> str:
    from jixiao.grid.shown_numbers import show

    shown = show(number_of(given.scalar(0)), given.text(1))
    if shown is None:
        raise NoValueError
    return shown.text


def _kind_is(given: Arguments, *kinds: type) -> bool:
    value = given.scalar(0)
    return type(value) in kinds


_FUNCTIONS: dict[str, Callable[[Arguments], Operand]] = {
    **{name: partial(_aggregated, name) for name in AGGREGATES},
    "COUNT": lambda given: Decimal(sum(isinstance(value, Decimal) for value, _ in given.values())),
    "COUNTA": lambda given: Decimal(len(list(given.values()))),
    "SUBTOTAL": subtotal,
    "SUMIF": sum_if,
    "SUMIFS": sum_ifs,
    "COUNTIF": count_ifs,
    "COUNTIFS": count_ifs,
    "SUMPRODUCT": sum_product,
    "ROUND": lambda given: _rounded(given, ROUND_HALF_UP),
    "ROUNDUP": lambda given: _rounded(given, ROUND_UP),
    "ROUNDDOWN": lambda given: _rounded(given, ROUND_DOWN),
    "TRUNC": lambda given: _rounded(given, ROUND_DOWN),
    "INT": lambda given: given.number(0).quantize(Decimal(1), rounding=ROUND_FLOOR),
    "CEILING": lambda given: _multiple(given, ROUND_CEILING),
    "FLOOR": lambda given: _multiple(given, ROUND_FLOOR),
    "ABS": lambda given: abs(given.number(0)),
    "MOD": _mod,
    "SQRT": _root,
    "POWER": lambda given: given.number(0) ** given.number(1),
    "IF": _if,
    "IFERROR": _if_error,
    "IFNA": _if_error,
    "AND": lambda given: all(_truths(given)),
    "OR": lambda given: any(_truths(given)),
    "NOT": lambda given: not truth_of(given.scalar(0)),
    "TRUE": lambda _: True,
    "FALSE": lambda _: False,
    "ISERROR": _is_error,
    "ISBLANK": lambda given: given.scalar(0) is None,
    "ISNUMBER": lambda given: _kind_is(given, Decimal),
    "ISTEXT": lambda given: _kind_is(given, str),
    "N": lambda given: value if isinstance(value := given.scalar(0), Decimal) else Decimal(0),
    "VALUE": lambda given: number_of(given.scalar(0)),
    "VLOOKUP": lookup,
    "MATCH": match,
    "INDEX": index_of,
    "CHOOSE": _choose,
    "CONCATENATE": _joined,
    "CONCAT": _joined,
    "LEN": lambda given: Decimal(len(given.text(0))),
    "LEFT": lambda given: _end(given, right=False),
    "RIGHT": lambda given: _end(given, right=True),
    "MID": _middle,
    "TRIM": lambda given: re.sub(" +", " ", given.text(0)).strip(),
    "SUBSTITUTE": _substitute,
    "TEXT": _as_shown,
}
