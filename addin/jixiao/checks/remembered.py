"""The outcome of checking a file as JSON without the name of the file, and back: for the cache."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jixiao.checks.finding import Finding, Scalar, Severity
from jixiao.checks.outcome import CheckResult, Skip
from jixiao.submission import Status

_LEVELS = {level.value: level for level in Severity}


@dataclass(frozen=True, slots=True)
class Remembered:
    """What an earlier check of the same bytes found."""

    status: Status
    reason: str | None
    documents: int
    result: CheckResult


def outcome_to_json(status: Status, reason: str | None, documents: int, result: CheckResult, file: str) -> bytes:
    """All of it; where ``file`` is named, an empty name is put."""
    raw = [status, reason, documents, _findings(result.findings, file), _skips(result.skipped, file)]
    return json.dumps(raw, ensure_ascii=True, separators=(",", ":")).encode()


def outcome_from_json(data: bytes, file: str) -> Remembered:
    """As it was, for a file of that name. Raises ``ValueError``, ``TypeError`` or ``LookupError`` for anything else."""
    status, reason, documents, findings, skips = json.loads(data)
    found = [_finding(raw, file) for raw in findings]
    return Remembered(status, reason, documents, CheckResult(found, [Skip(raw[0], file, *raw[2:]) for raw in skips]))


def result_to_json(result: CheckResult) -> bytes:
    """What the rules across forms found, with the names of the files."""
    return json.dumps([_findings(result.findings, None), _skips(result.skipped, None)], ensure_ascii=True).encode()


def result_from_json(data: bytes) -> CheckResult:
    """As it was. Raises ``ValueError``, ``TypeError`` or ``LookupError`` for anything else."""
    findings, skips = json.loads(data)
    return CheckResult([_finding(raw, raw[2]) for raw in findings], [Skip(*raw) for raw in skips])


def _skips(skipped: Iterable[Skip], file: str | None) -> list[list[str]]:
    return [[skip.code, skip.file if file is None else "", skip.sheet, skip.reason] for skip in skipped]


def _findings(findings: Iterable[Finding], file: str | None) -> list[list[Any]]:
    return [
        [
            finding.code,
            finding.severity.value,
            finding.file if file is None else "",
            finding.sheet,
            finding.cell,
            finding.row,
            finding.project,
            finding.department,
            finding.field,
            _plain(finding.found),
            _plain(finding.expected),
            _plain(finding.difference),
            # Rules for single forms name other cells of the same file only.
            list(finding.related) if file is None else [other.removeprefix(file) for other in finding.related],
            {name: _plain(value) for name, value in finding.parameters.items()},
        ]
        for finding in findings
    ]


def _finding(raw: Sequence[Any], file: str) -> Finding:
    code, level, own, sheet, cell, row, project, department, field, found, expected, difference, related, named = raw
    return Finding(
        code,
        _LEVELS[level],
        file,
        sheet,
        cell,
        row,
        project,
        department,
        field,
        _scalar(found),
        _scalar(expected),
        None if difference is None else Decimal(difference[0]),
        tuple(related) if own else tuple(file + other for other in related),
        {name: _scalar(value) for name, value in named.items()},
    )


def _plain(value: Scalar) -> Any:
    return [str(value)] if isinstance(value, Decimal) else value


def _scalar(value: Any) -> Scalar:
    return Decimal(value[0]) if isinstance(value, list) else value
