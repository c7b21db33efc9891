"""Findings kept as JSON, made into objects when they are reported.

Ten thousand workbooks have a hundred thousand findings. From the process that checked a file to the report they stay as
they go into the cache.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import islice
from typing import Any, overload

from jixiao.caching.codec import RecordCodec
from jixiao.checks.finding import Finding, Severity

_LEVELS = {level.value: level for level in Severity}
_WHOLE = RecordCodec(Finding)
_OF_A_FILE = RecordCodec(Finding, without=("file",))
_RELATED = [field.name for field in fields(Finding) if field.name != "file"].index("related")
_TOGETHER = 32
"""So many findings of several files are packed as one: few enough to find one of them again without much ado."""


@dataclass(frozen=True, slots=True)
class Packed:
    """Packed findings of ``file``, None if of several; ``levels`` counts them."""

    data: bytes
    levels: tuple[int, ...]
    file: str | None

    def findings(self) -> list[Finding]:
        """Return the findings. Raises ``ValueError``, ``TypeError``, ``LookupError``."""
        return [_finding(raw, self.file) for raw in json.loads(self.data)]


def pack(findings: Sequence[Finding], file: str | None) -> Packed:
    """Return findings as JSON without the one file that all of them are in."""
    found = Counter(finding.severity for finding in findings)
    data = json.dumps([_raw(finding, file) for finding in findings], ensure_ascii=False, separators=(",", ":"))
    return Packed(data.encode("utf-8", "surrogatepass"), tuple(found[level] for level in Severity), file)


def pack_across(findings: Iterable[Finding]) -> Iterator[Packed]:
    """Yield the findings of several files, a few at a time."""
    waiting = iter(findings)
    while some := list(islice(waiting, _TOGETHER)):
        yield pack(some, None)


class Findings(Sequence[Finding]):
    """The findings of a check in their order, each made as it is asked for."""

    def __init__(self) -> None:
        self._parts: list[Packed] = []
        self._starts: list[int] = []
        self._size = 0
        self._last: tuple[int, list[Finding]] = (-1, [])

    def append(self, part: Packed) -> None:
        """Add findings; full batches are packed."""
        if any(part.levels):
            self._parts.append(part)
            self._starts.append(self._size)
            self._size += sum(part.levels)

    def counts(self) -> dict[str, int]:
        """Return the number of findings of each level, 0 included."""
        columns = zip(*(part.levels for part in self._parts), strict=True)
        return dict(zip(_LEVELS, map(sum, columns), strict=True)) if self._parts else dict.fromkeys(_LEVELS, 0)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Finding]:
        for part in self._parts:
            yield from part.findings()

    @overload
    def __getitem__(self, place: int) -> Finding: ...
    @overload
    def __getitem__(self, place: slice) -> list[Finding]: ...
    def __getitem__(self, place: int | slice) -> Finding | list[Finding]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(self._size))]
        place = range(self._size)[place]
        number = bisect_right(self._starts, place) - 1
        if self._last[0] != number:  # the next that is asked for mostly stands beside it
            self._last = number, self._parts[number].findings()
        return self._last[1][place - self._starts[number]]


def _raw(finding: Finding, file: str | None) -> list[Any]:
    if file is None:
        return _WHOLE.plain(finding)
    raw = _OF_A_FILE.plain(finding)
    if finding.related:  # rules for single forms name other cells of the same file only
        raw[_RELATED] = [other.removeprefix(file) for other in finding.related]
    return raw


def _finding(raw: list[Any], file: str | None) -> Finding:
    if file is None:
        return _WHOLE.read(raw)
    if raw[_RELATED]:
        raw[_RELATED] = [file + other for other in raw[_RELATED]]
    return _OF_A_FILE.read(raw, file=file)
