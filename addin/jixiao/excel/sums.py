"""The sums of a form: which cell is the total of what. Only what is filled in is added; nothing filled, no total."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from jixiao.forms.definition import load_definitions
from jixiao.forms.document import Document


class Sum(NamedTuple):
    """A total: its key in the document, its cell, what it should be, what it is called."""

    key: str
    cell: str
    value: Decimal
    label: str


_PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("funding.annual", ("funding.fiscal", "funding.carryover", "funding.other")),
    ("funding.annual_local", ("funding.fiscal_local", "funding.other_local")),
    ("funding.total", ("funding.fiscal", "funding.carryover", "funding.other")),
    ("budget.total", ("budget.general_public", "budget.government_fund", "budget.special_account", "budget.other")),
    ("budget.total", ("budget.basic", "budget.project")),
)
"""A total and its parts; the first that can be added up counts. ``funding.total`` only without an annual amount."""

_ROWS = (("total", "rows", "amount"), ("expenditure_total", "expenditures", "amount"))
"""The total of a table, the table, the column."""

_EXECUTION = ("initial", "annual", "executed", "executed_to_july", "expected_annual")


def sums_of(document: Document) -> Iterator[Sum]:
    """Every total of a form that has a cell and something to add up."""
    labels = {field.key: field.label for field in load_definitions()[document["form"]].fields}
    done: set[str] = set()
    for key, parts in _PARTS:
        if key in done or (key == "funding.total" and _cell(document, "funding.annual") is not None):
            continue
        cell, value = _cell(document, key), _added(_value(document, part) for part in parts)
        if cell is not None and value is not None:
            done.add(key)
            yield Sum(key, cell, value, labels.get(key, "合计"))
    for key, table, column in _ROWS:
        rows: list[Mapping[str, Any]] = document.get(table) or []  # type: ignore[assignment]
        cell, value = _cell(document, key), _added(row.get(column) for row in rows)
        if cell is not None and value is not None:
            yield Sum(key, cell, value, "合计")
    yield from _execution(document)


def _execution(document: Document) -> Iterator[Sum]:
    """The first line of the funding table of a self-evaluation: the sum of the sources below it."""
    lines = document.get("execution") or []
    if len(lines) < 2:
        return
    first, sources = lines[0], lines[1:]
    for column in _EXECUTION:
        value = _added(line.get(column) for line in sources)
        cell = first["cells"].get(column)
        if cell is not None and value is not None:
            yield Sum(f"execution.{column}", cell, value, first["source"] or "合计")


def _added(values: Iterable[Any]) -> Decimal | None:
    filled = [value for value in values if isinstance(value, Decimal)]
    return sum(filled, Decimal(0)) if filled else None


def _cell(document: Document, key: str) -> str | None:
    return document["cells"].get(key)


def _value(document: Document, key: str) -> Decimal | None:
    group, _, name = key.partition(".")
    values: Mapping[str, Decimal | None] = document.get(group) or {}  # type: ignore[assignment]
    return values.get(name)
