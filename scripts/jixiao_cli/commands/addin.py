"""``jixiao addin``: the buttons in Excel and LibreOffice."""

from __future__ import annotations

from pathlib import Path

import click

from jixiao.errors import ExitCode
from jixiao_cli import command as cli
from jixiao_cli.terminal import echo_json, say


@cli.command(
    "从文本源文件生成 Excel 插件（jixiao.xlam）、LibreOffice 扩展（jixiao.oxt）和带按钮的模板（.xlsm）。同样的版本每次生成的文件逐字节相同。\n\n例：jixiao addin build -o 插件"
)
@cli.option("-o", "--output", metavar="DIR", type=cli.GivenPath(), default=Path(), help="输出文件夹（默认当前文件夹）")
def build(output: Path) -> None:
    """Write the add-in. Raises ``UsageError`` and ``OutputError``."""
    from jixiao.excel.building.products import build_products

    for path in build_products(output):
        say(f"已写入 {path}")


@cli.command(
    "安装按钮：Windows 和 macOS 装入 Excel 的启动文件夹，Linux 装入 LibreOffice。\n\n"
    "安装后重新打开 Excel（LibreOffice），功能区（工具栏）上会出现“绩效目标”。"
)
def install() -> None:
    """Install on this computer. Raises ``UsageError`` and ``OutputError``."""
    from jixiao.excel.installing.install import install as put_in_place
    from jixiao.excel.installing.machine import Machine

    for path in put_in_place(Machine.here()):
        say(f"已写入 {path}")
    say("安装完成，请重新打开 Excel（Linux 上为 LibreOffice）")


@cli.command("卸载按钮，删除安装时写入的全部文件。")
def uninstall() -> None:
    """Remove what was installed. Raises ``OutputError``."""
    from jixiao.excel.installing.install import uninstall as take_away
    from jixiao.excel.installing.machine import Machine

    removed = take_away(Machine.here())
    for path in removed:
        say(f"已删除 {path}")
    say("卸载完成" if removed else "没有安装过，无需卸载")


@cli.command("检查按钮能不能用：程序、插件版本、Python、宏设置；有问题时说明怎么办，退出码为 1。")
@cli.json_option
def status(as_json: bool) -> int:
    """Print what is installed and what is in the way."""
    from jixiao.excel.installing.machine import Machine
    from jixiao.excel.installing.status import status as look

    lines = look(Machine.here())
    good = all(line.good for line in lines)
    if as_json:
        told = {"good": good, "lines": [line._asdict() for line in lines]}
        echo_json(told, indent=2)
    for line in () if as_json else lines:
        click.echo(f"{'正常' if line.good else '问题'}　{line.text}")
        if line.advice:
            click.echo(f"　　　{line.advice}")
    return ExitCode.OK if good else ExitCode.FINDINGS


command = cli.Group(
    "addin",
    "Excel 和 LibreOffice 中的按钮：生成、安装、卸载、查看状态。",
    commands={"build": build, "install": install, "uninstall": uninstall, "status": status},
)
