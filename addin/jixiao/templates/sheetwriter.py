"""What every step of writing a form's sheet needs: plan, names, cells."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from jixiao.forms.range_names import RangeNames, range_names
from jixiao.grid.address import Range, elsewhere
from jixiao.templates.fitting import height_of, lines_needed
from jixiao.templates.formsheet import CellValue, FilledFormula, FormSheet
from jixiao.templates.panel import PANEL_YEAR
from jixiao.templates.selfcheck import rules_for
from jixiao.templates.selfcheck_rule import SelfCheckRule
from jixiao.templates.sheet_formulas import References, absolute, local_name
from jixiao.templates.sheet_plan import SheetLayout

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from jixiao.templates.dropdowns import Lists
    from jixiao.templates.template_styles import TemplateStyles


class SheetWriter:
    """A sheet with the plan of its form; rows grow with what they hold."""

    def __init__(
        self, workbook: Workbook, form: FormSheet, layout: SheetLayout, styles: TemplateStyles, lists: Lists
    ) -> None:
        self.workbook, self.form, self.layout, self.styles, self.lists = workbook, form, layout, styles, lists
        self.names: RangeNames = range_names(form.definition)
        self.references = References(layout, PANEL_YEAR)
        self.values: dict[str, CellValue] = {**form.values, **self._computed()}
        texts = {key: value for key, value in self.values.items() if isinstance(value, str)}
        self.rules: list[SelfCheckRule] = rules_for(form.definition, self.references, texts)
        self.sheet: Worksheet = workbook.add_worksheet(form.name, growing_worksheet())
        self.heights: dict[int, float] = {}
        self.hidden: set[int] = set()

    def _computed(self) -> dict[str, CellValue]:
        """The fields that the template computes."""
        found: dict[str, CellValue] = {}
        for raw in self.form.definition.raw["fields"]:
            if "computed" in raw and self.references.has(raw["computed"]):
                given = self.form.values.get(raw["key"])
                found[raw["key"]] = FilledFormula(
                    self.references.over_rows(raw["computed"]), given if isinstance(given, str) else ""
                )
        return found

    def put(self, area: Range, value: CellValue, style: str, **changes: Any) -> None:
        """Write a value into an area; a formula is locked and shown as computed."""
        top, left = area.top - 1, area.left - 1
        if isinstance(value, FilledFormula) and not style.startswith(
            ("fixed", "line", "title", "year", "echo", "label")
        ):
            style = f"fixed_{style}" if style in ("money", "amount", "number", "percent") else "fixed_text"
        if isinstance(value, FilledFormula) and not value.locked:
            changes["locked"] = False
        look = self.styles.varied(style, **changes)
        if area.bottom > area.top or area.right > area.left:
            self.sheet.merge_range(top, left, area.bottom - 1, area.right - 1, "", look)
        if isinstance(value, FilledFormula):
            self.sheet.write_formula(top, left, f"={value.text.lstrip('=')}", look, value.value)
        elif isinstance(value, Decimal):
            self.sheet.write_number(top, left, float(value), look)
        elif isinstance(value, date):
            self.sheet.write_datetime(top, left, datetime(value.year, value.month, value.day), look)
        elif value:
            self.sheet.write_string(top, left, value, look)
        elif area.bottom == area.top and area.right == area.left:
            self.sheet.write_blank(top, left, None, look)

    def name(self, name: str, area: Range) -> None:
        """Give an area of this sheet a name that belongs to the sheet."""
        target = elsewhere(self.form.name, absolute(area))
        self.workbook.define_name(local_name(self.form.name, name), f"={target}")

    def grow(self, area: Range, text: str, *, least: int = 1) -> None:
        """Make the row of an area high enough for a text."""
        lines = max(least, lines_needed(text, self.layout.width(area)) if text else 1)
        rows = area.bottom - area.top + 1
        for row in range(area.top, area.bottom + 1):
            self.heights[row] = max(self.heights.get(row, 0.0), height_of(lines, rows))


@cache
def growing_worksheet() -> type[Worksheet]:
    """Return the class of worksheets with ``growing``: rows (from 0) that grow."""
    from xlsxwriter.worksheet import Worksheet  # slow to import, needed only here

    class GrowingWorksheet(Worksheet):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.growing: set[int] = set()

        def _xml_start_tag_unencoded(self, tag: str, attributes: Any = ()) -> None:
            if tag == "row" and dict(attributes)["r"] - 1 in self.growing:
                attributes = [pair for pair in attributes if pair[0] != "customHeight"]
            super()._xml_start_tag_unencoded(tag, attributes)

    return GrowingWorksheet
