"""Rules across forms: summary and projects, department and projects, names, copies, the same thing in other numbers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.checks.batch import Batch, Group, same
from jixiao.checks.context import TOLERANCE
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.keys import Count, FormKey
from jixiao.checks.likeness import ratio
from jixiao.checks.outcome import Skip
from jixiao.checks.registry import batch_rule
from jixiao.forms.labels import cached_form

_NAMED = 3
"""So many other projects are named in a message."""


@batch_rule("STR-005")
def filed_twice(batch: Batch) -> Iterator[Finding]:
    """Own: one project, one form. Two departments may have projects of one name, but not with the same money and goal."""
    seen: set[tuple[str, str]] = set()
    for group in batch.groups:
        alike: dict[str, list[FormKey]] = {}
        for form in group.of("project"):
            if form.project:
                alike.setdefault(cached_form(form.project), []).append(form)
        for forms in alike.values():
            if len(forms) > 1:
                seen.update((form.file, form.sheet) for form in forms)
                yield _twice(batch, forms)
    across: dict[tuple[str, int], list[FormKey]] = {}
    for form in batch.forms:
        if form.kind == "project" and form.project and form.goal and (form.file, form.sheet) not in seen:
            across.setdefault((cached_form(form.project), form.goal), []).append(form)
    for forms in across.values():
        if len(forms) > 1 and all(same(form.amount, forms[0].amount) for form in forms) and _one_year(forms):
            yield _twice(batch, forms)


def _one_year(forms: list[FormKey]) -> bool:
    return len({form.year for form in forms}) == 1


def _twice(batch: Batch, forms: list[FormKey]) -> Finding:
    first, *others = forms
    return batch.finding(
        first,
        "STR-005",
        first.project_cell,
        found=len(forms),
        related=[(form, form.project_cell) for form in others],
        project=first.project,
        n=len(forms),
    ) if False else _named(batch, first, others)


def _named(batch: Batch, first: FormKey, others: list[FormKey]) -> Finding:
    raise NotImplementedError
