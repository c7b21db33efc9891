"""Awards that follow the actual value: a/p·P, its reverses, formulas, lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jixiao.forms.numbers import plain_number
from jixiao.scoring import arithmetic
from jixiao.scoring.arithmetic import QUANTITIES, Expression, Shape
from jixiao.scoring.awards.base import ZERO, Award, ScoreInputs, Terms

_MEANINGS = {
    "off": ("ABS(actual-plan)", "|{a}－{p}|"),
    "late": ("MAX(0,actual-plan)", QUANTITIES["late"]),
    "excess": ("((actual-plan)/plan)", "（{a}－{p}）÷{p}"),
    "rate": ("(actual/plan)", "（{a}÷{p}）"),
    "own": ("(actual/100)", "{a}%"),
}
"""The other quantities by actual and plan, and for a reader."""
_PERCENTAGES = {name: f"({_MEANINGS.get(name, (name,))[0]}/100)" for name in ("actual", "plan", "off")}


@dataclass(frozen=True, slots=True)
class Curve(Award):
    """An award by arithmetic: 按比例计分, （实际值-60%）/（90%-60%）×10分.

    ``percent``: actual and plan count as percentages, 75 as 0.75.
    """

    expression: Expression
    percent: bool = False
    shape: Shape | None = None

    @property
    def rises(self) -> bool:
        """Whether more is better."""
        return self.shape in (None, Shape.PROPORTIONAL)

    @property
    def _meanings(self) -> Mapping[str, str]:
        """Each name in terms of actual and plan."""
        return {name: text for name, (text, _) in _MEANINGS.items()} | (_PERCENTAGES if self.percent else {})

    def amount(self, inputs: ScoreInputs) -> Decimal | None:
        """The value of the expression; all for having none where none is wanted."""
        a, p, shape = inputs.actual, inputs.plan, self.shape
        if not isinstance(a, Decimal) or (shape and not isinstance(p, Decimal)):
            return None
        if shape and (p == 0 or (a <= 0 and shape is not Shape.REVERSE_LINEAR)):
            return inputs.points if a <= 0 and (p == 0 or shape is Shape.REVERSE_RATIO) else ZERO
        result = arithmetic.compute(arithmetic.with_terms(self.expression, self._meanings), _known(inputs))
        return None if result is None else Decimal(result.numerator) / Decimal(result.denominator)

    def working(self, inputs: ScoreInputs) -> str:
        """The expression with the numbers in place of the quantities that are known."""
        if not isinstance(inputs.actual, Decimal) or (self.shape and not isinstance(inputs.plan, Decimal)):
            asked = "计划值" if isinstance(inputs.actual, Decimal) else "实际值"
            return f"{asked}不是数值，无法按{'比例' if self.shape else '公式'}计算"
        a, p = (plain_number(number) if isinstance(number, Decimal) else "" for number in (inputs.actual, inputs.plan))
        spoken = QUANTITIES | {"points": plain_number(inputs.points)}
        sign, known = "%" * self.percent, _known(inputs)
        for name, figure in {"actual": a + sign, "plan": p + sign}.items():
            spoken[name] = figure if name in known else spoken[name]
        for name, (meaning, said) in _MEANINGS.items():
            if arithmetic.compute(meaning, known) is not None:
                spoken[name] = said.format(a=a, p=p)
        return arithmetic.words(self.expression, spoken)

    def excel(self, terms: Terms) -> str:
        """The expression with the cells in place of the quantities."""
        cells = {"actual": terms.cells.actual, "plan": terms.cells.plan, "points": plain_number(terms.points)}
        text = arithmetic.with_terms(arithmetic.with_terms(self.expression, self._meanings), cells)
        return (
            f"IF({cells['actual']}<=0,{plain_number(terms.points)},{text})"
            if self.shape is Shape.REVERSE_RATIO
            else text
        )

    def words(self) -> str:
        """The expression with the names of the quantities."""
        return arithmetic.words(self.expression, QUANTITIES)


def _known(inputs: ScoreInputs) -> dict[str, Fraction]:
    """The numbers that an expression can be computed with."""
    known = {"actual": inputs.actual, "plan": inputs.plan, "points": inputs.points}
    return {name: Fraction(number) for name, number in known.items() if isinstance(number, Decimal)}


def of_plan(shape: Shape = Shape.PROPORTIONAL, top: Decimal | None = None) -> Curve:
    """Return 按比例计分, 得分=计划值/实际值×10 …; ``top`` where it states the points."""
    return Curve(f"{arithmetic.OF_PLAN[shape]}*{'points' if top is None else plain_number(top)}", shape=shape)


class Interpolated(Curve):
    """按线性插值法计分: on a line between two thresholds, ``""`` until they are known."""
