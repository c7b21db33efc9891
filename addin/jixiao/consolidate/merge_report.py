"""What a merge hands back: the object of ``merge --json`` (scripts/README.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from jixiao.consolidate.edits.typed import LostEdit
from jixiao.consolidate.returns.supersede import STATUS_NAMES, FileOutcome
from jixiao.reports.problem import Counts
from jixiao.textlayout import printable


@dataclass(frozen=True, slots=True)
class MergeReport:
    """The outcome of a merge.

    ``files`` has every input, in the order given. ``documents``, ``indicators`` and ``years`` are of what went into the
    summary, ``found`` counts its findings and ``not_read`` the cells that were not read. ``superseded`` lists the forms
    that newer ones replaced, ``missing`` the departments of the roster that have not filed. ``known`` files were not
    read again; ``seconds`` tells how long each step took. ``unchanged`` means that the summary of before still stands.

    ``kept_edits`` counts what the officer had typed and the new summary has too, ``lost_edits`` lists what it has not;
    then ``kept_beside`` is the summary of before. ``saved_meanwhile`` is a copy of that summary as somebody saved it
    while the new one was made.
    """

    files: list[FileOutcome]
    output: Path
    documents: int
    indicators: int
    superseded: list[dict[str, Any]] = field(default_factory=list)
    found: Counts = field(default_factory=Counts)
    missing: list[str] = field(default_factory=list)
    known: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    unchanged: bool = False
    not_read: int = 0
    years: list[int] = field(default_factory=list)
    kept_edits: int = 0
    lost_edits: Sequence[LostEdit] = ()
    kept_beside: Path | None = None
    saved_meanwhile: Path | None = None

    def count(self, status: str) -> int:
        """How many files ended as ``merged``, ``skipped`` or ``failed``."""
        return sum(file.status == status for file in self.files)

    def as_json(self) -> dict[str, Any]:
        """The object as JSON data."""
        return {
            "files": [file.entry() for file in self.files],
            "documents": self.documents,
            "indicators": self.indicators,
            "findings": {"error": self.found.error, "warning": self.found.warning, "info": self.found.info},
            "missing": self.missing,
            "superseded": self.superseded,
            "not_read": self.not_read,
            "kept_edits": self.kept_edits,
            "lost_edits": [each._asdict() for each in self.lost_edits],
            "output": str(self.output),
        }


def log_lines(report: MergeReport, started: datetime, ended: datetime) -> Iterator[str]:
    """Yield the log's lines, parted by tabs; those with figures begin with ``#``."""
    yield f"# 开始 {_moment(started)}"
    yield "# 状态\t秒\t文件\t原因"
    for file in report.files:
        reason = file.reason or ("内容未变，沿用以前读取的结果" if file.known else "")
        cells = file.state, f"{file.seconds:.3f}", file.file, reason
        yield "\t".join(printable(cell) for cell in cells)
    counts = "，".join(f"{word} {report.count(status)}" for status, word in STATUS_NAMES.items())
    yield f"# 共 {len(report.files)} 个文件：{counts}"
    found = report.found
    yield f"# 表单 {report.documents} 份，指标 {report.indicators} 条，被替代的表单 {len(report.superseded)} 份"
    yield f"# 检查：错误 {found.error}，警告 {found.warning}，提示 {found.info}"
    if report.missing:
        yield f"# 未报送 {len(report.missing)} 个部门：{printable('、'.join(report.missing))}"
    yield f"# 用时：{'，'.join(f'{name} {seconds:.1f} 秒' for name, seconds in report.seconds.items())}"
    yield f"# 结束 {_moment(ended)}，{'没有变化，未重写' if report.unchanged else '已写入'} {printable(str(report.output))}"


def _moment(moment: datetime) -> str:
    return moment.astimezone().isoformat(sep=" ", timespec="seconds")
