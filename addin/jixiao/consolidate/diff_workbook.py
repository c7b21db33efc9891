"""The differences as a workbook: a row per difference. All text is text, whatever it begins with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from jixiao.consolidate.compare import FormChange, FormView
from jixiao.consolidate.own_output import OUTPUT_PROPERTY
from jixiao.consolidate.row_height import row_height
from jixiao.consolidate.row_xml import shorten
from jixiao.consolidate.styles import DATA_SIZE, STYLES
from jixiao.textlayout import legible

KINDS = {"added": "新增", "removed": "删除", "changed": "变更"}
TITLE = "变化对比"
_COLUMNS = (
    ("部门", 22),
    ("项目名称", 28),
    ("变化", 8),
    ("内容", 34),
    ("原值", 26),
    ("新值", 26),
    ("差额（万元）", 14),
    ("提示", 30),
    ("原文件", 20),
    ("原单元格", 10),
    ("新文件", 20),
    ("新单元格", 10),
)
_MONEY_COLUMN = 6
Cell = str | Decimal | None


def lines(changes: Iterable[FormChange]) -> Iterator[tuple[Cell, ...]]:
    """The rows: department, project, change, what, old, new, difference, hints, and where each stands."""
    for form in changes:
        view = form.new or form.old
        assert view is not None
        name = view.project or ("部门整体" if view.kind == "department" else None)
        old_file, new_file = _file(form.old), _file(form.new)
        if form.kind != "changed":
            old, new = (_main(form.old), _main(form.new))
            yield (
                view.department,
                name,
                KINDS[form.kind],
                "整张表",
                old,
                new,
                None,
                None,
                old_file,
                None,
                new_file,
                None,
            )
        for number, change in enumerate(form.changes):
            hint = "；".join(form.hints) if number == 0 else None
            yield (
                view.department,
                name,
                KINDS[change.kind],
                change.what,
                _cell(change.old),
                _cell(change.new),
                change.difference,
                hint or None,
                old_file,
                change.old_cell,
                new_file,
                change.new_cell,
            )


def write(changes: Iterable[FormChange], path: Path) -> None:
    """Writes the workbook."""
    from xlsxwriter import Workbook

    workbook = Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": TITLE, "author": "Jixiao"})
    workbook.set_custom_property(OUTPUT_PROPERTY, "diff")
    formats = {name: workbook.add_format(STYLES[name]) for name in ("text", "money", "header")}
    sheet = workbook.add_worksheet(TITLE)
    for index, (title, width) in enumerate(_COLUMNS):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, title, formats["header"])
    row = 0
    for row, line in enumerate(lines(changes), start=1):
        texts = [
            (str(value) if value is not None else None, width) for value, (_, width) in zip(line, _COLUMNS, strict=True)
        ]
        sheet.set_row(row, row_height(texts, DATA_SIZE))
        for index, value in enumerate(line):
            _write(sheet, row, index, value, formats)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(row, 1), len(_COLUMNS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    workbook.close()


def _write(sheet: Any, row: int, column: int, value: Cell, formats: dict[str, Any]) -> None:
    if isinstance(value, Decimal):
        sheet.write_number(row, column, value, formats["money"])
    elif value:
        sheet.write_string(row, column, shorten(legible(value)), formats["text"])
    else:
        sheet.write_blank(row, column, None, formats["money" if column == _MONEY_COLUMN else "text"])


def _cell(value: Any) -> Cell:
    return value if value is None or isinstance(value, Decimal) else str(value)


def _main(form: FormView | None) -> Decimal | None:
    return next(iter(form.amounts.values()), None) if form else None


def _file(form: FormView | None) -> str | None:
    return form.file if form else None
