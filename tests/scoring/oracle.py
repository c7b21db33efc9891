"""A second reading of STANDARDS.md, plain and table-driven, that shares no code with the package.

The corpus says in ``means`` what each sentence means, in the terms of its kind; ``expected`` computes the score from that
with fractions. If parser and oracle agree on a sentence, a human's reading of it and the machine's are the same.
"""

from __future__ import annotations

import math
import re
from datetime import date, timedelta
from fractions import Fraction


def number(value):
    return Fraction(str(value))


def day(text):
    return date.fromisoformat(text)


def rounded(value):
    """Half up to two digits, as a float."""
    return math.floor(value * 100 + Fraction(1, 2)) / 100


def clamped(value, points):
    return rounded(max(Fraction(0), min(number(points), value)))


def inside(value, interval):
    """``[80,95)``, ``(,60)``, ``[95,)``, ``=3``."""
    if interval.startswith("="):
        return value == number(interval[1:])
    opening, low, high, closing = re.fullmatch(r"([\[(])([^,]*),([^,]*)([\])])", interval).groups()
    above = not low or value > number(low) or (opening == "[" and value == number(low))
    below = not high or value < number(high) or (closing == "]" and value == number(high))
    return above and below


def steps(excess, size, partial):
    if excess <= 0:
        return Fraction(0)
    count = excess / number(size)
    return {"floor": Fraction(math.floor(count)), "ceil": Fraction(math.ceil(count)), "linear": count}[partial]


def lost(excess, means):
    amount = steps(excess, means["step"], means.get("partial", "floor")) * number(means["deduct"])
    return min(amount, number(means["most"])) if "most" in means else amount


def look_up(value, tiers, points):
    for interval, worth in tiers:
        if inside(value, interval):
            return worth_of(worth, value, points)
    return None


def worth_of(worth, value, points):
    """A number of points, a share of them (``80%``), or a rule: ``{"times": 10}`` is the value in per cent times 10."""
    if isinstance(worth, dict):
        return clamped(value / 100 * number(worth["times"]), points)
    if isinstance(worth, str):
        return clamped(number(worth.rstrip("%")) * number(points) / 100, points)
    return clamped(number(worth), points)


def workdays(start, end):
    return sum((start + timedelta(days=n)).weekday() < 5 for n in range(1, (end - start).days + 1))


def add_months(start, months):
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(start.day, last)), date(year, month + 1, last)


def months(start, end):
    """Exact from the same day of a month to its end if the start is the end of one; else a share of the month."""
    if end <= start:
        return Fraction(0)
    month_end = add_months(start, 0)[1] == start
    count = 0
    while True:
        same, last = add_months(start, count)
        if end == same or (month_end and same <= end <= last):
            return Fraction(count)
        following, _ = add_months(start, count + 1)
        if end < following:
            return count + Fraction((end - same).days, (following - same).days)
        count += 1


def lateness(means, plan, actual):
    deadline, finished = day(means.get("deadline", plan)), day(actual)
    unit = means.get("unit", "day")
    if unit == "month":
        return months(deadline, finished)
    return Fraction(workdays(deadline, finished) if unit == "workday" else (finished - deadline).days)


# ---------------------------------------------------------------- the kinds


def proportional(means, points, plan, a):
    p = number(plan)
    if p == 0:
        return float(points) if a <= 0 else 0.0
    if "floor" in means and a * 100 < number(means["floor"]) * p:
        return 0.0
    if "floor_value" in means and a < number(means["floor_value"]):
        return 0.0
    if a >= number(means.get("full", plan)):
        return float(points)
    return clamped(a / p * number(points), points)


def reverse_linear(means, points, plan, a):
    p = number(plan)
    return float(points) if a <= p else clamped((1 - (a - p) / p) * number(points), points)


def reverse_ratio(means, points, plan, a):
    p = number(plan)
    return float(points) if a <= p else clamped(p / a * number(points), points)


def step_over_pct(means, points, plan, a):
    p = number(means.get("from", plan))
    share = (a - p) / p * 100
    if "gate" in means and inside(share, means["gate"]):
        return 0.0
    return clamped(number(points) - lost(share - number(means.get("free", 0)), means), points)


def step_over_abs(means, points, plan, a):
    over = a - number(means.get("from", plan))
    if "gate" in means and inside(a if means.get("gate_on") == "value" else over, means["gate"]):
        return 0.0
    return clamped(number(points) - lost(over, means), points)


def step_under(means, points, plan, a):
    start = number(means.get("from", plan))
    if "gate" in means and inside(a, means["gate"]):
        return 0.0
    short = start - a
    if means.get("relative"):
        short = short / start * 100
    return clamped(number(points) - lost(short, means), points)


def range_step(means, points, plan, a):
    low, high = number(means["low"]), number(means["high"])
    outside = max(low - a, a - high, Fraction(0))
    if "relative" in means:
        p = number(plan)
        outside = max(abs(a - p) / p * 100 - high, Fraction(0))
    return clamped(number(points) - lost(outside, means), points)


def deadline_step(means, points, plan, actual):
    late = lateness(means, plan, actual)
    if "gate" in means and inside(late, means["gate"]):
        return 0.0
    return clamped(number(points) - lost(late, means), points)


def deadline_tier(means, points, plan, actual):
    late = lateness(means, plan, actual)
    return float(points) if late <= 0 else look_up(late, means["tiers"], points)


def deadline_all_or_nothing(means, points, plan, actual):
    if "labels" in means:
        return labels(means, points, plan, actual)
    return float(points) if lateness(means, plan, actual) <= 0 else 0.0


def tier(means, points, plan, a):
    return look_up(a, means["tiers"], points)


def ratio_tier(means, points, plan, a):
    p = number(plan)
    position = {"share": a * 100 / p, "over": (a - p) * 100 / p, "under": (p - a) * 100 / p}[means.get("on", "share")]
    return look_up(position, means["tiers"], points)


def mixed_tier(means, points, plan, a):
    """On the value itself, or with ``on`` on its share of the plan."""
    return ratio_tier(means, points, plan, a) if means.get("on") else look_up(a, means["tiers"], points)


def linear_interpolation(means, points, plan, a):
    low, high = number(means["low"]), number(means["high"])
    start, end = number(means.get("from", 0)), number(means.get("to", points))
    if a >= high:
        return clamped(end, points)
    if a < low:
        return 0.0
    return clamped(start + (a - low) / (high - low) * (end - start), points)


def labels(means, points, plan, actual):
    if actual in means["labels"]:
        return float(means["labels"][actual])
    return None if actual not in means.get("nothing", []) else 0.0


def all_or_nothing(means, points, plan, actual):
    if "labels" in means:
        return labels(means, points, plan, actual)
    return float(points) if inside(actual, means["full"]) else 0.0


def per_item_deduct(means, points, plan, a):
    count = number(plan) - a if means["count"] == "short" else a
    if "gate" in means and inside(a, means["gate"]):
        return 0.0
    return clamped(number(points) - lost(count, means), points)


def per_item_award(means, points, plan, a):
    return clamped(steps(a, means.get("step", 1), "floor") * number(means["each"]), points)


def veto(means, points, plan, a):
    return float(points) if a <= 0 else 0.0


def bonus(means, points, plan, a):
    base, start = number(means.get("base", points)), number(means.get("from", plan))
    if a < start:
        return (
            means["below"]
            if not isinstance(means["below"], str)
            else clamped(a / number(plan) * number(points), points)
        )
    over = a - start
    if means.get("relative"):
        over = over / start * 100
    gained = steps(over, means["step"], "floor") * number(means["add"])
    return clamped(base + min(gained, number(means.get("most", gained))), points)


def manual(means, points, plan, actual):
    if "full" in means and not isinstance(actual, str):
        return float(points) if inside(actual, means["full"]) else None
    return labels(means, points, plan, actual) if "labels" in means else None


def qualitative_band(means, points, plan, actual):
    return None


KINDS = {
    "proportional": proportional,
    "proportional_floor": proportional,
    "reverse_linear": reverse_linear,
    "reverse_ratio": reverse_ratio,
    "step_over_pct": step_over_pct,
    "step_over_abs": step_over_abs,
    "step_under": step_under,
    "range_step": range_step,
    "deadline_step": deadline_step,
    "deadline_tier": deadline_tier,
    "deadline_all_or_nothing": deadline_all_or_nothing,
    "tier": tier,
    "count_tier": tier,
    "tier_pct": mixed_tier,
    "ratio_tier": ratio_tier,
    "mixed_tier": mixed_tier,
    "linear_interpolation": linear_interpolation,
    "qualitative_tier": labels,
    "qualitative_band": qualitative_band,
    "all_or_nothing": all_or_nothing,
    "per_item_deduct": per_item_deduct,
    "per_item_award": per_item_award,
    "veto": veto,
    "bonus": bonus,
    "manual": manual,
}


def expected(kind, means, points, plan, actual):
    """The score of one actual value, None where there is no automatic one."""
    value = actual if isinstance(actual, str) else number(actual)
    return KINDS[kind](means, points, plan, value)
