"""The indicator table: levels carried down, slid rows put back, each row as one indicator."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from jixiao.forms.alignment import align, column_kind, kind_of
from jixiao.forms.classification import Framework, framework
from jixiao.forms.definition import Table
from jixiao.forms.document import Cells, Indicator, Note
from jixiao.forms.fields import text_of
from jixiao.forms.labels import MAX_LABEL, cached_form
from jixiao.forms.measurement import Filled, fits, read_measurement, unrotate
from jixiao.forms.measures import nature_of
from jixiao.forms.region import Region
from jixiao.forms.structure import Block, TableRow
from jixiao.forms.tables import home_index, is_placeholder, owner, without_caption
from jixiao.forms.text import clean, dictionary, squeeze
from jixiao.grid.address import address
from jixiao.grid.model import Value

_MEASURE_KEYS = ("target", "unit", "operator")
_OWN_KINDS = ("level1", "level2", "level3", *_MEASURE_KEYS)


@dataclass(slots=True)
class Level:
    """A level name in force: as written, its label form, its address, the last row its merge covers."""

    text: str
    form: str
    cell: str | None
    bottom: int


Placement = dict[str, list[Filled]]


def counter_pattern() -> re.Pattern[str]:
    """Matches a counter such as ``指标1：`` or ``指标二:``."""
    word = re.escape(dictionary("labels")["counter"])
    return re.compile(rf"{word}\s*[\d一二三四五六七八九十]+\s*[:：.、．]\s*")


_COUNTER = counter_pattern()


def without_counter(text: str) -> str:
    """A level-3 name without its counter; empty counters after it are dropped: ``指标1:甲 指标2:`` → ``甲``."""
    match = _COUNTER.match(text.strip())
    if match is None:
        return text.strip()
    name = text.strip()[match.end() :].strip()
    while True:
        last = None
        for last in _COUNTER.finditer(name):  # noqa: B007 - only the last one matters
            pass
        if last is None or last.end() < len(name):
            return name
        name = name[: last.start()].strip()


class IndicatorReader:
    """Reads one form's indicator table row by row; holds the levels in force."""

    def __init__(self, region: Region, table: Table) -> None:
        self.region = region
        self.table = table
        self.tree: Framework = framework(table.classification)
        self._level1_words = frozenset(self.tree.level1) - frozenset(self.tree.level2)
        self._level2_words = frozenset(self.tree.level2)
        self._listed = {form: c.key for c in table.columns if c.key not in _OWN_KINDS for form in c.values}
        self._counter = dictionary("labels")["counter"] if table.counter else ""
        self.level1: Level | None = None
        self.level2: Level | None = None
        self.item: Level | None = None
        self.indicators: list[Indicator] = []
        self.notes: list[Note] = []

    def read(self, block: Block) -> None:
        """Add the indicators of a block."""
        for row in block.rows:
            cells = without_caption(block, row, self.region)
            if cells:
                self._read_row(row, cells)

    def _read_row(self, row: TableRow, cells: dict[int, Value]) -> None:
        if all(is_placeholder(value) for value in cells.values()):
            self._take_all(row.row, cells)
            return
        placement = self._place(row, cells)
        if placement is None:
            return
        self._levels(row, placement)
        self._indicator(row, placement)

    def _take_all(self, row: int, cells: dict[int, Value]) -> None:
        for column in cells:
            self.region.take(row, column)

    # ------------------------------------------------------------ columns

    def _place(self, row: TableRow, cells: dict[int, Value]) -> Placement | None:
        """Cells by column key: where they stand, if that makes sense, else where they belong. None: not a row."""
        home: Placement = {}
        homeless = False
        for column, value in cells.items():
            slot = owner(row.slots, column)
            if slot is None:
                homeless = True
            else:
                home.setdefault(slot.column.key, []).append(Filled(column, value))
        if not homeless:
            if self._sensible(home):
                return home
            rotated = unrotate(home)
            if rotated is not None and self._sensible(rotated):
                self._note("values-rotated", row.row, [c.column for k in _MEASURE_KEYS for c in rotated.get(k, [])])
                return rotated
        if len(cells) == 1 and self._is_remark_line(row, cells, home):
            return None
        return self._realign(row, cells)

    def _sensible(self, placement: Placement) -> bool:
        """Whether every cell may stand where it stands, and the row has a name."""
        if self.table.item not in placement:
            return False
        for key, filled in placement.items():
            if len(filled) > 1:
                return False
            value = filled[0].value
            if key == "level1":
                if not isinstance(value, str) or cached_form(value) not in self.tree.level1:
                    return False
            elif key == "level2":
                if not isinstance(value, str) or cached_form(value) not in self.tree.level2:
                    return False
            elif key == self.table.item:
                if not isinstance(value, str):
                    return False
                form = cached_form(value)
                if form in self._level2_words or form in self._level1_words:
                    return False
            elif not fits(key, value):
                return False
        return True

    def _is_remark_line(self, row: TableRow, cells: dict[int, Value], home: Placement) -> bool:
        """A single text that is no level name and no indicator name in its column: a note below or between the rows."""
        column, value = next(iter(cells.items()))
        kind = self._kind(value)
        if kind in ("level1", "level2", "counter"):
            return False
        wide = self.region.right_edge(row.row, column) - column + 1
        return self.table.item not in home or wide > len(row.slots) // 2 + 1

    def _kind(self, value: Value) -> str:
        if isinstance(value, str):
            listed = self._listed.get(cached_form(value)) if len(value) <= MAX_LABEL else None
            if listed is not None:
                return f"list:{listed}"
        return kind_of(value, self._level1_words, self._level2_words, self._counter)

    def _realign(self, row: TableRow, cells: dict[int, Value]) -> Placement:
        slots = sorted(row.slots, key=lambda slot: slot.left)
        homes = tuple(home_index(slots, column) for column in cells)
        kinds = tuple(self._kind(value) for value in cells.values())
        choices = align(kinds, homes, tuple(column_kind(slot.column.key, self.table.item) for slot in slots))
        placement: Placement = {}
        moved = []
        for (column, value), choice, home in zip(cells.items(), choices, homes, strict=True):
            if choice is None:
                continue
            placement.setdefault(slots[choice].column.key, []).append(Filled(column, value))
            if choice != home:
                moved.append(column)
        if moved and "target" not in placement and len(placement.get("remark", ())) == 1:
            mark = placement.get("operator", [Filled(0, 0.0)])[0].value
            if isinstance(mark, str) and nature_of(mark):  # 定性 came before the value and took its place
                placement["target"] = placement.pop("remark")
        if moved:
            self._note("row-realigned", row.row, moved)
        rotated = unrotate(placement)
        if rotated is not None:
            self._note("values-rotated", row.row, [c.column for k in _MEASURE_KEYS for c in rotated.get(k, [])])
            return rotated
        return placement

    def _note(self, code: str, row: int, columns: list[int]) -> None:
        self.notes.append({"code": code, "cells": [address(row, column) for column in columns]})

    # ------------------------------------------------------------ levels

    def _levels(self, row: TableRow, placement: Placement) -> None:
        """Bring the levels in force up to date with a row's level cells."""
        first = self._level_cell(row.row, placement.get("level1"))
        second = self._level_cell(row.row, placement.get("level2"))
        if first is not None:
            if self.level1 is None or first.form != self.level1.form:
                self.level2 = None
            self.level1 = first
        if second is None:
            return
        self.level2 = second
        canonical = self.tree.level2.get(second.form)
        if first is not None or canonical is None:
            return
        covered = self.level1 is not None and row.row <= self.level1.bottom
        in_force = self.tree.level1.get(self.level1.form) if self.level1 is not None else None
        if not covered and in_force != canonical[0]:
            self.level1 = Level(canonical[0], cached_form(canonical[0]), None, row.row)

    def _level_cell(self, row: int, filled: list[Filled] | None) -> Level | None:
        if not filled or is_placeholder(filled[0].value):
            for cell in filled or ():
                self.region.take(row, cell.column)
            return None
        column, value = filled[0]
        text = squeeze(text_of(value) or "")
        return Level(text, cached_form(text), self.region.take(row, column), self.region.bottom_edge(row, column))

    # ------------------------------------------------------------ the indicator

    def _indicator(self, row: TableRow, placement: Placement) -> None:
        name, name_cell = self._name(row, placement)
        target_filled = [cell for cell in placement.get("target", []) if not is_placeholder(cell.value)]
        if name is None and not target_filled:
            self._take_placeholders(row.row, placement)
            return
        cells: Cells = {}
        for key, level in (("level1", self.level1), ("level2", self.level2)):
            if level is not None and level.cell is not None:
                cells[key] = level.cell
        if name is not None:
            cells["level3"] = name_cell
        reading = read_measurement(self.region, row.row, placement, cells)
        self.notes.extend(reading.notes)
        indicator: Indicator = {
            "level1": self.level1.text if self.level1 else None,
            "level2": self.level2.text if self.level2 else None,
            "level3": name,
            "operator": reading.operator,
            "target": reading.target,
            "unit": reading.unit,
            "nature": reading.nature,
            "cell": name_cell,
            "cells": cells,
        }
        self._texts(row, placement, cast("dict[str, object]", indicator), cells, reading.used_remark)
        self.indicators.append(indicator)

    def _name(self, row: TableRow, placement: Placement) -> tuple[str | None, str]:
        """The level-3 name and its address; a name merged over several rows is carried down."""
        filled = placement.get(self.table.item)
        if not filled:
            if self.item is not None and row.row <= self.item.bottom and self.item.cell is not None:
                return self.item.text, self.item.cell
            slot = next(slot for slot in row.slots if slot.column.key == self.table.item)
            return None, address(row.row, slot.left)
        column, value = filled[0]
        text = squeeze(without_counter(clean(value) if isinstance(value, str) else text_of(value) or ""))
        cell = address(row.row, column)
        if not text or is_placeholder(text):
            return None, cell
        self.region.take(row.row, column)
        self.item = Level(text, "", cell, self.region.bottom_edge(row.row, column))
        return text, cell

    def _take_placeholders(self, row: int, placement: Placement) -> None:
        """A row of placeholders says nothing, and its empty counter neither."""
        for key, filled in placement.items():
            for column, value in filled:
                empty_counter = key == self.table.item and isinstance(value, str) and not without_counter(value)
                if is_placeholder(value) or empty_counter:
                    self.region.take(row, column)

    def _texts(
        self, row: TableRow, placement: Placement, indicator: dict[str, object], cells: Cells, used_remark: bool
    ) -> None:
        for slot in row.slots:
            key = slot.column.key
            if key in ("level1", "level2", self.table.item, *_MEASURE_KEYS):
                continue
            indicator[key] = None
            filled = placement.get(key)
            if not filled or (key == "remark" and used_remark):
                continue
            column, value = filled[0]
            text = text_of(value, self.region.sheet.formats.get((row.row, column)))
            if text is not None:
                indicator[key] = text
                cells[key] = self.region.take(row.row, column)
