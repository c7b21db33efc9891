"""分配分值."""

from __future__ import annotations

from jixiao.checks.catalogue import plain_number
from jixiao.excel.bureau_profile import profile_for
from jixiao.excel.changelist import tell
from jixiao.excel.filling import fill
from jixiao.excel.marked_check import renew_marks
from jixiao.excel.pointspread import spread_points
from jixiao.excel.session import NoFormError, Session

LABEL = "分配分值"
_MOST_LEFT = 8


def fill_points(session: Session) -> str:
    """Fill blank points of every form with a column for them.

    Raises ``NoFormError`` without such a form.
    """
    workbook = session.grid()
    documents = [each for each in session.documents(workbook) if not each["source"].get("hidden")]
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    found = profile_for(session.book.path)
    spreads = [spread_points(document, sheets[document["source"]["sheet"]], found) for document in documents]
    spreads = [spread for spread in spreads if spread.has_column]
    if not spreads:
        raise NoFormError("没有带“分值”一栏的指标表", file=session.name, hint="可用“新建表单”生成自评表")
    changes = fill(session, LABEL, [entry for spread in spreads for entry in spread.entries])
    lines = ["没有空白的分值。"]
    if changes:
        lines = [f"已填写 {len(changes)} 处分值，可用“撤销填充”恢复：", *tell(session, LABEL, changes)]
        weights = next(spread.weights for spread in spreads if spread.weights)
        listed = "、".join(f"{block}{plain_number(points)}分" for block, points in weights.items())
        lines.append(f"{found.told or '按全国口径。'}各类分值：{listed}。")
    left = [line for spread in spreads for line in spread.left]
    if left:
        lines += [f"有 {len(left)} 处请自行处理：", *left[:_MOST_LEFT]]
    if changes:
        lines += renew_marks(session)
    return "\n".join(lines)
