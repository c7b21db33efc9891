"""Rows of the score overview: forms, indicators, files, as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from jixiao.consolidate.summary.links import cell_link
from jixiao.consolidate.summary.row_xml import SummaryFormula
from jixiao.grid.address import address, parse_address
from jixiao.scored.score_cells import Filling
from jixiao.scored.scored_files import ScoredFile
from jixiao.scoring.engine import ScoreState
from jixiao.scoring.intervals import show
from jixiao.scoring.selfeval import IndicatorScore, Need

ScoreValue = str | int | Decimal | SummaryFormula | None


class OverviewColumn(NamedTuple):
    """A column: its title, its width in characters, the style of its cells."""

    name: str
    width: float
    style: str = "text"


OverviewColumns = Sequence[OverviewColumn]

FORMS: OverviewColumns = (
    OverviewColumn("部门", 18),
    OverviewColumn("项目名称", 24),
    OverviewColumn("年度", 7, "count"),
    OverviewColumn("执行率（%）", 10, "money"),
    OverviewColumn("执行率得分", 9, "money"),
    OverviewColumn("指标得分", 9, "money"),
    OverviewColumn("总分", 9, "money"),
    OverviewColumn("等级", 8, "center"),
    OverviewColumn("一级指标得分", 30),
    OverviewColumn("指标数", 7, "count"),
    OverviewColumn(Need.ACTUAL.value, 9, "count"),
    OverviewColumn(Need.HUMAN.value, 9, "count"),
    OverviewColumn(Need.DIFFERS.value, 9, "count"),
    OverviewColumn("偏差未说明", 9, "count"),
    OverviewColumn("其他提示", 36),
    OverviewColumn("来源文件", 22),
    OverviewColumn("工作表", 16),
    OverviewColumn("单元格", 8, "center"),
)
INDICATORS: OverviewColumns = (
    OverviewColumn("部门", 18),
    OverviewColumn("项目名称", 20),
    OverviewColumn("一级指标", 10),
    OverviewColumn("二级指标", 12),
    OverviewColumn("三级指标", 22),
    OverviewColumn("指标值", 14, "center"),
    OverviewColumn("实际完成值", 14, "center"),
    OverviewColumn("偏差（%）", 9, "money"),
    OverviewColumn("分值", 8, "money"),
    OverviewColumn("分值来源", 9, "center"),
    OverviewColumn("得分", 8, "money"),
    OverviewColumn("按标准得分", 8, "money"),
    OverviewColumn("状态", 11, "center"),
    OverviewColumn("计分过程", 36),
    OverviewColumn("需处理", 36),
    OverviewColumn("评（扣）分标准", 36),
    OverviewColumn("来源文件", 20),
    OverviewColumn("工作表", 14),
    OverviewColumn("单元格", 8, "center"),
)
RANKS: OverviewColumns = (
    OverviewColumn("名次", 7, "count"),
    OverviewColumn("部门", 36),
    OverviewColumn("自评表", 9, "count"),
    OverviewColumn("平均得分", 11, "money"),
    OverviewColumn("最高", 11, "money"),
    OverviewColumn("最低", 11, "money"),
    OverviewColumn("平均分的等级", 13, "center"),
)
FILES: OverviewColumns = (
    OverviewColumn("文件", 36),
    OverviewColumn("情况", 8, "center"),
    OverviewColumn("自评表", 8, "count"),
    OverviewColumn("说明", 60),
)

_SOURCES = {"column": "表中", "text": "评分标准", "inferred": "推定", "missing": "不明"}
_STATUS = {"scored": "已评分", "skipped": "跳过", "failed": "失败"}
_PLACED = frozenset({Need.ACTUAL, Need.HUMAN, Need.DIFFERS, Need.DEVIATION})


def form_rows(files: Sequence[ScoredFile], hrefs: Mapping[Path, str], nobody: str) -> Iterator[list[ScoreValue]]:
    """A row for each form."""
    for file in files:
        for filling in file.fillings:
            yield _form_row(file, filling, hrefs[file.path], nobody)


def _form_row(file: ScoredFile, filling: Filling, href: str, nobody: str) -> list[ScoreValue]:
    form, document = filling.form, filling.document
    execution = form.execution
    needs = [remark.need for remark in filling.remarks]
    others = "；".join(remark.text for remark in filling.remarks if remark.row is None or remark.need not in _PLACED)
    levels = "；".join(
        f"{level.level1} {show(level.score)}/{show(level.points)}" + (f"（{level.open}条未评）" if level.open else "")
        for level in form.levels
    )
    reached = [row.final for row in form.rows if row.final is not None]
    return [
        document["department"] or nobody,
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


def indicator_rows(files: Sequence[ScoredFile], hrefs: Mapping[Path, str], nobody: str) -> Iterator[list[ScoreValue]]:
    """A row for each indicator."""
    for file in files:
        for filling in file.fillings:
            for place, row in enumerate(filling.form.rows):
                yield _indicator_row(file, filling, place, row, hrefs[file.path], nobody)


def _indicator_row(
    file: ScoredFile, filling: Filling, place: int, row: IndicatorScore, href: str, nobody: str
) -> list[ScoreValue]:
    document, indicator = filling.document, row.indicator
    asked = "；".join(f"{each.need.value}：{each.text}" for each in filling.remarks if each.row == place)
    scored = row.result.state is ScoreState.SCORED
    return [
        document["department"] or nobody,
        document.get("project"),
        indicator["level1"],
        indicator["level2"],
        indicator["level3"],
        f"{indicator['operator'] or ''}{_plain(indicator['target'])}{indicator['unit'] or ''}",
        _plain(indicator.get("actual")),
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
        told = file.reason or (f"未写副本：{file.no_copy}" if file.no_copy else "")
        yield [file.name, _STATUS.get(file.status, file.status), len(file.fillings), told]


def _source(file: ScoredFile, sheet: str, cell: str, href: str) -> list[ScoreValue]:
    return [file.name, sheet, cell_link(href, sheet, address(*parse_address(cell)), cell)]


def _plain(value: Decimal | str | None) -> str:
    return "" if value is None else show(value) if isinstance(value, Decimal) else value
