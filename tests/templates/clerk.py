"""A clerk at work in a live template: a form filled in without a mistake, and what a cell looks like."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter, range_boundaries

from office.live import LiveBook

ALL_WELL = "✔ 自查通过，可以打印、报送"
SHEET = "项目绩效目标表"

PROJECT = {
    "预算年度": "2027",
    "填报单位": "某市交通运输局",
    "项目名称": "农村公路养护",
    "项目金额": "100",
    "项目类别": "特定目标类",
    "项目支出实施期": "2027年度",
    "本年度绩效目标": "养护农村公路100公里，验收合格率95%以上。",
}
INDICATORS = {  # row of the table → level-3 name, operator, target, unit; the levels are prepared
    0: ("项目总成本", "≤", "100", "万元"),
    3: ("养护公路里程", "≥", "100", "公里"),
    4: ("养护工程验收合格率", "≥", "95", "%"),
    5: ("养护完成时间", "定性", "2027年11月30日前", ""),
    7: ("沿线群众出行条件", "定性", "明显改善", ""),
    10: ("沿线群众满意度", "≥", "90", "%"),
}
COLUMNS = ("三级指标", "指标值类型", "指标值", "度量单位")


def fill_project(book: LiveBook, sheet: str = SHEET) -> None:
    """Type a project form that has nothing left to do."""
    for name, text in PROJECT.items():
        book.type(sheet, name, text)
    for row, values in INDICATORS.items():
        for name, text in zip(COLUMNS, values, strict=True):
            book.type(sheet, name, text, row)


def headline(book: LiveBook, sheet: str = SHEET) -> str:
    """The first line of the panel."""
    return book.text(sheet, "A1")


def left_to_do(book: LiveBook, sheet: str = SHEET) -> dict[str, int]:
    """The panel's second line: kind → how often."""
    parts = (part.rpartition(" ")[0].rpartition(" ") for part in book.text(sheet, "A2").split("；") if part)
    return {kind: int(count) for kind, _, count in parts}


def place_of(book: LiveBook, name: str, row: int = 0, sheet: str = SHEET) -> str:
    """The address of a named cell, or of a row of a named column."""
    address = book.cell(sheet, name, row).CellAddress
    return f"{get_column_letter(address.Column + 1)}{address.Row + 1}"


def colours(path: Path, book: LiveBook, sheet: str, place: str, row: int = 0) -> set[str]:
    """Fill colours of the conditional formats that are in effect on a cell, decided by calculating their formulas."""
    address = book.cell(sheet, place, row).CellAddress
    target = f"{get_column_letter(address.Column + 1)}{address.Row + 1}"
    found: set[str] = set()
    written = openpyxl.load_workbook(path)[sheet]
    for formatted in written.conditional_formatting:
        for area in formatted.sqref.ranges:
            if (area.min_row, area.min_col) <= (address.Row + 1, address.Column + 1) and (
                area.max_row >= address.Row + 1 and area.min_col <= address.Column + 1 <= area.max_col
            ):
                for rule in formatted.rules:
                    origin = f"{get_column_letter(area.min_col)}{area.min_row}"
                    formula = Translator(f"={rule.formula[0]}", origin).translate_formula(target)
                    if rule.dxf.fill is not None and book.calculate(sheet, formula):
                        found.add(rule.dxf.fill.bgColor.rgb[-6:])
    return found


def admits(path: Path, book: LiveBook, sheet: str, place: str, row: int = 0) -> bool:
    """Whether the rule of a cell lets pass what stands in it now: custom formulas and lists, calculated."""
    address = book.cell(sheet, place, row).CellAddress
    target = f"{get_column_letter(address.Column + 1)}{address.Row + 1}"
    rule = next(
        rule for rule in openpyxl.load_workbook(path)[sheet].data_validations.dataValidation if target in rule.sqref
    )
    left, top, _, _ = range_boundaries(str(rule.sqref).split()[0])
    formula = Translator(f"={rule.formula1}", f"{get_column_letter(left)}{top}").translate_formula(target)
    if rule.type == "custom":
        return bool(book.calculate(sheet, formula))
    assert rule.type == "list"
    return bool(book.calculate(sheet, f"=SUMPRODUCT(1*({formula.lstrip('=')}={target}))"))
