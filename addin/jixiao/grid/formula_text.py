"""Formulas as trees, each text parsed once for all cells that hold it.

Excel binds in this order: sign, ``%``, ``^``, ``* /``, ``+ -``, ``&``, comparisons; equal ones from the left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from jixiao.grid.address import MAX_COLUMN, MAX_ROW, Range, column_number
from jixiao.late_patterns import late_pattern

LONGEST = 8_192
"""Characters of a formula, Excel's own limit."""
_DEEPEST = 40
"""Brackets within brackets."""

_SHEET = r"(?:(?P<{}>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
_TOKEN = late_pattern(
    r"\s*(?:"
    rf"{_SHEET.format('sheet')}(?P<range>\$?[A-Za-z]{{1,3}}\$?[0-9]{{1,7}}:\$?[A-Za-z]{{1,3}}\$?[0-9]{{1,7}}"
    r"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?[0-9]{1,7}:\$?[0-9]{1,7})(?![\w.(!])"
    rf"|{_SHEET.format('home')}(?P<cell>\$?[A-Za-z]{{1,3}}\$?[0-9]{{1,7}})(?![\w.(!:])"
    r"|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)(?![\w.:!])"
    r'|"(?P<text>(?:[^"]|"")*)"'
    r"|(?P<function>(?:_xlfn\.|_xlws\.)*[A-Za-z][A-Za-z0-9.]*)\s*\("
    r"|(?P<name>[^\W\d][\w.]*)(?![\w.!:])"
    r"|(?P<sign><=|>=|<>|[-+*/^%(),&=<>])"
    r")"
)
_LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))
_PREFIX = late_pattern(r"^(?:_xlfn\.|_xlws\.)+", re.IGNORECASE)


class FormulaTextError(ValueError):
    """The text is no formula of the kind that is understood here."""


class FormulaLiteral(NamedTuple):
    """A number, text or truth value written in the formula."""

    value: Decimal | str | bool


class Reference(NamedTuple):
    """A cell or an area; ``sheet`` is empty for the formula's own."""

    sheet: str
    area: Range


class DefinedName(NamedTuple):
    """A defined name."""

    text: str


class Call(NamedTuple):
    """A function with its arguments; an argument left out is None."""

    function: str
    arguments: tuple[Node | None, ...]


class Signed(NamedTuple):
    """A value with a minus before it (``minus``) or percent signs behind it."""

    operand: Node
    minus: bool
    percents: int


class Chain(NamedTuple):
    """Values joined from left to right by operators of one level."""

    first: Node
    others: tuple[tuple[str, Node], ...]


Node = FormulaLiteral | Reference | DefinedName | Call | Signed | Chain
_Token = tuple[str, str, str]
_END: _Token = ("end", "", "")


@lru_cache(maxsize=4096)
def parse_formula(text: str) -> Node:
    """The tree of a formula without its ``=``. Raises ``FormulaTextError``."""
    if len(text) > LONGEST:
        raise FormulaTextError
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._at = 0
        self._brackets = 0

    def whole(self) -> Node:
        node = self._chain(0)
        if self._tokens[self._at] != _END:
            raise FormulaTextError
        return node

    def _take(self, *signs: str) -> str | None:
        """The next token's sign if it is one of these, which is then consumed."""
        kind, text, _ = self._tokens[self._at]
        if kind != "sign" or text not in signs:
            return None
        self._at += 1
        return text

    def _chain(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._signed()
        first = self._chain(level + 1)
        others: list[tuple[str, Node]] = []
        while sign := self._take(*_LEVELS[level]):
            others.append((sign, self._chain(level + 1)))
        return Chain(first, tuple(others)) if others else first

    def _signed(self) -> Node:
        minus = signed = False
        while sign := self._take("+", "-"):
            minus ^= sign == "-"
            signed = True
        operand = self._operand()
        percents = 0
        while self._take("%"):
            percents += 1
        return Signed(operand, minus, percents) if minus or percents or signed else operand

    def _operand(self) -> Node:
        kind, text, sheet = self._tokens[self._at]
        self._at += 1
        if kind == "number":
            return FormulaLiteral(Decimal(text))
        if kind == "text":
            return FormulaLiteral(text.replace('""', '"'))
        if kind in ("cell", "range"):
            return Reference(sheet, area_of(text))
        if kind == "name":
            known = text.upper()
            return FormulaLiteral(known == "TRUE") if known in ("TRUE", "FALSE") else DefinedName(text)
        if kind == "function":
            return self._call(_PREFIX.sub("", text).upper())
        if (kind, text) != ("sign", "("):
            raise FormulaTextError
        self._enter()
        node = self._chain(0)
        self._leave()
        return node

    def _call(self, function: str) -> Node:
        self._enter()
        arguments: list[Node | None] = []
        if self._take(")"):
            self._brackets -= 1
            return Call(function, ())
        while True:
            kind, text, _ = self._tokens[self._at]
            left_out = kind == "sign" and text in (",", ")")
            arguments.append(None if left_out else self._chain(0))
            if not self._take(","):
                break
        self._leave()
        return Call(function, tuple(arguments))

    def _enter(self) -> None:
        self._brackets += 1
        if self._brackets > _DEEPEST:
            raise FormulaTextError

    def _leave(self) -> None:
        self._brackets -= 1
        if self._take(")") is None:
            raise FormulaTextError


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    text = text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise FormulaTextError
        kind = found.lastgroup
        yield kind, found[kind], (found["sheet"] if kind == "range" else found["home"]) or ""
        at = found.end()
    yield _END


def area_of(text: str) -> Range:
    """Return the rectangle of a reference; whole columns and rows reach to the edges."""
    first, _, last = text.replace("$", "").partition(":")
    (top, left), (bottom, right) = _corner(first, 1, 1), _corner(last or first, MAX_ROW, MAX_COLUMN)
    area = Range(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
    if area.top < 1 or area.bottom > MAX_ROW or area.right > MAX_COLUMN:
        raise FormulaTextError
    return area


def _corner(text: str, row: int, column: int) -> tuple[int, int]:
    """Row and column of ``B4``, ``B`` or ``4``; what is not written is as given."""
    letters = text.rstrip("0123456789")
    digits = text[len(letters) :]
    return int(digits) if digits else row, column_number(letters) if letters else column
