"""How a form fits A4: upright or landscape, legible, on one page if blank."""

from __future__ import annotations

import math

LANDSCAPE_FROM = 140
"""Half-width characters from which on a form is printed on the long side."""
PAPER_ROOM = {False: 523.0, True: 770.0}
"""Points between the margins of A4, upright and on the long side."""
LEAST_SCALE = 0.86
"""What 10.5 point text is shrunk to at most on paper: 9 points."""
CHARACTER, CELL_PADDING = 5.25, 3.75
"""Points that a column takes for each half-width character, and besides."""
ROW_LINES = {False: {"title": 2, "longtext": 6, "review": 3}, True: {"title": 2, "longtext": 4, "review": 2}}
"""Lines that a cell has room for when it is blank, upright and on the long side."""


def fitted(columns: list[list[float]], *, landscape: bool, unprinted: int) -> list[list[float]]:
    """Return the columns narrowed to fit the paper; unprinted ones stay."""
    kept = len(columns) - unprinted
    widths = [width for parts in columns[:kept] for width in parts]
    room = PAPER_ROOM[landscape] / LEAST_SCALE - CELL_PADDING * len(widths)
    share = min(1.0, room / (CHARACTER * sum(widths)))
    if share == 1:
        return columns
    return [[math.floor(width * share * 10) / 10 for width in parts] for parts in columns[:kept]] + columns[kept:]
