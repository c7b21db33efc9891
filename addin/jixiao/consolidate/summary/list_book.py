"""Workbooks of lists: a header and rows on each sheet, which are streamed in.

All texts are written as texts, whatever they begin with; a formula is a ``SummaryFormula``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.consolidate.summary.layout import (
    DATA_SIZE,
    LANDSCAPE_WIDTH,
    STYLE_NUMBERS,
    UPRIGHT_WIDTH,
    new_workbook,
    set_print,
)
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
    """A workbook under way."""

    def __init__(self, kind: str, title: str, created: datetime) -> None:
        self.workbook, self._shell, self.formats = new_workbook(kind, title, created)
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
        columns: Sequence[tuple[Any, ...]] = list_columns(table)
        widths = [width for _, width, *_ in columns]
        line = _renderer(widths)
        waiting, room = iter(rows), row_limit - 1
        sheets = []
        for page, start in enumerate(range(0, max(count, 1), room), start=1):
            here = min(room, count - start)
            part = part_name(len(self.workbook.worksheets()))
            sheet = self.workbook.add_worksheet(name if page == 1 else f"{name}{page}")
            sheet.set_row(0, max(row_height([(title, width) for title, width, *_ in columns], DATA_SIZE), _LOWEST))
            for index, (title, width, *_) in enumerate(columns):
                sheet.set_column(index, index, width)
                sheet.write_string(0, index, title, self.formats["header"])
            if here:
                sheet.autofilter(0, 0, here, len(columns) - 1)
            sheet.freeze_panes(1, frozen)
            sheet.repeat_rows(0)
            sheet.set_header(f'&C&"黑体,常规"&14{name}')
            wide = sum(widths)
            set_print(sheet, landscape=wide > UPRIGHT_WIDTH, large=large and wide > LANDSCAPE_WIDTH)
            # All pages draw from one iterator; they are written one after the other.
            lines: Iterator[bytes] = map(line, islice(waiting, here))
            self._streamed[part] = StreamedRows(lines, 2, here, _ROW_BYTES * here, len(columns))
            sheets.append(sheet)
        return sheets

    def save(self, path: Path) -> None:
        """Write the workbook."""
        self.workbook.close()
        fill(self._shell, path, self._streamed)


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
