"""By what a file is known again: its bytes."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Sequence
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

    def repeated(self, files: Sequence[tuple[Path, str]]) -> dict[int, int]:
        """Return the place of each file with the bytes of another → that one's place."""
        # The original is the one with the first name. Only files of one size are looked into.
        sizes: dict[int, list[int]] = defaultdict(list)
        for place, (path, _) in enumerate(files):
            sizes[_size(path)].append(place)
        same: dict[str, list[int]] = defaultdict(list)
        for size, candidates in sizes.items():
            for place in candidates if size >= 0 and len(candidates) > 1 else ():
                found = self.of(files[place][0])
                if found is not None:
                    same[found[0]].append(place)
        originals: dict[int, int] = {}
        for places in same.values():
            first, *others = sorted(places, key=lambda place: (files[place][1], place))
            originals.update(dict.fromkeys(others, first))
        return originals


def _size(path: Path) -> int:
    """Bytes of a file; -1 for one of which that cannot be told."""
    try:
        return path.stat().st_size
    except OSError:
        return -1
