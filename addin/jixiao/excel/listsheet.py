"""A sheet with a list in the open workbook: title, remark, linked table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from jixiao.checks.finding import Severity
from jixiao.excel.cell_contents import CellContent, Colour, Link, Place
from jixiao.excel.marks import colour_of
from jixiao.excel.program import OpenSheet
from jixiao.excel.session import Session
from jixiao.grid.address import Range, address
from jixiao.reports.problem import Problem, count
from jixiao.resources import list_columns
from jixiao.textlayout import legible

if TYPE_CHECKING:
    from jixiao.excel.filling import CellChange

HEAD = 3
"""The row of the column titles; the entries begin below it."""

_MOST_TEXT = 8_000
_HEADER: Colour = (217, 225, 242)


def fill_list_sheet(
    sheet: OpenSheet,
    title: str,
    explanation: str,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[str]],
    links: Mapping[Place, Link],
) -> None:
    """Fill a new sheet; ``columns`` are titles and widths behind 序号."""
    cells: dict[Place, CellContent] = {(1, 1): title, (2, 1): explanation}
    titles = (("序号", 6), *columns)
    cells |= {(HEAD, column): name for column, (name, _) in enumerate(titles, start=1)}
    for number, row in enumerate(rows, start=1):
        cells[HEAD + number, 1] = float(number)
        cells |= {(HEAD + number, column): text[:_MOST_TEXT] or None for column, text in enumerate(row, start=2)}
    sheet.write({place: content for place, content in cells.items() if place not in links})
    sheet.link(links)
    sheet.paint({(HEAD, column): _HEADER for column in range(1, len(titles) + 1)})
    sheet.set_column_widths({column: width for column, (_, width) in enumerate(titles, start=1)})
    sheet.wrap(Range(HEAD, 1, HEAD + len(rows), len(titles)))
    sheet.embolden(Range(1, 1, 1, 1))
    sheet.embolden(Range(HEAD, 1, HEAD, len(titles)))


RESULTS = "检查结果"
_RESULT_COLUMNS = list_columns("button_results")
_LEVEL, _LINKED = 2, 3


def add_result_sheet(session: Session, problems: Sequence[Problem]) -> None:
    """Add the sheet behind the others; the sheet in front stays in front."""
    sheet = session.add_sheet(RESULTS)
    session.state.added.append(sheet.name)
    asked = "；".join(f"{level.label}：{level.demand}" for level in Severity)
    numbered = list(enumerate(problems, start=HEAD + 1))
    links = {
        (row, _LINKED): Link(legible(problem.place), problem.finding.sheet, problem.finding.cell)
        for row, problem in numbered
        if problem.finding.cell is not None
    }
    explanation = f"{count(problems).told()}。{asked}。点“定位”一栏可以跳到单元格。"
    rows = [list(map(legible, problem.told)) for problem in problems]
    fill_list_sheet(sheet, RESULTS, explanation, _RESULT_COLUMNS, rows, links)
    sheet.paint({(row, _LEVEL): colour_of(problem.finding.severity) for row, problem in numbered})


CHANGES = "改动清单"
MOST_TOLD = 12
"""A message says no more changes."""

_CHANGE_COLUMNS = (("定位", 20), ("项目", 22), ("原内容", 40), ("新内容", 40))
_CHANGE_LINKED = 2


def tell(session: Session, changes: Sequence[CellChange]) -> list[str]:
    """Return the changes as lines; what a message cannot hold goes on a sheet."""
    remove_change_list(session)
    lines = [change.told() for change in changes[:MOST_TOLD]]
    if len(changes) > MOST_TOLD:
        add_change_list(session, changes)
        lines.append(f"……全部 {len(changes)} 处见“{session.state.lists[-1]}”工作表")
    return lines


def add_change_list(session: Session, changes: Sequence[CellChange]) -> None:
    """Add the sheet behind the others; the sheet in front stays in front."""
    sheet = session.add_sheet(CHANGES)
    session.state.lists.append(sheet.name)
    session.save_state()
    places = [(each.entry.sheet, address(*each.entry.place)) for each in changes]
    links = {
        (row, _CHANGE_LINKED): Link(f"{name}!{cell}", name, cell)
        for row, (name, cell) in enumerate(places, start=HEAD + 1)
    }
    rows = [
        (f"{name}!{cell}", each.entry.about, *each.texts()) for (name, cell), each in zip(places, changes, strict=True)
    ]
    explanation = "按“撤销填充”恢复原内容；按“清除标记”只删除本清单。"
    fill_list_sheet(sheet, f"{session.label}：{len(changes)} 处改动", explanation, _CHANGE_COLUMNS, rows, links)


def remove_change_list(session: Session) -> None:
    """Delete the list of an earlier fill or repair."""
    session.delete_sheets(session.state.lists)
    if session.state.lists:
        session.state.lists = []
        session.save_state()
