"""One Word table as rows of cells, merged cells and tables in cells included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from jixiao.errors import HostileWorkbookError
from jixiao.grid.address import MAX_COLUMN, MAX_ROW
from jixiao.grid.word.paragraphs import CHANGES, LEFT_OUT, Element, Paragraph, attribute, child, name
from jixiao.grid.xmlpart import whole

MAX_DEPTH = 8
"""Tables inside tables: forms have two."""


@dataclass(slots=True)
class WordCell:
    """A cell and what it covers, from 0; a note on it belongs to ``element``."""

    row: int
    column: int
    text: str
    element: Element
    columns: int = 1
    rows: int = 1
    changed: bool = False
    struck: str = ""


@dataclass(slots=True)
class WordGrid:
    """The cells of a table, top-left corners only, in reading order."""

    cells: list[WordCell] = field(default_factory=list)
    rows: int = 0
    columns: int = 0


@dataclass(slots=True)
class _Content:
    """What a cell holds: its lines, and the tables inside."""

    lines: list[str] = field(default_factory=list)
    tables: list[Element] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    changed: bool = False


class Counter:
    """Counts cells. Raises ``HostileWorkbookError`` beyond the bound."""

    def __init__(self, most: int) -> None:
        self._left = most

    def add(self, cells: int = 1) -> None:
        """Count so many more."""
        self._left -= cells
        if self._left < 0:
            raise HostileWorkbookError("Word 文件中的单元格数量超过限制")


def blocks(element: Element) -> Iterator[Element]:
    """The paragraphs and tables of a body or a cell, whatever they are wrapped in."""
    for each in element:
        kind = name(each)
        if kind in ("p", "tbl"):
            yield each
        elif kind not in LEFT_OUT and kind not in ("tcPr", "sectPr", "tblPr"):
            yield from blocks(each)


def read_table(table: Element, counter: Counter, depth: int = 1) -> WordGrid:
    """Return the cells of a table and its inner ones. Raises ``HostileWorkbookError``."""
    if depth > MAX_DEPTH:
        raise HostileWorkbookError(f"Word 文件中的表格嵌套超过 {MAX_DEPTH} 层")
    outer = _OuterTable(counter, depth)
    for row in _rows(table):
        outer.add_row(row)
    return outer.grid


def _rows(table: Element, changed: bool = False) -> Iterator[tuple[Element, bool]]:
    """Yield the rows after all changes are accepted, and whether each was inserted."""
    for each in table:
        kind = name(each)
        if kind == "tr":
            properties = child(each, "trPr")
            if properties is None:
                yield each, changed
            elif child(properties, "del") is None:
                yield each, changed or child(properties, "ins") is not None
        elif kind not in LEFT_OUT and kind not in ("tblPr", "tblGrid"):
            yield from _rows(each, changed or kind in CHANGES)


def _cells(row: Element) -> Iterator[Element]:
    for each in row:
        kind = name(each)
        if kind == "tc":
            yield each
        elif kind not in LEFT_OUT and kind not in ("trPr", "tblPrEx"):
            yield from _cells(each)


class _OuterTable:
    """Takes the rows of a table; a table in a cell moves the rest down and right."""

    def __init__(self, counter: Counter, depth: int) -> None:
        self.grid = WordGrid()
        self._counter = counter
        self._depth = depth
        # Column where a cell begins → the cell that a vMerge below it continues.
        self._open: dict[int, WordCell] = {}

    def add_row(self, row: tuple[Element, bool]) -> None:
        """The next row."""
        element, inserted = row
        properties = child(element, "trPr")
        column = _number(properties, "gridBefore", 0)
        top = self.grid.rows
        begun: dict[int, WordCell] = {}
        inner: list[tuple[WordCell, list[WordGrid]]] = []
        previous: WordCell | None = None
        for part in _cells(element):
            self._counter.add()
            about = child(part, "tcPr")
            span = max(1, _number(about, "gridSpan", 1))
            merge = child(about, "vMerge") if about is not None else None
            across = child(about, "hMerge") if about is not None else None
            above = self._open.get(column)
            if across is not None and attribute(across, "val") != "restart" and previous is not None:
                previous.columns += span
            elif merge is not None and attribute(merge, "val") != "restart" and above is not None:
                above.rows = top + 1 - above.row
                begun[column] = previous = above
            else:
                content = _content(part)
                text, struck = "\n".join(content.lines), "".join(content.struck).strip()
                changed = content.changed or inserted
                previous = WordCell(top, column, text, part, span, changed=changed, struck=struck)
                self.grid.cells.append(previous)
                begun[column] = previous
                if content.tables:
                    tables = [read_table(each, self._counter, self._depth + 1) for each in content.tables]
                    inner.append((previous, tables))
            column += span
            if column > MAX_COLUMN or top >= MAX_ROW:
                raise HostileWorkbookError("Word 文件中的表格大于一张工作表")
        self.grid.columns = max(self.grid.columns, column)
        self._open = begun
        height = max([1, *(self._take_in(cell, tables) for cell, tables in inner)])
        for cell in self._open.values():
            cell.rows = max(cell.rows, top + height - cell.row)
        for cell, _ in inner:
            cell.rows = 1  # its own text stands on the line above its tables
        self.grid.rows = top + height

    def _take_in(self, cell: WordCell, tables: list[WordGrid]) -> int:
        """Put the tables in a cell below its text; return the rows they need."""
        wide = max(table.columns for table in tables)
        if wide > cell.columns:
            self._widen(cell, wide - cell.columns)
        row = cell.row + (1 if cell.text else 0)
        for table in tables:
            for part in table.cells:
                part.row += row
                part.column += cell.column
                if part.column + part.columns == cell.column + table.columns:  # the last cell reaches the edge
                    part.columns = cell.column + cell.columns - part.column
                self.grid.cells.append(part)
            row += table.rows
        if not cell.text:
            self.grid.cells.remove(cell)
        return row - cell.row

    def _widen(self, cell: WordCell, by: int) -> None:
        """Make room for more columns in a cell: its neighbours move on or grow."""
        edge = cell.column + cell.columns
        for other in self.grid.cells:
            if other.column >= edge:
                other.column += by
            elif other.column + other.columns >= edge:
                other.columns += by
        self._open = {column + by if column >= edge else column: each for column, each in self._open.items()}
        self.grid.columns += by


def _content(cell: Element) -> _Content:
    found = _Content()
    for block in blocks(cell):
        if name(block) == "tbl":
            found.tables.append(block)
            continue
        paragraph = Paragraph(block)
        found.struck += paragraph.struck
        found.lines.append(paragraph.plain)
        found.changed = found.changed or paragraph.changed
        for box in paragraph.boxes:
            more = _content(box)
            found.lines.extend(more.lines)
            found.struck.extend(more.struck)
            found.tables.extend(more.tables)
    while found.lines and not found.lines[-1].strip():
        found.lines.pop()
    while found.lines and not found.lines[0].strip():
        del found.lines[0]
    return found


def _number(properties: Element | None, wanted: str, otherwise: int) -> int:
    if properties is None:
        return otherwise
    return whole(attribute(child(properties, wanted), "val"), otherwise)
