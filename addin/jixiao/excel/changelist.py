"""The sheet 改动清单: every change of the last fill or repair, where a message has no room for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from jixiao.excel.session import Session
from jixiao.excel.surface import Colour, Content, Link, Place
from jixiao.grid.address import address

if TYPE_CHECKING:
    from jixiao.excel.filling import Change

NAME = "改动清单"
MOST_TOLD = 12
"""A message says no more changes."""

_COLUMNS = (("序号", 6), ("定位", 20), ("项目", 22), ("原内容", 40), ("新内容", 40))
_HEAD = 3
_LINKED = 2
_MOST_TEXT = 8_000
_HEADER: Colour = (217, 225, 242)


def tell(session: Session, label: str, changes: Sequence[Change]) -> list[str]:
    """The changes as lines of a message; those that it has no room for are all on a sheet of their own."""
    remove_change_list(session)
    lines = [change.told() for change in changes[:MOST_TOLD]]
    if len(changes) > MOST_TOLD:
        add_change_list(session, label, changes)
        lines.append(f"……全部 {len(changes)} 处见“{session.state.lists[-1]}”工作表")
    return lines


def add_change_list(session: Session, label: str, changes: Sequence[Change]) -> None:
    """Add the sheet behind the others; the sheet in front stays in front."""
    active = session.book.sheets.active
    name = session.free_name(NAME)
    last_shown = next(sheet for sheet in reversed(list(session.book.sheets)) if sheet.visible)
    sheet = session.book.sheets.add(name, after=last_shown)
    session.state.lists.append(name)
    session.save_state()
    surface = session.surface(name)
    surface.write(_contents(label, changes))
    places = [(each.entry.sheet, address(*each.entry.place)) for each in changes]
    surface.link(
        {(_HEAD + row, _LINKED): Link(f"{place}!{cell}", place, cell) for row, (place, cell) in enumerate(places, 1)}
    )
    surface.paint({(_HEAD, column): _HEADER for column in range(1, len(_COLUMNS) + 1)})
    for column, (_, width) in enumerate(_COLUMNS, start=1):
        sheet.range((1, column)).column_width = width
    sheet.range((_HEAD, 1), (_HEAD + len(changes), len(_COLUMNS))).wrap_text = True
    sheet.range((1, 1)).font.bold = True
    sheet.range((_HEAD, 1), (_HEAD, len(_COLUMNS))).font.bold = True
    active.activate()


def remove_change_list(session: Session) -> None:
    """Delete the list of an earlier fill or repair."""
    there = session.sheet_names()
    for name in session.state.lists:
        if name.casefold() in there and len(session.book.sheets) > 1:
            session.surfaces.pop(name, None)
            session.book.sheets[name].delete()
    if session.state.lists:
        session.state.lists = []
        session.save_state()


def _contents(label: str, changes: Sequence[Change]) -> dict[Place, Content]:
    cells: dict[Place, Content] = {
        (1, 1): f"{label}：{len(changes)} 处改动",
        (2, 1): "按“撤销填充”恢复原内容；按“清除标记”只删除本清单。",
    }
    cells |= {(_HEAD, column): title for column, (title, _) in enumerate(_COLUMNS, start=1)}
    for row, change in enumerate(changes, start=1):
        before, after = change.texts()
        cells[_HEAD + row, 1] = float(row)
        cells[_HEAD + row, 3] = change.entry.about or None
        cells[_HEAD + row, 4], cells[_HEAD + row, 5] = before[:_MOST_TEXT], after[:_MOST_TEXT]
    return cells
