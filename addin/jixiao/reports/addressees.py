"""To which department a finding is sent back."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from jixiao.checks.finding import Finding

NO_DEPARTMENT = "（未填写单位）"

_MISSPELT = "NAM-002"


class SentTo:
    """One department to which all of some findings are sent."""

    def __init__(self, department: str) -> None:
        self._department = department

    def of(self, _finding: Finding) -> str:
        """The department."""
        return self._department


class Addressees:
    """To which department each of some findings is sent."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._findings = findings

    def of(self, finding: Finding) -> str:
        """The department; never empty."""
        meant, filed_by = self._known
        name = finding.department
        if not name:
            return filed_by.get(finding.file) or NO_DEPARTMENT
        return meant.get((finding.file, name), name)

    @cached_property
    def _known(self) -> tuple[dict[tuple[str, str], str], dict[str, str]]:
        """Map file and name to the name that was meant, where one is misspelt.

        And the department by file, where all forms of a file that name one mean the same.
        """
        meant: dict[tuple[str, str], str] = {}
        named: dict[str, set[str]] = {}
        for finding in self._findings:
            name = finding.department
            if name:
                named.setdefault(finding.file, set()).add(name)
                if finding.code == _MISSPELT and isinstance(finding.expected, str) and finding.expected:
                    meant[finding.file, name] = finding.expected
        filed_by: dict[str, str] = {}
        for file, names in named.items():
            mean = {meant.get((file, name), name) for name in names}
            if len(mean) == 1:
                filed_by[file] = mean.pop()
        return meant, filed_by
