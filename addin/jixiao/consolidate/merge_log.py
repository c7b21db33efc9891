"""The log of a merge: a line for each input file, then the figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from jixiao.consolidate.merge_report import STATUS_NAMES, MergeReport
from jixiao.textlayout import printable


def log_lines(report: MergeReport, started: datetime, ended: datetime) -> Iterator[str]:
    """Yield the log's lines, parted by tabs; those with figures begin with ``#``."""
    yield f"# 开始 {_spoken(started)}"
    yield "# 状态\t秒\t文件\t原因"
    for file in report.files:
        reason = file.reason or ("内容未变，沿用以前读取的结果" if file.known else "")
        cells = STATUS_NAMES[file.status], f"{file.seconds:.3f}", file.file, reason
        yield "\t".join(printable(cell) for cell in cells)
    counts = "，".join(f"{word} {report.count(status)}" for status, word in STATUS_NAMES.items())
    yield f"# 共 {len(report.files)} 个文件：{counts}"
    found = report.found
    yield f"# 表单 {report.documents} 份，指标 {report.indicators} 条，被替代的表单 {len(report.superseded)} 份"
    yield f"# 检查：错误 {found.error}，警告 {found.warning}，提示 {found.info}"
    if report.missing:
        yield f"# 未报送 {len(report.missing)} 个部门：{printable('、'.join(report.missing))}"
    yield f"# 用时：{'，'.join(f'{name} {seconds:.1f} 秒' for name, seconds in report.seconds.items())}"
    yield f"# 结束 {_spoken(ended)}，{'没有变化，未重写' if report.unchanged else '已写入'} {printable(str(report.output))}"


def _spoken(moment: datetime) -> str:
    return moment.astimezone().isoformat(sep=" ", timespec="seconds")
