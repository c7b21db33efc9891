"""Amounts of a text whose parts, behind 其中, are more than the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.checks.calculations import TextCalculation, WrittenAmount, amounts
from jixiao.checks.money_tokens import normal
from jixiao.checks.texts import CLAUSE, SENTENCE
from jixiao.checks.tolerance import TOLERANCE
from jixiao.forms.numbers import plain_number
from jixiao.late_patterns import late_pattern

_AMONG = late_pattern(r"[，,、（(。；;]?其中[:：]?")
# 省级财政承担648万元、县级承担432万元: together they bear all of it
_BORNE = late_pattern(r"(?:承担|负担|分担)\Z")


def wrong_divisions(text: str) -> Iterator[TextCalculation]:
    """Yield wholes with parts of more, or of less where some bear all of it."""
    if "其中" not in text:
        return
    plain = normal(text)
    written = amounts(text)
    for among in _AMONG.finditer(plain):
        end = SENTENCE.search(plain, among.end())
        stop = len(plain) if end is None else end.start()
        whole = next((each for each in written if each.start + len(each.text) == among.start()), None)
        parts = [each for each in written if among.end() <= each.start < stop]
        if whole is None or len(parts) < 2 or plain.count("其中", among.end(), stop):
            continue
        if any(each.rate != whole.rate and each.rate for each in parts) or not _are_listed(plain, among.end(), parts):
            continue
        calculation = _calculation(plain, whole, parts)
        if calculation is not None:
            yield calculation


def _are_listed(plain: str, start: int, parts: Sequence[WrittenAmount]) -> bool:
    """Return whether amounts follow each other, each with a few words."""
    ends = [start, *(each.start + len(each.text) for each in parts)]
    between = [plain[end : each.start] for end, each in zip(ends, parts, strict=False)]
    return all(_PART.fullmatch(words) for words in between)


# 燃料费, 、维修保养, ，保险
_PART = re.compile(r"(?:[,，、和及]|以及)?[\u4e00-\u9fff]{2,14}")


def _calculation(plain: str, whole: WrittenAmount, parts: Sequence[WrittenAmount]) -> TextCalculation | None:
    reached = Decimal(0)
    for each in parts[:-1]:
        reached += each.value
        if reached == whole.value:
            return None  # a second division of the same whole: by source, then by purpose
    total = reached + parts[-1].value
    borne = all(_BORNE.search(CLAUSE.split(plain[: each.start])[-1]) for each in parts)
    if total - whole.value <= TOLERANCE and not (borne and whole.value - total > TOLERANCE):
        return None
    working = "＋".join(plain_number(each.value) for each in parts)
    last = parts[-1]
    return TextCalculation(
        expression=f"{working}={whole.text}",
        value=total,
        money=True,
        stated=whole.value,
        agrees=False,
        whole=False,
        start=whole.start,
        end=last.start + len(last.text),
    )
