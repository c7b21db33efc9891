"""Every figure of a sentence is somewhere in what was read of it; one that is not may have been the one that counts.

``室内温度保持在18—26度之间`` taken for a name in front of the full points, ``由20天压缩至10天`` of which one number was seen: what
was understood is shown, and a human gives the score.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache

from jixiao.scoring import awards
from jixiao.scoring.context import Context
from jixiao.scoring.notation import normalise
from jixiao.scoring.reading import Misread, Named, Reading
from jixiao.scoring.vocabulary import NUMBER

_FIGURE = re.compile(rf"(?<![\d.A-Za-z]){NUMBER}(?![\d.A-Za-z])")
# 12月31日, 第1季度, 4个等级, 保留2位小数, 12345热线, 20个点位中: dates, counts of the tiers themselves, names
_OTHERWISE_SAID = re.compile(
    r"\d+年(?:\d+月(?:\d+日)?)?|\d+月(?:\d+日|底|末|份)|第?\d季度|\d个?(?:等级|档次?|级别|等次|层次|种情况|类)|保留\d位?|\d位小数|\d{3,5}(?=热线)|100%?"
)
_TIMES = (1, 7, 100, 12, 3, 30, Decimal("0.01"), 10000, Decimal("0.0001"))
"""By how much a figure may have been converted: weeks, shares, months, quarters, 万."""


def unused_figures(text: str, reading: Reading, context: Context, *, labelled: bool) -> Iterator[str]:
    """Return the pieces of a sentence with a figure that is nowhere in its reading, the target's own aside."""
    plain = _OTHERWISE_SAID.sub(lambda match: "·" * len(match.group()), normalise(text))
    known: set[Decimal] | None = None
    for match in _FIGURE.finditer(plain):
        number = Decimal(match.group())
        if number in (0, 1) or number == context.plan:
            continue
        if known is None:
            known = set(_figures(reading, labelled))
        if not any(number * times in known for times in _TIMES):
            start = max(plain.rfind(sign, 0, match.start()) for sign in ",;") + 1
            end = min((at for sign in ",;" if (at := plain.find(sign, match.end())) >= 0), default=len(plain))
            piece = normalise(text)[start:end]
            if not _is_left_to_people(piece, reading):
                yield piece


def _is_left_to_people(piece: str, reading: Reading) -> bool:
    """Whether the piece is a clause that a human scores anyway: 否则酌情扣1-5分."""
    judged = (clause.text for clause in reading.clauses if isinstance(clause.award, awards.Judged))
    return any(text in piece or piece in text for text in judged)


@cache
def _parts(kind: type) -> tuple[str, ...]:
    """The fields of a kind of reading that can hold numbers."""
    return tuple(field.name for field in fields(kind) if field.name != "text") if is_dataclass(kind) else ()


def _figures(found: object, labelled: bool) -> Iterator[Decimal]:
    """All numbers of a reading; those in labels where labels are what is compared."""
    if isinstance(found, Decimal):
        yield found
    elif isinstance(found, int) and not isinstance(found, bool):
        yield Decimal(found)
    elif isinstance(found, Named | Misread):
        if labelled or isinstance(found, Misread):
            yield from map(Decimal, _FIGURE.findall(found.text))
    else:
        parts = found if isinstance(found, tuple) else [getattr(found, name) for name in _parts(type(found))]  # type: ignore[arg-type]
        for part in parts:
            if part is not None and not isinstance(part, bool | str | Enum):
                yield from _figures(part, labelled)
