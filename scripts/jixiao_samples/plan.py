"""The plan of a sheet: which value stands in which cell.

The plan knows the address of every value and is what mistakes are injected into; ``layout`` makes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.forms.definition import FormDefinition
from jixiao.forms.document import Document
from jixiao.grid.address import Range, address
from jixiao_samples.style import LayoutStyle

SampleValue = str | Decimal | None


@dataclass(slots=True)
class SampleCell:
    """A cell of the plan with the rectangle it is merged over.

    ``look`` is one of ``title``, ``under`` (a line under the title), ``plain`` (no border), ``label``, ``text`` (left), ``short`` (centred); a ``Decimal``
    is written as a number, with ``number_format`` if there is one.
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
