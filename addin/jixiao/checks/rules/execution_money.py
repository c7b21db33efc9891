"""SEV, MON: whether rate and score of the execution fit the money."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from jixiao.checks.checked_form import Form
from jixiao.checks.execution import executed_share, missing_amounts, shows, total_line
from jixiao.checks.finding import Finding
from jixiao.checks.registry import rule
from jixiao.forms.definition import load_definitions
from jixiao.forms.document import Execution
from jixiao.forms.numbers import parse_number, plain_number
from jixiao.grid.address import address, parse_address
from jixiao.late_patterns import late_pattern

_CHANGES = late_pattern("调整|追加|追减|增减|变更|预算")
_FULL = Decimal(100)
_CENT = Decimal("0.01")


@rule("SEV-004")
def rate_fits_the_money(form: Form) -> Iterator[Finding]:
    """Yield execution rates that are not 全年执行数 by 全年预算数 (财预〔2020〕10号)."""
    yield from _wrong_rates(form, "SEV-004", "executed", ("annual", "initial"))


@rule("MON-001")
def rate_to_date_fits_the_money(form: Form) -> Iterator[Finding]:
    """Yield rates that are not spending by budget (财预〔2019〕136号)."""
    yield from _wrong_rates(form, "MON-001", "executed_to_july", ("initial", "annual"))


def _wrong_rates(form: Form, code: str, spent: str, budgets: tuple[str, ...]) -> Iterator[Finding]:
    """Yield rates that are ``spent`` by none of ``budgets``, the first expected."""
    for line in form.document.get("execution", ()):
        rate = line.get("rate")
        shares = [share for key in budgets if (share := executed_share(line, spent, key)) is not None]
        if not isinstance(rate, Decimal) or not shares or _may_be_changed(form, line):
            continue
        if not any(shows(rate, share) for share in shares):
            cells = line["cells"]
            expected = shares[0].quantize(_CENT, ROUND_HALF_UP)
            yield form.finding(
                code,
                cells.get("rate", line["cell"]),
                found=rate,
                expected=expected,
                related=[cells[key] for key in (spent, *budgets[:1]) if key in cells],
                rate=f"{plain_number(rate)}%",
                calc=f"{plain_number(expected)}%",
            )


def _may_be_changed(form: Form, line: Execution) -> bool:
    """Return whether the budget of the year may be an amount left unread: 调整数, 约36.5."""
    beside = [each for each in form.leftovers.all if parse_address(each.cell)[0] == parse_address(line["cell"])[0]]
    changed = any(_CHANGES.search(each.label or "") and parse_number(each.text) for each in beside)
    return line.get("annual") is None and (changed or any(each in form.leftovers.amounts for each in beside))


@rule("SEV-005")
def execution_is_scored(form: Form) -> Iterator[Finding]:
    """Yield execution scores out of proportion to the rate (财预〔2020〕10号)."""
    line: Any = total_line(form) or {}
    points, score = line.get("points"), line.get("score")
    indicators = sum((row.data.get("points") or Decimal(0) for row in form.rows), Decimal(0))
    if points is None and indicators == form.profile.points_sum:
        points = _FULL - indicators  # no column says them
    if points is None or score is None:
        return
    shares = [share for key in ("annual", "initial") if (share := executed_share(line, "executed", key)) is not None]
    unread = line.get("annual") is None and form.leftovers.in_row(parse_address(line["cell"])[0])
    rate = line.get("rate")
    if shares and isinstance(rate, Decimal) and shows(rate, shares[0]):
        shares = shares[:1]  # the rate is of this year's budget, and so is its score
    if (not shares or unread) and isinstance(rate, Decimal):
        shares.insert(0, rate)  # 调整数 may be the budget
    due = [(points * min(_FULL, max(Decimal(0), share)) / _FULL).quantize(_CENT, ROUND_HALF_UP) for share in shares]
    if due and score <= points and not any(shows(score, each) for each in due):
        cells = line["cells"]
        yield form.finding(
            "SEV-005",
            cells.get("score", line["cell"]),
            found=score,
            expected=due[0],
            related=[cells[key] for key in ("annual", "executed") if key in cells],
        )


def amounts_left_blank(form: Form) -> Iterator[Finding]:
    """Yield CMP-003 for amounts that the line of all money lacks."""
    line = total_line(form)
    unsure = "funding" in form.document.get("doubts", {})
    if line is None or unsure or form.leftovers.in_row(parse_address(line["cell"])[0]):
        return
    tables = [each.table("execution") for each in load_definitions().values() if each.kind == form.kind]
    for key, added in missing_amounts(form):
        column = next(filter(None, (table.column(key) for table in tables if table is not None)), None)
        name = f"{line['source'] or ''}的{'金额' if column is None else column.label}"
        suggestion = "" if added is None else f"（各来源合计{plain_number(added)}，请补填）"
        beside = next((each["cells"][key] for each in form.document["execution"] if key in each["cells"]), None)
        row = parse_address(line["cell"])[0]
        cell = line["cell"] if beside is None else address(row, parse_address(beside)[1])
        yield form.finding("CMP-003", cell, field=name, suggestion=suggestion)
