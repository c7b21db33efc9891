"""SAT: who is asked."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.context import Form
from jixiao.checks.finding import Finding
from jixiao.checks.registry import rule
from jixiao.checks.wording import matcher


@rule("SAT-001")
def wrong_respondents(form: Form) -> Iterator[Finding]:
    """财预〔2021〕101号: those are asked whom the project serves, not who carries it out or stands above. Needs judgement."""
    for row in form.satisfactions:
        if matcher("not_served").search(row.name):
            yield form.finding("SAT-001", row.cell, found=row.name, name=row.name)
