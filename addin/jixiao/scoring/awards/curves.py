"""Awards that follow the actual value: a/p·P, its reverses, other arithmetic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from jixiao.scoring.arithmetic import Expression, QuantityName, Shape, compute, excel, words
from jixiao.scoring.awards.base import ZERO, Award, ScoreInputs, Terms
from jixiao.scoring.axes import Axis, Scale
from jixiao.scoring.intervals import show


class Curve(Award):
    """An award that follows the actual value."""

    @property
    def rises(self) -> bool:
        """Whether more is better."""
        return True


class _Course(NamedTuple):
    """A curve of actual ``a``, plan ``p`` and points ``top``, in three ways."""

    at: Callable[[Decimal, Decimal, Decimal], Decimal]
    words: str
    excel: str


_COURSES = {
    Shape.PROPORTIONAL: _Course(lambda a, p, top: max(ZERO, a * top / p), "{a}÷{p}×{top}", "{a}/{p}*{top}"),
    Shape.REVERSE_LINEAR: _Course(
        lambda a, p, top: (2 * p - a) * top / p, "[1－（{a}－{p}）÷{p}]×{top}", "(1-({a}-{p})/{p})*{top}"
    ),
    Shape.REVERSE_RATIO: _Course(  # all for nothing spent
        lambda a, p, top: top if a <= 0 else p * top / a, "{p}÷{a}×{top}", "IF({a}<=0,{top},{p}/{a}*{top})"
    ),
}


@dataclass(frozen=True, slots=True)
class OfPlan(Curve):
    """按比例计分, 得分=计划值/实际值×指标分值 …; ``top`` is the points where the sentence states them."""

    shape: Shape = Shape.PROPORTIONAL
    top: Decimal | None = None

    @property
    def rises(self) -> bool:
        """Whether more is better."""
        return self.shape is Shape.PROPORTIONAL

    def amount(self, inputs: ScoreInputs) -> Decimal | None:
        """The value of the curve; with a plan of 0, all for having none."""
        a, p = inputs.actual, inputs.plan
        if not isinstance(a, Decimal) or not isinstance(p, Decimal):
            return None
        top = inputs.points if self.top is None else self.top
        if p == 0:
            return top if a <= 0 else ZERO
        return _COURSES[self.shape].at(a, p, top)

    def working(self, inputs: ScoreInputs) -> str:
        """95÷100×10."""
        a, p = inputs.actual, inputs.plan
        if not isinstance(a, Decimal) or not isinstance(p, Decimal):
            return f"{'计划值' if isinstance(a, Decimal) else '实际值'}不是数值，无法按比例计算"
        if p == 0:
            return f"计划值为0，实际值{'≤' if a <= 0 else '＞'}0"
        return self._written(_COURSES[self.shape].words, show(a), show(p), show(inputs.points))

    def excel(self, terms: Terms) -> str:
        """``actual/plan*10``."""
        return self._written(_COURSES[self.shape].excel, terms.cells.actual, terms.cells.plan, show(terms.points))

    def words(self) -> str:
        """实际值÷计划值×分值."""
        return self._written(_COURSES[self.shape].words, "实际值", "计划值", "分值")

    def _written(self, template: str, a: str, p: str, top: str) -> str:
        return template.format(a=a, p=p, top=top if self.top is None else show(self.top))


@dataclass(frozen=True, slots=True)
class Computed(Curve):
    """Any other arithmetic: （实际值-60%）/（90%-60%）×10分.

    ``percent``: the actual value counts as a percentage, 75 as 0.75; ``rate_is_actual``: 完成率 is the actual value
    itself, not actual/plan. Both are set when the unit of the indicator is known.
    """

    expression: Expression
    percent: bool = False
    rate_is_actual: bool = False

    def amount(self, inputs: ScoreInputs) -> Decimal | None:
        """The value of the expression; None where it cannot be computed."""
        if not isinstance(inputs.actual, Decimal):
            return None
        result = compute(self.expression, self._values(inputs))
        return None if result is None else Decimal(result.numerator) / Decimal(result.denominator)

    def _values(self, inputs: ScoreInputs) -> dict[QuantityName, Fraction]:
        a, p, unit = Fraction(inputs.actual), inputs.plan, 100 if self.percent else 1  # type: ignore[arg-type]
        values = {QuantityName.ACTUAL: a / unit, QuantityName.POINTS: Fraction(inputs.points)}
        if isinstance(p, Decimal):
            off = a - Fraction(p)
            values |= {
                QuantityName.PLAN: Fraction(p) / unit,
                QuantityName.LATE: max(Fraction(0), off),
                QuantityName.OFF: abs(off) / unit,
            }
            if p:
                values |= {QuantityName.EXCESS: off / Fraction(p), QuantityName.RATE: a / Fraction(p)}
        if self.rate_is_actual:
            values[QuantityName.RATE] = a / 100
        return values

    def working(self, inputs: ScoreInputs) -> str:
        """The expression with the numbers in place of the quantities that are known."""
        if not isinstance(inputs.actual, Decimal):
            return "实际值不是数值，无法按公式计算"
        a, sign = show(inputs.actual), "%" if self.percent else ""
        p = show(inputs.plan) if isinstance(inputs.plan, Decimal) else ""
        spoken = {
            QuantityName.ACTUAL: f"{a}{sign}",
            QuantityName.POINTS: show(inputs.points),
            QuantityName.PLAN: f"{p}{sign}",
            QuantityName.OFF: f"|{a}－{p}|",
            QuantityName.EXCESS: f"（{a}－{p}）÷{p}",
            QuantityName.RATE: f"{a}%" if self.rate_is_actual else f"（{a}÷{p}）",
        }
        known = self._values(inputs).keys() & spoken.keys()
        return words(self.expression, {name: spoken[name] if name in known else name.value for name in QuantityName})

    def excel(self, terms: Terms) -> str:
        """The expression with the cells in place of the quantities."""
        (p, a), unit = terms.cells, "/100" if self.percent else ""
        return excel(
            self.expression,
            {
                QuantityName.ACTUAL: f"({a}{unit})" if unit else a,
                QuantityName.PLAN: f"({p}{unit})" if unit else p,
                QuantityName.POINTS: show(terms.points),
                QuantityName.RATE: f"({a}/100)" if self.rate_is_actual else f"({a}/{p})",
                QuantityName.LATE: f"MAX(0,{a}-{p})",
                QuantityName.EXCESS: f"(({a}-{p})/{p})",
                QuantityName.OFF: f"(ABS({a}-{p}){unit})",
                QuantityName.OWN: f"({a}/100)",
            },
        )

    def words(self) -> str:
        """The expression with the names of the quantities."""
        return words(self.expression, {name: name.value for name in QuantityName})


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
