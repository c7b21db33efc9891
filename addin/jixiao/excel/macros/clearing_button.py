"""清除标记, 撤销填充."""

from __future__ import annotations

from jixiao.excel import marks
from jixiao.excel.listsheet import remove_change_list
from jixiao.excel.marked_check import renew_marks
from jixiao.excel.session import Session
from jixiao.excel.undoing import undo

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
