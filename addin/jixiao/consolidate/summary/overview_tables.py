"""What stands on 概览: figures, a sentence, a table for each question.

Totals that a data sheet can give are live formulas with their values; what needs more than a sheet is written as it is.
A table that would have nothing to say is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from jixiao.consolidate.returns.filing import FILED, LATE, MISSING, PROPOSED, UNLISTED, FilingRow, deadlines
from jixiao.consolidate.summary.column_specs import SheetSpec
from jixiao.consolidate.summary.form_sheets import INDICATORS, PROJECTS
from jixiao.consolidate.summary.merged import LastYear, Summary, stated_by_forms
from jixiao.consolidate.summary.money_tables import (
    MoneyGroup,
    by_department,
    comparable_money,
    departments_table,
    functions_table,
    kinds_table,
)
from jixiao.consolidate.summary.overview import (
    AMBER,
    BLUE,
    GREEN,
    GREY,
    RED,
    TEAL,
    Drawing,
    Figure,
    FigureStyle,
    Overview,
    OverviewTable,
    OverviewValue,
    Series,
)
from jixiao.consolidate.summary.row_xml import SummaryFormula
from jixiao.consolidate.summary.score_tables import score_sentence, score_tables
from jixiao.consolidate.summary.sheets import FINDINGS
from jixiao.grid.address import column_letters
from jixiao.statedtime import stated_time

Tabs = Mapping[str, Sequence[tuple[str, int]]]
"""By key of a data sheet: the names of its tabs and the last row on each."""

_NEARLY_ALL = 0.9
"""The year of so many forms is that of the page; a slip in one of them does not take it away."""


def overview_of(summary: Summary, tabs: Tabs) -> Overview:
    """Return what the page shows of a summary."""
    last = comparable_money(
        summary.last_year if summary.last_year.amounts else stated_by_forms(summary.projects), summary
    )
    groups = by_department(summary, last)
    whole = MoneyGroup("合计", list(groups))
    for each in groups.values():
        whole.take(each)
    statuses = Counter(each.status for each in summary.filings) if summary.missing is not None else None
    tables: list[OverviewTable | None] = [
        progress_table(summary) if statuses is not None else None,
        departments_table(groups, whole, last, summary.found),
        functions_table(groups, whole, last, summary.functions),
        kinds_table(summary.projects, whole),
        errors_table(summary.filings),
        *score_tables([each.document for each in summary.documents]),
    ]
    return Overview(
        title=_title(summary),
        bureau=summary.bureau,
        day=f"{stated_time():%Y-%m-%d}",
        sentence=_sentence(summary, whole, last, statuses),
        figures=list(_figures(summary, tabs, whole, statuses)),
        beside=levels_table(summary) if statuses is None else statuses_table(statuses),
        tables=[table for table in tables if table is not None],
    )


def _title(summary: Summary) -> str:
    forms = [each.document for each in summary.documents]
    years = Counter(each.fiscal_year for each in (summary.projects or forms))
    common, times = next(iter(years.most_common(1)), (None, 0))
    year = f"{common}年" if common is not None and times >= _NEARLY_ALL * years.total() else ""
    what = "绩效自评" if not summary.projects and any(each.evaluation for each in forms) else "预算绩效目标汇总"
    return f"{year}{what}概览"


def _figures(summary: Summary, tabs: Tabs, whole: MoneyGroup, statuses: Mapping[str, int] | None) -> Iterator[Figure]:
    if statuses is not None:
        yield Figure("应报部门", sum(statuses.values()) - statuses.get(UNLISTED, 0))
        yield Figure("报送部门", statuses.get(FILED, 0) + statuses.get(LATE, 0))
        yield Figure("未报送部门", statuses.get(MISSING, 0) + statuses.get(PROPOSED, 0))
    else:
        yield Figure("报送部门", len(summary.filings))
    kinds = Counter(each.document.kind for each in summary.documents)
    if summary.projects or not (kinds["selfeval"] or kinds["monitoring"]):
        yield Figure("项目", len(summary.projects))
        money = _sum(tabs[PROJECTS.key], _column(PROJECTS, "amount"), whole.amount)
        yield Figure("项目金额合计（万元）", money, money=True)
    yield Figure("绩效指标", sum(last - 1 for _, last in tabs[INDICATORS.key]))
    for name, number in (("绩效自评表", kinds["selfeval"]), ("绩效监控表", kinds["monitoring"])):
        if number:
            yield Figure(name, number)
    column = _column(FINDINGS, "level")
    for name, number in zip(("错误", "警告", "提示"), summary.found, strict=True):
        yield Figure(f"检查结果：{name}", _count(tabs[FINDINGS.key], column, name, number))
    yield Figure("输入文件", len(summary.files))
    files = Counter(file.state for file in summary.files)
    yield from (Figure(f"其中：{name}", number) for name, number in sorted(files.items()))
    superseded = sum(file.superseded for file in summary.files)
    if superseded:
        yield Figure("被替代的表单", superseded)
    if summary.files_of_lists:
        yield Figure("只有汇总表的文件（金额未计入）", summary.files_of_lists)


def _sentence(summary: Summary, whole: MoneyGroup, last: LastYear, statuses: Mapping[str, int] | None) -> str:
    """Return the page in one paragraph."""
    told = []
    if statuses is not None:
        late, missing = statuses.get(LATE, 0), statuses.get(MISSING, 0) + statuses.get(PROPOSED, 0)
        filed = statuses.get(FILED, 0) + late
        text = f"应报{filed + missing}个部门，已报{filed}个" + (f"（逾期{late}个）" if late else "")
        told.append(f"{text}，未报{missing}个" if missing else f"{text}，全部报齐")
        if statuses.get(UNLISTED):
            told.append(f"另有{statuses[UNLISTED]}个名称不在单位名单上，请核实")
    else:
        told.append(f"{len(summary.filings)}个部门报送")
    if whole.projects:
        money = f"项目{whole.projects}个，金额{whole.amount:,.2f}万元"
        part = whole.change
        if part is not None:
            both = sum(each in last.amounts for each in whole.departments)
            among = "" if both == len(whole.departments) else f"（两年都有数的{both}个部门）"
            money += f"，比上年{'增加' if part >= 0 else '减少'}{abs(part) * 100:.1f}%{among}"
        told.append(money)
        years = Counter(each.fiscal_year for each in summary.projects if each.fiscal_year is not None)
        if len(years) > 1:
            each_year = "、".join(f"{year}年{number}个" for year, number in sorted(years.items()))
            told.append(f"其中{each_year}，金额合在一起，请核实年度")
    wrong = sum(bool(each.errors) for each in summary.filings)
    if summary.found.error:
        told.append(f"{wrong}个部门还有{summary.found.error}处错误待改")
    elif summary.documents:
        told.append("没有发现错误")
    told += score_sentence([each.document for each in summary.documents])
    if summary.files_of_lists:
        told.append(f"{summary.files_of_lists}个文件只有汇总表，其中的项目和金额没有计入")
    failed = sum(file.status == "failed" for file in summary.files)
    if failed:
        told.append(f"{failed}个文件没有读出来，见“文件清单”")
    return "；".join(told) + "。"


def _column(spec: SheetSpec, key: str) -> str:
    return column_letters(1 + [column.key for column in spec.columns].index(key))


def _sum(tabs: Sequence[tuple[str, int]], column: str, value: Decimal) -> SummaryFormula:
    ranges = ",".join(f"'{name}'!{column}2:{column}{max(last, 2)}" for name, last in tabs)
    return SummaryFormula(f"SUM({ranges})", value)


def _count(tabs: Sequence[tuple[str, int]], column: str, word: str, value: int) -> SummaryFormula:
    terms = (f"COUNTIF('{name}'!{column}2:{column}{max(last, 2)},\"{word}\")" for name, last in tabs)
    return SummaryFormula("+".join(terms), Decimal(value))


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


def errors_table(filings: Sequence[FilingRow]) -> OverviewTable | None:
    """Return the departments with open errors, the most first."""
    rows = sorted((each for each in filings if each.errors), key=lambda row: (-row.errors, row.department))
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
