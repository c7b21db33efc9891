"""Documents become the rows of the summary workbook: pure functions, one row type per sheet.

Amounts are ``Decimal`` in 万元 whatever unit the form used. What a form does not say is None, never 0. Every row ends
with where it came from: file, sheet and cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from jixiao.checks.unread import not_read
from jixiao.consolidate.summary.row_xml import ERRORS, FILE, WARNINGS, Mark
from jixiao.forms.classification import framework
from jixiao.forms.definition import load_definitions
from jixiao.forms.document import Document
from jixiao.forms.general.definitions import definition_of, name_of_kind
from jixiao.forms.learned.folders import learned_forms
from jixiao.forms.money import unit_of_document
from jixiao.forms.text import label_form

NATURES = {"quantitative": "定量", "qualitative": "定性"}


class ProjectRow(NamedTuple):
    """A line of 项目. ``amount``, ``fiscal`` and ``other`` in 万元; ``cell`` is that of the amount."""

    department: str | None
    project: str | None
    fiscal_year: int | None
    form: str
    amount: Decimal | None
    fiscal: Decimal | None
    other: Decimal | None
    goal: str | None
    indicators: int
    file: str | Mark
    sheet: str
    cell: str
    errors: int | Mark = ERRORS
    warnings: int | Mark = WARNINGS


class IndicatorRow(NamedTuple):
    """A line of 指标明细. ``project`` is None for the indicators of a department form; ``cell`` is that of level 3."""

    department: str | None
    project: str | None
    fiscal_year: int | None
    level1: str | None
    level2: str | None
    level3: str | None
    operator: str | None
    target: Decimal | str | None
    unit: str | None
    nature: str
    explanation: str | None
    scoring_standard: str | None
    points: Decimal | None
    remark: str | None
    canonical_level1: str | None
    canonical_level2: str | None
    file: str | Mark
    sheet: str
    cell: str


class DepartmentRow(NamedTuple):
    """A line of 部门整体. Amounts in 万元; ``cell`` is that of the total, or of the title where there is none."""

    department: str | None
    fiscal_year: int | None
    form: str
    total: Decimal | None
    general_public: Decimal | None
    government_fund: Decimal | None
    special_account: Decimal | None
    other: Decimal | None
    basic: Decimal | None
    project: Decimal | None
    goal: str | None
    tasks: int
    indicators: int
    file: str | Mark
    sheet: str
    cell: str


class FileRow(NamedTuple):
    """A line of 文件清单. ``recognised`` = ``merged`` + ``superseded`` + ``left_out``."""

    file: str
    status: str
    reason: str | None
    sha256: str | None
    recognised: int
    merged: int
    superseded: int
    left_out: int


class RoundRow(NamedTuple):
    """A line of 轮次: how far a department is in its season. ``overdue`` in days."""

    department: str
    filed: int
    first: str | None
    latest: str | None
    round: int
    errors: int
    warnings: int
    mended: int
    unmended: int
    new: int
    overdue: int
    approved: str | None


class Money(NamedTuple):
    """An amount in 万元 and the cell it was read from, each if it is there."""

    amount: Decimal | None
    cell: str | None


def project_money(document: Document) -> Money:
    """What counts as the money of a project: 项目金额, or 年度资金总额 where the form has no project amount."""
    factor = money_factor(document["currency_unit"])
    funding = document.get("funding", {})
    for key in ("total", "annual"):
        amount = in_wan(funding.get(key), factor)
        if amount is not None:
            return Money(amount, document["cells"].get(f"funding.{key}"))
    return Money(None, document["cells"].get("funding.total") or document["cells"].get("funding.annual"))


def project_row(document: Document, file: str | Mark = FILE) -> ProjectRow:
    """The line of 项目 for a document of kind ``project``; ``file`` is the name shown for its workbook."""
    factor = money_factor(document["currency_unit"])
    funding = document.get("funding", {})
    money = project_money(document)
    return ProjectRow(
        department=document["department"],
        project=document.get("project"),
        fiscal_year=document["fiscal_year"],
        form=form_name(document["form"]),
        amount=money.amount,
        fiscal=in_wan(funding.get("fiscal"), factor),
        other=in_wan(funding.get("other"), factor),
        goal=_goal(document),
        indicators=len(document.get("indicators", ())),
        file=file,
        sheet=document["source"]["sheet"],
        cell=money.cell or document["source"]["title_cell"],
    )


def indicator_rows(document: Document, file: str | Mark = FILE) -> Iterator[IndicatorRow]:
    """The lines of 指标明细 for a document of any kind, in the order of the form."""
    tree = classification_of(document)
    department, project = document["department"], document.get("project")
    year, sheet = document["fiscal_year"], document["source"]["sheet"]
    for indicator in document.get("indicators", ()):
        level1, level2 = canonical_levels(tree, indicator["level1"], indicator["level2"])
        # No form of the catalogue has a column of points yet; a form that brings one fills it under this key.
        points = indicator.get("points")
        yield IndicatorRow(
            department,
            project,
            year,
            indicator["level1"],
            indicator["level2"],
            indicator["level3"],
            indicator["operator"],
            indicator["target"],
            indicator["unit"],
            NATURES[indicator["nature"]],
            indicator.get("explanation"),
            indicator.get("scoring_standard"),
            points if isinstance(points, Decimal) else None,
            indicator.get("remark"),
            level1,
            level2,
            file,
            sheet,
            indicator["cell"],
        )


def department_row(document: Document, file: str | Mark = FILE) -> DepartmentRow:
    """The line of 部门整体 for a document of kind ``department``."""
    factor = money_factor(document["currency_unit"])
    budget = {key: in_wan(amount, factor) for key, amount in document.get("budget", {}).items()}
    return DepartmentRow(
        department=document["department"],
        fiscal_year=document["fiscal_year"],
        form=form_name(document["form"]),
        total=budget.get("total"),
        general_public=budget.get("general_public"),
        government_fund=budget.get("government_fund"),
        special_account=budget.get("special_account"),
        other=budget.get("other"),
        basic=budget.get("basic"),
        project=budget.get("project"),
        goal=_goal(document) or document.get("duties"),
        tasks=len(document.get("tasks", ())),
        indicators=len(document.get("indicators", ())),
        file=file,
        sheet=document["source"]["sheet"],
        cell=document["cells"].get("budget.total") or document["source"]["title_cell"],
    )


class UnreadRow(NamedTuple):
    """A line of 未读内容: the label or header a cell stands under, if there is one, and what stands in it."""

    department: str | None
    project: str | None
    form: str
    label: str | None
    text: str
    file: str | Mark
    sheet: str
    cell: str


def unread_rows(document: Document, file: str | Mark = FILE) -> Iterator[UnreadRow]:
    """The lines of 未读内容 for a document of any kind."""
    named = document["department"], document.get("project"), form_name(document["form"])
    for each in not_read(document):
        yield UnreadRow(*named, each.label, each.text, file, each.sheet, each.cell)


@lru_cache(maxsize=4096)
def canonical_levels(tree: str | None, level1: str | None, level2: str | None) -> tuple[str | None, str | None]:
    """The names of level 1 and level 2 in the classification ``tree``; None where it does not know them.

    A level 1 that is missing or unknown follows from a level 2 that is known.
    """
    if tree is None:
        return None, None
    known = framework(tree)
    parent, leaf = known.level2.get(label_form(level2), (None, None)) if level2 else (None, None)
    branch = known.level1.get(label_form(level1)) if level1 else None
    return branch or parent, leaf


def classification_of(document: Document) -> str | None:
    """The classification that the indicator table of a form follows; None for a form that has no such table."""
    table = definition_of(document).table("indicators")
    return table.classification if table is not None else None


def form_name(form: str) -> str:
    """The Chinese name of a form, or its id if it is not defined."""
    definition = load_definitions().get(form)
    if definition is not None:
        return definition.name
    learned = None if name_of_kind(form) else learned_forms().get(form)
    return learned.name if learned else name_of_kind(form) or form


@cache
def money_factor(currency_unit: str | None) -> Decimal | None:
    """What turns an amount of that unit into 万元; None for a unit that is not known, whose amounts cannot be added."""
    unit = unit_of_document(currency_unit)
    return None if unit is None else unit.worth


def in_wan(amount: Decimal | None, factor: Decimal | None) -> Decimal | None:
    """An amount in 万元; None where there is none or its unit is not known."""
    if amount is None or factor is None:
        return None
    # Untouched where nothing is to be converted: the cell of the summary then holds exactly what was typed.
    return amount if factor == 1 else amount * factor


def _goal(document: Document) -> str | None:
    goals = document.get("goals", {})
    return goals.get("annual") or goals.get("annual_local") or goals.get("period")
