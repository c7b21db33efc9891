"""Inputs → records and kept contents, in this process or in several.

Each process renders the rows of its files, keeps them in a store (``contents.py``) and hands back records only: sending
rows through the pool costs more than reading them.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from jixiao.caching.identity import Identities, identity
from jixiao.checks.profile import Profile
from jixiao.checks.rule_engine import check_forms
from jixiao.consolidate.content import Content, make_content
from jixiao.consolidate.contents import Contents, Shelf
from jixiao.consolidate.records import FileRecord
from jixiao.consolidate.returns.inputs import InputFile
from jixiao.submission import Submission

FileReader = Callable[[Path, str], Submission]
"""Reads the file at a path, shown to the user under a name; what it has read has a hash."""


class ReadTask(NamedTuple):
    """A file to read: its place among the inputs, the file, its link target."""

    place: int
    file: InputFile
    href: str


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


class ReturnReader:
    """Reads and checks files and keeps their contents; each process has a store.

    ``read`` takes the place of the form reader.
    """

    def __init__(self, shelf: Shelf, profile: Profile, read: FileReader | None, *, with_data: bool) -> None:
        self._shelf = shelf
        self._profile = profile
        self._read = read or _default_reader()
        self._with_data = with_data
        self._contents: Contents | None = None

    def __call__(self, task: ReadTask) -> FileRecord:
        """Return the record of a file, its content kept. Raises ``StoreError``."""
        started = time.perf_counter()
        return self._record(task)._replace(seconds=time.perf_counter() - started)

    def _record(self, task: ReadTask) -> FileRecord:
        submission = self._read(task.file.path, task.file.name)
        sha256, modified = submission.sha256, submission.modified
        if submission.status == "failed":
            return failed(task, submission.reason, sha256, modified)
        assert sha256 is not None
        # Rows are rendered before any is kept: a file that fails half way leaves nothing behind.
        checked = check_forms(submission.documents, self._profile)
        content, parts = make_content(submission, checked, with_data=self._with_data)
        self._contents = self._contents or Contents(self._shelf)
        return _record(task, content, sha256, modified, self._contents.add(sha256, content, parts))

    def __getstate__(self) -> dict[str, Any]:
        return vars(self) | {"_contents": None}

    def close(self) -> None:
        """Close the store, if this process has one."""
        if self._contents is not None:
            self._contents.close()


def _known(task: ReadTask, contents: Contents) -> FileRecord | None:
    found = identity(task.file.path)
    kept = contents.find(found[0]) if found is not None else None
    if found is None or kept is None:
        return None
    content, store = kept
    return _record(task, content, *found, store)._replace(known=True)


def _default_reader() -> FileReader:
    from jixiao.forms.reading import read_file

    return read_file


def failed(task: ReadTask, reason: str | None, sha256: str | None = None, modified: float | None = None) -> FileRecord:
    """Return the record of a file that could not be read."""
    return FileRecord(task.file.name, "failed", task.href, reason, sha256, modified)


def _record(task: ReadTask, content: Content, sha256: str, modified: float | None, store: str) -> FileRecord:
    documents = content.documents
    return FileRecord(task.file.name, content.status, task.href, content.reason, sha256, modified, store, documents)


Copies = dict[int, list[tuple[ReadTask, str, float]]]
"""Place of a file that is read → the files with the same bytes, each with its hash and its modification time."""


def without_copies(tasks: Sequence[ReadTask]) -> tuple[list[ReadTask], Copies]:
    """Return the tasks without repetitions, and who repeats each that stays."""
    identities = Identities()
    originals = identities.repeated([(task.file.path, task.file.name) for task in tasks])
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
            records[task.place] = records[place]._replace(
                file=task.file.name, href=task.href, modified=modified, seconds=0.0
            )
    return left
