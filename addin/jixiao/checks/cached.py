"""The cache of checks: known files under known rules are not read again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from jixiao.caching.codec import RecordCodec
from jixiao.caching.identity import Identities
from jixiao.caching.store import LASTING, Store, StoreError
from jixiao.checks.checked_file import FileChecked, FiledForm, WorkbookFile
from jixiao.checks.outcome import Skip
from jixiao.checks.packed import Packed
from jixiao.checks.profile import Profile
from jixiao.checks.result_keys import result_key, result_keys, stamp_of_goals, version_of_results
from jixiao.checks.rule_engine import ALL_RULES, Selection
from jixiao.checks.unread import NotRead
from jixiao.forms.document import Kind
from jixiao.submission import Status, Submission

_FINDINGS, _KEYS = "findings", "keys"


class _Outcome(NamedTuple):
    """What is known of a file under any name; ``levels`` counts its findings."""

    status: Status
    reason: str | None
    documents: int
    levels: tuple[int, ...]
    skipped: list[tuple[str, str, str]]
    forms: list[FiledForm]
    not_read: list[NotRead]


_OUTCOMES = RecordCodec(_Outcome)


def files_with(kind: Kind, files: Sequence[WorkbookFile], profile: Profile, cache: Path | None) -> list[WorkbookFile]:
    """Return the files with forms of the kind, and those nobody has checked."""
    with closing(CheckCache(cache, profile, ALL_RULES, Identities())) as known:
        found = [(file, known.find(file)) for file in files]
    return [file for file, one in found if one is None or any(form.kind == kind for form in one.forms)]


class CheckCache:
    """What earlier checks found, by the hash of each file."""

    def __init__(self, folder: Path | None, profile: Profile, rules: Selection, identities: Identities) -> None:
        path, stamp = (folder / LASTING, version_of_results(profile, rules)) if folder is not None else (None, "")
        self._store = Store(path, _OUTCOMES, stamp)
        self._goals = stamp_of_goals(profile)
        self._identities = identities

    def find(self, file: WorkbookFile) -> FileChecked | None:
        """Return the outcome for a file whose bytes are known."""
        own = self._identities.of(file.path) if self._store.is_open else None
        for key in result_keys(own[0], self._goals) if own is not None else ():
            known = self._store.get(key)
            if own is None or known is None or self._key(own[0], known.forms) != key:
                continue
            with suppress(StoreError):
                return FileChecked(
                    Submission(file.name, known.status, known.reason, sha256=own[0]),
                    known.documents,
                    Packed(self._store.part(key, _FINDINGS), known.levels, file.name),
                    [Skip(code, file.name, sheet, why) for code, sheet, why in known.skipped],
                    self._store.part(key, _KEYS),
                    known.forms,
                    known.not_read,
                )
        return None

    def add(self, one: FileChecked) -> None:
        """Remember what was found, but no failure: the file may open next time."""
        told = one.submission
        if told.status == "failed" or told.sha256 is None or not self._store.is_open:
            return
        skipped = [(skip.code, skip.sheet, skip.reason) for skip in one.skipped]
        levels = one.found.levels
        outcome = _Outcome(told.status, told.reason, one.documents, levels, skipped, one.forms, one.not_read)
        with suppress(StoreError):
            self._store.put(self._key(told.sha256, one.forms), outcome, {_FINDINGS: one.found.data, _KEYS: one.keys})

    def _key(self, sha256: str, forms: Sequence[FiledForm]) -> str:
        return result_key(sha256, (form.kind for form in forms), self._goals)

    def close(self) -> None:
        """Done."""
        with suppress(StoreError):
            self._store.close()
