"""``jixiao settings``: a bureau's settings as a workbook."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.errors import ExitCode, UsageError
from jixiao.output import refuse_other_extension, replacing
from jixiao_cli import command as cli
from jixiao_cli.terminal import echo_json, say


@cli.command(
    "生成空白的设置工作簿：审核要求、规则级别、豁免、单位名单和本地规则，用 Excel 或 WPS 填写。\n\n"
    "例：jixiao settings new 设置.xlsx"
)
@cli.path_argument("file", "FILE.xlsx")
@cli.option("--profile", metavar="NAME", default="default", help="“默认”一栏按哪一个口径显示")
def new(file: Path, profile: str) -> None:
    """Write a blank settings workbook. Raises ``UsageError`` and ``OutputError``."""
    from jixiao.checks.profile import raw_profile
    from jixiao.checks.settings.writing import write_settings

    refuse_other_extension(file, "设置工作簿", option="")
    if file.exists():
        raise UsageError(f"“{file}”已经存在，不会覆盖", hint="请换一个文件名，或先把旧的移开")
    defaults = raw_profile(profile)
    with replacing(file) as temporary:
        write_settings(temporary, defaults)
    say(f"已写入 {file}；填好后运行 jixiao settings check {file}")


@cli.command(
    "检查设置工作簿，逐个列出写错的和互相矛盾的单元格。有写错的，退出码为 1。\n\n例：jixiao settings check 设置.xlsx"
)
@cli.path_argument("file", "FILE.xlsx")
@cli.json_option
def check(file: Path, as_json: bool) -> int:
    """Name each doubtful cell. Raises ``UsageError``."""
    from jixiao.checks.settings.bureau_settings import check_settings, is_settings_workbook, load_settings

    if not is_settings_workbook(file):
        raise UsageError(f"“{file}”不是设置工作簿", hint="请给出 jixiao settings new 生成的 .xlsx 文件")
    doubts = check_settings(file)
    if as_json:
        listed = [{"sheet": d.sheet, "cell": d.cell or None, "wrong": d.wrong, "message": d.text} for d in doubts]
        echo_json({"file": file.name, "doubts": listed}, indent=2)
    else:
        for doubt in doubts:
            click.echo(f"{'错误' if doubt.wrong else '请核对'}　{doubt.place}　{doubt.text}")
    wrong = sum(doubt.wrong for doubt in doubts)
    if not wrong and not load_settings(str(file)).roster:
        say("单位名单是空的：不能下发模板，也不知道谁没有报送；一季的工作要先填好“单位名单”")
    say(f"写错 {wrong} 处，请核对 {len(doubts) - wrong} 处" if doubts else "没有发现问题，可以使用")
    return ExitCode.FINDINGS if wrong else ExitCode.OK


command = cli.Group(
    "settings", "财政部门的设置工作簿：审核要求、单位名单、豁免和本地规则。", commands={"new": new, "check": check}
)
