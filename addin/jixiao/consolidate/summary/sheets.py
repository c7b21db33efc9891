"""The data sheets of the summary in their order, and a bureau's own columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from jixiao.checks.catalogue import basis, message, spoken
from jixiao.consolidate.summary.column_specs import SheetSpec, SummaryColumn, data_sheet
from jixiao.consolidate.summary.form_sheets import (
    DEPARTMENTS,
    INDICATORS,
    MONITORINGS,
    OF_ANY_FORM,
    PROJECTS,
    SELF_EVALUATIONS,
)
from jixiao.consolidate.summary.summary_rows import SummaryForm
from jixiao.forms.labels import cached_form
from jixiao.forms.learned.folders import learned_forms

FINDINGS = data_sheet(
    "findings",
    OF_ANY_FORM,
    {
        "department": lambda _, finding: finding.department,
        "project": lambda _, finding: finding.project,
        "level": lambda _, finding: finding.severity.label,
        "code": lambda _, finding: finding.code,
        "message": lambda _, finding: message(finding),
        "found": lambda _, finding: spoken(finding.found) or None,
        "expected": lambda _, finding: spoken(finding.expected) or None,
        "basis": lambda _, finding: basis(finding),
        "sheet": lambda _, finding: finding.sheet,
        "cell": lambda _, finding: finding.cell or "A1",
    },
)
UNREAD = data_sheet(
    "unread",
    OF_ANY_FORM,
    {
        "label": lambda _, unread: unread.label,
        "text": lambda _, unread: unread.text,
        "sheet": lambda _, unread: unread.sheet,
        "cell": lambda _, unread: unread.cell,
    },
)
FILINGS, ROUNDS, FILES = map(data_sheet, ("filings", "rounds", "files"))
"""The rows of these are records with a field for each column."""

DATA_SHEETS = (
    PROJECTS, INDICATORS, DEPARTMENTS, SELF_EVALUATIONS, MONITORINGS, FINDINGS, UNREAD, FILINGS, ROUNDS, FILES,
)  # fmt: skip
"""In the order of the tabs, behind 概览 and 绩效目标汇总表."""


WIDTH = 16
MOST = 100
"""So many columns at most; what is beyond stands in the documents alone."""


def custom_titles(spec: SheetSpec) -> tuple[str, ...]:
    """Return the titles of a sheet's custom columns in order, each once."""
    if spec.key not in (PROJECTS.key, INDICATORS.key):
        return ()
    titles: dict[str, str] = {}
    for form in learned_forms().values():
        if spec.key == INDICATORS.key or form.kind == "project":
            for each in form.columns if spec.key == INDICATORS.key else form.labels:
                if each.is_custom:
                    titles.setdefault(cached_form(each.label), each.label)
    return tuple(titles.values())[:MOST]


def with_custom(spec: SheetSpec) -> SheetSpec:
    """Return the sheet with its custom columns; itself where there are none."""
    titles = custom_titles(spec)
    return _extended(spec, titles) if titles else spec


@lru_cache(maxsize=32)
def _extended(spec: SheetSpec, titles: tuple[str, ...]) -> SheetSpec:
    named = [
        (title, SummaryColumn(title, f"custom{n}", "text", WIDTH, data_name=title)) for n, title in enumerate(titles)
    ]
    if spec.key == INDICATORS.key:
        more = [column._replace(each=_of_indicator(cached_form(title))) for title, column in named]
    else:
        more = [column._replace(value=_of_form(cached_form(title))) for title, column in named]
    return replace(spec, columns=(*spec.columns, *more))


def _of_form(label: str) -> Callable[[SummaryForm], str | None]:
    return lambda form: form.held.get(label)


def _of_indicator(label: str) -> Callable[[SummaryForm, Any], str | None]:
    """What stands in the column without a concept; its title may have others above it."""

    def held(_: SummaryForm, indicator: Mapping[str, Any]) -> str | None:
        others: Mapping[str, str | None] = indicator.get("other") or {}
        named = {cached_form(name): value for name, value in others.items()}
        last = {cached_form(name.split(" ")[-1]): value for name, value in others.items()}
        return named[label] if label in named else last.get(label)

    return held
