"""What became of the input files, told on standard error: a line for every file left out, and counts that add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from jixiao.errors import ExitCode
from jixiao_cli.terminal import say

_DONE = {"read": "读取", "merged": "合并", "checked": "检查"}
_LEFT_OUT = {"skipped": "跳过", "failed": "失败"}

FileOutcome = Mapping[str, Any]
"""The FILE object of the JSON output: file, status, reason, documents."""


def report_outcomes(files: Sequence[FileOutcome], documents: int) -> None:
    """Name every file that was skipped or failed, with the reason, and count them all."""
    for file in files:
        if file["status"] in _LEFT_OUT:
            say(f"{_LEFT_OUT[file['status']]}　{file['file']}：{file['reason']}")
    counts = Counter(file["status"] for file in files)
    done = [f"{word} {counts[status]}" for status, word in _DONE.items() if counts[status]]
    left_out = [f"{word} {counts[status]}" for status, word in _LEFT_OUT.items()]
    say(f"共 {len(files)} 个文件：{'，'.join([*done, *left_out])}；表单 {documents} 份")


def exit_code(files: Sequence[FileOutcome]) -> ExitCode:
    """3 if some input could not be processed, else 0."""
    failed = any(file["status"] == "failed" for file in files)
    return ExitCode.UNPROCESSED if failed else ExitCode.OK
