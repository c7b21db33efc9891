"""What of a check counts, settled as a merge settles it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jixiao.checks.checked_file import FileChecked, Settled, WorkbookFile
from jixiao.consolidate.records import DocumentRecord, FileRecord
from jixiao.consolidate.returns.official_names import with_official_names
from jixiao.consolidate.returns.roster import Roster
from jixiao.consolidate.returns.supersede import SettledFile, settle
from jixiao.submission import Status


def settling(roster: Roster | None) -> Callable[[Sequence[WorkbookFile], Sequence[FileChecked]], list[Settled]]:
    """Return the function that tells a check which forms count."""

    def settled(files: Sequence[WorkbookFile], checked: Sequence[FileChecked]) -> list[Settled]:
        records = [_record(file, one) for file, one in zip(files, checked, strict=True)]
        outcomes = settle(with_official_names(records, roster), roster)
        return [_settled(one, record, outcome) for one, record, outcome in zip(checked, records, outcomes, strict=True)]

    return settled


def _record(file: WorkbookFile, one: FileChecked) -> FileRecord:
    submission = one.submission
    status: Status = "read" if submission.status == "checked" else submission.status
    try:
        modified = submission.modified if submission.modified is not None else file.path.stat().st_mtime
    except OSError:
        modified = None
    documents = tuple(DocumentRecord(*form) for form in one.forms)
    return FileRecord(file.name, status, "", submission.reason, submission.sha256, modified, documents=documents)


def _settled(one: FileChecked, record: FileRecord, outcome: SettledFile) -> Settled:
    all_forms = frozenset(form.place for form in one.forms)
    repeats = outcome.status == "skipped" and record.status == "read" and not outcome.superseded and not outcome.copied
    hidden = frozenset(form.place for form in one.forms if form.left_out)
    replaced = (
        all_forms - hidden if repeats else _places([gone.document for gone in outcome.superseded if not gone.doubtful])
    )
    names = {
        typed.department or None: named.department
        for typed, named in zip(record.documents, outcome.record.documents, strict=True)
        if named.department and named.department != typed.department
    }
    status: Status = "checked" if outcome.status == "merged" or (hidden and not replaced) else outcome.status
    return Settled(status, outcome.reason, replaced, _places(outcome.doubles), names)


def _places(documents: Sequence[DocumentRecord]) -> frozenset[tuple[str, str]]:
    return frozenset((document.sheet, document.title_cell) for document in documents)
