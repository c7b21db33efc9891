"""``jixiao addin``: the buttons in Excel and LibreOffice."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.errors import ExitCode
from jixiao_cli.command import CONTEXT_SETTINGS, Context, HelpInChinese, debug_option, option
from jixiao_cli.command import command as jixiao_command
from jixiao_cli.terminal import say


class AddinGroup(HelpInChinese, click.Group):
    """The subcommands."""

    context_class = Context


@jixiao_command(
    "从文本源文件生成 Excel 插件（jixiao.xlam）。同样的版本每次生成的文件逐字节相同。\n\n例：jixiao addin build -o 插件"
)
@option(
    "-o",
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path),
    default=Path(),
    help="输出文件夹（默认当前文件夹）",
)
def build(output: Path) -> int:
    """Write the add-in. Raises ``UsageError`` and ``OutputError``."""
    from jixiao.excel.building.products import build_products

    for path in build_products(output):
        say(f"已写入 {path}")
    return ExitCode.OK


command = AddinGroup(
    name="addin",
    commands={"build": build},
    context_settings=CONTEXT_SETTINGS,
    params=[debug_option()],
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]...",
    help="Excel 和 LibreOffice 中的按钮：生成、安装、卸载、查看状态。",
)
