"""The data sheets of the summary workbook as data: titles, columns, widths, styles, print layout.

A new column is one line here and one field in its row type (``summary_rows.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Link = Literal["cell", "file"]
"""Where a click leads: to the cell of that address in the source sheet, or to the source file."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, the field of the row type it shows, its width in characters, its style.

    ``recurs`` names neighbouring columns that together mostly have the values of an earlier row; never amounts. ``signals`` are conditions
    on the value and what they make of the cell (``styles.SIGNALS``); the first that holds counts.
    """

    title: str
    key: str
    width: float
    style: str = "text"
    link: Link | None = None
    recurs: str | None = None
    signals: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """A data sheet: a header in row 1, a row per record below it. The first ``frozen`` columns stay in view.

    ``identity`` names the fields that tell what a row is about, whatever its number. An ``optional`` sheet is only
    there if it has rows.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    frozen: int
    identity: tuple[str, ...]
    optional: bool = False

    @property
    def width(self) -> float:
        """Sum of the column widths in characters."""
        return sum(column.width for column in self.columns)


_ANY_BAD = ((">0", "bad"),)
_ANY_FAIR = ((">0", "fair"),)

FILE_WIDTH = 18
"""Width of the column that names the source file."""

_SOURCE = (
    Column("来源文件", "file", FILE_WIDTH, recurs="source"),
    Column("工作表", "sheet", 12, recurs="source"),
    Column("单元格", "cell", 8, "link_center", link="cell"),
)

PROJECTS = SheetSpec(
    "projects",
    "项目",
    (
        Column("部门", "department", 24),
        Column("项目名称", "project", 30),
        Column("年度", "fiscal_year", 7, "center"),
        Column("表种", "form", 20),
        Column("项目金额（万元）", "amount", 15, "money"),
        Column("财政拨款", "fiscal", 13, "money"),
        Column("其他资金", "other", 13, "money"),
        Column("绩效目标", "goal", 50),
        Column("指标数", "indicators", 8, "count"),
        Column("错误", "errors", 7, "count", signals=_ANY_BAD),
        Column("警告", "warnings", 7, "count"),
        *_SOURCE,
    ),
    frozen=2,
    identity=("department", "project", "fiscal_year"),
)

INDICATORS = SheetSpec(
    "indicators",
    "指标明细",
    (
        Column("部门", "department", 16, recurs="form"),
        Column("项目名称", "project", 20, recurs="form"),
        Column("年度", "fiscal_year", 6, "center", recurs="form"),
        Column("一级指标", "level1", 10, recurs="levels"),
        Column("二级指标", "level2", 13, recurs="levels"),
        Column("三级指标", "level3", 20),
        Column("计算符号", "operator", 6, "center"),
        Column("指标值", "target", 13, "center"),
        Column("度量单位", "unit", 8, "center", recurs="measure"),
        Column("性质", "nature", 6, "center", recurs="measure"),
        Column("指标解释", "explanation", 24),
        Column("评分标准", "scoring_standard", 26),
        Column("分值", "points", 6, "center"),
        Column("备注", "remark", 12),
        Column("规范一级", "canonical_level1", 11, recurs="canonical"),
        Column("规范二级", "canonical_level2", 14, recurs="canonical"),
        *_SOURCE,
    ),
    frozen=2,
    identity=("department", "project", "fiscal_year", "level1", "level2", "level3"),
)

DEPARTMENTS = SheetSpec(
    "departments",
    "部门整体",
    (
        Column("部门", "department", 24),
        Column("年度", "fiscal_year", 7, "center"),
        Column("表种", "form", 20),
        Column("资金总额（万元）", "total", 15, "money"),
        Column("一般公共预算", "general_public", 13, "money"),
        Column("政府性基金", "government_fund", 13, "money"),
        Column("财政专户", "special_account", 13, "money"),
        Column("其他资金", "other", 13, "money"),
        Column("基本支出", "basic", 13, "money"),
        Column("项目支出", "project", 13, "money"),
        Column("履职目标", "goal", 50),
        Column("任务数", "tasks", 8, "count"),
        Column("指标数", "indicators", 8, "count"),
        *_SOURCE,
    ),
    frozen=1,
    identity=("department", "fiscal_year"),
)

SELF_EVALUATIONS = SheetSpec(
    "selfevals",
    "绩效自评",
    (
        Column("部门", "department", 22),
        Column("项目名称", "project", 28),
        Column("实施单位", "unit", 20),
        Column("年度", "fiscal_year", 7, "center"),
        Column("全年预算数（万元）", "annual", 13, "money"),
        Column("全年执行数（万元）", "executed", 13, "money"),
        Column("执行率（%）", "rate", 9, "center"),
        Column("分值", "total_points", 7, "center"),
        Column("自评总分", "total_score", 9, "center"),
        Column("自评等级", "grade", 9, "center", signals=(("=差", "bad"), ("=中", "fair"))),
        Column("预期目标", "goal", 40),
        Column("实际完成情况", "result", 40),
        Column("指标数", "indicators", 8, "count"),
        *_SOURCE,
    ),
    frozen=2,
    identity=("department", "project", "fiscal_year"),
    optional=True,
)

MONITORINGS = SheetSpec(
    "monitorings",
    "绩效监控",
    (
        Column("部门", "department", 22),
        Column("项目名称", "project", 28),
        Column("实施单位", "unit", 20),
        Column("年度", "fiscal_year", 7, "center"),
        Column("年初预算数（万元）", "initial", 13, "money"),
        Column("1-7月执行数（万元）", "executed", 13, "money"),
        Column("1-7月执行率（%）", "rate", 10, "center"),
        Column("全年预计执行数（万元）", "expected", 13, "money"),
        Column("年度总体目标", "goal", 46),
        Column("指标数", "indicators", 8, "count"),
        Column("确定能完成", "certain", 8, "count"),
        Column("有可能完成", "possible", 8, "count", signals=_ANY_FAIR),
        Column("完全不可能", "impossible", 8, "count", signals=_ANY_BAD),
        *_SOURCE,
    ),
    frozen=2,
    identity=("department", "project", "fiscal_year"),
    optional=True,
)

FINDINGS = SheetSpec(
    "findings",
    "检查结果",
    (
        Column("部门", "department", 20),
        Column("项目名称", "project", 24),
        Column("级别", "level", 7, "center", signals=(("=错误", "bad"), ("=警告", "fair"))),
        Column("规则", "code", 10, "center"),
        Column("问题", "message", 50),
        Column("现值", "found", 18),
        Column("建议值", "expected", 18),
        Column("依据", "basis", 28),
        *_SOURCE,
    ),
    frozen=2,
    identity=("department", "project", "code", "found", "message"),
)

UNREAD = SheetSpec(
    "unread",
    "未读内容",
    (
        Column("部门", "department", 24),
        Column("项目名称", "project", 30),
        Column("表种", "form", 20),
        Column("栏目", "label", 24),
        Column("内容", "text", 60),
        *_SOURCE,
    ),
    frozen=2,
    identity=("department", "project", "label", "text"),
    optional=True,
)

FILINGS = SheetSpec(
    "filings",
    "报送情况",
    (
        Column("序号", "number", 6, "center"),
        Column("编码", "code", 12, "center"),
        Column("部门", "department", 26),
        Column("联系人", "contact", 14),
        Column("截止日期", "due", 12, "center"),
        Column(
            "状态",
            "status",
            12,
            "center",
            signals=(("=未报送", "bad"), ("=逾期报送", "fair"), ("=待确认", "off"), ("=名册外", "off")),
        ),
        Column("报送文件", "file", 26, "link", link="file"),
        Column("填报日期", "date", 12, "center"),
        Column("报送次数", "versions", 9, "count"),
        Column("被替代", "superseded", 9, "count"),
        Column("项目数", "projects", 9, "count"),
        Column("项目金额（万元）", "amount", 16, "money"),
        Column("错误", "errors", 7, "count", signals=_ANY_BAD),
        Column("警告", "warnings", 7, "count"),
        Column("说明", "remark", 40),
    ),
    frozen=3,
    identity=("department",),
)

ROUNDS = SheetSpec(
    "rounds",
    "轮次",
    (
        Column("部门", "department", 26),
        Column("报送次数", "filed", 9, "count"),
        Column("首次报送", "first", 12, "center"),
        Column("最近报送", "latest", 12, "center"),
        Column("轮次", "round", 7, "count"),
        Column("错误", "errors", 7, "count", signals=_ANY_BAD),
        Column("警告", "warnings", 7, "count"),
        Column("已改", "mended", 7, "count"),
        Column("未改", "unmended", 7, "count", signals=_ANY_FAIR),
        Column("新发现", "new", 8, "count"),
        Column("逾期（天）", "overdue", 10, "count", signals=_ANY_BAD),
        Column("批复", "approved", 22),
    ),
    frozen=1,
    identity=("department",),
    optional=True,
)

FILES = SheetSpec(
    "files",
    "文件清单",
    (
        Column("文件", "file", 40, "link", link="file"),
        Column("状态", "status", 10, "center", signals=(("=失败", "bad"), ("=已跳过", "off"))),
        Column("原因", "reason", 50),
        Column("识别表单", "recognised", 10, "count"),
        Column("并入", "merged", 10, "count"),
        Column("被替代", "superseded", 10, "count"),
        Column("未并入", "left_out", 10, "count"),
        Column("sha256", "sha256", 36, "code"),
    ),
    frozen=1,
    identity=("file",),
)

DATA_SHEETS = (
    PROJECTS, INDICATORS, DEPARTMENTS, SELF_EVALUATIONS, MONITORINGS, FINDINGS, UNREAD, FILINGS, ROUNDS, FILES,
)  # fmt: skip
"""In the order of the tabs, behind 概览 and 绩效目标汇总表."""
