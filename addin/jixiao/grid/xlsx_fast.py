"""A worksheet part read by pattern, where the pattern is proven to fit.

Five times as fast as a parse.
Programs write cells in a handful of ways. One expression takes them all in one go; counting the closing tags proves
that none was missed. At anything unusual (a prefix, a comment, another order, a reference out of place) the scan gives
up by raising ``Unusual``, and ``xlsx_sheet`` reads the part instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from jixiao.grid.address import MAX_COLUMN, MAX_ROW
from jixiao.grid.model import Sheet
from jixiao.grid.sharedformula import SharedFormulas
from jixiao.grid.xlsx_looks import RARE, Areas, CellPlaces, Looks, Unusual, attributes_of, plain_text
from jixiao.grid.xlsx_sheet import Place, SheetContext, dated
from jixiao.grid.xmlpart import resolve_escapes, truth, whole

_NAMESPACES: Final = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_ROOT = re.compile(r'(?:<\?xml [^<>]*\?>)?\s*<worksheet((?:\s+[\w:.-]+="[^"<>]*")*)\s*>')
_CELL = re.compile(
    r'<c r="([^"]*+)"([^>]*+)>(?<!/>)'  # what stands in the tag is proven sound when it is understood
    r"(<f[^<>/]*+(?:/>|>[^<]*+</f>))?+"
    r'(?:(?:<v>|<is><t>|<v xml:space="preserve">|<is><t xml:space="preserve">)([^<]*+)(?:</v>|</t></is>)|<v ?/>)?+</c>'
)
_FORMULA = re.compile(r"<f([^<>/]*+)(?:/>|>([^<]*+)</f>)")
_ROW = re.compile(r"<row([^<>]*+)>")
_MERGE = re.compile(r'<mergeCell ref="([^"]*+)" ?/>')
_COLUMN = re.compile(r"<col([^<>]*+)>")

_WINDOW = 1 << 21  # characters looked at in one go, so that a big sheet's cells are never all in one list

_places = CellPlaces()
_areas = Areas(_places)


def scan_sheet(text: str, sheet: Sheet, context: SheetContext, looks: Looks) -> None:
    """Fill an empty ``sheet`` from the part; ``looks`` serve the whole workbook.

    Raises ``Unusual``, leaving ``sheet`` half filled, where the part needs the exact reader; ``HostileWorkbookError``
    beyond a limit.
    """
    start, end = _data_section(text)
    if "hidden" in text:
        _scan_hidden(text, start, end, sheet)
    _scan_merges(text, end, sheet, context)
    _scan_cells(text, start, end, sheet, context, looks)


def _data_section(text: str) -> tuple[int, int]:
    """Where the rows lie, after the proof that tags can be told by their plain names."""
    body = text.find(">", text.find("<worksheet")) + 1
    namespace = _main_namespace(text[:body])
    if ("!" in text and "<!" in text) or not text[-40:].rstrip().endswith("</worksheet>"):
        raise Unusual
    # A later declaration could give the same names another meaning; x14 and its like, with a prefix, cannot.
    if text.find("xmlns", body) >= 0 and (
        text.count("xmlns", body) != text.count("xmlns:", body) or text.find(namespace, body) >= 0
    ):
        raise Unusual
    if text.find("?", body) >= 0 and text.find("<?", body) >= 0:
        raise Unusual
    start = text.find("<sheetData>", body)
    end = text.rfind("</sheetData>")
    if start < 0 or end < 0:
        start = end = text.find("<sheetData/>", body)
    if start < 0 or text.find("<sheetData", end) not in (-1, start) or text.find("sheetData", body, start) > 0:
        raise Unusual
    return start, end


@lru_cache(maxsize=64)
def _main_namespace(head: str) -> str:
    """Return the main namespace, proven to be the default one and nothing else."""
    root = _ROOT.fullmatch(head)
    if root is None:
        raise Unusual
    values = [value for name, value in attributes_of(root[1]).items() if value in _NAMESPACES or name == "xmlns"]
    if len(values) != 1 or values[0] not in _NAMESPACES:
        raise Unusual
    return values[0]


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces of the rows that end with a row."""
    while end - start > _WINDOW:
        stop = text.rfind("</row>", start + 1, start + _WINDOW)
        if stop < 0:
            stop = text.find("</row>", start + _WINDOW, end)
            if stop < 0:
                break
        yield start, stop
        start = stop
    yield start, end


def _scan_cells(text: str, start: int, end: int, sheet: Sheet, context: SheetContext, looks: Looks) -> None:
    shared = SharedFormulas(context.count_formula)
    matched = 0
    last = (0, 0)
    for window in _windows(text, start, end):
        cells = _CELL.findall(text, *window)
        matched += len(cells)
        context.count_cells(len(cells))
        last = _place_cells(cells, last, sheet, context, looks, shared)
    # Every cell that is not empty has a closing tag of its own, and nothing else in the rows has one like it.
    if matched != text.count("</c", start, end):
        raise Unusual
    sheet.rows = {row: cells for row, cells in sheet.rows.items() if cells}


def _place_cells(
    cells: list[tuple[str, str, str, str]],
    last: Place,
    sheet: Sheet,
    context: SheetContext,
    looks: Looks,
    shared: SharedFormulas,
) -> Place:
    """Put the cells of one window into the sheet; returns the place of the last one."""
    places, rows, formats = _places, sheet.rows, sheet.formats
    current, previous = last
    line = rows.setdefault(current, {})
    try:
        for address, attributes, formula, text in cells:
            row, column = places[address]
            if row == current:
                if column <= previous:
                    raise Unusual
            elif row > current:
                current = row
                rows[row] = line = {}
            else:
                raise Unusual
            previous = column
            values, number_format = looks[attributes]
            if formula:
                _place_formula((row, column), formula, sheet, shared)
            value = values[text]
            if value is not None:
                line[column] = value
                if number_format is not None:
                    formats[row, column] = number_format
            elif values is RARE and text:
                _place_rare((row, column), attributes, text, sheet, context)
    except KeyError:  # no such shared text, or its index is not written plainly
        raise Unusual from None
    return current, previous


def _place_rare(place: Place, attributes: str, text: str, sheet: Sheet, context: SheetContext) -> None:
    """Put a cell with an error, an ISO date or a type unknown here."""
    text = plain_text(text)
    kind = attributes_of(attributes)["t"]
    if text.isspace():
        return
    if kind == "e":
        sheet.errors[place] = text.strip()
    elif kind == "d":
        number_format = context.format_of(attributes_of(attributes).get("s", ""))
        value, number_format = dated(text, number_format, date1904=context.date1904)
        sheet.rows[place[0]][place[1]] = value
        if number_format is not None:
            sheet.formats[place] = number_format
    else:
        raise Unusual


def _place_formula(place: Place, element: str, sheet: Sheet, shared: SharedFormulas) -> None:
    attributes, text = _FORMULA.findall(element)[0]
    formula = resolve_escapes(plain_text(text))
    if attributes and (known := attributes_of(attributes)).get("t") == "shared":
        formula = shared.expand(known.get("si", ""), place, formula)
    if formula.strip():
        sheet.formulas[place] = formula


def _scan_merges(text: str, end: int, sheet: Sheet, context: SheetContext) -> None:
    start = text.find("<mergeCells", end)
    if start < 0:
        if "<mergeCell" in text[:end]:
            raise Unusual
        return
    stop = text.find("</mergeCells>", start)
    found = _MERGE.findall(text, start, stop)
    # One block after the rows, and nothing in it that the pattern does not take.
    if stop < 0 or text.find("<mergeCells", start + 1) >= 0 or len(found) != text.count("<m", start + 1, stop):
        raise Unusual
    context.count_merges(len(found))
    areas = _areas
    sheet.merges = [areas[area] for area in found]


def _scan_hidden(text: str, start: int, end: int, sheet: Sheet) -> None:
    if text.count("hidden") == text.count('hidden="false"') + text.count('hidden="0"'):
        return
    for line in _ROW.findall(text, start, end):
        if "hidden" in line:
            attributes = attributes_of(line)
            if truth(attributes.get("hidden")):
                row = whole(attributes.get("r"))
                if not 1 <= row <= MAX_ROW:
                    raise Unusual
                sheet.hidden_rows.add(row)
    for line in _COLUMN.findall(text, 0, start):
        if "hidden" in line:
            attributes = attributes_of(line)
            if truth(attributes.get("hidden")):
                first, last = whole(attributes.get("min")), whole(attributes.get("max"))
                if not 1 <= first <= last <= MAX_COLUMN:
                    raise Unusual
                sheet.hidden_columns.append((first, last))
