"""A list of projects with amounts or goals only: a summary with a row for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jixiao.forms.cell_text import text_of
from jixiao.forms.general.amount_relations import WHOLE
from jixiao.forms.general.class_lines import heading_lines
from jixiao.forms.general.document_values import keep
from jixiao.forms.general.entries import EntryReader, ListEntry
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_titles import WHOLE_AMOUNTS, HeaderTitle, is_of_earlier_year
from jixiao.forms.general.subtotals import DepartmentLine, is_organisation
from jixiao.forms.money import Unit, wan
from jixiao.forms.region import Region
from jixiao.forms.table_line import leave_joint_amounts, read_titled
from jixiao.forms.titles import year_in
from jixiao.forms.total_words import is_subtotal, is_total, sums_a_list
from jixiao.forms.unit_names import name_and_code, project_and_code
from jixiao.grid.address import address, parse_address
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

_BEFORE_NAME = late_pattern(
    r"^(?:(?:其中|项目[一二三四五\d]{1,2})[:：]|\d{1,2}[.、．](?=\s*[^\d\s])|[(（]\d{1,2}[)）])\s*"
)
_REMARK = late_pattern(r"[(（][^()（）]{1,12}[)）]\s*$")
"""（一）青禾县水务局（2个）."""
_OF_PROJECTS = frozenset(("goals", "indicators", "funding", "execution", "budget", "tasks"))
"""What a document of one project has, and its summary not."""
AMOUNTS = frozenset(
    ("amount.total", "amount.fiscal", "amount.carryover", "amount.other", "execution.annual", "execution.initial")
)
"""The keys of titles whose amount is that of the project."""


def without_number(name: str) -> str:
    """Return the name of a project without its number: 1.农村供水, （1）农村供水, 项目1：农村供水."""
    return _BEFORE_NAME.sub("", name)


def summary_of(
    region: Region,
    table: FoundTable,
    name: HeaderTitle,
    unit: str | None,
    frame: dict[str, Any],
    department: tuple[str, str] | None,
    units: Mapping[int, str],
) -> dict[str, Any]:
    """Return the summary that a list is, amounts in ``unit`` if no title says another.

    ``units`` are those of single rows; the amount of a row in an unknown one stays unread.
    """
    document = {key: value for key, value in frame.items() if key not in _OF_PROJECTS}
    document |= {"form": "summary", "kind": "summary", "rows": []}
    headings = heading_lines(table, name, unit)
    entries = EntryReader(region, table, name).entries(headings, lines=True)
    if document["fiscal_year"] is None and (year := _only_name(region, table, "year")) is not None:
        document["fiscal_year"], document["cells"]["fiscal_year"] = year_in(year[0]), year[1]
    columns = _summary_columns(table.header.titles, name, frame["fiscal_year"])
    observations: list[Any] = []
    if "amount" not in (key for _, key in columns):
        lacking = [address(name.row, name.left)]
        observations.append({"code": "column-missing", "cells": lacking, "texts": ["amount"]})
    lines = _SummaryLines(region, table, name, unit, units, columns, headings, document)
    document["rows"] = lines.read(entries)
    department = (
        department or _only_name(region, table, "department") or _only_heading(region, table, entries, headings)
    )
    if department is not None:
        document["department"], document["cells"]["department"] = name_and_code(department[0])[0], department[1]
    observations += leave_joint_amounts(region, document["rows"], "project")
    if observations:
        document["observations"] = [*document.get("observations", ()), *observations]
    whole = sum(row["amount"] or 0 for row in document["rows"])
    of_all = {at: each for at, each in lines.subtotals.items() if each[0] == whole}  # the total, called 小计
    if (total := _total_of(lines.totals or of_all, document["rows"])) is not None:
        document["total"], document["cells"]["total"] = total
    return document


@dataclass
class _SummaryLines:
    """Reads the rows of a list into lines; ``totals`` are by the lines above each."""

    region: Region
    table: FoundTable
    name: HeaderTitle
    unit: str | None
    units: Mapping[int, str]
    columns: list[tuple[HeaderTitle, str | None]]
    headings: dict[int, DepartmentLine]
    document: dict[str, Any]
    totals: dict[int, tuple[Any, str]] = field(default_factory=dict)
    subtotals: dict[int, tuple[Any, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        read = [title for title, _ in self.columns]
        amounts = (title for title in self.table.header.titles if title.field_key.startswith("amount."))
        self.sources = [title for title in amounts if title not in read]

    def read(self, entries: list[ListEntry]) -> list[dict[str, Any]]:
        """Return a line for each project."""
        lines: list[dict[str, Any]] = []
        begun = {entry.rows[0][0]: entry for entry in entries}
        others = {row for entry in entries for row, _ in entry.rows[1:]}
        for row, cells in self.table.rows:
            if row not in begun or self.name.place(cells) is not None:
                self._leave_parts(lines)
            if row in begun:
                lines.extend(self._lines_of(begun[row]))
            elif row not in others:
                of_all = sums_a_list(cells) or (is_total(cells) and not is_subtotal(cells) and row not in self.headings)
                left = [c for c in cells if (of_all and c > min(cells)) or _names_department(self.table, c, cells)]
                self.region.taken.difference_update((row, column) for column in left)
                sums = self.totals if of_all else self.subtotals
                if (of_all or is_subtotal(cells)) and (line := self._read(row, cells))["amount"] is not None:
                    sums[len(lines)] = line["amount"], line["cells"]["amount"]
        self._leave_parts(lines)
        return lines

    def _leave_parts(self, lines: list[dict[str, Any]]) -> None:
        """Leave unread the last lines that add up to the project above: | 东江镇 | 70."""
        last = next((place for place in reversed(range(len(lines))) if lines[place]["project"] is not None), len(lines))
        whole, *parts = [line["amount"] for line in lines[last:]] or [None]
        if parts and None not in parts and sum(parts) == whole:
            cells = [cell for line in lines[last + 1 :] for cell in line["cells"].values()]
            self.region.taken.difference_update(map(parse_address, cells))
            del lines[last + 1 :]

    def _lines_of(self, entry: ListEntry) -> Iterator[dict[str, Any]]:
        """Yield the line of a project, with its total if parts of it stand below."""
        (row, cells), *below = entry.rows
        amounts = {column for title, key in self.columns if key == "amount" for column in title.columns}
        if any(min(each) > self.name.right and amounts & each.keys() for _, each in below):
            line = self._read(row, {column: value for column, value in cells.items() if column not in amounts})
            if entry.total is not None and (total := self._read(*entry.total))["amount"] is not None:
                line["amount"], line["cells"]["amount"] = total["amount"], total["cells"]["amount"]
            yield line
            return
        own = self.name.columns if self.name.place(cells) is not None else amounts
        yield from (self._read(*each) for each in entry.rows if not each[1].keys().isdisjoint(own))

    def _read(self, row: int, cells: dict[int, Value]) -> dict[str, Any]:
        """Return what a row says of a project, or of all."""
        own = Unit.parse(self.units.get(row, self.unit or wan().name))
        known = self.columns if own is not None else [(title, key) for title, key in self.columns if key != "amount"]
        read = read_titled(self.region, row, cells, known, self.unit, stated=self.units.get(row))
        for title in self.sources:  # 其中：财政拨款 beside 预算金额
            if (column := title.place(cells)) is not None:
                keep(self.document, title.name, text_of(cells[column]), self.region.take(row, column))
        line = {"seq": None, "project": None, "amount": None, **read.values}
        at = read.cells.get("project", address(row, self.name.left))
        if line["project"] is not None:
            name, code = project_and_code(without_number(line["project"]))
            line["project"] = name.strip()
            if code is not None:
                keep(self.document, "项目编码", code, at)
        return {**line, "cell": at, "cells": read.cells}


def _names_department(table: FoundTable, column: int, cells: dict[int, Value]) -> bool:
    """Return whether a cell of a line of sums has a department, which no row tells."""
    title = table.header.title_of("department")
    alone = len(cells) == 1 and is_organisation(_REMARK.sub("", str(cells[column])))
    return alone or (title is not None and column in title.columns and not is_total({column: cells[column]}))


def _only_name(region: Region, table: FoundTable, key: str) -> tuple[str, str] | None:
    """Return what a column says in every row, lone words aside, with its first cell."""
    title = table.header.title_of(key)
    rows = ((row, cells) for row, cells in table.rows if len(cells) > 1)  # not 一、基础设施类
    filled = ((row, title.place(cells)) for row, cells in rows) if title is not None else ()
    places = [(row, column) for row, column in filled if column is not None]
    values = (region.value(*place) for place in places)
    names = {text_of(value) for value in values if value is not None}
    if len(names) != 1:
        return None
    region.taken.update(places)
    return str(names.pop()), address(*places[0])


def _only_heading(
    region: Region, table: FoundTable, entries: list[ListEntry], lines: Mapping[int, DepartmentLine]
) -> tuple[str, str] | None:
    """Return the only department on a line above all projects, with its cell.

    Where a row is blank, another may have stood there, unless the first adds up all.
    """
    owners = [[each for each in entry.headings if is_organisation(each[0])] for entry in entries]
    if not owners or len(owners[0]) != 1 or any(each != owners[0] for each in owners):
        return None
    ((text, at),) = owners[0]
    rows = [row for row, _ in table.rows]
    adds_all = at[0] in lines and lines[at[0]].last >= entries[-1].rows[0][0]
    return (text, region.take(*at)) if adds_all or rows[-1] - rows[0] < len(rows) else None


def _total_of(totals: Mapping[int, tuple[Any, str]], rows: list[dict[str, Any]]) -> tuple[Any, str] | None:
    """Return the total of all rows; ``totals`` tells each by the rows above it.

    Of several it is the one above all rows, or the last if it adds up all: 合计 on each page is that of its page.
    """
    if len(totals) > 1 and 0 not in totals:
        last = totals[max(totals)]
        return last if last[0] == sum(row["amount"] or 0 for row in rows) else None
    return totals[min(totals)] if totals else None


def _summary_columns(
    titles: list[HeaderTitle], name: HeaderTitle, year: int | None
) -> list[tuple[HeaderTitle, str | None]]:
    found: dict[str, HeaderTitle] = {"project": name}
    current = [t for t in titles if t.side not in ("last", "aside") and not is_of_earlier_year(t, titles, year)]
    stated = [title for title in current if title.field_key.startswith("amount.")]
    amounts = [title for title in current if title.field_key in WHOLE_AMOUNTS]
    if not amounts and [title.field_key for title in stated] == ["amount.fiscal"]:
        amounts = stated  # 补助金额 alone
    if amounts:  # 2026年预算 before 三年合计, 2027年 and 项目总投资, 批复金额 before 申报金额
        others = [
            (
                t.side == "period",
                t.field_key == "execution.initial",
                t.year not in (None, year),
                bool(WHOLE.search(t.name)),
                t.stage,
                t.year is None and t.side != "annual",
            )
            for t in amounts
        ]
        found["amount"] = min(zip(others, amounts, strict=True), key=lambda each: each[0])[1]
    sides = {title.side for title in current if title.field_key == "goals.annual"}
    for title in current:
        key = title.field_key
        of_period = title.side == "period" or (title.side is None and "annual" in sides)  # 总体目标 beside 年度目标
        if key == "goals.period" or (key == "goals.annual" and of_period):
            found.setdefault("goal_period", title)
        elif key == "goals.annual":
            found.setdefault("goal_annual", title)
        elif title.column_key == "sequence":
            found.setdefault("seq", title)
        elif title.column_key == "remark":
            found.setdefault("remark", title)
    return [(title, key) for key, title in found.items()]
