"""Files and folders that Jixiao makes for itself beside the user's.

They are told apart by name, by owner, and by not being links.

Another user of a shared folder, or a return that was unpacked there, may have laid something under the same name.
"""

from __future__ import annotations

import atexit
import getpass
import os
import re
import shutil
import socket
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import cache
from pathlib import Path

TEMPORARY = re.compile(r"\.jixiao-[0-9a-f]{8}(?:\.[^.]*)?")
"""The name of a file that is being written: ``.jixiao-0a1b2c3d.xlsx``."""

_WORKING, _LOCK = "jixiao-work-", "lock"
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_MOST_OF_A_NAME = 1 << 12
_FAR_BEHIND = 1 << 40
"""Windows locks bytes, and what is locked nobody else reads: a byte that no file has."""


def is_own_folder(path: Path) -> bool:
    """Whether that is a real folder, no link, and belongs to the user this runs for."""
    try:
        status = path.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and not _leads_elsewhere(status) and _is_ours(status)


def open_own_file(path: Path) -> int:
    """Open or make a file that the user alone can read; never through a link.

    Raises ``OSError``, also for a file of another user and for what is no ordinary file.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _NO_LINKS, 0o600)
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode) or not _is_ours(status) or _leads_elsewhere(path.lstat()):
        os.close(descriptor)
        raise PermissionError(f"not a file of this user: {path.name}")
    return descriptor


def _leads_elsewhere(status: os.stat_result) -> bool:
    # A junction of Windows is a folder by its mode.
    return stat.S_ISLNK(status.st_mode) or bool(getattr(status, "st_reparse_tag", 0))


def _is_ours(status: os.stat_result) -> bool:
    return sys.platform == "win32" or status.st_uid == os.geteuid()


def try_lock(descriptor: int) -> bool:
    """Lock an open file; return False where another process has it.

    The system gives it free when its process ends.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, _FAR_BEHIND, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            os.lseek(descriptor, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def take_lock(path: Path) -> int | str:
    """Lock a file and note in it who has it; return its descriptor, or who has it.

    Raises ``OSError``, as ``open_own_file``.
    """
    descriptor = open_own_file(path)
    if not try_lock(descriptor):
        with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor
            return file.read(_MOST_OF_A_NAME).decode("utf-8", "replace")
    os.truncate(descriptor, 0)
    told = f"{who()}，进程 {os.getpid()}，{datetime.now():%Y-%m-%d %H:%M} 开始"
    os.write(descriptor, told.encode("utf-8", "backslashreplace"))
    return descriptor


def who() -> str:
    """The user at this machine, as locks and the history of a season tell it."""
    user = "未知"
    with suppress(Exception):  # no name for the user: which error that is depends on the system
        user = getpass.getuser()
    return f"{user}@{socket.gethostname()}"


@contextmanager
def locked_temporary(path: Path) -> Iterator[None]:
    """Make a temporary file and hold its lock.

    ``remove_left_over`` of another run leaves a locked file alone.


    Raises ``OSError``. The lock ends with the block, and the file stays.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINKS, 0o666)
    try:
        try_lock(descriptor)
        yield
    finally:
        os.close(descriptor)


def remove_left_over(folder: Path) -> None:
    """Remove the temporary files that killed runs left in a folder: none is locked."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if TEMPORARY.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                _remove_unlocked(Path(entry.path))


def _remove_unlocked(path: Path) -> None:
    try:
        descriptor = open_own_file(path)
    except OSError:
        return
    free = try_lock(descriptor)
    os.close(descriptor)
    if free:
        with suppress(OSError):
            path.unlink()


@cache
def working_folder() -> Path:
    """Return the folder of this process for what it puts aside.

    It goes when the program ends; those of killed programs go now.


    It lies in the system's temporary folder, open to the user alone. Raises ``OSError``.
    """
    _remove_left_folders(Path(tempfile.gettempdir()))
    folder = Path(tempfile.mkdtemp(prefix=_WORKING))
    descriptor = open_own_file(folder / _LOCK)
    try_lock(descriptor)
    owner = os.getpid()

    def remove() -> None:
        if os.getpid() == owner:  # not by a process that was forked from it
            os.close(descriptor)
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)
    return folder


def _remove_left_folders(base: Path) -> None:
    """Remove the working folders whose process has ended."""
    for folder in base.glob(f"{_WORKING}*"):
        lock = folder / _LOCK
        if not is_own_folder(folder) or not lock.exists():  # without one it is being made just now
            continue
        with suppress(OSError):
            descriptor = open_own_file(lock)
            ended = try_lock(descriptor)
            os.close(descriptor)
            if ended:
                shutil.rmtree(folder, ignore_errors=True)
