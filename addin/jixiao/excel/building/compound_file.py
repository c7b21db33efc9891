"""Compound files, version 3 (MS-CFB): the container of a VBA project."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

SECTOR, MINI_SECTOR, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NONE = 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_PER_SECTOR = SECTOR // 4
_MOST_FAT_SECTORS = 109  # as many as the header lists


@dataclass
class _Entry:
    name: str
    kind: int
    data: bytes = b""
    children: list[int] = field(default_factory=list)
    start: int = 0
    size: int = 0
    left: int = NONE
    right: int = NONE
    child: int = NONE

    def packed(self) -> bytes:
        name = f"{self.name}\0".encode("utf-16-le") if self.name else b""
        links = (self.left, self.right, self.child)
        # Every node is black, which the specification allows; no class, flags or times.
        return struct.pack(
            "<64sHBB3I16sIQQIQ", name, len(name), self.kind, 1, *links, b"", 0, 0, 0, self.start, self.size
        )


_UNUSED = _Entry("", 0)


class _Sectors:
    """The sectors of the file and the table that chains them."""

    def __init__(self) -> None:
        self.content: list[bytes] = []
        self.table: list[int] = []

    def chain(self, data: bytes) -> int:
        """Append data; gives its first sector."""
        if not data:
            return END
        first = len(self.content)
        for start in range(0, len(data), SECTOR):
            self.content.append(data[start : start + SECTOR].ljust(SECTOR, b"\0"))
            self.table.append(len(self.content))
        self.table[-1] = END
        return first

    def append_table(self) -> list[int]:
        """Append the table with entries for its own sectors; return where it lies."""
        count = 1
        while count * _PER_SECTOR < len(self.table) + count:
            count += 1
        if count > _MOST_FAT_SECTORS:
            raise ValueError("a VBA project of more than 6.8 MB")
        places = list(range(len(self.content), len(self.content) + count))
        table = [*self.table, *[FAT] * count]
        table += [FREE] * (count * _PER_SECTOR - len(table))
        for start in range(0, len(table), _PER_SECTOR):
            self.content.append(struct.pack(f"<{_PER_SECTOR}I", *table[start : start + _PER_SECTOR]))
        return places


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams; a ``/`` in a name leads into a storage."""
    entries = _entries(streams)
    sectors = _Sectors()
    mini_table = _place_streams(entries, sectors)
    _link(entries)
    directory = b"".join(entry.packed() for entry in entries)
    padding = -len(entries) % (SECTOR // 128)
    directory_start = sectors.chain(directory + _UNUSED_LINKS * padding)
    packed_table = struct.pack(f"<{len(mini_table)}I", *mini_table)
    packed_table += b"\xff" * (-len(packed_table) % SECTOR)
    mini_start = sectors.chain(packed_table)
    places = sectors.append_table()
    header = struct.pack(
        "<8s16s5H6s10I",
        bytes.fromhex("d0cf11e0a1b11ae1"), b"", 0x3E, 3, 0xFFFE, 9, 6, b"",
        0, len(places), directory_start, 0, CUTOFF, mini_start, len(packed_table) // SECTOR, END, 0, places[0],
    )  # fmt: skip
    rest = [*places[1:], *[FREE] * (_MOST_FAT_SECTORS - len(places))]
    return header + struct.pack(f"<{len(rest)}I", *rest) + b"".join(sectors.content)


_UNUSED_LINKS = _UNUSED.packed()


def _entries(streams: Mapping[str, bytes]) -> list[_Entry]:
    entries = [_Entry("Root Entry", _ROOT)]
    storages = {"": 0}
    for path, data in streams.items():
        folder, _, name = path.rpartition("/")
        if folder not in storages:
            storages[folder] = len(entries)
            entries[0].children.append(len(entries))
            entries.append(_Entry(folder, _STORAGE))
        entries[storages[folder]].children.append(len(entries))
        entries.append(_Entry(name, _STREAM, data))
    return entries


def _place_streams(entries: list[_Entry], sectors: _Sectors) -> list[int]:
    """Put the streams into sectors; return the table of the mini stream."""
    mini, table = bytearray(), list[int]()
    for entry in entries:
        entry.size = len(entry.data)
        if entry.kind != _STREAM:
            continue
        if len(entry.data) >= CUTOFF or not entry.data:
            entry.start = sectors.chain(entry.data)
            continue
        entry.start = len(table)
        count = -(-len(entry.data) // MINI_SECTOR)
        table += [*range(len(table) + 1, len(table) + count), END]
        mini += entry.data.ljust(count * MINI_SECTOR, b"\0")
    entries[0].start, entries[0].size = sectors.chain(bytes(mini)), len(mini)
    return table


def _link(entries: list[_Entry]) -> None:
    """Make the children of each storage a balanced tree, by length and name."""

    def tree(numbers: list[int]) -> int:
        if not numbers:
            return NONE
        middle = len(numbers) // 2
        entry = entries[numbers[middle]]
        entry.left, entry.right = tree(numbers[:middle]), tree(numbers[middle + 1 :])
        return numbers[middle]

    for entry in entries:
        entry.child = tree(sorted(entry.children, key=lambda n: (len(entries[n].name), entries[n].name.upper())))
