"""Reading approved goals: files within the bounds of a check, in parallel."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from jixiao.caching.codec import RecordCodec
from jixiao.caching.identity import identity
from jixiao.caching.store import LASTING, Store, StoreError
from jixiao.checks.approved import ApprovedForm, ApprovedForms, approved_form
from jixiao.checks.checked_file import WorkbookFile
from jixiao.checks.checked_form import Form
from jixiao.checks.profile import Profile
from jixiao.checks.result_keys import version_of_results
from jixiao.forms.document import is_left_out
from jixiao.forms.general.definitions import definition_of
from jixiao.forms.reading import read_file
from jixiao.processes.each_file import each_file


@dataclass(slots=True)
class ApprovedRead:
    """What files of approved goals gave, and which gave nothing, with the reason."""

    forms: list[ApprovedForm] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)

    @property
    def approved(self) -> ApprovedForms:
        """All forms, found by department and project."""
        return ApprovedForms(self.forms)


class _Goals(NamedTuple):
    """The goal forms of a workbook, and why it gave none."""

    forms: list[ApprovedForm]
    reason: str | None
    sha256: str | None


_GOALS = RecordCodec(_Goals, without=("sha256",))


def read_approved(
    files: Sequence[WorkbookFile], profile: Profile, *, jobs: int | None = None, cache: Path | None = None
) -> ApprovedRead:
    """Read the goal forms of files in order; one that fails does not stop others."""
    # ``cache`` is the folder of the cache: a file with the same bytes as one read before is not read again.
    path, stamp = (cache / LASTING, version_of_results(profile)) if cache is not None else (None, "")
    read = ApprovedRead()
    store = Store(path, _GOALS, stamp)
    own = [identity(file.path) if store.is_open else None for file in files]
    known = [found and store.get(found[0], sha256=found[0]) for found in own]
    unknown = [file for file, goals in zip(files, known, strict=True) if goals is None]
    fresh = each_file(partial(_goals_of, profile), unknown, _failed, jobs=jobs)
    for file, goals in zip(files, known, strict=True):
        one = goals or next(fresh)
        read.forms += [replace(form, file=file.name) for form in one.forms]
        if one.reason is not None:
            read.unread.append((file.name, one.reason))
        elif goals is None and one.sha256 is not None and store.is_open:
            with suppress(StoreError):
                store.put(one.sha256, one)
    next(fresh, None)  # no more come: the processes end
    with suppress(StoreError):
        store.close()
    return read


def _goals_of(profile: Profile, file: WorkbookFile) -> _Goals:
    submission = read_file(file.path, file.name)
    shown = [document for document in submission.documents if not is_left_out(document)]
    forms = [Form(document, definition_of(document), profile) for document in shown]
    found = [each for form in forms if (each := approved_form(form)) is not None]
    if submission.status == "failed" or not found:
        return _Goals(found, submission.reason or "没有可以对照的目标表", None)
    return _Goals(found, None, submission.sha256)


def _failed(_file: WorkbookFile, reason: str) -> _Goals:
    return _Goals([], reason, None)
