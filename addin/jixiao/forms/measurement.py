"""Operator, target and unit of a row whose cells are in their columns."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.document import Cells, Note
from jixiao.forms.measures import Measure, direction_of, is_unit, nature_of, operator_of, split_measure
from jixiao.forms.numbers import from_float, parse_number
from jixiao.forms.placement import PlacedRow
from jixiao.forms.region import Region
from jixiao.forms.text import clean, squeeze

Nature = Literal["quantitative", "qualitative"]


class Measurement(NamedTuple):
    """What a row says about its measure. ``used_remark``: the remark only held 定性."""

    operator: str | None
    target: Decimal | str | None
    unit: str | None
    nature: Nature
    used_remark: bool
    notes: list[Note]


def read_measurement(region: Region, row: int, placed: PlacedRow, cells: Cells) -> Measurement:
    """Return operator, target, unit and nature of a row; enter the addresses."""
    notes: list[Note] = []
    operator, nature = _operator(region, row, placed, cells)
    used_remark = False
    remark = placed.value("remark")
    if operator is None and nature is None and isinstance(remark, str):
        nature = nature_of(remark)
        if nature is not None:
            used_remark = True
            cells["operator"] = region.take(row, placed.columns["remark"])
            notes.append({"code": "nature-in-remark", "cells": [cells["operator"]]})
    unit = _unit(region, row, placed, cells)
    target, from_cell = _target(region, row, placed, nature, cells)
    if from_cell is not None:
        if operator is None and from_cell.operator is not None:
            operator = from_cell.operator
            cells["operator"] = cells["target"]
        if unit is None and from_cell.unit is not None:
            unit = from_cell.unit
            cells["unit"] = cells["target"]
    direction = placed.value("operator")
    if operator is None and nature is None and isinstance(direction, str):
        operator = direction_of(direction)  # a sign at the target says more: =100% of 正向
    qualitative = nature == "qualitative" or not isinstance(target, Decimal)
    return Measurement(
        None if nature == "qualitative" else operator,
        target,
        unit,
        "qualitative" if qualitative else "quantitative",
        used_remark,
        notes,
    )


def _operator(region: Region, row: int, placed: PlacedRow, cells: Cells) -> tuple[str | None, str | None]:
    text = placed.value("operator")
    if isinstance(text, str):
        symbol = operator_of(text)
        nature = nature_of(text) if symbol is None else None
        if symbol is not None or nature is not None or direction_of(text) is not None or is_placeholder(text):
            cells["operator"] = region.take(row, placed.columns["operator"])
            return symbol, nature
    return None, None


def _unit(region: Region, row: int, placed: PlacedRow, cells: Cells) -> str | None:
    text = placed.value("unit")
    if not isinstance(text, str):
        return None
    if not is_unit(text):
        if is_placeholder(text):
            region.take(row, placed.columns["unit"])
            return None
        if operator_of(text) is not None or nature_of(text) is not None or parse_number(text) is not None:
            return None
    cells["unit"] = region.take(row, placed.columns["unit"])
    return squeeze(clean(text)) or None


def _target(
    region: Region, row: int, placed: PlacedRow, nature: str | None, cells: Cells
) -> tuple[Decimal | str | None, Measure | None]:
    """The target, and what else its cell says (operator, unit)."""
    value = placed.value("target")
    if value is None:
        return None, None
    column = placed.columns["target"]
    cell = region.take(row, column)
    for other in placed.joined:
        region.take(row, other)
    if is_placeholder(value) and not _is_said(str(value)):
        return None, None
    cells["target"] = cell
    if not isinstance(value, str):
        return _number_target(region, row, column, value)
    number = parse_number(value)
    if number is not None:
        return number, None
    if nature != "qualitative":
        measure = split_measure(value)
        if measure is not None:
            return measure.number, measure
    return clean(value) or None, None


def _is_said(text: str) -> bool:
    """Return whether nothing is said in words, 无 or 不适用: a target stated."""
    return any("\u4e00" <= char <= "\u9fff" for char in text)


def _number_target(
    region: Region, row: int, column: int, value: float | bool
) -> tuple[Decimal | str | None, Measure | None]:
    """Return a number as a target: 0.98 in a per cent format is 98, a date its text."""
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), None
    number = from_float(value)
    number_format = region.sheet.formats.get((row, column))
    if number is None or number_format is None:
        return number, None
    from jixiao.grid.numberformat import format_date, is_date_format, is_percent_format

    if is_percent_format(number_format):
        scaled = from_float(float(number * 100))
        return scaled, Measure(None, scaled, "%")
    if is_date_format(number_format):
        return format_date(value, number_format), None
    return number, None
