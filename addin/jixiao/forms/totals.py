"""The lines of a table that add up its rows, and the units its header prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from types import MappingProxyType
from typing import Any

from jixiao.forms.definition import Table
from jixiao.forms.money import Unit, parse_money
from jixiao.forms.numbers import parse_number
from jixiao.forms.region import Region
from jixiao.forms.slots import PlacedCell, place
from jixiao.forms.structure import Block, TableRow
from jixiao.forms.total_words import is_subtotal, names_score, total_form, total_forms
from jixiao.grid.address import parse_address
from jixiao.grid.model import Value

ALL_POINTS = 100
"""The points of a whole form."""
MOST_POINTS = 20
"""The execution has no more points of the hundred."""


@dataclass(slots=True)
class Totals:
    """The sums of a table's total line: document key → amount, document key → address."""

    values: dict[str, Decimal] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    of_form: bool = False
    """Whether they are the score of the whole form (自评总分), not of the rows alone (合计)."""


def units_in_header(region: Region, block: Block) -> dict[str, str]:
    """The units that the header prints above amounts, by the key of the column: 金额（元）."""
    titles = [(slot, region.value(row, slot.left)) for row, slots in block.headers for slot in slots]
    units = {slot.column.key: Unit.of_label(title) for slot, title in titles if isinstance(title, str)}
    return {key: unit.name for key, unit in units.items() if unit is not None}


def sums_a_level(row: TableRow, cells: dict[int, Value]) -> bool:
    """Return whether a row adds up one level: 产出指标小计, and figures behind it."""
    first = [text for text in islice(cells.values(), 3) if isinstance(text, str) and text[-1] in "计：: "]
    if not first or not any(t.rstrip("：: ").endswith(("小计", "合计")) for t in first):
        return False  # nearly every row
    placed = place(row.slots, cells)
    name = placed.get("level3")
    return "target" not in placed and (name is None or is_subtotal({name.column: name.value}))


def adds_up(table: Table, placed: dict[str, PlacedCell]) -> bool:
    """Return whether a row of a table without total is one: 金额合计 and amounts."""
    item = placed.get(table.item)
    if table.total is not None or item is None or not isinstance(item.value, str) or len(placed) > 1:
        return False
    return total_form(item.value) in total_forms("total_words", "subtotal_words")


def _score_column(region: Region, row: TableRow, placed: dict[str, PlacedCell], key: str) -> int | None:
    """Return the column of the score in a line 自评总分: under 得分, or the only number.

    An only number under 分值 is the sum of the points, unless the label asks for a score: 总得分. All of the hundred
    there are points even so: the score is left blank.
    """
    if key in placed and parse_number(str(placed[key].value).rstrip("分")) is not None:
        return placed[key].column
    numbers = [c for c, value in row.cells.items() if parse_number(str(value).rstrip("分")) is not None]
    if len(numbers) != 1:
        return None
    label = str(next(iter(row.cells.values())))
    right = region.right_edge(row.row, numbers[0])
    over = any(slot.column.key == key and numbers[0] <= slot.left <= right for slot in row.slots)
    slot = row.slots.by_column.get(numbers[0])
    under_points = slot is not None and slot.column.key == "points" and key in row.slots.lefts
    if not over and under_points and parse_number(str(row.cells[numbers[0]]).rstrip("分")) == ALL_POINTS:
        return None
    return numbers[0] if over or "得分" in label or "自评" in label else None


def _is_slid(row: TableRow, placed: dict[str, PlacedCell]) -> bool:
    """Return whether a number stands behind the score, and none below the points."""
    score = placed.get("score")
    if score is None or "points" in placed or "points" not in row.slots.lefts:
        return False
    return any(column > score.column and parse_number(value) is not None for column, value in row.cells.items())


def take_sum_out(indicators: list[dict[str, Any]], totals: Totals) -> None:
    """Move a last line that adds up the points above it to the totals."""
    *others, last = indicators or [{}]
    points = [each["points"] for each in others if each.get("points") is not None]
    if len(points) < 2 or "total_points" in totals.values or last.get("points") is None:
        return
    beyond = last["points"] - sum(points)
    sums = beyond == 0 or (0 < beyond <= MOST_POINTS and last["points"] == ALL_POINTS)
    before = all(parse_address(last["cell"])[1] < parse_address(each["cell"])[1] for each in others)
    if sums and before and last["target"] is None and last.get("actual") is None:
        indicators.pop()
        for key in ("points", "score"):
            if last.get(key) is not None:
                totals.values[f"total_{key}"], totals.cells[f"total_{key}"] = last[key], last["cells"][key]


def read_total(
    region: Region,
    table: Table,
    row: TableRow,
    unit: str | None,
    totals: Totals,
    stated: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Read a total line; of several lines the first with a sum counts.

    A line 自评总分 counts before a line 合计 above it, which leaves the execution rate out. ``stated`` are the units that
    headers print, by the key of their column.
    """
    assert table.total is not None
    placed = place(row.slots, row.cells)
    region.take(row.row, next(iter(row.cells)))
    for column, value in row.cells.items():
        if isinstance(value, str) and total_form(value) in table.total.labels | total_forms("subtotal_words"):
            region.take(row.row, column)
    if _is_slid(row, placed):
        return  # 100 below 得分 and the score behind it
    if table.total.key == "total_score" and not totals.of_form and names_score(row.cells):
        score = _score_column(region, row, placed, table.total.column)
        if score is None and len(row.cells) == 1:  # 自评总分, left blank below 合计
            totals.of_form = True
            totals.values.pop(table.total.key, None)
            totals.cells.pop(table.total.key, None)
            return
        if score is not None:
            total = parse_number(str(row.cells[score]).rstrip("分"))
            if total is not None:
                totals.values[table.total.key], totals.cells[table.total.key] = total, region.take(row.row, score)
                totals.of_form = True
                placed = {key: each for key, each in placed.items() if each.column != score}
    for key, column_key in table.total.sums():
        amount = placed.get(column_key)
        stands = None if amount is None else amount.value
        plain = stands.rstrip("分") if isinstance(stands, str) else stands  # 100分
        total = None if plain is None else parse_money(plain, unit or "万元", stated.get(column_key))
        if amount is not None and total is not None and key not in totals.values:
            totals.values[key] = total
            totals.cells[key] = region.take(row.row, amount.column)


def read_only_sum(
    region: Region, table: Table, sums: list[TableRow], indicators: list[dict[str, Any]], totals: Totals
) -> None:
    """Read the only 小计 of a table as its total if it adds up all points."""
    if table.total is None or totals.values or len(sums) != 1 or not is_subtotal(sums[0].cells):
        return
    stated = place(sums[0].slots, sums[0].cells).get("points")
    points = [each["points"] for each in indicators if each.get("points") is not None]
    if stated is not None and points and parse_number(stated.value) == sum(points):
        read_total(region, table, sums[0], None, totals)
