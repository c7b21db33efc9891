"""计算得分."""

from __future__ import annotations

from jixiao.excel.filling import Entry, fill, told
from jixiao.excel.scores import NotScored, score_form
from jixiao.excel.session import NoFormError, Session
from jixiao.grid.address import parse_address

LABEL = "计算得分"
_MOST_OPEN = 8


def fill_scores(session: Session) -> str:
    """Fill the scores of every self-evaluation form, with the working as notes. Raises ``NoFormError`` without one."""
    documents = [document for document in session.form_documents() if document["kind"] == "selfeval"]
    if not documents:
        raise NoFormError("没有绩效自评表", file=session.name, hint="得分只在自评表上计算；可用“新建表单”生成自评表")
    entries: list[Entry] = []
    open_rows: list[NotScored] = []
    for document in documents:
        scored = score_form(document)
        open_rows += scored.open
        entries += [
            Entry(document["source"]["sheet"], parse_address(each.cell), each.value, each.note, about=each.label)
            for each in scored.cells
        ]
    changes = fill(session, LABEL, entries)
    lines = (
        [f"已填写 {len(changes)} 处，计算过程见批注，可用“撤销填充”恢复：", *told(changes)]
        if changes
        else ["得分没有变化。"]
    )
    if open_rows:
        lines.append(f"有 {len(open_rows)} 条没有自动计分：")
        lines += [f"{row.place}：{row.reason}" for row in open_rows[:_MOST_OPEN]]
    return "\n".join(lines)
