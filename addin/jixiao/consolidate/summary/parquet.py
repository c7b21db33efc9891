"""The rows of the data sheets as Parquet files: all of them, however many; amounts as decimals in 万元."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path
from typing import Any

from jixiao.consolidate.contents import Contents
from jixiao.consolidate.returns.filing import FilingRow
from jixiao.consolidate.summary.custom_columns import custom_titles
from jixiao.consolidate.summary.data_rows import data_key
from jixiao.consolidate.summary.findings import FindingRow
from jixiao.consolidate.summary.merged import Summary
from jixiao.consolidate.summary.sheets import FINDINGS, INDICATORS, PROJECTS
from jixiao.consolidate.summary.summary_rows import DepartmentRow, FileRow, IndicatorRow, ProjectRow
from jixiao.consolidate.summary.year_end_tables import MonitoringRow, SelfEvaluationRow
from jixiao.output import make_folder, replacing

_ROWS_AT_ONCE = 20_000
_PLACES = Decimal("1e-10")
_TYPES: dict[str, str] = {
    "fiscal_year": "int",
    "indicators": "int",
    "tasks": "int",
    "errors": "int",
    "warnings": "int",
    "recognised": "int",
    "merged": "int",
    "superseded": "int",
    "left_out": "int",
    "number": "int",
    "versions": "int",
    "projects": "int",
    "target_number": "decimal",
    "points": "decimal",
    "amount": "decimal",
    "fiscal": "decimal",
    "other": "decimal",
    "total": "decimal",
    "general_public": "decimal",
    "government_fund": "decimal",
    "special_account": "decimal",
    "basic": "decimal",
    "certain": "int",
    "possible": "int",
    "impossible": "int",
    "annual": "decimal",
    "executed": "decimal",
    "rate": "decimal",
    "total_points": "decimal",
    "total_score": "decimal",
    "initial": "decimal",
}
_OPTIONAL = frozenset(("selfevals", "monitorings"))
"""Written only if there are such forms."""
_OWN_TYPES: dict[str, dict[str, str]] = {"departments": {"project": "decimal"}, "monitorings": {"expected": "decimal"}}
"""Money where the same word is a text in other tables."""


def write_parquet(summary: Summary, contents: Contents, folder: Path) -> None:
    """Writes ``projects.parquet``, ``indicators.parquet`` and so on into the folder. Raises ``OutputError``."""
    make_folder(folder)
    for key, fields in (
        ("projects", (*ProjectRow._fields, *custom_titles(PROJECTS))),
        ("indicators", (*IndicatorRow._fields, *custom_titles(INDICATORS))),
        ("departments", DepartmentRow._fields),
        ("selfevals", SelfEvaluationRow._fields),
        ("monitorings", MonitoringRow._fields),
        ("findings", FindingRow._fields),
    ):
        if key in _OPTIONAL and not any(data_key(key) in each.document.spans for each in summary.documents):
            (folder / f"{key}.parquet").unlink(missing_ok=True)  # that of an earlier merge is not of this one
            continue
        _write(folder / f"{key}.parquet", key, fields, _kept(key, fields, summary, contents))
    _write(folder / "filings.parquet", "filings", FilingRow._fields, (list(each.row) for each in summary.filings))
    _write(folder / "files.parquet", "files", FileRow._fields, (list(row) for row in summary.files))


def _kept(key: str, fields: Sequence[str], summary: Summary, contents: Contents) -> Iterator[list[Any]]:
    """The rows of a data sheet in the order of the summary."""
    at = {name: index for index, name in enumerate(fields)}
    for each in summary.documents:
        lines = contents.rows(each.file, each.document, data_key(key)).splitlines()
        if key == FINDINGS.key:
            lines += each.batch_data
        for line in lines:
            row = json.loads(line)
            row[at["file"]] = each.file.file
            row[at["department"]] = each.document.department
            if key == "projects":
                row[at["errors"]], row[at["warnings"]] = each.found.errors, each.found.warnings
            yield row


def _write(path: Path, key: str, fields: Sequence[str], rows: Iterator[list[Any]]) -> None:
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    columns = _columns(key, fields)
    kinds = {"int": pa.int64(), "decimal": pa.decimal128(38, 10), "text": pa.string()}
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns])
    with replacing(path) as temporary, pq.ParquetWriter(temporary, schema, compression="zstd") as writer:
        while batch := list(islice(rows, _ROWS_AT_ONCE)):
            values = _by_column(columns, fields, batch)
            writer.write_table(pa.table(values, schema=schema))


def _columns(key: str, fields: Sequence[str]) -> list[tuple[str, str]]:
    """Names and types; a target is kept as text, and as a number where it is one."""
    types = _TYPES | _OWN_TYPES.get(key, {})
    columns = [(name, types.get(name, "text")) for name in fields]
    if "target" in fields:
        columns.insert(list(fields).index("target") + 1, ("target_number", "decimal"))
    return columns


def _by_column(
    columns: Sequence[tuple[str, str]], fields: Sequence[str], rows: Sequence[Sequence[Any]]
) -> dict[str, list[Any]]:
    at = {name: index for index, name in enumerate(fields)}
    if "target" in at:
        at["target_number"] = at["target"]
    return {name: _values((row[at[name]] for row in rows), kind) for name, kind in columns}


def _values(values: Iterable[Any], kind: str) -> list[Any]:
    if kind == "int":
        return list(values)
    if kind == "decimal":
        return [_decimal(value) for value in values]
    return [_text(value) for value in values]


def _decimal(value: Any) -> Decimal | None:
    """A number with ten decimal places; None for what is none or has no room in the column."""
    number = Decimal(value["n"]) if isinstance(value, dict) else value
    if not isinstance(number, Decimal) or not number.is_finite() or number.adjusted() > 26:
        return None
    try:
        return number.quantize(_PLACES)
    except InvalidOperation:
        return None


def _text(value: Any) -> str | None:
    if value is None:
        return None
    text = value["n"] if isinstance(value, dict) else str(value)
    return text.encode("utf-8", "replace").decode()
