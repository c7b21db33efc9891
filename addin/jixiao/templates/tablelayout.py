"""The rows of a table on a template: header, rows for entries, spare rows, total."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jixiao.forms.definition import FormDefinition, Table
from jixiao.forms.text import dictionary
from jixiao.grid.address import Range

Raw = Mapping[str, Any]

EXTRA_AT_END = 9
"""Rows shown below the prepared ones where the table ends the form: empty ones leave no trace on paper."""
EXTRA_INSIDE = {False: 4, True: 1}
"""The same where something follows, upright and on the long side: a blank form with its signatures takes one page."""
SHORT_TABLE = 6
"""Rows shown of a table beside the main one: tasks, expenditures."""
LONG_TABLE = 12
"""Rows shown of a main table without prepared rows: a summary."""


@dataclass(slots=True)
class TablePlan:
    """One table of the sheet, 1-based.

    ``first`` to ``last`` are the rows for entries. Those from ``first + shown`` on are hidden; at least one is, so that a
    row inserted below the last one shown still belongs to the table. ``prepared`` holds the level-1 and level-2 names
    that stand in the first rows from the beginning. ``columns`` maps a key to its first and last sheet column.
    """

    table: Table
    raw: Raw
    header: Range
    first: int
    last: int
    shown: int
    tail: bool
    columns: dict[str, tuple[int, int]]
    prepared: list[tuple[str, str]] = field(default_factory=list)
    caption: Range | None = None
    total_row: int | None = None
    totals: dict[str, Range] = field(default_factory=dict)
    hidden: dict[str, int] = field(default_factory=dict)
    """Sheet columns beside the form in which formulas of the rows stand, by what they are for."""

    @property
    def fixed(self) -> Sequence[Raw]:
        """Return what a table's given rows print; empty for rows to be filled."""
        rows: Sequence[Raw] = self.raw.get("fixed", ())
        return rows

    def column(self, key: str) -> Range:
        """The cells of a column, hidden rows included."""
        left, right = self.columns[key] if key in self.columns else (self.hidden[key], self.hidden[key])
        return Range(self.first, left, self.last, right)

    def holds(self, key: str) -> bool:
        """Whether the sheet has a column of that key, hidden ones included."""
        return key in self.columns or key in self.hidden

    def raw_column(self, key: str) -> Raw:
        """The definition of a column."""
        found: Raw = next(column for column in self.raw["columns"] if column["key"] == key)
        return found

    @property
    def bottom(self) -> int:
        """The last row of the table, hidden ones and the total included."""
        return max(self.last, self.total_row or 0)


def plan_table(
    definition: FormDefinition,
    block: Raw,
    row: int,
    starts: Sequence[int],
    rows: int,
    filled: Mapping[str, int],
    *,
    tail: bool,
    landscape: bool,
) -> TablePlan:
    """The table of a block of the layout, with its header at ``row``."""
    raw = next(entry for entry in definition.raw["tables"] if entry["key"] == block["table"])
    table = definition.table(block["table"])
    assert table is not None
    captioned = block.get("caption", "none") != "none"
    caption_span = block.get("caption_span", 1) if captioned else 0
    columns: dict[str, tuple[int, int]] = {}
    left = caption_span
    for key, span in block["columns"]:
        columns[key] = (starts[left], starts[left + span] - 1)
        left += span
    prepared = prepared_levels(table) if "level2" in columns else []
    main = table.key == "indicators" or len(definition.tables) == 1
    entries = filled.get(table.key, 0)
    empty = (
        len(prepared) + (EXTRA_AT_END if tail else EXTRA_INSIDE[landscape])
        if prepared
        else LONG_TABLE
        if main
        else SHORT_TABLE
    )
    total_rows, shown = row_counts(rows if main else max(2 * SHORT_TABLE, rows // 3), empty, entries)
    if "fixed" in raw:
        total_rows = shown = len(raw["fixed"])
    total = raw.get("total")
    grouped = any("group" in column for column in raw["columns"] if column["key"] in columns)
    header = Range(row, starts[0], row + (1 if grouped else 0), starts[left] - 1)
    first = header.bottom + 1 + (1 if total and total.get("first") else 0)
    last = first + total_rows - 1
    plan = TablePlan(table, raw, header, first, last, shown, tail, columns, prepared)
    if total:
        plan.total_row = header.bottom + 1 if total.get("first") else last + 1
        for sum_ in (total, *total.get("also", ())):
            left, right = columns[sum_["column"]]
            plan.totals[sum_["key"]] = Range(plan.total_row, left, plan.total_row, right)
    if captioned:
        top = row if block["caption"] == "header" else header.bottom + 1
        bottom = first + max(len(prepared), entries, 1) - 1 if tail else last
        plan.caption = Range(top, starts[0], bottom, starts[caption_span] - 1)
    return plan


def row_counts(rows: int, empty: int, filled: int) -> tuple[int, int]:
    """Return a table's rows, and those shown; ``empty`` are those of a blank one."""
    shown = filled + EXTRA_INSIDE[False] if filled else min(rows, empty)
    return max(rows, shown + 1), shown


def prepared_levels(table: Table) -> list[tuple[str, str]]:
    """Return the levels that the form's classification expects, in order."""
    return [
        (branch["name"], leaf["name"])
        for branch in dictionary("classification")[table.classification]["level1"]
        if not branch.get("optional")
        for leaf in branch["level2"]
    ]
