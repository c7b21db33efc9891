"""自动合计."""

from __future__ import annotations

from jixiao.excel.changelist import tell
from jixiao.excel.filling import Entry, fill
from jixiao.excel.session import Session
from jixiao.excel.sums import sums_of
from jixiao.grid.address import parse_address

LABEL = "自动合计"


def fill_totals(session: Session) -> str:
    """Fill the sums of every form; cells with a formula calculate themselves and stay."""
    documents = session.form_documents()
    entries = [
        Entry(document["source"]["sheet"], parse_address(total.cell), float(total.value), about=total.label)
        for document in documents
        for total in sums_of(document)
    ]
    changes = fill(session, LABEL, entries)
    if not changes:
        return f"共核对 {len(entries)} 处合计，都与各项相加的结果一致（有公式的由表格自己计算）。"
    return "\n".join((f"已填写 {len(changes)} 处合计，可用“撤销填充”恢复：", *tell(session, LABEL, changes)))
