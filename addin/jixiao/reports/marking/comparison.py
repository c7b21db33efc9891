"""What a department did with the problems of the round before: 已改, 未改, 新发现."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from jixiao.reports.problem import Problem

MENDED, UNMENDED, NEW = "已改", "未改", "新发现"

_PLACE_IN_WORDS = re.compile(r"第[\d、，,—–~-]{1,200}行|[A-Z]{1,3}\d{1,7}")
"""Rows and cells, which move when a row is inserted: 第12行, 第6、7行, F11."""


class EarlierProblem(NamedTuple):
    """A row of the earlier sheet of results, in its words."""

    level: str
    place: str
    project: str
    message: str
    code: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A round against the one before; ``unmended`` are places among the problems."""

    problems: int
    unmended: frozenset[int]
    mended: tuple[EarlierProblem, ...]

    def of(self, place: int) -> str:
        """Whether the problem at a place is new or stands as before."""
        return UNMENDED if place in self.unmended else NEW

    def told(self) -> str:
        """For example ``已改 3 处，未改 1 处，新发现 0 处``."""
        left = len(self.unmended)
        return f"{MENDED} {len(self.mended)} 处，{UNMENDED} {left} 处，{NEW} {self.problems - left} 处"


def compare(earlier: Iterable[EarlierProblem], problems: Sequence[Problem]) -> Comparison:
    """Pair each problem with the same one of the round before.

    The same are rule and project, and the words but for rows and cells.
    """
    waiting: dict[tuple[str, str, str], list[EarlierProblem]] = {}
    for each in earlier:
        waiting.setdefault(_key(each.code, each.project, each.message), []).append(each)
    unmended = set()
    for place, problem in enumerate(problems):
        finding = problem.finding
        same = waiting.get(_key(finding.code, finding.project or "", problem.message))
        if same:
            same.pop(0)
            unmended.add(place)
    mended = [each for group in waiting.values() for each in group]
    return Comparison(len(problems), frozenset(unmended), tuple(mended))


def _key(code: str, project: str, message: str) -> tuple[str, str, str]:
    return code, "".join(project.split()), "".join(_PLACE_IN_WORDS.sub("", message).split())
