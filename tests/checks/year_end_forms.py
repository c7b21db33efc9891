"""Year-end forms in order, as text tables, for tests that spoil one thing."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook

from jixiao.forms.document import Document
from sheet_table import read_one, sheet

SELF_EVALUATION = """
项目支出绩效自评表 | < | < | < | < | < | < | < | < | <
（2026年度） | < | < | < | < | < | < | < | < | <
项目名称 | < | 河道清淤工程 | < | < | < | < | < | < | <
主管部门 | < | 云岭县水利局 | < | < | 实施单位 | < | 云岭县河道所 | < | <
项目资金\\n（万元） | < | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | <
^ | ^ | 年度资金总额 | 120 | 120 | 114 | 10 | 95.00 | 9.5 | <
^ | ^ | 其中：当年财政拨款 | 100 | 100 | 96 | — | | — | <
^ | ^ | 上年结转资金 | | | | — | | — | <
^ | ^ | 其他资金 | 20 | 20 | 18 | — | | — | <
年度总体目标 | 预期目标 | < | < | < | 实际完成情况 | < | < | < | <
^ | 清淤河道12公里，沿线群众满意度达到90%。 | < | < | < | 清淤河道12.5公里，沿线群众满意度92%。 | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 | 评分标准
^ | 产出指标 | 数量指标 | 清淤长度 | ≥12公里 | 12.5 | 20 | 20 | | 达到计划值得20分,否则按实际值/计划值*指标分值计分。
^ | ^ | 质量指标 | 断面验收合格率 | ≥95% | 98 | 20 | 20 | | 达到计划值得20分,否则按实际值/计划值*指标分值计分。
^ | ^ | 时效指标 | 完工时间 | 2026年10月31日前 | 2026年10月20日 | 10 | 10 | | 在2026年10月31日前完成得满分10分,否则不得分。
^ | ^ | 成本指标 | 清淤总成本 | ≤120万元 | 114 | 10 | 10 | |
^ | 效益指标 | 社会效益指标 | 受益群众人数 | ≥3000人 | 2850 | 20 | 19 | 两个小组搬迁，已核实名册 | 达到计划值得20分,否则按实际值/计划值*指标分值计分。
^ | 满意度指标 | 服务对象满意度指标 | 沿线群众满意度 | ≥90% | 92 | 10 | 10 | | 达到计划值得10分,否则按实际值/计划值*指标分值计分。
总分 | < | < | < | < | < | 100 | 98.5 | <
自评等级 | < | 优 | < | < | < | < | < | < | <
"""
"""Cells: budget D6 E6, executed F6, points G6, rate H6, score I6; goal B11; rows 13 to 18 with the target in E, actual F,
points G, score H, reason I; totals G19 H19; grade C20."""

MONITORING = """
项目支出绩效目标执行监控表 | < | < | < | < | < | < | < | < | < | < | < | < | < | < | < | <
（2026年度） | < | < | < | < | < | < | < | < | < | < | < | < | < | < | < | <
项目名称 | < | 河道清淤工程 | < | < | < | < | < | < | < | < | < | < | < | < | < | <
主管部门及代码 | < | 云岭县水利局 | < | < | < | < | 实施单位 | < | < | 云岭县河道所 | < | < | < | < | < | <
项目资金（万元） | < | | | 年初预算数 | < | 1-7月执行数 | < | 1-7月执行率 | < | < | < | 全年预计执行数 | < | < | < | <
^ | ^ | 年度资金总额 | < | 120 | < | 60 | < | '50%' | < | < | < | 120 | < | < | < | <
^ | ^ | 其中：本年一般公共预算拨款 | < | 100 | < | 50 | < | '50%' | < | < | < | 100 | < | < | < | <
^ | ^ | 其他资金 | < | 20 | < | 10 | < | '50%' | < | < | < | 20 | < | < | < | <
年度总体目标 | < | 清淤河道12公里。 | < | < | < | < | < | < | < | < | < | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 1-7月执行情况 | 全年预计完成情况 | 偏差原因分析 | < | < | < | < | < | 完成目标可能性 | < | < | 备注
^ | ^ | ^ | ^ | ^ | ^ | ^ | 经费保障 | 制度保障 | 人员保障 | 硬件条件保障 | 其他 | 原因说明 | 确定能 | 有可能 | 完全不可能 | ^
^ | 产出指标 | 数量指标 | 清淤长度 | ≥12公里 | 6 | 12 | | | | | | | √ | | |
^ | ^ | 质量指标 | 断面验收合格率 | ≥95% | 96 | 96 | | | | | | | √ | | |
^ | 效益指标 | 社会效益指标 | 受益群众人数 | ≥3000人 | 1200 | 2800 | | | | | √ | 两个小组搬迁 | | √ | |
^ | 满意度指标 | 服务对象满意度指标 | 沿线群众满意度 | ≥90% | 91 | 91 | | | | | | | √ | | |
"""
"""Cells: budget E6, executed G6, rate I6; rows 12 to 15 with the target in E, done F, forecast G, reason M, chance N to P."""

APPROVED = """
2026年项目支出绩效目标表 | < | < | < | < | < | < | <
填报单位（盖章）：云岭县水利局 | < | < | < | 金额单位：万元 | < | < | <
项目名称 | 河道清淤工程 | < | < | < | < | < | <
项目金额 | 120 | < | < | 项目类别 | 特定目标类 | < | <
项目支出实施期 | 2026年度 | < | < | < | < | < | <
本年度绩效目标 | 清淤河道12公里，沿线群众满意度达到90%。 | < | < | < | < | < | <
本年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 | 指标值类型 | 备注
^ | 成本指标 | 经济成本指标 | 清淤总成本 | 120 | 万元 | ≤ |
^ | 产出指标 | 数量指标 | 清淤长度 | 12 | 公里 | ≥ |
^ | ^ | 质量指标 | 断面验收合格率 | 95 | % | ≥ |
^ | ^ | 时效指标 | 完工时间 | 2026年10月31日前 | | 定性 |
^ | 效益指标 | 社会效益指标 | 受益群众人数 | 3000 | 人 | ≥ |
^ | 满意度指标 | 服务对象满意度指标 | 沿线群众满意度 | 90 | % | ≥ |
"""
"""Cells: amount B4, rows 8 to 13 with the name in D and the target in E."""

FORMS = {"selfeval": SELF_EVALUATION, "monitoring": MONITORING, "approved": APPROVED}
Change = tuple[str, str]


def document(form: str, *changes: Change, file: str = "test.xlsx") -> Document:
    """The document of a form with texts replaced; a text that is not on the form is a mistake of the test."""
    table = FORMS[form]
    for old, new in changes:
        assert old in table, f"{old!r} is not on the form {form}"
        table = table.replace(old, new, 1)
    found = read_one(table)
    found["source"]["sheet"] = form
    found["source"]["file"] = file
    return found


def write_form(path: Path, form: str, *changes: Change) -> None:
    """A workbook with the form as its only sheet, texts replaced."""
    table = FORMS[form]
    for old, new in changes:
        assert old in table, f"{old!r} is not on the form {form}"
        table = table.replace(old, new, 1)
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    written = book.active
    assert written is not None
    made = sheet(table)
    for row, cells in made.rows.items():
        for column, value in cells.items():
            written.cell(row, column, value)
    for area in made.merges:
        written.merge_cells(start_row=area.top, start_column=area.left, end_row=area.bottom, end_column=area.right)
    book.save(path)
