"""概览, a leader's page: a sentence, figures, a table and chart per question.

A table stands on the left, its native chart beside it and as high as it is. What the tables hold is made in
``overview_tables.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from jixiao.consolidate.summary.layout import set_print
from jixiao.consolidate.summary.row_xml import SummaryFormula
from jixiao.textlayout import legible

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

TITLE = "概览"
BLUE, GREEN, RED, AMBER, GREY, TEAL = "#4472C4", "#70AD47", "#C00000", "#FFC000", "#BFBFBF", "#5B9BD5"
UNKNOWN = "—"
"""Stands where a figure is not known: an empty cell would read as nothing."""

OverviewValue = str | int | Decimal | SummaryFormula | None
FigureStyle = Literal["count", "money", "percent", "change", "text", "score"]
"""Each is a style of the workbook: ``overview_count`` and so on, ``overview_count_total`` in the last row."""
_WIDTHS = (26, 12, 14, 11, 14, 11)
_GAP_COLUMN, _CHART_COLUMN = len(_WIDTHS), len(_WIDTHS) + 1
_BESIDE_COLUMN = 3
"""The first column of the table beside the figures."""
_ROW_POINTS, _ROW_PIXELS = 16.5, 22
_CHART_WIDTH, _CHART_COLUMN_WIDTH, _CHART_COLUMNS = 490, 11, 6
_LEAST_ROWS = 8
"""A chart is at least as high as so many rows."""
_ROWS_ON_A4 = 68
_FONT = {"name": "宋体", "size": 9}
_HEADING = {"name": "黑体", "size": 11, "bold": False}


class Series(NamedTuple):
    """What a chart draws of a column: its number, its name, its colour."""

    column: int
    name: str
    colour: str
    labelled: bool = True


class Drawing(NamedTuple):
    """The chart of a table: ``bar`` or ``column``, of its first ``rows`` rows."""

    kind: Literal["bar", "column", "doughnut"]
    title: str
    series: Sequence[Series]
    rows: int
    number_format: str = "#,##0"
    stacked: bool = False
    colours: Sequence[str] = ()
    """Of the points of the only series, where each has its own."""


class OverviewTable(NamedTuple):
    """A table of the page: headings, styles, rows, a line of explanation.

    ``total`` is the last row, set off from the others. A value that is None is not known.
    """

    heading: str
    columns: Sequence[tuple[str, FigureStyle]]
    rows: Sequence[Sequence[OverviewValue]]
    drawing: Drawing | None = None
    total: Sequence[OverviewValue] | None = None
    note: str = ""
    money_rows: frozenset[int] = frozenset()
    """Rows whose numbers are money, whatever the style of the column."""

    @property
    def height(self) -> int:
        """Rows of the page that it takes, its chart included."""
        own = 1 + len(self.rows) + (self.total is not None) + bool(self.note)
        return max(own, _LEAST_ROWS) if self.drawing is not None else own


class Figure(NamedTuple):
    """A line of the figures at the top; money in 万元."""

    label: str
    value: int | Decimal | SummaryFormula
    money: bool = False


class Overview(NamedTuple):
    """What the page shows; an empty ``bureau`` is not known."""

    title: str
    bureau: str
    day: str
    sentence: str
    figures: Sequence[Figure]
    beside: OverviewTable | None = None
    tables: Sequence[OverviewTable] = ()


def write(workbook: Workbook, worksheet: Worksheet, formats: Mapping[str, Format], overview: Overview) -> None:
    """Lay out the page: A4, or A3 where there is too much for A4."""
    page = _Page(workbook, worksheet, formats)
    page.head(overview)
    figures = OverviewTable(
        "主要数字",
        (("数值", "count"),),
        [(each.label, each.value) for each in overview.figures],
        money_rows=frozenset(number for number, each in enumerate(overview.figures) if each.money),
    )
    page.put([(0, figures), *([(_BESIDE_COLUMN, overview.beside)] if overview.beside is not None else [])])
    for table in overview.tables:
        page.put([(0, table)])
    set_print(worksheet, landscape=False, large=page.row > _ROWS_ON_A4, pages=1)


class _Page:
    """The page under way: tables below each other, each with its chart on the right."""

    def __init__(self, workbook: Workbook, worksheet: Worksheet, formats: Mapping[str, Format]) -> None:
        self._workbook = workbook
        self._worksheet = worksheet
        self._formats = formats
        self.row = 0

    def _text(self, row: int, column: int, text: str, style: Format, *, last: int | None = None) -> None:
        """Write a text, over all columns to ``last`` if that is given."""
        if last is None:
            self._worksheet.write_string(row, column, legible(text), style)
        else:
            self._worksheet.merge_range(row, column, row, last, legible(text), style)

    def head(self, overview: Overview) -> None:
        """Write title, bureau, day and the sentence."""
        sheet, formats = self._worksheet, self._formats
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_column(_GAP_COLUMN, _GAP_COLUMN, 2)
        last = _CHART_COLUMN + _CHART_COLUMNS - 1
        sheet.set_column(_CHART_COLUMN, last, _CHART_COLUMN_WIDTH)
        sheet.hide_gridlines(2)
        self._text(0, 0, overview.title, formats["title"], last=last)
        sheet.set_row(0, 36)
        if overview.bureau:
            self._text(1, 0, f"汇总单位：{overview.bureau}", formats["caption"])
        self._text(1, last, f"截至 {overview.day}", formats["caption_right"])
        self._text(2, 0, overview.sentence, formats["overview_sentence"], last=last)
        sheet.set_row(2, 36)
        self.row = 4

    def put(self, tables: Sequence[tuple[int, OverviewTable]]) -> None:
        """Put tables side by side with their chart; the next ones go below."""
        top, height = self.row, max(table.height for _, table in tables)
        for left, table in tables:
            self._cells(top, left, table)
            if table.drawing is not None:
                self._chart(table.drawing, top, left, height)
        self.row = top + height + 1

    def _cells(self, top: int, left: int, table: OverviewTable) -> None:
        header = self._formats["overview_header"]
        for column, title in enumerate((table.heading, *(title for title, _ in table.columns)), start=left):
            self._text(top, column, title, header)
        self._worksheet.set_row(top, _ROW_POINTS)
        styles: list[FigureStyle] = ["text", *(style for _, style in table.columns)]
        rows = [*table.rows, *([table.total] if table.total is not None else [])]
        for number, values in enumerate(rows):
            row = top + 1 + number
            self._worksheet.set_row(row, _ROW_POINTS)
            bold = "_total" if number == len(table.rows) else ""
            for column, (value, style) in enumerate(zip(values, styles, strict=True)):
                shown: FigureStyle = "money" if column and number in table.money_rows else style
                self._cell(row, left + column, value, self._formats[f"overview_{shown}{bold}"])
        if table.note:
            row, last = top + 1 + len(rows), left + len(table.columns)
            self._text(row, left, table.note, self._formats["overview_note"], last=last)

    def _cell(self, row: int, column: int, value: OverviewValue, style: Format) -> None:
        if value is None or isinstance(value, str):
            self._text(row, column, UNKNOWN if value is None else value, style)
        elif isinstance(value, SummaryFormula):
            shown = value.value if isinstance(value.value, str) else float(value.value)
            self._worksheet.write_formula(row, column, f"={value.text}", style, shown)
        else:
            self._worksheet.write_number(row, column, value, style)

    def _chart(self, drawing: Drawing, top: int, left: int, height: int) -> None:
        """Draw the chart of the table below that cell, ``height`` rows high."""
        options = {"type": drawing.kind} | ({"subtype": "stacked"} if drawing.stacked else {})
        chart = self._workbook.add_chart(options)
        first, last = top + 1, top + drawing.rows
        for each in drawing.series:
            chart.add_series(self._series(drawing, each, left, first, last))
        chart.set_title({"name": drawing.title, "name_font": _HEADING, "overlay": False})
        if drawing.kind == "doughnut":
            chart.set_legend({"position": "right", "font": _FONT})
        else:
            chart.set_legend({"position": "bottom", "font": _FONT} if len(drawing.series) > 1 else {"none": True})
            names = {"num_font": _FONT, "interval_unit": 1, "major_gridlines": {"visible": False}}
            numbers = {"visible": False, "num_format": drawing.number_format, "major_gridlines": {"visible": False}}
            if drawing.kind == "bar":  # lies on its side: the names stand at the y axis, the first of them on top
                chart.set_y_axis(names | {"reverse": True})
                chart.set_x_axis(numbers | {"min": 0})
            else:
                chart.set_x_axis(names)
                chart.set_y_axis(numbers | {"min": 0})
        chart.set_size({"width": _CHART_WIDTH, "height": height * _ROW_PIXELS - 2})
        self._worksheet.insert_chart(top, _CHART_COLUMN, chart, {"object_position": 3})

    def _series(self, drawing: Drawing, series: Series, left: int, first: int, last: int) -> dict[str, Any]:
        place = left + series.column
        made: dict[str, Any] = {
            "name": series.name,
            "categories": [TITLE, first, left, last, left],
            "values": [TITLE, first, place, last, place],
            "gap": 50,
            "fill": {"color": series.colour},
        }
        # Beside each other in one bar only what is not zero is worth a number; a format without a zero part hides it.
        label_format = f"{drawing.number_format};;" if drawing.stacked else drawing.number_format
        if series.labelled:
            made["data_labels"] = {"value": True, "font": _FONT, "num_format": label_format}
        if drawing.colours:
            made["points"] = [{"fill": {"color": colour}} for colour in drawing.colours]
        return made
