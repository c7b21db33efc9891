"""Which cell of an indicator row belongs to which column: where it stands, if that makes sense, else by its contents."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

from jixiao.forms.alignment import align, column_kind, kind_of
from jixiao.forms.classification import framework
from jixiao.forms.definition import Table
from jixiao.forms.labels import MAX_LABEL, LabelSet, cached_form
from jixiao.forms.measures import is_unit, nature_of, operator_of, split_measure
from jixiao.forms.numbers import from_float
from jixiao.forms.region import Region
from jixiao.forms.structure import Slots, TableRow
from jixiao.forms.tables import home_index
from jixiao.forms.text import dictionary
from jixiao.grid.model import Value

MEASURE_KEYS = ("target", "unit", "operator")
OWN_KINDS = ("level1", "level2", "level3", *MEASURE_KEYS)
_SHORT = 12


class Filled(NamedTuple):
    """A filled cell of a row. ``also``: further sheet columns whose cells were joined to its value."""

    column: int
    value: Value
    also: tuple[int, ...] = ()


Placement = dict[str, Filled]
"""The cells of a row by column key."""


class Placed(NamedTuple):
    """A row's cells in their columns, and what had to be done for it: a note code and the sheet columns it concerns."""

    cells: Placement
    done: tuple[tuple[str, tuple[int, ...]], ...] = ()


class Placer:
    """Places the rows of one table; built once per form found."""

    def __init__(self, region: Region, table: Table) -> None:
        tree = framework(table.classification)
        self._region = region
        self._item = table.item
        self._level1, self._level2 = _words(frozenset(tree.level1)), _words(frozenset(tree.level2))
        self._only_level1 = self._level1.forms - self._level2.forms
        self._listed = {form: c.key for c in table.columns if c.key not in OWN_KINDS for form in c.values}
        self._counter = dictionary("labels")["counter"] if table.counter else ""

    def place(self, row: TableRow, cells: dict[int, Value]) -> Placed | None:
        """The cells of a row in their columns; None for a line of notes that is no row of the table."""
        by_column = row.slots.by_column
        home: Placement = {}
        for column, value in cells.items():
            slot = by_column.get(column)
            if slot is None or slot.column.key in home:
                home = {}  # a cell without a header, or two under one: the contents must tell
                break
            home[slot.column.key] = Filled(column, value)
        if home:
            if self._sensible(home):
                return Placed(home)
            rotated = unrotate(home)
            if rotated is not None and self._sensible(rotated):
                return Placed(rotated, (_rotation(rotated),))
        if len(cells) == 1 and self._is_note(row, cells, home):
            return None
        return self._realign(row.slots, cells)

    def _sensible(self, placement: Mapping[str, Filled]) -> bool:
        """Whether every cell may stand where it stands, and the row has a name."""
        name = placement.get(self._item)
        if name is None or not isinstance(name.value, str):
            return False
        if self._level2.exact(name.value) or self._level1.exact(name.value):
            return False
        for key, (_, value, _) in placement.items():
            if key == "level1":
                if not isinstance(value, str) or self._level1.exact(value) is None:
                    return False
            elif key == "level2":
                if not isinstance(value, str) or self._level2.exact(value) is None:
                    return False
            elif key != self._item and not fits(key, value):
                return False
        return True

    def _is_note(self, row: TableRow, cells: dict[int, Value], home: Placement) -> bool:
        """A single text that is no level name and no indicator name in its column: a note below or between the rows."""
        column, value = next(iter(cells.items()))
        if self._kind(value) in ("level1", "level2", "counter"):
            return False
        wide = self._region.right_edge(row.row, column) - column + 1
        return self._item not in home or wide > len(row.slots) // 2 + 1

    def _kind(self, value: Value) -> str:
        if isinstance(value, str) and self._listed and len(value) <= MAX_LABEL:
            listed = self._listed.get(cached_form(value))
            if listed is not None:
                return f"list:{listed}"
        return kind_of(value, self._only_level1, self._level2.forms, self._counter)

    def _realign(self, header: Slots, cells: dict[int, Value]) -> Placed:
        slots = sorted(header, key=lambda slot: slot.left)
        homes = tuple(home_index(slots, column) for column in cells)
        kinds = tuple(self._kind(value) for value in cells.values())
        choices = align(kinds, homes, tuple(column_kind(slot.column.key, self._item) for slot in slots))
        found: Placement = {}
        moved = []
        for (column, value), choice, home in zip(cells.items(), choices, homes, strict=True):
            if choice is not None:
                key = slots[choice].column.key
                found[key] = _joined(found[key], column, value) if key in found else Filled(column, value)
                if choice != home:
                    moved.append(column)
        _value_behind_its_mark(found, bool(moved))
        done = [("row-realigned", tuple(moved))] if moved else []
        rotated = unrotate(found)
        if rotated is not None:
            return Placed(rotated, (*done, _rotation(rotated)))
        return Placed(found, tuple(done))


@lru_cache(maxsize=16)
def _words(forms: frozenset[str]) -> LabelSet:
    return LabelSet(forms)


def _rotation(placement: Placement) -> tuple[str, tuple[int, ...]]:
    return "values-rotated", tuple(placement[key].column for key in MEASURE_KEYS if key in placement)


def _joined(first: Filled, column: int, value: Value) -> Filled:
    """Two cells under one wide header as one value: ``≥`` and ``95``."""
    return Filled(first.column, _as_text(first.value) + _as_text(value), (*first.also, column))


def _as_text(value: Value) -> str:
    if isinstance(value, str):
        return value.strip()
    number = from_float(value)
    return "" if number is None else format(number, "f")


def _value_behind_its_mark(placement: Placement, moved: bool) -> None:
    """In a slid row 定性 may stand before the value and take its place; the value then looks like a remark."""
    mark = placement.get("operator")
    if not moved or mark is None or "target" in placement or "remark" not in placement:
        return
    if isinstance(mark.value, str) and nature_of(mark.value):
        placement["target"] = placement.pop("remark")


def fits(key: str, value: Value) -> bool:
    """Whether a value may stand in a column of that key as it is."""
    return _text_fits(key, value) if isinstance(value, str) else key == "target"


@lru_cache(maxsize=32768)
def _text_fits(key: str, text: str) -> bool:
    if key == "unit":
        return is_unit(text)
    if key == "operator":
        return len(text) <= 20 and bool(operator_of(text) or nature_of(text))
    if len(text) > _SHORT:
        return True
    if key == "remark":  # 定性 is often noted there
        return not (operator_of(text) or is_unit(text))
    if key == "target":
        return not (operator_of(text) or nature_of(text) or is_unit(text))
    return len(text) > 4 or not (operator_of(text) or nature_of(text) or is_unit(text))


_ALLOWED = {
    "target": ("number", "text"),
    "unit": ("unit", "blank"),
    "operator": ("operator", "blank"),
}


def _class(cell: Filled | None) -> str:
    if cell is None:
        return "blank"
    value = cell.value
    if not isinstance(value, str):
        return "number"
    if operator_of(value) or nature_of(value):
        return "operator"
    if is_unit(value):
        return "unit"
    return "number" if split_measure(value) is not None else "text"


def unrotate(placement: Placement) -> Placement | None:
    """The row with target, unit and operator in their places, if they stand in others and only one order fits.

    documents.md: ``=``, ``100``, ``%`` in the wrong columns, or 定性 as the value and 提升 as the type.
    """
    cells = [placement.get(key) for key in MEASURE_KEYS]
    if sum(1 for cell in cells if cell is not None) < 2:
        return None
    kinds = [_class(cell) for cell in cells]
    if all(kind in _ALLOWED[key] for key, kind in zip(MEASURE_KEYS, kinds, strict=True)):
        return None
    orders = {
        tuple(cells[index] for index in order)
        for order in permutations(range(3))
        if all(kinds[index] in _ALLOWED[key] for key, index in zip(MEASURE_KEYS, order, strict=True))
    }
    if len(orders) != 1:
        return None
    found = {key: cell for key, cell in placement.items() if key not in MEASURE_KEYS}
    for key, cell in zip(MEASURE_KEYS, orders.pop(), strict=True):
        if cell is not None:
            found[key] = cell
    return found
