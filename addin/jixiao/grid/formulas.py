"""Formulas that were never calculated: plain arithmetic and SUM, in exact decimals.

Programs that fill in a form leave its totals without a cached value. What a form adds up can be added up here; any
other formula has no value as far as this project is concerned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Context, Decimal, DecimalException, DivisionByZero, InvalidOperation, Overflow, localcontext

from jixiao.grid.address import MAX_COLUMN, MAX_ROW, Range, column_number
from jixiao.grid.model import Sheet, Workbook

# 40 digits keep sums of 15-digit numbers exact; the exponents are those of a double.
_ARITHMETIC = Context(prec=40, Emax=400, Emin=-400, traps=[DivisionByZero, InvalidOperation, Overflow])
_SHOWN = Context(prec=15)
_DEEPEST = 64  # cells that refer to cells, and brackets within brackets
_MOST_CELLS = 100_000
_MOST_CELLS_OF_ALL = 2_000_000  # a second or two
_SMALL_AREA = 256
_LONGEST = 8_192  # characters, Excel's own limit

_SHEET = r"(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
_TOKEN = re.compile(
    r"\s*(?:"
    rf"{_SHEET}(?P<range>\$?[A-Za-z]{{1,3}}\$?[0-9]{{1,7}}:\$?[A-Za-z]{{1,3}}\$?[0-9]{{1,7}}"
    r"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?[0-9]{1,7}:\$?[0-9]{1,7})(?![\w.(!])"
    rf"|{_SHEET.replace('sheet', 'home')}(?P<cell>\$?[A-Za-z]{{1,3}}\$?[0-9]{{1,7}})(?![\w.(!:])"
    r"|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)(?![\w.:!])"
    r"|(?P<sum>SUM\s*\()"
    r"|(?P<sign>[-+*/^%(),])"
    r")",
    re.IGNORECASE,
)
_END = ("end", "", "")

Place = tuple[int, int]
_Token = tuple[str, str, str]
"""Kind, text, and the sheet a reference names."""


class _NoValueError(Exception):
    """The formula is not one of those that are evaluated, or it has no value."""


def evaluate(workbook: Workbook, sheet: Sheet, row: int, column: int) -> Decimal | None:
    """The value of the formula in a cell to 15 significant digits, or None if it is not plain arithmetic over numbers.

    For many formulas of one workbook a ``Calculation`` of one's own is cheaper and bounds the whole of them.
    """
    return Calculation(workbook, most_cells=_MOST_CELLS).value(sheet, row, column)


def decimal_of(number: float) -> Decimal:
    """The decimal number a cell shows for a float: with 15 significant digits, as Excel keeps them."""
    return Decimal(format(number, ".15g"))


class Calculation:
    """Works out the formulas of a workbook; what is known once is not worked out again.

    ``most_cells`` bounds how many cells all calls together may look at; beyond that nothing has a value any more.
    """

    def __init__(self, workbook: Workbook, most_cells: int = _MOST_CELLS_OF_ALL) -> None:
        self._sheets = {sheet.name.casefold(): sheet for sheet in reversed(workbook.sheets)}
        self._known: dict[tuple[int, Place], Decimal] = {}
        self._open: set[tuple[int, Place]] = set()
        self._left = most_cells

    def value(self, sheet: Sheet, row: int, column: int) -> Decimal | None:
        """The value of the formula in a cell, or None.

        Cells with a cached value count with it, formulas without one are worked out in turn. Nothing is raised:
        circles, divisions by zero, errors, texts as operands and formulas too deep or too wide have no value.
        """
        try:
            with localcontext(_ARITHMETIC):
                return _SHOWN.plus(self.formula(sheet, (row, column), 0))
        except (_NoValueError, DecimalException):
            return None

    def formula(self, sheet: Sheet, place: Place, depth: int) -> Decimal:
        """The exact value of the formula at a place."""
        key = id(sheet), place
        if key in self._known:
            return self._known[key]
        text = sheet.formulas.get(place)
        if text is None or len(text) > _LONGEST or key in self._open or depth > _DEEPEST:
            raise _NoValueError
        self._open.add(key)
        try:
            value = _Parser(self, sheet, text, depth).value()
        finally:
            self._open.discard(key)
        self._known[key] = value
        return value

    def sheet(self, name: str, here: Sheet) -> Sheet:
        """The sheet a reference names; the formula's own without a name."""
        if not name:
            return here
        plain = name[1:-1].replace("''", "'") if name.startswith("'") else name
        found = self._sheets.get(plain.casefold())
        if found is None:
            raise _NoValueError
        return found

    def operand(self, sheet: Sheet, place: Place, depth: int) -> Decimal:
        """A cell as an operand: blank is 0; a text or truth value would give an error or a surprise."""
        number = self._number(sheet, place, depth)
        if number is None and sheet.value(*place) is not None:
            raise _NoValueError
        return number or Decimal(0)

    def total(self, sheet: Sheet, area: Range, depth: int) -> Decimal:
        """The sum over an area: text and truth values in it do not count."""
        total = Decimal(0)
        for place in self._filled(sheet, area):
            number = self._number(sheet, place, depth)
            if number is not None:
                total += number
        return total

    def _number(self, sheet: Sheet, place: Place, depth: int) -> Decimal | None:
        """The number in a cell, cached or worked out; None for text, truth values and blanks."""
        self._spend(1)
        if place in sheet.errors:
            raise _NoValueError
        value = sheet.value(*place)
        if isinstance(value, float):
            return decimal_of(value)
        if value is None and place in sheet.formulas:
            return self.formula(sheet, place, depth + 1)
        return None

    def _spend(self, cells: int) -> None:
        self._left -= cells
        if self._left < 0:
            raise _NoValueError

    def _filled(self, sheet: Sheet, area: Range) -> Iterator[Place]:
        """Places in an area that hold something: a far-reaching area costs what the sheet holds, not what it spans."""
        top, left, bottom, right = area
        apart = len(sheet.formulas) + len(sheet.errors)
        if (bottom - top + 1) * (right - left + 1) <= max(apart, _SMALL_AREA):
            yield from ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
            return
        self._spend(apart + len(sheet.rows))
        for row, cells in sheet.rows.items():
            if top <= row <= bottom:
                yield from ((row, column) for column in cells if left <= column <= right)
        for known in (sheet.formulas, sheet.errors):
            for row, column in known:
                if top <= row <= bottom and left <= column <= right and sheet.value(row, column) is None:
                    yield row, column


class _Parser:
    """Recursive descent over one formula. Excel binds in this order: sign, ``%``, ``^``, ``* /``, ``+ -``."""

    def __init__(self, calculation: Calculation, sheet: Sheet, text: str, depth: int) -> None:
        self._calculation, self._sheet, self._depth = calculation, sheet, depth
        self._tokens = list(_tokens(text))
        self._at = 0
        self._brackets = 0

    def value(self) -> Decimal:
        value = self._sum()
        if self._tokens[self._at] != _END:
            raise _NoValueError
        return value

    def _take(self, *signs: str) -> str | None:
        """The next token's sign if it is one of these, which is then consumed."""
        kind, text, _ = self._tokens[self._at]
        if kind != "sign" or text not in signs:
            return None
        self._at += 1
        return text

    def _expect(self, sign: str) -> None:
        if self._take(sign) is None:
            raise _NoValueError

    def _sum(self) -> Decimal:
        value = self._product()
        while sign := self._take("+", "-"):
            operand = self._product()
            value = value + operand if sign == "+" else value - operand
        return value

    def _product(self) -> Decimal:
        value = self._power()
        while sign := self._take("*", "/"):
            operand = self._power()
            value = value * operand if sign == "*" else value / operand
        return value

    def _power(self) -> Decimal:
        value = self._signed()
        while self._take("^"):
            value = value ** self._signed()
        return value

    def _signed(self) -> Decimal:
        negative = False
        while sign := self._take("+", "-"):
            negative ^= sign == "-"
        value = self._operand()
        while self._take("%"):
            value /= 100
        return -value if negative else value

    def _operand(self) -> Decimal:
        kind, text, sheet = self._tokens[self._at]
        self._at += 1
        if kind == "number":
            return Decimal(text)
        if kind == "cell":
            return self._calculation.operand(self._calculation.sheet(sheet, self._sheet), _area(text)[:2], self._depth)
        if kind == "sum":
            return self._arguments()
        if (kind, text) != ("sign", "("):
            raise _NoValueError
        self._enter()
        value = self._sum()
        self._leave()
        return value

    def _arguments(self) -> Decimal:
        """The sum of the arguments of SUM, up to its closing bracket."""
        self._enter()
        total = self._argument()
        while self._take(","):
            total += self._argument()
        self._leave()
        return total

    def _argument(self) -> Decimal:
        kind, text, sheet = self._tokens[self._at]
        after = self._tokens[self._at + 1] if kind in ("cell", "range") else _END
        if kind == "range" or (kind == "cell" and after[:2] in (("sign", ","), ("sign", ")"))):
            self._at += 1
            return self._calculation.total(self._calculation.sheet(sheet, self._sheet), _area(text), self._depth)
        return self._sum()

    def _enter(self) -> None:
        self._brackets += 1
        if self._brackets > _DEEPEST:
            raise _NoValueError

    def _leave(self) -> None:
        self._brackets -= 1
        self._expect(")")


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    text = text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise _NoValueError
        kind = found.lastgroup
        yield kind, found[kind], (found["sheet"] if kind == "range" else found["home"]) or ""
        at = found.end()
    yield _END


def _area(text: str) -> Range:
    """The rectangle a reference without its sheet means; a whole column or row reaches to the edges."""
    first, _, last = text.replace("$", "").partition(":")
    (top, left), (bottom, right) = _corner(first, 1, 1), _corner(last or first, MAX_ROW, MAX_COLUMN)
    area = Range(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
    if area.top < 1 or area.bottom > MAX_ROW or area.right > MAX_COLUMN:
        raise _NoValueError
    return area


def _corner(text: str, row: int, column: int) -> Place:
    """Row and column of ``B4``, ``B`` or ``4``; what is not written is as given."""
    letters = text.rstrip("0123456789")
    digits = text[len(letters) :]
    return int(digits) if digits else row, column_number(letters) if letters else column
