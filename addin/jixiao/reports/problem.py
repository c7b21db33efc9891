"""A finding with its words and addressee, and the counts by level."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from jixiao.checks import catalogue
from jixiao.checks.finding import Finding, Severity
from jixiao.checks.packed import Findings
from jixiao.grid.address import FEWEST_IN_RANGE, as_ranges

_ABOVE_TABLE = re.compile(r"[A-Z]{1,3}(?:0|-(\d{1,3}))")  # A0, A-1: the paragraphs above a Word table


def told_cell(cell: str) -> str:
    """Return a cell as one says it; above a Word table 表格上方第1行."""
    found = _ABOVE_TABLE.fullmatch(cell)
    return cell if found is None else f"表格上方第{int(found[1] or 0) + 1}行"


class Counts(NamedTuple):
    """How many findings of each level there are. The worse of two is the greater."""

    error: int = 0
    warning: int = 0
    info: int = 0

    def told(self) -> str:
        """For example ``错误 3，警告 1``: levels without a finding are left out."""
        named = zip(Severity, self, strict=True)
        return "，".join(f"{level.label} {count}" for level, count in named if count) or "没有问题"

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(*(one + another for one, another in zip(self, other, strict=True)))


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding with its words, which are made when they are asked for."""

    finding: Finding
    _addressees: Addressees | str

    def alone(self) -> Problem:
        """Return the problem without the other findings, small enough to hand on."""
        return replace(self, _addressees=self.department)

    @property
    def department(self) -> str:
        """The one it is sent to, never empty; the form may name another."""
        to = self._addressees
        return to if isinstance(to, str) else to.of(self.finding)

    @property
    def message(self) -> str:
        """What is wrong."""
        return catalogue.message(self.finding)

    @property
    def hint(self) -> str:
        """What to do about it."""
        return catalogue.hint(self.finding)

    @property
    def basis(self) -> str:
        """What the rule rests on."""
        return catalogue.basis(self.finding)

    @property
    def told(self) -> tuple[str, ...]:
        """What a list of problems shows: level, place, project and so on."""
        finding = self.finding
        about = finding.severity.label, self.place, finding.project or ""
        return (*about, self.message, catalogue.spoken(finding.expected), self.hint, self.basis, finding.code)

    @property
    def place(self) -> str:
        """Sheet and cell, as one says it."""
        finding = self.finding
        return f"{finding.sheet}!{told_cell(finding.cell)}" if finding.cell else finding.sheet

    @property
    def related(self) -> str:
        """Return the other cells, neighbours as a range, without this file and sheet."""
        # What was approved or reached before, if the form is held against it, comes last.
        file, sheet = f"{self.finding.file}!", f"{self.finding.sheet}!"
        here = f"{file}{sheet}"
        others = [other.removeprefix(here if other.startswith(here) else file) for other in self.finding.related]
        of = "上期" if "before" in self.finding.parameters else "批复"
        approved = [] if self.finding.against is None else [f"{of} {self.finding.against}"]
        if len(others) < FEWEST_IN_RANGE:
            return "、".join([*others, *approved])
        parted = (other.rpartition("!") for other in others)
        ranges = (
            f"{before}{bang}{cells}"
            for (before, bang), group in groupby(parted, key=lambda parts: parts[:2])
            for cells in as_ranges([cell for _, _, cell in group])
        )
        return "、".join([*ranges, *approved])


class Problems(Sequence[Problem]):
    """The findings with their words; each problem is made as it is asked for."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._findings = findings
        self._addressees = Addressees(findings)

    def counts(self) -> Counts:
        """How many there are of each level."""
        if isinstance(self._findings, Findings):
            return Counts(**self._findings.counts())
        return count_findings(self._findings)

    def __len__(self) -> int:
        return len(self._findings)

    def __iter__(self) -> Iterator[Problem]:
        return (Problem(finding, self._addressees) for finding in self._findings)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        return Problem(self._findings[place], self._addressees)


def count(problems: Iterable[Problem]) -> Counts:
    """How many there are of each level."""
    return count_findings(problem.finding for problem in problems)


def count_findings(findings: Iterable[Finding]) -> Counts:
    """How many findings of each level there are."""
    found = Counter(finding.severity for finding in findings)
    return Counts(*(found[level] for level in Severity))


NO_DEPARTMENT = "（未填写单位）"

_MISSPELT = "NAM-002"


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
        """Map file and name to the name that was meant, where one is misspelt."""
        # And the department by file, where all forms of a file that name one mean the same.
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
