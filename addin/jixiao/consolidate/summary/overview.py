"""概览: the figures at a glance, and native charts drawn from tables on the same sheet.

Totals that a data sheet can give are live formulas with their values; what needs more than a sheet is written as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jixiao.consolidate.records import Counts
from jixiao.consolidate.summary.row_xml import Formula

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

TITLE = "概览"
DEPARTMENTS_SHOWN = 15
ERRORS_SHOWN = 10
DEADLINES_SHOWN = 6
_OTHERS = "其他部门"
_NO_FUNCTION = "（未注明职能）"
_NO_DEPARTMENT = "（未填写填报单位）"
_FONT = {"name": "宋体", "size": 9}
_HEADING = {"name": "黑体", "size": 12, "bold": False}
_COLOURS = {"错误": "#C00000", "警告": "#ED7D31", "提示": "#5B9BD5"}
_BLUE, _GREEN, _RED, _AMBER = "#4472C4", "#70AD47", "#C00000", "#FFC000"
_STATUS_COLOURS = {"已报送": _GREEN, "逾期报送": _AMBER, "待确认": "#5B9BD5", "未报送": "#BFBFBF", "名册外": "#7F7F7F"}
_WIDTH, _HEIGHT, _GAP = 500, 400, 12
_BAR, _AROUND_BARS = 24, 70
"""Of a chart, in pixels; of one bar that lies, with its name legible, and of what is around the bars."""
_ROW_HEIGHT = 21
_LABEL_COLUMN, _VALUE_COLUMN, _CHART_COLUMN = 0, 1, 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the table at the top; money in 万元."""

    label: str
    value: int | Decimal | Formula
    money: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """What the sheet shows: figures, and the tables behind the charts (money in 万元).

    ``bureau`` is empty where no settings name it; ``functions`` and ``deadlines`` are where no roster tells them,
    ``errors`` where there are none. ``deadlines`` count the departments that have filed.
    """

    title: str
    bureau: str
    figures: Sequence[Figure]
    money: Sequence[tuple[str, Decimal]]
    functions: Sequence[tuple[str, Decimal]]
    kinds: Sequence[tuple[str, int]]
    findings: Counts
    errors: Sequence[tuple[str, int]]
    filing: Sequence[tuple[str, int]]
    deadlines: Sequence[tuple[str, int]]


def largest(money: Mapping[str, Decimal]) -> list[tuple[str, Decimal]]:
    """Departments by money, the largest first; those that a chart has no room for are added up."""
    ordered = sorted(money.items(), key=lambda item: (-item[1], item[0]))
    shown = [(name or _NO_DEPARTMENT, amount) for name, amount in ordered[:DEPARTMENTS_SHOWN]]
    rest = ordered[DEPARTMENTS_SHOWN:]
    if rest:
        shown.append((f"{_OTHERS}（{len(rest)}个）", sum((amount for _, amount in rest), Decimal(0))))
    return shown


def by_function(money: Mapping[str, Decimal], functions: Mapping[str, str]) -> list[tuple[str, Decimal]]:
    """Return the money by 职能, the largest first; nothing where no department has one.

    ``money`` and ``functions`` are by department. What has no 职能 is added up at the end.
    """
    if not functions:
        return []
    added: dict[str, Decimal] = {}
    for department, amount in money.items():
        name = functions.get(department, "")
        added[name] = added.get(name, Decimal(0)) + amount
    rest = added.pop("", None)
    ordered = sorted(added.items(), key=lambda item: (-item[1], item[0]))
    return ordered if rest is None else [*ordered, (_NO_FUNCTION, rest)]


def write(workbook: Workbook, worksheet: Worksheet, formats: Mapping[str, Format], overview: Overview) -> None:
    """Lays out the sheet."""
    sheet = _Sheet(workbook, worksheet, formats)
    worksheet.set_column(_LABEL_COLUMN, _LABEL_COLUMN, 34)
    worksheet.set_column(_VALUE_COLUMN, _VALUE_COLUMN, 20)
    worksheet.merge_range(0, 0, 0, _VALUE_COLUMN, overview.title, formats["title"])
    worksheet.set_row(0, 36)
    if overview.bureau:
        worksheet.write_string(1, _LABEL_COLUMN, _legible(f"汇总单位：{overview.bureau}"), formats["caption"])
    worksheet.hide_gridlines(2)
    sheet.table("主要数字", "数值", [(each.label, each.value, each.money) for each in overview.figures])
    first, last = sheet.table(
        "各部门项目金额（万元）", "金额", [(name, amount, True) for name, amount in overview.money]
    )
    title = "各部门项目金额（万元）"
    if len(overview.money) > DEPARTMENTS_SHOWN:  # beside the sum of all others the bars of single ones would vanish
        title, last = f"项目金额最多的{DEPARTMENTS_SHOWN}个部门（万元）", last - 1
    sheet.chart("bar", title, (first, last), [{"fill": {"color": _BLUE}}], number_format="#,##0")
    if overview.functions:
        by_function = sheet.table(
            "各职能项目金额（万元）", "金额", [(name, amount, True) for name, amount in overview.functions]
        )
        sheet.chart("bar", "各职能项目金额（万元）", by_function, [{"fill": {"color": _GREEN}}], number_format="#,##0")
    kinds = sheet.table("项目按表种", "项目数", [(name, number, False) for name, number in overview.kinds])
    sheet.chart("bar", "项目按表种（个）", kinds, [{"fill": {"color": _BLUE}}], number_format="0")
    levels = list(zip(("错误", "警告", "提示"), overview.findings, strict=True))
    found = sheet.table("检查结果按级别", "条数", [(name, number, False) for name, number in levels])
    points = [{"fill": {"color": _COLOURS[name]}} for name, _ in levels]
    sheet.chart("column", "检查结果按级别（条）", found, points, number_format="0")
    if overview.errors:
        worst = sheet.table("错误最多的部门", "错误", [(name, number, False) for name, number in overview.errors])
        sheet.chart("bar", "错误最多的部门（条）", worst, [{"fill": {"color": _RED}}], number_format="0")
    filing = sheet.table("报送进度", "部门数", [(name, number, False) for name, number in overview.filing])
    colours = [{"fill": {"color": _STATUS_COLOURS.get(name, _BLUE)}} for name, _ in overview.filing]
    sheet.chart("doughnut", "报送进度（部门）", filing, colours, number_format="0")
    if overview.deadlines:
        sheet.table("报送进度按截止日期", "已报送", [(name, number, False) for name, number in overview.deadlines])


class _Sheet:
    """The sheet under way: tables below each other on the left, charts two abreast on the right."""

    def __init__(self, workbook: Workbook, worksheet: Worksheet, formats: Mapping[str, Format]) -> None:
        self._workbook = workbook
        self._worksheet = worksheet
        self._formats = formats
        self._row = 2
        self._bottoms = [0, 0]

    def table(
        self, heading: str, value: str, rows: Sequence[tuple[str, int | Decimal | Formula, bool]]
    ) -> tuple[int, int]:
        """Writes a table of names and numbers; its first and last row of data."""
        header = self._formats["official_header"]
        self._worksheet.write_string(self._row, _LABEL_COLUMN, heading, header)
        self._worksheet.write_string(self._row, _VALUE_COLUMN, value, header)
        self._worksheet.set_row(self._row, _ROW_HEIGHT)
        first = self._row + 1
        for number, (label, amount, is_money) in enumerate(rows, start=first):
            self._worksheet.set_row(number, _ROW_HEIGHT)
            self._worksheet.write_string(number, _LABEL_COLUMN, _legible(label), self._formats["official_text"])
            self._number(number, amount, self._formats["figure_money" if is_money else "figure_count"])
        self._row = first + len(rows) + 1
        return first, first + len(rows) - 1

    def _number(self, row: int, value: int | Decimal | Formula, style: Format) -> None:
        if isinstance(value, Formula):
            shown = value.value if isinstance(value.value, str) else float(value.value)
            self._worksheet.write_formula(row, _VALUE_COLUMN, f"={value.text}", style, shown)
        else:
            self._worksheet.write_number(row, _VALUE_COLUMN, value, style)

    def chart(
        self, kind: str, title: str, rows: tuple[int, int], points: list[dict[str, Any]], *, number_format: str
    ) -> None:
        """Draws a chart of a table; nothing for a table without rows."""
        first, last = rows
        if last < first:
            return
        chart = self._workbook.add_chart({"type": kind})
        colours = points if len(points) > 1 or kind == "doughnut" else points[0]
        series: dict[str, Any] = {
            "name": title,
            "categories": [TITLE, first, _LABEL_COLUMN, last, _LABEL_COLUMN],
            "values": [TITLE, first, _VALUE_COLUMN, last, _VALUE_COLUMN],
            "data_labels": {"value": True, "font": _FONT, "num_format": number_format},
            "gap": 60,
        }
        series |= {"points": colours} if isinstance(colours, list) else colours
        chart.add_series(series)
        chart.set_title({"name": title, "name_font": _HEADING})
        if kind == "doughnut":
            chart.set_legend({"position": "right", "font": _FONT})
        else:
            chart.set_legend({"none": True})
            names = {"num_font": _FONT, "interval_unit": 1}
            numbers = {"num_font": _FONT, "num_format": number_format, "major_gridlines": {"visible": False}}
            if kind == "bar":  # lies on its side: the names stand at the y axis, the first of them on top
                chart.set_y_axis(names | {"reverse": True, "major_gridlines": {"visible": False}})
                chart.set_x_axis(numbers | {"visible": False})
            else:
                chart.set_x_axis(names)
                chart.set_y_axis(numbers)
        height = max(_HEIGHT, _AROUND_BARS + _BAR * (last - first + 1)) if kind == "bar" else _HEIGHT
        chart.set_size({"width": _WIDTH, "height": height})
        across = self._bottoms.index(min(self._bottoms))
        position = {"x_offset": across * (_WIDTH + _GAP), "y_offset": self._bottoms[across], "object_position": 3}
        self._worksheet.insert_chart(2, _CHART_COLUMN, chart, position)
        self._bottoms[across] += height + _GAP


def _legible(text: str) -> str:
    from jixiao.textlayout import legible

    return legible(text)
