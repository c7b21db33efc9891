"""Text as a reader sees it: safe to show, measured and broken by width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

# Control characters, invisible formatting (which can reverse what is read), undecodable bytes and line separators.
_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Code points that are no characters: XML takes none of these two.
_NO_CHARACTERS = "\ufffe\uffff"
_NEVER_FIRST, _NEVER_LAST = frozenset(" ，。；：、？！）”》】…"), frozenset("（“《【")
"""Where a line is broken, these do not stand at the beginning of the next or at the end of the last."""
_DIGITS = "零一二三四五六七八九"


def printable(text: str) -> str:
    """Return the text on one line.

    A character that would break the line or deceive the eye becomes its escape.
    """
    if text.replace("\u3000", "").isprintable():  # which all that is unsafe is not; nor is the wide blank
        return text
    return "".join(_escape(char) if _is_unsafe(char) else char for char in text)


def legible(text: str) -> str:
    """As ``printable``, but lines stay lines and a tab becomes a blank.

    What is left can stand in XML 1.0.
    """
    if text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return "\n".join(map(printable, lines))


def _is_unsafe(char: str) -> bool:
    return unicodedata.category(char) in _UNSAFE or char in _NO_CHARACTERS


def _escape(char: str) -> str:
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # how Python keeps a byte that is no UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return char.encode("unicode_escape", "backslashreplace").decode("ascii")


def shortened(text: str, most: int, end: str = "…") -> str:
    """Return the text with ``end`` in place of what is beyond ``most`` characters."""
    return text if len(text) <= most else f"{text[:most]}{end}"


def some_of(names: Sequence[str], most: int, rest: str = "等", between: str = "、") -> str:
    """Return names in a row; beyond ``most`` only ``rest`` with their number."""
    return between.join(names[:most]) + (rest.format(len(names)) if len(names) > most else "")


def display_width(text: str) -> int:
    """Return how many columns of a terminal the text takes: two for 字, one for a."""
    return len(text) if text.isascii() else sum(map(_char_width, text))


@lru_cache(maxsize=16_384)
def _char_width(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, width: int) -> list[str]:
    """Break a line into pieces no wider than ``width``.

    It breaks after a Chinese character or at a blank, never inside a word.


    A closing mark stays with what it closes. A single word wider than ``width`` stays whole.
    """
    if display_width(text) <= width:
        return [text.strip()] if text.strip() else []
    lines: list[str] = []
    line, taken = "", 0
    for piece in _pieces(text):
        if line and taken + display_width(piece.rstrip()) > width:
            lines.append(line.rstrip())
            line, taken = "", 0
        piece = piece if line else piece.lstrip()
        line += piece
        taken += display_width(piece)
    if line.strip():
        lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> Iterator[str]:
    """The parts of a line between which it may be broken."""
    start, last, wide_before = 0, "", False
    for place, char in enumerate(text):
        wide = _char_width(char) == 2
        if (
            place > start
            and (wide or wide_before or last == " ")
            and char not in _NEVER_FIRST
            and last not in _NEVER_LAST
        ):
            yield text[start:place]
            start = place
        last, wide_before = char, wide
    yield text[start:]


def in_chinese(number: int) -> str:
    """Return a number as it is read: 12 → 十二; from ten thousand on digits."""
    if number >= 10_000:
        return str(number)
    text = ""
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // size % 10
        if digit:
            text += _DIGITS[digit] + unit
        elif text and not text.endswith("零"):
            text += "零"
    text = text.rstrip("零") or "零"
    return text[1:] if text.startswith("一十") else text
