"""Cells changed in a worksheet part: their styles, values, new cells."""

# A formula stays, with a new result. Where it would not give that value, it becomes the formula of the value:
# removing it would leave the list of formulas in the file behind.

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from jixiao.grid.address import address, parse_range, quoted
from jixiao.grid.xmlpart import whole
from jixiao.reports.marking.marked_styles import Mark
from jixiao.reports.marking.sheet_survey import SheetSurvey, survey
from jixiao.reports.marking.xmledit import Edits, ElementSpan, cell_text, parse, with_attributes

Marks = Mapping[tuple[int, int], Mark]
"""The mark by (row, column) of the cell."""

WrittenValue = Decimal | str
WrittenValues = Mapping[tuple[int, int], WrittenValue]
"""What is to be written by (row, column) of the cell."""

StyleOf = Callable[[int, Mark], int]
"""From the style of a cell and a mark to the style of the marked cell."""


def with_values(data: bytes, name: str, values: WrittenValues, fixed: Collection[tuple[int, int]] = ()) -> bytes:
    """Write values into cells of a worksheet part (UTF-8); raises as ``survey``."""
    sheet, edits = survey(data, name), Edits(data)
    mark_cells(sheet, edits, {}, lambda base, _: base, values, fixed)
    return edits.result()


def mark_cells(
    sheet: SheetSurvey,
    edits: Edits,
    marks: Marks,
    style_of: StyleOf,
    values: WrittenValues = MappingProxyType({}),
    fixed: Collection[tuple[int, int]] = (),
) -> dict[tuple[int, int], int]:
    """Style marked cells and write values; return the styles they had."""
    # In the cells of ``fixed`` a formula that belongs to no other cell becomes that of the value: ``=8.5``.
    changes = _Changes(sheet, edits, marks, style_of, values, fixed)
    by_row: dict[int, list[int]] = {}
    for row, column in sorted({*marks, *values}):
        by_row.setdefault(row, []).append(column)
    for row, columns in by_row.items():
        changes.change_row(row, columns)
    if changes.at_end:
        edits.append_to(sheet.sheet_data, b"".join(changes.at_end))
    _extend_dimension(sheet, edits, changes.had)
    return changes.had


@dataclass(slots=True)
class _Changes:
    """The changes of a part under way; ``had`` are the styles that the cells had."""

    sheet: SheetSurvey
    edits: Edits
    marks: Marks
    style_of: StyleOf
    values: WrittenValues
    fixed: Collection[tuple[int, int]]
    had: dict[tuple[int, int], int] = field(default_factory=dict)
    at_end: list[bytes] = field(default_factory=list)
    """The new rows behind the last one."""

    def change_row(self, number: int, columns: Sequence[int]) -> None:
        """Change cells of a row in ascending order, or put the row in."""
        row = self.sheet.rows.get(number)
        if row is None:
            self._add_row(number, columns)
            return
        there = self.sheet.cells(number)
        known = dict(there)
        appended: list[bytes] = []
        for column in columns:
            cell = known.get(column)
            if cell is not None:
                self._change(cell, (number, column))
                continue
            new = self._new_cell(number, column)
            following = next((cell for other, cell in there if other > column), None)
            if following is None:
                appended.append(new)
            else:
                self.edits.insert(following.start, new)
        _close_row(self.edits, row, appended, widened=not known.keys() >= set(columns))

    def _change(self, cell: ElementSpan, place: tuple[int, int]) -> None:
        self.had[place] = base = whole(cell.attributes.get("s"), 0)
        style = {"s": str(self.style_of(base, self.marks[place]))} if place in self.marks else {}
        if place not in self.values:
            self.edits.set_attributes(cell, style)
            return
        data = self.sheet.data
        formula = None if cell.empty_tag else parse(data, "c", 1, cell).child("f")
        filled = self._filled(data[cell.start : cell.body], cell.name, place, formula, style)
        self.edits.replace(cell.start, cell.stop, filled)

    def _new_cell(self, row: int, column: int) -> bytes:
        self.had[row, column] = base = self.sheet.style_of_empty(row, column)
        place = row, column
        style = self.style_of(base, self.marks[place]) if place in self.marks else base
        name = f"{self.sheet.root.prefix}c"
        tag = f'<{name} r="{address(row, column)}" s="{style}"/>'.encode()
        return self._filled(tag, name, place, None, {}) if place in self.values else tag

    def _filled(
        self, tag: bytes, name: str, place: tuple[int, int], formula: ElementSpan | None, style: Mapping[str, str]
    ) -> bytes:
        """The cell with its value; its start tag gets its kind and style."""
        value, p = self.values[place], name[: name.find(":") + 1]
        kept = b"" if formula is None else self.sheet.data[formula.start : formula.stop]
        if formula is not None and place in self.fixed and formula.attributes.get("t", "normal") == "normal":
            kept = f"<{p}f>{formula_of(value)}</{p}f>".encode()
        if isinstance(value, Decimal):
            kind, content = None, f"<{p}v>{format(value.normalize(), 'f')}</{p}v>"
        elif formula is not None:
            kind, content = "str", f"<{p}v>{cell_text(value)}</{p}v>"
        else:
            kind, content = "inlineStr", f'<{p}is><{p}t xml:space="preserve">{cell_text(value)}</{p}t></{p}is>'
        # ``vm`` belongs to the value that was there.
        tag = with_attributes(tag, {**style, "t": kind, "vm": None})
        opened = tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag
        return opened + kept + content.encode() + f"</{name}>".encode()

    def _add_row(self, number: int, columns: Sequence[int]) -> None:
        name = f"{self.sheet.root.prefix}row"
        cells = b"".join([self._new_cell(number, column) for column in columns])
        xml = f'<{name} r="{number}">'.encode() + cells + f"</{name}>".encode()
        following = self.sheet.row_after(number)
        if following is None:
            self.at_end.append(xml)
        else:
            self.edits.insert(following.start, xml)


def formula_of(value: WrittenValue) -> str:
    """The formula that gives a value, as it stands in the file."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return cell_text(quoted(value))


def _close_row(edits: Edits, row: ElementSpan, appended: list[bytes], *, widened: bool) -> None:
    # ``spans`` only helps to read faster; with a new cell outside it would be wrong.
    changes: dict[str, str | None] = {"spans": None} if widened and "spans" in row.attributes else {}
    if appended:
        edits.append_to(row, b"".join(appended), changes)
    elif changes:
        edits.set_attributes(row, changes)


def _extend_dimension(sheet: SheetSurvey, edits: Edits, cells: Collection[tuple[int, int]]) -> None:
    """Make the stated extent of the sheet true again: some readers trust it."""
    dimension = sheet.root.child("dimension")
    if dimension is None or not cells:
        return
    try:
        stated = parse_range(dimension.get("ref") or "")
    except ValueError:
        return
    rows = [stated.top, stated.bottom, *(row for row, _ in cells)]
    columns = [stated.left, stated.right, *(column for _, column in cells)]
    first, last = address(min(rows), min(columns)), address(max(rows), max(columns))
    if (min(rows), min(columns), max(rows), max(columns)) != tuple(stated):
        edits.set_attributes(dimension, {"ref": f"{first}:{last}"})
