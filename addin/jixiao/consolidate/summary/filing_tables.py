"""Returns and findings on 概览: who has filed, who has most to mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jixiao.consolidate.returns.filing import FILED, LATE, MISSING, PROPOSED, UNLISTED, Filing, deadlines
from jixiao.consolidate.summary.merged import Summary
from jixiao.consolidate.summary.overview import (
    AMBER,
    BLUE,
    GREEN,
    GREY,
    RED,
    TEAL,
    Drawing,
    FigureStyle,
    OverviewTable,
    OverviewValue,
    Series,
)

ERRORS_SHOWN = 8
_STATUS_COLOURS = {FILED: GREEN, LATE: AMBER, PROPOSED: TEAL, MISSING: GREY, UNLISTED: "#7F7F7F"}


def statuses_table(statuses: Mapping[str, int]) -> OverviewTable:
    """Return how many departments there are of each status."""
    ordered = [each for each in _STATUS_COLOURS if statuses.get(each)]
    return OverviewTable(
        "报送进度",
        (("部门数", "count"),),
        [(each, statuses[each]) for each in ordered],
        Drawing(
            "doughnut", "报送进度（部门）", [Series(1, "部门数", GREEN)], len(ordered), "0",
            colours=[_STATUS_COLOURS[each] for each in ordered],
        ),
    )  # fmt: skip


def levels_table(summary: Summary) -> OverviewTable | None:
    """Return the findings by level; none if there are none."""
    rows = list(zip(("错误", "警告", "提示"), summary.found, strict=True))
    if not any(summary.found):
        return None
    drawing = Drawing("column", "检查结果（条）", [Series(1, "条数", BLUE)], 3, "0", colours=(RED, AMBER, TEAL))
    return OverviewTable("检查结果", (("条数", "count"),), rows, drawing)


def progress_table(summary: Summary) -> OverviewTable | None:
    """Return how many departments have filed by each deadline."""
    rows = deadlines(summary.filings)
    if not any(each.day for each in rows):
        return None
    listed: list[Sequence[OverviewValue]] = [
        [each.day or "未定期限", each.due, each.filed, each.late, each.proposed, each.missing] for each in rows
    ]
    total = [sum(int(str(row[column])) for row in listed) for column in range(1, 6)]
    return OverviewTable(
        "截止日期",
        [("应报", "count"), ("已报送", "count"), ("其中逾期", "count"), ("待确认", "count"), ("未报送", "count")],
        listed,
        Drawing(
            "bar", "各期限的报送进度（部门）",
            [Series(2, "已报送", GREEN), Series(4, "待确认", TEAL), Series(5, "未报送", GREY)],
            len(listed), "0", stacked=True,
        ),
        total=["合计", *total] if len(listed) > 1 else None,
    )  # fmt: skip


def errors_table(filings: Sequence[Filing]) -> OverviewTable | None:
    """Return the departments with open errors, the most first."""
    rows = sorted((each.row for each in filings if each.row.errors), key=lambda row: (-row.errors, row.department))
    if not rows:
        return None
    shown = rows[:ERRORS_SHOWN]
    more = len(rows) - len(shown)
    contacts = any(row.contact for row in shown)
    columns: list[tuple[str, FigureStyle]] = [("错误", "count"), ("警告", "count")]
    return OverviewTable(
        "待改错误最多的部门",
        [*columns, ("联系人", "text")] if contacts else columns,
        [[row.department, row.errors, row.warnings, *([row.contact or ""] if contacts else [])] for row in shown],
        Drawing("bar", "待改错误最多的部门（处）", [Series(1, "错误", RED)], len(shown), "0"),
        note=f"另有{more}个部门还有错误，见“报送情况”" if more else "",
    )
