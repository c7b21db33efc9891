"""The report as a workbook: findings with links, departments, what is unchecked."""

# All texts are written as texts, whatever they begin with; the only formulas are the links and the sums.

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.consolidate.returns.archives import archive_of
from jixiao.consolidate.returns.own_output import OUTPUT_PROPERTY
from jixiao.consolidate.summary.links import cell_link, href_from
from jixiao.consolidate.summary.row_height import row_height
from jixiao.consolidate.summary.row_xml import SummaryFormula, shorten
from jixiao.consolidate.summary.sheet_stream import ListRows, StreamedRows, fill, part_name
from jixiao.grid.address import MAX_ROW
from jixiao.reports.common_hints import CommonHint, common_hints, without
from jixiao.reports.problem import Problem, told
from jixiao.reports.report import DepartmentGroup, Report, skip_lines
from jixiao.resources import list_columns, list_styles
from jixiao.textlayout import legible

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_SIZE = 10
_FONT = {"font_name": "宋体", "font_size": _SIZE, "valign": "vcenter"}
_STYLES = list_styles("findings")
_A4 = 9
_LOWEST = 20
_ROW_BYTES = 2000
"""How long a row is, roughly."""

ListValue = str | int | SummaryFormula
ListTitles = Sequence[tuple[str, float]]
"""Title and width in characters of each column."""

_LIST: ListTitles = list_columns("findings")
_STATISTICS: ListTitles = list_columns("statistics")
_UNCHECKED: ListTitles = list_columns("unchecked")


def write(report: Report, path: Path, *, beside: Path | None = None, row_limit: int = MAX_ROW) -> None:
    """Write the workbook to ``path``; its links fit a place at ``beside``."""
    # A sheet takes ``row_limit`` rows, further findings go on the next.
    from xlsxwriter import Workbook

    shell = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = Workbook(shell, {**options, "default_format_properties": dict(_FONT)})
    workbook.set_properties({"title": "预算绩效目标检查结果", "author": "Jixiao", "created": report.made})
    workbook.set_custom_property(OUTPUT_PROPERTY, "check")
    book = _Book(workbook)
    groups = report.groups()
    streamed = _add_list(book, report, groups, Path(os.path.realpath(beside or path)).parent, row_limit)
    _write_statistics(book, groups)
    _write_unchecked(book, report)
    workbook.close()
    fill(shell, path, streamed)


def _add_list(
    book: _Book, report: Report, groups: Sequence[DepartmentGroup], folder: Path, row_limit: int
) -> dict[str, StreamedRows]:
    """Add the list's sheets with headers; return the rows to stream into each part."""
    hrefs = {name: href_from(folder, archive_of(path) or path) for name, path in report.paths.items()}
    rows = ListRows([width for _, width in _LIST], book.numbers, _SIZE, _LOWEST)
    common = common_hints(report.problems)
    own = (p for group in groups for file in group.files for p in without(file.problems, common))
    listed: Iterator[Problem | CommonHint] = chain(own, common.values())
    problems = enumerate(listed, start=1)
    number_of_rows = len(report.problems) - sum(hint.times - 1 for hint in common.values())
    streamed = {}
    for page, start in enumerate(range(0, max(number_of_rows, 1), row_limit - 1)):
        here = min(row_limit - 1, number_of_rows - start)
        book.add(f"检查结果{page + 1}" if page else "检查结果", _LIST, frozen=2, filtered=here)
        # All pages draw from one iterator; they are written one after the other.
        lines = (rows.line(_cells(*problem, hrefs)) for problem in islice(problems, here))
        streamed[part_name(page)] = StreamedRows(lines, first=2, count=here, size=_ROW_BYTES * here, columns=len(_LIST))
    return streamed


def _cells(number: int, listed: Problem | CommonHint, hrefs: Mapping[str, str]) -> list[tuple[str, ListValue]]:
    """Return the cells of a problem, or of the hint of many forms, with their styles."""
    hint = listed if isinstance(listed, CommonHint) else None
    problem = listed.first if isinstance(listed, CommonHint) else listed
    finding = problem.finding
    return [
        ("center", number),
        ("text", problem.department if hint is None else hint.asked),
        ("text", (finding.project or "") if hint is None else ""),
        (finding.severity, finding.severity.label),
        ("link", _place(problem, hrefs.get(finding.file))),
        ("text", problem.message if hint is None else hint.message),
        ("text", told(finding.expected)),
        ("text", problem.basis),
        ("center", finding.code),
        ("text", finding.file if hint is None else hint.filed),
    ]


def _place(problem: Problem, href: str | None) -> ListValue:
    if href is None:
        return problem.place
    finding = problem.finding
    return cell_link(href, finding.sheet, finding.cell or "A1", legible(problem.place))


def _write_statistics(book: _Book, groups: Sequence[DepartmentGroup]) -> None:
    sheet = book.add("单位统计", _STATISTICS, frozen=1)
    last = len(groups) + 1
    for place, group in enumerate(groups, start=2):
        total = _total(f"B{place}:D{place}", sum(group.counts))
        sheet.row([group.department, *group.counts, total], ["text", *["center"] * 4])
    if groups:
        columns = [*zip(*(group.counts for group in groups), strict=True)]
        numbers = [*map(sum, columns), sum(map(sum, columns))]
        sums = [_total(f"{letter}2:{letter}{last}", number) for letter, number in zip("BCDE", numbers, strict=True)]
        sheet.row(["合计", *sums], ["total"] * 5)


def _write_unchecked(book: _Book, report: Report) -> None:
    """Files and rules left out; no sheet if there are none."""
    states = {"skipped": "跳过", "failed": "失败"}
    rows = [(file["file"], states[file["status"]], file["reason"] or "") for file in report.unchecked]
    for line in skip_lines(report.skipped):
        rule, _, reason = line.partition("：")
        rows.append((rule, "未执行", reason))
    if rows:
        sheet = book.add("未检查", _UNCHECKED, frozen=1)
        for row in rows:
            sheet.row(row, ["text", "center", "text"])


def _total(cells: str, value: int) -> SummaryFormula:
    return SummaryFormula(f"SUM({cells})", Decimal(value))


class _Book:
    """The workbook under way and its formats."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._formats = {name: workbook.add_format(properties) for name, properties in _STYLES.items()}
        # XlsxWriter numbers a format when it is first asked for the number.
        self.numbers = {name: int(style._get_xf_index()) for name, style in self._formats.items()}

    def add(self, name: str, titles: ListTitles, *, frozen: int, filtered: int = 0) -> _Sheet:
        """Add a sheet with its header, and a filter over ``filtered`` rows if any."""
        worksheet = self._workbook.add_worksheet(name)
        if filtered:
            worksheet.autofilter(0, 0, filtered, len(titles) - 1)
        worksheet.freeze_panes(1, frozen)
        _set_print(worksheet, name)
        sheet = _Sheet(worksheet, titles, self._formats)
        sheet.header()
        return sheet


class _Sheet:
    """A sheet that is filled from the top."""

    def __init__(self, worksheet: Worksheet, titles: ListTitles, formats: Mapping[str, Format]) -> None:
        self._worksheet = worksheet
        self._titles = titles
        self._formats = formats
        self._next = 0

    def header(self) -> None:
        """The row of titles."""
        for index, (_, width) in enumerate(self._titles):
            self._worksheet.set_column(index, index, width)
        self.row([title for title, _ in self._titles], ["header"] * len(self._titles))

    def row(self, values: Sequence[ListValue], styles: Sequence[str]) -> None:
        """The next row, high enough for its texts."""
        values = [legible(value) if isinstance(value, str) else value for value in values]
        texts = [(_shown(value), width) for value, (_, width) in zip(values, self._titles, strict=True)]
        self._worksheet.set_row(self._next, max(row_height(texts, _SIZE), _LOWEST))
        for index, (value, style) in enumerate(zip(values, styles, strict=True)):
            self._write(index, value, self._formats[style])
        self._next += 1

    def _write(self, column: int, value: ListValue, style: Format) -> None:
        if isinstance(value, SummaryFormula):
            self._worksheet.write_formula(self._next, column, f"={value.text}", style, value.value)
        elif isinstance(value, int):
            self._worksheet.write_number(self._next, column, value, style)
        elif value:
            self._worksheet.write_string(self._next, column, shorten(value), style)
        else:
            self._worksheet.write_blank(self._next, column, None, style)


def _shown(value: ListValue) -> str:
    return str(value.value if isinstance(value, SummaryFormula) else value)


def _set_print(worksheet: Worksheet, name: str) -> None:
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0)
    worksheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    worksheet.center_horizontally()
    worksheet.set_header(f'&C&"黑体,常规"&14{name}')
    worksheet.set_footer("&C第 &P 页 共 &N 页")
