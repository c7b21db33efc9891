"""Columns of indicators without a title: found by their place and cells."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from itertools import islice, pairwise, takewhile

from jixiao.forms.classification import framework
from jixiao.forms.definition import Column, Table
from jixiao.forms.labels import cached_form
from jixiao.forms.measures import is_measure, is_unit, says_operator, split_measure
from jixiao.forms.region import Region
from jixiao.forms.slots import Slot
from jixiao.grid.model import Value

ROWS_LOOKED_AT = 40
MIN_FILLED = 2
"""Fewer filled cells are a stray note, not a column."""


def untitled_columns(
    table: Table,
    row: int,
    named: Mapping[str, tuple[int, int]],
    cells: Mapping[int, Value],
    region: Region,
    is_header: Callable[[Mapping[int, Value]], bool],
) -> Iterator[tuple[Column, int]]:
    """The columns without a title in a header row, each with its sheet column.

    ``named`` are the first and last sheet column of those that have a title. A column counts as untitled where its
    cell in the header row is empty or holds the table's caption, it stands beside a neighbour it has on the form, and most cells under it are what
    such a column holds. The table ends where ``is_header`` finds the header of another.
    """
    keys = [column.key for column in table.columns]
    owned = {place for left, right in named.values() for place in range(left, right + 1)}
    free = [place for place in range(1, max(owned) + 2) if place not in owned and _is_untitled(table, cells.get(place))]
    missing = [key for key in keys if key not in named and (key in _HOLDS or key == table.item)]
    if not free or not missing or not _beside(free, owned):
        return
    covered = [span for span in region.spans.values() if span.top <= row <= span.bottom]
    rows = islice((filled for number, filled in region.rows if number > row), ROWS_LOOKED_AT)
    below = list(takewhile(lambda filled: not is_header(filled), rows))
    for place in free:
        if any(span.left <= place <= span.right for span in covered):
            continue
        values = [filled[place] for filled in below if place in filled]
        if len(values) < MIN_FILLED:
            continue
        for key in missing:
            column = table.column(key)
            if column is None or not _is_neighbour(keys, key, place, named):
                continue
            holds = _HOLDS.get(key, _is_name)
            if 2 * sum(1 for value in values if holds(table, value)) > len(values):
                missing.remove(key)
                yield column, place
                break


def unlabelled_columns(
    table: Table, found: list[Slot], row: int, region: Region, captions: Container[str]
) -> Iterator[Slot]:
    """Yield columns that the form leaves blank, from what stands before on."""
    for column, after in pairwise(table.columns):
        if not column.unlabelled or any(slot.column is column for slot in found):
            continue
        right = next((slot.left - 1 for slot in found if slot.column is after), 0)
        left = max((slot.right for slot in found if slot.right <= right), default=0)
        for place, value in region.sheet.rows[row].items():
            if place <= right and isinstance(value, str) and cached_form(value) in captions:
                beside_rows = region.bottom_edge(row, place) > row
                left = max(left, region.right_edge(row, place) if beside_rows else place - 1)
        if left < right:
            yield Slot(column, left + 1, right)


def _is_untitled(table: Table, title: Value | None) -> bool:
    """Return whether a cell titles no column: empty, or the table's caption."""
    return title is None or (isinstance(title, str) and cached_form(title) in table.captions)


def _beside(free: list[int], owned: set[int]) -> bool:
    return any(place - 1 in owned or place + 1 in owned for place in free)


def _is_neighbour(keys: list[str], key: str, place: int, named: Mapping[str, tuple[int, int]]) -> bool:
    """Return whether the named column beside a place is the form's neighbour."""
    index = keys.index(key)
    before = {right: other for other, (_, right) in named.items() if right < place}
    behind = {left: other for other, (left, _) in named.items() if left > place}
    earlier = next((other for other in reversed(keys[:index]) if other in named), None)
    later = next((other for other in keys[index + 1 :] if other in named), None)
    return (bool(before) and before[max(before)] == earlier) or (bool(behind) and behind[min(behind)] == later)


def _is_level(table: Table, value: Value, level: int) -> bool:
    tree = framework(table.classification)
    return isinstance(value, str) and cached_form(value) in (tree.level1 if level == 1 else tree.level2)


def _is_name(table: Table, value: Value) -> bool:
    """Return whether a cell can name an indicator: no level, unit, measure."""
    if not isinstance(value, str) or len(value) < 3 or split_measure(value) is not None:
        return False
    return not (_is_level(table, value, 1) or _is_level(table, value, 2)) and not (
        is_unit(value) or says_operator(value)
    )


_HOLDS: Mapping[str, Callable[[Table, Value], bool]] = {
    "level1": lambda table, value: _is_level(table, value, 1),
    "level2": lambda table, value: _is_level(table, value, 2),
    "target": lambda table, value: is_measure(value),
    "unit": lambda table, value: isinstance(value, str) and is_unit(value),
    "operator": lambda table, value: isinstance(value, str) and says_operator(value),
}
