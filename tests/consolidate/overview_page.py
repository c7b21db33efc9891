"""概览 as a reader finds it: a table under its heading, the figures by their names."""

from __future__ import annotations

from typing import Any


def table_of(workbook: Any, heading: str) -> list[dict[str, Any]]:
    """The rows of the table under that heading, by the titles of their columns; empty if the page has no such table."""
    sheet = workbook["概览"]
    top = next((cell for row in sheet.iter_rows() for cell in row if cell.value == heading), None)
    if top is None:
        return []
    titles = [heading]
    while sheet.cell(top.row, top.column + len(titles)).value is not None:
        titles.append(sheet.cell(top.row, top.column + len(titles)).value)
    rows = []
    for number in range(top.row + 1, sheet.max_row + 1):
        values = [sheet.cell(number, top.column + place).value for place in range(len(titles))]
        if values[0] is None or all(value is None for value in values[1:]):
            break  # a gap, or the line of explanation
        rows.append(dict(zip(titles, values, strict=True)))
    return rows


def figures_of(workbook: Any) -> dict[str, Any]:
    """The figures at the top."""
    return {row["主要数字"]: row["数值"] for row in table_of(workbook, "主要数字")}


def sentence_of(workbook: Any) -> str:
    """The paragraph under the title."""
    return str(workbook["概览"]["A3"].value)
