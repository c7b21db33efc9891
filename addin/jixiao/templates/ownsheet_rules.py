"""What guides on a bureau's own sheet: protection, colours, validation, names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jixiao.forms.range_names import plain_name
from jixiao.grid.address import Range, address, elsewhere
from jixiao.reports.marking.marked_styles import MarkedStyles
from jixiao.reports.marking.sheet_survey import ORDER, WORKBOOK_ORDER, SheetSurvey
from jixiao.reports.marking.working_copy import WorkingCopy
from jixiao.reports.marking.xmledit import Edits, attribute_text, cell_text, cell_xml, insert_in_order
from jixiao.templates.ownsheet_cells import LabelledCells
from jixiao.templates.sheet_formulas import absolute

_MONEY = frozenset(
    ("项目资金总额", "年度资金总额", "中长期资金总额", "财政拨款", "上年结转", "其他资金", "基本支出", "项目支出")
)
_OPERATORS = ("≤", "≥", "=", "<", ">", "定性")
_PROTECTION = (
    'sheetProtection sheet="1" objects="0" scenarios="0" formatCells="0" formatColumns="0" formatRows="0" '
    'insertRows="0" deleteRows="0" sort="0" autoFilter="0"'
)


def protect(sheet: SheetSurvey, edits: Edits) -> None:
    """Protect the sheet without a password, unless it is protected already."""
    if sheet.root.child("sheetProtection") is None:
        element = f"<{sheet.root.prefix}{_PROTECTION}/>"
        insert_in_order(edits, sheet.root, ORDER, "sheetProtection", element.encode())


def colour_missing(sheet: SheetSurvey, edits: Edits, entries: Iterable[LabelledCells], style: int) -> None:
    """Colour empty required fields, and gaps in indicator rows that have begun."""
    p = sheet.root.prefix
    entries = list(entries)
    first = next((each for each in entries if each.label.means == "三级指标" and each.cells), None)
    rules = []
    for number, entry in enumerate((each for each in entries if each.required and each.cells), start=1):
        cell = address(*entry.cells[0])
        if entry.label.is_column:
            if first is None or entry is first:
                continue
            item = address(*first.cells[0])
            formula = f"AND(LEN(TRIM({cell}))=0,LEN(TRIM(${item}))>0)"
        elif entry.inline:
            formula = f"LEN(TRIM({cell}))<={len(entry.label.text) + 1}"
        else:
            formula = f"LEN(TRIM({cell}))=0"
        rules.append(
            f'<{p}conditionalFormatting sqref="{entry.area}"><{p}cfRule type="expression" dxfId="{style}" '
            f'priority="{number}"><{p}formula>{cell_text(formula)}</{p}formula></{p}cfRule></{p}conditionalFormatting>'
        )
    if rules:
        insert_in_order(edits, sheet.root, ORDER, "conditionalFormatting", "".join(rules).encode())


def validate(sheet: SheetSurvey, edits: Edits, entries: Iterable[LabelledCells]) -> None:
    """Validate what is typed: choices, numbers, lengths, operators, money."""
    p = sheet.root.prefix
    added = [rule for entry in entries if entry.cells and not entry.inline and (rule := _validation(p, entry))]
    existing = sheet.root.child("dataValidations")
    if not added:
        return
    if existing is None:
        text = f'<{p}dataValidations count="{len(added)}">{"".join(added)}</{p}dataValidations>'
        insert_in_order(edits, sheet.root, ORDER, "dataValidations", text.encode())
        return
    # The sheet's own rules stay, and stand first: where both speak of a cell, Excel asks the first.
    count = str(int(existing.get("count") or 0) + len(added))
    edits.append_to(existing, "".join(added).encode(), {"count": count})


def _validation(prefix: str, entry: LabelledCells) -> str:
    asked = entry.asked
    kind = formula = ""
    message = ""
    if asked is not None and asked.choices and len(",".join(asked.choices)) <= 250:
        kind, formula = 'type="list"', f'"{",".join(asked.choices)}"'
        message = "请从下拉列表中选择"
    elif asked is not None and asked.type == "数字":
        kind, formula = 'type="decimal" operator="greaterThan"', "-1E+15"
        message = "请填数字"
    elif asked is not None and asked.max_length:
        kind, formula = 'type="textLength" operator="lessThanOrEqual"', str(asked.max_length)
        message = f"不超过 {asked.max_length} 字"
    elif entry.label.means == "计算符号" and entry.label.is_column:
        kind, formula = 'type="list" errorStyle="warning"', f'"{",".join(_OPERATORS)}"'
        message = "请从下拉列表中选择"
    elif entry.label.means in _MONEY or entry.label.means in ("分值", "得分"):
        kind, formula = 'type="decimal" operator="greaterThanOrEqual" errorStyle="warning"', "0"
        message = "请只填数字"
    if not kind:
        return ""
    p = prefix
    shown = f'errorTitle="{attribute_text(entry.label.text[:30])}" error="{attribute_text(message)}"'
    return (
        f'<{p}dataValidation {kind} allowBlank="1" showErrorMessage="1" {shown} sqref="{entry.area}">'
        f"<{p}formula1>{cell_text(formula)}</{p}formula1></{p}dataValidation>"
    )


def name_cells(copy: WorkingCopy, sheet: str, entries: Iterable[LabelledCells]) -> None:
    """A defined name for the cells of each label, as the built-in templates have."""
    with copy.parts.edited(copy.workbook, 2) as (root, edits):
        existing, p = root.child("definedNames"), root.prefix
        taken = {(each.get("name") or "").casefold() for each in existing.children} if existing else set()
        names = ""
        for entry in entries:
            name = plain_name(entry.label.text)
            if entry.cells and name and name.casefold() not in taken and len(name) <= 100:
                taken.add(name.casefold())
                place = elsewhere(sheet, absolute(Range(*entry.cells[0], *entry.cells[-1])))
                names += f'<{p}definedName name="{attribute_text(name)}">{cell_text(place)}</{p}definedName>'
        if names and existing is not None:
            edits.append_to(existing, names.encode())
        elif names:
            whole = f"<{p}definedNames>{names}</{p}definedNames>"
            insert_in_order(edits, root, WORKBOOK_ORDER, "definedNames", whole.encode())


NAME = "自查"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FIRST = 4


class SelfCheckLine(NamedTuple):
    """A label with its values' cells; ``printed`` characters stand there before."""

    label: str
    cells: str
    is_column: bool
    printed: int


def add_self_check(copy: WorkingCopy, sheet: str, lines: Sequence[SelfCheckLine]) -> None:
    """Add the sheet behind the others."""
    if not lines:
        return
    copy.add_sheet(NAME, _sheet_xml(copy.styles, sheet, lines))


def _sheet_xml(styles: MarkedStyles, sheet: str, lines: Sequence[SelfCheckLine]) -> bytes:
    title, text, link = styles.own("title", border=False), styles.own("text"), styles.own("link")
    head = styles.own("bold", align="center")
    last = _FIRST + len(lines) - 1
    total = f'IF(COUNTIF(C{_FIRST}:C{last},"已填")={len(lines)},"已填完","还有"&({len(lines)}-COUNTIF(C{_FIRST}:C{last},"已填"))&"处要填")'
    rows = [
        f'<row r="1">{cell_xml("A1", title, "填报自查")}</row>',
        f'<row r="2">{cell_xml("A2", text, formula=total)}</row>',
        f'<row r="3">{cell_xml("A3", head, "栏目")}{cell_xml("B3", head, "单元格")}{cell_xml("C3", head, "状态")}</row>',
    ]
    quoted = elsewhere(sheet, "").removesuffix("!")
    for row, line in enumerate(lines, start=_FIRST):
        first = line.cells.partition(":")[0]
        target = f'HYPERLINK("#{quoted}!{first}","{line.cells}")'
        rows.append(
            f'<row r="{row}">{cell_xml(f"A{row}", text, line.label)}{cell_xml(f"B{row}", link, formula=target)}'
            f"{cell_xml(f'C{row}', text, formula=_state(quoted, line))}</row>"
        )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">'
        '<cols><col min="1" max="1" width="36" customWidth="1"/><col min="2" max="3" width="16" customWidth="1"/></cols>'
        f"<sheetData>{''.join(rows)}</sheetData>"
        '<sheetProtection sheet="1" objects="0" scenarios="0" formatCells="0" formatColumns="0" formatRows="0"/>'
        "</worksheet>"
    ).encode()


def _state(quoted: str, line: SelfCheckLine) -> str:
    """Whether a cell is filled, or at least one cell of a column."""
    cells = f"{quoted}!{line.cells}"
    if line.is_column:
        return f'IF(SUMPRODUCT(--(LEN({cells})>0))>0,"已填","未填")'
    return f'IF(LEN(TRIM({cells}))>{line.printed},"已填","未填")'
