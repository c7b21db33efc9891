"""Findings as rows of 检查结果, and to which form of a file each belongs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from jixiao.checks.catalogue import basis, basis_of_rule, is_local, message, spoken
from jixiao.checks.finding import Finding, Severity
from jixiao.consolidate.records import DocumentRecord
from jixiao.consolidate.row_xml import FILE, Mark
from jixiao.grid.address import parse_address

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
        basis(finding) if is_local(finding.code) else _basis(finding.code),
        FILE,
        finding.sheet,
        finding.cell or "A1",
    )


class Places:
    """The forms of a file by where they stand: tells to which form a cell belongs."""

    def __init__(self, documents: Sequence[tuple[str, str]]) -> None:
        """``documents`` are sheet and title cell of each form."""
        self._sheets: dict[str, tuple[list[int], list[int]]] = {}
        for index, (sheet, title) in enumerate(documents):
            rows, indexes = self._sheets.setdefault(sheet, ([], []))
            rows.append(parse_address(title)[0])
            indexes.append(index)

    @classmethod
    def of_records(cls, documents: Sequence[DocumentRecord]) -> Places:
        """The forms of a file that was read."""
        return cls([(document.sheet, document.title_cell) for document in documents])

    def index(self, finding: Finding) -> int | None:
        """The place of the form in its file; None for a sheet without one."""
        found = self._sheets.get(finding.sheet)
        if found is None:
            return None
        rows, indexes = found
        row = parse_address(finding.cell)[0] if finding.cell else 0
        # Forms below each other on one sheet: the last title at or above the cell; above the first it is the first's.
        return indexes[max(bisect_right(rows, row) - 1, 0)]


@lru_cache(maxsize=256)
def _basis(code: str) -> str:
    return basis_of_rule(code)
