"""A line of a table: what a row says in each of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from jixiao.forms.all_money import MONEY
from jixiao.forms.cell_text import is_placeholder, stated_text, text_of
from jixiao.forms.cellvalues import NUMERIC, number_in
from jixiao.forms.document import Observation
from jixiao.forms.general.header_titles import HeaderTitle
from jixiao.forms.region import Region
from jixiao.grid.address import address, parse_address
from jixiao.grid.model import Value

TYPES = {
    **dict.fromkeys((*MONEY, "amount"), "money"),
    **dict.fromkeys(("points", "score", "total_score"), "number"),
    "rate": "percent",
}
"""What stands under a title of a key: figures, or text under any other."""


class LineColumn(NamedTuple):
    """A column of a line: its key and type, where the row fills it, the unit printed."""

    key: str
    type: str
    place: int | None
    unit: str | None


class TableLine(NamedTuple):
    """The values of a line with their addresses by key, and what has no key."""

    values: dict[str, Any]
    cells: dict[str, str]
    others: list[tuple[str, str, str]]

    def other(self, name: str | None) -> list[dict[str, Any]]:
        """Return what has no key under its title, behind the ``name`` of the line."""
        return [{"label": f"{name} {t}" if name else t, "value": v, "cell": c} for t, v, c in self.others]


def read_line(
    region: Region, row: int, cells: dict[int, Value], columns: Iterable[LineColumn], unit: str | None, item: str
) -> TableLine:
    """Return what a row says in its columns, None for a blank one.

    Money without a unit of its own or of its column is in ``unit``. A placeholder names no ``item``, and a figure that
    cannot be read stays unread.
    """
    line = TableLine({}, {}, [])
    for key, kind, place, stated in columns:
        line.values[key] = None
        if place is None:
            continue
        raw, number_format = cells[place], region.sheet.formats.get((row, place))
        if kind in NUMERIC:
            value = number_in(raw, number_format, kind, unit or "万元", stated)
        else:
            value = None if key == item and is_placeholder(raw) else stated_text(raw, number_format)
        if value is not None:
            line.values[key], line.cells[key] = value, region.take(row, place)
    return line


def leave_joint_amounts(region: Region, lines: Sequence[dict[str, Any]], item: str) -> Iterator[Observation]:
    """Leave amounts unread that a merge states for several lines.

    Yield the cells that it covers in the lines below, each with an ``item``.
    """
    for place, line in enumerate(lines):
        for key in [key for key in line["cells"] if key.partition(".")[0] == "amount"]:
            row, column = parse_address(line["cells"][key])
            bottom = region.bottom_edge(row, column)
            others = lines[place + 1 :] if bottom > row else ()
            below = [parse_address(each["cell"])[0] for each in others if each[item] and each[item] != line[item]]
            if below := [each for each in below if each <= bottom]:
                amounts = line if key == "amount" else line["amount"]
                amounts[key.rpartition(".")[2]] = None
                del line["cells"][key]
                region.taken.discard((row, column))
                cells = [address(other, column) for other in below]
                yield {"code": "covered", "cells": cells, "texts": [key] * len(cells)}


def read_titled(
    region: Region,
    row: int,
    cells: dict[int, Value],
    columns: Sequence[tuple[HeaderTitle, str | None]],
    unit: str | None,
    item: str = "",
    stated: str | None = None,
) -> TableLine:
    """Return what a row says under titles; of one key the first, the others without.

    ``stated`` is the unit of money of titles that print none.
    """
    keyed: dict[str, HeaderTitle] = {}
    for title, key in columns:
        if key is not None and (key not in keyed or keyed[key].place(cells) is None):
            keyed[key] = title
    line = read_line(
        region,
        row,
        cells,
        [
            LineColumn(
                key, "money" if key.startswith("amount.") else TYPES.get(key, "text"), t.place(cells), t.unit or stated
            )
            for key, t in keyed.items()
        ],
        unit,
        item,
    )
    for title, key in columns:
        place = None if key is not None and keyed[key] is title else title.place(cells)
        text = None if place is None else text_of(cells[place], region.sheet.formats.get((row, place)))
        if place is not None and text is not None:
            cell = region.take(row, place)
            line.others.extend([] if is_placeholder(cells[place]) else [(title.name, text, cell)])
    return line
