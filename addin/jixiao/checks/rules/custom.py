"""CUS: what a bureau asks of the columns it added to its own layout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple, cast, get_args

from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding
from jixiao.checks.registry import rule
from jixiao.forms.definition import load_definitions
from jixiao.forms.document import Kind
from jixiao.forms.labels import cached_form
from jixiao.forms.learned.folders import learned_forms
from jixiao.forms.learned.form import LearnedForm, LearnedLabel
from jixiao.forms.numbers import parse_number
from jixiao.forms.titles import year_in


class _Value(NamedTuple):
    """A custom column's text and cell; None where nothing was typed."""

    text: str | None
    cell: str


def _learned(form: Form) -> LearnedForm | None:
    name = form.document["form"]
    if name in load_definitions() or name in get_args(Kind):
        return None
    return learned_forms().get(name)


def _values(form: Form) -> Iterator[tuple[LearnedLabel, _Value]]:
    """Yield the values of the custom labels and columns of a learned form."""
    learned = _learned(form)
    if learned is None:
        return
    document = cast("dict[str, Any]", form.document)
    typed: dict[str, list[_Value]] = {}
    for each in document.get("other", ()):
        value = each["value"]
        typed.setdefault(cached_form(each["label"]), []).append(
            _Value(None if value is None else str(value), each["cell"])
        )
    for label in learned.labels:
        if label.is_custom:
            missing = _Value(None, form.blanks.get(f"other.{label.label}", form.title_cell))
            found = typed.get(cached_form(label.label), [missing])
            yield from ((label, value) for value in found)
    for label in learned.columns:
        if label.is_custom:
            yield from ((label, value) for value in _column(document, label))


def _column(document: dict[str, Any], label: LearnedLabel) -> Iterator[_Value]:
    wanted = cached_form(label.label)
    for row in document.get("indicators", ()):
        other = row.get("other") or {}
        name = next((name for name in other if wanted in (cached_form(name), cached_form(name.split(" ")[-1]))), None)
        value = other.get(name) if name is not None else None
        yield _Value(None if value is None else str(value), row["cells"].get(f"other.{name}", row["cell"]))


@rule("CUS-001")
def custom_missing(form: Form) -> Iterator[Finding]:
    """Yield custom columns that must be filled and are blank (own)."""
    for label, value in _values(form):
        if label.required and not (value.text or "").strip():
            yield form.finding("CUS-001", value.cell, label=label.label)


@rule("CUS-002")
def custom_wrong(form: Form) -> Iterator[Finding]:
    """Yield values that a custom column does not allow (own)."""
    for label, value in _values(form):
        text = (value.text or "").strip()
        demand = _broken(label, text) if text else None
        if demand is not None:
            yield form.finding("CUS-002", value.cell, found=text, expected=demand, label=label.label)


def _broken(label: LearnedLabel, text: str) -> str | None:
    """Return what a value had to be and is not, or None."""
    if label.choices and cached_form(text) not in map(cached_form, label.choices):
        return "、".join(label.choices)
    if label.type == "数字" and parse_number(text) is None:
        return "数字"
    if label.type == "日期" and year_in(text) is None:
        return "日期"
    if label.max_length is not None and len(text) > label.max_length:
        return f"不超过 {label.max_length} 字"
    return None
