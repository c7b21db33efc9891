"""Awards that take or give points step by step: 每超出10%扣2分, 每完成1期得2分."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from jixiao.forms.numbers import plain_number
from jixiao.scoring.awards.base import HUNDRED, ZERO, Award, ByHand, Policy, ScoreInputs, Terms
from jixiao.scoring.axes import Axis, Scale
from jixiao.scoring.criteria import Within
from jixiao.scoring.intervals import Interval

_DIGITS = 9
_MOST_PLACES = 15
"""A longer number of steps is not rounded: Excel itself calculates with fifteen places."""
_PARTIAL = {
    Policy.CEIL: "，不足一步按一步计",
    Policy.FLOOR: "，不足一步不计",
    Policy.LINEAR: "，不足一步按比例计",
    None: "",
}


@dataclass(frozen=True, slots=True)
class Steps(Award):
    """A penalty for every ``size`` outside of ``safe``; with ``adds`` an award.

    ``policy`` is what the sentence says about a part of a step, None where it says nothing. ``base`` is where the
    steps start from: the full points if None, less ``offset``. ``most`` limits what they can take or give, ``least`` is
    what they leave.
    """

    scale: Scale
    safe: Interval
    size: Decimal
    each: Decimal = ZERO
    share: bool = False
    adds: bool = False
    policy: Policy | None = None
    base: Decimal | None = None
    offset: Decimal = ZERO
    most: Decimal | None = None
    least: Decimal | None = None

    @property
    def steps(self) -> tuple[Steps, ...]:
        """Itself."""
        return (self,)

    @property
    def two_sided(self) -> bool:
        """Whether what lies below the safe interval counts as what lies above: 每偏离1个百分点."""
        return self.scale.axis.off or (self.safe.low is not None and self.safe.high is not None)

    @property
    def beyond(self) -> Within:
        """The condition that there is something to take or give."""
        outside = Interval(low=self.safe.high, high=self.safe.low, low_in=False, high_in=False)
        return Within(self.scale, outside)

    # ---- in Decimal

    def excess(self, inputs: ScoreInputs) -> Decimal | None:
        """How far outside of ``safe`` the actual value lies; None if it cannot be told."""
        position = self.scale.measure(inputs.actual, inputs.plan)
        if position is None:
            return None
        if self.safe.high is not None and position > self.safe.high:
            return position - self.safe.high
        if self.safe.low is not None and position < self.safe.low:
            return self.safe.low - position
        return ZERO

    def _count(self, excess: Decimal, policy: Policy) -> Decimal:
        """How many steps an excess is; a part of one counts by the policy."""
        steps = excess / self.size
        if policy is Policy.LINEAR:
            return steps
        if steps.adjusted() < _MOST_PLACES:
            steps = round(steps, _DIGITS)  # as the formula does: ten minutes are no exact part of an hour
        return steps.to_integral_value(ROUND_FLOOR if policy is Policy.FLOOR else ROUND_CEILING)

    def amount(self, inputs: ScoreInputs) -> Decimal | None:
        """The base less (or with ``adds`` plus) what the steps come to."""
        excess = self.excess(inputs)
        if excess is None:
            return None
        base = self._base(inputs.points)
        come = self._each(inputs.points) * self._count(excess, self.policy or inputs.policy)
        most = self._most(base)
        come = come if most is None else min(most, come)
        return base + come if self.adds else base - come

    def working(self, inputs: ScoreInputs) -> str:
        """超出20%，10－2×2."""
        excess = self.excess(inputs)
        if excess is None:
            return self._why_not(inputs)
        base, distance = self._base(inputs.points), self._distance(excess)
        if excess == 0:
            return f"{distance}，{'不加分' if self.adds else '不扣分'}" if base else distance
        each, most = self._each(inputs.points), self._most(base)
        steps = self._count(excess, self.policy or inputs.policy)
        come = (
            plain_number(most) if most is not None and each * steps >= most else f"{_shown(steps)}×{plain_number(each)}"
        )
        return f"{distance}，{plain_number(base)}{'＋' if self.adds else '－'}{come}"

    def is_partial(self, inputs: ScoreInputs) -> bool:
        """Whether a part of a step occurred and the sentence does not say how it counts."""
        excess = self.excess(inputs)
        if not excess or self.policy is not None:
            return False
        return self._count(excess, Policy.FLOOR) != self._count(excess, Policy.CEIL)

    def _base(self, points: Decimal) -> Decimal:
        return (points if self.base is None else self.base) - self.offset

    def _each(self, points: Decimal) -> Decimal:
        return points * self.each / HUNDRED if self.share else self.each

    def _most(self, base: Decimal) -> Decimal | None:
        """What the steps can take at most, where the sentence limits it: 最多扣5分, 最低得1分."""
        left = None if self.least is None else max(ZERO, base - self.least)
        return self.most if left is None else left if self.most is None else min(self.most, left)

    def _distance(self, excess: Decimal) -> str:
        axis, unit = self.scale.axis, self.scale.shown_unit
        if axis is Axis.VALUE:
            word = "" if self.safe.high == 0 else "超出" if self.adds else "偏离"
            return f"{word}{_shown(excess)}{unit}" if word or excess else f"0{unit}"
        word = "偏离" if axis is Axis.SHARE else axis.step
        return f"未{word}" if excess == 0 else f"{self._beyond}{word}{_shown(excess)}{unit}"

    @property
    def _beyond(self) -> str:
        """逾期5天之外再: where the steps begin behind what is forgiven."""
        axis, end = self.scale.axis, self.safe.high
        return (
            f"{axis.step}{plain_number(end)}{self.scale.shown_unit}之外再"
            if end and (axis.distance or axis.timed)
            else ""
        )

    def _why_not(self, inputs: ScoreInputs) -> str:
        if isinstance(inputs.actual, str):
            return "实际值与标准的类型不符，无法自动计分"
        if inputs.plan is None and self.scale.needs_plan:
            return "计划值未填，无法计算"
        return "计划值为0，无法计算比例" if inputs.plan == 0 else "实际值与标准的类型不符，无法自动计分"

    # ---- for Excel

    def excel(self, terms: Terms) -> str:
        """``10-INT(ROUND(MAX(0,actual-plan)/10,9))*2``."""
        base, each, count = self._base(terms.points), self._each(terms.points), self._excel_count(terms)
        most, come = self._most(base), count if each == 1 else f"{count}*{plain_number(each)}"
        start = plain_number(base) if base or not self.adds else ""
        sign = "-" if not self.adds else "+" if start else ""
        return f"{start}{sign}{come if most is None else f'MIN({plain_number(most)},{come})'}"

    def _excel_count(self, terms: Terms) -> str:
        policy, axis = self.policy or terms.policy, self.scale.axis
        linear, ceil = policy is Policy.LINEAR, policy is Policy.CEIL
        if axis is Axis.MONTHS:
            return self.scale.excel_months_late(terms.cells, self.size, part=linear, begun=ceil)
        excess = self._excel_excess(terms)
        divided = excess if self.size == 1 else f"{excess}/{plain_number(self.size)}"
        if linear or (axis.timed and self.size == 1):
            return divided
        rounded = f"ROUND({divided},{_DIGITS})"
        return f"ROUNDUP({rounded},0)" if ceil else f"INT({rounded})"

    def _excel_excess(self, terms: Terms) -> str:
        """How far the actual value lies outside of the safe interval, 0 within it."""
        value, parts = self.scale.excel(terms.cells), []
        if self.safe.high is not None:
            parts.append(f"{value}-{plain_number(self.safe.high)}" if self.safe.high else value)
        if self.safe.low is not None:
            parts.append(f"{plain_number(self.safe.low)}-({value})" if self.safe.low else f"-({value})")
        return parts[0] if self.scale.axis is Axis.WORKDAYS and not self.safe.high else f"MAX(0,{','.join(parts)})"

    # ---- for a reader

    def words(self) -> str:
        """每超出10%扣2分."""
        sign = "加" if self.adds and self.base != 0 else "得" if self.adds else "扣"
        each = f"分值的{plain_number(self.each)}%" if self.share else f"{plain_number(self.each)}分"
        most = "" if self.most is None else f"，最多{sign}{plain_number(self.most)}分"
        least = "" if self.least is None else f"，最低得{plain_number(self.least)}分"
        counted = "提前" if self.adds and self.safe.low == 0 else self.scale.axis.step
        size = f"{plain_number(self.size)}{self.scale.shown_unit}"
        return f"{self._beyond.removesuffix('再')}每{counted}{size}{sign}{each}{most}{least}{_PARTIAL[self.policy]}"


def _shown(number: Decimal) -> str:
    exponent = number.as_tuple().exponent
    return plain_number(number.quantize(Decimal("0.0001")) if isinstance(exponent, int) and exponent < -4 else number)


@dataclass(frozen=True, slots=True)
class Several(ByHand):
    """Several penalties at once, of which one actual value does not tell."""

    steps: tuple[Steps, ...]

    def working(self, inputs: ScoreInputs) -> str:
        """That a human says which of them apply."""
        gives = "加分" if any(step.adds for step in self.steps) else "扣分"
        return f"含多项{gives}，只凭一个实际值不能计算，需人工评分"

    def words(self) -> str:
        """Each penalty in turn."""
        return "；".join(step.words() for step in self.steps)
