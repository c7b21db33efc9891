"""Know a summary whose inputs have not changed, which need not be written again.

The cache keeps of a merge a hash of everything that decides about the summary: names, bytes and times of the
inputs, roster, profile, rules, the program itself. And a hash of the summary, for one that was edited since is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from jixiao.caching.identity import identity
from jixiao.caching.store import Store
from jixiao.caching.version import canonical
from jixiao.consolidate.records import Counts
from jixiao.consolidate.report import FileOutcome, MergeReport
from jixiao.consolidate.returns.inputs import InputFile
from jixiao.consolidate.returns.roster import Roster

_KIND = "merge-unchanged"


class SummaryCache:
    """The cached report of the summary at ``output``. ``version`` covers program, rules and profile."""

    def __init__(
        self, cache: Path | None, version: str, output: Path, roster: Roster | None, row_limit: int, bureau: str
    ) -> None:
        self._cache = cache
        self._version = version
        self._output = output
        made_at = os.environ.get("SOURCE_DATE_EPOCH", "")
        self._settings = canonical([roster.entries if roster is not None else None, row_limit, bureau, made_at])

    def find(self, inputs: Sequence[InputFile], hrefs: Sequence[str]) -> MergeReport | None:
        """Return the report of the merge that made the summary; None if anything has changed since."""
        if self._cache is None or not self._output.is_file():
            return None
        with Store(self._cache, _KIND, self._version) as store:
            stored = store.get([str(self._output)])
        if stored is None:
            return None
        try:
            raw = json.loads(stored)
            with ThreadPoolExecutor(1) as beside:  # hashing holds no other thread up
                summary = beside.submit(_digest_of, self._output)
                stands = raw["inputs"] == self._hash(inputs, hrefs) and raw["summary"] == summary.result()
            return _report(raw["report"], inputs, self._output) if stands else None
        except (ValueError, LookupError, TypeError, RecursionError, OSError):
            return None

    def remember(self, report: MergeReport, inputs: Sequence[InputFile], hrefs: Sequence[str]) -> None:
        """Keep what ``find`` needs.

        A merge with a file that could not be read is not kept: it may be readable next time.
        """
        if self._cache is None or any(file.sha256 is None for file in report.files if file.status == "failed"):
            return
        known = [(file.sha256, file.modified) for file in report.files]
        with suppress(OSError), Store(self._cache, _KIND, self._version) as store:
            raw = {
                "summary": _digest_of(self._output),
                "inputs": self._hash(inputs, hrefs, known),
                "report": _to_json(report),
            }
            store.put([([str(self._output)], json.dumps(raw, ensure_ascii=True, separators=(",", ":")).encode())])

    def _hash(
        self,
        inputs: Sequence[InputFile],
        hrefs: Sequence[str],
        known: Sequence[tuple[str | None, float | None]] | None = None,
    ) -> str:
        state = hashlib.sha256(self._settings.encode("utf-8", "surrogatepass"))
        for index, (file, href) in enumerate(zip(inputs, hrefs, strict=True)):
            content: object = file.skip_reason
            if file.skip_reason is None:
                content = known[index] if known is not None else identity(file.path)
            state.update(repr((file.name, href, content)).encode("utf-8", "surrogatepass"))
        return state.hexdigest()


def _digest_of(path: Path) -> str:
    with path.open("rb", buffering=0) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _to_json(report: MergeReport) -> dict[str, Any]:
    return {
        "files": [[file.status, file.reason, file.documents, file.left_out] for file in report.files],
        "superseded": report.superseded,
        "documents": report.documents,
        "indicators": report.indicators,
        "found": list(report.found),
        "missing": report.missing,
        "not_read": report.not_read,
    }


def _report(raw: dict[str, Any], inputs: Sequence[InputFile], output: Path) -> MergeReport:
    files = [
        FileOutcome(file.name, status, reason, documents, left_out, known=_is_read(file, status))
        for (status, reason, documents, left_out), file in zip(raw["files"], inputs, strict=True)
    ]
    return MergeReport(
        files=files,
        output=output,
        documents=raw["documents"],
        indicators=raw["indicators"],
        superseded=raw["superseded"],
        found=Counts(*raw["found"]),
        missing=raw["missing"],
        known=sum(file.known for file in files),
        not_read=raw["not_read"],
        unchanged=True,
    )


def _is_read(file: InputFile, status: str) -> bool:
    return file.skip_reason is None and status != "failed"
