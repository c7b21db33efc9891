"""By what a file is known again: its bytes."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from jixiao.grid.limits import DEFAULT_LIMITS


def identity(path: Path) -> tuple[str, float] | None:
    """The hash and the modification time of a file that can be read and is not too large to be."""
    try:
        with path.open("rb", buffering=0) as stream:
            status = os.fstat(stream.fileno())
            if status.st_size > DEFAULT_LIMITS.file_bytes:
                return None
            return hashlib.file_digest(stream, "sha256").hexdigest(), status.st_mtime
    except OSError:
        return None
