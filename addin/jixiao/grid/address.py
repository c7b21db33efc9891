"""Cell addresses: ``B4`` ↔ (row 4, column 2), both 1-based as on the sheet."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384


class Range(NamedTuple):
    """A rectangle of cells, 1-based, ends included."""

    top: int
    left: int
    bottom: int
    right: int


@cache
def column_letters(column: int) -> str:
    """Letters of a 1-based column number: 1 → ``A``, 27 → ``AA``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """1-based column number of its letters: ``A`` → 1, ``AA`` → 27. Case does not matter."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def address(row: int, column: int) -> str:
    """A1 address of a cell: (4, 2) → ``B4``."""
    return f"{column_letters(column)}{row}"


@lru_cache(maxsize=16384)  # forms have their cells where other forms have theirs
def parse_address(text: str) -> tuple[int, int]:
    """Row and column of an A1 address; ``$`` is allowed.

    Raises ``ValueError`` if the text is no address of a cell inside a sheet.
    """
    plain = text.replace("$", "")
    letters = plain.rstrip("0123456789")
    digits = plain[len(letters) :]
    if not (letters.isascii() and letters.isalpha() and digits and len(letters) <= 3):
        raise ValueError(f"not a cell address: {text!r}")
    row, column = int(digits), column_number(letters)
    if not (1 <= row <= MAX_ROW and 1 <= column <= MAX_COLUMN):
        raise ValueError(f"outside a sheet: {text!r}")
    return row, column


def parse_range(text: str) -> Range:
    """A rectangle from ``B2:D5`` or ``B2``; the corners may be given in any order.

    Raises ``ValueError`` for anything else.
    """
    first, _, last = text.partition(":")
    top, left = parse_address(first)
    bottom, right = parse_address(last) if last else (top, left)
    return Range(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
