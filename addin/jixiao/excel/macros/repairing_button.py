"""规范填写."""

from __future__ import annotations

from jixiao.excel.changelist import tell
from jixiao.excel.filling import fill
from jixiao.excel.marked_check import renew_marks
from jixiao.excel.repairs import repairs_of
from jixiao.excel.session import Session

LABEL = "规范填写"
_MOST_LEFT = 8


def repair(session: Session) -> str:
    """Put right what can be put right without losing anything, and list each change."""
    workbook = session.grid()
    documents = [document for document in session.documents(workbook) if not document["source"].get("hidden")]
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    repairs = [repairs_of(document, sheets[document["source"]["sheet"]]) for document in documents]
    changes = fill(session, LABEL, [entry for each in repairs for entry in each.entries])
    lines = ["没有需要规范的写法。"]
    if changes:
        lines = [f"已规范 {len(changes)} 处，可用“撤销填充”恢复：", *tell(session, LABEL, changes)]
    left = [line for each in repairs for line in each.left]
    if left:
        lines += [f"有 {len(left)} 处请自行处理：", *left[:_MOST_LEFT]]
    if changes:
        lines += renew_marks(session)
    return "\n".join(lines)
