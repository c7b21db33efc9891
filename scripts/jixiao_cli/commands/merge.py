"""``jixiao merge``: one summary workbook out of many."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao_cli.command import command as jixiao_command
from jixiao_cli.command import option
from jixiao_cli.outcomes import exit_code, report_outcomes
from jixiao_cli.terminal import Progress, say

if TYPE_CHECKING:
    from jixiao.consolidate.report import MergeReport


@jixiao_command(
    "把 PATH 中的绩效目标表合并成一个汇总工作簿：官方格式的汇总表、项目、指标明细、部门整体和文件清单。\n\n"
    "同一部门重复报送的，以最新一份为准；所有文件的去向都列在“文件清单”中。\n\n"
    "例：jixiao merge 报送 -o 汇总.xlsx"
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@option(
    "-o", "--output", metavar="SUMMARY.xlsx", type=click.Path(path_type=Path), required=True, help="汇总工作簿的文件名"
)
@option("--jobs", metavar="N", type=click.IntRange(1), default=1, help="同时读取的进程数（默认 1）")
@option("--json", "as_json", is_flag=True, help="把结果以 JSON 输出到屏幕")
def command(paths: Sequence[str], output: Path, jobs: int, as_json: bool) -> int:
    """Merge and say what became of every file. Raises ``UsageError`` and ``OutputError``."""
    report = merge_with_progress(paths, output, jobs)
    result = report.as_json()
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False))
    files = result["files"]
    report_outcomes(files, report.documents, done="合并")
    if report.superseded:
        say(f"另有 {len(report.superseded)} 份表单被较新的报送取代，未计入汇总")
    say(f"已写入 {report.output}：{report.documents} 份表单，{report.indicators} 条指标")
    return exit_code(files)


def merge_with_progress(paths: Sequence[str], output: Path, jobs: int = 1) -> MergeReport:
    """Merge as the package does, showing on a terminal how far it is."""
    from jixiao.consolidate.merge import merge

    with Progress("合并") as progress:
        return merge(paths, output, jobs=jobs, progress=progress)
