"""The vocabulary of the samples, out of ``schema/sample_texts.json``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from jixiao.forms.text import dictionary

SHARES = (90, 95, 98, 100)
"""Targets of a rate for which the vocabulary gives no range, in per cent."""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """Something countable that a project achieves: name, unit, plausible targets."""

    name: str
    unit: str
    low: int
    high: int
    operator: str


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work of a theme.

    ``stem`` + ``measure`` is the name of its quantity, ``stem`` + ``quality`` that of its rate; quantities lie between
    ``low`` and ``high`` units, prices per unit between ``cheap`` and ``dear`` 万元.
    """

    stem: str
    measure: str
    unit: str
    low: int
    high: int
    cheap: Decimal
    dear: Decimal
    quality: str


@dataclass(frozen=True, slots=True)
class Theme:
    """What a project can be about; ``served`` are asked for their satisfaction."""

    name: str
    program: str
    purpose: str
    works: tuple[Work, ...]
    effects: Mapping[str, tuple[Yardstick, ...]]
    served: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleBureau:
    """A kind of department: its names, its duties, its own themes."""

    name: str
    short: str
    duties: tuple[str, ...]
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class SampleTexts:
    """What samples are made of; ``levels`` are (block, level 1, level 2) in order.

    ``indicators`` are by kind: block, name, operator, unit, explanation, and how they are scored, which leads to one of the
    ``standards``.
    """

    counties: tuple[str, ...]
    surnames: tuple[str, ...]
    given: tuple[str, ...]
    offices: tuple[str, ...]
    levels: Mapping[str, tuple[tuple[str, str, str], ...]]
    indicators: Mapping[str, Sequence[str | None]]
    standards: Mapping[str, str]
    bureaus: tuple[SampleBureau, ...]
    general: tuple[Theme, ...]


EFFECTS = ("economic", "social", "ecological", "lasting")


def _yardstick(text: str) -> Yardstick:
    """Parse ``name|unit|low|high|operator``; the operator may be missing."""
    name, unit, *rest = text.split("|")
    low, high = (int(rest[0]), int(rest[1])) if rest else (min(SHARES), max(SHARES))
    return Yardstick(name, unit, low, high, rest[2] if len(rest) > 2 else "≥")


def _work(text: str) -> Work:
    """``stem|measure|unit|low|high|cheap-dear|quality``."""
    stem, measure, unit, low, high, price, quality = text.split("|")
    cheap, _, dear = price.partition("-")
    return Work(stem, measure, unit, int(low), int(high), Decimal(cheap), Decimal(dear), quality)


def _theme(entry: Mapping[str, Any]) -> Theme:
    return Theme(
        name=entry["name"],
        program=entry["program"],
        purpose=entry["purpose"],
        works=tuple(map(_work, entry["works"])),
        effects={block: tuple(map(_yardstick, entry[block])) for block in EFFECTS},
        served=tuple(entry["served"]),
    )


@cache
def vocabulary() -> SampleTexts:
    """The vocabulary; read once."""
    data = dictionary("sample_texts")
    return SampleTexts(
        counties=tuple(data["counties"]),
        surnames=tuple(data["surnames"]),
        given=tuple(data["given"]),
        offices=tuple(data["offices"]),
        levels={name: tuple((b, one, two) for b, one, two in rows) for name, rows in data["levels"].items()},
        indicators=data["indicators"],
        standards=data["standards"],
        bureaus=tuple(
            SampleBureau(entry["name"], entry["short"], tuple(entry["duties"]), tuple(map(_theme, entry["themes"])))
            for entry in data["bureaus"]
        ),
        general=tuple(map(_theme, data["general"])),
    )
