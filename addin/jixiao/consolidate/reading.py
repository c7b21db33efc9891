"""Inputs → records and spilled rows, in this process or in several.

Each process renders the rows of its files into a pack of its own and hands back records only: sending rows through the
pool costs more than reading them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from jixiao.caching.identity import identity
from jixiao.caching.store import Store
from jixiao.checks.profile import Profile
from jixiao.checks.rule_engine import check_forms
from jixiao.checks.workbooks import prepare
from jixiao.consolidate.content import Content, make_content
from jixiao.consolidate.journal import Known
from jixiao.consolidate.records import FileRecord, Place
from jixiao.consolidate.returns.inputs import InputFile
from jixiao.consolidate.spill import SpillWriter
from jixiao.processes.guarded import KILLED, reason_of
from jixiao.processes.pool import alone, in_processes
from jixiao.processes.worker import FILE_SECONDS, memory_limit, time_limit
from jixiao.submission import Submission

FileReader = Callable[[Path, str], Submission]
"""Reads the file at a path, shown to the user under a name."""

# Small enough that the progress moves.
_MOST_IN_CHUNK = 32
# Each chunk is this part of what remains for one process: the last are single files, and no process waits long for another.
_PART_OF_REST = 8
_KIND = "merge"


class Task(NamedTuple):
    """A file to read: its place among the inputs, the file, its link target."""

    place: int
    file: InputFile
    href: str


@dataclass(frozen=True, slots=True)
class ReadingSetup:
    """How files are read: against which profile, into which folder, with which cache (None: without).

    ``read`` takes the place of the form reader. ``alone`` is true in a process that holds nothing else.
    """

    folder: Path
    profile: Profile
    version: str
    read: FileReader | None = None
    cache: Path | None = None
    with_data: bool = False
    seconds: float = FILE_SECONDS
    alone: bool = False


class Chunk(NamedTuple):
    """What one call of a worker does."""

    tasks: tuple[Task, ...]
    setup: ReadingSetup


Done = tuple[int, FileRecord]
"""The place of a file among the inputs, and what became of it."""


def settled_before(
    inputs: Sequence[InputFile], hrefs: Sequence[str], known: Known
) -> tuple[dict[int, FileRecord], list[Task]]:
    """Records of what need not be read (skipped files, and files whose content is known), and the tasks that remain."""
    records: dict[int, FileRecord] = {}
    tasks = []
    for index, (file, href) in enumerate(zip(inputs, hrefs, strict=True)):
        outcome = file.outcome()
        if outcome is not None:
            records[index] = FileRecord(outcome.file, outcome.status, href, outcome.reason)
            continue
        task = Task(index, file, href)
        found = _record_known(task, known) if known else None
        if found is None:
            tasks.append(task)
        else:
            records[index] = found
    return records, tasks


def read_tasks(tasks: Sequence[Task], setup: ReadingSetup, jobs: int) -> Iterator[Done]:
    """Reads files in this process, or in several; in which order is not said."""
    if jobs == 1 or len(tasks) < 2:
        with memory_limit():
            yield from read_chunk(Chunk(tuple(tasks), setup))
    else:
        yield from _in_processes(chunks_of(tasks, setup, jobs), jobs)


def read_chunk(chunk: Chunk) -> Iterator[Done]:
    """Reads the files of a chunk one after the other."""
    setup = chunk.setup
    cache = setup.cache if setup.read is None else None
    with SpillWriter(setup.folder) as spill, Store(cache, _KIND, setup.version) as store:
        for task in chunk.tasks:
            started = time.perf_counter()
            record, fresh = _read_one(task, setup, spill, store)
            yield task.place, replace(record, seconds=time.perf_counter() - started)
            if fresh is not None and cache is not None and record.sha256 is not None:
                store.put_later([record.sha256], fresh.head() + b"\n" + fresh.rows)


def read_whole_chunk(chunk: Chunk) -> list[Done]:
    """As ``read_chunk``, all at once: what a process hands back."""
    return list(read_chunk(chunk))


def chunks_of(tasks: Sequence[Task], setup: ReadingSetup, jobs: int) -> list[Chunk]:
    """Return the tasks in portions for this number of processes."""
    alone = replace(setup, alone=True)
    chunks: list[Chunk] = []
    start = 0
    while start < len(tasks):
        size = max(1, min(_MOST_IN_CHUNK, (len(tasks) - start) // (jobs * _PART_OF_REST)))
        chunks.append(Chunk(tuple(tasks[start : start + size]), alone))
        start += size
    return chunks


def _in_processes(chunks: Sequence[Chunk], jobs: int) -> Iterator[Done]:
    """The records of all chunks, as they come."""
    for chunk, done in in_processes(read_whole_chunk, chunks, jobs, prepare):
        if done is not None:
            yield from done
        else:
            for task in chunk.tasks:
                yield read_alone(task, chunk.setup)


def read_alone(task: Task, setup: ReadingSetup) -> Done:
    """Reads one file in a process of its own: a process died, and this tells which file it was."""
    done = alone(read_whole_chunk, Chunk((task,), setup))
    return done[0] if done is not None else (task.place, _failed(task, KILLED))


def _read_one(task: Task, setup: ReadingSetup, spill: SpillWriter, store: Store) -> tuple[FileRecord, Content | None]:
    """The record of a file, its rows in the spill; and its content unless that was known."""
    known = False
    try:
        with time_limit(setup.seconds, hard=setup.alone):
            cached = _cached(task, store) if setup.read is None and setup.cache is not None else None
            sha256: str | None
            modified: float | None
            if cached is not None:
                sha256, content, modified = cached
                known = True
            else:
                submission = (setup.read or _default_reader())(task.file.path, task.file.name)
                sha256, modified = submission.sha256, submission.modified
                if submission.status == "failed":
                    return _failed(task, submission.reason, sha256, modified), None
                # Rows are rendered before any is spilled: a file that fails half way leaves nothing behind.
                content = _content(submission, setup)
    except Exception as error:  # noqa: BLE001 - a defect met on one file must not lose the other ten thousand
        return _failed(task, reason_of(error)), None
    place = spill.append(sha256 or "0" * 64, content)
    return _record(task, content, sha256, modified, place, known=known), None if known else content


def _content(submission: Submission, setup: ReadingSetup) -> Content:
    checked = check_forms(submission.documents, setup.profile)
    return make_content(submission, checked, with_data=setup.with_data)


def _default_reader() -> FileReader:
    from jixiao.forms.reading import read_file

    return read_file


def _failed(task: Task, reason: str | None, sha256: str | None = None, modified: float | None = None) -> FileRecord:
    return FileRecord(task.file.name, "failed", task.href, reason, sha256, modified)


def _record(
    task: Task, content: Content, sha256: str | None, modified: float | None, place: Place, *, known: bool
) -> FileRecord:
    return FileRecord(
        task.file.name,
        content.status,
        task.href,
        content.reason,
        sha256,
        modified,
        place,
        content.documents,
        known,
    )


def _cached(task: Task, store: Store) -> tuple[str, Content, float] | None:
    found = identity(task.file.path)
    if found is None:
        return None
    sha256, modified = found
    stored = store.get([sha256])
    if stored is None:
        return None
    head, _, rows = stored.partition(b"\n")
    try:
        return sha256, Content.read(head, rows), modified
    except (ValueError, LookupError, TypeError, ArithmeticError, RecursionError):
        return None


def _record_known(task: Task, known: Known) -> FileRecord | None:
    found = identity(task.file.path)
    if found is None or found[0] not in known:
        return None
    content, place = known[found[0]]
    return _record(task, content, *found, place, known=True)
