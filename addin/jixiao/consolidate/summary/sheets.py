"""The data sheets of the summary workbook: a line for each column, from which row, sheet and Parquet file derive.

A new column is one line here. A row of a sheet that is made of forms asks ``SummaryForm`` (``summary_rows.py``) for what
stands on the form; one of 报送情况, 轮次 and 文件清单 is a record with a field for each column.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from jixiao.checks.catalogue import message, spoken
from jixiao.consolidate.summary.column_specs import ERRORS, FILE, WARNINGS, Column, SheetSpec
from jixiao.consolidate.summary.findings import LEVELS, basis_told
from jixiao.consolidate.summary.summary_rows import NATURES, SummaryForm

_ANY_BAD = ((">0", "bad"),)
_ANY_FAIR = ((">0", "fair"),)

FILE_WIDTH = 18
"""Width of the column that names the source file."""


def _department(form: SummaryForm) -> str | None:
    return form.department


def _project(form: SummaryForm) -> str | None:
    return form.project


def _year(form: SummaryForm) -> int | None:
    return form.year


def _form_name(form: SummaryForm) -> str:
    return form.name


def _unit(form: SummaryForm) -> str | None:
    return form.document.get("implementing_unit")


def _goal(form: SummaryForm) -> str | None:
    return form.goal


def _indicators(form: SummaryForm) -> int:
    return len(form.indicators)


def _sheet(form: SummaryForm) -> str:
    return form.sheet


def _points(_: SummaryForm, row: Any) -> Decimal | None:
    points = row.get("points")
    return points if isinstance(points, Decimal) else None


def _source(sheet: Any, cell: Any = None, *, per_row: bool = False) -> tuple[Column, Column, Column]:
    """Where a row is from: file, sheet and cell; the last two may differ from row to row."""
    sheet_column = Column("工作表", "sheet", "text", 12, recurs="source")
    cell_column = Column("单元格", "cell", "text", 8, look="link_center", link="cell")
    return (
        Column("来源文件", "file", "text", FILE_WIDTH, lambda _: FILE, recurs="source"),
        replace(sheet_column, each=sheet) if per_row else replace(sheet_column, value=sheet),
        replace(cell_column, each=cell) if per_row else replace(cell_column, value=cell),
    )


PROJECTS = SheetSpec(
    "projects",
    "项目",
    (
        Column("部门", "department", "text", 24, _department),
        Column("项目名称", "project", "text", 30, _project),
        Column("年度", "fiscal_year", "integer", 7, _year, look="center"),
        Column("表种", "form", "text", 20, _form_name),
        Column("项目金额（万元）", "amount", "decimal", 15, lambda form: form.project_money.amount),
        Column("财政拨款", "fiscal", "decimal", 13, lambda form: form.in_wan(form.funding.get("fiscal"))),
        Column("其他资金", "other", "decimal", 13, lambda form: form.in_wan(form.funding.get("other"))),
        Column("绩效目标", "goal", "text", 50, _goal),
        Column("指标数", "indicators", "integer", 8, _indicators),
        Column("错误", "errors", "integer", 7, lambda _: ERRORS, signals=_ANY_BAD),
        Column("警告", "warnings", "integer", 7, lambda _: WARNINGS),
        *_source(_sheet, lambda form: form.project_money.cell or form.title_cell),
    ),
    frozen=2,
    identity=("department", "project", "fiscal_year"),
)

INDICATORS = SheetSpec(
    "indicators",
    "指标明细",
    (
        Column("部门", "department", "text", 16, _department, recurs="form"),
        Column("项目名称", "project", "text", 20, _project, recurs="form"),
        Column("年度", "fiscal_year", "integer", 6, _year, look="center", recurs="form"),
        Column("一级指标", "level1", "text", 10, recurs="levels"),
        Column("二级指标", "level2", "text", 13, recurs="levels"),
        Column("三级指标", "level3", "text", 20),
        Column("计算符号", "operator", "text", 6, look="center"),
        Column("指标值", "target", "target", 13),
        Column("度量单位", "unit", "text", 8, look="center", recurs="measure"),
        Column(
            "性质", "nature", "text", 6, each=lambda _, row: NATURES[row["nature"]], look="center", recurs="measure"
        ),
        Column("指标解释", "explanation", "text", 24),
        Column("评分标准", "scoring_standard", "text", 26),
        Column("分值", "points", "decimal", 6, each=_points, look="center"),
        Column("备注", "remark", "text", 12),
        Column(
            "规范一级", "canonical_level1", "text", 11, each=lambda form, row: form.levels(row)[0], recurs="canonical"
        ),
        Column(
            "规范二级", "canonical_level2", "text", 14, each=lambda form, row: form.levels(row)[1], recurs="canonical"
        ),
        *_source(_sheet),
    ),
    frozen=2,
    identity=("department", "project", "fiscal_year", "level1", "level2", "level3"),
)

DEPARTMENTS = SheetSpec(
    "departments",
    "部门整体",
    (
        Column("部门", "department", "text", 24, _department),
        Column("年度", "fiscal_year", "integer", 7, _year, look="center"),
        Column("表种", "form", "text", 20, _form_name),
        Column("资金总额（万元）", "total", "decimal", 15, lambda form: form.budget("total")),
        Column("一般公共预算", "general_public", "decimal", 13, lambda form: form.budget("general_public")),
        Column("政府性基金", "government_fund", "decimal", 13, lambda form: form.budget("government_fund")),
        Column("财政专户", "special_account", "decimal", 13, lambda form: form.budget("special_account")),
        Column("其他资金", "other", "decimal", 13, lambda form: form.budget("other")),
        Column("基本支出", "basic", "decimal", 13, lambda form: form.budget("basic")),
        Column("项目支出", "project", "decimal", 13, lambda form: form.budget("project")),
        Column("履职目标", "goal", "text", 50, lambda form: form.goal or form.document.get("duties")),
        Column("任务数", "tasks", "integer", 8, lambda form: len(form.document.get("tasks", ()))),
        Column("指标数", "indicators", "integer", 8, _indicators),
        *_source(_sheet, lambda form: form.cells.get("budget.total") or form.title_cell),
    ),
    frozen=1,
    identity=("department", "fiscal_year"),
)

SELF_EVALUATIONS = SheetSpec(
    "selfevals",
    "绩效自评",
    (
        Column("部门", "department", "text", 22, _department),
        Column("项目名称", "project", "text", 28, _project),
        Column("实施单位", "unit", "text", 20, _unit),
        Column("年度", "fiscal_year", "integer", 7, _year, look="center"),
        Column("全年预算数（万元）", "annual", "decimal", 13, lambda form: form.in_wan(form.execution.get("annual"))),
        Column(
            "全年执行数（万元）", "executed", "decimal", 13, lambda form: form.in_wan(form.execution.get("executed"))
        ),
        Column("执行率（%）", "rate", "decimal", 9, lambda form: form.execution.get("rate"), look="center"),
        Column("分值", "total_points", "decimal", 7, lambda form: form.document.get("total_points"), look="center"),
        Column("自评总分", "total_score", "decimal", 9, lambda form: form.document.get("total_score"), look="center"),
        Column(
            "自评等级",
            "grade",
            "text",
            9,
            lambda form: form.document.get("grade"),
            look="center",
            signals=(("=差", "bad"), ("=中", "fair")),
        ),
        Column("预期目标", "goal", "text", 40, lambda form: form.goals.get("annual")),
        Column("实际完成情况", "result", "text", 40, lambda form: form.goals.get("actual")),
        Column("指标数", "indicators", "integer", 8, _indicators),
        *_source(_sheet, lambda form: form.cells.get("total_score") or form.execution_cell("executed")),
    ),
    frozen=2,
    identity=("department", "project", "fiscal_year"),
    optional=True,
)

MONITORINGS = SheetSpec(
    "monitorings",
    "绩效监控",
    (
        Column("部门", "department", "text", 22, _department),
        Column("项目名称", "project", "text", 28, _project),
        Column("实施单位", "unit", "text", 20, _unit),
        Column("年度", "fiscal_year", "integer", 7, _year, look="center"),
        Column("年初预算数（万元）", "initial", "decimal", 13, lambda form: form.in_wan(form.execution.get("initial"))),
        Column(
            "1-7月执行数（万元）",
            "executed",
            "decimal",
            13,
            lambda form: form.in_wan(form.execution.get("executed_to_july")),
        ),
        Column("1-7月执行率（%）", "rate", "decimal", 10, lambda form: form.execution.get("rate"), look="center"),
        Column(
            "全年预计执行数（万元）",
            "expected",
            "decimal",
            13,
            lambda form: form.in_wan(form.execution.get("expected_annual")),
        ),
        Column("年度总体目标", "goal", "text", 46, lambda form: form.goals.get("annual")),
        Column("指标数", "indicators", "integer", 8, _indicators),
        Column("确定能完成", "certain", "integer", 8, lambda form: form.likely("确定能")),
        Column("有可能完成", "possible", "integer", 8, lambda form: form.likely("有可能"), signals=_ANY_FAIR),
        Column("完全不可能", "impossible", "integer", 8, lambda form: form.likely("完全不可能"), signals=_ANY_BAD),
        *_source(_sheet, lambda form: form.execution_cell("executed_to_july")),
    ),
    frozen=2,
    identity=("department", "project", "fiscal_year"),
    optional=True,
)

FINDINGS = SheetSpec(
    "findings",
    "检查结果",
    (
        Column("部门", "department", "text", 20, each=lambda _, finding: finding.department),
        Column("项目名称", "project", "text", 24, each=lambda _, finding: finding.project),
        Column(
            "级别",
            "level",
            "text",
            7,
            each=lambda _, finding: LEVELS[finding.severity],
            look="center",
            signals=(("=错误", "bad"), ("=警告", "fair")),
        ),
        Column("规则", "code", "text", 10, each=lambda _, finding: finding.code, look="center"),
        Column("问题", "message", "text", 50, each=lambda _, finding: message(finding)),
        Column("现值", "found", "text", 18, each=lambda _, finding: spoken(finding.found) or None),
        Column("建议值", "expected", "text", 18, each=lambda _, finding: spoken(finding.expected) or None),
        Column("依据", "basis", "text", 28, each=lambda _, finding: basis_told(finding)),
        *_source(lambda _, finding: finding.sheet, lambda _, finding: finding.cell or "A1", per_row=True),
    ),
    frozen=2,
    identity=("department", "project", "code", "found", "message"),
)

UNREAD = SheetSpec(
    "unread",
    "未读内容",
    (
        Column("部门", "department", "text", 24, _department),
        Column("项目名称", "project", "text", 30, _project),
        Column("表种", "form", "text", 20, _form_name),
        Column("栏目", "label", "text", 24, each=lambda _, unread: unread.label),
        Column("内容", "text", "text", 60, each=lambda _, unread: unread.text),
        *_source(lambda _, unread: unread.sheet, lambda _, unread: unread.cell, per_row=True),
    ),
    frozen=2,
    identity=("department", "project", "label", "text"),
    optional=True,
)

FILINGS = SheetSpec(
    "filings",
    "报送情况",
    (
        Column("序号", "number", "integer", 6, look="center"),
        Column("编码", "code", "text", 12, look="center"),
        Column("部门", "department", "text", 26),
        Column("联系人", "contact", "text", 14),
        Column("截止日期", "due", "text", 12, look="center"),
        Column(
            "状态",
            "status",
            "text",
            12,
            look="center",
            signals=(("=未报送", "bad"), ("=逾期报送", "fair"), ("=待确认", "off"), ("=名册外", "off")),
        ),
        Column("报送文件", "file", "text", 26, look="link", link="file"),
        Column("填报日期", "date", "text", 12, look="center"),
        Column("报送次数", "versions", "integer", 9),
        Column("被替代", "superseded", "integer", 9),
        Column("项目数", "projects", "integer", 9),
        Column("项目金额（万元）", "amount", "decimal", 16),
        Column("错误", "errors", "integer", 7, signals=_ANY_BAD),
        Column("警告", "warnings", "integer", 7),
        Column("说明", "remark", "text", 40),
    ),
    frozen=3,
    identity=("department",),
)

ROUNDS = SheetSpec(
    "rounds",
    "轮次",
    (
        Column("部门", "department", "text", 26),
        Column("报送次数", "filed", "integer", 9),
        Column("首次报送", "first", "text", 12, look="center"),
        Column("最近报送", "latest", "text", 12, look="center"),
        Column("轮次", "round", "integer", 7),
        Column("错误", "errors", "integer", 7, signals=_ANY_BAD),
        Column("警告", "warnings", "integer", 7),
        Column("已改", "mended", "integer", 7),
        Column("未改", "unmended", "integer", 7, signals=_ANY_FAIR),
        Column("新发现", "new", "integer", 8),
        Column("逾期（天）", "overdue", "integer", 10, signals=_ANY_BAD),
        Column("批复", "approved", "text", 22),
    ),
    frozen=1,
    identity=("department",),
    optional=True,
)

FILES = SheetSpec(
    "files",
    "文件清单",
    (
        Column("文件", "file", "text", 40, look="link", link="file"),
        Column("状态", "status", "text", 10, look="center", signals=(("=失败", "bad"), ("=已跳过", "off"))),
        Column("原因", "reason", "text", 50),
        Column("识别表单", "recognised", "integer", 10),
        Column("并入", "merged", "integer", 10),
        Column("被替代", "superseded", "integer", 10),
        Column("未并入", "left_out", "integer", 10),
        Column("sha256", "sha256", "text", 36, look="code"),
    ),
    frozen=1,
    identity=("file",),
)

DATA_SHEETS = (
    PROJECTS, INDICATORS, DEPARTMENTS, SELF_EVALUATIONS, MONITORINGS, FINDINGS, UNREAD, FILINGS, ROUNDS, FILES,
)  # fmt: skip
"""In the order of the tabs, behind 概览 and 绩效目标汇总表."""

SHEETS_OF_KINDS = {
    "project": PROJECTS,
    "department": DEPARTMENTS,
    "selfeval": SELF_EVALUATIONS,
    "monitoring": MONITORINGS,
}
"""The sheet on which a form of that kind has a row of its own."""
