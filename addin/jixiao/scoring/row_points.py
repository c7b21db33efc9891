"""The points of each indicator: of the column, of the sentence, or what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jixiao.scoring.assembly import understand

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


NO_POINTS = PointsOfRow(None, "missing")


def infer_points(
    standards: Sequence[tuple[str | None, Decimal | None]], expected_sum: Decimal = DEFAULT_SUM
) -> tuple[list[PointsOfRow], Decimal]:
    """Return points of each row, by column, sentence or for one the rest; their sum."""
    rows = [_known(text, given) for text, given in standards]
    missing = [index for index, row in enumerate(rows) if row.points is None]
    known = sum((row.points for row in rows if row.points is not None), Decimal(0))
    if len(missing) == 1 and known < expected_sum:
        rows[missing[0]] = PointsOfRow(expected_sum - known, "inferred")
        known = expected_sum
    return rows, known


def _known(text: str | None, given: Decimal | None) -> PointsOfRow:
    if given is not None:
        return PointsOfRow(given, "column")
    stated = understand(text).stated if text else None
    return PointsOfRow(stated, "missing" if stated is None else "text")
