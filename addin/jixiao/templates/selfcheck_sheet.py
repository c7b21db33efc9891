"""The sheet 自查 of a bureau's own template: what is due, and whether it is there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jixiao.grid.xmlpart import whole
from jixiao.reports.marking.marked_styles import MarkedStyles
from jixiao.reports.marking.working_copy import WorkingCopy, relation_attribute
from jixiao.reports.marking.xmledit import Edits, attribute_text, cell_text, parse

NAME = "自查"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
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
    parts = copy.parts
    part = parts.free_name("xl/worksheets/sheet{}.xml")
    parts.write(part, _sheet_xml(copy.styles, sheet, lines))
    parts.set_type(part, _TYPE)
    relation = parts.relate(copy.workbook, "worksheet", part)
    data = parts.read_xml(copy.workbook)
    root = parse(data, copy.workbook, 2)
    listed = root.child("sheets")
    assert listed is not None
    taken = {(each.get("name") or "").casefold() for each in listed.children}
    name = next(text for text in (NAME, *(f"{NAME}{n}" for n in range(2, 1000))) if text.casefold() not in taken)
    number = 1 + max((whole(each.get("sheetId"), 0) for each in listed.children), default=0)
    edits = Edits(data)
    entry = f'name="{attribute_text(name)}" sheetId="{number}" {relation_attribute(root, relation)}'
    edits.append_to(listed, f"<{root.prefix}sheet {entry}/>".encode())
    parts.write(copy.workbook, edits.result())


def _sheet_xml(styles: MarkedStyles, sheet: str, lines: Sequence[SelfCheckLine]) -> bytes:
    title, text, link = styles.own("title", border=False), styles.own("text"), styles.own("link")
    head = styles.own("bold", align="center")
    last = _FIRST + len(lines) - 1
    total = f'IF(COUNTIF(C{_FIRST}:C{last},"已填")={len(lines)},"已填完","还有"&({len(lines)}-COUNTIF(C{_FIRST}:C{last},"已填"))&"处要填")'
    rows = [
        f'<row r="1">{_text("A1", "填报自查", title)}</row>',
        f'<row r="2">{_formula("A2", total, text)}</row>',
        f'<row r="3">{_text("A3", "栏目", head)}{_text("B3", "单元格", head)}{_text("C3", "状态", head)}</row>',
    ]
    quoted = "'" + sheet.replace("'", "''") + "'"
    for row, line in enumerate(lines, start=_FIRST):
        first = line.cells.partition(":")[0]
        target = f'HYPERLINK("#{quoted}!{first}","{line.cells}")'
        rows.append(
            f'<row r="{row}">{_text(f"A{row}", line.label, text)}{_formula(f"B{row}", target, link)}'
            f"{_formula(f'C{row}', _state(quoted, line), text)}</row>"
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


def _text(cell: str, text: str, style: int) -> str:
    return f'<c r="{cell}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{cell_text(text)}</t></is></c>'


def _formula(cell: str, formula: str, style: int) -> str:
    return f'<c r="{cell}" s="{style}"><f>{cell_text(formula)}</f></c>'
