"""A file to check and what became of it, as the processes and the cache hand it on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from jixiao.checks.engine import Checked
from jixiao.submission import Submission


class WorkbookFile(NamedTuple):
    """A file to check, and the name the user is shown."""

    path: Path
    name: str


@dataclass(slots=True)
class FileChecked:
    """What became of one file, without its documents; ``remembered`` if that was known from an earlier check."""

    submission: Submission
    documents: int
    checked: Checked
    remembered: bool = False
