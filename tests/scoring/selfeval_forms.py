"""Self-evaluation forms for the tests: as documents, and as workbooks a clerk might have typed, without any formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from jixiao.forms.document import Document

FIRST = 13
"""The row of the first indicator on a sheet of ``write_form``."""
PROPORTIONAL = "达到计划值得{points}分，否则按实际值/计划值*指标分值计分。"


def indicator(**given: Any) -> dict[str, Any]:
    """An indicator of 10 points with the plan 100; what is given replaces that."""
    row = {
        "level1": "产出指标",
        "level2": "数量指标",
        "level3": "培训人数",
        "operator": "≥",
        "target": Decimal(100),
        "unit": "人",
        "nature": "quantitative",
        "actual": Decimal(100),
        "points": Decimal(10),
        "score": None,
        "deviation": None,
        "scoring_standard": PROPORTIONAL.format(points=10),
        "cell": "D13",
        "cells": {},
    }
    assert given.keys() <= row.keys()
    return row | given


def whole(**given: Any) -> list[dict[str, Any]]:
    """Indicators of 90 points, all reached; what is given replaces that of the first, worth 10."""
    rest = indicator(points=Decimal(80), scoring_standard=PROPORTIONAL.format(points=80))
    return [indicator(**given), rest]


def line(annual: object = 100, executed: object = 100, **given: Any) -> dict[str, Any]:
    """The line 年度资金总额 of the funding table."""
    amounts = {"annual": annual, "executed": executed, "points": 10, "score": None, "rate": None} | given
    numbers = {key: None if value is None else Decimal(str(value)) for key, value in amounts.items()}
    return {"source": "年度资金总额", **numbers, "cell": "C6", "cells": {}}


def selfeval(rows: Sequence[Mapping[str, Any]], execution: Sequence[Mapping[str, Any]] = (line(),)) -> Document:
    """A document of the kind ``selfeval``."""
    return {  # type: ignore[typeddict-item]
        "form": "selfeval-2020",
        "kind": "selfeval",
        "fiscal_year": 2026,
        "department": "某某局",
        "currency_unit": "万元",
        "source": {"file": "a.xlsx", "sheet": "自评", "title_cell": "A1"},
        "signoff": {},
        "indicators": list(rows),
        "execution": list(execution),
        "unread": [],
        "notes": [],
        "cells": {},
    }


Row = Mapping[str, object]
GOOD: Sequence[Row] = (
    {"level3": "培训人数", "target": "≥100人", "actual": 92, "points": 50},
    {"level3": "培训合格率", "target": "≥95%", "actual": 95, "points": 40},
)


def write_form(
    path: Path,
    rows: Sequence[Row] = GOOD,
    *,
    department: str = "某某局",
    project: str = "培训经费",
    budget: float | None = 100,
    executed: float | None = 90,
    total: float | None = None,
    grade: str | None = None,
) -> Path:
    """A workbook with one form; the standard of a row is proportional unless it is given."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "自评"
    _head(sheet, department, project, budget, executed)
    number = FIRST
    for number, row in enumerate(rows, start=FIRST):
        standard = row.get("standard", PROPORTIONAL.format(points=row["points"]))
        level = row.get("level1", "产出指标"), row.get("level2", "数量指标")
        values = [
            None,
            *level,
            *(row.get(key) for key in ("level3", "target", "actual", "points", "score", "deviation")),
        ]
        for column, value in enumerate([*values, standard], start=1):
            sheet.cell(number, column).value = value  # type: ignore[assignment]
    sheet.cell(number + 1, 1).value = "总分"
    sheet.cell(number + 1, 7).value = 100
    sheet.cell(number + 1, 8).value = total
    sheet.cell(number + 2, 1).value = "自评等级"
    sheet.cell(number + 2, 3).value = grade
    sheet.merge_cells(f"A{number + 1}:F{number + 1}")
    sheet.merge_cells(f"A{number + 2}:B{number + 2}")
    book.save(path)
    return path


def _head(sheet: Worksheet, department: str, project: str, budget: float | None, executed: float | None) -> None:
    lines: dict[int, list[object]] = {
        1: ["项目支出绩效自评表"],
        2: ["（2026年度）"],
        3: ["项目名称", None, project],
        4: ["主管部门", None, department, None, None, "实施单位", department],
        5: ["项目资金（万元）", None, None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
        6: [None, None, "年度资金总额", budget, budget, executed, 10],
        7: [None, None, "其中：当年财政拨款", budget, budget, executed, "—", None, "—"],
        8: [None, None, "上年结转资金", None, None, None, "—", None, "—"],
        9: [None, None, "其他资金", None, None, None, "—", None, "—"],
        10: ["年度总体目标", None, "预期目标", None, None, "实际完成情况"],
        11: [None, None, "完成全年培训任务", None, None, "已完成"],
        12: [
            *("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
            *("偏差原因分析及改进措施", "评(扣)分标准"),
        ],
    }
    for number, values in lines.items():
        for column, value in enumerate(values, start=1):
            sheet.cell(number, column).value = value  # type: ignore[assignment]


def cells(path: Path, sheet: int = 0) -> Worksheet:
    """A sheet of a workbook with the values shown."""
    return load_workbook(path, data_only=True).worksheets[sheet]


def note(sheet: Worksheet, cell: str) -> str:
    """The note on a cell; empty if there is none."""
    found = sheet[cell].comment
    return "" if found is None else str(found.text)


ACTUALS: Mapping[str, object] = {
    "预算成本": 66,
    "培训人数": 183,
    "培训合格率": 91.5,
    "服务水平提升": "效果一般",
    "参训人员满意度": 88,
}
"""The indicators of ``write_goals`` and what became of them."""
_GOALS = (
    ("成本指标", "经济成本指标", "预算成本", "≤", 60, "万元", "控制在60万元以内得20分，每超出5%扣2分，扣完为止"),
    ("产出指标", "数量指标", "培训人数", "≥", 200, "人", PROPORTIONAL.format(points=20)),
    ("产出指标", "质量指标", "培训合格率", "≥", 95, "%", PROPORTIONAL.format(points=20)),
    ("效益指标", "社会效益指标", "服务水平提升", None, "效果明显", None, "效果明显得20分，效果一般得12分，否则不得分"),
    (
        *("满意度指标", "服务对象满意度指标", "参训人员满意度", "≥", 90, "%"),
        "90%（含）以上得10分，80%（含）-90%得8分，80%以下不得分",
    ),
)


def write_goals(path: Path) -> Path:
    """A goal form with scoring standards worth 90 points, every one of which can be computed."""
    book = Workbook()
    sheet = book.worksheets[0]
    heads: Sequence[Sequence[object]] = (
        ["项目支出绩效目标表"],
        ["（2026年度）"],
        ["填报单位", "某某局"],
        ["项目名称", "培训经费"],
        ["年度绩效目标", "完成全年培训任务"],
        ["一级指标", "二级指标", "三级指标", "计算符号", "指标值", "度量单位", "评(扣)分标准"],
    )
    for row in (*heads, *_GOALS):
        sheet.append(list(row))
    book.save(path)
    return path
