"""What click says, in Chinese: headings of the help, messages on wrong usage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from jixiao_cli.terminal import display_width, wrap

_HEADINGS = {"Options": "选项", "Commands": "命令", "Positional arguments": "参数"}


class ChineseFormatter(click.HelpFormatter):
    """Help with Chinese headings, wrapped by the width that is seen."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that says how a command is called."""
        self.write(f"{prefix or '用法：'}{prog} {args}".rstrip() + "\n")

    def write_heading(self, heading: str) -> None:
        """A heading, in Chinese where click's own is English."""
        self.write(f"{'':{self.current_indent}}{_HEADINGS.get(heading, heading)}：\n")

    def write_text(self, text: str) -> None:
        """Paragraphs, divided by empty lines."""
        indent = " " * self.current_indent
        for line in text.splitlines():
            for piece in wrap(line, self.width - self.current_indent) or [""]:
                self.write(f"{indent}{piece}".rstrip() + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Terms and what they mean, in two columns."""
        rows = list(rows)
        column = min(max(display_width(term) for term, _ in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        for term, meaning in rows:
            lines = wrap(meaning, max(self.width - self.current_indent - column, 20))
            gap = column - display_width(term)
            if gap < col_spacing:
                lines.insert(0, "")
            first = f"{term}{' ' * gap}{lines[0]}" if lines else term
            self.write(f"{indent}{first}".rstrip() + "\n")
            for line in lines[1:]:
                self.write(f"{indent}{' ' * column}{line}\n")


def usage_message(error: click.ClickException) -> str:
    """One line for an error of the command line, with the way to the help."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    path = context.command_path if context else "jixiao"
    return f"{_what_is_wrong(error)}。用法见 {path} -h"


def _what_is_wrong(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        near = f"，可能是 {' 或 '.join(error.possibilities)}" if error.possibilities else ""
        return f"没有选项 {error.option_name}{near}"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return f"缺少{_called(error.param)}"
    if isinstance(error, click.BadParameter) and error.param is not None:
        expected = _expected(error.param.type)
        return f"{_called(error.param)} 的值不合适：{expected or error.message}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 的写法不对：后面要跟一个值，或不能带值"
    return error.message


def _called(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Option):
        return f"选项 {parameter.opts[-1]}"
    return f"参数 {parameter.human_readable_name}"


def _expected(kind: click.ParamType[Any]) -> str | None:
    """Return what a value of that type looks like; None where there are no words."""
    if isinstance(kind, click.Choice):
        return f"可选 {'、'.join(str(choice) for choice in kind.choices)}"
    if isinstance(kind, click.Path):
        return "是空的，请写文件或文件夹的路径"
    if isinstance(kind, click.IntRange | click.FloatRange):
        number = "整数" if isinstance(kind, click.IntRange) else "数"
        if kind.max is None:
            return f"应是不小于 {kind.min} 的{number}"
        return f"应是 {kind.min} 到 {kind.max} 之间的{number}"
    return {"integer": "应是整数", "float": "应是数", "datetime": "应是日期，例如 2026-01-15"}.get(kind.name)
