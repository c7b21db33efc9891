"""自动合计, 分配分值, 计算得分, 规范填写: each fills cells and tells which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.excel.bureau_profile import profile_for
from jixiao.excel.filling import CellEntry, fill
from jixiao.excel.listsheet import tell
from jixiao.excel.marked_check import renew_marks
from jixiao.excel.pointspread import spread_points
from jixiao.excel.repairs import repairs_of
from jixiao.excel.session import NoFormError, Session, within_bounds
from jixiao.excel.sums import Blocked, Sum, sums_of
from jixiao.forms.numbers import parse_number, plain_number
from jixiao.grid.address import address
from jixiao.grid.model import Sheet
from jixiao.scored.score_cells import Filling
from jixiao.scored.score_cells import fill as score

_MOST_LEFT = 8


def fill_and_tell(
    session: Session,
    entries: Sequence[CellEntry],
    nothing: str,
    what: str,
    left: Sequence[str],
    *,
    verb: str = "填写",
    asked: str = "处请自行处理",
    more: str = "",
) -> str:
    """Fill the cells; return what was filled and what is left to the user.

    ``nothing`` is said where nothing changes; ``what`` names the changes behind their number, ``asked`` what is left.
    """
    changes = fill(session, entries)
    lines = [nothing]
    if changes:
        lines = [f"已{verb} {len(changes)} {what}，可用“撤销填充”恢复：", *tell(session, changes)]
        lines += [more] if more else []
    if left:
        lines += [f"有 {len(left)} {asked}：", *left[:_MOST_LEFT]]
    return "\n".join((*lines, *(renew_marks(session) if changes else ())))


def fill_points(session: Session) -> str:
    """Fill blank points where forms have a column. Raises ``NoFormError``."""
    found = profile_for(session.book.path)
    spreads = [spread for form in session.forms() if (spread := spread_points(*form, found)).has_column]
    if not spreads:
        raise NoFormError("没有带“分值”一栏的指标表", file=session.name, hint="可用“新建表单”生成自评表")
    weights = next((spread.weights for spread in spreads if spread.weights), {})
    listed = "、".join(f"{block}{plain_number(points)}分" for block, points in weights.items())
    entries = [entry for spread in spreads for entry in spread.entries]
    left = [line for spread in spreads for line in spread.left]
    more = f"{found.told or '按全国口径。'}各类分值：{listed}。"
    return fill_and_tell(session, entries, "没有空白的分值。", "处分值", left, more=more)


def repair(session: Session) -> str:
    """Put right what can be put right without losing anything, and list each change."""
    repairs = [repairs_of(*form) for form in session.forms()]
    entries = [entry for each in repairs for entry in each.entries]
    left = [line for each in repairs for line in each.left]
    return fill_and_tell(session, entries, "没有需要规范的写法。", "处", left, verb="规范")


_TOLERANCE = Decimal("0.000001")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def fill_totals(session: Session) -> str:
    """Fill the sums of every form; cells with a formula stay."""
    entries: list[CellEntry] = []
    left: list[str] = []
    agreed = 0
    for document, sheet in session.forms():
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
    nothing = f"共核对 {agreed + len(entries)} 处合计，都与各项相加的结果一致（有公式的由表格自己计算）。"
    asked = "处合计没有填写，请先改正"
    return fill_and_tell(session, entries, nothing, "处合计", left, asked=asked)


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


def fill_scores(session: Session) -> str:
    """Fill what ``jixiao score`` fills, with notes. Raises ``NoFormError``."""
    forms = [(document, sheet) for document, sheet in session.forms() if document["kind"] == "selfeval"]
    if not forms:
        raise NoFormError("没有绩效自评表", file=session.name, hint="得分只在自评表上计算；可用“新建表单”生成自评表")
    entries: list[CellEntry] = []
    remarks: list[str] = []
    for document, sheet in forms:
        with within_bounds():
            filling = score(document, sheet, frozenset(sheet.formulas))
        entries += _entries(filling, sheet)
        remarks += [f"{sheet.name}：{remark.need.value}：{remark.text}" for remark in filling.remarks]
    what = "处，计算过程见批注"
    return fill_and_tell(session, entries, "得分没有变化。", what, remarks, asked="处请核对")


def _entries(filling: Filling, sheet: Sheet) -> Iterator[CellEntry]:
    """A cell gets its value, its note, or both."""
    notes = {sheet.anchor(*place): "\n".join(texts) for place, texts in filling.notes.items()}
    for place, value in filling.values.items():
        written = float(value) if isinstance(value, Decimal) else value
        yield CellEntry(sheet.name, sheet.anchor(*place), written, notes.pop(sheet.anchor(*place), None))
    for place, note in notes.items():
        yield CellEntry(sheet.name, place, None, note, only_note=True)
