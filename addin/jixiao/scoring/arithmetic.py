"""Arithmetic of a standard as a line of text: ``(1-(actual-plan)/plan)*points``.

An expression is written as Excel writes it, with ``QUANTITIES`` by name: it is computed exactly, and becomes a formula or
words by putting cells, figures or names in their place. ``arithmetic_text`` finds it in a sentence.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from operator import add, mul, sub, truediv
from typing import Any

Expression = str

QUANTITIES = {
    "actual": "实际值",
    "plan": "计划值",
    "points": "分值",
    "rate": "完成率",  # the indicator itself where it is a rate, else actual/plan
    "late": "逾期天数",
    "excess": "超出比例",  # (actual-plan)/plan
    "off": "偏差",  # |actual-plan|
    "own": "实际比率",  # a rate that is the indicator itself, as far as it is a percentage
}
"""What may stand in an expression by name, with its words for a reader."""

_TERM = re.compile(r"[a-z]+|\d+(?:\.\d+)?%?")
_PERCENTAGE = re.compile(r"(\d+(?:\.\d+)?)%")
_PERCENT_TERM = re.compile(r"[a-z)][+-][\d.]+%(?![*/])|(?:^|\()[\d.]+%[+-][a-z(]")
"""``actual-60%``, ``100%-rate``; not ``90%-60%``."""
_OPERATIONS: dict[type, Callable[[Any, Any], Fraction]] = {ast.Add: add, ast.Sub: sub, ast.Mult: mul, ast.Div: truediv}
_FUNCTIONS: dict[str, Callable[..., Fraction]] = {"ABS": abs, "MAX": max}


def terms_of(expression: Expression) -> list[str]:
    """Every name and number in the expression, from left to right."""
    return _TERM.findall(expression)


def names_in(expression: Expression) -> set[str]:
    """Every name that stands in the expression."""
    return QUANTITIES.keys() & set(terms_of(expression))


def with_terms(expression: Expression, others: Mapping[str, str]) -> Expression:
    """The expression with other terms in place of some: the plan for 5 in 5/实际值×10."""
    return _TERM.sub(lambda match: others.get(match.group(), match.group()), expression)


def has_percent(expression: Expression) -> bool:
    """Whether a percentage stands in it, so that the quantity beside it is one too."""
    return any(term[-1] == "%" and term != "100%" for term in terms_of(expression))


def has_percent_term(expression: Expression) -> bool:
    """Whether a percentage is added or subtracted, as in 实际值-60%."""
    return _PERCENT_TERM.search(expression) is not None


def words(expression: Expression, names: Mapping[str, str]) -> str:
    """The expression for a reader, with ``names`` in place of the quantities."""
    return with_terms(expression, names).translate(_SPOKEN)


_SPOKEN = str.maketrans("*/-+()", "×÷－＋（）")


@lru_cache(maxsize=8192)
def _tree(expression: Expression) -> ast.expr:
    return ast.parse(_PERCENTAGE.sub(r"(\1/100)", expression), mode="eval").body


def is_valid(expression: Expression) -> bool:
    """Whether it is numbers and quantities joined by the four operations."""
    allowed = (ast.BinOp, ast.Name, ast.Load, ast.Constant, *_OPERATIONS)
    try:
        return all(isinstance(node, allowed) for node in ast.walk(_tree(expression)))
    except SyntaxError:
        return False


def compute(expression: Expression, quantities: Mapping[str, Fraction]) -> Fraction | None:
    """Return the exact value; None for a division by zero or what is not known."""
    try:
        return _value(_tree(expression), quantities)
    except (ZeroDivisionError, KeyError):
        return None


def _value(node: ast.expr, quantities: Mapping[str, Fraction]) -> Fraction:
    match node:
        case ast.BinOp(left, sign, right):
            return _OPERATIONS[type(sign)](_value(left, quantities), _value(right, quantities))
        case ast.Call(ast.Name(function), arguments):
            return _FUNCTIONS[function](*(_value(argument, quantities) for argument in arguments))
        case ast.UnaryOp(operand=number):  # behind the lower end of a line: actual--5
            return -_value(number, quantities)
        case ast.Name(name):
            return quantities[name]
        case ast.Constant(int() | float() as number):
            return Fraction(str(number))
    raise KeyError(node)


def points_in(expression: Expression) -> Decimal | None:
    """The points it is multiplied by or subtracted from: 10 of 执行率×10分."""
    tree = _tree(expression)
    while isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.Mult | ast.Sub):
        for side in (tree.right, tree.left):
            number = Decimal(str(side.value)) if isinstance(side, ast.Constant) else Decimal(0)
            if number > 1:
                return number
        tree = tree.left
    return None


# ---- what a formula amounts to


class Shape(Enum):
    """What a formula amounts to, whatever way it is written."""

    PROPORTIONAL = "a/p·P"
    REVERSE_LINEAR = "(1-(a-p)/p)·P"
    REVERSE_RATIO = "p/a·P"
    OTHER = "other"


OF_PLAN: dict[Shape, Expression] = {
    Shape.PROPORTIONAL: "actual/plan",
    Shape.REVERSE_LINEAR: "(1-(actual-plan)/plan)",
    Shape.REVERSE_RATIO: "plan/actual",
}
"""The shapes that are a curve of actual and plan alone: the share of the points that each gives."""
_SAMPLES = tuple(
    {"actual": a, "plan": p, "points": top, "rate": a / p, "excess": a / p - 1, "off": abs(a - p)}
    for a, p, top in (map(Fraction, sample) for sample in ((5, 8, 12), (7, 17, 20), (31, 11, 4)))
)


@lru_cache(maxsize=1024)
def is_constant(expression: Expression) -> bool:
    """Whether everybody gets the same share of the points: it was misread."""
    measured = names_in(expression) - {"plan", "points"}
    trials = (_SAMPLES[0] | dict.fromkeys(measured, Fraction(number, 10)) for number in (3, 7, 50))
    results = {compute(expression, trial) for trial in trials}
    return None not in results and len(results) == 1


@lru_cache(maxsize=1024)
def shape_of(expression: Expression) -> tuple[Shape, Decimal | None]:
    """Return what it amounts to, and its number of points where it states one.

    实际值/计划值×10 → (PROPORTIONAL, 10); 实际值/计划值×指标分值 and 实际值/计划值 alone → (PROPORTIONAL, None).
    """
    results, names = [compute(expression, sample) for sample in _SAMPLES], names_in(expression)
    for shape, curve in OF_PLAN.items():
        factors = {
            (result or Fraction(0)) / (compute(curve, sample) or 1) / (sample["points"] if "points" in names else 1)
            for result, sample in zip(results, _SAMPLES, strict=True)
        }
        factor = factors.pop()
        if not factors and factor and (factor == 1 or "points" not in names):
            return shape, None if factor == 1 else Decimal(factor.numerator) / Decimal(factor.denominator)
    return Shape.OTHER, None
