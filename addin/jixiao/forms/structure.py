"""A form as labelled rows and tables: what each title and row belongs to."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from jixiao.forms.definition import Column, Table
from jixiao.forms.form_labels import FormLabels
from jixiao.forms.general.block_tables import cut
from jixiao.forms.general.column_contents import Rows, key_in_other_words, may_be, measured_whole, values_below
from jixiao.forms.general.column_groups import OTHER, column_of, known_column, sides_of
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_lines import HeaderFinder
from jixiao.forms.general.header_titles import Header, HeaderTitle
from jixiao.forms.general.label_words import is_closing
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.headers import amount_words
from jixiao.forms.labels import cached_form
from jixiao.forms.region import Region
from jixiao.forms.slots import Slot, Slots
from jixiao.forms.text import squeeze
from jixiao.forms.untitled import unlabelled_columns, untitled_columns
from jixiao.grid.model import Value


class TableRow(NamedTuple):
    """A row below a header, with the slots that header defined."""

    row: int
    cells: dict[int, Value]
    slots: Slots


@dataclass(slots=True)
class Block:
    """A table on the sheet; a header after a page break continues it.

    ``lines`` are the rows of all lines of its headers; ``guessed`` and ``unknown`` the cells of titles that no label
    explains: of columns that their cells tell, and of those kept under their title.
    """

    table: Table
    header_row: int
    rows: list[TableRow] = field(default_factory=list)
    headers: list[tuple[int, Slots]] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    guessed: dict[tuple[int, int], str] = field(default_factory=dict)
    unknown: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Structure:
    """The rows of a form by what they are: ``head`` rows carry labelled fields."""

    head: list[tuple[int, dict[int, Value]]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


def structure_of(region: Region, labels: FormLabels, words: Vocabulary) -> Structure:
    """Return the labelled rows and the tables of a form."""
    kind = labels.definition.kind
    finder = HeaderFinder(region, words, department=kind == "department", form=labels)
    tables, head = cut(region, finder, words)
    structure = Structure(head)
    for found in tables:
        header = found.header
        assert header.table is not None
        last = structure.blocks[-1] if structure.blocks else None
        first = None if last is None else bisect_left(head, last.header_row, key=itemgetter(0))
        if last is None or last.table is not header.table or first != bisect_left(head, header.row, key=itemgetter(0)):
            last = Block(header.table, header.row)
            structure.blocks.append(last)
        slots = _slots(labels, last, found, region)
        last.headers.append((header.row, slots))
        last.lines.update(range(header.top, header.bottom + 1))
        last.rows += [TableRow(row, cells, slots) for row, cells in found.rows]
    return structure


def _slots(labels: FormLabels, block: Block, found_table: FoundTable, region: Region) -> Slots:
    """Return the columns of a table that a header titles or leaves blank.

    Of indicators a column in other words is what its cells say, or kept under its title.
    """
    table, header = block.table, found_table.header
    found: list[Slot] = []
    unknown: list[HeaderTitle] = []
    titles = header.titles[1:] if _begins_with_caption(labels, table, header) else header.titles
    for title, side in zip(titles, sides_of(titles, None), strict=True):
        of_another_year = side == "last" and title.year is not None  # 2024年实际值 beside 实际完成值
        columns = None if of_another_year else _columns(labels, table, title, {slot.column.key for slot in found})
        if not columns and _has_cells(title, found_table.rows):
            columns = None  # 偏差原因分析, a caption of the definition, over reasons
        if found and (columns is None or (not columns and table.key == "execution")):
            unknown.append(title)
        elif columns and found and len(columns) == 1 and columns[0] is found[-1].column:
            found[-1] = found[-1]._replace(right=title.right)
        elif columns:
            width = max((title.right - title.left + 1) // len(columns), 1)
            for index, column in enumerate(columns):
                left = title.left + index * width
                found.append(Slot(column, left, title.right if column is columns[-1] else left + width - 1))
        if not columns and cached_form(title.text) not in labels.captions:
            region.taken.discard((title.row, title.left))
    found += unlabelled_columns(table, found, header.row, region, labels.captions)
    foreign = {place for title in unknown for place in title.columns}
    untitled: set[str] = set()
    if table.key == "indicators" and found:
        unknown = [
            t
            for t in unknown
            if is_closing(t.text) or cached_form(t.text) not in labels.captions or _has_cells(t, found_table.rows)
        ]
        untitled = _add_untitled(labels, block, found_table, found, unknown, region)
        for title in unknown:
            if all(slot.left != title.left for slot in found):
                found.append(_in_other_words(block, found_table.rows, title, found, titles))
                region.take(title.row, title.left)
    elif table.key == "execution" and found:
        for title in unknown:
            known = known_column(table, title, {slot.column.key for slot in found})
            if known is not None:
                found.append(Slot(known, title.left, title.right))
                region.take(title.row, title.left)
    made = Slots(sorted(found, key=lambda slot: slot.left), frozenset(untitled))
    made.foreign = frozenset(foreign - made.by_column.keys())
    made.off = header.off
    return made


def _has_cells(title: HeaderTitle, rows: Rows) -> bool:
    """Return whether a title stands over cells that do not only say it once more."""
    return any(squeeze(str(value)) != title.text for value in values_below(rows, title))


def _columns(labels: FormLabels, table: Table, title: HeaderTitle, used: set[str]) -> list[Column] | None:
    """Return the columns that a title names, or the one over it; None if unknown."""
    words = labels.split(title.text)
    named = [column for word in words for owner, column in labels.header_words[word] if owner is table]
    if len(named) == len(words) and named and not any(column.key in used for column in named):
        return named
    missing = [column for column in table.columns if column.key not in used]
    over = labels.split(title.path[-1]) if title.path else ()
    if not named and title.path:
        money = [column for column in missing if column.type == "money"]
        if cached_form(title.text) in amount_words() and len(money) == 1:
            return money
        return [column for word in over[:1] for owner, column in labels.header_words[word] if owner is table] or None
    own = any(owner is table for word in words for owner, _ in labels.header_words[word])
    return [] if own or (words and cached_form(title.text) in labels.captions) else None


def _in_other_words(block: Block, rows: Rows, title: HeaderTitle, found: list[Slot], titles: list[HeaderTitle]) -> Slot:
    """Return the column of indicators that an unknown title means."""
    used = {slot.column.key for slot in found}
    key = key_in_other_words(rows, title, used, titles)
    guessed = next((column for column in block.table.readable if column.key == key), None)
    if guessed is not None:
        block.guessed[title.row, title.left] = guessed.key
    told = title.column is None or may_be(title.column, values_below(rows, title))  # 扣分 over 0, 2
    column = guessed or (known_column(block.table, title, used) if told else None)
    if column is not None:
        return Slot(column, title.left, title.right)
    column = column_of(title, used, rows)
    if column.key.startswith(OTHER) and title.column is None:
        block.unknown.append((title.row, title.left))
    return Slot(column, title.left, title.right)


def _begins_with_caption(labels: FormLabels, table: Table, header: Header) -> bool:
    """Return whether the first title is a caption that is called like a column.

    It is where a later title is that column's.
    """
    first, *others = header.titles
    words = labels.split(first.text)
    if len(words) != 1 or words[0] not in table.captions:
        return False
    return any(
        column in [c for word in labels.split(title.text) for owner, c in labels.header_words[word] if owner is table]
        for title in others
        for owner, column in labels.header_words[words[0]]
        if owner is table
    )


def _add_untitled(
    labels: FormLabels,
    block: Block,
    found_table: FoundTable,
    found: list[Slot],
    unknown: list[HeaderTitle],
    region: Region,
) -> set[str]:
    """Add columns told by place and cells; return the keys of those untitled."""
    row = found_table.header.row
    whole = partial(measured_whole, found_table.rows, found_table.header.titles)
    in_other_words = {place: title for title in unknown for place in title.columns}
    cells = {place: value for place, value in region.sheet.rows[row].items() if place not in in_other_words}
    named = {slot.column.key: (slot.left, slot.right) for slot in found}
    untitled: set[str] = set()
    for column, place in untitled_columns(block.table, row, named, cells, region, labels.titles_columns):
        title = in_other_words.get(place)
        if title is None:
            found.append(Slot(column, place, place))
            untitled.add(column.key)
        elif title.column is None and title.field is None and (column.key != "unit" or not whole()):
            found.append(Slot(column, title.left, title.right))
            block.guessed[title.row, title.left] = column.key
            region.take(title.row, title.left)
    return untitled
