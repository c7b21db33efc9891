"""The forms of a batch: by department, summaries joined to their projects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from jixiao.checks.keys import FormKey, SummaryLine
from jixiao.checks.likeness import ratio_from
from jixiao.checks.profile import Profile
from jixiao.checks.tolerance import same_amount
from jixiao.forms.labels import cached_form
from jixiao.grouping import grouped

_ALIKE = 0.6
"""Names less alike than this are two projects, unless order and amount say otherwise (checks/README.md)."""
_NEARLY_THE_SAME = 0.8
_IN_ORDER = 0.15
MOST_PAIRS = 250_000
"""So many pairs of names are compared for one department: five hundred projects without their row."""


@dataclass(slots=True)
class SummaryMatch:
    """A row of a summary, and the project form it means, if there is one.

    ``compared`` is false where too much was left to look for a form whose name is only like it.
    """

    summary: FormKey
    line: SummaryLine
    detail: FormKey | None
    compared: bool = True


@dataclass
class FormGroup:
    """The forms of one department and year that belong together."""

    forms: list[FormKey] = field(default_factory=list)

    def of(self, kind: str) -> list[FormKey]:
        """Return the forms of one kind, in order."""
        return [form for form in self.forms if form.kind == kind]

    @cached_property
    def matches(self) -> list[SummaryMatch]:
        """Every summary row with its project form."""
        projects = self.of("project")
        return [match for summary in self.of("summary") for match in _join(summary, projects)]

    @cached_property
    def compared(self) -> bool:
        """Whether rows and forms without a partner were few enough to compare."""
        return all(match.compared for match in self.matches)

    @cached_property
    def complete(self) -> bool:
        """Whether every project that a summary names has its form here."""
        return all(match.detail is not None for match in self.matches)


class Batch:
    """All forms of a check by key; ``copies`` lie on copied sheets of their files."""

    def __init__(self, forms: Sequence[FormKey], profile: Profile, copies: Sequence[FormKey] = ()) -> None:
        self.forms = forms
        self.copies = copies
        self.profile = profile

    @cached_property
    def groups(self) -> list[FormGroup]:
        """The forms by department and year; most forms of a file name its owner."""
        # Where a sheet names several departments, a list of a bureau's, each form counts for its own.
        files = grouped((form.file, form) for form in self.forms)
        groups: dict[tuple[str, int | None], FormGroup] = {}
        for file, forms in files.items():
            owner = _owner(forms)
            named = {(form.sheet, cached_form(form.department)) for form in forms if form.department}
            sheets = Counter(sheet for sheet, _ in named)
            summaries = Counter(form.year for form in forms if form.kind == "summary")
            years = Counter(form.year for form in forms)
            usual = years.most_common(1)[0][0]
            for form in forms:
                shared = form.department and (summaries[form.year] > 1 or sheets[form.sheet] > 1)
                name = cached_form(form.department or "") if shared else owner or f"file:{file}"
                # a year mistyped does not part a form from the rest
                year = form.year if years[form.year] > 1 else usual
                groups.setdefault((name, year), FormGroup()).forms.append(form)
        return list(groups.values())


def _owner(forms: Sequence[FormKey]) -> str | None:
    names = Counter(cached_form(form.department) for form in forms if form.department)
    return names.most_common(1)[0][0] if names else None


def _join(summary: FormKey, details: Sequence[FormKey]) -> list[SummaryMatch]:
    """Return a summary's rows with their forms: by name, else by likeness."""
    by_name = grouped((cached_form(detail.project or ""), detail) for detail in details)
    matches = [SummaryMatch(summary, line, None) for line in summary.lines]
    taken: set[int] = set()
    for match in matches:
        named = [form for form in by_name.get(cached_form(match.line.project), ()) if id(form) not in taken]
        if named and match.line.project:
            # Of a return that was filed again, each summary means the forms it came with.
            match.detail = next((form for form in named if form.file == summary.file), named[0])
            taken.add(id(match.detail))
    left = [(order, form) for order, form in enumerate(details) if id(form) not in taken]
    pending = [(place, match) for place, match in enumerate(matches) if match.detail is None]
    if len(pending) * len(left) > MOST_PAIRS:
        for _, match in pending:
            match.compared = False
        return matches
    scored = [
        (score, match, form)
        for place, match in pending
        for order, form in left
        if (score := _likeness(match.line, place, form, order)) >= _ALIKE
    ]
    for _, match, form in sorted(scored, key=lambda item: -item[0]):
        if match.detail is None and id(form) not in taken:
            match.detail = form
            taken.add(id(form))
    return matches


def _likeness(line: SummaryLine, place: int, detail: FormKey, order: int) -> float:
    """Return how likely a row means a form, by name, amount and order."""
    amount, in_order = same_amount(line.amount, detail.amount), place == order
    if detail.project is None or not line.project:
        return _ALIKE if amount else 0.0  # other rules report that the name is missing
    if amount and in_order:
        return ratio_from(line.project, detail.project, _ALIKE - _IN_ORDER) + _IN_ORDER
    names = ratio_from(line.project, detail.project, _ALIKE if amount else _NEARLY_THE_SAME)
    return names + 0.05 if amount and names else names
