"""Records of a round: files, findings, and what became of earlier ones."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from jixiao.caching.identity import identity as identity_of
from jixiao.checks.finding import Finding
from jixiao.consolidate.returns.inputs import InputFile
from jixiao.forms.text import fold
from jixiao.reports.problem import Problem
from jixiao.season.folder import SeasonFolder


@dataclass(frozen=True, slots=True)
class FiledFile:
    """A file in 2 报送 in a round, and its department, empty for none.

    ``replaced`` are the sheets on which every form was replaced by a newer return. An ``unreadable`` file came in, but
    holds nothing that can be read: a scan, a damaged workbook. Some of its forms may be of listed departments ``also``.
    """

    file: str
    sha256: str
    status: str
    reason: str
    department: str
    replaced: tuple[str, ...] = ()
    unreadable: bool = False
    also: tuple[str, ...] = ()

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments whose forms the file holds, that of most of them first."""
        return (self.department, *self.also) if self.department else self.also


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A finding of a round; ``identity`` stays as cells move (scripts/README.md)."""

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
    """A closed round; ``digest`` stands for all that decided about it."""

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
        """Return a round of data. Raises ``TypeError``, ``KeyError``, ``ValueError``."""
        files = tuple(
            FiledFile(**{**each, "replaced": tuple(each["replaced"]), "also": tuple(each.get("also", ()))})
            for each in raw["files"]
        )
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
    """Return what makes two findings the same one, whatever their cells."""
    about = finding.parameters.get("name") or finding.field
    parts = (finding.code, fold(department), fold(finding.project or ""), str(about or ""), str(finding.found or ""))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


@dataclass(slots=True)
class RoundProgress:
    """A department's findings since the last round: gone, standing, new."""

    mended: list[OpenFinding] = field(default_factory=list)
    unmended: list[OpenFinding] = field(default_factory=list)
    new: list[OpenFinding] = field(default_factory=list)


def progress(before: Iterable[OpenFinding], now: Sequence[OpenFinding]) -> dict[str, RoundProgress]:
    """Compare two rounds by department, without hints: nobody has to act on them."""
    result: dict[str, RoundProgress] = {}
    waiting = Counter(each.identity for each in before_acted(before))
    for each in now:
        if each.severity == "info":
            continue
        own = result.setdefault(each.department, RoundProgress())
        if waiting[each.identity] > 0:
            waiting[each.identity] -= 1
            own.unmended.append(each)
        else:
            own.new.append(each)
    for each in before_acted(before):
        if waiting[each.identity] > 0:
            waiting[each.identity] -= 1
            result.setdefault(each.department, RoundProgress()).mended.append(each)
    return result


def before_acted(findings: Iterable[OpenFinding]) -> list[OpenFinding]:
    """The errors and warnings among findings."""
    return [each for each in findings if each.severity != "info"]


def season_digest(inputs: Sequence[InputFile], folder: SeasonFolder) -> str:
    """A hash of what closes a round when it changes: the returns and the settings."""
    settings = identity_of(folder.settings)
    state = hashlib.sha256(repr(settings and settings[0]).encode())
    for file in inputs:
        found = identity_of(file.path) if file.skip_reason is None else None
        content = file.skip_reason if file.skip_reason is not None else found and found[0]
        state.update(f"{file.name}\0{content}\0".encode("utf-8", "surrogatepass"))
    return state.hexdigest()
