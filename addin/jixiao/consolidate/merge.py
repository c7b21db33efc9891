"""Many workbooks → one summary workbook.

Files are read one by one (or by several processes), each document becomes rendered rows in the spill and a small
record; the records decide what supersedes what and in which order everything stands; the final pass streams the rows
into the workbook. Memory holds one file's documents and all records, never the rows.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from jixiao.consolidate.inputs import InputFile, discover
from jixiao.consolidate.links import href_from
from jixiao.consolidate.reading import FileReader, read_inputs
from jixiao.consolidate.records import DocumentRecord, FileRecord
from jixiao.consolidate.report import MergeReport
from jixiao.consolidate.spill import SpillReader
from jixiao.consolidate.summary_workbook import MergedDocument, Summary, write_summary
from jixiao.consolidate.supersede import SettledFile, settle
from jixiao.consolidate.tables import FileRow
from jixiao.forms.text import fold
from jixiao.grid.address import MAX_ROW
from jixiao.output import replacing

STATUS_NAMES = {"merged": "已汇总", "skipped": "已跳过", "failed": "失败"}

Progress = Callable[[int, int], None]
"""Told how many files are done and how many there are."""


def merge(
    paths: Sequence[str],
    output: Path,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    read: FileReader | None = None,
    row_limit: int = MAX_ROW,
) -> MergeReport:
    """Merges the forms of all workbooks under ``paths`` into the summary workbook ``output``.

    ``jobs`` processes read; ``read`` takes the place of the form reader and must be a module-level function if there
    are several; ``row_limit`` is the number of rows after which a sheet continues on the next. ``output`` appears
    whole or not at all.

    Raises ``UsageError`` if ``output`` is one of the inputs, ``OutputError`` if it cannot be written.
    """
    inputs = discover(paths)
    to_read = [file.path for file in inputs if file.skip_reason is None]
    with (
        replacing(output, inputs=to_read) as temporary,
        tempfile.TemporaryDirectory(prefix="jixiao-", ignore_cleanup_errors=True) as folder,
    ):
        hrefs = [_href(file, output) for file in inputs]
        records = read_inputs(inputs, hrefs, Path(folder), jobs=jobs, progress=progress, read=read)
        files = settle(records)
        documents = _ordered(files)
        listed = sorted(files, key=lambda file: file.record.file)
        summary = Summary(
            documents=documents,
            files=[_file_row(file) for file in listed],
            hrefs=[file.record.href for file in listed],
            row_limit=row_limit,
        )
        with SpillReader(Path(folder)) as spill:
            write_summary(summary, spill, temporary)
    return MergeReport(
        files=files,
        output=output,
        documents=len(documents),
        indicators=sum(merged.document.indicators for merged in documents),
        superseded=[each for file in files for each in file.superseded],
    )


def _href(file: InputFile, output: Path) -> str:
    """The path of an input from the folder of the summary workbook, with ``/``."""
    return href_from(Path(os.path.realpath(output)).parent, file.path)


def _ordered(files: Sequence[SettledFile]) -> list[MergedDocument]:
    """The merged documents by department, then file name, then place in the file."""
    merged = [MergedDocument(file.record, document) for file in files for document in file.merged]
    return sorted(merged, key=lambda each: _order(each.file, each.document))


def _order(file: FileRecord, document: DocumentRecord) -> tuple[bool, str, str]:
    # Forms without a department come last; sorting keeps the place in the file where all else is equal.
    department = fold(document.department or "")
    return not department, department, file.file


def _file_row(file: SettledFile) -> FileRow:
    return FileRow(
        file=file.record.file,
        status=STATUS_NAMES[file.status],
        reason=file.reason,
        sha256=file.record.sha256,
        recognised=len(file.record.documents),
        merged=len(file.merged),
        superseded=len(file.superseded),
        left_out=file.left_out,
    )
