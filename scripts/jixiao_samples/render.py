"""From documents to a workbook, by each form's layout, with XlsxWriter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.forms.document import Document
from jixiao.resources import list_styles
from jixiao_samples.layout import plan_sheet
from jixiao_samples.plan import OFFICIAL, LayoutStyle, SampleCell, SheetPlan

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

CREATED = datetime(2025, 12, 1)
"""The date inside every sample, so that the same seed gives the same bytes."""
A4 = 9
LINE_HEIGHT = 15.0
"""Points per line of text."""
MAX_HEIGHT = 400.0
"""Points; a spreadsheet program allows 409."""
_BORDERLESS = ("title", "under", "plain")


def render(documents: Sequence[Document], path: Path, style: LayoutStyle = OFFICIAL) -> list[Document]:
    """Write a workbook with a sheet per document; return the expected readings."""
    # The given documents are left as they are.
    plans = plan_workbook(documents, style)
    for plan in plans:
        plan.document["source"]["file"] = path.name
    write_plans(plans, path)
    return [plan.document for plan in plans]


def plan_workbook(documents: Sequence[Document], style: LayoutStyle) -> list[SheetPlan]:
    """A plan per document, with sheet names that no two share."""
    names = _sheet_names(documents, style)
    attachments = _attachments(documents)
    return [
        plan_sheet(document, style, name, attachment)
        for document, name, attachment in zip(documents, names, attachments, strict=True)
    ]


def _attachments(documents: Sequence[Document]) -> list[str]:
    """Return 附件1 for the department, 附件2 for the summary, 附件3-1 … for projects."""
    numbers = {"department": "附件1", "summary": "附件2"}
    projects = 0
    found = []
    for document in documents:
        projects += document["kind"] == "project"
        found.append(numbers.get(document["kind"], f"附件3-{projects}"))
    return found


def _sheet_names(documents: Sequence[Document], style: LayoutStyle) -> list[str]:
    if style.sheet_names == "number":
        return _attachments(documents)
    fixed = {"department": "部门整体", "summary": "汇总表"}
    projects = 0
    names: list[str] = []
    for document in documents:
        projects += document["kind"] == "project"
        short = str(document.get("project") or "项目").removesuffix("项目")[-20:]
        project = f"{projects}{short}" if style.sheet_names == "project" else f"项目{projects}"
        names.append(fixed.get(document["kind"], project))
    return names


def write_plans(plans: Sequence[SheetPlan], path: Path) -> None:
    """Write the sheets as planned. The same plans give the same bytes."""
    import xlsxwriter  # slow to import, needed only here

    with xlsxwriter.Workbook(path, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": CREATED, "author": "", "title": ""})
        for plan in plans:
            _Sheet(workbook, plan).write()


class _Sheet:
    """One sheet on its way into the file."""

    def __init__(self, workbook: Workbook, plan: SheetPlan) -> None:
        self.workbook = workbook
        self.plan = plan
        self.sheet: Worksheet = workbook.add_worksheet(plan.name)
        self.formats: dict[tuple[str, str | None], Format] = {}

    def write(self) -> None:
        for column, width in self.plan.widths.items():
            self.sheet.set_column(column - 1, column - 1, width)
        for (row, column), placed in self.plan.cells.items():
            self._cell(row - 1, column - 1, placed)
        for row, height in row_heights(self.plan).items():
            self.sheet.set_row(row - 1, height)
        self.sheet.set_paper(A4)
        if sum(self.plan.widths.values()) > 110:
            self.sheet.set_landscape()
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_margins(0.5, 0.5, 0.6, 0.6)

    def _cell(self, row: int, column: int, placed: SampleCell) -> None:
        look = self._format(placed.look, placed.number_format)
        area = placed.place
        merge = self.plan.style.merged and (area.bottom > area.top or area.right > area.left)
        if merge:
            self.sheet.merge_range(row, column, area.bottom - 1, area.right - 1, "", look)
        if isinstance(placed.value, Decimal):
            self.sheet.write_number(row, column, float(placed.value), look)
        elif placed.value:
            self.sheet.write_string(row, column, placed.value, look)  # never a formula, whatever it starts with
        elif not merge:
            self.sheet.write_blank(row, column, None, look)

    def _format(self, look: str, number_format: str | None) -> Format:
        known = self.formats.get((look, number_format))
        if known is not None:
            return known
        style = self.plan.style
        font = style.title_font if look == "title" else style.font
        wrap = style.merged or look not in _BORDERLESS  # undone merges let a title run on to the right
        properties = {"font_name": font, "font_size": 10.5, "valign": "vcenter", "text_wrap": wrap} | list_styles(
            "samples"
        )[look]
        if number_format is not None:
            properties["num_format"] = number_format
        made = self.workbook.add_format(properties)
        self.formats[look, number_format] = made
        return made


def row_heights(plan: SheetPlan) -> dict[int, float]:
    """Return row heights in points for the longest text, without merged cells."""
    heights: dict[int, float] = {}
    for placed in plan.cells.values():
        area = placed.place
        lines = 2 if placed.look == "title" else 1
        wraps = plan.style.merged or placed.look not in _BORDERLESS
        if wraps and area.bottom == area.top and isinstance(placed.value, str):
            right = area.right if plan.style.merged else area.left
            width = sum(plan.widths.get(column, 8.0) for column in range(area.left, right + 1))
            lines = max(lines, lines_needed(placed.value, width))
        heights[area.top] = min(MAX_HEIGHT, max(heights.get(area.top, 0.0), 5 + LINE_HEIGHT * lines))
    return heights


def lines_needed(text: str, width: float) -> int:
    """Return how many lines a text takes; a Chinese character is two wide."""
    if "\n" not in text and len(text) * 2 < width:
        return 1
    usable = max(width - 1, 2)
    return sum(
        max(1, -(-sum(1 if char < "\u2000" else 2 for char in line) // int(usable))) for line in text.split("\n")
    )
