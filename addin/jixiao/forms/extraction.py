"""From a sheet to its documents: recognition, fields, tables, and what nobody took."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, cast

from jixiao.forms.definition import FormDefinition, load_definitions
from jixiao.forms.document import Document, Note, Source, Unread
from jixiao.forms.fields import FieldValues, read_fields, text_of
from jixiao.forms.indicators import IndicatorReader
from jixiao.forms.labels import cached_form
from jixiao.forms.observations import observe
from jixiao.forms.recognition import Recognizer, year_in
from jixiao.forms.region import Region
from jixiao.forms.structure import FormLabels, Structure, cut
from jixiao.forms.tables import read_rows
from jixiao.forms.text import fold, has_markup
from jixiao.grid.address import address
from jixiao.grid.model import Sheet, Value

SIGNOFF = ("preparer", "phone", "date", "head", "finance_head", "business_review", "performance_review")
GROUPS = ("funding", "goals", "budget")
_YEAR_LINE = re.compile(r"\(?(?:19|20)\d{2}年?度?\)?年?度?")


class Extractor:
    """Extraction by one set of definitions; built once, used for every sheet."""

    def __init__(self, definitions: Mapping[str, FormDefinition]) -> None:
        self.recognizer = Recognizer(definitions)
        self.labels = {definition.id: FormLabels(definition) for definition in definitions.values()}

    def documents(self, sheet: Sheet, file: str, *, observing: bool = True) -> Iterator[Document]:
        """Every document of a sheet, from top to bottom; ``observing`` adds what only the check needs."""
        for region, definition in self.recognizer.forms(sheet):
            yield self._document(region, definition, file, observing)

    def _document(self, region: Region, definition: FormDefinition, file: str, observing: bool) -> Document:
        labels = self.labels[definition.id]
        if region.titled:
            region.take(*region.title)
        structure = cut(region, labels)
        fields = read_fields(region, structure.head, labels)
        document = _frame(region, definition, fields, file)
        notes: list[Note] = []
        _read_tables(region, definition, structure, fields, document, notes)
        _read_title_lines(region, definition, structure, document)
        document["notes"] = notes + _markup_notes(region)
        document["unread"] = _unread(region)
        if observing:
            observations = observe(region, labels, structure, document)
            if observations:
                document["observations"] = observations
        return document


@cache
def default_extractor() -> Extractor:
    """The extractor for the definitions that ship with Jixiao."""
    return Extractor(load_definitions())


def _frame(region: Region, definition: FormDefinition, fields: FieldValues, file: str) -> Document:
    """The document with everything that labels gave."""
    source: Source = {"file": file, "sheet": region.sheet.name, "title_cell": address(*region.title)}
    if region.sheet.hidden:
        source["hidden"] = True
    document: dict[str, Any] = {
        "form": definition.id,
        "kind": definition.kind,
        "fiscal_year": year_in(region.title_text) if region.titled else None,
        "department": None,
        "currency_unit": fields.currency_unit,
        "source": source,
        "signoff": dict.fromkeys(SIGNOFF),
        "unread": [],
        "notes": [],
        "cells": dict(fields.cells),
    }
    for key, value in fields.values.items():
        group, dot, name = key.partition(".")
        if dot:
            document.setdefault(group, {})[name] = value
        elif key != "currency_unit":
            document[key] = value
    if definition.kind == "project":
        for group in ("funding", "goals"):
            document.setdefault(group, {})
    elif definition.kind == "department":
        document.setdefault("budget", {})
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
            reader = IndicatorReader(region, table)
            for block in blocks:
                reader.read(block)
            values["indicators"] = reader.indicators
            notes.extend(reader.notes)
        else:
            rows: list[dict[str, Any]] = []
            for block in blocks:
                more, total, cell = read_rows(region, block, fields.currency_unit)
                rows.extend(more)
                if table.total is not None:
                    values.setdefault(table.total.key, total)
                    if cell is not None:
                        document["cells"].setdefault(table.total.key, cell)
            values[table.key] = rows
            if table.total is not None:
                values.setdefault(table.total.key, None)
        if not blocks:
            notes.append({"code": "table-missing", "cells": [document["source"]["title_cell"]]})


def _read_title_lines(region: Region, definition: FormDefinition, structure: Structure, document: Document) -> None:
    """Lines under the title without a label: the year, the department, the repeated project name."""
    for row, column, value in _free_cells(region, structure):
        text = text_of(value) or ""
        if _YEAR_LINE.fullmatch(fold(text)):
            if document["fiscal_year"] is None:
                document["fiscal_year"] = year_in(text)
                document["cells"]["fiscal_year"] = address(row, column)
            region.take(row, column)
            continue
        repeated = [document.get(key) for key in (*definition.echo, "department", "project")]
        if any(isinstance(known, str) and cached_form(known) == cached_form(text) for known in repeated):
            region.take(row, column)
        elif document["department"] is None and _is_name(text):
            document["department"] = text
            document["cells"]["department"] = region.take(row, column)


def _free_cells(region: Region, structure: Structure) -> Iterator[tuple[int, int, Value]]:
    """Cells that nothing claimed, in the few rows under the title and above the first table."""
    first_block = min((block.header_row for block in structure.blocks), default=region.title[0] + 6)
    for row, cells in structure.head:
        if row > region.title[0] + 6 or row >= first_block:
            return
        for column, value in cells.items():
            if (row, column) not in region.taken:
                yield row, column, value


def _is_name(text: str) -> bool:
    """Whether a text can be the name of a department: short, no sentence, no figure in front."""
    return 2 <= len(text) <= 50 and not any(char in "。；;，,：:" for char in text) and not text[0].isdigit()


def _markup_notes(region: Region) -> list[Note]:
    cells = [
        address(row, column)
        for row, values in region.rows
        for column, value in values.items()
        if isinstance(value, str) and "<" in value and has_markup(value)
    ]
    return [{"code": "markup", "cells": cells}] if cells else []


def _unread(region: Region) -> list[Unread]:
    """Filled cells inside the form that no key took, error values and formulas without a result included."""
    taken = region.taken
    found = [
        (row, column, text_of(value, region.sheet.formats.get((row, column))) or str(value))
        for row, cells in region.rows
        for column, value in cells.items()
        if (row, column) not in taken
    ]
    if region.sheet.errors or region.sheet.formulas:
        found += _valueless(region)
        found.sort(key=lambda item: item[:2])
    return [{"cell": address(row, column), "text": text} for row, column, text in found]


def _valueless(region: Region) -> list[tuple[int, int, str]]:
    top, bottom = region.rows[0][0], region.rows[-1][0]
    left = min(min(cells) for _, cells in region.rows)
    right = max(max(cells) for _, cells in region.rows)
    sheet = region.sheet
    found = [(row, column, text) for (row, column), text in sheet.errors.items()]
    found += [
        (row, column, f"={text}")
        for (row, column), text in sheet.formulas.items()
        if (row, column) not in sheet.errors and sheet.value(row, column) is None
    ]
    return [item for item in found if top <= item[0] <= bottom and left <= item[1] <= right]
