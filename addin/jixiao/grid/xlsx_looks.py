"""Addresses, attributes and texts for the fast reader, each worked out once.

A form repeats itself: the same addresses in every workbook of a template, some dozens of attribute texts, the same
labels and units. A dictionary that fills itself costs one look-up per cell where a conversion would cost several calls.
"""

from __future__ import annotations

import re
from typing import Final

from jixiao.grid.address import MAX_COLUMN, MAX_ROW, Range, column_number
from jixiao.grid.model import Value
from jixiao.grid.xlsx_sheet import Place, SheetContext, number_or_text
from jixiao.grid.xmlpart import resolve_escapes, resolve_references

_ATTRIBUTES = re.compile(r'(?:\s+[\w:.-]+="[^"<>&]*")*\s*/?')
_ATTRIBUTE = re.compile(r'\s([\w:.-]+)="([^"]*)"')
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_KEPT = 1 << 15  # places and areas kept between workbooks (some 5 MB), texts and numbers kept within one


class Unusual(Exception):  # noqa: N818 - a signal to take the other path, not an error
    """The part is written in an unusual way; it may be sound."""


def attributes_of(text: str) -> dict[str, str]:
    """Return the attributes of a tag. Raises ``Unusual`` unless plainly quoted."""
    if not _ATTRIBUTES.fullmatch(text):
        raise Unusual
    return dict(_ATTRIBUTE.findall(text))


def plain_text(text: str) -> str:
    """Return text with its references resolved. Raises ``Unusual`` beyond XML."""
    if not text.isprintable() and _CONTROL.search(text):
        raise Unusual
    if "&" not in text:
        return text
    try:
        return resolve_references(text)
    except ValueError:
        raise Unusual from None


class CellPlaces(dict[str, Place]):
    """Row and column by address."""

    def __missing__(self, address: str) -> Place:
        # Not by a pattern: in a big sheet every address is new, and this is what most of the time goes to.
        letters = address.rstrip("0123456789")
        digits = address[len(letters) :]
        if not (
            0 < len(digits) < 8 and digits[0] != "0" and len(letters) < 4 and letters.isascii() and letters.isupper()
        ):
            raise Unusual
        place = int(digits), column_number(letters)
        if not letters.isalpha() or place[0] > MAX_ROW or place[1] > MAX_COLUMN:
            raise Unusual
        if len(self) < _KEPT:
            self[address] = place
        return place


class Areas(dict[str, Range]):
    """Rectangles by their text."""

    def __init__(self, places: CellPlaces) -> None:
        super().__init__()
        self._places = places

    def __missing__(self, text: str) -> Range:
        first, _, last = text.partition(":")
        (top, left), (bottom, right) = self._places[first], self._places[last or first]
        if top > bottom or left > right:
            raise Unusual
        area = Range(top, left, bottom, right)
        if len(self) < _KEPT:
            self[text] = area
        return area


class CellValues(dict[str, Value | None]):
    """Values by the text of a cell, for one type of cell; None for blank."""

    # Of the base class itself: the cell needs more than its text to be understood (``RARE``).

    def __missing__(self, text: str) -> Value | None:
        return None


class _Numbers(CellValues):
    def __missing__(self, text: str) -> Value | None:
        if not text:
            return None
        number = number_or_text(text)
        if isinstance(number, str) or not text.isprintable():
            raise Unusual
        if len(self) < _KEPT:
            self[text] = number
        return number


class _Texts(CellValues):
    def __missing__(self, text: str) -> Value | None:
        plain = plain_text(text)
        if not plain.isspace():  # blank before the escapes are resolved, as in the exact reader
            plain = resolve_escapes(plain)
        value = None if not plain or plain.isspace() else plain
        if len(self) < _KEPT:
            self[text] = value
        return value


class _Flags(CellValues):
    def __missing__(self, text: str) -> Value | None:
        if text in ("", "0", "1"):
            return text == "1" if text else None
        raise Unusual


RARE: Final = CellValues()

Look = tuple[dict[str, Value | None], str | None]
"""How the text of a cell is to be read, and the number format of the cell."""


class Looks(dict[str, Look]):
    """The look of a cell by its attributes after the address."""

    def __init__(self, context: SheetContext) -> None:
        super().__init__()
        self._context = context
        texts = _Texts()
        self._values: dict[str, dict[str, Value | None]] = {
            "s": context.strings, "n": _Numbers(), "str": texts, "inlineStr": texts, "b": _Flags(),
        }  # fmt: skip

    def __missing__(self, text: str) -> Look:
        attributes = attributes_of(text)
        if "r" in attributes or not text.isprintable():
            raise Unusual
        values = self._values.get(attributes.get("t", "n"), RARE)
        look = values, self._context.format_of(attributes.get("s", ""))
        self[text] = look
        return look
