"""Text on a terminal: safe, aligned for Chinese, and quiet where nobody watches."""

from __future__ import annotations

import io
import shutil
import sys
import time
import unicodedata
from collections.abc import Iterable, Sequence
from types import TracebackType

# Control characters, invisible formatting (which can reverse what is read), undecodable bytes and line separators.
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def prepare_streams() -> None:
    """Make standard output and error UTF-8 on every system, in a pipe and with the C locale too."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(text: str = "") -> None:
    """One line to the user on standard error, made safe to print."""
    print(printable(text), file=sys.stderr, flush=True)  # noqa: T201


def printable(text: str) -> str:
    """The text on one line: a character that would break the line or deceive the eye becomes its escape."""
    return "".join(_escape(char) if unicodedata.category(char) in _UNSAFE else char for char in text)


def _escape(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # how Python keeps a byte that is no UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return char.encode("unicode_escape", "backslashreplace").decode("ascii")


def display_width(text: str) -> int:
    """How many columns of a terminal the text takes: two for a Chinese character, none for a combining mark."""
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, width: int) -> list[str]:
    """Break a line into pieces no wider than ``width``: after a Chinese character or at a blank, never inside a word.

    A closing mark stays with what it closes. A single word wider than ``width`` stays whole.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and display_width(line + piece.rstrip()) > width:
            lines.append(line.rstrip())
            line = ""
        line += piece if line else piece.lstrip()
    if line.strip():
        lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> Iterable[str]:
    """The parts of a line between which it may be broken."""
    piece = ""
    for char in text:
        breakable = piece and (piece[-1] == " " or _is_ideograph(piece[-1]) or _is_ideograph(char))
        if breakable and char != " " and char not in "，。；：、？！）”》】…" and piece[-1] not in "（“《【":
            yield piece
            piece = ""
        piece += char
    yield piece


def _is_ideograph(char: str) -> bool:
    return _char_width(char) == 2


def terminal_width() -> int:
    """Columns to fill: those of the terminal, but no line so long that the eye loses it; 80 where there is none."""
    return min(shutil.get_terminal_size().columns, 120) - 1


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines of a table whose columns stand below each other, whatever mix of scripts is in them."""
    cells = [[printable(cell) for cell in row] for row in (header, *rows)]
    widths = [max(display_width(row[index]) for row in cells) for index in range(len(header))]
    rule = ["-" * width for width in widths]
    return ["  ".join(map(_pad, row, widths)).rstrip() for row in (cells[0], rule, *cells[1:])]


def _pad(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))


class Progress:
    """A line on standard error that says how far the work is; nothing at all unless that is a terminal."""

    INTERVAL = 0.1
    """Seconds between two changes of the line: the eye needs no more, and a slow terminal does not hold up the work."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._on = sys.stderr is not None and sys.stderr.isatty()
        self._next = 0.0
        self._shown = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._show("")
            sys.stderr.write("\r")

    def __call__(self, done: int, total: int, name: str = "") -> None:
        """Show that ``done`` of ``total`` are ready and ``name`` is under way."""
        now = time.monotonic()
        if self._on and (now >= self._next or done == total):
            self._next = now + self.INTERVAL
            self._show(_cut(printable(f"{self._title} {done}/{total} {name}"), shutil.get_terminal_size().columns - 1))

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
