"""From a sheet to its documents: recognition, fields, tables, what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, cast

from jixiao.forms.definition import FormDefinition, Table, load_definitions
from jixiao.forms.document import Document, Note
from jixiao.forms.fields import FieldValues, read_fields, words_of
from jixiao.forms.form_labels import FormLabels
from jixiao.forms.frame import frame, name_program
from jixiao.forms.general.blank_columns import without_blank_columns
from jixiao.forms.general.blocks import blocks
from jixiao.forms.general.fit import Fit
from jixiao.forms.general.indicator_sides import keep_others, with_units_behind
from jixiao.forms.general.kinds import is_no_form, of_kind
from jixiao.forms.general.lists_beside import stacked_lists
from jixiao.forms.general.plain_texts import with_plain_texts
from jixiao.forms.general.vocabulary import vocabulary_with
from jixiao.forms.indicators import IndicatorReader
from jixiao.forms.learned.folders import learned_forms, state
from jixiao.forms.learned.form import LearnedForm
from jixiao.forms.learned.learned_match import LearnedForms, named_as_learned
from jixiao.forms.leftovers import markup_notes, share_understood, unread_cells
from jixiao.forms.observations import observe
from jixiao.forms.recognition import Recognizer
from jixiao.forms.region import Region
from jixiao.forms.structure import Structure, structure_of
from jixiao.forms.table_line import leave_joint_amounts
from jixiao.forms.tables import read_rows
from jixiao.forms.title_lines import read_title_lines, read_year, year_of_title
from jixiao.forms.totals import Totals
from jixiao.grid.address import address
from jixiao.grid.model import Sheet
from jixiao.remembered import Remembered


class Extractor:
    """Extraction by one set of definitions; built once, used for every sheet."""

    def __init__(self, definitions: Mapping[str, FormDefinition], learned: Iterable[LearnedForm] = ()) -> None:
        self.words = vocabulary_with(definitions)
        self.recognizer = Recognizer(definitions)
        self.labels = {definition.id: FormLabels(definition) for definition in definitions.values()}
        self.own_words = Remembered(lambda form: words_of(self.labels[form], self.words))
        self.fit = Fit(self.words, self.labels)
        self.learned = LearnedForms(self.words, learned)

    def documents(self, sheet: Sheet, file: str, *, observing: bool = True) -> Iterator[Document]:
        """Yield a sheet's documents from top to bottom; ``observing`` is for the check."""
        sheet = with_plain_texts(sheet)
        if (moved := stacked_lists(sheet, self.words) or without_blank_columns(sheet)) is not None:
            yield from moved.moved_back(self.documents(moved.sheet, file, observing=observing))
            return
        regions = self.blocks(sheet)
        for region in regions:
            yield from self.read_block(region, file, alone=len(regions) == 1, observing=observing)

    def blocks(self, sheet: Sheet) -> list[Region]:
        """The blocks of a sheet: each is one form, a list of forms, or none."""
        return blocks(sheet, self.words, self.recognizer.titles)

    def read_block(self, region: Region, file: str, *, alone: bool, observing: bool) -> Iterator[Document]:
        """The documents of a block; ``alone`` if it is the only one of its sheet.

        One that the bureau taught is read by what it said, any other by the definition that fits it, else by the
        vocabulary alone.
        """
        learned = self.learned.match(region) if self.learned else None
        if learned is not None:
            from jixiao.forms.general.reader import BlockReader

            for document in BlockReader(region, learned.words, file).documents():
                yield named_as_learned(document, learned.form, region)
            return
        form = self.form_of(region, alone=alone)
        if form is None:
            yield from self._by_words(region, file)
            return
        yield self._read(*form, file, observing=observing)

    def _by_words(self, region: Region, file: str) -> Iterator[Document]:
        from jixiao.forms.general.reader import read_by_words  # twenty modules that few workbooks need

        return read_by_words(region, self.words, file)

    def form_of(self, region: Region, *, alone: bool) -> tuple[Region, FormDefinition, Structure] | None:
        """Return the form that a block is from its title on, with its definition.

        A block without a title is a form of a definition only if nothing else stands on the sheet.
        """
        if not region.titled and (not alone or is_no_form(region.sheet.name)):
            return None
        rows = [line for line in region.rows if line[0] >= region.title[0]]
        form = replace(region, rows=rows, taken=set(region.taken))
        definition = self.recognizer.definition_of(form)
        if definition is None:
            return None
        if form.titled:
            form.take(*form.title)
        structure = structure_of(form, self.labels[definition.id], self.words)
        return (form, definition, structure) if self.fit.is_good(form, definition, structure) else None

    def _read(
        self, region: Region, definition: FormDefinition, structure: Structure, file: str, *, observing: bool
    ) -> Document:
        fields = read_fields(region, structure.head, self.labels[definition.id], self.own_words[definition.id])
        return self.assemble(region, definition, structure, fields, file, observing=observing)

    def assemble(
        self,
        region: Region,
        definition: FormDefinition,
        structure: Structure,
        fields: FieldValues,
        file: str,
        *,
        observing: bool,
    ) -> Document:
        """Return the document of a form whose tables and labelled values are known."""
        document = _frame(region, definition, fields, file)
        notes: list[Note] = []
        _read_tables(region, definition, structure, fields, document, notes)
        read_title_lines(region, definition, structure, document)
        read_year(region, fields, document)
        if fields.others:
            from jixiao.forms.general.values import ValueReader  # few forms have more than their definition

            unit, year = document["currency_unit"], document["fiscal_year"]
            values = ValueReader(region, definition.kind, year, unit, cast("dict[str, Any]", document), self.words)
            values.read(fields.others)
        document["notes"] = notes + markup_notes(region.rows)
        document["unread"] = unread_cells(region)
        document["source"]["fit"] = share_understood(document, structure, self.labels[definition.id])
        if observing:
            observations = document.get("observations", []) + observe(
                region, self.labels[definition.id], structure, document
            )
            if observations:
                document["observations"] = observations
        name_program(region, cast("dict[str, Any]", document))
        return document


def default_extractor() -> Extractor:
    """Return the extractor for the shipped definitions and the learned forms in force."""
    return _extractor(state())


@lru_cache(maxsize=4)
def _extractor(_learned: object) -> Extractor:
    return Extractor(load_definitions(), learned_forms().values())


def _frame(region: Region, definition: FormDefinition, fields: FieldValues, file: str) -> Document:
    """The document with everything that labels gave."""
    year = year_of_title(region.title_text) if region.titled else None
    document = frame(region, file, definition.id, definition.kind, year, fields.currency_unit)
    document["cells"] = dict(fields.cells)
    for key, value in fields.values.items():
        group, dot, name = key.partition(".")
        if dot:
            document.setdefault(group, {})[name] = value
        elif key != "currency_unit":
            document[key] = value
    for group in of_kind(definition.kind)["always"]:
        document.setdefault(group, {})
    return cast(Document, document)


def _read_tables(
    region: Region,
    definition: FormDefinition,
    structure: Structure,
    fields: FieldValues,
    document: Document,
    notes: list[Note],
) -> None:
    values = cast("dict[str, Any]", document)
    for table in definition.tables:
        blocks = [block for block in structure.blocks if block.table is table]
        if table.key == "indicators":
            slots = [slot for block in blocks for _, header in block.headers for slot in header]
            own = {column.key for column in table.readable}
            added = {slot.column.key: slot.column for slot in reversed(slots) if slot.column.key not in own}
            columns = (*table.columns, *reversed(added.values()))
            reader = IndicatorReader(region, replace(table, columns=columns) if added else table)
            for block in blocks:
                reader.read(block)
            indicators = keep_others(region, reader.indicators) if added else reader.indicators
            has_units = any(slot.column.key == "unit" for slot in slots)
            values["indicators"] = indicators if has_units else with_units_behind(indicators)
            for code, titles in (
                ("column-guessed", [title for block in blocks for title in block.guessed]),
                ("column-unknown", [title for block in blocks for title in block.unknown]),
            ):
                if titles:
                    notes.append({"code": code, "cells": [address(*title) for title in titles]})
            notes.extend(reader.notes)
            _enter_totals(document, table, reader.totals)
        else:
            rows: list[dict[str, Any]] = []
            for block in blocks:
                more, totals = read_rows(region, block, fields.currency_unit)
                rows.extend(more)
                _enter_totals(document, table, totals)
            values[table.key] = rows
            if covered := list(leave_joint_amounts(region, rows, table.item)):
                document.setdefault("observations", []).extend(covered)
            _enter_totals(document, table, Totals())


def _enter_totals(document: Document, table: Table, totals: Totals) -> None:
    """Enter each sum that the total line has a place for; None where it is missing."""
    values = cast("dict[str, Any]", document)
    for key, _ in table.total.sums() if table.total is not None else ():
        if values.get(key) is None:
            values[key] = totals.values.get(key)
        if key in totals.cells:
            document["cells"].setdefault(key, totals.cells[key])
