"""The compression of VBA source (MS-OVBA 2.4.1), in chunks of 4096 bytes."""

from __future__ import annotations

import struct

CHUNK = 4096
_SIGNATURE = 0b011 << 12
_COMPRESSED = 1 << 15
_SHORTEST = 3


def compress(data: bytes) -> bytes:
    """A compressed container."""
    chunks = (data[start : start + CHUNK] for start in range(0, len(data), CHUNK))
    return b"\x01" + b"".join(_framed(chunk) for chunk in chunks)


def _framed(chunk: bytes) -> bytes:
    """Return a chunk with its header; one that does not shrink is stored."""
    # The size field counts the header less 3.
    body = _Packer(chunk).pack()
    if len(body) < CHUNK:
        return struct.pack("<H", (len(body) - 1) | _SIGNATURE | _COMPRESSED) + body
    return struct.pack("<H", (CHUNK - 1) | _SIGNATURE) + chunk.ljust(CHUNK, b"\0")


class _Packer:
    """Packs one chunk: groups of eight tokens (bytes or copies) behind flags."""

    def __init__(self, chunk: bytes) -> None:
        self._chunk = chunk
        self._at = 0
        self._seen: dict[bytes, list[int]] = {}  # three bytes → where they stand

    def pack(self) -> bytes:
        packed = bytearray()
        while self._at < len(self._chunk):
            flags, tokens = 0, bytearray()
            for bit in range(8):
                if self._at >= len(self._chunk):
                    break
                copy = self._copy()
                flags |= (copy is not None) << bit
                tokens += self._literal() if copy is None else copy
            packed.append(flags)
            packed += tokens
        return bytes(packed)

    def _literal(self) -> bytes:
        start = self._at
        self._advance(1)
        return self._chunk[start : start + 1]

    def _copy(self) -> bytes | None:
        """A reference to the longest earlier match; None if three bytes cannot be had."""
        # The further into the chunk, the more of the 16 bits the offset takes (2.4.1.3.19.1).
        offset_bits = max(4, (self._at - 1).bit_length())
        longest = (0xFFFF >> offset_bits) + _SHORTEST
        length, source = 0, 0
        for candidate in reversed(self._seen.get(self._chunk[self._at : self._at + _SHORTEST], ())):
            match = self._match(candidate, longest)
            if match > length:
                length, source = match, candidate
        if length < _SHORTEST:
            return None
        offset = self._at - source
        self._advance(length)
        return struct.pack("<H", ((offset - 1) << (16 - offset_bits)) | (length - _SHORTEST))

    def _match(self, candidate: int, longest: int) -> int:
        most = min(longest, len(self._chunk) - self._at)
        length = _SHORTEST
        while length < most and self._chunk[candidate + length] == self._chunk[self._at + length]:
            length += 1
        return min(length, most)

    def _advance(self, count: int) -> None:
        for place in range(self._at, self._at + count):
            key = self._chunk[place : place + _SHORTEST]
            if len(key) == _SHORTEST:
                self._seen.setdefault(key, []).append(place)
        self._at += count
