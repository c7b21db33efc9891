"""The sheet 改动清单: every change of the last fill or repair."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from jixiao.excel.cell_contents import Link
from jixiao.excel.listsheet import HEAD, fill_list_sheet
from jixiao.excel.session import Session
from jixiao.grid.address import address

if TYPE_CHECKING:
    from jixiao.excel.filling import CellChange

NAME = "改动清单"
MOST_TOLD = 12
"""A message says no more changes."""

_COLUMNS = (("定位", 20), ("项目", 22), ("原内容", 40), ("新内容", 40))
_LINKED = 2


def tell(session: Session, label: str, changes: Sequence[CellChange]) -> list[str]:
    """Return the changes as lines; what a message cannot hold goes on a sheet."""
    remove_change_list(session)
    lines = [change.told() for change in changes[:MOST_TOLD]]
    if len(changes) > MOST_TOLD:
        add_change_list(session, label, changes)
        lines.append(f"……全部 {len(changes)} 处见“{session.state.lists[-1]}”工作表")
    return lines


def add_change_list(session: Session, label: str, changes: Sequence[CellChange]) -> None:
    """Add the sheet behind the others; the sheet in front stays in front."""
    sheet = session.add_sheet(NAME)
    session.state.lists.append(sheet.name)
    session.save_state()
    places = [(each.entry.sheet, address(*each.entry.place)) for each in changes]
    links = {
        (row, _LINKED): Link(f"{name}!{cell}", name, cell) for row, (name, cell) in enumerate(places, start=HEAD + 1)
    }
    rows = [
        (f"{name}!{cell}", each.entry.about, *each.texts()) for (name, cell), each in zip(places, changes, strict=True)
    ]
    explanation = "按“撤销填充”恢复原内容；按“清除标记”只删除本清单。"
    fill_list_sheet(sheet, f"{label}：{len(changes)} 处改动", explanation, _COLUMNS, rows, links)


def remove_change_list(session: Session) -> None:
    """Delete the list of an earlier fill or repair."""
    session.delete_sheets(session.state.lists)
    if session.state.lists:
        session.state.lists = []
        session.save_state()
