"""Which of several returns of one project or department is the newest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from jixiao.consolidate.records import DocumentRecord, FileRecord
from jixiao.forms.text import dictionary

_SAVED_TOGETHER = 60.0
"""Seconds; an archive that is unpacked, or a folder that is copied, gives all its files about the same time."""


def amount_of(documents: Iterable[DocumentRecord]) -> Decimal | None:
    """Return the money of a project in one file, on as many lines as it has there."""
    amounts = [each.amount for each in documents if each.amount is not None]
    return sum(amounts, Decimal(0)) if amounts else None


def newest_of(records: Sequence[FileRecord], files: Mapping[int, list[DocumentRecord]]) -> int:
    """Return the index of the newest of some returns.

    Of lists that are as old it is the one that tells most of the project.
    """
    ages = _ages(records, files)
    latest = max(files, key=ages.__getitem__)
    rivals = [index for index in files if are_as_old(records, files, index, latest)]

    def told(index: int) -> tuple[bool, int]:
        listed = [each for each in files[index] if each.listed]
        return amount_of(listed) is not None, sum(each.indicators for each in listed)

    return max(rivals, key=lambda i: (version_of(records[i].file), told(i), ages[i]))


def version_of(file: str) -> int:
    """Return how late the name of a file says that it is: 1 for one that says nothing."""
    name = file.rpartition("/")[2]
    draft, *later = ([word for word in words if word in name] for words in dictionary("labels")["version_words"])
    said = [rank for rank, words in enumerate(later, start=2) if words]
    return max(said, default=0 if draft else 1)


def are_as_old(records: Sequence[FileRecord], files: Mapping[int, list[DocumentRecord]], one: int, other: int) -> bool:
    """Return whether two returns may be equally old: copying saves close together."""
    ages = _ages(records, files)
    (day, saved, *_), (other_day, other_saved, *_) = ages[one], ages[other]
    return day == other_day and abs(saved - other_saved) < _SAVED_TOGETHER


def _ages(
    records: Sequence[FileRecord], files: Mapping[int, list[DocumentRecord]]
) -> dict[int, tuple[tuple[int, ...], float, str, int]]:
    # A form without a date has that of the others in its file, if all files have one; else it is older than any with one.
    own = {index: _last_day(documents) for index, documents in files.items()}
    days = {index: day or _last_day(records[index].documents) for index, day in own.items()}
    days = days if any(own.values()) or all(days.values()) else own
    return {index: (day, records[index].modified or 0.0, records[index].file, index) for index, day in days.items()}


def _last_day(documents: Iterable[DocumentRecord]) -> tuple[int, ...]:
    return max((each.date for each in documents if each.date), default=())
