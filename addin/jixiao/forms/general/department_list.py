"""Lists of whole departments, a line each: budget, duties, goal, indicators."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from jixiao.forms.cell_text import is_placeholder, text_of
from jixiao.forms.general.amounts import BUDGET
from jixiao.forms.general.columns import classification_in, table_columns
from jixiao.forms.general.entries import EntryReader
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_titles import HeaderTitle, is_of_earlier_year, numbers_rows
from jixiao.forms.general.indicator_sides import read_indicators
from jixiao.forms.general.stated import level_columns, read_stated
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.money import parse_money
from jixiao.forms.region import Region
from jixiao.forms.unit_names import name_and_code
from jixiao.grid.model import Value

_TEXTS = frozenset(("department_code", "duties", "overview", "goals.annual"))


def lists_departments(table: FoundTable) -> bool:
    """Whether the rows of a table carry the names of departments, and of no project."""
    header = table.header
    if header.title_of("project") is not None or header.title_of("department") is None:
        return False
    stated = any(title.field_key.startswith(("amount.", "goals.")) for title in header.titles)
    return header.kind == "list" or (header.kind == "indicators" and stated)


def department_documents(
    region: Region, table: FoundTable, unit: str | None, frame: dict[str, Any], words: Vocabulary
) -> Iterator[dict[str, Any]]:
    """Yield a document a department; ``unit`` holds where no title says another."""
    name = table.header.title_of("department")
    assert name is not None
    titles = table.header.titles
    levels = level_columns(titles)
    others = [title for title in titles if title is not name and title not in levels and not numbers_rows(title)]
    earlier = [title for title in others if is_of_earlier_year(title, titles, frame["fiscal_year"])]
    for entry in EntryReader(region, table, name).entries({}, lines=table.header.kind == "list"):
        if entry.name is None or is_placeholder(entry.name):
            continue
        (row, cells), *more = entry.rows
        document = copy.deepcopy(frame)
        document["source"] |= {"title_cell": entry.beginning(), "rows": [row, entry.rows[-1][0]]}
        department, code = name_and_code(entry.name)
        document["department"], document["cells"]["department"] = department, entry.beginning()
        if code is not None:
            document["department_code"] = code
        for title in others:
            _enter(region, document, title, row, cells, unit, earlier=title in earlier)
        for title in levels:
            indicators, rest = read_stated(region, title, row, cells)
            document["indicators"] += indicators
            if rest:
                document.setdefault("other", []).extend(rest)
        if table.header.kind == "indicators":
            year = frame["fiscal_year"]
            columns = table_columns(
                region, table.header, table.rows, "department", words, year, classification_in(entry.rows)
            )
            heads = {column for title in titles if title.field is not None for column in title.columns}
            own = [(at, {c: value for c, value in line.items() if c not in heads}) for at, line in entry.rows]
            read = read_indicators(region, columns, own, 1)
            document["indicators"] = [each for found in read.by_side.values() for each in found]
            region.taken |= {
                (at, c) for at, line in more for c, value in line.items() if c in heads and value == cells.get(c)
            }
        yield document


def _enter(
    region: Region,
    document: dict[str, Any],
    title: HeaderTitle,
    row: int,
    cells: dict[int, Value],
    unit: str | None,
    *,
    earlier: bool,
) -> None:
    """Enter what stands under a title; without a key it is ``other`` or ``last_year``."""
    column = title.place(cells)
    if column is None or is_placeholder(cells[column]) or title.field is None:
        return
    group, _, role = title.field_key.partition(".")
    value: Any = text_of(cells[column], region.sheet.formats.get((row, column)))
    if group == "amount":
        amount = parse_money(cells[column], unit or title.unit or "万元", title.unit)
        budget, key = document["budget"], BUDGET.get(role)
        of_year = not earlier and title.side in (None, "annual")
        if amount is not None and key is not None and key not in budget and of_year:
            budget[key], document["cells"][f"budget.{key}"] = amount, region.take(row, column)
            return
        value = value if amount is None else amount
    elif title.field_key in _TEXTS and value is not None:
        target = document["goals"] if group == "goals" else document
        if target.get(role or group) is None:
            target[role or group], document["cells"][title.field_key] = value, region.take(row, column)
            return
    if value is not None:
        entry = {"label": title.name, "value": value, "cell": region.take(row, column)}
        document.setdefault("last_year" if earlier else "other", []).append(entry)
