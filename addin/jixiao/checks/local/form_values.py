"""What a bureau's rule can look at, by the names that officers use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from jixiao.checks.execution import total_line
from jixiao.forms.labels import cached_form
from jixiao.forms.text import dictionary

if TYPE_CHECKING:
    from jixiao.checks.checked_form import Form
    from jixiao.checks.rows import Row

Scope = Literal["form", "row"]
Found = tuple[Decimal | str | None, str]
"""A value and its cell."""


class Subject(NamedTuple):
    """A field or an indicator's column; ``number``: a number, money in 万元."""

    name: str
    scope: Scope
    key: str
    number: bool = False
    aliases: tuple[str, ...] = ()


INDICATORS = "指标"
"""The subject of rules that count rows."""


@cache
def subjects() -> tuple[Subject, ...]:
    """Return the fields of a form and the columns of its indicators, in their order."""
    told = dictionary("local_subjects")
    scopes: tuple[Scope, ...] = ("form", "row")
    return tuple(
        Subject(each["name"], scope, each["key"], each.get("number", False), tuple(each.get("aliases", ())))
        for scope in scopes
        for each in told[scope]
    )


@cache
def _by_name() -> dict[str, Subject]:
    return {cached_form(name): subject for subject in subjects() for name in (subject.name, *subject.aliases)}


def subject_of(name: str) -> Subject | None:
    """Return the subject of a name; an indicator's may begin with 指标."""
    plain = cached_form(name.replace("．", ".").removeprefix("指标."))
    return _by_name().get(plain)


def of_row(form: Form, subject: Subject, row: Row) -> Found:
    """Return an indicator's value in a column, and the cell where it belongs."""
    value: Any = row.data.get(subject.key)
    return value, form.at(row, subject.key)


def of_form(form: Form, subject: Subject) -> Found | None:
    """Return a field's value and cell; None if the form has no such field."""
    read = _READERS.get(subject.key.partition(".")[0])
    if read is not None:
        return read(form, subject.key.partition(".")[2])
    document: Mapping[str, Any] = form.document
    value = document.get(subject.key)
    if subject.key not in document and subject.key not in form.blanks:
        return None
    return (Decimal(value) if isinstance(value, int) else value), form.blanks.get(subject.key, form.where(subject.key))


def _amount(form: Form, _key: str) -> Found | None:
    if form.kind == "summary":
        total = form.document.get("total")
        return (None if total is None else total * form.worth), form.where("total")
    return form.amount, form.amount_cell


def _execution(form: Form, key: str) -> Found | None:
    line = total_line(form)
    if line is None or key not in line:
        return None
    value: Any = line.get(key)
    worth = form.worth if key != "rate" else Decimal(1)
    return (None if value is None else value * worth), line["cells"].get(key, line["cell"])


def _part(form: Form, key: str, value: Any) -> Found | None:
    """Return a value of a part of the document, if the form has its field."""
    part, _, name = key.partition(".")
    parts: dict[str, Any] = {**form.document}
    return (value, form.where(key)) if name in parts.get(part, {}) else None


def _signoff(form: Form, key: str) -> Found | None:
    signed = form.document["signoff"]
    place = f"signoff.{key}"
    known = signed.get(key) is not None or place in form.blanks
    return (signed.get(key), form.blanks.get(place, form.where(place))) if known else None


_READERS: Mapping[str, Callable[[Form, str], Found | None]] = {
    "amount": _amount,
    "funding": lambda form, key: _part(form, f"funding.{key}", form.funding(key)),
    "budget": lambda form, key: _part(form, f"budget.{key}", form.budget(key)),
    "execution": _execution,
    "goals": lambda form, key: _part(form, f"goals.{key}", form.goals.get(key)),
    "signoff": _signoff,
}
