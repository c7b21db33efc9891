"""What a list says of its own sums: those that do not add up."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

from jixiao.forms.general.column_contents import Rows
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_titles import HeaderTitle
from jixiao.forms.general.subtotals import DepartmentLine, amount_under, money_title
from jixiao.forms.total_words import adds_up, is_subtotal, is_total
from jixiao.grid.address import address, parse_address
from jixiao.grid.model import Value

_END = 1 << 30
MOST_BORDERS = 500
"""So many lines of sums at most are compared."""


def _wrong_sums(
    table: FoundTable,
    money: HeaderTitle,
    unit: str | None,
    lines: dict[int, DepartmentLine],
    items: list[tuple[int, Decimal]],
    begins: list[int],
) -> list[tuple[int, Decimal, Decimal]]:
    """Return the lines whose amount is no sum: row, amount, nearest sum.

    ``items`` are the first rows of the projects with their amounts, ``begins`` those of departments. A line adds up what
    is below it as far as any later line or department, or what is above it back to any earlier one; what it should say is
    read as the other lines of the list stand.
    """
    # 青禾县水务局合计 adds up a part, 合计 the list
    borders = [(r, c) for r, c in table.rows if r in lines or is_subtotal(c) or (adds_up(c) and not is_total(c))]
    borders = borders[:MOST_BORDERS]
    rows = [row for row, _ in borders]
    heads = bool(items) and bool(rows) and rows[0] < items[0][0]
    wrong: list[tuple[int, Decimal, Decimal]] = []
    for place, (row, cells) in enumerate(borders):
        amount = amount_under(money, cells, unit)
        if amount is None:
            continue
        below = [(row, border) for border in (*rows[place + 1 :], *begins, _END)]
        above = [(border, row) for border in (*reversed(rows[:place]), *(first - 1 for first in begins), 0)]
        ranges = [*below, *above] if heads else [*above, *below]
        sums = [sum((each for at, each in items if top < at < bottom), Decimal(0)) for top, bottom in ranges]
        if amount not in sums and any(sums):
            wrong.append((row, amount, next(filter(None, sums))))
    return wrong


def compare_sum(
    document: dict[str, Any],
    title: HeaderTitle,
    row: int,
    cells: dict[int, Value],
    stated: Decimal | None,
    added: Decimal,
) -> None:
    """Say on a document that an amount under a title is not the sum of its parts."""
    column = title.place(cells)
    if column is not None and stated is not None and stated != added:
        seen = {"code": "list-sum", "cells": [address(row, column)] * 2, "texts": [str(stated), str(added)]}
        document.setdefault("observations", []).append(seen)


def left_lines(table: FoundTable, unit: str | None, lines: dict[int, DepartmentLine]) -> dict[int, Decimal]:
    """Return the amounts of lines that are of no project: 基本支出 | 150."""
    money = money_title(table.header.titles)
    rows = ((row, cells) for row, cells in table.rows if row in lines and not (lines[row].name or lines[row].last))
    stated = ((row, amount_under(money, cells, unit)) for row, cells in rows if money is not None)
    return {row: amount for row, amount in stated if amount is not None}


def observe_total(
    table: FoundTable, unit: str | None, documents: list[dict[str, Any]], left: dict[int, Decimal]
) -> None:
    """Say on the last document that the total is not the sum, all being known."""
    funding = [document.get("funding", {}) for document in documents]
    amounts = [amounts.get("total", amounts.get("annual")) for amounts in funding]
    taken = documents[-1]["cells"]
    cell = taken.get("funding.total") or taken.get("funding.annual")
    column = parse_address(cell)[1] if cell is not None else 0
    title = next((t for t in table.header.titles if column in t.columns), None)
    totals = [(row, cells) for row, cells in table.rows if is_total(cells) and not is_subtotal(cells)]
    if title is None or len(totals) != 1 or any(amount is None for amount in amounts):
        return
    row, cells = totals[0]
    stated, parts = amount_under(title, cells, unit), [amount for amount in amounts if amount is not None]
    above = [part for part, each in zip(parts, documents, strict=True) if each["source"]["rows"][0] < row]
    if stated != sum((*above, *left.values())):  # a project may be added below the total
        compare_sum(documents[-1], title, row, cells, stated, sum((*parts, *left.values()), Decimal(0)))


def observe_parts(
    table: FoundTable,
    unit: str | None,
    entries: list[Rows],
    departments: dict[int, DepartmentLine],
    documents: list[dict[str, Any]],
) -> None:
    """Say on the last document that a department's amount is no sum of its projects."""
    money = money_title(table.header.titles)
    if money is None:
        return
    items = []
    for rows in entries:
        first, *others = (amount_under(money, cells, unit) for _, cells in rows)
        if first is None or any(other not in (None, first) for other in others):
            return
        items.append((rows[0][0], first))
    firsts = [(document["source"]["rows"][0], document.get("department")) for document in documents]
    begins = [row for (_, above), (row, own) in pairwise(firsts) if own != above]
    left = left_lines(table, unit, departments)
    borders = {row: line for row, line in departments.items() if row not in left}
    for row, stated, added in _wrong_sums(table, money, unit, borders, sorted((*items, *left.items())), begins):
        compare_sum(documents[-1], money, row, dict(table.rows)[row], stated, added)
