"""What a merge hands back: the object of ``merge --json`` (cli.md)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jixiao.consolidate.supersede import SettledFile, Superseded


@dataclass(frozen=True, slots=True)
class MergeReport:
    """The outcome of a merge.

    ``files`` has every input, in the order given; ``documents`` and ``indicators`` count what went into the summary.
    """

    files: list[SettledFile]
    output: Path
    documents: int
    indicators: int
    superseded: list[Superseded] = field(default_factory=list)

    def count(self, status: str) -> int:
        """How many files ended as ``merged``, ``skipped`` or ``failed``."""
        return sum(file.status == status for file in self.files)

    def as_json(self) -> dict[str, Any]:
        """The object as JSON data. Findings and missing departments come with the check and the roster."""
        return {
            "files": [_file(file) for file in self.files],
            "documents": self.documents,
            "indicators": self.indicators,
            "findings": {"error": 0, "warning": 0, "info": 0},
            "missing": [],
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
