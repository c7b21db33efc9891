"""Titles of a table that its definition has no column for: beside, below, above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jixiao.forms.classification import is_level
from jixiao.forms.form_labels import FormLabels
from jixiao.forms.labels import cached_form
from jixiao.forms.levels import joined_levels, without_points
from jixiao.forms.region import Region
from jixiao.forms.slots import Slots
from jixiao.forms.structure import Block
from jixiao.grid.model import Value

MIN_TITLES = 3
"""So many short texts in a row are titles, so many filled cells below one a column."""


def titles_before(region: Region, row: int, slots: Slots, block: Block, labels: FormLabels) -> Iterator[str]:
    """Yield unknown titles left of level 3, of rows above as well: 对应目标."""
    own = region.sheet.rows[row]
    item, first = slots.left_of("level3"), next(iter(own))
    titles = list(own.items())
    for above in (row - 1, row - 2):
        cells = region.sheet.rows.get(above, {}).items()
        titles += [(column, value) for column, value in cells if row <= region.bottom_edge(above, column) <= row + 1]
    for column, value in titles:
        if column >= item or not isinstance(value, str) or column in slots.by_column:
            continue
        is_caption = column == first and sum(column in line.cells for line in block.rows) < MIN_TITLES
        if not is_caption and not labels.split(value) and cached_form(value) not in labels.captions:
            yield value


def titles_below(region: Region, slots: Slots, block: Block) -> Iterator[str]:
    """Yield what titles several columns under one of targets or reasons: 一季度, 经费."""
    for slot in slots if len(block.lines) > 1 else ():
        if slot.column.key in ("target", "deviation"):
            for cells in map(region.sheet.rows.get, block.lines):
                titles = [str(value) for column, value in (cells or {}).items() if slot.left <= column <= slot.right]
                yield from titles[1:]
    if not any(slot.column.key.startswith("likelihood") for slot in slots):  # a column of words, not of marks
        values = (value for row in block.lines for value in region.sheet.rows.get(row, {}).values())
        yield from (value for value in values if isinstance(value, str) and "可能性" in value)


def levels_below(slots: Slots, block: Block, above: Mapping[int, Value]) -> Iterator[str]:
    """Yield levels that no column asks for: 产出指标/数量指标, 一、产出指标（50分） above the header."""
    if "level1" not in slots.lefts and len(above) == 1:
        yield from (v for v in above.values() if isinstance(v, str) and is_level(without_points(v)))
    if {"level1", "level2"}.isdisjoint(slot.column.key for slot in slots):
        before = (v for line in block.rows for c, v in line.cells.items() if c < slots.left_of("level3"))
        yield from (v for v in before if isinstance(v, str) and (is_level(v) or joined_levels(v) is not None))
