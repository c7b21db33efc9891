"""What a merge hands back: the object of ``merge --json`` (cli.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jixiao.consolidate.records import Counts
from jixiao.consolidate.supersede import SettledFile, Superseded

STATUS_NAMES = {"merged": "已汇总", "skipped": "已跳过", "failed": "失败"}
"""What is said of a file with that status, in the summary and in the log."""


@dataclass(frozen=True, slots=True)
class MergeReport:
    """The outcome of a merge.

    ``files`` has every input, in the order given; ``documents`` and ``indicators`` count what went into the summary,
    ``found`` what the check found there. ``missing`` are the departments of the roster that have not filed, ``known``
    how many files were not read because they had been before, ``seconds`` where the time went, by step. ``standing``: nothing has changed since
    the summary was written, and it was left as it is.
    """

    files: list[SettledFile]
    output: Path
    documents: int
    indicators: int
    superseded: list[Superseded] = field(default_factory=list)
    found: Counts = field(default_factory=Counts)
    missing: list[str] = field(default_factory=list)
    known: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    standing: bool = False

    def count(self, status: str) -> int:
        """How many files ended as ``merged``, ``skipped`` or ``failed``."""
        return sum(file.status == status for file in self.files)

    def as_json(self) -> dict[str, Any]:
        """The object as JSON data."""
        return {
            "files": [_file(file) for file in self.files],
            "documents": self.documents,
            "indicators": self.indicators,
            "findings": {"error": self.found.errors, "warning": self.found.warnings, "info": self.found.infos},
            "missing": self.missing,
            "superseded": [each.as_json() for each in self.superseded],
            "output": str(self.output),
        }


def _file(file: SettledFile) -> dict[str, Any]:
    return {
        "file": file.record.file,
        "status": file.status,
        "reason": file.reason,
        "documents": len(file.record.documents),
    }
