"""Checking with the cache: files whose bytes were checked before, by the same rules and profile, are not read again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jixiao.caching.identity import Identities
from jixiao.caching.store import Store
from jixiao.caching.version import version
from jixiao.checks.checked_file import FileChecked, Settled, WorkbookFile
from jixiao.checks.key_json import unpacked_keys
from jixiao.checks.keys import FormKey
from jixiao.checks.outcome import Skip
from jixiao.checks.outcome_codec import across_from_bytes, across_to_bytes, outcome_from_bytes, outcome_to_bytes
from jixiao.checks.packed import Packed, pack_across
from jixiao.checks.profile import Profile
from jixiao.checks.rule_engine import Selection, check_keys

_UNREADABLE = (ValueError, TypeError, LookupError, ArithmeticError, RecursionError)


class CheckCache:
    """What earlier checks found, by the hash of each file."""

    def __init__(self, folder: Path | None, profile: Profile, rules: Selection, identities: Identities) -> None:
        stamp = version(profile, rules) if folder is not None else ""
        self._files = Store(folder, "check", stamp)
        self._keys = Store(folder, "check-keys", stamp)
        self._batches = Store(folder, "check-batch", stamp)
        self._on = folder is not None
        self._identities = identities

    def find(self, file: WorkbookFile) -> FileChecked | None:
        """The outcome for a file whose bytes are known; its keys are left out until they are needed."""
        own = self._identities.of(file.path) if self._on else None
        sha256 = own[0] if own is not None else None
        stored = self._files.get([sha256]) if sha256 is not None else None
        if sha256 is None or stored is None:
            return None
        try:
            return outcome_from_bytes(stored, file.name, sha256)
        except _UNREADABLE:
            return None

    def add(self, one: FileChecked) -> None:
        """Remember what was found. Failures are not: the next time the file may be open to reading."""
        if self._on and not one.remembered and one.submission.status != "failed" and one.submission.sha256:
            self._keys.put_later([_hash(one)], one.keys)
            self._files.put_later([_hash(one)], outcome_to_bytes(one))

    def across(
        self, files: Sequence[FileChecked], settled: Sequence[Settled], profile: Profile, rules: Selection
    ) -> tuple[list[Packed], list[Skip]]:
        """What the rules across forms find on the forms that count; the files lose their keys.

        Raises ``RuleFailedError``.
        """
        known = all(one.remembered or one.submission.status == "failed" for one in files) and self._on
        names = [
            text
            for one, its in zip(files, settled, strict=True)
            for text in (
                one.submission.file,
                one.submission.sha256 or "",
                repr((sorted(its.replaced), sorted(its.copied))),
            )
        ]
        stored = self._batches.get(names) if known else None
        if stored is not None:
            try:
                return across_from_bytes(stored)
            except _UNREADABLE:
                pass
        keys: list[FormKey] = []
        copies: list[FormKey] = []
        for one, its in zip(files, settled, strict=True):
            for key in self._take_keys(one):
                place = key.sheet, key.title_cell
                if place not in its.replaced:
                    (copies if place in its.copied else keys).append(key)
        result = check_keys(keys, profile, rules, copies)
        found = list(pack_across(result.findings))
        if self._on:
            self._batches.put([(names, across_to_bytes(found, result.skipped))])
        return found, result.skipped

    def _take_keys(self, one: FileChecked) -> list[FormKey]:
        keys, one.keys = (self._keys.get([_hash(one)]) if one.remembered else one.keys), b""
        if keys is None:
            raise KeysLostError(one.submission.file)
        return unpacked_keys(keys, one.submission.file) if keys else []

    def close(self) -> None:
        """Done."""
        for store in (self._files, self._keys, self._batches):
            store.close()


class KeysLostError(Exception):
    """The cache has lost half of what it knew about a file: the check begins anew without it."""


def _hash(one: FileChecked) -> str:
    assert one.submission.sha256 is not None
    return one.submission.sha256
