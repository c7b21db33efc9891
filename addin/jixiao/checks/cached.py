"""Checking with the cache: files whose bytes were checked before, by the same rules and profile, are not read again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from jixiao.caching.identity import Identities
from jixiao.caching.store import Store
from jixiao.caching.version import version
from jixiao.checks.checked_file import FileChecked, WorkbookFile
from jixiao.checks.engine import Checked, Selection, check_keys
from jixiao.checks.key_json import key_from_json, key_to_json
from jixiao.checks.keys import FormKey
from jixiao.checks.outcome import CheckResult
from jixiao.checks.profile import Profile
from jixiao.checks.remembered import outcome_from_json, outcome_to_json, result_from_json, result_to_json
from jixiao.submission import Submission

_UNREADABLE = (ValueError, TypeError, LookupError)
_WAITING = 256


class CheckCache:
    """What earlier checks found, by the hash of each file."""

    def __init__(self, folder: Path | None, profile: Profile, rules: Selection, identities: Identities) -> None:
        stamp = version(profile, rules) if folder is not None else ""
        self._files = Store(folder, "check", stamp)
        self._keys = Store(folder, "check-keys", stamp)
        self._batches = Store(folder, "check-batch", stamp)
        self._on = folder is not None
        self._identities = identities
        self._waiting: list[FileChecked] = []

    def find(self, file: WorkbookFile) -> FileChecked | None:
        """The outcome for a file whose bytes are known; its keys are left out until they are needed."""
        own = self._identities.of(file.path) if self._on else None
        sha256 = own[0] if own is not None else None
        stored = self._files.get([sha256]) if sha256 is not None else None
        if sha256 is None or stored is None:
            return None
        try:
            known = outcome_from_json(stored, file.name)
        except _UNREADABLE:
            return None
        submission = Submission(file.name, known.status, known.reason, sha256=sha256)
        return FileChecked(submission, known.documents, Checked(known.result), remembered=True)

    def add(self, one: FileChecked) -> None:
        """Remember what was found. Failures are not: the next time the file may be open to reading."""
        if self._on and not one.remembered and one.submission.status != "failed" and one.submission.sha256:
            self._waiting.append(one)
            if len(self._waiting) >= _WAITING:
                self.flush()

    def flush(self) -> None:
        """Write what waits."""
        self._keys.put(([_hash(one)], b"".join(map(key_to_json, one.checked.keys))) for one in self._waiting)
        self._files.put(([_hash(one)], _outcome(one)) for one in self._waiting)
        self._waiting.clear()

    def across(self, files: Sequence[FileChecked], profile: Profile, rules: Selection) -> CheckResult:
        """What the rules across forms find. Raises ``RuleFailedError``."""
        known = all(one.remembered or one.submission.status == "failed" for one in files) and self._on
        names = [text for one in files for text in (one.submission.file, one.submission.sha256 or "")]
        stored = self._batches.get(names) if known else None
        if stored is not None:
            try:
                return result_from_json(stored)
            except _UNREADABLE:
                pass
        result = check_keys([key for one in files for key in self._keys_of(one)], profile, rules)
        if self._on:
            self._batches.put([(names, result_to_json(result))])
        return result

    def _keys_of(self, one: FileChecked) -> Iterable[FormKey]:
        if not one.remembered:
            return one.checked.keys
        stored = self._keys.get([_hash(one)])
        if stored is None:
            raise KeysLostError(one.submission.file)
        return [key_from_json(line, one.submission.file) for line in stored.splitlines()]

    def close(self) -> None:
        """Done."""
        self.flush()
        for store in (self._files, self._keys, self._batches):
            store.close()


class KeysLostError(Exception):
    """The cache has lost half of what it knew about a file: the check begins anew without it."""


def _outcome(one: FileChecked) -> bytes:
    submission = one.submission
    return outcome_to_json(submission.status, submission.reason, one.documents, one.checked.result, submission.file)


def _hash(one: FileChecked) -> str:
    assert one.submission.sha256 is not None
    return one.submission.sha256
