"""新建表单, 增加指标行, 从上年带入."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from jixiao.errors import JixiaoError
from jixiao.excel.bureau_profile import profile_for
from jixiao.excel.cell_contents import CellFormula
from jixiao.excel.marks import unmark_copied_row
from jixiao.excel.program import OpenSheet, answered
from jixiao.excel.session import Session
from jixiao.grid.address import Range, parse_address
from jixiao.output import free_name
from jixiao.templates import DEPARTMENT_BOOK

_SELECT = "请先点选指标表中的一行，再按“增加指标行”"


def new_form(session: Session) -> str:
    """Make a blank form or workbook beside the open one. Raises ``CancelledError``."""
    from jixiao.forms.definition import load_definitions
    from jixiao.templates import single
    from jixiao.templates.departmentbook import new_department_book

    options = {each.id: each.name for each in load_definitions().values()}
    options[DEPARTMENT_BOOK] = "部门工作簿（封面、汇总表、部门整体表和项目表）"
    form = answered(session.program.ask_choice("新建哪一种表？", options))
    output = free_name(_folder(session) / f"{options[form].partition('（')[0]}.xlsx", Path.exists)
    if form == DEPARTMENT_BOOK:
        new_department_book(output)
    else:
        found = profile_for(session.book.path)
        single.new_form(form, output, weights=found.profile.weights if found.told else None)
    session.program.open_book(output)
    return f"已新建 {output}"


def carry_over(session: Session) -> str:
    """Make this year's forms from last year's. Raises ``InputError`` and others."""
    from jixiao.templates import single

    last = answered(session.program.ask_workbook("选择上年的工作簿"))
    kinds = dict.fromkeys(document["form"] for document in single.read_last(last))
    form = next(iter(kinds))
    output = free_name(last.with_name(f"{last.stem}（带入）.xlsx"), Path.exists)
    count = single.new_form(form, output, last=last)
    session.program.open_book(output)
    return f"已带入 {count} 张表，金额和指标值留空，上年指标值写在批注里。\n已写入 {output}"


def add_row(session: Session) -> str:
    """Add a row to the table of the selection, like the selected row but empty."""
    # The row goes between two rows of the table, so that names, validation and sums that span it grow with it.
    sheet = session.book.active_sheet()
    row = session.program.selected_row()
    if row is None:  # a chart, a picture, a sheet that is nothing but a chart
        raise JixiaoError("没有选中单元格", hint=_SELECT)
    rows = next((rows for rows in _tables(session, sheet.name) if rows[0] <= row <= rows[-1]), None)
    if rows is None:
        raise JixiaoError("所选单元格不在指标行中", hint=_SELECT)
    if len(rows) < 2:
        raise JixiaoError("表中只有一行，插入后公式不会随之扩展", hint="请用“新建表单”生成行数足够的表")
    new = row + 1 if row < rows[-1] else row
    with session.writing([sheet.name]):
        model = row if new > row else row + 1
        sheet.insert_row(new)
        _copy_row(session, sheet, model, new)
    return f"已在第 {new} 行增加一行。"


def _tables(session: Session, sheet: str) -> list[list[int]]:
    """The rows of every indicator table on a sheet."""
    found = []
    for document, _ in session.forms():
        if document["source"]["sheet"] == sheet and document.get("indicators"):
            rows = sorted(parse_address(indicator["cell"])[0] for indicator in document["indicators"])
            found.append(rows)
    return found


def _copy_row(session: Session, sheet: OpenSheet, model: int, new: int) -> None:
    """Give the new row another's looks and formulas, but nothing that was typed."""
    _, last = sheet.size()
    columns = _spanned(sheet.read().merges, model)
    if not columns:
        sheet.copy_row(model, new)
    # A cell that spans both rows has grown by itself, and Excel refuses to copy a part of it.
    for left, right in _between(columns, last) if columns else ():
        sheet.copy(Range(model, left, model, right), (new, left))
    contents = sheet.contents((new, column) for column in range(1, last + 1))
    typed = {
        place: None
        for place, content in contents.items()
        if content is not None and not isinstance(content, CellFormula)
    }
    sheet.write(typed)
    unmark_copied_row(session, sheet.name, model, new)


def _spanned(merges: Iterable[Range], row: int) -> set[int]:
    """The columns in which a merged area reaches from a row into another one."""
    across = (area for area in merges if area.top <= row <= area.bottom and area.top != area.bottom)
    return {column for area in across for column in range(area.left, area.right + 1)}


def _between(columns: set[int], last: int) -> Iterator[tuple[int, int]]:
    """First and last column of each stretch without those columns."""
    free = (column for column in range(1, last + 1) if column not in columns)
    for _, stretch in groupby(enumerate(free), lambda each: each[1] - each[0]):
        places = [column for _, column in stretch]
        yield places[0], places[-1]


def _folder(session: Session) -> Path:
    """Return where the open workbook lies; home if never saved or in the cloud."""
    path = session.book.path
    return path.parent if path is not None and path.parent.is_dir() else Path.home()
