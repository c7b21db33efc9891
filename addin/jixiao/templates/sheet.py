"""One form on one sheet: cells, names, validation, formats, protection, print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.forms.range_names import TITLE
from jixiao.grid.address import Range, quoted
from jixiao.templates.actual_formulas import STEPS
from jixiao.templates.entryrules import field_rule, years_on
from jixiao.templates.fitting import ROW_LINES
from jixiao.templates.formsheet import CellValue, FilledFormula, FormSheet, value_now
from jixiao.templates.panel import YEAR_ROW, write_panel
from jixiao.templates.selfcheck_rule import SelfCheckRule, marks_of
from jixiao.templates.sheet_formulas import absolute, first_cell
from jixiao.templates.sheet_plan import PlannedCell, SheetLayout, plan_sheet
from jixiao.templates.sheetwriter import SheetWriter
from jixiao.templates.tablesheet import TableWriter

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

    from jixiao.templates.dropdowns import Lists
    from jixiao.templates.template_styles import TemplateStyles

A4 = 9
ALLOWED = {
    "format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True,
    "sort": True, "autofilter": True, "objects": True,
}  # fmt: skip
"""What a protected sheet still lets a clerk do; labels and formulas stay as they are. Excel deletes no row in which any
cell is locked, and every row has one: rows are emptied or hidden."""
BLANK_YEAR = "____"


def write_form(workbook: Workbook, form: FormSheet, styles: TemplateStyles, lists: Lists) -> SheetLayout:
    """Add a sheet with the form to a workbook."""
    filled = {key: len(rows) for key, rows in form.tables.items()}
    layout = plan_sheet(form.definition, form.rows, filled, STEPS if form.actuals else ())
    writer = _FormWriter(workbook, form, layout, styles, lists)
    writer.write()
    return layout


class _FormWriter(SheetWriter):
    """The steps of writing a form, from cells to the print set-up."""

    def write(self) -> None:
        for column, width in enumerate(self.layout.widths):
            self.sheet.set_column(column, column, width)
        self.sheet.set_column(self.layout.right, self.layout.right, 1.5)
        for cell in self.layout.cells:
            self._cell(cell)
        tables = [TableWriter(self, plan) for plan in self.layout.tables.values()]
        for table in tables:
            table.write()
        write_panel(self.workbook, self.sheet, self.form, self.references, self.rules, self._blanks(), self.styles)
        for row, height in self.heights.items():
            self.sheet.set_row(row - 1, height, None, {"hidden": row in self.hidden})
        self._validate()
        self._mark()
        for table in tables:
            table.frames()
        self._quiet()
        self._print_setup()
        self.sheet.protect("", ALLOWED)
        self.sheet.freeze_panes(YEAR_ROW, 0)

    # ------------------------------------------------------------ cells

    def _cell(self, cell: PlannedCell) -> None:
        if cell.role in ("title", "year_line"):
            self.put(cell.area, self._with_year(cell.text), cell.role)
            self.grow(cell.area, "", least=2 if cell.role == "title" else 1)
            if cell.role == "title":
                self.name(TITLE, first_cell(cell.area))
        elif cell.role in ("text", "label"):
            self.put(cell.area, cell.text, "label")
            self.grow(cell.area, cell.text)
        elif cell.role == "line_label":
            self.put(cell.area, cell.text, "line_label_right" if cell.align == "right" else "line_label")
            self.grow(cell.area, "")
        elif cell.role in ("value", "line_value", "echo"):
            self._value(cell)
        else:
            self.put(cell.area, None, "blank")

    def _with_year(self, text: str) -> CellValue:
        before, found, after = text.partition("{year}")
        if not found:
            return text
        year = absolute(self.references.year)
        formula = f'{quoted(before)}&IF({year}="",{quoted(BLANK_YEAR)},{year})&{quoted(after)}'
        return FilledFormula(formula, f"{before}{value_now(self.form.year) or BLANK_YEAR}{after}")

    def _value(self, cell: PlannedCell) -> None:
        assert cell.key is not None
        entry = cell.entry
        if cell in self.layout.repeats:
            value: CellValue = self._repeated(cell.key)
            style = "echo" if cell.role == "echo" else "line_fixed" if cell.role == "line_value" else "fixed_text"
        else:
            value = self._known(cell)
            style = self._value_style(cell)
        self.put(cell.area, value, style)
        self.grow(cell.area, value if isinstance(value, str) else "", least=self._least_lines(cell))
        if entry is not None:
            area = first_cell(cell.area)
            for field, name in self.names.fields:
                if field is entry:
                    self.name(name, area)

    def _known(self, cell: PlannedCell) -> CellValue:
        """Return a field's first value: a given one, or the only choice."""
        assert cell.key is not None
        if cell.entry is not None and cell.entry.type == "currency_unit":
            return self.values.get(cell.key) or "万元"
        return self.values.get(cell.key)

    def _repeated(self, key: str) -> CellValue:
        """The formula that repeats the cell typed into."""
        original = self.layout.inputs.get(key)
        if original is None:
            return None
        place = absolute(first_cell(original.area))
        shown = value_now(self.values.get(key))
        return FilledFormula(f'IF({place}="","",{place})', shown if isinstance(shown, str) else "")

    def _value_style(self, cell: PlannedCell) -> str:
        kind = cell.entry.type if cell.entry is not None else "text"
        if cell.role == "line_value":
            return {"currency_unit": "line_fixed", "date": "line_date"}.get(kind, "line_value")
        if kind == "currency_unit":
            return "fixed_text"
        short = self.layout.width(cell.area) < 40
        return {"money": "amount", "number": "money", "longtext": "longtext", "date": "date"}.get(
            kind, "short" if short else "text"
        )

    def _least_lines(self, cell: PlannedCell) -> int:
        if cell.entry is None or cell.role == "line_value":
            return 1
        if cell.key is not None and cell.key.endswith("_review"):
            return ROW_LINES[self.layout.landscape]["review"]
        return ROW_LINES[self.layout.landscape]["longtext"] if cell.entry.type == "longtext" else 1

    # ------------------------------------------------------------ guidance

    def _blanks(self) -> list[int] | None:
        """Return each rule's count as the sheet is written; None once rows are filled."""
        if any(self.form.tables.values()):
            return None
        return [
            0 if rule.table is None and rule.marks and all(map(self._is_given, rule.marks)) else rule.blank
            for rule in self.rules
        ]

    def _is_given(self, key: str) -> bool:
        if key == "year":
            known: CellValue | int = self.form.year
        else:
            cell = self.layout.inputs.get(key)
            known = None if cell is None else self._known(cell)
        return value_now(known) not in (None, "")

    def _validate(self) -> None:
        definition, year = self.form.definition, value_now(self.form.year)
        later = years_on(definition, int(year) if year else None)
        for key, cell in self.layout.inputs.items():
            if cell.entry is None or isinstance(self.values.get(key), FilledFormula):
                continue
            rule = field_rule(cell.entry, definition.raw_field(cell.entry), self.lists, self.references, later)
            top, left = cell.area.top - 1, cell.area.left - 1
            self.sheet.data_validation(top, left, top, left, rule)

    def _mark(self) -> None:
        """Add the self-check's conditional formats, what is wrong before what is missing."""
        # LibreOffice applies the first one that holds, Excel all that do not contradict each other.
        for mark in ("error", "todo"):
            for rule in self.rules:
                if rule.mark == mark:
                    for key, criteria in marks_of(rule, self.references):
                        area = self._marked_area(rule, key)
                        name = mark if rule.table is None else f"row_{mark}"
                        look = {"type": "formula", "criteria": criteria, "format": self.styles.mark(name)}
                        self.sheet.conditional_format(*area.from_zero, look)

    def _quiet(self) -> None:
        """Suppress the green triangles on what is meant."""
        areas = " ".join(
            absolute(Range(plan.first, plan.header.left, plan.last, plan.header.right)).replace("$", "")
            for plan in self.layout.tables.values()
        )
        if areas:
            self.sheet.ignore_errors({"number_stored_as_text": areas, "formula_unlocked": areas})

    def _marked_area(self, rule: SelfCheckRule, key: str) -> Range:
        if rule.table is not None:
            return self.layout.tables[rule.table].column(key)
        return self.references.year if key == "year" else self.layout.inputs[key].area

    # ------------------------------------------------------------ paper

    def _print_setup(self) -> None:
        sheet, layout = self.sheet, self.layout
        sheet.set_paper(A4)
        if layout.landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.5, 0.5, *((0.4, 0.55) if layout.landscape else (0.6, 0.7)))
        sheet.center_horizontally()
        sheet.print_black_and_white()
        sheet.print_area(layout.top - 1, 0, layout.bottom - 1, layout.printed_right - 1)
        sheet.repeat_rows(*self._repeated_rows())
        sheet.set_footer("&C第 &P 页，共 &N 页")

    def _repeated_rows(self) -> tuple[int, int]:
        """Return the rows printed on every page, from 0: the table's header or the title."""
        # Where another table follows the long one, its header would stand above what it says nothing about.
        last = list(self.layout.tables.values())[-1] if self.layout.tables else None
        if last is None or last.table.key not in ("indicators", "rows"):
            area = self.layout.title.area
            return area.top - 1, area.bottom - 1
        return last.header.top - 1, last.header.bottom - 1
