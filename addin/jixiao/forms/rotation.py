"""Target, unit, operator and name of a row that stand in one another's columns."""

from __future__ import annotations

from collections.abc import Collection
from itertools import permutations
from typing import NamedTuple

from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.measures import is_unit, nature_of, says_operator, split_measure
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

MEASURE_KEYS = ("target", "unit", "operator")


TurnedCells = dict[int, Value]
"""The filled cells of a row by sheet column."""


Columns = dict[str, int]
"""Where each column key of a row is filled in: its sheet column."""


class PlacedRow(NamedTuple):
    """A row with its cells in their columns, and what had to be done for it.

    ``joined`` are sheet columns whose cells were joined to another's value; ``done`` holds note codes, each with the
    sheet columns it concerns.
    """

    columns: Columns
    cells: TurnedCells
    joined: tuple[int, ...] = ()
    done: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def value(self, key: str) -> Value | None:
        """The value in a column, or None where it is not filled."""
        column = self.columns.get(key)
        return None if column is None else self.cells[column]


def rotation_note(columns: Columns, *keys: str) -> tuple[str, tuple[int, ...]]:
    """Return the code of a rotated row's note, with the columns it concerns."""
    return "values-rotated", tuple(columns[key] for key in keys or MEASURE_KEYS if key in columns)


_SHORTEST_NAME = 4
"""A shorter text in the place of a target is one: 完成."""
_DATE = late_pattern(r"(?:20\d\d年)?(?:\d{1,2}月)?(?:\d{1,2}[日号]|[年月]?[底末])?(?:之?前|以前|内)?")
"""A date and no more: 2026年11月30日前, 11月底前."""
_ALLOWED = {"target": ("number", "text"), "unit": ("unit", "blank"), "operator": ("operator", "blank")}


def _class(value: Value | None) -> str:
    if value is None or is_placeholder(value):
        return "blank"
    if not isinstance(value, str):
        return "number"
    if says_operator(value):
        return "operator"
    if is_unit(value):
        return "unit"
    return "number" if split_measure(value) is not None else "text"


def unrotate(columns: Columns, cells: TurnedCells) -> Columns | None:
    """Return the row with target, unit, operator in place, if one order fits.

    schema/README.md: ``=``, ``100``, ``%`` in the wrong columns, or 定性 as the value and 提升 as the type.
    """
    places = [columns.get(key) for key in MEASURE_KEYS]
    if sum(1 for place in places if place is not None) < 2:
        return None
    kinds = [_class(None if place is None else cells[place]) for place in places]
    if all(kind in _ALLOWED[key] for key, kind in zip(MEASURE_KEYS, kinds, strict=True)):
        return None
    orders = {
        tuple(places[index] for index in order)
        for order in permutations(range(3))
        if all(kinds[index] in _ALLOWED[key] for key, index in zip(MEASURE_KEYS, order, strict=True))
    }
    if len(orders) != 1:
        return None
    found = {key: place for key, place in columns.items() if key not in MEASURE_KEYS}
    for key, place in zip(MEASURE_KEYS, orders.pop(), strict=True):
        if place is not None:
            found[key] = place
    return found


def exchanged(columns: Columns, cells: TurnedCells, item: str) -> Columns | None:
    """Return the row with name and target exchanged: ≥90% | 群众满意度; else None."""
    if item not in columns or "target" not in columns:
        return None
    name, target = cells[columns[item]], cells[columns["target"]]
    if not isinstance(target, str) or _states_target(target) or len(target) < _SHORTEST_NAME or is_placeholder(target):
        return None
    measured = "unit" in columns or "operator" in columns
    if not (_states_target(name, measured=measured) if isinstance(name, str) else measured):
        return None
    return columns | {item: columns["target"], "target": columns[item]}


def _states_target(text: str, *, measured: bool = True) -> bool:
    """Return whether a text is a date or a figure.

    A figure without sign and unit is one only if the row has them, being ``measured``.
    """
    measure = split_measure(text)
    if measure is not None:
        return measured or measure.operator is not None or measure.unit is not None
    return len(text) > 2 and _DATE.fullmatch(text) is not None


def restore_target(columns: Columns, cells: TurnedCells, moved: Collection[int]) -> None:
    """Read what stands behind 定性 in a slid row as the target, not as a remark."""
    if "target" in columns or "remark" not in columns or "operator" not in columns:
        return
    mark, behind = cells[columns["operator"]], columns["remark"]
    if not set(moved) - {columns["operator"]}:
        return  # 定性 alone is typed in the column of the target
    between = any(columns["operator"] < column < behind for column in cells)
    if isinstance(mark, str) and nature_of(mark) and not between:
        columns["target"] = columns.pop("remark")
