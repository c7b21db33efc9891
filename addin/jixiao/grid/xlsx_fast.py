"""A worksheet part read by pattern: five times as fast as a parse, and only where the pattern is proven to fit.

Programs write cells in a handful of ways. One expression takes them all in one go; counting the closing tags proves
that none was missed. At anything unusual (a prefix, a comment, another order, a reference out of place) the scan gives
up by raising ``Unusual``, and ``xlsx_sheet`` reads the part instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from jixiao.grid.address import MAX_COLUMN, MAX_ROW, Range, column_number
from jixiao.grid.model import Sheet
from jixiao.grid.sharedformula import SharedFormulas
from jixiao.grid.xlsx_sheet import Place, SheetContext, dated, number_or_text
from jixiao.grid.xmlpart import resolve_escapes, resolve_references

_NAMESPACES: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_ROOT = re.compile(r'(?:<\?xml [^<>]*\?>)?\s*<worksheet((?:\s+[\w:.-]+="[^"<>]*")*)\s*>')
_CELL = re.compile(
    r'<c r="([^"]*+)"([^<>/]*+)>'
    r"(?:<f([^<>/]*+)(?:/>|>([^<]*+)</f>))?+"
    r'(?:(?:<v>|<is><t>|<v xml:space="preserve">|<is><t xml:space="preserve">)([^<]*+)(?:</v>|</t></is>)|<v ?/>)?+</c>'
)
_ROW = re.compile(r"<row([^<>]*+)>")
_MERGE = re.compile(r'<mergeCell ref="([^"]*+)" ?/>')
_COLUMN = re.compile(r"<col([^<>]*+)>")
_ATTRIBUTES = re.compile(r'(?:\s+[\w:.-]+="[^"<>&]*")*\s*/?')
_ATTRIBUTE = re.compile(r'\s([\w:.-]+)="([^"]*)"')
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")

_WINDOW = 1 << 21  # characters looked at in one go, so that a big sheet's cells are never all in one list
_KEPT = 1 << 15  # addresses and areas remembered between workbooks: some 5 MB


class Unusual(Exception):  # noqa: N818 - a signal to take the other path, not an error
    """The part is not written the usual way; nothing is said about whether it is sound."""


class _Places(dict[str, Place]):
    """Row and column by address, remembered: forms have their cells in the same places."""

    def __missing__(self, address: str) -> Place:
        found = _PLACE.fullmatch(address)
        if found is None:
            raise Unusual
        place = int(found[2]), column_number(found[1])
        if place[0] > MAX_ROW or place[1] > MAX_COLUMN:
            raise Unusual
        if len(self) < _KEPT:
            self[address] = place
        return place


class _Areas(dict[str, Range]):
    """Rectangles by their text, remembered."""

    def __missing__(self, text: str) -> Range:
        first, _, last = text.partition(":")
        (top, left), (bottom, right) = _places[first], _places[last or first]
        if top > bottom or left > right:
            raise Unusual
        area = Range(top, left, bottom, right)
        if len(self) < _KEPT:
            self[text] = area
        return area


_places = _Places()
_areas = _Areas()


class _Looks(dict[str, tuple[str, str | None]]):
    """Type and number format by a cell's attributes after its address: a workbook has some dozens of them."""

    def __init__(self, context: SheetContext) -> None:
        super().__init__()
        self._context = context

    def __missing__(self, text: str) -> tuple[str, str | None]:
        attributes = _attributes(text)
        if "r" in attributes:
            raise Unusual
        look = attributes.get("t", "n"), self._context.format_of(attributes.get("s", ""))
        self[text] = look
        return look


def _attributes(text: str) -> dict[str, str]:
    if not _ATTRIBUTES.fullmatch(text):
        raise Unusual
    return dict(_ATTRIBUTE.findall(text))


def scan_sheet(text: str, sheet: Sheet, context: SheetContext) -> None:
    """Fill an empty ``sheet`` from the part's text.

    Raises ``Unusual``, leaving ``sheet`` half filled, where the part needs the exact reader; ``HostileWorkbookError``
    beyond a limit.
    """
    start, end = _data_section(text)
    if text.find("hidden=") >= 0:
        _scan_hidden(text, start, end, sheet)
    _scan_merges(text, end, sheet, context)
    _scan_cells(text, start, end, sheet, context)


def _data_section(text: str) -> tuple[int, int]:
    """Where the rows lie, after the proof that tags can be told by their plain names."""
    root = _ROOT.match(text)
    if root is None or ("!" in text and "<!" in text) or not text[-40:].rstrip().endswith("</worksheet>"):
        raise Unusual
    namespace, body = _main_namespace(root[1]), root.end()
    # A later declaration could give the same names another meaning; x14 and its like, with a prefix, cannot.
    if text.find("xmlns", body) >= 0 and (
        text.count("xmlns", body) != text.count("xmlns:", body) or text.find(namespace, body) >= 0
    ):
        raise Unusual
    if "?" in text and text.find("<?", body) >= 0:
        raise Unusual
    start = text.find("<sheetData>", body)
    end = text.rfind("</sheetData>")
    if start < 0 or end < 0:
        start = end = text.find("<sheetData/>", body)
    if start < 0 or text.find("<sheetData", end) not in (-1, start) or text.find("sheetData", body, start) > 0:
        raise Unusual
    return start, end


@lru_cache(maxsize=64)
def _main_namespace(attributes: str) -> str:
    """The namespace of SpreadsheetML, proven to be the default one and bound to no prefix as well."""
    declared = [value for name, value in _ATTRIBUTE.findall(attributes) if value in _NAMESPACES or name == "xmlns"]
    if len(declared) != 1 or declared[0] not in _NAMESPACES:
        raise Unusual
    return str(declared[0])


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces of the rows that end with a row."""
    while end - start > _WINDOW:
        stop = text.rfind("</row>", start, start + _WINDOW)
        if stop < 0:
            stop = text.find("</row>", start + _WINDOW, end)
            if stop < 0:
                break
        yield start, stop
        start = stop
    yield start, end


def _scan_cells(text: str, start: int, end: int, sheet: Sheet, context: SheetContext) -> None:
    shared = SharedFormulas(context.count_formula)
    looks = _Looks(context)
    matched = 0
    last = (0, 0)
    for window in _windows(text, start, end):
        cells = _CELL.findall(text, *window)
        matched += len(cells)
        context.count_cells(len(cells))
        last = _place_cells(cells, last, sheet, context, looks, shared)
    # Every cell that is not empty has a closing tag of its own.
    if matched != text.count("</c>", start, end) or text.find("</c ", start, end) >= 0:
        raise Unusual
    if ("\n" in text or "\t" in text) and re.search(r"</c\s", text[start:end]):
        raise Unusual


def _place_cells(
    cells: list[tuple[str, str, str, str, str]],
    last: Place,
    sheet: Sheet,
    context: SheetContext,
    looks: _Looks,
    shared: SharedFormulas,
) -> Place:
    """Put the cells of one window into the sheet; returns the place of the last one."""
    places, strings, rows, formats = _places, context.strings, sheet.rows, sheet.formats
    current, line = last[0], rows.get(last[0], {})
    for address, attributes, formula_attributes, formula, text in cells:
        place = places[address]
        if place <= last:
            raise Unusual
        last = place
        kind, number_format = looks[attributes]
        if formula or formula_attributes:
            _place_formula(place, formula_attributes, formula, sheet, shared)
        if not text:
            continue
        value: str | float | bool
        if kind == "s":
            try:
                value = strings[text]
            except KeyError:
                raise Unusual from None
            if not value:
                continue
        elif kind == "n":
            value = number_or_text(text)
            if value.__class__ is str:
                raise Unusual
        elif kind == "e":
            sheet.errors[place] = _plain(text).strip()
            continue
        else:
            value, number_format = _other(kind, text, number_format, context)
            if value == "":
                continue
        row, column = place
        if row != current or not line:
            current = row
            rows[row] = line = rows.get(row, {})
        line[column] = value
        if number_format is not None:
            formats[place] = number_format
    return last


def _other(kind: str, text: str, number_format: str | None, context: SheetContext) -> tuple[str | float | bool, str | None]:
    """Value and format of a cell that is neither a shared text nor a number; empty where it holds nothing."""
    text = _plain(text)
    if text.isspace():
        return "", None
    if kind == "b":
        if text not in ("0", "1"):
            raise Unusual
        return text == "1", number_format
    if kind == "d":
        return dated(text, number_format, date1904=context.date1904)
    text = resolve_escapes(text)
    return ("" if text.isspace() else text), number_format


def _plain(text: str) -> str:
    if "&" not in text:
        return text
    try:
        return resolve_references(text)
    except ValueError:
        raise Unusual from None


def _place_formula(place: Place, attributes: str, text: str, sheet: Sheet, shared: SharedFormulas) -> None:
    formula = resolve_escapes(_plain(text))
    if attributes and (known := _attributes(attributes)).get("t") == "shared":
        formula = shared.expand(known.get("si", ""), place, formula)
    if formula.strip():
        sheet.formulas[place] = formula


def _scan_merges(text: str, end: int, sheet: Sheet, context: SheetContext) -> None:
    areas = _MERGE.findall(text, end)
    if len(areas) != text.count("<mergeCell ", end):
        raise Unusual
    context.count_merges(len(areas))
    known = _areas
    sheet.merges = [known[area] for area in areas]


def _scan_hidden(text: str, start: int, end: int, sheet: Sheet) -> None:
    for line in _ROW.findall(text, start, end):
        if "hidden" in line:
            attributes = _attributes(line)
            number = attributes.get("r", "")
            if attributes.get("hidden") in ("1", "true"):
                if not (number.isascii() and number.isdecimal() and len(number) < 8 and 1 <= int(number) <= MAX_ROW):
                    raise Unusual
                sheet.hidden_rows.add(int(number))
    for line in _COLUMN.findall(text, 0, start):
        if "hidden" in line:
            attributes = _attributes(line)
            if attributes.get("hidden") in ("1", "true"):
                first, last = attributes.get("min", ""), attributes.get("max", "")
                if not (first.isdecimal() and last.isdecimal() and 1 <= int(first) <= int(last) <= MAX_COLUMN):
                    raise Unusual
                sheet.hidden_columns.append((int(first), int(last)))
