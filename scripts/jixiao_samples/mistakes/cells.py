"""Mistakes of the sheet: slid rows, swapped columns, renamed labels."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from random import Random

from jixiao.grid.address import Range
from jixiao_samples.mistakes.registry import on_plan
from jixiao_samples.plan import SampleCell, SampleValue, SheetPlan

_MEASURE = ("target", "unit", "operator")


def _any(
    rng: Random, plan: SheetPlan, columns: Sequence[str], wanted: Callable[[int], bool] = lambda _: True
) -> int | None:
    """Return one of the wanted indicators that are named and have a target.

    None without any, and on a form without the ``columns``.
    """
    rows = plan.document.get("indicators", [])
    named = (n for n, row in enumerate(rows) if row["level3"] not in (None, "/") and row["target"] is not None)
    found = [n for n in named if wanted(n)] if _has(plan, *columns) else []
    return rng.choice(found) if found else None


def _has(plan: SheetPlan, *keys: str) -> bool:
    table = plan.definition.table("indicators")
    return table is not None and all(table.column(key) is not None for key in keys)


def _cell(plan: SheetPlan, index: int, key: str) -> SampleCell:
    return plan.cells[plan.spots[f"indicators/{index}/{key}"]]


def _set(plan: SheetPlan, index: int, key: str, value: SampleValue, number_format: str | None = None) -> None:
    cell = _cell(plan, index, key)
    cell.value, cell.number_format = value, number_format


def _contents(plan: SheetPlan, index: int, keys: Sequence[str]) -> list[tuple[SampleValue, str | None]]:
    return [(_cell(plan, index, key).value, _cell(plan, index, key).number_format) for key in keys]


@on_plan("STR-002")
def row_shifted(rng: Random, plan: SheetPlan) -> str | None:
    """A row that slid one column to the right at a page break."""
    index = _any(rng, plan, ["remark"])
    if index is None:
        return None
    table = plan.definition.table("indicators")
    assert table is not None
    keys = [column.key for column in table.columns if column.key not in ("level1", "level2")]
    for key, content in zip(keys[1:], _contents(plan, index, keys[:-1]), strict=True):
        _set(plan, index, key, *content)
    _set(plan, index, keys[0], None)
    return f"indicators/{index}/{keys[1]}"


@on_plan("STR-002")
def values_rotated(rng: Random, plan: SheetPlan) -> str | None:
    """Target, unit and operator each in the next one's column."""
    index = _any(rng, plan, _MEASURE, lambda n: all(_cell(plan, n, key).value is not None for key in _MEASURE))
    if index is None:
        return None
    found = _contents(plan, index, _MEASURE)
    for key, content in zip(_MEASURE, [*found[1:], found[0]], strict=True):
        _set(plan, index, key, *content)
    return f"indicators/{index}/target"


@on_plan("STR-002")
def nature_in_remark(rng: Random, plan: SheetPlan) -> str | None:
    """定性 one column on, in the remark."""
    index = _any(rng, plan, ["operator", "remark"], lambda n: _cell(plan, n, "operator").value == "定性")
    if index is None:
        return None
    _set(plan, index, "remark", "定性")
    _set(plan, index, "operator", None)
    return f"indicators/{index}/remark"


@on_plan("QLT-004")
def nature_as_target(rng: Random, plan: SheetPlan) -> str | None:
    """定性 as the target and 提升 as the operator."""
    levels = plan.document.get("indicators", [])
    index = _any(rng, plan, _MEASURE, lambda n: levels[n]["level1"] == "效益指标")
    if index is None:
        return None
    for key, value in zip(_MEASURE, ("定性", None, "提升"), strict=True):
        _set(plan, index, key, value)
    return f"indicators/{index}/target"


@on_plan("STR-002")
def level2_in_level1(rng: Random, plan: SheetPlan) -> str | None:
    """A merge that ended early: the last level 2 of a level 1 stands in both columns."""
    if plan.style.levels != "merged" or not plan.style.merged:
        return None
    last = _last_level2(plan)
    if not last:
        return None
    index = rng.choice(last)
    first = plan.spots[f"indicators/{index}/level1"]
    second = plan.spots[f"indicators/{index}/level2"]
    above, moved = plan.cells[first], plan.cells.pop(second)
    place = Range(second[0], first[1], moved.place.bottom, moved.place.right)
    above.place = Range(above.place.top, above.place.left, second[0] - 1, above.place.right)
    moved.place = place
    plan.cells[place.top, place.left] = moved
    for number in range(index, len(plan.document["indicators"])):
        if plan.spots.get(f"indicators/{number}/level2") == second:
            plan.spots[f"indicators/{number}/level2"] = (place.top, place.left)
    return f"indicators/{index}/level2"


def _last_level2(plan: SheetPlan) -> list[int]:
    """Return first rows of a level 2 that ends its level 1 without being alone."""
    rows = plan.document.get("indicators", [])
    found = []
    for index, row in enumerate(rows):
        begins = index > 0 and row["level1"] == rows[index - 1]["level1"] and row["level2"] != rows[index - 1]["level2"]
        after = [other for other in rows[index:] if other["level1"] == row["level1"]]
        if begins and all(other["level2"] == row["level2"] for other in after):
            found.append(index)
    return found


def _headers(plan: SheetPlan) -> list[str]:
    return [key for key in plan.spots if "/header/" in key]


@on_plan("STR-008")
def label_spaced(rng: Random, plan: SheetPlan) -> str | None:
    """A column title with blanks in it."""
    key = rng.choice(_headers(plan))
    cell = plan.cells[plan.spots[key]]
    cell.value = " ".join("".join(str(cell.value).split()))
    return key


_RENAMED = {
    "度量单位": "计量单位",
    "指标值类型": "计算符号",
    "三级指标": "三级指标名称",
    "项目名称": "支出项目名称",
    "金额": "预算金额",
}


@on_plan("STR-009")
def label_renamed(rng: Random, plan: SheetPlan) -> str | None:
    """A column title in other words."""
    titles = {key: "".join(str(plan.cells[plan.spots[key]].value).split()) for key in _headers(plan)}
    keys = [key for key, title in titles.items() if title in _RENAMED]
    if not keys:
        return None
    key = rng.choice(keys)
    plan.cells[plan.spots[key]].value = _RENAMED[titles[key]]
    return key


@on_plan("STR-001")
def label_missing(rng: Random, plan: SheetPlan) -> str | None:
    """A column without a title."""
    if not _has(plan, "unit"):
        return None
    key = f"indicators/header/{rng.choice(('unit', 'operator'))}"
    plan.cells[plan.spots[key]].value = None
    return key


@on_plan("STR-004")
def header_repeated(rng: Random, plan: SheetPlan) -> str | None:
    """The column titles again in the middle of the table, after a page break."""
    rows = plan.document.get("indicators", [])
    starts = [n for n in range(1, len(rows)) if rows[n]["level1"] != rows[n - 1]["level1"]]
    if not starts:
        return None
    index = rng.choice(starts)
    top = plan.spots[f"indicators/{index}/level3"][0]
    titles = [(key, plan.cells[spot]) for key, spot in plan.spots.items() if key.startswith("indicators/header/")]
    _insert_row(plan, top)
    for _, title in titles:
        column = title.place
        copy = dataclasses.replace(title, place=Range(top, column.left, top, column.right))
        plan.cells[top, column.left] = copy
    plan.spots["indicators/repeated"] = (top, min(title.place.left for _, title in titles))
    return "indicators/repeated"


def _insert_row(plan: SheetPlan, top: int) -> None:
    """Make room for a row in front of ``top``; merges over it grow."""
    moved: dict[tuple[int, int], SampleCell] = {}
    for cell in plan.cells.values():
        area = cell.place
        if area.top >= top:
            cell.place = Range(area.top + 1, area.left, area.bottom + 1, area.right)
        elif area.bottom >= top:
            cell.place = Range(area.top, area.left, area.bottom + 1, area.right)
        moved[cell.place.top, cell.place.left] = cell
    plan.cells = moved
    plan.spots = {key: (row + (row >= top), column) for key, (row, column) in plan.spots.items()}
