"""The summary workbook: its sheets laid out by XlsxWriter, their rows streamed in from the spill."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.consolidate import official_table
from jixiao.consolidate.links import file_link
from jixiao.consolidate.own_output import OUTPUT_PROPERTY
from jixiao.consolidate.records import DocumentRecord, FileRecord
from jixiao.consolidate.row_xml import RowRenderer
from jixiao.consolidate.sheet_stream import StreamedRows, fill, part_name
from jixiao.consolidate.sheets import DATA_SHEETS, FILES, SheetSpec
from jixiao.consolidate.spill import SpillReader
from jixiao.consolidate.styles import FONT, register
from jixiao.consolidate.tables import FileRow
from jixiao.errors import OutputError
from jixiao.grid.address import MAX_ROW

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.workbook import Workbook  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

_A4 = 9
# What fits across a page of A4 upright at a size that is still read with ease, in characters.
_UPRIGHT_WIDTH = 120
_FOOTER = "&C第 &P 页 共 &N 页"


@dataclass(frozen=True, slots=True)
class MergedDocument:
    """A document that goes into the summary, with the file it is from."""

    file: FileRecord
    document: DocumentRecord


@dataclass(frozen=True, slots=True)
class Summary:
    """What the workbook shows: documents in the order of its rows, files in the order of their list.

    ``hrefs`` are the link targets of the files; ``row_limit`` how many rows a sheet may have.
    """

    documents: Sequence[MergedDocument]
    files: Sequence[FileRow]
    hrefs: Sequence[str]
    row_limit: int = MAX_ROW


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A tab that is streamed: the spec it follows, its name, what goes into it."""

    spec: SheetSpec | None
    name: str
    content: StreamedRows


def write_summary(summary: Summary, spill: SpillReader, output: Path) -> None:
    """Writes the workbook to ``output``."""
    sheets = [_official(summary)]
    for spec in DATA_SHEETS:
        sheets += _paged(spec, summary, spill)
    shell = _shell(sheets, _projects(summary))
    fill(shell, output, {part_name(index): sheet.content for index, sheet in enumerate(sheets)})


def _projects(summary: Summary) -> list[DocumentRecord]:
    return [merged.document for merged in summary.documents if merged.document.kind == "project"]


def _official(summary: Summary) -> _Sheet:
    projects = _projects(summary)
    count = official_table.row_count(projects)
    if official_table.HEADER_ROWS + count > MAX_ROW:
        # Half a million projects: its totals cannot be spread over several sheets.
        raise OutputError(f"{len(projects)}个项目超出“{official_table.TITLE}”一张工作表的行数", hint="请分批汇总")
    content = StreamedRows(
        rows=official_table.rows(projects),
        first=official_table.HEADER_ROWS + 1,
        count=count,
        size=1000 * count,
        columns=len(official_table.HEADERS),
    )
    return _Sheet(None, official_table.TITLE, content)


def _paged(spec: SheetSpec, summary: Summary, spill: SpillReader) -> Iterator[_Sheet]:
    """The tabs of a data sheet: one, or as many as its rows need."""
    count, size, rows = _file_rows(summary) if spec is FILES else _spilled_rows(spec.key, summary, spill)
    room = summary.row_limit - 1
    for page, start in enumerate(range(0, max(count, 1), room), start=1):
        here = min(room, count - start)
        # All pages draw from one iterator; they are written one after the other.
        content = StreamedRows(islice(rows, here), first=2, count=here, size=size, columns=len(spec.columns))
        yield _Sheet(spec, spec.title if page == 1 else f"{spec.title}{page}", content)


def _spilled_rows(key: str, summary: Summary, spill: SpillReader) -> tuple[int, int, Iterator[bytes]]:
    """Number of rows, their bytes, and the rows of one data sheet in the order of the documents."""
    spans = [
        (merged.file.chunk, merged.document.spans[key]) for merged in summary.documents if key in merged.document.spans
    ]
    rows = chain.from_iterable(spill.lines(chunk, span) for chunk, span in spans)
    return sum(span.rows for _, span in spans), sum(span.length for _, span in spans), rows


def _file_rows(summary: Summary) -> tuple[int, int, Iterator[bytes]]:
    renderer = RowRenderer(FILES)
    rows = (renderer.lines([file], file_link(href)) for file, href in zip(summary.files, summary.hrefs, strict=True))
    return len(summary.files), 1000 * len(summary.files), rows


def _shell(sheets: Sequence[_Sheet], projects: Sequence[DocumentRecord]) -> BytesIO:
    """The workbook with everything but the streamed rows."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    buffer = BytesIO()
    workbook = Workbook(
        buffer,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_format_properties": FONT,
        },
    )
    _set_properties(workbook)
    formats = register(workbook)
    for sheet in sheets:
        worksheet = workbook.add_worksheet(sheet.name)
        if sheet.spec is None:
            _lay_out_official(worksheet, formats, official_table.title(p.fiscal_year for p in projects))
        else:
            _lay_out(worksheet, formats, sheet.spec, sheet.content.count)
    workbook.close()
    buffer.seek(0)
    return buffer


def _set_properties(workbook: Workbook) -> None:
    workbook.set_properties({"title": official_table.TITLE, "author": "Jixiao", "created": _created()})
    workbook.set_custom_property(OUTPUT_PROPERTY, "merge")


def _created() -> datetime:
    """The time that SOURCE_DATE_EPOCH fixes (so that the same input gives the same bytes), or now."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(fixed), UTC) if fixed.isdecimal() else datetime.now(UTC)
    return moment.replace(microsecond=0, tzinfo=None)


def _lay_out(worksheet: Worksheet, formats: Mapping[str, Format], spec: SheetSpec, count: int) -> None:
    for index, column in enumerate(spec.columns):
        worksheet.set_column(index, index, column.width)
        worksheet.write_string(0, index, column.title, formats["header"])
    worksheet.set_row(0, 30)
    worksheet.freeze_panes(1, spec.frozen)
    worksheet.autofilter(0, 0, count, len(spec.columns) - 1)
    worksheet.repeat_rows(0)
    worksheet.set_header(f'&C&"黑体,常规"&14{spec.title}')
    _set_print(worksheet, landscape=spec.width > _UPRIGHT_WIDTH)


def _lay_out_official(worksheet: Worksheet, formats: Mapping[str, Format], title: str) -> None:
    last = len(official_table.HEADERS) - 1
    for index, (header, width) in enumerate(zip(official_table.HEADERS, official_table.WIDTHS, strict=True)):
        worksheet.set_column(index, index, width)
        worksheet.write_string(2, index, header, formats["official_header"])
    worksheet.merge_range(0, 0, 0, last, title, formats["title"])
    worksheet.write_string(1, 0, "汇总单位（盖章）：", formats["caption"])
    worksheet.write_string(1, last, "金额单位：万元", formats["caption_right"])
    for row, height in enumerate((36, 22, 28)):
        worksheet.set_row(row, height)
    worksheet.freeze_panes(official_table.HEADER_ROWS, 0)
    worksheet.repeat_rows(0, official_table.HEADER_ROWS - 1)
    _set_print(worksheet, landscape=False)


def _set_print(worksheet: Worksheet, *, landscape: bool) -> None:
    if landscape:
        worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    worksheet.center_horizontally()
    worksheet.set_footer(_FOOTER)
