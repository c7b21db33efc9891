"""A sheet with a list in the open workbook: title, remark, linked table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jixiao.excel.cell_contents import CellContent, Colour, Link, Place
from jixiao.excel.program import OpenSheet
from jixiao.grid.address import Range

HEAD = 3
"""The row of the column titles; the entries begin below it."""

_MOST_TEXT = 8_000
_HEADER: Colour = (217, 225, 242)


def fill_list_sheet(
    sheet: OpenSheet,
    title: str,
    explanation: str,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[str]],
    links: Mapping[Place, Link],
) -> None:
    """Fill a new sheet; ``columns`` are titles and widths behind 序号."""
    cells: dict[Place, CellContent] = {(1, 1): title, (2, 1): explanation}
    titles = (("序号", 6), *columns)
    cells |= {(HEAD, column): name for column, (name, _) in enumerate(titles, start=1)}
    for number, row in enumerate(rows, start=1):
        cells[HEAD + number, 1] = float(number)
        cells |= {(HEAD + number, column): text[:_MOST_TEXT] or None for column, text in enumerate(row, start=2)}
    sheet.write({place: content for place, content in cells.items() if place not in links})
    sheet.link(links)
    sheet.paint({(HEAD, column): _HEADER for column in range(1, len(titles) + 1)})
    sheet.set_column_widths({column: width for column, (_, width) in enumerate(titles, start=1)})
    sheet.wrap(Range(HEAD, 1, HEAD + len(rows), len(titles)))
    sheet.embolden(Range(1, 1, 1, 1))
    sheet.embolden(Range(HEAD, 1, HEAD, len(titles)))
