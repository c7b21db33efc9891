"""规范填写."""

from __future__ import annotations

from jixiao.excel.filling import fill, told
from jixiao.excel.repairs import repairs_of
from jixiao.excel.session import Session

LABEL = "规范填写"


def repair(session: Session) -> str:
    """Put right what can be put right without losing anything, and list each change."""
    workbook = session.grid()
    documents = [document for document in session.documents(workbook) if not document["source"].get("hidden")]
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    entries = [entry for document in documents for entry in repairs_of(document, sheets[document["source"]["sheet"]])]
    changes = fill(session, LABEL, entries)
    if not changes:
        return "没有需要规范的写法。"
    return "\n".join((f"已规范 {len(changes)} 处，可用“撤销填充”恢复：", *told(changes)))
