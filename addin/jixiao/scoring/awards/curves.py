"""Awards that follow the actual value: a/p·P, its reverses, other arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from jixiao.scoring import arithmetic
from jixiao.scoring.arithmetic import Expression, QuantityName, Shape
from jixiao.scoring.awards.base import ZERO, Award, ScoreInputs, Terms
from jixiao.scoring.axes import Axis, Scale
from jixiao.scoring.intervals import show


class _Quantity(NamedTuple):
    """A quantity of actual ``a`` and plan ``p``: exact, for Excel, for a reader."""

    value: Callable[[Fraction, Fraction], Fraction]
    excel: str
    spoken: str


_QUANTITIES = {
    QuantityName.ACTUAL: _Quantity(lambda a, _: a, "{a}", "{a}"),
    QuantityName.PLAN: _Quantity(lambda _, p: +p, "{p}", "{p}"),
    QuantityName.OFF: _Quantity(lambda a, p: abs(a - p), "ABS({a}-{p})", "|{a}－{p}|"),
    QuantityName.LATE: _Quantity(lambda a, p: max(Fraction(0), a - p), "MAX(0,{a}-{p})", "逾期天数"),
    QuantityName.EXCESS: _Quantity(lambda a, p: (a - p) / p, "(({a}-{p})/{p})", "（{a}－{p}）÷{p}"),
    QuantityName.RATE: _Quantity(lambda a, p: a / p, "({a}/{p})", "（{a}÷{p}）"),
    QuantityName.OWN: _Quantity(lambda a, _: a / 100, "({a}/100)", "{a}%"),
}
_IN_PERCENT = (QuantityName.ACTUAL, QuantityName.PLAN, QuantityName.OFF)


class Curve(Award):
    """An award that follows the actual value."""

    @property
    def rises(self) -> bool:
        """Whether more is better."""
        return True


@dataclass(frozen=True, slots=True)
class Computed(Curve):
    """Arithmetic of the actual value: 按比例计分, （实际值-60%）/（90%-60%）×10分.

    ``percent``: actual and plan count as percentages, 75 as 0.75.
    """

    expression: Expression
    percent: bool = False
    shape: Shape | None = None

    @property
    def rises(self) -> bool:
        """Whether more is better."""
        return self.shape in (None, Shape.PROPORTIONAL)

    def amount(self, inputs: ScoreInputs) -> Decimal | None:
        """The value of the expression; all for having none where none is wanted."""
        a, p, shape = inputs.actual, inputs.plan, self.shape
        if not isinstance(a, Decimal) or (shape and not isinstance(p, Decimal)):
            return None
        if shape and (p == 0 or (a <= 0 and shape is not Shape.REVERSE_LINEAR)):
            return inputs.points if a <= 0 and (p == 0 or shape is Shape.REVERSE_RATIO) else ZERO
        result = arithmetic.compute(self.expression, partial(self._value, inputs))
        return None if result is None else Decimal(result.numerator) / Decimal(result.denominator)

    def _value(self, inputs: ScoreInputs, name: QuantityName) -> Fraction:
        if name is QuantityName.POINTS:
            return Fraction(inputs.points)
        plan = Fraction(inputs.plan) if isinstance(inputs.plan, Decimal) else None
        value = _QUANTITIES[name].value(Fraction(inputs.actual), plan)  # type: ignore[arg-type]
        return value / 100 if self.percent and name in _IN_PERCENT else value

    def working(self, inputs: ScoreInputs) -> str:
        """The expression with the numbers in place of the quantities that are known."""
        if not isinstance(inputs.actual, Decimal) or (self.shape and not isinstance(inputs.plan, Decimal)):
            asked = "计划值" if isinstance(inputs.actual, Decimal) else "实际值"
            return f"{asked}不是数值，无法按{'比例' if self.shape else '公式'}计算"
        a, p = (show(number) if isinstance(number, Decimal) else "" for number in (inputs.actual, inputs.plan))
        spoken = {name: name.value for name in QuantityName} | {QuantityName.POINTS: show(inputs.points)}
        for name in arithmetic.names_in(self.expression) - {QuantityName.POINTS}:
            if arithmetic.compute(name, partial(self._value, inputs)) is not None:
                sign = "%" if self.percent and name in (QuantityName.ACTUAL, QuantityName.PLAN) else ""
                spoken[name] = _QUANTITIES[name].spoken.format(a=a, p=p) + sign
        return arithmetic.words(self.expression, spoken)

    def excel(self, terms: Terms) -> str:
        """The expression with the cells in place of the quantities."""
        p, a = terms.cells
        written = {name: quantity.excel.format(a=a, p=p) for name, quantity in _QUANTITIES.items()}
        written |= {name: f"({written[name]}/100)" for name in _IN_PERCENT if self.percent}
        text = arithmetic.excel(self.expression, written | {QuantityName.POINTS: show(terms.points)})
        return f"IF({a}<=0,{show(terms.points)},{text})" if self.shape is Shape.REVERSE_RATIO else text

    def words(self) -> str:
        """The expression with the names of the quantities."""
        return arithmetic.words(self.expression, {name: name.value for name in QuantityName})


def of_plan(shape: Shape = Shape.PROPORTIONAL, top: Decimal | None = None) -> Computed:
    """Return 按比例计分, 得分=计划值/实际值×10 …; ``top`` where it states the points."""
    points = QuantityName.POINTS if top is None else arithmetic.NumberTerm(top)
    return Computed(arithmetic.Operation("×", arithmetic.OF_PLAN[shape], points), shape=shape)


_UNBOUND = Scale(Axis.VALUE)
"""What a line is measured along until the clauses around it are known."""


@dataclass(frozen=True, slots=True)
class Interpolated(Curve):
    """按线性插值法计分: on a line between two thresholds of other clauses."""

    scale: Scale = _UNBOUND
    low: Decimal = ZERO
    high: Decimal = ZERO
    from_points: Decimal = ZERO
    to_points: Decimal | None = None  # None: the full points

    def amount(self, inputs: ScoreInputs) -> Decimal | None:
        """The points on the line."""
        position = self.scale.measure(inputs.actual, inputs.plan)
        if position is None:
            return None
        return self.from_points + (position - self.low) * self._rise(inputs.points) / (self.high - self.low)

    def _rise(self, points: Decimal) -> Decimal:
        return (points if self.to_points is None else self.to_points) - self.from_points

    def working(self, inputs: ScoreInputs) -> str:
        """（75－60）÷（90－60）×10."""
        position = self.scale.measure(inputs.actual, inputs.plan)
        if position is None:
            return "无法确定实际值在区间中的位置"
        start = f"{show(self.from_points)}＋" if self.from_points else ""
        slope = f"（{show(position)}－{show(self.low)}）÷（{show(self.high)}－{show(self.low)}）"
        return f"{start}{slope}×{show(self._rise(inputs.points))}"

    def excel(self, terms: Terms) -> str:
        """The same line over the cells."""
        start = f"{show(self.from_points)}+" if self.from_points else ""
        slope = f"({self.scale.excel(terms.cells)}-{show(self.low)})/({show(self.high)}-{show(self.low)})"
        return f"{start}{slope}*{show(self._rise(terms.points))}"

    def words(self) -> str:
        """在60与90之间按直线计分."""
        return f"在{show(self.low)}与{show(self.high)}之间按直线计分"
