"""The plan of a sheet: which value stands in which cell.

The plan knows the address of every value and is what mistakes are injected into; ``layout`` makes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Literal

from jixiao.forms.definition import FormDefinition
from jixiao.forms.document import Document
from jixiao.grid.address import Range, address

SampleValue = str | Decimal | None


@dataclass(slots=True)
class SampleCell:
    """A cell of the plan with the rectangle it is merged over.

    ``look`` is one of ``title``, ``under`` (a line under the title), ``plain`` (no border), ``label``, ``text`` (left) and
    ``short`` (centred). A ``Decimal`` is written as a number, with ``number_format`` if there is one.
    """

    place: Range
    value: SampleValue
    look: str
    number_format: str | None = None


@dataclass(slots=True)
class SheetPlan:
    """A sheet before it is written.

    ``cells`` by (row, column), 1-based; ``spots`` maps a key (``funding.total``, ``indicators/3/unit``, ``title``) to
    the cell that holds or would hold it; ``widths`` maps a column to its width in characters; ``document`` is what the
    sheet says, with its addresses.
    """

    name: str
    document: Document
    definition: FormDefinition
    style: LayoutStyle
    cells: dict[tuple[int, int], SampleCell] = field(default_factory=dict)
    spots: dict[str, tuple[int, int]] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    columns: list[int] = field(default_factory=list)

    def column(self, index: int) -> int:
        """Sheet column (1-based) of a column of the form (from 0)."""
        return self.columns[index]

    def put(
        self, row: int, left: int, value: SampleValue, look: str, *, span: int = 1, rows: int = 1
    ) -> tuple[int, int]:
        """Place a value from ``left`` (from 0) over ``span`` columns; return its cell."""
        place = Range(row, self.columns[left], row + rows - 1, self.columns[left + span - 1])
        self.cells[place.top, place.left] = SampleCell(place, value, look)
        return place.top, place.left

    def address_of(self, spot: str) -> str:
        """A1 address of a spot."""
        return address(*self.spots[spot])


Levels = Literal["merged", "repeated", "sparse"]
Numbers = Literal["number", "text", "thousands"]
Percent = Literal["sign", "word", "format"]
SheetNames = Literal["form", "number", "project"]


@dataclass(frozen=True, slots=True)
class LayoutStyle:
    """The layout of one workbook; the default is the official form.

    ``row_offset`` and ``column_offset`` move the form away from A1; ``spacer_column`` is the number of the form's own
    column (from 0) in front of which a blank one was inserted. ``merged`` is false where somebody undid all merges.
    ``levels``: level 1 and 2 merged over their rows, repeated on every row, or written on the first only.
    ``punctuation``: labels as printed, or all their brackets and colons half or full width. ``numbers``: as numbers, as
    text, as text with thousands separators. ``percent``: unit ``%``, unit ``百分比``, or 0.98 in a per cent format.
    """

    row_offset: int = 0
    column_offset: int = 0
    spacer_column: int | None = None
    spacer_rows: bool = False
    merged: bool = True
    levels: Levels = "merged"
    punctuation: Literal["printed", "half", "full"] = "printed"
    spaced_labels: bool = False
    label_breaks: bool = False
    numbers: Numbers = "number"
    percent: Percent = "sign"
    attachment: bool = False
    separate_signoff: bool = False
    sheet_names: SheetNames = "form"
    font: str = "宋体"
    title_font: str = "黑体"


OFFICIAL = LayoutStyle()


def draw_style(rng: Random) -> LayoutStyle:
    """A layout as departments send it in: most things as printed, a few not."""
    merged = rng.random() < 0.85
    return LayoutStyle(
        row_offset=rng.choice((0, 0, 0, 0, 1, 3)),
        column_offset=rng.choice((0, 0, 0, 0, 1, 2)),
        spacer_column=rng.randint(1, 3) if rng.random() < 0.1 else None,
        spacer_rows=rng.random() < 0.15,
        merged=merged,
        levels=rng.choice(("merged", "merged", "merged", "repeated", "sparse"))
        if merged
        else rng.choice(("repeated", "sparse")),
        punctuation=rng.choice(("printed", "printed", "half", "full")),
        spaced_labels=rng.random() < 0.2,
        label_breaks=rng.random() < 0.2,
        numbers=rng.choice(("number", "number", "number", "number", "text", "thousands")),
        percent=rng.choice(("sign", "sign", "sign", "word", "format")),
        attachment=rng.random() < 0.3,
        separate_signoff=rng.random() < 0.3,
        sheet_names=rng.choice(("form", "number", "project")),
        font=rng.choice(("宋体", "宋体", "仿宋")),
        title_font=rng.choice(("黑体", "方正小标宋简体", "宋体")),
    )
