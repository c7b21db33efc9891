"""Money of an indicator: its number and unit as 万元."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from jixiao.forms.numbers import money_units, tidy


@lru_cache(maxsize=1024)
def money_unit(unit: str | None) -> str | None:
    """The unit of money that a unit column names (万, 万元, （元）); None for anything else, per-units included."""
    if unit is None:
        return None
    plain = tidy(unit).strip("()")
    return plain if plain in money_units() else None


def amount_of(number: Decimal, unit: str | None) -> Decimal | None:
    """A number with a unit as 万元; None where the unit is no money."""
    plain = money_unit(unit)
    return None if plain is None else number * money_units()[plain]
