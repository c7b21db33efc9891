"""Which tables of a block are lists, and what is labelled above each of them."""

from __future__ import annotations

from dataclasses import replace

from jixiao.forms.general.found_table import FoundTable, texts_of
from jixiao.forms.general.labelled_values import Labelled, LabelledValues, stated_unit


def lists_with_labels(lists: list[FoundTable], labelled: LabelledValues) -> list[tuple[FoundTable, LabelledValues]]:
    """Return the lists of a block, each with its labels; one continued is one.

    A list without a department of its own has the one above: 部门：青禾县水务局 stands over every list or over all of them.
    """
    if len(lists) == 1:
        return [(lists[0], labelled)]
    found: list[tuple[FoundTable, LabelledValues]] = []
    above: list[Labelled] = []
    top = 0
    for place, table in enumerate(lists):
        bottom = table.header.top if place + 1 < len(lists) else 1 << 30
        own = [each for each in labelled.found if top < each.at[0] < bottom]
        top = table.header.top
        last = found[-1][0] if found else None
        between = any(each.at[0] < table.header.top for each in own)
        alike = last is not None and _titles_of(last) == _titles_of(table) and _unit_of(table) in (None, _unit_of(last))
        if last is not None and not between and alike:
            last.rows.extend(table.rows)
            continue
        names = any(each.key == "department" for each in own)
        above = own if names else [*above, *own]
        found.append((table, replace(labelled, found=above)))
    return found


def lists_departments(table: FoundTable) -> bool:
    """Whether the rows of a table carry the names of departments, and of no project."""
    header = table.header
    if header.title_of("project") is not None or header.title_of("department") is None:
        return False
    stated = any(title.field_key.startswith(("amount.", "goals.")) for title in header.titles)
    return header.kind == "list" or (header.kind == "indicators" and stated)


def _unit_of(table: FoundTable) -> str | None:
    return stated_unit((), texts_of([table]))


def _titles_of(table: FoundTable) -> list[tuple[str, int]]:
    return [(title.name, title.left) for title in table.header.titles]
