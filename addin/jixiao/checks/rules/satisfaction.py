"""SAT: who is asked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from jixiao.checks.context import Form
from jixiao.checks.finding import Finding
from jixiao.checks.registry import rule
from jixiao.checks.wording import matcher


@rule("SAT-001")
def wrong_respondents(form: Form) -> Iterator[Finding]:
    """财预〔2021〕101号: those are asked whom the project serves, not who carries it out or stands above. Needs judgement."""
    for row in form.satisfactions:
        if _is_not_served(row.name):
            yield form.finding("SAT-001", row.cell, found=row.name, name=row.name)


@lru_cache(maxsize=4096)
def _is_not_served(name: str) -> bool:
    """Whether those asked (群众 in 群众对施工单位满意度) carry out the project or stand above it."""
    asked = matcher("respondent").search(name)
    who = next((part for part in asked.groups() if part), "") if asked is not None else ""
    return bool(who) and matcher("not_served").search(who) is not None
