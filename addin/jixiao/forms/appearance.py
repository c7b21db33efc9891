"""What a form shows otherwise than the file stores it, as observations.

``shown`` a cell, what it shows and what is stored · ``uncalculated`` formulas without a result · ``struck`` texts with a line
through them · ``hidden`` the first of the cells in hidden rows or columns, with the numbers of the rows and the letters
of the columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from jixiao.forms.arrangement import addresses_in
from jixiao.forms.cell_text import text_of
from jixiao.forms.document import Document, Observation
from jixiao.grid.address import address, column_letters, parse_address
from jixiao.grid.model import Sheet, Value

Place = tuple[int, int]
_CLOSING_ROWS = 3
"""So many rows below the last one that was read still belong to a form: a total without a result is among them."""


class _Extent(NamedTuple):
    """The rectangle that a form was read from."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, place: Place) -> bool:
        return self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right


def tell_appearance(sheet: Sheet, documents: list[Document]) -> None:
    """Add what is shown otherwise to documents; errors and struck texts become unread."""
    hidden = bool(sheet.hidden_rows or sheet.hidden_columns)
    if not documents or not (sheet.stored or sheet.struck or sheet.formulas or sheet.errors or hidden):
        return
    extents = [_extent(document) for document in documents]
    found: dict[int, list[Observation]] = {}

    def owner(place: Place) -> int | None:
        holding = [index for index, extent in enumerate(extents) if extent.holds(place)]
        return max(holding, key=lambda index: extents[index][:2]) if holding else None

    for place, stored in sorted(sheet.stored.items()):
        if (index := owner(place)) is not None:
            texts = [_told(sheet.value(*place)), _told(stored)]
            found.setdefault(index, []).append({"code": "shown", "cells": [address(*place)], "texts": texts})
    for code, places in (("uncalculated", dict(_uncalculated(sheet))), ("struck", sheet.struck)):
        for index, own in _by_owner(places, owner).items():
            cells, texts = [address(*place) for place in own], [places[place] for place in own]
            found.setdefault(index, []).append({"code": code, "cells": cells, "texts": texts})
            _add_unread(documents[index], cells, texts)
    for index, own in _by_owner(sheet.errors, owner).items():
        _add_unread(documents[index], [address(*place) for place in own], [sheet.errors[place] for place in own])
    if hidden:
        for index, own in _by_owner(_hidden(sheet), owner).items():
            found.setdefault(index, []).append(_hidden_observation(sheet, own))
    for index, observations in found.items():
        documents[index].setdefault("observations", []).extend(observations)


def _extent(document: Document) -> _Extent:
    places = [parse_address(cell) for cell in addresses_in(document)]
    rows, columns = [row for row, _ in places], [column for _, column in places]
    return _Extent(min(rows), min(columns), max(rows) + _CLOSING_ROWS, max(columns))


def _uncalculated(sheet: Sheet) -> Iterator[tuple[Place, str]]:
    for place, text in sheet.formulas.items():
        if sheet.value(*place) is None and place not in sheet.errors:
            yield place, f"={text}"


def _hidden(sheet: Sheet) -> Iterator[Place]:
    """The filled cells in hidden rows and columns."""
    columns = {column for first, last in sheet.hidden_columns for column in range(first, min(last, first + 1000) + 1)}
    for row, cells in sheet.rows.items():
        for column in cells:
            if row in sheet.hidden_rows or column in columns:
                yield row, column


def _hidden_observation(sheet: Sheet, places: list[Place]) -> Observation:
    rows = sorted({row for row, _ in places if row in sheet.hidden_rows})
    columns = sorted({column for row, column in places if row not in sheet.hidden_rows})
    texts = [_runs(rows, str), _runs(columns, column_letters)]
    return {"code": "hidden", "cells": [address(*places[0])], "texts": texts}


def _runs(numbers: list[int], name: Any) -> str:
    """5、7-9 for rows, C、E-F for columns."""
    runs = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        runs.append(name(members[0]) if len(members) == 1 else f"{name(members[0])}-{name(members[-1])}")
    return "、".join(runs)


def _by_owner(places: Iterable[Place], owner: Any) -> dict[int, list[Place]]:
    """The places in sheet order by the document they belong to."""
    owned: dict[int, list[Place]] = {}
    for place in sorted(places):
        index = owner(place)
        if index is not None:
            owned.setdefault(index, []).append(place)
    return owned


def _add_unread(document: Document, cells: list[str], texts: list[str]) -> None:
    known = {left["cell"] for left in document["unread"]}
    added = [(cell, text) for cell, text in zip(cells, texts, strict=True) if cell not in known]
    if added:
        document["unread"].extend({"cell": cell, "text": text} for cell, text in added)
        document["unread"].sort(key=lambda left: parse_address(left["cell"]))


def _told(value: Value | None) -> str:
    return "" if value is None else text_of(value) or ""
