"""What all reports show: the findings in words, in groups, worst first.

A report never holds markup. Texts that departments typed are in it as they were typed; each format makes them safe for
itself (``textlayout.legible`` and its own escaping).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from jixiao.checks.finding import Finding, Scalar, Severity
from jixiao.checks.outcome import EVERY_RULE, Skip
from jixiao.grid.address import parse_address

LEVELS = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.INFO: "提示"}
"""The levels, worst first, and what they are called."""

DEMANDS = {Severity.ERROR: "退回修改", Severity.WARNING: "需说明或完善", Severity.INFO: "供参考"}
"""What each level asks of the department."""

NO_DEPARTMENT = "（未填写单位）"

_MISSPELT = "NAM-002"

FileOutcome = Mapping[str, Any]
"""The FILE object of the JSON output: file, status, reason, documents."""


class Wording(Protocol):
    """What is said about a rule; ``jixiao.checks.catalogue`` as the reports need it."""

    def message(self, finding: Finding) -> str:
        """The finding in words."""

    def basis(self, code: str) -> str:
        """What the rule rests on."""

    def hint(self, code: str) -> str:
        """What to do about it."""


class Counts(NamedTuple):
    """How many findings of each level there are. The worse of two is the greater."""

    error: int = 0
    warning: int = 0
    info: int = 0

    def told(self) -> str:
        """For example ``错误 3，警告 1``: levels without a finding are left out."""
        named = zip(LEVELS.values(), self, strict=True)
        return "，".join(f"{name} {count}" for name, count in named if count) or "没有问题"


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding with its words. ``department`` is the one it is sent to, never empty; the form may name another."""

    finding: Finding
    department: str
    message: str
    hint: str
    basis: str

    @property
    def place(self) -> str:
        """Sheet and cell, as one says it."""
        finding = self.finding
        return f"{finding.sheet}!{finding.cell}" if finding.cell else finding.sheet

    @property
    def related(self) -> str:
        """The other cells of the finding, without the file and the sheet where they are the same."""
        file, sheet = f"{self.finding.file}!", f"{self.finding.sheet}!"
        here = f"{file}{sheet}"
        return "、".join(other.removeprefix(here if other.startswith(here) else file) for other in self.finding.related)


@dataclass(frozen=True, slots=True)
class FileGroup:
    """The problems of one file, worst first."""

    file: str
    counts: Counts
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class DepartmentGroup:
    """The files of one department that have problems, worst first."""

    department: str
    counts: Counts
    files: tuple[FileGroup, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a check.

    ``problems`` are in the order in which the check found them. ``paths`` leads from the name of a file to where it
    lies; a name that two inputs share is not in it, nothing can be linked or marked there. ``made`` is the local time,
    without a zone, that the reports state.
    """

    files: Sequence[FileOutcome]
    problems: Sequence[Problem]
    skipped: Sequence[Skip] = ()
    paths: Mapping[str, Path] = field(default_factory=dict)
    made: datetime = field(default_factory=lambda: stated_time())

    def counts(self) -> Counts:
        """All findings by level."""
        return count(self.problems)

    @property
    def checked(self) -> bool:
        """Whether there was anything to check."""
        return len(self.files) > len(self.unchecked)

    @property
    def unchecked(self) -> list[FileOutcome]:
        """The files that were skipped or could not be read."""
        return [file for file in self.files if file["status"] in ("skipped", "failed")]

    def groups(self) -> list[DepartmentGroup]:
        """The problems by department and file, worst first on every level."""
        sheets = _first_seen((p.finding.file, p.finding.sheet) for p in self.problems)
        by_department: dict[str, dict[str, list[Problem]]] = {}
        for problem in self.problems:
            files = by_department.setdefault(problem.department, {})
            files.setdefault(problem.finding.file, []).append(problem)
        groups = [
            _department_group(department, [_file_group(file, found, sheets) for file, found in files.items()])
            for department, files in by_department.items()
        ]
        return sorted(groups, key=lambda group: (_worst_first(group.counts), group.department))


def make_report(
    files: Sequence[FileOutcome],
    findings: Sequence[Finding],
    skipped: Sequence[Skip] = (),
    *,
    paths: Iterable[tuple[str, Path]] = (),
    wording: Wording | None = None,
) -> Report:
    """Put the findings into words; ``wording`` is the catalogue unless another is given."""
    wording = wording or CatalogueWording()
    meant = _meant(findings)
    filed_by = _department_of_each_file(findings, meant)
    problems = [
        Problem(
            finding,
            department=_addressee(finding, filed_by, meant),
            message=wording.message(finding),
            hint=wording.hint(finding.code),
            basis=wording.basis(finding.code),
        )
        for finding in findings
    ]
    return Report(files, problems, skipped, _unambiguous(paths))


def stated_time() -> datetime:
    """Now, or the time that SOURCE_DATE_EPOCH fixes so that the same input gives the same report."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(fixed), UTC) if fixed.isdecimal() else datetime.now().astimezone()
    return moment.replace(microsecond=0, tzinfo=None)


def count(problems: Iterable[Problem]) -> Counts:
    """How many there are of each level."""
    found = Counter(problem.finding.severity for problem in problems)
    return Counts(*(found[level] for level in LEVELS))


def skip_lines(skipped: Iterable[Skip]) -> list[str]:
    """The rules that were not run: a line for each reason, with the number of sheets."""
    times = Counter((skip.code, skip.reason) for skip in skipped)
    return [
        f"{'全部规则' if code == EVERY_RULE else code}（{number} 张表）：{reason}"
        for (code, reason), number in times.items()
    ]


def told(value: Scalar) -> str:
    """What stands in a cell, or should, as text; nothing for None."""
    from jixiao.checks.catalogue import spoken

    return spoken(value)


class CatalogueWording:
    """The words of ``schema/rules.json``."""

    def message(self, finding: Finding) -> str:
        """The finding in words."""
        from jixiao.checks import catalogue

        return catalogue.message(finding)

    def basis(self, code: str) -> str:
        """What the rule rests on."""
        from jixiao.checks import catalogue

        return catalogue.basis(code)

    def hint(self, code: str) -> str:
        """What to do about it."""
        from jixiao.checks.catalogue import catalogue

        return catalogue()[code].hint


def _addressee(finding: Finding, filed_by: Mapping[str, str], meant: Mapping[tuple[str, str], str]) -> str:
    name = finding.department
    if not name:
        return filed_by.get(finding.file) or NO_DEPARTMENT
    return meant.get((finding.file, name), name)


def _meant(findings: Iterable[Finding]) -> dict[tuple[str, str], str]:
    """File and name → the name that was meant, where the check found a name misspelt: one does not write to a typo."""
    misspelt = (finding for finding in findings if finding.code == _MISSPELT and finding.department)
    return {(f.file, str(f.department)): f.expected for f in misspelt if isinstance(f.expected, str) and f.expected}


def _department_of_each_file(findings: Iterable[Finding], meant: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """Department by file, where all forms of a file that name one mean the same."""
    named: dict[str, set[str]] = {}
    for finding in findings:
        name = finding.department
        if name:
            named.setdefault(finding.file, set()).add(meant.get((finding.file, name), name))
    return {file: next(iter(names)) for file, names in named.items() if len(names) == 1}


def _unambiguous(paths: Iterable[tuple[str, Path]]) -> dict[str, Path]:
    paths = list(paths)
    uses = Counter(name for name, _ in paths)
    return {name: path for name, path in paths if uses[name] == 1}


def _department_group(department: str, files: list[FileGroup]) -> DepartmentGroup:
    counts = Counts(*(sum(column) for column in zip(*(group.counts for group in files), strict=True)))
    files.sort(key=lambda group: (_worst_first(group.counts), group.file))
    return DepartmentGroup(department, counts, tuple(files))


def _file_group(file: str, found: list[Problem], sheets: Mapping[tuple[str, str], int]) -> FileGroup:
    ordered = sorted(found, key=lambda problem: _order_in_file(problem.finding, sheets))
    return FileGroup(file, count(found), tuple(ordered))


def _order_in_file(finding: Finding, sheets: Mapping[tuple[str, str], int]) -> tuple[int, int, int, int, str]:
    """Worst first, then as one reads: sheets as the check met them, rows, columns."""
    row, column = _position(finding.cell)
    return _RANK[finding.severity], sheets[finding.file, finding.sheet], row, column, finding.code


def _position(cell: str | None) -> tuple[int, int]:
    try:
        return parse_address(cell or "")
    except ValueError:
        return 0, 0


def _worst_first(counts: Counts) -> tuple[int, ...]:
    return tuple(-number for number in counts)


def _first_seen(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    return {key: place for place, key in enumerate(dict.fromkeys(keys))}


_RANK = {level: rank for rank, level in enumerate(LEVELS)}
