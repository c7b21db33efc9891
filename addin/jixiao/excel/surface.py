"""What the buttons need of an open sheet, and who provides it.

xlwings speaks to Excel, and through other engines to LibreOffice and to plain files. What it has no block operation for
(notes, merges, protection) is asked for here, so that a macro never goes from cell to cell and never knows the program.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from jixiao.errors import JixiaoError
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet, Value

Place = tuple[int, int]
"""Row and column, 1-based."""

Colour = tuple[int, int, int]

Fill = Any
"""The fill of a cell as its program tells it: what JSON can hold, opaque to everyone else."""

NumberFormat = Any
"""The number format of a cell as its program tells it: what JSON can hold, opaque to everyone else."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in Excel's own grammar, with its ``=``."""

    text: str


Content = Value | Formula | None
"""What can be written into a cell; None makes it empty."""


class Link(NamedTuple):
    """A cell that leads to another cell of the workbook."""

    text: str
    sheet: str
    cell: str


class ProtectedError(JixiaoError):
    """A sheet whose protection cannot be lifted without its password."""

    default_hint = "请先在“审阅”中撤销工作表保护，处理后再重新保护"


class Surface(Protocol):
    """An open sheet. Reading and writing take whole blocks where the program can."""

    def read(self) -> Sheet:
        """The sheet as the rest of the package sees it."""

    def contents(self, places: Iterable[Place]) -> dict[Place, Content]:
        """What stands in some cells, exactly enough to be put back."""

    def write(self, contents: Mapping[Place, Content]) -> None:
        """Fill cells. A text is written as text, whatever it looks like."""

    def link(self, links: Mapping[Place, Link]) -> None:
        """Fill cells with links."""

    def number_formats(self, places: Iterable[Place]) -> dict[Place, NumberFormat]:
        """The number formats of some cells, exactly enough to be put back."""

    def set_number_formats(self, formats: Mapping[Place, NumberFormat]) -> None:
        """Give cells number formats that ``number_formats`` told."""

    def fills(self, places: Iterable[Place]) -> dict[Place, Fill]:
        """The fills of some cells, exactly enough to be put back."""

    def paint(self, colours: Mapping[Place, Colour]) -> None:
        """Give cells a plain fill."""

    def restore_fills(self, fills: Mapping[Place, Fill]) -> None:
        """Put back what ``fills`` told."""

    def align_top(self, area: Range) -> None:
        """Begin the texts of cells of several lines at the top."""

    def notes(self) -> dict[Place, str]:
        """The notes of the sheet."""

    def write_notes(self, texts: Mapping[Place, str | None]) -> None:
        """Write notes, in place of those that are there; None takes a note away."""

    def hide(self) -> None:
        """Hide the sheet so that a user does not come upon it."""

    def lift_protection(self) -> Any:
        """Lift the protection and give what ``protect`` needs to bring it back; None if there was none.

        Raises ``ProtectedError`` if a password is asked for.
        """

    def protect(self, before: Any) -> None:
        """Protect the sheet as it was."""


def runs(places: Iterable[Place]) -> Iterator[Range]:
    """The fewest upright strips that cover the places and nothing else, for writing in blocks."""
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
    """As ``runs``, but strips of the same height that stand side by side are one rectangle."""
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


def places_of(area: Range) -> Iterator[Place]:
    """The cells of a rectangle, row by row."""
    return ((row, column) for row in range(area.top, area.bottom + 1) for column in range(area.left, area.right + 1))
