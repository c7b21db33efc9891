"""What all commands share: ``-h``, ``--debug``, help in Chinese."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from jixiao.errors import ExitCode
from jixiao.processes.guarded import DEBUG_VARIABLE
from jixiao_cli.click_words import ChineseFormatter

CONTEXT_SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"]}

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


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


class Group(HelpInChinese, click.Group):
    """Commands under one name; alone it shows its help."""

    context_class = ChineseContext

    def __init__(
        self,
        name: str,
        text: str,
        *options: click.Option,
        commands: Mapping[str, click.Command] | None = None,
        metavar: str = "命令 [参数]...",
    ) -> None:
        super().__init__(
            name,
            dict(commands or {}),
            help=text,
            params=[*options, debug_option()],
            callback=click.pass_context(_begin),
            invoke_without_command=True,
            context_settings=CONTEXT_SETTINGS,
            options_metavar="[选项]",
            subcommand_metavar=metavar,
        )

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Resolve as click does. Raises ``click.UsageError`` with a suggestion."""
        known = self.commands or self.list_commands(ctx)
        if args[0] not in known and not ctx.resilient_parsing:
            near = difflib.get_close_matches(args[0], known, n=1)
            called, others = (f"{self.name} {args[0]}", "可用的有") if ctx.parent else (args[0], "可用的命令")
            suggestion = f"，可能是 {near[0]}" if near else f"，{others}：{'、'.join(known)}"
            raise click.UsageError(f"没有命令“{called}”{suggestion}", ctx)
        return super().resolve_command(ctx, args)


def _begin(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(ExitCode.USAGE)


def command(text: str) -> Callable[[Callable[..., Any]], Command]:
    """Make a function a command with that help; it returns the exit code or None."""

    def make(function: Callable[..., Any]) -> Command:
        made = click.command(cls=Command, help=text, context_settings=CONTEXT_SETTINGS, options_metavar="[选项]")(
            function
        )
        made.params.append(debug_option())  # last in the help
        return made

    return make


def option(*names: str, **settings: Any) -> Decorator:
    """Give a command an option: as ``click.option`` does, but said in Chinese."""
    return click.option(*names, cls=Option, **settings)


class GivenPath(click.Path):
    """A path; an empty one, of an unset variable, is not the current folder."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path. Raises ``BadParameter`` if it is empty."""
        return super().convert(value, param, ctx) if value else self.fail("", param, ctx)


def path_option(*names: str, metavar: str, text: str, **settings: Any) -> Decorator:
    """Give a command an option whose value is a path."""
    return option(*names, metavar=metavar, type=GivenPath(), help=text, **settings)


def path_argument(name: str, metavar: str, **settings: Any) -> Decorator:
    """Give a command an argument that is a path."""
    return click.argument(name, metavar=metavar, type=GivenPath(), **settings)


def jobs_option(what: str) -> Decorator:
    """The option ``--jobs``; ``what`` is done side by side: 读取, 评分."""
    text = f"同时{what}的进程数（默认按处理器和文件的多少决定）"
    return option("--jobs", metavar="N", type=click.IntRange(1), help=text)


def output_option(metavar: str, text: str, *, required: bool = False) -> Decorator:
    """The option ``--output``; ``text`` says what goes there."""
    return path_option("-o", "--output", metavar=metavar, text=text, required=required)


def profile_option(more: str = "") -> Decorator:
    """The option ``--profile``; ``more`` says what it decides here."""
    text = "审核口径：名称，或设置工作簿（.xlsx）、口径文件（.json）的路径"
    return option("--profile", metavar="NAME", default="default", help=text + more)


def _use_forms(_context: click.Context, _parameter: click.Parameter, folders: tuple[Path, ...]) -> None:
    if folders:
        from jixiao.forms.learned.folders import add_folder

        for folder in folders:
            add_folder(folder)


paths_argument = click.argument("paths", metavar="PATH...", nargs=-1, required=True)
json_option = option("--json", "as_json", is_flag=True, help="把结果以 JSON 输出到屏幕")
quiet_option = option("--quiet", is_flag=True, help="不显示进度和逐个文件的说明，只显示最后的结果")
no_cache_option = option("--no-cache", is_flag=True, help="不用缓存，全部重新读取和检查")
fail_empty_option = option("--fail-empty", is_flag=True, help="没有处理任何文件时退出码为 3，供定时任务发现空文件夹")
year_option = option("--year", metavar="YYYY", type=click.IntRange(2000, 2199), help="预算年度")
forms_option = path_option(
    "--forms",
    metavar="DIR",
    text="另外使用这个文件夹里学到的版式（jixiao forms learn 生成）；也可以设环境变量 JIXIAO_FORMS",
    multiple=True,
    is_eager=True,
    expose_value=False,
    callback=_use_forms,
)
"""Options and arguments that are the same for every command that has them."""


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
