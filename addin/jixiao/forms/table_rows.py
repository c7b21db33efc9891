"""Addresses in a Word table: they count from the table's first row.

While a form is read its sheet begins with those paragraphs, as a sheet of a workbook does. Afterwards sheet and documents
are renumbered: the first row of the table is 1, the paragraph right above it 0, the one above that -1.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from jixiao.forms.arrangement import move_cells
from jixiao.forms.document import Document
from jixiao.grid.address import Range, address, parse_address
from jixiao.grid.model import Sheet

REVISED = "revised"
"""Code of the note that names the cells with tracked changes."""


def count_from_table(sheet: Sheet, documents: Iterable[Document]) -> None:
    """Renumber a sheet with lines above its table, and its documents."""
    documents = list(documents)
    _note_revised(sheet, documents)
    lines = sheet.lines_above
    if not lines:
        return
    for document in documents:
        move_cells(cast("dict[str, Any]", document), lambda row, column: (row - lines, column))
        first_and_last = cast("dict[str, Any]", document["source"]).get("rows")
        if isinstance(first_and_last, list):
            first_and_last[:] = [row - lines for row in first_and_last]
    sheet.rows = {row - lines: cells for row, cells in sheet.rows.items()}
    sheet.merges = [Range(top - lines, left, bottom - lines, right) for top, left, bottom, right in sheet.merges]
    sheet.struck = {(row - lines, column): text for (row, column), text in sheet.struck.items()}
    sheet.revised = [(row - lines, column) for row, column in sheet.revised]
    sheet.lines_above = 0


def displayed_address(sheet: Sheet, row: int, column: int) -> str:
    """The address that a user sees of a cell of a sheet that has not been renumbered."""
    return address(row - sheet.lines_above, column)


def _note_revised(sheet: Sheet, documents: list[Document]) -> None:
    """Note each revised cell with the form it stands in: the last above it."""
    cells: dict[int, list[str]] = {}
    tops = [parse_address(document["source"]["title_cell"])[0] for document in documents]
    for row, column in sheet.revised:
        above = [index for index, top in enumerate(tops) if top <= row]
        if documents:
            cells.setdefault(above[-1] if above else 0, []).append(address(row, column))
    for index, revised in cells.items():
        documents[index]["notes"].append({"code": REVISED, "cells": revised})
