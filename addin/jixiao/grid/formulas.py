"""The value of a formula that was never calculated, where it is plain arithmetic or a SUM over the sheet.

Exact decimal arithmetic over what the cells show. Everything else (other functions, names, texts, cycles) gives None:
a figure is computed or absent, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, DecimalException, localcontext

from jixiao.grid.address import parse_range
from jixiao.grid.model import Sheet, Workbook

MAX_DEPTH = 40
"""Formulas that refer to formulas: no form nests deeper, and a cycle must end."""
MAX_CELLS = 20_000
"""Cells that one evaluation may look at."""
MAX_LENGTH = 500

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<sum>[Ss][Uu][Mm]\s*\()
    | (?P<reference>(?:(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!)?\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?)(?![\w(])
    | (?P<operator>[-+*/^%(),])
    )""",
    re.VERBOSE,
)


class _UnknownError(Exception):
    """The formula is beyond plain arithmetic."""


def evaluate(workbook: Workbook, sheet: Sheet, row: int, column: int) -> Decimal | None:
    """Value of the formula in a cell, or None if it is not plain arithmetic over numbers.

    References may go to other sheets by name and to other formulas without a value.
    """
    try:
        with localcontext() as context:
            context.prec = 40
            return _Evaluation(workbook).formula(sheet, row, column, 0)
    except (_UnknownError, DecimalException, ValueError):
        return None


class _Evaluation:
    def __init__(self, workbook: Workbook) -> None:
        self._sheets = {sheet.name: sheet for sheet in workbook.sheets}
        self._seen = 0

    def formula(self, sheet: Sheet, row: int, column: int, depth: int) -> Decimal:
        text = sheet.formulas.get((row, column), "")
        if depth > MAX_DEPTH or not text or len(text) > MAX_LENGTH:
            raise _UnknownError
        return _Parser(self, sheet, text, depth).parse()

    def cell(self, sheet: Sheet, row: int, column: int, depth: int) -> Decimal | None:
        """The number in a cell; None where it is empty or a text, which SUM passes over."""
        self._seen += 1
        if self._seen > MAX_CELLS or (row, column) in sheet.errors:
            raise _UnknownError
        value = sheet.value(row, column)
        if value is None:
            return self.formula(sheet, row, column, depth + 1) if (row, column) in sheet.formulas else None
        if isinstance(value, float):
            return Decimal(format(value, ".15g"))
        return None

    def cells(self, reference: str, home: Sheet) -> Iterator[tuple[Sheet, int, int]]:
        """The filled cells of a reference; the empty ones of a whole-column range cost nothing."""
        name, _, place = reference.rpartition("!")
        sheet = self._sheets.get(name.strip("'").replace("''", "'")) if name else home
        if sheet is None:
            raise _UnknownError
        area = parse_range(place)
        places = {(row, c) for row, cells in sheet.rows.items() if area.top <= row <= area.bottom for c in cells}
        places.update(sheet.formulas, sheet.errors)
        for row, column in sorted(places):
            if area.top <= row <= area.bottom and area.left <= column <= area.right:
                yield sheet, row, column


class _Parser:
    """Recursive descent over the tokens of one formula, spreadsheet precedence: unary minus, %, ^, * /, + -."""

    def __init__(self, evaluation: _Evaluation, sheet: Sheet, text: str, depth: int) -> None:
        self._evaluation = evaluation
        self._sheet = sheet
        self._depth = depth
        self._tokens = self._tokenize(text)
        self._position = 0

    @staticmethod
    def _tokenize(text: str) -> list[tuple[str, str]]:
        tokens: list[tuple[str, str]] = []
        position, end = 0, len(text.rstrip())
        while position < end:
            match = _TOKEN.match(text, position)
            if match is None or match.lastgroup is None:
                raise _UnknownError
            tokens.append((match.lastgroup, match.group(match.lastgroup)))
            position = match.end()
        return tokens

    def parse(self) -> Decimal:
        value = self._sum()
        if self._position != len(self._tokens):
            raise _UnknownError
        return value

    def _peek(self) -> str:
        if self._position >= len(self._tokens):
            return ""
        kind, text = self._tokens[self._position]
        return text if kind == "operator" else kind

    def _next(self) -> tuple[str, str]:
        if self._position >= len(self._tokens):
            raise _UnknownError
        self._position += 1
        return self._tokens[self._position - 1]

    def _expect(self, text: str) -> None:
        if self._next() != ("operator", text):
            raise _UnknownError

    def _sum(self) -> Decimal:
        value = self._product()
        while self._peek() in ("+", "-"):
            _, operator = self._next()
            other = self._product()
            value = value + other if operator == "+" else value - other
        return value

    def _product(self) -> Decimal:
        value = self._power()
        while self._peek() in ("*", "/"):
            _, operator = self._next()
            other = self._power()
            value = value * other if operator == "*" else value / other
        return value

    def _power(self) -> Decimal:
        value = self._percent()
        while self._peek() == "^":
            self._next()
            exponent = self._percent()
            if abs(exponent) > 100:
                raise _UnknownError
            value = value**exponent
        return value

    def _percent(self) -> Decimal:
        value = self._unary()
        while self._peek() == "%":
            self._next()
            value /= 100
        return value

    def _unary(self) -> Decimal:
        sign = 1
        while self._peek() in ("+", "-"):
            sign = -sign if self._next()[1] == "-" else sign
        return sign * self._atom()

    def _atom(self) -> Decimal:
        kind, text = self._next()
        if kind == "number":
            return Decimal(text)
        if kind == "sum":
            return self._sum_call()
        if kind == "reference":
            if ":" in text:
                raise _UnknownError
            return self._single(text)
        if text == "(":
            self._depth += 1
            if self._depth > 2 * MAX_DEPTH:
                raise _UnknownError
            value = self._sum()
            self._expect(")")
            return value
        raise _UnknownError

    def _single(self, reference: str) -> Decimal:
        """A reference as an operand: an empty cell is 0, as in a spreadsheet."""
        found = list(self._evaluation.cells(reference, self._sheet))
        if not found:
            return Decimal(0)
        sheet, row, column = found[0]
        value = self._evaluation.cell(sheet, row, column, self._depth)
        if value is None:
            raise _UnknownError  # a text: the result would be an error or a surprise
        return value

    def _sum_call(self) -> Decimal:
        total = Decimal(0)
        while True:
            if self._peek() == "reference":
                _, reference = self._next()
                for sheet, row, column in self._evaluation.cells(reference, self._sheet):
                    total += self._evaluation.cell(sheet, row, column, self._depth) or 0
            else:
                total += self._sum()
            _, separator = self._next()
            if separator == ")":
                return total
            if separator != ",":
                raise _UnknownError
