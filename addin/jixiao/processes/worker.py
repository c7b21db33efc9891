"""What keeps a reading process within bounds: time, memory, its parent's life."""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import sys
import threading
import time
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
_COLLECTED_AT = (50_000, 20, 20)
"""Objects before Python looks for cycles. At its own 700 that takes 9 % of a check, and forms make next to none."""
_set: int | None = None
"""The bound of memory that this process has given itself."""
_AT_ONCE = 1e-6
_GRACE_SECONDS = 30.0
"""After the limit Python gets that long to end the reading by itself before the process is ended."""


class FileTimeLimitError(HostileWorkbookError):
    """A file takes longer than any form may."""

    default_hint = "请用 Excel 或 WPS 打开，删除多余的工作表和空白行列，另存后重新报送"

    def __init__(self, message: str = "") -> None:
        super().__init__(message)


@contextmanager
def time_limit(seconds: float = FILE_SECONDS, *, hard: bool = False) -> Iterator[None]:
    """End the treatment of a file after so many seconds by ``FileTimeLimitError``.

    An inner limit can only shorten the outer one.
    ``hard`` also ends the process where code that is not Python hangs: for processes that hold nothing else.
    """
    if hard:
        # A watchdog that needs no interpreter: it also ends what never lets another thread run.
        faulthandler.dump_traceback_later(seconds + _GRACE_SECONDS, exit=True, file=_nowhere())
    try:
        with _alarm(seconds) if _has_alarm() else _watched(seconds):
            yield
    finally:
        if hard:
            faulthandler.cancel_dump_traceback_later()


@cache
def _nowhere() -> int:
    return os.open(os.devnull, os.O_WRONLY)


def _has_alarm() -> bool:
    """Return whether a signal can interrupt this thread: not on Windows."""
    if sys.platform == "win32" or threading.current_thread() is not threading.main_thread():
        return False
    before = signal.getsignal(signal.SIGALRM)
    if before is None:  # an office's own, which Python could not put back
        return False
    try:
        signal.signal(signal.SIGALRM, before)
    except ValueError:  # an office began Python in another thread than it runs macros in
        return False
    return True


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def expired(_number: int, _frame: FrameType | None) -> None:
        raise _too_long(seconds)

    before = signal.signal(signal.SIGALRM, expired)
    started = time.monotonic()
    outer, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    if 0 < outer < seconds:
        signal.setitimer(signal.ITIMER_REAL, outer)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if outer:
            signal.setitimer(signal.ITIMER_REAL, max(outer - (time.monotonic() - started), _AT_ONCE))


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    """As ``_alarm``, by another thread, which reaches Python code only."""
    thread, lock = threading.get_ident(), threading.Lock()
    over = raised = False

    def expired() -> None:
        nonlocal raised
        with lock:
            if not over:
                raised = True
                _raise_in(thread, FileTimeLimitError)

    clock = threading.Timer(seconds, expired)
    clock.daemon = True
    clock.start()
    try:
        yield
    except FileTimeLimitError as error:
        raised = False
        raise error if error.message else _too_long(seconds) from None
    finally:
        clock.cancel()
        with lock:
            over = True
        if raised:  # at the very end, and not arrived yet
            _raise_in(thread, None)


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Let a thread raise an error at its next step; None takes it back."""
    import ctypes

    what = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), what)


def _too_long(seconds: float) -> FileTimeLimitError:
    return FileTimeLimitError(f"处理超过 {seconds:g} 秒")


class Interrupts:
    """Notices Ctrl-C even where code turns the exception into another."""

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


def collect_seldom() -> None:
    """Have the cycle collector of this process run as seldom as forms need it."""
    gc.set_threshold(*_COLLECTED_AT)


def begin_worker() -> None:
    """The first thing a reading process does."""
    collect_seldom()
    # Ctrl-C reaches the whole group; the parent decides what becomes of it.
    with suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _limit_memory()
    _end_with_parent()


@contextmanager
def memory_limit() -> Iterator[None]:
    """Bound the memory of what runs inside, by ``MemoryError``."""
    # Without limits of processes (on Windows) there is none.
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
    global _set
    try:
        import resource
    except ImportError:
        return None
    with suppress(OSError, ValueError):
        before = resource.getrlimit(resource.RLIMIT_AS)
        if before[0] == _set:
            return None  # bounded already, by whoever works on many files
        most = _address_space() + PROCESS_BYTES
        if before[0] == resource.RLIM_INFINITY or most < before[0]:
            resource.setrlimit(resource.RLIMIT_AS, (most, before[1]))
            _set = most
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
