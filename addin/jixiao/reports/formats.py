"""The formats of a report: which is meant, where it goes, how it is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.consolidate.returns.file_kinds import refuse_for_text
from jixiao.errors import UsageError
from jixiao.output import refuse_other_extension, replacing

if TYPE_CHECKING:
    from jixiao.reports.report import Report

FORMATS = ("text", "json", "html", "xlsx")


def format_of(output: Path | None) -> str:
    """Return the format that the name of the file asks for."""
    suffix = "" if output is None else output.suffix.lower().lstrip(".")
    return suffix if suffix in FORMATS else "text"


def refuse_unfitting(form: str, output: Path | None) -> None:
    """Raise ``UsageError`` where a report in that format cannot go."""
    if form == "xlsx":
        if output is None:
            raise UsageError("xlsx 清单不能输出到屏幕", hint="请用 -o 给出文件名，例如 -o 检查结果.xlsx")
        refuse_other_extension(output, "xlsx 清单")
    elif output is not None:
        refuse_for_text(output, f"{form} ", "请换一个扩展名，例如 .html 或 .xlsx")


def write_file(report: Report, form: str, output: Path, inputs: Sequence[Path] = (), *, width: int = 80) -> None:
    """Write the report whole or not at all. Raises ``UsageError``, ``OutputError``."""
    with replacing(output, inputs=inputs) as temporary:
        if form == "xlsx":
            from jixiao.reports import xlsx_list

            xlsx_list.write(report, temporary, beside=output)
            return
        with temporary.open("w", encoding="utf-8", newline="\n") as stream:
            write_stream(report, form, stream, width=width)


def write_stream(report: Report, form: str, stream: Any, *, width: int, colour: bool = False) -> None:
    """Write the report as text, JSON or a page to an open stream.

    ``width`` and ``colour`` are those of the terminal, for text.
    """
    if form == "json":
        from jixiao.reports import json_report

        json_report.write(report, stream)
    elif form == "html":
        from jixiao.reports import html_page

        stream.writelines(html_page.pieces(report))
    else:
        from jixiao.reports import terminal

        stream.writelines(f"{line}\n" for line in terminal.lines(report, width=width, colour=colour))
