"""A command that has commands of its own: ``template``, ``addin``."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

import click

from jixiao.errors import ExitCode
from jixiao_cli.command import CONTEXT_SETTINGS, ChineseContext, HelpInChinese, debug_option


class Subcommands(HelpInChinese, click.Group):
    """The group of these commands; alone it shows its help."""

    context_class = ChineseContext

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Resolve as click does. Raises ``click.UsageError`` with a suggestion."""
        if args[0] not in self.commands and not ctx.resilient_parsing:
            near = difflib.get_close_matches(args[0], self.commands, n=1)
            suggestion = f"，可能是 {near[0]}" if near else f"，可用的有：{'、'.join(self.commands)}"
            raise click.UsageError(f"没有命令“{self.name} {args[0]}”{suggestion}", ctx)
        return super().resolve_command(ctx, args)


def subcommands(name: str, text: str, commands: Mapping[str, click.Command]) -> Subcommands:
    """The command ``name`` with ``text`` as its help."""
    return Subcommands(
        name=name,
        callback=click.pass_context(_begin),
        invoke_without_command=True,
        commands=dict(commands),
        context_settings=CONTEXT_SETTINGS,
        params=[debug_option()],
        options_metavar="[选项]",
        subcommand_metavar="命令 [参数]...",
        help=text,
    )


def _begin(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(ExitCode.USAGE)
