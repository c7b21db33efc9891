"""By what a file is known again: its bytes."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from jixiao.grid.limits import DEFAULT_LIMITS


def identity(path: Path) -> tuple[str, float] | None:
    """Return hash and time of a file; None if it cannot be read or is too large."""
    try:
        with path.open("rb", buffering=0) as stream:
            status = os.fstat(stream.fileno())
            if status.st_size > DEFAULT_LIMITS.file_bytes:
                return None
            return hashlib.file_digest(stream, "sha256").hexdigest(), status.st_mtime
    except OSError:
        return None


def file_hash(path: Path) -> str:
    """Return the SHA-256 of the bytes of a file. Raises ``OSError``."""
    with path.open("rb", buffering=0) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class Identities:
    """The identity of each file as first asked for, so that a run reads it once."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[str, float] | None] = {}

    def of(self, path: Path) -> tuple[str, float] | None:
        """As ``identity``."""
        if path not in self._known:
            self._known[path] = identity(path)
        return self._known[path]

    def still(self, path: Path, sha256: str | None) -> bool:
        """Whether the bytes that were read are those of the identity, if it was asked for."""
        # A file that was written to in between has none from here on: nothing may be kept under what it was.
        known = self._known.get(path)
        if known is not None and sha256 is not None and known[0] != sha256:
            self._known[path] = None
            return False
        return True
