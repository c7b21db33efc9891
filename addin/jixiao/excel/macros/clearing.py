"""清除标记, 撤销填充."""

from __future__ import annotations

from jixiao.excel import filling, marks
from jixiao.excel.session import Session


def clear_marks(session: Session) -> str:
    """Remove the marks of the check; cells and notes are as they were."""
    there = bool(session.state.marks or session.state.added)
    cleared = marks.clear(session)
    return f"已清除标记，恢复 {cleared} 个单元格原来的颜色和批注。" if there else "没有需要清除的标记。"


def undo_fill(session: Session) -> str:
    """Take back the last fill or repair."""
    step = filling.undo(session)
    if step is None:
        return "没有可以撤销的填充。"
    cells = sum(len(change.contents.keys() | change.notes.keys()) for change in step.sheets.values())
    left = len(session.state.undo)
    more = f"还可以再撤销 {left} 次。" if left else ""
    return f"已撤销“{step.label}”，恢复 {cells} 个单元格。{more}"
