"""Cell addresses: ``B4`` ↔ (row 4, column 2), both 1-based as on the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from jixiao.remembered import Remembered

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
MAX_LINES_ABOVE = 999
FEWEST_IN_RANGE = 3
"""Two neighbours are as short one by one."""


class Range(NamedTuple):
    """A rectangle of cells, 1-based, ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def contains(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    @property
    def from_zero(self) -> tuple[int, int, int, int]:
        """Its four ends counted from 0, as XlsxWriter takes them."""
        return self.top - 1, self.left - 1, self.bottom - 1, self.right - 1

    def places(self) -> Iterator[tuple[int, int]]:
        """Yield its cells, row by row."""
        return product(range(self.top, self.bottom + 1), range(self.left, self.right + 1))


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
    """Return the 1-based number of a column: ``A`` → 1, ``AA`` → 27, in any case."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


class ColumnAddresses(dict[int, str]):
    """The A1 addresses of a column by row; those of the first rows are kept."""

    __slots__ = ("_letters",)

    def __init__(self, column: int) -> None:
        super().__init__()
        self._letters = column_letters(column)

    def __missing__(self, row: int) -> str:
        text = f"{self._letters}{row}"
        if row <= _ROWS_KEPT:
            self[row] = text
        return text


class _Addresses(dict[int, ColumnAddresses]):
    def __missing__(self, column: int) -> ColumnAddresses:
        addresses = ColumnAddresses(column)
        if column <= _COLUMNS_KEPT:
            self[column] = addresses
        return addresses


_ROWS_KEPT, _COLUMNS_KEPT = 500, 100
ADDRESSES = _Addresses()
"""Column → row → address, for loops over many cells."""


def elsewhere(sheet: str, reference: str) -> str:
    """A reference seen from another sheet."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{reference}"


def quoted(text: str) -> str:
    """A text as a constant of a formula."""
    return '"' + text.replace('"', '""') + '"'


def address(row: int, column: int) -> str:
    """A1 address of a cell: (4, 2) → ``B4``."""
    return ADDRESSES[column][row]


def _parse(text: str) -> tuple[int, int]:
    plain = text.replace("$", "")
    letters = plain.rstrip("0123456789")
    digits = plain[len(letters) :]
    above = letters.endswith("-")
    letters = letters.removesuffix("-")
    if not (letters.isascii() and letters.isalpha() and digits and len(letters) <= 3):
        raise ValueError(f"not a cell address: {text!r}")
    row, column = int(digits), column_number(letters)
    if above:
        row = -row
    if not (-MAX_LINES_ABOVE <= row <= MAX_ROW and 1 <= column <= MAX_COLUMN):
        raise ValueError(f"outside a sheet: {text!r}")
    return row, column


parse_address = Remembered(_parse, most=16384).__getitem__
"""Row and column of an A1 address; ``$`` is allowed. ``A0`` and ``A-1`` are the paragraphs above a Word table.

Raises ``ValueError`` if the text is no address of a cell inside a sheet.
"""


def parse_range(text: str) -> Range:
    """Return the rectangle of ``B2:D5`` or ``B2``, any corners. Raises ``ValueError``."""
    first, _, last = text.partition(":")
    top, left = parse_address(first)
    bottom, right = parse_address(last) if last else (top, left)
    if min(top, bottom) < 1:
        raise ValueError(f"outside a sheet: {text!r}")
    return Range(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def as_ranges(cells: Sequence[str]) -> list[str]:
    """Return addresses of one sheet with three or more neighbours as a range."""
    # ``A1 A2 A3 C3`` → ``A1:A3 C3``. They stay in the order in which they first come; what is no address stays as it
    # is.
    places: dict[tuple[int, int], str] = {}
    try:
        for cell in cells:
            places.setdefault(parse_address(cell), cell)
    except ValueError:
        return list(cells)
    found: list[str] = []
    left = dict(places)
    for row, column in places:
        if (row, column) not in left:
            continue
        run = max(_run(left, row, column, 1, 0), _run(left, row, column, 0, 1), key=len)
        if len(run) < FEWEST_IN_RANGE:
            found.append(left.pop((row, column)))
            continue
        found.append(f"{address(*run[0])}:{address(*run[-1])}")
        for place in run:
            del left[place]
    return found


def _run(places: dict[tuple[int, int], str], row: int, column: int, down: int, right: int) -> list[tuple[int, int]]:
    """The unbroken run of these cells through one of them, from its first to its last."""
    while (row - down, column - right) in places:
        row, column = row - down, column - right
    run = []
    while (row, column) in places:
        run.append((row, column))
        row, column = row + down, column + right
    return run
