"""A file to check and what became of it, as the processes and the cache hand it on."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from jixiao.checks.outcome import Skip
from jixiao.checks.packed import Packed, pack
from jixiao.submission import Submission


class WorkbookFile(NamedTuple):
    """A file to check, and the name the user is shown."""

    path: Path
    name: str


@dataclass(slots=True)
class FileChecked:
    """What became of one file, without its documents.

    ``keys`` are those of its forms, packed (``key_json``): many files wait, and small things pass faster from process to
    process. ``remembered`` tells that all was known from an earlier check; the keys are then not here.
    """

    submission: Submission
    documents: int = 0
    found: Packed = field(default_factory=lambda: pack((), ""))
    skipped: list[Skip] = field(default_factory=list)
    keys: bytes = b""
    remembered: bool = False
