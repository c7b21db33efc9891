"""自动合计."""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.excel.changelist import tell
from jixiao.excel.filling import CellEntry, fill
from jixiao.excel.marked_check import renew_marks
from jixiao.excel.session import NoFormError, Session
from jixiao.excel.sums import Blocked, Sum, sums_of
from jixiao.forms.numbers import parse_number
from jixiao.grid.address import address
from jixiao.grid.model import Sheet

LABEL = "自动合计"
_MOST_LEFT = 8
_TOLERANCE = Decimal("0.000001")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def fill_totals(session: Session) -> str:
    """Fill the sums of every form; cells with a formula stay."""
    workbook = session.grid()
    documents = [each for each in session.documents(workbook) if not each["source"].get("hidden")]
    if not documents:
        raise NoFormError("没有识别出绩效目标表", file=session.name)
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    entries: list[CellEntry] = []
    left: list[str] = []
    agreed = 0
    for document in documents:
        sheet = sheets[document["source"]["sheet"]]
        for total in sums_of(document, sheet):
            where = f"{sheet.name}!{address(*total.place)}"
            if isinstance(total, Blocked):
                left.append(f"“{total.label}”：{where}填的是“{total.text}”，不是数字")
            elif total.read is not None and abs(total.read - total.value) <= _TOLERANCE:
                agreed += 1
            elif (value := _written(sheet, total)) is None:
                left.append(f"“{total.label}”：{where}的文字里不止一个数，应为 {total.value:f}")
            else:
                entries.append(CellEntry(sheet.name, total.place, value, about=total.label))
    changes = fill(session, LABEL, entries)
    lines = [f"共核对 {agreed + len(entries)} 处合计，都与各项相加的结果一致（有公式的由表格自己计算）。"]
    if changes:
        lines = [f"已填写 {len(changes)} 处合计，可用“撤销填充”恢复：", *tell(session, LABEL, changes)]
    if left:
        lines += [f"有 {len(left)} 处合计没有填写，请先改正：", *left[:_MOST_LEFT]]
    if changes:
        lines += renew_marks(session)
    return "\n".join(lines)


def _written(sheet: Sheet, total: Sum) -> float | str | None:
    """Return the number for the cell, in its text if that has just one."""
    text = sheet.value(*total.place)
    if not isinstance(text, str) or parse_number(text) is not None:
        return float(total.value)
    if total.read is None:
        return f"{text.rstrip()}{total.value:f}"
    numbers = _NUMBER.findall(text)
    if len(numbers) != 1 or Decimal(numbers[0].replace(",", "")) != total.read:
        return None
    return text.replace(numbers[0], f"{total.value:f}")
