"""Where every value of a filled template stands, as reading must find it."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any, cast

from jixiao.forms.document import Document
from jixiao.grid.address import address
from jixiao.templates.sheet_plan import SheetLayout
from jixiao.templates.tablelayout import TablePlan


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
        group, dot, name = key.partition(".")
        value = (values.get(group) or {}).get(name) if dot else values.get(key)
        if value is not None:
            yield key, address(area.top, area.left)


def _row_cells(row: Mapping[str, Any], plan: TablePlan, number: int) -> Iterator[tuple[str, str]]:
    """The addresses of one row; operator and unit stand in the target's cell where they have no column."""
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
