"""What all commands share: ``-h``, ``--debug``, help in Chinese."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from jixiao.processes.guarded import DEBUG_VARIABLE
from jixiao_cli.click_words import ChineseFormatter

CONTEXT_SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"]}


@dataclass(slots=True)
class CommonOptions:
    """What the options that work with every command have set."""

    debug: bool = False


class ChineseContext(click.Context):
    """A context whose help is laid out for Chinese."""

    formatter_class = ChineseFormatter


class HelpInChinese(click.Command):
    """The part of a command, or of the group of commands, that is said in Chinese."""

    context_class = ChineseContext

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option ``-h``."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示帮助"
        return option


class Command(HelpInChinese):
    """A command of Jixiao."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse as click does. Raises ``click.UsageError`` in Chinese."""
        ctx.allow_extra_args = True
        extra = super().parse_args(ctx, args)
        if extra and not ctx.resilient_parsing:
            raise click.UsageError(f"多余的参数：{' '.join(extra)}", ctx)
        return extra


class Option(click.Option):
    """An option whose help is its Chinese text alone, which names ranges and defaults."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its text."""
        record = super().get_help_record(ctx)
        text = f"{self.help}（必填）" if self.required else self.help or ""
        return (record[0], text) if record else None


def command(text: str) -> Callable[[Callable[..., Any]], Command]:
    """Make a function a command with ``text`` as its help; it returns the exit code."""

    def make(function: Callable[..., Any]) -> Command:
        made = click.command(cls=Command, help=text, context_settings=CONTEXT_SETTINGS, options_metavar="[选项]")(
            function
        )
        made.params.append(debug_option())  # last in the help
        return made

    return make


def option(*names: str, **settings: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command an option: as ``click.option`` does, but said in Chinese."""
    return click.option(*names, cls=Option, **settings)


def jobs_option(what: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option ``--jobs``; ``what`` is done side by side: 读取, 评分."""
    text = f"同时{what}的进程数（默认按处理器和文件的多少决定）"
    return option("--jobs", metavar="N", type=click.IntRange(1), help=text)


def paths_argument() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The argument ``PATH...``."""
    return click.argument("paths", metavar="PATH...", nargs=-1, required=True)


def output_option(
    metavar: str, text: str, *, required: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option ``--output``; ``text`` says what goes there."""
    return option("-o", "--output", metavar=metavar, type=click.Path(path_type=Path), required=required, help=text)


def profile_option(more: str = "") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option ``--profile``; ``more`` says what it decides here."""
    text = "审核口径：名称，或设置工作簿（.xlsx）、口径文件（.json）的路径"
    return option("--profile", metavar="NAME", default="default", help=text + more)


def json_option() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option ``--json``."""
    return option("--json", "as_json", is_flag=True, help="把结果以 JSON 输出到屏幕")


def quiet_option() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option ``--quiet``."""
    return option("--quiet", is_flag=True, help="不显示进度和逐个文件的说明，只显示最后的结果")


def no_cache_option() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option ``--no-cache``."""
    return option("--no-cache", is_flag=True, help="不用缓存，全部重新读取和检查")


def forms_option() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option ``--forms``: a folder of learned forms, in force for this run."""

    def use(_context: click.Context, _parameter: click.Parameter, folders: tuple[Path, ...]) -> None:
        if folders:
            from jixiao.forms.learned.folders import add_folder

            for folder in folders:
                add_folder(folder)

    text = "另外使用这个文件夹里学到的版式（jixiao forms learn 生成）；也可以设环境变量 JIXIAO_FORMS"
    return option(
        "--forms",
        metavar="DIR",
        type=click.Path(path_type=Path),
        multiple=True,
        is_eager=True,
        expose_value=False,
        callback=use,
        help=text,
    )


def fail_empty_option() -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option ``--fail-empty``."""
    return option("--fail-empty", is_flag=True, help="没有处理任何文件时退出码为 3，供定时任务发现空文件夹")


def debug_option() -> click.Option:
    """The option ``--debug``, before or after the name of the command."""

    def remember(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
        if value:
            context.ensure_object(CommonOptions).debug = True
            os.environ[DEBUG_VARIABLE] = "1"

    return Option(
        ["--debug"], is_flag=True, is_eager=True, expose_value=False, callback=remember, help="出错时显示完整的调用过程"
    )


def show_version(version: str) -> click.Option:
    """The option ``--version``."""

    def show(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
        if value and not context.resilient_parsing:
            click.echo(f"jixiao {version}")
            context.exit()

    return Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show, help="显示版本号")
