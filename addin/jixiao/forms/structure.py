"""Cutting a form into its labelled part and its tables: which rows belong to which block."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from jixiao.forms.closing import closing_lines
from jixiao.forms.definition import Field, FormDefinition, Table
from jixiao.forms.headers import (
    Parts,
    amount_words,
    divides,
    header_words,
    is_lower_line,
    lower_titled,
    titled_slots,
    without_columns,
)
from jixiao.forms.labels import MAX_LABEL, LabelSet, cached_form
from jixiao.forms.region import Region
from jixiao.forms.slots import Slot, Slots, joined
from jixiao.forms.untitled import untitled_columns
from jixiao.grid.model import Value
from jixiao.remembered import remembered

MAX_HEADER = 60
_REMARK = re.compile(r"\s*[(（][^()（）]{1,20}[)）]\s*$")
_YEAR = re.compile(r"^\s*20\d{2}\s*年度?\s*")
MIN_TITLES = 3


class TableRow(NamedTuple):
    """A row below a header, with the slots that header defined."""

    row: int
    cells: dict[int, Value]
    slots: Slots


@dataclass(slots=True)
class Block:
    """A table found on the sheet. A header repeated after a page break continues the block with new slots."""

    table: Table
    header_row: int
    rows: list[TableRow] = field(default_factory=list)
    headers: list[tuple[int, Slots]] = field(default_factory=list)


@dataclass(slots=True)
class Structure:
    """The rows of a form, sorted by what they are: ``head`` rows carry labelled fields."""

    head: list[tuple[int, dict[int, Value]]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


class FormLabels:
    """The labels of one definition, prepared for look-up; built once per definition."""

    def __init__(self, definition: FormDefinition) -> None:
        self.definition = definition
        self.fields_of: dict[str, tuple[Field, ...]] = {}
        for entry in definition.fields:
            for label in entry.labels:
                self.fields_of[label] = (*self.fields_of.get(label, ()), entry)
        fields = frozenset(self.fields_of)
        table_captions = {label for table in definition.tables for label in table.captions}
        self.captions = definition.captions | table_captions
        self.head = LabelSet(fields | self.captions)
        self.header_words = header_words(definition)
        self.signatures = frozenset(form for form in fields if self.fields_of[form][0].key.startswith("signoff."))
        self._header_starts = LabelSet(self.header_words)
        self.split = remembered(self._split)
        self._known = remembered(self._begins_something)

    def turns(self, cells: dict[int, Value]) -> bool:
        """Whether a row below a header may be something else than data: it begins with a label or a header word."""
        values = iter(cells.values())
        first = next(values)
        if not isinstance(first, str):
            return False
        second = next(values, None)  # behind a caption in other words
        return self._known(first) or (isinstance(second, str) and bool(self.split(second)))

    def _begins_something(self, text: str) -> bool:
        return bool(self.split(text)) or self.head.match(text) is not None

    def header(self, row: int, cells: dict[int, Value], region: Region) -> tuple[Table, Slots] | None:
        """The table whose header a row is, with its slots, or None.

        A row is a header when it names at least three columns of one table (all of them if it has fewer).
        """
        parts: Parts = []
        for column, value in cells.items():
            words = self.split(value) if isinstance(value, str) else ()
            if words:
                parts.append((column, words))
        if len(parts) < 2:
            return None
        for table in self.definition.tables:
            slots = titled_slots(table, row, parts, region, self.header_words)
            if len(slots) >= min(MIN_TITLES, len(table.columns)):
                return table, self._with_unlabelled(table, slots, row, cells, region)
        return None

    def _with_unlabelled(self, table: Table, slots: Slots, row: int, cells: dict[int, Value], region: Region) -> Slots:
        """The slots with those of columns that the header leaves blank: each reaches left to what stands before it."""
        found = list(slots)
        for column, after in zip(table.columns, table.columns[1:], strict=False):
            if not column.unlabelled or any(slot.column is column for slot in found):
                continue
            right = next((slot.left - 1 for slot in found if slot.column is after), 0)
            if not right:
                continue
            left = max((slot.right for slot in found if slot.right <= right), default=0)
            for place, value in cells.items():
                is_caption = isinstance(value, str) and cached_form(value) in self.captions
                if is_caption and place <= right:  # a caption beside the rows, not only beside the header
                    left = max(
                        left, region.right_edge(row, place) if region.bottom_edge(row, place) > row else place - 1
                    )
            if left < right:
                found.append(Slot(column, left + 1, right))
        untitled: set[str] = set()
        if table.key == "indicators":
            named = {slot.column.key: (slot.left, slot.right) for slot in found}
            for column, place in untitled_columns(table, row, named, cells, region, self._titles_columns):
                found.append(Slot(column, place, place))
                untitled.add(column.key)
        foreign = self._foreign(found, row, cells, region)
        if len(found) == len(slots) and not foreign:
            return slots
        return Slots(sorted(found, key=lambda slot: slot.left), frozenset(untitled), foreign)

    def _foreign(self, slots: list[Slot], row: int, cells: dict[int, Value], region: Region) -> frozenset[int]:
        """The sheet columns right of the first slot whose title is none of the form's words."""
        first = min(slot.left for slot in slots)
        owned = {place for slot in slots for place in range(slot.left, slot.right + 1)}
        found: set[int] = set()
        for column, value in cells.items():
            if column > first and column not in owned and isinstance(value, str) and not self.split(value):
                found.update(range(column, region.right_edge(row, column) + 1))
        return frozenset(found - owned)

    def with_lower_titles(self, table: Table, slots: Slots, row: int, cells: dict[int, Value], region: Region) -> Slots:
        """The slots with those that the lower line of a header titles: 合计 of 资金来源 is the amount."""
        found = list(slots)
        missing = [column for column in table.columns if column.key not in {slot.column.key for slot in slots}]
        money = [column for column in missing if column.type == "money"]
        for place, value in cells.items():
            words = self.split(value) if isinstance(value, str) else ()
            named = [column for _, column in self.header_words[words[0]] if column in missing] if words else []
            if not named and isinstance(value, str):
                named = money if cached_form(value) in amount_words() else lower_titled(missing, value)
            if len(named) == 1:
                missing.remove(named[0])
                money = [column for column in money if column is not named[0]]
                found = without_columns(found, place, region.right_edge(row, place))
                found.append(Slot(named[0], place, region.right_edge(row, place)))
            if len(named) == 1 or divides(slots, place):
                region.take(row, place)
        owned = {place for slot in found for place in range(slot.left, slot.right + 1)}
        return Slots(sorted(found, key=lambda slot: slot.left), slots.untitled, slots.foreign - owned)

    def _titles_columns(self, cells: Mapping[int, Value]) -> bool:
        """Whether a row has as many words of headers as a header has."""
        return sum(1 for value in cells.values() if isinstance(value, str) and self.split(value)) >= MIN_TITLES

    def is_total(self, table: Table, text: str) -> bool:
        """Whether a cell is the label of the table's total."""
        return table.total is not None and len(text) <= MAX_LABEL and cached_form(text) in table.total.labels

    def _split(self, text: str) -> tuple[str, ...]:
        """The header words of a cell: one, or several typed into one merged cell (``三级指标 指标值``).

        A remark in brackets behind them does not count, nor a year before: ``分值（10分）``, ``2026年目标值``.
        """
        if text.startswith("20"):
            text = _YEAR.sub("", text)
        if len(text) > MAX_HEADER or not self._header_starts.may_begin(text):
            return ()
        words = self._words(cached_form(text))
        if words:
            return words
        short = _REMARK.sub("", text)
        return self._words(cached_form(short)) if len(short) < len(text) else ()

    def _words(self, form: str) -> tuple[str, ...]:
        if form in self.header_words:
            return (form,)
        words: list[str] = []
        rest = form
        while rest:
            longest = min(len(rest), self._header_starts.longest)
            word = next((rest[:n] for n in range(longest, 1, -1) if rest[:n] in self.header_words), None)
            if word is None:
                return ()
            words.append(word)
            rest = rest[len(word) :]
        return tuple(words)


def cut(region: Region, labels: FormLabels) -> Structure:
    """Sort the rows of a form into labelled rows and tables."""
    structure = Structure()
    block: Block | None = None
    slots = Slots(())
    for row, cells in region.rows:
        if block is not None and not block.rows and _is_below_titles(block, row, cells, region):
            if labels.header(row, cells, region) is None:
                slots = labels.with_lower_titles(block.table, slots, row, cells, region)
                block.headers[-1] = (block.header_row, slots)
                continue
        elif block is not None and not labels.turns(cells):
            block.rows.append(TableRow(row, cells, slots))
            continue
        header = labels.header(row, cells, region)
        if header is not None:
            table, found = header
            second = block is not None and block.table is table and _continues_header(block, row)
            slots = joined(slots, found) if second else found
            if block is None or block.table is not table:
                _close(block, structure, labels)
                block = Block(table, row)
                structure.blocks.append(block)
            _take_header(row, cells, slots, labels, region)
            if second:
                block.headers.pop()
            block.headers.append((row, slots))
            continue
        if block is not None and _leaves(cells, block.table, labels):
            _close(block, structure, labels)
            block = None
        if block is None:
            structure.head.append((row, cells))
        else:
            block.rows.append(TableRow(row, cells, slots))
    _close(block, structure, labels)
    return structure


def _close(block: Block | None, structure: Structure, labels: FormLabels) -> None:
    """Give the lines that close the form, in words of their own, back to its labelled part."""
    if block is None or not block.rows:
        return
    right = min(slot.right for slot in block.rows[-1].slots)
    count = closing_lines([row.cells for row in block.rows], right, labels.head, labels.signatures)
    if count:
        structure.head.extend((row.row, row.cells) for row in block.rows[-count:])
        del block.rows[-count:]


def _continues_header(block: Block, row: int) -> bool:
    """Whether a header right below another one, but for a blank row, is its second row."""
    return not block.rows and block.headers[-1][0] >= row - 2


def _is_below_titles(block: Block, row: int, cells: dict[int, Value], region: Region) -> bool:
    """Whether a row is the lower line of the header: 总额, 财政拨款 of columns unknown to the form, 符号, 数值 of one."""
    header, slots = block.headers[-1]
    if all(region.bottom_edge(header, slot.left) >= row > header for slot in slots):
        return True
    return header == row - 1 and is_lower_line(slots, cells)


def _take_header(row: int, cells: dict[int, Value], slots: Slots, labels: FormLabels, region: Region) -> None:
    lefts = {slot.left for slot in slots}
    for column, value in cells.items():
        is_caption = isinstance(value, str) and len(value) <= MAX_LABEL and cached_form(value) in labels.captions
        if column in lefts or is_caption:
            region.take(row, column)


def _leaves(cells: dict[int, Value], table: Table, labels: FormLabels) -> bool:
    """Whether a row below a table is no longer part of it: its first cell is a label of the form, not of the table.

    The table's own caption may stand in front, where its merge was undone and its text copied down.
    """
    for value in cells.values():
        hit = labels.head.match(value) if isinstance(value, str) else None
        if hit is None or (table.total is not None and hit.form in table.total.labels):
            return False
        if hit.form not in table.captions:
            return hit.separator in ("alone", "colon")
    return False
