"""评分概览: ranking and charts, departments, forms, indicators with their working."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from jixiao.consolidate.records import BlockScore
from jixiao.consolidate.summary import overview
from jixiao.consolidate.summary.links import href_from
from jixiao.consolidate.summary.list_book import ListBook, ListRow
from jixiao.consolidate.summary.row_xml import SummaryFormula
from jixiao.consolidate.summary.score_tables import ranks, tables_of_scores
from jixiao.consolidate.summary.summary_rows import EXECUTION
from jixiao.grid.address import MAX_ROW
from jixiao.resources import list_columns
from jixiao.scored.overview_rows import NO_DEPARTMENT, ScoreValue, file_rows, form_rows, indicator_rows
from jixiao.scored.scored_files import ScoredFile
from jixiao.scoring.engine import round_half_up
from jixiao.scoring.selfeval import FormScore, grade_of
from jixiao.statedtime import stated_time

GRADES = ("优", "良", "中", "差", "未完成")
_COLOURS = (overview.GREEN, overview.BLUE, overview.AMBER, overview.RED, overview.GREY)
_NOTE = "得分完整的自评表按评分标准计算的总分，折合百分制"


def write_overview(
    files: Sequence[ScoredFile], path: Path, *, beside: Path | None = None, row_limit: int = MAX_ROW
) -> None:
    """Write the workbook to ``path``; its links fit a place at ``beside``."""
    # A sheet takes ``row_limit`` rows, further ones go on the next.
    book = ListBook("score", "绩效自评评分概览", stated_time())
    folder = Path(os.path.realpath(beside or path)).parent
    hrefs = {file.path: href_from(folder, file.copy or file.path) for file in files}
    overview.write(book.workbook, book.workbook.add_worksheet(overview.TITLE), book.formats, _page(files))
    lists: tuple[tuple[str, str, Sequence[Sequence[ScoreValue]]], ...] = (
        ("部门排名", "score_ranks", _rank_rows(files)),
        ("自评表", "score_forms", list(form_rows(files, hrefs))),
        ("指标得分", "score_indicators", list(indicator_rows(files, hrefs))),
        ("文件清单", "score_files", list(file_rows(files))),
    )
    for name, table, rows in lists:
        book.add(name, table, _styled(rows, table), len(rows), row_limit=row_limit)
    book.save(path)


def _styled(rows: Sequence[Sequence[ScoreValue]], table: str) -> Iterator[ListRow]:
    styles = [(*column, "text")[2] for column in list_columns(table)]
    for row in rows:
        yield [
            ("link" if isinstance(value, SummaryFormula) else style, value)
            for style, value in zip(styles, row, strict=True)
        ]


def _scores(files: Sequence[ScoredFile]) -> list[tuple[str, Decimal]]:
    """Return the department and the total of each complete form, on a scale of 100."""
    return [
        (filling.document["department"] or NO_DEPARTMENT, total)
        for file in files
        for filling in file.fillings
        if (total := _total(filling.form)) is not None
    ]


def _total(form: FormScore) -> Decimal | None:
    """Return a total on a scale of 100, where every row says its points."""
    scaled = form.complete and all(row.points.points is not None for row in form.rows)
    return form.total * 100 / form.total_points if scaled and form.total_points > 0 else None


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
    blocks = [block for form in forms if _total(form) is not None for block in _blocks(form)]
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
    """Yield points and score of execution and indicators that keep to their points."""
    execution = form.execution
    if execution is not None and execution.score is not None:
        yield BlockScore(EXECUTION, 1, execution.points, execution.score)
    for row in form.rows:
        points, final = row.points.points, row.final
        if points is not None and final is not None and 0 <= final <= points:
            yield BlockScore(row.indicator["level1"] or "", 1, points, final)


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
