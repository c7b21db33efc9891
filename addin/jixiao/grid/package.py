"""A zip package in memory; its directory is checked before anything is inflated.

``zipfile`` is not used: it opens packages with a lying or overlapping directory, inflates a part before its size is
known to be true, and takes twice as long for the twenty small parts of a workbook.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from jixiao.errors import BrokenWorkbookError, HostileWorkbookError
from jixiao.grid.limits import Limits
from jixiao.grid.package_directory import PICTURES, DeclaredPart, read_directory

_STORED, _DEFLATED = 0, 8
_PIECE, _MOST_AT_ONCE = 1 << 18, 1 << 22  # bytes inflated in one go


_T = TypeVar("_T")


class Package:
    """The parts of a zip package by name.

    ``entries`` maps the name (``/`` between folders) to what the directory says; a name is in the first of ``encodings``
    that can be. Reading is bounded by ``limits`` over
    the life of the package, so that many sheets that point to one big part cannot multiply it.

    Raises ``BrokenWorkbookError`` for a damaged package, ``EncryptedWorkbookError`` for encrypted entries and
    ``HostileWorkbookError`` for a directory that lies or breaks a limit.
    """

    __slots__ = ("_data", "_folded", "_inflated", "_read", "entries", "limits")

    def __init__(self, data: bytes, limits: Limits, encodings: tuple[str, ...] = ("utf-8", "cp437")) -> None:
        self._data = data
        self.limits = limits
        self._inflated = 0
        self._read: set[str] = set()
        self.entries = read_directory(data, limits, encodings)
        self._folded = {name.casefold(): name for name in self.entries}
        if len(self._folded) != len(self.entries):
            raise HostileWorkbookError("压缩包中有重名的部件")

    def find(self, name: str) -> str | None:
        """The name as the package spells it (part names do not depend on case), or None."""
        return name if name in self.entries else self._folded.get(name.casefold())

    def read(self, name: str, *, at_most: int | None = None) -> bytes:
        """Return the bytes of a part, within the bounds and with the check sum verified.

        Raises ``BrokenWorkbookError`` if the part is missing or damaged, ``HostileWorkbookError`` if it is larger than
        declared or than a limit.
        """
        entry = self._taken(name, self.limits.part_bytes if at_most is None else at_most)
        return b"".join(_pieces(self._data, entry))

    def _taken(self, name: str, bound: int) -> DeclaredPart:
        """Return what the directory says of a part, counted as read."""
        found = self.find(name)
        if found is None:
            raise BrokenWorkbookError(f"文件不完整，缺少部件 {name}")
        entry = self.entries[found]
        if entry.size > bound:
            raise HostileWorkbookError(f"部件 {name} 解压后超过 {bound >> 20} MB")
        self._inflated += entry.size
        if self._inflated > self.limits.total_bytes:
            raise HostileWorkbookError("解压后的内容总量超过限制")
        self._read.add(found)
        return entry

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a part larger than ``read`` allows in pieces; the check sum comes last.

        Raises as ``read`` does, but for the bound of a single part.
        """
        yield from _pieces(self._data, self._taken(name, self.limits.total_bytes))

    def fingerprint(self, name: str) -> int:
        """Return a number that only equal parts share (name, bytes, declarations)."""
        entry = self.entries[name]
        packed = self._data[entry.offset : entry.offset + entry.compressed]
        return hash((name, packed, entry.method, entry.crc, entry.size))

    def verify(self) -> None:
        """Read every part and let it go: for packages that another reader takes over.

        Raises as ``read`` does, so that a wrong check sum or a part larger than declared is found out here.
        """
        for name in self.unread():
            if not name.casefold().endswith(PICTURES):
                self.read(name)

    def unread(self) -> list[str]:
        """The parts nobody has read yet, in the order of the directory."""
        return [name for name in self.entries if name not in self._read]


class PartMemo(Generic[_T]):
    """Results of small parts by their stored bytes: forms of a template share them."""

    # What it holds must not be changed by those who get it.

    __slots__ = ("_known",)

    _MOST, _SMALL = 256, 100_000  # parts, bytes of one

    def __init__(self) -> None:
        self._known: dict[int, _T] = {}

    def get(self, package: Package, name: str, make: Callable[[bytes], _T]) -> _T:
        """Return ``make`` of a part's bytes, made once for equal bytes."""
        found = package.find(name)
        bound = package.limits.skeleton_bytes
        if found is None or not package.entries[found].size <= min(bound, self._SMALL):
            return make(package.read(name, at_most=bound))
        fingerprint = package.fingerprint(found)
        if fingerprint not in self._known:
            made = make(package.read(found))
            if len(self._known) >= self._MOST:
                self._known.clear()
            self._known[fingerprint] = made
        return self._known[fingerprint]


def _pieces(data: bytes, entry: DeclaredPart) -> Iterator[bytes]:
    packed = memoryview(data)[entry.offset : entry.offset + entry.compressed]
    if entry.method not in (_STORED, _DEFLATED):
        raise BrokenWorkbookError(f"部件 {entry.name} 的压缩方式（{entry.method}）不受支持")
    inflater = zlib.decompressobj(-15) if entry.method == _DEFLATED else None
    size = crc = 0
    for start in range(0, len(packed), _PIECE):
        waiting: bytes | memoryview = packed[start : start + _PIECE]
        while waiting:
            try:
                piece = bytes(waiting) if inflater is None else inflater.decompress(waiting, _MOST_AT_ONCE)
            except zlib.error as error:
                raise BrokenWorkbookError(f"部件 {entry.name} 的压缩数据已损坏") from error
            size += len(piece)
            crc = zlib.crc32(piece, crc)
            if size > entry.size:
                raise HostileWorkbookError(f"部件 {entry.name} 的实际大小超过声明的大小")
            yield piece
            waiting = b"" if inflater is None else inflater.unconsumed_tail
    if size != entry.size or crc != entry.crc:
        raise BrokenWorkbookError(f"部件 {entry.name} 校验失败，文件已损坏")
