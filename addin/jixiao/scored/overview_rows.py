"""Rows of the score overview: forms, indicators, files, as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from jixiao.consolidate.summary.links import cell_link
from jixiao.consolidate.summary.row_xml import SummaryFormula
from jixiao.forms.measures import measure_text
from jixiao.forms.numbers import plain_number
from jixiao.grid.address import address, parse_address
from jixiao.scored.score_cells import Filling
from jixiao.scored.scored_files import ScoredFile
from jixiao.scoring.engine import ScoreState
from jixiao.scoring.selfeval import IndicatorScore, Need

ScoreValue = str | int | Decimal | SummaryFormula | None


NO_DEPARTMENT = "（未填写主管部门）"
_SOURCES = {"column": "表中", "text": "评分标准", "inferred": "推定", "missing": "不明"}
_STATUS = {"scored": "已评分", "skipped": "跳过", "failed": "失败"}
_PLACED = frozenset({Need.ACTUAL, Need.HUMAN, Need.DIFFERS, Need.DEVIATION})


def form_rows(files: Sequence[ScoredFile], hrefs: Mapping[Path, str]) -> Iterator[list[ScoreValue]]:
    """A row for each form."""
    for file in files:
        for filling in file.fillings:
            yield _form_row(file, filling, hrefs[file.path])


def _form_row(file: ScoredFile, filling: Filling, href: str) -> list[ScoreValue]:
    form, document = filling.form, filling.document
    execution = form.execution
    needs = [remark.need for remark in filling.remarks]
    others = "；".join(remark.text for remark in filling.remarks if remark.row is None or remark.need not in _PLACED)
    levels = "；".join(
        f"{level.level1} {plain_number(level.score)}/{plain_number(level.points)}"
        + (f"（{level.open}条未评）" if level.open else "")
        for level in form.levels
    )
    reached = [row.final for row in form.rows if row.final is not None]
    return [
        document["department"] or NO_DEPARTMENT,
        document.get("project"),
        document["fiscal_year"],
        None if execution is None or execution.rate is None else round(execution.rate, 2),
        None if execution is None else execution.score,
        sum(reached, Decimal(0)) if reached else None,
        form.total if form.complete else None,
        form.grade or "未完成",
        levels,
        len(form.rows),
        *(needs.count(need) for need in (Need.ACTUAL, Need.HUMAN, Need.DIFFERS, Need.DEVIATION)),
        others,
        *_source(file, document["source"]["sheet"], document["source"]["title_cell"], href),
    ]


def indicator_rows(files: Sequence[ScoredFile], hrefs: Mapping[Path, str]) -> Iterator[list[ScoreValue]]:
    """A row for each indicator."""
    for file in files:
        for filling in file.fillings:
            for place, row in enumerate(filling.form.rows):
                yield _indicator_row(file, filling, place, row, hrefs[file.path])


def _indicator_row(file: ScoredFile, filling: Filling, place: int, row: IndicatorScore, href: str) -> list[ScoreValue]:
    document, indicator = filling.document, row.indicator
    asked = "；".join(f"{each.need.value}：{each.text}" for each in filling.remarks if each.row == place)
    scored = row.result.state is ScoreState.SCORED
    return [
        document["department"] or NO_DEPARTMENT,
        document.get("project"),
        indicator["level1"],
        indicator["level2"],
        indicator["level3"],
        measure_text(indicator["operator"], indicator["target"], indicator["unit"]),
        measure_text(None, indicator.get("actual"), None),
        None if row.deviation is None else round(row.deviation, 2),
        row.points.points,
        _SOURCES[row.points.source],
        row.final,
        row.result.score,
        "已填得分" if not scored and row.given is not None else row.result.state.value,
        row.trace if scored else "",
        asked,
        indicator.get("scoring_standard"),
        *_source(file, document["source"]["sheet"], indicator["cell"], href),
    ]


def file_rows(files: Sequence[ScoredFile]) -> Iterator[list[ScoreValue]]:
    """A row for each file."""
    for file in files:
        told = [file.reason, file.no_copy and f"未写副本：{file.no_copy}"]
        yield [file.name, _STATUS.get(file.status, file.status), len(file.fillings), "；".join(filter(None, told))]


def _source(file: ScoredFile, sheet: str, cell: str, href: str) -> list[ScoreValue]:
    return [file.name, sheet, cell_link(href, sheet, address(*parse_address(cell)), cell)]
