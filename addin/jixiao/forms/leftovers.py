"""What a reading left: cells that no key took, and the share of labels understood."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from operator import itemgetter
from typing import Any, cast

from jixiao.forms.cell_text import is_placeholder, text_of
from jixiao.forms.document import Document, Note, Unread
from jixiao.forms.form_labels import FormLabels
from jixiao.forms.general.column_contents import Rows
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.label_words import is_note
from jixiao.forms.general.labelled_values import LabelledValues
from jixiao.forms.labels import MAX_LABEL
from jixiao.forms.region import Region
from jixiao.forms.structure import Structure
from jixiao.forms.text import has_markup
from jixiao.grid.address import address, parse_address

_DOUBTS = (
    ("funding", re.compile(r"资金|预算|金额|经费|投资|拨款|收入|支出")),
    ("goals", re.compile(r"目标")),
    ("department", re.compile(r"部门|单位")),
    ("project", re.compile(r"项目|名称")),
)
LONG = 12
END = 1 << 30
"""A row below every other."""


def unread_cells(region: Region) -> list[Unread]:
    """Return filled cells that no key took, errors and formulas without result too."""
    found = _untaken(region, region.rows)
    if region.sheet.errors or region.sheet.formulas:
        found += _valueless(region)
        found.sort(key=itemgetter(0, 1))
    return [{"cell": address(row, column), "text": text} for row, column, text in found]


def _untaken(region: Region, rows: Rows) -> list[tuple[int, int, str]]:
    taken, formats = region.taken, region.sheet.formats
    return [
        (row, column, text_of(value, formats.get((row, column))) or str(value))
        for row, cells in rows
        for column, value in cells.items()
        if (row, column) not in taken and not is_placeholder(value)
    ]


def share_understood(document: Document, structure: Structure, labels: FormLabels) -> float:
    """Return the share of labels and titles that were understood."""
    head = {row for row, _ in structure.head}
    headers = [header for block in structure.blocks for header in block.headers]
    texts = [value for _, cells in structure.head for value in cells.values() if isinstance(value, str)]
    known = sum(1 for text in texts if labels.head.match(text)) + sum(len(slots) for _, slots in headers)
    titles = head.union(row for row, _ in headers)
    left = [each for each in document["unread"] if parse_address(each["cell"])[0] in titles]
    unknown = sum(1 for each in left if len(each["text"]) <= MAX_LABEL and not each["text"].startswith("="))
    return _share(known, unknown)


def finished_list(
    region: Region, documents: list[dict[str, Any]], labelled: LabelledValues, tables: list[FoundTable]
) -> Iterator[Document]:
    """Yield the documents of lists, each with the rows down to it from the one above.

    The first has the lines below the title as well, the last those below the list, a summary those above it.
    """
    above = 0 if any(each["kind"] == "summary" for each in documents) else region.title[0]
    for document in documents:
        top = min(above + 1, document["source"].get("rows", (END, END))[0])
        bottom = END if document is documents[-1] else _last_row(document)
        yield finished(region, document, labelled, tables, range(top, bottom + 1))
        above = bottom


def _last_row(document: dict[str, Any]) -> int:
    """Return the last row of a project of a list, or of a summary."""
    cells = [*document["cells"].values(), *(line["cell"] for line in document.get("rows", ()))]
    last: int = document["source"].get("rows", (0, 0))[1]
    return last or max(parse_address(cell)[0] for cell in cells)


def finished(
    region: Region,
    document: dict[str, Any],
    labelled: LabelledValues,
    tables: list[FoundTable],
    lines: range = range(1, END + 1),
) -> Document:
    """Return a document read by words with what was not read, and the share known."""
    first, last = (bisect_left(region.rows, row, key=itemgetter(0)) for row in (lines.start, lines.stop))
    left = _untaken(region, region.rows[first:last])
    if "rows" in document["source"]:
        left = [each for each in left if not is_note(each[2])]  # 注：以上为本级项目 below a list is of no project
    document["unread"] = [{"cell": address(row, column), "text": text} for row, column, text in left]
    doubts: dict[str, list[str]] = document.get("doubts", {})
    for each in labelled.found:
        if each.meaning is None and each.place is not None and each.value is not None:
            for key, pattern in _DOUBTS:
                if pattern.search(each.label):
                    doubts.setdefault(key, []).append(address(*each.place))
    for row, column, text in left:
        if len(text) > LONG and not is_note(text):
            doubts.setdefault("goals", []).append(address(row, column))
    if doubts:
        document["doubts"] = doubts
    document["notes"] = [*document["notes"], *markup_notes(region.rows[first:last])]
    if document.get("observations") == []:
        del document["observations"]
    titles = [title for table in tables for title in table.header.titles]
    known = sum(1 for t in titles if t.column or t.field or t.task)
    document["source"]["fit"] = _share(labelled.known + known, labelled.unknown + len(titles) - known)
    return cast(Document, document)


def markup_notes(rows: Rows) -> list[Note]:
    """Return a note of the cells with tags or entities of HTML, if there are any: <p>."""
    cells = [
        address(row, column)
        for row, values in rows
        for column, value in values.items()
        if isinstance(value, str) and ("<" in value or "&" in value) and has_markup(value)
    ]
    return [{"code": "markup", "cells": cells}] if cells else []


def _share(known: int, unknown: int) -> float:
    return round(known / max(known + unknown, 1), 2)


def _valueless(region: Region) -> list[tuple[int, int, str]]:
    """Return the cells of a region without a value: errors, formulas without result."""
    top, bottom = region.rows[0][0], region.rows[-1][0]
    left = min(min(cells) for _, cells in region.rows)
    right = max(max(cells) for _, cells in region.rows)
    sheet = region.sheet
    formulas = {at: f"={text}" for at, text in sheet.formulas.items() if sheet.value(*at) is None}
    return [
        (row, column, text)
        for (row, column), text in (formulas | sheet.errors).items()
        if top <= row <= bottom and left <= column <= right and (row, column) not in region.taken
    ]
