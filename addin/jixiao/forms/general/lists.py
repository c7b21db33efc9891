"""Lists: a table whose rows carry project names gives a document for each.

What stands beside a name (department, amount, goal) is read from the rows of its project, in the unit of its own title.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from jixiao.forms.cell_text import is_placeholder, text_of
from jixiao.forms.document import Kind
from jixiao.forms.general.amounts import WHOLE
from jixiao.forms.general.block_tables import FoundTable
from jixiao.forms.general.columns import classification_in, table_columns
from jixiao.forms.general.entries import EntryReader, ListEntry, carry_down, is_of_project, same_text, states_indicator
from jixiao.forms.general.header_titles import HeaderTitle, is_of_earlier_year, leave_scores_of_projects, numbers_rows
from jixiao.forms.general.indicator_sides import read_indicators
from jixiao.forms.general.kinds import of_kind
from jixiao.forms.general.labelled_values import Labelled, LabelledValues
from jixiao.forms.general.list_departments import (
    FURTHEST,
    distance_from_department,
    is_bureau_beside,
    of_several_departments,
)
from jixiao.forms.general.list_summary import AMOUNTS, summary_of
from jixiao.forms.general.results import ResultReader, is_result
from jixiao.forms.general.stated import level_columns, levels_of, read_stated
from jixiao.forms.general.subtotals import department_lines, is_organisation, observe_parts, observe_total
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.money import parse_money
from jixiao.forms.region import Region
from jixiao.forms.text import squeeze
from jixiao.forms.titles import year_in
from jixiao.forms.unit_names import name_and_code
from jixiao.grid.address import address
from jixiao.grid.model import Value

_CARRIED = frozenset(("department", "department_code"))
_TEXTS_BESIDE = _CARRIED | {
    "project_code",
    "implementing_unit",
    "category",
    "period",
    "year",
    "goals.annual",
    "goals.actual",
}
"""What stands beside the name of a project in a list of results."""
_WHOLE_PROJECT = re.compile("项目总(?!体)")
"""What a title says of the whole project beside an amount of one stage: 项目总额 beside 批复数."""
_STAGE = re.compile("批复|下达|核定|审核|审定|申报|申请")
_FUNDING = {"total": "total", "fiscal": "fiscal", "carryover": "carryover", "other": "other"}


class ListReader:
    """Splits a list into the documents of its projects."""

    def __init__(self, region: Region, words: Vocabulary, kind: Kind, year: int | None, unit: str | None) -> None:
        self.region = region
        self.words = words
        self.kind = kind
        self.year = year
        self.unit = unit

    def documents(self, table: FoundTable, labelled: LabelledValues, frame: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The documents of the list, in the order of their first rows."""
        titles = table.header.titles
        name = table.header.title_of("project")
        assert name is not None
        has_indicators = table.header.kind == "indicators"
        if has_indicators:
            leave_scores_of_projects(titles)
        department = self._department_above(labelled, frame)
        results_alone = not has_indicators and self.kind in ("selfeval", "monitoring")
        others = [t for t in titles if t is not name and not numbers_rows(t)]
        beside = [t for t in others if t.field is not None and (t.column is None or is_of_project(t))]
        results = [t for t in beside if self.kind in ("selfeval", "monitoring") and is_result(t)]
        if results_alone:
            results = [t for t in others if is_result(t) or t.field_key not in _TEXTS_BESIDE]
        beside = [t for t in beside if t not in results]
        reader = ResultReader(self.region, self.kind, results, self.unit, self.year)
        stated = level_columns(titles) if not has_indicators and self.kind == "project" else []
        lines = not has_indicators and not stated
        is_item = (lambda cells: states_indicator(cells, table)) if not lines else None
        departments = department_lines(table, name, self.unit, is_item)
        if (
            lines
            and not results_alone
            and (self.kind == "summary" or not of_several_departments(table, beside, departments))
        ):
            yield summary_of(self.region, table, name, self.unit, frame, department)
            return
        entries = EntryReader(self.region, table, name).entries(departments, lines=lines)
        carry_down(entries, [t for t in beside if t.field_key in _CARRIED])
        found: list[dict[str, Any]] = []
        for entry in entries:
            if results_alone and (entry.name is None or is_placeholder(entry.name)):
                continue
            document = copy.deepcopy(frame)
            document["source"] |= {"title_cell": entry.beginning(), "rows": [entry.rows[0][0], entry.rows[-1][0]]}
            self._name(document, entry, department)
            self._beside(document, entry, beside, name)
            if results:
                self._results(document, entry, reader)
            if has_indicators:
                self._indicators(document, table, entry)
            elif not results_alone:
                levels = [text for title in stated for text in levels_of(title.text, title.path) or () if text]
                self._levels_asked(document, name, levels)
            for title in stated:
                for row, cells in entry.rows:
                    indicators, rest = read_stated(self.region, title, row, cells)
                    document["indicators"] += indicators
                    if rest:
                        document.setdefault("other", []).extend(rest)
            found.append(document)
        if results:
            reader.observe_totals(table, found)
        elif found:
            observe_total(table, self.unit, found)
        observe_parts(table, self.unit, [entry.rows for entry in entries], departments, found)
        yield from found

    def _levels_asked(self, document: dict[str, Any], title: HeaderTitle, levels: list[str]) -> None:
        seen = {"code": "levels-asked", "cells": [address(title.row, title.left)], "texts": levels}
        document.setdefault("observations", []).append(seen)

    def _results(self, document: dict[str, Any], entry: ListEntry, reader: ResultReader) -> None:
        """Enter the results of a project that are the same on each of its rows."""
        row, first = entry.rows[0]
        told: dict[int, Value] = {}
        for title, _ in reader.columns:
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
            if each.meaning is not None and each.key == "department" and each.value is not None and each.place:
                name, code = name_and_code(str(each.value).strip(), each.label)
                if best is None or each.meaning.rank < best[0]:
                    best = (each.meaning.rank, name, self.region.take(*each.place))
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
                frame["signoff"][name] = text
                frame["cells"][key] = cell
        elif key not in ("currency_unit", "year") and text is not None:
            frame.setdefault("other", []).append(
                {"label": squeeze(each.label).rstrip("：:"), "value": text, "cell": cell}
            )

    def _name(self, document: dict[str, Any], entry: ListEntry, department: tuple[str, str] | None) -> None:
        document["project"] = None
        if entry.name is not None and entry.at is not None and not is_placeholder(entry.name):
            name, code = name_and_code(entry.name)
            document["project"] = name
            document["cells"]["project"] = address(*entry.at)
            if code is not None:
                document["project_code"] = code
                document["cells"]["project_code"] = address(*entry.at)
        units = [(text, at) for text, at in entry.headings if is_organisation(text)]
        if department is not None and not (units and is_bureau_beside(units[0][0], department[0])):
            document["department"], document["cells"]["department"] = department
        elif units:
            document["department"] = name_and_code(squeeze(units[0][0]))[0]
            document["cells"]["department"] = address(*units[0][1])
        last = name_and_code(squeeze(units[-1][0]))[0] if units else None
        if last is not None and last != document["department"] and "implementing_unit" in of_kind(self.kind)["texts"]:
            document["implementing_unit"] = last
            document["cells"]["implementing_unit"] = address(*units[-1][1])

    def _beside(self, document: dict[str, Any], entry: ListEntry, beside: list[HeaderTitle], name: HeaderTitle) -> None:
        """Enter what stands beside the name: the first value; another is ``other``."""
        goal_sides = {t.side for t in beside if t.field_key == "goals.annual"}
        yearly = any(t.field_key == "amount.total" and t.side == "annual" for t in beside)
        staged = any(t.field_key == "amount.total" and _STAGE.search(t.text) for t in beside)
        departments = [t for t in beside if t.field_key == "department"]
        filing = min(departments, key=distance_from_department, default=None)
        if filing is not None and self._is_of_units(document, entry, filing):
            filing = None
        for title in sorted(beside, key=_rank):  # 批复数 before 核定数 before 申报数
            values = entry.values(title)
            if not values:
                continue
            key = title.field_key
            if key == "department" and title is not filing:
                key = "implementing_unit"  # 单位名称 beside 部门名称
            (place, first), *others = values
            same = all(same_text(first, other) for _, other in others)
            if key.startswith(("amount.", "execution.")):
                if not same:
                    continue  # parts of an amount: never one of them, never their sum
                if is_of_earlier_year(title, beside, self.year):
                    title = replace(title, side="last")
                whole = (yearly and WHOLE.search(title.name)) or (staged and _WHOLE_PROJECT.search(title.name))
                self._amount(document, title, key, place, first, yearly=yearly, whole=bool(whole))
            else:
                self._text(document, title, key, place, first, goal_sides)
            if same:
                self.region.taken.update(at for at, _ in others)

    def _is_of_units(self, document: dict[str, Any], entry: ListEntry, title: HeaderTitle) -> bool:
        """Return whether a column 单位 holds units of the department above."""
        above, values = document["department"], entry.values(title)
        return (
            distance_from_department(title) == FURTHEST
            and above is not None
            and bool(values)
            and not is_bureau_beside(str(values[0][1]), above)
            and name_and_code(squeeze(str(values[0][1])))[0] != above
        )

    def _amount(
        self,
        document: dict[str, Any],
        title: HeaderTitle,
        key: str,
        place: tuple[int, int],
        value: Value,
        *,
        yearly: bool,
        whole: bool,
    ) -> None:
        role = "total" if key.startswith("execution.") else key.partition(".")[2]
        amount = parse_money(value, self.unit or title.unit or "万元", title.unit)
        if amount is None:
            return
        cell = self.region.take(*place)
        side = "annual" if title.year is not None and title.year == self.year else title.side
        if side == "last":
            document.setdefault("last_year", []).append({"label": title.name, "value": amount, "cell": cell})
            return
        name = _FUNDING.get(role) if key in AMOUNTS else None
        if name == "total" and yearly and side == "annual":
            name = "annual"
        if name == "total" and side is None and whole:
            of_period = document.setdefault("period_side", {"funding": {}, "indicators": [], "cells": {}})
            of_period["funding"]["total"], of_period["cells"]["funding.total"] = amount, cell
            return
        funding = document.setdefault("funding", {})
        if name is None or side in ("half", "period") or funding.get(name) is not None:
            document.setdefault("other", []).append({"label": title.name, "value": amount, "cell": cell})
            return
        funding[name] = amount
        document["cells"][f"funding.{name}"] = cell

    def _text(
        self,
        document: dict[str, Any],
        title: HeaderTitle,
        key: str,
        place: tuple[int, int],
        value: Value,
        sides: set[Any],
    ) -> None:
        text = text_of(value, self.region.sheet.formats.get(place))
        if text is None:
            return
        cell = self.region.take(*place)
        if key.startswith("goals."):
            name = key.partition(".")[2]
            if name == "annual" and (title.side == "period" or (title.side is None and "annual" in sides)):
                name = "period"
            if document.setdefault("goals", {}).get(name) is None:
                document["goals"][name] = text
                document["cells"][f"goals.{name}"] = cell
                return
        elif key == "year":
            if document["fiscal_year"] is None and (year := year_in(text)) is not None:
                document["fiscal_year"], document["cells"]["fiscal_year"] = year, cell
                return
        elif key in ("department", "implementing_unit"):
            unit, code = name_and_code(text, title.text)
            if key == "department" or (key in of_kind(self.kind)["texts"] and document.get(key) is None):
                document[key] = unit
                document["cells"][key] = cell
                if code is not None and key == "department":
                    document.setdefault("department_code", code)
                return
        elif key in ("project_code", "department_code") or (
            key in of_kind(self.kind)["texts"] and document.get(key) is None
        ):
            document[key] = text
            document["cells"][key] = cell
            return
        document.setdefault("other", []).append({"label": title.name, "value": text, "cell": cell})

    # ------------------------------------------------------------ the indicators

    def _indicators(self, document: dict[str, Any], table: FoundTable, entry: ListEntry) -> None:
        columns = table_columns(
            self.region, table.header, table.rows, self.kind, self.words, self.year, classification_in(entry.rows)
        )
        heads = [t for t in table.header.titles if t.field is not None and (t.column is None or is_of_project(t))]
        head_columns = {column for title in heads for column in title.columns}
        rows = [
            (row, {column: value for column, value in cells.items() if column not in head_columns})
            for row, cells in entry.rows
        ]
        read = read_indicators(self.region, columns, [(row, cells) for row, cells in rows if cells], 1)
        document["indicators"] = [
            indicator for side, found in read.by_side.items() if side != "period" for indicator in found
        ] or [indicator for found in read.by_side.values() for indicator in found]
        period = read.by_side.get("period", [])
        if period and document["indicators"] is not period and len(read.by_side) > 1:
            of_period = document.setdefault("period_side", {"funding": {}, "indicators": [], "cells": {}})
            of_period["indicators"] = period
        document["notes"] = document["notes"] + read.notes
        named = [(group.level1, group.level2) for group in columns.groups]
        if all(any(levels) for levels in named):
            levels = [level for pair in named for level in pair if level]
            self._levels_asked(document, heads[0], levels)
        if columns.unknown and "column-unknown" not in {note["code"] for note in document["notes"]}:
            cells = [address(title.row, title.left) for title in columns.unknown]
            document["notes"].append({"code": "column-unknown", "cells": cells})


def _rank(title: HeaderTitle) -> int:
    """Return how far an amount is from one granted; 0 for all else beside a name."""
    return title.field.rank if title.field is not None and title.field_key == "amount.total" else 0
