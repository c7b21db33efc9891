"""Carrying a form to the next year or another layout, without amounts."""

# Last year's target stands in a note on the cell, so that the new one is thought about and not left standing.

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

from jixiao.forms.actual_values import share_sign
from jixiao.forms.classification import framework
from jixiao.forms.definition import FormDefinition, Table
from jixiao.forms.document import Document
from jixiao.forms.labels import cached_form
from jixiao.forms.numbers import plain_number
from jixiao.forms.project_money import money_factor
from jixiao.forms.text import dictionary
from jixiao.grid.address import address, quoted
from jixiao.templates.actual_formulas import BASIS, STEPS, ActualEntry
from jixiao.templates.formsheet import CellValue, FilledFormula, FormSheet
from jixiao.templates.prefilling import combined_target, field_values, table_cell
from jixiao.templates.sheet_plan import SheetLayout, plan_sheet

_YEAR = re.compile(r"(?:19|20)\d{2}")
_NOT_CARRIED = ("date", "money", "currency_unit")
"""Field types that a new year begins without; templates are in 万元 throughout."""
_EMPTIED = ("money", "number", "percent", "actual", "target", "mark")
"""Column types that a new year begins without."""


def carried_form(definition: FormDefinition, document: Document, name: str, year: int | None, rows: int) -> FormSheet:
    """Return the new year's form with what a document of its kind hands on."""
    old_year = document["fiscal_year"]
    year = year if year is not None else old_year + 1 if old_year is not None else None
    form = FormSheet(definition, name, year, carried_values(definition, document, year), rows=rows)
    tables: dict[str, list[dict[str, CellValue]]] = {}
    notes: dict[tuple[str, int, str], str] = {}
    for table in definition.tables:
        entries = cast("dict[str, Any]", document).get(table.key) or []
        tables[table.key] = list(_carried_rows(table, entries))
        notes |= dict(_notes(table, entries, old_year))
    return replace(form, tables=tables, notes=notes)


def carried_values(definition: FormDefinition, document: Document, year: int | None) -> dict[str, CellValue]:
    """Names and texts; a period that speaks of last year alone speaks of the new year."""
    types = {field.key: field.type for field in definition.fields}
    values: dict[str, CellValue] = {
        key: value
        for key, value in field_values(definition, document).items()
        if types.get(key) not in (None, *_NOT_CARRIED) and isinstance(value, str)
    }
    old_year, period = document["fiscal_year"], values.get("period")
    if isinstance(period, str) and old_year and year and set(_YEAR.findall(period)) == {str(old_year)}:
        values["period"] = period.replace(str(old_year), str(year))
    return values


def _carried_rows(table: Table, entries: list[dict[str, Any]]) -> Iterator[dict[str, CellValue]]:
    keys = {column.key for column in table.columns}
    for entry in entries:
        row = {
            column.key: None if column.type in _EMPTIED else table_cell(entry, column, keys) for column in table.columns
        }
        if table.key == "indicators":
            row["level1"], row["level2"] = translated(entry["level1"], entry["level2"], table.classification)
            if "unit" in row:  # 百分比 and its like as %
                row["unit"] = entry["unit"] and share_sign(entry["unit"])
        yield row


def _notes(table: Table, entries: list[dict[str, Any]], year: int | None) -> Iterator[tuple[tuple[str, int, str], str]]:
    """Last year's targets."""
    for index, entry in enumerate(entries):
        target = combined_target(entry)
        if table.key == "indicators" and target is not None:
            yield (table.key, index, "target"), f"{f'{year}年' if year else '上年'}指标值：{target}"


def translated(level1: str | None, level2: str | None, classification: str) -> tuple[str | None, str | None]:
    """The names in the given classification; as they are where it has no such level."""
    # 成本指标, once a level 2 among the outputs, becomes the level 1 of that name with its first level 2.
    tree = framework(classification)
    form = cached_form(level2 or "")
    if level2 is not None and form in tree.level2:
        return tree.level2[form]
    branch = tree.level1.get(form) if level2 is not None else None
    if branch is not None:
        leaves = next(
            one["level2"] for one in dictionary("classification")[classification]["level1"] if one["name"] == branch
        )
        return branch, leaves[0]["name"] if leaves else level2
    return (tree.level1.get(cached_form(level1), level1) if level1 else level1), level2


KINDS = ("selfeval", "monitoring")
"""Kinds of forms that are made from a goal form of the same year."""
_MAIN_SOURCE = 1
"""The printed row of the funding table for the budget's own appropriation."""
_SOURCES = {"funding.carryover": "上年结转", "funding.other": "其他资金"}


def outcome_form(definition: FormDefinition, goal: Document, name: str, year: int | None, rows: int) -> FormSheet:
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
    """Yield the initial budget by source in 万元; nothing if a part is missing."""
    # Where the bureau approved another amount than was filed, the sources are the department's to tell anew.
    fixed = next(raw["fixed"] for raw in definition.raw["tables"] if raw["key"] == "execution")
    factor = money_factor(goal["currency_unit"]) or Decimal(1)
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
    from jixiao.scoring.row_points import infer_points

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
    given = [row.get(key) for key in BASIS]
    basis = "|".join(plain_number(each) if isinstance(each, Decimal) else str(each or "") for each in given)
    return FilledFormula(written.lstrip("="), "", locked=False), ActualEntry(
        kind, entry["unit"], basis, plan if isinstance(plan, Decimal) else None
    )


def _constant(plan: object) -> str:
    """Return the plan as a constant of a formula, parsed from its text."""
    if isinstance(plan, Decimal):
        return plain_number(plan)
    if isinstance(plan, date):
        return f"DATE({plan.year},{plan.month},{plan.day})"
    return quoted(str(plan or ""))
