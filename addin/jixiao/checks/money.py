"""Money of an indicator: its number and unit as 万元."""

from __future__ import annotations

from decimal import Decimal

from jixiao.forms.money import Unit


def amount_of(number: Decimal, unit: str | None) -> Decimal | None:
    """A number with the unit of its unit column (万, 万元, （元）) as 万元; None where the unit is no money."""
    parsed = Unit.parse(unit)
    return None if parsed is None else parsed.in_wan(number)
