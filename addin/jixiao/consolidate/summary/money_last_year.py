"""Last year's money, from the season's folder or as the forms state it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.consolidate.records import DocumentRecord

STATED = "表上填写的上年数"


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's money in 万元 by department, and where it is from."""

    source: str = ""
    amounts: Mapping[str, Decimal] = field(default_factory=dict)


def stated_by_forms(projects: Iterable[DocumentRecord]) -> LastYear:
    """Return last year's money of departments whose projects all state it."""
    amounts: dict[str, Decimal | None] = {}
    for project in projects:
        name = project.department or ""
        before = amounts.get(name, Decimal(0))
        amounts[name] = None if before is None or project.last_year is None else before + project.last_year
    return LastYear(STATED, {name: amount for name, amount in amounts.items() if name and amount is not None})
