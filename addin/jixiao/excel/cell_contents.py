"""What stands in the cells of an open sheet, for every spreadsheet program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from jixiao.grid.address import Range
from jixiao.grid.model import Value

Place = tuple[int, int]
"""Row and column, 1-based."""

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

Fill = Any
"""The fill of a cell as its program tells it: what JSON can hold, opaque to everyone else."""

NumberFormat = Any
"""The number format of a cell as its program tells it: what JSON can hold, opaque to everyone else."""

MOST_CELLS = 2_000_000
"""A sheet with more is no form; formats down to the last row would make it so large."""

_TAKEN_FOR_SOMETHING_ELSE = re.compile(r"[=+\-@'].*|[\d.,¥$%/:\-年月日\s]+|true|false", re.IGNORECASE | re.DOTALL)
"""Texts that a program takes for a formula, a number, a date or a truth value, as ``=A1``, ``1/2`` and ``TRUE``."""


@dataclass(frozen=True, slots=True)
class CellFormula:
    """A formula in Excel's own grammar, with its ``=``."""

    text: str


CellContent = Value | CellFormula | None
"""What can be written into a cell; None makes it empty."""


class Link(NamedTuple):
    """A cell that leads to another cell of the workbook."""

    text: str
    sheet: str
    cell: str


def runs(places: Iterable[Place]) -> Iterator[Range]:
    """Yield the fewest upright strips that cover just these places."""
    by_column: dict[int, list[int]] = {}
    for row, column in sorted(set(places)):
        by_column.setdefault(column, []).append(row)
    for column, rows in sorted(by_column.items()):
        start = before = rows[0]
        for row in rows[1:]:
            if row != before + 1:
                yield Range(start, column, before, column)
                start = row
            before = row
        yield Range(start, column, before, column)


def blocks(places: Iterable[Place]) -> Iterator[Range]:
    """Yield rectangles that cover just these places: joined ``runs``."""
    open_block: Range | None = None
    for run in sorted(runs(places), key=lambda run: (run.top, run.bottom, run.left)):
        same = open_block is not None and (open_block.top, open_block.bottom) == (run.top, run.bottom)
        if open_block is not None and same and run.left == open_block.right + 1:
            open_block = open_block._replace(right=run.right)
            continue
        if open_block is not None:
            yield open_block
        open_block = run
    if open_block is not None:
        yield open_block


def is_ambiguous(text: str) -> bool:
    """Return whether a program would read the text as formula, number or date."""
    return _TAKEN_FOR_SOMETHING_ELSE.fullmatch(text) is not None
