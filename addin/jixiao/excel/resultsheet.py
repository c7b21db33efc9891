"""The sheet 检查结果 in the open workbook: every problem with a link to its cell."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.checks.finding import Severity
from jixiao.excel.cell_contents import Colour, Link
from jixiao.excel.listsheet import HEAD, fill_list_sheet
from jixiao.excel.session import Session
from jixiao.reports.marking.mark_levels import COLOURS
from jixiao.reports.problem import Problem, count, told
from jixiao.textlayout import legible

NAME = "检查结果"
_COLUMNS = (
    ("级别", 7),
    ("定位", 20),
    ("项目", 22),
    ("问题", 50),
    ("建议值", 16),
    ("怎么改", 44),
    ("依据", 34),
    ("规则", 10),
)
_LEVEL, _LINKED = 2, 3


def add_result_sheet(session: Session, problems: Sequence[Problem]) -> None:
    """Add the sheet behind the others; the sheet in front stays in front."""
    sheet = session.add_sheet(NAME)
    session.state.added.append(sheet.name)
    asked = "；".join(f"{level.label}：{level.demand}" for level in Severity)
    numbered = list(enumerate(problems, start=HEAD + 1))
    links = {
        (row, _LINKED): Link(legible(problem.place), problem.finding.sheet, problem.finding.cell)
        for row, problem in numbered
        if problem.finding.cell is not None
    }
    explanation = f"{count(problems).told()}。{asked}。点“定位”一栏可以跳到单元格。"
    fill_list_sheet(sheet, NAME, explanation, _COLUMNS, [_texts(problem) for problem in problems], links)
    sheet.paint({(row, _LEVEL): _colour(problem) for row, problem in numbered})


def _texts(problem: Problem) -> list[str]:
    finding = problem.finding
    texts = (
        finding.severity.label,
        problem.place,
        finding.project or "",
        problem.message,
        told(finding.expected),
        problem.hint,
        problem.basis,
        finding.code,
    )
    return [legible(text) for text in texts]


def _colour(problem: Problem) -> Colour:
    red, green, blue = bytes.fromhex(COLOURS[problem.finding.severity][2:])
    return red, green, blue
