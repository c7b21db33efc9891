"""Work on many files, each within bounds of time and memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from jixiao.errors import InputError, JixiaoError
from jixiao.processes.guarded import KILLED, reason_of
from jixiao.processes.pool import alone, in_processes, usual_jobs
from jixiao.processes.worker import FILE_SECONDS, memory_limit, time_limit

_T = TypeVar("_T")
_R = TypeVar("_R")

_PORTIONS_PER_JOB = 32
_MOST_IN_PORTION = 64
"""Enough portions that one slow file does not leave the other processes idle at the end."""


class Portion(NamedTuple):
    """Files for one call of a process; ``start`` is the first one's place."""

    start: int
    files: tuple[object, ...]


Processes = Callable[[Callable[[Portion], list[_R]], Iterable[Portion]], Iterator[tuple[Portion, list[_R] | None]]]
"""Works on portions anywhere, and yields each as it is done; with None where a process died (``in_processes``)."""


def each_file(
    work: Callable[[_T], _R],
    files: Sequence[_T],
    failed: Callable[[_T, str], _R],
    *,
    jobs: int | None = 1,
    prepare: Callable[[], object] | None = None,
    seconds: float | None = None,
    processes: Processes[_R] | None = None,
) -> Iterator[_R]:
    """Yield what ``work`` gives for each file, in order, else ``failed``.

    ``jobs`` processes work, None for as many as are worth it; for more than one, ``work`` and ``failed`` must be
    functions of a module, or ``partial`` of such. ``prepare`` loads what all of them need. ``processes`` are others than
    those of this machine. An error that concerns more than the file (a ``JixiaoError`` that is no ``InputError``) is
    raised.
    """
    seconds = seconds or FILE_SECONDS
    jobs = jobs or usual_jobs(len(files))
    if processes is None and (jobs < 2 or len(files) < 2):
        with memory_limit():
            yield from (_bounded(work, failed, file, seconds, hard=False) for file in files)
        return
    size = max(1, min(_MOST_IN_PORTION, len(files) // (jobs * _PORTIONS_PER_JOB)))
    portions = (Portion(start, tuple(files[start : start + size])) for start in range(0, len(files), size))
    done: dict[int, list[_R]] = {}
    awaited = 0
    on_portion = partial(_on_portion, work, failed, seconds)
    finished = (
        in_processes(on_portion, portions, jobs, prepare) if processes is None else processes(on_portion, portions)
    )
    for portion, outcome in finished:
        done[portion.start] = outcome if outcome is not None else _one_by_one(on_portion, portion, failed)
        while awaited in done:
            found = done.pop(awaited)
            awaited += len(found)
            yield from found


def _on_portion(
    work: Callable[[_T], _R], failed: Callable[[_T, str], _R], seconds: float, portion: Portion
) -> list[_R]:
    return [_bounded(work, failed, file, seconds, hard=True) for file in portion.files]  # type: ignore[arg-type]


def _bounded(work: Callable[[_T], _R], failed: Callable[[_T, str], _R], file: _T, seconds: float, *, hard: bool) -> _R:
    try:
        with time_limit(seconds, hard=hard):
            return work(file)
    except Exception as error:  # a defect met on one file must not lose the others
        if isinstance(error, JixiaoError) and not isinstance(error, InputError):
            raise
        return failed(file, reason_of(error))


def _one_by_one(
    on_portion: Callable[[Portion], list[_R]], portion: Portion, failed: Callable[[_T, str], _R]
) -> list[_R]:
    """Work on each file in a process of its own, to find the one that kills it."""
    found: list[_R] = []
    for file in portion.files:
        outcome = alone(on_portion, portion._replace(files=(file,)))
        found.append(outcome[0] if outcome is not None else failed(file, KILLED))  # type: ignore[arg-type]
    return found
