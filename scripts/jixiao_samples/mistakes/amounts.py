"""Mistakes in amounts: totals, sources, sums between forms, calculations."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from jixiao_samples.mistakes.registry import Draft, Spot, change_entry, change_value, on_document


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


def _differ(row: dict[str, Any], draft: Draft) -> None:
    """Let the summary name another amount than the form, its total with it."""
    shift = _shift(draft)
    row["amount"] += shift
    draft.values["total"] += shift


def _shorten(row: dict[str, Any], draft: Draft) -> None:
    row["project"] = str(row["project"]).removesuffix("项目") + "经费"


change_entry("summary_amount_differs", "FND-005", "rows", "amount", _differ)
change_entry("summary_name_differs", "NAM-001", "rows", "project", _shorten)


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


def _miscalculate(row: dict[str, Any], draft: Draft) -> None:
    expression, _, _ = str(row["basis"]).partition("=")
    row["basis"] = f"{expression}={row['amount'] + 3}万元"


change_entry("calculation_wrong", "FND-010", "expenditures", "basis", _miscalculate)
change_entry(
    "calculation_missing",
    "FND-013",
    "expenditures",
    "basis",
    lambda row, draft: row.update(basis="参照以往年度支出水平安排"),
)
