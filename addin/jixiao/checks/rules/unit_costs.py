"""FND-011: what one of something costs against the number of them and the amount."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.calculations import amounts, calculations
from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding
from jixiao.checks.likeness import content_pairs
from jixiao.checks.quantities import plain_unit
from jixiao.checks.rates import KINDS, kind_and_period
from jixiao.checks.registry import rule
from jixiao.checks.rows import Row
from jixiao.checks.rules.goal_amounts import is_shared
from jixiao.checks.tolerance import TOLERANCE
from jixiao.forms.money import amount_of
from jixiao.forms.numbers import plain_number
from jixiao.late_patterns import late_pattern

_PER_HEAD = late_pattern(
    r"(?<!\d)(\d+(?:\.\d+)?)(万元|元)/(?:人|名)/年|每(?:人|名)每年[^\d，。；]{0,6}(\d+(?:\.\d+)?)(万元|元)"
)
# 每人次培训成本, 每平方米养护成本
_PRICE_OF = late_pattern(r"每一?(?P<per>人次|平方米|立方米|公里|[\u4e00-\u9fff])")
_SLIPS = frozenset(Decimal(10) ** power for power in (-4, -3, -2, -1, 1, 2, 3, 4))
_HEADS = ("人", "名", "位")
_ROUNDED = Decimal("0.002")
"""So far from a power of ten, as a share of it, is a mean (户均改造成本) that was rounded."""
_A_LITTLE, _BY_FAR = Decimal("1.02"), 2
"""So many times the amount is too much for a price that is paid, and for the highest that may be."""


@rule("FND-011")
def implied_unit_cost(form: Form) -> Iterator[Finding]:
    """Yield amounts that do not fit the quoted rate (财预〔2015〕88号, appropriate)."""
    # Only where one standard is quoted, one number of people is planned and nothing else costs money; or where the price
    # of an indicator and its number come to a tenth, a hundred times … of the amount.
    if not form.project:
        return  # a whole department spends on more than any one thing
    yield from _mistyped_prices(form)
    goal = form.goals.get("annual", "")
    match = _PER_HEAD.search(goal) if "元" in goal else None
    amount = form.amount
    if match is None or amount is None or len(amounts(goal)) != 1 or any(i.money for i in calculations(goal)):
        return
    heads = [row for row in form.outputs if row.unit in _HEADS and row.number]
    if len(heads) != 1 or heads[0].number is None:
        return
    standard = Decimal(match[1] or match[3]) * (1 if (match[2] or match[4]) == "万元" else Decimal("0.0001"))
    implied = amount / heads[0].number
    if abs(implied - standard) > max(TOLERANCE, standard / 20):
        related = [form.at(heads[0], "target"), form.where("goals.annual")]
        yield _unlike_standard(form, related, (heads[0].number, heads[0].unit), standard)


def _counted(row: Row) -> tuple[str, None]:
    """Return what a row counts, as a price names it."""
    plain = plain_unit(row.unit or "")[1]
    return KINDS.get(plain, plain), None


def _unlike_standard(form: Form, related: list[str], count: tuple[Decimal, str | None], standard: Decimal) -> Finding:
    amount, (number, unit) = form.amount or Decimal(0), count
    return form.finding(
        "FND-011",
        form.amount_cell,
        found=amount,
        expected=standard * number,
        related=related,
        amount=f"{plain_number(amount)}万元",
        qty=f"{plain_number(number)}{plain_unit(unit or '')[1]}",
        unit_cost=f"{plain_number((amount / number).quantize(Decimal('0.0001')))}万元",
        std=f"{plain_number(standard)}万元",
    )


def _is_slip(price: Row, times: Decimal) -> bool:
    """Return whether an amount is a tenth, a hundred times … of what a price comes to."""
    return any(abs(times - power) <= (power * _ROUNDED if "均" in price.name else 0) for power in _SLIPS)


def _mistyped_prices(form: Form) -> Iterator[Finding]:
    """Yield prices with a digit too many, or too high for what is counted."""
    # 80元 a head for 1600 heads, 128万元
    prices = [row for row in form.costs if row.number] if form.amount else []
    things = [(_counted(each), each, each.number) for each in form.outputs if each.number] if prices else []
    for row in prices:
        named, unit = _PRICE_OF.search(row.name), (row.unit or "").split("/")
        per = kind_and_period(f"/{unit[1] if len(unit) > 1 else named['per'] if named else ''}")
        price = amount_of(row.number, unit[0]) if row.number else None
        counted = [(each, number) for name, each, number in things if per == name]
        if price and form.amount is not None and len(counted) == 1:
            each, number = counted[0][0], counted[0][1] * plain_unit(counted[0][0].unit or "")[0]
            sure = row.operator == each.operator == "="
            same = content_pairs(row.name) & content_pairs(each.name)
            above = same and price * number > form.amount * (_A_LITTLE if sure else _BY_FAR) and not is_shared(form)
            if above or _is_slip(row, form.amount / (price * number)):
                yield _unlike_standard(
                    form, [form.at(each, "target"), form.at(row, "target")], (number, each.unit), price
                )
