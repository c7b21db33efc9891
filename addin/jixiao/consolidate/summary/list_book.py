"""Workbooks of lists: a header and rows on each sheet, which are streamed in.

All texts are written as texts, whatever they begin with; a formula is a ``SummaryFormula``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.consolidate.returns.own_output import OUTPUT_PROPERTY
from jixiao.consolidate.summary.layout import DATA_SIZE, STYLE_NUMBERS, lay_out, register
from jixiao.consolidate.summary.row_height import height, lines_needed, row_height
from jixiao.consolidate.summary.row_xml import SummaryFormula, SummaryValue, cell, row
from jixiao.consolidate.summary.sheet_stream import StreamedRows, fill, part_name
from jixiao.grid.address import MAX_ROW
from jixiao.resources import list_columns
from jixiao.textlayout import legible

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

ListRow = Iterable[tuple[str, SummaryValue]]
"""The cells of a row, each with the name of its style (``schema/styles.json``)."""

_LOWEST = 20
"""Points of the lowest row."""
_ROW_BYTES = 3000
"""How long a row is, roughly."""
_RECURRING = 60
"""Names, codes and bases are no longer than this and come again and again."""


class ListBook:
    """A workbook of ours under way, its styles registered."""

    def __init__(self, kind: str, title: str, created: datetime) -> None:
        from xlsxwriter import Workbook  # slow to import, needed only here

        self._shell = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        font = {"font_name": "宋体", "font_size": 11}
        self.workbook = Workbook(self._shell, {**options, "default_format_properties": font})
        self.workbook.set_properties({"title": title, "author": "Jixiao", "created": created})
        self.workbook.set_custom_property(OUTPUT_PROPERTY, kind)
        self.formats = register(self.workbook)
        self._streamed: dict[str, StreamedRows] = {}

    def add(
        self,
        name: str,
        table: str,
        rows: Iterable[ListRow],
        count: int,
        *,
        frozen: int = 2,
        large: bool = True,
        row_limit: int = MAX_ROW,
    ) -> list[Worksheet]:
        """Add ``count`` rows with the columns of a table of ``schema/sheets.json``.

        The sheets have ``frozen`` columns in view and take ``row_limit`` rows each. Wide ones are printed on A3, unless
        they must not be ``large``.
        """
        columns: list[tuple[str, float]] = [(title, width) for title, width, *_ in list_columns(table)]
        line = _renderer([width for _, width in columns])
        waiting = iter(rows)
        height = max(row_height(columns, DATA_SIZE), _LOWEST)
        sheets = []
        for tab, here in pages(name, count, row_limit):
            # All pages draw from one iterator; they are written one after the other.
            lines: Iterator[bytes] = map(line, islice(waiting, here))
            sheet = self.stream(tab, StreamedRows(lines, 2, here, _ROW_BYTES * here, len(columns)))
            lay_out(sheet, self.formats, name, columns, here, frozen=frozen, height=height, large=large)
            sheets.append(sheet)
        return sheets

    def stream(self, name: str, content: StreamedRows) -> Worksheet:
        """Add a sheet whose rows are streamed in below what is written to it."""
        self._streamed[part_name(len(self.workbook.worksheets()))] = content
        return self.workbook.add_worksheet(name)

    def save(self, path: Path, seal: bytes | None = None) -> None:
        """Write the workbook; the part ``seal`` shows whether anybody has saved it."""
        self.workbook.close()
        fill(self._shell, path, self._streamed, seal)


def pages(name: str, count: int, row_limit: int) -> list[tuple[str, int]]:
    """Return the tabs of so many rows, each with its name and number of rows."""
    room = row_limit - 1
    return [
        (name if page == 1 else f"{name}{page}", min(room, count - start))
        for page, start in enumerate(range(0, max(count, 1), room), start=1)
    ]


def _renderer(widths: Sequence[float]) -> Callable[[ListRow], bytes]:
    """Return what makes a row of its cells, five times as fast as XlsxWriter."""

    def render(column: int, style: str, value: SummaryValue) -> tuple[str, int]:
        if isinstance(value, str):
            value = legible(value)
        shown = value.value if isinstance(value, SummaryFormula) else value
        lines = 1 if shown is None else lines_needed(str(shown), widths[column - 1])
        return cell(column, STYLE_NUMBERS[style], value), lines

    recurring = lru_cache(maxsize=4096)(render)

    def line(cells: ListRow) -> bytes:
        rendered = [
            (recurring if type(value) is str and len(value) <= _RECURRING else render)(column, style, value)
            for column, (style, value) in enumerate(cells, start=1)
        ]
        lines = max([lines for _, lines in rendered])
        return row([xml for xml, _ in rendered], max(height(lines, DATA_SIZE), _LOWEST))

    return line
