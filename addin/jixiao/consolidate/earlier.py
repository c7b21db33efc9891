"""The summary of an earlier merge that stands where the next one is to be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from jixiao.consolidate.merge_report import STATUS_NAMES
from jixiao.consolidate.returns.own_output import is_own_output
from jixiao.consolidate.returns.supersede import SettledFile
from jixiao.consolidate.summary.sheets import FILES
from jixiao.errors import InputError, UsageError


def refuse_emptying(summary: Path, shown: Path, files: Sequence[SettledFile]) -> None:
    """A merge without any form must not take the place of one with forms: mostly the folder was the wrong one.

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
    """Whether a file is a summary of ours into which a file was merged; one that cannot be read may be."""
    if not is_own_output(path):
        return False
    from jixiao.grid.open import open_workbook

    try:
        workbook = open_workbook(path)
    except InputError:
        return True
    listed = (sheet for sheet in workbook.sheets if sheet.name.startswith(FILES.title))
    return any(STATUS_NAMES["merged"] in cells.values() for sheet in listed for cells in sheet.rows.values())
