"""A file to check and its result, as processes and cache hand it on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from jixiao.checks.dates import Day
from jixiao.checks.outcome import Skip
from jixiao.checks.packed import Packed, pack
from jixiao.checks.unread import NotRead
from jixiao.forms.document import Kind
from jixiao.submission import Status, Submission


class WorkbookFile(NamedTuple):
    """A file to check, and the name the user is shown."""

    path: Path
    name: str


class FiledForm(NamedTuple):
    """What tells forms apart; ``amount`` in 万元.

    The record that a merge keeps of a form (``DocumentRecord``) begins with the same fields.
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

    @property
    def place(self) -> tuple[str, str]:
        """Sheet and title cell."""
        return self.sheet, self.title_cell


class Settled(NamedTuple):
    """What becomes of a file beside the others of its batch.

    ``replaced`` and ``copied`` are the places of forms that do not count. ``departments`` leads from a name as typed, or
    from None, to the official one.
    """

    status: Status
    reason: str | None
    replaced: frozenset[tuple[str, str]] = frozenset()
    copied: frozenset[tuple[str, str]] = frozenset()
    departments: Mapping[str | None, str] = MappingProxyType({})


@dataclass(slots=True)
class FileChecked:
    """What became of one file, without its documents.

    ``keys`` are those of its forms, packed by ``packed_keys``: many files wait, and what is small passes faster between
    processes.
    """

    submission: Submission
    documents: int = 0
    found: Packed = field(default_factory=lambda: pack((), ""))
    skipped: list[Skip] = field(default_factory=list)
    keys: bytes = b""
    forms: list[FiledForm] = field(default_factory=list)
    not_read: list[NotRead] = field(default_factory=list)
