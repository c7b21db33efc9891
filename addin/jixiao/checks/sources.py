"""Totals of money that are not the sum of the sources printed with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.checks.checked_form import Form
from jixiao.checks.execution import WrongSum
from jixiao.checks.tolerance import same_amount
from jixiao.checks.wording import words
from jixiao.forms.document import OtherValue
from jixiao.forms.general.amount_relations import is_part_of_source
from jixiao.forms.general.vocabulary import default_vocabulary
from jixiao.forms.labels import cached_form
from jixiao.forms.money import parse_money
from jixiao.grid.address import parse_address

_SOURCES = (("annual", ("fiscal", "carryover", "other")), ("annual_local", ("fiscal_local", "other_local")))
_SOURCES_BELOW = 3
"""So many lines below the last known source may still be sources."""


def wrong_sources(form: Form) -> Iterator[WrongSum]:
    """Yield the totals of a project's money that are not the sum of its sources."""
    if form.leftovers.amounts:
        return  # 约6.5 in the place of one may be what is missing
    pairs = list(_SOURCES)
    covered = {key for _, key in form.seen("covered")}
    if form.funding("annual") is None:
        pairs[0] = ("total", _SOURCES[0][1])
    for key, sources in pairs:
        total = form.funding(key)
        filled = [name for name in sources if form.funding(name) is not None]
        levels, others = ({}, {}) if total is None else _moneys_without_key(form, key, filled)
        beside = levels | others
        near = form.leftovers.near(form.where(f"funding.{key}"))
        known = filled or (len(beside) > 1 and all(each.cell in beside for each in near))  # 资金来源：中央 | 500
        if total is None or not known or any(f"funding.{name}" in covered for name in sources):
            continue
        amount = sum((form.funding(name) or Decimal(0) for name in filled), Decimal(0))
        asked = [name for name in sources if name in form.document.get("funding", {})]
        if amount < total and len(asked) == 1 and not beside and (form.general or not form.leftovers.may_be("money")):
            continue  # a layout that asks for one source only: 申请财政资金 beside 项目总投资
        places = [f"funding.{name}" for name in (key, *filled)]
        fiscal, carried = (form.funding(name) or Decimal(0) for name in ("fiscal", "carryover"))
        if carried and same_amount(total, amount - carried) and explained(form, fiscal - carried, places):
            continue  # 财政拨款 320, of it 当年财政拨款 300 and 上年结转 20
        every = amount + sum(beside.values(), Decimal(0))
        told = any(explained(form, total - known, places, tuple(beside)) for known in (amount, every)) or (
            beside and explained(form, every - total, places)
        )
        sums = (amount, amount + sum(others.values(), Decimal(0)), every)
        if not told and not any(same_amount(total, each) for each in sums):
            nearest = min(reversed(sums), key=lambda added: abs(total - added))
            yield WrongSum(total, nearest, form.where(places[0]), [*beside, *map(form.where, places[1:])])


def _moneys_without_key(form: Form, total: str, filled: Sequence[str]) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """Return moneys by cell that have no key: of levels, and of others.

    中央, 省级 may be parts of 财政拨款; 专项债券, 银行贷款 are none. They stand behind the total, up to the line below
    the last source; what a label gives twice, for two years, only in the column of that source.
    """
    top, left = parse_address(form.where(f"funding.{total}"))
    bottom, column = max((parse_address(form.where(f"funding.{name}")) for name in filled), default=(top, 0))
    levels: dict[str, Decimal] = {}
    others: dict[str, Decimal] = {}
    named = Counter(entry["label"] for entry in form.document.get("other", ()))
    for entry in form.document.get("other", ()):
        row, own = parse_address(entry["cell"])
        label, meaning = cached_form(entry["label"]), default_vocabulary().field(entry["label"])
        level = label in words("levels_of_money") or (meaning is not None and is_part_of_source(meaning.key, label))
        other = label in words("moneys_of_others")
        among = (top, left) < (row, own) and row <= bottom + 1 and (own == column or named[entry["label"]] == 1)
        amount = parse_money(str(entry["value"]), form.document["currency_unit"] or "万元") if level or other else None
        if amount is not None and among:
            (others if other else levels)[entry["cell"]] = amount * form.worth
    return levels, others


def wrong_tasks(form: Form) -> Iterator[WrongSum]:
    """Yield tasks of a department, and their sum, that are not their sources."""
    lines = [(task.get("amount", {}), task["cells"], "amount.") for task in form.document.get("tasks", ())]
    for amount, cells, prefix in [*lines, (form.document.get("tasks_total", {}), form.cells, "tasks_total.")]:
        whole, sources = amount.get("total"), ("fiscal", "other")
        added = sum((amount.get(key) or Decimal(0) for key in sources), Decimal(0)) * form.worth
        if whole is not None and amount.keys() == {"total", *sources} and not same_amount(whole * form.worth, added):
            places = [cells[f"{prefix}{key}"] for key in sources if f"{prefix}{key}" in cells]
            yield WrongSum(whole * form.worth, added, cells.get(f"{prefix}total", form.title_cell), places)


def wrong_rows(form: Form) -> Iterator[WrongSum]:
    """Yield amounts of a list that are not 财政拨款 and 其他资金 beside them."""
    beside: dict[int, dict[str, list[OtherValue]]] = {}
    for entry in form.document.get("other", ()) if form.kind == "summary" else ():
        meaning = default_vocabulary().field(entry["label"])
        if meaning is not None and meaning.key.startswith("amount."):
            row = parse_address(entry["cell"])[0]
            beside.setdefault(row, {}).setdefault(meaning.key, []).append(entry)
    for line in form.document.get("rows", ()):
        sources = beside.get(parse_address(line["cell"])[0], {})
        parts = [entry for entries in sources.values() for entry in entries]
        amounts = [parse_money(str(entry["value"]), form.document["currency_unit"] or "万元") for entry in parts]
        added = sum((amount for amount in amounts if amount is not None), Decimal(0)) * form.worth
        apart = sources.keys() == {"amount.fiscal", "amount.other"} and len(parts) == 2 and None not in amounts
        if apart and line["amount"] is not None and not same_amount(line["amount"] * form.worth, added):
            cells = [entry["cell"] for entry in parts]
            yield WrongSum(line["amount"] * form.worth, added, line["cells"]["amount"], cells)


def explained(form: Form, difference: Decimal, keys: Sequence[str], but: Sequence[str] = ()) -> bool:
    """Return whether amounts in the form's own words make up a difference.

    Those in the cells ``but`` do not count.
    """
    rows = [parse_address(form.cells[key])[0] for key in keys if key in form.cells]
    if not rows:
        return False
    near = range(min(rows), max(rows) + _SOURCES_BELOW + 1)
    filled = [form.cells[key] for key in keys[1:] if key in form.cells and form.funding(key.partition(".")[2])]
    columns = {parse_address(cell)[1] for cell in filled}
    texts = [(left["text"], left["cell"]) for left in form.document["unread"]]
    texts += [
        (str(entry["value"]), entry["cell"]) for entry in form.document.get("other", ()) if entry["cell"] not in but
    ]
    unit = form.document["currency_unit"] or "万元"
    told = [(parse_money(text, unit), parse_address(cell)) for text, cell in texts]
    found = [(amount * form.worth, at) for amount, at in told if amount and at[0] in near]
    amounts = [amount for amount, _ in found]
    beside = [amount for amount, (row, column) in found if row <= max(rows) and column in columns]
    return any(same_amount(one, difference) for one in (*amounts, sum(amounts, Decimal(0)), sum(beside, Decimal(0))))
