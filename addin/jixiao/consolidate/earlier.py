"""The summary of an earlier merge that stands where the next one is to be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from jixiao.caching.identity import identity
from jixiao.consolidate.edits.entering import KeptEdits, keep_beside, keep_edits
from jixiao.consolidate.merge_report import STATUS_NAMES
from jixiao.consolidate.returns.own_output import is_own_output, keep_foreign
from jixiao.consolidate.returns.supersede import SettledFile
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
        """Enter the officer's work into the summary ``new``, or keep it beside.

        Raises ``OutputError`` if it cannot be kept.
        """
        self._entered = _state(self._summary)
        edits = keep_edits(self._summary, new)
        self.beside = keep_beside(self._summary) if edits.lost else keep_foreign(self._summary)
        return edits

    def keep_if_saved(self) -> None:
        """Copy the summary beside itself if it was saved again meanwhile.

        Raises ``OutputError``.
        """
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
