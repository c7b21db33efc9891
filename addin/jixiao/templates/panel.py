"""The panel above a form, not printed: what is left to do, the fiscal year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.forms.range_names import SELF_CHECK, YEAR
from jixiao.grid.address import Range, elsewhere, quoted
from jixiao.templates.entryrules import year_rule
from jixiao.templates.formsheet import FilledFormula, FormSheet
from jixiao.templates.selfcheck_rule import (
    BROKEN,
    KINDS,
    LAST_ROW,
    NOTICES,
    SelfCheckRule,
    count_formula,
    place_formula,
)
from jixiao.templates.sheet_formulas import References, absolute, local_name
from jixiao.templates.sheet_plan import HELPERS_GAP

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from jixiao.templates.sheet_plan import SheetLayout
    from jixiao.templates.template_styles import TemplateStyles

HEADLINE, DETAILS, YEAR_ROW = 1, 2, 3
PANEL_YEAR = Range(YEAR_ROW, 2, YEAR_ROW, 2)
"""Where the fiscal year is typed: in the second column of the panel."""
ALL_WELL = "✔ 自查通过，可以打印、报送"
ON_OPENING = "打开后自动显示自查结果"
"""Shown by viewers that do not calculate, where the result depends on more than blank cells."""
UNTOLD = "自查无法计算：表中有出错的单元格，请改正后再看"
LONG_TEXTS = "（有较长的文字，打印前请看是否完整，不完整的加高该行）"
HINT = "点第一行跳到首个待完善处。浅黄＝待填，浅红＝有误，灰底＝自动计算。行不够时在表中间插入行；点单元格看填写说明。"


def write_panel(
    workbook: Workbook,
    sheet: Worksheet,
    form: FormSheet,
    references: References,
    rules: list[SelfCheckRule],
    blanks: list[int] | None,
    styles: TemplateStyles,
) -> None:
    """Write the panel; ``blanks`` are the rules' counts, None if only Excel can."""
    layout = references.layout
    last = layout.right - 1
    helpers = _Helpers(layout, len(rules))
    count = sum(blanks) if blanks is not None else None
    _write_helpers(sheet, helpers, rules, references, blanks, styles)
    headline = ON_OPENING if count is None else f"还有 {count} 处待完善" if count else ALL_WELL
    sheet.merge_range(HEADLINE - 1, 0, HEADLINE - 1, last, "", styles["panel"])
    sheet.write_formula(HEADLINE - 1, 0, _headline(helpers), styles["panel"], headline)
    kinds = [kind for kind in KINDS if any(rule.kind == kind for rule in rules)]
    sheet.merge_range(DETAILS - 1, 0, DETAILS - 1, last, "", styles["panel_detail"])
    shown = _details_now(kinds, rules, blanks, references) if blanks is not None else ""
    sheet.write_formula(DETAILS - 1, 0, _details(helpers, kinds), styles["panel_detail"], shown)
    sheet.conditional_format(
        HEADLINE - 1, 0, DETAILS - 1, last,
        {"type": "formula", "criteria": f"={helpers.total}=0", "format": styles.mark("done")},
    )  # fmt: skip
    sheet.set_row(HEADLINE - 1, 26)
    sheet.set_row(DETAILS - 1, 44)
    _year(workbook, sheet, form, layout, styles)


class _Helpers:
    """The hidden cells beside the panel: per rule its count, kind and place."""

    # They stand in the panel's own rows, which nobody deletes, and refer to whole columns, so that inserted rows
    # count. In front of them stand the sum, the number of notices and the first place of all, behind them the first
    # cell in error.

    def __init__(self, layout: SheetLayout, rules: int) -> None:
        self.first = layout.right + HELPERS_GAP  # 0-based column of the sum
        self.rules = rules
        self.total, self.notices, self.place = (self._cells(row, 0) for row in (HEADLINE, DETAILS, YEAR_ROW))
        self.counts, self.kinds, self.places = (self._cells(row, 1, rules) for row in (HEADLINE, DETAILS, YEAR_ROW))
        self.error = self._cells(YEAR_ROW, rules + 1)
        self.broken = f"COUNTIF({self.counts},{quoted(BROKEN)})"

    def _cells(self, row: int, step: int, cells: int = 1) -> str:
        left = self.first + 1 + step
        return absolute(Range(row, left, row, left + cells - 1))

    def count(self, number: int) -> str:
        """The cell of the count of a rule, from 0."""
        return self._cells(HEADLINE, 1 + number)


def _headline(helpers: _Helpers) -> str:
    """Write whether all is well, else how much is to do, with a link to it."""
    left = f'"还有 "&{helpers.total}&" 处待完善"'
    linked = f'IF({helpers.place}="",{left},HYPERLINK("#"&{helpers.place},{left}))'
    well = f'{quoted(ALL_WELL)}&IF({helpers.notices}=0,"",{quoted(LONG_TEXTS)})'
    return f"=IF({helpers.broken}>0,{quoted(UNTOLD)},IF({helpers.total}=0,{well},{linked}))"


def _details(helpers: _Helpers, kinds: list[str]) -> str:
    """Every kind with its number and its first place; what cannot be told comes first."""

    def place(position: str) -> str:
        cell = f"INDEX({helpers.places},{position})"
        return f'IF({cell}="","","（"&{cell}&"）")'

    broken = f"MATCH({quoted(BROKEN)},{helpers.counts},0)"
    failed = f'"无法计算“"&INDEX({helpers.kinds},{broken})&"”等："&{helpers.error}&"单元格出错；"'
    parts = [f'IF({helpers.broken}>0,{failed},"")']
    for kind in kinds:
        number = f"SUMIF({helpers.kinds},{quoted(kind)},{helpers.counts})"
        found = place(f"MATCH({quoted(kind)},{helpers.kinds},0)")
        parts.append(f'IF({number}>0,"{kind} "&{number}&" 处"&{found}&"；","")')
    return f'=IFERROR({"&".join(parts)},"")'


def _details_now(kinds: list[str], rules: list[SelfCheckRule], blanks: list[int], references: References) -> str:
    """What the details say before anything is calculated."""
    told = ""
    for kind in kinds:
        found = [(rule, number) for rule, number in zip(rules, blanks, strict=True) if rule.kind == kind and number]
        if found:
            place = _place_now(found[0][0], references)
            told += f"{kind} {sum(number for _, number in found)} 处{f'（{place}）' if place else ''}；"
    return told


def _place_now(rule: SelfCheckRule, references: References) -> str:
    key = rule.first_key
    if key is None or rule.table is not None:
        return ""
    return references.over_rows("{year}" if key == "year" else "{@" + key + "}").replace("$", "")


def _write_helpers(
    sheet: Worksheet,
    helpers: _Helpers,
    rules: list[SelfCheckRule],
    references: References,
    blanks: list[int] | None,
    styles: TemplateStyles,
) -> None:
    look, first = styles["helper"], helpers.first
    for number, rule in enumerate(rules):
        column, count = first + 1 + number, helpers.count(number)
        value = blanks[number] if blanks is not None else 0
        sheet.write_formula(HEADLINE - 1, column, count_formula(rule, references), look, value)
        kind = f'=IF(OR({count}={quoted(BROKEN)},N({count})>0),{quoted(rule.kind)},"")'
        sheet.write_formula(DETAILS - 1, column, kind, look, rule.kind if value else "")
        place = _place_now(rule, references) if value else ""
        sheet.write_formula(YEAR_ROW - 1, column, place_formula(rule, count, references), look, place)
    noticed = "+".join(f"SUMIF({helpers.kinds},{quoted(kind)},{helpers.counts})" for kind in sorted(NOTICES))
    total = f"=SUM({helpers.counts})+{helpers.broken}-({noticed})"
    sheet.write_formula(HEADLINE - 1, first, total, look, sum(blanks) if blanks is not None else 0)
    sheet.write_formula(DETAILS - 1, first, f"={noticed}", look, 0)
    found = f'=IFERROR(INDEX({helpers.places},MATCH("?*",{helpers.places},0)),"")'
    sheet.write_formula(YEAR_ROW - 1, first, found, look, "")
    _write_error_cell(sheet, helpers, references.layout, styles)
    sheet.set_column(first, first + len(rules) + 1, 12, None, {"hidden": True})


def _write_error_cell(sheet: Worksheet, helpers: _Helpers, layout: SheetLayout, styles: TemplateStyles) -> None:
    """Write row, column and address of the form's first cell in error."""
    form = absolute(Range(layout.top, 1, layout.bottom, layout.right))
    column = helpers.first + 1 + helpers.rules
    row, number = (absolute(Range(line, column + 1, line, column + 1)) for line in (HEADLINE, DETAILS))
    look = styles["helper"]
    sheet.write_formula(
        HEADLINE - 1, column, f"={LAST_ROW}-SUMPRODUCT(MAX(ISERROR({form})*({LAST_ROW}-ROW({form}))))", look, LAST_ROW
    )
    found = f"1000-SUMPRODUCT(MAX(ISERROR({form})*(ROW({form})={row})*(1000-COLUMN({form}))))"
    sheet.write_formula(DETAILS - 1, column, f"={found}", look, 1000)
    sheet.write_formula(YEAR_ROW - 1, column, f'=IF({row}={LAST_ROW},"",ADDRESS({row},{number},4))', look, "")


def total_reference(layout: SheetLayout) -> str:
    """The cell that counts everything left to do, for other sheets."""
    return _Helpers(layout, 0).total


def _year(workbook: Workbook, sheet: Worksheet, form: FormSheet, layout: SheetLayout, styles: TemplateStyles) -> None:
    sheet.write_string(YEAR_ROW - 1, 0, "预算年度", styles["panel_label"])
    if isinstance(form.year, FilledFormula):
        look = styles.varied("panel_year", locked=True, bg_color="#F5F5F5")
        sheet.write_formula(YEAR_ROW - 1, 1, f"={form.year.text}", look, form.year.value)
    elif form.year is None:
        sheet.write_blank(YEAR_ROW - 1, 1, None, styles["panel_year"])
    else:
        sheet.write_number(YEAR_ROW - 1, 1, form.year, styles["panel_year"])
    if not isinstance(form.year, FilledFormula):
        sheet.data_validation(YEAR_ROW - 1, 1, YEAR_ROW - 1, 1, year_rule())
    last = layout.right - 1
    if last > 2:
        sheet.merge_range(YEAR_ROW - 1, 2, YEAR_ROW - 1, last, "", styles["panel_hint"])
    sheet.write_string(YEAR_ROW - 1, 2, HINT, styles["panel_hint"])
    sheet.set_row(YEAR_ROW - 1, 26)
    workbook.define_name(local_name(form.name, YEAR), "=" + elsewhere(form.name, absolute(PANEL_YEAR)))
    workbook.define_name(local_name(form.name, SELF_CHECK), "=" + elsewhere(form.name, total_reference(layout)))
