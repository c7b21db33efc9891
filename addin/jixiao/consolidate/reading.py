"""Inputs → records and spilled rows, in this process or in several.

Each process renders the rows of its files into a chunk of its own and hands back records only: sending rows through the
pool costs more than reading them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import NamedTuple

from jixiao.consolidate.inputs import InputFile
from jixiao.consolidate.links import cell_links
from jixiao.consolidate.records import DocumentRecord, FileRecord, Span
from jixiao.consolidate.row_xml import RowRenderer
from jixiao.consolidate.sheets import DEPARTMENTS, INDICATORS, PROJECTS
from jixiao.consolidate.spill import SpillWriter
from jixiao.consolidate.supersede import parse_date
from jixiao.consolidate.tables import department_row, indicator_rows, project_money, project_row
from jixiao.errors import JixiaoError
from jixiao.forms.document import Document
from jixiao.submission import Submission

FileReader = Callable[[Path, str], Submission]
"""Reads the file at a path, shown to the user under a name."""

# Enough chunks that one slow file does not leave the other processes idle at the end, few enough to keep all open.
_CHUNKS_PER_JOB = 16


class Task(NamedTuple):
    """A file to read: its place among the inputs, the file, its link target."""

    place: int
    file: InputFile
    href: str


class Chunk(NamedTuple):
    """What one call of a worker does: the files and the number of the spill file for their rows."""

    number: int
    tasks: tuple[Task, ...]
    folder: Path
    read: FileReader


def read_inputs(
    inputs: Sequence[InputFile],
    hrefs: Sequence[str],
    folder: Path,
    *,
    jobs: int,
    progress: Callable[[int, int], None] | None,
    read: FileReader | None,
) -> list[FileRecord]:
    """A record for every input, in the order of the inputs; the rows are in the spill in ``folder``."""
    records: dict[int, FileRecord] = {}
    tasks = []
    for index, (file, href) in enumerate(zip(inputs, hrefs, strict=True)):
        outcome = file.outcome()
        if outcome is None:
            tasks.append(Task(index, file, href))
        else:
            records[index] = FileRecord(outcome.file, outcome.status, href, outcome.reason)
    chunks = _chunks(tasks, jobs, folder, read or _default_reader())
    finished = _in_processes(chunks, jobs) if jobs > 1 else (done for chunk in chunks for done in read_chunk(chunk))
    for count, (index, record) in enumerate(finished, start=1):
        records[index] = record
        if progress is not None:
            progress(count, len(tasks))
    return [records[index] for index in range(len(inputs))]


def read_chunk(chunk: Chunk) -> Iterator[tuple[int, FileRecord]]:
    """Reads the files of a chunk one after the other."""
    with SpillWriter(chunk.folder, chunk.number) as spill:
        for task in chunk.tasks:
            yield task.place, _read_file(task, chunk, spill)


def _default_reader() -> FileReader:
    from functools import partial

    from jixiao.forms.reading import read_file

    return partial(read_file, observing=False)


def _chunks(tasks: Sequence[Task], jobs: int, folder: Path, read: FileReader) -> list[Chunk]:
    size = max(1, math.ceil(len(tasks) / (jobs * _CHUNKS_PER_JOB if jobs > 1 else 1)))
    starts = range(0, len(tasks), size)
    return [Chunk(number, tuple(tasks[start : start + size]), folder, read) for number, start in enumerate(starts)]


def _in_processes(chunks: Sequence[Chunk], jobs: int) -> Iterator[tuple[int, FileRecord]]:
    """The records of all chunks, as they come."""
    broken: list[Chunk] = []
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        waiting: dict[Future[list[tuple[int, FileRecord]]], Chunk] = {
            pool.submit(_read_whole_chunk, chunk): chunk for chunk in chunks
        }
        try:
            for future in as_completed(waiting):
                try:
                    yield from future.result()
                except BrokenProcessPool:
                    broken.append(waiting[future])
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    suspects = [chunk._replace(tasks=(task,)) for chunk in broken for task in chunk.tasks]
    for number, suspect in enumerate(suspects, start=len(chunks)):
        yield _read_alone(suspect._replace(number=number))


def _read_whole_chunk(chunk: Chunk) -> list[tuple[int, FileRecord]]:
    return list(read_chunk(chunk))


def _read_alone(chunk: Chunk) -> tuple[int, FileRecord]:
    """Reads one file in a process of its own: a worker died, and this tells which file it was."""
    (task,) = chunk.tasks
    with ProcessPoolExecutor(max_workers=1) as pool:
        try:
            return pool.submit(_read_whole_chunk, chunk).result()[0]
        except BrokenProcessPool:
            reason = "读取时进程意外终止，可能是内存不足或文件损坏。请用 Excel 或 WPS 打开检查并另存后重新报送"
            return task.place, FileRecord(task.file.name, "failed", task.href, reason)


def _read_file(task: Task, chunk: Chunk, spill: SpillWriter) -> FileRecord:
    try:
        submission = chunk.read(task.file.path, task.file.name)
        # Rows are rendered before any is spilled: a file that fails half way leaves nothing behind.
        forms = [(document, _rendered(document, submission.file, task.href)) for document in submission.documents]
    except JixiaoError as error:
        return FileRecord(task.file.name, "failed", task.href, error.reason)
    except Exception as error:  # noqa: BLE001 - a defect met on one file must not lose the other ten thousand
        reason = f"程序内部错误（{type(error).__name__}），请将该文件反馈给软件维护人员"
        return FileRecord(task.file.name, "failed", task.href, reason)
    return FileRecord(
        file=submission.file,
        status=submission.status,
        href=task.href,
        reason=submission.reason,
        sha256=submission.sha256,
        modified=submission.modified,
        chunk=chunk.number,
        documents=tuple(_record(document, _spilled(rendered, spill)) for document, rendered in forms),
    )


def _rendered(document: Document, file: str, href: str) -> dict[str, bytes]:
    """The document's rows by key of the data sheet they go to."""
    link_to = cell_links(href, document["source"]["sheet"])
    lines = {INDICATORS.key: _INDICATOR_ROWS.lines(indicator_rows(document, file), link_to)}
    if document["kind"] == "project":
        lines[PROJECTS.key] = _PROJECT_ROWS.lines([project_row(document, file)], link_to)
    if document["kind"] == "department":
        lines[DEPARTMENTS.key] = _DEPARTMENT_ROWS.lines([department_row(document, file)], link_to)
    return lines


def _spilled(rendered: dict[str, bytes], spill: SpillWriter) -> dict[str, Span]:
    return {key: spill.append(lines) for key, lines in rendered.items() if lines}


def _record(document: Document, spans: dict[str, Span]) -> DocumentRecord:
    return DocumentRecord(
        form=document["form"],
        kind=document["kind"],
        department=document["department"],
        project=document.get("project"),
        fiscal_year=document["fiscal_year"],
        sheet=document["source"]["sheet"],
        hidden=document["source"].get("hidden", False),
        date=parse_date(document["signoff"].get("date")),
        amount=project_money(document).amount if document["kind"] == "project" else None,
        indicators=len(document.get("indicators", ())),
        spans=spans,
    )


_PROJECT_ROWS = RowRenderer(PROJECTS)
_INDICATOR_ROWS = RowRenderer(INDICATORS)
_DEPARTMENT_ROWS = RowRenderer(DEPARTMENTS)
