"""Operator, target and unit of one indicator row, wherever in the three columns they were typed."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations
from typing import Literal, NamedTuple

from jixiao.forms.document import Cells, Note
from jixiao.forms.measures import Measure, is_unit, nature_of, operator_of, split_measure
from jixiao.forms.numbers import from_float, parse_number, tidy
from jixiao.forms.region import Region
from jixiao.forms.tables import is_placeholder
from jixiao.forms.text import clean, squeeze
from jixiao.grid.address import address
from jixiao.grid.model import Value

Nature = Literal["quantitative", "qualitative"]
_KEYS = ("target", "unit", "operator")


class Filled(NamedTuple):
    """A filled cell of a row: its sheet column and value."""

    column: int
    value: Value


class Measurement(NamedTuple):
    """What a row says about its measure. ``used_remark``: the remark only held 定性."""

    operator: str | None
    target: Decimal | str | None
    unit: str | None
    nature: Nature
    used_remark: bool
    notes: list[Note]


def fits(key: str, value: Value) -> bool:
    """Whether a value may stand in a column of that key as it is."""
    if key == "target":
        return (
            not isinstance(value, str)
            or len(value) > 12
            or not (operator_of(value) or nature_of(value) or is_unit(value))
        )
    if key == "unit":
        return isinstance(value, str) and is_unit(value)
    if key == "operator":
        return isinstance(value, str) and len(value) <= 20 and bool(operator_of(value) or nature_of(value))
    if key == "remark":
        return isinstance(value, str) and (len(value) > 12 or not (operator_of(value) or is_unit(value)))
    return isinstance(value, str) and (len(value) > 4 or not (operator_of(value) or nature_of(value) or is_unit(value)))


def _class(value: Value | None) -> str:
    if value is None:
        return "blank"
    if not isinstance(value, str):
        return "number"
    if operator_of(value) or nature_of(value):
        return "operator"
    if is_unit(value):
        return "unit"
    measure = split_measure(value)
    return "number" if measure is not None else "text"


_ALLOWED = {
    "target": ("number", "text"),
    "unit": ("unit", "blank"),
    "operator": ("operator", "blank"),
}


def unrotate(placement: dict[str, list[Filled]]) -> dict[str, list[Filled]] | None:
    """The row with target, unit and operator in their places, if they stand in others and only one order fits.

    Documents.md: ``=``, ``100``, ``%`` in the wrong columns, or 定性 as the value and 提升 as the type.
    """
    filled = [placement.get(key) for key in _KEYS]
    if any(cells and len(cells) > 1 for cells in filled) or sum(1 for cells in filled if cells) < 2:
        return None
    cells = [found[0] if found else None for found in filled]
    kinds = [_class(cell.value if cell else None) for cell in cells]
    if all(kind in _ALLOWED[key] for key, kind in zip(_KEYS, kinds, strict=True)):
        return None
    orders = {
        tuple(cells[index] for index in order)
        for order in permutations(range(3))
        if all(kinds[index] in _ALLOWED[key] for key, index in zip(_KEYS, order, strict=True))
    }
    if len(orders) != 1:
        return None
    found = dict(placement)
    for key, cell in zip(_KEYS, orders.pop(), strict=True):
        if cell is None:
            found.pop(key, None)
        else:
            found[key] = [cell]
    return found


def read_measurement(region: Region, row: int, placement: dict[str, list[Filled]], cells: Cells) -> Measurement:
    """Operator, target, unit and nature of a row; marks what was read as taken and enters the addresses."""
    notes: list[Note] = []
    operator, nature = _operator(region, row, placement.get("operator"), cells)
    used_remark = False
    remark = placement.get("remark")
    if remark and operator is None and nature is None and isinstance(remark[0].value, str):
        nature = nature_of(remark[0].value)
        if nature is not None:
            used_remark = True
            cells["operator"] = region.take(row, remark[0].column)
            notes.append({"code": "nature-in-remark", "cells": [address(row, remark[0].column)]})
    unit = _unit(region, row, placement.get("unit"), cells)
    target, from_cell = _target(region, row, placement.get("target"), nature, cells)
    if from_cell is not None:
        if operator is None and from_cell.operator is not None:
            operator = from_cell.operator
            cells["operator"] = cells["target"]
        if unit is None and from_cell.unit is not None:
            unit = from_cell.unit
            cells["unit"] = cells["target"]
    quantitative = isinstance(target, Decimal) and nature != "qualitative"
    return Measurement(
        None if nature == "qualitative" else operator,
        target,
        unit,
        "quantitative" if quantitative else "qualitative",
        used_remark,
        notes,
    )


def _operator(region: Region, row: int, filled: list[Filled] | None, cells: Cells) -> tuple[str | None, str | None]:
    for column, value in filled or ():
        if isinstance(value, str):
            symbol, nature = operator_of(value), nature_of(value)
            if symbol is not None or nature is not None or is_placeholder(value):
                cells["operator"] = region.take(row, column)
                return symbol, nature
    return None, None


def _unit(region: Region, row: int, filled: list[Filled] | None, cells: Cells) -> str | None:
    for column, value in filled or ():
        if not isinstance(value, str):
            continue
        if is_placeholder(value) and tidy(value) != "无":
            region.take(row, column)
            return None
        if operator_of(value) is None and nature_of(value) is None and parse_number(value) is None:
            cells["unit"] = region.take(row, column)
            return squeeze(clean(value)) or None
    return None


def _target(
    region: Region, row: int, filled: list[Filled] | None, nature: str | None, cells: Cells
) -> tuple[Decimal | str | None, Measure | None]:
    """The target, and what else its cell says (operator, unit)."""
    if not filled or all(is_placeholder(cell.value) for cell in filled):
        for cell in filled or ():
            region.take(row, cell.column)
        return None, None
    column, value = filled[0]
    cells["target"] = address(row, column)
    for cell in filled:
        region.take(row, cell.column)
    if len(filled) > 1:  # a header merged over two columns, both filled: ≥ and 95
        value = "".join(_as_text(cell.value) for cell in filled)
    if not isinstance(value, str):
        return _number_target(value, region.sheet.formats.get((row, column)))
    number = parse_number(value)
    if number is not None:
        return number, None
    if nature != "qualitative":
        measure = split_measure(value)
        if measure is not None:
            return measure.number, measure
    return clean(value) or None, None


def _number_target(value: float | bool, number_format: str | None) -> tuple[Decimal | str | None, Measure | None]:
    """A number as a target: 0.98 in a per cent format is 98 %, a date is the text that the cell shows."""
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), None
    number = from_float(value)
    if number is None or number_format is None:
        return number, None
    from jixiao.grid.numberformat import format_date, is_date_format, is_percent_format

    if is_percent_format(number_format):
        scaled = from_float(float(number * 100))
        return scaled, Measure(None, scaled, "%")
    if is_date_format(number_format):
        return format_date(value, number_format), None
    return number, None


def _as_text(value: Value) -> str:
    if isinstance(value, str):
        return value.strip()
    number = from_float(value)
    return "" if number is None else format(number, "f")
