"""计算得分."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.excel.changelist import tell
from jixiao.excel.filling import CellEntry, fill
from jixiao.excel.marked_check import renew_marks
from jixiao.excel.marks import Anchors
from jixiao.excel.session import NoFormError, Session, within_bounds
from jixiao.grid.model import Sheet
from jixiao.scored.score_cells import Filling
from jixiao.scored.score_cells import fill as score

LABEL = "计算得分"
_MOST_REMARKS = 8


def fill_scores(session: Session) -> str:
    """Fill what ``jixiao score`` fills, with notes. Raises ``NoFormError``."""
    workbook = session.grid()
    documents = [
        document
        for document in session.documents(workbook)
        if document["kind"] == "selfeval" and not document["source"].get("hidden")
    ]
    if not documents:
        raise NoFormError("没有绩效自评表", file=session.name, hint="得分只在自评表上计算；可用“新建表单”生成自评表")
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    entries: list[CellEntry] = []
    remarks: list[str] = []
    for document in documents:
        sheet = sheets[document["source"]["sheet"]]
        with within_bounds():
            filling = score(document, sheet, frozenset(sheet.formulas))
        entries += _entries(filling, sheet)
        remarks += [f"{sheet.name}：{remark.need.value}：{remark.text}" for remark in filling.remarks]
    changes = fill(session, LABEL, entries)
    lines = ["得分没有变化。"]
    if changes:
        lines = [f"已填写 {len(changes)} 处，计算过程见批注，可用“撤销填充”恢复：", *tell(session, LABEL, changes)]
    if remarks:
        lines += [f"有 {len(remarks)} 处请核对：", *remarks[:_MOST_REMARKS]]
    if changes:
        lines += renew_marks(session)
    return "\n".join(lines)


def _entries(filling: Filling, sheet: Sheet) -> Iterator[CellEntry]:
    """A cell gets its value, its note, or both."""
    anchors = Anchors(sheet)
    notes = {anchors.of(place): "\n".join(texts) for place, texts in filling.notes.items()}
    for place, value in filling.values.items():
        written = float(value) if isinstance(value, Decimal) else value
        yield CellEntry(sheet.name, anchors.of(place), written, notes.pop(anchors.of(place), None))
    for place, note in notes.items():
        yield CellEntry(sheet.name, place, None, note, only_note=True)
