"""The folder beside the output that a merge holds while it works.

It keeps two merges from writing the same output. Where the cache may not be used the stores of the reading processes lie
in it (``contents.py``): ``--resume`` finds in them what was read, by the hash of the file and the version of the program.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jixiao.consolidate.contents import OWN_STORE
from jixiao.consolidate.returns.inputs import InputFile
from jixiao.errors import JixiaoError, OutputError
from jixiao.ownfiles import TEMPORARY, is_own_folder, take_lock

_LOCK = "lock"
_FOLDER = re.compile(r"\..+\.jixiao")
# The reading processes of a merge that was killed end within moments of it.
_LOCK_SECONDS = 10.0


def is_working_file(file: InputFile) -> bool:
    """Return whether an input is what a merge leaves while it works."""
    name = file.path.name
    return name.startswith(".") and bool(TEMPORARY.fullmatch(name) or _FOLDER.fullmatch(name))


@contextmanager
def working_folder_of(output: Path, *, resume: bool) -> Iterator[Path]:
    """Hold the working folder for ``output``; it goes unless interrupted.

    Raises ``OutputError`` if another merge is writing the same output, or if something else has the folder's name.
    """
    folder = output.with_name(f".{output.name}.jixiao")
    with _locked(folder, output):
        if not resume:
            _empty(folder)
        try:
            yield folder
        except (JixiaoError, OSError):
            _remove(folder)
            raise
        _remove(folder)


def left_stores(folder: Path) -> list[str]:
    """The names of the stores that an interrupted merge has left."""
    names = sorted(path.name for path in folder.iterdir() if not path.is_symlink())
    return [name for name in names if name.endswith(".sqlite") and OWN_STORE.fullmatch(name)]


def _make(folder: Path) -> None:
    """Make the folder. Raises ``OutputError`` for a link or another's folder."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    if not is_own_folder(folder):
        hint = "请查看它是谁的，移走后重试，或换一个输出文件名"
        raise OutputError(f"“{folder}”不是当前用户的文件夹，不能用来存放汇总的中间结果", hint=hint)


def _empty(folder: Path) -> None:
    """Remove what merges leave in their folder, and nothing else."""
    for path in folder.iterdir():
        if OWN_STORE.fullmatch(path.name):
            with suppress(OSError):
                path.unlink()


def _remove(folder: Path) -> None:
    with suppress(OSError):
        _empty(folder)
        (folder / _LOCK).unlink(missing_ok=True)
        folder.rmdir()


@contextmanager
def _locked(folder: Path, output: Path) -> Iterator[None]:
    """The folder, made and held by this process alone."""
    give_up = time.monotonic() + _LOCK_SECONDS
    while isinstance(descriptor := _take(folder), str):
        if time.monotonic() > give_up:
            told = f"（{descriptor}）" if descriptor else ""
            raise OutputError(f"另一个汇总{told}正在写“{output.name}”", hint="请等它结束，或换一个输出文件名")
        time.sleep(0.05)
    try:
        yield
    finally:
        os.close(descriptor)


def _take(folder: Path) -> int | str:
    """Make the folder and lock it; return who has it where another process does."""
    _make(folder)
    path = folder / _LOCK
    try:
        descriptor = take_lock(path)
        # The merge that held the lock may have removed the file: then it is no lock any more.
        if isinstance(descriptor, str) or os.path.samestat(os.fstat(descriptor), path.stat()):
            return descriptor
    except FileNotFoundError:  # a merge that ended just now has removed the folder
        return ""
    os.close(descriptor)
    return ""
