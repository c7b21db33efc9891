"""Conditions in words without a number: 达到计划值, 超支的, 控制在预算内, 全部完成, 未发生事故, 否则."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from jixiao.scoring.conditions import Condition, Occurs, Otherwise, Relation, ToPlan
from jixiao.scoring.phrase import Phrase, phrases

_OTHERS: dict[str, Condition] = {
    "OTHERWISE": Otherwise(),
    "OCCURS": Occurs(none=False),
    "OCCURS_NOT": Occurs(none=True),
}


def _meaning(row: dict[str, str]) -> Callable[[re.Match[str]], Condition]:
    means = row["means"]
    condition = _OTHERS[means] if means in _OTHERS else ToPlan(Relation[means])
    return lambda _: condition


@cache
def relations() -> tuple[Phrase[Condition], ...]:
    """Every relation in words; the first that matches a piece from end to end is what it states."""
    return tuple(phrases("relations", _meaning))


def read_relation(piece: str) -> Condition | None:
    """The condition a piece states in words; None where it is a label instead."""
    if len(piece) > 40:
        return None
    characters = frozenset(piece)
    for relation in relations():
        if not relation.cues.isdisjoint(characters) and (match := relation.pattern.fullmatch(piece)):
            return relation.build(match)
    return None
