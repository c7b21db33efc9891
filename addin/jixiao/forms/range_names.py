"""The Chinese names of a form's cells, by which templates are written and read.

A name is the label of the field or column, reduced to what a spreadsheet allows in a name. It belongs to the sheet, so
that every form of a workbook, and a copy of a sheet, has its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jixiao.forms.definition import Field, FormDefinition, Table
from jixiao.forms.text import label_form

STAMP = "表单"
"""Names the cell of the stamp sheet that says which form a sheet is."""
TITLE = "表标题"
YEAR = "预算年度"
SELF_CHECK = "自查结果"
"""Names the cell that counts what is left to do on a form, the first of so many rows beside the form."""
PANEL_ROWS = 3

_NOT_IN_A_NAME = re.compile(r"[^\w.]+")


class RangeNames(NamedTuple):
    """All names of a form: by field place, by table and column, by total."""

    fields: tuple[tuple[Field, str], ...]
    columns: dict[tuple[str, str], str]
    totals: dict[str, str]

    def all(self) -> Iterator[str]:
        """Every name, in the order of the definition."""
        yield from (name for _, name in self.fields)
        yield from self.columns.values()
        yield from self.totals.values()


def plain_name(label: str) -> str:
    """Return a label as a name: no brackets, 其中, punctuation, leading digit."""
    name = _NOT_IN_A_NAME.sub("_", label_form(label)).strip("_.")
    return f"_{name}" if name[:1].isdigit() else name


def range_names(definition: FormDefinition) -> RangeNames:
    """Return the names of a form; twins have their heading or table in front."""
    taken = {STAMP, TITLE, YEAR, SELF_CHECK}

    def unique(label: str, prefix: str) -> str:
        name = plain_name(label)
        if name in taken:
            name = f"{plain_name(prefix)}_{name}"
        stem, number = name, 2
        while name in taken:
            name, number = f"{stem}{number}", number + 1
        taken.add(name)
        return name

    labels = {field.key: field.label for field in reversed(definition.fields)}
    fields = tuple(
        (field, unique(field.label, labels.get(field.under or "", field.label))) for field in definition.fields
    )
    columns = {
        (table.key, column.key): unique(column.label, _table_label(definition, table))
        for table in definition.tables
        for column in table.columns
    }
    totals = {
        key: unique(f"{table.total.label}{'' if column == table.total.column else f'_{column_label}'}", "合计")
        for table in definition.tables
        if table.total is not None
        for key, column in table.total.sums()
        for column_label in [next(one.label for one in table.columns if one.key == column)]
    }
    return RangeNames(fields, columns, totals)


def _table_label(definition: FormDefinition, table: Table) -> str:
    raw = next(entry for entry in definition.raw["tables"] if entry["key"] == table.key)
    return str(raw.get("label", "合计表"))
