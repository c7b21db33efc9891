"""Where things stand on a bureau's own sheet: cells to fill, by label."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jixiao.forms.labels import cached_form
from jixiao.forms.learned.concepts import CUSTOM
from jixiao.forms.learned.form import LearnedForm, LearnedLabel
from jixiao.forms.text import dictionary
from jixiao.grid.address import Range, address, parse_address
from jixiao.grid.model import Sheet
from jixiao.learning.blank import Blank, BlankLabel
from jixiao.reports.marking.sheet_survey import SheetSurvey

Place = tuple[int, int]
_MOST_ROWS = 200
_ENDS_WITH_COLON = re.compile(r"[:：][\s\u3000_＿]*$")


@dataclass(slots=True)
class LabelledCells:
    """A label and the cells of its values; ``inline`` if behind its own colon."""

    label: BlankLabel
    asked: LearnedLabel | None
    cells: list[Place]
    inline: bool = False

    @property
    def required(self) -> bool:
        """Whether something must stand there."""
        return self.asked.required if self.asked is not None else self.label.means in dictionary("concepts")["required"]

    @property
    def area(self) -> str:
        """The cells as an A1 range."""
        first, last = self.cells[0], self.cells[-1]
        return address(*first) if first == last else f"{address(*first)}:{address(*last)}"


@dataclass(slots=True)
class SheetGrid:
    """The sheet as a grid: its merges, and where it ends."""

    sheet: Sheet
    bottom: int
    right: int
    covered: dict[Place, Range] = field(default_factory=dict)

    def area(self, place: Place) -> Range:
        """The merged area of a cell, or the cell."""
        return self.covered.get(place, Range(*place, *place))

    def places_of(self, area: Range) -> Iterator[Place]:
        """Yield the cells of an area, down to where the sheet ends."""
        return area._replace(bottom=min(area.bottom, self.bottom)).places()

    def is_free(self, place: Place) -> bool:
        """Whether a cell begins here and nothing stands in it."""
        area = self.area(place)
        inside = place[0] <= self.bottom and place[1] <= self.right
        return inside and (area.top, area.left) == place and self.sheet.value(*place) is None


def grid_of(sheet: Sheet, surveyed: SheetSurvey) -> SheetGrid:
    """The grid of a sheet, down to the last row that is filled, formatted or merged."""
    bottom = max([*sheet.rows, *surveyed.rows, *(area.bottom for area in sheet.merges)])
    columns = [column for cells in sheet.rows.values() for column in cells]
    right = max([*columns, *(area.right for area in sheet.merges)])
    grid = SheetGrid(sheet, min(bottom, max(sheet.rows) + _MOST_ROWS), right)
    for area in sheet.merges:
        grid.covered.update(dict.fromkeys(grid.places_of(area), area))
    return grid


def entries_of(form: LearnedForm, blank: Blank, grid: SheetGrid) -> Iterator[LabelledCells]:
    """An entry for each label of the blank."""
    asked = {(cached_form(each.label), False): each for each in form.labels}
    asked |= {(cached_form(each.label), True): each for each in form.columns}
    heads = {parse_address(label.cell)[0] for label in blank.labels if label.is_column}
    for label in blank.labels:
        known = asked.get((cached_form(label.text), label.is_column))
        place = parse_address(label.cell)
        if known is not None and known.means not in (CUSTOM,):
            label = BlankLabel(label.text, label.sheet, label.cell, label.is_column, known.means)
            known = None
        if label.is_column:
            yield LabelledCells(label, known, _below(grid, blank, place, max(heads)))
        else:
            inline = _ENDS_WITH_COLON.search(str(grid.sheet.value(*place) or "")) is not None
            cells = [place] if inline else _beside(grid, place)
            yield LabelledCells(label, known, cells, inline)


def _beside(grid: SheetGrid, place: Place) -> list[Place]:
    """The cell right of a label, else the one below it, if nothing stands there."""
    area = grid.area(place)
    choices = ((area.top, area.right + 1), (area.bottom + 1, area.left))
    return next(([choice] for choice in choices if grid.is_free(choice)), [])


def _below(grid: SheetGrid, blank: Blank, place: Place, last_head: int) -> list[Place]:
    """Return the cells of a column down to the next label or the end."""
    start = max(grid.area(place).bottom, last_head) + 1
    labels = {parse_address(label.cell)[0] for label in blank.labels if not label.is_column}
    end = min((row for row in labels if row >= start), default=grid.bottom + 1)
    return [(row, place[1]) for row in range(start, end) if grid.area((row, place[1])).left == place[1]]


def open_cells(grid: SheetGrid, entries: Iterable[LabelledCells], blank: Blank) -> set[Place]:
    """Return every cell to fill: free, behind a colon, or in indicator rows."""
    top = min(parse_address(label.cell)[0] for label in blank.labels)
    found = {place for place in Range(top, 1, grid.bottom, grid.right).places() if grid.is_free(place)}
    for entry in entries:
        found.update(entry.cells)
    return {inner for place in found for inner in grid.places_of(grid.area(place))}
