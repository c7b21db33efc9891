"""Checking files: each workbook read and checked by itself, in one process or several, then all keys together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from jixiao.checks.engine import ALL_RULES, Checked, Selection, check_forms, check_keys
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
    """What became of one file, without its documents."""

    submission: Submission
    documents: int
    checked: Checked


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
) -> FilesChecked:
    """Read and check files. One that cannot be read does not stop the others. Raises ``RuleFailedError``."""
    outcome = FilesChecked()
    for number, one in enumerate(_each(files, profile, rules, jobs)):
        if progress is not None:
            progress(number, len(files), files[number].name)
        outcome.files.append(one)
        outcome.result.extend(one.checked.result)
    keys = [key for one in outcome.files for key in one.checked.keys]
    outcome.result.extend(check_keys(keys, profile, rules))
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
