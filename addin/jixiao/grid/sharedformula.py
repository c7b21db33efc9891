"""Formulas moved with their cells; shared ones are stored once and moved for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from jixiao.grid.address import MAX_COLUMN, MAX_ROW, column_letters, column_number
from jixiao.late_patterns import late_pattern

# Texts, quoted sheet names and structured references are skipped over; what is left is searched for references. A name
# followed by "(" is a function, one followed by "!" a sheet, and a reference never touches a letter, digit or dot.
_TOKEN = late_pattern(
    r'"(?:[^"]|"")*"'
    r"|'(?:[^']|'')*'(?=!)"
    r"|\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
    r"|(?<![\w.$\\])(?P<column>\$?)(?P<letters>[A-Za-z]{1,3})(?P<row>\$?)(?P<digits>[1-9][0-9]{0,6})(?![\w.(!\\])"
    r"|(?<![\w.$\\])(?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w.(!\\])"
    r"|(?<![\w.$\\])(?P<rows>\$?[1-9][0-9]{0,6}:\$?[1-9][0-9]{0,6})(?![\w.(!\\])"
)

Place = tuple[int, int]


class SharedFormulas:
    """The shared formulas of one sheet by their index.

    ``count`` is told every expanded text, so that the caller can bound their total length.
    """

    __slots__ = ("_count", "_masters")

    def __init__(self, count: Callable[[str], None]) -> None:
        self._masters: dict[str, tuple[Place, list[_Piece]]] = {}
        self._count = count

    def expand(self, index: str, place: Place, text: str) -> str:
        """Return the formula at ``place``; one with a text is the master of its index."""
        if text:
            self._masters[index] = (place, _pieces(text))
            return text
        master = self._masters.get(index)
        if master is None:
            return ""
        origin, pieces = master
        shifted = _joined(pieces, place[0] - origin[0], place[1] - origin[1])
        self._count(shifted)
        return shifted


class _Corner(NamedTuple):
    """A cell, column or row in a formula; its numbers move, its texts stay."""

    column: int | str
    row: int | str


_Piece = str | tuple[_Corner, ...]
"""A stretch of formula that stays as it is, or the ends of a reference."""


def _pieces(formula: str) -> list[_Piece]:
    """Return a formula cut at its references, for moving it again and again."""
    pieces: list[_Piece] = []
    at = 0
    for found in _TOKEN.finditer(formula):
        if found.lastgroup is None:  # a text, a sheet name, a structured reference
            continue
        corners = tuple(map(_corner, found[0].split(":")))
        if not all(_is_inside(corner) for corner in corners):  # a name that looks like a reference
            continue
        pieces += (formula[at : found.start()], corners)
        at = found.end()
    pieces.append(formula[at:])
    return pieces


def _corner(text: str) -> _Corner:
    letters = text.rstrip("0123456789")
    digits = text[len(letters) :]
    fixed = "$" if digits and letters.endswith("$") else ""
    letters = letters.removesuffix("$") if fixed else letters
    return _Corner(
        letters if not letters or letters.startswith("$") else column_number(letters),
        fixed + digits if fixed or not digits else int(digits),
    )


def _is_inside(corner: _Corner) -> bool:
    column = column_number(corner.column.strip("$")) if isinstance(corner.column, str) else corner.column
    row = int(corner.row.strip("$") or 0) if isinstance(corner.row, str) else corner.row
    return column <= MAX_COLUMN and row <= MAX_ROW


def moved_formula(formula: str, rows: int, columns: int) -> str:
    """Return a formula as it reads so many rows and columns further down and right."""
    return _joined(_pieces(formula), rows, columns)


def _joined(pieces: list[_Piece], rows: int, columns: int) -> str:
    return "".join(piece if isinstance(piece, str) else _moved(piece, rows, columns) for piece in pieces)


def _moved(corners: tuple[_Corner, ...], rows: int, columns: int) -> str:
    """A reference moved by so many rows and columns."""
    ends = []
    for column, row in corners:
        if isinstance(column, int):
            if not 1 <= column + columns <= MAX_COLUMN:
                return "#REF!"
            column = column_letters(column + columns)
        if isinstance(row, int):
            if not 1 <= row + rows <= MAX_ROW:
                return "#REF!"
            row = str(row + rows)
        ends.append(column + row)
    return ":".join(ends)
