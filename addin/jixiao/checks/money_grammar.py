"""The grammar of calculations in text: ``1人*360天*100元/天/人=3.6万元``.

::

    chain    := sum ( "=" sum )*
    sum      := product ( ("+" | "-") product )*
    product  := factor ( ("×" | "÷" | "/") factor )*
    factor   := "(" sum ")" | quantity
    quantity := NUMBER "%"? unit? noun? ( "/" unit ( "·" unit )* )*

A recursive descent by hand, not a parser generator: five rules do not earn a dependency, a calculation has to be found
in the middle of prose, where most texts are none, and the slash means "per" before a unit and "divided by" before a
number. Each production either takes its tokens or leaves the position where it was.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from jixiao.checks.money_tokens import Token
from jixiao.checks.quantities import plain_unit
from jixiao.forms.numbers import money_units
from jixiao.forms.text import dictionary

MAX_DEPTH = 8
MAX_DIGITS = 15


class Term(NamedTuple):
    """A value and its unit, as far as the text names one.

    ``number`` is in 万元 where ``money`` is true. ``per`` are per-units not yet cancelled by a count, ``counts`` the
    counted units multiplied in. ``steps`` is how many operations it took; 0 is a number as it stands.
    ``precision`` is half a unit of the last digit written, in the unit of ``number``.
    """

    number: Decimal
    money: bool
    per: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    steps: int = 0
    precision: Decimal = Decimal(0)
    unsure: bool = False


class Parser:
    """Reads calculations out of a list of tokens."""

    def __init__(self, found: Sequence[Token]) -> None:
        self.tokens = found
        self.at = 0
        self.depth = 0

    def _peek(self, ahead: int = 0) -> Token | None:
        index = self.at + ahead
        return self.tokens[index] if index < len(self.tokens) else None

    def _sign(self, signs: str) -> str | None:
        token = self._peek()
        if token is not None and token.kind == "sign" and token.text in signs:
            self.at += 1
            return token.text
        return None

    def chain(self) -> list[Term]:
        """Return the terms between equal signs from here on, if there are any."""
        terms: list[Term] = []
        while True:
            before = self.at
            term = self.sum()
            if term is None:
                self.at = before
                if terms:
                    self.at -= 1  # the equal sign that nothing follows
                return terms
            terms.append(term)
            if not self._sign("="):
                return terms

    def sum(self) -> Term | None:
        """Read ``product ( ("+" | "-") product )*``."""
        return self._chain(self.product, "+-", _added)

    def product(self) -> Term | None:
        """Read ``factor ( ("×" | "÷") factor )*``."""
        return self._chain(self.factor, "*/", _multiplied)

    def _chain(
        self, part: Callable[[], Term | None], signs: str, join: Callable[[Term, Term, str], Term | None]
    ) -> Term | None:
        """Read parts with signs between them; what cannot be joined is left."""
        total = part()
        while total is not None:
            before = self.at
            sign = self._sign(signs)
            other = part() if sign is not None else None
            joined = join(total, other, sign) if sign is not None and other is not None else None
            if joined is None:
                self.at = before
                break
            total = joined
        return total

    def factor(self) -> Term | None:
        """Read a parenthesis or a quantity."""
        before = self.at
        if self._sign("("):
            if self.depth < MAX_DEPTH:
                self.depth += 1
                inner = self.sum()
                self.depth -= 1
                if inner is not None and self._sign(")"):
                    return inner
            self.at = before
            return None
        return self.quantity()

    def quantity(self) -> Term | None:
        """Read ``NUMBER "%"? unit? noun? ( "/" unit ( "·" unit )* )*``."""
        token = self._peek()
        if token is None or token.kind != "number" or len(token.text) > MAX_DIGITS:
            return None
        self.at += 1
        number, half = _number(token.text)
        if self._sign("%"):
            return Term(number / 100, False, precision=half / 100)
        money, unit = self._unit()
        counts: tuple[str, ...] = (unit,) if unit else ()
        counts += self._noun()
        per = self._per()
        worth = money_units()[money] if money is not None else Decimal(1)
        if counts and (times := plain_unit(counts[0])[0]) > 1:  # 4万份
            worth, counts = worth * times, (counts[0][1:], *counts[1:])
        if per and (times := plain_unit(per[0])[0]) > 1:  # 1.5万元/万亩
            worth, per = worth / times, (per[0][1:], *per[1:])
        return Term(number * worth, money is not None, per, counts, precision=half * worth)

    def _unit(self) -> tuple[str | None, str | None]:
        token = self._peek()
        if token is None or token.kind not in ("money", "unit"):
            return None, None
        self.at += 1
        return (token.text, None) if token.kind == "money" else (None, token.text)

    def _noun(self) -> tuple[str, ...]:
        """Read a noun, or the rest of a unit, before a sign."""
        words: list[str] = []
        while (token := self._peek(len(words))) is not None and token.kind in ("noun", "unit") and len(words) < 4:
            words.append(token.text)
        following = self._peek(len(words))
        if words and following is not None and following.kind == "sign" and following.text in "*/+=)":
            self.at += len(words)
            return tuple(words)
        return ()

    def _per(self) -> tuple[str, ...]:
        per: list[str] = []
        while True:
            slash, unit = self._peek(), self._peek(1)
            signs = "/·" if per else "/"
            if slash is None or slash.text not in signs or unit is None or unit.kind not in ("unit", "noun"):
                return tuple(per)
            per.append(unit.text)
            self.at += 2


def _number(text: str) -> tuple[Decimal, Decimal]:
    number = Decimal(text.replace(",", ""))
    exponent = number.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return number, Decimal(5).scaleb(-digits - 1)


def _added(a: Term, b: Term, sign: str) -> Term:
    """Return a sum, marked unsure where money meets a bare number."""
    number = a.number + b.number if sign == "+" else a.number - b.number
    unsure = a.unsure or b.unsure or a.money != b.money or open_per(a) != open_per(b)
    return Term(number, a.money or b.money, open_per(a), (), a.steps + b.steps + 1, a.precision + b.precision, unsure)


def _multiplied(a: Term, b: Term, sign: str) -> Term | None:
    """Return a product or quotient; None for a division by zero."""
    if sign == "/":
        if b.number == 0:
            return None
        money = a.money and not b.money
        unsure = a.unsure or b.unsure or (b.money and not a.money)
        return Term(a.number / b.number, money, a.per, a.counts, a.steps + b.steps + 1, unsure=unsure)
    return Term(
        a.number * b.number,
        a.money or b.money,
        a.per + b.per,
        a.counts + b.counts,
        a.steps + b.steps + 1,
        unsure=a.unsure or b.unsure or (a.money and b.money),
    )


_SAME: dict[str, str] = dictionary("measures")["same"]["in_calculations"]


def open_per(term: Term) -> tuple[str, ...]:
    """Return the per-units that no count has cancelled, but for the year."""
    left: list[str] = []
    counts = [_SAME.get(unit, unit) for unit in term.counts]
    for unit in term.per:
        plain = _SAME.get(unit, unit)
        match = next((count for count in counts if count == plain or plain in count or count in plain), None)
        if match is not None:
            counts.remove(match)
        elif plain != "年":
            left.append(plain)
    return tuple(left)
