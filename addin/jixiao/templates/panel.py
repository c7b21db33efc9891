"""The panel above a form: what is left to do, the fiscal year, how to use the sheet. It is not printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.forms.range_names import SELF_CHECK, YEAR
from jixiao.grid.address import Range
from jixiao.templates.entryrules import year_rule
from jixiao.templates.formsheet import FormSheet, Formula
from jixiao.templates.formulas import References, absolute, elsewhere, local_name, quoted
from jixiao.templates.layout import HELPERS_GAP
from jixiao.templates.selfcheck import KINDS, Rule, count_formula

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from jixiao.templates.layout import SheetLayout
    from jixiao.templates.styles import Styles

HEADLINE, DETAILS, YEAR_ROW = 1, 2, 3
ALL_WELL = "✔ 自查通过，可以打印、报送"
ON_OPENING = "打开后自动显示自查结果"
"""Shown by viewers that do not calculate, where the result depends on more than blank cells."""
BROKEN = "自查无法计算：表中有出错的单元格，请改正后再看"
HINT = "浅黄＝待填，浅红＝有误，灰底＝自动计算。行不够时在表中间插入行；点单元格看填写说明。"


def year_cell(layout: SheetLayout) -> Range:
    """Where the fiscal year is typed: in the second column of the panel."""
    return Range(YEAR_ROW, 2, YEAR_ROW, 2)


def write_panel(
    workbook: Workbook,
    sheet: Worksheet,
    form: FormSheet,
    references: References,
    rules: list[Rule],
    blanks: dict[str, int] | None,
    styles: Styles,
) -> None:
    """Write the panel. ``blanks`` is how often each kind occurs now, None where only calculating can tell."""
    layout = references.layout
    last = layout.right - 1
    kinds = [kind for kind in KINDS if any(rule.kind == kind for rule in rules)]
    total = _helpers(sheet, layout, kinds, rules, references, blanks, styles)
    count = sum(blanks.values()) if blanks is not None else None
    headline = ON_OPENING if count is None else f"还有 {count} 处待完善" if count else ALL_WELL
    formula = f'=IFERROR(IF({total}=0,{quoted(ALL_WELL)},"还有 "&{total}&" 处待完善"),{quoted(BROKEN)})'
    sheet.merge_range(HEADLINE - 1, 0, HEADLINE - 1, last, "", styles["panel"])
    sheet.write_formula(HEADLINE - 1, 0, formula, styles["panel"], headline)
    first = layout.right + HELPERS_GAP
    named = [(kind, absolute(Range(HEADLINE, first + n, HEADLINE, first + n))) for n, kind in enumerate(kinds, 2)]
    details = "&".join(f'IF({cell}>0,"{kind} "&{cell}&" 处；","")' for kind, cell in named)
    shown = "".join(f"{kind} {blanks[kind]} 处；" for kind in kinds if blanks.get(kind)) if blanks is not None else ""
    sheet.merge_range(DETAILS - 1, 0, DETAILS - 1, last, "", styles["panel_detail"])
    sheet.write_formula(DETAILS - 1, 0, f'=IFERROR({details},"")', styles["panel_detail"], shown)
    sheet.conditional_format(
        HEADLINE - 1, 0, DETAILS - 1, last,
        {"type": "formula", "criteria": f"={total}=0", "format": styles.mark("done")},
    )  # fmt: skip
    sheet.set_row(HEADLINE - 1, 26)
    sheet.set_row(DETAILS - 1, 32)
    _year(workbook, sheet, form, layout, styles)


def _helpers(
    sheet: Worksheet,
    layout: SheetLayout,
    kinds: list[str],
    rules: list[Rule],
    references: References,
    blanks: dict[str, int] | None,
    styles: Styles,
) -> str:
    """The hidden cells beside the panel that count; gives the reference of their sum.

    They stand in the panel's own rows, which nobody deletes, and refer to whole columns, so that inserted rows count.
    """
    first = layout.right + HELPERS_GAP  # 0-based column of the total
    for n, kind in enumerate(kinds, 1):
        value = blanks.get(kind, 0) if blanks is not None else 0
        sheet.write_formula(HEADLINE - 1, first + n, count_formula(kind, rules, references), styles["helper"], value)
        sheet.write_string(DETAILS - 1, first + n, kind, styles["helper"])
    counts = absolute(Range(HEADLINE, first + 2, HEADLINE, first + 1 + len(kinds)))
    value = sum(blanks.values()) if blanks is not None else 0
    sheet.write_formula(HEADLINE - 1, first, f"=SUM({counts})", styles["helper"], value)
    sheet.set_column(first, first + len(kinds), 12, None, {"hidden": True})
    return absolute(Range(HEADLINE, first + 1, HEADLINE, first + 1))


def total_reference(layout: SheetLayout) -> str:
    """The cell that counts everything left to do, for other sheets."""
    column = layout.right + HELPERS_GAP + 1
    return absolute(Range(HEADLINE, column, HEADLINE, column))


def _year(workbook: Workbook, sheet: Worksheet, form: FormSheet, layout: SheetLayout, styles: Styles) -> None:
    cell = year_cell(layout)
    sheet.write_string(YEAR_ROW - 1, 0, "预算年度", styles["panel_label"])
    if isinstance(form.year, Formula):
        look = styles.varied("panel_year", locked=True, bg_color="#F5F5F5")
        sheet.write_formula(YEAR_ROW - 1, 1, f"={form.year.text}", look, form.year.value)
    elif form.year is None:
        sheet.write_blank(YEAR_ROW - 1, 1, None, styles["panel_year"])
    else:
        sheet.write_number(YEAR_ROW - 1, 1, form.year, styles["panel_year"])
    if not isinstance(form.year, Formula):
        sheet.data_validation(cell.top - 1, cell.left - 1, cell.top - 1, cell.left - 1, year_rule())
    last = layout.right - 1
    if last > 2:
        sheet.merge_range(YEAR_ROW - 1, 2, YEAR_ROW - 1, last, "", styles["panel_hint"])
    sheet.write_string(YEAR_ROW - 1, 2, HINT, styles["panel_hint"])
    sheet.set_row(YEAR_ROW - 1, 26)
    workbook.define_name(local_name(form.name, YEAR), "=" + elsewhere(form.name, absolute(cell)))
    workbook.define_name(local_name(form.name, SELF_CHECK), "=" + elsewhere(form.name, total_reference(layout)))
