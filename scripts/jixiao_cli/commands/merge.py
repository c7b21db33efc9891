"""``jixiao merge``: one summary workbook out of many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.errors import UsageError
from jixiao.textlayout import some_of
from jixiao_cli import command as cli
from jixiao_cli.outcomes import exit_code, report_edits, report_outcomes, unread
from jixiao_cli.terminal import ProgressLine, echo_json, say

if TYPE_CHECKING:
    from jixiao.consolidate.merge import Options
    from jixiao.consolidate.merge_report import MergeReport
    from jixiao.reports.problem import Counts

_MISSING_SHOWN = 20


@cli.command(
    "把 PATH 中的绩效目标表合并成一个汇总工作簿：概览、官方格式的汇总表、项目、指标明细、部门整体、检查结果、"
    "报送情况和文件清单；有自评表、监控表的，另有绩效自评、绩效监控。\n\n"
    "同一部门重复报送的，以最新一份为准；所有文件的去向都列在“文件清单”中。给出花名册（--roster）时，"
    "“报送情况”列出哪些部门已报、逾期、未报。\n\n"
    "例：jixiao merge 报送 -o 汇总.xlsx --roster 花名册.xlsx"
)
@cli.paths_argument
@cli.output_option("SUMMARY.xlsx", "汇总工作簿的文件名", required=True)
@cli.path_option(
    "--roster", metavar="FILE", text="花名册（xlsx 或 csv）：部门、编码、别名、顺序、联系人、联系电话、截止日期、职能"
)
@cli.profile_option()
@cli.path_option("--data", metavar="DIR", text="另存 Parquet 数据文件到这个文件夹（需可选组件 pyarrow）")
@cli.jobs_option("读取")
@cli.fail_empty_option
@cli.option("--cluster", metavar="ADDRESS", help="用 Dask 集群读取：调度器地址，或 local（需可选组件 distributed）")
@cli.path_option("--tls-ca", metavar="PEM", text="加密的集群：签发证书的机构的证书")
@cli.path_option("--tls-cert", metavar="PEM", text="加密的集群：本机的证书")
@cli.path_option("--tls-key", metavar="PEM", text="加密的集群：本机证书的私钥")
@cli.option("--resume", is_flag=True, help="接着上次中断的汇总做，已读过且未变的文件不再读")
@cli.no_cache_option
@cli.path_option(
    "--log", metavar="FILE", text="另写一份日志：每个输入文件一行（状态、用时、原因），最后是合计和各步用时"
)
@cli.json_option
@cli.quiet_option
@cli.forms_option
def command(
    paths: Sequence[str],
    output: Path,
    roster: Path | None,
    profile: str,
    data: Path | None,
    jobs: int | None,
    fail_empty: bool,
    cluster: str | None,
    tls_ca: Path | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    resume: bool,
    no_cache: bool,
    log: Path | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """Merge and tell. Raises ``UsageError``, ``OutputError``, ``RuleFailedError``."""
    from jixiao.caching.store import cache_folder
    from jixiao.checks.settings.bureau_settings import load_settings
    from jixiao.consolidate.cluster import is_open, tls_of
    from jixiao.consolidate.merge import Options
    from jixiao.consolidate.returns.roster_file import KNOWN_COLUMNS, roster_given
    from jixiao.output import refuse_other_extension

    if not output.is_dir():
        refuse_other_extension(output, "汇总工作簿")
    # Report what is missing before the work begins, not after it.
    if data is not None:
        _require("pyarrow", "data", "--data")
    if cluster is not None:
        _require("distributed", "cluster", "--cluster")
    tls = tls_of(cluster, tls_ca, tls_cert, tls_key)
    if cluster is not None and is_open(cluster, tls):
        say(
            f"警告：Dask 集群“{cluster}”没有加密，也不核对身份；能连到它的人可以在各台机器上运行程序。请用 tls:// 和证书"
        )
    settings = load_settings(profile)
    due = roster_given(roster, settings)
    if roster is not None and due is not None and due.unknown:
        say(f"花名册“{roster.name}”有认不出的列，没有使用：{'、'.join(due.unknown)}。认识的列：{KNOWN_COLUMNS}")
    options = Options(
        jobs=jobs,
        roster=due,
        profile=settings.profile,
        resume=resume,
        cache=None if no_cache else cache_folder(),
        data=data,
        cluster=cluster,
        tls=tls,
        bureau=settings.bureau.name,
    )
    try:
        with _log_of(log, paths, output) as write_log:
            report = _merge_with_progress(paths, output, options, quiet)
            write_log(report)
    except KeyboardInterrupt:
        say("汇总已中断；用同样的命令加 --resume 可以接着做")
        raise
    if as_json:
        echo_json(report.as_json())
    _tell(report, quiet)
    return exit_code(report.as_json()["files"], fail_empty=fail_empty)


def _require(package: str, extra: str, option: str) -> None:
    if find_spec(package) is None:
        hint = f'请在源代码文件夹运行 python3 -m pip install ".[{extra}]" 后重试'
        raise UsageError(f"{option} 需要可选组件 {package}，当前没有安装", hint=hint)


@contextmanager
def _log_of(log: Path | None, paths: Sequence[str], output: Path) -> Iterator[Callable[[MergeReport], None]]:
    """Yield what writes the log; that it can be written is known before the work."""
    # Raises ``UsageError`` if that is no place for a log, ``OutputError`` if it cannot be written.
    if log is None:
        yield lambda report: None
        return
    from jixiao.consolidate.merge_report import log_lines
    from jixiao.consolidate.returns.file_kinds import refuse_for_text
    from jixiao.output import replacing

    refuse_for_text(log, "日志", "请用 .log 或 .txt")
    started = datetime.now().astimezone()
    with replacing(log, inputs=[*map(Path, paths), output]) as temporary:

        def write(report: MergeReport) -> None:
            ended = datetime.now().astimezone()
            text = "".join(f"{line}\n" for line in log_lines(report, started, ended))
            temporary.write_text(text, encoding="utf-8", newline="\n")

        yield write


def _merge_with_progress(paths: Sequence[str], output: Path, options: Options, quiet: bool) -> MergeReport:
    """Merge as the package does, showing on a terminal how far it is."""
    from jixiao.consolidate.merge import merge

    with ProgressLine("汇总", quiet=quiet) as progress:

        def show(done: int, total: int, found: Counts, forms: int) -> None:
            progress(done, total, f"表单 {forms}　错误 {found.error}　警告 {found.warning}")

        return merge(paths, output, options, progress=show)


def _tell(report: MergeReport, quiet: bool) -> None:
    files = report.as_json()["files"]
    if not quiet:
        report_outcomes(files, report.documents, done="合并")
        if report.superseded:
            say(f"另有 {len(report.superseded)} 份表单被较新的报送取代，未计入汇总")
    if report.missing:
        say(f"未报送 {len(report.missing)} 个部门：{some_of(report.missing, _MISSING_SHOWN)}")
    found = report.found
    say(f"检查：错误 {found.error}，警告 {found.warning}，提示 {found.info}")
    if report.not_read:
        say(f"有 {report.not_read} 处内容未读，见汇总的“未读内容”表")
    if len(report.years) > 1:
        say(f"有 {'、'.join(map(str, report.years))} 年的项目，金额合在一起；只要一年的，请移走另一年的表再汇总")
    report_edits(report, quiet=quiet)
    done = "没有变化，未重写" if report.unchanged else "已写入"
    left = unread(files) if quiet else ""  # else told above
    say(f"{done} {report.output}：{report.documents} 份表单，{report.indicators} 条指标{left}")
    if not quiet:
        steps = "，".join(f"{name} {seconds:.1f} 秒" for name, seconds in report.seconds.items())
        reused = f"；{report.known} 个文件未变，沿用以前读取的结果" if report.known else ""
        say(f"用时：{steps}{reused}")
