"""The scoring standards of a form as the rules need them: what is wrong with each, and the points it states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jixiao.checks.context import Form, Row
    from jixiao.scoring.problems import Problem


_OTHER_NUMBER = re.compile(r"\d(?![\d.]|\s*分)")
"""A number that is no points. A sentence without one is read the same whatever the target is."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A standard: the points it states (None: it names none) and its problems."""

    points: Decimal | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Scored:
    """An indicator with its standard and the address of that."""

    row: Row
    text: str
    cell: str
    judged: Judged


@lru_cache(maxsize=16384)
def judge(text: str, target: Decimal | str | None, operator: str | None, unit: str | None) -> Judged:
    """A standard read for its indicator; remembered, for the same sentences stand on form after form."""
    from jixiao.scoring.assembly import understand  # only forms with standards need the language
    from jixiao.scoring.context import Context, read_plan
    from jixiao.scoring.problems import problems

    standard = understand(text, Context(read_plan(target, unit), unit, operator, None))
    return Judged(standard.stated, tuple(problems(standard)))


def read_standards(form: Form) -> Iterator[Scored]:
    """The indicators of a form that have a standard, with what it says."""
    if not form.has_column("scoring_standard"):
        return
    for row in form.rows:
        text = row.data.get("scoring_standard")
        if text:
            if _OTHER_NUMBER.search(text):
                target = row.number if row.number is not None else row.text
                judged = judge(text, target, row.operator, row.unit)
            else:
                judged = judge(text, None, row.operator, None)
            yield Scored(row, text, form.at(row, "scoring_standard"), judged)
