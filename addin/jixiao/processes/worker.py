"""What keeps a reading process within bounds: time per file, memory, and no life after its parent."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from types import FrameType

from jixiao.errors import HostileWorkbookError

FILE_SECONDS = 120.0
"""A budget form is read in hundredths of a second, the largest that the limits admit in some ten."""
PROCESS_BYTES = 4 << 30
"""What reading may take on top of what the process has when it begins, in bytes of address space."""
_GRACE_SECONDS = 30.0
"""After the limit Python gets that long to end the reading by itself before the process is ended."""


class FileTimeLimitError(HostileWorkbookError):
    """A file takes longer to read than any form may."""

    default_hint = "请用 Excel 或 WPS 打开，删除多余的工作表和空白行列，另存后重新报送"


@contextmanager
def time_limit(seconds: float, *, hard: bool) -> Iterator[None]:
    """Ends the reading of a file that takes longer, by ``FileTimeLimitError``.

    ``hard`` also ends the process where code that is not Python hangs: for processes that hold nothing else. Without
    signals (on Windows, in a thread) only that is left.
    """
    if hard:
        # A watchdog that needs no interpreter: it also ends what never lets another thread run.
        faulthandler.dump_traceback_later(seconds + _GRACE_SECONDS, exit=True, file=_nowhere())
    try:
        with _alarm(seconds):
            yield
    finally:
        if hard:
            faulthandler.cancel_dump_traceback_later()


@cache
def _nowhere() -> int:
    return os.open(os.devnull, os.O_WRONLY)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        yield
        return
    if signal.getsignal(signal.SIGALRM) is None:  # an office's own, which Python could not put back
        yield
        return

    def expired(_number: int, _frame: FrameType | None) -> None:
        raise FileTimeLimitError(f"读取超过 {seconds:g} 秒")

    try:
        before = signal.signal(signal.SIGALRM, expired)
    except ValueError:  # an office began Python in another thread than it runs macros in
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Interrupts:
    """Notices Ctrl-C even where the code it hits turns the exception into another; a context manager."""

    def __init__(self) -> None:
        self._seen = False
        self._before: object = None

    def check(self) -> None:
        """Raises ``KeyboardInterrupt`` if Ctrl-C was pressed and the work went on."""
        if self._seen:
            raise KeyboardInterrupt

    def _notice(self, number: int, frame: FrameType | None) -> None:
        self._seen = True
        signal.default_int_handler(number, frame)

    def __enter__(self) -> Interrupts:
        if (
            threading.current_thread() is threading.main_thread()
            and signal.getsignal(signal.SIGINT) is signal.default_int_handler
        ):
            with suppress(ValueError):
                self._before = signal.signal(signal.SIGINT, self._notice)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def begin_worker() -> None:
    """The first thing a reading process does."""
    # Ctrl-C reaches the whole group; the parent decides what becomes of it.
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _limit_memory()
    _end_with_parent()


@contextmanager
def memory_limit() -> Iterator[None]:
    """Bounds what the reading in it takes, by ``MemoryError``, in a process that goes on to do other things.

    Without limits of processes (on Windows) there is none.
    """
    before = _limit_memory()
    try:
        yield
    finally:
        if before is not None:
            import resource

            with suppress(OSError, ValueError):
                resource.setrlimit(resource.RLIMIT_AS, before)


def _limit_memory() -> tuple[int, int] | None:
    """Sets the limit; the one before, or None if it is as it was."""
    try:
        import resource
    except ImportError:
        return None
    with suppress(OSError, ValueError):
        before = resource.getrlimit(resource.RLIMIT_AS)
        most = _address_space() + PROCESS_BYTES
        if before[0] == resource.RLIM_INFINITY or most < before[0]:
            resource.setrlimit(resource.RLIMIT_AS, (most, before[1]))
            return before
    return None


def _address_space() -> int:
    # An office that the reading runs in has mapped much before.
    try:
        with Path("/proc/self/statm").open(encoding="ascii") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, LookupError):
        return 0


def _end_with_parent() -> None:
    """A parent that was killed cannot tell its children: they watch it."""
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is None:
        return

    def watch(sentinel: int) -> None:
        connection.wait([sentinel])
        os._exit(1)

    threading.Thread(target=watch, args=(parent.sentinel,), daemon=True).start()
