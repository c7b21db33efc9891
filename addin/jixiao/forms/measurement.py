"""Operator, target and unit of a row whose cells are in their columns."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from jixiao.forms.cell_text import is_placeholder, text_of
from jixiao.forms.document import Cells
from jixiao.forms.measures import (
    Measure,
    bare_unit,
    direction_of,
    is_about,
    is_unit,
    nature_of,
    operator_of,
    split_measure,
    unit_of_both,
)
from jixiao.forms.numbers import from_float, parse_number
from jixiao.forms.region import Region
from jixiao.forms.rotation import PlacedRow
from jixiao.forms.structure import TableRow
from jixiao.forms.text import clean, squeeze
from jixiao.grid.address import ADDRESSES, Range
from jixiao.grid.model import Value

# =2 typed for "is 2"; a spreadsheet takes it for a formula
_TYPED = re.compile(r"\d{1,12}(?:\.\d{1,6})?%?")
_OPPOSITE = [{one, other} for one, others in (("≥", "≤<="), (">", "≤<="), ("=", "≤<")) for other in others]
Nature = Literal["quantitative", "qualitative"]
TargetValue = Decimal | str | None


FROM_REMARK = ("nature-in-remark", "remark")
_ABOUT = ("about", "target")


class Measurement(NamedTuple):
    """What a row says about its measure.

    ``said`` names the column that says each key, ``taken`` the columns that are read, ``notes`` what was decided, with its
    column: the remark only held 定性, a number is only about so much.
    """

    operator: str | None
    target: TargetValue
    unit: str | None
    nature: Nature
    notes: tuple[tuple[str, str], ...]
    said: dict[str, str]
    taken: tuple[str, ...]


def read_measurement(region: Region, row: int, placed: PlacedRow, cells: Cells) -> Measurement:
    """Return operator, target, unit and nature of a row; enter the addresses."""
    columns, value = placed.columns, placed.value
    target = value("target")
    as_number = target is not None and not isinstance(target, str)
    number_format = region.sheet.formats.get((row, columns["target"])) if as_number else None
    formula = region.sheet.formulas.get((row, columns["target"]), "") if as_number else ""
    if _TYPED.fullmatch(formula) and (formula.endswith("%") or number_format is None):
        target, number_format = f"={formula}", None
    read = _measurement(value("operator"), target, value("unit"), value("remark"), number_format)
    for key in read.taken:
        region.taken.add((row, columns[key]))
    for key, column in read.said.items():
        cells[key] = ADDRESSES[columns[column]][row]
    if placed.joined and target is not None:
        region.take_all(row, placed.joined)
    return read


@lru_cache(maxsize=8192, typed=True)  # measures come again; typed, for True is no 1
def _measurement(
    operator: Value | None, target: Value | None, unit: Value | None, remark: Value | None, number_format: str | None
) -> Measurement:
    """Return what the cells of a row say in their columns."""
    said: dict[str, str] = {}
    taken: list[str] = []

    def take(key: str, column: str) -> None:
        said[key] = column
        taken.append(column)

    symbol = nature = named = None
    if isinstance(operator, str):
        symbol = operator_of(operator)
        nature = nature_of(operator) if symbol is None else None
        if symbol is not None or nature is not None or direction_of(operator) is not None or is_placeholder(operator):
            take("operator", "operator")
    from_remark = False
    if symbol is None and nature is None and isinstance(remark, str):
        nature = nature_of(remark)
        from_remark = nature is not None
        if from_remark:
            take("operator", "remark")
    if isinstance(unit, str):
        if not is_unit(unit) and is_placeholder(unit):
            taken.append("unit")
        elif is_unit(unit) or (operator_of(unit) or nature_of(unit) or parse_number(unit)) is None:
            take("unit", "unit")
            named = bare_unit(squeeze(clean(unit))) or None
            bound = None if is_unit(unit) else split_measure(f"1{unit}")  # 5 | 年以上
            if bound is not None and bound.operator is not None:
                symbol, named = symbol or bound.operator, bound.unit
                said.setdefault("operator", "unit")
    reached, measure = _target(target, number_format, qualitative=nature == "qualitative")
    if target is not None:
        taken.append("target")
    if target is not None and _is_said(target):
        said["target"] = "target"
    if measure is not None and {symbol, measure.operator} in _OPPOSITE:
        symbol = None  # ≤9 or =9 beside ≥: which holds is left open
        taken.remove(said.pop("operator"))
    elif measure is not None and symbol is None and measure.operator is not None:
        symbol, said["operator"] = measure.operator, "target"
    if measure is not None and measure.unit is not None:
        own = unit_of_both(measure.unit, named, typed=isinstance(target, str))
        if own == measure.unit != named:
            taken = [key for key in taken if key != said.get("unit")]
            said["unit"] = "target"
        named = own
    if named is None and unit is None and isinstance(reached, Decimal) and isinstance(remark, str) and is_unit(remark):
        named = bare_unit(squeeze(clean(remark)))  # ≤300 | 万元, of a form without a column of units
        take("unit", "remark")
    if symbol is None and nature is None and isinstance(operator, str) and not isinstance(reached, str):
        symbol = direction_of(operator)  # none of 健全; a sign at the target says more: =100% of 正向
    qualitative = nature == "qualitative" or not isinstance(reached, Decimal)
    about = measure is not None and isinstance(target, str) and is_about(target)
    return Measurement(
        None if nature == "qualitative" else symbol,
        reached,
        named,
        "qualitative" if qualitative else "quantitative",
        (FROM_REMARK,) * from_remark + (_ABOUT,) * about,
        said,
        tuple(taken),
    )


def with_shared(region: Region, areas: list[Range], row: TableRow, cells: dict[int, Value]) -> dict[int, Value]:
    """Return a row with the sign and the unit merged over it: 个 of both numbers."""
    above = {area.left: region.value(area.top, area.left) for area in areas if area.top < row.row <= area.bottom}
    place = row.slots.lefts.get("target", 0)
    if not above or place not in cells:
        return cells
    measure = split_measure(text_of(cells[place], region.sheet.formats.get((row.row, place))) or "")
    if measure is None:
        return cells  # 按时, 2026年11月
    said = {"operator": measure.operator, "unit": measure.unit}
    lacking = {row.slots.lefts.get(key) for key, own in said.items() if own is None}
    shared = {c: value for c, value in above.items() if c in lacking and c not in cells and value is not None}
    return dict(sorted({**cells, **shared}.items())) if shared else cells


def _target(value: Value | None, number_format: str | None, *, qualitative: bool) -> tuple[TargetValue, Measure | None]:
    """Return the target, and the measure that its cell says with operator and unit."""
    if value is None or not _is_said(value):
        return None, None
    if not isinstance(value, str):
        return _number_target(value, number_format)
    number = parse_number(value)
    measure = split_measure(value) if number is None and not qualitative else None
    if measure is not None:
        return measure.number, measure
    return clean(value) or None if number is None else number, None


def _is_said(value: Value) -> bool:
    """Return whether a cell says something, be it that there is nothing: 无, 不适用."""
    return not is_placeholder(value) or any("\u4e00" <= char <= "\u9fff" for char in str(value))


def _number_target(value: float | bool, number_format: str | None) -> tuple[TargetValue, Measure | None]:
    """Return a number as a target: 0.98 in a per cent format is 98, a date its text."""
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), None
    number = from_float(value)
    if number is None or number_format is None:
        return number, None
    from jixiao.grid.numberformat import format_date, is_date_format, is_percent_format

    if is_percent_format(number_format):
        scaled = from_float(float(number * 100)) or number
        return scaled, Measure(None, scaled, "%")
    if is_date_format(number_format):
        return format_date(value, number_format), None
    return number, None
