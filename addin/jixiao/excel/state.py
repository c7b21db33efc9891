"""What Jixiao leaves in a workbook to take everything back: a hidden sheet."""

# It travels with the workbook: what was marked today can be cleared by another clerk tomorrow. Excel's own undo is
# emptied by every macro.

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from jixiao.excel.cell_contents import CellContent, CellFormula, Place
from jixiao.excel.program import OpenBook, OpenSheet
from jixiao.grid.address import address, parse_address

STATE_SHEET = "_绩效标记"
VERSION = 1
MOST_UNDO = 20
_PIECE = 30_000  # characters; a cell holds 32,767
_MARKS = ("fills", "notes", "written")
_CHANGED = ("contents", "notes", "formats", "written", "written_notes")
_LEAD = "j:"  # so that no piece is taken for a number or a formula


@dataclass
class SheetMarks:
    """The marks on one sheet: fills and notes as they were, and the notes as written."""

    fills: dict[Place, Any] = field(default_factory=dict)
    notes: dict[Place, str | None] = field(default_factory=dict)
    written: dict[Place, str] = field(default_factory=dict)


@dataclass
class SheetChange:
    """One sheet before and after a fill: contents, formats, notes.

    ``rows`` are the rows of the sheet right after it, as ``filling.fingerprints`` tells them.
    """

    contents: dict[Place, CellContent] = field(default_factory=dict)
    notes: dict[Place, str | None] = field(default_factory=dict)
    formats: dict[Place, Any] = field(default_factory=dict)
    written: dict[Place, CellContent] = field(default_factory=dict)
    written_notes: dict[Place, str] = field(default_factory=dict)
    rows: list[str] = field(default_factory=list)


@dataclass
class Step:
    """A fill or repair that can be undone."""

    label: str
    sheets: dict[str, SheetChange] = field(default_factory=dict)


@dataclass
class MarkState:
    """Marks on the workbook, added sheets, and the steps to undo, last at the end.

    ``lists`` are the sheets that list the changes of the last step.
    """

    marks: dict[str, SheetMarks] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    lists: list[str] = field(default_factory=list)
    undo: list[Step] = field(default_factory=list)

    @classmethod
    def load(cls, book: OpenBook) -> MarkState:
        """The state of a workbook; a new one if there is none or it was tampered with."""
        sheet = _sheet_of(book)
        if sheet is None:
            return cls()
        column = sheet.read().rows
        text = "".join(str(cells.get(1, "")).removeprefix(_LEAD) for cells in column.values())
        try:
            return _from_json(json.loads(text))
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls()

    def save(self, book: OpenBook) -> None:
        """Write the state, or take its sheet away where nothing is left to keep."""
        sheet = _sheet_of(book)
        self.undo = self.undo[-MOST_UNDO:]
        if not (self.marks or self.added or self.lists or self.undo):
            if sheet is not None:
                sheet.delete()
            return
        if sheet is None:
            active = book.active_sheet()
            sheet = book.add_sheet(STATE_SHEET, after=book.sheets()[-1])
            sheet.hide()
            active.activate()
        text = json.dumps(_to_json(self), ensure_ascii=False)
        pieces = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
        cells: dict[Place, CellContent] = {(row, 1): None for row in sheet.read().rows}
        cells |= {(row, 1): f"{_LEAD}{piece}" for row, piece in enumerate(pieces, start=1)}
        sheet.write(cells)


def _sheet_of(book: OpenBook) -> OpenSheet | None:
    return next((sheet for sheet in book.sheets() if sheet.name == STATE_SHEET), None)


def _to_json(state: MarkState) -> dict[str, Any]:
    marks = {sheet: {key: _named(getattr(one, key)) for key in _MARKS} for sheet, one in state.marks.items()}
    undo = [{"label": step.label, "sheets": {n: _change(one) for n, one in step.sheets.items()}} for step in state.undo]
    return {"version": VERSION, "marks": marks, "added": state.added, "lists": state.lists, "undo": undo}


def _change(change: SheetChange) -> dict[str, Any]:
    return {key: _named(getattr(change, key)) for key in _CHANGED} | {"rows": change.rows}


def _from_json(data: dict[str, Any]) -> MarkState:
    if data["version"] != VERSION:
        return MarkState()
    marks = {sheet: SheetMarks(*(_placed(one[key]) for key in _MARKS)) for sheet, one in data["marks"].items()}
    undo = [Step(step["label"], {n: _changed(one) for n, one in step["sheets"].items()}) for step in data["undo"]]
    return MarkState(marks, list(data["added"]), list(data.get("lists", ())), undo)


def _changed(data: dict[str, Any]) -> SheetChange:
    """A step of an earlier version has only the first two."""
    placed = {key: _placed(data.get(key, {})) for key in _CHANGED}
    return SheetChange(**placed, rows=list(data.get("rows", ())))


def _named(values: dict[Place, Any]) -> dict[str, Any]:
    """Return values by address, formulas as JSON data."""
    return {
        address(*place): {"formula": value.text} if isinstance(value, CellFormula) else value
        for place, value in values.items()
    }


def _placed(values: dict[str, Any]) -> dict[Place, Any]:
    return {
        parse_address(name): CellFormula(value["formula"])
        if isinstance(value, dict) and value.keys() == {"formula"}
        else value
        for name, value in values.items()
    }
