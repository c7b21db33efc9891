"""Arithmetic written out in a standard: ``[1-（实际值-计划值）/计划值]×10``, ``执行率×10分``.

A small language of its own: a lexer that knows the words for actual, plan, points and rates, and an expression tree that
can be computed and written for Excel. ``arithmetic_text`` finds and parses it in a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from operator import add, mul, sub, truediv

from jixiao.scoring.intervals import show


class QuantityName(Enum):
    """A quantity that stands in a formula by name."""

    ACTUAL = "实际值"
    PLAN = "计划值"
    POINTS = "分值"
    RATE = "完成率"  # the indicator itself where it is a rate, else actual/plan
    LATE = "逾期天数"
    EXCESS = "超出比例"  # (actual−plan)/plan
    OFF = "偏差"  # |actual−plan|
    OWN = "实际比率"  # a rate that is the indicator itself, as far as it is a percentage


@dataclass(frozen=True, slots=True)
class NumberTerm:
    """A number; ``percent`` where it was written as 60%, which is worth 0.6."""

    number: Decimal
    percent: bool = False

    @property
    def worth(self) -> Fraction:
        """Its value."""
        return Fraction(self.number) / (100 if self.percent else 1)


@dataclass(frozen=True, slots=True)
class Operation:
    """Two expressions joined by ``+ - × /``."""

    sign: str
    left: Expression
    right: Expression


Expression = NumberTerm | QuantityName | Operation


def _leaves(expression: Expression) -> Iterator[NumberTerm | QuantityName]:
    if isinstance(expression, Operation):
        yield from _leaves(expression.left)
        yield from _leaves(expression.right)
    else:
        yield expression


def renamed(expression: Expression, name: QuantityName, *leaves: NumberTerm | QuantityName) -> Expression:
    """The expression with a name in place of some leaves: the plan for 5 in 5/实际值×10."""
    if not isinstance(expression, Operation):
        return name if expression in leaves else expression
    return Operation(expression.sign, renamed(expression.left, name, *leaves), renamed(expression.right, name, *leaves))


def names_in(expression: Expression) -> frozenset[QuantityName]:
    """Every name that stands in the expression."""
    return frozenset(leaf for leaf in _leaves(expression) if isinstance(leaf, QuantityName))


def has_percent(expression: Expression) -> bool:
    """Whether a percentage stands in it, so that the quantity beside it is one too."""
    return any(isinstance(leaf, NumberTerm) and leaf.percent and leaf.number != 100 for leaf in _leaves(expression))


def has_percent_term(expression: Expression) -> bool:
    """Whether a percentage is added or subtracted, as in 实际值-60%."""
    if not isinstance(expression, Operation):
        return False
    sides = (expression.left, expression.right)
    literals = [side for side in sides if isinstance(side, NumberTerm)]
    if expression.sign in "+-" and len(literals) == 1 and literals[0].percent:
        return True
    return any(map(has_percent_term, sides))


def compute(expression: Expression, value_of: Callable[[QuantityName], Fraction]) -> Fraction | None:
    """Return the exact value; None for a division by zero or what is not known."""
    try:
        return _compute(expression, value_of)
    except (ZeroDivisionError, KeyError, TypeError):
        return None


def _compute(expression: Expression, value_of: Callable[[QuantityName], Fraction]) -> Fraction:
    if isinstance(expression, NumberTerm):
        return expression.worth
    if isinstance(expression, QuantityName):
        return value_of(expression)
    return _OPERATIONS[expression.sign][1](_compute(expression.left, value_of), _compute(expression.right, value_of))


_OPERATIONS: dict[str, tuple[int, Callable[[Fraction, Fraction], Fraction]]] = {
    "+": (1, add), "-": (1, sub), "×": (2, mul), "/": (2, truediv)
}  # fmt: skip
"""What each sign does, behind the priority by which it needs brackets."""


def excel(expression: Expression, names: Mapping[QuantityName, str]) -> str:
    """The expression for Excel, with ``names`` in place of the quantities."""
    if isinstance(expression, NumberTerm):
        return f"{show(expression.number)}%" if expression.percent else show(expression.number)
    if isinstance(expression, QuantityName):
        return names[expression]
    sign, priority = expression.sign, _OPERATIONS[expression.sign][0]
    left, right = excel(expression.left, names), excel(expression.right, names)
    if isinstance(expression.left, Operation) and _OPERATIONS[expression.left.sign][0] < priority:
        left = f"({left})"
    if isinstance(expression.right, Operation) and not _OPERATIONS[expression.right.sign][0] > priority:
        right = f"({right})"
    return f"{left}{'*' if sign == '×' else sign}{right}"


def words(expression: Expression, names: Mapping[QuantityName, str]) -> str:
    """The expression for a reader, with ``names`` in place of the quantities."""
    return excel(expression, names).translate(_SPOKEN)


_SPOKEN = str.maketrans("*/-+()", "×÷－＋（）")


class Shape(Enum):
    """What a formula amounts to, whatever way it is written."""

    PROPORTIONAL = "a/p·P"
    REVERSE_LINEAR = "(1-(a-p)/p)·P"
    REVERSE_RATIO = "p/a·P"
    LINEAR = "m·a+b"
    OTHER = "other"


_SAMPLES = tuple(
    {
        QuantityName.ACTUAL: Fraction(a),
        QuantityName.PLAN: Fraction(p),
        QuantityName.POINTS: Fraction(top),
        QuantityName.RATE: Fraction(a, p),
        QuantityName.EXCESS: Fraction(a, p) - 1,
        QuantityName.OFF: Fraction(abs(a - p)),
    }
    for a, p, top in ((5, 8, 12), (7, 17, 20), (31, 11, 4))
)
OF_PLAN: dict[Shape, Expression] = {
    Shape.PROPORTIONAL: Operation("/", QuantityName.ACTUAL, QuantityName.PLAN),
    Shape.REVERSE_LINEAR: Operation(
        "-",
        NumberTerm(Decimal(1)),
        Operation("/", Operation("-", QuantityName.ACTUAL, QuantityName.PLAN), QuantityName.PLAN),
    ),
    Shape.REVERSE_RATIO: Operation("/", QuantityName.PLAN, QuantityName.ACTUAL),
}
"""The shapes that are a curve of actual and plan alone: the share of the points that each gives."""


@lru_cache(maxsize=1024)
def is_constant(expression: Expression) -> bool:
    """Whether everybody gets the same share of the points: it was misread."""
    measured = names_in(expression) - {QuantityName.PLAN, QuantityName.POINTS}
    trials = [dict(_SAMPLES[0]) | {name: Fraction(number, 10) for name in measured} for number in (3, 7, 50)]
    results = [compute(expression, trial.__getitem__) for trial in trials]
    return None not in results and len(set(results)) == 1


@lru_cache(maxsize=1024)
def shape_of(expression: Expression) -> tuple[Shape, Decimal | None]:
    """Return what it amounts to, and its number of points where it states one.

    实际值/计划值×10 → (PROPORTIONAL, 10); 实际值/计划值×指标分值 and 实际值/计划值 alone → (PROPORTIONAL, None).
    """
    results, names = [compute(expression, sample.__getitem__) for sample in _SAMPLES], names_in(expression)
    if None in results:
        return Shape.OTHER, None
    for shape, curve in OF_PLAN.items():
        factors = [
            result / _compute(curve, sample.__getitem__)
            for result, sample in zip(results, _SAMPLES, strict=True)
            if result
        ]
        if len(set(factors)) == 1 and QuantityName.POINTS not in names:
            constant = Decimal(factors[0].numerator) / Decimal(factors[0].denominator)
            return shape, None if constant == 1 else constant
        if factors == [sample[QuantityName.POINTS] for sample in _SAMPLES]:
            return shape, None
    linear = names <= {QuantityName.ACTUAL, QuantityName.POINTS} and QuantityName.ACTUAL in names
    return (Shape.LINEAR, None) if linear else (Shape.OTHER, None)
