"""A summary workbook read back with openpyxl, and the workbooks its rows came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from openpyxl import load_workbook

from consolidate.overview_page import figures_of, table_of

Record = dict[str, Any]
LINK = re.compile(r'=HYPERLINK\("((?:[^"]|"")*)","((?:[^"]|"")*)"\)')
NUMBER = re.compile(r"[-−]?\d+(?:,\d{3})*(?:\.\d+)?")


class Traced:
    """A summary and the folder with its sources."""

    def __init__(self, summary: Path, folder: Path) -> None:
        self.summary, self.folder = summary, folder
        self.values = load_workbook(summary, data_only=True)
        self._formulas = load_workbook(summary)
        self._sources: dict[str, Any] = {}

    def source(self, name: str) -> Any:
        """A source as openpyxl reads it, with the values last shown."""
        if name not in self._sources:
            self._sources[name] = load_workbook(self.folder / name, data_only=True)
        return self._sources[name]

    def records(self, sheet: str) -> list[Record]:
        """The rows of a data sheet by the titles of the columns."""
        header, *rows = self.values[sheet].iter_rows(values_only=True)
        return [dict(zip(header, row, strict=True)) for row in rows]

    def links(self, sheet: str, column: str) -> Iterator[tuple[str, str]]:
        """Target (unquoted) and label of every link of a column; an empty target for a cell without link."""
        header, *rows = self._formulas[sheet].iter_rows(values_only=True)
        at = header.index(column)
        for row in rows:
            found = LINK.fullmatch(str(row[at]))
            yield (
                (unquote(found[1].replace('""', '"')), found[2].replace('""', '"'))
                if found
                else ("", str(row[at] or ""))
            )

    def cell(self, record: Record) -> Any:
        """What stands in the source at the cell a row names; of a merged area what stands in its corner."""
        sheet = self.source(record["来源文件"])[record["工作表"]]
        cell = sheet[record["单元格"]]
        for area in sheet.merged_cells.ranges:
            if cell.coordinate in area:
                return sheet.cell(area.min_row, area.min_col).value
        return cell.value

    def row_texts(self, record: Record) -> list[str]:
        """All texts and numbers of the source row a row of the summary names, merged ones from above too."""
        sheet = self.source(record["来源文件"])[record["工作表"]]
        number = sheet[record["单元格"]].row
        values = [cell.value for cell in sheet[number]]
        values += [
            sheet.cell(a.min_row, a.min_col).value
            for a in sheet.merged_cells.ranges
            if a.min_row <= number <= a.max_row
        ]
        return [str(value) for value in values if value is not None]

    @cached_property
    def figures(self) -> Record:
        """The figures of 概览: the table at the top."""
        return figures_of(self.values)

    def table(self, heading: str) -> list[Record]:
        """A table of 概览."""
        return table_of(self.values, heading)


def numbers(text: object) -> set[Decimal]:
    """Every number in a text."""
    return {Decimal(found.replace(",", "").replace("−", "-")) for found in NUMBER.findall(str(text))}
