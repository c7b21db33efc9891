"""What became of the input files, told on standard error: a line for every file left out, and counts that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from jixiao.errors import ExitCode
from jixiao_cli.terminal import say

_LEFT_OUT = {"skipped": "跳过", "failed": "失败"}

FileOutcome = Mapping[str, Any]
"""The FILE object of the JSON output: file, status, reason, documents."""


def report_outcomes(files: Sequence[FileOutcome], documents: int, *, done: str) -> None:
    """Name every file that was skipped or failed, with the reason, and count them all; ``done`` says what others are."""
    for file in files:
        if file["status"] in _LEFT_OUT:
            say(f"{_LEFT_OUT[file['status']]}　{file['file']}：{file['reason']}")
    if not files:
        say("没有找到文件。请检查路径，或先把要处理的工作簿放进文件夹")
    counts = Counter(_LEFT_OUT.get(file["status"], done) for file in files)
    counted = "，".join(f"{word} {counts[word]}" for word in (done, *_LEFT_OUT.values()))
    say(f"共 {len(files)} 个文件：{counted}；表单 {documents} 份")


def exit_code(files: Sequence[FileOutcome]) -> ExitCode:
    """3 if some input could not be processed, else 0."""
    failed = any(file["status"] == "failed" for file in files)
    return ExitCode.UNPROCESSED if failed else ExitCode.OK
