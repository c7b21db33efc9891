"""The tables of a block: which rows belong to which header."""

from __future__ import annotations

from itertools import islice, pairwise

from jixiao.forms.classification import is_level
from jixiao.forms.form_labels import FormLabels
from jixiao.forms.general.column_contents import Rows
from jixiao.forms.general.found_table import FoundTable, put_over_rows
from jixiao.forms.general.header_lines import HeaderFinder
from jixiao.forms.general.header_titles import Header
from jixiao.forms.general.label_words import heads_notes, is_closing, partition
from jixiao.forms.general.subtotals import heads_projects, is_organisation
from jixiao.forms.general.table_ends import closes_form, ends_table, goes_on, goes_on_below_note
from jixiao.forms.general.untitled_header import untitled_header
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.labels import MAX_LABEL
from jixiao.forms.region import Region
from jixiao.forms.total_words import is_total
from jixiao.grid.model import Value

MAX_GAP = 5
"""So many blank rows at most lie within a table."""


def cut(region: Region, finder: HeaderFinder, words: Vocabulary) -> tuple[list[FoundTable], Rows]:
    """The tables of a block, and the rows that belong to none."""
    tables: list[FoundTable] = []
    rest: Rows = []
    current: FoundTable | None = None
    left: FoundTable | None = None
    lines = range(0)
    last = 0
    after_total = noted = False
    for row, cells in region.rows:
        if row in lines:
            continue
        if current is not None and not after_total and _is_plainly_of(current.header, cells, finder.form):
            current.rows.append((row, cells))  # most rows
            continue
        header = finder.at(row, below=current is not None) if len(cells) > 1 and row >= region.title[0] else None
        untitled = current is None or current.header.kind != "indicators"
        if header is None and finder.form is None and untitled and not noted:
            header = untitled_header(region, finder.rows, row)
        if header is not None:
            if current is not None and _is_caption(current, header):
                current.rows.pop()
            current = left = FoundTable(header)
            tables.append(current)
            lines = range(header.top, header.bottom + 1)
            rest = [line for line in rest if line[0] < header.top]
            _take_header(region, header, finder.rows)
            last, after_total, noted = header.bottom, False, False
            if beside := _labels_beside(header, cells, words):
                rest.append((row, beside))
            if header.bottom >= row:
                continue
        if current is not None and (beside := _labels_beside(current.header, cells, words)):
            rest.append((row, beside))
            cells = {column: value for column, value in cells.items() if column not in beside}
        if current is not None and (
            (row - last > MAX_GAP and current.header.table is None and not is_total(cells))
            or (ends_table(current.header, row, cells, words, finder.form) and not _is_band(region, finder, row, cells))
            or closes_form(region, current, row, cells)
        ):
            current = None
        noted = noted or (current is None and heads_notes(next(iter(cells.values()))))
        if current is None and left is not None and not noted:
            below = _is_aside(rest) and goes_on_below_note(left.header, cells, words)
            current = left if below or goes_on(left.header, cells) else None
        if current is None:
            rest.append((row, cells))
        else:
            current.rows.append((row, cells))
            after_total = is_total(cells)
            if current.header.kind == "indicators" and after_total and (said := _told_beside(cells, words)):
                rest.append((row, said))
            if current.header.table is None:
                last = max(row, *(region.bottom_edge(row, column) for column in cells))
    for table in tables:
        if table.header.kind == "indicators":
            put_over_rows(table)
            table.rows = [(row, _within(cells, finder.rows[row])) for row, cells in table.rows]
    return tables, rest


def _within(cells: dict[int, Value], own: dict[int, Value]) -> dict[int, Value]:
    """Return the cells of a row that a blank column does not part from its table."""
    return cells if cells is own else {column: value for column, value in cells.items() if column in own}


def _is_caption(above: FoundTable, header: Header) -> bool:
    """Return whether the last row of a list stands over the next header: 基本建设类."""
    row, cells = above.rows[-1] if above.rows else (0, {})
    if above.header.kind != "list" or header.kind != "list" or row != header.top - 1 or len(cells) > 1:
        return False
    return not heads_projects(str(next(iter(cells.values()))))


def _is_aside(rest: Rows) -> bool:
    """Return whether the last row out of a table is a note, or said above already."""
    if not rest:
        return False
    _, cells = rest[-1]
    return len(cells) == 1 or any(cells == above for _, above in rest[:-1])


def _is_plainly_of(header: Header, cells: dict[int, Value], form: FormLabels | None) -> bool:
    """Return whether a row needs no second look to belong to a table of indicators."""
    if header.table is None or form is None or header.kind != "indicators":
        return False
    column, first = next(iter(cells.items()))
    if column < header.left or (column == header.left and len(cells) < 3):
        return False
    text = first if isinstance(first, str) and column <= header.titles[0].right else ""
    if text and ((column == header.left and not is_level(text)) or is_closing(text)):
        return False
    return all(map(form.is_plain, islice((value for value in cells.values() if isinstance(value, str)), 2)))


def _is_band(region: Region, finder: HeaderFinder, row: int, cells: dict[int, Value]) -> bool:
    """Return whether a line names the department of rows below it: 部门：青禾县水务局.

    One above titles is that of the list that they begin.
    """
    label, colon, rest = partition(str(next(iter(cells.values()))))
    meaning = finder.words.field(label) if len(cells) == 1 and colon and is_organisation(rest) else None
    if finder.form is not None or meaning is None or meaning.key != "department":
        return False
    below = next((line for line in region.rows if line[0] > row), None)
    return below is not None and len(below[1]) > 2 and finder.at(below[0], below=True) is None


def _labels_beside(header: Header, cells: dict[int, Value], words: Vocabulary) -> dict[int, Value]:
    """Return the labels with values left of a table of indicators: 主管部门 X | 产出指标."""
    first_column = header.left if header.kind == "indicators" else 0
    if next(iter(cells)) >= first_column:
        return {}  # most rows
    left = {column: value for column, value in cells.items() if column < first_column}
    if not 1 < len(left) < len(cells):
        return {}
    first = next(iter(left.values()))
    return left if isinstance(first, str) and words.field(first) is not None else {}


def _told_beside(cells: dict[int, Value], words: Vocabulary) -> dict[int, Value]:
    """Return the labels with values in a line of the total: 自评等级：优, 自评等级 | 优."""
    parts = {column: partition(value.strip("()（）")) for column, value in cells.items() if isinstance(value, str)}
    told = {c for c, (label, _, value) in parts.items() if value and words.field(label[:MAX_LABEL])}
    for label, value in pairwise(cells):
        meaning = words.field(str(cells[label])) if value in parts else None
        told |= {label, value} if meaning is not None and meaning.key == "grade" else set()
    return {column: cells[column] for column in cells if column in told}


def _take_header(region: Region, header: Header, rows: dict[int, dict[int, Value]]) -> None:
    for row in range(header.top, header.bottom + 1):
        for column, value in rows.get(row, {}).items():
            if isinstance(value, str) and (column >= header.left or value == header.caption):
                region.take(row, column)
