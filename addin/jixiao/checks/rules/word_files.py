"""STR: what has to be said of a form because it came in a Word file."""

from __future__ import annotations

from collections.abc import Iterator

from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding
from jixiao.checks.registry import rule
from jixiao.forms.table_rows import REVISED


@rule("STR-017")
def changes_left_open(form: Form) -> Iterator[Finding]:
    """Yield tracked changes, which are read as accepted (own)."""
    for cells in form.notes(REVISED):
        yield form.finding("STR-017", cells, found=len(cells), n=len(cells))
