"""The lines of a list that name a class of projects: 一 | 水利建设 over 1 | 清淤."""

from __future__ import annotations

from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_titles import HeaderTitle
from jixiao.forms.general.subtotals import DepartmentLine, is_numeral, is_organisation
from jixiao.forms.tables import counts_rows
from jixiao.grid.model import Value

MIN_CELLS = 3
"""A project in a list has a number, a name and something more."""


def class_lines(table: FoundTable, name: HeaderTitle) -> dict[int, DepartmentLine]:
    """Return the rows with a Chinese number and a name alone, above rows with digits.

    One called like an organisation is the department of the projects below it, any other has no name.
    """
    lines = [
        (row, cells, below)
        for (row, cells), (_, below) in zip(table.rows, table.rows[1:], strict=False)
        if len(cells) == 2 and name.place(cells) is not None and is_numeral(next(iter(cells.values())))
    ]
    lines = [(row, cells, below) for row, cells, below in lines if _is_numbered_project(below, name)]
    ends = [row - 1 for row, _, _ in lines[1:]] + [table.rows[-1][0]] if lines else []
    texts = [(row, str(name.value(cells))) for row, cells, _ in lines]
    return {
        row: DepartmentLine(name.left, text if is_organisation(text) else "", last)
        for (row, text), last in zip(texts, ends, strict=True)
    }


def _is_numbered_project(cells: dict[int, Value], name: HeaderTitle) -> bool:
    """Return whether a row is a project with a number in digits."""
    number = next(iter(cells.values()))
    numbered = counts_rows(number) and not is_numeral(number)
    return len(cells) >= MIN_CELLS and name.place(cells) is not None and numbered
