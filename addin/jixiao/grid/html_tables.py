"""Tables of a web page named .xls, below each other on one sheet.

Runs in the worker process of ``legacy``: the parser of the standard library takes its time over hostile pages.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from jixiao.grid.address import MAX_COLUMN, MAX_ROW, Range
from jixiao.grid.lookalikes import plain_characters
from jixiao.grid.model import Sheet, Value, Workbook

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_SHEET_NAME = re.compile(r"<x:Name>([^<]{1,31})</x:Name>")
_HEAD = 4096
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?")
_BLANKS = re.compile(r"[ \t\r\n]+")
_BLOCKS = frozenset(("p", "div", "li", "h1", "h2", "h3", "h4"))
_SILENT = frozenset(("script", "style", "head", "title"))
_STRUCK = frozenset(("s", "strike", "del"))
_RUNS = _STRUCK | {"span", "font", "u", "b", "i", "em", "strong", "a"}
_STRIKING = re.compile(
    r"\.([\w-]{1,40})\s*\{[^{}]{0,2000}line-through"
)  # .font7 {color:red; text-decoration:line-through;}


class TooLargeError(Exception):
    """The tables have more cells than allowed."""


def read_html(data: bytes, cells: int) -> Workbook:
    """Return a page's tables as one sheet. Raises ``TooLargeError``, ``ValueError``."""
    text = _decoded(data)
    reader = _TableReader(cells, frozenset(_STRIKING.findall(text)) if "line-through" in text else frozenset())
    reader.feed(text)
    reader.close()
    reader.end_cell()
    sheet = reader.sheet
    if not sheet.rows:
        raise ValueError("no filled cell")
    named = _SHEET_NAME.search(text)
    if named is not None:
        sheet.name = named[1]
    sheet.rows = {row: dict(sorted(line.items())) for row, line in sorted(sheet.rows.items())}
    return Workbook([sheet])


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    declared = _CHARSET.search(data[:_HEAD])
    named = declared[1].decode("ascii").lower() if declared else ""
    encodings = ["utf-8-sig", "gb18030"] if not named.startswith("gb") else ["gb18030", "utf-8-sig"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode(encodings[0], "replace")


class _TableReader(HTMLParser):
    """Puts the cells of tables into a sheet; a table in a cell is text of the cell."""

    def __init__(self, most: int, striking: frozenset[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._striking = striking
        self._runs: list[tuple[str, bool]] = []  # open runs of a cell, each with whether it strikes out
        self._crossed: list[str] = []
        self.sheet = Sheet("Sheet1")
        self._left = most
        self._depth = 0  # tables within tables
        self._row = 0
        self._column = 0
        self._covered: dict[int, int] = {}  # column → last row that a cell from above reaches
        self._text: list[str] | None = None
        self._attributes: dict[str, str] = {}
        self._silent = 0
        self._last = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in _RUNS:
            if self._text is not None:
                self._runs.append((tag, tag in _STRUCK or self._strikes(attrs)))
        elif tag == "table":
            self._depth += 1
            if self._depth == 1 and self.sheet.rows:
                self._row = self._last + 1  # a blank row between two tables
        elif self._depth > 1:
            if tag in ("td", "tr") and self._text is not None:
                self._text.append("\n" if tag == "tr" else " ")
        elif tag == "tr" and self._depth:
            self.end_cell()
            self._next_row()
            if "display:none" in _style(attrs):
                self.sheet.hidden_rows.add(self._row)
        elif tag in ("td", "th") and self._depth:
            self.end_cell()
            if not self._row:
                self._next_row()
            self._text, self._attributes = [], {name: value or "" for name, value in attrs}
            self._runs, self._crossed = [(tag, self._strikes(attrs))], []
        elif self._text is not None and (tag == "br" or tag in _BLOCKS):
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _RUNS:
            if tag in (run for run, _ in self._runs):
                while self._runs.pop()[0] != tag:
                    pass
        elif tag == "table":
            if self._depth == 1:
                self.end_cell()
                self._last = max(self._last, self._row)
            self._depth = max(0, self._depth - 1)
        elif tag in ("td", "th", "tr") and self._depth == 1:
            self.end_cell()

    def handle_data(self, data: str) -> None:
        if self._text is not None and not self._silent:
            crossed = any(struck for _, struck in self._runs)
            (self._crossed if crossed else self._text).append(_BLANKS.sub(" ", data))

    def _strikes(self, attrs: list[tuple[str, str | None]]) -> bool:
        """Return whether the style of an element, or its class, strikes out its text."""
        classes = next((value or "" for name, value in attrs if name == "class"), "").split()
        return "line-through" in _style(attrs) or not self._striking.isdisjoint(classes)

    def _next_row(self) -> None:
        self._row += 1
        self._column = 0
        if self._row > MAX_ROW:
            raise TooLargeError
        self._last = max(self._last, self._row)

    def end_cell(self) -> None:
        """Put the open cell, if there is one, into the sheet."""
        if self._text is None:
            return
        lines = "".join(self._text).split("\n")
        text = "\n".join(line.strip() for line in lines).strip()
        self._text = None
        self._left -= 1
        column = self._column + 1
        while self._covered.get(column, 0) >= self._row:
            column += 1
        across, down = self._span("colspan", 1_000), self._span("rowspan", 10_000)
        self._left -= across
        if self._left < 0:
            raise TooLargeError
        self._column = column + across - 1
        if self._column > MAX_COLUMN:
            raise ValueError("a cell beyond the sheet")
        bottom = min(self._row + down - 1, MAX_ROW)
        if across > 1 or down > 1:
            self.sheet.merges.append(Range(self._row, column, bottom, self._column))
        for covered in range(column, self._column + 1):
            self._covered[covered] = bottom
        self._last = max(self._last, bottom)
        if text:
            self.sheet.rows.setdefault(self._row, {})[column] = self._value(text)
        if crossed := "".join(self._crossed).strip():
            self.sheet.struck[self._row, column] = crossed

    def _span(self, name: str, most: int) -> int:
        text = self._attributes.get(name, "1").strip()
        return max(1, min(int(text), most)) if text.isascii() and text.isdecimal() and len(text) < 8 else 1

    def _value(self, text: str) -> Value:
        """A number where Excel makes it one: no leading zero, not marked as text."""
        as_text = "@" in self._attributes.get("style", "") or "x:str" in self._attributes
        if not as_text and _NUMBER.fullmatch(text):
            return float(text)
        return plain_characters(text)


def _style(attrs: list[tuple[str, str | None]]) -> str:
    """Return the style of an element, without blanks."""
    return next((value or "" for name, value in attrs if name == "style"), "").replace(" ", "").lower()
