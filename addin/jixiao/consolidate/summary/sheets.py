"""The data sheets of the summary: a line per column serves all.

A new column is one line here or in ``form_sheets.py``. A row of 报送情况, 轮次 and 文件清单 is a record with a field for each
column.
"""

from __future__ import annotations

from jixiao.checks.catalogue import message, spoken
from jixiao.consolidate.summary.column_specs import Column, SheetSpec
from jixiao.consolidate.summary.findings import LEVELS, basis_told
from jixiao.consolidate.summary.form_sheets import (
    ANY_BAD,
    ANY_FAIR,
    DEPARTMENTS,
    INDICATORS,
    MONITORINGS,
    PROJECTS,
    SELF_EVALUATIONS,
    source_columns,
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
        *source_columns(lambda _, finding: finding.sheet, lambda _, finding: finding.cell or "A1", per_row=True),
    ),
    frozen=2,
    identity=("department", "project", "code", "found", "message"),
)

UNREAD = SheetSpec(
    "unread",
    "未读内容",
    (
        Column("部门", "department", "text", 24, lambda form: form.department),
        Column("项目名称", "project", "text", 30, lambda form: form.project),
        Column("表种", "form", "text", 20, lambda form: form.name),
        Column("栏目", "label", "text", 24, each=lambda _, unread: unread.label),
        Column("内容", "text", "text", 60, each=lambda _, unread: unread.text),
        *source_columns(lambda _, unread: unread.sheet, lambda _, unread: unread.cell, per_row=True),
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
        Column("错误", "errors", "integer", 7, signals=ANY_BAD),
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
        Column("错误", "errors", "integer", 7, signals=ANY_BAD),
        Column("警告", "warnings", "integer", 7),
        Column("已改", "mended", "integer", 7),
        Column("未改", "unmended", "integer", 7, signals=ANY_FAIR),
        Column("新发现", "new", "integer", 8),
        Column("逾期（天）", "overdue", "integer", 10, signals=ANY_BAD),
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
