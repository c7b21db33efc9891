"""What a form leaves out: points of one indicator (推定), the context of a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jixiao.scoring.assembly import understand
from jixiao.scoring.context import Context, read_plan

DEFAULT_SUM = Decimal(90)
"""Points of all indicators; the other 10 are for 预算执行率 (STANDARDS.md, Sums)."""


@dataclass(frozen=True, slots=True)
class PointsOfRow:
    """The points of one indicator, and whether text, column or sum gave them."""

    points: Decimal | None
    source: str

    @property
    def inferred(self) -> bool:
        """Whether they are 推定."""
        return self.source == "inferred"


@dataclass(frozen=True, slots=True)
class InferredPoints:
    """The points of all indicators of a form; ``total`` adds up the known ones."""

    rows: tuple[PointsOfRow, ...]
    total: Decimal
    expected: Decimal


def infer_points(
    standards: Sequence[tuple[str | None, Decimal | None]], expected_sum: Decimal = DEFAULT_SUM
) -> InferredPoints:
    """Return points of each row: by column, by sentence, for one row the remainder."""
    rows = [_known(text, given) for text, given in standards]
    missing = [index for index, row in enumerate(rows) if row.points is None]
    known = sum((row.points for row in rows if row.points is not None), Decimal(0))
    if len(missing) == 1 and known < expected_sum:
        rows[missing[0]] = PointsOfRow(expected_sum - known, "inferred")
        known = expected_sum
    return InferredPoints(tuple(rows), known, expected_sum)


def _known(text: str | None, given: Decimal | None) -> PointsOfRow:
    if given is not None:
        return PointsOfRow(given, "column")
    stated = understand(text).stated if text else None
    return PointsOfRow(stated, "missing" if stated is None else "text")


def context_of(indicator: Mapping[str, Any], points: Decimal | None = None, year: int | None = None) -> Context:
    """Return the context of an indicator of a form; ``year`` is the form's."""
    unit = indicator.get("unit")
    return Context(read_plan(indicator.get("target"), unit), unit, indicator.get("operator"), points, year)
