"""What became of an input file: read, merged, checked, skipped or failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from jixiao.forms.document import Document

Status = Literal["read", "merged", "checked", "skipped", "failed"]
FileEntry = Mapping[str, Any]
"""The FILE object of the JSON output (scripts/README.md)."""


@dataclass(slots=True)
class Submission:
    """One input file and its outcome.

    ``file`` is the path shown to the user, relative to the PATH given, with ``/``.
    """

    file: str
    status: Status
    reason: str | None = None
    documents: list[Document] = field(default_factory=list)
    sha256: str | None = None
    modified: float | None = None

    def summary(self) -> dict[str, Any]:
        """The FILE object of the JSON output (scripts/README.md)."""
        return {"file": self.file, "status": self.status, "reason": self.reason, "documents": len(self.documents)}
