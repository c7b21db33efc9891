"""A workbook as the rest of the package sees it: sheets of sparse cells.

The model is filled by the file readers of this folder and, in Excel, from a live sheet; everything above it cannot
tell which. Rows and columns are 1-based.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from jixiao.grid.address import Range

Value = str | float | bool
"""What a cell holds: text as typed, a number (dates are numbers with a date format), or a truth value."""

SheetState = Literal["visible", "hidden", "veryHidden"]
Calculated = Literal["as stored", "asked for", "as shown"]


@dataclass(slots=True)
class Sheet:
    """One sheet, sparse: only cells that hold something are there.

    ``rows[row][column]`` is the value; rows and the columns within a row are in ascending order. A text of white space
    alone is left out. A cell with an error value or with a formula that was never calculated has no entry in ``rows``
    but one in ``errors`` or ``formulas``. ``formulas`` are without the leading ``=``; ``formats`` holds the number
    format of cells that have a value and a format other than General.

    A sheet made of a Word table begins with the ``lines_above`` paragraphs above the table; addresses that a user sees
    count from the table. ``revised`` holds the cells of it with tracked changes, which are read as accepted.

    ``struck`` are the texts with a line through them, which are no part of the cell's value; ``stored`` what the file has
    in cells whose value is another one: as the number format shows it, or calculated anew.
    """

    name: str
    state: SheetState = "visible"
    rows: dict[int, dict[int, Value]] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    lines_above: int = 0
    revised: list[tuple[int, int]] = field(default_factory=list)
    struck: dict[tuple[int, int], str] = field(default_factory=dict)
    stored: dict[tuple[int, int], Value] = field(default_factory=dict)

    def copy(self) -> Sheet:
        """Return a sheet with these cells, which keeps them when others change."""
        cells = {row: dict(columns) for row, columns in self.rows.items()}
        return replace(self, rows=cells, errors={**self.errors}, formulas={**self.formulas}, formats={**self.formats})

    @property
    def hidden(self) -> bool:
        """Whether a user does not see the sheet."""
        return self.state != "visible"

    def value(self, row: int, column: int) -> Value | None:
        """The value of a cell, or None where nothing stands."""
        cells = self.rows.get(row)
        return None if cells is None else cells.get(column)

    def is_empty(self, row: int, column: int) -> bool:
        """Whether nothing stands in a cell: no value, no formula, no error."""
        place = row, column
        return self.value(*place) is None and place not in self.formulas and place not in self.errors

    def clear(self, row: int, column: int) -> None:
        """Take the value of a cell and its format away; what it has of a formula stays."""
        cells = self.rows.get(row, {})
        cells.pop(column, None)
        if not cells:
            self.rows.pop(row, None)
        self.formats.pop((row, column), None)

    def merged_area(self, row: int, column: int) -> Range:
        """The merged area that a cell lies in, or the cell itself."""
        return next((area for area in self.merges if area.contains(row, column)), Range(row, column, row, column))

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """The cell that stands for this one: the first of its merged area, or itself."""
        return self.merged_area(row, column)[:2]


class SheetFailure(NamedTuple):
    """A sheet that could not be read although the rest of the workbook could."""

    sheet: str
    reason: str


@dataclass(slots=True)
class Workbook:
    """The sheets of one workbook in their order.

    ``names`` are the defined names: (sheet name or None for the whole workbook, name) → reference text without ``=``.
    ``date1904`` tells which day the number 0 is in the file; here all dates count from 1900. ``calculation`` tells what the results beside formulas are worth: they
    are as stored, the file asks to calculate all of them anew (``asked for``), or they are rounded as shown
    (``as shown``), so that nothing can be held against them.
    """

    sheets: list[Sheet] = field(default_factory=list)
    names: dict[tuple[str | None, str], str] = field(default_factory=dict)
    date1904: bool = False
    failures: list[SheetFailure] = field(default_factory=list)
    calculation: Calculated = "as stored"

    def copy(self) -> Workbook:
        """A workbook with copies of the sheets."""
        return replace(self, sheets=[sheet.copy() for sheet in self.sheets])
