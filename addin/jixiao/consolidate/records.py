"""What a reading process hands back about each file: keys and counts only, never rows.

The rows themselves lie in the spill (``spill.py``); these records are what superseding, ordering and the report need.
A province has some 80,000 documents, so a record is small.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from jixiao.forms.document import Kind
from jixiao.submission import Status

Date = tuple[int, int, int]
"""Year, month, day; the day is 0 where only the month was written."""


class Span(NamedTuple):
    """Where the rows of one document for one sheet lie in the spill: byte offset and length, number of rows."""

    offset: int
    length: int
    rows: int


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """One form of a file. ``amount`` in 万元; ``spans`` maps the key of a sheet to the rows it gets."""

    form: str
    kind: Kind
    department: str | None
    project: str | None
    fiscal_year: int | None
    sheet: str
    hidden: bool
    date: Date | None
    amount: Decimal | None
    indicators: int
    spans: dict[str, Span]


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One input file after reading. ``file`` is the name shown; ``chunk`` the part of the spill that has its rows.

    ``href`` is the path from the folder of the summary workbook, for hyperlinks.
    """

    file: str
    status: Status
    href: str
    reason: str | None = None
    sha256: str | None = None
    modified: float | None = None
    chunk: int = 0
    documents: tuple[DocumentRecord, ...] = ()
