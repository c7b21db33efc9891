"""The indicators of a year-end form beside those that were approved."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from jixiao.checks.likeness import ratio
from jixiao.checks.rows import Row
from jixiao.forms.labels import cached_form

_ALIKE = 0.7
"""Names less alike than this are two indicators."""


class ApprovedTarget(NamedTuple):
    """An approved indicator, its places whole; ``reached`` is an earlier result."""

    name: str
    level2: str | None
    operator: str | None
    target: Decimal | str | None
    unit: str | None
    points: Decimal | None
    reached: Decimal | str | None
    cell: str
    target_cell: str
    points_cell: str
    reached_cell: str


class Pairing(NamedTuple):
    """A form's indicators beside the approved; ``renamed`` ones are only alike."""

    same: tuple[tuple[ApprovedTarget, Row], ...] = ()
    renamed: tuple[tuple[ApprovedTarget, Row], ...] = ()
    dropped: tuple[ApprovedTarget, ...] = ()
    added: tuple[Row, ...] = ()


def pair_indicators(targets: Sequence[ApprovedTarget], rows: Sequence[Row]) -> Pairing:
    """Pair indicators of one name, then the most alike, within a level 2 first."""
    left = list(targets)
    same: list[tuple[ApprovedTarget, Row]] = []
    unpaired: list[Row] = []
    for row in rows:
        named = [each for each in left if cached_form(each.name) == cached_form(row.name)]
        target = next((each for each in named if each.level2 == row.data["level2"]), named[0] if named else None)
        if target is None:
            unpaired.append(row)
        else:
            left.remove(target)
            same.append((target, row))
    pairs = product(enumerate(unpaired), enumerate(left))
    scored = sorted(((_likeness(t, row), -place, -number) for (place, row), (number, t) in pairs), reverse=True)
    renamed: dict[int, int] = {}
    for score, place, number in scored:
        if score >= _ALIKE and -place not in renamed and -number not in renamed.values():
            renamed[-place] = -number
    return Pairing(
        tuple(same),
        tuple((left[number], unpaired[place]) for place, number in sorted(renamed.items())),
        tuple(target for number, target in enumerate(left) if number not in renamed.values()),
        tuple(row for place, row in enumerate(unpaired) if place not in renamed),
    )


def _likeness(target: ApprovedTarget, row: Row) -> float:
    """Return the likeness of two names; an equal target proves it."""
    names = ratio(cached_form(target.name), cached_form(row.name))
    proved = row.target is not None and (row.target, row.unit) == (target.target, target.unit)
    return names + 0.1 if names >= 0.5 and proved else names
