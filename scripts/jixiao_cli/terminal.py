"""Text on a terminal: safe, aligned for Chinese, and quiet where nobody watches."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

import click

from jixiao.textlayout import display_width as display_width
from jixiao.textlayout import printable as printable
from jixiao.textlayout import wrap as wrap

_LAST_STREAM = 2
"""The number of standard error, the last of the three that a process is given."""


class _Closed(io.TextIOBase):
    """Standard output that the caller has closed: only writing to it is an error."""

    def writable(self) -> bool:
        """It is written to, and that fails."""
        return True

    def write(self, _text: str) -> int:
        """Raises ``OSError``."""
        raise OSError(errno.EBADF, "standard output is closed")


def open_streams() -> None:
    """Open a stream where the caller has closed one."""
    # Else the next file that is opened would be written to by prints.
    while (number := os.open(os.devnull, os.O_RDWR)) <= _LAST_STREAM:
        pass
    os.close(number)
    if sys.stdout is None:
        sys.stdout = _Closed()
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - for as long as the process lives


def prepare_streams() -> None:
    """Make standard output and error UTF-8 on every system and in every locale."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str = "") -> None:
    """Print one safe line on standard error, unless that is closed."""
    with suppress(OSError):
        print(printable(text), file=sys.stderr, flush=True)  # noqa: T201


def say_kept(copies: Iterable[Path]) -> None:
    """Say where the file is that a new one of the same name has replaced."""
    for copy in copies:
        say(f"原有的同名文件已另存为 {copy}，其中填过的内容都在；不需要的可以删除")


def say_written(output: Path, kept: Path | None) -> None:
    """Say where the result is, and where the file that it has replaced."""
    say(f"已写入 {output}")
    say_kept([kept] if kept else [])


def echo_json(result: object, *, indent: int | None = None) -> None:
    """Print a result as JSON on standard output."""
    click.echo(json.dumps(result, ensure_ascii=False, indent=indent))


def terminal_width() -> int:
    """Return the columns to fill: those of the terminal, within bounds, else 80."""
    return min(shutil.get_terminal_size().columns, 120) - 1


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table whose columns stand below each other in any script.

    On a terminal on which a row would take more than two lines each cell has one of its own, with its title.
    """
    cells = [[printable(cell) for cell in row] for row in (header, *rows)]
    widths = [max(display_width(row[index]) for row in cells) for index in range(len(header))]
    if sum(widths) + 2 * len(widths) > 2 * shutil.get_terminal_size((1 << 30, 1)).columns:
        titled = ([f"{title}：{cell}" for title, cell in zip(cells[0], row, strict=True) if cell] for row in cells[1:])
        return [line for number, row in enumerate(titled) for line in ("", *row)[number == 0 :]]
    rule = ["-" * width for width in widths]
    lines = (cells[0], rule, *cells[1:])
    padded = (
        [cell + " " * (width - display_width(cell)) for cell, width in zip(row, widths, strict=True)] for row in lines
    )
    return ["  ".join(row).rstrip() for row in padded]


class ProgressLine:
    """A line on standard error that says how far the work is, on a terminal only."""

    INTERVAL = 0.1
    """Seconds between two changes of the line: the eye needs no more, and a slow terminal does not hold up the work."""

    SETTLED = 2.0
    """Seconds until the pace says something about what is to come."""
    MINUTES = 90
    """From this number of seconds on, the time left is shown in minutes."""

    def __init__(self, title: str, *, quiet: bool = False) -> None:
        self._title = title
        self._on = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self._started = time.monotonic()
        self._next = 0.0
        self._shown = 0

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._show("")
            sys.stderr.write("\r")

    def __call__(self, done: int, total: int, name: str = "") -> None:
        """Show that ``done`` of ``total`` are ready and ``name`` is under way."""
        now = time.monotonic()
        if self._on and (now >= self._next or done == total):
            self._next = now + self.INTERVAL
            text = f"{self._title} {done}/{total} {self._pace(done, total, now)}{name}"
            self._show(_cut(printable(text), shutil.get_terminal_size().columns - 1))

    def _pace(self, done: int, total: int, now: float) -> str:
        """How many a second and how long it will still take, once that can be told."""
        passed = now - self._started
        if passed < self.SETTLED or not done:
            return ""
        rate = done / passed
        left = round((total - done) / rate)
        spoken = f"{left} 秒" if left < self.MINUTES else f"{left // 60} 分 {left % 60} 秒"
        return f"每秒 {rate:.0f} 个，还需约 {spoken}　"

    def _show(self, line: str) -> None:
        # Blanks wipe out what stood there: not every Windows console understands the escape sequence for it.
        width = display_width(line)
        sys.stderr.write(f"\r{line}{' ' * (self._shown - width)}")
        sys.stderr.flush()
        self._shown = width


def _cut(text: str, width: int) -> str:
    """As much of the start of the text as fits into ``width`` columns."""
    while display_width(text) > width:
        text = text[:-1]
    return text
