"""A sheet with parts of it moved: read like any other, every address moved back.

Lists beside one another stand below one another then; a list on its side stands upright.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple, TypeVar, cast

from jixiao.forms.document import Document
from jixiao.grid.address import ADDRESSES, Range, column_number, parse_address
from jixiao.grid.model import Sheet
from jixiao.late_patterns import late_pattern

Place = tuple[int, int]
T = TypeVar("T")
END = 1 << 30
"""Farther than any row or column."""
_ADDRESS = late_pattern(r"([A-Z]{1,3})(-?\d{1,7})")
_HOLDING = frozenset(("cell", "cells", "title_cell", "doubts"))


class Piece(NamedTuple):
    """A rectangle of a sheet, where its first cell is put, and whether it is turned."""

    area: Range
    row: int
    column: int
    turned: bool = False

    def put(self, row: int, column: int) -> Place | None:
        """Return where a cell of the sheet is put; None for one that is not of the piece."""
        if not self.area.contains(row, column):
            return None
        down, right = row - self.area.top, column - self.area.left
        return (self.row + right, self.column + down) if self.turned else (self.row + down, self.column + right)

    def back(self, row: int, column: int) -> Place | None:
        """Return where a cell of the arrangement stands on the sheet; None if elsewhere."""
        down, right = row - self.row, column - self.column
        if self.turned:
            down, right = right, down
        place = self.area.top + down, self.area.left + right
        return place if down >= 0 and right >= 0 and self.area.contains(*place) else None


class Arrangement(NamedTuple):
    """The sheet as it is read, and its pieces."""

    sheet: Sheet
    pieces: tuple[Piece, ...]

    def moved_back(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Yield documents of the arranged sheet, their addresses on the sheet itself."""
        for document in documents:
            source = document["source"]
            column = parse_address(source["title_cell"])[1]
            if "rows" in source:
                first, last = source["rows"]
                source["rows"] = self._rows(first, last, column)
            move_cells(cast("dict[str, Any]", document), self._back)
            yield document

    def _back(self, row: int, column: int) -> Place:
        places = (piece.back(row, column) for piece in self.pieces)
        return next((place for place in places if place is not None), (row, column))

    def _rows(self, first: int, last: int, column: int) -> list[int]:
        """Return the rows of a project on the sheet: those of its list if it is turned."""
        turned = [each.area for each in self.pieces if each.turned]
        if any(each.turned and each.back(first, column) is not None for each in self.pieces):
            return [turned[0].top, turned[-1].bottom]
        return [self._back(row, column)[0] for row in (first, last)]


def arrange(sheet: Sheet, pieces: Sequence[Piece]) -> Arrangement:
    """Return a sheet made of pieces of another."""

    def put(row: int, column: int) -> Place | None:
        places = (piece.put(row, column) for piece in pieces)
        return next((place for place in places if place is not None), None)

    rows: dict[int, dict[int, Any]] = {}
    for row, cells in sheet.rows.items():
        for column, value in cells.items():
            if (place := put(row, column)) is not None:
                rows.setdefault(place[0], {})[place[1]] = value
    turned = any(piece.turned for piece in pieces)
    arranged = replace(
        sheet,
        rows={row: dict(sorted(rows[row].items())) for row in sorted(rows)},
        errors=_put_all(sheet.errors, put),
        formulas=_put_all(sheet.formulas, put),
        formats=_put_all(sheet.formats, put),
        struck=_put_all(sheet.struck, put),
        stored=_put_all(sheet.stored, put),
        merges=[area for merge in sheet.merges for area in _put_merge(merge, pieces)],
        revised=[place for at in sheet.revised if (place := put(*at)) is not None],
        hidden_rows=set(),
        hidden_columns=[] if turned else sheet.hidden_columns,
    )
    return Arrangement(arranged, tuple(pieces))


def _put_all(held: dict[Place, T], put: Callable[[int, int], Place | None]) -> dict[Place, T]:
    return {place: value for at, value in held.items() if (place := put(*at)) is not None}


def _put_merge(merge: Range, pieces: Iterable[Piece]) -> Iterator[Range]:
    """Yield a merge where its first cell is put, as far as the piece reaches."""
    for piece in pieces:
        first = piece.put(merge.top, merge.left)
        if first is not None:
            ends = min(merge.bottom, piece.area.bottom), min(merge.right, piece.area.right)
            yield Range(*first, *cast("Place", piece.put(*ends)))
            return


def addresses_in(value: Any, *, held: bool = False) -> Iterator[str]:
    """Yield every address that a document holds, or a part of it."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from addresses_in(each, held=held or key in _HOLDING)
    elif isinstance(value, list):
        for each in value:
            yield from addresses_in(each, held=held)
    elif held and isinstance(value, str):
        yield value


def move_cells(value: dict[str, Any], move: Callable[[int, int], Place]) -> None:
    """Move every address that a document holds."""

    def moved(found: re.Match[str]) -> str:
        row, column = move(int(found[2]), column_number(found[1]))
        return ADDRESSES[column][row]

    _rename(value, cache(lambda text: _ADDRESS.sub(moved, text)))  # a level's address stands in each of its rows


def _rename(value: dict[str, Any], renamed: Callable[[str], str]) -> None:
    for key, held in value.items():
        if key in _HOLDING:
            value[key] = _renamed(held, renamed)
        elif isinstance(held, dict):
            _rename(held, renamed)
        elif isinstance(held, list):
            for each in held:
                if isinstance(each, dict):
                    _rename(each, renamed)


def _renamed(held: Any, renamed: Callable[[str], str]) -> Any:
    if isinstance(held, str):
        return renamed(held)
    if isinstance(held, list):
        return [_renamed(each, renamed) for each in held]
    if isinstance(held, dict):
        return {key: _renamed(each, renamed) for key, each in held.items()}
    return held
