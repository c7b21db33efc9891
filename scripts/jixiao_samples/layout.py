"""Laying a document out by its definition in one ``LayoutStyle``, with addresses."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, cast

from jixiao.forms.definition import load_definitions
from jixiao.forms.document import Document
from jixiao.grid.address import address
from jixiao_samples.plan import LayoutStyle, SheetPlan
from jixiao_samples.tables import label_text, lay_table, money_cell


def plan_sheet(document: Document, style: LayoutStyle, name: str, attachment: str) -> SheetPlan:
    """Lay a document out; the plan's document is a copy with all addresses filled in."""
    definition = load_definitions()[document["form"]]
    filled = copy.deepcopy(document)
    filled["source"]["sheet"] = name
    plan = SheetPlan(name, filled, definition, style)
    widths = definition.raw["layout"]["widths"]
    plan.columns = _columns(len(widths), style)
    plan.widths = dict(zip(plan.columns, widths, strict=True))
    row = 1 + style.row_offset
    if style.attachment:
        plan.put(row, 0, attachment, "plain", span=min(2, len(widths)))
        row += 1
    _Layout(plan).lay(row)
    return plan


def _columns(count: int, style: LayoutStyle) -> list[int]:
    """Return the sheet columns of the form's columns in this style."""
    spacer = style.spacer_column
    return [
        1 + style.column_offset + index + (1 if spacer is not None and index >= spacer else 0) for index in range(count)
    ]


class _Layout:
    """Walks the rows of a layout; ``taken`` are columns covered from above."""

    def __init__(self, plan: SheetPlan) -> None:
        self.plan = plan
        self.raw = plan.definition.raw
        self.values = cast("dict[str, Any]", plan.document)
        self.taken: dict[int, int] = {}
        self.ranks: dict[str, int] = {}

    def lay(self, row: int) -> None:
        for entry in self.raw["layout"]["rows"]:
            if isinstance(entry, dict):
                row += 1 if self.plan.style.spacer_rows else 0
                row = lay_table(self.plan, entry, row)
            else:
                self._row(row, entry)
                row += 1

    def _row(self, row: int, cells: Iterable[dict[str, Any]]) -> None:
        left = 0
        covered = dict(self.taken)
        self.taken = {column: rows - 1 for column, rows in covered.items() if rows > 1}
        for cell in cells:
            while left in covered:
                left += 1
            span, rows = cell.get("span", 1), cell.get("rows", 1)
            self._cell(row, left, cell, span, rows)
            if rows > 1:
                self.taken |= dict.fromkeys(range(left, left + span), rows - 1)
            left += span

    def _cell(self, row: int, left: int, cell: dict[str, Any], span: int, rows: int) -> None:
        plan, style = self.plan, self.plan.style
        title = self.raw["title"]
        year = plan.document["fiscal_year"]
        if "title" in cell:
            spot = plan.put(row, left, title["text"].format(year=year), "title", span=span)
            plan.spots["title"] = spot
            plan.document["source"]["title_cell"] = address(*spot)
        elif "year_line" in cell:
            spot = plan.put(row, left, title["year_line"].format(year=year), "under", span=span)
            plan.spots["fiscal_year"] = spot
            plan.document["cells"]["fiscal_year"] = address(*spot)
        elif "echo" in cell:
            plan.put(row, left, self._value(cell["echo"]), "under", span=span)
        elif "text" in cell:
            plan.put(row, left, label_text(cell["text"], style, alone=True), "label", span=span, rows=rows)
        elif "label" in cell:
            text = label_text(self._label(cell), style, alone=True)
            plan.put(row, left, text, "label", span=span, rows=rows)
        elif "inline" in cell:
            self._inline(row, left, cell, span)
        elif "value" in cell:
            self._field(row, left, cell["value"], span, rows)
        else:
            plan.put(row, left, None, "text", span=span, rows=rows)

    def _field(self, row: int, left: int, key: str, span: int, rows: int) -> None:
        plan = self.plan
        value = self._value(key)
        look = "text" if isinstance(value, str) and len(value) > 30 else "short"
        shown = money_cell(value, plan.style) if isinstance(value, Decimal) else value
        self._record(key, key, plan.put(row, left, shown, look, span=span, rows=rows), value)

    def _inline(self, row: int, left: int, cell: dict[str, Any], span: int) -> None:
        plan, style = self.plan, self.plan.style
        key = cell["inline"]
        label, value = self._label(cell), self._value(key)
        look = (
            "plain"
            if plan.document["kind"] == "summary" or key.startswith(("signoff.", "department", "currency"))
            else "text"
        )
        if style.separate_signoff and key.startswith("signoff.") and span > 1:
            plan.put(row, left, label_text(label, style, alone=False) + colon(style), look)
            self._record(key, key, plan.put(row, left + 1, value, look, span=span - 1), value)
            return
        separator = cell.get("separator", colon(style))
        shown = "" if value is None else str(money_cell(value, style)) if isinstance(value, Decimal) else value
        text = label_text(label, style, alone=False) + (separator + shown if shown or separator in ":：" else "")
        self._record(key, label, plan.put(row, left, text, look, span=span), value)

    def _record(self, key: str, label: str, spot: tuple[int, int], value: object) -> None:
        """Note where a key stands; of two places the first-defined label decides."""
        fields = self.plan.definition.fields
        rank = next((n for n, f in enumerate(fields) if f.key == key and f.label == label), len(fields))
        if key in self.ranks and self.ranks[key] <= rank:
            return
        self.ranks[key] = rank
        self.plan.spots[key] = spot
        if value is not None:
            self.plan.document["cells"][key] = address(*spot)

    def _label(self, cell: dict[str, Any]) -> str:
        key = cell.get("label") or cell["inline"]
        return str(cell.get("as") or next(f.label for f in self.plan.definition.fields if f.key == key))

    def _value(self, key: str) -> Any:
        group, dot, name = key.partition(".")
        return self.values.get(group, {}).get(name) if dot else self.values.get(key)


def colon(style: LayoutStyle) -> str:
    """What parts a label from its value."""
    return ":" if style.punctuation == "half" else "："
