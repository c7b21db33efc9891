"""Rows of the score overview: forms, indicators, files, as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from jixiao.consolidate.summary.links import cell_link
from jixiao.consolidate.summary.row_xml import Formula
from jixiao.grid.address import address, parse_address
from jixiao.scored.score_cells import Filling
from jixiao.scored.scored_files import ScoredFile
from jixiao.scoring.engine import State
from jixiao.scoring.intervals import show
from jixiao.scoring.selfeval import IndicatorScore, Need

Value = str | int | Decimal | Formula | None


class Title(NamedTuple):
    """A column: its title, its width in characters, the style of its cells."""

    name: str
    width: float
    style: str = "text"


Titles = Sequence[Title]

FORMS: Titles = (
    Title("部门", 18),
    Title("项目名称", 24),
    Title("年度", 7, "count"),
    Title("执行率（%）", 10, "money"),
    Title("执行率得分", 9, "money"),
    Title("指标得分", 9, "money"),
    Title("总分", 9, "money"),
    Title("等级", 8, "center"),
    Title("一级指标得分", 30),
    Title("指标数", 7, "count"),
    Title(Need.ACTUAL.value, 9, "count"),
    Title(Need.HUMAN.value, 9, "count"),
    Title(Need.DIFFERS.value, 9, "count"),
    Title("偏差未说明", 9, "count"),
    Title("其他提示", 36),
    Title("来源文件", 22),
    Title("工作表", 16),
    Title("单元格", 8, "center"),
)
INDICATORS: Titles = (
    Title("部门", 18),
    Title("项目名称", 20),
    Title("一级指标", 10),
    Title("二级指标", 12),
    Title("三级指标", 22),
    Title("指标值", 14, "center"),
    Title("实际完成值", 14, "center"),
    Title("偏差（%）", 9, "money"),
    Title("分值", 8, "money"),
    Title("分值来源", 9, "center"),
    Title("得分", 8, "money"),
    Title("按标准得分", 8, "money"),
    Title("状态", 11, "center"),
    Title("计分过程", 36),
    Title("需处理", 36),
    Title("评（扣）分标准", 36),
    Title("来源文件", 20),
    Title("工作表", 14),
    Title("单元格", 8, "center"),
)
RANKS: Titles = (
    Title("名次", 7, "count"),
    Title("部门", 36),
    Title("自评表", 9, "count"),
    Title("平均得分", 11, "money"),
    Title("最高", 11, "money"),
    Title("最低", 11, "money"),
    Title("平均分的等级", 13, "center"),
)
FILES: Titles = (Title("文件", 36), Title("情况", 8, "center"), Title("自评表", 8, "count"), Title("说明", 60))

_SOURCES = {"column": "表中", "text": "评分标准", "inferred": "推定", "missing": "不明"}
_STATUS = {"scored": "已评分", "skipped": "跳过", "failed": "失败"}
_PLACED = frozenset({Need.ACTUAL, Need.HUMAN, Need.DIFFERS, Need.DEVIATION})


def form_rows(files: Sequence[ScoredFile], hrefs: Mapping[Path, str], nobody: str) -> Iterator[list[Value]]:
    """A row for each form."""
    for file in files:
        for filling in file.fillings:
            yield _form_row(file, filling, hrefs[file.path], nobody)


def _form_row(file: ScoredFile, filling: Filling, href: str, nobody: str) -> list[Value]:
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


def indicator_rows(files: Sequence[ScoredFile], hrefs: Mapping[Path, str], nobody: str) -> Iterator[list[Value]]:
    """A row for each indicator."""
    for file in files:
        for filling in file.fillings:
            for place, row in enumerate(filling.form.rows):
                yield _indicator_row(file, filling, place, row, hrefs[file.path], nobody)


def _indicator_row(
    file: ScoredFile, filling: Filling, place: int, row: IndicatorScore, href: str, nobody: str
) -> list[Value]:
    document, indicator = filling.document, row.indicator
    asked = "；".join(f"{each.need.value}：{each.text}" for each in filling.remarks if each.row == place)
    scored = row.result.state is State.SCORED
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


def file_rows(files: Sequence[ScoredFile]) -> Iterator[list[Value]]:
    """A row for each file."""
    for file in files:
        told = file.reason or (f"未写副本：{file.no_copy}" if file.no_copy else "")
        yield [file.name, _STATUS.get(file.status, file.status), len(file.fillings), told]


def _source(file: ScoredFile, sheet: str, cell: str, href: str) -> list[Value]:
    return [file.name, sheet, cell_link(href, sheet, address(*parse_address(cell)), cell)]


def _plain(value: Decimal | str | None) -> str:
    return "" if value is None else show(value) if isinstance(value, Decimal) else value
