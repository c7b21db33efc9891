"""报送情况: who has filed what, who has not, and whose name is not on the roster."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from jixiao.checks.dates import typed_date
from jixiao.checks.form_kinds import YEAR_END
from jixiao.checks.settings.bureau_settings import RosterEntry
from jixiao.consolidate.records import DocumentRecord, FileRecord
from jixiao.consolidate.returns.official_names import is_unreadable
from jixiao.consolidate.returns.roster import NameMatch, Roster
from jixiao.consolidate.returns.supersede import SettledFile
from jixiao.forms.labels import cached_form
from jixiao.forms.reading import NO_FORM
from jixiao.reports.problem import Counts
from jixiao.textlayout import some_of

FILED, LATE, MISSING, UNLISTED, PROPOSED = "已报送", "逾期报送", "未报送", "名册外", "待确认"
_FILES_SHOWN = 3
_NAMES_SHOWN = 3


class FilingRow(NamedTuple):
    """A line of 报送情况. ``amount`` in 万元; ``href`` leads to the file."""

    number: int
    code: str | None
    department: str
    contact: str | None
    due: str | None
    status: str
    file: str | None
    date: str | None
    versions: int
    superseded: int
    projects: int
    amount: Decimal | None
    errors: int
    warnings: int
    remark: str | None
    href: str = ""


@dataclass(slots=True)
class _Filed:
    """What came in under one name."""

    name: str
    files: list[FileRecord] = field(default_factory=list)
    replaced_files: set[str] = field(default_factory=set)
    documents: list[DocumentRecord] = field(default_factory=list)
    replaced: list[DocumentRecord] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)

    @property
    def day(self) -> tuple[int, int, int] | None:
        """The latest date on a form."""
        return max((document.date for document in self.documents if document.date), default=None)

    def first_days(self) -> Iterator[tuple[int, int, int] | None]:
        """Yield the day on which each goal form came in first."""
        # None for a form of which some version bears no date.
        first: dict[tuple[str, str, int | None], tuple[int, int, int] | None] = {}
        for each in (*self.documents, *self.replaced):
            if each.kind not in YEAR_END:
                form = (each.form, cached_form(each.project or ""), each.fiscal_year)
                known = first.get(form, each.date)
                first[form] = min(known, each.date) if known is not None and each.date is not None else None
        yield from first.values()

    @property
    def files_given(self) -> int:
        """How many files came in, replaced ones too."""
        return len({file.file for file in self.files} | self.replaced_files)


def filings(
    files: Sequence[SettledFile],
    counts: Mapping[int, Counts],
    roster: Roster | None,
    known_since: Mapping[str, date] = MappingProxyType({}),
) -> tuple[list[FilingRow], list[str]]:
    """The rows in the order of the roster, and the departments that are missing.

    ``counts`` are the findings of a merged document, by its ``id``. Without a roster nobody can be missing. Who is known
    to have filed by a day (``known_since``, by department) is not late for what was corrected after it.
    """
    filed = _by_department(files, counts)
    if roster is None:
        ordered = sorted(filed.values(), key=lambda each: cached_form(each.name))
        return [
            _row(number, each, None, FILED, _remark(each, None)) for number, each in enumerate(ordered, start=1)
        ], []
    rows: list[FilingRow] = []
    missing: list[str] = []
    matches = {form: roster.match(each.name) for form, each in filed.items()}
    proposed = _proposals(filed, matches)
    unread: dict[str, list[str]] = {}
    formless: dict[str, list[str]] = {}
    for file in files:
        lost = is_unreadable(file.record)
        named = roster.named_in(file.record.file) if lost or file.record.reason == NO_FORM else None
        if named is not None:
            (unread if lost else formless).setdefault(named, []).append(file.record.file)
    for entry in roster.entries:
        own = filed.get(cached_form(entry.name))
        if own is None:
            missing.append(entry.name)
            alike, broken = proposed.get(entry.name, []), unread.get(entry.name, [])
            own, status = _Filed(entry.name), PROPOSED if alike or broken else MISSING
            remark = _missing_remark(alike, broken, formless.get(entry.name, []))
        else:
            status, remark = _status(own, entry, known_since.get(entry.name)), _remark(own, entry)
        rows.append(_row(len(rows) + 1, own, entry, status, remark))
    for form, each in filed.items():
        match = matches[form]
        if match is None or not match.certain:
            meant = f"，可能是“{match.entry.name}”" if match else ""
            rows.append(_row(len(rows) + 1, each, None, UNLISTED, _remark(each, None, f"不在花名册中{meant}，请核实")))
    return rows, missing


class FilingDeadline(NamedTuple):
    """A day by which departments file, how many, and how far they are.

    ``filed`` includes the ``late`` ones; ``proposed`` are those that may have filed under another name.
    """

    day: str
    due: int
    filed: int
    late: int
    proposed: int
    missing: int


def deadlines(filings: Iterable[FilingRow]) -> list[FilingDeadline]:
    """Return the roster's departments by deadline, those without one last."""
    statuses: dict[str, Counter[str]] = {}
    for each in filings:
        if each.status != UNLISTED:
            day = _spoken(typed_date(each.due)) or ""
            statuses.setdefault(day, Counter())[each.status] += 1
    return [
        FilingDeadline(day, own.total(), own[FILED] + own[LATE], own[LATE], own[PROPOSED], own[MISSING])
        for day, own in sorted(statuses.items(), key=lambda item: (not item[0], item[0]))
    ]


def _by_department(files: Iterable[SettledFile], counts: Mapping[int, Counts]) -> dict[str, _Filed]:
    """Return what came in by department, with official names where certain."""
    filed: dict[str, _Filed] = {}
    for file in files:
        for document in file.merged:
            each = _of(filed, document.department)
            if each is not None:
                each.documents.append(document)
                each.counts = each.counts.plus(counts.get(id(document), Counts()))
                if not each.files or each.files[-1] is not file.record:
                    each.files.append(file.record)
        for gone in file.superseded:
            each = _of(filed, gone.department)
            if each is not None:
                each.replaced.append(gone.document)
                each.replaced_files.add(gone.file)
    return filed


def _of(filed: dict[str, _Filed], department: str | None) -> _Filed | None:
    form = cached_form(department or "")
    return filed.setdefault(form, _Filed(department or "")) if form else None


def _proposals(filed: Mapping[str, _Filed], matches: Mapping[str, NameMatch | None]) -> dict[str, list[str]]:
    proposed: dict[str, list[str]] = {}
    for form, match in matches.items():
        if match is not None and not match.certain:
            proposed.setdefault(match.entry.name, []).append(filed[form].name)
    return proposed


def _missing_remark(alike: Sequence[str], unread: Sequence[str], formless: Sequence[str]) -> str | None:
    notes = [f"收到的“{'”“'.join(alike)}”可能就是该部门；如果是，请把它写入花名册的别名"] if alike else []
    for files, told in ((unread, "读不出来，请该部门重新报送"), (formless, "其中没有识别出绩效目标表，请核实")):
        if files:
            shown = some_of([f"“{file}”" for file in files], _FILES_SHOWN, "等{}个文件", between="")
            notes.append(f"收到{shown}，{told}")
    return "；".join(notes) or None


def _row(number: int, filed: _Filed, entry: RosterEntry | None, status: str, remark: str | None) -> FilingRow:
    projects = [document for document in filed.documents if document.is_project]
    amounts = [document.amount for document in projects if document.amount is not None]
    first = filed.files[0] if filed.files else None
    return FilingRow(
        number=number,
        code=entry.code if entry else None,
        department=entry.name if entry else filed.name,
        contact=entry.contact if entry else None,
        due=entry.due if entry else None,
        status=status,
        file=first.file if first else None,
        date=_spoken(filed.day),
        versions=filed.files_given,
        superseded=len(filed.replaced),
        projects=len(projects),
        amount=sum(amounts, Decimal(0)) if amounts else None,
        errors=filed.counts.error,
        warnings=filed.counts.warning,
        remark=remark,
        href=first.href if first else "",
    )


def _status(filed: _Filed, entry: RosterEntry, known_since: date | None) -> str:
    # Only the date on a form decides. The day a file was saved changes with every copy: it must not accuse anyone.
    if known_since is not None and not entry.is_late(known_since):
        return FILED
    days = [date(day[0], day[1], day[2] or 1) for day in filed.first_days() if day is not None]
    return LATE if any(map(entry.is_late, days)) else FILED


def _remark(filed: _Filed, entry: RosterEntry | None, *told: str) -> str | None:
    notes = list(told)
    goals = [document for document in filed.documents if document.kind not in YEAR_END]
    if entry is not None and entry.due and goals and not any(document.date for document in goals):
        notes.append("表上没有填报日期，是否逾期请核实")
    kinds = {document.kind for document in filed.documents}
    if "summary" in kinds and "project" not in kinds:
        notes.append("只报了汇总表，没有项目绩效目标表，项目和金额没有计入")
    typed = list(dict.fromkeys(document.typed for document in filed.documents if document.typed))
    if typed:
        shown = some_of([f"“{name}”" for name in typed], _NAMES_SHOWN, "等{}种", between="")
        notes.append(f"表上写作{shown}")
    more = [file.file for file in filed.files[1:]]
    if more:
        notes.append(f"另见{some_of(more, _FILES_SHOWN, '等{}个文件')}")
    return "；".join(notes) or None


def _spoken(day: tuple[int, int, int] | None) -> str | None:
    if day is None:
        return None
    return f"{day[0]}-{day[1]:02d}-{day[2]:02d}" if day[2] else f"{day[0]}-{day[1]:02d}"
