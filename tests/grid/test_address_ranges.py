"""Cells that a message lists: neighbours as a range."""

from __future__ import annotations

import pytest

from jixiao.grid.address import as_ranges


@pytest.mark.parametrize(
    ("cells", "written"),
    [
        ("A1 A2 A3 A4 A5 A7", "A1:A5 A7"),
        ("A1 B1 C1 D1", "A1:D1"),
        ("A1 A2", "A1 A2"),
        ("A3 A1 A2", "A1:A3"),
        ("C9 A1 A2 A3 C9", "C9 A1:A3"),
        ("A1 A2 A3 B3 C3", "A1:A3 B3 C3"),
        ("Z1 AA1 AB1", "Z1:AB1"),
        ("A1 A3 A5", "A1 A3 A5"),
        ("", ""),
        ("A1 A2 A3 别处", "A1 A2 A3 别处"),
    ],
)
def test_three_neighbours_and_more_are_one_range(cells: str, written: str) -> None:
    assert as_ranges(cells.split()) == written.split()
