"""Projects and money on 概览: by department, function and kind of indicator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.consolidate.records import NOTHING_FOUND, DocumentRecord
from jixiao.consolidate.summary.merged import LastYear, Summary
from jixiao.consolidate.summary.official_table import UNNAMED_DEPARTMENT
from jixiao.consolidate.summary.overview import (
    BLUE,
    GREEN,
    GREY,
    TEAL,
    Drawing,
    FigureStyle,
    OverviewTable,
    OverviewValue,
    Series,
)
from jixiao.reports.problem import Counts

DEPARTMENTS_SHOWN = 10
FUNCTIONS_SHOWN = 8
KINDS_SHOWN = 12
_NO_FUNCTION = "（未注明职能）"
_NO_KIND = "（没有归类）"


@dataclass(slots=True)
class MoneyGroup:
    """Projects added up: number, money in 万元, what is unknown or has no unit.

    ``last`` is what departments of the group had the year before, None if that is known of none; ``comparable`` is
    what these have now.
    """

    name: str
    departments: list[str] = field(default_factory=list)
    projects: int = 0
    amount: Decimal = Decimal(0)
    unknown: int = 0
    unsaid: int = 0
    errors: int = 0
    warnings: int = 0
    last: Decimal | None = None
    comparable: Decimal = Decimal(0)

    def add(self, project: DocumentRecord) -> None:
        """Add a project."""
        self.projects += 1
        self.amount += project.amount or Decimal(0)
        self.unknown += project.amount is None
        self.unsaid += project.amount is not None and project.unit_unsaid

    def take(self, other: MoneyGroup) -> None:
        """Add all of another group."""
        self.projects += other.projects
        self.amount += other.amount
        self.unknown += other.unknown
        self.unsaid += other.unsaid
        self.errors += other.errors
        self.warnings += other.warnings
        self.comparable += other.comparable
        if other.last is not None:
            self.last = (self.last or Decimal(0)) + other.last

    @property
    def change(self) -> Decimal | None:
        """Return the growth of money where both years are known: 0.05 is 5 percent."""
        return (self.comparable - self.last) / self.last if self.last else None


def by_department(summary: Summary, last: LastYear) -> dict[str, MoneyGroup]:
    """Return the projects and findings of each department, by its name."""
    groups: dict[str, MoneyGroup] = {}
    for project in summary.projects:
        name = project.department or ""
        groups.setdefault(name, MoneyGroup(name or UNNAMED_DEPARTMENT, [name])).add(project)
    for filing in summary.filings:
        group = groups.get(filing.department)
        if group is not None:
            group.errors, group.warnings = filing.errors, filing.warnings
    for name, group in groups.items():
        group.last = last.amounts.get(name)
        group.comparable = group.amount if group.last is not None else Decimal(0)
    return groups


def comparable_money(last: LastYear, summary: Summary) -> LastYear:
    """Return last year's money without departments with unread amounts."""
    # They would seem to shrink.
    unread = {each.department or "" for each in summary.projects if each.amount is None}
    return LastYear(last.source, {name: amount for name, amount in last.amounts.items() if name not in unread})


def _ordered(groups: Iterable[MoneyGroup], shown: int, others: str) -> tuple[list[MoneyGroup], MoneyGroup | None]:
    """Return the groups by money, the largest first, the smallest as one."""
    ordered = sorted(groups, key=lambda each: (-each.amount, each.name))
    if len(ordered) <= shown + 1:
        return ordered, None
    rest = MoneyGroup(others.format(len(ordered) - shown))
    for each in ordered[shown:]:
        rest.take(each)
        rest.departments += each.departments
    return ordered[:shown], rest


def _money_table(heading: str, title: str, groups: Sequence[MoneyGroup], rest: MoneyGroup | None, whole: MoneyGroup, last: LastYear,
                 colour: str, found: Counts = NOTHING_FOUND) -> OverviewTable:  # fmt: skip
    """Return projects and money by group, against last year where known."""
    compared = whole.last is not None
    listed = [*groups, *([rest] if rest is not None else [])]

    def row(each: MoneyGroup) -> list[OverviewValue]:
        share = each.amount / whole.amount if whole.amount else None
        if not compared:
            return [each.name, each.projects, each.amount, share, each.errors, each.warnings]
        return [each.name, each.projects, each.amount, share, each.last, each.change]

    more: list[tuple[str, FigureStyle]] = (
        [("上年（万元）", "money"), ("增减", "change")] if compared else [("错误", "count"), ("警告", "count")]
    )
    series = [Series(2, "本年", colour)]
    if compared:
        series.insert(0, Series(4, "上年", GREY, labelled=False))
    notes = [f"{whole.unknown}个项目的金额没有读出，未计入"] if whole.unknown else []
    notes += [f"{whole.unsaid}个项目的表上未写金额单位，按万元计"] if whole.unsaid else []
    if compared:
        notes.append(_comparison(whole, last))
    elif found.error > whole.errors or found.warning > whole.warnings:
        others = f"另有错误{found.error - whole.errors}处、警告{found.warning - whole.warnings}处"
        notes.append(f"{others}在没有项目或未填写填报单位的表上")
    return OverviewTable(
        heading,
        [("项目数", "count"), ("金额（万元）", "money"), ("占比", "percent"), *more],
        [row(each) for each in listed],
        Drawing("bar", title, series, len(groups)),
        total=row(whole) if len(listed) > 1 else None,
        note="；".join(notes),
    )


def _comparison(whole: MoneyGroup, last: LastYear) -> str:
    """Return last year's figures, and how many departments have both years."""
    both = [each for each in whole.departments if each in last.amounts]
    gone = sum((amount for name, amount in last.amounts.items() if name not in whole.departments), Decimal(0))
    told = f"上年：{last.source}"
    if len(both) < len(whole.departments):
        told += f"，增减只按两年都有数的{len(both)}个部门算"
    return f"{told}；上年有、本年没有报的部门 {gone:,.2f} 万元" if gone else told


def departments_table(
    groups: Mapping[str, MoneyGroup], whole: MoneyGroup, last: LastYear, found: Counts
) -> OverviewTable | None:
    """Return the money of the departments that have most."""
    if not groups:
        return None
    shown, rest = _ordered(groups.values(), DEPARTMENTS_SHOWN, "其他部门（{}个）")
    title = f"金额最多的{len(shown)}个部门（万元）" if rest is not None else "各部门项目金额（万元）"
    return _money_table("部门", title, shown, rest, whole, last, BLUE, found)


def functions_table(
    groups: Mapping[str, MoneyGroup], whole: MoneyGroup, last: LastYear, functions: Mapping[str, str]
) -> OverviewTable | None:
    """Return the money by 职能; none where no department has one."""
    if not functions or not groups:
        return None
    found: dict[str, MoneyGroup] = {}
    for department, group in groups.items():
        name = functions.get(department, _NO_FUNCTION)
        own = found.setdefault(name, MoneyGroup(name))
        own.take(group)
        own.departments.append(department)
    nameless = found.pop(_NO_FUNCTION, None)
    shown, rest = _ordered(found.values(), FUNCTIONS_SHOWN, "其他职能（{}类）")
    if nameless is not None:
        shown.append(nameless)
    return _money_table("职能", "各职能项目金额（万元）", shown, rest, whole, last, GREEN)


def kinds_table(projects: Sequence[DocumentRecord], whole: MoneyGroup) -> OverviewTable | None:
    """Return indicators by level 2, with their projects and money."""
    indicators: Counter[str] = Counter()
    groups: dict[str, MoneyGroup] = {}
    for project in projects:
        for level2, number in project.levels:
            indicators[level2] += number
            groups.setdefault(level2, MoneyGroup(level2 or _NO_KIND)).add(project)
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

    def row(level2: str) -> list[OverviewValue]:
        group, number = groups[level2], indicators[level2]
        part = Decimal(group.projects) / whole.projects if whole.projects else None
        return [group.name, number, group.amount, Decimal(number) / count, group.projects, part]

    return OverviewTable(
        "二级指标",
        [
            ("指标数", "count"), ("涉及金额（万元）", "money"), ("占指标", "percent"), ("涉及项目", "count"), ("占项目", "percent"),
        ],
        [row(each) for each in ordered],
        Drawing("bar", "各类指标的条数", [Series(1, "指标数", TEAL)], len(ordered)),
        note="；".join(notes),
    )  # fmt: skip
