"""The data sheets of the summary: a line per column serves all.

A new column is one line here or in ``form_sheets.py``. A row of 报送情况, 轮次 and 文件清单 is a record with a field for each
column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from jixiao.checks.catalogue import basis, message, spoken
from jixiao.consolidate.summary.column_specs import SheetSpec, SummaryColumn
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
from jixiao.consolidate.summary.summary_rows import SummaryForm
from jixiao.forms.labels import cached_form
from jixiao.forms.learned.folders import learned_forms

FINDINGS = SheetSpec(
    "findings",
    "检查结果",
    (
        SummaryColumn("部门", "department", "text", 20, each=lambda _, finding: finding.department),
        SummaryColumn("项目名称", "project", "text", 24, each=lambda _, finding: finding.project),
        SummaryColumn(
            "级别",
            "level",
            "text",
            7,
            each=lambda _, finding: finding.severity.label,
            look="center",
            signals=(("=错误", "bad"), ("=警告", "fair")),
        ),
        SummaryColumn("规则", "code", "text", 10, each=lambda _, finding: finding.code, look="center"),
        SummaryColumn("问题", "message", "text", 50, each=lambda _, finding: message(finding)),
        SummaryColumn("现值", "found", "text", 18, each=lambda _, finding: spoken(finding.found) or None),
        SummaryColumn("建议值", "expected", "text", 18, each=lambda _, finding: spoken(finding.expected) or None),
        SummaryColumn("依据", "basis", "text", 28, each=lambda _, finding: basis(finding)),
        *source_columns(lambda _, finding: finding.sheet, lambda _, finding: finding.cell or "A1", per_row=True),
    ),
    frozen=2,
    identity=("department", "project", "code", "found", "message"),
)

UNREAD = SheetSpec(
    "unread",
    "未读内容",
    (
        SummaryColumn("部门", "department", "text", 24, lambda form: form.department),
        SummaryColumn("项目名称", "project", "text", 30, lambda form: form.project),
        SummaryColumn("表种", "form", "text", 20, lambda form: form.name),
        SummaryColumn("栏目", "label", "text", 24, each=lambda _, unread: unread.label),
        SummaryColumn("内容", "text", "text", 60, each=lambda _, unread: unread.text),
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
        SummaryColumn("序号", "number", "integer", 6, look="center"),
        SummaryColumn("编码", "code", "text", 12, look="center"),
        SummaryColumn("部门", "department", "text", 26),
        SummaryColumn("联系人", "contact", "text", 14),
        SummaryColumn("截止日期", "due", "text", 12, look="center"),
        SummaryColumn(
            "状态",
            "status",
            "text",
            12,
            look="center",
            signals=(("=未报送", "bad"), ("=逾期报送", "fair"), ("=待确认", "off"), ("=名册外", "off")),
        ),
        SummaryColumn("报送文件", "file", "text", 26, look="link", link="file"),
        SummaryColumn("填报日期", "date", "text", 12, look="center"),
        SummaryColumn("报送次数", "versions", "integer", 9),
        SummaryColumn("被替代", "superseded", "integer", 9),
        SummaryColumn("项目数", "projects", "integer", 9),
        SummaryColumn("项目金额（万元）", "amount", "decimal", 16),
        SummaryColumn("错误", "errors", "integer", 7, signals=ANY_BAD),
        SummaryColumn("警告", "warnings", "integer", 7),
        SummaryColumn("说明", "remark", "text", 40),
    ),
    frozen=3,
    identity=("department",),
)

ROUNDS = SheetSpec(
    "rounds",
    "轮次",
    (
        SummaryColumn("部门", "department", "text", 26),
        SummaryColumn("报送次数", "filed", "integer", 9),
        SummaryColumn("首次报送", "first", "text", 12, look="center"),
        SummaryColumn("最近报送", "latest", "text", 12, look="center"),
        SummaryColumn("轮次", "round", "integer", 7),
        SummaryColumn("错误", "errors", "integer", 7, signals=ANY_BAD),
        SummaryColumn("警告", "warnings", "integer", 7),
        SummaryColumn("已改", "mended", "integer", 7),
        SummaryColumn("未改", "unmended", "integer", 7, signals=ANY_FAIR),
        SummaryColumn("新发现", "new", "integer", 8),
        SummaryColumn("逾期（天）", "overdue", "integer", 10, signals=ANY_BAD),
        SummaryColumn("批复", "approved", "text", 22),
    ),
    frozen=1,
    identity=("department",),
    optional=True,
)

FILES = SheetSpec(
    "files",
    "文件清单",
    (
        SummaryColumn("文件", "file", "text", 40, look="link", link="file"),
        SummaryColumn("状态", "status", "text", 10, look="center", signals=(("=失败", "bad"), ("=已跳过", "off"))),
        SummaryColumn("原因", "reason", "text", 50),
        SummaryColumn("识别表单", "recognised", "integer", 10),
        SummaryColumn("并入", "merged", "integer", 10),
        SummaryColumn("被替代", "superseded", "integer", 10),
        SummaryColumn("未并入", "left_out", "integer", 10),
        SummaryColumn("sha256", "sha256", "text", 36, look="code"),
    ),
    frozen=1,
    identity=("file",),
)

DATA_SHEETS = (
    PROJECTS, INDICATORS, DEPARTMENTS, SELF_EVALUATIONS, MONITORINGS, FINDINGS, UNREAD, FILINGS, ROUNDS, FILES,
)  # fmt: skip
"""In the order of the tabs, behind 概览 and 绩效目标汇总表."""


WIDTH = 16
MOST = 100
"""So many columns at most; what is beyond stands in the documents alone."""


def custom_titles(spec: SheetSpec) -> tuple[str, ...]:
    """Return the titles of a sheet's custom columns in order, each once."""
    if spec.key not in (PROJECTS.key, INDICATORS.key):
        return ()
    titles: dict[str, str] = {}
    for form in learned_forms().values():
        if spec.key == INDICATORS.key or form.kind == "project":
            for each in form.columns if spec.key == INDICATORS.key else form.labels:
                if each.is_custom:
                    titles.setdefault(cached_form(each.label), each.label)
    return tuple(titles.values())[:MOST]


def with_custom(spec: SheetSpec) -> SheetSpec:
    """Return the sheet with its custom columns; itself where there are none."""
    titles = custom_titles(spec)
    return _extended(spec, titles) if titles else spec


@lru_cache(maxsize=32)
def _extended(spec: SheetSpec, titles: tuple[str, ...]) -> SheetSpec:
    named = [
        (title, SummaryColumn(title, f"custom{n}", "text", WIDTH, data_name=title)) for n, title in enumerate(titles)
    ]
    if spec.key == INDICATORS.key:
        more = [column._replace(each=_of_indicator(cached_form(title))) for title, column in named]
    else:
        more = [column._replace(value=_of_form(cached_form(title))) for title, column in named]
    return replace(spec, columns=(*spec.columns, *more))


def _of_form(label: str) -> Callable[[SummaryForm], str | None]:
    return lambda form: form.held.get(label)


def _of_indicator(label: str) -> Callable[[SummaryForm, Any], str | None]:
    """What stands in the column without a concept; its title may have others above it."""

    def held(_: SummaryForm, indicator: Mapping[str, Any]) -> str | None:
        others: Mapping[str, str | None] = indicator.get("other") or {}
        named = {cached_form(name): value for name, value in others.items()}
        last = {cached_form(name.split(" ")[-1]): value for name, value in others.items()}
        return named[label] if label in named else last.get(label)

    return held
