"""The spending of a year-end form: its total line, the share that was spent."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from jixiao.forms.all_money import MONEY, line_of_all_money, names_all_money, sum_of_parts
from jixiao.forms.document import Execution
from jixiao.forms.text import fold

if TYPE_CHECKING:
    from jixiao.checks.checked_form import Form

_PARTS = ("其中",)
_SLACK = Decimal("0.005")
_CENT = Decimal("0.01")
_MOST_SOURCES = 10


def total_line(form: Form) -> Execution | None:
    """Return the line of all money of a form, None where each line is a part."""
    return line_of_all_money(form.document.get("execution") or ())


def executed_share(line: Execution, spent: str, budget: str) -> Decimal | None:
    """Spending by budget in per cent; None where one is missing or the budget is 0."""
    values: dict[str, Any] = dict(line)
    executed, of = values.get(spent), values.get(budget)
    return None if executed is None or not of else executed * 100 / of


def shows(shown: Decimal, exact: Decimal) -> bool:
    """Return whether a figure is the exact one, rounded or cut to its digits."""
    exponent = shown.as_tuple().exponent
    digits = Decimal(1).scaleb(min(0, exponent) if isinstance(exponent, int) else 0)
    cut_off = digits < 1 and exact.quantize(digits, ROUND_DOWN) == shown
    # 9.5 is no 10 that was rounded: a half more is what the rule is there to find.
    rounded = abs(shown - exact) < digits / 2
    return abs(shown - exact) <= _CENT or rounded or cut_off


def budget(form: Form) -> tuple[Decimal, str] | None:
    """Return the year's budget in 万元 and its cell; None if missing or changed."""
    line: Any = total_line(form) or {}
    stated = {key: line[key] for key in ("initial", "annual") if line.get(key) is not None}
    if len(set(stated.values())) != 1:
        return None
    key, amount = next(iter(stated.items()))
    return amount * form.worth, line["cells"].get(key, line["cell"])


def missing_amounts(form: Form) -> Iterator[tuple[str, Decimal | None]]:
    """Yield amounts that the line of all money lacks, with the sum of its sources.

    Without sources that state it only what was spent, or is expected to be, of a budget is missed; of a column that the
    sheet does not have nothing is.
    """
    total: Any = total_line(form)
    if total is None:
        return
    parts: Any = sum_of_parts([line for line in form.document.get("execution", ()) if line is not total])
    lacking = {key for _, key in form.seen("column-missing")}
    for key in MONEY:
        budgeted = key not in ("initial", "annual") and (total.get("annual") or total.get("initial"))
        if key in total and total[key] is None and key not in lacking and (parts.get(key) or budgeted):
            yield key, parts.get(key)


class WrongSum(NamedTuple):
    """Total and sum of the sources in 万元, their cells."""

    total: Decimal
    added: Decimal
    cell: str
    sources: list[str]


def wrong_sums(form: Form) -> Iterator[WrongSum]:
    """Yield the columns whose sources do not give the total."""
    total: Any = total_line(form)
    sources: list[Any] = [line for line in form.document.get("execution") or () if line is not total]
    if total is None or not sources or len(sources) > _MOST_SOURCES or form.leftovers.amounts:
        return
    part = len(sources) == 1 and fold(sources[0].get("source") or "").startswith(_PARTS)  # 其中：财政拨款
    for key in MONEY:
        stated, filled = total.get(key), [line for line in sources if line.get(key) is not None]
        if stated is None or not filled:
            continue
        amounts = [line[key] for line in filled]
        added = sum(amounts, Decimal(0))
        if abs(added - stated) * form.worth <= _SLACK or (part and added < stated):
            continue
        if (_nested(sources) or added == 2 * stated) and some_give(amounts, stated):
            continue  # by source and by use
        cells = [line["cells"].get(key, line["cell"]) for line in filled]
        cell = total["cells"].get(key, total["cell"])
        yield WrongSum(stated * form.worth, added * form.worth, cell, cells)


def _nested(sources: list[Execution]) -> bool:
    """Return whether some lines are parts of others: a late 其中, uses beside sources."""
    opened = [place for place, line in enumerate(sources) if fold(line.get("source") or "").startswith(_PARTS)]
    by_use = {"支出" in (line.get("source") or "") for line in sources}
    return len(by_use) > 1 or len(opened) > 1 or bool(opened and opened[0] > 0) or any(map(names_all_money, sources))


def some_give(amounts: list[Decimal], stated: Decimal) -> bool:
    """Return whether some of the amounts together give what is stated."""
    return len(amounts) > _MOST_SOURCES or any(
        abs(sum(some, Decimal(0)) - stated) <= _SLACK
        for size in range(1, len(amounts) + 1)
        for some in combinations(amounts, size)
    )
