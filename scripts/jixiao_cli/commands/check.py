"""``jixiao check``: what a reviewer would find, with file, sheet and cell."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from jixiao.consolidate.returns.file_kinds import READABLE
from jixiao.consolidate.returns.inputs import InputFile, discover, originals
from jixiao.errors import ExitCode, UsageError
from jixiao.output import refuse_other_extension, refuse_unwritable_file, refuse_unwritable_folder, replacing
from jixiao_cli.command import command as jixiao_command
from jixiao_cli.command import fail_empty_option, forms_option, jobs_option, option
from jixiao_cli.outcomes import exit_code, report_outcomes
from jixiao_cli.terminal import Progress, say, terminal_width

if TYPE_CHECKING:
    from jixiao.caching.identity import Identities
    from jixiao.checks.engine import Selection
    from jixiao.checks.profile import Profile
    from jixiao.consolidate.returns.roster import Roster
    from jixiao.packing import PackedText
    from jixiao.reports.report import Report
    from jixiao.reports.report_cache import KeptReport

FORMATS = ("text", "json", "html", "xlsx")
_REMEMBERED_FORMATS = ("text", "json")
"""What is the same whenever and wherever it is written; a page and a list have links and a date."""
_LEVELS = {"error": ("error",), "warning": ("error", "warning"), "never": ()}


@jixiao_command(
    "检查绩效目标表，列出每处问题的文件、工作表、单元格、应改成什么和依据。\n\n"
    "PATH 可以是文件、文件夹（含下级文件夹）或通配符。各地要求不同的地方由审核口径决定，见 --profile。\n\n"
    "加 --annotate DIR 时，另写出标注好的工作簿（问题单元格有颜色和批注）和每个单位的退回通知。\n\n"
    "例：jixiao check 报送 --format html -o 检查结果.html --annotate 退回"
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@option(
    "--format",
    "form",
    metavar="FORMAT",
    type=click.Choice(FORMATS),
    help="text、json、html（可筛选、可打印的网页）或 xlsx（带链接的清单）；不给时看 -o 的扩展名，否则为 text",
)
@option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="写入文件；不给时输出到屏幕")
@option("--annotate", metavar="DIR", type=click.Path(path_type=Path), help="把标注副本和退回通知写入这个文件夹")
@option(
    "--profile",
    metavar="NAME",
    default="default",
    help="审核口径：名称，或设置工作簿（.xlsx）、口径文件（.json）的路径",
)
@option(
    "--roster",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="单位花名册：按它统一单位名称；不给时用设置工作簿里的单位名单",
)
@option(
    "--against",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="批复的目标表（文件或文件夹）：自评表、监控表逐个指标与它对照",
)
@option(
    "--fail-on",
    metavar="LEVEL",
    type=click.Choice(tuple(_LEVELS)),
    default="error",
    help="出现何种级别的问题时退出码为 1：error（默认）、warning 或 never",
)
@option("--only", metavar="CODES", help="只检查这些规则，例如 FND-001,STR-002 或 FND")
@option("--skip", metavar="CODES", help="不检查这些规则")
@jobs_option("检查")
@fail_empty_option()
@option("--no-cache", is_flag=True, help="不用缓存，全部重新读取和检查")
@forms_option()
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
) -> int:
    """Check and report. Raises ``UsageError``, ``OutputError`` and ``RuleFailedError``."""
    from jixiao.caching.identity import Identities
    from jixiao.caching.store import cache_folder
    from jixiao.checks.engine import Selection
    from jixiao.checks.settings.settings import load_settings
    from jixiao.consolidate.returns.roster import load_roster, roster_of
    from jixiao.reports.report_cache import ReportCache
    from jixiao.reports.terminal import wants_colour
    from jixiao.statedtime import stated_time

    form = form or _format_of(output)
    if form == "xlsx" and output is None:
        raise UsageError("xlsx 清单不能输出到屏幕", hint="请用 -o 给出文件名，例如 -o 检查结果.xlsx")
    if output is not None:
        if form == "xlsx":
            refuse_other_extension(output, "xlsx 清单")
        elif output.suffix.lower() in READABLE:
            raise UsageError(f"{form} 不能存为工作簿“{output.name}”", hint="请换一个扩展名，或写 --format xlsx")
    if annotate is not None:
        refuse_unwritable_folder(annotate)
    stated_time()  # that it can be told is known before the work
    settings = load_settings(profile)
    held_against = settings.profile
    listed = load_roster(roster) if roster is not None else roster_of(settings)
    own = [rule.code for rule in held_against.local_rules]
    rules = Selection(codes(only, own), codes(skip, own))
    inputs = discover(paths)
    read = originals(inputs)
    if against is not None:
        held_against = _with_approved(held_against, against, jobs)
    if output is not None:
        refuse_unwritable_file(output, inputs=read)
    cache = None if no_cache else cache_folder()
    identities = Identities()

    def checked() -> Report:
        return _check(inputs, held_against, rules, jobs, cache, identities, listed)

    if form in _REMEMBERED_FORMATS and annotate is None:
        colour = output is None and wants_colour(sys.stdout)
        # Where the forms have no date, the time of the file decides which of two returns is newer.
        times = [_modified(path) for path in read]
        entries = listed.entries if listed is not None else None
        shown = form, terminal_width(), colour
        earlier = ReportCache(cache, inputs, identities, held_against, rules, *shown, entries, times)
        kept = earlier.find()
        if kept is None:
            kept = _as_text(checked(), form, colour)
            earlier.remember(kept)
        text, files, documents, counts = kept
        _write_text(text, output, read)
    else:
        report = checked()
        documents = _forms(report)
        _write(report, form, output, read)
        if annotate is not None:
            _annotate(report, annotate, jobs)
        files, counts = report.files, report.counts()._asdict()
    if output is not None:
        say(f"已写入 {output}")
    report_outcomes(files, documents, done="检查")
    say(f"错误 {counts['error']}，警告 {counts['warning']}，提示 {counts['info']}（口径：{held_against.title}）")
    failed = exit_code(files, fail_empty=fail_empty)
    if failed is not ExitCode.OK:
        return failed
    return ExitCode.FINDINGS if any(counts[level] for level in _LEVELS[fail_on]) else ExitCode.OK


def _with_approved(profile: Profile, against: Path, jobs: int | None) -> Profile:
    """The profile with the goals approved. Raises ``UsageError`` if there are none to hold a form against."""
    from jixiao.checks.approved_files import read_approved
    from jixiao.checks.checked_file import WorkbookFile

    files = [WorkbookFile(file.path, file.name) for file in discover([str(against)]) if file.skip_reason is None]
    read = read_approved(files, profile, jobs=jobs)
    for name, reason in read.unread:
        say(f"未对照　{name}：{reason}")
    if not read.forms:
        raise UsageError(f"“{against}”里没有可以对照的目标表", hint="请给出批复的绩效目标表所在的文件或文件夹")
    return replace(profile, approved=read.approved)


def check_to_page(paths: Sequence[str], page: Path) -> Report:
    """Check with the default profile and write the page. Raises ``UsageError``, ``OutputError``, ``RuleFailedError``."""
    from jixiao.caching.identity import Identities
    from jixiao.caching.store import cache_folder
    from jixiao.checks.engine import Selection
    from jixiao.checks.profile import load_profile

    inputs = discover(paths)
    report = _check(inputs, load_profile(), Selection(), None, cache_folder(), Identities())
    _write(report, "html", page, originals(inputs))
    return report


def _modified(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _format_of(output: Path | None) -> str:
    """The format that the name of the file asks for."""
    suffix = "" if output is None else output.suffix.lower().lstrip(".")
    return suffix if suffix in FORMATS else "text"


def codes(text: str | None, local: Sequence[str] = ()) -> frozenset[str]:
    """The rules named in an option: codes or whole families, divided by commas; ``local`` are those of the profile.

    Raises ``UsageError``.
    """
    from jixiao.checks.catalogue import catalogue

    found: set[str] = set()
    for word in (text or "").replace("，", ",").split(","):
        name = word.strip().upper()
        named = (
            {code for code in (*catalogue(), *local) if code == name or code.startswith(f"{name}-")} if name else set()
        )
        if name and not named:
            raise UsageError(f"没有代码为“{word.strip()}”的规则", hint="运行 jixiao rules 查看全部规则")
        found |= named
    return frozenset(found)


def _check(
    inputs: Sequence[InputFile],
    profile: Profile,
    rules: Selection,
    jobs: int | None,
    cache: Path | None,
    identities: Identities,
    roster: Roster | None = None,
) -> Report:
    """The report, with the progress on the terminal."""
    from jixiao.reports.check_inputs import check_inputs

    with Progress("检查") as progress:
        return check_inputs(
            inputs,
            profile,
            rules,
            roster=roster,
            jobs=jobs,
            cache=cache,
            identities=identities,
            progress=progress,
        )


def _forms(report: Report) -> int:
    """How many forms were checked."""
    return sum(file["documents"] for file in report.files)


def _as_text(report: Report, form: str, colour: bool) -> KeptReport:
    from jixiao.packing import PackedText
    from jixiao.reports.report_cache import KeptReport

    text = PackedText()
    _render(report, form, text, colour=colour)
    return KeptReport(text, report.files, _forms(report), report.counts()._asdict())


def _write_text(text: PackedText, output: Path | None, inputs: Sequence[Path]) -> None:
    if output is None:
        sys.stdout.writelines(text.pieces())
        return
    with (
        replacing(output, inputs=iter(inputs)) as temporary,
        temporary.open("w", encoding="utf-8", newline="\n") as stream,
    ):
        stream.writelines(text.pieces())


def _write(report: Report, form: str, output: Path | None, inputs: Sequence[Path]) -> None:
    if output is None:
        _render(report, form, sys.stdout, colour=False)
        return
    with replacing(output, inputs=iter(inputs)) as temporary:
        if form == "xlsx":
            from jixiao.reports import xlsx_list

            xlsx_list.write(report, temporary, beside=output)
            return
        with temporary.open("w", encoding="utf-8", newline="\n") as stream:
            _render(report, form, stream)


def _render(report: Report, form: str, stream: Any, *, colour: bool = False) -> None:
    from jixiao.reports import html_page, json_report, terminal

    if form == "json":
        json_report.write(report, stream)
    elif form == "html":
        stream.writelines(html_page.pieces(report))
    else:
        for line in terminal.lines(report, width=terminal_width(), colour=colour):
            stream.write(f"{line}\n")


def _annotate(report: Report, folder: Path, jobs: int | None) -> None:
    """Write what goes back to the departments, and say what was written and what could not be marked."""
    from jixiao.reports.annotate import annotate

    with Progress("标注") as progress:
        returns = annotate(report, folder, jobs=jobs, progress=progress)
    for each in returns.files:
        if each.path is None:
            say(f"未标注　{each.file}：{each.reason}")
        elif not each.marked:
            say(f"未标注　{each.file}：{each.reason}；问题清单见 {each.path}")
    marked = sum(each.marked for each in returns.files)
    say(f"已写入 {folder}：标注副本 {marked} 个，退回通知 {len(returns.notices)} 份")
