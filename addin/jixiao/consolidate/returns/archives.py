"""A .zip among the returns, read as the folder that was packed into it."""

# Its files are unpacked, under names of this program's choosing, into a folder of their own that goes when the
# program ends.

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from jixiao.consolidate.returns.file_kinds import ARCHIVE
from jixiao.errors import HostileWorkbookError, InputError, UnreadableFileError, os_reason
from jixiao.grid.guard import read_file
from jixiao.grid.limits import DEFAULT_LIMITS, Limits
from jixiao.grid.package import Package
from jixiao.ownfiles import working_folder

MAX_DEPTH = 3
"""Archives inside archives: a county packs what its departments packed."""
HINT = "请解压后报送其中的文件"

# What Windows packs has names in the local encoding; older programs knew only their own.
_ENCODINGS = ("utf-8", "gb18030", "cp437")


class Member(NamedTuple):
    """A file of an archive: its name inside, and its place or the reason."""

    name: str
    path: Path | None
    reason: str | None = None


class Archive:
    """Unpack the files of a .zip. Raises an ``InputError`` for a bad one."""

    def __init__(self, path: Path, limits: Limits = DEFAULT_LIMITS) -> None:
        self._path = path
        self._limits = limits
        self._unpacked = 0
        self._files = 0
        self._package = self._open(read_file(path, limits))
        self.is_workbook = self._package.find("[Content_Types].xml") is not None

    def members(self, wanted: frozenset[str]) -> Iterator[Member]:
        """Yield every file, also inside archives; ``wanted`` suffixes are unpacked."""
        yield from self._members(self._package, "", wanted, 1)

    def _open(self, data: bytes) -> Package:
        try:
            return Package(data, self._limits, _ENCODINGS)
        except InputError as error:
            error.hint = HINT if error.hint == error.default_hint else error.hint
            raise

    def _members(self, package: Package, above: str, wanted: frozenset[str], depth: int) -> Iterator[Member]:
        for entry in package.entries.values():
            if entry.name.endswith("/"):
                continue
            name = above + entry.name
            suffix = PurePosixPath(entry.name).suffix.lower()
            self._files += 1
            if self._files > self._limits.entries:
                raise HostileWorkbookError(f"压缩包中的文件超过 {self._limits.entries} 个", hint=HINT)
            if suffix not in wanted and suffix != ARCHIVE:
                yield Member(name, None)
                continue
            try:
                data = self._content(package, entry.name, entry.size)
                if suffix == ARCHIVE:
                    if depth == MAX_DEPTH:
                        raise HostileWorkbookError(f"压缩包嵌套超过 {MAX_DEPTH} 层", hint=HINT)
                    inside = list(self._members(self._open(data), f"{name}/", wanted, depth + 1))
                    yield from inside
                else:
                    unpacked = _unpack(data, suffix, entry.stamp)
                    _origins[unpacked] = self._path
                    yield Member(name, unpacked)
            except InputError as error:
                yield Member(name, None, error.reason)

    def _content(self, package: Package, name: str, size: int) -> bytes:
        self._unpacked += size
        if self._unpacked > self._limits.total_bytes:
            raise HostileWorkbookError(f"压缩包解压后超过 {self._limits.total_bytes >> 20} MB", hint=HINT)
        return package.read(name)


_counter = iter(range(1, 1 << 62))
_origins: dict[Path, Path] = {}


def archive_of(path: Path) -> Path | None:
    """Return the archive that a file came from, to be linked to; None for others."""
    return _origins.get(path)


def _unpack(data: bytes, suffix: str, stamp: int) -> Path:
    try:
        path = working_folder() / f"{next(_counter):06d}{suffix}"
        path.write_bytes(data)
    except OSError as error:
        raise UnreadableFileError(f"无法解压（{os_reason(error)}）", hint="请检查临时文件夹的空间和权限") from error
    moment = _moment(stamp)
    if moment is not None:
        with suppress(OSError):
            os.utime(path, (moment, moment))
    return path


def _moment(stamp: int) -> float | None:
    """Return an MS-DOS local date and time in seconds since the epoch, or None."""
    date, clock = stamp >> 16, stamp & 0xFFFF
    year, month, day = 1980 + (date >> 9), date >> 5 & 15, date & 31
    if not (month and day):
        return None
    parts = (year, month, day, clock >> 11, clock >> 5 & 63, (clock & 31) * 2, 0, 0, -1)
    with suppress(OverflowError, ValueError):
        return time.mktime(parts)
    return None
