"""Mistakes in amounts: totals, sources, sums between forms, calculations."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from jixiao_samples.mistakes.registry import Draft, Spot, change_value, on_document


def _shift(draft: Draft) -> Decimal:
    """By how much an amount is wrong, 万元."""
    return Decimal(draft.rng.choice((1, 2, 5, 10))) + Decimal(draft.rng.choice((0, 0, 50))) / 100


def _shifted(amount: Decimal, draft: Draft) -> Decimal:
    return amount + _shift(draft)


def _money(draft: Draft, group: str, key: str) -> Spot | None:
    """Reserve an amount that is there and filled."""
    if draft.values.get(group, {}).get(key) is None:
        return None
    return draft.claim(f"{group}.{key}")


@on_document("FND-001")
def total_not_sources(draft: Draft) -> Spot | None:
    """年度资金总额 is not the sum of its sources."""
    spot = _money(draft, "funding", "fiscal") and _money(draft, "funding", "annual")
    if spot is not None:
        draft.values["funding"]["fiscal"] -= Decimal("0.5")
    return spot


change_value(
    "funds_differ", "FND-002", "funding.total", _shifted, needs=lambda draft: "annual" in draft.values["funding"]
)


@on_document("CMP-003")
def amount_missing(draft: Draft) -> Spot | None:
    """The project's amount was not filled in."""
    key = "total" if "total" in draft.values.get("funding", {}) else "annual"
    spot = _money(draft, "funding", key)
    if spot is not None:
        draft.values["funding"][key] = None
    return spot


@on_document("FND-003")
def cost_above_amount(draft: Draft) -> Spot | None:
    """The indicator of the total cost is above the project's amount."""
    if draft.values["kind"] != "project":
        return None
    index = draft.row(lambda row: str(row["level3"]).endswith("总成本"))
    if index is None:
        return None
    draft.rows[index]["target"] += _shift(draft)
    return draft.at(index, "target")


change_value("budget_not_balanced", "FND-006", "budget.total", _shifted)


@on_document("FND-007")
def project_budget_differs(draft: Draft) -> Spot | None:
    """Let 项目支出 differ from the project forms, with its own budget balanced."""
    spot = _money(draft, "budget", "project")
    if spot is None or draft.claim("budget.basic") is None:
        return None
    shift = _shift(draft)
    draft.values["budget"]["project"] -= shift
    draft.values["budget"]["basic"] += shift
    return spot


change_value("summary_total_wrong", "FND-004", "total", _shifted)


def _free_row(draft: Draft, table: str) -> tuple[str, dict[str, Any]] | None:
    """Reserve a random row without a mistake; return its key and the row."""
    rows = cast("list[dict[str, Any]]", draft.values.get(table, []))
    if not rows:
        return None
    index = draft.rng.randrange(len(rows))
    key = f"{table}/{index}"
    return None if draft.claim(key) is None else (key, rows[index])


@on_document("FND-005")
def summary_amount_differs(draft: Draft) -> Spot | None:
    """Let the summary name another amount than the form, its total with it."""
    found = _free_row(draft, "rows")
    if found is None:
        return None
    key, row = found
    shift = _shift(draft)
    row["amount"] += shift
    draft.values["total"] += shift
    return draft.number, f"{key}/amount"


@on_document("NAM-001")
def summary_name_differs(draft: Draft) -> Spot | None:
    """The summary shortens a project's name."""
    found = _free_row(draft, "rows")
    if found is None:
        return None
    key, row = found
    row["project"] = str(row["project"]).removesuffix("项目") + "经费"
    return draft.number, f"{key}/project"


@on_document("FND-015")
def summary_row_missing(draft: Draft) -> Spot | None:
    """A project with a form of its own is not in the summary."""
    rows = draft.values.get("rows", [])
    last = len(rows) - 1
    if last < 1 or draft.claim(f"rows/{last}") is None:
        return None
    number = next(n for n, d in enumerate(draft.documents) if d.get("project") == rows[last]["project"])
    draft.values["total"] -= rows.pop()["amount"]
    return number, "project"


@on_document("FND-014")
def summary_row_without_form(draft: Draft) -> Spot | None:
    """The summary lists a project without a form."""
    rows = draft.values.get("rows", [])
    index = len(rows)
    if not rows or draft.claim(f"rows/{index}") is None or (draft.number, f"rows/{index - 1}") in draft.touched:
        return None
    extra = dict(rows[-1]) | {"project": "年中追加应急保障项目", "amount": Decimal(8), "cells": {}}
    rows.append(extra)
    draft.values["total"] += extra["amount"]
    return draft.number, f"rows/{index}/project"


change_value("expenditure_total_wrong", "FND-008", "expenditure_total", _shifted)


@on_document("FND-010")
def calculation_wrong(draft: Draft) -> Spot | None:
    """The result written behind a calculation is not its result."""
    found = _free_row(draft, "expenditures")
    if found is None:
        return None
    key, row = found
    expression, _, _ = str(row["basis"]).partition("=")
    row["basis"] = f"{expression}={row['amount'] + 3}万元"
    return draft.number, f"{key}/basis"


@on_document("FND-013")
def calculation_missing(draft: Draft) -> Spot | None:
    """The basis gives neither price nor quantity."""
    found = _free_row(draft, "expenditures")
    if found is None:
        return None
    key, row = found
    row["basis"] = "参照以往年度支出水平安排"
    return draft.number, f"{key}/basis"
