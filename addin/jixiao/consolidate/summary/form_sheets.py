"""The sheets with a row for each form or indicator, and what gives their values.

A row asks ``SummaryForm`` (``summary_rows.py``) for what stands on the form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from jixiao.consolidate.summary.column_specs import ERRORS, FILE, WARNINGS, SheetSpec, data_sheet
from jixiao.consolidate.summary.summary_rows import NATURES, SummaryForm

FormValue = Callable[[SummaryForm], Any]
OF_ANY_FORM: Mapping[str, FormValue] = MappingProxyType(
    {
        "department": attrgetter("department"),
        "project": attrgetter("project"),
        "fiscal_year": attrgetter("year"),
        "form": attrgetter("name"),
        "goal": attrgetter("goal"),
        "indicators": lambda form: len(form.indicators),
        "errors": lambda _: ERRORS,
        "warnings": lambda _: WARNINGS,
        "file": lambda _: FILE,
        "sheet": attrgetter("sheet"),
    }
)
"""What a column of that key shows of a form, on every sheet on which nothing else is said."""


def _stated(key: str) -> FormValue:
    """Return what reads a key of the document."""
    return lambda form: form.document.get(key)


def _executed(key: str) -> FormValue:
    """Return what reads an amount of the table of spending, in 万元."""
    return lambda form: form.in_wan(form.execution.get(key))  # type: ignore[arg-type]


def _funded(key: str) -> FormValue:
    """Return what reads a source of the money of a project, in 万元."""
    return lambda form: form.in_wan(form.funding.get(key))


def _budgeted(key: str) -> FormValue:
    """Return what reads an amount of the budget of a department, in 万元."""
    return lambda form: form.budget(key)


def _likely(likelihood: str) -> FormValue:
    """Return what counts the indicators that are that likely to be reached."""
    return lambda form: form.likely(likelihood)


def _month(form: SummaryForm) -> int | None:
    """Return the month up to which a monitoring form tells: 9 of 1—9月."""
    seen = form.document.get("observations", ())
    return next((int(each["texts"][0]) for each in seen if each["code"] == "month"), None)


def _points(_: SummaryForm, row: Any) -> Decimal | None:
    points = row.get("points")
    return points if isinstance(points, Decimal) else None


def _sheet(key: str, **values: FormValue) -> SheetSpec:
    return data_sheet(key, {**OF_ANY_FORM, **values})


PROJECTS = _sheet(
    "projects",
    amount=lambda form: form.project_money.amount,
    fiscal=_funded("fiscal"),
    other=_funded("other"),
    cell=lambda form: form.project_money.cell or form.title_cell,
)
INDICATORS = data_sheet(
    "indicators",
    OF_ANY_FORM,
    {
        "nature": lambda _, row: NATURES[row["nature"]],
        "points": _points,
        "canonical_level1": lambda form, row: form.levels(row)[0],
        "canonical_level2": lambda form, row: form.levels(row)[1],
    },
)
_BUDGET = ("total", "general_public", "government_fund", "special_account", "other", "basic", "project")
DEPARTMENTS = _sheet(
    "departments",
    **{key: _budgeted(key) for key in _BUDGET},
    goal=lambda form: form.goal or form.document.get("duties"),
    tasks=lambda form: len(form.document.get("tasks", ())),
    cell=lambda form: form.cells.get("budget.total") or form.title_cell,
)
SELF_EVALUATIONS = _sheet(
    "selfevals",
    unit=_stated("implementing_unit"),
    annual=_executed("annual"),
    executed=_executed("executed"),
    rate=lambda form: form.execution.get("rate"),
    **{key: _stated(key) for key in ("total_points", "total_score", "grade")},
    goal=lambda form: form.goals.get("annual"),
    result=lambda form: form.goals.get("actual"),
    cell=lambda form: form.cells.get("total_score") or form.execution_cell("executed"),
)
MONITORINGS = _sheet(
    "monitorings",
    unit=_stated("implementing_unit"),
    initial=_executed("initial"),
    month=_month,
    executed=_executed("executed_to_july"),
    rate=lambda form: form.execution.get("rate"),
    expected=_executed("expected_annual"),
    goal=lambda form: form.goals.get("annual"),
    certain=_likely("确定能"),
    possible=_likely("有可能"),
    impossible=_likely("完全不可能"),
    cell=lambda form: form.execution_cell("executed_to_july"),
)

SHEETS_OF_KINDS = {
    "project": PROJECTS,
    "department": DEPARTMENTS,
    "selfeval": SELF_EVALUATIONS,
    "monitoring": MONITORINGS,
}
"""The sheet on which a form of that kind has a row of its own."""
