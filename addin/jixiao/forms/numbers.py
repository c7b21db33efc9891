"""Numbers as people type them: full-width, with separators, units, in Chinese.

Everything is ``Decimal``: a cell's binary float is taken at the 15 significant digits that a spreadsheet shows.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from math import isfinite

from jixiao.forms.text import dictionary, tidy
from jixiao.grid.model import Value
from jixiao.remembered import remembered

_PLAIN = re.compile(r"[+−-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[+−-]?\.\d+")
_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_CHINESE = re.compile(r"[零〇一二两三四五六七八九十百千万亿]+")
_IN_FULL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟萬億", "一二三四五六七八九十百千万亿")
"""Figures as written on cheques: 叁佰."""
_GROUPED = re.compile(r"(?<![\d.])\d{1,3}(?:[ \u00a0\u3000]\d{3})+(?!\d)")  # 1 280
_PARTED = re.compile(r"\d\s+\d|\d[²³¹⁰-⁹]|[①-⓿]")  # 80 75, 240①, ①300
_SPACED = re.compile(r"(?<![\d.])\d(?:\s\d){2,}(?!\d)")  # 3 0 0, typed apart to fill the cell
MAX_TEXT = 60
MAX_DIGITS = 30
"""A number of a form has no more digits; longer strings are no amounts and would only cost time."""


def from_float(number: float) -> Decimal | None:
    """Return the decimal shown for a binary number; None for infinity and NaN."""
    if not isfinite(number):
        return None
    if number.is_integer() and abs(number) < 1e15:
        return Decimal(int(number))
    return Decimal(format(number, ".15g"))


def are_parted(text: str) -> bool:
    """Return whether a text has two numbers: 80 75, 240①, but not 1 280 or 3 0 0."""
    return _PARTED.search(text) is not None and _PARTED.search(_SPACED.sub("0", _GROUPED.sub("0", text))) is not None


def leading_number(text: str) -> tuple[Decimal, str] | None:
    """Return the number a tidy text starts with and the rest: (4613.60, ``万元``)."""
    match = _PLAIN.match(text)
    if match is None or match.end() - match.start() > MAX_DIGITS:
        return None
    rest = text[match.end() :]
    if rest.startswith((",", ".")):  # 1,23 or 1.2.3: no number anyone would type
        return None
    return Decimal(match.group().replace(",", "").replace("−", "-")), rest


def chinese_figures(text: str) -> int:
    """How many characters at the start of a text are Chinese figures."""
    found = _CHINESE.match(text.translate(_IN_FULL))
    return found.end() if found is not None else 0


def chinese_number(text: str) -> Decimal | None:
    """Return a Chinese number (三千二百, 叁拾伍); None if the text is anything else."""
    text = text.translate(_IN_FULL)
    if not text or len(text) > MAX_DIGITS or _CHINESE.fullmatch(text) is None:
        return None
    if all(char in _DIGITS for char in text):  # 二〇二六: digit by digit; a single 一 is 1
        return Decimal("".join(str(_DIGITS[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit = 0
        elif not (total or section or digit):
            return None  # a unit without a figure: 万元, 亿
        else:
            scaled = section + digit
            total = (total + scaled) * _MYRIADS[char] if char == "亿" else total + scaled * _MYRIADS[char]
            section = digit = 0
    return Decimal(total + section + digit)


def parse_number(value: Value | None) -> Decimal | None:
    """Return a plain number of a cell, no unit accepted; None for anything else."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, float):
        return from_float(value)
    if isinstance(value, int):
        return Decimal(value)
    return _number_in_text(value) if len(value) <= MAX_TEXT else None


@remembered
def _number_in_text(text: str) -> Decimal | None:
    found = None if are_parted(text) else leading_number(tidy(text))
    return found[0] if found is not None and not found[1] else None


@cache
def money_units() -> dict[str, Decimal]:
    """Units of money and their worth in 万元."""
    return {unit: Decimal(worth) for unit, worth in dictionary("units")["money"].items()}


def plain_number(number: Decimal | int) -> str:
    """Return a number without exponent and idle zeros: 12.50 → 12.5, 1E+2 → 100."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
