"""The rows of a table as indicators, by side; unknown titles give ``other``."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jixiao.forms.actual_values import entry_of
from jixiao.forms.cell_text import is_placeholder, text_of
from jixiao.forms.classification import is_level
from jixiao.forms.document import Note, Observation
from jixiao.forms.general.column_contents import Rows
from jixiao.forms.general.column_groups import OTHER, ColumnGroup
from jixiao.forms.general.columns import TableColumns
from jixiao.forms.general.document_values import period_side
from jixiao.forms.general.goal_lines import Place
from jixiao.forms.general.header_titles import numbers_the_columns
from jixiao.forms.general.stated import UNIT_BEHIND, split_stated, under_named_levels
from jixiao.forms.general.vocabulary import Side
from jixiao.forms.headers import RESULTS
from jixiao.forms.indicators import IndicatorReader
from jixiao.forms.labels import cached_form
from jixiao.forms.levels import Level, level_alone
from jixiao.forms.measures import is_unit, nature_of
from jixiao.forms.observations import observe_rows
from jixiao.forms.region import Region
from jixiao.forms.structure import Block, TableRow
from jixiao.forms.text import clean, squeeze
from jixiao.forms.totals import Totals
from jixiao.grid.address import address, parse_address
from jixiao.grid.model import Value

_BELOW = 1 << 30
_NOT_CHANGED = ("不变", "未变", "不调整", "未调整", "无调整", "没有调整", "同左", "同年初")
"""What stands below 调整指标值 where the first target stays."""


@dataclass(slots=True)
class Indicators:
    """The indicators of a table: side → rows, notes, the sums of its total line.

    ``observations`` are those of its rows (observations.py), but for the side of the whole period.
    """

    by_side: dict[Side | None, list[dict[str, Any]]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    observations: list[Observation] = field(default_factory=list)
    totals: Totals = field(default_factory=Totals)


def read_indicators(region: Region, columns: TableColumns, rows: Rows) -> Indicators:
    """Return the indicators of rows below a header."""
    found = Indicators()
    groups = [group for group in columns.groups if group.side != "last"] or columns.groups
    for group in groups:
        reader = IndicatorReader(region, columns.table)
        _preset(reader, group)
        unit_in_name = all(slot.column.key != "unit" for slot in group.slots)
        block = Block(
            columns.table, rows[0][0] - 1 if rows else 1, headers=[(rows[0][0] - 1 if rows else 1, group.slots)]
        )
        joint: dict[Place, int] = {}  # where a merge over several sides would stand on this one → its own column
        for row, cells in rows:
            if numbers_the_columns(cells):
                region.take_all(row, cells)
                continue
            if not columns.table.is_total(cells) and level_alone(cells, reader.tree, group.slots) is None:
                stretched = _of_all_sides(region, row, cells, group) | _unchanged(row, cells, columns, group)
                joint |= stretched
                cells = _own(
                    cells | {to: cells[c] for (_, to), c in stretched.items()}, group, first=group is groups[0]
                )
                if len(groups) > 1 and not _states_item(cells, group):
                    region.take_all(row, [c for c, value in cells.items() if is_level(str(value))])  # printed
                    continue
            if cells:
                block.rows.append(TableRow(row, cells, group.slots))
        reader.read(block)
        read = reader.indicators
        printed = {address(*place): address(place[0], column) for place, column in joint.items()}
        for indicator in read if joint else ():
            indicator["cells"] = {key: printed.get(cell, cell) for key, cell in indicator["cells"].items()}
        if group.side != "period":
            seen = observe_rows(region, block, read, reader.notes)
            found.observations += (each for each in seen if each not in found.observations)
        if all(slot.column.key != "target" for slot in group.slots):
            read = [each for row in read for each in split_stated(region, row)]
        read = keep_others(region, list(map(under_named_levels, read)))
        found.by_side.setdefault(group.side, []).extend(
            map(_in_its_unit, with_units_behind(read) if unit_in_name else read)
        )
        found.notes += reader.notes
        for key, value in reader.totals.values.items():
            found.totals.values.setdefault(key, value)
            found.totals.cells.setdefault(key, reader.totals.cells[key])
    return found


def _of_all_sides(region: Region, row: int, cells: dict[int, Value], group: ColumnGroup) -> dict[Place, int]:
    """Return the place of a target that a merge over sides gives to this one too.

    With the column where it stands: 实施期指标值 | 年度指标值 over one ≥90%.
    """
    column = group.slots.lefts.get("target")
    if column is None or column in cells:
        return {}
    before = max((c for c in cells if c < column), default=column)
    over = region.right_edge(row, before) >= column and before not in group.slots.by_column
    return {(row, column): before} if over else {}


def _unchanged(row: int, cells: dict[int, Value], columns: TableColumns, group: ColumnGroup) -> dict[Place, int]:
    """Return the place of a blank changed target with the column of the first one.

    Where nobody changed it, that one stays in force.
    """
    changed = group.slots.lefts.get("target", 0)
    first = columns.first.get(changed)
    if first is None or first not in cells:
        return {}
    said = str(cells.get(changed, "/"))
    return {(row, changed): first} if is_placeholder(said) or squeeze(said) in _NOT_CHANGED else {}


def _preset(reader: IndicatorReader, group: ColumnGroup) -> None:
    """The levels that stand above the group, for all of its rows."""
    if group.level1 is not None:
        text = squeeze(clean(group.level1))
        reader.level1 = Level(text, cached_form(text), None, _BELOW)
    if group.level2 is not None:
        text = squeeze(clean(group.level2))
        reader.level2 = Level(text, cached_form(text), None, _BELOW)
        above = reader.tree.level2.get(cached_form(text))
        if group.level1 is None and above is not None:  # 数量指标 alone stands over its columns
            reader.level1 = Level(above[0], cached_form(above[0]), None, _BELOW)


def _states_item(cells: dict[int, Value], group: ColumnGroup) -> bool:
    """Return whether a row says something of one of several groups side by side."""
    items = [slot for slot in group.slots if slot.column.key in ("level3", "target", "actual", "actual_to_july")]
    return not items or any(slot.left <= column <= slot.right for slot in items for column in cells)


def _own(cells: dict[int, Value], group: ColumnGroup, *, first: bool) -> dict[int, Value]:
    """Return the cells of a row below a group; a level may slide left of the first."""
    by_column = group.slots.by_column
    if len(by_column) >= len(cells) and all(column in by_column for column in cells):
        return cells
    left = min(by_column, default=0) if first else 0
    slid = [column for column in cells if column < left and is_level(str(cells[column]))]
    return {column: value for column, value in cells.items() if column in by_column or column in slid}


def keep_others(region: Region, indicators: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the indicators with what stands under unknown titles under ``other``."""
    for indicator in indicators:
        cells = indicator["cells"]
        other: dict[str, str] = {}
        for key in [key for key in indicator if key.startswith(OTHER)]:
            del indicator[key]
            cell = cells.pop(key, None)
            place = None if cell is None else parse_address(cell)
            value = None if place is None else region.value(*place)
            text = text_of(value, region.sheet.formats.get(place)) if place is not None and value is not None else None
            nature = None if text is None else nature_of(text)
            if nature == "qualitative" and not isinstance(indicator["target"], Decimal):
                indicator["operator"], indicator["nature"] = None, nature
            if (
                text is not None
                and cell is not None
                and "单位" in key
                and _is_unit_of_result(region, indicator, cell, text)
            ):
                region.take(*parse_address(cell))
            elif text is not None and nature != indicator["nature"]:
                name = key[len(OTHER) :]
                other[name] = text
                cells[f"other.{name}"] = cell
        if other:
            indicator["other"] = other
    return indicators


def _is_unit_of_result(region: Region, indicator: dict[str, Any], cell: str, text: str) -> bool:
    """Return whether a cell is the unit of the result left of it, which counts then.

    4620000 | 公里 beside 480万公里.
    """
    row, column = parse_address(cell)
    beside = max((left for left in region.sheet.rows.get(row, {}) if left < column), default=0)
    for key in RESULTS:
        number = indicator.get(key)
        if is_unit(text) and isinstance(number, Decimal) and indicator["cells"][key] == address(row, beside):
            indicator[key] = entry_of(f"{number:f}{text}", None, indicator["unit"])
            return True
    return False


def with_units_behind(indicators: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the indicators, bare figures with the unit behind the name: 长度（公里）."""
    for indicator in indicators:
        behind = UNIT_BEHIND.search(indicator["level3"] or "")
        bare = indicator["unit"] is None and isinstance(indicator["target"], Decimal)
        if bare and behind is not None and is_unit(behind[1]):
            indicator["unit"], indicator["cells"]["unit"] = behind[1], indicator["cell"]
    return indicators


def _in_its_unit(indicator: dict[str, Any]) -> dict[str, Any]:
    """Return an indicator, its results read in the unit of its name: 91% of 满意度≥85%."""
    results = {key: indicator[key] for key in RESULTS if isinstance(indicator.get(key), str)}
    return indicator | {key: entry_of(text, None, indicator["unit"]) for key, text in results.items()}


def enter_by_side(document: dict[str, Any], found: list[tuple[Side | None, Indicators]]) -> None:
    """Give the annual indicators to the document, the period's to ``period_side``."""
    annual: list[dict[str, Any]] = []
    period: list[dict[str, Any]] = []
    for caption, read in found:
        document["notes"] += read.notes
        document.setdefault("observations", []).extend(read.observations if caption != "period" else ())
        above = caption if len(read.by_side) == 1 else None  # columns of two sides say it themselves
        for side, rows in read.by_side.items():
            (period if (side or above) == "period" else annual).extend(rows)
    if not annual:
        annual, period = period, []
    document["indicators"] = annual
    if period:
        cells = [each["cell"] for each in period]
        side_of_period = period_side(document)
        side_of_period["indicators"] = period
        document["notes"] = [n for n in document["notes"] if not set(n["cells"]) & set(cells)]
