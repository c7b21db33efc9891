"""The sheet 检查结果 in the open workbook: every problem with a link to its cell."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.checks.finding import Severity
from jixiao.excel.session import Session
from jixiao.excel.surface import Colour, Content, Link, Place
from jixiao.grid.address import Range
from jixiao.reports.marking.mark_levels import COLOURS
from jixiao.reports.report import DEMANDS, LEVELS, Problem, count, told
from jixiao.textlayout import legible

NAME = "检查结果"
_COLUMNS = (
    ("序号", 6),
    ("级别", 7),
    ("定位", 20),
    ("项目", 22),
    ("问题", 50),
    ("建议值", 16),
    ("怎么改", 44),
    ("依据", 34),
    ("规则", 10),
)
_HEAD = 3
_LINKED = 3
_MOST_TEXT = 8_000
_HEADER: Colour = (217, 225, 242)


def add_result_sheet(session: Session, problems: Sequence[Problem]) -> None:
    """Add the sheet behind the others; the sheet in front stays in front."""
    active = session.book.sheets.active
    name = session.free_name(NAME)
    sheets = session.book.sheets
    last_shown = next(sheet for sheet in reversed(list(sheets)) if sheet.visible)
    sheet = sheets.add(name, after=last_shown)
    session.state.added.append(name)
    surface = session.surface(name)
    surface.write(_contents(problems))
    surface.link(
        {
            (_HEAD + row, _LINKED): Link(legible(problem.place), problem.finding.sheet, problem.finding.cell)
            for row, problem in enumerate(problems, start=1)
            if problem.finding.cell is not None
        }
    )
    surface.paint({(_HEAD, column): _HEADER for column in range(1, len(_COLUMNS) + 1)} | _levels(problems))
    for column, (_, width) in enumerate(_COLUMNS, start=1):
        sheet.range((1, column)).column_width = width
    sheet.range((_HEAD, 1), (_HEAD + len(problems), len(_COLUMNS))).wrap_text = True
    surface.align_top(Range(_HEAD, 1, _HEAD + len(problems), len(_COLUMNS)))
    sheet.range((1, 1)).font.bold = True
    sheet.range((_HEAD, 1), (_HEAD, len(_COLUMNS))).font.bold = True
    active.activate()


def _contents(problems: Sequence[Problem]) -> dict[Place, Content]:
    asked = "；".join(f"{name}：{DEMANDS[level]}" for level, name in LEVELS.items())
    cells: dict[Place, Content] = {
        (1, 1): NAME,
        (2, 1): f"{count(problems).told()}。{asked}。点“定位”一栏可以跳到单元格。",
    }
    cells |= {(_HEAD, column): title for column, (title, _) in enumerate(_COLUMNS, start=1)}
    for row, problem in enumerate(problems, start=1):
        finding = problem.finding
        texts = (
            LEVELS[finding.severity],
            problem.place,
            finding.project or "",
            problem.message,
            told(finding.expected),
            problem.hint,
            problem.basis,
            finding.code,
        )
        cells[_HEAD + row, 1] = float(row)
        cells |= {
            (_HEAD + row, column): legible(text)[:_MOST_TEXT] or None for column, text in enumerate(texts, start=2)
        }
    return cells


def _levels(problems: Sequence[Problem]) -> dict[Place, Colour]:
    colours: dict[Severity, Colour] = {}
    for level, code in COLOURS.items():
        if level is None:
            continue  # only related cells of a form have it
        red, green, blue = bytes.fromhex(code[2:])
        colours[level] = red, green, blue
    return {(_HEAD + row, 2): colours[problem.finding.severity] for row, problem in enumerate(problems, start=1)}
