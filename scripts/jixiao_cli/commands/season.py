"""``jixiao season``: a season in one folder, from handing out to publishing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jixiao.errors import ExitCode
from jixiao.textlayout import some_of
from jixiao_cli import command as cli
from jixiao_cli.outcomes import exit_code, report_edits, report_reasons
from jixiao_cli.terminal import ProgressLine, echo_json, say, table

if TYPE_CHECKING:
    from jixiao.season.department_states import DepartmentState
    from jixiao.season.folder import SeasonFolder

_SHOWN = 20
_folder = cli.path_argument("folder", "DIR")


def _season(folder: Path) -> SeasonFolder:
    from jixiao.season.folder import SeasonFolder

    return SeasonFolder(folder)


@cli.command(
    "建立一季的文件夹：设置.xlsx 和“1 模板”“2 报送”“3 退回”“4 汇总”“5 批复”“6 公开”。\n\n"
    "例：jixiao season new 2027年绩效目标 --year 2027 --bureau 某某县财政局 --roster 花名册.xlsx"
)
@_folder
@cli.year_option
@cli.option("--bureau", metavar="NAME", default="", help="财政部门名称，印在通知上")
@cli.path_option("--roster", metavar="FILE", text="花名册（xlsx 或 csv），写进设置的单位名单")
def new(folder: Path, year: int | None, bureau: str, roster: Path | None) -> None:
    """Make a season. Raises ``UsageError`` and ``OutputError``."""
    from jixiao.season.beginning import begin

    season = _season(folder)
    count = begin(season, year=year, bureau=bureau, roster=roster)
    say(f"已建立 {folder}：{count} 个单位")
    say(f"请填好 {season.settings}（财政部门、期限、单位名单），再运行 jixiao season issue {folder}")


@cli.command(
    "给单位名单上的每个部门生成一份填报工作簿，放在“1 模板”。已有的不覆盖，除非加 --again。\n\n"
    "上年的工作簿由 --from 给出；用 jixiao season next 建立的一季自动带上年批复的内容。\n\n"
    "例：jixiao season issue 2027年绩效目标 --from 2026年报送"
)
@_folder
@cli.option("--form", metavar="FORM", help="表单编号或 department-book；不给时有上年项目的用整套表，没有的用项目表")
@cli.path_option("--from", "last", metavar="PATH", text="上年的工作簿所在的文件夹")
@cli.option("--macros", is_flag=True, help="表旁带按钮的 .xlsm")
@cli.option("--again", is_flag=True, help="已有的也重新生成")
def issue(folder: Path, form: str | None, last: Path | None, macros: bool, again: bool) -> int:
    """Hand out the forms. Raises ``UsageError`` and ``OutputError``."""
    from jixiao.excel.building.macrobook import buttons
    from jixiao.season.issuing import Issue
    from jixiao.season.issuing import issue as issue_season

    season = _season(folder)
    issued = issue_season(season, Issue(form, last, buttons() if macros else None, again))
    for left in issued.not_carried:
        say(f"没有带上　{left}")
    for failure in issued.failures:
        say(f"没有生成　{failure}")
    if issued.kept:
        say(f"已有 {len(issued.kept)} 份，没有改动（重新生成请加 --again）")
    say(f"已写入 {season.templates}：{len(issued.written)} 份，其中带上年内容的 {issued.carried} 份")
    return ExitCode.UNPROCESSED if issued.failures else ExitCode.OK


@cli.command(
    "处理“2 报送”里新来的文件：检查、汇总，写出这一轮的标注副本、退回通知、催报通知和进度。\n\n"
    "可以随时运行；没有新的报送就什么都不做。报送来的文件不移动、不改动。\n\n例：jixiao season run 2027年绩效目标"
)
@_folder
@cli.option("--jobs", metavar="N", type=click.IntRange(1), help="同时处理的进程数")
@cli.json_option
def run(folder: Path, jobs: int | None, as_json: bool) -> int:
    """Close a round. Raises ``UsageError``, ``OutputError`` and ``RuleFailedError``."""
    from jixiao.consolidate.returns.file_kinds import is_left_unread
    from jixiao.season.rounds import run as run_season

    season = _season(folder)
    with ProgressLine("检查") as progress:
        outcome = run_season(season, jobs=jobs, progress=progress)
    files = [] if outcome.merged is None else outcome.merged.as_json()["files"]
    if as_json:
        found = {
            "round": outcome.number,
            "unchanged": outcome.unchanged,
            "files": files,
            "copies": outcome.written.copies,
            "notices": outcome.written.notices,
            "reminders": outcome.written.reminders,
            "kept_edits": outcome.merged.kept_edits if outcome.merged else 0,
            "lost_edits": [each._asdict() for each in outcome.merged.lost_edits] if outcome.merged else [],
            "departments": [state.as_json() for state in outcome.states],
        }
        echo_json(found)
    for note in outcome.notes:
        say(note)
    if not outcome.number:
        say(f"还没有报送：“{season.returns.name}”里没有文件，没有处理。请把收到的文件放进去再运行")
    elif outcome.unchanged:
        say(f"没有新的报送，第{outcome.number}轮的结果没有变：{outcome.folder}")
    else:
        report_reasons([file for file in files if file["status"] != "skipped" or is_left_unread(file["file"])])
        if outcome.merged is not None:
            report_edits(outcome.merged, quiet=True)
        say(f"第{outcome.number}轮：{outcome.written.told}")
        say(f"见 {outcome.folder} 和 {season.summary}")
    _tell(outcome.states)
    return exit_code(files)


@cli.command("列出各单位的进度：报送次数、错误和警告、已改和未改、逾期天数、是否批复。")
@_folder
@cli.json_option
@cli.option("--log", "show_log", is_flag=True, help="另列出这一季做过什么")
def status(folder: Path, as_json: bool, show_log: bool) -> None:
    """Tell how far each department is. Raises ``UsageError``."""
    from jixiao.season.department_states import season_status

    found = season_status(_season(folder))
    if as_json:
        echo_json(found.as_json(), indent=2)
        return
    rows = [_columns(state) for state in found.states]
    head = ["部门", "报送", "最近", "错误", "警告", "已改", "未改", "新", "逾期", "批复"]
    click.echo("\n".join(table(head, rows)))
    if found.rebuilt:
        say(found.rebuilt)
    for file in found.changed:
        say(f"批复后被改动　{file}")
    if found.waiting:
        say(f"“2 报送”里有新的内容，还没有处理；请运行 jixiao season run {folder}")
    for entry in found.log if show_log else ():
        click.echo(f"{entry.at}　{entry.who}　{entry.what}")
    _tell(found.states)


@cli.command(
    "批复：把清除了标注的目标表、批复函写到“5 批复”，并更新批复汇总。批复的指标值用来对照年底的自评和监控。\n\n"
    "不写单位时，批复所有没有错误、还没有批复的单位。汇总里“批复金额（万元）”“批复指标值”两栏中填写的改动会写进批复表。\n\n"
    "例：jixiao season approve 2027年绩效目标 --number 某财绩〔2027〕{n}号"
)
@_folder
@click.argument("departments", metavar="[DEPARTMENT]...", nargs=-1)
@cli.option("--number", metavar="TEXT", default="", help="文号；其中的 {n} 逐个单位递增")
@cli.option("--first", metavar="N", type=click.IntRange(1), default=1, help="{n} 从几开始（默认 1）")
@cli.option("--date", "day", metavar="YYYY-MM-DD", type=click.DateTime(["%Y-%m-%d"]), help="批复日期（默认今天）")
@cli.option("--despite-errors", is_flag=True, help="写明的单位还有错误也批复")
@cli.option("--unlisted", is_flag=True, help="不在单位名单上的也批复")
@cli.option("--edited", is_flag=True, help="“5 批复”里手工改过的表，以改过的为准")
def approve(
    folder: Path,
    departments: Sequence[str],
    number: str,
    first: int,
    day: datetime | None,
    despite_errors: bool,
    unlisted: bool,
    edited: bool,
) -> None:
    """Approve what was filed. Raises ``UsageError`` and ``OutputError``."""
    from jixiao.season.approval import STRANGERS, UNLISTED_HINT, Ask
    from jixiao.season.approval import approve as approve_season

    season = _season(folder)
    ask = Ask(departments, number, first, day.date() if day else None, despite_errors, unlisted, edited)
    outcome = approve_season(season, ask)
    for one in outcome.done:
        changed = f"，调整 {len(one.changes)} 处" if one.changes else ""
        say(f"批复　{one.department}　{one.document}：{len(one.projects)} 个项目{changed}")
        for note in one.notes:
            say(f"　{note}")
    for reason, names in outcome.left_out.items():
        hint = f"。{UNLISTED_HINT}" if reason == STRANGERS else ""
        say(f"没有批复{reason} {len(names)} 个：{some_of(names, _SHOWN)}{hint}")
    for note in outcome.notes:
        say(note)
    report_edits(outcome.merged, quiet=True)
    say(f"已写入 {season.approved}：{len(outcome.done)} 个单位")


@cli.command(
    "公开：把批复的目标表去掉姓名、电话、账号、身份证号和批注，写到“6 公开”；“4 汇总”里的脱敏清单列出去掉了什么。\n\n"
    "写在句子里的人名认不出来，公开前请再看一遍。"
)
@_folder
def publish(folder: Path) -> int:
    """Write public copies. Raises ``UsageError`` and ``OutputError``."""
    from jixiao.season.publication import publish as publish_season

    season = _season(folder)
    published = publish_season(season)
    for line in (*published.failures, *published.notes):
        say(line)
    say(f"已写入 {season.public}：{len(published.files)} 个文件，脱敏 {len(published.masked)} 处")
    return ExitCode.UNPROCESSED if published.failures else ExitCode.OK


@cli.command(
    "建立下一年的一季：设置沿用，年度和期限加一年；jixiao season issue 会带上这一季批复的内容。\n\n"
    "例：jixiao season next 2027年绩效目标 -o 2028年绩效目标"
)
@_folder
@cli.output_option("DIR", "下一年的文件夹", required=True)
def next_season(folder: Path, output: Path) -> None:
    """Make the coming year's season. Raises ``UsageError`` and ``OutputError``."""
    from jixiao.season.beginning import begin_next

    year = begin_next(_season(folder), _season(output))
    say(f"已建立 {output}：{year} 年。请核对设置中的期限和单位名单，再运行 jixiao season issue {output}")


def _columns(state: DepartmentState) -> list[str]:
    filed = str(state.filed) if state.filed else "读不出来" if state.unreadable else "未报送"
    overdue = f"{state.overdue} 天" if state.overdue else ""
    return [
        state.shown_name,
        filed,
        state.latest,
        *(str(count or "") for count in state.counts),
        overdue,
        state.approved,
    ]


def _tell(states: Sequence[DepartmentState]) -> None:
    listed = [state for state in states if state.listed]
    missing = [state.department for state in listed if not state.files and not state.unreadable]
    if missing:
        say(f"未报送 {len(missing)} 个单位：{some_of(missing, _SHOWN)}")
    for state in states:
        if not state.files and state.unreadable:
            say(f"读不出来　{state.department}：{'、'.join(state.unreadable[:3])}；催报通知请其报送表格原件")
    errors = sum(state.errors for state in states)
    warnings = sum(state.warnings for state in states)
    filed, clear = sum(bool(state.files) for state in listed), sum(state.clear for state in listed)
    strangers = f"；另有 {len(states) - len(listed)} 个名称不在单位名单上" if len(listed) < len(states) else ""
    say(f"{len(listed)} 个单位，已报送 {filed}，没有错误 {clear}{strangers}；错误 {errors}，警告 {warnings}")


command = cli.Group(
    "season",
    "一季的工作：下发、报送、检查、退回、汇总、批复、公开，都在一个文件夹里。",
    commands={
        "new": new,
        "issue": issue,
        "run": run,
        "status": status,
        "approve": approve,
        "publish": publish,
        "next": next_season,
    },
)
