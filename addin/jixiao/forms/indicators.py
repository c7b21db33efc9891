"""The indicator table: levels carried down, each row as one indicator."""

from __future__ import annotations

from typing import Any

from jixiao.forms.cell_text import is_placeholder, stated_text, text_of
from jixiao.forms.cellvalues import NUMERIC, is_marked, number_in
from jixiao.forms.classification import Framework, framework
from jixiao.forms.definition import Column, Table
from jixiao.forms.document import Cells, Note
from jixiao.forms.labels import cached_form
from jixiao.forms.levels import (
    Level,
    cells_without_points,
    joined_levels,
    level_alone,
    level_name,
    name_of,
    own_points,
    without_counter,
)
from jixiao.forms.measurement import read_measurement, with_shared
from jixiao.forms.placement import Placer
from jixiao.forms.region import Region
from jixiao.forms.rotation import MEASURE_KEYS, PlacedRow
from jixiao.forms.slots import Slots
from jixiao.forms.structure import Block, TableRow
from jixiao.forms.tables import without_caption
from jixiao.forms.text import squeeze
from jixiao.forms.total_words import is_total
from jixiao.forms.totals import Totals, read_only_sum, read_total, sums_a_level, take_sum_out
from jixiao.grid.address import Range, address, parse_address
from jixiao.grid.model import Value

_OWN_KEYS = frozenset(("level1", "level2", "level3", *MEASURE_KEYS))
_PROSE = ("scoring_standard", "explanation", "deviation")


def _says_one_thing(cells: dict[int, Value]) -> bool:
    """Return whether only one cell of a row says anything: 合计 | / | /."""
    return sum(not is_placeholder(value) for value in cells.values()) == 1


class IndicatorReader:
    """Reads one form's indicator table row by row; holds the levels in force.

    ``indicators`` are ``Indicator`` dictionaries (document.py), in sheet order.
    """

    def __init__(self, region: Region, table: Table) -> None:
        self.region = region
        self.table = table
        self.tree: Framework = framework(table.classification)
        self._placer = Placer(region, table)
        self.level1: Level | None = None
        self.level2: Level | None = None
        self.item: Level | None = None
        self.indicators: list[dict[str, Any]] = []
        self.notes: list[Note] = []
        self.totals = Totals()
        self._slots: Slots | None = None
        self._joined = range(0)
        self._shared: list[Range] = []
        self._named: Level | None = None
        self._prose: frozenset[int] = frozenset()
        self._text_keys: list[str] = []
        self._typed: list[Column] = []
        self._pointed = ""
        self._weighted = table.column("points") is not None

    def read(self, block: Block) -> None:
        """Add the indicators of a block."""
        self._pointed = "" if self._weighted else self._states_points(block)
        sums: list[TableRow] = []
        for row in self._placer.inside(block.rows):
            if row.slots is not self._slots:
                self._follow(row.slots)
            cells = without_caption(block, row, self.region)
            if self._weighted or self._pointed:
                cells = cells_without_points(cells, self._prose)
            if self.table.is_total(cells):
                read_total(self.region, self.table, row, None, self.totals)
            elif sums_a_level(row, cells) or (is_total(cells) and _says_one_thing(cells)):
                self.region.take_all(row.row, cells)
                sums.append(row)
            elif cells and not is_total(cells) and not self._heads_rows(row, cells):
                self._read_row(row, with_shared(self.region, self._shared, row, self._with_level2(row, cells)))
        read_only_sum(self.region, self.table, sums, self.indicators, self.totals)
        take_sum_out(self.indicators, self.totals)

    def _states_points(self, block: Block) -> str:
        """Return the key of the column with points behind all it says: 清淤长度（20分）."""
        rows = [row for row in block.rows if not is_total(row.cells)]
        for key in (self.table.item, "target", "level2"):
            texts = [str(row.cells[at]) for row in rows if (at := row.slots.lefts.get(key, 0)) in row.cells]
            of_each = key != "level2" or len(texts) == len(rows)  # 数量指标（10分） of its only indicator
            if of_each and texts and None not in map(own_points, texts):
                return key
        return ""

    def _heads_rows(self, row: TableRow, cells: dict[int, Value]) -> bool:
        """Return whether a row is a level of the rows below: 一、产出指标 over all columns."""
        form = level_alone(cells, self.tree, row.slots)
        if form is None:
            return False
        column = next(iter(cells))
        key = row.slots.by_column[column].column.key if column in row.slots.by_column else None
        if key == "level1" or (key == "level2" and form in self.tree.level2):
            return False  # in its own column
        first, second = self.tree.level2.get(form) or (self.tree.level1.get(form, form), None)
        cell = address(row.row, column)
        self.region.take_all(row.row, cells)
        if second is None or self.level1 is None or self.tree.level1.get(self.level1.form) != first:
            self.level1 = Level(first, cached_form(first), cell if second is None else None, row.row)
        self.level2 = None if second is None else Level(second, cached_form(second), cell, row.row)
        return True

    def _with_level2(self, row: TableRow, cells: dict[int, Value]) -> dict[int, Value]:
        """Return the cells of a row, levels out of the one column: 产出-数量, 满意度."""
        for column in self._joined:
            value = cells.get(column)
            if not isinstance(value, str):
                continue
            first, second = joined_levels(value) or (squeeze(value), None)
            form, key = cached_form(first), row.slots.by_column[column].column.key
            alone = key == "level2" and form in self.tree.level1 and form not in self.tree.level2 and len(cells) > 1
            if second is None and not alone:
                if form not in self.tree.level2 and self.level1 is self._named:
                    self.level1 = None  # 预算执行 is no level below 满意度 because that stands above it
                continue
            self.level1 = self._named = Level(
                first, form, self.region.take(row.row, column), self.region.bottom_edge(row.row, column)
            )
            if second is not None:
                return cells | {column: second}
            self.level2 = None
            return {place: each for place, each in cells.items() if place != column}
        return cells

    def _read_row(self, row: TableRow, cells: dict[int, Value]) -> None:
        if all(map(is_placeholder, cells.values())):
            self.region.take_all(row.row, cells)
            return
        placed = self._placer.place(row, cells)
        if placed is None:
            return
        off = [("row-realigned", tuple(placed.columns.values()))] if row.slots.off else []
        for code, columns in (*off, *placed.done):
            self.notes.append({"code": code, "cells": [address(row.row, column) for column in columns]})
        self._levels(row, placed)
        self._indicator(row, placed)

    def _levels(self, row: TableRow, placed: PlacedRow) -> None:
        """Bring the levels in force up to date with a row's level cells."""
        column, own = placed.columns.get(self.table.item), row.slots.left_of(self.table.item)
        over = column is not None and column < own <= self.region.right_edge(row.row, column)
        if column is not None and over and row.slots.lefts.keys() & {"score", "points"}:  # 预算执行率 over all levels
            self.level2, self.level1 = None, self.level1 if column > row.slots.left_of("level1") else None
        first = self._level_cell(row.row, placed, "level1") if "level1" in placed.columns else None
        second = self._level_cell(row.row, placed, "level2") if "level2" in placed.columns else None
        if first is not None:
            if self.level1 is None or first.form != self.level1.form:
                self.level2 = None
            self.level1 = first
        if second is None:
            return
        before, self.level2 = self.level2, second
        canonical = self.tree.level2.get(second.form)
        if canonical is None and self.level1 is not None and self.level1.cell is None:
            self.level1 = None  # 公平 is no level below 产出指标 because 数量 above it is
        if first is not None or canonical is None:
            return
        covered = self.level1 is not None and row.row <= self.level1.bottom
        in_force = self.tree.level1.get(self.level1.form) if self.level1 is not None else None
        own = (
            in_force is None and before is not None and self.tree.level2.get(before.form, canonical)[0] == canonical[0]
        )
        if not covered and in_force != canonical[0] and not own:  # 质量指标 below 数量指标 goes on under 履职产出
            self.level1 = Level(canonical[0], cached_form(canonical[0]), None, row.row)

    def _level_cell(self, row: int, placed: PlacedRow, key: str) -> Level | None:
        column, value = placed.columns[key], placed.cells[placed.columns[key]]
        cell = self.region.take(row, column)
        text, form = level_name(value) if isinstance(value, str) else (text_of(value) or "", "")
        return Level(text, form, cell, self.region.bottom_edge(row, column)) if text else None

    def _indicator(self, row: TableRow, placed: PlacedRow) -> None:
        name, name_cell = self._name(row, placed)
        target = placed.value("target")
        if name is None and (target is None or is_placeholder(target)):
            self._take_counter(row.row, placed)
            return
        held = (("level1", self.level1), ("level2", self.level2))
        cells: Cells = {key: each.cell for key, each in held if each is not None and each.cell is not None}
        if name is not None:
            cells["level3"] = name_cell
        reading = read_measurement(self.region, row.row, placed, cells)
        for code, column in reading.notes:
            self.notes.append({"code": code, "cells": [address(row.row, placed.columns[column])]})
        indicator: dict[str, Any] = {
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
        self._texts(row, placed, indicator, cells, "remark" in reading.said.values())
        if (said := cells.get(self._pointed)) is not None:
            indicator["points"], cells["points"] = own_points(str(self.region.value(*parse_address(said)))), said
        self.indicators.append(indicator)

    def _name(self, row: TableRow, placed: PlacedRow) -> tuple[str | None, str]:
        """Return the level-3 name and its address; one merged over rows is carried down."""
        column = placed.columns.get(self.table.item)
        if column is None:
            if self.item is not None and row.row <= self.item.bottom and self.item.cell is not None:
                return self.item.text, self.item.cell
            return None, address(row.row, row.slots.left_of(self.table.item))
        value = placed.cells[column]
        text = name_of(value) if isinstance(value, str) else squeeze(text_of(value) or "")
        if not text:
            return None, address(row.row, column)
        cell = self.region.take(row.row, column)
        bottom = self.region.bottom_edge(row.row, column)
        self.item = Level(text, "", cell, bottom) if bottom > row.row else None
        return text, cell

    def _take_counter(self, row: int, placed: PlacedRow) -> None:
        """The empty counter of a row of placeholders says nothing either."""
        column = placed.columns.get(self.table.item)
        if column is not None and not without_counter(str(placed.cells[column])):
            self.region.take(row, column)

    def _follow(self, slots: Slots) -> None:
        """Prepare for the rows below a header."""
        self._slots = slots
        levels = [slot for slot in slots if slot.column.key in ("level1", "level2")]
        self._joined = range(levels[0].left, levels[0].right + 1) if len(levels) == 1 else range(0)
        shared = [slots.lefts[key] for key in ("operator", "unit") if key in slots.lefts]
        self._shared = [s for s in self.region.spans.values() if s.left in shared and s.bottom > s.top]
        # …；85%以下（0分） is the last tier of a standard
        self._prose = frozenset(place for place, slot in slots.by_column.items() if slot.column.key in _PROSE)
        others = [slot.column for slot in slots if slot.column.key not in _OWN_KEYS]
        self._typed = [column for column in others if column.type == "mark" or column.type in NUMERIC]
        self._text_keys = [column.key for column in others if column not in self._typed]

    def _texts(self, row: TableRow, placed: PlacedRow, indicator: dict[str, Any], cells: Cells, used: bool) -> None:
        """Enter the columns beside levels and measure; a remark is ``used`` for them."""
        for key in self._text_keys:
            indicator[key] = None
            column = placed.columns.get(key)
            if column is None or (key == "remark" and used):
                continue
            text = text_of(placed.cells[column], self.region.sheet.formats.get((row.row, column)))
            if text is not None:
                indicator[key] = text
                cells[key] = self.region.take(row.row, column)
        for typed in self._typed:
            enter = self._mark if typed.type == "mark" else self._number
            enter(typed, row.row, placed, indicator, cells)

    def _number(self, typed: Column, row: int, placed: PlacedRow, indicator: dict[str, Any], cells: Cells) -> None:
        indicator[typed.key] = None
        column = placed.columns.get(typed.key)
        if column is None:
            return
        raw = placed.cells[column]
        if is_placeholder(raw) and (typed.type != "actual" or stated_text(raw) is None):
            self.region.take(row, column)
            return
        unit = indicator["unit"] if typed.type == "actual" else "万元"
        value = number_in(raw, self.region.sheet.formats.get((row, column)), typed.type, unit)
        if value is not None:
            indicator[typed.key] = value
            cells[typed.key] = self.region.take(row, column)

    def _mark(self, typed: Column, row: int, placed: PlacedRow, indicator: dict[str, Any], cells: Cells) -> None:
        """Enter a ticked cell as its column's label; where one may be ticked, the first."""
        key = typed.key.partition(".")[0]
        known: Any = indicator.setdefault(key, [] if typed.many else None)
        column = placed.columns.get(typed.key)
        if column is None:
            return
        cell = self.region.take(row, column)
        if not is_marked(placed.cells[column]):
            return
        if typed.many:
            known.append(typed.label)
        elif known is None:
            indicator[key] = typed.label
        else:
            self.notes.append({"code": "marks-contradict", "cells": [cells[key], cell]})
        cells.setdefault(key, cell)
