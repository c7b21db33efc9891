"""Rows as plain data beside the rendered ones, for the Parquet files: one JSON list per line.

Amounts are decimal numbers as text, in 万元; the name of the file is added when the files are written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, cast

from jixiao.checks.finding import Finding
from jixiao.consolidate.summary.custom_columns import custom_titles, held_by_form, held_by_indicator, with_values
from jixiao.consolidate.summary.findings import finding_row
from jixiao.consolidate.summary.row_xml import Mark
from jixiao.consolidate.summary.sheets import DEPARTMENTS, FINDINGS, INDICATORS, MONITORINGS, PROJECTS, SELF_EVALUATIONS
from jixiao.consolidate.summary.summary_rows import department_row, indicator_rows, project_row
from jixiao.consolidate.summary.year_end_tables import monitoring_row, self_evaluation_row
from jixiao.forms.document import Document


def data_key(sheet: str) -> str:
    """The key of the span that has the rows of a sheet as data."""
    return f"data-{sheet}"


def data_lines(document: Document, findings: Sequence[Finding]) -> Iterator[tuple[str, bytes]]:
    """The rows of one form by the key of their span."""
    yield data_key(INDICATORS.key), as_lines(custom_indicator_rows(document))
    if document["kind"] == "project":
        yield data_key(PROJECTS.key), as_lines([custom_project_row(document)])
    if document["kind"] == "department":
        yield data_key(DEPARTMENTS.key), as_lines([department_row(document)])
    if document["kind"] == "selfeval":
        yield data_key(SELF_EVALUATIONS.key), as_lines([self_evaluation_row(document)])
    if document["kind"] == "monitoring":
        yield data_key(MONITORINGS.key), as_lines([monitoring_row(document)])
    yield data_key(FINDINGS.key), as_lines(map(finding_row, findings))


def custom_project_row(document: Document) -> NamedTuple:
    """The line of 项目 with the bureau's own columns."""
    return with_values(project_row(document), custom_titles(PROJECTS), held_by_form(document))


def custom_indicator_rows(document: Document) -> list[NamedTuple]:
    """The lines of 指标明细 with the bureau's own columns."""
    titles = custom_titles(INDICATORS)
    rows = list(indicator_rows(document))
    if not titles:
        return cast("list[NamedTuple]", rows)
    indicators = document.get("indicators", ())
    return [
        with_values(row, titles, held_by_indicator(cast("Mapping[str, Any]", indicator)))
        for row, indicator in zip(rows, indicators, strict=True)
    ]


def as_lines(rows: Iterable[NamedTuple]) -> bytes:
    """Rows of any kind, a line each."""
    return b"".join(json.dumps([_plain(value) for value in row], ensure_ascii=True).encode() + b"\n" for row in rows)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {"n": str(value)}  # a target may be a number or a text: the number is marked as one
    return None if isinstance(value, Mark) else value
