"""Standards drawn at random: a meaning, the scores it gives, and one of many wordings of it.

``compose(seed)`` draws an indicator and a rule, computes what several actual values are worth with fractions of its own, and
says the rule as forms of several provinces say it: ``‹a|b|c›`` in a wording is one of three, and may stand in another.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

Value = Fraction | date | str
Score = Callable[[Any], Fraction]

_CHOICE = re.compile(r"‹([^‹›]*)›")
_RATES = ("受益群众满意度", "验收合格率", "覆盖率", "办结率", "系统正常运行率")
_COUNTS = (("举办培训班", "期"), ("购置设备数量", "台"), ("新建公厕", "座"), ("资助困难学生", "人"), ("编制规划", "项"))
_LIMITS = (("项目总成本", "万元"), ("人均培训成本", "元"), ("响应时间", "分钟"), ("办理时限", "天"))
_EVENTS = (("安全事故", "起"), ("有效投诉", "件"), ("违规问题", "个"), ("质量缺陷", "处"))
_LABELS = (("优", "良", "中", "差"), ("优秀", "良好", "合格", "不合格"), ("显著", "较显著", "一般", "不显著"))

FULL = "‹得满分|得{P}分|计{P}分|得满分{P}分|，得{P}分|，计满分|得该项满分|得分值的100%|的得{P}分|的，得满分|记{P}分›"
NOTHING = "‹不得分|得0分|，不得分|的不得分|，得0分|计0分|该项不得分|的，该指标得0分|得零分›"
TAKEN = "‹扣{Y}分|，扣{Y}分|扣减{Y}分|减{Y}分|扣除{Y}分|的扣{Y}分|的，扣{Y}分|相应扣{Y}分›"
TAKEN_SHARE = "‹扣分值的{Y}%|扣{Y}%分值|扣该项分值的{Y}%|扣权重的{Y}%|，扣减分值的{Y}%|扣{Y}%的分值›"
GIVEN = "‹得{X}分|计{X}分|，得{X}分|的得{X}分|的，得{X}分|记{X}分›"
GIVEN_SHARE = "‹得分值的{X}%|得{X}%分值|得该项分值的{X}%|得权重的{X}%|得标准分{X}%|的得分值的{X}%›"
REACHED = "‹达到目标值|完成目标值|达标|≥目标值|不低于目标值|达到或超过目标值|{I}≥{T}{U}|达到{T}{U}|不低于{T}{U}|{I}{T}{U}（含）以上|{I}达到{T}{U}及以上›"
KEPT = "‹不超过目标值|控制在目标值以内|≤目标值|未超目标值|{I}≤{T}{U}|不超过{T}{U}|{I}控制在{T}{U}以内|{T}{U}（含）以内|{I}不高于{T}{U}›"
SHORT = "‹否则|未达到的|未达标的|未达到目标值的|反之|低于目标值的›"
NEXT = "‹，|；|。|\n›"
BEFORE = "‹|||评分标准：|评价要点：|①|1.|（1）|分值{P}分。|本指标满分{P}分，›"
AFTER = "‹|||。|；|（以台账为准）|。数据来源：业务台账›"
UNTIL = "‹||，扣完为止|，扣完为止。|，直至扣完|，扣完本项分值为止|，扣至0分为止|，最多扣{P}分|（扣完为止）›"


@dataclass(frozen=True)
class Composed:
    """A sentence for an indicator, and what some actual values are worth."""

    text: str
    plan: Value
    unit: str | None
    operator: str | None
    points: int
    worth: tuple[tuple[Value, Fraction], ...]


def compose(seed: int) -> Composed:
    """Return the sentence of a seed."""
    return _Composer(random.Random(seed)).run()


def _plain(number: object) -> str:
    if not isinstance(number, Fraction):
        return str(number)
    return format((Decimal(number.numerator) / Decimal(number.denominator)).normalize(), "f")


class _Composer:
    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._points = draw.choice((2, 4, 5, 8, 10, 12, 20))
        self._words: dict[str, object] = {"P": self._points}

    def run(self) -> Composed:
        text, plan, unit, operator, score, actuals = self._draw.choice(_RULES)(self)
        text = (
            re.sub("，，+", "，", self._say(BEFORE) + text + self._say(AFTER))
            .replace("；，", "；")
            .replace("。，", "。")
        )
        style = self._draw.random()
        if style < 0.1:
            text = text.translate(str.maketrans("0123456789%", "０１２３４５６７８９％"))
        elif style < 0.2:
            text = text.translate(str.maketrans("，；：（）", ",;:()"))
        worth = tuple((actual, Fraction(floor(score(actual) * 100 + Fraction(1, 2)), 100)) for actual in actuals)
        return Composed(text, plan, unit, operator, self._points, worth)

    def _say(self, wording: str, **words: object) -> str:
        while match := _CHOICE.search(wording):
            wording = wording[: match.start()] + self._draw.choice(match[1].split("|")) + wording[match.end() :]
        return wording.format(**{name: _plain(word) for name, word in (self._words | words).items()})

    def _indicator(self, kind: str) -> tuple[Fraction, str]:
        """Return the target and the unit of an indicator of a kind."""
        pool: dict[str, tuple[Sequence[Any], Sequence[int]]] = {
            "rate": ([(name, "%") for name in _RATES], (80, 85, 90, 92, 95)),
            "count": (_COUNTS, (5, 8, 10, 20, 50, 200)),
            "limit": (_LIMITS, (10, 20, 24, 50, 120, 800)),
        }
        names, targets = pool[kind]
        (name, unit), target = self._draw.choice(names), Fraction(self._draw.choice(targets))
        self._words |= {"I": self._draw.choice(("", name)), "T": target, "U": unit, "N": name}
        return target, unit

    def _taken(self) -> tuple[Fraction, str]:
        """Return what a step takes, and its words."""
        if self._draw.random() < 0.3:
            share = self._draw.choice((2, 5, 10, 20))
            return Fraction(self._points * share, 100), self._say(TAKEN_SHARE, Y=share)
        taken = min(Fraction(self._draw.choice((1, 2, 5, 10)), 10), Fraction(self._points, 2))
        return taken, self._say(TAKEN, Y=taken)

    def _tiers(self, *shares: Fraction) -> list[str]:
        """Return awards of these shares of the points, all said alike."""
        wording, whole = self._draw.choice(((GIVEN, self._points), (GIVEN_SHARE, 100)))
        return [self._say(wording if share else NOTHING, X=share * whole) for share in shares]

    # ---- rules: text, plan, unit, operator, score, actual values

    def _steps_below(self) -> Any:
        target, unit = self._indicator(self._draw.choice(("rate", "count")))
        taken, taking = self._taken()
        size = Fraction(self._draw.choice((1, 2)))
        one = "‹每低于目标值{X}个百分点|每降低{X}个百分点|每低{X}%|每下降{X}%|每减少{X}个百分点|未达标的，每低{X}个百分点›"
        one = one if unit == "%" else "‹每少{X}{U}|每减少{X}{U}|每少完成{X}{U}|每低于目标值{X}{U}|不足的每少{X}{U}›"
        text = self._say(f"{REACHED}{FULL}{NEXT}{one}", X=size) + taking + self._say(UNTIL)

        def score(actual: Fraction) -> Fraction:
            return max(Fraction(0), self._points - max(0, floor((target - actual) / size)) * taken)

        return text, target, unit, "≥", score, (target, target - size, target - 2 * size, target - 5, Fraction(0))

    def _steps_above(self) -> Any:
        target, unit = self._indicator("limit")
        taken, taking = self._taken()
        size, share = Fraction(self._draw.choice((1, 5, 10))), self._draw.random() < 0.5
        one = "‹每超过{X}%|每超出{X}%|每超出目标值{X}%|超过的，每超过{X}%|每高于目标值{X}%›"
        one = one if share else "‹每超过{X}{U}|每超{X}{U}|每增加{X}{U}|每超过目标值{X}{U}|每多{X}{U}›"
        text = self._say(f"{KEPT}{FULL}{NEXT}{one}", X=size) + taking + self._say(UNTIL)
        step = size * target / 100 if share else size

        def score(actual: Fraction) -> Fraction:
            return max(Fraction(0), self._points - max(0, floor((actual - target) / step)) * taken)

        return text, target, unit, "≤", score, (target, target + step, target + step * 5 / 2, target * 3, target - 1)

    def _share(self) -> Any:
        target, unit = self._indicator(self._draw.choice(("rate", "count")))
        rest = "‹按实际完成比例计分|按比例得分|按完成率计算得分|得分=实际完成值÷目标值×分值|按实际完成值/目标值×{P}计分|，得分={P}×实际完成值/目标值›"
        text = self._say(f"{REACHED}{FULL}{NEXT}{SHORT}{rest}")
        return text, target, unit, "≥", lambda a: self._points * min(1, a / target), (target, target / 2, Fraction(0))

    def _all_or_nothing(self) -> Any:
        target, unit = self._indicator("rate")
        text = self._say(f"{REACHED}{FULL}{NEXT}{SHORT}{NOTHING}")
        return (
            text,
            target,
            unit,
            "≥",
            lambda a: Fraction(self._points * (a >= target)),
            (target, target - 1, Fraction(100)),
        )

    def _bands(self) -> Any:
        target, unit = self._indicator("rate")
        low, (best, middle, none) = target - 10, self._tiers(Fraction(1), Fraction(3, 5), Fraction(0))
        best = self._draw.choice((best, self._say(FULL)))
        manners = (
            ("{I}≥{T}%", "{L}%≤{N}＜{T}%", "{I}＜{L}%"),
            ("{I}{T}%（含）以上", "{L}%（含）-{T}%", "{L}%以下"),
            ("达到{T}%", "{I}在{L}%（含）至{T}%之间", "低于{L}%"),
            ("{I}不低于{T}%", "大于等于{L}%小于{T}%", "不足{L}%"),
        )
        conditions = [self._say(one, L=low) for one in self._draw.choice(manners)]
        joint = self._say(NEXT)
        text = joint.join(map(str.__add__, conditions, (best, middle, none)))

        def score(actual: Fraction) -> Fraction:
            return self._points * (
                Fraction(1) if actual >= target else Fraction(3, 5) if actual >= low else Fraction(0)
            )

        return text, target, unit, "≥", score, (target, target - 1, low, low - 1)

    def _events(self) -> Any:
        (name, unit), (taken, taking) = self._draw.choice(_EVENTS), self._taken()
        first = self._say("‹未发生{E}|无{E}|没有发生{E}|{E}为0{U}›" + FULL + NEXT, E=name, U=unit)
        text = first + self._say("‹每发生1{U}|每发现1{U}|每出现一{U}|每有1{U}›", U=unit) + taking + self._say(UNTIL)

        def score(actual: Fraction) -> Fraction:
            return max(Fraction(0), self._points - actual * taken)

        return text, Fraction(0), unit, "=", score, tuple(map(Fraction, (0, 1, 3, 200)))

    def _labels(self) -> Any:
        labels, shares = self._draw.choice(_LABELS), (Fraction(1), Fraction(4, 5), Fraction(1, 2), Fraction(0))
        text = self._say("‹；|，|。›").join(map(str.__add__, labels, self._tiers(*shares)))
        if self._draw.random() < 0.3:
            text = "、".join(labels) + "分别得" + "、".join(f"{_plain(share * self._points)}分" for share in shares)
        return text, labels[0], None, None, lambda a: self._points * shares[labels.index(a)], labels

    def _days_late(self) -> Any:
        due, (taken, taking) = date(2026, self._draw.choice((6, 9, 11)), 30), self._taken()
        size = self._draw.choice((1, 5, 10))
        when = self._draw.choice((f"{due.month}月30日前完成", f"2026年{due.month}月底前完成", "按时完成", "按期完成"))
        one = "‹每延迟{X}天|每推迟{X}天|每逾期{X}天|每晚{X}天|逾期的，每超过{X}天|未按时完成的，每延迟{X}天›"
        text = when + self._say(f"{FULL}{NEXT}{one}", X=size) + taking + self._say(UNTIL)

        def score(actual: date) -> Fraction:
            return max(Fraction(0), self._points - max(0, (actual - due).days // size) * taken)

        return text, due, None, "≤", score, tuple(due + timedelta(days) for days in (0, -9, 1, 10, 900))


_RULES: Sequence[Callable[[_Composer], Any]] = (
    _Composer._steps_below,
    _Composer._steps_above,
    _Composer._share,
    _Composer._all_or_nothing,
    _Composer._bands,
    _Composer._events,
    _Composer._labels,
    _Composer._days_late,
)
