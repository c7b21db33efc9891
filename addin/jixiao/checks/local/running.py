"""Holding a bureau's rules against a form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from jixiao.checks.achievement import blank
from jixiao.checks.catalogue import spoken
from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding
from jixiao.checks.local.form_values import Subject, of_form, of_row, subject_of
from jixiao.checks.local.local_rule import LocalRule
from jixiao.checks.local.requirements import RequirementCondition, RequirementValue, condition_of
from jixiao.checks.outcome import Skip
from jixiao.checks.rows import Row
from jixiao.forms.labels import cached_form
from jixiao.forms.numbers import parse_number, plain_number
from jixiao.grid.address import parse_address


def run_local(rule: LocalRule, form: Form) -> Iterator[Finding | Skip]:
    """Yield what a rule finds on a form, or that it cannot be asked of it."""
    subject, condition = subject_of(rule.subject), condition_of(rule.condition)
    assert subject is not None
    assert condition is not None
    exempt = bool(rule.exempt) and cached_form(form.department or "") in rule.exempt
    for item in _run(form, rule, subject, condition):
        yield form.skip(rule.code, "已豁免：本地规则的豁免单位") if exempt and isinstance(item, Finding) else item


def _run(form: Form, rule: LocalRule, subject: Subject, condition: RequirementCondition) -> Iterator[Finding | Skip]:
    if subject.scope == "form":
        found = of_form(form, subject)
        if found is None:
            yield form.skip(rule.code, f"表上没有“{subject.name}”一栏")
            return
        yield from _asked(form, rule, subject, condition, found[0], found[1])
        return
    rows = _chosen(form, rule)
    if condition.asked == "count":
        cell = rows[0].cell if rows else form.title_cell
        yield from _asked(form, rule, subject, condition, Decimal(len(rows)), cell)
    elif condition.asked == "sum":
        yield from _sum(form, rule, subject, condition, rows)
    elif rows and not form.has_column(subject.key):
        yield form.skip(rule.code, f"指标表没有“{subject.name}”一列")
    else:
        for row in rows:
            value, cell = of_row(form, subject, row)
            yield from _asked(form, rule, subject, condition, value, cell, row)


class _Labels(NamedTuple):
    """An indicator with the label forms that rules choose it by."""

    row: Row
    name: str
    unit: str
    level1: tuple[str, str]
    level2: tuple[str, str]


@lru_cache(maxsize=1)
def _labelled(form: Form) -> list[_Labels]:
    """Return the indicators of the form, made ready once for all rules."""
    return [
        _Labels(
            row,
            cached_form(row.name),
            cached_form(row.unit or ""),
            (cached_form(row.data["level1"] or ""), cached_form(row.place.level1 or "")),
            (cached_form(row.data["level2"] or ""), cached_form(row.place.level2 or "")),
        )
        for row in form.rows
    ]


def _chosen(form: Form, rule: LocalRule) -> list[Row]:
    """Return the indicators that the rule looks at."""
    return [
        each.row
        for each in _labelled(form)
        if rule.name in each.name
        and (not rule.level1 or rule.level1 in each.level1)
        and (not rule.level2 or rule.level2 in each.level2)
        and (not rule.unit or rule.unit == each.unit)
    ]


def _sum(
    form: Form, rule: LocalRule, subject: Subject, condition: RequirementCondition, rows: Sequence[Row]
) -> Iterator[Finding | Skip]:
    values = [(_number(of_row(form, subject, row)[0]), row) for row in rows]
    missing = next((row for value, row in values if value is None), None)
    if not rows or not form.has_column(subject.key):
        yield form.skip(rule.code, f"没有可以合计的“{subject.name}”")
    elif missing is not None:
        yield form.skip(rule.code, f"{form.at(missing, subject.key)} 的“{subject.name}”不是数字，没有求合计")
    else:
        total = sum((value for value, _ in values if value is not None), Decimal(0))
        yield from _asked(form, rule, subject, condition, total, form.at(rows[0], subject.key))


def _asked(
    form: Form,
    rule: LocalRule,
    subject: Subject,
    condition: RequirementCondition,
    value: RequirementValue,
    cell: str,
    row: Row | None = None,
) -> Iterator[Finding | Skip]:
    """Yield a finding if a value is not as the rule asks; blanks pass most rules."""
    other: RequirementValue = rule.number if rule.number is not None else rule.typed
    related = ""
    if rule.column:
        beside = _beside(form, rule, row)
        if beside is None or blank(beside[0]):
            return  # nothing to compare with; other rules report that it is missing
        other, related = beside
    if blank(value):
        if condition.operand == "none":
            yield _finding(form, rule, subject, None, "应填写", cell, "")
        return
    assert value is not None
    if condition.operand == "number" and "长度" not in condition.name:
        typed, number, against = value, _number(value), _number(other)
        if number is None or against is None:
            yield form.skip(rule.code, f"{cell} 的“{spoken(typed)[:20]}”不能与数字比较")
            return
        value, other = number, against
    elif condition.operand == "value" and isinstance(other, Decimal):
        value = _number(value) if _number(value) is not None else value
        assert value is not None
    if not condition.holds(value, rule.words, other):
        shown = plain_number(other) if rule.column and isinstance(other, Decimal) else (rule.typed or spoken(other))
        yield _finding(form, rule, subject, value, condition.told.format(shown), cell, related)


def _beside(form: Form, rule: LocalRule, row: Row | None) -> tuple[RequirementValue, str] | None:
    """Return the value of the other column, and its cell."""
    other = subject_of(rule.column)
    assert other is not None
    if other.scope == "form":
        return of_form(form, other)
    return None if row is None else of_row(form, other, row)


def _number(value: RequirementValue) -> Decimal | None:
    return value if isinstance(value, Decimal) or value is None else parse_number(value)


def _finding(
    form: Form, rule: LocalRule, subject: Subject, found: RequirementValue, expected: str, cell: str, related: str
) -> Finding:
    return Finding(
        code=rule.code,
        severity=rule.severity,
        file=form.file,
        sheet=form.sheet,
        cell=cell,
        row=parse_address(cell)[0],
        project=form.project,
        department=form.department,
        field=subject.name,
        found=found,
        expected=expected,
        related=(form.reference(related),) if related and related != cell else (),
        parameters={"text": rule.text, "basis": rule.basis or "本地规则"},
    )
