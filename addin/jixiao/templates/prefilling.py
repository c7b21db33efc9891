"""Putting what a document says into a template."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

from jixiao.forms.definition import Column, FormDefinition, load_definitions
from jixiao.forms.document import Document, value_at
from jixiao.forms.measures import measure_text
from jixiao.grid.address import address
from jixiao.templates.forms_workbook import write_workbook
from jixiao.templates.formsheet import DEFAULT_ROWS, CellValue, FormSheet
from jixiao.templates.sheet_plan import SheetLayout
from jixiao.templates.tablelayout import TablePlan

TICK = "√"
_DATE = re.compile(r"((?:19|20)\d{2})[年./-]?(\d{1,2})[月./-]?(\d{1,2})日?")


def write_filled(documents: Sequence[Document], names: Sequence[str], path: Path) -> list[Document]:
    """Write templates that say what the documents say; return these, with cells."""
    definitions = load_definitions()
    forms = [
        filled_form(definitions[document["form"]], document, name)
        for document, name in zip(documents, names, strict=True)
    ]
    layouts = write_workbook(path, forms)
    return [
        with_addresses(document, layout, form.name, path.name)
        for document, layout, form in zip(documents, layouts, forms, strict=True)
    ]


def filled_form(definition: FormDefinition, document: Document, name: str, rows: int = DEFAULT_ROWS) -> FormSheet:
    """The form of a document with everything that its layout has a place for."""
    return FormSheet(
        definition,
        name,
        document["fiscal_year"],
        field_values(definition, document),
        {table.key: table_rows(definition, document, table.key) for table in definition.tables},
        rows=rows,
    )


def field_values(definition: FormDefinition, document: Document) -> dict[str, CellValue]:
    """The values of a document's fields, as cells hold them."""
    values: dict[str, CellValue] = {}
    for field in definition.fields:
        value = value_at(document, field.key)
        if value is not None:
            values[field.key] = as_date(str(value)) if field.type == "date" else cast(CellValue, value)
    for table in definition.tables:
        for key, _ in table.total.sums() if table.total is not None else ():
            values[key] = value_at(document, key)
    return values


def table_rows(definition: FormDefinition, document: Document, key: str) -> list[dict[str, CellValue]]:
    """The rows of one of the form's tables, as cells hold them."""
    table = definition.table(key)
    assert table is not None, key
    keys = {column.key for column in table.columns}
    rows: list[dict[str, Any]] = cast("Mapping[str, Any]", document).get(key) or []
    return [{column.key: table_cell(row, column, keys) for column in table.columns} for row in rows]


def table_cell(row: Mapping[str, Any], entered: Column, columns: set[str]) -> CellValue:
    """Return a cell's value: operator, target and unit in one text if need be."""
    column = entered.key
    value = row.get(column)
    if entered.type == "mark":
        said = row.get(column.partition(".")[0])
        return TICK if entered.label == said or (isinstance(said, list) and entered.label in said) else None
    if entered.type == "percent" and isinstance(value, Decimal):
        return value / 100
    if column == "operator":
        return value or ("定性" if row.get("nature") == "qualitative" and row.get("target") is not None else None)
    if column == "target" and "operator" not in columns:
        return combined_target(row)
    if column == "seq" and str(value).isdigit():
        return Decimal(str(value))
    return cast(CellValue, value)


def combined_target(row: Mapping[str, Any]) -> str | None:
    """Operator, number and unit as one text: ``≥95%``."""
    target = row.get("target")
    if target is None:
        return None
    return measure_text(row.get("operator"), target, row.get("unit") if isinstance(target, Decimal) else None)


def as_date(text: str) -> CellValue:
    """A date as a date, anything else as the text it is."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return text
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return text


def with_addresses(document: Document, layout: SheetLayout, sheet: str, file: str) -> Document:
    """A copy of a document with its source and the addresses of everything it says."""
    located = copy.deepcopy(document)
    values = cast("dict[str, Any]", located)
    title = layout.title.area
    located["source"] = {"file": file, "sheet": sheet, "title_cell": address(title.top, title.left)}
    located["cells"] = dict(_field_cells(values, layout))
    for plan in layout.tables.values():
        for index, row in enumerate(values.get(plan.table.key) or ()):
            row["cells"] = dict(_row_cells(row, plan, plan.first + index))
            row["cell"] = address(plan.first + index, plan.columns[plan.table.item][0])
    return located


def _field_cells(values: Mapping[str, Any], layout: SheetLayout) -> Iterator[tuple[str, str]]:
    places = {key: cell.area for key, cell in layout.inputs.items()}
    for plan in layout.tables.values():
        places |= plan.totals
    for cell in layout.cells:
        if cell.role == "year_line":
            places["fiscal_year"] = cell.area
    for key, area in places.items():
        if value_at(values, key) is not None:
            yield key, address(area.top, area.left)


def _row_cells(row: Mapping[str, Any], plan: TablePlan, number: int) -> Iterator[tuple[str, str]]:
    """Yield the addresses of a row; without a column they share the target's."""
    for key, (left, _) in plan.columns.items():
        group, dot, _ = key.partition(".")
        if dot:
            said = row.get(group)
            label = plan.raw_column(key)["label"]
            if (label == said or (isinstance(said, list) and said[:1] == [label])) and said:
                yield group, address(number, left)
        elif row.get(key) is not None or (key == "operator" and row.get("target") is not None):
            yield key, address(number, left)
    if "target" in plan.columns and "operator" not in plan.columns:
        for key in ("operator", "unit"):
            if row.get(key) is not None:
                yield key, address(number, plan.columns["target"][0])
