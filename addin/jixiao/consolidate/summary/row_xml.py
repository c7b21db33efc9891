"""Rows as SpreadsheetML, rendered where read, numbered where written.

A rendered row is one line of bytes in which NUL stands for the row number; what XML forbids in a cell anyway, so it
cannot be confused with data. A process that reads files can thus render rows before anyone knows how many rows come
before them. Text is always an inline string, whatever it begins with: nothing a department typed becomes a formula.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain, groupby, repeat
from operator import attrgetter
from typing import NamedTuple

from jixiao.consolidate.summary.column_specs import LateValue, SheetSpec, SummaryColumn
from jixiao.consolidate.summary.layout import DATA_SIZE, STYLE_NUMBERS
from jixiao.consolidate.summary.row_height import height, lines_needed
from jixiao.grid.address import column_letters

ROW_NUMBER = b"\0"


MAX_TEXT = 32_767
CUT_MARK = "…（原文过长，已截断）"
# Excel counts UTF-16 units; a text of so few characters cannot have too many.
_SURELY_SHORT = MAX_TEXT // 2
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
# Excel reads _x000D_ in a string as the character of that number; typed as such it must be escaped itself.
_ESCAPE_LIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# Beyond it a double is infinite; Excel's own limit is a little below the double's.
_MAX_EXPONENT = 307
_DOUBLE_LENGTH = 24
# Per column: enough for the names of a chunk, a few megabytes at most.
_REMEMBERED = 1024
_REMEMBERED_LENGTH = 40


class SummaryFormula(NamedTuple):
    """A formula without ``=`` and the value shown until something calculates it."""

    text: str
    value: Decimal | str


class Xml(str):
    """The rest of a cell behind its style, ready to be written."""

    __slots__ = ()


SummaryValue = str | int | Decimal | SummaryFormula | Xml | LateValue | None
LinkTo = Callable[[str], SummaryFormula | Xml | str]
"""Turns the text of a link column into the formula that shows it, or leaves it a text where no link is possible."""


def cell(column: int, style: int, value: SummaryValue) -> str:
    """The XML of a cell in the row under way; ``column`` is 1-based."""
    return filled(start_of_cell(column, style), value)


@lru_cache(maxsize=4096)
def start_of_cell(column: int, style: int) -> str:
    """Return the XML of a cell up to its value; ``column`` is 1-based."""
    return f'<c r="{column_letters(column)}\0" s="{style}"'


def row(cells: Iterable[str], height: float) -> bytes:
    """A line of cells; ``height`` in points."""
    return f"{_row_start(height)}{''.join(cells)}</row>\n".encode()


def numbered(line: bytes, number: int) -> bytes:
    """The row with its number."""
    return line.replace(ROW_NUMBER, b"%d" % number)


class RowRenderer:
    """Renders the records of one data sheet."""

    def __init__(self, spec: SheetSpec) -> None:
        self._keys = tuple(column.key for column in spec.columns)
        self._values: Callable[[NamedTuple], tuple[SummaryValue, ...]] = attrgetter(*self._keys)
        # Neighbouring columns that recur together are a run, any other column is one alone.
        runs = [tuple(run) for _, run in groupby(enumerate(spec.columns), key=lambda each: each[1].recurs or each[0])]
        self._runs = [(slice(run[0][0], run[-1][0] + 1), _renderer(run)) for run in runs]

    def lines(self, records: Iterable[NamedTuple], link_to: LinkTo) -> bytes:
        """Return the rows of the records, one line each."""
        given = list(records)
        return b"".join(self._pieces(given, link_to)) if given else b""

    def _pieces(self, records: Sequence[NamedTuple], link_to: LinkTo) -> Iterator[bytes]:
        # A million rows pass here: column by column, so that each step does many cells at once.
        in_order = records[0]._fields == self._keys
        columns = tuple(zip(*(records if in_order else map(self._values, records)), strict=True))
        cells: list[Iterable[bytes]] = []
        higher: list[tuple[int, ...]] = []
        for places, renderer in self._runs:
            xml, lines = renderer.render(columns[places], link_to)
            cells.append(xml)
            if max(lines) > 1:
                higher.append(lines)
        highest = map(max, *higher) if len(higher) > 1 else higher[0] if higher else repeat(1, len(records))
        return chain.from_iterable(zip(map(_start_of_lines, highest), *cells, repeat(b"</row>\n")))


_Cells = tuple[Iterable[bytes], tuple[int, ...]]
"""The XML of the cells of some columns, row by row, and the number of lines that those of each row take.

Bytes, for to encode whole rows would cost more than all the rest: their few Chinese characters make them long texts.
"""


def _renderer(run: Sequence[tuple[int, SummaryColumn]]) -> _ColumnRenderer | _RunRenderer | _LinkRenderer:
    columns = [
        _LinkRenderer(index + 1, column) if column.link is not None else _ColumnRenderer(index + 1, column)
        for index, column in run
    ]
    return columns[0] if len(columns) == 1 else _RunRenderer(columns)


class _RunRenderer:
    """Renders neighbouring columns that have the same values from row to row."""

    def __init__(self, columns: Sequence[_ColumnRenderer | _LinkRenderer]) -> None:
        self._seen: dict[tuple[SummaryValue, ...], tuple[bytes, int]] = {}
        self._columns = columns

    def render(self, columns: Sequence[tuple[SummaryValue, ...]], link_to: LinkTo) -> _Cells:
        """The cells of these columns, as one piece of XML for each row."""
        known = self._seen.get
        cells = [known(values) or self._new(values, link_to) for values in zip(*columns, strict=True)]
        xml, lines = zip(*cells, strict=True)
        return xml, lines

    def _new(self, values: tuple[SummaryValue, ...], link_to: LinkTo) -> tuple[bytes, int]:
        cells = [column.render(((value,),), link_to) for column, value in zip(self._columns, values, strict=True)]
        rendered = b"".join(chain.from_iterable(xml for xml, _ in cells)), max(lines[0] for _, lines in cells)
        if len(self._seen) >= _REMEMBERED:
            self._seen.clear()
        self._seen[values] = rendered
        return rendered


class _ColumnRenderer:
    """Renders one column's cells and remembers them: they come again."""

    def __init__(self, index: int, column: SummaryColumn) -> None:
        self._seen: dict[SummaryValue, tuple[bytes, int]] = {}
        self._start = start_of_cell(index, STYLE_NUMBERS[column.style])
        self._start_of_text = f'{self._start} t="inlineStr"><is><t>'.encode()
        self._width = column.width
        self._surely_one_line = int(column.width - 1) // 2

    def render(self, columns: Sequence[tuple[SummaryValue, ...]], _: LinkTo) -> _Cells:
        """The cells of this column."""
        (values,) = columns
        known, new = self._seen.get, self._new
        if Decimal in map(type, values):  # never looked up: 1.0 equals 1
            cells = [(type(value) is not Decimal and known(value)) or new(value) for value in values]
        else:
            cells = [known(value) or new(value) for value in values]
        xml, lines = zip(*cells, strict=True)
        return xml, lines

    def _new(self, value: SummaryValue) -> tuple[bytes, int]:
        if isinstance(value, str):
            length = len(value)
            if 0 < length <= _SURELY_SHORT and value.strip() == value and _SPECIAL.search(value) is None:
                # Most texts: nothing to escape, nothing to cut.
                xml = self._start_of_text + value.encode() + b"</t></is></c>"
            else:
                xml = filled(self._start, value).encode()
            one_line = length <= self._surely_one_line and "\n" not in value
            rendered = xml, 1 if one_line else lines_needed(value, self._width)
            recurs = length <= _REMEMBERED_LENGTH
        else:
            rendered = filled(self._start, value).encode(), 1
            recurs = not isinstance(value, Decimal)
        if recurs:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            self._seen[value] = rendered
        return rendered


class _LinkRenderer:
    """Renders the cells of a column of links, each on one line."""

    def __init__(self, index: int, column: SummaryColumn) -> None:
        self._start = start_of_cell(index, STYLE_NUMBERS[column.style])

    def render(self, columns: Sequence[tuple[SummaryValue, ...]], link_to: LinkTo) -> _Cells:
        """The cells of this column."""
        (values,) = columns
        start = self._start
        links = [link_to(value) if isinstance(value, str) else value for value in values]
        return [(start + link if type(link) is Xml else filled(start, link)).encode() for link in links], (1,)


@lru_cache(maxsize=1024)
def _start_of_lines(lines: int) -> bytes:
    return _row_start(height(lines, DATA_SIZE)).encode()


def _row_start(height: float) -> str:
    return f'<row r="\0" ht="{height:g}">'


def filled(start: str, value: SummaryValue) -> str:
    """The XML of a cell that starts like that."""
    if value is None:
        return f"{start}/>"
    if isinstance(value, str):
        if type(value) is Xml:
            return start + value
        return start + _text(value) if value else f"{start}/>"
    if isinstance(value, Decimal):
        writable = value.is_finite() and value.adjusted() <= _MAX_EXPONENT
        return f"{start}><v>{_number(value)}</v></c>" if writable else start + _text(str(value))
    if isinstance(value, SummaryFormula):
        return start + _formula(value)
    if isinstance(value, LateValue):
        return f"{start}><v>{value.character}</v></c>" if value.is_number else start + marked_text(value.character)
    return f"{start}><v>{_number(value)}</v></c>"


def _number(value: int | Decimal) -> str:
    # More digits than a double has would only be lost on reading, and some readers refuse them.
    text = str(value)
    return text if len(text) <= _DOUBLE_LENGTH else repr(float(value))


def _text(text: str) -> str:
    """The rest of a cell that holds text."""
    space = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    return f' t="inlineStr"><is><t{space}>{escape(shorten(text))}</t></is></c>'


def marked_text(character: str) -> str:
    """The rest of a cell that holds the text a mark stands for."""
    return f' t="inlineStr"><is><t xml:space="preserve">{character}</t></is></c>'


def _formula(formula: SummaryFormula) -> str:
    code = escape(formula.text)
    if isinstance(formula.value, Decimal):
        return f"><f>{code}</f><v>{_number(formula.value)}</v></c>"
    return f' t="str"><f>{code}</f><v>{escape(formula.value)}</v></c>'


def escape(text: str) -> str:
    """The text as XML on a single line, without the characters that XML forbids."""
    if _SPECIAL.search(text) is None:
        return text
    text = FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _ESCAPE_LIKE.sub("_x005F_", text).replace("\n", "&#10;")


def shorten(text: str) -> str:
    """Return the text cut to 32,767 UTF-16 units, with a visible mark."""
    if len(text) <= _SURELY_SHORT:
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * MAX_TEXT:
        return text
    room = MAX_TEXT - len(CUT_MARK)
    return units[: 2 * room].decode("utf-16-le", "ignore") + CUT_MARK
