"""Laying a document out by its definition in one ``LayoutStyle``, with addresses."""

from __future__ import annotations

import copy
from decimal import Decimal
from typing import Any, cast

from jixiao.forms.definition import load_definitions
from jixiao.forms.document import Document, value_at
from jixiao.grid.address import address
from jixiao.templates.layout_columns import Raw, field_of, laid_out_rows
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
    """Walks the rows of a layout; ``ranks`` tells which label gave a key its place."""

    def __init__(self, plan: SheetPlan) -> None:
        self.plan = plan
        self.raw = plan.definition.raw
        self.values = cast("dict[str, Any]", plan.document)
        self.ranks: dict[str, int] = {}

    def lay(self, row: int) -> None:
        laid_out = laid_out_rows(self.raw["layout"]["rows"])
        for entry in self.raw["layout"]["rows"]:
            if isinstance(entry, dict):
                row += 1 if self.plan.style.spacer_rows else 0
                row = lay_table(self.plan, entry, row)
                continue
            for left, cell in next(laid_out):
                self._cell(row, left, cell, cell.get("span", 1), cell.get("rows", 1))
            row += 1

    def _cell(self, row: int, left: int, cell: Raw, span: int, rows: int) -> None:
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

    def _inline(self, row: int, left: int, cell: Raw, span: int) -> None:
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

    def _label(self, cell: Raw) -> str:
        return field_of(self.plan.definition, cell.get("label") or cell["inline"], cell.get("as")).label

    def _value(self, key: str) -> Any:
        return value_at(self.values, key)


def colon(style: LayoutStyle) -> str:
    """What parts a label from its value."""
    return ":" if style.punctuation == "half" else "："
