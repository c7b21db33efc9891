"""What stands on 概览: the figures, the sentence that sums them up, a table for each question of a leader.

Totals that a data sheet can give are live formulas with their values; what needs more than a sheet is written as it is.
A table that would have nothing to say is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.consolidate.records import DocumentRecord
from jixiao.consolidate.returns.filing import FILED, LATE, MISSING, PROPOSED, UNLISTED, Filing, deadlines
from jixiao.consolidate.summary.column_specs import SheetSpec
from jixiao.consolidate.summary.merged import Summary
from jixiao.consolidate.summary.money_last_year import LastYear, stated_by_forms
from jixiao.consolidate.summary.overview import (
    AMBER,
    BLUE,
    GREEN,
    GREY,
    RED,
    TEAL,
    Drawing,
    Figure,
    Overview,
    Series,
    Style,
    Table,
    Value,
)  # fmt: skip
from jixiao.consolidate.summary.row_xml import Formula
from jixiao.consolidate.summary.score_tables import score_sentence, score_tables
from jixiao.consolidate.summary.sheets import FINDINGS, INDICATORS, PROJECTS
from jixiao.grid.address import column_letters
from jixiao.statedtime import stated_time

Tabs = Mapping[str, Sequence[tuple[str, int]]]
"""By key of a data sheet: the names of its tabs and the last row on each."""

DEPARTMENTS_SHOWN = 10
FUNCTIONS_SHOWN = 8
KINDS_SHOWN = 12
ERRORS_SHOWN = 8
_NEARLY_ALL = 0.9
"""The year of so many forms is that of the page; a slip in one of them does not take it away."""
_NO_FUNCTION = "（未注明职能）"
_NO_DEPARTMENT = "（未填写填报单位）"
_NO_KIND = "（没有归类）"
_STATUS_COLOURS = {FILED: GREEN, LATE: AMBER, PROPOSED: TEAL, MISSING: GREY, UNLISTED: "#7F7F7F"}


def overview_of(summary: Summary, tabs: Tabs) -> Overview:
    """Return what the page shows of a summary."""
    last = _comparable(summary.last_year if summary.last_year.amounts else stated_by_forms(summary.projects), summary)
    groups = _by_department(summary, last)
    whole = _Group("合计", list(groups))
    for each in groups.values():
        whole.take(each)
    statuses = Counter(each.row.status for each in summary.filings) if summary.missing is not None else None
    tables: list[Table | None] = [
        _progress(summary) if statuses is not None else None,
        _departments(groups, whole, last),
        _functions(groups, whole, last, summary.functions),
        _kinds(summary.projects, whole),
        _errors(summary.filings),
        *score_tables([each.document for each in summary.documents]),
    ]
    return Overview(
        title=_title(summary),
        bureau=summary.bureau,
        day=f"{stated_time():%Y-%m-%d}",
        sentence=_sentence(summary, whole, last, statuses),
        figures=list(_figures(summary, tabs, whole, statuses)),
        beside=_levels(summary) if statuses is None else _statuses(statuses),
        tables=[table for table in tables if table is not None],
    )


def _title(summary: Summary) -> str:
    forms = [each.document for each in summary.documents]
    years = Counter(each.fiscal_year for each in (summary.projects or forms))
    common, times = next(iter(years.most_common(1)), (None, 0))
    year = f"{common}年" if common is not None and times >= _NEARLY_ALL * years.total() else ""
    what = "绩效自评" if not summary.projects and any(each.evaluation for each in forms) else "预算绩效目标汇总"
    return f"{year}{what}概览"


# ------------------------------------------------------------------ money


@dataclass(slots=True)
class _Group:
    """Projects that are added up: how many, their money in 万元, how many state none; the errors of the departments.

    ``last`` is what departments of the group had the year before, None if that is known of none; ``comparable`` is
    what these have now.
    """

    name: str
    departments: list[str] = field(default_factory=list)
    projects: int = 0
    amount: Decimal = Decimal(0)
    unknown: int = 0
    errors: int = 0
    warnings: int = 0
    last: Decimal | None = None
    comparable: Decimal = Decimal(0)

    def add(self, project: DocumentRecord) -> None:
        self.projects += 1
        self.amount += project.amount or Decimal(0)
        self.unknown += project.amount is None

    def take(self, other: _Group) -> None:
        self.projects += other.projects
        self.amount += other.amount
        self.unknown += other.unknown
        self.errors += other.errors
        self.warnings += other.warnings
        self.comparable += other.comparable
        if other.last is not None:
            self.last = (self.last or Decimal(0)) + other.last

    @property
    def change(self) -> Decimal | None:
        """By which part the money of the departments known of both years has grown: 0.05 for five percent."""
        return (self.comparable - self.last) / self.last if self.last else None


def _by_department(summary: Summary, last: LastYear) -> dict[str, _Group]:
    groups: dict[str, _Group] = {}
    for project in summary.projects:
        name = project.department or ""
        groups.setdefault(name, _Group(name or _NO_DEPARTMENT, [name])).add(project)
    for filing in summary.filings:
        group = groups.get(filing.row.department)
        if group is not None:
            group.errors, group.warnings = filing.row.errors, filing.row.warnings
    for name, group in groups.items():
        group.last = last.amounts.get(name)
        group.comparable = group.amount if group.last is not None else Decimal(0)
    return groups


def _comparable(last: LastYear, summary: Summary) -> LastYear:
    """Return last year's money without departments of which an amount of this year was not read: they seem to shrink."""
    unread = {each.department or "" for each in summary.projects if each.amount is None}
    return LastYear(last.source, {name: amount for name, amount in last.amounts.items() if name not in unread})


def _ordered(groups: Iterable[_Group], shown: int, others: str) -> tuple[list[_Group], _Group | None]:
    """Return the groups by money, the largest first, and what there is no room for as one group."""
    ordered = sorted(groups, key=lambda each: (-each.amount, each.name))
    if len(ordered) <= shown + 1:
        return ordered, None
    rest = _Group(others.format(len(ordered) - shown))
    for each in ordered[shown:]:
        rest.take(each)
        rest.departments += each.departments
    return ordered[:shown], rest


def _money_table(heading: str, title: str, groups: Sequence[_Group], rest: _Group | None, whole: _Group, last: LastYear,
                 colour: str) -> Table:  # fmt: skip
    """Return projects and money by group: against last year where it is known, else with what is still wrong."""
    compared = whole.last is not None
    listed = [*groups, *([rest] if rest is not None else [])]

    def row(each: _Group) -> list[Value]:
        share = each.amount / whole.amount if whole.amount else None
        if not compared:
            return [each.name, each.projects, each.amount, share, each.errors, each.warnings]
        return [each.name, each.projects, each.amount, share, each.last, each.change]

    more: list[tuple[str, Style]] = (
        [("上年（万元）", "money"), ("增减", "change")] if compared else [("错误", "count"), ("警告", "count")]
    )
    series = [Series(2, "本年", colour)]
    if compared:
        series.insert(0, Series(4, "上年", GREY, labelled=False))
    notes = [f"{whole.unknown}个项目的金额没有读出，未计入"] if whole.unknown else []
    if compared:
        notes.append(_comparison(whole, last))
    return Table(
        heading,
        [("项目数", "count"), ("金额（万元）", "money"), ("占比", "percent"), *more],
        [row(each) for each in listed],
        Drawing("bar", title, series, len(groups)),
        total=row(whole) if len(listed) > 1 else None,
        note="；".join(notes),
    )


def _comparison(whole: _Group, last: LastYear) -> str:
    """Return what last year's figures are, and how many departments have one for both years."""
    both = [each for each in whole.departments if each in last.amounts]
    gone = sum((amount for name, amount in last.amounts.items() if name not in whole.departments), Decimal(0))
    told = f"上年：{last.source}"
    if len(both) < len(whole.departments):
        told += f"，增减只按两年都有数的{len(both)}个部门算"
    return f"{told}；上年有、本年没有报的部门 {gone:,.2f} 万元" if gone else told


def _departments(groups: Mapping[str, _Group], whole: _Group, last: LastYear) -> Table | None:
    if not groups:
        return None
    shown, rest = _ordered(groups.values(), DEPARTMENTS_SHOWN, "其他部门（{}个）")
    title = f"金额最多的{len(shown)}个部门（万元）" if rest is not None else "各部门项目金额（万元）"
    return _money_table("部门", title, shown, rest, whole, last, BLUE)


def _functions(
    groups: Mapping[str, _Group], whole: _Group, last: LastYear, functions: Mapping[str, str]
) -> Table | None:
    """Return the money by 职能; none where no department has one."""
    if not functions or not groups:
        return None
    found: dict[str, _Group] = {}
    for department, group in groups.items():
        name = functions.get(department, _NO_FUNCTION)
        own = found.setdefault(name, _Group(name))
        own.take(group)
        own.departments.append(department)
    nameless = found.pop(_NO_FUNCTION, None)
    shown, rest = _ordered(found.values(), FUNCTIONS_SHOWN, "其他职能（{}类）")
    if nameless is not None:
        shown.append(nameless)
    return _money_table("职能", "各职能项目金额（万元）", shown, rest, whole, last, GREEN)


def _kinds(projects: Sequence[DocumentRecord], whole: _Group) -> Table | None:
    """Return the indicators by level 2, with the projects that have such indicators and the money of these."""
    indicators: Counter[str] = Counter()
    groups: dict[str, _Group] = {}
    for project in projects:
        for level2, number in project.levels:
            indicators[level2] += number
            groups.setdefault(level2, _Group(level2 or _NO_KIND)).add(project)
    if not indicators:
        return None
    count = indicators.total()
    named = [each for each, _ in indicators.most_common() if each]
    ordered = named[:KINDS_SHOWN]
    notes = ["一个项目有几类指标就在几类中都计入，金额和项目数不能相加"]
    if len(named) > KINDS_SHOWN:
        notes.append(f"另有{len(named) - KINDS_SHOWN}类没有列出")
    if "" in indicators:
        ordered.append("")

    def row(level2: str) -> list[Value]:
        group, number = groups[level2], indicators[level2]
        part = Decimal(group.projects) / whole.projects if whole.projects else None
        return [group.name, number, group.amount, Decimal(number) / count, group.projects, part]

    return Table(
        "二级指标",
        [
            ("指标数", "count"), ("涉及金额（万元）", "money"), ("占指标", "percent"), ("涉及项目", "count"), ("占项目", "percent"),
        ],
        [row(each) for each in ordered],
        Drawing("bar", "各类指标的条数", [Series(1, "指标数", TEAL)], len(ordered)),
        note="；".join(notes),
    )  # fmt: skip


# ------------------------------------------------------------------ filing and findings


def _statuses(statuses: Mapping[str, int]) -> Table:
    ordered = [each for each in _STATUS_COLOURS if statuses.get(each)]
    return Table(
        "报送进度",
        (("部门数", "count"),),
        [(each, statuses[each]) for each in ordered],
        Drawing(
            "doughnut", "报送进度（部门）", [Series(1, "部门数", GREEN)], len(ordered), "0",
            colours=[_STATUS_COLOURS[each] for each in ordered],
        ),
    )  # fmt: skip


def _levels(summary: Summary) -> Table | None:
    """Return the findings by level; none if there are none."""
    rows = list(zip(("错误", "警告", "提示"), summary.found, strict=True))
    if not any(summary.found):
        return None
    drawing = Drawing("column", "检查结果（条）", [Series(1, "条数", BLUE)], 3, "0", colours=(RED, AMBER, TEAL))
    return Table("检查结果", (("条数", "count"),), rows, drawing)


def _progress(summary: Summary) -> Table | None:
    """Return how many departments have filed by each deadline; none where nobody has a deadline."""
    rows = deadlines(summary.filings)
    if not any(each.day for each in rows):
        return None
    listed: list[Sequence[Value]] = [
        [each.day or "未定期限", each.due, each.filed, each.late, each.proposed, each.missing] for each in rows
    ]
    total = [sum(int(str(row[column])) for row in listed) for column in range(1, 6)]
    return Table(
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


def _errors(filings: Sequence[Filing]) -> Table | None:
    """Return the departments with open errors, the most first."""
    rows = sorted((each.row for each in filings if each.row.errors), key=lambda row: (-row.errors, row.department))
    if not rows:
        return None
    shown = rows[:ERRORS_SHOWN]
    more = len(rows) - len(shown)
    contacts = any(row.contact for row in shown)
    columns: list[tuple[str, Style]] = [("错误", "count"), ("警告", "count")]
    return Table(
        "待改错误最多的部门",
        [*columns, ("联系人", "text")] if contacts else columns,
        [[row.department, row.errors, row.warnings, *([row.contact or ""] if contacts else [])] for row in shown],
        Drawing("bar", "待改错误最多的部门（处）", [Series(1, "错误", RED)], len(shown), "0"),
        note=f"另有{more}个部门还有错误，见“报送情况”" if more else "",
    )


# ------------------------------------------------------------------ figures and the sentence


def _figures(summary: Summary, tabs: Tabs, whole: _Group, statuses: Mapping[str, int] | None) -> Iterator[Figure]:
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
    files = Counter(file.status for file in summary.files)
    yield from (Figure(f"其中：{name}", number) for name, number in sorted(files.items()))
    superseded = sum(file.superseded for file in summary.files)
    if superseded:
        yield Figure("被替代的表单", superseded)


def _sentence(summary: Summary, whole: _Group, last: LastYear, statuses: Mapping[str, int] | None) -> str:
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
    wrong = sum(bool(each.row.errors) for each in summary.filings)
    if summary.found.errors:
        told.append(f"{wrong}个部门还有{summary.found.errors}处错误待改")
    elif summary.documents:
        told.append("没有发现错误")
    told += score_sentence([each.document for each in summary.documents])
    failed = sum(file.status == "失败" for file in summary.files)
    if failed:
        told.append(f"{failed}个文件没有读出来，见“文件清单”")
    return "；".join(told) + "。"


def _column(spec: SheetSpec, key: str) -> str:
    return column_letters(1 + [column.key for column in spec.columns].index(key))


def _sum(tabs: Sequence[tuple[str, int]], column: str, value: Decimal) -> Formula:
    ranges = ",".join(f"'{name}'!{column}2:{column}{max(last, 2)}" for name, last in tabs)
    return Formula(f"SUM({ranges})", value)


def _count(tabs: Sequence[tuple[str, int]], column: str, word: str, value: int) -> Formula:
    terms = (f"COUNTIF('{name}'!{column}2:{column}{max(last, 2)},\"{word}\")" for name, last in tabs)
    return Formula("+".join(terms), Decimal(value))
