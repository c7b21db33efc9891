"""The arguments of one call of a function in a formula."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from jixiao.grid.formula_text import Node
from jixiao.grid.formula_values import Area, FormulaScalar, NoValueError, Operand, number_of, text_of_scalar
from jixiao.grid.model import Sheet

if TYPE_CHECKING:
    from jixiao.grid.formulas import Calculation


class Arguments:
    """The arguments of one call, worked out when they are asked for."""

    def __init__(self, calculation: Calculation, sheet: Sheet, nodes: tuple[Node | None, ...], depth: int) -> None:
        self.calculation, self.sheet, self.nodes, self.depth = calculation, sheet, nodes, depth

    def __len__(self) -> int:
        return len(self.nodes)

    def scalar(self, index: int) -> FormulaScalar | None:
        """Return the value of an argument; None for a blank cell."""
        return self.calculation.scalar(self.sheet, self.nodes[index], self.depth)

    def operand(self, index: int) -> Operand:
        """Return the value of an argument, or the area that it refers to."""
        return self.calculation.operand(self.sheet, self.nodes[index], self.depth)

    def number(self, index: int, otherwise: int | None = None) -> Decimal:
        """Return an argument as a number; one that is left out is ``otherwise``."""
        if index >= len(self.nodes) or (self.nodes[index] is None and otherwise is not None):
            if otherwise is None:
                raise NoValueError
            return Decimal(otherwise)
        return number_of(self.scalar(index))

    def text(self, index: int) -> str:
        """Return an argument as text."""
        return text_of_scalar(self.scalar(index))

    def area(self, index: int) -> Area:
        """Return the area of an argument. Raises ``NoValueError`` for anything else."""
        operand = self.operand(index)
        if not isinstance(operand, Area):
            raise NoValueError
        return operand

    def filled(self, area: Area) -> Iterator[tuple[tuple[int, int], FormulaScalar]]:
        """Yield the filled cells of an area with their values."""
        return self.calculation.cells(area, self.depth)

    def values(self) -> Iterator[tuple[FormulaScalar | None, bool]]:
        """Yield the values of all arguments, and whether each stands in an area."""
        for index in range(len(self.nodes)):
            operand = self.operand(index)
            if isinstance(operand, Area):
                yield from ((value, True) for _, value in self.filled(operand))
            else:
                yield operand, False

    def numbers(self) -> list[Decimal]:
        """Return the numbers of all arguments; a single one may be a text of a number."""
        return [
            value if isinstance(value, Decimal) else number_of(value)
            for value, in_area in self.values()
            if isinstance(value, Decimal) or not (in_area or value is None)
        ]
