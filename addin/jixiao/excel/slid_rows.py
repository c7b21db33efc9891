"""Rows whose values stand in others' columns: each back into its own."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from jixiao.excel.cell_contents import Place
from jixiao.excel.filling import CellEntry
from jixiao.forms.document import Document, Indicator
from jixiao.forms.reading import documents_of
from jixiao.grid.address import parse_address
from jixiao.grid.model import Sheet, Workbook

ABOUT = "移回本列"
_WHERE = frozenset({"cell", "cells"})


def slid_rows(document: Document, sheet: Sheet) -> tuple[list[CellEntry], list[int]]:
    """Return what is written, and the rows that would lose something."""
    # A row is left alone where a formula or a cell that is not moved is in the way, and where the form, read again,
    # would not say what it said before.
    entries: list[CellEntry] = []
    left: list[int] = []
    trial = sheet
    for row, homes in _homes(document):
        moves = _moves(document, row, homes)
        if not moves:
            continue
        if not _is_free(sheet, moves):
            left.append(row)
            continue
        made = list(_entries(sheet, moves))
        moved = applied(trial, made)
        if _says_the_same(document, moved):
            entries += made
            trial = moved
        else:
            left.append(row)
    return entries, left


def _homes(document: Document) -> Iterator[tuple[int, dict[str, Place]]]:
    """Rows that slid, with the places where their columns begin."""
    for seen in document.get("observations", ()):
        if seen["code"] == "row-columns":
            places = [parse_address(cell) for cell in seen["cells"]]
            yield places[0][0], dict(zip(seen["texts"], places, strict=True))


def _moves(document: Document, row: int, homes: dict[str, Place]) -> dict[Place, Place]:
    """From where to where the values of a row go; only if any of them is not at home."""
    sources: dict[Place, Place] = {}
    for indicator in document.get("indicators") or []:
        cells = {key: parse_address(cell) for key, cell in indicator["cells"].items()}
        if (cells.get("target") or parse_address(indicator["cell"]))[0] != row:
            continue
        # Sign, number and unit of one cell belong where the number belongs.
        for key in sorted(cells, key=lambda key: key != "target"):
            if cells[key][0] == row and key in homes:
                sources.setdefault(cells[key], homes[key])
    moves = {source: home for source, home in sources.items() if source != home}
    return moves if len(set(moves.values())) == len(moves) else {}


def _is_free(sheet: Sheet, moves: dict[Place, Place]) -> bool:
    """Return whether the written cells hold only what moves, in a known row."""
    row = next(iter(moves))[0]
    if any(place[0] == row and sheet.value(*place) is None for place in sheet.formulas):
        return False
    for place in {*moves, *moves.values()}:
        if place in sheet.formulas or place in sheet.errors:
            return False
        if place not in moves and sheet.value(*place) is not None:
            return False
    # The first cell of a merged area holds its value, the others are covered.
    return all(sheet.anchor(*home) == home for home in moves.values())


def _entries(sheet: Sheet, moves: dict[Place, Place]) -> Iterator[CellEntry]:
    for source, home in moves.items():
        yield CellEntry(sheet.name, home, sheet.value(*source), about=ABOUT, like=source)
    for source in moves.keys() - set(moves.values()):
        yield CellEntry(sheet.name, source, None, about=ABOUT)


def applied(sheet: Sheet, entries: list[CellEntry]) -> Sheet:
    """The sheet as it will be read once the entries are written."""
    sheet = copy.deepcopy(sheet)
    formats = {entry.place: sheet.formats.get(entry.like) for entry in entries if entry.like is not None}
    for entry in entries:
        cells = sheet.rows.setdefault(entry.place[0], {})
        cells.pop(entry.place[1], None)
        sheet.formats.pop(entry.place, None)
        if entry.value is not None:
            cells[entry.place[1]] = entry.value
            if (number_format := formats.get(entry.place)) is not None:
                sheet.formats[entry.place] = number_format
        sheet.rows[entry.place[0]] = dict(sorted(cells.items()))
    sheet.rows = {row: cells for row, cells in sorted(sheet.rows.items()) if cells}
    return sheet


def read_again(document: Document, sheet: Sheet) -> Document | None:
    """The form as it is read from the changed sheet; None if it is not found any more."""
    title = document["source"]["title_cell"]
    found = documents_of(Workbook(sheets=[sheet]), document["source"]["file"])
    same = (each for each in found if each["source"]["title_cell"] == title and each["form"] == document["form"])
    return next(same, None)


def _says_the_same(document: Document, sheet: Sheet) -> bool:
    """Whether the form, read from the changed sheet, says what it said."""
    other = read_again(document, sheet)
    if other is None:
        return False
    return list(map(_said, other.get("indicators", ()))) == list(map(_said, document.get("indicators", ())))


def _said(indicator: Indicator) -> dict[str, Any]:
    return {key: value for key, value in indicator.items() if key not in _WHERE}
