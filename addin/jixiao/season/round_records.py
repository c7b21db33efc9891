"""Records of a round: its files, its findings, and what became of the findings of the round before."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from jixiao.checks.finding import Finding
from jixiao.forms.text import fold
from jixiao.reports.problem import Problem


@dataclass(frozen=True, slots=True)
class FiledFile:
    """A file as it lay in 2 报送 in a round; ``department`` is the one it was attributed to, empty for none.

    ``replaced`` are the sheets on which every form was replaced by a newer return. An ``unreadable`` file came in, but
    holds nothing that can be read: a scan, a damaged workbook.
    """

    file: str
    sha256: str
    status: str
    reason: str
    department: str
    replaced: tuple[str, ...] = ()
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A finding of a round; ``identity`` is the same in all rounds, wherever the cell has moved (scripts/README.md)."""

    identity: str
    department: str
    severity: str
    code: str
    file: str
    sheet: str
    cell: str
    project: str
    message: str


@dataclass(frozen=True, slots=True)
class Round:
    """A round as it was closed. ``digest`` stands for everything that decided about it."""

    number: int
    at: str
    who: str
    digest: str
    files: tuple[FiledFile, ...] = ()
    findings: tuple[OpenFinding, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The round as JSON data, as its folder keeps it."""
        return asdict(self)

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> Round:
        """The round of such data. Raises ``TypeError``, ``KeyError`` or ``ValueError`` for other data."""
        files = tuple(FiledFile(**{**each, "replaced": tuple(each["replaced"])}) for each in raw["files"])
        findings = tuple(OpenFinding(**each) for each in raw["findings"])
        return cls(int(raw["number"]), str(raw["at"]), str(raw["who"]), str(raw["digest"]), files, findings)


def open_finding(problem: Problem) -> OpenFinding:
    """The record of a finding."""
    finding = problem.finding
    return OpenFinding(
        identity=identity(finding, problem.department),
        department=problem.department,
        severity=finding.severity.value,
        code=finding.code,
        file=finding.file,
        sheet=finding.sheet,
        cell=finding.cell or "",
        project=finding.project or "",
        message=problem.message,
    )


def identity(finding: Finding, department: str) -> str:
    """What makes two findings the same one: rule, department, project, indicator or field, and what was found."""
    about = finding.parameters.get("name") or finding.field
    parts = (finding.code, fold(department), fold(finding.project or ""), str(about or ""), str(finding.found or ""))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


@dataclass(slots=True)
class Progress:
    """What a department has done since the round before: findings that are gone, that stand, that are new."""

    mended: list[OpenFinding] = field(default_factory=list)
    unmended: list[OpenFinding] = field(default_factory=list)
    new: list[OpenFinding] = field(default_factory=list)


def progress(before: Iterable[OpenFinding], now: Sequence[OpenFinding]) -> dict[str, Progress]:
    """Compare two rounds, by department. Hints do not count: nobody has to act on them."""
    result: dict[str, Progress] = {}
    waiting = Counter(each.identity for each in before_acted(before))
    for each in now:
        if each.severity == "info":
            continue
        own = result.setdefault(each.department, Progress())
        if waiting[each.identity] > 0:
            waiting[each.identity] -= 1
            own.unmended.append(each)
        else:
            own.new.append(each)
    for each in before_acted(before):
        if waiting[each.identity] > 0:
            waiting[each.identity] -= 1
            result.setdefault(each.department, Progress()).mended.append(each)
    return result


def before_acted(findings: Iterable[OpenFinding]) -> list[OpenFinding]:
    """The errors and warnings among findings."""
    return [each for each in findings if each.severity != "info"]
