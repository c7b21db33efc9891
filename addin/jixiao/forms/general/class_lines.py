"""The lines of a list that head others: 青禾县水务局 | 420, 一 | 水利建设 over 1 | 清淤."""

from __future__ import annotations

from collections.abc import Callable

from jixiao.forms.cell_text import counts_rows
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_titles import HeaderTitle
from jixiao.forms.general.subtotals import DepartmentLine, department_lines, is_numeral, is_owner
from jixiao.forms.general.vocabulary import OTHER
from jixiao.grid.model import Value

MIN_CELLS = 3
"""A project in a list has a number, a name and something more."""


def heading_lines(
    table: FoundTable, name: HeaderTitle, unit: str | None, is_item: Callable[[dict[int, Value]], bool] | None = None
) -> dict[int, DepartmentLine]:
    """Return the rows that head others: departments with their sums, classes without."""
    return department_lines(table, name, unit, is_item) | _class_lines(table, name)


def _class_lines(table: FoundTable, name: HeaderTitle) -> dict[int, DepartmentLine]:
    """Return the rows with a Chinese number and a name, and no more than a remark.

    They stand above rows with digits. One called like an organisation is the department of the projects below it, any
    other has no name. Classes may stand over classes: 一 | 柳溪县水务局 over （一） | 水利建设.
    """
    remarks = {place for title in table.header.titles if title.field_key == OTHER for place in title.columns}
    heads = False
    lines: list[tuple[int, str]] = []
    for row, cells in reversed(table.rows):
        number, value = next(iter(cells.items()))
        alone = is_numeral(value) and name.place(cells) is not None and len(cells.keys() - remarks - {number}) == 1
        if alone and heads:
            lines.append((row, str(name.value(cells))))
        heads = (alone and heads) or _is_numbered_project(cells, name)
    found: dict[int, DepartmentLine] = {}
    last_of_class = last_of_department = table.rows[-1][0] if table.rows else 0
    for row, text in lines:
        if is_owner(text):
            found[row] = DepartmentLine(name.left, text, last_of_department)
            last_of_department = row - 1
        else:
            found[row] = DepartmentLine(name.left, "", last_of_class)
        last_of_class = row - 1
    return found


def _is_numbered_project(cells: dict[int, Value], name: HeaderTitle) -> bool:
    """Return whether a row is a project with a number in digits."""
    number = next(iter(cells.values()))
    numbered = counts_rows(number) and not is_numeral(number)
    return len(cells) >= MIN_CELLS and name.place(cells) is not None and numbered
