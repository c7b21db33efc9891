"""From an address in a Word table to the element that holds it."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.grid.word.paragraphs import Element
from jixiao.grid.word.table_lines import WordTable


class Places:
    """The elements of a document by sheet name and address, as ``sheet_of`` names and counts them.

    A cell covered by a merge is the merged cell; any column of a line above or below a table is that paragraph.
    """

    def __init__(self, tables: Iterable[WordTable]) -> None:
        self._tables = {f"表{table.number}": table for table in tables}
        self._cells = {name: _cells(table) for name, table in self._tables.items()}

    def find(self, sheet: str, row: int, column: int) -> Element | None:
        """The cell or paragraph at a place; row 1 is the first of the table. None where nothing stands."""
        table = self._tables.get(sheet)
        if table is None:
            return None
        if row < 1:
            index = len(table.above) - 1 + row
            return table.above[index].element if index >= 0 else None
        if row > table.rows:
            index = row - table.rows - 1
            return table.below[index].element if index < len(table.below) else None
        return self._cells[sheet].get((row, column))

    def first(self, sheet: str) -> Element | None:
        """Where something is said of a sheet as a whole: its first line, or its first cell."""
        table = self._tables.get(sheet)
        if table is None:
            return None
        return table.above[0].element if table.above else table.parts[0].cells[0].element


def _cells(table: WordTable) -> dict[tuple[int, int], Element]:
    return {
        (row + down + 1, cell.column + right + 1): cell.element
        for row, cell in table.cells()
        for down in range(cell.rows)
        for right in range(cell.columns)
    }
