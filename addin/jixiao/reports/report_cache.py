"""Give a report again as it was written, where no file, rule or setting has changed.

Findings of files that are known need not be looked for, but ten thousand files have a hundred thousand of them, and to
make and write them once more takes the most time of a second check.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from jixiao.caching.identity import Identities
from jixiao.caching.store import Store
from jixiao.caching.version import version
from jixiao.consolidate.returns.inputs import InputFile
from jixiao.packing import PackedText

_KIND = "check-report"
_LARGEST = 64_000_000
"""Bytes of the packed text, some gigabyte of it unpacked; a larger report is made anew."""


class KeptReport(NamedTuple):
    """A report as text, and what was said beside it: the files, their forms, findings by level."""

    text: PackedText
    files: Sequence[Mapping[str, Any]]
    documents: int
    counts: Mapping[str, int]


class ReportCache:
    """The cached report on these files. ``settings`` are all that decides besides the files."""

    def __init__(self, cache: Path | None, inputs: Sequence[InputFile], identities: Identities, *settings: Any) -> None:
        self._cache = cache
        self._version = version(*settings) if cache is not None else ""
        self._files, self._identities = inputs, identities
        self._inputs = _content_of(inputs, identities) if cache is not None else None

    def find(self) -> KeptReport | None:
        """Return the report that was kept; None where none was."""
        if self._inputs is None:
            return None
        with Store(self._cache, _KIND, self._version) as store:
            stored = store.get(self._inputs)
        if stored is None:
            return None
        head, _, text = stored.partition(b"\n")
        try:
            return KeptReport(PackedText(text), *json.loads(head))
        except (ValueError, TypeError, RecursionError):
            return None

    def remember(self, report: KeptReport) -> None:
        """Keep a report; not one on a file that failed, which may be readable the next time."""
        if self._inputs is None or self._inputs != _content_of(self._files, self._identities):
            return  # a file was written to while the check went on
        packed = report.text.packed()
        if len(packed) > _LARGEST:
            return
        if any(file["status"] == "failed" for file in report.files):
            return
        head = json.dumps(report[1:], ensure_ascii=True, separators=(",", ":")).encode()
        with Store(self._cache, _KIND, self._version) as store:
            store.put([(self._inputs, head + b"\n" + packed)])


def _content_of(inputs: Sequence[InputFile], identities: Identities) -> list[str] | None:
    """Names and hashes of the files; None if one cannot be read."""
    found: list[str] = []
    for file in inputs:
        known = identities.of(file.path) if file.skip_reason is None else None
        if file.skip_reason is None and known is None:
            return None
        found += [file.name, known[0] if known is not None else str(file.skip_reason)]
    return found
