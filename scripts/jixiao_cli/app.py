"""The ``jixiao`` command group; a command is imported when it is called."""

from __future__ import annotations

import importlib

import click

import jixiao
from jixiao_cli.command import Group, show_version

COMMANDS = {
    "demo": "做一套示例并汇总，看看效果",
    "read": "读出工作簿中的绩效目标表，输出 JSON",
    "check": "检查绩效目标表，列出问题、位置和依据",
    "merge": "把各部门的绩效目标表合并成一个汇总工作簿",
    "season": "一季的工作：下发、报送、退回、汇总、批复、公开在一个文件夹里",
    "diff": "比较两次报送：新增、删除、变更的指标和金额",
    "explain": "说明一条评分标准怎样理解、得几分，给出 Excel 公式",
    "score": "给自评表打分：填得分、总分、等级，写评分概览",
    "convert": "把 Word 里的表转成填好的模板工作簿",
    "template": "生成填报模板：下拉列表、填写说明、自查",
    "forms": "查看能识别哪些表、每张表有哪些栏目",
    "addin": "Excel、LibreOffice 里的按钮：生成、安装、查看状态",
    "settings": "财政部门的设置工作簿：生成、检查",
    "rules": "查看检查规则：查什么、依据、例子",
    "sample": "生成已填好的示例工作簿，用于试用和测速",
}
"""Name of the command and its line in ``jixiao --help``; the module is ``jixiao_cli.commands.NAME``."""


class App(Group):
    """The group: knows the commands by name, loads them late."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of ``COMMANDS``, the usual way through them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, its module imported now; None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"jixiao_cli.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from ``COMMANDS`` alone."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


app = App(
    "jixiao",
    "读取、汇总预算绩效目标表。\n\n文件只在本机处理，原表不会被改写。\n\n查看某个命令的用法：jixiao 命令 -h",
    show_version(jixiao.__version__),
)
