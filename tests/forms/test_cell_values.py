"""What a single cell says: a rate in any of its spellings, a box that is ticked or not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.forms.cellvalues import is_marked, percentage
from jixiao.grid.model import Value


@pytest.mark.parametrize(
    ("value", "number_format", "points"),
    [
        (0.95, "0%", "95"),
        (1.2, "0.00%", "120"),
        (0.95, None, "95"),
        (1.0, None, "100"),
        (1.2, None, "1.2"),
        (95.0, "0.00", "95"),
        ("95%", None, "95"),
        ("0.5%", None, "0.5"),
        ("95", None, "95"),
        ("0.95", None, "95"),
        ("约九成", None, None),
        (True, "0%", None),
    ],
)
def test_a_rate_is_read_as_percentage_points(value: Value, number_format: str | None, points: str | None) -> None:
    assert percentage(value, number_format) == (None if points is None else Decimal(points))


@pytest.mark.parametrize(
    ("value", "ticked"),
    [("√", True), ("是", True), (1.0, True), (True, True), ("否", False), ("×", False), (0.0, False), (False, False)],
)
def test_a_box_is_ticked_by_anything_that_is_no_no(value: Value, ticked: bool) -> None:
    assert is_marked(value) is ticked
