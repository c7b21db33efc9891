"""The folder beside the output in which a merge works, and which an interrupted merge leaves for ``--resume``.

It holds the packs of the spill and the version of the program that wrote them. What is whole in the packs is found
again by the hash of the file it came from, so a file that has changed since, or a newer rule, is read anew.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jixiao.consolidate.content import Content
from jixiao.consolidate.inputs import InputFile
from jixiao.consolidate.records import Place
from jixiao.consolidate.spill import frames
from jixiao.errors import JixiaoError, OutputError

_VERSION, _LOCK, _TEMPORARY = "version", "lock", "temporary"
_OWN_TEMPORARY = re.compile(r"\.jixiao-[0-9a-f]{8}\.\w+")
_FOLDER = re.compile(r"\..+\.jixiao")
# The reading processes of a merge that was killed end within moments of it.
_LOCK_SECONDS = 10.0

Known = dict[str, tuple[Content, Place]]
"""Contents by hash of their file, and where their rows are."""


class Journal:
    """The working folder of a merge under way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def known(self) -> Known:
        """What an earlier run has read. What cannot be understood is as if it were not there."""
        known: Known = {}
        for frame in frames(self.folder):
            with suppress(ValueError, LookupError, TypeError):
                known[frame.sha256] = Content.read(frame.head), frame.place
        return known

    def remember_temporary(self, path: Path) -> None:
        """The file that is being written: should the merge be killed, the next one removes it."""
        (self.folder / _TEMPORARY).write_text(path.name, encoding="utf-8", errors="surrogateescape")


def is_working_file(file: InputFile) -> bool:
    """Whether an input is what a merge leaves while it works: no submission, and not worth listing."""
    name = file.path.name
    return name.startswith(".") and bool(_OWN_TEMPORARY.fullmatch(name) or _FOLDER.fullmatch(name))


@contextmanager
def journal(output: Path, version: str, *, resume: bool) -> Iterator[Journal]:
    """The working folder for ``output``; removed at the end unless the merge is interrupted.

    Raises ``OutputError`` if another merge is writing the same output.
    """
    folder = output.with_name(f".{output.name}.jixiao")
    folder.mkdir(exist_ok=True)
    with _locked(folder / _LOCK, output):
        _remove_temporary(folder)
        if not (resume and _read(folder / _VERSION) == version):
            _empty(folder)
            (folder / _VERSION).write_text(version, encoding="ascii")
        try:
            yield Journal(folder)
        except (JixiaoError, OSError):
            _remove(folder)
            raise
        _remove(folder)


def _read(path: Path) -> str | None:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, ValueError):
        return None


def _remove_temporary(folder: Path) -> None:
    with suppress(OSError):
        name = (folder / _TEMPORARY).read_text(encoding="utf-8", errors="surrogateescape")
        if _OWN_TEMPORARY.fullmatch(name):
            (folder.parent / name).unlink(missing_ok=True)


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name != _LOCK:
            path.unlink()


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(path: Path, output: Path) -> Iterator[None]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        give_up = time.monotonic() + _LOCK_SECONDS
        while not _try_lock(descriptor):
            if time.monotonic() > give_up:
                raise OutputError(f"另一个汇总正在写“{output.name}”", hint="请等它结束，或换一个输出文件名")
            time.sleep(0.05)
        yield
    finally:
        os.close(descriptor)


def _try_lock(descriptor: int) -> bool:
    # The system gives a lock free when its process ends, however it ends.
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
