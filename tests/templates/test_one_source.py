"""One source, four uses: what a definition says of an entry is its validation, its colour, its help and its reading.

These tests walk every statement of every definition through the built template.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from jixiao.forms.definition import FormDefinition, load_definitions
from jixiao.forms.range_names import range_names
from jixiao.resources import templates_dir
from jixiao.templates.dropdowns import SHEET as LIST_SHEET
from templates.documents import all_documents, read_back

DEFINITIONS = load_definitions()
DOCUMENTS = all_documents()
NUMBERS = ("money", "number", "percent")


class Entry(NamedTuple):
    """A field or a column of a definition that its template has a cell for."""

    definition: FormDefinition
    key: str
    raw: dict[str, Any]
    name: str
    is_column: bool


def entries() -> Iterator[Entry]:
    """Every entry of every definition that is typed in, not printed and not computed."""
    for definition in DEFINITIONS.values():
        names = range_names(definition)
        sheet_names = openpyxl.load_workbook(templates_dir() / f"{definition.id}.xlsx").worksheets[0].defined_names
        seen = set()
        for raw, (_, name) in zip(definition.raw["fields"], names.fields, strict=True):
            if name in sheet_names and "computed" not in raw and raw["key"] not in seen:
                yield Entry(definition, raw["key"], raw, name, False)
            seen |= {raw["key"]} if name in sheet_names else set()
        for table in definition.raw["tables"]:
            for raw in table["columns"]:
                name = names.columns.get((table["key"], raw["key"]))  # none for what departments add
                if name in sheet_names and "computed" not in raw and "unlabelled" not in raw:
                    yield Entry(definition, f"{table['key']}.{raw['key']}", raw, name, True)


ENTRIES = list(entries())
IDS = [f"{entry.definition.id}-{entry.key}" for entry in ENTRIES]
WORKBOOKS: dict[str, Workbook] = {
    form: openpyxl.load_workbook(templates_dir() / f"{form}.xlsx") for form in DEFINITIONS
}


def sheet_of(entry: Entry) -> Worksheet:
    return WORKBOOKS[entry.definition.id].worksheets[0]


def area_of(entry: Entry) -> tuple[int, int, int, int]:
    reference = sheet_of(entry).defined_names[entry.name].attr_text
    return range_boundaries(reference.rpartition("!")[2].replace("$", ""))


def validation_of(entry: Entry) -> DataValidation | None:
    """The rule of an entry's cells; the same for all of them."""
    left, top, _, bottom = area_of(entry)
    found = [
        [rule for rule in sheet_of(entry).data_validations.dataValidation if (row, left) in cells_of(rule)]
        for row in (top, bottom)
    ]
    assert all(len(rules) <= 1 for rules in found)
    assert found[0] == found[1]
    return found[0][0] if found[0] else None


def cells_of(rule: DataValidation) -> set[tuple[int, int]]:
    return {
        (row, column)
        for area in rule.sqref.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }


def colours_of(entry: Entry) -> list[str]:
    """The formulas of the conditional formats on an entry's first cell."""
    left, top, _, _ = area_of(entry)
    found = []
    for formatted in sheet_of(entry).conditional_formatting:
        for area in formatted.sqref.ranges:
            if area.min_row <= top <= area.max_row and area.min_col <= left <= area.max_col:
                found += [rule.formula[0] for rule in formatted.rules]
    return found


def test_the_walk_meets_every_form() -> None:
    assert {entry.definition.id for entry in ENTRIES} == set(DEFINITIONS)
    assert len(ENTRIES) > 100


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_an_entry_has_its_help_as_prompt_and_refusal(entry: Entry) -> None:
    rule = validation_of(entry)
    if entry.raw["type"] == "sequence":
        return
    assert rule is not None
    assert rule.prompt and entry.raw["help"][:30] in rule.prompt
    assert rule.promptTitle == entry.raw["label"].strip("：:")[:32]
    assert rule.error and rule.errorTitle
    assert len(rule.prompt) <= 255 and len(rule.error) <= 255
    assert rule.errorStyle == ("warning" if entry.raw["type"] == "unit" else None)


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_an_entry_is_validated_by_its_type(entry: Entry) -> None:
    rule = validation_of(entry)
    kind = entry.raw["type"]
    if rule is None:
        assert kind == "sequence"
    elif kind in NUMBERS:
        assert rule.type == "custom" and "ISNUMBER" in rule.formula1 and "ROUND" in rule.formula1
    elif kind == "date":
        assert rule.type == "date" and "DATE(" in rule.formula1 and "DATE(" in rule.formula2
    elif kind in ("level1", "level2", "unit", "currency_unit") or "list" in entry.raw:
        assert rule.type == "list"
    elif kind == "target" and any(c.key == "operator" for t in entry.definition.tables for c in t.columns):
        assert rule.type == "custom" and "ISNUMBER" in rule.formula1
    else:
        assert rule.type == "textLength"
        if "max_length" in entry.raw:
            assert int(rule.formula1) == entry.raw["max_length"]


@pytest.mark.parametrize("entry", [e for e in ENTRIES if "list" in e.raw], ids=lambda e: f"{e.definition.id}-{e.key}")
def test_a_drop_down_offers_what_the_definition_lists(entry: Entry) -> None:
    rule = validation_of(entry)
    assert rule is not None
    book = WORKBOOKS[entry.definition.id]
    name = book.defined_names[rule.formula1]
    left, top, _, bottom = range_boundaries(name.attr_text.rpartition("!")[2].replace("$", ""))
    offered = [book[LIST_SHEET].cell(row, left).value for row in range(top, bottom + 1)]
    assert offered == entry.definition.raw["lists"][entry.raw["list"]]


@pytest.mark.parametrize(
    "entry", [e for e in ENTRIES if e.raw.get("required")], ids=lambda e: f"{e.definition.id}-{e.key}"
)
def test_a_required_entry_is_coloured_while_it_is_empty(entry: Entry) -> None:
    if entry.raw["type"] == "currency_unit":
        return  # filled in from the beginning
    left, top, _, _ = area_of(entry)
    cell = sheet_of(entry).cell(top, left).coordinate
    letters = "".join(char for char in cell if char.isalpha())
    references = {f"${letters}{top}", f"${letters}${top}"}
    assert any(
        any(reference in formula for reference in references) and ('=""' in formula or "LEN(TRIM(" in formula)
        for formula in colours_of(entry)
    )


@pytest.mark.parametrize(
    "entry", [e for e in ENTRIES if e.raw["type"] in (*NUMBERS, "date")], ids=lambda e: f"{e.definition.id}-{e.key}"
)
def test_a_number_or_date_is_coloured_when_it_is_none(entry: Entry) -> None:
    assert any("ISNUMBER" in formula for formula in colours_of(entry))


@pytest.mark.parametrize("entry", ENTRIES, ids=IDS)
def test_what_stands_in_the_cell_of_an_entry_is_read_under_its_key(entry: Entry) -> None:
    """The documents that the templates are filled with have every key of the form, and reading gives them back."""
    document: Any = DOCUMENTS[entry.definition.id]
    key = entry.key.partition(".")[2] if entry.is_column else entry.key
    if entry.is_column:
        rows = document[entry.key.partition(".")[0]]
        assert all(key.partition(".")[0] in row for row in rows)
        return
    group, dot, name = key.partition(".")
    assert (name in document[group]) if dot else key in document


def test_a_blank_template_has_every_key_of_its_fields() -> None:
    for form, definition in DEFINITIONS.items():
        (document,) = read_back(templates_dir() / f"{form}.xlsx")
        for entry in ENTRIES:
            if entry.definition is definition and not entry.is_column:
                group, dot, name = entry.key.partition(".")
                known: Any = document
                assert (name in known[group]) if dot else group in known, (form, entry.key)
