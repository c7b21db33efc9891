"""When two amounts are the same."""

from __future__ import annotations

from decimal import Decimal

TOLERANCE = Decimal("0.005")
"""万元: amounts that differ by no more are the same."""


def same_amount(a: Decimal | None, b: Decimal | None) -> bool:
    """Return whether two amounts in 万元 are both there and the same."""
    return a is not None and b is not None and abs(a - b) <= TOLERANCE
