"""The pieces of a calculation: signs, numbers, units of money, nouns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from jixiao.forms.numbers import money_units
from jixiao.forms.text import dictionary, longest_first

_WIDE = {chr(0xFF01 + offset): chr(0x21 + offset) for offset in range(94)}
_SIGNS = {**dict.fromkeys("×✕✖╳xXｘＸ＊", "*"), "÷": "/", "－": "-", "　": " "}
_TABLE = {**_WIDE, **_SIGNS}
_ODD = re.compile(f"[{re.escape(''.join(_TABLE))}]")


class Token(NamedTuple):
    """A piece of the text: what it is, its text, where it begins and ends."""

    kind: str
    text: str
    start: int
    end: int


@lru_cache(maxsize=512)
def normal(text: str) -> str:
    """Return the text with half-width signs, one character for each of the original's."""
    return _ODD.sub(lambda found: _TABLE[found.group()], text)  # a fifth of the time that a translation takes


def may_name_rate(text: str) -> bool:
    """Return whether a text has the signs of an amount for each of something."""
    return "元" in text and ("每" in text or "均" in text or "单" in text or "/" in normal(text))


_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"


@cache
def _money() -> str:
    units = longest_first(money_units())
    counted = "".join(sorted({unit[0] for unit in dictionary("measures")["counters"]} | set("元斤度标毫字步字千百")))
    # 3万人, 260万羽 are no money
    words = "|".join(f"{unit}(?![{counted}])" if unit in ("万", "亿") else unit for unit in units)
    return f"(?P<money>{words})"


@cache
def amount_pattern() -> re.Pattern[str]:
    """Return the pattern of a number with a unit of money; ``per`` is its slash."""
    return re.compile(rf"(?<!\d)(?<!\d\.)(?<!\d/){_NUMBER}[ \t]*{_money()}(?P<per>[ \t]*/)?")


def amount_of(match: re.Match[str]) -> Decimal:
    """Return the amount that the pattern found, in 万元."""
    return Decimal(match["number"].replace(",", "")) * money_units()[match["money"]]


@cache
def _lexer() -> re.Pattern[str]:
    units = dictionary("units")
    counted = longest_first(u for u in units["counted"] if "/" not in u and u != "无")
    parts = [
        _NUMBER,
        _money(),
        "(?P<unit>[万千]?(?:" + "|".join(map(re.escape, counted)) + "))",
        r"(?P<sign>[*/+\-=()%])",
        r"(?P<blank>[ \t]+)",
        r"(?P<noun>[\u4e00-\u9fff“”\"、《》]{1,12}?(?=[*/+\-=()%\d\s]|$))",
        r"(?P<other>.)",
    ]
    return re.compile("|".join(parts), re.DOTALL)


_BEGINNING = re.compile(r"[\d(]")
"""What a calculation begins with."""


def runs(text: str) -> Iterator[list[Token]]:
    """Yield the tokens of each place where a calculation may stand."""
    start = _BEGINNING.search(text)
    while start is not None:
        run: list[Token] = []
        end = start.start()
        for match in _lexer().finditer(text, end):
            kind = match.lastgroup or "other"
            end = match.end()
            if kind == "other" and match.group() != "·":  # 元/人·月 is one price
                break
            if kind != "blank":
                run.append(Token(kind, match.group(), match.start(), end))
        yield run
        start = _BEGINNING.search(text, end)
