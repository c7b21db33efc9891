"""The forms that close a year, made from its goal form.

Indicators and targets are taken over as they are. For the self-evaluation the points come from the scoring standards
(or from what is missing to the expected sum), and a standard that can be calculated becomes the formula of the score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from jixiao.forms.definition import FormDefinition, Table
from jixiao.forms.document import Document
from jixiao.forms.money import unit_of_document
from jixiao.grid.address import address
from jixiao.templates.actual_formulas import BASIS, STEPS, ActualEntry
from jixiao.templates.carrying import carried_values
from jixiao.templates.formsheet import DEFAULT_ROWS, CellValue, FilledFormula, FormSheet
from jixiao.templates.level_names import translated
from jixiao.templates.prefilling import plain_number, table_cell
from jixiao.templates.sheet_formulas import quoted
from jixiao.templates.sheet_plan import SheetLayout, plan_sheet

KINDS = ("selfeval", "monitoring")
"""Kinds of forms that are made from a goal form of the same year."""
_MAIN_SOURCE = 1
"""The printed row of the funding table for the budget's own appropriation."""
_SOURCES = {"funding.carryover": "上年结转", "funding.other": "其他资金"}


def outcome_form(
    definition: FormDefinition, goal: Document, name: str, year: int | None, rows: int = DEFAULT_ROWS
) -> FormSheet:
    """Return a self-evaluation or monitoring form for a goal form's project."""
    table = definition.table("indicators")
    assert table is not None, definition.id
    entries = cast("list[dict[str, Any]]", goal["indicators"])
    values = carried_values(definition, goal, None)
    values.setdefault("implementing_unit", goal["department"])
    layout = plan_sheet(definition, rows, {"indicators": len(entries)}, STEPS)
    indicators = list(_indicators(table, entries))
    actuals: dict[int, ActualEntry] = {}
    if table.column("points") is not None:
        for index, (row, entry) in enumerate(zip(indicators, entries, strict=True)):
            row["score"], actual = _score(entry, row, _reading_cell(layout, index), goal["fiscal_year"])
            if actual is not None:
                actuals[index] = actual
    return FormSheet(
        definition,
        name,
        year if year is not None else goal["fiscal_year"],
        values,
        {"execution": list(_funding(definition, goal)), "indicators": indicators},
        actuals=actuals,
        rows=rows,
    )


def _funding(definition: FormDefinition, goal: Document) -> Iterator[dict[str, CellValue]]:
    """Yield the initial budget by source in 万元; nothing if a part is missing.

    Where the bureau approved another amount than was filed, the sources are the department's to tell anew.
    """
    fixed = next(raw["fixed"] for raw in definition.raw["tables"] if raw["key"] == "execution")
    unit = unit_of_document(goal["currency_unit"])
    factor = Decimal(1) if unit is None else unit.worth
    funding = {key: amount * factor for key, amount in (goal.get("funding") or {}).items() if amount is not None}
    others = {key: funding.get(key.partition(".")[2]) for key in _SOURCES}
    whole = next((funding[key] for key in ("annual", "total") if key in funding), None)
    main = funding.get("fiscal")
    if main is None and whole is not None:
        main = whole - sum((amount for amount in others.values() if amount is not None), Decimal(0))
    sources = [amount for amount in (main, *others.values()) if amount is not None]
    if whole is not None and sum(sources, Decimal(0)) != whole:
        return
    for index, printed in enumerate(fixed):
        amount = main if index == _MAIN_SOURCE else None
        for key, word in _SOURCES.items():
            if word in printed["source"]:
                amount = others[key]
        yield {"initial": amount} if index and amount is not None else {}


def _indicators(table: Table, entries: list[dict[str, Any]]) -> Iterator[dict[str, CellValue]]:
    keys = {column.key for column in table.columns}
    taken = [column for column in table.columns if column.key in ("level3", "target", "scoring_standard")]
    points = _points(entries) if "points" in keys else [None] * len(entries)
    for index, entry in enumerate(entries):
        row = {column.key: table_cell(entry, column, keys) for column in taken}
        row["level1"], row["level2"] = translated(entry["level1"], entry["level2"], table.classification)
        if "points" in keys:
            row["points"] = points[index]
        yield row


def _reading_cell(layout: SheetLayout, index: int) -> str:
    """Return the hidden cell with an indicator's actual value, for its row."""
    plan = layout.tables["indicators"]
    return f"${address(plan.first + index, plan.hidden['reading'])}"


def _points(entries: list[dict[str, Any]]) -> list[Decimal | None]:
    from jixiao.scoring.selfeval import infer_points

    rows, _ = infer_points([(entry.get("scoring_standard"), entry.get("points")) for entry in entries])
    return [row.points for row in rows]


def _score(
    entry: Mapping[str, Any], row: Mapping[str, CellValue], reading: str, year: int | None
) -> tuple[FilledFormula | None, ActualEntry | None]:
    """Return the score formula; None where the standard leaves it to a human."""
    text, points = entry.get("scoring_standard"), row["points"]
    if not text or not isinstance(points, Decimal):
        return None, None
    from jixiao.scoring.assembly import understand
    from jixiao.scoring.axes import FormulaCells
    from jixiao.scoring.context import Context, read_plan
    from jixiao.scoring.formula import formula, wanted

    plan = read_plan(entry["target"], entry["unit"])
    standard = understand(text, Context(plan, entry["unit"], entry["operator"], points, year))
    written = formula(standard, FormulaCells(plan=_constant(plan), actual=reading), points=points)
    kind = wanted(standard)
    if written is None or kind is None:
        return None, None
    basis = "|".join(_shown(row.get(key)) for key in BASIS)
    return FilledFormula(written.lstrip("="), "", locked=False), ActualEntry(
        kind, entry["unit"], basis, plan if isinstance(plan, Decimal) else None
    )


def _shown(value: CellValue) -> str:
    """A cell's value as a formula joins it to a text."""
    return plain_number(value) if isinstance(value, Decimal) else str(value or "")


def _constant(plan: object) -> str:
    """Return the plan as a constant of a formula, parsed from its text."""
    if isinstance(plan, Decimal):
        return plain_number(plan)
    if isinstance(plan, date):
        return f"DATE({plan.year},{plan.month},{plan.day})"
    return quoted(str(plan or ""))
