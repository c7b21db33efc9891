"""The bureau's own columns, one for each custom label of a learned form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from jixiao.consolidate.summary.column_specs import SheetSpec, SummaryColumn
from jixiao.consolidate.summary.form_sheets import INDICATORS, PROJECTS
from jixiao.consolidate.summary.summary_rows import SummaryForm
from jixiao.forms.labels import cached_form
from jixiao.forms.learned.folders import learned_forms

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
        more = [replace(column, each=_of_indicator(cached_form(title))) for title, column in named]
    else:
        more = [replace(column, value=_of_form(cached_form(title))) for title, column in named]
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
