"""Where everything of a form stands on its sheet, planned from its ``layout``."""

# A label with its value in one cell (``填表人：…``) becomes two cells side by side, or one above the other where the
# layout says so, for only a cell of its own can be named, checked and protected. Where such a cell is a single column
# of the layout, the sheet gets two columns in its place.

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from jixiao.forms.definition import Field, FormDefinition
from jixiao.grid.address import Range
from jixiao.templates.fitting import (
    DEFAULT_LONGTEXT,
    LANDSCAPE_FROM,
    ROW_LINES,
    WRAP_LOSS,
    fitted,
    printed_width,
    rows_needed,
)
from jixiao.templates.layout_columns import Raw, field_of, laid_out_rows, split_columns
from jixiao.templates.tablelayout import TablePlan, plan_table

Role = Literal[
    "title", "year_line", "echo", "text", "label", "value", "line_label", "line_value", "header", "caption", "blank",
    "total_label", "total",
]  # fmt: skip

PANEL_ROWS = 3
"""Rows above the form: what is left to do, its kinds, the fiscal year."""
HELPERS_GAP = 3
"""Columns between the form and the hidden cells beside it."""
LINE_WIDTH = 24.0
"""Half-width characters that a name or a date on a signature line takes at least."""


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """A cell and the rectangle it is merged over; ``key`` is its document key."""

    area: Range
    role: Role
    text: str = ""
    key: str | None = None
    entry: Field | None = None
    align: Literal["left", "center", "right"] = "center"


@dataclass(slots=True)
class SheetLayout:
    """The plan of one form's sheet, 1-based.

    ``inputs`` maps a document key to the cell that is typed into; ``repeats`` are the cells that repeat another.
    """

    definition: FormDefinition
    widths: list[float]
    cells: list[PlannedCell] = field(default_factory=list)
    tables: dict[str, TablePlan] = field(default_factory=dict)
    inputs: dict[str, PlannedCell] = field(default_factory=dict)
    repeats: list[PlannedCell] = field(default_factory=list)
    top: int = PANEL_ROWS + 1
    bottom: int = PANEL_ROWS
    landscape: bool = False

    @property
    def right(self) -> int:
        """The last column of the form."""
        return len(self.widths)

    @property
    def printed_right(self) -> int:
        """The last column that is printed."""
        unprinted: int = self.definition.raw["layout"].get("unprinted", 0)
        return len(self.widths) - unprinted

    @property
    def title(self) -> PlannedCell:
        """The cell of the title."""
        return next(cell for cell in self.cells if cell.role == "title")

    def room(self, cell: PlannedCell) -> int:
        """Chinese characters that the box of a long text takes as it is when blank."""
        return ROW_LINES[self.landscape]["longtext"] * int((self.width(cell.area) - WRAP_LOSS) // 2)

    def width(self, area: Range) -> float:
        """Half-width characters that a merged area is wide."""
        return sum(self.widths[area.left - 1 : area.right])


def plan_sheet(
    definition: FormDefinition, rows: int, filled: Mapping[str, int] | None = None, hidden: Sequence[str] = ()
) -> SheetLayout:
    """Plan a form with ``rows`` rows in its main table; ``filled`` counts others.

    ``hidden`` are the columns beside the indicators in which formulas stand.
    """
    columns = split_columns(definition)
    unprinted: int = definition.raw["layout"].get("unprinted", 0)
    landscape = sum(sum(parts) for parts in columns[: len(columns) - unprinted]) > LANDSCAPE_FROM
    columns = fitted(columns, landscape=landscape, unprinted=unprinted)
    layout = SheetLayout(definition, [width for parts in columns for width in parts], landscape=landscape)
    _Planner(layout, columns, rows, filled or {}).plan()
    if hidden:
        first = layout.right + HELPERS_GAP + 1
        layout.tables["indicators"].hidden = {key: first + number for number, key in enumerate(hidden)}
    return layout


class _Planner:
    """Walks the layout from top to bottom."""

    def __init__(self, layout: SheetLayout, columns: list[list[float]], rows: int, filled: Mapping[str, int]) -> None:
        self.layout = layout
        self.definition = layout.definition
        self.rows = rows
        self.filled = filled
        self.last_label: Field | None = None
        self.starts: list[int] = []
        column = 1
        for parts in columns:
            self.starts.append(column)
            column += len(parts)
        self.starts.append(column)

    def plan(self) -> None:
        raw_rows = self.definition.raw["layout"]["rows"]
        walked = list(laid_out_rows(raw_rows))
        heights = [max((self._rows_of(left, cell) for left, cell in cells), default=1) for cells in walked]
        laid_out = iter(enumerate(walked))
        row = self.layout.top
        last_table = max((n for n, entry in enumerate(raw_rows) if isinstance(entry, Mapping)), default=-1)
        for number, raw in enumerate(raw_rows):
            if isinstance(raw, Mapping):
                tail = number == last_table == len(raw_rows) - 1
                looks = {"tail": tail, "landscape": self.layout.landscape}
                table = plan_table(self.definition, raw, row, self.starts, self.rows, self.filled, **looks)
                self.layout.tables[table.table.key] = table
                row = table.bottom + 1
                continue
            line, cells = next(laid_out)
            for left, cell in cells:
                self._cell(row, sum(heights[line : line + cell.get("rows", 1)]), left, cell)
            row += heights[line]
        self.layout.bottom = row - 1

    def _rows_of(self, left: int, cell: Raw) -> int:
        """Return the sheet rows that a layout line takes for a cell's longest text."""
        # No row of Excel is higher than ``MAX_HEIGHT``; a text that needs more is cut off, on the screen and on
        # paper.
        label = 1 if "\n" in cell.get("separator", "") else 0
        key = cell.get("value", cell.get("inline"))
        fields = [entry for entry in self.definition.fields if entry.key == key and entry.type == "longtext"]
        if not fields:
            return 1 + label
        longest = max(self.definition.raw_field(entry).get("max_length", DEFAULT_LONGTEXT) for entry in fields)
        area = self._area(1, left, cell.get("span", 1), 1)
        return label + rows_needed(longest, self.layout.width(area))

    def _area(self, row: int, left: int, span: int, rows: int) -> Range:
        return Range(row, self.starts[left], row + rows - 1, self.starts[left + span] - 1)

    def _cell(self, row: int, rows: int, left: int, cell: Raw) -> None:
        area = self._area(row, left, cell.get("span", 1), rows)
        put = self.layout.cells.append
        title = self.definition.raw["title"]
        if "title" in cell:
            put(PlannedCell(area, "title", title["text"]))
        elif "year_line" in cell:
            put(PlannedCell(area, "year_line", title["year_line"]))
        elif "echo" in cell:
            self._repeat(PlannedCell(area, "echo", key=cell["echo"]))
        elif "text" in cell:
            put(PlannedCell(area, "text", cell["text"]))
        elif "label" in cell:
            entry = field_of(self.definition, cell["label"], cell.get("as"))
            self.last_label = entry
            put(PlannedCell(area, "label", entry.label, entry.key, entry))
        elif "value" in cell:
            self._value(PlannedCell(area, "value", key=cell["value"], entry=self._value_entry(cell["value"])))
        elif "inline" in cell:
            self._inline(area, cell)
        else:
            put(PlannedCell(area, "blank"))

    def _value_entry(self, key: str) -> Field:
        """Return a value cell's field: that of the label before it, or its key's first."""
        last = self.last_label
        return last if last is not None and last.key == key else field_of(self.definition, key, None)

    def _value(self, cell: PlannedCell) -> None:
        assert cell.key is not None
        if cell.key in self.layout.inputs:
            self._repeat(cell)
            return
        self.layout.inputs[cell.key] = cell
        self.layout.cells.append(cell)

    def _repeat(self, cell: PlannedCell) -> None:
        self.layout.repeats.append(cell)
        self.layout.cells.append(cell)

    def _inline(self, area: Range, cell: Raw) -> None:
        """Label and value as two cells: one above the other, or side by side."""
        entry = field_of(self.definition, cell["inline"], cell.get("as"))
        if "\n" in cell.get("separator", ""):
            self.layout.cells.append(
                PlannedCell(area._replace(bottom=area.top), "label", entry.label, entry.key, entry)
            )
            self._value(PlannedCell(area._replace(top=area.top + 1), "value", key=entry.key, entry=entry))
            return
        line = entry.key == "department" or entry.key == "currency_unit" or entry.key.startswith("signoff.")
        boxed = not line or entry.key.endswith("_review")
        separator = "：" if line else ""
        text = entry.label.rstrip(":：") + separator
        split = self._split(area, text, at_right=entry.key == "currency_unit")
        left, right = area._replace(right=split - 1), area._replace(left=split)
        if boxed:
            self.layout.cells.append(PlannedCell(left, "label", text, entry.key, entry))
            self._value(PlannedCell(right, "value", key=entry.key, entry=entry))
            return
        align: Literal["left", "right"] = "right" if entry.key == "currency_unit" else "left"
        self.layout.cells.append(PlannedCell(left, "line_label", text, entry.key, entry, align))
        if entry.key.startswith("signoff."):
            right = self._shortened(right)
        self._value(PlannedCell(right, "line_value", key=entry.key, entry=entry, align="left"))

    def _split(self, area: Range, text: str, *, at_right: bool) -> int:
        """The sheet column at which the value begins."""
        if at_right:
            return area.right
        needed = printed_width(text) + 1
        column, room = area.left, self.layout.widths[area.left - 1]
        while column + 1 < area.right and room < needed:
            column += 1
            room += self.layout.widths[column - 1]
        return column + 1

    def _shortened(self, area: Range) -> Range:
        """Return as many columns as a name takes: a longer line looks like a border."""
        right, room = area.left, self.layout.widths[area.left - 1]
        while right < area.right and room < LINE_WIDTH:
            right += 1
            room += self.layout.widths[right - 1]
        return area._replace(right=right)
