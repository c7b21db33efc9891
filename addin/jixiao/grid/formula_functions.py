"""The functions that clerks use in forms, as Excel defines them; one that is not here has no value.

A function is added by one entry in ``_FUNCTIONS``: its name, and a generator of its result from its arguments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import TYPE_CHECKING

from jixiao.grid.address import Range
from jixiao.grid.formula_text import Call, Node, Reference
from jixiao.grid.formula_values import (
    Area,
    FormulaError,
    NoValueError,
    Operand,
    Scalar,
    compare,
    number_of,
    text_of_scalar,
    truth_of,
)
from jixiao.grid.model import Sheet

if TYPE_CHECKING:
    from jixiao.grid.formulas import Calculation

_MOST_DIGITS = 30
_SUBTOTALS = {1: "AVERAGE", 2: "COUNT", 3: "COUNTA", 4: "MAX", 5: "MIN", 6: "PRODUCT", 9: "SUM"}
_CRITERION = re.compile(r"(<=|>=|<>|=|<|>)?(.*)", re.DOTALL)


class _Arguments:
    """The arguments of one call, worked out when they are asked for."""

    def __init__(self, calculation: Calculation, sheet: Sheet, nodes: tuple[Node | None, ...], depth: int) -> None:
        self.calculation, self.sheet, self.nodes, self.depth = calculation, sheet, nodes, depth

    def __len__(self) -> int:
        return len(self.nodes)

    def scalar(self, index: int) -> Scalar | None:
        return self.calculation.scalar(self.sheet, self.nodes[index], self.depth)

    def operand(self, index: int) -> Operand:
        return self.calculation.operand(self.sheet, self.nodes[index], self.depth)

    def number(self, index: int, otherwise: int | None = None) -> Decimal:
        if index >= len(self.nodes) or (self.nodes[index] is None and otherwise is not None):
            if otherwise is None:
                raise NoValueError
            return Decimal(otherwise)
        return number_of(self.scalar(index))

    def text(self, index: int) -> str:
        return text_of_scalar(self.scalar(index))

    def area(self, index: int) -> Area:
        operand = self.operand(index)
        if not isinstance(operand, Area):
            raise NoValueError
        return operand

    def filled(self, area: Area) -> Iterator[tuple[tuple[int, int], Scalar]]:
        return self.calculation.cells(area, self.depth)

    def numbers(self, first: int = 0) -> Iterator[Decimal]:
        """The numbers of all arguments: of an area those that are numbers, of the others what can be one."""
        for index in range(first, len(self.nodes)):
            operand = self.operand(index)
            if isinstance(operand, Area):
                yield from (value for _, value in self.filled(operand) if isinstance(value, Decimal))
            elif operand is not None:
                yield number_of(operand)


def call(calculation: Calculation, sheet: Sheet, node: Call, depth: int) -> Operand:
    """What a function gives. Raises ``NoValueError`` for one that is not known here."""
    function = _FUNCTIONS.get(node.function)
    if function is None:
        raise NoValueError
    try:
        return function(_Arguments(calculation, sheet, node.arguments, depth))
    except IndexError:  # an argument that must be there is not
        raise NoValueError from None


def _if(given: _Arguments) -> Operand:
    if truth_of(given.scalar(0)):
        return given.operand(1)
    return given.operand(2) if len(given) > 2 else False


def _if_error(given: _Arguments) -> Operand:
    try:
        return given.scalar(0)
    except (FormulaError, ZeroDivisionError):
        return given.operand(1)


def _is_error(given: _Arguments) -> bool:
    try:
        given.scalar(0)
    except FormulaError:
        return True
    return False


def _truths(given: _Arguments) -> Iterator[bool]:
    for index in range(len(given)):
        operand = given.operand(index)
        if isinstance(operand, Area):
            yield from (truth_of(value) for _, value in given.filled(operand) if not isinstance(value, str))
        else:
            yield truth_of(operand)


def _product(numbers: Iterable[Decimal]) -> Decimal:
    result, some = Decimal(1), False
    for number in numbers:
        result, some = result * number, True
    return result if some else Decimal(0)


def _average(numbers: Iterable[Decimal]) -> Decimal:
    values = list(numbers)
    if not values:
        raise FormulaError
    return sum(values, Decimal(0)) / len(values)


def _rounded(given: _Arguments, rounding: str) -> Decimal:
    digits = int(given.number(1, 0))
    if abs(digits) > _MOST_DIGITS:
        raise NoValueError
    # A product such as 1.005 × 100 is exact here; Excel corrects its binary one to the same.
    return given.number(0).quantize(Decimal(1).scaleb(-digits), rounding=rounding) + 0


def _multiple(given: _Arguments, rounding: str) -> Decimal:
    step = given.number(1, 1)
    if not step:
        return Decimal(0)
    return (given.number(0) / step).quantize(Decimal(1), rounding=rounding) * step


def _mod(given: _Arguments) -> Decimal:
    number, divisor = given.number(0), given.number(1)
    if not divisor:
        raise FormulaError
    return number - divisor * (number / divisor).quantize(Decimal(1), rounding=ROUND_FLOOR)


def _root(given: _Arguments) -> Decimal:
    number = given.number(0)
    if number < 0:
        raise FormulaError
    return number.sqrt()


def _counted(given: _Arguments) -> Decimal:
    total = 0
    for index in range(len(given)):
        operand = given.operand(index)
        if isinstance(operand, Area):
            total += sum(1 for _ in given.filled(operand))
        else:
            total += 1
    return Decimal(total)


def _counted_numbers(given: _Arguments) -> Decimal:
    total = 0
    for index in range(len(given)):
        operand = given.operand(index)
        if isinstance(operand, Area):
            total += sum(1 for _, value in given.filled(operand) if isinstance(value, Decimal))
        else:
            total += isinstance(operand, Decimal)
    return Decimal(total)


def _subtotal(given: _Arguments) -> Decimal:
    """SUBTOTAL: other subtotals do not count, nor hidden rows from 101 on; a filter cannot be told from hiding."""
    code = int(given.number(0))
    name = _SUBTOTALS.get(code % 100)
    if name is None or code not in (code % 100, 100 + code % 100):
        raise NoValueError
    values: list[Scalar] = []
    for index in range(1, len(given)):
        sheet, (top, left, bottom, right) = given.area(index)
        hidden = {row for row in sheet.hidden_rows if top <= row <= bottom}
        if hidden and code < 100:
            raise NoValueError
        for place, value in given.filled(Area(sheet, Range(top, left, bottom, right))):
            if place[0] not in hidden and "SUBTOTAL(" not in sheet.formulas.get(place, "").upper():
                values.append(value)
    numbers = [value for value in values if isinstance(value, Decimal)]
    if name == "COUNTA":
        return Decimal(len(values))
    if name == "COUNT":
        return Decimal(len(numbers))
    if name == "PRODUCT":
        return _product(numbers)
    if name == "AVERAGE":
        return _average(numbers)
    if name == "SUM":
        return sum(numbers, Decimal(0))
    return (max if name == "MAX" else min)(numbers, default=Decimal(0))


Criterion = Callable[[Scalar | None], bool]


def _criterion(value: Scalar | None) -> Criterion:
    """The condition of SUMIF and its like: a value, ``>=5``, ``<>合计``, a text with ``*`` and ``?``."""
    if not isinstance(value, str):
        wanted = Decimal(0) if value is None else value
        return lambda found: found is not None and not isinstance(found, str) and compare(found, "=", wanted)
    match = _CRITERION.fullmatch(value)
    assert match is not None
    sign, plain = match[1] or "=", match[2]
    try:
        number = number_of(plain) if plain else None
    except FormulaError:
        number = None
    if number is not None:
        if sign in ("=", "<>"):
            return lambda found: _equals(found, number) is (sign == "=")
        return lambda found: isinstance(found, Decimal) and compare(found, sign, number)
    if sign in ("=", "<>") and ("*" in plain or "?" in plain or "~" in plain):
        raise_if_long = len(plain) > 60
        if raise_if_long or plain.count("*") > 2:
            raise NoValueError
        pattern = re.compile(
            "".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in plain), re.IGNORECASE | re.DOTALL
        )
        return lambda found: (isinstance(found, str) and pattern.fullmatch(found) is not None) is (sign == "=")
    if sign in ("=", "<>"):
        return lambda found: (text_of_scalar(found).casefold() == plain.casefold()) is (sign == "=")
    return lambda found: isinstance(found, str) and compare(found, sign, plain)


def _equals(found: Scalar | None, number: Decimal) -> bool:
    if isinstance(found, str):
        try:
            return number_of(found) == number
        except FormulaError:
            return False
    return isinstance(found, Decimal) and found == number


def _matching(given: _Arguments, pairs: list[tuple[Area, Criterion]]) -> Iterator[tuple[int, int]]:
    """Offsets within the first area of the cells that meet every condition."""
    first = pairs[0][0]
    for area, _ in pairs[1:]:
        if _size(area) != _size(first):
            raise FormulaError
    filled = [dict(given.filled(area)) for area, _ in pairs]
    if any(criterion(None) for _, criterion in pairs):
        raise NoValueError  # blanks meet it: the area would have to be walked whole
    origin = first.area
    for row, column in filled[0]:
        offset = row - origin.top, column - origin.left
        if all(
            criterion(values.get((area.area.top + offset[0], area.area.left + offset[1])))
            for (area, criterion), values in zip(pairs, filled, strict=True)
        ):
            yield offset


def _size(area: Area) -> tuple[int, int]:
    top, left, bottom, right = area.area
    return bottom - top, right - left


def _sum_if(given: _Arguments) -> Decimal:
    area = given.area(0)
    target = given.area(2) if len(given) > 2 else area
    return _sum_at(given, target, _matching(given, [(area, _criterion(given.scalar(1)))]))


def _sum_ifs(given: _Arguments) -> Decimal:
    pairs = [(given.area(i), _criterion(given.scalar(i + 1))) for i in range(1, len(given), 2)]
    return _sum_at(given, given.area(0), _matching(given, pairs))


def _sum_at(given: _Arguments, target: Area, offsets: Iterator[tuple[int, int]]) -> Decimal:
    total = Decimal(0)
    for down, right in offsets:
        value = given.calculation.cell(target.sheet, (target.area.top + down, target.area.left + right), given.depth)
        if isinstance(value, Decimal):
            total += value
    return total


def _count_ifs(given: _Arguments) -> Decimal:
    pairs = [(given.area(i), _criterion(given.scalar(i + 1))) for i in range(0, len(given), 2)]
    return Decimal(sum(1 for _ in _matching(given, pairs)))


def _sum_product(given: _Arguments) -> Decimal:
    if len(given) == 1 and given.nodes[0] is not None and not isinstance(given.nodes[0], Reference):
        elements = given.calculation.elements(given.sheet, given.nodes[0], given.depth)
        return sum((value for value in elements if isinstance(value, Decimal)), Decimal(0))
    areas = [given.area(index) for index in range(len(given))]
    if any(_size(area) != _size(areas[0]) for area in areas):
        raise FormulaError
    others = [dict(given.filled(area)) for area in areas[1:]]
    total = Decimal(0)
    for (row, column), value in given.filled(areas[0]):
        product = value if isinstance(value, Decimal) else Decimal(0)
        for area, values in zip(areas[1:], others, strict=True):
            down, right = row - areas[0].area.top, column - areas[0].area.left
            other = values.get((area.area.top + down, area.area.left + right))
            product *= other if isinstance(other, Decimal) else Decimal(0)
        total += product
    return total


def _lookup(given: _Arguments) -> Operand:
    """VLOOKUP for an exact match; the one for ranges of a sorted column is left alone."""
    if len(given) < 4 or truth_of(given.scalar(3)):
        raise NoValueError
    wanted, table = given.scalar(0), given.area(1)
    column = table.area.left + int(given.number(2)) - 1
    if wanted is None or not table.area.left <= column <= table.area.right:
        raise FormulaError
    top, left, bottom, _ = table.area
    for (row, _), value in given.filled(Area(table.sheet, Range(top, left, bottom, left))):
        if type(value) is type(wanted) and compare(value, "=", wanted):
            return given.calculation.cell(table.sheet, (row, column), given.depth) or Decimal(0)
    raise FormulaError


def _match(given: _Arguments) -> Decimal:
    if len(given) < 3 or given.number(2) != 0:
        raise NoValueError
    wanted, table = given.scalar(0), given.area(1)
    for (row, column), value in given.filled(table):
        if type(value) is type(wanted) and compare(value, "=", wanted):
            return Decimal(row - table.area.top + column - table.area.left + 1)
    raise FormulaError


def _index(given: _Arguments) -> Operand:
    sheet, (top, left, bottom, right) = given.area(0)
    down, across = int(given.number(1, 1)), int(given.number(2, 1))
    if top == bottom and len(given) < 3:
        down, across = 1, down
    if not (1 <= down <= bottom - top + 1 and 1 <= across <= right - left + 1):
        raise FormulaError
    return Area(sheet, Range(top + down - 1, left + across - 1, top + down - 1, left + across - 1))


def _choose(given: _Arguments) -> Operand:
    index = int(given.number(0))
    if not 1 <= index < len(given):
        raise FormulaError
    return given.operand(index)


def _joined(given: _Arguments) -> str:
    pieces: list[str] = []
    for index in range(len(given)):
        operand = given.operand(index)
        if isinstance(operand, Area):
            pieces.extend(text_of_scalar(value) for _, value in given.filled(operand))
        else:
            pieces.append(text_of_scalar(operand))
    return _bounded("".join(pieces))


def _bounded(text: str) -> str:
    if len(text) > 32_767:
        raise FormulaError
    return text


def _middle(given: _Arguments) -> str:
    start, count = int(given.number(1)), int(given.number(2))
    if start < 1 or count < 0:
        raise FormulaError
    return given.text(0)[start - 1 : start - 1 + count]


def _end(given: _Arguments, *, right: bool) -> str:
    count = int(given.number(1, 1))
    text = given.text(0)
    if count < 0:
        raise FormulaError
    return text[len(text) - min(count, len(text)) :] if right else text[:count]


def _substitute(given: _Arguments) -> str:
    if len(given) > 3 or not given.text(1):
        raise NoValueError
    return _bounded(given.text(0).replace(given.text(1), given.text(2)))


def _as_shown(given: _Arguments) -> str:
    from jixiao.grid.shown_numbers import show

    shown = show(number_of(given.scalar(0)), given.text(1))
    if shown is None:
        raise NoValueError
    return shown.text


def _kind_is(given: _Arguments, *kinds: type) -> bool:
    value = given.scalar(0)
    return type(value) in kinds


_FUNCTIONS: dict[str, Callable[[_Arguments], Operand]] = {
    "SUM": lambda given: sum(given.numbers(), Decimal(0)),
    "PRODUCT": lambda given: _product(given.numbers()),
    "AVERAGE": lambda given: _average(given.numbers()),
    "MAX": lambda given: max(given.numbers(), default=Decimal(0)),
    "MIN": lambda given: min(given.numbers(), default=Decimal(0)),
    "COUNT": _counted_numbers,
    "COUNTA": _counted,
    "SUBTOTAL": _subtotal,
    "SUMIF": _sum_if,
    "SUMIFS": _sum_ifs,
    "COUNTIF": _count_ifs,
    "COUNTIFS": _count_ifs,
    "SUMPRODUCT": _sum_product,
    "ROUND": lambda given: _rounded(given, ROUND_HALF_UP),
    "ROUNDUP": lambda given: _rounded(given, ROUND_UP),
    "ROUNDDOWN": lambda given: _rounded(given, ROUND_DOWN),
    "TRUNC": lambda given: _rounded(given, ROUND_DOWN),
    "INT": lambda given: given.number(0).quantize(Decimal(1), rounding=ROUND_FLOOR),
    "CEILING": lambda given: _multiple(given, ROUND_CEILING),
    "FLOOR": lambda given: _multiple(given, ROUND_FLOOR),
    "ABS": lambda given: abs(given.number(0)),
    "MOD": _mod,
    "SQRT": _root,
    "POWER": lambda given: given.number(0) ** given.number(1),
    "IF": _if,
    "IFERROR": _if_error,
    "IFNA": _if_error,
    "AND": lambda given: all(list(_truths(given))),
    "OR": lambda given: any(list(_truths(given))),
    "NOT": lambda given: not truth_of(given.scalar(0)),
    "TRUE": lambda _: True,
    "FALSE": lambda _: False,
    "ISERROR": _is_error,
    "ISBLANK": lambda given: given.scalar(0) is None,
    "ISNUMBER": lambda given: _kind_is(given, Decimal),
    "ISTEXT": lambda given: _kind_is(given, str),
    "N": lambda given: value if isinstance(value := given.scalar(0), Decimal) else Decimal(0),
    "VALUE": lambda given: number_of(given.scalar(0)),
    "VLOOKUP": _lookup,
    "MATCH": _match,
    "INDEX": _index,
    "CHOOSE": _choose,
    "CONCATENATE": _joined,
    "CONCAT": _joined,
    "LEN": lambda given: Decimal(len(given.text(0))),
    "LEFT": lambda given: _end(given, right=False),
    "RIGHT": lambda given: _end(given, right=True),
    "MID": _middle,
    "TRIM": lambda given: (
        " ".join(given.text(0).split(" ")).strip()
        if "  " not in given.text(0)
        else re.sub(" +", " ", given.text(0)).strip()
    ),
    "SUBSTITUTE": _substitute,
    "TEXT": _as_shown,
}
