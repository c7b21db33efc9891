"""Outcomes of checks as bytes for the cache: a line about the file, then its findings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from jixiao.caching.codec import RecordCodec
from jixiao.checks.checked_file import FileChecked, FiledForm
from jixiao.checks.outcome import Skip
from jixiao.checks.packed import Packed
from jixiao.checks.unread import NotRead
from jixiao.submission import Status, Submission


class _Outcome(NamedTuple):
    """What is known of a file besides its findings, their numbers included; ``skipped`` without the name of the file."""

    status: Status
    reason: str | None
    documents: int
    levels: tuple[int, ...]
    forms: list[FiledForm]
    not_read: list[NotRead]
    skipped: list[tuple[str, str, str]]


class _Across(NamedTuple):
    """What is known of the rules across forms besides their findings: the numbers of each part, and what was skipped."""

    levels: list[tuple[int, ...]]
    skipped: list[Skip]


_OUTCOMES = RecordCodec(_Outcome)
_ACROSS = RecordCodec(_Across)


def outcome_to_bytes(one: FileChecked) -> bytes:
    """Return the outcome of a file as bytes, without its keys and the name of the file."""
    told = one.submission
    skipped = [(skip.code, skip.sheet, skip.reason) for skip in one.skipped]
    outcome = _Outcome(told.status, told.reason, one.documents, one.found.levels, one.forms, one.not_read, skipped)
    return _lines(_OUTCOMES.plain(outcome), [one.found])


def outcome_from_bytes(data: bytes, file: str, sha256: str) -> FileChecked:
    """Return the outcome for a file of that name. Raises an error of ``RecordCodec.read`` for other bytes."""
    head, _, findings = data.partition(b"\n")
    outcome = _OUTCOMES.read(json.loads(head))
    return FileChecked(
        Submission(file, outcome.status, outcome.reason, sha256=sha256),
        outcome.documents,
        Packed(findings, outcome.levels, file),
        [Skip(code, file, sheet, why) for code, sheet, why in outcome.skipped],
        remembered=True,
        forms=outcome.forms,
        not_read=outcome.not_read,
    )


def across_to_bytes(found: Sequence[Packed], skipped: Iterable[Skip]) -> bytes:
    """Return the findings of the rules across forms as bytes, with the names of the files."""
    return _lines(_ACROSS.plain(_Across([part.levels for part in found], list(skipped))), found)


def across_from_bytes(data: bytes) -> tuple[list[Packed], list[Skip]]:
    """Return the findings and skipped rules. Raises an error of ``RecordCodec.read`` for other bytes."""
    head, *parts = data.split(b"\n")
    levels, skipped = _ACROSS.read(json.loads(head))
    return [Packed(part, numbers, None) for part, numbers in zip(parts, levels, strict=True)], skipped


def _lines(head: Any, found: Iterable[Packed]) -> bytes:
    # JSON has no line break of its own and escapes those in texts.
    first = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode()
    return b"\n".join((first, *(part.data for part in found)))
