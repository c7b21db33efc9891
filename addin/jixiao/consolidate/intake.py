"""Inputs → records and kept contents, in this process or in several.

Each process renders the rows of its files, keeps them in a store (``contents.py``) and hands back records only: sending
rows through the pool costs more than reading them.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from jixiao.caching.identity import Identities, identity
from jixiao.caching.repeated import repeated
from jixiao.checks.profile import Profile
from jixiao.checks.rule_engine import check_forms
from jixiao.checks.workbooks import prepare
from jixiao.consolidate.content import Content, make_content
from jixiao.consolidate.contents import Contents, Shelf
from jixiao.consolidate.records import FileRecord
from jixiao.consolidate.returns.inputs import InputFile
from jixiao.processes.guarded import KILLED, reason_of
from jixiao.processes.pool import alone, in_processes, usual_jobs
from jixiao.processes.worker import FILE_SECONDS, memory_limit, time_limit
from jixiao.submission import Submission

FileReader = Callable[[Path, str], Submission]
"""Reads the file at a path, shown to the user under a name; what it has read has a hash."""

# Small enough that the progress moves.
_MOST_IN_CHUNK = 32
# Each chunk is this part of what remains for one process: the last are single files, and no process waits long for another.
_PART_OF_REST = 8


class ReadTask(NamedTuple):
    """A file to read: its place among the inputs, the file, its link target."""

    place: int
    file: InputFile
    href: str


@dataclass(frozen=True, slots=True)
class ReadingSetup:
    """How files are read: against which profile, and where what they give is kept.

    ``read`` takes the place of the form reader. ``alone`` is true in a process that holds nothing else.
    """

    shelf: Shelf
    profile: Profile
    read: FileReader | None = None
    with_data: bool = False
    seconds: float = FILE_SECONDS
    alone: bool = False


Chunk = tuple[ReadTask, ...]
"""The files that one call of a worker reads."""

Done = tuple[int, FileRecord]
"""The place of a file among the inputs, and what became of it."""


def tasks_of(inputs: Sequence[InputFile], hrefs: Sequence[str]) -> tuple[dict[int, FileRecord], list[ReadTask]]:
    """Records of the files that are skipped, and the tasks that remain."""
    records: dict[int, FileRecord] = {}
    tasks = []
    for index, (file, href) in enumerate(zip(inputs, hrefs, strict=True)):
        outcome = file.outcome()
        if outcome is None:
            tasks.append(ReadTask(index, file, href))
        else:
            records[index] = FileRecord(outcome.file, outcome.status, href, outcome.reason)
    return records, tasks


def known_from_before(tasks: Sequence[ReadTask], shelf: Shelf) -> dict[int, FileRecord]:
    """Return the records of the files whose bytes were read in an earlier run."""
    with Contents(shelf) as contents:
        if not contents.searched:
            return {}
        return {task.place: record for task in tasks if (record := _known(task, contents)) is not None}


def read_tasks(tasks: Sequence[ReadTask], setup: ReadingSetup, jobs: int | None) -> Iterator[Done]:
    """Read files in this process, or in several; their order is not said."""
    jobs = jobs or usual_jobs(len(tasks))
    if jobs == 1 or len(tasks) < 2:
        with memory_limit():
            yield from read_chunk(setup, tuple(tasks))
    else:
        yield from _in_processes(tasks, replace(setup, alone=True), jobs)


def read_chunk(setup: ReadingSetup, chunk: Chunk) -> Iterator[Done]:
    """Reads the files of a chunk one after the other."""
    with Contents(setup.shelf) as contents:
        for task in chunk:
            started = time.perf_counter()
            record = _read_one(task, setup, contents)
            yield task.place, replace(record, seconds=time.perf_counter() - started)


def read_whole_chunk(setup: ReadingSetup, chunk: Chunk) -> list[Done]:
    """As ``read_chunk``, all at once: what a process hands back."""
    return list(read_chunk(setup, chunk))


def chunks_of(tasks: Sequence[ReadTask], jobs: int) -> list[Chunk]:
    """Return the tasks in portions for this number of processes."""
    chunks: list[Chunk] = []
    start = 0
    while start < len(tasks):
        size = max(1, min(_MOST_IN_CHUNK, (len(tasks) - start) // (jobs * _PART_OF_REST)))
        chunks.append(tuple(tasks[start : start + size]))
        start += size
    return chunks


def _in_processes(tasks: Sequence[ReadTask], setup: ReadingSetup, jobs: int) -> Iterator[Done]:
    """The records of all files, as they come."""
    for chunk, done in in_processes(partial(read_whole_chunk, setup), chunks_of(tasks, jobs), jobs, prepare):
        if done is not None:
            yield from done
        else:
            for task in chunk:
                yield read_alone(task, setup)


def read_alone(task: ReadTask, setup: ReadingSetup) -> Done:
    """Read one file in a process of its own, to see whether it kills that."""
    done = alone(partial(read_whole_chunk, setup), (task,))
    return done[0] if done is not None else (task.place, _failed(task, KILLED))


def _read_one(task: ReadTask, setup: ReadingSetup, contents: Contents) -> FileRecord:
    """Return the record of a file, its content kept. Raises ``StoreError``."""
    try:
        with time_limit(setup.seconds, hard=setup.alone):
            submission = (setup.read or _default_reader())(task.file.path, task.file.name)
            sha256, modified = submission.sha256, submission.modified
            if submission.status == "failed":
                return _failed(task, submission.reason, sha256, modified)
            # Rows are rendered before any is kept: a file that fails half way leaves nothing behind.
            checked = check_forms(submission.documents, setup.profile)
            content, parts = make_content(submission, checked, with_data=setup.with_data)
    except Exception as error:  # noqa: BLE001 - a defect met on one file must not lose the other ten thousand
        return _failed(task, reason_of(error))
    assert sha256 is not None
    return _record(task, content, sha256, modified, contents.add(sha256, content, parts))


def _known(task: ReadTask, contents: Contents) -> FileRecord | None:
    found = identity(task.file.path)
    kept = contents.find(found[0]) if found is not None else None
    if found is None or kept is None:
        return None
    content, store = kept
    return replace(_record(task, content, *found, store), known=True)


def _default_reader() -> FileReader:
    from jixiao.forms.reading import read_file

    return read_file


def _failed(task: ReadTask, reason: str | None, sha256: str | None = None, modified: float | None = None) -> FileRecord:
    return FileRecord(task.file.name, "failed", task.href, reason, sha256, modified)


def _record(task: ReadTask, content: Content, sha256: str, modified: float | None, store: str) -> FileRecord:
    documents = content.documents
    return FileRecord(task.file.name, content.status, task.href, content.reason, sha256, modified, store, documents)


Copies = dict[int, list[tuple[ReadTask, str, float]]]
"""Place of a file that is read → the files with the same bytes, each with its hash and its modification time."""


def without_copies(tasks: Sequence[ReadTask]) -> tuple[list[ReadTask], Copies]:
    """Return the tasks without repetitions, and who repeats each that stays."""
    identities = Identities()
    originals = repeated([(task.file.path, task.file.name) for task in tasks], identities)
    copies: Copies = defaultdict(list)
    for index, original in originals.items():
        found = identities.of(tasks[index].file.path)
        assert found is not None  # or it would not be known for a copy
        copies[tasks[original].place].append((tasks[index], *found))
    return [task for index, task in enumerate(tasks) if index not in originals], dict(copies)


def enter_copies(records: dict[int, FileRecord], copies: Copies) -> list[ReadTask]:
    """Give each repeated file the record of its original, under its own name.

    Return those that are still to be read: what they repeated was written to before it was read.
    """
    left: list[ReadTask] = []
    for place, others in copies.items():
        for task, sha256, modified in others:
            if records[place].sha256 not in (sha256, None):
                left.append(task)
                continue
            record = replace(records[place], file=task.file.name, href=task.href)
            records[task.place] = replace(record, modified=modified, seconds=0.0)
    return left
