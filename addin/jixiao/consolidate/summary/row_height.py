"""How high a row must be for its wrapped text."""

# Excel fits rows without a height when it opens a file, LibreOffice and some viewers do not: so every row states one.
# It is an estimate on the safe side and not marked as set by hand; Excel fits the row anew as soon as it is edited.

from __future__ import annotations

import math
from collections.abc import Iterable

MAX_HEIGHT = 409
"""The highest row Excel has, in points."""

# The line of a font is higher than its size, in fallback fonts still more.
_LINE = 1.35
_PADDING = 4


def lines_needed(text: str, width: float) -> int:
    """Lines that a text takes in a column ``width`` half-width characters wide."""
    # One character less: wrapping keeps words and punctuation together and leaves gaps.
    room = max(width - 1, 2)
    if "\n" not in text:
        return 1 if 2 * len(text) <= room else math.ceil(_display_width(text) / room)
    return sum(math.ceil(_display_width(line) / room) or 1 for line in text.split("\n"))


def height(lines: int, font_size: float) -> float:
    """Return the height in points of a row with this number of lines."""
    return min(round(lines * font_size * _LINE + _PADDING, 1), MAX_HEIGHT)


def row_height(texts: Iterable[tuple[str | None, float]], font_size: float) -> float:
    """The height in points of a row of texts, each with the width of its column."""
    return height(max((lines_needed(text, width) for text, width in texts if text), default=1), font_size)


def _display_width(line: str) -> float:
    # A Chinese character takes 3 bytes and the room of 2 letters, a letter 1 byte and the room of 1.
    return (len(line) + len(line.encode("utf-8", "replace"))) / 2
