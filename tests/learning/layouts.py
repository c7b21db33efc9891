"""Invented layouts of a bureau: a form with columns of its own, a two-sided form, a list, a form in Word; blank and filled."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side

from word_documents import cell, paragraph, row, table, write_document

_LINE = Side(style="thin")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
LEVELS = (
    ("成本指标", "经济成本指标"),
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("效益指标", "社会效益指标"),
    ("满意度指标", "服务对象满意度指标"),
)
INDICATORS = (
    ("河道清淤成本", "86.5", "万元", "≤", "有"),
    ("清淤河道长度", "12", "公里", "≥", "有"),
    ("断面验收合格率", "98", "%", "≥", "无"),
    ("完工时间", "2027年10月底前", "", "定性", "有"),
    ("受益人口", "3600", "人", "≥", "有"),
    ("沿河居民满意度", "90", "%", "≥", "无"),
)


def own_columns(path: Path, *, filled: bool, title: str = "____年项目支出绩效目标申报表", **changes: str) -> Path:
    """A bureau's form with labels and a column of its own; ``changes`` replace what is typed at a cell."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "申报表"
    labels = {
        "A1": title, "A2": "申报单位（公章）：", "E2": "金额单位：万元", "A3": "项目名称", "A4": "项目由来", "F4": "是否民生实事",
        "A5": "年度资金总额", "F5": "其中：财政拨款", "A6": "镇级配套承诺数", "F6": "镇级联络员", "A7": "年度绩效目标", "A8": "绩效指标",
        "B8": "一级指标", "C8": "二级指标", "D8": "三级指标", "E8": "指标值", "F8": "计量单位", "G8": "计算符号", "H8": "佐证材料",
        "A15": "填表人：", "E15": "填表日期：",
    }  # fmt: skip
    typed = {
        "A1": title.replace("____", "2027"), "A2": "申报单位（公章）：青溪县水务局", "C3": "青溪河河道清淤", "C4": "县政府第12次常务会议确定",
        "G4": "是", "C5": "86.5", "G5": "80", "C6": "6.5", "G6": "温某 0700-1234567", "C7": "清淤12公里，消除行洪卡口。",
        "A15": "填表人：温某", "E15": "填表日期：2026年11月3日",
    }  # fmt: skip
    values = {**labels, **({**typed, **changes} if filled else {})}
    for number, (level1, level2) in enumerate(LEVELS, start=9):
        values[f"B{number}"], values[f"C{number}"] = level1, level2
        if filled:
            values |= dict(zip((f"{c}{number}" for c in "DEFGH"), INDICATORS[number - 9], strict=True))
    if filled:
        values |= changes
    for place, value in values.items():
        sheet[place] = float(value) if place in ("C5", "G5") and value.replace(".", "").isdigit() else value or None
    for area in ("A1:H1", "A2:D2", "E2:H2", "A3:B3", "C3:H3", "A4:B4", "C4:E4", "G4:H4", "A5:B5", "C5:E5", "G5:H5",
                 "A6:B6", "C6:E6", "G6:H6", "A7:B7", "C7:H7", "A8:A14", "A15:D15", "E15:H15"):  # fmt: skip
        sheet.merge_cells(area)
    for cells in sheet.iter_rows(min_row=2, max_row=14, max_col=8):
        for each in cells:
            each.border, each.font = _BOX, Font(name="仿宋", size=11)
            each.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
    sheet["A1"].font = Font(name="黑体", size=20)
    for letter, width in zip("ABCDEFGH", (8, 12, 18, 24, 14, 14, 12, 14), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.row_dimensions[7].height = 80
    book.save(path)
    return path


def two_sided(path: Path, *, filled: bool) -> Path:
    """A form with the medium term left of the year, and a label that nobody knows."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows: list[list[str]] = [
        ["财政项目支出绩效目标表", "", "", "", "", "", "", ""],
        ["项目名称", "乡镇敬老院改造", "", "", "主管部门", "青溪县民政局", "", ""],
        ["中期资金总额", "900", "", "", "年度资金总额", "300", "", ""],
        ["分管县领导批示", "同意", "", "", "", "", "", ""],
        ["总体目标", "中期目标（2026年—2028年）", "", "", "年度目标", "", "", ""],
        ["", "三年完成9所敬老院改造。", "", "", "完成3所敬老院改造。", "", "", ""],
        ["绩效指标", "二级指标", "三级指标", "指标值", "二级指标", "", "三级指标", "指标值"],
        ["产出指标", "数量指标", "改造敬老院数量", "9所", "数量指标", "", "改造敬老院数量", "3所"],
        ["", "质量指标", "工程验收合格率", "100%", "质量指标", "", "工程验收合格率", "100%"],
        ["满意度指标", "服务对象满意度指标", "老人满意度", "≥95%", "服务对象满意度指标", "", "老人满意度", "≥93%"],
    ]
    blanks = {(2, 2), (2, 6), (3, 2), (3, 6), (4, 2), (6, 2), (6, 5)}
    for number, cells in enumerate(rows, start=1):
        for column, text in enumerate(cells, start=1):
            is_value = (number, column) in blanks or (number > 7 and column in (3, 4, 7, 8))
            if text and (filled or not is_value):
                sheet.cell(number, column, text)
    for area in ("A1:H1", "B2:D2", "F2:H2", "B3:D3", "F3:H3", "B4:H4", "A5:A6", "B5:D5", "E5:H5", "B6:D6", "E6:H6",
                 "E7:F7", "E8:F8", "E9:F9", "E10:F10", "A8:A9"):  # fmt: skip
        sheet.merge_cells(area)
    book.save(path)
    return path


def project_list(path: Path, *, filled: bool) -> Path:
    """A list: a row per indicator, the project's name on the first row of each."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["部门预算项目绩效目标公开表"])
    sheet.append(["部门：青溪县教育局"])
    sheet.append(["项目名称", "预算金额（万元）", "绩效目标", "一级指标", "二级指标", "三级指标", "指标值", "责任股室"])
    if filled:
        sheet.append(["食堂改造", 120, "改造食堂8个。", "产出指标", "数量指标", "改造食堂数量", "≥8个", "基建股"])
        sheet.append([None, None, None, "效益指标", "社会效益指标", "受益学生人数", "≥4200人", "基建股"])
        sheet.append(["校车补贴", 36, "补贴校车15辆。", "产出指标", "数量指标", "补贴校车数量", "=15辆", "安全股"])
    book.save(path)
    return path


def in_word(path: Path, *, filled: bool) -> Path:
    """A form in Word with a check box and a label of its own."""

    def value(text: str, span: int = 1) -> str:
        return cell(text if filled else "", span)

    body = (
        paragraph("项目支出绩效目标表")
        + paragraph("（2027年度）" if filled else "（    年度）")
        + table(
            row("项目名称", value("古树名木保护", 2), "主管部门", value("青溪县林业局", 2)),
            row("年度资金总额（万元）", value("36.5", 2), "项目属地乡镇", value("柳树镇", 2)),
            row("年度绩效目标", value("挂牌保护古树120株。", 5)),
            row("一级指标", "二级指标", "三级指标", "指标值", "佐证要求", "备注"),
            row("产出指标", "数量指标", value("挂牌古树数量"), value("≥120株"), value("现场照片"), value("")),
            row("产出指标", "质量指标", value("标牌合格率"), value("≥98%"), value("验收单"), value("")),
            row("满意度指标", "服务对象满意度指标", value("群众满意度"), value("≥90%"), value("问卷"), value("")),
        )
        + paragraph("填表人：" + ("林某" if filled else ""))
    )
    return write_document(path, body)
