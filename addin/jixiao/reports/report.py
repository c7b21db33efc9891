"""What all reports show: the findings in words, in groups, worst first.

A report never holds markup. Texts that departments typed are in it as they were typed; each format makes them safe for
itself (``textlayout.legible`` and its own escaping).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from jixiao.checks.finding import Finding, Severity
from jixiao.checks.outcome import EVERY_RULE, LEFT_OUT, Skip
from jixiao.checks.unread import NotRead
from jixiao.grid.address import parse_address
from jixiao.reports.problem import Counts, Problem, Problems, count
from jixiao.statedtime import stated_time
from jixiao.submission import FileEntry


@dataclass(frozen=True, slots=True)
class FileGroup:
    """The problems of one file, or those of one department in it."""

    file: str
    counts: Counts
    _all: Sequence[Problem]
    _places: Sequence[int]
    _sheets: Mapping[str, int]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """They themselves, worst first."""
        found = [self._all[place] for place in self._places]
        return tuple(sorted(found, key=lambda problem: _order_in_file(problem.finding, self._sheets)))


class DepartmentGroup(NamedTuple):
    """The files of one department that have problems, worst first."""

    department: str
    counts: Counts
    files: tuple[FileGroup, ...]


@dataclass(frozen=True)
class Report:
    """The outcome of a check.

    ``problems`` are in the order in which the check found them. ``paths`` leads from the name of a file to where it
    lies; a name that two inputs share is not in it, nothing can be linked or marked there. ``hashes`` leads to the
    SHA-256 of the bytes that were checked. ``made`` is the local time, without a zone, that the reports state.
    """

    files: Sequence[FileEntry]
    problems: Sequence[Problem]
    skipped: Sequence[Skip] = ()
    not_read: Sequence[tuple[str, NotRead]] = ()
    paths: Mapping[str, Path] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)
    made: datetime = field(default_factory=stated_time)

    def counts(self) -> Counts:
        """All findings by level."""
        return self.problems.counts() if isinstance(self.problems, Problems) else count(self.problems)

    @property
    def checked(self) -> bool:
        """Whether there was anything to check."""
        return len(self.files) > len(self.unchecked)

    @property
    def forms(self) -> int:
        """How many forms count: a merge of the files has as many."""
        return self._recognised - sum((skip.code, skip.reason) == (EVERY_RULE, LEFT_OUT) for skip in self.skipped)

    @property
    def _recognised(self) -> int:
        return sum(file["documents"] for file in self.files if file["status"] == "checked")

    @property
    def forms_unchecked(self) -> int:
        """How many forms no rule was run on: nothing can be said of them."""
        return sum(skip.code == EVERY_RULE for skip in self.skipped)

    @property
    def verdict(self) -> str:
        """Return what is said without problems; unchecked forms are always named."""
        left = self.forms_unchecked
        if not self.checked or not self._recognised:
            return "没有检查任何表单"
        if left >= self._recognised:
            return f"未检查：{left} 张表都没有适用的规则，或已隐藏"
        return "没有发现问题" if not left else f"检查过的表没有发现问题，另有 {left} 张表未检查"

    @property
    def unchecked(self) -> list[FileEntry]:
        """The files that were skipped or could not be read."""
        return [file for file in self.files if file["status"] in ("skipped", "failed")]

    @cached_property
    def groups(self) -> list[DepartmentGroup]:
        """The problems by department and file, worst first on every level."""
        sheets: dict[str, dict[str, int]] = {}
        by_department: dict[str, dict[str, _Found]] = {}
        for place, problem in enumerate(self.problems):
            finding = problem.finding
            seen = sheets.setdefault(finding.file, {})
            seen.setdefault(finding.sheet, len(seen))
            files = by_department.setdefault(problem.department, {})
            files.setdefault(finding.file, _Found()).add(place, finding.severity)
        groups = [
            _department_group(
                department,
                [
                    FileGroup(file, found.counts(), self.problems, found.places, sheets[file])
                    for file, found in files.items()
                ],
            )
            for department, files in by_department.items()
        ]
        return sorted(groups, key=lambda group: (_worst_first(group.counts), group.department))


def make_report(
    files: Sequence[FileEntry],
    findings: Sequence[Finding],
    skipped: Sequence[Skip] = (),
    *,
    paths: Iterable[tuple[str, Path]] = (),
    hashes: Mapping[str, str] = MappingProxyType({}),
    not_read: Sequence[tuple[str, NotRead]] = (),
) -> Report:
    """Put the findings into words."""
    return Report(files, Problems(findings), skipped, not_read, _unambiguous(paths), hashes)


def skip_lines(skipped: Iterable[Skip]) -> list[str]:
    """The rules that were not run: a line for each reason, with the number of sheets."""
    times = Counter((skip.code, skip.reason) for skip in skipped)
    return [
        f"{'全部规则' if code == EVERY_RULE else code}（{number} 张表）：{reason}"
        for (code, reason), number in times.items()
    ]


def not_read_lines(left: Iterable[tuple[str, NotRead]], most: int = 200) -> list[str]:
    """Return what was not read: ``most`` cells a line each, and how many more."""
    told_of = list(left)
    lines = [
        f"{file}　[{each.sheet}!{each.cell}] {f'{each.label}：' if each.label else ''}{' '.join(each.text.split())[:60]}"
        for file, each in told_of[:most]
    ]
    return lines if len(told_of) <= most else [*lines, f"另有 {len(told_of) - most} 处，见 JSON"]


def _unambiguous(paths: Iterable[tuple[str, Path]]) -> dict[str, Path]:
    paths = list(paths)
    uses = Counter(name for name, _ in paths)
    return {name: path for name, path in paths if uses[name] == 1}


def _department_group(department: str, files: list[FileGroup]) -> DepartmentGroup:
    counts = Counts(*(sum(column) for column in zip(*(group.counts for group in files), strict=True)))
    files.sort(key=lambda group: (_worst_first(group.counts), group.file))
    return DepartmentGroup(department, counts, tuple(files))


class _Found:
    """Problems of one department in one file: their places, and counts by level."""

    __slots__ = ("_levels", "places")

    def __init__(self) -> None:
        self.places: list[int] = []
        self._levels = [0] * len(Severity)

    def add(self, place: int, level: Severity) -> None:
        """One more."""
        self.places.append(place)
        self._levels[level.rank] += 1

    def counts(self) -> Counts:
        """How many there are of each level."""
        return Counts(*self._levels)


def _order_in_file(finding: Finding, sheets: Mapping[str, int]) -> tuple[int, int, int, int, str]:
    """Worst first, then as one reads: sheets as the check met them, rows, columns."""
    row, column = _position(finding.cell)
    return finding.severity.rank, sheets[finding.sheet], row, column, finding.code


def _position(cell: str | None) -> tuple[int, int]:
    try:
        return parse_address(cell or "")
    except ValueError:
        return 0, 0


def _worst_first(counts: Counts) -> tuple[int, ...]:
    return tuple(-number for number in counts)
