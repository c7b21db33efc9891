"""The summary of an earlier merge that stands where the next one is to be written."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from jixiao.caching.codec import Converter, RecordCodec
from jixiao.caching.identity import file_hash, identity
from jixiao.caching.store import LASTING, Store, StoreError
from jixiao.caching.version import canonical
from jixiao.consolidate.edits.entering import keep_edits
from jixiao.consolidate.edits.typed import KeptEdits
from jixiao.consolidate.merge_report import MergeReport
from jixiao.consolidate.returns.inputs import InputFile
from jixiao.consolidate.returns.own_output import is_own_output, keep_foreign
from jixiao.consolidate.returns.roster import Roster
from jixiao.consolidate.returns.supersede import STATUS_NAMES, SettledFile
from jixiao.consolidate.summary.sheets import FILES
from jixiao.errors import InputError, UsageError
from jixiao.output import copy_beside


def refuse_emptying(summary: Path, shown: Path, files: Sequence[SettledFile]) -> None:
    """Keep a summary with forms from being replaced by one without any.

    ``shown`` is what the user calls the summary. Raises ``UsageError``; nothing has been written then.
    """
    if not _holds_forms(summary):
        return
    counts = Counter(file.status for file in files)
    found = f"共 {len(files)} 个文件，跳过 {counts['skipped']}，失败 {counts['failed']}" if files else "没有找到文件"
    raise UsageError(
        f"没有读到一份绩效目标表（{found}），“{shown}”中原有的汇总没有改动",
        hint="请核对 PATH；确实要一份空的汇总，请换一个输出文件名",
    )


def _holds_forms(path: Path) -> bool:
    """Return whether a file is, or may be, a summary with forms."""
    if not is_own_output(path):
        return False
    from jixiao.grid.open import open_workbook

    try:
        workbook = open_workbook(path)
    except InputError:
        return True
    listed = (sheet for sheet in workbook.sheets if sheet.name.startswith(FILES.title))
    return any(STATUS_NAMES["merged"] in cells.values() for sheet in listed for cells in sheet.rows.values())


class EarlierSummary:
    """The summary that is replaced, and what its officer saves meanwhile."""

    def __init__(self, summary: Path) -> None:
        self._summary = summary
        self._entered: object = None
        self.beside: Path | None = None
        self.saved_meanwhile: Path | None = None

    def enter_into(self, new: Path) -> KeptEdits:
        """Enter the officer's work into ``new``, or keep it. Raises ``OutputError``."""
        self._entered = _state(self._summary)
        edits = keep_edits(self._summary, new)
        self.beside = copy_beside(self._summary, "合并前") if edits.lost else keep_foreign(self._summary)
        return edits

    def keep_if_saved(self) -> None:
        """Copy the summary if it was saved again meanwhile. Raises ``OutputError``."""
        now = _state(self._summary)
        if now is not None and now != self._entered:
            self.saved_meanwhile = copy_beside(self._summary, "合并时保存")


def _state(path: Path) -> object:
    """Return what changes when a file is saved; None for one that is not there."""
    try:
        status = path.stat()
    except OSError:
        return None
    known = identity(path)
    return known[0] if known is not None else (status.st_size, status.st_mtime_ns)


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
        with suppress(OSError, StoreError), Store(self._path, _REPORTS, self._version) as store:
            report = store.get(key, **_BESIDE, output=self._output)
            if report is not None and store.part(key, _SUMMARY) == file_hash(self._output).encode():
                return report if store.part(key, _INPUTS) == self._hash(inputs, hrefs) else None
        return None

    def remember(self, report: MergeReport, inputs: Sequence[InputFile], hrefs: Sequence[str]) -> None:
        """Keep what ``find`` needs."""
        # A merge with a file that could not be read is not kept: it may be readable next time.
        if self._path is None or any(file.sha256 is None for file in report.files if file.status == "failed"):
            return
        content = [(file.sha256, file.modified) for file in report.files]
        files = [
            file._replace(known=file.sha256 is not None and file.status != "failed", seconds=0.0)
            for file in report.files
        ]
        kept = replace(report, files=files, known=sum(file.known for file in files))
        with suppress(OSError, StoreError), Store(self._path, _REPORTS, self._version) as store:
            hashes = {_SUMMARY: file_hash(self._output).encode(), _INPUTS: self._hash(inputs, hrefs, content)}
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
