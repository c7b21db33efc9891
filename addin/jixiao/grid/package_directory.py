"""The directory of a zip package, proven against the local headers."""

from __future__ import annotations

from contextlib import suppress
from struct import Struct
from typing import NamedTuple, NoReturn

from jixiao.errors import BrokenWorkbookError, EncryptedWorkbookError, HostileWorkbookError
from jixiao.grid.limits import Limits

_END = Struct("<4s4H2LH")  # end of central directory
_END64_PLACE = Struct("<4sLQL")  # where the zip64 end record lies
_END64 = Struct("<4sQ2H2L4Q")
_CENTRAL = Struct("<4s6H3L5H2L")
_LOCAL = Struct("<4s5H3L2H")
_ENCRYPTED, _SIZES_FOLLOW = 0x1, 0x8  # general purpose flags


_IN_ZIP64 = 0xFFFFFFFF
PICTURES = (".bmp", ".dib", ".emf", ".gif", ".jpe", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp", ".wdp", ".wmf")


class DeclaredPart(NamedTuple):
    """One part as the directory declares it; ``offset`` is that of its data.

    ``stamp`` is when it was last changed, as the directory packs it: MS-DOS date and time in 16 bits each.
    """

    name: str
    method: int
    crc: int
    compressed: int
    size: int
    offset: int
    stamp: int = 0


def read_directory(data: bytes, limits: Limits, encodings: tuple[str, ...]) -> dict[str, DeclaredPart]:
    """Entries of the central directory, each proven against its local header."""
    count, start, end = _directory_place(data)
    if count > limits.entries:
        raise HostileWorkbookError(f"压缩包中的部件超过 {limits.entries} 个")
    entries: dict[str, DeclaredPart] = {}
    extents: list[tuple[int, int]] = []
    total, at = 0, start
    for _ in range(count):
        if at + _CENTRAL.size > end:
            _broken_directory()
        fields = _CENTRAL.unpack_from(data, at)
        flags, method, time, date, crc, compressed, size, name_size, extra_size, comment_size = fields[3:13]
        header = fields[16]
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
        entries[name] = DeclaredPart(name, method, crc, compressed, size, offset, date << 16 | time)
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
    if name.casefold().endswith(PICTURES):
        return
    if size > limits.ratio_from_bytes and size > compressed * limits.ratio:
        raise HostileWorkbookError(f"部件 {name} 的压缩比超过 {limits.ratio}，疑似压缩炸弹")


def _data_offset(
    data: bytes, header: int, end: int, raw_name: bytes, flags: int, method: int, declared: tuple[int, int, int]
) -> int:
    """Return where an entry's data begins, if its local header agrees."""
    # ``declared`` are check sum, compressed size and size.
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
    """Return whether a local header says the same or leaves it open."""
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
