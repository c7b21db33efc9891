"""The differences between returns as JSON data."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from jixiao.consolidate.comparing.compare import ComparedValue, FormChange, FormView


def as_json(changes: Iterable[FormChange]) -> list[dict[str, Any]]:
    """The differences as JSON data; amounts are numbers."""
    return [
        {
            "change": each.kind,
            "department": _first(each).department,
            "project": _first(each).project,
            "kind": _first(each).kind,
            "old": _place(each.old),
            "new": _place(each.new),
            "similarity": round(each.similarity, 3),
            "hints": each.hints,
            "changes": [
                {
                    "change": change.kind,
                    "what": change.what,
                    "old": _plain(change.old),
                    "new": _plain(change.new),
                    "difference": _plain(change.difference),
                    "old_cell": change.old_cell,
                    "new_cell": change.new_cell,
                }
                for change in each.changes
            ],
        }
        for each in changes
    ]


def _first(change: FormChange) -> FormView:
    form = change.new or change.old
    assert form is not None
    return form


def _place(form: FormView | None) -> dict[str, Any] | None:
    if form is None:
        return None
    amounts = {label: _plain(amount) for label, amount in form.amounts.items()}
    return {
        "file": form.file,
        "sheet": form.sheet,
        "project": form.project,
        "fiscal_year": form.year,
        "amounts": amounts,
    }


def _plain(value: ComparedValue) -> Any:
    return float(value) if isinstance(value, Decimal) else value
