"""What an officer typed into a summary since Jixiao wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite
from typing import NamedTuple

from jixiao.consolidate.summary import official_table, overview
from jixiao.consolidate.summary.column_specs import SheetSpec
from jixiao.consolidate.summary.sheets import DATA_SHEETS, FILES, with_custom
from jixiao.forms.text import fold
from jixiao.grid.address import address
from jixiao.grid.model import Sheet, Value, Workbook

MOST_LOST = 1000
RowKey = tuple[str, ...]
"""What a row is about, folded, and its number among the rows of the same key."""

_OWN_REMARK = re.compile(
    r"(?:其中\d+个项目无金额|\d+个单位，\d+个项目|\d+个项目|金额未填写或无法识别|未填写项目名称|\d{4}年)"
    r"(?:；(?:其中\d+个项目无金额|金额未填写或无法识别|未填写项目名称)){0,3}"
)
"""What Jixiao itself writes under 备注 of the official table: 3个项目；其中1个项目无金额."""
_LINK = re.compile(r'^HYPERLINK\(.*,\s*"((?:[^"]|"")*)"\)$', re.DOTALL)
"""HYPERLINK("报送/水务局.xlsx","水务局.xlsx"): the text that is shown."""
_REMARK_COLUMN = official_table.HEADERS.index("备注") + 1
_NAME_COLUMN = official_table.HEADERS.index("项目名称") + 1
_CHECKED = ("projects", "indicators", "departments", "selfevals", "monitorings")
_DERIVED = frozenset({"errors", "warnings", "canonical_level1", "canonical_level2", "file", "sheet", "cell"})
"""Columns that other things than the form's content decide: a difference there is no sign of a hand."""


class TypedCell(NamedTuple):
    """A cell in a column of hers: its place, its row's key, its column's title."""

    row: int
    column: int
    key: RowKey
    title: str


class LostEdit(NamedTuple):
    """Something typed that the new summary cannot hold, and why."""

    sheet: str
    cell: str
    text: str
    reason: str


@dataclass(slots=True)
class KeptEdits:
    """What was carried over, and what could not be."""

    kept: int = 0
    lost: list[LostEdit] = field(default_factory=list)

    def lose(self, sheet: str, cell: str, text: str, reason: str) -> None:
        """Note something that cannot be kept."""
        if len(self.lost) < MOST_LOST:
            self.lost.append(LostEdit(sheet, cell, text, reason))


@dataclass(slots=True)
class SheetRows:
    """A sheet of a summary: rows by key, columns by title, and hers."""

    sheet: Sheet
    spec: SheetSpec | None
    rows: dict[RowKey, int]
    own: dict[str, int]
    hers: dict[int, str]

    def typed(self) -> Iterator[TypedCell]:
        """The filled cells in columns of hers, and her remarks in the official table."""
        for key, row in self.rows.items():
            for column, title in self.hers.items():
                if self.sheet.value(row, column) is not None or (row, column) in self.sheet.formulas:
                    yield TypedCell(row, column, key, title)
            if self.spec is None:
                remark = self.sheet.value(row, _REMARK_COLUMN)
                if remark is not None and not _OWN_REMARK.fullmatch(str(remark)):
                    yield TypedCell(row, _REMARK_COLUMN, key, "备注")


@dataclass(slots=True)
class SummaryRows:
    """The sheets of a summary that Jixiao writes, and the names of others."""

    known: dict[str, SheetRows] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)


def summary_rows(workbook: Workbook) -> SummaryRows:
    """Find the rows of each sheet of a summary."""
    found = SummaryRows()
    for sheet in workbook.sheets:
        if sheet.name == overview.TITLE:
            continue
        rows = _rows_of(sheet)
        if rows is None:
            found.added.append(sheet.name)
        else:
            found.known[sheet.name] = rows
    return found


def typed_over(before: SummaryRows, after: SummaryRows) -> Iterator[LostEdit]:
    """Yield Jixiao's own cells that were typed over."""
    digests = _files(after).items()
    unchanged = {file for file, digest in _files(before).items() if (file, digest) in digests}
    values = {name: _values(rows) for name, rows in _checked(after)}
    merged = {key: value for each in values.values() for key, value in each.items()}
    for name, rows in _checked(before):
        assert rows.spec is not None
        for (_, key, title), (value, place, file) in _values(rows).items():
            new = merged.get((rows.spec.key, key, title))
            if file in unchanged and new is not None and new[2] == file and not _same(value, new[0]):
                reason = "这一栏由汇总填写，改动没有保留；请改报送的表，或写在自己的栏里"
                yield LostEdit(name, address(*place), text_of_value(value), reason)


def _checked(summary: SummaryRows) -> Iterator[tuple[str, SheetRows]]:
    return ((name, rows) for name, rows in summary.known.items() if rows.spec and rows.spec.key in _CHECKED)


_Cells = dict[tuple[str, RowKey, str], tuple[Value | None, tuple[int, int], str]]


def _values(rows: SheetRows) -> _Cells:
    """Return the values in own columns with their places and source files."""
    assert rows.spec is not None
    source = rows.own.get("来源文件", 0)
    found: _Cells = {}
    titles = {column.title for column in rows.spec.columns if column.key not in _DERIVED and column.link is None}
    for key, row in rows.rows.items():
        file = str(rows.sheet.value(row, source) or "")
        for title in titles & rows.own.keys():
            place = (row, rows.own[title])
            found[rows.spec.key, key, title] = rows.sheet.value(*place), place, file
    return found


def _files(summary: SummaryRows) -> dict[str, str]:
    """The hashes of the files by name, as the list of files has them."""
    found: dict[str, str] = {}
    for rows in summary.known.values():
        if rows.spec is FILES:
            for row in rows.rows.values():
                name, digest = (shown_value(rows.sheet, row, rows.own.get(title, 0)) for title in ("文件", "sha256"))
                if name and digest:
                    found[str(name)] = str(digest)
    return found


def _same(one: Value | None, other: Value | None) -> bool:
    if isinstance(one, float | int) and isinstance(other, float | int):
        return abs(one - other) < 1e-9 * max(1.0, abs(one))
    return text_of_value(one) == text_of_value(other)


def text_of_value(value: Value | None) -> str:
    """A value as text: every digit of a number, no exponent."""
    if isinstance(value, float) and isfinite(value):
        return format(Decimal(repr(value)).normalize(), "f")
    return "" if value is None else str(value)


def _rows_of(sheet: Sheet) -> SheetRows | None:
    """The rows of a sheet that Jixiao writes; None for any other."""
    if sheet.name.rstrip("0123456789") == official_table.TITLE:
        return _official_rows(sheet)
    for spec in map(with_custom, DATA_SHEETS):
        if sheet.name.rstrip("0123456789") == spec.title:
            titles = {column.title for column in spec.columns}
            header = {column: str(value) for column, value in sheet.rows.get(1, {}).items()}
            own = {title: column for column, title in header.items() if title in titles}
            if len(own) * 2 > len(titles):
                return SheetRows(sheet, spec, _keyed(sheet, spec, own), own, _hers(sheet, header, own))
    return None


def _keyed(sheet: Sheet, spec: SheetSpec, own: Mapping[str, int]) -> dict[RowKey, int]:
    columns = [own.get(column.title, 0) for column in spec.columns if column.key in spec.identity]
    rows: dict[RowKey, int] = {}
    times: dict[RowKey, int] = {}
    for row in sheet.rows:
        if row == 1:
            continue
        about = tuple(_folded(shown_value(sheet, row, column)) for column in columns)
        if any(about):
            times[about] = times.get(about, 0) + 1
            rows[*about, str(times[about])] = row
    return rows


def _hers(sheet: Sheet, header: Mapping[int, str], own: Mapping[str, int]) -> dict[int, str]:
    """Return the columns that Jixiao did not write, with their titles."""
    last = max((column for cells in sheet.rows.values() for column in cells), default=0)
    taken = set(own.values())
    return {column: header.get(column, "") for column in range(1, last + 1) if column not in taken}


def _official_rows(sheet: Sheet) -> SheetRows | None:
    """Return the rows of 绩效目标汇总表 by department and project."""
    top = sheet.rows.get(official_table.HEADER_ROWS, {})
    if [top.get(column) for column in range(1, len(official_table.HEADERS) + 1)] != list(official_table.HEADERS):
        return None
    rows: dict[RowKey, int] = {}
    department = ""
    for row, cells in sheet.rows.items():
        name = cells.get(_NAME_COLUMN)
        if row <= official_table.HEADER_ROWS or name is None:
            continue
        number = cells.get(1)
        if isinstance(number, str):  # departments are counted in Chinese: 一, 二
            department = _folded(name).removesuffix("(续)")
            rows.setdefault((department, ""), row)
        else:
            rows.setdefault((department, _folded(name)), row)
    own = dict(zip(official_table.HEADERS, range(1, len(official_table.HEADERS) + 1), strict=True))
    header = {column: str(value) for column, value in top.items()}
    return SheetRows(sheet, None, rows, own, _hers(sheet, header, own))


def shown_value(sheet: Sheet, row: int, column: int) -> Value | None:
    """The value of a cell; of a link that was never calculated, what it shows."""
    value = sheet.value(row, column)
    if value is None and (link := _LINK.search(sheet.formulas.get((row, column), ""))):
        return link[1].replace('""', '"')
    return value


def _folded(value: Value | None) -> str:
    return fold(text_of_value(value)).strip()
