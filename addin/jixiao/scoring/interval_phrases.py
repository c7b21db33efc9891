"""Conditions with numbers: 满意度≥95%, 80%（含）-90%, 逾期15日以内, 超支20%及以上.

``read_within`` takes one piece of a clause without separators. Boundaries follow STANDARDS.md: 以上, 以下, 以内 include
the number; 超过, 不足, 低于, 高于 exclude it; a range without 含 includes its lower end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from jixiao.forms.text import dictionary
from jixiao.scoring.axes import Axis, Scale
from jixiao.scoring.criteria import Within
from jixiao.scoring.intervals import Interval, at_least, at_most, exactly
from jixiao.scoring.phrases import (
    PERCENT_UNITS,
    TIME_UNITS,
    PhraseList,
    cued,
    in_unit,
    pattern,
    phrases,
    unit_ratio,
    words,
)
from jixiao.scoring.sentence import WordRelation

_ABOVE, _BELOW, _REACHING = words("above"), words("below"), words("reaching")
TIME_AXES = {unit: (Axis[name], size) for unit, (name, size) in dictionary("scoring")["lateness"].items()}
"""The axis on which lateness in a unit of time is measured, and how many of the axis's own units one of it is."""


@dataclass(frozen=True, slots=True)
class _Found:
    """One number or range in a piece, with the words that hold it."""

    comparison: str
    plan: str
    interval: Interval
    unit: str
    suffix: str
    plus_minus: bool = False
    is_range: bool = False
    chained: bool = False


def read_within(piece: str, previous: Within | None = None) -> Within | None:
    """Return what a piece states with numbers; None if nothing, or a contradiction.

    ``previous`` lends its axis to a piece that names none: 逾期15日以内…，16至30日….
    """
    matches = list(pattern("numbers").finditer(piece))
    found = list(map(_read_atom, matches))
    # 5G: a digit alone is part of a name
    said = (item.unit or item.comparison or item.suffix or item.is_range or item.chained for item in found)
    if not 1 <= len(found) <= 3 or not all(said):
        return None
    cuts = [0, *(place for match in matches for place in match.span()), len(piece)]
    rest = [piece[start:end] for start, end in zip(cuts[::2], cuts[1::2], strict=True)]
    subject = "".join(rest)
    of_another = found[0].unit in PERCENT_UNITS and found[0].suffix and pattern("of_another").search(rest[0])
    if of_another or pattern("unplaced").search(subject) or any(map(pattern("unit_unknown").match, rest[1:])):
        return None
    scale, hundredfold = _scale(found, subject, rest[0], previous), False
    if scale.unit == "倍" and scale.axis in (Axis.OVER, Axis.EXCESS):
        scale = Scale(Axis.OVER_SHARE, unit="%")
        hundredfold = True
    elif scale.axis is Axis.SHARE and not any(item.unit or item.plan for item in found):  # 0.8≤完成比例<1
        hundredfold = all(end <= 2 for one in found for end in one.interval.ends)
    interval = Interval()
    for item in found:
        ratio = unit_ratio(item.unit, scale.unit) or 1  # 超过30分钟在1小时以内
        interval = interval.intersect(_placed(item, scale.axis, rest[0]).times(100 * ratio if hundredfold else ratio))
    if scale.axis.timed:
        interval = interval.times(Decimal(TIME_AXES.get(scale.unit, (scale.axis, 1))[1]))
    from_zero = (scale.axis.over or scale.axis.under or scale.axis.timed) and interval.high != 0
    if from_zero and (interval.low is None or (interval.low == 0 and interval.low_in is None)):
        interval = Interval(Decimal(0), interval.high, False, interval.high_in)
    if previous is not None and not subject and scale == replace(previous.scale, unit=scale.unit):
        subject = previous.subject  # 减少排放500吨以上得满分，400吨至500吨得3分
    return None if interval.empty else Within(scale, interval, subject)


def _read_atom(match: re.Match[str]) -> _Found:
    comparison, plan = match["cmp"] or "", match["plan"] or ""
    if match["low"] is not None:
        low, high = Decimal(match["low"]), Decimal(match["high"])
        unit = match["hu"] or match["lu"] or ""
        low = in_unit(low, match["lu"] or "", unit)  # 5000吨至1万吨
        low_in, high_in = _stated(match["li"] or match["lj"]), _stated(match["hi"] or match["hj"])
        if low > high:
            low, high, low_in, high_in = high, low, high_in, low_in
        return _Found(comparison, plan, Interval(low, high, low_in, high_in), unit, "", is_range=True)
    number, stated = Decimal(match["n"]), _stated(match["i"] or match["j"] or (match["and"] and "含"))
    suffix = (match["suf"] or "").replace("之内", "以内").replace("以内", "内").replace("内", "以内")
    if match["op"] is not None:  # 85%≤执行率: the number stands on the left
        interval = (at_least if match["op"] in "≤<" else at_most)(number, included=match["op"] in "≤≥")
        return _Found("", plan, interval, match["u"] or "", "", chained=True)
    interval = _from_words(comparison, suffix, number, stated, match["u"] or "")
    return _Found(comparison, plan, interval, match["u"] or "", suffix, plus_minus=match["pm"] is not None)


def _stated(word: str | None) -> bool | None:
    return None if word is None else word == "含"


def _from_words(comparison: str, suffix: str, number: Decimal, stated: bool | None, unit: str) -> Interval:
    """Return the interval of one number by the words before and behind it."""
    if suffix in ("以下", "以内"):
        side, included = at_most, not (comparison in _BELOW and suffix == "以下")
    elif suffix == "以上":
        side, included = at_least, comparison not in ("超过", "高于", "大于", "多于", ">")
    elif comparison in ("≤", "控制在", *_BELOW):
        side, included = at_most, comparison in ("≤", "控制在")
    elif comparison in ("超支", "超出", "超", "≥", "达到", "达", "至少", *_ABOVE):
        side, included = at_least, comparison in ("超支", "≥", "达到", "达", "至少")
    elif comparison in ("=", "等于", "为") or unit not in PERCENT_UNITS or not number:
        return exactly(number)  # 违规率0%
    else:
        return at_least(number)  # 合格率100%, 完成80%: a threshold
    return side(number, included=included if stated is None else stated)


def _scale(found: list[_Found], subject: str, before: str, previous: Within | None) -> Scale:
    """Return the axis of a piece by its unit, its verbs, the words around them."""
    unit = next((item.unit for item in found if item.unit), "")
    if not unit and previous is not None:
        unit = previous.scale.unit
    held = found[0]
    context = before + held.comparison
    percent = unit in PERCENT_UNITS
    if unit in TIME_UNITS:
        late = previous is not None and previous.scale.axis.timed
        late = late or any(word in subject for word in words("late") if word != "超过")
        if late or held.comparison in ("超过", "超出", "超"):
            return Scale(TIME_AXES.get(unit, (Axis.DAYS, 1))[0] if late else Axis.EXCESS, unit=unit)
    elif cued("late_words").search(before) is not None and pattern("short_time").fullmatch(unit):
        return Scale(Axis.OVER, unit=unit)  # 到场每延迟5分钟扣1分，延迟超过20分钟不得分
    if any(item.plus_minus for item in found) or pattern("deviates").search(context + subject):
        return Scale(Axis.OFF_SHARE if percent else Axis.OFF, unit=unit)
    if pattern("shortfall").search(before) or _falls_short(held):
        return Scale(Axis.UNDER if not percent or unit == "百分点" else Axis.UNDER_SHARE, unit=unit)
    if _is_overrun(held, context + (subject if held.chained else "")):
        rate = percent or (not unit and set(held.interval.ends) == {0} and pattern("rate").search(context))
        return Scale(Axis.OVER_SHARE if rate and unit != "百分点" else Axis.OVER, unit=unit)
    if "完成比例" in before or "完成比例" in subject:
        return Scale(Axis.SHARE, unit="%")
    if held.plan and (held.plan[:2] != "指标" or held.comparison or held.plan.endswith("的")) and percent:
        return Scale(Axis.SHARE, unit="%")
    if previous is not None and not subject.strip("的且") and _lends(previous, held, unit):
        return Scale(previous.scale.axis, unit=unit or previous.scale.unit)
    if held.comparison in _ABOVE and (percent or held.comparison != ">"):
        return Scale(Axis.EXCESS, unit=unit)
    if unit == "百分点":
        return Scale(Axis.UNDER, unit=unit)
    return Scale(Axis.PERCENT if percent else Axis.VALUE, unit=unit)


def _falls_short(held: _Found) -> bool:
    """低于目标值5个百分点以内, 低于计划10%以上: the number is the distance, not the threshold."""
    near = bool(held.plan) and held.interval.stop <= 50
    distance = held.unit == "百分点" or (near if held.is_range else held.suffix in ("以内", "以上"))
    return held.comparison in _BELOW and distance


def _is_overrun(held: _Found, context: str) -> bool:
    if held.comparison in _ABOVE and (held.plan or held.suffix == "以内"):
        return not (held.plan and held.unit == "%" and held.interval.start >= 100)  # 超过目标值150%: a share of it
    if held.comparison in ("超", "超出") and held.unit == "%" and held.interval.start >= 50 and not held.suffix:
        return False  # 超90%得10分: hardly by so much
    itself = pattern("rate_exceeded").search(context)  # 空置率超15%: the rate itself is compared
    if itself is not None and not held.suffix:
        context = context[: itself.start()]
    elif held.comparison in ("超支", "超出"):
        return True
    return pattern("overrun").search(context.removesuffix("超过")) is not None


def _lends(previous: Within, held: _Found, unit: str) -> bool:
    """Whether a piece without a subject speaks of what the clause before it did."""
    same_kind = (unit in PERCENT_UNITS) == (previous.scale.axis.relative or previous.scale.unit in PERCENT_UNITS)
    same_kind = same_kind and (unit in TIME_UNITS) == (previous.scale.unit in TIME_UNITS)
    # 降低10个百分点不得分，达到98%得满分: the second is no distance
    own = held.comparison in (*_BELOW, *_REACHING) and not held.is_range  # not 低于10%-20% behind 低于计划10%以内
    limit, axis = previous.interval.high, previous.scale.axis
    # 控制在800元以内得6分，高于50元以上不得分: by so much
    beyond = axis is Axis.VALUE and limit is not None and held.comparison in _ABOVE and held.interval.start < limit
    return same_kind and not (own and axis.under) and not (beyond and unit == previous.scale.unit)


def _placed(item: _Found, axis: Axis, before: str) -> Interval:
    """The interval on its axis: a distance below or above is counted upwards."""
    interval = item.interval
    short = pattern("shortfall").search(before) or pattern("grown").search(
        before
    )  # 下降不足1%: the distance itself is compared
    if axis.under and item.comparison in _BELOW and not (item.is_range or item.suffix or short):
        return Interval(low=interval.high, low_in=True)
    if (item.plus_minus and item.comparison not in _ABOVE) or (
        axis in (Axis.OFF, Axis.OFF_SHARE) and not (item.suffix or item.chained) and item.comparison in ("", "在", "为")
    ):
        number = interval.high if interval.high is not None else interval.low
        return interval if item.is_range else Interval(high=number, high_in=True)
    return interval


# ---- relations in words: 达到计划值, 超支的, 否则


@cache
def relations() -> PhraseList:
    """Return every relation in words; the first that matches a piece is meant."""
    return phrases("relations", WordRelation.__members__, lambda row, _: WordRelation[row["means"]])


def read_relation(piece: str) -> WordRelation | None:
    """The condition a piece states in words; None where it is a label instead."""
    if len(piece) > 40:
        return None
    known = relations()
    found = (known[place] for place in known.possible(piece) if known[place].pattern.fullmatch(piece))
    return next((WordRelation(one.meaning(None)) for one in found), None)
