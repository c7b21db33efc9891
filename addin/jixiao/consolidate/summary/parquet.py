"""The rows of the data sheets as Parquet files; amounts in 万元."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path
from typing import Any

from jixiao.consolidate.content import data_key
from jixiao.consolidate.contents import Contents
from jixiao.consolidate.summary.column_specs import SheetSpec, Type
from jixiao.consolidate.summary.form_sheets import DEPARTMENTS, INDICATORS, MONITORINGS, PROJECTS, SELF_EVALUATIONS
from jixiao.consolidate.summary.merged import Summary
from jixiao.consolidate.summary.sheets import FILES, FILINGS, FINDINGS, with_custom
from jixiao.output import make_folder, replacing

_ROWS_AT_ONCE = 20_000
_PLACES = Decimal("1e-10")
_FORM_SHEETS = (PROJECTS, INDICATORS, DEPARTMENTS, SELF_EVALUATIONS, MONITORINGS, FINDINGS)


def write_parquet(summary: Summary, contents: Contents, folder: Path) -> None:
    """Write ``projects.parquet`` and the others. Raises ``OutputError``."""
    make_folder(folder)
    for spec in map(with_custom, _FORM_SHEETS):
        if spec.optional and not any(data_key(spec.key) in each.document.spans for each in summary.documents):
            (folder / f"{spec.key}.parquet").unlink(missing_ok=True)  # that of an earlier merge is not of this one
            continue
        _write(folder, spec, _kept(spec, summary, contents))
    _write(folder, FILINGS, _records(FILINGS, summary.filings))
    _write(folder, FILES, _records(FILES, summary.files))


def _kept(spec: SheetSpec, summary: Summary, contents: Contents) -> Iterator[list[Any]]:
    """The rows of a data sheet in the order of the summary."""
    at = {column.key: index for index, column in enumerate(spec.columns)}
    for each in summary.documents:
        lines = contents.rows(each.file, each.document, data_key(spec.key)).splitlines()
        if spec is FINDINGS:
            lines += each.batch_data
        for line in lines:
            row = json.loads(line)
            row[at["file"]] = each.file.file
            row[at["department"]] = each.document.department
            if spec.key == PROJECTS.key:
                row[at["errors"]], row[at["warnings"]] = each.found.error, each.found.warning
            yield row


def _records(spec: SheetSpec, records: Iterable[Any]) -> Iterator[list[Any]]:
    return ([getattr(record, column.key) for column in spec.columns] for record in records)


def _write(folder: Path, spec: SheetSpec, rows: Iterator[list[Any]]) -> None:
    import pyarrow as pa  # type: ignore[import-untyped]
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    kinds = {"integer": pa.int64(), "decimal": pa.decimal128(38, 10), "text": pa.string()}
    fields: list[tuple[str, Type, int]] = []  # name, type, place in a row
    for place, column in enumerate(spec.columns):
        name = column.data_name or column.key
        if column.type == "target":  # a text, and a number where it is one
            fields += [(name, "text", place), (f"{name}_number", "decimal", place)]
        else:
            fields.append((name, column.type, place))
    schema = pa.schema([(name, kinds[kind]) for name, kind, _ in fields])
    path = folder / f"{spec.key}.parquet"
    with replacing(path) as temporary, pq.ParquetWriter(temporary, schema, compression="zstd") as writer:
        while batch := list(islice(rows, _ROWS_AT_ONCE)):
            arrays = [pa.array([_READ[kind](row[place]) for row in batch], kinds[kind]) for _, kind, place in fields]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _decimal(value: Any) -> Decimal | None:
    """Return a number with ten places; None for anything else."""
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


_READ: dict[Type, Callable[[Any], Any]] = {"integer": lambda value: value, "decimal": _decimal, "text": _text}
