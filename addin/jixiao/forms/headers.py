"""The words of a table's header, and the sheet columns that each of them titles."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jixiao.forms.definition import Column, FormDefinition, Table
from jixiao.forms.labels import cached_form
from jixiao.forms.region import Region
from jixiao.forms.slots import Slot, Slots
from jixiao.forms.text import dictionary, label_form
from jixiao.grid.model import Value

Parts = list[tuple[int, tuple[str, ...]]]
"""The cells of a row that hold words of headers, from left to right: sheet column, words."""
HeaderWords = Mapping[str, tuple[tuple[Table, Column], ...]]
"""Label form → the columns it titles, each with its table."""


@cache
def amount_words() -> frozenset[str]:
    """What the lower line of a header calls the column of amounts: 总额, 合计."""
    words = dictionary("labels")
    return frozenset(map(label_form, [*words["total_words"], *words["amount_words"]]))


def header_words(definition: FormDefinition) -> HeaderWords:
    """Every word that may stand in a header of the form."""
    words: dict[str, tuple[tuple[Table, Column], ...]] = {}
    for table in definition.tables:
        for column in table.readable:
            for label in column.labels:
                words[label] = (*words.get(label, ()), (table, column))
    return words


def titled_slots(table: Table, row: int, parts: Parts, region: Region, known: HeaderWords) -> Slots:
    """The columns of a table that the words of a row title."""
    slots: list[Slot] = []
    used: set[str] = set()
    for left, words in parts[1:] if _begins_with_caption(table, row, parts, region, known) else parts:
        columns = [c for word in words for t, c in known[word] if t is table]
        if len(columns) != len(words) or any(column.key in used for column in columns):
            continue
        right = max(region.right_edge(row, left), left + len(columns) - 1)
        width = (right - left + 1) // len(columns)
        for index, column in enumerate(columns):
            start = left + index * width
            slots.append(Slot(column, start, right if index == len(columns) - 1 else start + width - 1))
            used.add(column.key)
    return Slots(slots)


def _begins_with_caption(table: Table, row: int, parts: Parts, region: Region, known: HeaderWords) -> bool:
    """Whether the first words are the table's caption beside its rows, though a column is called so too: 支出明细.

    They are where a later cell titles that column, or where this cell alone reaches down to the rows.
    """
    (left, words), *others = parts
    if len(words) > 1 or words[0] not in table.captions:
        return False
    own = {column.key for t, column in known[words[0]] if t is table}
    later = (column.key for _, more in others for word in more for t, column in known[word] if t is table)
    if not own.isdisjoint(later):
        return True
    return region.bottom_edge(row, left) > max(region.bottom_edge(row, column) for column, _ in others)


@cache
def _lower_words() -> Mapping[str, str]:
    """What the lower line of a header calls the parts of a measure: label form → key of the column."""
    words = dictionary("labels")["lower_titles"]
    return {label_form(word): key for key, spellings in words.items() for word in spellings}


def is_lower_line(slots: Slots, cells: Mapping[int, Value]) -> bool:
    """Whether a row divides the wide columns of the header above it: 符号, 数值 and 单位 below 指标值."""
    if not all(isinstance(value, str) and divides(slots, place) for place, value in cells.items()):
        return False
    return sum(1 for value in cells.values() if cached_form(str(value)) in _lower_words()) > 1


def divides(slots: Slots, place: int) -> bool:
    """Whether a sheet column is one of several under the same title."""
    slot = slots.by_column.get(place)
    return slot is not None and slot.right > slot.left


def lower_titled(columns: list[Column], text: str) -> list[Column]:
    """The one of these columns that a word of the lower line titles."""
    key = _lower_words().get(cached_form(text))
    return [column for column in columns if column.key == key]


def without_columns(slots: list[Slot], left: int, right: int) -> list[Slot]:
    """The slots with these sheet columns taken away; of a slot that is cut in two, the wider part stays."""
    found: list[Slot] = []
    for slot in slots:
        before, after = (
            Slot(slot.column, slot.left, min(slot.right, left - 1)),
            Slot(slot.column, max(slot.left, right + 1), slot.right),
        )
        rest = max(before, after, key=lambda part: part.right - part.left)
        if rest.left <= rest.right:
            found.append(rest)
    return found
