"""Departments by their official names, or told by the path of a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from jixiao.consolidate.records import DocumentRecord, FileRecord
from jixiao.consolidate.returns.file_kinds import READABLE
from jixiao.consolidate.returns.roster import Roster
from jixiao.submission import Status


def with_official_names(records: Sequence[FileRecord], roster: Roster | None) -> list[FileRecord]:
    """Return the records with departments as the roster has them, if certain.

    Where the path decides, the reason of the file says so.
    """
    return list(records) if roster is None else [_record(record, roster) for record in records]


def _record(record: FileRecord, roster: Roster) -> FileRecord:
    nameless = not record.documents or any(not document.department for document in record.documents)
    by_path = roster.named_in(record.file) if nameless else None
    documents = tuple(_named(document, roster, by_path) for document in record.documents)
    note = None
    if by_path is not None and is_unreadable(record):
        note = f"按文件名，应是“{by_path}”报送的"
    elif by_path is not None and any(
        document.kind != "summary" or not document.hidden for document in record.documents
    ):
        note = f"表上没有写填报单位的，按文件名认定为“{by_path}”"
    reason = "；".join(filter(None, (record.reason, note))) or None
    return replace(record, documents=documents, reason=reason)


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
        return document if by_path is None else replace(document, department=by_path)
    match = roster.match(document.department, document.code)
    if match is None or not match.certain or match.entry.name == document.department:
        return document
    return replace(document, department=match.entry.name, typed=document.department)
