"""The summary workbook: laid out by XlsxWriter, its rows streamed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from jixiao.consolidate.contents import Contents
from jixiao.consolidate.returns.filing import FilingRow
from jixiao.consolidate.returns.own_output import UNTOUCHED_CONTENT
from jixiao.consolidate.returns.supersede import FileOutcome
from jixiao.consolidate.summary import official_table, overview
from jixiao.consolidate.summary.column_specs import SheetSpec
from jixiao.consolidate.summary.layout import lay_out, new_workbook
from jixiao.consolidate.summary.links import file_link
from jixiao.consolidate.summary.merged import MergedDocument, Summary
from jixiao.consolidate.summary.overview_tables import overview_of
from jixiao.consolidate.summary.row_xml import RowRenderer
from jixiao.consolidate.summary.sheet_stream import StreamedRows, fill, part_name
from jixiao.consolidate.summary.sheets import DATA_SHEETS, FILES, FILINGS, FINDINGS, ROUNDS, with_custom
from jixiao.consolidate.summary.summary_rows import RoundRow
from jixiao.statedtime import stated_time

_ROW_BYTES = 1000
"""How long a row is that has not been rendered yet, roughly."""


class _Sheet(NamedTuple):
    """A tab: its spec and name, and what is streamed into it, if anything."""

    spec: SheetSpec | None
    name: str
    content: StreamedRows | None


def write_summary(summary: Summary, contents: Contents, output: Path) -> None:
    """Writes the workbook to ``output``."""
    sheets = [_Sheet(None, overview.TITLE, None), *_official(summary)]
    for spec in map(with_custom, DATA_SHEETS):
        sheets += _paged(spec, summary, contents)
    shell = _shell(sheets, summary)
    streamed = {part_name(index): sheet.content for index, sheet in enumerate(sheets) if sheet.content is not None}
    fill(shell, output, streamed, UNTOUCHED_CONTENT.replace(b"annotated", b"merge"))


def _official(summary: Summary) -> Iterator[_Sheet]:
    """The tabs of the official table: the total is on the last."""
    room = summary.row_limit - official_table.HEADER_ROWS
    for number, content in enumerate(official_table.pages(summary.projects, room), start=1):
        yield _Sheet(None, official_table.page_name(number), content)


def _paged(spec: SheetSpec, summary: Summary, contents: Contents) -> Iterator[_Sheet]:
    """Yield a data sheet's tabs: as many as its rows need."""
    count, size, rows = _rows(spec, summary, contents)
    if spec.optional and not count:
        return
    room = summary.row_limit - 1
    for page, start in enumerate(range(0, max(count, 1), room), start=1):
        here = min(room, count - start)
        # All pages draw from one iterator; they are written one after the other.
        content = StreamedRows(islice(rows, here), first=2, count=here, size=size, columns=len(spec.columns))
        yield _Sheet(spec, spec.title if page == 1 else f"{spec.title}{page}", content)


def _rows(spec: SheetSpec, summary: Summary, contents: Contents) -> tuple[int, int, Iterator[bytes]]:
    """Number of rows of a data sheet, their bytes, and the rows."""
    if spec in (FILES, FILINGS, ROUNDS):
        return _made_here(spec, summary)
    spans = [(each, each.document.spans[spec.key]) for each in summary.documents if spec.key in each.document.spans]
    count, size = sum(span.rows for _, span in spans), sum(span.length for _, span in spans)
    if spec is FINDINGS:
        lines = [line for each in summary.documents for line in each.batch_lines]
        return count + len(lines), size + sum(map(len, lines)), _finding_rows(summary.documents, contents)
    filled = (each.filled(contents.rows(each.file, each.document, spec.key)) for each, _ in spans)
    return count, size, chain.from_iterable(lines.splitlines(keepends=True) for lines in filled)


def _finding_rows(documents: Iterable[MergedDocument], contents: Contents) -> Iterator[bytes]:
    """Yield form by form what its own rules and those across forms found."""
    for each in documents:
        yield from each.filled(contents.rows(each.file, each.document, FINDINGS.key)).splitlines(keepends=True)
        for line in each.batch_lines:
            yield each.filled(line)


def _made_here(spec: SheetSpec, summary: Summary) -> tuple[int, int, Iterator[bytes]]:
    """The rows of a short sheet, each with the path its link leads to."""
    listed: dict[str, Sequence[FileOutcome | FilingRow | RoundRow]] = {
        FILES.key: summary.files,
        FILINGS.key: summary.filings,
        ROUNDS.key: summary.rounds,
    }
    records = listed[spec.key]
    renderer = RowRenderer(spec)
    lines = (renderer.lines([record], file_link(record.href)) for record in records)
    return len(records), _ROW_BYTES * len(records), lines


def _shell(sheets: Sequence[_Sheet], summary: Summary) -> BytesIO:
    """The workbook with everything but the streamed rows."""
    workbook, buffer, formats = new_workbook("merge", official_table.TITLE, stated_time(local=False))
    names = _counts(sheets)
    for sheet in sheets:
        worksheet = workbook.add_worksheet(sheet.name)
        if sheet.content is None:
            overview.write(workbook, worksheet, formats, overview_of(summary, names))
        elif sheet.spec is None:
            official_table.lay_out_official(worksheet, formats, summary.official_title(), summary.bureau)
        else:
            lay_out(worksheet, formats, sheet.spec, sheet.content.count)
    workbook.close()
    buffer.seek(0)
    return buffer


def _counts(sheets: Sequence[_Sheet]) -> Mapping[str, list[tuple[str, int]]]:
    """Names of the tabs of each data sheet and the number of the last row on each."""
    found: dict[str, list[tuple[str, int]]] = {}
    for sheet in sheets:
        if sheet.spec is not None and sheet.content is not None:
            found.setdefault(sheet.spec.key, []).append((sheet.name, sheet.content.count + 1))
    return found
