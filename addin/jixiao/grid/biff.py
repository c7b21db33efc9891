"""What calamine leaves out of an .xls: formats, errors, formulas, hidden rows.

A pass over the records of the BIFF8 stream (MS-XLS 2.1.4), which needs no text of the workbook and so stays small. An
older stream (BIFF5 and before) is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from struct import Struct
from struct import error as StructError  # noqa: N812 - the standard library's own name is no class name
from typing import NamedTuple

from jixiao.errors import BrokenWorkbookError
from jixiao.grid.address import MAX_COLUMN
from jixiao.grid.biff_formulas import Surroundings, formula_text
from jixiao.grid.biff_strings import RichText, rich_texts
from jixiao.grid.compound import CompoundFile
from jixiao.grid.model import Sheet, Workbook
from jixiao.grid.numberformat import BUILTIN, DAYS_TO_1904, is_date_format, is_general
from jixiao.grid.struck import PartlyStruck, StruckFormat, take_out_struck

_BOF, _EOF, _BOUNDSHEET, _FORMAT, _XF, _DATE1904, _FONT = 0x809, 0x0A, 0x85, 0x41E, 0xE0, 0x22, 0x31
_SUPBOOK, _EXTERNSHEET, _SHARED, _THIS_BOOK = 0x1AE, 0x17, 0x4BC, b"\x01\x04"
_ROW, _COLINFO, _BOOLERR, _FORMULA, _MULRK = 0x208, 0x7D, 0x205, 0x06, 0xBD
_SST, _CONTINUE, _LABELSST = 0xFC, 0x3C, 0xFD
_CELLS = (
    _LABELSST,
    0x203,
    0x27E,
    0x204,
    _BOOLERR,
    _FORMULA,
)  # LABELSST, NUMBER, RK, LABEL: row, column, style come first
_BIFF8 = 0x0600

_HEAD = Struct("<2H")
_CELL = Struct("<3H")
_REFERENCE = Struct("<3H")
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}

Records = Iterator[tuple[int, int, bytes]]


class _Styles(NamedTuple):
    """The formats and fonts of styles, the fonts that strike out, the texts with runs."""

    formats: list[str]
    fonts: list[int]
    struck: set[int]
    texts: Mapping[int, RichText]

    def parted(self, text: int, style: int) -> PartlyStruck | None:
        """Return what is left of a shared text of which runs are struck out, if any is."""
        rich = self.texts.get(text)
        return None if rich is None else rich.parted(self.fonts[style], self.struck)


def add_biff_details(workbook: Workbook, data: bytes) -> None:
    """Add to the sheets, in place, what the file's records say beyond values."""
    # What cannot be understood is left out: the values stand on their own.
    try:
        file = CompoundFile(data)
        name = file.find("Workbook", "Book")
        if name is None:
            return
        stream = file.read(name)
        sheets = {sheet.name: sheet for sheet in workbook.sheets}
        styles, places, date1904, around = _globals(stream)
        for title, place in places:
            if (sheet := sheets.get(title)) is not None:
                _add_to_sheet(sheet, _records(stream, place), styles, around, date1904=date1904)
                if styles.struck:
                    take_out_struck(sheet)
    except (BrokenWorkbookError, StructError, IndexError, UnicodeDecodeError):
        return


def _records(stream: bytes, at: int) -> Records:
    """Kind, offset and bytes of the records of one substream."""
    while at + 4 <= len(stream):
        kind, size = _HEAD.unpack_from(stream, at)
        yield kind, at, stream[at + 4 : at + 4 + size]
        if kind == _EOF:
            return
        at += 4 + size


def _globals(stream: bytes) -> tuple[_Styles, list[tuple[str, int]], bool, Surroundings]:
    """Read the styles, the sheets, the date system and the references."""
    own: dict[int, str] = {}
    fonts: list[bool] = []  # whether each strikes out
    styles: list[tuple[int, int]] = []
    places: list[tuple[str, int]] = []
    date1904 = False
    around, books = Surroundings(), 0
    texts: list[bytes] = []
    before = 0
    for kind, _, record in _records(stream, 0):
        if kind == _BOF and int.from_bytes(record[:2], "little") != _BIFF8:
            raise BrokenWorkbookError("BIFF8 以前的版本")
        if kind == _FORMAT:
            own[int.from_bytes(record[:2], "little")] = _text(record[2:], 2)
        elif kind == _XF:
            styles.append((int.from_bytes(record[2:4], "little"), int.from_bytes(record[:2], "little")))
        elif kind == _FONT:
            fonts.append(bool(record[2] & 8))
        elif kind == _SST or (kind == _CONTINUE and before == _SST):
            texts.append(record)
        elif kind == _BOUNDSHEET:
            places.append((_text(record[6:], 1), int.from_bytes(record[:4], "little")))
        elif kind == _DATE1904:
            date1904 = record[:1] == b"\1"
        elif kind == _SUPBOOK:
            if record[2:4] == _THIS_BOOK:
                around.own_books.add(books)
            books += 1
        elif kind == _EXTERNSHEET:
            around.references += list(_REFERENCE.iter_unpack(record[2 : 2 + (len(record) - 2) // 6 * 6]))
        before = before if kind == _CONTINUE else kind
    around.sheets = [name for name, _ in places]
    struck = {index + (index > 3) for index, strikes in enumerate(fonts) if strikes}  # no font has the number 4
    formats = [own.get(number) or BUILTIN.get(str(number), "General") for number, _ in styles]
    known = _Styles(
        [StruckFormat(code) if font in struck else code for code, (_, font) in zip(formats, styles, strict=True)],
        [font for _, font in styles],
        struck,
        rich_texts(texts) if struck and texts else {},
    )
    return known, places, date1904, around


def _text(record: bytes, length_bytes: int) -> str:
    """Read a BIFF8 string: its length, whether a character takes two bytes, its text."""
    count = int.from_bytes(record[:length_bytes], "little")
    start = length_bytes + 1
    if record[length_bytes] & 1:
        return record[start : start + 2 * count].decode("utf-16-le")
    return record[start : start + count].decode("latin-1")


def _add_to_sheet(sheet: Sheet, records: Records, styles: _Styles, around: Surroundings, *, date1904: bool) -> None:
    formulas: dict[tuple[int, int], bytes] = {}
    shared: dict[tuple[int, int], bytes] = {}
    last = (0, 0)
    for kind, _, record in records:
        if kind in _CELLS:
            row, column, style = _CELL.unpack_from(record)
            _add_format(sheet, row + 1, column + 1, styles.formats, style, date1904=date1904)
            text = styles.parted(int.from_bytes(record[6:10], "little"), style) if kind == _LABELSST else None
            if text is not None and sheet.value(row + 1, column + 1) is not None:
                sheet.rows[row + 1][column + 1] = text
                sheet.formats.pop((row + 1, column + 1), None)
            if kind == _FORMULA:
                last = row + 1, column + 1
                formulas[last] = _tokens(record, 20)
            if kind == _BOOLERR and record[7]:
                sheet.errors[row + 1, column + 1] = _ERRORS.get(record[6], "#N/A")
            elif kind == _FORMULA and record[12:14] == b"\xff\xff" and record[6] == 2:
                sheet.errors[row + 1, column + 1] = _ERRORS.get(record[8], "#N/A")
        elif kind == _MULRK:
            row, first = _HEAD.unpack_from(record)
            for index in range((len(record) - 6) // 6):
                style = int.from_bytes(record[4 + 6 * index : 6 + 6 * index], "little")
                _add_format(sheet, row + 1, first + 1 + index, styles.formats, style, date1904=date1904)
        elif kind == _SHARED and last in formulas:
            shared[last] = _tokens(record, 8)
        elif kind == _ROW and record[12] & 0x20:
            sheet.hidden_rows.add(int.from_bytes(record[:2], "little") + 1)
        elif kind == _COLINFO and record[8] & 1:
            first, last = _HEAD.unpack_from(record)
            sheet.hidden_columns.append((first + 1, min(last + 1, MAX_COLUMN)))
    for place, tokens in formulas.items():
        sheet.formulas[place] = formula_text(tokens, place, around, shared)
    for place in sheet.errors:
        sheet.clear(*place)


def _tokens(record: bytes, at: int) -> bytes:
    """The tokens of a formula whose length stands at ``at``."""
    size = int.from_bytes(record[at : at + 2], "little")
    return record[at + 2 : at + 2 + size]


def _add_format(sheet: Sheet, row: int, column: int, formats: list[str], style: int, *, date1904: bool) -> None:
    """Put the true format of a cell in place of the one guessed from its value."""
    value = sheet.value(row, column)
    code = formats[style] if style < len(formats) else "General"
    if value is None or (is_general(code) and not isinstance(code, StruckFormat)):
        return
    if (row, column) in sheet.formats:
        if not is_date_format(code) and not isinstance(code, StruckFormat):
            return  # calamine took the number for a date: it must stay one
    elif date1904 and isinstance(value, float) and is_date_format(code):
        # calamine did not, and so did not bring the number into the date system of its other dates.
        sheet.rows[row][column] = value + DAYS_TO_1904
    sheet.formats[row, column] = code
