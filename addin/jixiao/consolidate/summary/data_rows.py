"""The rows of a form by sheet, and as plain data for the Parquet files.

Amounts are decimal numbers as text, in 万元; the name of the file is added when the files are written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from jixiao.checks.finding import Finding
from jixiao.checks.unread import not_read
from jixiao.consolidate.summary.column_specs import LateValue, SheetSpec
from jixiao.consolidate.summary.custom_columns import with_custom
from jixiao.consolidate.summary.form_sheets import INDICATORS, SHEETS_OF_KINDS
from jixiao.consolidate.summary.sheets import FINDINGS, UNREAD
from jixiao.consolidate.summary.summary_rows import SummaryForm
from jixiao.forms.document import Document


def rows_of_form(document: Document, findings: Sequence[Finding]) -> Iterator[tuple[SheetSpec, list[Any]]]:
    """The rows of one form by their sheet, with the bureau's own columns."""
    form = SummaryForm(document)
    indicators = with_custom(INDICATORS)
    yield indicators, indicators.rows(form, form.indicators)
    own = SHEETS_OF_KINDS.get(document["kind"])
    if own is not None:
        own = with_custom(own)
        yield own, own.rows(form)
    yield FINDINGS, FINDINGS.rows(form, findings)
    yield UNREAD, UNREAD.rows(form, not_read(document))


def data_key(sheet: str) -> str:
    """The key of the span that has the rows of a sheet as data."""
    return f"data-{sheet}"


def as_lines(rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows of any kind, a line each."""
    return b"".join(json.dumps([_plain(value) for value in row], ensure_ascii=True).encode() + b"\n" for row in rows)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {"n": str(value)}  # a target may be a number or a text: the number is marked as one
    return None if isinstance(value, LateValue) else value
