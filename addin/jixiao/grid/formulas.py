"""Results of formulas in exact decimals: for missing and for stale ones.

Arithmetic, texts, comparisons, references within the workbook, defined names and the functions of
``formula_functions``; a formula with anything else has no value as far as this project is concerned.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Context, Decimal, DecimalException, DivisionByZero, InvalidOperation, Overflow, localcontext
from operator import add, mul, sub, truediv

from jixiao.grid.address import Range
from jixiao.grid.formula_functions import call
from jixiao.grid.formula_text import (
    LONGEST,
    Call,
    Chain,
    DefinedName,
    FormulaLiteral,
    FormulaTextError,
    Node,
    Reference,
    Signed,
    parse_formula,
)
from jixiao.grid.formula_values import (
    Area,
    FormulaError,
    FormulaScalar,
    NoValueError,
    Operand,
    compare,
    decimal_of,
    number_of,
    text_of_scalar,
)
from jixiao.grid.model import Sheet, Workbook

# 40 digits keep sums of 15-digit numbers exact; the exponents are those of a double.
_ARITHMETIC = Context(prec=40, Emax=400, Emin=-400, traps=[DivisionByZero, InvalidOperation, Overflow])
_SHOWN = Context(prec=15)
_DEEPEST = 240  # steps within steps: brackets, functions and cells that refer to cells
_MOST_CELLS_OF_ALL = 2_000_000  # a second or two
_SMALL_AREA = 256
_ARRAY = "SUMPRODUCT("
_MOST_ELEMENTS = 10_000
_TAKES_AREAS = frozenset((
    "SUM", "COUNT", "COUNTA", "MAX", "MIN", "AVERAGE", "PRODUCT", "SUBTOTAL", "SUMIF", "SUMIFS", "COUNTIFS", "SUMPRODUCT",
))  # fmt: skip

_OPERATIONS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {"+": add, "-": sub, "*": mul, "/": truediv, "^": pow}

Place = tuple[int, int]
_Result = Decimal | str | bool | None


class Calculation:
    """Works out the formulas of a workbook, each once.

    ``most_cells`` bounds how many cells all calls together may look at; beyond that nothing has a value any more. With
    ``distrust`` a stored 0 beside a formula that cannot be worked out is no value: nobody has calculated the workbook.
    """

    def __init__(self, workbook: Workbook, most_cells: int = _MOST_CELLS_OF_ALL, *, distrust: bool = False) -> None:
        self._sheets = {sheet.name.casefold(): sheet for sheet in reversed(workbook.sheets)}
        self._names = {
            (scope.casefold() if scope else None, name.casefold()): text
            for (scope, name), text in workbook.names.items()
        }
        self._known: dict[tuple[int, Place], FormulaScalar] = {}
        self._totals: dict[tuple[int, Node], Decimal] = {}
        self._hopeless: set[tuple[int, Place]] = set()
        self._open: set[tuple[int, Place]] = set()
        self._left = most_cells
        self._distrust = distrust
        self._offset: Place | None = None  # the cell of each area that an expression over areas is worked out for

    def value(self, sheet: Sheet, row: int, column: int) -> _Result:
        """Return the result of a formula; None without one, an empty text for blank."""
        # Nothing is raised: circles, errors, functions unknown here and formulas too deep or too wide have no value.
        if (row, column) in sheet.formulas and self.believes(sheet, (row, column)):
            return None
        try:
            with localcontext(_ARITHMETIC):
                result = self.formula(sheet, (row, column), 0)
                return _SHOWN.plus(result) if isinstance(result, Decimal) else result
        except (NoValueError, FormulaError, FormulaTextError, DecimalException, RecursionError):
            return None

    def formula(self, sheet: Sheet, place: Place, depth: int) -> FormulaScalar:
        """Return the exact result of the formula at a place; 0 for an empty cell."""
        key = id(sheet), place
        if key in self._known:
            return self._known[key]
        text = sheet.formulas.get(place)
        if text is None or len(text) > LONGEST or key in self._open or key in self._hopeless:
            raise NoValueError
        try:
            node = parse_formula(text)
        except FormulaTextError:
            self._hopeless.add(key)
            raise
        self._open.add(key)
        offset, self._offset = self._offset, None
        try:
            value = self.scalar(sheet, node, depth)
        finally:
            self._open.discard(key)
            self._offset = offset
        self._known[key] = Decimal(0) if value is None else value
        return self._known[key]

    # ---------------------------------------------------------------- trees

    def operand(self, sheet: Sheet, node: Node | None, depth: int) -> Operand:
        """Return what a part of a formula gives: a value, None for blank, or an area."""
        if depth > _DEEPEST:
            raise NoValueError
        if node is None:
            return None
        if isinstance(node, FormulaLiteral):
            return node.value
        if isinstance(node, Reference):
            return Area(self.sheet(node.sheet, sheet), node.area)
        if isinstance(node, DefinedName):
            return self.operand(sheet, self._named(sheet, node.text), depth + 1)
        if isinstance(node, Signed):
            number = number_of(self.scalar(sheet, node.operand, depth + 1))
            number = number.scaleb(-2 * node.percents)
            return -number if node.minus else number
        if isinstance(node, Chain):
            return self._chain(sheet, node, depth)
        return call(self, sheet, node, depth + 1)

    def scalar(self, sheet: Sheet, node: Node | None, depth: int) -> FormulaScalar | None:
        """Return a part of a formula as one value; an area of several cells has none."""
        operand = self.operand(sheet, node, depth)
        if not isinstance(operand, Area):
            return operand
        top, left, bottom, right = operand.area
        if (top, left) != (bottom, right):
            if self._offset is None:
                raise NoValueError
            top, left = top + self._offset[0], left + self._offset[1]
        return self.cell(operand.sheet, (top, left), depth + 1)

    def total(self, sheet: Sheet, node: Node, depth: int) -> Decimal:
        """Return the sum of an expression over areas of one size, as SUMPRODUCT does."""
        key = id(sheet), node
        if key not in self._totals:  # a template asks twice in each row: remembered, scoring takes 6 % less
            values = self._elements(sheet, node, depth)
            self._totals[key] = sum((value for value in values if isinstance(value, Decimal)), Decimal(0))
        return self._totals[key]

    def _elements(self, sheet: Sheet, node: Node, depth: int) -> list[FormulaScalar | None]:
        sizes = {(area.bottom - area.top, area.right - area.left) for area in _areas(node)}
        if len(sizes) != 1 or self._offset is not None:
            raise NoValueError
        down, across = sizes.pop()
        if (down + 1) * (across + 1) > _MOST_ELEMENTS:
            raise NoValueError
        places = [(row, column) for row in range(down + 1) for column in range(across + 1)]
        try:
            return self._spread(sheet, node, places, depth)
        finally:
            self._offset = None

    def _spread(self, sheet: Sheet, node: Node, places: list[Place], depth: int) -> list[FormulaScalar | None]:
        """Return the values of an expression for each place within its areas."""
        if depth > _DEEPEST:
            raise NoValueError
        if isinstance(node, Chain):
            values = self._spread(sheet, node.first, places, depth + 1)
            for sign, other in node.others:
                operands = self._spread(sheet, other, places, depth + 1)
                values = [_joined(value, sign, operand) for value, operand in zip(values, operands, strict=True)]
            return values
        if isinstance(node, FormulaLiteral):
            return [node.value] * len(places)
        if isinstance(node, Reference):
            there, (top, left, bottom, right) = self.sheet(node.sheet, sheet), node.area
            if (top, left) == (bottom, right):  # what each is held against
                return [self.cell(there, (top, left), depth + 1)] * len(places)
            return [self.cell(there, (top + down, left + across), depth + 1) for down, across in places]
        values = []
        for self._offset in places:
            values.append(self.scalar(sheet, node, depth))
        return values

    def _chain(self, sheet: Sheet, node: Chain, depth: int) -> FormulaScalar:
        value = self.scalar(sheet, node.first, depth + 1)
        for sign, other in node.others:
            value = _joined(value, sign, self.scalar(sheet, other, depth + 1))
        assert value is not None
        return value

    def _named(self, sheet: Sheet, name: str) -> Node:
        text = self._names.get((sheet.name.casefold(), name.casefold())) or self._names.get((None, name.casefold()))
        if text is None:
            raise NoValueError
        node = parse_formula(text)
        if isinstance(node, DefinedName):
            raise NoValueError
        return node

    # ---------------------------------------------------------------- cells

    def sheet(self, name: str, here: Sheet) -> Sheet:
        """The sheet a reference names; the formula's own without a name."""
        if not name:
            return here
        plain = name[1:-1].replace("''", "'") if name.startswith("'") else name
        found = self._sheets.get(plain.casefold())
        if found is None:
            raise NoValueError
        return found

    def cell(self, sheet: Sheet, place: Place, depth: int) -> FormulaScalar | None:
        """What stands in a cell, worked out where it is a formula; None for a blank one."""
        self._left -= 1
        if self._left < 0 or depth > _DEEPEST:
            raise NoValueError
        value = sheet.value(*place)
        if sheet.formulas and place in sheet.formulas and not self.believes(sheet, place):
            try:
                return self.formula(sheet, place, depth + 1)
            except (NoValueError, FormulaTextError, DecimalException):
                # What cannot be worked out is believed, unless it is the 0 of a program that does not calculate.
                if value is None or (self._distrust and value == 0) or place in sheet.errors:
                    raise NoValueError from None
        if place in sheet.errors:
            raise FormulaError
        return decimal_of(value) if isinstance(value, float) else value

    def believes(self, sheet: Sheet, place: Place) -> bool:
        """Return whether a stored result is taken unseen: that of an array formula."""
        # Templates count with dozens of such what is still to be filled in; to work them all out takes longer than to
        # read the form. A 0 is not believed where nobody has calculated.
        value = sheet.value(*place)
        if value is None or (self._distrust and value == 0):
            return False
        return _ARRAY in sheet.formulas[place]

    def cells(self, area: Area, depth: int) -> Iterator[tuple[Place, FormulaScalar]]:
        """Yield the filled cells of an area, at the cost of what the sheet holds."""
        for place in self._filled(area.sheet, area.area):
            value = self.cell(area.sheet, place, depth)
            if value is not None:
                yield place, value

    def _filled(self, sheet: Sheet, area: Range) -> Iterator[Place]:
        top, left, bottom, right = area
        apart = len(sheet.formulas) + len(sheet.errors)
        if (bottom - top + 1) * (right - left + 1) <= max(apart, _SMALL_AREA):
            yield from ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
            return
        self._left -= apart + len(sheet.rows)
        if self._left < 0:
            raise NoValueError
        for row, cells in list(sheet.rows.items()):
            if top <= row <= bottom:
                yield from ((row, column) for column in list(cells) if left <= column <= right)
        for known in (sheet.formulas, sheet.errors):
            for row, column in list(known):
                if top <= row <= bottom and left <= column <= right and sheet.value(row, column) is None:
                    yield row, column


def _areas(node: Node | None) -> Iterator[Range]:
    """Yield the areas that an expression goes through cell by cell."""
    if isinstance(node, Reference) and node.area[:2] != node.area[2:]:
        yield node.area
    elif isinstance(node, Signed):
        yield from _areas(node.operand)
    elif isinstance(node, Chain):
        for each in (node.first, *(other for _, other in node.others)):
            yield from _areas(each)
    elif isinstance(node, Call) and node.function not in _TAKES_AREAS:
        for argument in node.arguments:
            yield from _areas(argument)


def _joined(value: FormulaScalar | None, sign: str, operand: FormulaScalar | None) -> FormulaScalar:
    """Return what an operator makes of two values."""
    if sign == "&":
        text = text_of_scalar(value) + text_of_scalar(operand)
        if len(text) > 32_767:
            raise NoValueError
        return text
    if sign not in _OPERATIONS:
        return compare(value, sign, operand)
    a, b = number_of(value), number_of(operand)
    if sign == "/" and not b:
        raise FormulaError
    return _OPERATIONS[sign](a, b)
