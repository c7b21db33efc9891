"""The cover of a department's workbook: what to do, and every form's state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from jixiao.grid.address import elsewhere
from jixiao.templates.entryrules import year_rule
from jixiao.templates.fitting import height_of, lines_needed, printed_width
from jixiao.templates.formsheet import FormSheet
from jixiao.templates.panel import ON_OPENING, total_reference
from jixiao.templates.sheet_plan import plan_sheet

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from jixiao.templates.template_styles import TemplateStyles

SHEET = "封面"
DEPARTMENT_CELL, YEAR_CELL = "$C$3", "$C$4"
_TITLE = "部门预算绩效目标填报工作簿"
_INSTRUCTIONS = (
    "先在本页填写填报单位和预算年度，各表自动引用。",
    "再逐个填写项目表；汇总表的项目名称和金额、部门整体表的项目支出自动取自项目表。",
    "点到单元格会显示填写说明；一级、二级指标和计算符号从下拉列表中选择。",
    "浅黄色是还没有填的必填项，浅红色是有问题的内容；每张表顶部写着还有几处待完善。",
    "指标行不够时，在表中间选中一行，右键插入行；多余的行清空即可，也可以右键隐藏，不影响汇总；整行不能删除。",
    "增加项目：复制一张项目工作表，再在汇总表的空行中填写它的名称和金额。",
    "全部表都显示“✔”后打印盖章，并把本工作簿报送财政部门，不要另存为其他格式。",
)
_WIDTHS = (2, 32, 42, 22, 2)
_FIRST_LISTED = 9 + len(_INSTRUCTIONS)
CoverContents = Callable[["Workbook", "TemplateStyles"], None]


def write_cover(department: str | None, year: int | None, forms: Sequence[FormSheet]) -> CoverContents:
    """What writes the cover of a workbook with these forms."""

    def write(workbook: Workbook, styles: TemplateStyles) -> None:
        sheet = workbook.add_worksheet(SHEET)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        _head(sheet, department, year, styles)
        _instructions(sheet, styles)
        _contents(sheet, forms, styles)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        sheet.protect("", {"format_columns": True, "format_rows": True, "objects": True})

    return write


def _head(sheet: Worksheet, department: str | None, year: int | None, styles: TemplateStyles) -> None:
    sheet.merge_range(0, 1, 0, 3, _TITLE, styles["title"])
    sheet.set_row(0, 48)
    sheet.write_string(2, 1, "填报单位", styles["label"])
    sheet.merge_range(2, 2, 2, 3, "", styles["text"])
    sheet.write_string(2, 2, department or "", styles["text"])
    sheet.write_string(3, 1, "预算年度", styles["label"])
    sheet.merge_range(3, 2, 3, 3, "", styles["panel_year"])
    if year is not None:
        sheet.write_number(3, 2, year, styles["panel_year"])
    sheet.data_validation(3, 2, 3, 2, year_rule())
    length = {
        "validate": "length", "criteria": "<=", "value": 100, "input_title": "填报单位",
        "input_message": "填写单位全称，与公章一致；各表自动引用。", "error_title": "填报单位",
        "error_message": "文字过长，最多 100 个字。",
    }  # fmt: skip
    sheet.data_validation(2, 2, 2, 2, length)
    empty = {"type": "formula", "criteria": "=LEN(TRIM($C3))=0", "format": styles.mark("todo")}
    sheet.conditional_format(2, 2, 3, 3, empty)
    for row in (2, 3):
        sheet.set_row(row, 26)


def _instructions(sheet: Worksheet, styles: TemplateStyles) -> None:
    sheet.merge_range(5, 1, 5, 3, "填报说明", styles["label"])
    for number, text in enumerate(_INSTRUCTIONS):
        sheet.merge_range(6 + number, 1, 6 + number, 3, f"{number + 1}. {text}", styles["cover_text"])
        sheet.set_row(6 + number, 36 if len(text) > 38 else 22)


def _contents(sheet: Worksheet, forms: Sequence[FormSheet], styles: TemplateStyles) -> None:
    """Every form with a link, its name and its self-check; their sum on top."""
    head = _FIRST_LISTED - 2
    for column, heading in enumerate(("表", "名称", "自查"), 1):
        sheet.write_string(head, column, heading, styles["label"])
    for number, form in enumerate(forms):
        row = _FIRST_LISTED - 1 + number
        filled = {key: len(rows) for key, rows in form.tables.items()}
        total = elsewhere(form.name, total_reference(plan_sheet(form.definition, form.rows, filled)))
        shown = str(form.values.get("project") or form.definition.raw["title"]["aliases"][0])
        sheet.set_row(row, max(20.0, height_of(lines_needed(shown, _WIDTHS[2]))))
        sheet.write_url(row, 1, f"internal:{elsewhere(form.name, 'A1')}", styles["link"], _short(form.name))
        sheet.write_string(row, 2, shown, styles["cover_name"])
        formula = f'=IFERROR(IF({total}=0,"✔","还有 "&{total}&" 处待完善"),"有出错的单元格")'
        sheet.write_formula(row, 3, formula, styles["fixed_text"], ON_OPENING)
    first, last = _FIRST_LISTED, _FIRST_LISTED - 1 + len(forms)
    done = {"type": "formula", "criteria": f'=$D{first}="✔"', "format": styles.mark("done")}
    sheet.conditional_format(first - 1, 3, last - 1, 3, done)


def _short(name: str) -> str:
    """Return as much of a sheet's name as its cell shows on one line."""
    room = _WIDTHS[1] - 3
    if printed_width(name) <= room:
        return name
    kept = name
    while printed_width(kept) > room - 2:
        kept = kept[:-1]
    return f"{kept}…"
