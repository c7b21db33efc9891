"""What every award has: its worth for an actual value, its Excel expression, its words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from jixiao.scoring.axes import Axis, Cells
from jixiao.scoring.criteria import Actual, Plan
from jixiao.scoring.intervals import show

ZERO, HUNDRED = Decimal(0), Decimal(100)


class Policy(Enum):
    """How a part of a step counts."""

    FLOOR = "floor"
    CEIL = "ceil"
    LINEAR = "linear"


@dataclass(frozen=True, slots=True)
class ScoreInputs:
    """What is known when a standard is applied."""

    actual: Actual
    plan: Plan
    points: Decimal
    policy: Policy = Policy.FLOOR


class Terms(NamedTuple):
    """What a formula is written in: the cells it looks at, the full points, how a part of a step counts."""

    cells: Cells
    points: Decimal
    policy: Policy


@dataclass(frozen=True, slots=True)
class Worth:
    """Points before they are limited and rounded; None where a human decides, then within ``low`` and ``high``.

    ``partial``: a part of a step occurred and the sentence does not say how it counts.
    """

    points: Decimal | None
    working: str
    low: Decimal | None = None
    high: Decimal | None = None
    partial: bool = False


class Award:
    """One way of giving or taking points (STANDARDS.md, column score)."""

    __slots__ = ()

    def worth(self, inputs: ScoreInputs) -> Worth:
        """The points in a inputs, exact, with the working in Chinese."""
        raise NotImplementedError

    def excel(self, terms: Terms) -> str | None:
        """The same as an Excel expression before limiting and rounding; None where a human decides."""
        raise NotImplementedError

    def words(self) -> str:
        """The award for a reader."""
        raise NotImplementedError


class Constant(Award):
    """An award whose worth depends on nothing but the full points."""

    __slots__ = ()

    def excel(self, terms: Terms) -> str | None:
        """The number itself."""
        points = self.worth(ScoreInputs(ZERO, None, terms.points, terms.policy)).points
        return None if points is None else show(points)


def top_words(top: Decimal | None) -> str:
    """The points a formula is multiplied with, for a reader."""
    return "分值" if top is None else show(top)


DISTANCES = {
    Axis.OVER: "超出",
    Axis.OVER_SHARE: "超出",
    Axis.UNDER: "低于",
    Axis.UNDER_SHARE: "低于",
    Axis.OFF: "偏差",
    Axis.SIZE: "偏差",
    Axis.OFF_SHARE: "偏差",
    Axis.DAYS: "逾期",
    Axis.WORKDAYS: "逾期",
    Axis.MONTHS: "逾期",
}
UNITS = {
    Axis.DAYS: "天",
    Axis.WORKDAYS: "个工作日",
    Axis.MONTHS: "个月",
    Axis.OVER_SHARE: "%",
    Axis.UNDER_SHARE: "%",
    Axis.OFF_SHARE: "%",
    Axis.SHARE: "%",
}
