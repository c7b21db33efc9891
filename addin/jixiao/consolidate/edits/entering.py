"""Entering the officer's work from the summary before into a new one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from jixiao.checks.finding import Severity
from jixiao.consolidate.edits.added_sheets import carry_sheet
from jixiao.consolidate.edits.row_order import (
    hidden_keys,
    hide_rows,
    in_order_of,
    keep_filter,
    keep_widths,
    sorted_by_hand,
)
from jixiao.consolidate.edits.typed import (
    MOST_LOST,
    KeptEdits,
    RowKey,
    SheetRows,
    SummaryRows,
    TypedCell,
    summary_rows,
    typed_over,
)
from jixiao.consolidate.returns.own_output import is_own_output, is_untouched
from jixiao.errors import InputError
from jixiao.grid.address import address
from jixiao.grid.limits import DEFAULT_LIMITS
from jixiao.grid.model import Sheet, Value, Workbook
from jixiao.grid.package import Package
from jixiao.grid.sharedformula import moved_formula
from jixiao.grid.xlsx import read_package
from jixiao.grid.xmlpart import whole
from jixiao.reports.marking.cell_marks import mark_cells
from jixiao.reports.marking.sheet_survey import SheetSurvey, survey
from jixiao.reports.marking.working_copy import WorkingCopy
from jixiao.reports.marking.xmledit import Edits, cell_xml

_LARGEST = 64 << 20
"""Bytes of a summary that is read for edits; a larger one is kept beside the new one as it is."""
_LARGEST_XML = 128 << 20
"""Bytes of its parts, unpacked: some 500 departments, and ten times as much memory."""
_TOO_LARGE = f"汇总太大（解压后超过 {_LARGEST_XML >> 20} MB 或 200 万个单元格），手工填写的内容没有带入新汇总"


def keep_edits(earlier: Path, new: Path) -> KeptEdits:
    """Enter into ``new``, in place, what an officer saved in ``earlier``."""
    result = KeptEdits()
    if not is_own_output(earlier) or is_untouched(earlier):
        return result
    if earlier.stat().st_size > _LARGEST:
        result.lose("", "", earlier.name, "原汇总太大，没有逐格核对手工填写的内容")
        return result
    try:
        packages = [Package(path.read_bytes(), DEFAULT_LIMITS) for path in (earlier, new)]
        if any(sum(entry.size for entry in package.entries.values()) > _LARGEST_XML for package in packages):
            result.lose("", "", earlier.name, _TOO_LARGE)
            return result
        before = _Summary(packages[0])
    except (InputError, OSError):
        result.lose("", "", earlier.name, "原汇总无法读取，手工填写的内容没有保留")
        return result
    try:
        after = _Summary(packages[1])
    except InputError:  # what Jixiao wrote is sound: it has more cells than are read at a time
        result.lose("", "", earlier.name, _TOO_LARGE)
        return result
    result.lost.extend(list(typed_over(before.rows, after.rows))[:MOST_LOST])
    for name, rows in before.rows.known.items():
        _keep_order(before, after, name, rows, result)
        _enter_cells(before, after, name, rows, result)
        _keep_settings(before, after, name, rows)
    for name in before.rows.added:
        carry_sheet(before.copy, before.workbook, after.copy, name, result)
    new.write_bytes(after.copy.zipped())
    return result


class _Summary:
    """A summary opened to be read and changed."""

    def __init__(self, package: Package) -> None:
        self.workbook: Workbook = read_package(package)
        self.rows: SummaryRows = summary_rows(self.workbook)
        self.copy = WorkingCopy(package)

    def survey(self, name: str) -> SheetSurvey:
        """The part of a sheet as it is now."""
        part = self.copy.sheets[name]
        return survey(self.copy.parts.read_xml(part), part)


# ------------------------------------------------------------------ cells


def _enter_cells(before: _Summary, after: _Summary, name: str, rows: SheetRows, result: KeptEdits) -> None:
    """Enter the cells of her columns on a sheet, each in its row."""
    typed = list(rows.typed())
    if not typed and not any(rows.hers.values()):
        return
    places = _places(after.rows, rows)
    target = after.rows.known.get(name)
    if target is None:
        for cell in typed:
            result.lose(name, address(cell.row, cell.column), _text(rows.sheet, cell), "新汇总中没有这张表")
        return
    columns = _columns(rows, target)
    styles = _styles_of(before.survey(name))
    entered: dict[str, dict[tuple[int, int], _Entry]] = {}
    for column, title in rows.hers.items():
        header_row = 1 if rows.spec else min(rows.rows.values(), default=2) - 1
        if title:
            style = before.copy.styles.look(styles.get((header_row, column), 0))
            look = after.copy.styles.adopt(style)
            entered.setdefault(name, {})[header_row, columns[column]] = _Entry(title, None, look)
    for cell in typed:
        found = places.get(cell.key)
        if found is None:
            result.lose(name, address(cell.row, cell.column), _text(rows.sheet, cell), "新汇总中没有这一行")
            continue
        sheet, row = found
        place = (row, columns.get(cell.column, cell.column))
        look = after.copy.styles.adopt(before.copy.styles.look(styles.get((cell.row, cell.column), 0)))
        entered.setdefault(sheet, {})[place] = _Entry(
            rows.sheet.value(cell.row, cell.column), _moved(rows.sheet, cell, place), look
        )
        result.kept += 1
    for sheet, cells in entered.items():
        _write_cells(after, sheet, cells)


class _Entry(NamedTuple):
    """What goes into a cell: a value or a formula, and the number of its style."""

    value: Value | None
    formula: str | None
    style: int


def _places(summary: SummaryRows, like: SheetRows) -> dict[RowKey, tuple[str, int]]:
    """Return sheet and row of each key; a long sheet continues on the next."""
    found: dict[RowKey, tuple[str, int]] = {}
    for name, rows in summary.known.items():
        if rows.spec is like.spec:
            for key, row in rows.rows.items():
                found.setdefault(key, (name, row))
    return found


def _columns(rows: SheetRows, target: SheetRows) -> dict[int, int]:
    """Where her columns go: behind Jixiao's, in their order."""
    last = max(target.own.values(), default=0)
    return {column: last + place for place, column in enumerate(sorted(rows.hers), start=1)}


def _styles_of(sheet: SheetSurvey) -> dict[tuple[int, int], int]:
    found = {}
    for number in sheet.rows:
        for column, cell in sheet.cells(number):
            found[number, column] = whole(cell.get("s"), 0)
    return found


def _moved(sheet: Sheet, cell: TypedCell, place: tuple[int, int]) -> str | None:
    """The formula of a cell as it reads in another place; None if the cell has none."""
    formula = sheet.formulas.get((cell.row, cell.column))
    return None if formula is None else moved_formula(formula, place[0] - cell.row, place[1] - cell.column)


def _text(sheet: Sheet, cell: TypedCell) -> str:
    formula = sheet.formulas.get((cell.row, cell.column))
    return f"={formula}" if formula is not None else str(sheet.value(cell.row, cell.column))


def _write_cells(after: _Summary, name: str, cells: Mapping[tuple[int, int], _Entry]) -> None:
    """Put cells with their styles into a sheet of the new summary."""
    part = after.copy.sheets[name]
    sheet = after.survey(name)
    edits = Edits(sheet.data)
    mark_cells(sheet, edits, dict.fromkeys(cells, Severity.INFO), lambda base, _: base)
    data = edits.result()
    sheet, edits = survey(data, part), Edits(data)
    for number in sorted({row for row, _ in cells}):
        for column, element in sheet.cells(number):
            entry = cells.get((number, column))
            if entry is not None:
                xml = cell_xml(address(number, column), entry.style, entry.value, entry.formula)
                edits.replace(element.start, element.stop, xml.encode())
    after.copy.parts.write(part, edits.result())


# ------------------------------------------------------------------ order of rows


def _keep_order(before: _Summary, after: _Summary, name: str, rows: SheetRows, result: KeptEdits) -> None:
    """Put the rows of a sheet that was sorted by hand in that order again."""
    target = after.rows.known.get(name)
    if target is None or not sorted_by_hand(before.survey(name), rows):
        return
    pages = [sum(each.spec is rows.spec for each in side.rows.known.values()) for side in (before, after)]
    if pages != [1, 1]:
        result.lose(name, "", "行的排序", "这张表分成了几张，排序没有保留")
        return
    after.copy.parts.write(after.copy.sheets[name], in_order_of(rows, target, after.survey(name)))
    result.kept += 1


# ------------------------------------------------------------------ widths, filters, hidden rows


def _keep_settings(before: _Summary, after: _Summary, name: str, rows: SheetRows) -> None:
    """Keep the widths of columns, the filter and the rows that it hides."""
    target = after.rows.known.get(name)
    if target is None:
        return
    sheet, old = after.survey(name), before.survey(name)
    edits = Edits(sheet.data)
    moved = {column: target.own[title] for title, column in rows.own.items() if title in target.own}
    moved |= _columns(rows, target)
    keep_widths(edits, sheet, old, moved, before.copy.styles, after.copy.styles)
    keep_filter(edits, sheet, old, moved, max(moved.values(), default=1))
    hide_rows(edits, sheet, {target.rows[key] for key in hidden_keys(old, rows) if key in target.rows})
    after.copy.parts.write(after.copy.sheets[name], edits.result())
