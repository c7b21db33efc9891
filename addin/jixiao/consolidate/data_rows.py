"""Rows as plain data beside the rendered ones, for the Parquet files: one JSON list per line.

Amounts are decimal numbers as text, in 万元; the name of the file is added when the files are written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from jixiao.checks.finding import Finding
from jixiao.consolidate.findings import finding_row
from jixiao.consolidate.row_xml import Mark
from jixiao.consolidate.sheets import DEPARTMENTS, FINDINGS, INDICATORS, MONITORINGS, PROJECTS, SELF_EVALUATIONS
from jixiao.consolidate.tables import department_row, indicator_rows, project_row
from jixiao.consolidate.year_end_tables import monitoring_row, self_evaluation_row
from jixiao.forms.document import Document


def data_key(sheet: str) -> str:
    """The key of the span that has the rows of a sheet as data."""
    return f"data-{sheet}"


def data_lines(document: Document, findings: Sequence[Finding]) -> Iterator[tuple[str, bytes]]:
    """The rows of one form by the key of their span."""
    yield data_key(INDICATORS.key), as_lines(indicator_rows(document))
    if document["kind"] == "project":
        yield data_key(PROJECTS.key), as_lines([project_row(document)])
    if document["kind"] == "department":
        yield data_key(DEPARTMENTS.key), as_lines([department_row(document)])
    if document["kind"] == "selfeval":
        yield data_key(SELF_EVALUATIONS.key), as_lines([self_evaluation_row(document)])
    if document["kind"] == "monitoring":
        yield data_key(MONITORINGS.key), as_lines([monitoring_row(document)])
    yield data_key(FINDINGS.key), as_lines(map(finding_row, findings))


def as_lines(rows: Iterable[NamedTuple]) -> bytes:
    """Rows of any kind, a line each."""
    return b"".join(json.dumps([_plain(value) for value in row], ensure_ascii=True).encode() + b"\n" for row in rows)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {"n": str(value)}  # a target may be a number or a text: the number is told apart
    return None if isinstance(value, Mark) else value
