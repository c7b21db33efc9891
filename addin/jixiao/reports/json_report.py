"""The report as JSON (cli.md): files, findings, skipped rules, counts. Written as it goes, a finding on each line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import IO, Any

from jixiao.checks.outcome import Skip
from jixiao.forms.jsonout import plain
from jixiao.reports.report import Problem, Report


def write(report: Report, stream: IO[str]) -> None:
    """Write the object; ``stream`` must replace what it cannot encode by a backslash escape, as JSON has for it."""
    stream.write('{"files": [')
    _write_list(stream, report.files)
    stream.write('],\n"findings": [')
    _write_list(stream, map(finding_object, report.problems))
    stream.write('],\n"skipped": [')
    _write_list(stream, map(_skip, report.skipped))
    stream.write(f'],\n"counts": {json.dumps(report.counts()._asdict())}}}\n')


def finding_object(problem: Problem) -> dict[str, Any]:
    """The FINDING object (rules.md)."""
    finding = problem.finding
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": problem.message,
        "file": finding.file,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "row": finding.row,
        "project": finding.project,
        "department": finding.department,
        "field": finding.field,
        "found": plain(finding.found),
        "expected": plain(finding.expected),
        "difference": plain(finding.difference),
        "basis": problem.basis,
        "related": list(finding.related),
    }


def _skip(skip: Skip) -> dict[str, str]:
    return {"code": skip.code, "file": skip.file, "sheet": skip.sheet, "reason": skip.reason}


def _write_list(stream: IO[str], objects: Iterable[Any]) -> None:
    separator = "\n"
    for each in objects:
        stream.write(separator + json.dumps(each, ensure_ascii=False, allow_nan=False))
        separator = ",\n"
    stream.write("\n" if separator == ",\n" else "")
