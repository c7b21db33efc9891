"""Rendered rows on disk, until the order of the documents is known.

Each reading process appends to a file of its own (a chunk) and hands back only where its rows lie; the final pass reads
them document by document. Neither side ever holds more than one document's rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from jixiao.consolidate.records import Span
from jixiao.consolidate.row_xml import LINE_END


class SpillWriter:
    """Appends to one chunk; a context manager."""

    def __init__(self, folder: Path, chunk: int) -> None:
        self._file = _chunk_path(folder, chunk).open("wb")
        self._offset = 0

    def append(self, lines: bytes) -> Span:
        """Where the lines were put."""
        span = Span(self._offset, len(lines), lines.count(LINE_END))
        self._file.write(lines)
        self._offset += len(lines)
        return span

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()


class SpillReader:
    """Reads spans of all chunks of a folder; a context manager."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[int, BinaryIO] = {}

    def lines(self, chunk: int, span: Span) -> Iterator[bytes]:
        """The rows of a span, each with its line end."""
        file = self._files.get(chunk)
        if file is None:
            file = self._files[chunk] = _chunk_path(self._folder, chunk).open("rb")
        file.seek(span.offset)
        yield from file.read(span.length).splitlines(keepends=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._files.values():
            file.close()


def _chunk_path(folder: Path, chunk: int) -> Path:
    return folder / f"chunk-{chunk:06d}"
