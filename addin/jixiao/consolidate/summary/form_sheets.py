"""The sheets with a row for each form or indicator, a line for each column.

A row asks ``SummaryForm`` (``summary_rows.py``) for what stands on the form.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from operator import attrgetter
from typing import Any

from jixiao.consolidate.summary.column_specs import ERRORS, FILE, WARNINGS, SheetSpec, SummaryColumn
from jixiao.consolidate.summary.summary_rows import NATURES, SummaryForm

ANY_BAD = ((">0", "bad"),)
ANY_FAIR = ((">0", "fair"),)

FILE_WIDTH = 18
"""Width of the column that names the source file."""


_department, _project, _year = map(attrgetter, ("department", "project", "year"))
_form_name, _goal, _sheet = map(attrgetter, ("name", "goal", "sheet"))


def _stated(key: str) -> Callable[[SummaryForm], Any]:
    """Return what reads a key of the document."""
    return lambda form: form.document.get(key)


def _executed(key: str) -> Callable[[SummaryForm], Decimal | None]:
    """Return what reads an amount of the table of spending, in 万元."""
    return lambda form: form.in_wan(form.execution.get(key))  # type: ignore[arg-type]


def _rate(form: SummaryForm) -> Any:
    return form.execution.get("rate")


def _indicators(form: SummaryForm) -> int:
    return len(form.indicators)


def _points(_: SummaryForm, row: Any) -> Decimal | None:
    points = row.get("points")
    return points if isinstance(points, Decimal) else None


def source_columns(
    sheet: Any, cell: Any = None, *, per_row: bool = False
) -> tuple[SummaryColumn, SummaryColumn, SummaryColumn]:
    """Return where a row is from: file, sheet and cell."""
    sheet_column = SummaryColumn("工作表", "sheet", "text", 12, recurs="source")
    cell_column = SummaryColumn("单元格", "cell", "text", 8, look="link_center", link="cell")
    return (
        SummaryColumn("来源文件", "file", "text", FILE_WIDTH, lambda _: FILE, recurs="source"),
        sheet_column._replace(each=sheet) if per_row else sheet_column._replace(value=sheet),
        cell_column._replace(each=cell) if per_row else cell_column._replace(value=cell),
    )


PROJECTS = SheetSpec(
    "projects",
    "项目",
    (
        SummaryColumn("部门", "department", "text", 24, _department),
        SummaryColumn("项目名称", "project", "text", 30, _project),
        SummaryColumn("年度", "fiscal_year", "integer", 7, _year, look="center"),
        SummaryColumn("表种", "form", "text", 20, _form_name),
        SummaryColumn("项目金额（万元）", "amount", "decimal", 15, lambda form: form.project_money.amount),
        SummaryColumn("财政拨款", "fiscal", "decimal", 13, lambda form: form.in_wan(form.funding.get("fiscal"))),
        SummaryColumn("其他资金", "other", "decimal", 13, lambda form: form.in_wan(form.funding.get("other"))),
        SummaryColumn("绩效目标", "goal", "text", 50, _goal),
        SummaryColumn("指标数", "indicators", "integer", 8, _indicators),
        SummaryColumn("错误", "errors", "integer", 7, lambda _: ERRORS, signals=ANY_BAD),
        SummaryColumn("警告", "warnings", "integer", 7, lambda _: WARNINGS),
        *source_columns(_sheet, lambda form: form.project_money.cell or form.title_cell),
    ),
    frozen=2,
    identity=("department", "project", "fiscal_year"),
)

INDICATORS = SheetSpec(
    "indicators",
    "指标明细",
    (
        SummaryColumn("部门", "department", "text", 16, _department, recurs="form"),
        SummaryColumn("项目名称", "project", "text", 20, _project, recurs="form"),
        SummaryColumn("年度", "fiscal_year", "integer", 6, _year, look="center", recurs="form"),
        SummaryColumn("一级指标", "level1", "text", 10, recurs="levels"),
        SummaryColumn("二级指标", "level2", "text", 13, recurs="levels"),
        SummaryColumn("三级指标", "level3", "text", 20),
        SummaryColumn("计算符号", "operator", "text", 6, look="center"),
        SummaryColumn("指标值", "target", "target", 13),
        SummaryColumn("度量单位", "unit", "text", 8, look="center", recurs="measure"),
        SummaryColumn(
            "性质", "nature", "text", 6, each=lambda _, row: NATURES[row["nature"]], look="center", recurs="measure"
        ),
        SummaryColumn("指标解释", "explanation", "text", 24),
        SummaryColumn("评分标准", "scoring_standard", "text", 26),
        SummaryColumn("分值", "points", "decimal", 6, each=_points, look="center"),
        SummaryColumn("备注", "remark", "text", 12),
        SummaryColumn(
            "规范一级", "canonical_level1", "text", 11, each=lambda form, row: form.levels(row)[0], recurs="canonical"
        ),
        SummaryColumn(
            "规范二级", "canonical_level2", "text", 14, each=lambda form, row: form.levels(row)[1], recurs="canonical"
        ),
        *source_columns(_sheet),
    ),
    frozen=2,
    identity=("department", "project", "fiscal_year", "level1", "level2", "level3"),
)

DEPARTMENTS = SheetSpec(
    "departments",
    "部门整体",
    (
        SummaryColumn("部门", "department", "text", 24, _department),
        SummaryColumn("年度", "fiscal_year", "integer", 7, _year, look="center"),
        SummaryColumn("表种", "form", "text", 20, _form_name),
        SummaryColumn("资金总额（万元）", "total", "decimal", 15, lambda form: form.budget("total")),
        SummaryColumn("一般公共预算", "general_public", "decimal", 13, lambda form: form.budget("general_public")),
        SummaryColumn("政府性基金", "government_fund", "decimal", 13, lambda form: form.budget("government_fund")),
        SummaryColumn("财政专户", "special_account", "decimal", 13, lambda form: form.budget("special_account")),
        SummaryColumn("其他资金", "other", "decimal", 13, lambda form: form.budget("other")),
        SummaryColumn("基本支出", "basic", "decimal", 13, lambda form: form.budget("basic")),
        SummaryColumn("项目支出", "project", "decimal", 13, lambda form: form.budget("project")),
        SummaryColumn("履职目标", "goal", "text", 50, lambda form: form.goal or form.document.get("duties")),
        SummaryColumn("任务数", "tasks", "integer", 8, lambda form: len(form.document.get("tasks", ()))),
        SummaryColumn("指标数", "indicators", "integer", 8, _indicators),
        *source_columns(_sheet, lambda form: form.cells.get("budget.total") or form.title_cell),
    ),
    frozen=1,
    identity=("department", "fiscal_year"),
)

_YEAR_END = (
    SummaryColumn("部门", "department", "text", 22, _department),
    SummaryColumn("项目名称", "project", "text", 28, _project),
    SummaryColumn("实施单位", "unit", "text", 20, _stated("implementing_unit")),
    SummaryColumn("年度", "fiscal_year", "integer", 7, _year, look="center"),
)
"""What a form of the year's end begins with."""

SELF_EVALUATIONS = SheetSpec(
    "selfevals",
    "绩效自评",
    (
        *_YEAR_END,
        SummaryColumn("全年预算数（万元）", "annual", "decimal", 13, _executed("annual")),
        SummaryColumn("全年执行数（万元）", "executed", "decimal", 13, _executed("executed")),
        SummaryColumn("执行率（%）", "rate", "decimal", 9, _rate, look="center"),
        SummaryColumn("分值", "total_points", "decimal", 7, _stated("total_points"), look="center"),
        SummaryColumn("自评总分", "total_score", "decimal", 9, _stated("total_score"), look="center"),
        SummaryColumn(
            "自评等级", "grade", "text", 9, _stated("grade"), look="center", signals=(("=差", "bad"), ("=中", "fair"))
        ),
        SummaryColumn("预期目标", "goal", "text", 40, lambda form: form.goals.get("annual")),
        SummaryColumn("实际完成情况", "result", "text", 40, lambda form: form.goals.get("actual")),
        SummaryColumn("指标数", "indicators", "integer", 8, _indicators),
        *source_columns(_sheet, lambda form: form.cells.get("total_score") or form.execution_cell("executed")),
    ),
    frozen=2,
    identity=("department", "project", "fiscal_year"),
    optional=True,
)

MONITORINGS = SheetSpec(
    "monitorings",
    "绩效监控",
    (
        *_YEAR_END,
        SummaryColumn("年初预算数（万元）", "initial", "decimal", 13, _executed("initial")),
        SummaryColumn("1-7月执行数（万元）", "executed", "decimal", 13, _executed("executed_to_july")),
        SummaryColumn("1-7月执行率（%）", "rate", "decimal", 10, _rate, look="center"),
        SummaryColumn("全年预计执行数（万元）", "expected", "decimal", 13, _executed("expected_annual")),
        SummaryColumn("年度总体目标", "goal", "text", 46, lambda form: form.goals.get("annual")),
        SummaryColumn("指标数", "indicators", "integer", 8, _indicators),
        SummaryColumn("确定能完成", "certain", "integer", 8, lambda form: form.likely("确定能")),
        SummaryColumn("有可能完成", "possible", "integer", 8, lambda form: form.likely("有可能"), signals=ANY_FAIR),
        SummaryColumn(
            "完全不可能", "impossible", "integer", 8, lambda form: form.likely("完全不可能"), signals=ANY_BAD
        ),
        *source_columns(_sheet, lambda form: form.execution_cell("executed_to_july")),
    ),
    frozen=2,
    identity=("department", "project", "fiscal_year"),
    optional=True,
)

SHEETS_OF_KINDS = {
    "project": PROJECTS,
    "department": DEPARTMENTS,
    "selfeval": SELF_EVALUATIONS,
    "monitoring": MONITORINGS,
}
"""The sheet on which a form of that kind has a row of its own."""
