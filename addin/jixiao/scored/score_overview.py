"""评分概览: ranking and charts, departments, forms, indicators with their working."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from jixiao.consolidate.records import BlockScore
from jixiao.consolidate.returns.own_output import OUTPUT_PROPERTY
from jixiao.consolidate.summary import overview
from jixiao.consolidate.summary.layout import (
    DATA_SIZE,
    FONT,
    LANDSCAPE_WIDTH,
    STYLE_NUMBERS,
    UPRIGHT_WIDTH,
    register,
    set_print,
)
from jixiao.consolidate.summary.links import href_from
from jixiao.consolidate.summary.row_height import row_height
from jixiao.consolidate.summary.row_xml import SummaryFormula
from jixiao.consolidate.summary.score_tables import ranks, tables_of_scores
from jixiao.consolidate.summary.sheet_stream import ListRows, StreamedRows, fill, part_name
from jixiao.consolidate.summary.summary_rows import EXECUTION
from jixiao.grid.address import MAX_ROW
from jixiao.scored.overview_rows import (
    FILES,
    FORMS,
    INDICATORS,
    RANKS,
    OverviewColumns,
    ScoreValue,
    file_rows,
    form_rows,
    indicator_rows,
)
from jixiao.scored.scored_files import ScoredFile
from jixiao.scoring.engine import round_half_up
from jixiao.scoring.selfeval import FormScore, grade_of
from jixiao.statedtime import stated_time

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

NO_DEPARTMENT = "（未填写主管部门）"
GRADES = ("优", "良", "中", "差", "未完成")
_COLOURS = (overview.GREEN, overview.BLUE, overview.AMBER, overview.RED, overview.GREY)
_NOTE = "得分完整的自评表按评分标准计算的总分，折合百分制"
_LOWEST_ROW = 20
_ROW_BYTES = 3000
"""How long a row is, roughly."""


def write_overview(
    files: Sequence[ScoredFile], path: Path, *, beside: Path | None = None, row_limit: int = MAX_ROW
) -> None:
    """Write the workbook to ``path``; its links fit a place at ``beside``."""
    # A sheet takes ``row_limit`` rows, further ones go on the next.
    from xlsxwriter import Workbook

    shell = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = Workbook(shell, {**options, "default_format_properties": dict(FONT)})
    workbook.set_properties({"title": "绩效自评评分概览", "author": "Jixiao", "created": stated_time()})
    workbook.set_custom_property(OUTPUT_PROPERTY, "score")
    formats = register(workbook)
    folder = Path(os.path.realpath(beside or path)).parent
    hrefs = {file.path: href_from(folder, file.copy or file.path) for file in files}
    overview.write(workbook, workbook.add_worksheet(overview.TITLE), formats, _page(files))
    book = _Book(workbook, formats, row_limit)
    book.table("部门排名", RANKS, _rank_rows(files))
    book.table("自评表", FORMS, list(form_rows(files, hrefs, NO_DEPARTMENT)))
    book.table("指标得分", INDICATORS, list(indicator_rows(files, hrefs, NO_DEPARTMENT)))
    book.table("文件清单", FILES, list(file_rows(files)))
    workbook.close()
    fill(shell, path, book.streamed)


def _scores(files: Sequence[ScoredFile]) -> list[tuple[str, Decimal]]:
    """Return the department and the total of each complete form, on a scale of 100."""
    return [
        (filling.document["department"] or NO_DEPARTMENT, total)
        for file in files
        for filling in file.fillings
        if (total := _total(filling.form)) is not None
    ]


def _total(form: FormScore) -> Decimal | None:
    return form.total * 100 / form.total_points if form.complete and form.total_points > 0 else None


def _page(files: Sequence[ScoredFile]) -> overview.Overview:
    """Return the first page: figures, grades, ranking, spread, blocks."""
    fillings = [filling for file in files for filling in file.fillings]
    forms = [filling.form for filling in fillings]
    scores = _scores(files)
    remarks = sum(len(filling.remarks) for filling in fillings)
    figures = [
        overview.Figure("自评表", len(forms)),
        overview.Figure("得分完整的自评表", len(scores)),
        overview.Figure("指标", sum(len(form.rows) for form in forms)),
        overview.Figure("需要看一看的地方", remarks),
        overview.Figure("文件", len(files)),
    ]
    told = [f"{len(files)}个文件，{len(forms)}份自评表"]
    if scores:
        mean = round_half_up(sum((score for _, score in scores), Decimal(0)) / len(scores))
        figures.append(overview.Figure("平均得分", mean, money=True))
        told.append(f"{len(scores)}份得分完整，平均{mean}分")
    if remarks:
        told.append(f"{remarks}处需要看一看，见“自评表”和“指标得分”")
    failed = sum(file.status == "failed" for file in files)
    if failed:
        told.append(f"{failed}个文件没有读出来，见“文件清单”")
    counted = Counter(form.grade or GRADES[-1] for form in forms)
    grades = [name for name in GRADES if counted[name] or name != GRADES[-1]]
    drawing = overview.Drawing(
        "column",
        "等级（份）",
        [overview.Series(1, "自评表", overview.BLUE)],
        len(grades),
        "0",
        colours=_COLOURS[: len(grades)],
    )
    blocks = [block for form in forms if form.complete for block in _blocks(form)]
    tables = tables_of_scores(scores, None, blocks, _NOTE)
    return overview.Overview(
        title="绩效自评评分概览",
        bureau="",
        day=f"{stated_time():%Y-%m-%d}",
        sentence="；".join(told) + "。",
        figures=figures,
        beside=overview.OverviewTable(
            "等级", (("自评表", "count"),), [(name, counted[name]) for name in grades], drawing
        ),
        tables=list(tables),
    )


def _blocks(form: FormScore) -> Iterator[BlockScore]:
    """Yield points and score of the execution and of each level 1 of a whole form."""
    execution = form.execution
    if execution is not None and execution.score is not None:
        yield BlockScore(EXECUTION, 1, execution.points, execution.score)
    indicators = Counter(row.indicator["level1"] for row in form.rows)
    for level in form.levels:
        yield BlockScore(level.level1, indicators.get(level.level1, indicators[None]), level.points, level.score)


def _rank_rows(files: Sequence[ScoredFile]) -> list[list[ScoreValue]]:
    """Return a row for each department with a complete form, the highest mean first."""
    return [
        [
            each.place,
            each.department,
            len(each.scores),
            each.mean,
            max(each.scores),
            min(each.scores),
            grade_of(each.mean),
        ]
        for each in ranks(_scores(files))
    ]


class _Book:
    """The workbook under way: tables on sheets; ``streamed`` are their rows by part."""

    def __init__(self, workbook: Workbook, formats: Mapping[str, Format], row_limit: int) -> None:
        self.streamed: dict[str, StreamedRows] = {}
        self._workbook = workbook
        self._formats = formats
        self._row_limit = row_limit

    def table(self, name: str, titles: OverviewColumns, rows: Sequence[Sequence[ScoreValue]]) -> None:
        """Write a table with its header, a filter and frozen panes."""
        room = self._row_limit - 1
        for page, start in enumerate(range(0, max(len(rows), 1), room), start=1):
            part = rows[start : start + room]
            place = len(self._workbook.worksheets())
            sheet = self._workbook.add_worksheet(name if page == 1 else f"{name}{page}")
            if part:
                sheet.autofilter(0, 0, len(part), len(titles) - 1)
            sheet.freeze_panes(1, 2)
            _set_print(sheet, name, titles)
            texts = [(title.name, title.width) for title in titles]
            sheet.set_row(0, max(row_height(texts, DATA_SIZE), _LOWEST_ROW))
            for column, title in enumerate(titles):
                sheet.set_column(column, column, title.width)
                sheet.write_string(0, column, title.name, self._formats["header"])
            size = _ROW_BYTES * len(part)
            self.streamed[part_name(place)] = StreamedRows(_lines(titles, part), 2, len(part), size, len(titles))


def _lines(titles: OverviewColumns, rows: Iterable[Sequence[ScoreValue]]) -> Iterator[bytes]:
    """Yield the rows of a table."""
    renderer = ListRows([title.width for title in titles], STYLE_NUMBERS, DATA_SIZE, _LOWEST_ROW)
    for row in rows:
        styled = zip(titles, row, strict=True)
        yield renderer.line(
            ("link" if isinstance(value, SummaryFormula) else title.style, value) for title, value in styled
        )


def _set_print(sheet: Worksheet, name: str, titles: OverviewColumns) -> None:
    """Wide tables go on A3, where they can be read."""
    width = sum(title.width for title in titles)
    set_print(sheet, landscape=width > UPRIGHT_WIDTH, large=width > LANDSCAPE_WIDTH)
    sheet.repeat_rows(0)
    sheet.set_header(f'&C&"黑体,常规"&14{name}')
