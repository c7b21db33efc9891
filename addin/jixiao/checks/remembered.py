"""What became of a file, and what forms say together, as the cache keeps it: a line about it, then the findings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from jixiao.checks.checked_file import FileChecked, FiledForm
from jixiao.checks.outcome import Skip
from jixiao.checks.packed import Packed
from jixiao.checks.unread import NotRead
from jixiao.submission import Submission


def outcome_to_bytes(one: FileChecked) -> bytes:
    """All of it but the keys and the name of the file."""
    submission = one.submission
    skipped = [(skip.code, skip.sheet, skip.reason) for skip in one.skipped]
    head = [submission.status, submission.reason, one.documents, skipped, one.found.levels, one.forms, one.not_read]
    return _lines(head, [one.found])


def outcome_from_bytes(data: bytes, file: str, sha256: str) -> FileChecked:
    """As it was, for a file of that name. Raises ``ValueError``, ``TypeError`` or ``LookupError`` for anything else."""
    head, _, findings = data.partition(b"\n")
    status, reason, documents, skipped, levels, forms, left = json.loads(head)
    return FileChecked(
        Submission(file, status, reason, sha256=sha256),
        documents,
        Packed(findings, tuple(levels), file),
        [Skip(code, file, sheet, why) for code, sheet, why in skipped],
        remembered=True,
        forms=[FiledForm(*form) for form in forms],
        not_read=[NotRead(*each) for each in left],
    )


def across_to_bytes(found: Sequence[Packed], skipped: Iterable[Skip]) -> bytes:
    """What the rules across forms found, with the names of the files."""
    return _lines([[part.levels for part in found], list(skipped)], found)


def across_from_bytes(data: bytes) -> tuple[list[Packed], list[Skip]]:
    """As it was. Raises ``ValueError``, ``TypeError`` or ``LookupError`` for anything else."""
    head, *parts = data.split(b"\n")
    levels, skipped = json.loads(head)
    found = [Packed(part, tuple(numbers), None) for part, numbers in zip(parts, levels, strict=True)]
    return found, [Skip(*each) for each in skipped]


def _lines(head: Any, found: Iterable[Packed]) -> bytes:
    # JSON has no line break of its own and escapes those in texts.
    first = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode()
    return b"\n".join((first, *(part.data for part in found)))
