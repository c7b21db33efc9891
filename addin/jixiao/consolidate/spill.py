"""Contents on disk, until the order of the documents is known.

Each reading process appends to a pack of its own and hands back only where its rows lie; the final pass reads them
document by document. Neither side ever holds more than one document's rows.

A pack is a row of frames, each with the hash of the file it was read from and a checksum of itself. A process may be
killed at any moment: what it was writing is a frame that is cut short, and is not found again.
"""

from __future__ import annotations

import os
import re
import secrets
import struct
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self
from zlib import crc32

from jixiao.consolidate.content import Content
from jixiao.consolidate.records import Place, Span

_MAGIC = b"JXP2"
_HEADER = struct.Struct("<4s32sIQI")
_SUFFIX = ".pack"
PACK = re.compile(r"\d+-[0-9a-f]{8}\.pack")
"""The name of a pack: ``4711-0a1b2c3d.pack``."""
# Reading goes from file to file in the order of the summary: many packs are open at the same time.
_MAX_OPEN = 64


class Frame(NamedTuple):
    """A content found in a pack: of which file, its head, where its rows are."""

    sha256: str
    head: bytes
    place: Place


class SpillWriter:
    """Appends to a pack that no other process has; a context manager."""

    def __init__(self, folder: Path) -> None:
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}{_SUFFIX}"
        self._file = (folder / self._name).open("xb")
        self._offset = 0

    def append(self, sha256: str, content: Content) -> Place:
        """Where the rows were put."""
        head = content.head()
        checksum = _checksum(head, content.rows)
        header = _HEADER.pack(_MAGIC, bytes.fromhex(sha256), len(head), len(content.rows), checksum)
        place = Place(self._name, self._offset + len(header) + len(head))
        # Flushed at once: what has been handed over must be there for the next run even if this one is killed.
        self._file.write(header + head)
        self._file.write(content.rows)
        self._file.flush()
        self._offset = place.offset + len(content.rows)
        return place

    def close(self) -> None:
        """No more is coming."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class SpillReader:
    """Reads spans of all packs of a folder; a context manager."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, BinaryIO] = {}

    def span(self, place: Place, span: Span) -> bytes:
        """The bytes of a span, in one piece."""
        file = self._open(place.pack)
        file.seek(place.offset + span.offset)
        data = file.read(span.length)
        if len(data) != span.length:
            raise AssertionError(f"{place.pack} ends before {place.offset + span.offset + span.length}")
        return data

    def _open(self, pack: str) -> BinaryIO:
        file = self._files.get(pack)
        if file is None:
            if len(self._files) >= _MAX_OPEN:
                self._files.pop(next(iter(self._files))).close()
            file = self._files[pack] = (self._folder / pack).open("rb")
        return file

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._files.values():
            file.close()


def frames(folder: Path) -> Iterator[Frame]:
    """The whole frames of all packs of a folder."""
    for path in sorted(path for path in folder.iterdir() if PACK.fullmatch(path.name)):
        if path.is_symlink():
            continue
        with path.open("rb") as file:
            yield from _frames_of(file, path.name)


def _frames_of(file: BinaryIO, name: str) -> Iterator[Frame]:
    size = os.fstat(file.fileno()).st_size
    offset = 0
    while True:
        header = file.read(_HEADER.size)
        if len(header) < _HEADER.size:
            return
        magic, sha256, head_size, rows_size, checksum = _HEADER.unpack(header)
        start = offset + _HEADER.size + head_size
        if magic != _MAGIC or start + rows_size > size:
            return
        head = file.read(head_size)
        if _checksum(head, file.read(rows_size)) != checksum:
            return
        yield Frame(sha256.hex(), head, Place(name, start))
        offset = start + rows_size


def _checksum(head: bytes, rows: bytes) -> int:
    return crc32(rows, crc32(head))
