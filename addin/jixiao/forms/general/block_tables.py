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
from jixiao.forms.text import squeeze
from jixiao.forms.total_words import is_total
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

MAX_GAP = 5
"""So many blank rows at most lie within a table."""


def cut(region: Region, finder: HeaderFinder, words: Vocabulary) -> tuple[list[FoundTable], Rows]:
    """The tables of a block, and the rows that belong to none."""
    cutter = _Cutter(region, finder, words)
    for row, cells in region.rows:
        cutter.take(row, cells)
    for table in cutter.tables:
        if table.header.kind == "indicators":
            put_over_rows(table)
            table.rows = [(row, _within(cells, finder.rows[row])) for row, cells in table.rows]
    return cutter.tables, cutter.rest


_CAPTION = late_pattern(
    r"\s*(?:[一二三四五六七八九十\d]{1,2}[、.．])?\s*(?:项目)?(?:绩效)?指标(?:体系|情况)?\s*[:：]?\s*"
)
"""The line above indicators that names them alone: 四、绩效指标."""


class _Cutter:
    """Gives the rows of a block, one after the other, to its tables.

    ``current`` is the table that a row may go on with, ``left`` the last one, to which rows below a note may return.
    """

    def __init__(self, region: Region, finder: HeaderFinder, words: Vocabulary) -> None:
        self.region = region
        self.finder = finder
        self.words = words
        self.tables: list[FoundTable] = []
        self.rest: Rows = []
        self._current: FoundTable | None = None
        self._left: FoundTable | None = None
        self._header_rows = range(0)
        self._last = 0
        self._after_total = self._noted = False

    def take(self, row: int, cells: dict[int, Value]) -> None:
        """Give a row to a table, to the rest, or take it as a line of a header."""
        if row in self._header_rows:
            return
        current = self._current
        if current is not None and not self._after_total and _is_plainly_of(current.header, cells, self.finder.form):
            current.rows.append((row, cells))  # most rows
            return
        header = self._header_at(row, cells)
        if header is not None:
            self._begin(header)
            if beside := _labels_beside(header, cells, self.words):
                self.rest.append((row, beside))
            if header.bottom >= row:
                return
        if self._current is not None and (beside := _labels_beside(self._current.header, cells, self.words)):
            self.rest.append((row, beside))
            cells = {column: value for column, value in cells.items() if column not in beside}
        if self._current is not None and self._ends(self._current, row, cells):
            self._current = None
        self._noted = self._noted or (self._current is None and heads_notes(next(iter(cells.values()))))
        if self._current is None and self._left is not None and not self._noted:
            below = _is_aside(self.rest) and goes_on_below_note(self._left.header, cells, self.words)
            self._current = self._left if below or goes_on(self._left.header, cells) else None
        if self._current is None:
            self.rest.append((row, cells))
        elif _repeats_titles(self._current.header, cells):
            self.region.take_all(row, cells)
        else:
            self._append(self._current, row, cells)

    def _header_at(self, row: int, cells: dict[int, Value]) -> Header | None:
        """Return the header that a row begins, be it without titles."""
        titled = len(cells) > 1 and row >= self.region.title[0]
        header = self.finder.at(row, below=self._current is not None) if titled else None
        other = self._current is None or self._current.header.kind != "indicators"
        if header is None and self.finder.form is None and other and not self._noted:
            return untitled_header(self.region, self.finder.rows, row)
        return header

    def _begin(self, header: Header) -> None:
        """Begin a table, whose header may have taken the rows above it."""
        if self._current is not None and _is_caption(self._current, header):
            self._current.rows.pop()
        self._current = self._left = FoundTable(header)
        self.tables.append(self._current)
        self._header_rows = range(header.top, header.bottom + 1)
        self.rest = [line for line in self.rest if line[0] < header.top]
        _take_header(self.region, header, self.finder.rows)
        self._last, self._after_total, self._noted = header.bottom, False, False

    def _ends(self, table: FoundTable, row: int, cells: dict[int, Value]) -> bool:
        """Return whether a row is no longer of a table."""
        if row - self._last > MAX_GAP and table.header.table is None and not is_total(cells):
            return True
        ends = ends_table(table.header, row, cells, self.words, self.finder.form)
        if ends and not _is_band(self.region, self.finder, row, cells):
            return True
        return closes_form(self.region, table, row, cells)

    def _append(self, table: FoundTable, row: int, cells: dict[int, Value]) -> None:
        """Add a row to a table; what a total says beside it goes to the rest."""
        table.rows.append((row, cells))
        self._after_total = is_total(cells)
        if table.header.kind == "indicators" and self._after_total and (said := _told_beside(cells, self.words)):
            self.rest.append((row, said))
        if table.header.table is None:
            self._last = max(row, *(self.region.bottom_edge(row, column) for column in cells))


def _within(cells: dict[int, Value], own: dict[int, Value]) -> dict[int, Value]:
    """Return the cells of a row that a blank column does not part from its table."""
    return cells if cells is own else {column: value for column, value in cells.items() if column in own}


def _is_caption(above: FoundTable, header: Header) -> bool:
    """Return whether the last row of a list stands over the next header: 基本建设类."""
    row, cells = above.rows[-1] if above.rows else (0, {})
    if above.header.kind != "list" or header.kind != "list" or row != header.top - 1 or len(cells) > 1:
        return False
    return not heads_projects(str(next(iter(cells.values()))))


def _repeats_titles(header: Header, cells: dict[int, Value]) -> bool:
    """Return whether a row says the titles of its columns once more."""
    titles = {title.left: title.text for title in header.titles}
    return len(cells) > 1 and all(squeeze(str(value)) == titles.get(column) for column, value in cells.items())


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
    above = rows.get(header.top - 1, {})
    if header.kind == "indicators" and list(above.values()) == [header.caption] and _CAPTION.fullmatch(header.caption):
        region.take_all(header.top - 1, above)
    for row in range(header.top, header.bottom + 1):
        for column, value in rows.get(row, {}).items():
            if isinstance(value, str) and (column >= header.left or value == header.caption):
                region.take(row, column)
