"""Checking files: each workbook by itself, then all keys together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from jixiao.caching.identity import Identities
from jixiao.checks.cached import CheckCache
from jixiao.checks.checked_file import FileChecked, Settled, WorkbookFile
from jixiao.checks.counting import called_officially, counted, filed_form
from jixiao.checks.keys import FormKey, packed_keys, unpacked_keys
from jixiao.checks.outcome import CheckResult, Skip
from jixiao.checks.packed import Findings, Packed, pack, pack_across
from jixiao.checks.profile import Profile
from jixiao.checks.rule_engine import ALL_RULES, Selection, check_forms, check_keys
from jixiao.checks.rules import form_rules
from jixiao.checks.standards import prepare_scoring
from jixiao.checks.unread import NotRead, not_read
from jixiao.forms.reading import read_file
from jixiao.processes.each_file import each_file
from jixiao.submission import Submission

Settle = Callable[[Sequence[WorkbookFile], Sequence[FileChecked]], Sequence[Settled]]
"""Decides which forms of a batch count, and how departments are called."""


@dataclass(slots=True)
class FilesChecked:
    """What became of all files, in their order, and everything that was found."""

    files: list[FileChecked] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    skipped: list[Skip] = field(default_factory=list)

    def not_read(self) -> list[tuple[str, NotRead]]:
        """Return what was not read of all files, each with its file."""
        return [(one.submission.file, each) for one in self.files for each in one.not_read]

    @property
    def result(self) -> CheckResult:
        """All findings at once."""
        return CheckResult(list(self.findings), self.skipped)


def check_files(
    files: Sequence[WorkbookFile],
    profile: Profile,
    rules: Selection = ALL_RULES,
    *,
    jobs: int | None = 1,
    progress: Callable[[int, int, str], None] | None = None,
    cache: Path | None = None,
    settle: Settle | None = None,
) -> FilesChecked:
    """Read and check files; one fails alone. Raises ``RuleFailedError``.

    Files with the same bytes are read once. ``jobs`` processes read and check, None for as many as are worth it;
    ``cache`` is the folder of the cache: a file with the same bytes as one checked before is not read again.
    ``settle`` tells which forms others have replaced: they are read, and found in order or not, but nothing of it is
    reported.
    """
    work = partial(_checked, profile, rules)
    identities = Identities()
    originals = _read_first(identities.repeated(files))
    outcome = FilesChecked()
    with closing(CheckCache(cache, profile, rules, identities)) as kept:
        found = [None if place in originals else kept.find(file) for place, file in enumerate(files)]
        unknown = [file for place, file in enumerate(files) if found[place] is None and place not in originals]
        fresh = each_file(work, unknown, _failed, jobs=jobs, prepare=prepare)
        for place, file in enumerate(files):
            if progress is not None:
                progress(place, len(files), file.name)
            original = originals.get(place)
            if original is not None and identities.still(file.path, outcome.files[original].submission.sha256):
                one = _same(outcome.files[original], file)
            elif original is not None:  # what it repeated was written to before it was read
                one = next(each_file(work, [file], _failed))
            else:
                known = found[place]
                one = known or next(fresh)
                identities.still(file.path, one.submission.sha256)
                if known is None:
                    kept.add(one)
            outcome.files.append(one)
        next(fresh, None)  # no more come: the processes end before the forms are held side by side
    as_they_are = [Settled(one.submission.status, one.submission.reason) for one in outcome.files]
    settled = as_they_are if settle is None else settle(files, outcome.files)
    together, skipped = _across(outcome.files, settled, profile, rules)
    called = {one.submission.file: its.departments for one, its in zip(outcome.files, settled, strict=True)}
    for one, its in zip(outcome.files, settled, strict=True):
        outcome.findings.append(counted(one, its))
        outcome.skipped.extend(one.skipped if one.forms and its.status != "skipped" else ())
        one.submission.status, one.submission.reason = its.status, its.reason
        one.documents -= len(its.replaced) + len(its.copied)
    for part in together:
        outcome.findings.append(called_officially(part, called))
    outcome.skipped.extend(skipped)
    return outcome


def _across(
    files: Sequence[FileChecked], settled: Sequence[Settled], profile: Profile, rules: Selection
) -> tuple[Iterator[Packed], list[Skip]]:
    """Return findings across counting forms. Raises ``RuleFailedError``."""
    keys: list[FormKey] = []
    copies: list[FormKey] = []
    for one, its in zip(files, settled, strict=True):
        for key in unpacked_keys(one.keys, one.submission.file) if one.keys else ():
            place = key.sheet, key.title_cell
            if place not in its.replaced:
                (copies if place in its.copied else keys).append(key)
        one.keys = b""
    result = check_keys(keys, profile, rules, copies)
    return pack_across(result.findings), result.skipped


def _read_first(originals: Mapping[int, int]) -> dict[int, int]:
    """Of files with the same bytes the first in order is the one that is read."""
    alike: dict[int, list[int]] = {}
    for place, original in originals.items():
        alike.setdefault(original, [original]).append(place)
    return {place: min(places) for places in alike.values() for place in places if place != min(places)}


def _same(original: FileChecked, file: WorkbookFile) -> FileChecked:
    """Return the result of a file with the bytes of one that was read."""
    return replace(
        original,
        submission=replace(original.submission, file=file.name),
        found=replace(original.found, file=file.name),
        skipped=[skip._replace(file=file.name) for skip in original.skipped],
    )


def prepare() -> None:
    """Load what the first file would wait for: definitions, rules, language."""
    form_rules()
    prepare_scoring()


def _checked(profile: Profile, rules: Selection, file: WorkbookFile) -> FileChecked:
    submission = read_file(file.path, file.name)
    documents, submission.documents = submission.documents, []
    checked = check_forms(documents, profile, rules)
    left = [each for document in documents for each in not_read(document)]
    if submission.status == "read":
        submission.status = "checked"
    found, skipped = checked.result.findings, checked.result.skipped
    keys, forms = packed_keys(checked.keys), [filed_form(document) for document in documents]
    return FileChecked(submission, len(documents), pack(found, file.name), skipped, keys, forms=forms, not_read=left)


def _failed(file: WorkbookFile, reason: str) -> FileChecked:
    return FileChecked(Submission(file.name, "failed", reason))
