"""How wide and high text is: every merged row states its height."""

# Neither Excel nor LibreOffice fits merged rows. Widths are in half-width characters, as columns have them; heights
# in points.

from __future__ import annotations

import math

LINE = 15.0
"""A line of 10.5 point text, with the room that substitute fonts take."""
PADDING = 9.0
WRAP_LOSS = 1.5
"""Half-width characters that wrapping leaves unused on a line."""
MAX_HEIGHT = 409.0
"""The highest row Excel has."""
DEFAULT_LONGTEXT = 2000
"""Characters of a long text whose definition names no limit."""


def printed_width(text: str) -> int:
    """Columns of a sheet that a line takes: two for a character of Chinese."""
    return sum(1 if char < "\u2000" else 2 for char in text)


def lines_needed(text: str, width: float) -> int:
    """Return the lines of a text in a cell; wrapping costs a character."""
    room = max(width - WRAP_LOSS, 2.0)
    return sum(max(1, math.ceil(printed_width(line) / room)) for line in text.split("\n"))


def height_of(lines: int, rows: int = 1) -> float:
    """Return the height of each of the rows that together hold this number of lines."""
    return min((PADDING + LINE * lines) / rows, MAX_HEIGHT)


def rows_needed(characters: int, width: float) -> int:
    """Return the rows of the greatest height for so many Chinese characters."""
    room = max(int((width - WRAP_LOSS) // 2), 1)
    return math.ceil((PADDING + LINE * math.ceil(characters / room)) / MAX_HEIGHT)


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
