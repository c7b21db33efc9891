"""A zip package in memory, read with bounds: the directory is checked before any byte is inflated.

``zipfile`` is not used: it opens packages with a lying or overlapping directory, inflates a part before its size is
known to be true, and takes twice as long for the twenty small parts of a workbook.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from struct import Struct
from typing import Generic, NamedTuple, NoReturn, TypeVar

from jixiao.errors import BrokenWorkbookError, EncryptedWorkbookError, HostileWorkbookError
from jixiao.grid.limits import Limits

_END = Struct("<4s4H2LH")  # end of central directory
_END64_PLACE = Struct("<4sLQL")  # where the zip64 end record lies
_END64 = Struct("<4sQ2H2L4Q")
_CENTRAL = Struct("<4s6H3L5H2L")
_LOCAL = Struct("<4s5H3L2H")

_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _SIZES_FOLLOW = 0x1, 0x8  # general purpose flags
_IN_ZIP64 = 0xFFFFFFFF
_PIECE, _MOST_AT_ONCE = 1 << 18, 1 << 22  # bytes inflated in one go
_PICTURES = (".bmp", ".dib", ".emf", ".gif", ".jpe", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp", ".wdp", ".wmf")


_T = TypeVar("_T")


class Entry(NamedTuple):
    """One part as the central directory declares it; ``offset`` is that of its data, not of its header.

    ``stamp`` is when it was last changed, as the directory packs it: MS-DOS date and time in 16 bits each.
    """

    name: str
    method: int
    crc: int
    compressed: int
    size: int
    offset: int
    stamp: int = 0


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
        self.entries = _directory(data, limits, encodings)
        self._folded = {name.casefold(): name for name in self.entries}
        if len(self._folded) != len(self.entries):
            raise HostileWorkbookError("压缩包中有重名的部件")

    def find(self, name: str) -> str | None:
        """The name as the package spells it (part names do not depend on case), or None."""
        return name if name in self.entries else self._folded.get(name.casefold())

    def read(self, name: str, *, at_most: int | None = None) -> bytes:
        """The bytes of a part, never more than declared and allowed, with the check sum verified.

        Raises ``BrokenWorkbookError`` if the part is missing or damaged, ``HostileWorkbookError`` if it is larger than
        declared or than a limit.
        """
        found = self.find(name)
        if found is None:
            raise BrokenWorkbookError(f"文件不完整，缺少部件 {name}")
        entry = self.entries[found]
        bound = self.limits.part_bytes if at_most is None else at_most
        if entry.size > bound:
            raise HostileWorkbookError(f"部件 {name} 解压后超过 {bound >> 20} MB")
        self._inflated += entry.size
        if self._inflated > self.limits.total_bytes:
            raise HostileWorkbookError("解压后的内容总量超过限制")
        self._read.add(found)
        return _content(self._data, entry)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of a part larger than ``read`` allows, piece by piece, with the check sum verified at the end.

        Raises as ``read`` does, but for the bound of a single part.
        """
        found = self.find(name)
        if found is None:
            raise BrokenWorkbookError(f"文件不完整，缺少部件 {name}")
        entry = self.entries[found]
        self._inflated += entry.size
        if self._inflated > self.limits.total_bytes:
            raise HostileWorkbookError("解压后的内容总量超过限制")
        self._read.add(found)
        yield from _pieces(self._data, entry)

    def fingerprint(self, name: str) -> int:
        """A number that two parts share only if they have the same name, stored bytes and declarations."""
        entry = self.entries[name]
        packed = self._data[entry.offset : entry.offset + entry.compressed]
        return hash((name, packed, entry.method, entry.crc, entry.size))

    def verify(self) -> None:
        """Read every part and let it go: for packages that another reader takes over.

        Raises as ``read`` does, so that a wrong check sum or a part larger than declared is found out here.
        """
        for name in self.unread():
            if not name.casefold().endswith(_PICTURES):
                self.read(name)

    def unread(self) -> list[str]:
        """The parts nobody has read yet, in the order of the directory."""
        return [name for name in self.entries if name not in self._read]


class PartMemo(Generic[_T]):
    """What was made of small parts, by their stored bytes: workbooks of one template share most of them.

    What it holds must not be changed by those who get it.
    """

    __slots__ = ("_known",)

    _MOST, _SMALL = 256, 100_000  # parts, bytes of one

    def __init__(self) -> None:
        self._known: dict[int, _T] = {}

    def get(self, package: Package, name: str, make: Callable[[bytes], _T]) -> _T:
        """``make`` of the part's bytes, or what it made of the same bytes before; raises as they do."""
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


def _content(data: bytes, entry: Entry) -> bytes:
    packed = memoryview(data)[entry.offset : entry.offset + entry.compressed]
    if entry.method == _STORED:
        content = bytes(packed)
    elif entry.method == _DEFLATED:
        inflater = zlib.decompressobj(-15)
        try:
            content = inflater.decompress(packed, entry.size + 1)
        except zlib.error as error:
            raise BrokenWorkbookError(f"部件 {entry.name} 的压缩数据已损坏") from error
        if len(content) > entry.size:
            raise HostileWorkbookError(f"部件 {entry.name} 的实际大小超过声明的大小")
        if not inflater.eof:
            raise BrokenWorkbookError(f"部件 {entry.name} 的压缩数据不完整")
    else:
        raise BrokenWorkbookError(f"部件 {entry.name} 的压缩方式（{entry.method}）不受支持")
    if len(content) != entry.size or zlib.crc32(content) != entry.crc:
        raise BrokenWorkbookError(f"部件 {entry.name} 校验失败，文件已损坏")
    return content


def _pieces(data: bytes, entry: Entry) -> Iterator[bytes]:
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


def _directory(data: bytes, limits: Limits, encodings: tuple[str, ...]) -> dict[str, Entry]:
    """Entries of the central directory, each proven against its local header."""
    count, start, end = _directory_place(data)
    if count > limits.entries:
        raise HostileWorkbookError(f"压缩包中的部件超过 {limits.entries} 个")
    entries: dict[str, Entry] = {}
    extents: list[tuple[int, int]] = []
    total, at = 0, start
    for _ in range(count):
        if at + _CENTRAL.size > end:
            _broken_directory()
        fields = _CENTRAL.unpack_from(data, at)
        (
            _,
            _,
            _,
            flags,
            method,
            time,
            date,
            crc,
            compressed,
            size,
            name_size,
            extra_size,
            comment_size,
            _,
            _,
            _,
            header,
        ) = fields
        if fields[0] != b"PK\x01\x02":
            _broken_directory()
        raw_name = data[at + 46 : at + 46 + name_size]
        if _IN_ZIP64 in (size, compressed, header):
            extra = data[at + 46 + name_size : at + 46 + name_size + extra_size]
            size, compressed, header = _zip64_sizes(extra, size, compressed, header)
        at += 46 + name_size + extra_size + comment_size
        if flags & _ENCRYPTED:
            raise EncryptedWorkbookError("文件设有打开密码")
        name = _part_name(raw_name, encodings)
        total += size
        _check_size(name, size, compressed, total, limits)
        offset = _data_offset(data, header, start, raw_name, flags, method, (crc, compressed, size))
        if name in entries:
            raise HostileWorkbookError(f"压缩包中有重名的部件 {name}")
        entries[name] = Entry(name, method, crc, compressed, size, offset, date << 16 | time)
        extents.append((header, offset + compressed))
    if at != end:
        _broken_directory()
    _check_extents(extents, start)
    return entries


def _broken_directory() -> NoReturn:
    raise BrokenWorkbookError("文件不完整：压缩包的目录已损坏")


def _directory_place(data: bytes) -> tuple[int, int, int]:
    """Number of entries, start and end offset of the central directory."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if end < 0 or end + _END.size > len(data):
        raise BrokenWorkbookError("文件不完整：可能没有下载或复制完")
    _, disk, _, _, count, size, start, _ = _END.unpack_from(data, end)
    if 0xFFFF in (disk, count) or _IN_ZIP64 in (size, start):
        place = end - _END64_PLACE.size
        if place >= 0 and data[place : place + 4] == b"PK\x06\x07":
            end = _END64_PLACE.unpack_from(data, place)[2]
            if end + _END64.size > place or data[end : end + 4] != b"PK\x06\x06":
                _broken_directory()
            count, size, start = _END64.unpack_from(data, end)[7:10]
    if start + size != end or count * _CENTRAL.size > size:
        _broken_directory()
    return count, start, end


def _zip64_sizes(extra: bytes, size: int, compressed: int, header: int) -> tuple[int, int, int]:
    """The three values with those that say “see the zip64 field” replaced from it."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = int.from_bytes(extra[at : at + 2], "little"), int.from_bytes(extra[at + 2 : at + 4], "little")
        if kind == 1:
            field = extra[at + 4 : at + 4 + length]
            values = []
            for value in (size, compressed, header):
                if value == _IN_ZIP64:
                    if len(field) < 8:
                        _broken_directory()
                    value, field = int.from_bytes(field[:8], "little"), field[8:]
                values.append(value)
            return values[0], values[1], values[2]
        at += 4 + length
    return size, compressed, header


def _part_name(raw: bytes, encodings: tuple[str, ...]) -> str:
    name = ""
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            name = raw.decode(encoding)
            break
    name = name.replace("\\", "/")
    if not name or "\0" in name or name.startswith("/") or ":" in name or ".." in name.split("/"):
        raise HostileWorkbookError("压缩包中有指向包外的部件名")
    return name


def _check_size(name: str, size: int, compressed: int, total: int, limits: Limits) -> None:
    if total > limits.total_bytes:
        raise HostileWorkbookError(f"解压后的内容超过 {limits.total_bytes >> 20} MB")
    # A blank picture shrinks to nothing, and nobody inflates it here.
    if name.casefold().endswith(_PICTURES):
        return
    if size > limits.ratio_from_bytes and size > compressed * limits.ratio:
        raise HostileWorkbookError(f"部件 {name} 的压缩比超过 {limits.ratio}，疑似压缩炸弹")


def _data_offset(
    data: bytes, header: int, end: int, raw_name: bytes, flags: int, method: int, declared: tuple[int, int, int]
) -> int:
    """Offset of an entry's data; the local header must tell what the directory told (crc, compressed, size)."""
    if header + _LOCAL.size > end:
        _broken_directory()
    fields = _LOCAL.unpack_from(data, header)
    signature, _, local_flags, local_method, _, _, crc, compressed, size, name_size, extra_size = fields
    if signature != b"PK\x03\x04":
        _broken_directory()
    offset: int = header + _LOCAL.size + name_size + extra_size
    if offset + declared[1] > end:
        _broken_directory()
    if (
        data[header + 30 : header + 30 + name_size] != raw_name
        or local_method != method
        or (flags ^ local_flags) & _ENCRYPTED
        or not (
            (crc, compressed, size) == declared
            or local_flags & _SIZES_FOLLOW
            or _agree(crc, compressed, size, declared)
        )
    ):
        raise HostileWorkbookError("压缩包的目录与内容不一致")
    return offset


def _agree(crc: int, compressed: int, size: int, declared: tuple[int, int, int]) -> bool:
    """Whether a local header says the same, or leaves it open (zero, or in a zip64 field)."""
    pairs = zip((crc, compressed, size), declared, strict=True)
    return all(there in (0, _IN_ZIP64, value) for there, value in pairs)


def _check_extents(extents: list[tuple[int, int]], directory: int) -> None:
    """No two entries share bytes, and none reaches into the directory."""
    end = 0
    for start, stop in sorted(extents):
        if start < end:
            raise HostileWorkbookError("压缩包中有相互重叠的部件")
        end = stop
    if end > directory:
        _broken_directory()
