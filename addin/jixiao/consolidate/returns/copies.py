"""Files that repeat the bytes of another: read once, listed each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from jixiao.caching.identity import Identities
from jixiao.caching.repeated import repeated
from jixiao.consolidate.intake import ReadTask
from jixiao.consolidate.records import FileRecord

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
