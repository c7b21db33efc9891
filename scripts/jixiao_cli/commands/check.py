"""``jixiao check``: what a reviewer would find, with file, sheet and cell."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.consolidate.returns.inputs import discover, originals
from jixiao.consolidate.returns.own_output import keep_foreign
from jixiao.errors import ExitCode
from jixiao.output import refuse_unwritable_file, refuse_unwritable_folder
from jixiao.reports.formats import FORMATS, format_of, refuse_unfitting, write_file, write_stream
from jixiao_cli import command as cli
from jixiao_cli.outcomes import exit_code, report_outcomes
from jixiao_cli.terminal import ProgressLine, say, say_kept, say_written, terminal_width

if TYPE_CHECKING:
    from jixiao.reports.report import Report

_LEVELS = {"error": ("error",), "warning": ("error", "warning"), "never": ()}


@cli.command(
    "检查绩效目标表，列出每处问题的文件、工作表、单元格、应改成什么和依据。\n\n"
    "PATH 可以是文件、文件夹（含下级文件夹）或通配符。各地要求不同的地方由审核口径决定，见 --profile。\n\n"
    "加 --annotate DIR 时，另写出标注好的工作簿（问题单元格有颜色和批注）和每个单位的退回通知。\n\n"
    "例：jixiao check 报送 --format html -o 检查结果.html --annotate 退回"
)
@cli.paths_argument
@cli.option(
    "--format",
    "form",
    metavar="FORMAT",
    type=click.Choice(FORMATS),
    help="text、json、html（可筛选、可打印的网页）或 xlsx（带链接的清单）；不给时看 -o 的扩展名，否则为 text",
)
@cli.output_option("FILE", "写入文件；不给时输出到屏幕")
@cli.path_option("--annotate", metavar="DIR", text="把标注副本和退回通知写入这个文件夹")
@cli.profile_option()
@cli.path_option("--roster", metavar="FILE", text="单位花名册：按它统一单位名称；不给时用设置工作簿里的单位名单")
@cli.path_option("--against", metavar="PATH", text="批复的目标表（文件或文件夹）：自评表、监控表逐个指标与它对照")
@cli.option(
    "--fail-on",
    metavar="LEVEL",
    type=click.Choice(tuple(_LEVELS)),
    default="error",
    help="出现何种级别的问题时退出码为 1：error（默认）、warning 或 never",
)
@cli.option("--only", metavar="CODES", help="只检查这些规则，例如 FND-001,STR-002 或 FND")
@cli.option("--skip", metavar="CODES", help="不检查这些规则")
@cli.jobs_option("检查")
@cli.fail_empty_option
@cli.no_cache_option
@cli.quiet_option
@cli.forms_option
def command(
    paths: Sequence[str],
    form: str | None,
    output: Path | None,
    annotate: Path | None,
    profile: str,
    roster: Path | None,
    against: Path | None,
    fail_on: str,
    only: str | None,
    skip: str | None,
    jobs: int | None,
    fail_empty: bool,
    no_cache: bool,
    quiet: bool,
) -> int:
    """Check and report. Raises ``UsageError``, ``OutputError``, ``RuleFailedError``."""
    from jixiao.caching.store import cache_folder
    from jixiao.checks.rule_engine import rules_named
    from jixiao.checks.settings.bureau_settings import load_settings
    from jixiao.consolidate.returns.roster_file import roster_given
    from jixiao.reports.check_inputs import check_inputs, with_approved_goals
    from jixiao.statedtime import stated_time

    form = form or format_of(output)
    if annotate is not None:
        refuse_unwritable_folder(annotate)
    stated_time()  # that it can be told is known before the work
    settings = load_settings(profile)
    held_against = settings.profile
    listed = roster_given(roster, settings)
    rules = rules_named(held_against, only, skip)
    inputs = discover(paths)
    read = originals(inputs)
    cache = None if no_cache else cache_folder()
    if against is not None:
        held_against, unread = with_approved_goals(held_against, against, jobs=jobs, cache=cache)
        for name, reason in () if quiet else unread:
            say(f"未对照　{name}：{reason}")
    if output is not None:
        refuse_unwritable_file(output, inputs=read)
    refuse_unfitting(form, output)  # that it is an input comes first
    with ProgressLine("检查", quiet=quiet) as progress:
        report = check_inputs(inputs, held_against, rules, roster=listed, jobs=jobs, cache=cache, progress=progress)
    if output is None:
        from jixiao.reports.terminal import wants_colour

        colour = wants_colour(sys.stdout)
        write_stream(report, form, sys.stdout, width=terminal_width(), colour=colour)
    else:
        kept = keep_foreign(output) if form == "xlsx" else None
        write_file(report, form, output, read, width=terminal_width())
    if annotate is not None:
        _annotate(report, annotate, jobs, quiet=quiet)
    files, counts = report.files, report.counts()._asdict()
    if output is not None:
        say_written(output, kept)
    report_outcomes(files, report.forms, done="检查", quiet=quiet)
    say(f"错误 {counts['error']}，警告 {counts['warning']}，提示 {counts['info']}（口径：{held_against.title}）")
    failed = exit_code(files, fail_empty=fail_empty)
    if failed is not ExitCode.OK:
        return failed
    return ExitCode.FINDINGS if any(counts[level] for level in _LEVELS[fail_on]) else ExitCode.OK


def _annotate(report: Report, folder: Path, jobs: int | None, *, quiet: bool) -> None:
    """Write what goes back to the departments; say what could not be marked."""
    from jixiao.reports.annotate import annotate

    with ProgressLine("标注", quiet=quiet) as progress:
        returns = annotate(report, folder, jobs=jobs, progress=progress)
    for each in () if quiet else returns.files:
        if each.path is None:
            say(f"未标注　{each.file}：{each.reason}")
        elif not each.marked:
            say(f"未标注　{each.file}：{each.reason}；问题清单见 {each.path}")
    marked = sum(each.marked for each in returns.files)
    say(f"已写入 {folder}：标注副本 {marked} 个，退回通知 {len(returns.notices)} 份")
    say_kept(returns.kept)
