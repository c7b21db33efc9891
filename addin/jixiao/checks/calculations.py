"""Amounts and calculations in a text, with their working.

Two layers: the grammar (``money_grammar``, a recursive descent written by hand: five rules, found in the middle of prose,
with a slash of two meanings, are smaller than what a parser generator would need around them) reads expressions with
signs; the phrases of officialese (222名…每人每年3万元) are matched here. Whatever does not fit is left alone: the rules
above report contradictions only where there is no other reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from jixiao.checks.dates import years
from jixiao.checks.money_grammar import Parser, Term, open_per
from jixiao.checks.money_tokens import Token, amount_of, amount_pattern, may_name_rate, normal, runs
from jixiao.checks.texts import CLAUSE
from jixiao.checks.tolerance import TOLERANCE
from jixiao.checks.wording import matcher
from jixiao.forms.numbers import money_units, plain_number
from jixiao.late_patterns import late_pattern

if TYPE_CHECKING:
    from jixiao.checks.entitlements import Entitlement

MAX_TEXT = 4000
"""Longer texts are no goals and no calculations; they would only cost time."""

_SIGN = late_pattern(r"[*/+=]")
_OPERATIONS = frozenset("*/+-")
# 1. · 2、 · （3） · 目标1： · 一是 · 第一，
_NUMBERED = late_pattern(
    r"(?<![^\n。;])\s*(?:(?:目标|任务|指标)?\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[、):]|是|\.(?!\d))|第[一二三四五六七八九十][,、:])\s*"
)
_BEFORE = 14
"""So many characters in front of an amount say whose it is."""
_RATE_BEFORE = 40
"""So many say that it is for each, behind the amounts of a list: 单价分别为0.5万元、0.3万元、2万元."""


_BOUNDS_BEHIND = ("左右", "上下", "以内", "以上", "以下")


class AmountReading(NamedTuple):
    """What a text comes to in 万元, with its working."""

    working: str
    value: Decimal


def added(values: Sequence[Decimal]) -> AmountReading:
    """Return amounts added up, with the sum written out."""
    return AmountReading("＋".join(map(plain_number, values)), sum(values, Decimal(0)))


class WrittenAmount(NamedTuple):
    """An amount as written; ``rate``: per something; ``bound``: at least, up to."""

    value: Decimal
    text: str
    start: int
    rate: bool
    bound: bool


class TextCalculation(NamedTuple):
    """A calculation found in a text, with its working.

    ``value`` is what it comes to (万元 if ``money``), ``stated`` what the text says it comes to, if it does.
    ``agrees`` is None where that cannot be told. ``whole``: nothing is left per head or per month.
    ``worded``: a rate and a count (每人每月100元), no signs.
    """

    expression: str
    value: Decimal
    money: bool
    stated: Decimal | None
    agrees: bool | None
    whole: bool
    start: int
    end: int
    worded: bool = False


@lru_cache(maxsize=4096)
def calculations(text: str) -> tuple[TextCalculation, ...]:
    """Return the calculations of a text: with signs, or in the words 每…每…."""
    plain = normal(text[:MAX_TEXT])
    signs = _with_signs(plain, text)
    found = [*signs, *_in_phrases(text, signs)]
    return tuple(sorted(found, key=lambda item: item.start))


def _with_signs(plain: str, text: str) -> list[TextCalculation]:
    if _SIGN.search(plain) is None:
        return []
    return [found for pieces in runs(plain) for found in _calculations_of(pieces, text)]


def _calculations_of(pieces: Sequence[Token], text: str) -> list[TextCalculation]:
    found: list[TextCalculation] = []
    index = 0
    if not any(token.text in _OPERATIONS for token in pieces):
        return found
    while index < len(pieces):
        token = pieces[index]
        if token.kind == "number" or token.text == "(":
            parser = Parser(pieces)
            parser.at = index
            calculation = _calculation(parser.chain(), pieces, index, parser.at, text)
            if calculation is not None:
                found.append(calculation)
            index = max(parser.at, index + 1)
        else:
            index += 1
    return found


def _calculation(
    terms: Sequence[Term], pieces: Sequence[Token], first: int, end: int, text: str
) -> TextCalculation | None:
    if not terms or terms[0].steps == 0 or terms[0].unsure:
        return None
    left, right = terms[0], terms[-1] if len(terms) > 1 else None
    if right is not None and right.steps:
        return None  # a transformation, not a result
    start, stop = pieces[first].start, pieces[end - 1].end
    vague = text[max(0, start - 1) : start] in ("约", "近") or "≈" in text[start:stop]
    agrees = None if right is None or vague else _agree(left, right)
    rounded = right is None and "·" in text[start:stop]  # a price per head and day is often a ceiling
    return TextCalculation(
        expression=text[start:stop].strip(),
        value=left.number,
        money=left.money,
        stated=None if right is None else right.number,
        agrees=agrees,
        whole=_is_whole(left, right, agrees) and not rounded,
        start=start,
        end=stop,
    )


def _is_whole(left: Term, right: Term | None, agrees: bool | None) -> bool:
    """Return whether nothing is left per head: 0.1万元/月×12=1.2万元 settles it."""
    if right is not None and right.money and not right.per and agrees:
        return True
    return left.money and not open_per(left)


def _agree(left: Term, right: Term) -> bool | None:
    """Return whether a result fits its calculation, rounded as written."""
    if right.unsure or (right.money and right.per and not open_per(left)):
        return None
    myriad = money_units()["元"]
    readings = [left.number]
    if left.money != right.money:
        readings += [left.number * myriad, left.number / myriad]
    slack = max(right.precision, TOLERANCE)
    if any(abs(reading - right.number) <= slack for reading in readings):
        return True
    # 70公斤×6000亩=420吨: the result is in a unit of its own
    return None if right.counts and not right.money and right.counts[0] not in left.counts else False


def entitlements_in(text: str) -> Sequence[Entitlement]:
    """Return the worded rates of a text with their counts."""
    if not may_name_rate(text):
        return ()
    from jixiao.checks.entitlements import entitlements

    return entitlements(text)


def _in_phrases(text: str, known: Sequence[TextCalculation]) -> Iterator[TextCalculation]:
    """Yield worded rates with their counts that no signed calculation overlaps."""
    for one in entitlements_in(text):
        if any(item.start < one.end and one.start < item.end for item in known):
            continue
        fits = None if one.stated is None else _within(one, one.stated)
        whole = one.value is not None or fits is not None  # else it is left open how often it is paid
        value = one.value if one.value is not None else one.stated if fits else one.low if fits is None else one.high
        if value is None or value == 0:
            continue
        yield TextCalculation(
            expression=one.working if one.stated is None else f"{one.working}={plain_number(one.stated)}万元",
            value=value,
            money=True,
            stated=one.stated,
            agrees=fits,
            whole=whole,
            start=one.start,
            end=one.end if one.stated_end is None else one.stated_end,
            worded=True,
        )


def _within(one: Entitlement, stated: Decimal) -> bool:
    low = one.low if one.value is None else one.value
    return low - TOLERANCE <= stated and (one.high is None or stated <= one.high + TOLERANCE)


@lru_cache(maxsize=4096)
def amounts(text: str) -> tuple[WrittenAmount, ...]:
    """Return every amount of money written in a text."""
    plain = normal(text[:MAX_TEXT])
    if "元" not in plain and "万" not in plain and "亿" not in plain:
        return ()
    return tuple(_amount(match, plain) for match in amount_pattern().finditer(plain))


def _amount(match: re.Match[str], plain: str) -> WrittenAmount:
    start = match.start()
    before = plain[max(0, start - _RATE_BEFORE) : start]
    value = amount_of(match)
    rate = match["per"] is not None or matcher("rate_before").search(before) is not None
    bound = matcher("bound_before").search(before) is not None or plain.startswith(_BOUNDS_BEHIND, match.end("money"))
    return WrittenAmount(value, plain[start : match.end("money")], start, rate, bound)


def items(text: str) -> tuple[str, ...]:
    """Return the numbered points of a text (``1.`` ``2、`` ``三、``), or it whole."""
    plain = normal(text[:MAX_TEXT])
    marks = [match.span() for match in _NUMBERED.finditer(plain)]
    if len(marks) < 2:
        return (text,)
    stops = [start for start, _ in marks[1:]] + [len(text)]
    return tuple(text[end:stop] for (_, end), stop in zip(marks, stops, strict=True))


def total_of(text: str) -> Decimal | None:
    """Return what a point says it costs, in 万元; None for several readings."""
    found = [item for item in calculations(text) if item.money]
    wholes = [item for item in found if item.whole]
    outside = [
        amount
        for amount in amounts(text)
        if not amount.rate and not any(item.start <= amount.start < item.end for item in found)
    ]
    if any(item.agrees is False for item in found) or any(amount.bound for amount in outside):
        return None
    stated = [item.stated for item in calculations(text) if item.stated is not None and (item.money or item.whole)]
    if not outside and len(wholes) == len(found) == 1:
        return wholes[0].stated if wholes[0].stated is not None else wholes[0].value
    if len(outside) == 1:
        value = outside[0].value
        known = [item.value for item in wholes] + [amount for amount in stated if amount is not None]
        return value if all(abs(value - other) <= TOLERANCE for other in known) else None
    return None


def of_others(text: str, found: Iterable[WrittenAmount], year: int | None = None) -> bool:
    """Return whether amounts are of another year or source, or prices."""
    pattern = matcher("other_amounts")
    for amount in found:
        before = text[max(0, amount.start - _BEFORE) : amount.start]
        if pattern.search(before) or (year is not None and years(clause_before(text, amount.start)) - {year}):
            return True
    return False


def clause_before(text: str, end: int) -> str:
    """Return the words of a clause in front of a place."""
    return CLAUSE.split(text[:end])[-1]
