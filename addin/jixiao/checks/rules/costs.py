"""FND-003: whether the costs of a form fit its amount."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from jixiao.checks.calculations import added
from jixiao.checks.checked_form import Form
from jixiao.checks.dates import several_years
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.form_kinds import YEAR_END
from jixiao.checks.likeness import content_pairs
from jixiao.checks.registry import rule
from jixiao.checks.rows import Row
from jixiao.checks.tolerance import TOLERANCE, same_amount
from jixiao.checks.wording import matcher, words
from jixiao.forms.money import amount_of, parse_money
from jixiao.forms.numbers import plain_number

_YUAN = 10_000
"""So many 元 are 1 万元."""


def cost_lines(form: Form) -> list[tuple[Row, Decimal]]:
    """Return the costs that state a whole amount, in 万元; none per head."""
    found = []
    for row in form.costs:
        if row.number is None or matcher("unit_costs").search(row.name):
            continue
        amount = amount_of(row.number, row.unit)
        if amount is not None:
            found.append((row, amount))
    return found


def _states_the_whole(form: Form, row: Row) -> bool:
    name = row.name
    if form.kind == "department" or (form.kind in YEAR_END and not form.project):
        return bool(matcher("whole_cost").match(name)) or name.startswith(("部门", "单位", "整体"))
    return name in words("total_costs") or bool(matcher("whole_cost").search(name)) or name == form.project


def _is_stated(form: Form, cost: Decimal) -> bool:
    """Return whether an unknown layout states a cost itself, in its words."""
    amounts = [form.funding(key) for key in ("total", "annual")]
    if form.document["currency_unit"] is None and any(amount == cost * _YUAN for amount in amounts):
        return True
    kept = (
        parse_money(str(each["value"]), form.document["currency_unit"] or "万元")
        for each in form.document.get("other", ())
    )
    return any(amount is not None and same_amount(amount * form.worth, cost) for amount in kept)


def _parts_above(form: Form, lines: list[tuple[Row, Decimal]], amount: Decimal) -> Iterator[Finding]:
    """Yield costs of parts that together are more than the budget."""
    if form.kind != "project" or any(cost > amount or _states_the_whole(form, row) for row, cost in lines):
        return
    parts = [(row, cost) for row, cost in lines if row.is_money]
    total = sum((cost for _, cost in parts), Decimal(0))
    named = [content_pairs(row.name.removesuffix("成本")) for row, _ in parts]
    # 设备购置成本, 进口设备成本: one may be a part of the other
    apart = all(named) and not any(one & other for one, other in combinations(named, 2))
    if parts and total - amount > TOLERANCE and apart and not several_years(form.document.get("period") or ""):
        yield form.finding(
            "FND-003",
            [form.at(row, "target") for row, _ in parts],
            found=total,
            expected=amount,
            severity=Severity.WARNING,
            cost=added([cost for _, cost in parts]).working + f"={plain_number(total)}",
            amount=amount,
        )


@rule("FND-003")
def cost_fits_the_budget(form: Form) -> Iterator[Finding]:
    """Yield costs above the budget, a single one below (财预〔2015〕88号)."""
    # Several costs, or one of a part, may stay below.
    amount = form.amount
    if amount is None:
        return
    annual = form.funding("annual") if form.general else None
    lines = cost_lines(form)
    approved = [row for target, row in form.pairing.same if (target.target, target.unit) == (row.number, row.unit)]
    period = form.document.get("period_side")
    of_period = period is not None and not period["funding"]  # targets of both sides, and one amount
    yield from _parts_above(form, lines, amount)
    for row, cost in lines:
        if row in approved:
            continue
        if annual is not None and same_amount(cost, annual):
            continue  # beside the money of the whole project that of the year
        if form.general and _is_stated(form, cost):
            continue
        above = cost - amount > TOLERANCE
        below = len(lines) == 1 and not of_period and amount - cost > TOLERANCE and _states_the_whole(form, row)
        if above or below:
            over_years = above and several_years(form.document.get("period") or "")
            yield form.finding(
                "FND-003",
                form.at(row, "target"),
                found=cost,
                expected=amount,
                related=[form.amount_cell],
                severity=Severity.WARNING if over_years else None,
                amount=amount,
            )
