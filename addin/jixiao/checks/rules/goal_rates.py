"""VAL-004: rates of a goal against targets (每亩补助800元, 元/亩)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding
from jixiao.checks.likeness import content_letters, content_pairs
from jixiao.checks.money_tokens import may_name_rate
from jixiao.checks.rows import Row
from jixiao.checks.texts import CLAUSE, SENTENCE
from jixiao.forms.numbers import money_units, plain_number
from jixiao.late_patterns import late_pattern

if TYPE_CHECKING:
    from jixiao.checks.rates import Rate

_MONEY_PER = late_pattern(r"(元|万元)(/.+)")
_PHRASE = late_pattern(r"[，、。；,;\n\d]")
_SIGN = late_pattern("[*/+=xX×÷＊]")


def rates_of_standards(form: Form, cell: str, goal: str) -> Iterator[Finding]:
    """Yield rates that differ from their indicator's (每亩补助800元, 元/亩)."""
    if not may_name_rate(goal):
        return
    from jixiao.checks.rates import kind_and_period, rates

    told = rates(goal)
    prices = [
        (row, unit, per)
        for row in form.rows
        if row.number is not None
        and (unit := _MONEY_PER.fullmatch(row.unit or ""))
        and (per := kind_and_period(unit[2]))
    ]
    for row, unit, per in prices:
        own = [rate for rate in told if rate.kind == per[0]]
        signs = [goal[max(0, rate.start - 1) : rate.start] + goal[rate.end : rate.end + 1] for rate in own]
        if any(map(_SIGN.search, signs)):
            continue  # a price in a calculation: 2000元/批次×600批次
        rivals = [other for other, _, kind in prices if kind[0] == per[0]]
        rate = _rate_of(row, rivals, own, goal)
        worth = money_units()[unit[1]]
        if rate is None or rate.period != per[1] or any(one.value == (row.number or 0) * worth for one in own):
            continue
        if (rate.least and row.operator not in ("≥", ">")) or (rate.most and row.operator not in ("≤", "<")):
            continue
        yield form.finding(
            "VAL-004",
            form.at(row, "target"),
            found=row.number,
            expected=rate.value / worth,
            related=[cell],
            text=rate.text,
            value=plain_number(row.number or Decimal(0)),
        )


def _rate_of(row: Row, rivals: Sequence[Row], rates: Sequence[Rate], goal: str) -> Rate | None:
    """Return the only rate that a goal gives for a thing, or the one that names it."""
    if len(rates) == 1 == len(rivals):
        sentence = SENTENCE.split(goal[: rates[0].start])[-1] + rates[0].text
        own = content_pairs(row.name.removesuffix("标准"))  # none: 每人每月补助标准
        return rates[0] if not own or own & content_pairs(sentence) else None
    others = [other for other in rivals if other is not row]
    for pattern in (_PHRASE, CLAUSE, SENTENCE):
        phrases = [(rate, pattern.split(goal[: rate.start])[-1]) for rate in rates]
        named = [
            rate
            for rate, said in phrases
            if _letters(row, said) > max((_letters(other, said) for other in others), default=1)
        ]
        if len(named) == 1:
            return named[0]
    return None


def _letters(row: Row, phrase: str) -> int:
    """Return how many letters of a name stand in a phrase in front of a rate."""
    return len(content_letters(row.name).intersection(phrase))
