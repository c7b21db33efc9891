"""Checking files: each workbook read and checked by itself, in one process or several, then all keys together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from jixiao.checks.cached import CheckCache, KeysLostError
from jixiao.checks.engine import ALL_RULES, Checked, Selection, check_forms
from jixiao.checks.outcome import CheckResult
from jixiao.checks.profile import Profile
from jixiao.errors import JixiaoError
from jixiao.forms.reading import read_file
from jixiao.submission import Submission


class WorkbookFile(NamedTuple):
    """A file to check, and the name the user is shown."""

    path: Path
    name: str


@dataclass(slots=True)
class FileChecked:
    """What became of one file, without its documents; ``remembered`` if that was known from an earlier check."""

    submission: Submission
    documents: int
    checked: Checked
    remembered: bool = False


@dataclass(slots=True)
class FilesChecked:
    """What became of all files, in their order, and everything that was found."""

    files: list[FileChecked] = field(default_factory=list)
    result: CheckResult = field(default_factory=CheckResult)


def check_files(
    files: Sequence[WorkbookFile],
    profile: Profile,
    rules: Selection = ALL_RULES,
    *,
    jobs: int = 1,
    progress: Callable[[int, int, str], None] | None = None,
    cache: Path | None = None,
) -> FilesChecked:
    """Read and check files. One that cannot be read does not stop the others. Raises ``RuleFailedError``.

    ``cache`` is the folder of the cache: a file with the same bytes as one checked before is not read again.
    """
    known = CheckCache(cache, profile, rules)
    try:
        return _check_files(files, profile, rules, jobs, progress, known)
    except KeysLostError:
        return _check_files(files, profile, rules, jobs, progress, CheckCache(None, profile, rules))
    finally:
        known.close()


def _check_files(
    files: Sequence[WorkbookFile],
    profile: Profile,
    rules: Selection,
    jobs: int,
    progress: Callable[[int, int, str], None] | None,
    cache: CheckCache,
) -> FilesChecked:
    outcome = FilesChecked()
    found = [cache.find(file) for file in files]
    unknown = [file for file, one in zip(files, found, strict=True) if one is None]
    fresh = _each(unknown, profile, rules, jobs)
    for number, one in enumerate(found):
        if progress is not None:
            progress(number, len(files), files[number].name)
        one = one or next(fresh)
        cache.add(one)
        outcome.files.append(one)
        outcome.result.extend(one.checked.result)
    outcome.result.extend(cache.across(outcome.files, profile, rules))
    return outcome


def _each(files: Sequence[WorkbookFile], profile: Profile, rules: Selection, jobs: int) -> Iterator[FileChecked]:
    check = partial(check_file, profile=profile, rules=rules)
    if jobs < 2 or len(files) < 2:
        yield from map(check, files)
        return
    chunk = max(1, len(files) // (jobs * 16))
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        yield from pool.map(check, files, chunksize=chunk)


def check_file(file: WorkbookFile, profile: Profile, rules: Selection = ALL_RULES) -> FileChecked:
    """Read and check one file. Raises ``RuleFailedError``."""
    try:
        submission = read_file(file.path, file.name)
    except JixiaoError as error:
        return FileChecked(Submission(file.name, "failed", error.reason), 0, Checked())
    documents, submission.documents = submission.documents, []
    checked = check_forms(documents, profile, rules)
    if submission.status == "read":
        submission.status = "checked"
    return FileChecked(submission, len(documents), checked)
