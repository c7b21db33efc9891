"""What the summary workbook shows, gathered before any of it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from jixiao.consolidate.records import DocumentRecord, FileRecord
from jixiao.consolidate.returns.filing import FilingRow
from jixiao.consolidate.returns.supersede import FileOutcome
from jixiao.consolidate.summary import official_table
from jixiao.consolidate.summary.links import Filler, with_counts, with_department
from jixiao.consolidate.summary.summary_rows import RoundRow
from jixiao.grid.address import MAX_ROW
from jixiao.reports.problem import Counts

STATED = "表上填写的上年数"


class LastYear(NamedTuple):
    """Last year's money in 万元 by department, and where it is from."""

    source: str = ""
    amounts: Mapping[str, Decimal] = MappingProxyType({})


def stated_by_forms(projects: Iterable[DocumentRecord]) -> LastYear:
    """Return last year's money of departments whose projects all state it."""
    amounts: dict[str, Decimal | None] = {}
    for project in projects:
        name = project.department or ""
        before = amounts.get(name, Decimal(0))
        amounts[name] = None if before is None or project.last_year is None else before + project.last_year
    return LastYear(STATED, {name: amount for name, amount in amounts.items() if name and amount is not None})


@dataclass(slots=True)
class MergedDocument:
    """A document that goes into the summary, with its file and findings.

    ``batch``, ``batch_lines`` and ``batch_data`` (the same as plain data) come from the rules across forms.
    """

    file: FileRecord
    document: DocumentRecord
    filler: Filler
    batch: Counts = field(default_factory=Counts)
    batch_lines: list[bytes] = field(default_factory=list)
    batch_data: list[bytes] = field(default_factory=list)

    @property
    def found(self) -> Counts:
        """All findings on the form."""
        return self.document.found.plus(self.batch)

    def filled(self, lines: bytes) -> bytes:
        """Rows of this form with everything that was left open."""
        lines = self.filler.fill(lines)
        if self.document.typed is not None:
            lines = with_department(lines, self.document.department or "")
        if self.document.kind == "project":
            return with_counts(lines, self.found.error, self.found.warning)
        return lines


@dataclass
class Summary:
    """The documents and files of a summary; ``row_limit`` rows to a sheet.

    ``missing`` is None without a roster, ``rounds`` is empty outside a season.
    ``bureau`` is who merges, ``functions`` the 职能 of the departments that a roster tells one of,
    ``last_year`` the money of the year before where it is known from elsewhere than the forms.
    """

    documents: Sequence[MergedDocument]
    files: Sequence[FileOutcome]
    filings: Sequence[FilingRow]
    missing: Sequence[str] | None = None
    row_limit: int = MAX_ROW
    rounds: Sequence[RoundRow] = ()
    bureau: str = ""
    functions: Mapping[str, str] = field(default_factory=dict)
    last_year: LastYear = field(default_factory=LastYear)

    @cached_property
    def projects(self) -> list[DocumentRecord]:
        """The project forms."""
        return [each.document for each in self.documents if each.document.is_project]

    @cached_property
    def found(self) -> Counts:
        """All findings."""
        found = Counts()
        for each in self.documents:
            found = found.plus(each.found)
        return found

    @cached_property
    def files_of_lists(self) -> int:
        """How many files have lists of projects alone, which are not counted."""
        kinds: dict[str, set[str]] = {}
        for each in self.documents:
            kinds.setdefault(each.file.file, set()).add(each.document.kind)
        return sum(found == {"summary"} for found in kinds.values())

    def official_title(self) -> str:
        """The heading of 绩效目标汇总表."""
        return official_table.title(project.fiscal_year for project in self.projects)
