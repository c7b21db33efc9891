"""What an award is worth for an actual value: exact, with the working in Chinese. One function for each way of awarding.

The same awards written for Excel are in ``formula``; the tests hold the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from jixiao.scoring import awards
from jixiao.scoring.arithmetic import Name, compute, words
from jixiao.scoring.awards import Policy
from jixiao.scoring.axes import Axis, Scale
from jixiao.scoring.criteria import Actual, Plan
from jixiao.scoring.intervals import show

ZERO, HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known when a standard is applied."""

    actual: Actual
    plan: Plan
    points: Decimal
    policy: Policy = Policy.FLOOR


@dataclass(frozen=True, slots=True)
class Worth:
    """Points before they are limited and rounded; None where a human decides, then within ``low`` and ``high``.

    ``partial``: a part of a step occurred and the sentence does not say how it counts.
    """

    points: Decimal | None
    working: str
    low: Decimal | None = None
    high: Decimal | None = None
    partial: bool = False


def value_of(award: awards.Award, scene: Scene) -> Worth:
    """The worth of an award in a scene."""
    top = scene.points
    match award:
        case awards.Full():
            return Worth(top, f"得满分{show(top)}分")
        case awards.Points():
            return Worth(award.number, f"得{show(award.number)}分")
        case awards.Share():
            return Worth(top * award.percent / HUNDRED, f"{show(top)}×{show(award.percent)}%")
        case awards.Nothing():
            return Worth(ZERO, "不得分")
        case awards.Deduct():
            lost = top * award.number / HUNDRED if award.share else award.number
            return Worth(top - lost, f"{show(top)}－{show(lost)}")
        case awards.Add():
            return Worth(top + award.number, f"{show(top)}＋{show(award.number)}")
        case awards.Band():
            return _band(award, top)
        case awards.Judged():
            return Worth(None, "按标准需人工评分", ZERO, top)
        case awards.Steps():
            return _steps(award, scene)
        case awards.Several():
            return _several(award, scene)
        case awards.Interpolated():
            return _interpolated(award, scene)
        case awards.Computed():
            return _computed(award, scene)
    return _curve(award, scene)


def _band(award: awards.Band, top: Decimal) -> Worth:
    low, high = (award.low, award.high) if not award.share else (top * award.low / HUNDRED, top * award.high / HUNDRED)
    return Worth(None, f"在{show(low)}－{show(high)}分之间由人工评分", low, high)


def _curve(award: awards.Proportion | awards.ReverseLinear | awards.ReverseRatio, scene: Scene) -> Worth:
    a, p = scene.actual, scene.plan
    if not isinstance(a, Decimal) or not isinstance(p, Decimal):
        which = "计划值" if isinstance(a, Decimal) else "实际值"
        return Worth(None, f"{which}不是数值，无法按比例计算")
    top = scene.points if award.top is None else award.top
    if p == 0:
        return Worth(top if a <= 0 else ZERO, f"计划值为0，实际值{'≤' if a <= 0 else '＞'}0")
    if isinstance(award, awards.Proportion):
        return Worth(max(ZERO, a * top / p), f"{show(a)}÷{show(p)}×{show(top)}")
    if isinstance(award, awards.ReverseLinear):
        working = f"[1－（{show(a)}－{show(p)}）÷{show(p)}]×{show(top)}"
        return Worth((2 * p - a) * top / p, working)
    return Worth(top if a <= 0 else p * top / a, f"{show(p)}÷{show(a)}×{show(top)}")


def _computed(award: awards.Computed, scene: Scene) -> Worth:
    a, p = scene.actual, scene.plan
    if not isinstance(a, Decimal):
        return Worth(None, "实际值不是数值，无法按公式计算")
    divisor = 100 if award.percent else 1
    values = {Name.ACTUAL: Fraction(a) / divisor, Name.POINTS: Fraction(scene.points)}
    spoken = {Name.ACTUAL: show(a) + ("%" if award.percent else ""), Name.POINTS: show(scene.points)}
    if isinstance(p, Decimal):
        values[Name.PLAN] = Fraction(p) / divisor
        spoken[Name.PLAN] = show(p) + ("%" if award.percent else "")
        values[Name.LATE] = Fraction(max(ZERO, a - p))
        values[Name.OFF] = Fraction(abs(a - p)) / divisor
        spoken[Name.OFF] = f"|{show(a)}－{show(p)}|"
        if p:
            values[Name.EXCESS] = Fraction(a - p) / Fraction(p)
            values[Name.RATE] = Fraction(a) / Fraction(p)
            spoken[Name.RATE] = f"（{show(a)}÷{show(p)}）"
            spoken[Name.EXCESS] = f"（{show(a)}－{show(p)}）÷{show(p)}"
    if award.rate_is_actual:
        values[Name.RATE], spoken[Name.RATE] = Fraction(a) / 100, f"{show(a)}%"
    result = compute(award.expression, values)
    working = words(award.expression, {name: spoken.get(name, name.value) for name in Name})
    return Worth(None if result is None else decimal_of(result), working)


def decimal_of(fraction: Fraction) -> Decimal:
    """A fraction as a decimal, to the digits of the context."""
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def _interpolated(award: awards.Interpolated, scene: Scene) -> Worth:
    position = None if award.scale is None else award.scale.measure(scene.actual, scene.plan)
    if position is None:
        return Worth(None, "无法确定实际值在区间中的位置")
    top = scene.points if award.to_points is None else award.to_points
    rise = (position - award.low) * (top - award.from_points) / (award.high - award.low)
    start = f"{show(award.from_points)}＋" if award.from_points else ""
    working = f"{start}（{show(position)}－{show(award.low)}）÷（{show(award.high)}－{show(award.low)}）×{show(top - award.from_points)}"
    return Worth(award.from_points + rise, working)


def excess_of(award: awards.Steps, scene: Scene) -> Decimal | None:
    """How far the actual value lies outside of the safe interval; None if it cannot be told."""
    position = award.scale.measure(scene.actual, scene.plan)
    if position is None:
        return None
    if award.safe.high is not None and position > award.safe.high:
        return position - award.safe.high
    if award.safe.low is not None and position < award.safe.low:
        return award.safe.low - position
    return ZERO


def count_steps(excess: Decimal, size: Decimal, policy: Policy) -> Decimal:
    """How many steps an excess is; a part of one counts by the policy."""
    steps = excess / size
    if policy is Policy.LINEAR:
        return steps
    return steps.to_integral_value(ROUND_FLOOR if policy is Policy.FLOOR else ROUND_CEILING)


def _steps(award: awards.Steps, scene: Scene) -> Worth:
    excess = excess_of(award, scene)
    if excess is None:
        return Worth(None, _why_not(award.scale, scene))
    base = (scene.points if award.base is None else award.base) - award.offset
    each = scene.points * award.each / HUNDRED if award.share else award.each
    steps = count_steps(excess, award.size, award.policy or scene.policy)
    amount = each * steps
    most = award.most_of(base)
    if most is not None:
        amount = min(amount, most)
    partial = award.policy is None and steps_differ(award, excess)
    if excess == 0:
        return Worth(
            base,
            f"{_distance(award, excess)}，{'不加分' if award.adds else '不扣分'}"
            if base
            else f"{_distance(award, excess)}",
        )
    sign = "＋" if award.adds else "－"
    taken = show(amount) if amount == most else f"{_shown(steps)}×{show(each)}"
    return Worth(
        base + amount if award.adds else base - amount,
        f"{_distance(award, excess)}，{show(base)}{sign}{taken}",
        partial=partial,
    )


def steps_differ(award: awards.Steps, excess: Decimal) -> bool:
    """Whether the excess holds a part of a step, so that floor and ceiling differ."""
    return count_steps(excess, award.size, Policy.FLOOR) != count_steps(excess, award.size, Policy.CEIL)


def _several(award: awards.Several, scene: Scene) -> Worth:
    parts = [_steps(step, scene) for step in award.steps]
    if all(excess_of(step, scene) == 0 for step in award.steps):
        return Worth(scene.points, "没有扣分情形")
    known = [part for part in parts if part.points is not None]
    lost = sum((scene.points - (part.points or ZERO) for part in known), ZERO)
    working = "；".join(part.working for part in known)
    if not award.countable or len(known) < len(parts):
        return Worth(None, "含多项扣分，只凭一个实际值不能计算，需人工评分", ZERO, scene.points)
    return Worth(scene.points - lost, f"{working}，合计扣{show(lost)}分", partial=any(part.partial for part in parts))


_DISTANCE_WORDS = {
    Axis.OVER: "超出",
    Axis.OVER_SHARE: "超出",
    Axis.UNDER: "低于",
    Axis.UNDER_SHARE: "低于",
    Axis.OFF: "偏差",
    Axis.SIZE: "偏差",
    Axis.OFF_SHARE: "偏差",
    Axis.DAYS: "逾期",
    Axis.WORKDAYS: "逾期",
    Axis.MONTHS: "逾期",
}
_STEP_UNITS = {
    Axis.DAYS: "天",
    Axis.WORKDAYS: "个工作日",
    Axis.MONTHS: "个月",
    Axis.OVER_SHARE: "%",
    Axis.UNDER_SHARE: "%",
    Axis.OFF_SHARE: "%",
}


def _distance(award: awards.Steps, excess: Decimal) -> str:
    unit = _STEP_UNITS.get(award.scale.axis, award.scale.unit.replace("百分点", "个百分点"))
    if award.scale.axis is Axis.VALUE:
        word = "" if award.safe.high == 0 else "超出" if award.adds else "偏离"
        return f"{word}{_shown(excess)}{unit}" if word or excess else f"0{unit}"
    if excess == 0:
        return (
            "未逾期"
            if award.scale.axis in (Axis.DAYS, Axis.WORKDAYS, Axis.MONTHS)
            else f"未{_DISTANCE_WORDS.get(award.scale.axis, '偏离')}"
        )
    return f"{_DISTANCE_WORDS.get(award.scale.axis, '偏离')}{_shown(excess)}{unit}"


def _shown(number: Decimal) -> str:
    exponent = number.as_tuple().exponent
    return show(number.quantize(Decimal("0.0001")) if isinstance(exponent, int) and exponent < -4 else number)


def _why_not(scale: Scale, scene: Scene) -> str:
    if scene.plan is None and scale.needs_plan:
        return "计划值未填，无法计算"
    return "计划值为0，无法计算比例" if scene.plan == 0 else "实际值与标准的类型不符，无法自动计分"
