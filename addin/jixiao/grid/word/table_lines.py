"""Which lines belong to which table, and which tables a page break has cut."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from jixiao.errors import HostileWorkbookError
from jixiao.grid.limits import Limits
from jixiao.grid.word.paragraphs import Element, Paragraph, name
from jixiao.grid.word.word_table import Counter, WordCell, WordGrid, blocks, read_table

LINES_ABOVE = 12
"""So many filled lines above a table are read with it: a notice before an annexed form has hundreds."""
LINES_BELOW = 40
"""So many filled lines below: opinions and conclusions may be typed under the form."""
MAX_TITLE = 60
TITLE_WITHIN = 5
"""In so many rows of a table its title stands, if it has one: below 附件2, a report number or blank rows."""
MIN_REPEATED = 3
"""A first row with so many cells that the table above has too is its header on the next page."""

# 项目支出绩效目标表（2026年度）
_TITLE_END = re.compile(r"(?:表|表格|汇总|清单|一览)(?:[(（][^()（）]{0,30}[)）])?")
# 附件2-1： / 附表3
_ANNEX = re.compile(r"附(?:件|表)[\d一二三四五六七八九十\-－—.]{0,6}[:：]?")
# 填报单位（盖章）：某局 – what stands above a table rather than below one.
_HEAD_LABEL = re.compile(
    r"(?:金额)?单位[:：]|(?:填报|编报|申报|报送|预算|编制|主管|项目)(?:单位|部门|名称)|部门名称|单位名称"
)
_CONTINUED = re.compile(
    r"[(（]?(?:续表?|接上表|接上页|第\d{1,3}页(?:[,，]?共\d{1,3}页)?|[-—]?\d{1,3}[-—]?)\d{0,2}[)）]?"
)


@dataclass(slots=True)
class WordTable:
    """A table with its lines; ``number`` is its place in the document, from 1.

    ``parts`` holds more than one grid where a table goes on after a page break; the rows are counted through.
    """

    number: int
    parts: list[WordGrid]
    above: list[Paragraph] = field(default_factory=list)
    below: list[Paragraph] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Rows of all parts."""
        return sum(part.rows for part in self.parts)

    @property
    def columns(self) -> int:
        """Columns of the widest part."""
        return max(part.columns for part in self.parts)

    def cells(self) -> Iterator[tuple[int, WordCell]]:
        """Every cell with its row in the whole table, from 0."""
        before = 0
        for part in self.parts:
            for cell in part.cells:
                yield before + cell.row, cell
            before += part.rows


def word_tables(body: Element, limits: Limits) -> list[WordTable]:
    """The tables of a document in their order, with the lines that belong to each.

    Raises ``HostileWorkbookError`` for more tables or cells than allowed, or a nesting that no document has.
    """
    counter = Counter(limits.cells)
    tables: list[WordTable] = []
    lines: list[Paragraph] = []
    number = 0
    try:
        for item in _items(body):
            if isinstance(item, Paragraph):
                lines.append(item)
                continue
            number += 1
            if number > limits.sheets:
                raise HostileWorkbookError(f"Word 文件中的表格超过 {limits.sheets} 个")
            grid = read_table(item, counter)
            if not grid.cells:
                continue
            if tables and _goes_on(tables[-1], lines, grid):
                tables[-1].parts.append(grid)
            else:
                cut = _beginning(lines) if tables else 0
                if tables:
                    tables[-1].below = _closing(lines[:cut])
                tables.append(WordTable(number, [grid], above=_opening(lines[cut:])))
            lines = []
    except RecursionError:
        raise HostileWorkbookError("Word 文件的内容嵌套过深") from None
    if tables:
        tables[-1].below = _closing(lines)
    return tables


def _items(container: Element) -> Iterator[Paragraph | Element]:
    """Yield lines and tables in reading order; a text box comes where it is anchored."""
    for block in blocks(container):
        if name(block) == "tbl":
            yield block
            continue
        paragraph = Paragraph(block)
        yield paragraph
        for box in paragraph.boxes:
            yield from _items(box)


def _plain(text: str) -> str:
    """Text without blanks, in half width, to be compared."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _goes_on(above: WordTable, between: list[Paragraph], grid: WordGrid) -> bool:
    """Return whether a table is the rest of the one above it."""
    if any(line.text.strip() and not _CONTINUED.fullmatch(_plain(line.text)) for line in between):
        return False
    if any(len(texts) == 1 and is_title(texts[0]) for texts in _texts(grid, TITLE_WITHIN)):
        return False
    texts, start = _texts(grid, 1)[0], _texts(above.parts[0], 1)[0]
    if len(texts) >= MIN_REPEATED and texts == start:
        return above.parts[0].columns == grid.columns  # a header repeated on the next page
    # The first label of the table above again: the next form of the same kind.
    return not (texts and start and texts[0] == start[0])


def _texts(grid: WordGrid, rows: int) -> list[list[str]]:
    """The texts of each of the first rows."""
    found: list[list[str]] = [[] for _ in range(rows)]
    for cell in grid.cells:
        if cell.row < rows and (text := _plain(cell.text)):
            found[cell.row].append(text)
    return found


def is_title(text: str) -> bool:
    """Whether a line without blanks reads like the title of a form."""
    if not 3 < len(text) <= MAX_TITLE or ":" in text:
        return False
    short = text.rstrip("）)0123456789年度月日")
    return bool(_TITLE_END.search(text)) and (
        text.endswith(("表", "表格", "汇总", "清单", "一览", ")", "）")) or short.endswith(("表", "(", "（"))
    )


def _beginning(lines: list[Paragraph]) -> int:
    """Where the lines between two tables begin to belong to the lower one."""
    for index, line in enumerate(lines):
        if line.breaks_before and index:
            return index
        if line.breaks_after:
            return index + 1
    for index, line in enumerate(lines):
        text = _plain(line.text)
        if is_title(text) or _ANNEX.fullmatch(text):
            return index
    for index, line in enumerate(lines):
        if _HEAD_LABEL.match(_plain(line.text)) or (line.centred and line.text.strip()):
            return index
    return len(lines)


def _opening(lines: list[Paragraph]) -> list[Paragraph]:
    """Return the lines above a table that are read with it, the nearest of many."""
    start = 0
    for index, line in enumerate(lines):
        if line.breaks_before:
            start = index
        elif line.breaks_after:
            start = index + 1
    filled = [line for line in lines[start:] if line.text.strip()]
    return filled[-LINES_ABOVE:]


def _closing(lines: list[Paragraph]) -> list[Paragraph]:
    """The lines below a table that are read with it: up to the end of the page."""
    found: list[Paragraph] = []
    for line in lines:
        if line.breaks_before and found:
            break
        if line.text.strip():
            found.append(line)
        if line.breaks_after or len(found) == LINES_BELOW:
            break
    return found
