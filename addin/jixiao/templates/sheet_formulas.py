"""Putting references into formulas.

A condition is written once, with the keys of the definition in braces, and used twice: over one row as a conditional
format, over all rows inside SUMPRODUCT as a count. So it joins its parts with ``*`` and ``+``: AND and OR would reduce
a whole column to one value.

    ``{target}``          the cell of this row, or the column
    ``{level3*}``         always the whole column
    ``{@funding.total}``  the cell of a field or a total, or a column as TABLE.COLUMN: of a table with printed rows the
                          first cell only; ``{year}`` the cell of the fiscal year
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jixiao.grid.address import Range, address, column_letters

if TYPE_CHECKING:
    from jixiao.templates.sheet_plan import SheetLayout

_PLACE = re.compile(r"\{(@)?([a-z0-9_.]+)(\*)?\}")


def absolute(area: Range) -> str:
    """``$B$4`` or ``$B$4:$D$9``."""
    first = f"${column_letters(area.left)}${area.top}"
    last = f"${column_letters(area.right)}${area.bottom}"
    return first if first == last else f"{first}:{last}"


def local_name(sheet: str, name: str) -> str:
    """Return a sheet's own name for XlsxWriter, without quotation marks."""
    return f"{sheet}!{name}"


COMPARED = 60
"""Characters at either end of a text by which it is looked up: escaped and joined they stay below COUNTIF's 255."""


def criterion(text: str) -> str:
    """The condition of COUNTIF that a cell equals the text of another."""
    # Excel takes ``~ * ?`` for patterns, a leading ``<`` or ``>`` for an operator, and refuses more than 255
    # characters. So the signs are escaped and the text is cut: of more than twice ``COMPARED`` characters both ends
    # must agree.
    long = f"(LEN({text})>{2 * COMPARED})"
    rest = f"{COMPARED + 1}+{long}*(LEN({text})-{2 * COMPARED})"
    between = f'LEFT("*",1*{long})'
    return f'"="&{_escaped(f"LEFT({text},{COMPARED})")}&{between}&{_escaped(f"MID({text},{rest},{COMPARED})")}'


def _escaped(text: str) -> str:
    return f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({text},"~","~~"),"*","~*"),"?","~?")'


class References:
    """The references of one sheet, for conditions."""

    def __init__(self, layout: SheetLayout, year: Range) -> None:
        self.layout = layout
        self.year = year

    def over_row(self, condition: str, table: str | None = None) -> str:
        """The condition for the first row of a table, to be used relatively."""
        return self._filled(condition, table, whole=False)

    def over_rows(self, condition: str, table: str | None = None) -> str:
        """The condition for all rows of a table at once."""
        return self._filled(condition, table, whole=True)

    def in_row(self, formula: str, table: str, row: int) -> str:
        """Return a formula for that row of a table; ``{below}`` is replaced already."""
        plan = self.layout.tables[table]

        def reference(match: re.Match[str]) -> str:
            return f"${address(row, plan.columns[match.group(2)][0])}" if not match.group(1) else match.group()

        return self.over_rows(_PLACE.sub(reference, formula))

    def has(self, condition: str, table: str | None = None) -> bool:
        """Whether the form has everything that a condition speaks of."""
        for match in _PLACE.finditer(condition):
            field, key, _ = match.groups()
            if field and self._field(key) is None:
                return False
            if not field and key != "year" and (table is None or not self.layout.tables[table].holds(key)):
                return False
        return True

    def _filled(self, condition: str, table: str | None, *, whole: bool) -> str:
        def reference(match: re.Match[str]) -> str:
            field, key, star = match.groups()
            if key == "year":
                return absolute(self.year)
            if field:
                area = self._field(key)
                assert area is not None, key
                return absolute(area)
            assert table is not None, condition
            column = first_column(self.layout.tables[table].column(key))
            return absolute(column) if whole or star else f"${address(column.top, column.left)}"

        return _PLACE.sub(reference, condition)

    def _field(self, key: str) -> Range | None:
        """The cell of a field or a total, or the column of a table as ``table.column``."""
        cell = self.layout.inputs.get(key)
        if cell is not None:
            return first_cell(cell.area)
        for plan in self.layout.tables.values():
            if key in plan.totals:
                return first_cell(plan.totals[key])
        table, _, column = key.partition(".")
        found = self.layout.tables.get(table)
        if found is None or column not in found.columns:
            return None
        area = found.column(column)
        return first_cell(area) if found.fixed else first_column(area)


def first_cell(area: Range) -> Range:
    """The cell in which the value of a merged area stands."""
    return Range(area.top, area.left, area.top, area.left)


def first_column(area: Range) -> Range:
    """The column in which the values of a merged column stand."""
    return area._replace(right=area.left)
