"""Deflate as results and rows of sheets are packed."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

_LEVEL = 1
"""The lowest that packs at all: rows and results repeat so much that more hardly pays."""
_PIECE = 1 << 18


def compressor() -> Any:
    """An object with ``compress`` and ``flush`` that gives raw deflate data, as the entries of a package have it."""
    return zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)


def packed(data: bytes) -> bytes:
    """The data as a zlib stream, which ``zlib.decompress`` reads."""
    return zlib.compress(data, _LEVEL)


class PackedText:
    """A long text that is written in pieces and held compressed; it comes back in pieces."""

    def __init__(self, packed: bytes | None = None) -> None:
        self._compressor = compressor()
        self._parts: list[bytes] = [packed] if packed is not None else []
        self._waiting: list[str] = []
        self._length = 0
        self._complete = packed is not None

    def write(self, text: str) -> int:
        """Add to the end, before the text is first asked for."""
        assert not self._complete
        self._waiting.append(text)
        self._length += len(text)
        if self._length >= _PIECE:
            self._pack()
        return len(text)

    def writelines(self, texts: Iterable[str]) -> None:
        """Add all of them."""
        for text in texts:
            self.write(text)

    def packed(self) -> bytes:
        """The whole, from which ``PackedText`` is made again."""
        if not self._complete:
            self._pack()
            self._parts = [b"".join((*self._parts, self._compressor.flush()))]
            self._complete = True
        return self._parts[0]

    def pieces(self) -> Iterator[str]:
        """The text from its beginning to its end. Raises ``zlib.error`` if it was made of anything else."""
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        decoder = codecs.getincrementaldecoder("utf-8")("surrogatepass")
        waiting = self.packed()
        while waiting and not inflate.eof:
            yield decoder.decode(inflate.decompress(waiting, _PIECE))
            waiting = inflate.unconsumed_tail
        yield decoder.decode(inflate.flush(), final=True)

    def _pack(self) -> None:
        data = "".join(self._waiting).encode("utf-8", "surrogatepass")
        self._parts.append(self._compressor.compress(data))
        self._waiting.clear()
        self._length = 0
