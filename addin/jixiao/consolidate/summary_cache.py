"""Know a summary whose inputs have not changed, which need not be written again.

The cache keeps of a merge a hash of everything that decides about the summary: names, bytes and times of the
inputs, roster, profile, rules, the program itself. And a hash of the summary, for one that was edited since is made anew.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from jixiao.caching.codec import Converter, RecordCodec
from jixiao.caching.identity import identity
from jixiao.caching.store import LASTING, Store
from jixiao.caching.version import canonical
from jixiao.consolidate.merge_report import FileOutcome, MergeReport
from jixiao.consolidate.returns.inputs import InputFile
from jixiao.consolidate.returns.roster import Roster

_INPUTS, _SUMMARY = "inputs", "summary"
_BESIDE: dict[str, Any] = {
    "seconds": {},
    "unchanged": True,
    "kept_edits": 0,
    "lost_edits": (),
    "kept_beside": None,
    "saved_meanwhile": None,
}
_REPORTS = RecordCodec(MergeReport, without=("output", *_BESIDE), others={dict[str, Any]: Converter(None, dict)})


class SummaryCache:
    """The cached report of a summary; ``version`` is program, rules, profile."""

    def __init__(
        self, cache: Path | None, version: str, output: Path, roster: Roster | None, row_limit: int, bureau: str
    ) -> None:
        self._path = cache / LASTING if cache is not None else None
        self._version = version
        self._output = output
        made_at = os.environ.get("SOURCE_DATE_EPOCH", "")
        self._settings = canonical([roster.entries if roster is not None else None, row_limit, bureau, made_at])

    def find(self, inputs: Sequence[InputFile], hrefs: Sequence[str]) -> MergeReport | None:
        """Return the report of the summary; None if anything has changed."""
        if self._path is None or not self._output.is_file():
            return None
        key = str(self._output)
        with suppress(OSError), Store(self._path, _REPORTS, self._version) as store:
            report = store.get(key, **_BESIDE, output=self._output)
            if report is not None and store.part(key, _SUMMARY) == _digest_of(self._output):
                return report if store.part(key, _INPUTS) == self._hash(inputs, hrefs) else None
        return None

    def remember(self, report: MergeReport, inputs: Sequence[InputFile], hrefs: Sequence[str]) -> None:
        """Keep what ``find`` needs.

        A merge with a file that could not be read is not kept: it may be readable next time.
        """
        if self._path is None or any(file.sha256 is None for file in report.files if file.status == "failed"):
            return
        content = [(file.sha256, file.modified) for file in report.files]
        files = [file._replace(known=_is_read(file), seconds=0.0) for file in report.files]
        kept = replace(report, files=files, known=sum(file.known for file in files))
        with suppress(OSError), Store(self._path, _REPORTS, self._version) as store:
            hashes = {_SUMMARY: _digest_of(self._output), _INPUTS: self._hash(inputs, hrefs, content)}
            store.put(str(self._output), kept, hashes)

    def _hash(
        self,
        inputs: Sequence[InputFile],
        hrefs: Sequence[str],
        known: Sequence[tuple[str | None, float | None]] | None = None,
    ) -> bytes:
        state = hashlib.sha256(self._settings.encode("utf-8", "surrogatepass"))
        for index, (file, href) in enumerate(zip(inputs, hrefs, strict=True)):
            content: object = file.skip_reason
            if file.skip_reason is None:
                content = known[index] if known is not None else identity(file.path)
            state.update(repr((file.name, href, content)).encode("utf-8", "surrogatepass"))
        return state.digest()


def _digest_of(path: Path) -> bytes:
    with path.open("rb", buffering=0) as stream:
        return hashlib.file_digest(stream, "sha256").digest()


def _is_read(file: FileOutcome) -> bool:
    return file.sha256 is not None and file.status != "failed"
