"""Rules across forms: summaries, departments, copies, differing numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.checks.finding import Finding, Severity
from jixiao.checks.form_batch import Batch, FormGroup
from jixiao.checks.keys import Count, FormKey, SummaryLine
from jixiao.checks.likeness import ratio
from jixiao.checks.outcome import Skip
from jixiao.checks.registry import batch_rule
from jixiao.checks.tolerance import same_amount
from jixiao.forms.labels import cached_form
from jixiao.grouping import grouped
from jixiao.textlayout import some_of

_NAMED = 3
"""So many other projects are named in a message."""
_OTHER_PROJECT = 0.6
TOO_MANY = "汇总表与项目绩效目标表名称对不上的项目太多，没有逐一比对；请先核对项目名称"
_UNNAMED = "（未填写项目名称）"


@batch_rule("STR-005")
def filed_twice(batch: Batch) -> Iterator[Finding]:
    """Yield projects that were filed twice (own)."""
    seen: set[tuple[str, str, str]] = set()
    copies = grouped((cached_form(copy.project or ""), copy) for copy in batch.copies)
    for group in batch.groups:
        alike: dict[str, list[FormKey]] = {}
        for form in group.of("project"):
            if form.project:
                alike.setdefault(cached_form(form.project), []).append(form)
        for name, forms in alike.items():
            files = {form.file for form in forms}
            own = cached_form(forms[0].department or "") or None
            forms += [c for c in copies.get(name, ()) if c.file in files or cached_form(c.department or "") == own]
            if len(forms) > 1 and not _are_parts(forms) and not _are_told_apart(forms):
                seen.update((form.file, form.sheet, form.title_cell) for form in forms)
                yield _twice(forms)
    across: dict[tuple[str, int, int | None], list[FormKey]] = {}
    for form in batch.forms:
        place = (form.file, form.sheet, form.title_cell)
        if form.kind == "project" and form.project and form.goal and place not in seen:
            across.setdefault((cached_form(form.project), form.goal, form.year), []).append(form)
    for forms in across.values():
        if len(forms) > 1 and all(same_amount(form.amount, forms[0].amount) for form in forms):
            yield _twice(forms)


def _are_parts(forms: Sequence[FormKey]) -> bool:
    """Return whether two forms are halves of one: its money, its indicators."""
    if len(forms) != 2 or forms[0].file != forms[1].file:
        return False
    said = [(form.amount is not None or form.goal is not None, bool(form.counts or form.benefits)) for form in forms]
    return sorted(said) == [(False, True), (True, False)]


def _are_told_apart(forms: Sequence[FormKey]) -> bool:
    """Return whether forms of one name have years of their own, or codes in a list.

    Last year's form stands above this year's.
    """
    years = {form.year for form in forms}
    own = {form.own for form in forms} if len({(form.file, form.sheet) for form in forms}) == 1 else {None}
    of_years = None not in years and len(years) == len(forms)
    return of_years or (None not in own and len(own) == len(forms))


def _twice(forms: list[FormKey]) -> Finding:
    first, *others = forms
    related = [form.reference(form.project_cell) for form in others]
    return first.finding("STR-005", first.project_cell, found=first.project, related=related, n=len(forms))


def _pairs(batch: Batch) -> Iterator[tuple[FormKey, SummaryLine, FormKey]]:
    """Yield summary, line and form of the projects that have both."""
    for group in batch.groups:
        for match in group.matches:
            if match.detail is not None:
                yield match.summary, match.line, match.detail


@batch_rule("FND-005")
def summary_and_detail_amounts(batch: Batch) -> Iterator[Finding]:
    """Yield projects with other money on the summary than on the form (own)."""
    for summary, line, detail in _pairs(batch):
        stated, own = line.amount, detail.amount
        if stated is not None and own is not None and not same_amount(stated, own):
            there = [detail.reference(detail.amount_cell)]
            yield summary.finding(
                "FND-005", line.amount_cell, found=stated, expected=own, related=there, about=line.project
            )


@batch_rule("NAM-001")
def summary_and_detail_names(batch: Batch) -> Iterator[Finding]:
    """Yield projects whose summary has another name than their form (own)."""
    for summary, line, detail in _pairs(batch):
        name, own = line.project, detail.project
        if own and cached_form(name) != cached_form(own):
            there = [detail.reference(detail.project_cell)]
            yield summary.finding(
                "NAM-001", line.cell, found=name, expected=own, related=there, about=name, a=name or _UNNAMED
            )


@batch_rule("FND-014")
def row_without_form(batch: Batch) -> Iterator[Finding | Skip]:
    """Yield projects of a summary whose form is missing in the batch (own)."""
    for group in batch.groups:
        if not group.of("project"):
            for summary in group.of("summary"):
                yield summary.skip("FND-014", "本批次中没有该单位的项目绩效目标表")
            continue
        if not group.compared:
            yield group.of("summary")[0].skip("FND-014", TOO_MANY)
            continue
        for match in group.matches:
            if match.detail is None:
                name = match.line.project
                yield match.summary.finding(
                    "FND-014", match.line.cell, found=name, about=name, project=name or _UNNAMED
                )


@batch_rule("FND-015")
def form_without_row(batch: Batch) -> Iterator[Finding | Skip]:
    """Yield project forms that the department's summary leaves out (own)."""
    for group in batch.groups:
        summaries = group.of("summary")
        if not summaries or not any(summary.lines for summary in summaries):
            continue
        if not group.compared:
            yield summaries[0].skip("FND-015", TOO_MANY)
            continue
        listed = {id(match.detail) for match in group.matches if match.detail is not None}
        named = {cached_form(line.project) for summary in summaries for line in summary.lines}
        for form in group.of("project"):
            # A second form of a project is STR-005; the summary names it all the same.
            if form.project and id(form) not in listed and cached_form(form.project) not in named:
                related = [summary.reference(summary.title_cell) for summary in summaries]
                yield form.finding("FND-015", form.project_cell, found=form.project, related=related)


@batch_rule("FND-007")
def department_and_projects(batch: Batch) -> Iterator[Finding | Skip]:
    """Yield departments whose project spending is not that of their forms (own)."""
    # Where the summary names projects whose forms are not here, the sum would be short: the total of the summary
    # takes its place, and a difference is only a warning. A project that was filed twice, which STR-005 tells, counts
    # once.
    of_file = grouped((form.file, form) for form in batch.forms if form.kind == "project")
    for group in batch.groups:
        for department in group.of("department"):
            if department.amount is not None:
                own = set(map(id, group.of("project")))
                others = [form for form in of_file.get(department.file, ()) if id(form) not in own]
                yield from _department(group, department, others)


def _department(group: FormGroup, department: FormKey, others: list[FormKey]) -> Iterator[Finding | Skip]:
    assert department.amount is not None
    projects, summaries = group.of("project"), group.of("summary")
    severity = None
    if summaries and not group.complete:
        amounts = [line.amount for summary in summaries for line in summary.lines]
        parts = [summary.reference(summary.amount_cell) for summary in summaries]
        severity = Severity.WARNING
    else:
        counted = _each_once(projects)
        if counted is None:
            yield department.skip("FND-007", "同一项目有多份金额不同的绩效目标表，不知以哪份为准")
            return
        amounts = [form.amount for form in counted]
        parts = [form.reference(form.amount_cell) for form in counted]
    if not amounts or any(amount is None for amount in amounts):
        yield department.skip("FND-007", "本批次中没有该单位的项目绩效目标表，或有项目没有填写金额")
        return
    total = sum((amount or Decimal(0) for amount in amounts), Decimal(0))
    if same_amount(total, department.amount):
        return
    if others:  # of its units, in the workbook of the department
        if not same_amount(total + sum(form.amount or 0 for form in others), department.amount):
            yield department.skip("FND-007", "同一文件里还有别的单位的项目，不知是否属于该部门")
    else:
        yield department.finding(
            "FND-007", department.amount_cell, found=department.amount, expected=total, related=parts, severity=severity
        )


def _each_once(projects: Sequence[FormKey]) -> list[FormKey] | None:
    """Return each project's first form; None where another has other money."""
    first: dict[str, FormKey] = {}
    for number, form in enumerate(projects):
        known = first.setdefault(cached_form(form.project or "") or f"#{number}", form)
        if known is not form and not same_amount(known.amount, form.amount):
            return None
    return list(first.values())


@batch_rule("IND-013")
def copied_benefits(batch: Batch) -> Iterator[Finding]:
    """Yield benefits copied from another project (财预〔2015〕88号, relevant)."""
    # Across departments a single text proves nothing; the same three or more benefits under another project name do.
    for group in batch.groups:
        same_text: dict[int, list[tuple[FormKey, str]]] = {}
        for form in group.of("project"):
            for thing, cell in dict(form.benefits).items():
                same_text.setdefault(thing, []).append((form, cell))
        for places in same_text.values():
            if len({cached_form(form.project or "") for form, _ in places}) > 1:
                yield _copied(places)
    patterned = [form for form in batch.forms if form.pattern is not None and form.kind == "project"]
    for forms in grouped((form.pattern, form) for form in patterned).values():
        first = forms[0]
        beside = [form for form in forms[1:] if form.department != first.department]
        if others := [each for each in beside if ratio(first.project or "", each.project or "") < _OTHER_PROJECT]:
            yield _copied([(form, form.benefits[0][1]) for form in (first, *others)])


def _copied(places: list[tuple[FormKey, str]]) -> Finding:
    (first, cell), *others = places
    names = list(dict.fromkeys(form.project or form.sheet for form, _ in others if form is not first))
    text = some_of(names, _NAMED, "等{}个项目")
    return first.finding("IND-013", cell, found=text, related=[form.reference(other) for form, other in others])


@batch_rule("VAL-005")
def other_number_elsewhere(batch: Batch) -> Iterator[Finding]:
    """Yield counts that differ between a department and its project (own)."""
    for group in batch.groups:
        counted: dict[tuple[int, str], list[tuple[FormKey, Count]]] = {}
        for form in group.of("project"):
            for count in form.counts:
                counted.setdefault((count.thing, count.unit), []).append((form, count))
        for department in group.of("department"):
            for count in department.counts:
                places = counted.get((count.thing, count.unit), [])
                if len(places) == 1 and places[0][1].number != count.number:
                    form, other = places[0]
                    yield department.finding(
                        "VAL-005",
                        count.cell,
                        found=count.number,
                        expected=other.number,
                        related=[form.reference(other.cell)],
                        ta=department.sheet,
                        tb=form.sheet,
                    )
