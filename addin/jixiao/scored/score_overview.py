"""评分概览: a row per form, a row per indicator with its working, and the average score of each department as a chart."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jixiao.consolidate.returns.own_output import OUTPUT_PROPERTY
from jixiao.consolidate.summary.links import href_from
from jixiao.consolidate.summary.row_height import row_height
from jixiao.consolidate.summary.row_xml import Formula, shorten
from jixiao.consolidate.summary.styles import DATA_SIZE, FONT, register
from jixiao.grid.address import MAX_ROW
from jixiao.ownfiles import working_folder
from jixiao.scored.overview_rows import FILES, FORMS, INDICATORS, Titles, Value, file_rows, form_rows, indicator_rows
from jixiao.scored.scored_files import ScoredFile
from jixiao.scoring.engine import round_half_up
from jixiao.textlayout import legible

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

TITLE = "概览"
NO_DEPARTMENT = "（未填写主管部门）"
GRADES = ("优", "良", "中", "差", "未完成")
_COLOURS = ("#70AD47", "#4472C4", "#FFC000", "#C00000", "#A5A5A5")
_CHART_FONT = {"name": "宋体", "size": 9}
_HEADING = {"name": "黑体", "size": 12, "bold": False}
_WIDTH, _HEIGHT, _BAR, _HIGHEST = 560, 320, 24, 2400
_LOWEST_ROW = 20
_A4 = 9


def write_overview(
    files: Sequence[ScoredFile], path: Path, *, beside: Path | None = None, row_limit: int = MAX_ROW
) -> None:
    """Write the workbook to ``path``; links are made for one that will stand at ``beside``.

    A sheet takes ``row_limit`` rows, further ones go on the next.
    """
    from xlsxwriter import Workbook

    from jixiao.statedtime import stated_time

    options = {
        "constant_memory": True,
        "tmpdir": str(working_folder()),
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    workbook = Workbook(str(path), {**options, "default_format_properties": dict(FONT)})
    workbook.set_properties({"title": "绩效自评评分概览", "author": "Jixiao", "created": stated_time()})
    workbook.set_custom_property(OUTPUT_PROPERTY, "score")
    formats = register(workbook)
    folder = Path(os.path.realpath(beside or path)).parent
    hrefs = {file.path: href_from(folder, file.copy or file.path) for file in files}
    _write_figures(workbook, formats, files)
    book = _Book(workbook, formats, row_limit)
    book.table("自评表", FORMS, list(form_rows(files, hrefs, NO_DEPARTMENT)))
    book.table("指标得分", INDICATORS, list(indicator_rows(files, hrefs, NO_DEPARTMENT)))
    book.table("文件清单", FILES, list(file_rows(files)))
    workbook.close()


def averages(files: Sequence[ScoredFile]) -> list[tuple[str, Decimal, int]]:
    """Department, average total of its complete forms, their number; the highest average first."""
    totals: dict[str, list[Decimal]] = {}
    for filling in (filling for file in files for filling in file.fillings):
        if filling.form.complete:
            totals.setdefault(filling.document["department"] or NO_DEPARTMENT, []).append(filling.form.total)
    found = [
        (name, round_half_up(sum(scores, Decimal(0)) / len(scores)), len(scores)) for name, scores in totals.items()
    ]
    return sorted(found, key=lambda each: (-each[1], each[0]))


def _write_figures(workbook: Workbook, formats: Mapping[str, Format], files: Sequence[ScoredFile]) -> None:
    sheet = workbook.add_worksheet(TITLE)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 2, 14)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_row(0, 36)
    sheet.merge_range(0, 0, 0, 2, "绩效自评评分概览", formats["title"])
    fillings = [filling for file in files for filling in file.fillings]
    complete = [filling.form.total for filling in fillings if filling.form.complete]
    figures: list[tuple[str, int | Decimal]] = [
        ("文件", len(files)),
        ("自评表", len(fillings)),
        ("得分完整的自评表", len(complete)),
        ("指标", sum(len(filling.form.rows) for filling in fillings)),
        ("需处理的事项", sum(len(filling.remarks) for filling in fillings)),
    ]
    if complete:
        figures.append(("平均总分", round_half_up(sum(complete, Decimal(0)) / len(complete))))
    row = _figure_table(sheet, formats, 2, ("主要数字", "数值"), figures)
    counted = Counter(filling.form.grade or GRADES[-1] for filling in fillings)
    first = row
    row = _figure_table(sheet, formats, row, ("等级", "自评表数"), [(name, counted[name]) for name in GRADES])
    departments = averages(files)
    last = row
    _figure_table(sheet, formats, row, ("部门", "平均总分", "自评表数"), departments)
    if departments:
        height = min(max(_HEIGHT, 110 + _BAR * len(departments)), _HIGHEST)
        chart = _chart(workbook, "bar", "各部门平均总分", (last + 1, last + len(departments)), "0.00")
        chart.set_y_axis({"reverse": True, "num_font": _CHART_FONT, "major_gridlines": {"visible": False}})
        chart.set_x_axis({"min": 0, "visible": False, "major_gridlines": {"visible": False}})
        chart.set_size({"width": _WIDTH, "height": height})
        sheet.insert_chart(2, 4, chart, {"object_position": 3})
    if fillings:
        chart = _chart(workbook, "column", "自评等级（份）", (first + 1, first + len(GRADES)), "0", _COLOURS)
        chart.set_x_axis({"num_font": _CHART_FONT})
        chart.set_y_axis({"visible": False, "major_gridlines": {"visible": False}})
        chart.set_size({"width": 400, "height": _HEIGHT})
        sheet.insert_chart(2, 4, chart, {"x_offset": _WIDTH + 12, "object_position": 3})


def _figure_table(
    sheet: Worksheet,
    formats: Mapping[str, Format],
    start: int,
    titles: Sequence[str],
    rows: Sequence[Sequence[str | int | Decimal]],
) -> int:
    """Write a small table from row ``start`` on; the row behind it and a blank one."""
    for column, title in enumerate(titles):
        sheet.write_string(start, column, title, formats["official_header"])
    for number, row in enumerate(rows, start=start + 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(number, column, shorten(legible(value)), formats["official_text"])
            else:
                style = "figure_money" if isinstance(value, Decimal) else "figure_count"
                sheet.write_number(number, column, value, formats[style])
    return start + len(rows) + 2


def _chart(
    workbook: Workbook,
    kind: str,
    title: str,
    rows: tuple[int, int],
    number_format: str,
    colours: Sequence[str] = (),
) -> Any:
    chart = workbook.add_chart({"type": kind})
    series: dict[str, Any] = {
        "name": title,
        "categories": [TITLE, rows[0], 0, rows[1], 0],
        "values": [TITLE, rows[0], 1, rows[1], 1],
        "data_labels": {"value": True, "font": _CHART_FONT, "num_format": number_format},
        "fill": {"color": "#4472C4"},
        "gap": 60,
    }
    if colours:
        series["points"] = [{"fill": {"color": colour}} for colour in colours]
    chart.add_series(series)
    chart.set_title({"name": title, "name_font": _HEADING})
    chart.set_legend({"none": True})
    return chart


class _Book:
    """The workbook under way: tables, each on a sheet of its own or on several."""

    def __init__(self, workbook: Workbook, formats: Mapping[str, Format], row_limit: int) -> None:
        self._workbook = workbook
        self._formats = formats
        self._row_limit = row_limit

    def table(self, name: str, titles: Titles, rows: Sequence[Sequence[Value]]) -> None:
        """Write a table with its header, a filter and frozen panes."""
        room = self._row_limit - 1
        for page, start in enumerate(range(0, max(len(rows), 1), room), start=1):
            part = rows[start : start + room]
            sheet = self._workbook.add_worksheet(name if page == 1 else f"{name}{page}")
            if part:
                sheet.autofilter(0, 0, len(part), len(titles) - 1)
            sheet.freeze_panes(1, 2)
            _set_print(sheet, name)
            for column, title in enumerate(titles):
                sheet.set_column(column, column, title.width)
            self._row(sheet, 0, titles, [title.name for title in titles], header=True)
            for number, row in enumerate(part, start=1):
                self._row(sheet, number, titles, row)

    def _row(
        self, sheet: Worksheet, number: int, titles: Titles, row: Sequence[Value], *, header: bool = False
    ) -> None:
        values = [shorten(legible(value)) if isinstance(value, str) else value for value in row]
        texts = [
            (str(value.value) if isinstance(value, Formula) else str(value), title.width)
            for value, title in zip(values, titles, strict=True)
            if value is not None
        ]
        sheet.set_row(number, max(row_height(texts, DATA_SIZE), _LOWEST_ROW))
        for column, (value, title) in enumerate(zip(values, titles, strict=True)):
            style = self._formats["header" if header else title.style]
            if value is None:
                sheet.write_blank(number, column, None, style)
            elif isinstance(value, Formula):
                sheet.write_formula(number, column, f"={value.text}", self._formats["link"], str(value.value))
            elif isinstance(value, str):
                sheet.write_string(number, column, value, style)
            else:
                sheet.write_number(number, column, value, style)


def _set_print(sheet: Worksheet, name: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.set_header(f'&C&"黑体,常规"&14{name}')
    sheet.set_footer("&C第 &P 页 共 &N 页")
