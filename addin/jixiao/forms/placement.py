"""Which cell of a row belongs to which column: by its place, else by contents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import NamedTuple

from jixiao.forms.alignment import align, kind_of, stands
from jixiao.forms.cellvalues import NUMERIC
from jixiao.forms.classification import all_level2, level_words
from jixiao.forms.definition import Table
from jixiao.forms.labels import MAX_LABEL, cached_form
from jixiao.forms.levels import is_measured
from jixiao.forms.measures import SHORT_TEXT, is_measure, is_new_unit, is_unit, operator_of, split_measure, text_fits
from jixiao.forms.numbers import from_float
from jixiao.forms.region import Region
from jixiao.forms.rotation import (
    MEASURE_KEYS,
    Columns,
    PlacedRow,
    TurnedCells,
    exchanged,
    restore_target,
    rotation_note,
    unrotate,
)
from jixiao.forms.slots import Slots
from jixiao.forms.structure import TableRow
from jixiao.forms.tables import home_index
from jixiao.forms.text import dictionary
from jixiao.grid.model import Value
from jixiao.remembered import Remembered

OWN_KINDS = ("level1", "level2", "level3", *MEASURE_KEYS)
_SHORT_KEYS = frozenset(("level1", "level2", "unit", "operator"))
"""The keys of columns that hold no longer texts."""
_OF_THEIR_OWN = frozenset(("level1", "level2", "remark", *MEASURE_KEYS))
"""The keys of columns of which each holds texts of its own kind."""


@cache
def _texts_of(key: str, classification: str) -> Remembered[bool]:
    """Return which texts may stand in a column of a key, found out once for each."""
    if key in ("level1", "level2"):
        words = level_words(classification)
        names = words.level1 if key == "level1" else words.level2
        return Remembered(lambda text: names.exact(text) is not None)
    return Remembered(partial(text_fits, key))


class _Arrangement(NamedTuple):
    """Where the columns of a row are filled, and what may stand there.

    ``bound`` has key, sheet column, the texts and whether numbers may; none where anything may stand.
    """

    columns: Columns
    bound: list[tuple[str, int, Remembered[bool] | None, bool]]


class Placer:
    """Places the rows of one table; built once per form found."""

    def __init__(self, region: Region, table: Table) -> None:
        self._region = region
        self._item = table.item
        self._level1, self._level2, self._levels = level_words(table.classification)
        self._only_level1 = self._level1.forms - self._level2.forms
        self._listed = {form: c.key for c in table.readable if c.key not in OWN_KINDS for form in c.values}
        self._counter = dictionary("labels")["counter"] if table.counter else ""
        self._free = frozenset(c.key for c in table.columns if c.type == "mark" or c.type in NUMERIC)
        # A row may have its operator and unit in cells of their own where the table has one column for all.
        bound = {*MEASURE_KEYS, *(c.key for c in table.columns)} - self._free - {table.item}
        self._fits = {k: _texts_of(k if k in _OF_THEIR_OWN else "", table.classification) for k in bound}
        self._targets = table.column("target") is not None
        self._wide = {top for (top, _), span in region.spans.items() if span.right > span.left}
        self._slots: Slots | None = None
        self._below_own = False
        self._homes: dict[tuple[int, ...], _Arrangement | None] = {}

    def place(self, row: TableRow, cells: TurnedCells) -> PlacedRow | None:
        """Return the cells of a row in their columns; None for a line of notes."""
        if row.slots is not self._slots:
            self._slots, self._homes = row.slots, {}
        filled = tuple(cells)
        if filled not in self._homes:
            self._homes[filled] = self._home(row.slots, filled)
        home = self._homes[filled]
        if home is not None and (stretched := self._stretched(row, home.columns)) is not None:
            return PlacedRow(stretched, cells)
        if home is not None:
            turned = exchanged(home.columns, cells, self._item)
            if turned is not None and self._sensible(row, self._arrangement(turned), cells):
                return PlacedRow(turned, cells, done=(rotation_note(turned, "target", self._item),))
            if self._sensible(row, home, cells):
                if (first := home.columns.get("level1")) is not None:  # 产出 below 政策效果, in the rows below as well
                    self._below_own = not self._fits["level1"][str(cells[first])]
                return PlacedRow(home.columns, cells)
            if self._lacks_name(row, home, cells):
                return PlacedRow(home.columns, cells)
            rotated = unrotate(home.columns, cells)
            if rotated is not None and self._sensible(row, self._arrangement(rotated), cells):
                return PlacedRow(rotated, cells, done=(rotation_note(rotated),))
        if len(cells) == 1 and self._is_note(row, cells, home):
            return None
        return self._realign(row, cells)

    def _stretched(self, row: TableRow, columns: Columns) -> Columns | None:
        """Return the columns of a row with a cell merged over several as what it is.

        A name over the levels: 预算执行率; a measure over sign, number and unit: ≥90%; a remark over the unit.
        """
        found: Columns = {}
        for key, column in columns.items() if row.row in self._wide else ():
            value, edge = self._region.value(row.row, column), self._region.right_edge(row.row, column)
            over = {wanted for wanted, left in row.slots.lefts.items() if column < left <= edge} - columns.keys()
            if self._item in over and {"target", "actual", "score"} & columns.keys() and not self._names_level(value):
                key = self._item
            elif "target" in over and self._item in columns and operator_of(str(value)) is None:
                key = "target"
            elif key == "unit" and "remark" in over and not is_unit(str(value)):
                key = "remark"
            found.setdefault(key, column)
        return found if found != columns and len(found) == len(columns) else None

    def inside(self, rows: list[TableRow]) -> list[TableRow]:
        """Return the rows without a column that has no title and that most do not need: √."""
        needed: dict[int, list[bool]] = {}
        for row in rows:
            left = {column: value for column, value in row.cells.items() if column in row.slots.by_column}
            if len(left) < len(row.cells):
                home = self._home(row.slots, left)
                whole = home is not None and ("target" in home.columns or not self._targets)
                whole = whole and home is not None and self._sensible(row, home, left)
                for column in row.cells.keys() - left.keys():
                    needed.setdefault(column, []).append(not whole)
        beside = {column for column, each in needed.items() if len(each) > max(1, 2 * sum(each))}
        kept = (row._replace(cells={c: v for c, v in row.cells.items() if c not in beside}) for row in rows)
        return [row for row in kept if row.cells]

    def _home(self, slots: Slots, filled: Iterable[int]) -> _Arrangement | None:
        """Return the columns of cells by place; None where one has no header of its own."""
        found: Columns = {}
        for column in filled:
            slot = slots.by_column.get(column)
            if slot is None or slot.column.key in found:
                return None
            found[slot.column.key] = column
        return self._arrangement(found)

    def _arrangement(self, columns: Columns) -> _Arrangement:
        bound = [
            (key, column, self._fits.get(key), key == "target" or key in self._free) for key, column in columns.items()
        ]
        return _Arrangement(columns, [each for each in bound if each[2] is not None or not each[3]])

    def _stands_below(self, row: TableRow, column: int, columns: Columns, text: str) -> bool:
        """Return whether a level of another tree is a level 2 here: 满意度 below 社会效应."""
        if not self._names_level(text):
            return False
        if "level1" in columns:
            return columns["level1"] < column
        over = ((key, text) for key, text, right in self._merged_over(row) if right < column)
        return self._below_own or any(key == "level1" or self._level1.exact(text) is not None for key, text in over)

    def _merged_over(self, row: TableRow) -> Iterator[tuple[str, str, int]]:
        """Yield key, text and last column of merges that reach down to a row."""
        for (top, left), span in self._region.spans.items():
            if top < row.row <= span.bottom:
                slot = row.slots.by_column.get(left)
                yield "" if slot is None else slot.column.key, str(self._region.value(top, left)), span.right

    def _names_level(self, value: Value | None) -> bool:
        """Return whether a cell names a level of some tree."""
        return isinstance(value, str) and (cached_form(value) in all_level2() or self._level1.exact(value) is not None)

    def _sensible(self, row: TableRow, arrangement: _Arrangement, cells: TurnedCells) -> bool:
        """Return whether every cell may stand where it stands, and the row has a name."""
        columns = arrangement.columns
        place = columns.get(self._item)
        name = cells[place] if place is not None else None
        if not isinstance(name, str):
            return False
        named = not self._levels.exact(name) or ("target" in columns and is_measured(name))
        over = (text for key, text, _ in self._merged_over(row) if key == "level2")
        if not named and all(map(self._names_level, over)):  # but 社会效益 below 履职效益
            return False
        return self._fits_columns(row, arrangement, cells)

    def _lacks_name(self, row: TableRow, arrangement: _Arrangement, cells: TurnedCells) -> bool:
        """Return whether the name alone is missing: a figure or more stands in its column.

        A word that is alone behind the levels may be the name, which slid: 提高.
        """
        columns = arrangement.columns
        scored = not self._targets and {"points", "score"} <= columns.keys()  # a table with standards alone
        if self._item in columns or not ("target" in columns or scored):
            return False
        levels = [cells[columns[key]] for key in ("level1", "level2") if key in columns]
        if levels and not any(map(self._names_level, levels)):  # 履职效能, 重点工作: names of one's own
            arrangement = self._arrangement({key: c for key, c in columns.items() if not key.startswith("level")})
        if not self._fits_columns(row, arrangement, cells):
            return False
        target = cells.get(columns.get("target", 0))
        behind = columns.keys() - {"level1", "level2", "target"}
        return bool(behind) or not isinstance(target, str) or split_measure(target) is not None

    def _fits_columns(self, row: TableRow, arrangement: _Arrangement, cells: TurnedCells) -> bool:
        """Return whether every cell may stand where it stands."""
        columns = arrangement.columns
        for key, column, fits, may_be_number in arrangement.bound:
            value = cells[column]
            if not isinstance(value, str):
                if not may_be_number:
                    return False
            elif fits is not None and not (
                (len(value) > SHORT_TEXT and key not in _SHORT_KEYS)
                or fits[value]
                or (key == "level2" and self._stands_below(row, column, columns, value))
                or (key == "level1" and self._names_level(cells.get(columns.get("level2", 0))))
                or (key == "unit" and is_new_unit(value, cells.get(columns.get("target", 0))))
            ):
                return False
        return True

    def _is_note(self, row: TableRow, cells: TurnedCells, home: _Arrangement | None) -> bool:
        """Return whether a row is a single text, no level and no name: a note."""
        column, value = next(iter(cells.items()))
        if self._kind(value) in ("level1", "level2", "counter"):
            return False
        wide = self._region.right_edge(row.row, column) - column + 1
        return home is None or self._item not in home.columns or wide > len(row.slots) // 2 + 1

    def _kind(self, value: Value) -> str:
        if isinstance(value, str) and self._listed and len(value) <= MAX_LABEL:
            listed = self._listed.get(cached_form(value))
            if listed is not None:
                return f"list:{listed}"
        return kind_of(value, self._only_level1, self._level2.forms, self._counter)

    def _realign(self, row: TableRow, cells: TurnedCells) -> PlacedRow:
        slots = sorted(row.slots, key=lambda slot: slot.left)
        homes = tuple(home_index(slots, column) for column in cells)
        kinds = tuple(self._kind(value) for value in cells.values())
        columns = tuple(
            slot.column.type
            if slot.column.type in ("actual", "mark")
            else "amount"
            if slot.column.key in self._free
            else "item"
            if slot.column.key == self._item
            else slot.column.key
            for slot in slots
        )
        choices = homes if stands(kinds, homes, columns) else align(kinds, homes, columns)
        found: Columns = {}
        moved: list[int] = []
        joined: list[int] = []
        for column, choice, home in zip(tuple(cells), choices, homes, strict=True):
            if choice is None:
                continue
            first = found.setdefault(slots[choice].column.key, column)
            if first != column and column <= slots[choice].right and cells[column] == row.cells[first]:
                joined.append(column)  # one value that is filled along its merge
            elif first != column and is_measure(cells[column]) and is_measure(row.cells[first]):
                continue  # two figures are never one: 90 and 95 are not 9095
            elif first != column:  # two cells under one wide header are one value: ≥ and 95
                formats = self._region.sheet.formats
                shown = _as_text(cells[first], formats.get((row.row, first)))
                cells = {**cells, first: shown + _as_text(cells[column], formats.get((row.row, column)))}
                joined.append(column)
            if choice != home:
                moved.append(column)
        restore_target(found, cells, moved)
        done = [("row-realigned", tuple(moved))] if moved else []
        rotated = unrotate(found, cells)
        if rotated is not None:
            done.append(rotation_note(rotated))
        return PlacedRow(rotated or found, cells, tuple(joined), tuple(done))


def _as_text(value: Value, number_format: str | None) -> str:
    """Return a part of a joined value; a percentage without its sign."""
    if isinstance(value, str):
        return value.strip()
    number = from_float(value)
    if number is None:
        return ""
    if number_format is not None and "%" in number_format:
        number = from_float(float(number * 100)) or number
    return format(number, "f")
