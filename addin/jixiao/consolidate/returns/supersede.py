"""Which documents are merged: the newest return of each, nothing twice.

A return replaces an earlier one of the same department, kind of form, project and fiscal year; a form of its own replaces
the line of a list that states the same project, unless that line alone has its money: then both are kept. Newest is
decided by the date in the form, then by the file's modification time; of files saved together by 更正 or 最终 in their
names, else by the names' order. Nothing is dropped in silence: every file carries its outcome and the reason, every
replaced document the one that took its place.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from jixiao.consolidate.records import DocumentRecord, FileRecord
from jixiao.consolidate.returns.newest import amount_of, are_as_old, newest_of, version_of
from jixiao.consolidate.returns.official_names import departments_meant, years_meant
from jixiao.consolidate.returns.roster import Roster
from jixiao.forms.text import fold
from jixiao.submission import Status
from jixiao.textlayout import some_of

ReturnKey = tuple[str, str, str, int | None]
"""What two documents of one return share: department, form, project, fiscal year.

Of a project or a whole department the form is its kind, whatever the layout; the project may be empty.
"""

_COPY = re.compile(r"\s*[(（]\d{1,3}[)）]$")
"""What is put behind the name of a sheet that is copied: `` (2)``."""
_NAMES_SHOWN = 3


class Superseded(NamedTuple):
    """A document that a newer return replaced, and where that one stands.

    ``department`` is the one meant, whatever slip stands on the form. Where only the names of the files tell which of the
    two is newer, it is ``doubtful``.
    """

    file: str
    document: DocumentRecord
    by_file: str
    by_sheet: str
    doubtful: bool = False
    department: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The entry of ``merge --json``."""
        return {
            "file": self.file,
            "sheet": self.document.sheet,
            "form": self.document.form,
            "department": self.document.department,
            "project": self.document.project,
            "fiscal_year": self.document.fiscal_year,
            "superseded_by": {"file": self.by_file, "sheet": self.by_sheet},
        }


STATUS_NAMES = {"merged": "已汇总", "skipped": "已跳过", "failed": "失败"}
"""What is said of a file with that status, in the summary and in the log."""


class FileOutcome(NamedTuple):
    """What became of one input, a line of 文件清单; ``href`` leads to it.

    Of the forms ``recognised`` some were ``merged``, others ``superseded``, the rest ``left_out``. ``modified`` is the
    time of the bytes with that hash, ``known`` true if they were read in an earlier run, ``seconds`` what reading took.
    """

    file: str
    status: Status
    reason: str | None
    sha256: str | None
    recognised: int = 0
    merged: int = 0
    superseded: int = 0
    left_out: int = 0
    href: str = ""
    modified: float | None = None
    known: bool = False
    seconds: float = 0.0

    @property
    def state(self) -> str:
        """The status in words."""
        return STATUS_NAMES[self.status]

    def entry(self) -> dict[str, Any]:
        """The FILE object of the JSON output (scripts/README.md)."""
        return {"file": self.file, "status": self.status, "reason": self.reason, "documents": self.recognised}


class SettledFile(NamedTuple):
    """A file with its final outcome; ``merged`` documents go into the summary.

    ``copied`` stand on copies of sheets of the same file: they count once.
    """

    record: FileRecord
    status: Status
    reason: str | None
    merged: tuple[DocumentRecord, ...] = ()
    superseded: tuple[Superseded, ...] = ()
    copied: tuple[DocumentRecord, ...] = ()

    @property
    def doubles(self) -> tuple[DocumentRecord, ...]:
        """The documents that do not count and of which the check asks which one is meant."""
        return (*self.copied, *(gone.document for gone in self.superseded if gone.doubtful))

    def outcome(self) -> FileOutcome:
        """Return what is said of the file when its documents are no longer needed."""
        record, recognised = self.record, len(self.record.documents)
        merged, superseded = len(self.merged), len(self.superseded)
        counts = recognised, merged, superseded, recognised - merged - superseded
        read = record.href, record.modified, record.known, record.seconds
        return FileOutcome(record.file, self.status, self.reason, record.sha256, *counts, *read)


def settle(records: Sequence[FileRecord], roster: Roster | None = None) -> list[SettledFile]:
    """Settle every file, in order; names of a roster are no slips of others."""
    copies = _identical(records)
    originals = [index for index, record in enumerate(records) if record.status == "read" and index not in copies]
    replaced = _replaced(records, originals, departments_meant(records, roster))
    settled = []
    for index, record in enumerate(records):
        if index in copies:
            settled.append(SettledFile(record, "skipped", f"与“{records[copies[index]].file}”内容完全相同"))
        elif record.status == "read":
            settled.append(_outcome(record, replaced[index]))
        else:
            settled.append(SettledFile(record, record.status, record.reason))
    return settled


def _identical(records: Sequence[FileRecord]) -> dict[int, int]:
    """Map each file that repeats another's bytes to the first by name."""
    same: dict[str, list[int]] = defaultdict(list)
    for index, record in enumerate(records):
        if record.status == "read" and record.sha256:
            same[record.sha256].append(index)
    copies = {}
    for indexes in same.values():
        first, *others = sorted(indexes, key=lambda index: (records[index].file, index))
        copies.update(dict.fromkeys(others, first))
    return copies


def _key(document: DocumentRecord, meant: str | None = None, year: int | None = None) -> ReturnKey | None:
    """Return what a newer return must share; None if nothing tells."""
    # ``meant`` is the department that a misspelt one stands for, ``year`` the year that a wrong one does. Two
    # projects without a name, or of departments without a name, may well be two: dropping one would lose money.
    department = fold(meant or document.department or "")
    project = fold(document.project or "")
    if not department or (document.kind == "project" and not project):
        return None
    form = document.kind if project or document.kind == "department" else document.form
    return department, form, project, year or document.fiscal_year


def _replaced(
    records: Sequence[FileRecord], originals: Iterable[int], meant: Mapping[int, str]
) -> dict[int, list[Superseded]]:
    """Per file index the documents that another file's newer return replaces."""
    # Two such documents within one file are no resubmission: both stay, and the check reports them.
    returns: dict[ReturnKey, dict[int, list[DocumentRecord]]] = defaultdict(lambda: defaultdict(list))
    for index in originals:
        years = years_meant(records[index])
        for document in records[index].documents:
            key = None if document.left_out else _key(document, meant.get(id(document)), years.get(id(document)))
            if key is not None:
                returns[key][index].append(document)
    _join_lines(returns)
    replaced: dict[int, list[Superseded]] = defaultdict(list)
    for files in returns.values():
        own = {index: [each for each in documents if not each.listed] for index, documents in files.items()}
        forms = {index: documents for index, documents in own.items() if documents} or files
        newest = newest_of(records, forms)
        by_file, by_sheet, amount = records[newest].file, forms[newest][0].sheet, amount_of(forms[newest])
        for index, documents in files.items():
            as_old = forms is files and are_as_old(records, files, index, newest)
            lines = amount_of([each for each in documents if each.listed])
            for each in documents:
                if index == newest and any(each is one for one in forms[newest]):
                    continue
                if each.listed and amount is None and each.amount is not None:
                    continue  # it has the money, the form the indicators
                other = lines not in (None, amount)
                if each.listed:
                    doubtful = other and (as_old or forms is not files)
                else:
                    doubtful = are_as_old(records, forms, index, newest)
                department = meant.get(id(each), each.department)
                replaced[index].append(Superseded(records[index].file, each, by_file, by_sheet, doubtful, department))
    return replaced


def _join_lines(returns: dict[ReturnKey, dict[int, list[DocumentRecord]]]) -> None:
    """Put lines of lists that say less with the only returns that they can be.

    They leave out the year, or the county: 县教育局 is 青川县教育局 where that one has a project of the name.
    """
    alike: dict[tuple[str, str], list[ReturnKey]] = defaultdict(list)
    for key in returns:
        alike[key[1], key[2]].append(key)
    for key in list(returns):
        others = (other for other in alike[key[1], key[2]] if other != key and other in returns)
        fuller = [other for other in others if other[0].endswith(key[0]) and key[3] in (None, other[3])]
        if len(fuller) == 1 and all(each.listed for documents in returns[key].values() for each in documents):
            for index, documents in returns.pop(key).items():
                returns[fuller[0]][index] += documents


def _outcome(record: FileRecord, superseded: list[Superseded]) -> SettledFile:
    gone = {id(each.document): each for each in superseded}
    copied = _copied_sheets([document for document in record.documents if id(document) not in gone])
    merged, left_out = [], []
    for document in record.documents:
        if document.left_out:
            left_out.append(document)
        elif id(document) not in gone and id(document) not in copied:
            merged.append(document)
    in_order = tuple(gone[id(document)] for document in record.documents if id(document) in gone)
    notes = [record.reason] if record.reason else []
    notes += _notes(record, merged, in_order)
    if left_out:
        notes.append(f"隐藏工作表或填写示例{_listed([document.sheet for document in left_out])}未并入")
    if copied:
        notes.append(f"工作表{_listed([document.sheet for document in copied.values()])}是复制出来的，只计一次")
    status: Status = "merged" if merged else "skipped"
    return SettledFile(record, status, "；".join(notes) or None, tuple(merged), in_order, tuple(copied.values()))


def _copied_sheets(documents: Sequence[DocumentRecord]) -> dict[int, DocumentRecord]:
    """Return the ``id`` of documents on copied sheets (``项目1 (2)``)."""
    first: dict[tuple[object, ...], DocumentRecord] = {}
    copied: dict[int, DocumentRecord] = {}
    for document in documents:
        key = None if document.left_out else _key(document)
        if key is not None:
            same = first.setdefault(
                (key, _COPY.sub("", document.sheet), document.amount, document.indicators), document
            )
            if same is not document and _COPY.search(document.sheet):
                copied[id(document)] = document
    return copied


def _notes(record: FileRecord, merged: list[DocumentRecord], superseded: tuple[Superseded, ...]) -> Iterator[str]:
    if not record.documents:
        yield "没有识别出绩效目标表"
    by_file: dict[tuple[str, bool, bool], list[str]] = defaultdict(list)
    for each in superseded:
        line, gone = each.document.listed, each.document
        by_file[each.by_file, line, each.doubtful].append(gone.project or (line and gone.department) or gone.sheet)
    for (newer, line, doubtful), names in by_file.items():
        what = "全部表单" if len(names) == len(record.documents) else _listed(names)
        if line:
            yield f"清单中的{what}在“{newer}”中另有报送，只计一次{'（金额不同，请核实）' if doubtful else ''}"
        else:
            yield f"{what}已被较新的“{newer}”替代{_doubt(record.file, newer) if doubtful else ''}"
    if merged and all(document.kind == "summary" for document in merged):
        yield "只有汇总表，其中的项目和金额没有计入，以各项目的绩效目标表为准"


def _doubt(older: str, newer: str) -> str:
    """Return how it was told which of two files saved together is newer."""
    told = "按文件名认定" if version_of(newer) > version_of(older) else "难以确定"
    return f"（两份几乎同时保存，填报日期也相同，先后{told}，请核实）"


def _listed(names: list[str]) -> str:
    return some_of([f"“{name}”" for name in names], _NAMES_SHOWN, "等{}张表", between="")
