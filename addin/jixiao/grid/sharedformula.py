"""Shared formulas: stored once, meant for every cell of a range with its references shifted."""

from __future__ import annotations

import re
from collections.abc import Callable

from jixiao.grid.address import MAX_COLUMN, MAX_ROW, column_letters, column_number

# Texts, quoted sheet names and structured references are skipped over; what is left is searched for references. A name
# followed by "(" is a function, one followed by "!" a sheet, and a reference never touches a letter, digit or dot.
_TOKEN = re.compile(
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
        self._masters: dict[str, tuple[Place, str]] = {}
        self._count = count

    def expand(self, index: str, place: Place, text: str) -> str:
        """The formula of the cell at ``place``; a cell with a text of its own becomes the master of that index."""
        if text:
            self._masters[index] = (place, text)
            return text
        master = self._masters.get(index)
        if master is None:
            return ""
        origin, formula = master
        shifted = shift(formula, place[0] - origin[0], place[1] - origin[1])
        self._count(shifted)
        return shifted


def shift(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads when moved by so many rows and columns; references without ``$`` move along.

    A reference pushed off the sheet becomes ``#REF!``.
    """

    def replace(found: re.Match[str]) -> str:
        if found["letters"]:
            column = _moved_column(found["column"] + found["letters"], columns)
            row = _moved_row(found["row"] + found["digits"], rows)
            return f"{column}{row}" if column and row else "#REF!"
        if pair := found["columns"]:
            ends = [_moved_column(end, columns) for end in pair.split(":")]
        elif pair := found["rows"]:
            ends = [_moved_row(end, rows) for end in pair.split(":")]
        else:
            return found[0]
        return ":".join(ends) if all(ends) else "#REF!"

    return _TOKEN.sub(replace, formula)


def _moved_column(text: str, by: int) -> str:
    """``B`` moved by 1 → ``C``; ``$B`` stays; empty off the sheet."""
    if text.startswith("$"):
        return text
    column = column_number(text) + by
    return column_letters(column) if 1 <= column <= MAX_COLUMN else ""


def _moved_row(text: str, by: int) -> str:
    if text.startswith("$"):
        return text
    row = int(text) + by
    return str(row) if 1 <= row <= MAX_ROW else ""
