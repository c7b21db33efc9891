"""The part of a sheet that one form occupies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from jixiao.forms.cell_text import is_placeholder
from jixiao.grid.address import ADDRESSES, Range, address, parse_address
from jixiao.grid.model import Sheet, Value

MAX_GAP = 60
"""A form has no gap of more blank rows than this: what stands below belongs to nobody."""

MAX_WORD, MAX_SPREAD = 12, 48
"""A text of so many characters may be a word with blanks in it, one with a blank behind each letter: 项 目 名 称."""
_PUNCTUATION = frozenset("：:（）()/、，")


@dataclass(slots=True)
class Region:
    """Rows and columns of one form on a sheet, title included.

    ``rows`` holds only filled rows, ascending, each with its filled columns inside the region. ``spans`` maps the
    top-left cell of each merge of the sheet to its rectangle. ``taken`` collects the cells that some key has claimed.
    """

    sheet: Sheet
    title: tuple[int, int]
    title_text: str
    rows: list[tuple[int, dict[int, Value]]]
    spans: dict[tuple[int, int], Range]
    titled: bool = True
    taken: set[tuple[int, int]] = field(default_factory=set)

    def below_title(self) -> dict[int, dict[int, Value]]:
        """Return the rows as far as the title reaches.

        What a blank column parts from them is another table, or a list of the units.
        """
        edge = self.right_edge(*self.title) if self.titled else self.title[1]
        rows = dict(self.rows)
        if edge == self.title[1] or all(next(reversed(cells)) <= edge for cells in rows.values()):
            return rows  # nearly every form
        crossed = any(span.left <= edge < span.right for span in self.spans.values())
        if crossed or any(edge + 1 in cells for cells in rows.values()):
            return rows
        return {
            row: {column: v for column, v in cells.items() if column <= edge} or cells for row, cells in rows.items()
        }

    def value(self, row: int, column: int) -> Value | None:
        """Return what a cell says, a text as in ``rows``."""
        value = self.sheet.value(row, column)
        return plain_text(value) if isinstance(value, str) else value

    def right_edge(self, row: int, column: int) -> int:
        """Last column of a cell, its merge included."""
        span = self.spans.get((row, column))
        return span.right if span is not None else column

    def bottom_edge(self, row: int, column: int) -> int:
        """Last row of a cell, its merge included."""
        span = self.spans.get((row, column))
        return span.bottom if span is not None else row

    def place_left_blank(self, label: str) -> str:
        """Return where a label lacks its value: in its row, or below it."""
        row, column = parse_address(label)
        behind, below = self.right_edge(row, column) + 1, self.bottom_edge(row, column) + 1
        width = max(self.right_edge(line, max(cells)) for line, cells in self.rows)
        wide = behind > width and str(self.value(row, column)).rstrip().endswith((":", "："))  # 业务股室审核：
        has_room = wide or (behind <= width and is_placeholder(self.value(row, behind) or ""))
        return label if has_room or not is_placeholder(self.value(below, column) or "") else address(below, column)

    def take(self, row: int, column: int) -> str:
        """Mark a cell as read and give its address."""
        self.taken.add((row, column))
        return ADDRESSES[column][row]  # not by a call: this is done for every cell of every form

    def take_all(self, row: int, columns: Iterable[int]) -> None:
        """Mark cells of a row as read that say nothing of their own."""
        self.taken.update((row, column) for column in columns)


def filled_rows(sheet: Sheet, top: int, below: int, left: int, right: int) -> list[tuple[int, dict[int, Value]]]:
    """Return filled rows from ``top`` to before ``below`` (0: end) or a large gap."""
    rows: list[tuple[int, dict[int, Value]]] = []
    last = top
    for row, cells in rows_of_forms(sheet):
        if row < top:
            continue
        if (below and row >= below) or row - last > MAX_GAP:
            break
        last = row
        if left > 1 or right:
            cells = {
                column: value for column, value in cells.items() if column >= left and (not right or column <= right)
            }
        if cells:
            rows.append((row, _plain(cells)))
    return rows


def plain_text(text: str) -> str:
    """Return a text without white space around it, and within its words: 小 计.

    A blank behind three letters may part a label from its value: 项目名称 码头维护. Between single letters it parts
    nothing: 其 中 ： 基 本 支 出.
    """
    parts = text.split() if len(text) <= MAX_SPREAD else ()
    if len(parts) > 1 and len(parts[0]) < 3:
        words = "".join(parts)
        spread = len(words) == len(parts) > 2
        chinese = all("\u4e00" <= char <= "\u9fff" or (spread and char in _PUNCTUATION) for char in words)
        if chinese and (spread or len(text) <= MAX_WORD):
            return words
    return text.strip() if text[0].isspace() or text[-1].isspace() else text


def _plain(cells: dict[int, Value]) -> dict[int, Value]:
    """Return a row with its texts plain; most rows are."""
    changed = {
        column: plain
        for column, value in cells.items()
        if isinstance(value, str) and not value.isalnum() and (plain := plain_text(value)) is not value
    }
    return {**cells, **changed} if changed else cells


def rows_of_forms(sheet: Sheet, reach: int = 0) -> Iterable[tuple[int, dict[int, Value]]]:
    """The rows of a sheet without hidden columns that a blank one parts from the rest.

    Those are no part of a form: there stand the formulas by which a template checks itself. Nothing is cut where the
    form is known to ``reach`` farther.
    """
    edge = _edge_before_hidden(sheet) if sheet.hidden_columns else 0
    if not edge or edge < reach:
        return sheet.rows.items()
    cut = ((row, {column: v for column, v in cells.items() if column <= edge}) for row, cells in sheet.rows.items())
    return ((row, cells) for row, cells in cut if cells)


def _edge_before_hidden(sheet: Sheet) -> int:
    """Return the last column before hidden ones behind a blank; 0 if there is none."""
    filled = {column for cells in sheet.rows.values() for column in cells}
    edge = 0
    for first, last in sorted(sheet.hidden_columns, reverse=True):
        shown = {column for column in filled if column < first}
        if any(column > last and (not edge or column <= edge) for column in filled) or first - 1 in filled:
            break
        edge = max(shown, default=0)
    return edge
