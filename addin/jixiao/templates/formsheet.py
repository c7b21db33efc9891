"""What a form's sheet gets besides its definition: year, known values, links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from jixiao.forms.definition import FormDefinition
from jixiao.templates.actual_formulas import ActualEntry

DEFAULT_ROWS = 30
"""Rows for entries in the main table of a form."""


@dataclass(frozen=True, slots=True)
class FilledFormula:
    """A formula with the value it has now, for viewers that do not calculate."""

    # The cell is locked unless a human may know better than the formula.

    text: str
    value: str | float = ""
    locked: bool = True


CellValue = str | Decimal | date | FilledFormula | None


def value_now(value: CellValue | int) -> Any:
    """Return a value, that of a formula before anything is calculated."""
    return value.value if isinstance(value, FilledFormula) else value


@dataclass(slots=True)
class FormSheet:
    """One form to be written.

    ``values`` and the rows of ``tables`` are by document key; ``notes`` are remarks on table cells by (table, row from
    0, column key); ``actuals`` tell how the actual value of an indicator is read, by row from 0.
    """

    definition: FormDefinition
    name: str
    year: int | FilledFormula | None = None
    values: Mapping[str, CellValue] = field(default_factory=dict)
    tables: Mapping[str, Sequence[Mapping[str, CellValue]]] = field(default_factory=dict)
    notes: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    actuals: Mapping[int, ActualEntry] = field(default_factory=dict)
    rows: int = DEFAULT_ROWS
