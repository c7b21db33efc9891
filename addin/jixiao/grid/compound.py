"""A compound file (OLE2, MS-CFB) in memory: its streams, read within bounds.

Excel up to 2003, WPS's .et and every password-protected .xlsx are of this kind.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from struct import Struct
from typing import NamedTuple, NoReturn

from jixiao.errors import BrokenWorkbookError

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = Struct("<8s16s8H9L")
_IN_HEADER = 109  # places of the sector table that the header lists itself
_LAST_SECTOR = 0xFFFFFFFA  # above: marks, not sectors
_DIRECTORY_BYTES = 1 << 20  # 8,000 entries; a workbook has about ten


class Stream(NamedTuple):
    """A directory entry of type stream."""

    name: str
    start: int
    size: int


class CompoundFile:
    """The streams of a compound file by name (``Workbook``, ``WordDocument`` …).

    Those of what is embedded in it are none of its own. Every chain of sectors is followed for at most as many sectors as
    the file has. Raises ``BrokenWorkbookError`` where the file contradicts itself.
    """

    __slots__ = ("_data", "_embedded", "_mini_cutoff", "_mini_stream", "_mini_table", "_sector", "_table", "streams")

    def __init__(self, data: bytes) -> None:
        if len(data) < 512:
            _broken()
        fields = _HEADER.unpack_from(data)
        shift, directory, cutoff, mini_start, difat = fields[5], fields[12], fields[14], fields[15], fields[17]
        if fields[0] != SIGNATURE or shift not in (9, 12):
            _broken()
        self._data = data
        self._sector = 1 << shift
        self._table = self._sector_table(difat)
        self._mini_cutoff = cutoff
        self._mini_table = _words(self._chain(mini_start, len(data))) if mini_start < _LAST_SECTOR else array("I")
        self._mini_stream = b""
        self.streams: dict[str, Stream] = {}
        self._read_directory(directory)

    def find(self, *names: str) -> str | None:
        """Return the first of these names that the file has, as the file spells it."""
        spelled = {name.casefold(): name for name in self.streams}
        return next((spelled[name.casefold()] for name in names if name.casefold() in spelled), None)

    def read(self, name: str, at_most: int | None = None) -> bytes:
        """Return the first ``at_most`` bytes of a stream. Raises ``KeyError`` without it."""
        stream = self.streams[name]
        size = stream.size if at_most is None else min(stream.size, at_most)
        if stream.size < self._mini_cutoff:
            small = self._mini_stream
            places = _sectors(self._mini_table, stream.start, size, 64, len(small))
            return b"".join(small[at * 64 : at * 64 + 64] for at in places)[:size]
        return self._chain(stream.start, size)

    def alone(self) -> bytes:
        """Return the file with the streams of what is embedded in it under other names.

        A reader that takes a stream by its bare name may take a workbook inside the workbook for it.
        """
        data = bytearray(self._data)
        for at in self._embedded:
            data[at : at + 2] = "_".encode("utf-16-le")
        return bytes(data) if self._embedded else self._data

    def _sector_table(self, difat: int) -> array[int]:
        """The table that says which sector follows which."""
        places = _words(self._data[76 : 76 + 4 * _IN_HEADER])
        seen = 0
        while difat < _LAST_SECTOR:
            more = _words(self._sector_at(difat))
            places.extend(more[:-1])
            difat = more[-1]
            seen += 1
            if seen * self._sector > len(self._data):
                _broken()
        table = array("I")
        for place in places:
            if place < _LAST_SECTOR:
                table.extend(_words(self._sector_at(place)))
            if len(table) * 4 > len(self._data) + 4 * self._sector:
                break
        return table

    def _sector_at(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        piece = self._data[start : start + self._sector]
        # The last sector of a file may be cut short.
        return piece if len(piece) == self._sector else piece.ljust(self._sector, b"\0") if piece else _broken()

    def _chain(self, start: int, size: int) -> bytes:
        """Up to ``size`` bytes of the chain that begins at a sector."""
        places = _sectors(self._table, start, size, self._sector, len(self._data))
        return b"".join(map(self._sector_at, places))[:size]

    def _read_directory(self, start: int) -> None:
        directory = self._chain(start, _DIRECTORY_BYTES)
        numbers, seen = [0], set[int]()  # of the root, then of what it holds: each leads to two others
        while numbers:
            number = numbers.pop()
            at = 128 * number
            if number in seen or at + 128 > len(directory):
                continue
            seen.add(number)
            length, kind = int.from_bytes(directory[at + 64 : at + 66], "little"), directory[at + 66]
            name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            left, right, child = _words(directory[at + 68 : at + 80])
            first, size = _words(directory[at + 116 : at + 124])
            numbers += [child] if number == 0 else [left, right]
            if kind == 2:
                self.streams.setdefault(name, Stream(name, first, min(size, len(self._data))))
            elif kind == 5 and first < _LAST_SECTOR:  # the root: its stream holds the small ones
                self._mini_stream = self._chain(first, min(size, len(self._data)))
        sectors = _sectors(self._table, start, len(directory), self._sector, len(self._data))
        places = ((number + 1) * self._sector + at for number in sectors for at in range(0, self._sector, 128))
        entries = enumerate(place for place in places if place + 128 <= len(self._data))
        self._embedded = [place for number, place in entries if number not in seen and self._data[place + 66] == 2]


def _sectors(table: array[int], at: int, size: int, sector: int, most: int) -> Iterator[int]:
    """Yield the numbers of the sectors that hold ``size`` bytes from one on."""
    had = 0
    while at < _LAST_SECTOR and had < size:
        if at >= len(table) or had > most:
            _broken()
        yield at
        had += sector
        at = table[at]


def _words(data: bytes) -> array[int]:
    """32-bit little-endian numbers."""
    words = array("I")
    words.frombytes(data[: len(data) // 4 * 4])
    if _BIG_ENDIAN:
        words.byteswap()
    return words


_BIG_ENDIAN = array("I", [1]).tobytes()[0] == 0


def _broken() -> NoReturn:
    raise BrokenWorkbookError("文件不完整或已损坏（OLE2 结构有错）")
