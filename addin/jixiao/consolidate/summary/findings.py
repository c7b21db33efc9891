"""Findings as rows of 检查结果."""

from __future__ import annotations

from typing import NamedTuple

from jixiao.checks.catalogue import basis, basis_of_rule, is_local, message, spoken
from jixiao.checks.finding import Finding, Severity
from jixiao.consolidate.summary.row_xml import FILE, Mark

LEVELS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}


class FindingRow(NamedTuple):
    """A line of 检查结果; ``cell`` is where to go."""

    department: str | None
    project: str | None
    level: str
    code: str
    message: str
    found: str | None
    expected: str | None
    basis: str
    file: str | Mark
    sheet: str
    cell: str


def finding_row(finding: Finding) -> FindingRow:
    """The line of a finding; the name of its file is filled in later."""
    return FindingRow(
        finding.department,
        finding.project,
        LEVELS[finding.severity],
        finding.code,
        message(finding),
        spoken(finding.found) or None,
        spoken(finding.expected) or None,
        basis(finding) if is_local(finding.code) else basis_of_rule(finding.code),
        FILE,
        finding.sheet,
        finding.cell or "A1",
    )
