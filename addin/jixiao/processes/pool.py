"""Portions of work in several processes; a dying one takes only its own along."""

# What starts processes is loaded when some are started: it takes as long as checking a form.

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

from jixiao.processes.isolation import isolate_children
from jixiao.processes.worker import begin_worker

if TYPE_CHECKING:
    from concurrent.futures import Future

_P = TypeVar("_P")
_R = TypeVar("_R")

_FILES_TO_A_PROCESS = 24
"""With fewer files to read, another process costs more time than it saves."""
_MOST = 8
_work: Callable[[Any], Any] | None = None
"""What this process does with each portion, if it is one that works on them."""


def usual_jobs(files: int) -> int:
    """Return how many processes this number of files is worth on this machine."""
    try:
        processors = len(os.sched_getaffinity(0))
    except AttributeError:  # not on Windows and macOS
        processors = os.cpu_count() or 1
    return max(1, min(processors, _MOST, files // _FILES_TO_A_PROCESS))


def in_processes(
    work: Callable[[_P], _R], portions: Iterable[_P], jobs: int, prepare: Callable[[], object] | None = None
) -> Iterator[tuple[_P, _R | None]]:
    """Yield each portion with its result as it is done; None where a process died.

    ``work`` goes to each process once, however much it carries along, a portion to one of them.
    A portion that comes back with None may be the one that did it or one that was under way beside it: ``alone`` tells.
    ``prepare`` is called before processes are forked, so that each of them need not do it again. Whatever ``work`` raises
    is raised here.
    """
    import multiprocessing

    if prepare is not None and multiprocessing.get_start_method() == "fork":
        prepare()
    waiting = iter(portions)
    more = True
    while more:
        more = yield from _until_one_dies(work, waiting, jobs)


def alone(work: Callable[[_P], _R], portion: _P) -> _R | None:
    """What ``work`` gives in a process that does nothing else; None if that dies."""
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor

    isolate_children()
    with ProcessPoolExecutor(max_workers=1, initializer=begin_worker) as pool:
        try:
            return pool.submit(work, portion).result()
        except BrokenProcessPool:
            return None


def _until_one_dies(
    work: Callable[[_P], _R], waiting: Iterator[_P], jobs: int
) -> Generator[tuple[_P, _R | None], None, bool]:
    """Work on portions until a process dies; return whether one did."""
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor

    under_way: dict[Future[_R], _P] = {}
    lost: list[_P] = []
    isolate_children()
    pool = ProcessPoolExecutor(max_workers=jobs, initializer=_begin, initargs=(work,))
    try:
        # No more are handed over than processes can begin with: what waits here is not lost with a process.
        for portion in waiting:
            try:
                under_way[pool.submit(_on_one, portion)] = portion
            except BrokenProcessPool:
                lost.append(portion)
            if len(under_way) > jobs:
                yield from _finished(under_way, lost)
            if lost:
                break
        while under_way:
            yield from _finished(under_way, lost)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()
    for portion in lost:
        yield portion, None
    return bool(lost)


def _begin(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work
    begin_worker()


def _on_one(portion: Any) -> Any:
    assert _work is not None
    return _work(portion)


def _finished(under_way: dict[Future[_R], _P], lost: list[_P]) -> Iterator[tuple[_P, _R | None]]:
    """Wait for the next portions; those of a process that died go to ``lost``."""
    from concurrent.futures import FIRST_COMPLETED, wait
    from concurrent.futures.process import BrokenProcessPool

    done, _ = wait(under_way, return_when=FIRST_COMPLETED)
    for future in done:
        portion = under_way.pop(future)
        try:
            result = future.result()
        except BrokenProcessPool:
            lost.append(portion)
        else:
            yield portion, result
