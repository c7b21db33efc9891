"""Awards that follow the actual value: a/p·P, its reverses, a line between two thresholds, any other arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jixiao.scoring.arithmetic import Expression, Name, compute, excel, words
from jixiao.scoring.awards.base import ZERO, Award, ScoreInputs, Terms, Worth, top_words
from jixiao.scoring.axes import Scale
from jixiao.scoring.intervals import show


@dataclass(frozen=True, slots=True)
class Curve(Award):
    """A curve of actual and plan; ``top`` is the points where the sentence states them."""

    top: Decimal | None = None

    def worth(self, inputs: ScoreInputs) -> Worth:
        """The value of the curve; with a plan of 0 all for having none (STANDARDS.md, proportional)."""
        a, p = inputs.actual, inputs.plan
        if not isinstance(a, Decimal) or not isinstance(p, Decimal):
            which = "计划值" if isinstance(a, Decimal) else "实际值"
            return Worth(None, f"{which}不是数值，无法按比例计算")
        top = inputs.points if self.top is None else self.top
        if p == 0:
            return Worth(top if a <= 0 else ZERO, f"计划值为0，实际值{'≤' if a <= 0 else '＞'}0")
        return self._at(a, p, top)

    def _at(self, a: Decimal, p: Decimal, top: Decimal) -> Worth:
        raise NotImplementedError

    def _top(self, terms: Terms) -> str:
        return show(terms.points if self.top is None else self.top)


@dataclass(frozen=True, slots=True)
class Proportion(Curve):
    """a/p·P, exact: 按实际值/计划值×指标分值计分."""

    downward: bool = False  # 按比例扣分: of what the clause's condition says

    def _at(self, a: Decimal, p: Decimal, top: Decimal) -> Worth:
        return Worth(max(ZERO, a * top / p), f"{show(a)}÷{show(p)}×{show(top)}")

    def excel(self, terms: Terms) -> str:
        """``actual/plan*10``."""
        return f"{terms.cells.actual}/{terms.cells.plan}*{self._top(terms)}"

    def words(self) -> str:
        """实际值÷计划值×分值."""
        return f"实际值÷计划值×{top_words(self.top)}"


@dataclass(frozen=True, slots=True)
class ReverseLinear(Curve):
    """(1-(a-p)/p)·P: 超过计划值的，得分=[1-(实际-计划)/计划]×P."""

    def _at(self, a: Decimal, p: Decimal, top: Decimal) -> Worth:
        return Worth((2 * p - a) * top / p, f"[1－（{show(a)}－{show(p)}）÷{show(p)}]×{show(top)}")

    def excel(self, terms: Terms) -> str:
        """``(1-(actual-plan)/plan)*10``."""
        a, p = terms.cells.actual, terms.cells.plan
        return f"(1-({a}-{p})/{p})*{self._top(terms)}"

    def words(self) -> str:
        """[1－（实际值－计划值）÷计划值]×分值."""
        return f"[1－（实际值－计划值）÷计划值]×{top_words(self.top)}"


@dataclass(frozen=True, slots=True)
class ReverseRatio(Curve):
    """p/a·P: 得分=计划值/实际值×指标分值; all for nothing spent."""

    def _at(self, a: Decimal, p: Decimal, top: Decimal) -> Worth:
        return Worth(top if a <= 0 else p * top / a, f"{show(p)}÷{show(a)}×{show(top)}")

    def excel(self, terms: Terms) -> str:
        """``IF(actual<=0,10,plan/actual*10)``."""
        a, p = terms.cells.actual, terms.cells.plan
        return f"IF({a}<=0,{self._top(terms)},{p}/{a}*{self._top(terms)})"

    def words(self) -> str:
        """计划值÷实际值×分值."""
        return f"计划值÷实际值×{top_words(self.top)}"


@dataclass(frozen=True, slots=True)
class Computed(Award):
    """Any other arithmetic: （实际值-60%）/（90%-60%）×10分.

    ``percent``: the actual value counts as a percentage, 75 as 0.75; ``rate_is_actual``: 完成率 is the actual value
    itself, not actual/plan. Both are set when the unit of the indicator is known.
    """

    expression: Expression
    percent: bool = False
    rate_is_actual: bool = False

    def worth(self, inputs: ScoreInputs) -> Worth:
        """The value of the expression."""
        a, p = inputs.actual, inputs.plan
        if not isinstance(a, Decimal):
            return Worth(None, "实际值不是数值，无法按公式计算")
        divisor = 100 if self.percent else 1
        sign = "%" if self.percent else ""
        values = {Name.ACTUAL: Fraction(a) / divisor, Name.POINTS: Fraction(inputs.points)}
        spoken = {Name.ACTUAL: f"{show(a)}{sign}", Name.POINTS: show(inputs.points)}
        if isinstance(p, Decimal):
            values[Name.PLAN] = Fraction(p) / divisor
            spoken[Name.PLAN] = f"{show(p)}{sign}"
            values[Name.LATE] = Fraction(max(ZERO, a - p))
            values[Name.OFF] = Fraction(abs(a - p)) / divisor
            spoken[Name.OFF] = f"|{show(a)}－{show(p)}|"
            if p:
                values[Name.EXCESS] = Fraction(a - p) / Fraction(p)
                values[Name.RATE] = Fraction(a) / Fraction(p)
                spoken[Name.RATE] = f"（{show(a)}÷{show(p)}）"
                spoken[Name.EXCESS] = f"（{show(a)}－{show(p)}）÷{show(p)}"
        if self.rate_is_actual:
            values[Name.RATE], spoken[Name.RATE] = Fraction(a) / 100, f"{show(a)}%"
        result = compute(self.expression, values)
        working = words(self.expression, {name: spoken.get(name, name.value) for name in Name})
        return Worth(None if result is None else Decimal(result.numerator) / Decimal(result.denominator), working)

    def excel(self, terms: Terms) -> str:
        """The expression with the cells in place of the quantities."""
        a, p = terms.cells.actual, terms.cells.plan
        divisor = "/100" if self.percent else ""
        return excel(
            self.expression,
            {
                Name.ACTUAL: f"({a}{divisor})" if divisor else a,
                Name.PLAN: f"({p}{divisor})" if divisor else p,
                Name.POINTS: show(terms.points),
                Name.RATE: f"({a}/100)" if self.rate_is_actual else f"({a}/{p})",
                Name.LATE: f"MAX(0,{a}-{p})",
                Name.EXCESS: f"(({a}-{p})/{p})",
                Name.OFF: f"(ABS({a}-{p}){divisor})",
                Name.OWN: f"({a}/100)",
            },
        )

    def words(self) -> str:
        """The expression with the names of the quantities."""
        return words(self.expression, {name: name.value for name in Name})


@dataclass(frozen=True, slots=True)
class Interpolated(Award):
    """按线性插值法计分: on a line between two thresholds of the other clauses; bound to them later."""

    scale: Scale | None = None
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    from_points: Decimal = Decimal(0)
    to_points: Decimal | None = None  # None: the full points

    def worth(self, inputs: ScoreInputs) -> Worth:
        """The points on the line."""
        position = None if self.scale is None else self.scale.measure(inputs.actual, inputs.plan)
        if position is None:
            return Worth(None, "无法确定实际值在区间中的位置")
        top = inputs.points if self.to_points is None else self.to_points
        rise = (position - self.low) * (top - self.from_points) / (self.high - self.low)
        start = f"{show(self.from_points)}＋" if self.from_points else ""
        slope = f"（{show(position)}－{show(self.low)}）÷（{show(self.high)}－{show(self.low)}）"
        return Worth(self.from_points + rise, f"{start}{slope}×{show(top - self.from_points)}")

    def excel(self, terms: Terms) -> str | None:
        """The same line over the cells."""
        if self.scale is None:
            return None
        top = terms.points if self.to_points is None else self.to_points
        start = f"{show(self.from_points)}+" if self.from_points else ""
        slope = f"({self.scale.excel(terms.cells)}-{show(self.low)})/({show(self.high)}-{show(self.low)})"
        return f"{start}{slope}*{show(top - self.from_points)}"

    def words(self) -> str:
        """在60与90之间按直线计分."""
        return f"在{show(self.low)}与{show(self.high)}之间按直线计分"
