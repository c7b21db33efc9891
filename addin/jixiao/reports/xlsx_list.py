"""The report as a workbook: findings with links, departments, what is unchecked."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from pathlib import Path

from jixiao.checks.catalogue import spoken
from jixiao.consolidate.returns.archives import archive_of
from jixiao.consolidate.summary.links import cell_link, href_from
from jixiao.consolidate.summary.list_book import ListBook, ListRow
from jixiao.consolidate.summary.row_xml import SummaryFormula
from jixiao.grid.address import MAX_ROW
from jixiao.reports.common_hints import CommonHint, common_hints, without
from jixiao.reports.problem import Problem
from jixiao.reports.report import DepartmentGroup, Report, skip_lines
from jixiao.textlayout import legible


def write(report: Report, path: Path, *, beside: Path | None = None, row_limit: int = MAX_ROW) -> None:
    """Write the workbook to ``path``; its links fit a place at ``beside``.

    A sheet takes ``row_limit`` rows, further findings go on the next.
    """
    book = ListBook("check", "预算绩效目标检查结果", report.made)
    groups = report.groups
    folder = Path(os.path.realpath(beside or path)).parent
    hrefs = {name: href_from(folder, archive_of(place) or place) for name, place in report.paths.items()}
    common = common_hints(report.problems)
    own = (p for group in groups for file in group.files for p in without(file.problems, common))
    listed: Iterator[Problem | CommonHint] = chain(own, common.values())
    findings = (_finding(number, each, hrefs) for number, each in enumerate(listed, start=1))
    number_of_rows = len(report.problems) - sum(hint.times - 1 for hint in common.values())
    book.add("检查结果", "findings", findings, number_of_rows, large=False, row_limit=row_limit)
    statistics = [*_statistics(groups)]
    book.add("单位统计", "statistics", statistics, len(statistics), frozen=1)
    left = [*_unchecked(report)]
    if left:
        book.add("未检查", "unchecked", left, len(left), frozen=1)
    book.save(path)


def _finding(number: int, listed: Problem | CommonHint, hrefs: Mapping[str, str]) -> ListRow:
    """Return the cells of a problem, or of the hint of many forms."""
    hint = listed if isinstance(listed, CommonHint) else None
    problem = listed.first if isinstance(listed, CommonHint) else listed
    finding = problem.finding
    return [
        ("center", number),
        ("text", problem.department if hint is None else hint.asked),
        ("text", (finding.project or "") if hint is None else ""),
        (finding.severity.value, finding.severity.label),
        ("link", _place(problem, hrefs.get(finding.file))),
        ("text", problem.message if hint is None else hint.message),
        ("text", spoken(finding.expected)),
        ("text", problem.basis),
        ("center", finding.code),
        ("text", finding.file if hint is None else hint.filed),
    ]


def _place(problem: Problem, href: str | None) -> str | SummaryFormula:
    if href is None:
        return problem.place
    finding = problem.finding
    return cell_link(href, finding.sheet, finding.cell or "A1", legible(problem.place))


def _statistics(groups: Sequence[DepartmentGroup]) -> Iterator[ListRow]:
    """Yield the counts of each department, and their sums."""
    for place, group in enumerate(groups, start=2):
        total = _sum(f"B{place}:D{place}", sum(group.counts))
        yield [("text", group.department), *(("center", each) for each in (*group.counts, total))]
    if groups:
        numbers = [sum(column) for column in zip(*((*each.counts, sum(each.counts)) for each in groups), strict=True)]
        sums = [
            _sum(f"{letter}2:{letter}{len(groups) + 1}", each) for letter, each in zip("BCDE", numbers, strict=True)
        ]
        yield [("total", "合计"), *(("total", each) for each in sums)]


def _unchecked(report: Report) -> Iterator[ListRow]:
    """Yield the files and rules that were left out."""
    states = {"skipped": "跳过", "failed": "失败"}
    rows = [(file["file"], states[file["status"]], file["reason"] or "") for file in report.unchecked]
    for line in skip_lines(report.skipped):
        rule, _, reason = line.partition("：")
        rows.append((rule, "未执行", reason))
    return (list(zip(("text", "center", "text"), row, strict=True)) for row in rows)


def _sum(cells: str, value: int) -> SummaryFormula:
    return SummaryFormula(f"SUM({cells})", Decimal(value))
