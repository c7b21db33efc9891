"""Every figure of a sentence is in what was read of it, or a human scores.

``室内温度保持在18—26度之间`` taken for a name in front of the full points, ``由20天压缩至10天`` of which one number was seen: what
was understood is shown, and a human gives the score.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from jixiao.scoring import awards
from jixiao.scoring.context import Context
from jixiao.scoring.criteria import Undecided
from jixiao.scoring.interval_phrases import TIME_AXES
from jixiao.scoring.notation import normalise
from jixiao.scoring.phrases import NUMBER, in_unit, pattern
from jixiao.scoring.sentence import Named, SentenceReading

# 5, -2 of ≥-2%; not 2 of 1-2%, nor 60 of 实际值-60%
_FIGURE = re.compile(rf"(?<![\d.A-Za-z])(?:(?<![^≥≤<>=于过到达为在(,;:])-)?{NUMBER}(?![\d.A-Za-z])")
_SHARE = (Decimal(100), Decimal("0.01"))
"""A figure may have become a percentage, or been one: 0.8, 3倍."""


def unused_figures(text: str, reading: SentenceReading, context: Context, *, labelled: bool) -> Iterator[str]:
    """Yield the pieces with a figure that is neither in the reading nor the target."""
    normal = normalise(text)
    plain = pattern("otherwise_said").sub(lambda match: "·" * len(match.group()), normal)
    known: set[Decimal] = set()
    for match in _FIGURE.finditer(plain):
        number = Decimal(match.group())
        if pattern("figure_mistyped").match(plain, match.start()):
            known = {number + 1}  # 扣05分: 5 or 0.5
        elif number in (0, 1) or (number == context.plan and number > 0):
            continue
        known = known or _figures_of(reading, labelled)
        if number not in known and known.isdisjoint(_converted(number, plain, match.end())):
            start = max(plain.rfind(sign, 0, match.start()) for sign in ",;") + 1
            end = min((at for sign in ",;" if (at := plain.find(sign, match.end())) >= 0), default=len(plain))
            piece = normal[start:end]
            if not _is_left_to_people(piece, normal[:start].rstrip(",;"), reading):
                yield piece


def _converted(number: Decimal, text: str, end: int) -> Iterator[Decimal]:
    """Yield what a figure may have become: 2周 → 14, 0.8 → 80, 5000吨 → 0.5万吨."""
    yield from (number * times for times in _SHARE)
    unit = pattern("figure_unit").match(text, end)
    if unit is not None:
        yield number * TIME_AXES.get(unit["own"], (None, 1))[1]
        yield in_unit(number, unit["own"], unit["other"])


def _is_left_to_people(piece: str, before: str, reading: SentenceReading) -> bool:
    """Whether the piece is, or ends, a clause that a human scores: 否则酌情扣1-5分."""
    judged = (clause.text for clause in reading.clauses if isinstance(clause.award, awards.Judged))
    return any(text in piece or piece in text or (text and before.endswith(text)) for text in judged)


@cache
def _parts(kind: type) -> tuple[str, ...]:
    """The fields of a kind of reading that can hold numbers."""
    return tuple(field.name for field in fields(kind) if field.type not in _WITHOUT) if is_dataclass(kind) else ()


_WITHOUT = ("str", "bool", "bool | None", "tuple[str, ...]")


def _figures_of(reading: SentenceReading, labelled: bool) -> set[Decimal]:
    """All numbers of a reading; those in labels where labels are what is compared."""
    figures: set[Decimal] = set()
    parts: list[Any] = [reading]
    while parts:
        part = parts.pop()
        kind = type(part)
        if kind is Decimal or kind is int:
            figures.add(Decimal(part))
        elif kind is str:  # an expression
            figures.update(map(Decimal, _FIGURE.findall(part)))
        elif kind is tuple:
            parts += part
        elif kind is Undecided or (kind is Named and labelled):
            figures.update(map(Decimal, _FIGURE.findall(part.text)))
        else:
            parts += [getattr(part, name) for name in _parts(kind)]  # type: ignore[arg-type]
    return figures
