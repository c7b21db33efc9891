"""What a reading process returns of each file: keys and counts, no rows.

The rows themselves lie in a store (``contents.py``); these records are what superseding, ordering and the report need.
A province has some 80,000 documents, so a record is small.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from sys import intern
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from jixiao.checks.dates import Day
from jixiao.forms.document import Kind
from jixiao.reports.problem import Counts
from jixiao.submission import Status


class RowsSpan(NamedTuple):
    """Where one document's rows for a sheet lie: offset and length in bytes, rows."""

    offset: int
    length: int
    rows: int


_KEYS: dict[tuple[str, ...], tuple[str, ...]] = {}
_SIZE: Literal["I"] = "I"
"""Of a number in a span: no store holds so many bytes of rows that it would not do."""


class Spans(Mapping[str, RowsSpan]):
    """The spans of one document by key, packed to keep records small."""

    __slots__ = ("_keys", "_numbers")

    def __init__(self, spans: Mapping[str, RowsSpan] = MappingProxyType({})) -> None:
        keys = tuple(spans)
        self._keys = _KEYS.setdefault(keys, keys)
        self._numbers = array(_SIZE, [number for span in spans.values() for number in span]).tobytes()

    def __getitem__(self, key: str) -> RowsSpan:
        if key not in self._keys:
            raise KeyError(key)
        place = 3 * self._keys.index(key)
        return RowsSpan(*memoryview(self._numbers).cast(_SIZE)[place : place + 3])

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __reduce__(self) -> tuple[Any, ...]:
        return Spans, (dict(self),)


NOTHING_FOUND = Counts()


class LevelCount(NamedTuple):
    """How many indicators a form has of a level 2; empty for an unknown one."""

    level2: str
    indicators: int


class BlockScore(NamedTuple):
    """A self-evaluation's points and score for a level 1, where it states both."""

    level1: str
    indicators: int
    points: Decimal
    score: Decimal


class Evaluation(NamedTuple):
    """The result of a self-evaluation, as its form states it."""

    points: Decimal | None
    score: Decimal | None
    blocks: tuple[BlockScore, ...]


class DocumentRecord(NamedTuple):
    """One form of a file: the fields of a ``FiledForm``, and what a summary needs.

    ``amount`` is in 万元, ``spans`` are by the key of a sheet.
    ``department`` is as typed, or the roster's name for it; then ``typed`` is what stands on the form. ``code`` is the
    department's, as typed. ``found`` counts what the rules for single forms found. ``last_year`` is the money that the
    form states for the year before. A ``part`` belongs to a project that begins on the sheet before; a form with
    ``unit_unsaid`` has no unit of money; a ``listed`` one is a line of a list.
    """

    form: str
    kind: Kind
    department: str | None
    project: str | None
    fiscal_year: int | None
    sheet: str
    title_cell: str
    left_out: bool
    date: Day | None
    amount: Decimal | None
    indicators: int
    code: str | None = None
    listed: bool = False
    spans: Spans = Spans()
    found: Counts = NOTHING_FOUND
    typed: str | None = None
    levels: tuple[LevelCount, ...] = ()
    last_year: Decimal | None = None
    evaluation: Evaluation | None = None
    part: bool = False
    unit_unsaid: bool = False

    @property
    def is_project(self) -> bool:
        """Whether it counts as a project."""
        return self.kind == "project" and not self.part

    def __reduce__(self) -> tuple[Any, ...]:
        return _shared, tuple(self)


def _shared(*fields: Any) -> DocumentRecord:
    """Return another process's record with common parts held once."""
    return DocumentRecord(*map(_common, fields))


def _common(value: Any) -> Any:
    if type(value) is str:
        return intern(value)
    if type(value) is tuple and value and isinstance(value[0], LevelCount):
        return shared_levels(value)
    if isinstance(value, tuple) or type(value) is int:
        return _COMMON.setdefault(type(value), {}).setdefault(value, value)
    return value


def shared_levels(levels: Iterable[LevelCount]) -> tuple[LevelCount, ...]:
    """Return the counts, each held once for all records."""
    return tuple([_common(each) for each in levels])


_COMMON: dict[type, dict[Any, Any]] = {}
"""Years, dates, numbers of findings."""


class FileRecord(NamedTuple):
    """One input file after reading; ``store`` names the store with its rows.

    ``href`` is the path from the folder of the summary workbook, for hyperlinks. ``known`` is true for a file whose
    content was read in an earlier run, ``seconds`` what it took to read, check and render.
    """

    file: str
    status: Status
    href: str
    reason: str | None = None
    sha256: str | None = None
    modified: float | None = None
    store: str | None = None
    documents: tuple[DocumentRecord, ...] = ()
    known: bool = False
    seconds: float = 0.0
