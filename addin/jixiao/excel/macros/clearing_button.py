"""清除标记, 撤销填充."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from jixiao.excel import marks
from jixiao.excel.cell_contents import CellContent, Place
from jixiao.excel.filling import fingerprints, followed, same
from jixiao.excel.listsheet import remove_change_list
from jixiao.excel.marked_check import renew_marks
from jixiao.excel.marks import own_notes, write_own_notes
from jixiao.excel.session import Session
from jixiao.excel.state import SheetChange
from jixiao.grid.address import address

_MOST_LEFT = 8


def clear_marks(session: Session) -> str:
    """Remove the marks of the check; cells and notes are as they were."""
    there = bool(session.state.marks or session.state.added or session.state.lists)
    remove_change_list(session)
    cleared = marks.clear(session)
    return f"已清除标记，恢复 {cleared} 个单元格原来的颜色和批注。" if there else "没有需要清除的标记。"


def undo_fill(session: Session) -> str:
    """Take back the last fill or repair; what was changed since stays and is named."""
    undone = undo(session)
    if undone is None:
        return "没有可以撤销的填充。"
    remove_change_list(session)
    left = len(session.state.undo)
    more = f"还可以再撤销 {left} 次。" if left else ""
    lines = [f"已撤销“{undone.label}”，恢复 {undone.cells} 个单元格。{more}"]
    if undone.left:
        lines += ["以下没有恢复，请自行核对：", *undone.left[:_MOST_LEFT]]
        if len(undone.left) > _MOST_LEFT:
            lines.append(f"……另有 {len(undone.left) - _MOST_LEFT} 处")
    lines += renew_marks(session)
    return "\n".join(lines)


@dataclass(slots=True)
class Undone:
    """The step's name, how many cells are as before, what stays and why."""

    label: str
    cells: int = 0
    left: list[str] = field(default_factory=list)


def undo(session: Session) -> Undone | None:
    """Take back the last step but for later changes; None if there is none."""
    if not session.state.undo:
        return None
    step = session.state.undo[-1]
    undone = Undone(step.label)
    there = session.sheet_names()
    sheets = [name for name in step.sheets if name.casefold() in there]
    undone.left += [f"工作表“{name}”已改名或删除" for name in step.sheets if name not in sheets]
    with session.writing(sheets):
        for name in sheets:
            _undo_sheet(session, name, step.sheets[name], undone)
    session.state.undo.pop()
    session.save_state()
    return undone


def _undo_sheet(session: Session, name: str, change: SheetChange, undone: Undone) -> None:
    sheet = session.sheet(name)
    places = _places(session, name, change)
    undone.left += _gone(name, change, places)
    now = sheet.contents(places[place] for place in change.contents if place in places)
    restored: dict[Place, CellContent] = {}
    touched: set[Place] = set()
    for place, before in change.contents.items():
        if place not in places:
            continue
        here = places[place]
        if place not in change.written or same(now[here], change.written[place]) or same(now[here], before):
            restored[here] = before
            touched.add(here)
        else:
            undone.left.append(f"{name}!{address(*here)}后来又改过")
    sheet.write(restored)
    moved = {places[place]: told for place, told in change.formats.items() if place in places}
    sheet.set_number_formats({here: told for here, told in moved.items() if here in restored})
    touched |= _undo_notes(session, name, change, places, undone)
    undone.cells += len(touched)


def _undo_notes(
    session: Session, name: str, change: SheetChange, places: dict[Place, Place], undone: Undone
) -> set[Place]:
    own = own_notes(session, name) if change.notes else {}
    restored: dict[Place, str | None] = {}
    for place, before in change.notes.items():
        here = places.get(place)
        if here is None:
            continue
        if own.get(here) in (change.written_notes.get(place, own.get(here)), before):
            restored[here] = before
        else:
            undone.left.append(f"{name}!{address(*here)}的批注后来又改过")
    if restored:
        write_own_notes(session, name, restored)
    return set(restored)


def _places(session: Session, name: str, change: SheetChange) -> dict[Place, Place]:
    """Return where the cells of the step are now, if their row can be told."""
    cells = list(dict.fromkeys((*change.contents, *change.notes)))
    if not change.rows:  # the step broke off while it was written, or is of an earlier version
        return {place: place for place in cells}
    now = fingerprints(session.sheet(name).read())
    empty = [""] * max(0, max(row for row, _ in cells) - len(change.rows))  # rows below the last that held something
    rows = followed([*change.rows, *empty], [*now, *empty])
    return {(row, column): (rows[row], column) for row, column in cells if row in rows}


def _gone(name: str, change: SheetChange, places: dict[Place, Place]) -> Iterator[str]:
    rows = sorted({place[0] for place in (*change.contents, *change.notes) if place not in places})
    if rows:
        yield f"{name}原第{'、'.join(map(str, rows))}行已找不到（行被删除，或内容改动较多）"
