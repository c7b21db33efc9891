"""Departments by their official names, or told by the path of a file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from jixiao.checks.form_kinds import GOALS, YEAR_END
from jixiao.checks.likeness import edits
from jixiao.consolidate.records import DocumentRecord, FileRecord
from jixiao.consolidate.returns.file_kinds import READABLE
from jixiao.consolidate.returns.roster import Roster
from jixiao.forms.labels import cached_form
from jixiao.submission import Status


def with_official_names(records: Sequence[FileRecord], roster: Roster | None) -> list[FileRecord]:
    """Return the records with departments as the roster has them, if certain."""
    return list(records) if roster is None else [_record(record, roster) for record in records]


def _record(record: FileRecord, roster: Roster) -> FileRecord:
    nameless = not record.documents or any(not document.department for document in record.documents)
    by_path = roster.named_in(record.file) if nameless else None
    documents = tuple(_named(document, roster, by_path) for document in record.documents)
    note = None
    if by_path is not None and is_unreadable(record):
        note = f"按文件名，应是“{by_path}”报送的"
    elif by_path is not None and any(
        document.kind != "summary" or not document.left_out for document in record.documents
    ):
        note = f"表上没有写填报单位的，按文件名认定为“{by_path}”"
    reason = "；".join(filter(None, (record.reason, note))) or None
    return record._replace(documents=documents, reason=reason)


def is_unreadable(record: FileRecord) -> bool:
    """Return whether a file of a department came in and could not be read."""
    if record.documents:
        return False
    return record.status == "failed" or Path(record.file).suffix.lower() not in READABLE


def told_by_name(file: str, status: Status, reason: str | None, roster: Roster | None) -> str | None:
    """The reason of a file that is not read, with the department that its name tells."""
    return with_official_names([FileRecord(file, status, "", reason)], roster)[0].reason


def _named(document: DocumentRecord, roster: Roster, by_path: str | None) -> DocumentRecord:
    if not document.department:
        return document if by_path is None else document._replace(department=by_path)
    match = roster.match(document.department, document.code)
    if match is None or not match.certain or match.entry.name == document.department:
        return document
    return document._replace(department=match.entry.name, typed=document.department)


_TELLING = re.compile(r"[0-9一二三四五六七八九十东西南北中上下甲乙丙丁]")
"""What tells one of a kind from the next: 第一小学 and 第二小学 are two."""
_SHORTEST = 5
Hashed = TypeVar("Hashed")


def departments_meant(records: Sequence[FileRecord], roster: Roster | None = None) -> dict[int, str]:
    """Map the ``id`` of documents to the department that a misspelt one means."""
    mains = [_main(record, roster) for record in records]
    known = {cached_form(main) for main in mains if main}
    known |= {cached_form(name) for record, main in zip(records, mains, strict=True) if not main
              for name in _only_name(record)}  # fmt: skip
    meant: dict[int, str] = {}
    for record, main in zip(records, mains, strict=True):
        own = {_form(document) for document in record.documents if main and document.department == main}
        for document in record.documents if main else ():
            name = document.department or ""
            # Who has two forms of the same project in one file files them for two departments.
            if main and _form(document) not in own and cached_form(name) not in known and _is_slip(name, main):
                match = roster.match(name) if roster is not None else None
                if match is None or not match.certain:
                    meant[id(document)] = main
    return meant


def years_meant(record: FileRecord) -> dict[int, int]:
    """Map the ``id`` of documents to the year that a wrong one means."""
    # The others of the same file tell it. Goals and what closes the year before may lie in one file: each is held
    # against its own. A project of which there is a form of the usual year as well has one for each year.
    meant: dict[int, int] = {}
    for kinds in (GOALS, YEAR_END):
        own = [each for each in record.documents if each.kind in kinds and each.fiscal_year is not None]
        year = most_have([each.fiscal_year for each in own], least=2)
        if year is not None:
            usual = {_form(each)[:2] for each in own if each.fiscal_year == year}
            meant |= {id(each): year for each in own if each.fiscal_year != year and _form(each)[:2] not in usual}
    return meant


def _main(record: FileRecord, roster: Roster | None) -> str | None:
    """Return the department that most forms of a file name, or its path does."""
    named = [document.department for document in record.documents if document.department]
    main = most_have(named, least=2)
    return roster.named_in(record.file) if main is None and roster is not None and named else main


def most_have(values: Sequence[Hashed], *, least: int = 1) -> Hashed | None:
    """Return the one value that occurs most often, ``least`` times or more, else None."""
    (first, times), (_, next_times) = [*Counter(values).most_common(2), (None, 0), (None, 0)][:2]
    return first if times > max(next_times, least - 1) else None


def _only_name(record: FileRecord) -> set[str]:
    """Return the only department that a file names."""
    names = {document.department for document in record.documents if document.department}
    return names if len(names) == 1 else set()


def _form(document: DocumentRecord) -> tuple[str, str, int | None]:
    """What a department files once: form, project and fiscal year."""
    return document.form, cached_form(document.project or ""), document.fiscal_year


def _is_slip(name: str, main: str) -> bool:
    one, other = cached_form(name), cached_form(main)
    if min(len(one), len(other)) < _SHORTEST or one == other or _TELLING.sub("", one) == _TELLING.sub("", other):
        return False
    return edits(one, other, 1) == 1
