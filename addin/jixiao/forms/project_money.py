"""The money of a project, and amounts of a form in 万元."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import NamedTuple

from jixiao.forms.document import Document
from jixiao.forms.money import unit_of_document


class Money(NamedTuple):
    """An amount in 万元 and the cell it was read from, each if it is there."""

    amount: Decimal | None
    cell: str | None


def project_money(document: Document) -> Money:
    """Return the money of a project: 项目金额, else 年度资金总额, or 财政拨款 alone.

    A form that asks for the money of the whole period alone states it so.
    """
    factor = money_factor(document["currency_unit"])
    funding = document.get("funding", {})
    if not funding and (side := document.get("period_side")) is not None:
        return Money(in_wan(side["funding"].get("total"), factor), side["cells"].get("funding.total"))
    for key in ("fiscal",) if list(funding) == ["fiscal"] else ("total", "annual"):
        amount = in_wan(funding.get(key), factor)
        if amount is not None:
            return Money(amount, document["cells"].get(f"funding.{key}"))
    return Money(None, document["cells"].get("funding.total") or document["cells"].get("funding.annual"))


@cache
def money_factor(currency_unit: str | None) -> Decimal | None:
    """Return the factor from a unit to 万元; None for an unknown unit."""
    unit = unit_of_document(currency_unit)
    return None if unit is None else unit.worth


def in_wan(amount: Decimal | None, factor: Decimal | None) -> Decimal | None:
    """An amount in 万元; None where there is none or its unit is not known."""
    if amount is None or factor is None:
        return None
    # Untouched where nothing is to be converted: the cell of the summary then holds exactly what was typed.
    return amount if factor == 1 else amount * factor
