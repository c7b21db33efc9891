"""The shared texts of an .xls of which some runs are struck out (MS-XLS 2.4.265)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from struct import iter_unpack
from typing import NamedTuple

from jixiao.grid.struck import PartlyStruck


class RichText(NamedTuple):
    """A text with its runs: (first character, font); before the first the cell's font."""

    text: str
    runs: tuple[tuple[int, int], ...]

    def parted(self, font: int, struck: Collection[int]) -> PartlyStruck | None:
        """Return what is left of the text in a cell with a font; None if all is."""
        parts = {False: "", True: ""}
        for (first, own), (end, _) in pairwise([(0, font), *self.runs, (len(self.text), 0)]):
            parts[own in struck] += self.text[first:end]
        return PartlyStruck.of(parts[False], parts[True]) if parts[True] else None


def rich_texts(records: Sequence[bytes]) -> Mapping[int, RichText]:
    """Return the texts with runs by number, of the record SST and what continues it."""
    reader = _Reader(records)
    count = int.from_bytes(reader.take(8)[4:], "little")
    found = {}
    for number in range(count):
        length, flags = int.from_bytes(reader.take(2), "little"), reader.take(1)[0]
        runs = int.from_bytes(reader.take(2), "little") if flags & 8 else 0
        extension = int.from_bytes(reader.take(4), "little") if flags & 4 else 0
        text = reader.characters(length, flags & 1)
        if runs:
            found[number] = RichText(text, tuple(iter_unpack("<2H", reader.take(4 * runs))))
        reader.take(extension)
    return found


class _Reader:
    """Reads on from one record into the next."""

    def __init__(self, records: Sequence[bytes]) -> None:
        self._records = records
        self._record = self._at = 0

    def take(self, size: int) -> bytes:
        """Return so many bytes."""
        taken = b""
        while len(taken) < size:
            if self._at == len(self._records[self._record]):
                self._record, self._at = self._record + 1, 0
            piece = self._records[self._record][self._at : self._at + size - len(taken)]
            taken, self._at = taken + piece, self._at + len(piece)
        return taken

    def characters(self, count: int, wide: int) -> str:
        """Return so many characters; the next record says their width anew."""
        text = ""
        while count:
            if self._at == len(self._records[self._record]):
                self._record, self._at = self._record + 1, 1
                wide = self._records[self._record][0] & 1
            room = (len(self._records[self._record]) - self._at) // (1 + wide)
            piece = self.take(min(count, room) * (1 + wide))
            text += piece.decode("utf-16-le" if wide else "latin-1", "replace")
            count -= len(piece) // (1 + wide)
        return text
