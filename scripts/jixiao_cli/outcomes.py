"""What became of the input files, on standard error: counts that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from jixiao.errors import ExitCode
from jixiao.submission import FileEntry
from jixiao_cli.terminal import say, say_kept

if TYPE_CHECKING:
    from jixiao.consolidate.merge_report import MergeReport

_LOST_SHOWN = 10
_NOTES_SHOWN = 20
_LEFT_OUT = {"skipped": "跳过", "failed": "失败"}


def report_outcomes(files: Sequence[FileEntry], documents: int, *, done: str, quiet: bool = False) -> None:
    """Say the reasons of the files, and count all of them.

    ``done`` is the word for those that were not left out. With ``quiet`` they are only counted.
    """
    if not quiet:
        report_reasons(files)
    if not files:
        say("没有找到文件。请检查路径，或先把要处理的工作簿放进文件夹")
    counts = Counter(_LEFT_OUT.get(file["status"], done) for file in files)
    counted = "，".join(f"{word} {counts[word]}" for word in (done, *_LEFT_OUT.values()))
    say(f"共 {len(files)} 个文件：{counted}；表单 {documents} 份{unread(files)}")


def report_reasons(files: Sequence[FileEntry]) -> None:
    """Say why files, and forms of other files, do not count."""
    for file in files:
        if file["status"] in _LEFT_OUT:
            say(f"{_LEFT_OUT[file['status']]}　{file['file']}：{file['reason']}")
    noted = [file for file in files if file["status"] not in _LEFT_OUT and file["reason"]]
    for file in noted[:_NOTES_SHOWN]:
        say(f"说明　{file['file']}：{file['reason']}")
    if len(noted) > _NOTES_SHOWN:
        say(f"说明　另有 {len(noted) - _NOTES_SHOWN} 个文件中也有没计入的表")


def unread(files: Sequence[FileEntry]) -> str:
    """Return how many of the files passed over may hold a form, in words."""
    from jixiao.consolidate.returns.file_kinds import is_left_unread, suffix_of

    kinds = Counter(
        suffix_of(str(file["file"])) or "无扩展名"
        for file in files
        if file["status"] == "skipped" and is_left_unread(str(file["file"]))
    )
    told = "、".join(f"{suffix} {number} 个" for suffix, number in sorted(kinds.items()))
    return f"；未读取的文档、图片和压缩包 {kinds.total()} 个（{told}），其中可能填有表" if kinds else ""


def report_edits(report: MergeReport, *, quiet: bool = False) -> None:
    """Say what became of an officer's edits; ``quiet`` counts lost ones only."""
    if report.kept_edits:
        say(f"原汇总中手工填写、添加的内容保留了 {report.kept_edits} 处")
    if report.kept_beside is not None and not report.lost_edits:
        say_kept([report.kept_beside])
    elif report.kept_beside is not None:
        say(f"有 {len(report.lost_edits)} 处手工改动无法保留，合并前的汇总另存为 {report.kept_beside}")
        for each in () if quiet else report.lost_edits[:_LOST_SHOWN]:
            say(f"　{each.sheet}!{each.cell}　{each.text[:40]}：{each.reason}")
    if report.saved_meanwhile is not None:
        say(f"写出汇总时有人保存了原汇总，那一份另存为 {report.saved_meanwhile}；其中新填的内容请转抄到新汇总")


def exit_code(files: Sequence[FileEntry], *, fail_empty: bool = False) -> ExitCode:
    """Return 3 if an input failed or, with ``fail_empty``, none was there; else 0."""
    statuses = {file["status"] for file in files}
    if "failed" in statuses or (fail_empty and statuses <= {"skipped"}):
        return ExitCode.UNPROCESSED
    return ExitCode.OK
