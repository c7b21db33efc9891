"""A sheet through what xlwings offers on every engine: Excel on Windows and macOS, and the engine of the tests.

xlwings has no list of merged areas, hidden rows or number formats. It tells whether a whole block has the same one, so
a block that has not is halved until its parts have: some dozens of questions for a form, instead of one for each cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, cast

from jixiao.errors import InputError
from jixiao.excel import native
from jixiao.excel.surface import Colour, Content, Fill, Formula, Link, NumberFormat, Place, Surface, blocks, places_of
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet, Value
from jixiao.grid.numberformat import is_general

MOST_CELLS = 2_000_000
"""A sheet with more is no form; formats down to the last row would make it so large."""

_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})
_EPOCH = datetime(1899, 12, 30)
_TAKEN_FOR_SOMETHING_ELSE = re.compile(r"[=+\-@'].*|[\d.,¥$%/:\-年月日\s]+|true|false", re.IGNORECASE | re.DOTALL)
"""Texts that Excel would take for a formula, a number, a date or a truth value."""


class PortableSurface:
    """A surface for any engine."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet

    # ------------------------------------------------------------ reading

    def read(self) -> Sheet:
        """The sheet as the rest of the package sees it. Raises ``InputError`` for one that is far too large."""
        extent = self._extent()
        sheet = Sheet(self._sheet.name, native.state(self._sheet))
        block = self._range(extent)
        self._read_values(sheet, block)
        if sheet.rows or sheet.formulas:
            self._read_formats(sheet, extent)
            sheet.merges = sorted(self._merges(extent))
            self._read_hidden(sheet, extent)
        return sheet

    def _extent(self) -> Range:
        last = self._sheet.used_range.last_cell
        if last.row * last.column > MOST_CELLS:
            raise InputError(
                "已用区域过大，不是绩效目标表", sheet=self._sheet.name, hint="请删除表外多余的行和列后重试"
            )
        return Range(1, 1, last.row, last.column)

    def _read_values(self, sheet: Sheet, block: Any) -> None:
        values = block.options(ndim=2, err_to_str=True).value
        formulas = block.formula
        if isinstance(formulas, str):
            formulas = ((formulas,),)
        for row, (shown, typed) in enumerate(zip(values, formulas, strict=True), start=1):
            cells: dict[int, Value] = {}
            for column, (value, formula) in enumerate(zip(shown, typed, strict=True), start=1):
                if isinstance(formula, str) and formula.startswith("=") and value != formula:
                    if value == "":
                        continue  # calculated, and shows nothing
                    sheet.formulas[row, column] = formula[1:]
                if isinstance(value, str) and value in _ERRORS:
                    sheet.errors[row, column] = value
                elif (plain := _plain(value)) is not None:
                    cells[column] = plain
            if cells:
                sheet.rows[row] = cells

    def _read_formats(self, sheet: Sheet, extent: Range) -> None:
        for area, code in _uniform(extent, lambda area: self._range(area).number_format):
            if code and not is_general(code):
                for row, column in places_of(area):
                    if sheet.value(row, column) is not None:
                        sheet.formats[row, column] = code

    def _merges(self, extent: Range) -> set[Range]:
        merges = set()
        for area, merged in _uniform(extent, lambda area: self._range(area).merge_cells):
            left = set(places_of(area)) if merged else set()
            while left:
                found = self._range(Range(*min(left), *min(left))).merge_area
                merge = Range(found.row, found.column, found.last_cell.row, found.last_cell.column)
                merges.add(merge)
                left -= set(places_of(merge))
        return merges

    def _read_hidden(self, sheet: Sheet, extent: Range) -> None:
        column_wise = Range(1, 1, 1, extent.right)
        for area, width in _uniform(column_wise, lambda area: self._range(area).column_width):
            if width == 0:
                sheet.hidden_columns.append((area.left, area.right))
        for area, height in _uniform(Range(1, 1, extent.bottom, 1), lambda area: self._range(area).row_height):
            if height == 0:
                sheet.hidden_rows.update(range(area.top, area.bottom + 1))

    def contents(self, places: Iterable[Place]) -> dict[Place, Content]:
        """What stands in some cells, exactly enough to be put back."""
        found: dict[Place, Content] = {}
        for area in blocks(places):
            block = self._range(area)
            values = block.options(ndim=2).value
            formulas = block.formula
            formulas = ((formulas,),) if isinstance(formulas, str) else formulas
            for row, column in places_of(area):
                value, formula = (
                    values[row - area.top][column - area.left],
                    formulas[row - area.top][column - area.left],
                )
                is_formula = isinstance(formula, str) and formula.startswith("=") and value != formula
                found[row, column] = Formula(formula) if is_formula else _plain(value, keep_blanks=True)
        return found

    # ------------------------------------------------------------ writing

    def write(self, contents: Mapping[Place, Content]) -> None:
        """Fill cells, each rectangle in one go."""
        for area in blocks(contents):
            rows = range(area.top, area.bottom + 1)
            columns = range(area.left, area.right + 1)
            self._range(area).value = [[_written(contents[row, column]) for column in columns] for row in rows]

    def link(self, links: Mapping[Place, Link]) -> None:
        """Fill cells with links: as formulas, which can be written in blocks and which every program follows."""
        self.write({place: _link(link) for place, link in links.items()})

    # ------------------------------------------------------------ looks

    def number_formats(self, places: Iterable[Place]) -> dict[Place, NumberFormat]:
        """The number formats of some cells."""
        return {place: self._cell(place).number_format for place in places}

    def set_number_formats(self, formats: Mapping[Place, NumberFormat]) -> None:
        """Give cells number formats."""
        for place, number_format in formats.items():
            self._cell(place).number_format = number_format

    def fills(self, places: Iterable[Place]) -> dict[Place, Fill]:
        """The fills of some cells."""
        return {place: native.fill(self._cell(place)) for place in places}

    def paint(self, colours: Mapping[Place, Colour]) -> None:
        """Give cells a plain fill, all of one colour in one go."""
        for colour in dict.fromkeys(colours.values()):
            for area in blocks(place for place, other in colours.items() if other == colour):
                self._range(area).color = colour

    def restore_fills(self, fills: Mapping[Place, Fill]) -> None:
        """Put back what ``fills`` told."""
        for place, fill in fills.items():
            native.set_fill(self._cell(place), fill)

    def align_top(self, area: Range) -> None:
        """Begin the texts of cells of several lines at the top."""
        native.align_top(self._range(area))

    def notes(self) -> dict[Place, str]:
        """The notes of the sheet."""
        return native.notes(self._sheet)

    def write_notes(self, texts: Mapping[Place, str | None]) -> None:
        """Write notes; the box of a note that is there keeps its size."""
        for place, text in texts.items():
            cell = self._cell(place)
            note = cell.note
            if text is None:
                if note is not None:
                    note.delete()
            elif note is None:
                cell.add_note(text)
            else:
                note.text = text

    def hide(self) -> None:
        """Hide the sheet."""
        native.hide(self._sheet)

    def lift_protection(self) -> Any:
        """Lift the protection."""
        return native.lift_protection(self._sheet)

    def protect(self, before: Any) -> None:
        """Protect the sheet as it was."""
        if before is not None:
            native.protect(self._sheet, before)

    def _range(self, area: Range) -> Any:
        return self._sheet.range((area.top, area.left), (area.bottom, area.right))

    def _cell(self, place: Place) -> Any:
        return self._sheet.range(place)


def _uniform(area: Range, ask: Callable[[Range], Any]) -> Iterator[tuple[Range, Any]]:
    """Parts of an area that have one answer each; None means that a part has several."""
    answer = ask(area)
    height, width = area.bottom - area.top + 1, area.right - area.left + 1
    if answer is not None or (height == 1 and width == 1):
        yield area, answer
        return
    if height >= width:
        middle = area.top + height // 2
        halves = area._replace(bottom=middle - 1), area._replace(top=middle)
    else:
        middle = area.left + width // 2
        halves = area._replace(right=middle - 1), area._replace(left=middle)
    for half in halves:
        yield from _uniform(half, ask)


def _plain(value: Any, *, keep_blanks: bool = False) -> Value | None:
    """A value as the grid has it: dates are numbers, white space alone is nothing."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, datetime):
        return (value.replace(tzinfo=None) - _EPOCH).total_seconds() / 86400
    if isinstance(value, str):
        return value if value.strip() or (keep_blanks and value) else None
    return float(value)


def _written(content: Content) -> Value | None:
    if isinstance(content, Formula):
        return content.text
    if isinstance(content, str) and is_ambiguous(content):
        return f"'{content}"
    return content


def is_ambiguous(text: str) -> bool:
    """Whether a program would take the text for something else: a formula, a number, a date, a truth value."""
    return _TAKEN_FOR_SOMETHING_ELSE.fullmatch(text) is not None


def _link(link: Link) -> Content:
    quoted = link.sheet.replace("'", "''")
    target, text = (part.replace('"', '""') for part in (f"#'{quoted}'!{link.cell}", link.text))
    formula = f'=HYPERLINK("{target}","{text}")'
    return Formula(formula) if max(len(target), len(text)) <= 255 else link.text  # the longest text in a formula


def surface_of(sheet: Any) -> Surface:
    """The surface of an xlwings sheet: its engine's own, or the one made of what every engine offers."""
    own = getattr(sheet.impl, "surface", None)
    return cast("Surface", own()) if own is not None else PortableSurface(sheet)
