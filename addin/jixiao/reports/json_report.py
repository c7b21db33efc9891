"""The report as JSON (scripts/README.md), written as it goes, a finding a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import IO, Any

from jixiao.forms.jsonout import plain
from jixiao.reports.problem import Problem
from jixiao.reports.report import Report

# JSON itself escapes only the control characters below the blank.
_ESCAPED = re.compile("[\x7f-\x9f\ud800-\udfff]")


def write(report: Report, stream: IO[str]) -> None:
    """Write the object."""
    stream.write('{"files": [')
    _write_list(stream, report.files)
    stream.write('],\n"findings": [')
    _write_list(stream, map(finding_object, report.problems))
    stream.write('],\n"skipped": [')
    _write_list(stream, (each._asdict() for each in report.skipped))
    stream.write('],\n"not_read": [')
    _write_list(stream, ({"file": file} | each._asdict() for file, each in report.not_read))
    stream.write(f'],\n"counts": {json.dumps(report.counts()._asdict())}}}\n')


def finding_object(problem: Problem) -> dict[str, Any]:
    """The FINDING object (checks/README.md)."""
    finding = problem.finding
    against = {} if finding.against is None else {"against": finding.against}
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
        **against,
    }


def _text(each: Any) -> str:
    """Return an object on one line, free of what a terminal takes for a command."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(each, ensure_ascii=False, allow_nan=False))


def _write_list(stream: IO[str], objects: Iterable[Any]) -> None:
    separator = "\n"
    for each in objects:
        stream.write(separator + _text(each))
        separator = ",\n"
    stream.write("\n" if separator == ",\n" else "")
