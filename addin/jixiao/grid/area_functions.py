"""The functions over areas: SUMIF and its like, SUBTOTAL, SUMPRODUCT, lookups."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from math import prod

from jixiao.grid.address import Range
from jixiao.grid.formula_text import Reference
from jixiao.grid.formula_values import (
    Area,
    FormulaError,
    FormulaScalar,
    NoValueError,
    Operand,
    compare,
    number_of,
    text_of_scalar,
    truth_of,
)
from jixiao.grid.function_arguments import Arguments

AGGREGATES: dict[str, Callable[[list[Decimal]], Decimal]] = {
    "SUM": lambda numbers: sum(numbers, Decimal(0)),
    "PRODUCT": lambda numbers: prod(numbers, start=Decimal(1)) if numbers else Decimal(0),
    "AVERAGE": lambda numbers: _mean(numbers),
    "MAX": lambda numbers: max(numbers, default=Decimal(0)),
    "MIN": lambda numbers: min(numbers, default=Decimal(0)),
}
"""What becomes of many numbers, by the name of the function."""
_SUBTOTALS = {1: "AVERAGE", 2: "COUNT", 3: "COUNTA", 4: "MAX", 5: "MIN", 6: "PRODUCT", 9: "SUM"}
_CRITERION = re.compile(r"(<=|>=|<>|=|<|>)?(.*)", re.DOTALL)


def _mean(numbers: list[Decimal]) -> Decimal:
    if not numbers:
        raise FormulaError
    return sum(numbers, Decimal(0)) / len(numbers)


def subtotal(given: Arguments) -> Decimal:
    """SUBTOTAL without other subtotals and, from 101 on, without hidden rows."""
    # Below 101 it has no value where rows are hidden: a filter cannot be told from hiding.
    code = int(given.number(0))
    name = _SUBTOTALS.get(code % 100)
    if name is None or code not in (code % 100, 100 + code % 100):
        raise NoValueError
    values: list[FormulaScalar] = []
    for index in range(1, len(given)):
        sheet, (top, left, bottom, right) = given.area(index)
        hidden = {row for row in sheet.hidden_rows if top <= row <= bottom}
        if hidden and code < 100:
            raise NoValueError
        for place, value in given.filled(Area(sheet, Range(top, left, bottom, right))):
            if place[0] not in hidden and "SUBTOTAL(" not in sheet.formulas.get(place, "").upper():
                values.append(value)
    numbers = [value for value in values if isinstance(value, Decimal)]
    if name in AGGREGATES:
        return AGGREGATES[name](numbers)
    return Decimal(len(numbers if name == "COUNT" else values))


CellTest = Callable[[FormulaScalar | None], bool]


def _criterion(value: FormulaScalar | None) -> CellTest:
    """Return the condition of SUMIF: a value, ``>=5``, ``<>合计``, ``*`` and ``?``."""
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
        if len(plain) > 60 or plain.count("*") > 2:
            raise NoValueError
        pattern = re.compile(
            "".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in plain), re.IGNORECASE | re.DOTALL
        )
        return lambda found: (isinstance(found, str) and pattern.fullmatch(found) is not None) is (sign == "=")
    if sign in ("=", "<>"):
        return lambda found: (text_of_scalar(found).casefold() == plain.casefold()) is (sign == "=")
    return lambda found: isinstance(found, str) and compare(found, sign, plain)


def _equals(found: FormulaScalar | None, number: Decimal) -> bool:
    if isinstance(found, str):
        try:
            return number_of(found) == number
        except FormulaError:
            return False
    return isinstance(found, Decimal) and found == number


def _matching(given: Arguments, pairs: list[tuple[Area, CellTest]]) -> Iterator[tuple[int, int]]:
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


def sum_if(given: Arguments) -> Decimal:
    """SUMIF."""
    area = given.area(0)
    target = given.area(2) if len(given) > 2 else area
    return _sum_at(given, target, _matching(given, [(area, _criterion(given.scalar(1)))]))


def sum_ifs(given: Arguments) -> Decimal:
    """SUMIFS."""
    pairs = [(given.area(i), _criterion(given.scalar(i + 1))) for i in range(1, len(given), 2)]
    return _sum_at(given, given.area(0), _matching(given, pairs))


def _sum_at(given: Arguments, target: Area, offsets: Iterator[tuple[int, int]]) -> Decimal:
    total = Decimal(0)
    for down, right in offsets:
        value = given.calculation.cell(target.sheet, (target.area.top + down, target.area.left + right), given.depth)
        if isinstance(value, Decimal):
            total += value
    return total


def count_ifs(given: Arguments) -> Decimal:
    """COUNTIF and COUNTIFS."""
    pairs = [(given.area(i), _criterion(given.scalar(i + 1))) for i in range(0, len(given), 2)]
    return Decimal(sum(1 for _ in _matching(given, pairs)))


def sum_product(given: Arguments) -> Decimal:
    """SUMPRODUCT of areas of one size, or of one expression over areas."""
    if len(given) == 1 and given.nodes[0] is not None and not isinstance(given.nodes[0], Reference):
        return given.calculation.total(given.sheet, given.nodes[0], given.depth)
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


def lookup(given: Arguments) -> Operand:
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


def match(given: Arguments) -> Decimal:
    """MATCH for an exact match."""
    if len(given) < 3 or given.number(2) != 0:
        raise NoValueError
    wanted, table = given.scalar(0), given.area(1)
    for (row, column), value in given.filled(table):
        if type(value) is type(wanted) and compare(value, "=", wanted):
            return Decimal(row - table.area.top + column - table.area.left + 1)
    raise FormulaError


def index_of(given: Arguments) -> Operand:
    """INDEX of a single cell."""
    sheet, (top, left, bottom, right) = given.area(0)
    down, across = int(given.number(1, 1)), int(given.number(2, 1))
    if top == bottom and len(given) < 3:
        down, across = 1, down
    if not (1 <= down <= bottom - top + 1 and 1 <= across <= right - left + 1):
        raise FormulaError
    return Area(sheet, Range(top + down - 1, left + across - 1, top + down - 1, left + across - 1))
