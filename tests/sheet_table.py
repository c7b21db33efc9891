"""Sheets written as tables in a test, so that the reader sees what the form looks like.

One line per row, cells parted by ``|``. ``<`` continues the cell to the left (a merge), ``^`` the cell above, an empty
cell is empty. A plain number becomes a number; in quotes it is text. ``\\n`` stands for a line break in the cell.
"""

from __future__ import annotations

from jixiao.forms.document import Document
from jixiao.forms.extraction import Extractor, default_extractor
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet, Value


def _value(token: str) -> Value:
    if len(token) >= 2 and token[0] == token[-1] == "'":
        return token[1:-1]
    if token[0] in "0123456789-.":
        try:
            return float(token)
        except ValueError:
            pass
    return token.replace("\\n", "\n")


def sheet(table: str, *, name: str = "表", top: int = 1, left: int = 1) -> Sheet:
    """A sheet from its table; ``top`` and ``left`` place it on the sheet."""
    grid = [[cell.strip() for cell in line.split("|")] for line in table.strip("\n").splitlines() if line.strip()]
    result = Sheet(name)
    for r, line in enumerate(grid):
        cells: dict[int, Value] = {}
        for c, token in enumerate(line):
            if token and token not in ("<", "^", "-"):
                cells[left + c] = _value(token)
        if cells:
            result.rows[top + r] = cells
    result.merges = [
        Range(top + r, left + c, top + _down(grid, r, c), left + _right(line, c))
        for r, line in enumerate(grid)
        for c, token in enumerate(line)
        if token not in ("<", "^") and (_right(line, c) > c or _down(grid, r, c) > r)
    ]
    return result


def _right(line: list[str], column: int) -> int:
    while column + 1 < len(line) and line[column + 1] == "<":
        column += 1
    return column


def _down(grid: list[list[str]], row: int, column: int) -> int:
    while row + 1 < len(grid) and column < len(grid[row + 1]) and grid[row + 1][column] == "^":
        row += 1
    return row


def read(table: str, *, extractor: Extractor | None = None, top: int = 1, left: int = 1) -> list[Document]:
    """The documents of a sheet given as a table."""
    return list((extractor or default_extractor()).documents(sheet(table, top=top, left=left), "test.xlsx"))


def read_one(table: str) -> Document:
    """The only document of a sheet given as a table."""
    documents = read(table)
    assert len(documents) == 1, [document["form"] for document in documents]
    return documents[0]
