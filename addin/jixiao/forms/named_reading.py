"""Reading a template by the names of its cells.

Names stay with their cells when rows and columns are inserted, sheets renamed and blocks moved. A template of which a
name was destroyed (``#REF!``), or lacks one that its table needs, is read by its labels like any other form; a note
says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from jixiao.forms.definition import FormDefinition, Table
from jixiao.forms.document import Document
from jixiao.forms.extraction import Extractor
from jixiao.forms.fields import Candidate, FieldValues, convert, other_values, settle, texts_with_money
from jixiao.forms.form_labels import FormLabels
from jixiao.forms.general.labelled_values import stated_unit
from jixiao.forms.money import Unit
from jixiao.forms.range_names import TITLE, YEAR, RangeNames, range_names
from jixiao.forms.references import resolve
from jixiao.forms.region import Region, rows_of_forms
from jixiao.forms.slots import Slot, Slots
from jixiao.forms.stamps import Stamp
from jixiao.forms.structure import Block, Structure, TableRow
from jixiao.forms.titles import year_in
from jixiao.grid.address import Range
from jixiao.grid.model import Sheet, Value

HEADER_REACH = 5
"""Filled rows above the named ones in which a table's header is looked for: rows may have been inserted below it."""
OLDER, NEWER, BROKEN = "older-template", "newer-template", "names-broken"
"""Codes of the notes about a template's version and its names."""

Names = Mapping[tuple[str | None, str], str]


class NamedPlaces(NamedTuple):
    """Where the names of one form's sheet lead."""

    title: Range
    year: Range | None
    fields: dict[str, Range]
    tables: dict[str, dict[str, Range]]


def template_documents(
    extractor: Extractor, sheet: Sheet, stamp: Stamp, names: Names, file: str, *, observing: bool
) -> Iterator[Document]:
    """Yield the documents of a stamped sheet: the form by names, and the rest."""
    definition = extractor.recognizer.definitions.get(stamp.form)
    places = find_places(definition, sheet, names) if definition is not None else None
    if definition is None or places is None:
        for document in extractor.documents(sheet, file, observing=observing):
            if definition is not None and document["form"] == definition.id:
                _note_version(document, definition, stamp)
                document["notes"].append({"code": BROKEN, "cells": [document["source"]["title_cell"]]})
            yield document
        return
    form = _NamedForm(extractor, definition, sheet, places)
    document = extractor.assemble(form.region, definition, form.structure, form.fields(), file, observing=observing)
    form.read_year(document)
    _note_version(document, definition, stamp)
    yield document
    for region in form.others:
        yield from extractor.read_block(region, file, alone=False, observing=observing)


def _note_version(document: Document, definition: FormDefinition, stamp: Stamp) -> None:
    code = OLDER if stamp.version < definition.version else NEWER if stamp.version > definition.version else None
    if code is not None:
        document["notes"].append({"code": code, "cells": [document["source"]["title_cell"]]})


def find_places(definition: FormDefinition, sheet: Sheet, names: Names) -> NamedPlaces | None:
    """Return the cells of a form by their names; None if a needed name is lost.

    A field without a name is not on this template.
    """
    known = range_names(definition)
    found: dict[str, Range] = {}
    for name in (TITLE, YEAR, *known.all()):
        reference = names.get((sheet.name, name))
        if reference is None:
            continue
        place = resolve(reference)
        if place is None or place.sheet != sheet.name:
            return None
        found[name] = place.area
    tables = {table.key: _columns(table, known, found) for table in definition.tables}
    laid_out = {block["table"] for block in definition.raw["layout"]["rows"] if isinstance(block, Mapping)}
    if TITLE not in found or any(_incomplete(definition, key, tables[key]) for key in laid_out):
        return None
    fields = {name: found[name] for _, name in known.fields if name in found}
    return NamedPlaces(found[TITLE], found.get(YEAR), fields, tables)


def _columns(table: Table, known: RangeNames, found: Mapping[str, Range]) -> dict[str, Range]:
    named = {column.key: known.columns[table.key, column.key] for column in table.columns}
    return {key: found[name] for key, name in named.items() if name in found}


def _incomplete(definition: FormDefinition, key: str, columns: Mapping[str, Range]) -> bool:
    table = definition.table(key)
    return table is None or any(column.required and column.key not in columns for column in table.columns)


class _NamedForm:
    """One form cut up by its names: its region, its tables, its labelled rows."""

    def __init__(self, extractor: Extractor, definition: FormDefinition, sheet: Sheet, places: NamedPlaces) -> None:
        self.definition = definition
        self.sheet = sheet
        self.places = places
        self._words = extractor.words
        self.labels: FormLabels = extractor.labels[definition.id]
        self.header_rows: set[int] = set()
        self.others: list[Region] = []
        self.region = self._region(extractor)
        self.structure = self._structure()
        self._take_labels()

    def _region(self, extractor: Extractor) -> Region:
        """Return the rows around the title, and all with a named cell."""
        title = (self.places.title.top, self.places.title.left)
        named = self._named_rows()
        rows: dict[int, dict[int, Value]] = {}
        for region in extractor.blocks(self.sheet):
            filled = {row: cells for row, cells in region.rows if row >= region.title[0]}
            if region.title == title:
                rows |= filled
            elif named.isdisjoint(filled):
                self.others.append(region)
        elsewhere = {row for region in self.others for row, _ in region.rows}
        first = min(title[0], *named)
        last = max(title[0], *named, *rows)
        rows |= {
            row: cells
            for row, cells in rows_of_forms(self.sheet, max((area.right for area in self._named()), default=0))
            if first <= row <= last and row not in elsewhere
        }
        text = self.sheet.value(*title)
        spans = {(merge.top, merge.left): merge for merge in self.sheet.merges}
        found = Region(self.sheet, title, str(text or ""), sorted(rows.items()), spans, titled=text is not None)
        found.take(*title)
        return found

    def _named(self) -> list[Range]:
        tables = self.places.tables.values()
        return [*self.places.fields.values(), *(area for table in tables for area in table.values())]

    def _named_rows(self) -> set[int]:
        rows = {row for area in self._named() for row in range(area.top, area.bottom + 1)}
        return rows or {self.places.title.top}

    # ------------------------------------------------------------ tables

    def _structure(self) -> Structure:
        structure = Structure()
        rows = dict(self.region.rows)
        used: set[int] = set()
        for table in self.definition.tables:
            columns = self.places.tables[table.key]
            if columns:
                block = self._block(table, columns, rows)
                structure.blocks.append(block)
                used.update(row.row for row in block.rows)
        structure.head = [
            (row, cells) for row, cells in self.region.rows if row not in used and row not in self.header_rows
        ]
        return structure

    def _block(self, table: Table, columns: Mapping[str, Range], rows: Mapping[int, dict[int, Value]]) -> Block:
        named = [
            Slot(column, columns[column.key].left, columns[column.key].right)
            for column in sorted((c for c in table.columns if c.key in columns), key=lambda c: columns[c.key].left)
        ]
        top = min(area.top for area in columns.values())
        bottom = max(area.bottom for area in columns.values())
        above = [row for row in rows if row < top][-HEADER_REACH:]
        headers = [row for row in above if self.labels.table_of(rows[row]) is table]
        self.header_rows.update(headers)
        header = headers[-1] if headers else top - 1
        slots = Slots(named, self._untitled(header, named, rows[header]) if headers else frozenset())
        block = Block(table, header, headers=[(header, slots)], lines={header})
        last = self._last_row(table, bottom, rows)
        block.rows = [TableRow(row, cells, slots) for row, cells in rows.items() if header < row <= last]
        return block

    def _untitled(self, header: int, slots: Sequence[Slot], cells: Mapping[int, Value]) -> frozenset[str]:
        """Return the columns with an empty cell in the header, under no merge."""
        covering = [span for span in self.region.spans.values() if span.top <= header <= span.bottom]
        empty = [
            slot
            for slot in slots
            if not (slot.column.unlabelled or any(slot.left <= column <= slot.right for column in cells))
        ]
        return frozenset(
            slot.column.key for slot in empty if not any(span.left <= slot.left <= span.right for span in covering)
        )

    def _last_row(self, table: Table, bottom: int, rows: Mapping[int, dict[int, Value]]) -> int:
        """The last named row, or the line of the total right below it."""
        below = next((row for row in rows if row > bottom), None)
        return below if below is not None and table.is_total(rows[below]) else bottom

    # ------------------------------------------------------------ fields

    def _take_labels(self) -> None:
        """Take cells of labelled rows and headers that are a label alone."""
        head = {row for row, _ in self.structure.head}
        for row, cells in self.region.rows:
            if row not in self.header_rows and row not in head:
                continue
            for column, value in cells.items():
                if isinstance(value, str) and self._is_label(value, header=row in self.header_rows):
                    self.region.take(row, column)

    def _is_label(self, text: str, *, header: bool) -> bool:
        if header and self.labels.split(text):
            return True
        hits = self.labels.head.match_all(text)
        return bool(hits) and not any(hit.rest for hit in hits)

    def fields(self) -> FieldValues:
        """The value of every named field; the unit of money is settled first."""
        known = [
            (entry, self.places.fields[name], order)
            for order, (entry, name) in enumerate(range_names(self.definition).fields)
            if name in self.places.fields
        ]
        stated = [Unit.within(str(self._raw(area) or "")) for entry, area, _ in known if entry.type == "currency_unit"]
        unit = next((one.name for one in stated if one), None) or stated_unit((), texts_with_money(self.region))
        candidates: dict[str, list[Candidate]] = {}
        for entry, area, order in known:
            place = (area.top, area.left)
            value = convert(self.region, entry, self._raw(area), place, unit or "万元")
            if value is not None:
                self.region.take(*place)
            else:
                self.region.taken.discard(place)
            candidates.setdefault(entry.key, []).append(Candidate((order, 0, 0), value, place))
        result = FieldValues({}, {}, unit, other_values(self.region, self.structure.head, self._words))
        for key, found in candidates.items():
            settle(self.region, key, found, result)
        return result

    def _raw(self, area: Range) -> Value | None:
        return self.sheet.value(area.top, area.left)

    def read_year(self, document: Document) -> None:
        """The fiscal year from its own cell, where one was typed."""
        if self.places.year is None:
            return
        value = self._raw(self.places.year)
        year = year_in(str(int(value))) if isinstance(value, float) else year_in(str(value or ""))
        if year is not None:
            document["fiscal_year"] = year
