"""粘贴带入: first it makes the sheet 粘贴区, then it brings in what is there."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.errors import JixiaoError
from jixiao.excel.filling import fill
from jixiao.excel.listsheet import tell
from jixiao.excel.marked_check import renew_marks
from jixiao.excel.pasting import IndicatorTable, landing, pasted_form, tables_of
from jixiao.excel.session import NoFormError, Session, within_bounds
from jixiao.forms.paste_sheet import FIRST_ROW, MARKER, NAME, is_paste_sheet
from jixiao.grid.address import Range

LABEL = "粘贴带入"
_GUIDE = (
    f"从上年的 Word 表复制指标部分（连同“一级指标、二级指标、三级指标”那一行表头），选中 A{FIRST_ROW} 粘贴，"
    f"再按一次“{LABEL}”。"
)
_MOST_LEFT = 8


def bring_in(session: Session) -> str:
    """Make the sheet to paste into, or bring in what is there. Raises ``NoFormError``."""
    workbook = session.grid()
    tables = list(tables_of(workbook))
    if not tables:
        hint = "这个按钮只用于由模板生成的表（新建表单）；其他的表请用“从上年带入”"
        raise NoFormError("没有由模板生成的指标表", file=session.name, hint=hint)
    pasted = next((sheet for sheet in workbook.sheets if is_paste_sheet(sheet)), None)
    if pasted is None:
        return _make_sheet(session)
    if not any(row >= FIRST_ROW for row in pasted.rows):
        session.sheet(pasted.name).select((FIRST_ROW, 1))
        raise JixiaoError("粘贴区还是空的", sheet=pasted.name, hint=_GUIDE)
    table = _chosen(tables, session.book.active_sheet().name)
    with within_bounds():
        document = pasted_form(pasted, table)
    if document is None:
        hint = "请连同表头（一级指标、二级指标、三级指标、指标值）一起复制，重新粘贴"
        raise JixiaoError("粘贴的内容里没有认出指标", sheet=pasted.name, hint=hint)
    landed = landing(document, table)
    if landed is None:
        hint = "请先在表的中间用“增加指标行”加够行数"
        raise JixiaoError("表里的空行不够放粘贴的指标", sheet=table.sheet.name, hint=hint)
    with session.writing([table.sheet.name]):
        session.sheet(table.sheet.name).show_rows([row for row in landed.rows if row in table.sheet.hidden_rows])
    changes = fill(session, LABEL, landed.entries)
    left = [f"“{label}”一栏目标表没有" for label in landed.homeless]
    left += [f"{pasted.name}!{each['cell']}“{each['text'][:20]}”没有认出" for each in document["unread"]]
    lines = [f"已把 {len(landed.rows)} 行指标带入“{table.sheet.name}”，可用“撤销填充”恢复。"]
    lines.append("指标值是粘贴来的，请逐行改成本年的。")
    lines += tell(session, LABEL, changes)
    if left:
        lines += [f"以下没有带入，留在“{pasted.name}”，看完可以删除该工作表：", *left[:_MOST_LEFT]]
    else:
        session.delete_sheets([pasted.name])
    session.sheet(table.sheet.name).activate()
    return "\n".join((*lines, *renew_marks(session)))


def _make_sheet(session: Session) -> str:
    if NAME.casefold() in session.sheet_names():
        raise JixiaoError(f"已有一张名为“{NAME}”的工作表", hint="请把它改名后再按一次")
    sheet = session.add_sheet(NAME)
    sheet.write({(1, 1): MARKER, (2, 1): _GUIDE})
    sheet.embolden(Range(1, 1, 1, 1))
    sheet.set_column_widths(dict.fromkeys(range(1, 9), 16))
    sheet.select((FIRST_ROW, 1))
    return f"已增加“{NAME}”工作表。{_GUIDE}"


def _chosen(tables: Sequence[IndicatorTable], active: str) -> IndicatorTable:
    """Return the table in front, or the only one. Raises ``JixiaoError``."""
    in_front = next((table for table in tables if table.sheet.name == active), None)
    if in_front is None and len(tables) > 1:
        names = "、".join(table.sheet.name for table in tables[:4])
        raise JixiaoError("有几张表，不知道带入哪一张", hint=f"请先点到要带入的表（{names}…），再按一次“{LABEL}”")
    return in_front or tables[0]
