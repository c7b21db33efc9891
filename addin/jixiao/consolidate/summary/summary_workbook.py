"""The summary workbook: laid out by XlsxWriter, its rows streamed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.consolidate.contents import Contents
from jixiao.consolidate.returns.filing import FilingRow
from jixiao.consolidate.returns.own_output import UNTOUCHED_CONTENT
from jixiao.consolidate.returns.supersede import FileOutcome
from jixiao.consolidate.summary import official_table, overview
from jixiao.consolidate.summary.column_specs import SheetSpec
from jixiao.consolidate.summary.layout import lay_out
from jixiao.consolidate.summary.links import file_link
from jixiao.consolidate.summary.list_book import ListBook, pages
from jixiao.consolidate.summary.merged import MergedDocument, Summary
from jixiao.consolidate.summary.overview_tables import overview_of
from jixiao.consolidate.summary.row_xml import RowRenderer
from jixiao.consolidate.summary.sheet_stream import StreamedRows
from jixiao.consolidate.summary.sheets import DATA_SHEETS, FILES, FILINGS, FINDINGS, ROUNDS, with_custom
from jixiao.consolidate.summary.summary_rows import RoundRow
from jixiao.statedtime import stated_time

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_HEADER_HEIGHT = 30
_ROW_BYTES = 1000
"""How long a row is that has not been rendered yet, roughly."""


def write_summary(summary: Summary, contents: Contents, output: Path) -> None:
    """Write the workbook to ``output``."""
    book = ListBook("merge", official_table.TITLE, stated_time(local=False))
    listed = [(spec, *_rows(spec, summary, contents)) for spec in map(with_custom, DATA_SHEETS)]
    listed = [each for each in listed if each[1] or not each[0].optional]
    tabs = {spec.key: pages(spec.title, count, summary.row_limit) for spec, count, *_ in listed}
    last_rows = {key: [(name, here + 1) for name, here in own] for key, own in tabs.items()}
    page = book.workbook.add_worksheet(overview.TITLE)
    overview.write(book.workbook, page, book.formats, overview_of(summary, last_rows))
    room = summary.row_limit - official_table.HEADER_ROWS
    for number, content in enumerate(official_table.pages(summary.projects, room), start=1):
        sheet = book.stream(official_table.page_name(number), content)
        official_table.lay_out_official(sheet, book.formats, summary.official_title(), summary.bureau)
    for spec, _, size, rows in listed:
        for name, here in tabs[spec.key]:
            # All pages draw from one iterator; they are written one after the other.
            sheet = book.stream(name, StreamedRows(islice(rows, here), 2, here, size, len(spec.columns)))
            _lay_out(sheet, book.formats, spec, here)
    book.save(output, UNTOUCHED_CONTENT.replace(b"annotated", b"merge"))


def _lay_out(sheet: Worksheet, formats: Mapping[str, Format], spec: SheetSpec, count: int) -> None:
    """Lay out a data sheet with the signals of its columns."""
    columns = [(column.title, column.width) for column in spec.columns]
    lay_out(sheet, formats, spec.title, columns, count, frozen=spec.frozen, height=_HEADER_HEIGHT)
    for index, column in enumerate(spec.columns):
        for condition, signal in column.signals if count else ():
            criteria, value = condition[0], condition[1:]
            rule = {"type": "cell", "criteria": criteria, "value": value if value.isdigit() else f'"{value}"'}
            sheet.conditional_format(1, index, count, index, rule | {"format": formats[signal]})


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
