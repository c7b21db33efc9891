"""The columns of a table on the sheet: which sheet columns each header cell owns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from jixiao.forms.definition import Column
from jixiao.grid.model import Value


class Slot(NamedTuple):
    """A table column on the sheet: which sheet columns the header's cell owns."""

    column: Column
    left: int
    right: int


class Slots(tuple[Slot, ...]):
    """The slots of one header, with the owner of each sheet column looked up once.

    ``untitled`` are the keys of columns whose cell in the header is empty, ``foreign`` the sheet columns with a title
    that the form does not know: 权重. The rows stand ``off`` by so many columns.
    """

    off = 0

    by_column: dict[int, Slot]
    lefts: dict[str, int]
    untitled: frozenset[str]
    foreign: frozenset[int]

    def __new__(
        cls, slots: Iterable[Slot], untitled: frozenset[str] = frozenset(), foreign: frozenset[int] = frozenset()
    ) -> Slots:
        """The slots in sheet order of their headers."""
        made = super().__new__(cls, slots)
        made.untitled = untitled
        made.foreign = foreign
        made.lefts = {slot.column.key: slot.left for slot in reversed(made)}
        made.by_column = {column: slot for slot in reversed(made) for column in range(slot.left, slot.right + 1)}
        return made

    def left_of(self, key: str) -> int:
        """Where the column with that key begins, or the first one if the header lacks it."""
        found = self.lefts.get(key)
        return min(self.lefts.values()) if found is None else found


class PlacedCell(NamedTuple):
    """A cell in its column."""

    column: int
    value: Value


def place(slots: Slots, cells: dict[int, Value]) -> dict[str, PlacedCell]:
    """Return the cells of a row by column key; of several the first."""
    placed: dict[str, PlacedCell] = {}
    for column, value in cells.items():
        slot = slots.by_column.get(column)
        if slot is not None and slot.column.key not in placed:
            placed[slot.column.key] = PlacedCell(column, value)
    return placed
