"""The layouts of the form definitions: whole rows, known keys, every column of every table."""

from __future__ import annotations

from typing import Any

import pytest

from jixiao.forms.classification import framework
from jixiao.forms.definition import FormDefinition, load_definitions

DEFINITIONS = load_definitions()
every_form = pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=list(DEFINITIONS))


def blocks(definition: FormDefinition) -> list[dict[str, Any]]:
    return [row for row in definition.raw["layout"]["rows"] if isinstance(row, dict)]


def widths(definition: FormDefinition) -> tuple[int, int]:
    """How many columns are printed, and how many there are with those for the screen only."""
    layout = definition.raw["layout"]
    return len(layout["widths"]) - layout.get("unprinted", 0), len(layout["widths"])


@every_form
def test_rows_fill_the_width_of_the_form(definition: FormDefinition) -> None:
    width, _ = widths(definition)
    covered = [0] * width  # rows for which each column is still taken from above
    for row in definition.raw["layout"]["rows"]:
        if isinstance(row, dict):
            assert not any(covered), "a merge reaches into a table"
            continue
        below = [max(rows - 1, 0) for rows in covered]
        column = 0
        for cell in row:
            while column < width and covered[column]:
                column += 1
            span = cell.get("span", 1)
            assert column + span <= width
            assert not any(covered[column : column + span])
            below[column : column + span] = [cell.get("rows", 1) - 1] * span
            column += span
        assert all(covered[column:])
        covered = below


@every_form
def test_tables_fill_the_width_and_print_all_their_columns(definition: FormDefinition) -> None:
    assert [block["table"] for block in blocks(definition)] == [table.key for table in definition.tables]
    for block in blocks(definition):
        table = definition.table(block["table"])
        assert table is not None
        assert {key for key, _ in block["columns"]} == {column.key for column in table.columns}
        caption = 0 if block["caption"] == "none" else block.get("caption_span", 1)
        assert caption + sum(span for _, span in block["columns"]) in widths(definition)


@every_form
def test_cells_name_fields_and_labels_of_the_form(definition: FormDefinition) -> None:
    labels = {(entry.key, entry.label) for entry in definition.fields}
    for row in definition.raw["layout"]["rows"]:
        for cell in row if isinstance(row, list) else ():
            for role in ("label", "value", "inline", "echo"):
                assert role not in cell or cell[role] in {key for key, _ in labels}
            if "as" in cell:
                assert (cell.get("label") or cell.get("inline"), cell["as"]) in labels


@every_form
def test_lists_and_helps_are_there(definition: FormDefinition) -> None:
    lists = definition.raw.get("lists", {})
    columns = [column for table in definition.raw["tables"] for column in table["columns"]]
    for entry in (*definition.raw["fields"], *columns):
        assert entry["help"]
        assert "list" not in entry or lists[entry["list"]]


@every_form
def test_a_label_means_one_thing(definition: FormDefinition) -> None:
    owners: dict[str, set[str]] = {label: {"caption"} for label in definition.captions}
    for entry in definition.fields:
        if entry.under is None:  # the same words under two headings are two fields on purpose
            for label in entry.labels:
                owners.setdefault(label, set()).add(entry.key)
    for table in definition.tables:
        for label in table.captions:
            owners.setdefault(label, set()).add(table.key)
    assert {label: found for label, found in owners.items() if len(found) > 1} == {}


@every_form
def test_classification_is_known(definition: FormDefinition) -> None:
    for table in definition.tables:
        assert framework(table.classification).level1
