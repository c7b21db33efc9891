"""Awards that follow the actual value: a/p·P, its reverses, other arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jixiao.scoring.arithmetic import (
    OF_PLAN,
    Expression,
    NumberTerm,
    Operation,
    QuantityName,
    Shape,
    compute,
    excel,
    words,
)
from jixiao.scoring.awards.base import ZERO, Award, ScoreInputs, Terms
from jixiao.scoring.axes import Axis, Scale
from jixiao.scoring.intervals import show


class Curve(Award):
    """An award that follows the actual value."""

    @property
    def rises(self) -> bool:
        """Whether more is better."""
        return True


@dataclass(frozen=True, slots=True)
class Computed(Curve):
    """Arithmetic of the actual value: 按比例计分, （实际值-60%）/（90%-60%）×10分.

    ``percent``: the actual value counts as a percentage, 75 as 0.75; ``rate_is_actual``: 完成率 is the actual value itself,
    not actual/plan. Both are set when the unit of the indicator is known.
    """

    expression: Expression
    percent: bool = False
    rate_is_actual: bool = False
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
        if not isinstance(inputs.actual, Decimal) or (self.shape and not isinstance(inputs.plan, Decimal)):
            asked = "计划值" if isinstance(inputs.actual, Decimal) else "实际值"
            return f"{asked}不是数值，无法按{'比例' if self.shape else '公式'}计算"
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
        text = excel(
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
        return f"IF({a}<=0,{show(terms.points)},{text})" if self.shape is Shape.REVERSE_RATIO else text

    def words(self) -> str:
        """The expression with the names of the quantities."""
        return words(self.expression, {name: name.value for name in QuantityName})


def of_plan(shape: Shape = Shape.PROPORTIONAL, top: Decimal | None = None) -> Computed:
    """Return 按比例计分, 得分=计划值/实际值×10 …; ``top`` where it states the points."""
    points = QuantityName.POINTS if top is None else NumberTerm(top)
    return Computed(Operation("×", OF_PLAN[shape], points), shape=shape)


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
