"""Money in nested lines: some of the lines together may be the total, and one of them alone may be it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.checks.execution import _some_give


@pytest.mark.parametrize(
    ("amounts", "stated", "gives"),
    [
        ((60, 40, 20), 60, True),  # one line is the total, the others are its parts
        ((60, 40, 20), 80, True),
        ((60, 40, 20), 120, True),
        ((60, 40, 20), 70, False),
        ((60,), 0, False),
    ],
)
def test_a_total_of_nested_lines_is_right_where_some_lines_give_it(
    amounts: tuple[int, ...], stated: int, gives: bool
) -> None:
    assert _some_give([Decimal(amount) for amount in amounts], Decimal(stated)) is gives
