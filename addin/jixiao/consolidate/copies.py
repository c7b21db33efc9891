"""Files that repeat the bytes of another: read once, listed each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from jixiao.caching.identity import identity
from jixiao.consolidate.reading import Task
from jixiao.consolidate.records import FileRecord

Copies = dict[int, list[tuple[Task, float]]]
"""Place of a file that is read → the files with the same bytes, each with its modification time."""


def without_copies(tasks: Sequence[Task]) -> tuple[list[Task], Copies]:
    """The tasks without those that repeat another, and under the place of each that stays what repeats it.

    Of files with the same bytes the one with the first name is read. Only files of the same size are looked into.
    """
    sizes: dict[int, list[Task]] = defaultdict(list)
    for task in tasks:
        sizes[_size(task)].append(task)
    same: dict[str, list[tuple[Task, float]]] = defaultdict(list)
    for size, candidates in sizes.items():
        for task in candidates if size >= 0 and len(candidates) > 1 else ():
            found = identity(task.file.path)
            if found is not None:
                same[found[0]].append((task, found[1]))
    copies: Copies = {}
    set_aside: set[int] = set()
    for repeated in same.values():
        (first, _), *others = sorted(repeated, key=lambda item: (item[0].file.name, item[0].place))
        if others:
            copies[first.place] = others
            set_aside.update(task.place for task, _ in others)
    return [task for task in tasks if task.place not in set_aside], copies


def enter_copies(records: dict[int, FileRecord], copies: Copies) -> None:
    """Gives each file that was set aside the record of the one it repeats, under its own name."""
    for place, repeated in copies.items():
        for task, modified in repeated:
            record = replace(records[place], file=task.file.name, href=task.href)
            records[task.place] = replace(record, modified=modified, seconds=0.0)


def _size(task: Task) -> int:
    """Bytes of a file; -1 for one of which that cannot be told."""
    try:
        return task.file.path.stat().st_size
    except OSError:
        return -1
