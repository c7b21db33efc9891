"""Lists: a table whose rows carry names gives a document for each.

The names are those of projects or of whole departments. What stands beside a name (department, amount, goal) is read from
its rows, in the unit of its own title.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile, zip_longest
from typing import Any

from jixiao.forms.cell_text import is_placeholder, same_text, text_of
from jixiao.forms.document import Kind
from jixiao.forms.general.class_lines import heading_lines
from jixiao.forms.general.columns import classification_in, table_columns
from jixiao.forms.general.document_values import enter, in_known_money, keep, period_side
from jixiao.forms.general.entries import EntryReader, ListEntry, states_indicator
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_kinds import is_figure
from jixiao.forms.general.header_titles import HeaderTitle, settle_goals
from jixiao.forms.general.indicator_sides import read_indicators
from jixiao.forms.general.kinds import of_kind
from jixiao.forms.general.labelled_values import Labelled, LabelledValues
from jixiao.forms.general.list_columns import CARRIED, ListColumns, list_columns
from jixiao.forms.general.list_summary import summary_of, without_number
from jixiao.forms.general.list_sums import left_lines, observe_parts, observe_total
from jixiao.forms.general.list_tables import (
    heads_bureaus,
    is_bureau_beside,
    line_of_department,
    of_several_departments,
    stands_over_departments,
    titles_others,
    without_unit,
)
from jixiao.forms.general.list_values import ListValues, carry_down, note_blanks, units_of_rows
from jixiao.forms.general.money_parts import without_parts
from jixiao.forms.general.results import ResultReader
from jixiao.forms.general.stated import levels_of, read_stated
from jixiao.forms.general.subtotals import DepartmentLine, is_organisation, is_owner, region_lines
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.leftovers import END
from jixiao.forms.numbers import parse_number
from jixiao.forms.region import Region
from jixiao.forms.text import squeeze
from jixiao.forms.total_words import names_score
from jixiao.forms.unit_names import name_and_code, project_and_code
from jixiao.grid.address import address
from jixiao.grid.model import Value

_OF_INDICATOR = ("level1", "level2", "level3", "operator", "target", "unit")
"""What two rows of one project say alike where they are parts of its money."""


class ListReader:
    """Splits a list into the documents of its projects."""

    def __init__(self, region: Region, words: Vocabulary, kind: Kind, year: int | None, unit: str | None) -> None:
        self.region = region
        self.words = words
        self.kind = kind
        self.year = year
        self.unit = unit
        self._of_one = False
        self._of_regions = False

    def documents(self, table: FoundTable, labelled: LabelledValues, frame: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The documents of the list, in the order of their first rows."""
        settle_goals(table.header.titles, self.year)
        units = units_of_rows(self.region, table)
        one_unit = len(set(units.values())) < 2
        if units and one_unit:
            self.unit = frame["currency_unit"] = next(iter(units.values()))
        columns = list_columns(table, self.kind, with_units=bool(units))
        self._of_regions = columns.by_department and self.kind == "project"
        above, department = self._departments_above(table, columns, labelled, frame)
        table, departments = self._own_rows(table, columns)
        if self._is_summary(table, columns, departments, above=department is not None):
            yield summary_of(self.region, table, columns.name, self.unit, frame, above, units)
            return
        entries = EntryReader(self.region, table, columns.name).entries(departments, lines=columns.lines)
        headings = (text for entry in entries for text, _ in entry.headings)
        collected = department is not None and heads_bureaus(headings, department[0])
        carry_down(self.region, entries, [t for t in columns.beside if t.field_key in CARRIED], table.rows)
        values = ListValues(self.region, self.kind, self.year, of_one=self._of_one)
        results = ResultReader(self.region, self.kind, columns.results, self.unit, self.year)
        found: list[dict[str, Any]] = []
        for entry, after in zip_longest(entries, entries[1:]):
            if columns.is_remark(entry):
                continue
            document = copy.deepcopy(frame)
            document["currency_unit"] = units.get(entry.rows[0][0], self.unit)
            document["source"] |= {"title_cell": entry.beginning(), "rows": [entry.rows[0][0], entry.rows[-1][0]]}
            beside = collected and any(is_organisation(text) for text, _ in entry.headings)
            self._name(document, entry, None if beside else department, columns)
            below = END if after is None else after.rows[0][0]
            values.enter(document, entry, columns.beside, below)
            if columns.results:
                own = [title for title, _ in results.columns if not values.is_joint(document, title, entry, below)]
                self._results(document, entry, results, own)
            if columns.of_indicators:
                self._indicators(document, table, entry)
                self._total_score(document, table, entry)
            elif not columns.of_whole:
                levels = [text for title in columns.stated for text in levels_of(title.text, title.path) or () if text]
                self._levels_asked(document, columns.name, levels)
            self._stated_indicators(document, entry, columns)
            found.append(document)
        if self.kind == "project" and not columns.by_department and len(found) == len(entries):
            note_blanks(self.region, columns.beside, list(zip(entries, found, strict=True)))
        left = {} if columns.by_department else left_lines(table, self.unit, departments)
        if columns.results:
            results.observe_totals(table, found)
        elif found and one_unit and "续" not in self.region.title_text:  # 一览表（续）: its total is that of two sheets
            observe_total(table, self.unit, found, left)
        if not columns.by_department and one_unit:
            observe_parts(table, self.unit, [entry.rows for entry in entries], departments, found)
        yield from map(in_known_money, found)

    def _departments_above(
        self, table: FoundTable, columns: ListColumns, labelled: LabelledValues, frame: dict[str, Any]
    ) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
        """Return the department above the list, and it again if the projects are its own."""
        above = own = self._department_above(labelled, frame)
        if own is not None and not self._of_one and stands_over_departments(table, columns.name, own[0]):
            own = None
        if above is None and self.kind != "department":
            above = line_of_department(self.region, table, columns.name)
        return above, own

    def _own_rows(self, table: FoundTable, columns: ListColumns) -> tuple[FoundTable, dict[int, DepartmentLine]]:
        """Return the table without parts of money and other tables, with lines of units."""
        if not columns.by_department:
            table = without_parts(table, columns.name, self.unit, self.words)
        rows = [(row, without_unit(self.region, row, cells, self.unit)) for row, cells in table.rows]
        own = takewhile(lambda line: not titles_others(columns.name, line[1], self.words), rows)
        numbered = {c for title in table.header.titles if title.column_key == "sequence" for c in title.columns}
        table = replace(table, rows=[line for line in own if line[1] and not _are_strokes(line[1], numbered)])
        if not columns.by_department:

            def is_item(cells: dict[int, Value]) -> bool:  # 120急救中心 | 150 | 出车次数≥3600次
                own = columns.name.place(cells) is not None and any(t.place(cells) is not None for t in columns.stated)
                return own or states_indicator(cells, table)

            return table, heading_lines(table, columns.name, self.unit, None if columns.lines else is_item)
        return table, {} if self.kind == "department" else region_lines(table, columns.name, self.unit)

    def _is_summary(
        self, table: FoundTable, columns: ListColumns, departments: dict[int, DepartmentLine], *, above: bool
    ) -> bool:
        """Return whether a list of names and amounts is that of one department."""
        if not columns.lines or columns.of_whole or columns.by_department:
            return False
        return self.kind == "summary" or not of_several_departments(table, columns.beside, departments, above=above)

    def _stated_indicators(self, document: dict[str, Any], entry: ListEntry, columns: ListColumns) -> None:
        """Enter the indicators that stand in cells: 数量指标 over 清淤12公里."""
        for title in columns.stated:
            for row, cells in entry.rows:
                indicators, rest = read_stated(self.region, title, row, cells)
                known = [[each.get(key) for key in _OF_INDICATOR] for each in document["indicators"]]
                document["indicators"] += [i for i in indicators if [i.get(key) for key in _OF_INDICATOR] not in known]
                if rest:
                    document.setdefault("other", []).extend(rest)

    def _levels_asked(self, document: dict[str, Any], title: HeaderTitle, levels: list[str]) -> None:
        seen = {"code": "levels-asked", "cells": [address(title.row, title.left)], "texts": levels}
        document.setdefault("observations", []).append(seen)

    def _results(
        self, document: dict[str, Any], entry: ListEntry, reader: ResultReader, titles: list[HeaderTitle]
    ) -> None:
        """Enter what all rows of a project say alike of its results, under ``titles``."""
        row, first = entry.rows[0]
        told: dict[int, Value] = {}
        for title in titles:
            values = entry.values(title)
            if all(same_text(values[0][1], other) for _, other in values[1:]):
                told |= {c: first[c] for c in title.columns if c in first}
                self.region.taken.update(place for place, _ in values)
        reader.enter(document, row, told, document["cells"].get("project", address(row, min(first))))

    # ------------------------------------------------------------ the head of a document

    def _department_above(self, labelled: LabelledValues, frame: dict[str, Any]) -> tuple[str, str] | None:
        """The department on a line above the list, with its address."""
        best: tuple[int, str, str] | None = None
        for each in labelled.found:
            if each.key == "department" and self.kind == "department":
                continue  # the one that lists its units
            if each.meaning is not None and each.key == "department" and each.value is not None and each.place:
                name, code = name_and_code(str(each.value).strip(), each.label)
                if best is None or each.meaning.rank < best[0]:
                    best = (each.meaning.rank, name, self.region.take(*each.place))
                    self._of_one = "部门" in each.label
                    if code is not None:
                        frame["department_code"] = code
            else:
                self._signoff(each, frame)
        return None if best is None else best[1:]

    def _signoff(self, each: Labelled, frame: dict[str, Any]) -> None:
        key = each.key
        if each.value is None or each.place is None:
            return
        text = text_of(each.value, self.region.sheet.formats.get(each.place))
        cell = self.region.take(*each.place)
        if key.startswith("signoff."):
            name = key.partition(".")[2]
            if frame["signoff"].get(name) is None:
                enter(frame, key, text, cell)
        elif text is not None and (key == "department_code" or (key == "project" and self._of_regions)):
            enter(frame, key, text, cell)  # 资金名称 over counties
        elif key not in ("currency_unit", "year") and text is not None:
            keep(frame, each.label, text, cell)

    def _name(
        self, document: dict[str, Any], entry: ListEntry, department: tuple[str, str] | None, columns: ListColumns
    ) -> None:
        if columns.by_department and entry.name is None:
            document["department"] = None
            return
        if columns.by_department:
            name, code = name_and_code(without_number(str(entry.name)))
            enter(document, "department", name, entry.beginning())
            if code is not None:
                document["department_code"] = code
            return
        document["project"] = None
        if entry.name is not None and entry.at is not None and is_figure(entry.name):
            self.region.taken.discard(entry.at)  # 40 where 档案整理 stands below 金额
        elif entry.name is not None and entry.at is not None and not is_placeholder(entry.name):
            name, code = project_and_code(without_number(entry.name))
            enter(document, "project", name, address(*entry.at))
            if code is not None:
                enter(document, "project_code", code, address(*entry.at))
        units = [each for each in entry.headings if is_organisation(each[0])]
        if all(title.field_key not in ("department", "implementing_unit") for title in columns.beside):
            units = units or [each for each in entry.headings if is_owner(each[0])]  # 海平市 over its projects
        if department is not None and not (units and is_bureau_beside(units[0][0], department[0])):
            enter(document, "department", *department)
        elif units:
            enter(document, "department", name_and_code(squeeze(units[0][0]))[0], address(*units[0][1]))
        last = name_and_code(squeeze(units[-1][0]))[0] if units else None
        if last is not None and last != document["department"] and "implementing_unit" in of_kind(self.kind)["texts"]:
            enter(document, "implementing_unit", last, address(*units[-1][1]))

    # ------------------------------------------------------------ the indicators

    def _total_score(self, document: dict[str, Any], table: FoundTable, entry: ListEntry) -> None:
        """Enter the score on the line that adds up a project: 总分 | 100 | 99.75."""
        row, cells = entry.total or (0, {})
        title = next((each for each in table.header.titles if each.column_key == "score"), None)
        score = None if title is None or not names_score(cells) else parse_number(title.value(cells))
        if self.kind == "selfeval" and score is not None and title is not None:
            enter(document, "total_score", score, address(row, title.left))

    def _indicators(self, document: dict[str, Any], table: FoundTable, entry: ListEntry) -> None:
        fields = [t for t in table.header.titles if t.field is not None]
        heads = [t for t in fields if t.is_of_project or self.kind == "department"]
        header = replace(table.header, titles=[t for t in table.header.titles if t not in heads])
        columns = table_columns(
            self.region, header, table.rows, self.kind, self.words, self.year, classification_in(entry.rows)
        )
        head_columns = {column for title in heads for column in title.columns}
        rows = ((row, {c: value for c, value in cells.items() if c not in head_columns}) for row, cells in entry.rows)
        read = read_indicators(self.region, columns, [line for line in rows if line[1]])
        document["indicators"] = [
            indicator for side, found in read.by_side.items() if side != "period" for indicator in found
        ] or [indicator for found in read.by_side.values() for indicator in found]
        period = read.by_side.get("period", [])
        if period and document["indicators"] is not period and len(read.by_side) > 1:
            period_side(document)["indicators"] = period
        document["notes"] = document["notes"] + read.notes
        document.setdefault("observations", []).extend(read.observations)
        named = [(group.level1, group.level2) for group in columns.groups]
        if all(any(levels) for levels in named):
            levels = [level for pair in named for level in pair if level]
            self._levels_asked(document, heads[0], levels)
        if columns.unknown and "column-unknown" not in {note["code"] for note in document["notes"]}:
            cells = [address(title.row, title.left) for title in columns.unknown]
            document["notes"].append({"code": "column-unknown", "cells": cells})


def _are_strokes(cells: dict[int, Value], numbered: set[int]) -> bool:
    """Return whether a row has nothing but strokes behind its number: 2 | — | —."""
    said = [value for column, value in cells.items() if column not in numbered]
    return bool(said) and all(map(is_placeholder, said))
