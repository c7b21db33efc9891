"""The money of the year before, as far as it is known: from a season's own folder, or as the forms state it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.consolidate.records import DocumentRecord

STATED = "表上填写的上年数"


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's money in 万元 by department, and where it is from. A department that is not there is not known."""

    source: str = ""
    amounts: Mapping[str, Decimal] = field(default_factory=dict)


def stated_by_forms(projects: Iterable[DocumentRecord]) -> LastYear:
    """Return what project forms state for the year before: of the departments all of whose projects state it."""
    amounts: dict[str, Decimal | None] = {}
    for project in projects:
        name = project.department or ""
        before = amounts.get(name, Decimal(0))
        amounts[name] = None if before is None or project.last_year is None else before + project.last_year
    return LastYear(STATED, {name: amount for name, amount in amounts.items() if name and amount is not None})
