"""UNT: whether the unit is spelt as usual and fits what is counted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding
from jixiao.checks.quantities import better_unit, kind_of_unit
from jixiao.checks.registry import rule
from jixiao.checks.rules.sheet_structure import unread_columns
from jixiao.checks.rules.target_values import is_rate
from jixiao.checks.wording import matcher, table
from jixiao.forms.numbers import plain_number
from jixiao.forms.text import tidy
from jixiao.grouping import grouped
from jixiao.remembered import remembered

_COUNTS = frozenset({"people", "household", "event", "object", "time", "length", "area", "volume", "mass", "energy"})
"""What no share is stated in."""
_tidied = remembered(tidy)
_POINTS = frozenset({"百分点", "个百分点"})
"""What a change of a share is stated in, not a share."""


@rule("UNT-001")
def unit_spelling(form: Form) -> Iterator[Finding]:
    """Yield units to spell otherwise: 百分比, 万, 无; a finding a unit (own)."""
    spellings = table("unit_spellings")
    misspelt = ((_tidied(row.unit), row) for row in form.rows if row.unit and _tidied(row.unit) in spellings)
    for unit, rows in grouped(misspelt).items():
        cells = list(dict.fromkeys(form.at(row, "unit") for row in rows))
        yield form.finding("UNT-001", cells, found=rows[0].unit, expected=spellings[unit])


@rule("UNT-002")
def unit_fits(form: Form) -> Iterator[Finding]:
    """Yield units that do not fit the name: 人, 人次, 次, % (own)."""
    for row in form.rows:
        if row.number is None or not row.unit or not row.name:
            continue
        expected = _expected(row.name, row.unit)
        if expected is not None:
            yield form.finding("UNT-002", form.at(row, "unit"), found=row.unit, expected=expected, name=row.name)


@lru_cache(maxsize=4096)
def _expected(name: str, unit: str) -> str | None:
    """Return the unit that things of that name are counted in, if another."""
    if is_rate(name):
        kind = kind_of_unit(unit)
        points = unit in _POINTS and not matcher("growth").search(name) and not matcher("downward").search(name)
        return "%" if kind in _COUNTS or points else None
    return better_unit(name, unit)


@rule("UNT-003")
def cost_without_unit(form: Form) -> Iterator[Finding]:
    """Yield costs without 元 or 万元 (own)."""
    if not form.costs or any(column.key == "unit" for _, column in unread_columns(form)):
        return  # STR-001: the units are there, but under no header
    for row in form.costs:
        if row.number is None or row.unit is not None or not row.is_money or (row.row, "unit") in form.covered:
            continue
        if not row.name.endswith(("率", "比例", "占比")):
            value = f"{row.operator or ''}{plain_number(row.number)}"
            yield form.finding("UNT-003", form.at(row, "target"), found=row.number, expected="万元", value=value)
