"""The bureau's own columns in the summary: one at the end of 项目 or 指标明细 for each custom label of a learned form."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple, cast

from jixiao.consolidate.summary.sheets import INDICATORS, PROJECTS, Column, SheetSpec
from jixiao.forms.document import Document
from jixiao.forms.labels import cached_form
from jixiao.forms.learned.folders import learned_forms

WIDTH = 16
MOST = 100
"""So many columns at most; what is beyond stands in the documents alone."""


def custom_titles(spec: SheetSpec) -> tuple[str, ...]:
    """The titles of the custom columns of a sheet, in the order of the definitions, each once."""
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
    """The sheet with its custom columns; the very sheet where there are none, which is known without a look-up."""
    titles = custom_titles(spec)
    return _extended(spec, titles) if titles else spec


@lru_cache(maxsize=32)
def _extended(spec: SheetSpec, titles: tuple[str, ...]) -> SheetSpec:
    more = (Column(title, f"custom{number}", WIDTH) for number, title in enumerate(titles))
    return replace(spec, columns=(*spec.columns, *more))


def with_values(row: NamedTuple, titles: tuple[str, ...], held: Mapping[str, str | None]) -> NamedTuple:
    """The row with the values of the custom columns behind its own; ``held`` is by label form."""
    if not titles:
        return row
    make = _row_type(type(row).__name__, row._fields, len(titles))
    return cast(NamedTuple, make(*row, *(held.get(cached_form(title)) for title in titles)))


@lru_cache(maxsize=32)
def _row_type(name: str, fields: tuple[str, ...], count: int) -> Any:
    return namedtuple(name, (*fields, *(f"custom{number}" for number in range(count))))


def held_by_form(document: Document) -> dict[str, str | None]:
    """What stands beside the labels without a concept, by label form."""
    others = cast("dict[str, Any]", document).get("other", ())
    return {cached_form(each["label"]): None if each["value"] is None else str(each["value"]) for each in others}


def held_by_indicator(indicator: Mapping[str, Any]) -> dict[str, str | None]:
    """What stands in the columns without a concept, by label form; a title may have others above it."""
    others = indicator.get("other") or {}
    return {cached_form(name.split(" ")[-1]): value for name, value in others.items()} | {
        cached_form(name): value for name, value in others.items()
    }
