"""Lists: a table whose rows carry the names of projects gives a document for each project.

A name is repeated on each row, merged over its rows, or written once and left blank below; what stands beside it
(department, amount, goal) is read from its own rows, in the unit of its own title. A row with one name alone is the
department or unit of the rows below it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jixiao.forms.document import Kind
from jixiao.forms.fields import text_of
from jixiao.forms.general.columns import Rows, classification_in, table_columns
from jixiao.forms.general.header_titles import Title, numbers_the_columns
from jixiao.forms.general.indicators import read_indicators
from jixiao.forms.general.labelled import Labelled, LabelledValues
from jixiao.forms.general.results import ResultReader
from jixiao.forms.general.stated import level_columns, read_stated
from jixiao.forms.general.subtotals import (
    adds_up,
    amount_under,
    department_lines,
    is_organisation,
    money_title,
    wrong_sums,
)
from jixiao.forms.general.tables import FoundTable, is_subtotal, is_total
from jixiao.forms.general.values import TEXT_KEYS, WHOLE
from jixiao.forms.general.vocabulary import Vocabulary
from jixiao.forms.labels import cached_form
from jixiao.forms.money import parse_money
from jixiao.forms.region import Region
from jixiao.forms.tables import is_placeholder
from jixiao.forms.text import clean, squeeze
from jixiao.forms.titles import year_in
from jixiao.forms.unit_names import name_and_code
from jixiao.grid.address import address
from jixiao.grid.model import Value

_BUREAU = re.compile(r"(?:局|委|委员会|厅)$")
_TOTALS = frozenset(("amount.total", "execution.annual", "execution.initial"))
_CARRIED = frozenset(("department", "department_code"))
_FUNDING = {"total": "total", "fiscal": "fiscal", "carryover": "carryover", "other": "other"}


@dataclass(slots=True)
class _Entry:
    """One project of a list: its rows, its name and what stands above it."""

    name: str | None
    at: tuple[int, int] | None
    rows: Rows = field(default_factory=list)
    headings: tuple[tuple[str, tuple[int, int]], ...] = ()


def _beginning(entry: _Entry) -> str:
    """Return the cell by which the form of a project is known, for all have the title of the list: that of its name."""
    row, cells = entry.rows[0]
    return address(*(entry.at or (row, min(cells))))


class ListReader:
    """Splits a list into the documents of its projects."""

    def __init__(self, region: Region, words: Vocabulary, kind: Kind, year: int | None, unit: str | None) -> None:
        self.region = region
        self.words = words
        self.kind = kind
        self.year = year
        self.unit = unit
        self._held: dict[int, Value] = {}

    def documents(self, table: FoundTable, labelled: LabelledValues, frame: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The documents of the list, in the order of their first rows."""
        titles = table.header.titles
        name = next(t for t in titles if t.field is not None and t.field.key == "project")
        beside = [t for t in titles if t.field is not None and t is not name and (t.column is None or _is_head(t))]
        has_indicators = table.header.kind == "indicators"
        department = self._department_above(labelled, frame)
        if not has_indicators and self.kind in ("selfeval", "monitoring"):
            yield from ResultReader(self.region, self.kind, self.unit).documents(table, frame, department)
            return
        stated = level_columns(titles) if not has_indicators and self.kind == "project" else []
        if not has_indicators and not stated:
            yield self._summary(table, name, beside, frame, department)
            return
        departments = department_lines(table, name, self.unit, lambda cells: self._has_row(cells, table))
        entries = self._entries(table, name, [t for t in beside if self._identifies(t)], departments)
        found: list[dict[str, Any]] = []
        for entry in entries:
            self._carry_down(entry, [t for t in beside if t.field is not None and t.field.key in _CARRIED])
            document = copy.deepcopy(frame)
            document["source"] |= {"title_cell": _beginning(entry), "rows": [entry.rows[0][0], entry.rows[-1][0]]}
            self._name(document, entry, department)
            results = [t for t in beside if self._is_result(t)]
            self._beside(document, entry, [t for t in beside if t not in results], name)
            if results:
                self._results(document, table, entry, results)
            if has_indicators:
                self._indicators(document, table, entry)
            for title in stated:
                for row, cells in entry.rows:
                    indicators, rest = read_stated(self.region, title, row, cells)
                    document["indicators"] += indicators
                    if rest:
                        document.setdefault("other", []).extend(rest)
            found.append(document)
        self._observe_total(table, beside, found)
        self._observe_parts(table, entries, departments, found)
        yield from found

    def _is_result(self, title: Title) -> bool:
        """Whether a column beside the name tells what was spent or reached, on a list of the end of the year."""
        key = title.field.key if title.field is not None else ""
        return self.kind in ("selfeval", "monitoring") and (
            key.startswith("execution.") or key in ("amount.total", "total_score", "grade")
        )

    def _results(self, document: dict[str, Any], table: FoundTable, entry: _Entry, titles: list[Title]) -> None:
        """Enter the results of a project that are the same on each of its rows."""
        same = []
        for title in titles:
            values = self._values(entry, title)
            if values and all(_same(values[0][1], other) for _, other in values):
                same.append(title)
                self.region.taken.update(place for place, _ in values)
        row = entry.rows[0][0]
        cell = document["cells"].get("project", address(row, table.header.left))
        ResultReader(self.region, self.kind, self.unit).enter(document, table, same, row, cell)

    def _observe_total(self, table: FoundTable, beside: list[Title], documents: list[dict[str, Any]]) -> None:
        """Say on the last document that the total of the list is not the sum of its amounts, where all are known."""
        funding = [document.get("funding", {}) for document in documents]
        amounts = [amounts.get("total", amounts.get("annual")) for amounts in funding]
        title = next((t for t in beside if t.field is not None and t.field.key in _TOTALS and t.side != "last"), None)
        totals = [(row, cells) for row, cells in table.rows if is_total(cells) and not is_subtotal(cells)]
        if title is None or len(totals) != 1 or any(amount is None for amount in amounts):
            return
        row, cells = totals[0]
        column = next((c for c in range(title.left, title.right + 1) if c in cells), None)
        stated = title.field.unit if title.field is not None else None
        total = parse_money(cells[column], self.unit or stated or "万元", stated) if column is not None else None
        added = sum((amount for amount in amounts if amount is not None), Decimal(0))
        if column is not None and total is not None and total != added:
            seen = {"code": "list-sum", "cells": [address(row, column)] * 2, "texts": [str(total), str(added)]}
            documents[-1].setdefault("observations", []).append(seen)

    def _observe_parts(
        self,
        table: FoundTable,
        entries: list[_Entry],
        departments: dict[int, tuple[int, str]],
        documents: list[dict[str, Any]],
    ) -> None:
        """Say on the last document that the amount of a department in the list is no sum of its projects."""
        money = money_title(table.header.titles)
        if money is None:
            return
        items = []
        for entry in entries:
            amount = next((amount_under(money, cells, self.unit) for _, cells in entry.rows), None)
            if amount is None:
                return
            items.append((entry.rows[0][0], amount))
        for row, stated, added in wrong_sums(table, money, self.unit, departments, items):
            cells = dict(table.rows)[row]
            column = next(c for c in range(money.left, money.right + 1) if c in cells)
            seen = {"code": "list-sum", "cells": [address(row, column)] * 2, "texts": [str(stated), str(added)]}
            documents[-1].setdefault("observations", []).append(seen)

    # ------------------------------------------------------------ which rows belong together

    def _identifies(self, title: Title) -> bool:
        return title.field is not None and title.field.key in ("project_code", "department", "department_code")

    def _entries(
        self, table: FoundTable, name: Title, identity: list[Title], departments: dict[int, tuple[int, str]]
    ) -> list[_Entry]:
        entries: list[_Entry] = []
        headings: list[tuple[str, tuple[int, int]]] = []
        by_key: dict[tuple[str, ...], _Entry] = {}
        fresh = False
        for row, cells in table.rows:
            if row in departments:
                self.region.taken.update((row, column) for column in cells)
                column, text = departments[row]
                headings = [] if not fresh and entries else headings
                headings.append((clean(text), (row, column)))
                by_key = {}
                fresh = True
                continue
            if numbers_the_columns(cells):
                self.region.taken.update((row, column) for column in cells)
                continue
            if is_total(cells) or (adds_up(cells) and not self._has_row(cells, table)):
                self.region.taken.update((row, column) for column in cells)
                continue
            place = next((c for c in range(name.left, name.right + 1) if c in cells), None)
            lone = len(cells) == 1 or (place is not None and not self._has_row(cells, table))
            if place is not None and lone and not self._is_project_row(row, place, cells, table):
                text = clean(str(cells[place]))
                headings = [] if not fresh and entries else headings
                headings.append((text, (row, place)))
                self.region.take(row, place)
                by_key = {}
                fresh = True
                continue
            if place is None and not entries:
                entries.append(_Entry(None, None, [], tuple(headings)))
                entries[-1].rows.append((row, cells))
                continue
            if place is None:
                key = self._key(row, cells, None, identity)
                last = self._key(*entries[-1].rows[-1], None, identity)
                other_unit = entries[-1].name is None and any(key) and any(last) and key != last
                if other_unit or self._states_another_goal(table, entries[-1], cells):
                    entries.append(_Entry(None, None, [], tuple(headings)))
                entries[-1].rows.append((row, cells))
                continue
            text = squeeze(clean(str(text_of(cells[place]) or "")))
            key = self._key(row, cells, text, identity)
            known = by_key.get(key)
            if known is not None and (entries[-1] is known or not self._merged(row, place)):
                known.rows.append((row, cells))
            else:
                entry = _Entry(clean(str(text_of(cells[place]) or "")), (row, place), [(row, cells)], tuple(headings))
                entries.append(entry)
                by_key[key] = entry
            self.region.take(row, place)
            fresh = False
        return entries

    def _states_another_goal(self, table: FoundTable, entry: _Entry, cells: dict[int, Value]) -> bool:
        """Whether a row without a name states a goal in words that is not that of the project above: it has lost its name."""
        for title in table.header.titles:
            if title.field is None or not title.field.key.startswith("goals.annual"):
                continue
            stated = next((cells[c] for c in range(title.left, title.right + 1) if c in cells), None)
            known = [value for _, value in self._values(entry, title)]
            if isinstance(stated, str) and known and not any(_same(stated, value) for value in known):
                return True
        return False

    def _merged(self, row: int, column: int) -> bool:
        return self.region.bottom_edge(row, column) > row

    def _key(self, row: int, cells: dict[int, Value], name: str | None, identity: list[Title]) -> tuple[str, ...]:
        values = [next((str(cells[c]) for c in range(t.left, t.right + 1) if c in cells), "") for t in identity]
        return (name or "", *map(squeeze, values))

    def _has_row(self, cells: dict[int, Value], table: FoundTable) -> bool:
        """Whether a row says something of an indicator."""
        return any(
            title.column is not None
            and title.column.key in ("level1", "level2", "level3", "target")
            and any(column in cells for column in range(title.left, title.right + 1))
            for title in table.header.titles
        )

    def _is_project_row(self, row: int, place: int, cells: dict[int, Value], table: FoundTable) -> bool:
        """Whether a row without indicators is the first of a project, merged or with its amount beside the name."""
        return self._merged(row, place) or len(cells) > 1

    # ------------------------------------------------------------ the head of a document

    def _department_above(self, labelled: LabelledValues, frame: dict[str, Any]) -> tuple[str, str] | None:
        """The department on a line above the list, with its address."""
        best: tuple[int, str, str] | None = None
        for each in labelled.found:
            meaning = each.meaning
            if (
                meaning is not None
                and meaning.key == "department"
                and each.value is not None
                and each.place is not None
            ):
                name, code = name_and_code(str(each.value).strip(), each.label)
                if best is None or meaning.rank < best[0]:
                    best = (meaning.rank, name, self.region.take(*each.place))
                    if code is not None:
                        frame["department_code"] = code
            else:
                self._signoff(each, frame)
        return None if best is None else best[1:]

    def _signoff(self, each: Labelled, frame: dict[str, Any]) -> None:
        key = each.meaning.key if each.meaning is not None else ""
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

    def _name(self, document: dict[str, Any], entry: _Entry, department: tuple[str, str] | None) -> None:
        document["project"] = None
        if entry.name is not None and entry.at is not None and not is_placeholder(entry.name):
            name, code = name_and_code(entry.name)
            document["project"] = name
            document["cells"]["project"] = address(*entry.at)
            if code is not None:
                document["project_code"] = code
                document["cells"]["project_code"] = address(*entry.at)
        units = [(text, at) for text, at in entry.headings if is_organisation(text)]
        if department is not None and not (units and _is_bureau_beside(units[0][0], department[0])):
            document["department"], document["cells"]["department"] = department
        elif units:
            document["department"] = name_and_code(squeeze(units[0][0]))[0]
            document["cells"]["department"] = address(*units[0][1])
        last = name_and_code(squeeze(units[-1][0]))[0] if units else None
        if last is not None and last != document["department"] and "implementing_unit" in TEXT_KEYS[self.kind]:
            document["implementing_unit"] = last
            document["cells"]["implementing_unit"] = address(*units[-1][1])

    def _beside(self, document: dict[str, Any], entry: _Entry, beside: list[Title], name: Title) -> None:
        """What stands beside the name: the first value of each column; a second, different one is kept as ``other``."""
        goal_sides = {t.side for t in beside if t.field is not None and t.field.key == "goals.annual"}
        yearly = any(t.field is not None and t.field.key == "amount.total" and t.side == "annual" for t in beside)
        departments = [t for t in beside if t.field is not None and t.field.key == "department"]
        filing = min(departments, key=_distance_from_department, default=None)
        for title in sorted(beside, key=_is_asked):  # 本年核定数 before 本年申报数
            assert title.field is not None
            values = self._values(entry, title)
            if not values:
                continue
            key = title.field.key
            if key == "department" and title is not filing:
                key = "implementing_unit"  # 单位名称 beside 部门名称
            (place, first), *others = values
            same = all(_same(first, other) for _, other in others)
            if key.startswith(("amount.", "execution.")):
                if not same:
                    continue  # parts of an amount: never one of them, never their sum
                self._amount(document, title, key, place, first, yearly=yearly)
            else:
                self._text(document, title, key, place, first, goal_sides)
            if same:
                self.region.taken.update(at for at, _ in others)

    def _carry_down(self, entry: _Entry, titles: list[Title]) -> None:
        """Give a project the department that was written once for several, merged or left blank below."""
        row, cells = entry.rows[0]
        for title in titles:
            place = next((c for c in range(title.left, title.right + 1) if c in cells), None)
            if place is not None:
                self._held[title.left] = cells[place]
            elif title.left in self._held:
                entry.rows[0] = (row, {**entry.rows[0][1], title.left: self._held[title.left]})

    def _values(self, entry: _Entry, title: Title) -> list[tuple[tuple[int, int], Value]]:
        found = []
        for row, cells in entry.rows:
            for column in range(title.left, title.right + 1):
                if column in cells and not is_placeholder(cells[column]):
                    found.append(((row, column), cells[column]))
                    break
        return found

    def _amount(
        self, document: dict[str, Any], title: Title, key: str, place: tuple[int, int], value: Value, *, yearly: bool
    ) -> None:
        assert title.field is not None
        stated = title.field.unit
        role = "total" if key.startswith("execution.") else key.partition(".")[2]
        amount = parse_money(value, self.unit or stated or "万元", stated)
        if amount is None:
            return
        cell = self.region.take(*place)
        side = title.side
        if title.year is not None and self.year is not None:
            side = "last" if title.year < self.year else "annual" if title.year == self.year else side
        if side == "last":
            document.setdefault("last_year", []).append({"label": title.name, "value": amount, "cell": cell})
            return
        name = _FUNDING.get(role) if key in _AMOUNTS else None
        if name == "total" and yearly and side == "annual":
            name = "annual"
        if name == "total" and yearly and side is None and WHOLE.search(title.name):
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
        self, document: dict[str, Any], title: Title, key: str, place: tuple[int, int], value: Value, sides: set[Any]
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
            if key == "department" or (key in TEXT_KEYS[self.kind] and document.get(key) is None):
                document[key] = unit
                document["cells"][key] = cell
                if code is not None and key == "department":
                    document.setdefault("department_code", code)
                return
        elif key in ("project_code", "department_code") or (key in TEXT_KEYS[self.kind] and document.get(key) is None):
            document[key] = text
            document["cells"][key] = cell
            return
        document.setdefault("other", []).append({"label": title.name, "value": text, "cell": cell})

    # ------------------------------------------------------------ the indicators

    def _indicators(self, document: dict[str, Any], table: FoundTable, entry: _Entry) -> None:
        columns = table_columns(
            self.region, table.header, table.rows, self.kind, self.words, self.year, classification_in(entry.rows)
        )
        heads = [t for t in table.header.titles if t.field is not None and (t.column is None or _is_head(t))]
        head_columns = {column for title in heads for column in range(title.left, title.right + 1)}
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
        if columns.unknown and "column-unknown" not in {note["code"] for note in document["notes"]}:
            cells = [address(title.row, title.left) for title in columns.unknown]
            document["notes"].append({"code": "column-unknown", "cells": cells})

    # ------------------------------------------------------------ a list without indicators

    def _summary(
        self,
        table: FoundTable,
        name: Title,
        beside: list[Title],
        frame: dict[str, Any],
        department: tuple[str, str] | None,
    ) -> dict[str, Any]:
        """A list of projects with amounts or goals only: a summary with a row for each."""
        document = {
            key: value
            for key, value in frame.items()
            if key not in ("goals", "indicators", "funding", "execution", "budget", "tasks")
        }
        document |= {"form": "summary", "kind": "summary", "rows": []}
        if department is not None:
            document["department"], document["cells"]["department"] = department
        columns = _summary_columns(table.header.titles, name)
        departments = department_lines(table, name, self.unit)
        for row, cells in table.rows:
            if (
                numbers_the_columns(cells)
                or row in departments
                or is_subtotal(cells)
                or (adds_up(cells) and not is_total(cells))
            ):
                self.region.taken.update((row, column) for column in cells)
                continue
            line: dict[str, Any] = dict.fromkeys(columns) | {"seq": None, "project": None, "amount": None}
            addresses: dict[str, str] = {}
            for key, title in columns.items():
                place = next((c for c in range(title.left, title.right + 1) if c in cells), None)
                if place is None:
                    continue
                value: Any
                if key == "amount":
                    stated = title.field.unit if title.field is not None else None
                    value = parse_money(cells[place], self.unit or stated or "万元", stated)
                else:
                    value = text_of(cells[place], self.region.sheet.formats.get((row, place)))
                if value is not None:
                    line[key], addresses[key] = value, self.region.take(row, place)
            if is_total(cells):
                self.region.take(row, next(iter(cells)))
                if line["amount"] is not None:
                    document["total"] = line["amount"]
                    document["cells"]["total"] = addresses["amount"]
                continue
            if line["project"] is not None or line["amount"] is not None:
                document["rows"].append(
                    {**line, "cell": addresses.get("project", address(row, name.left)), "cells": addresses}
                )
        return document


_AMOUNTS = frozenset(
    ("amount.total", "amount.fiscal", "amount.carryover", "amount.other", "execution.annual", "execution.initial")
)


def _is_head(title: Title) -> bool:
    """Whether a column that could be one of indicators stands for the project: 年度绩效目标 is no target there."""
    return title.field is not None and title.field.key.startswith(("goals.", "amount.", "execution."))


def _is_asked(title: Title) -> bool:
    """Whether a title is that of an amount that was asked for, and perhaps not granted."""
    return title.field is not None and title.field.key == "amount.total" and title.field.rank > 0


def _distance_from_department(title: Title) -> int:
    """How far from the department a column of names is: 主管部门 before 部门名称 before 单位名称."""
    return next((place for place, word in enumerate(("主管", "部门")) if word in title.text), 2)


def _is_bureau_beside(text: str, above: str) -> bool:
    """Whether a line in a list names a department of its own, not a unit of the one above the list.

    青禾县水务局 below 汇总单位：青禾县财政局 is one; 青禾县财政局本级 and 青禾县第一中学 are not.
    """
    name = name_and_code(squeeze(text))[0]
    return _BUREAU.search(name) is not None and name not in above and above not in name


def _same(first: Value, other: Value) -> bool:
    return first == other or cached_form(str(first)) == cached_form(str(other))


def _summary_columns(titles: list[Title], name: Title) -> dict[str, Title]:
    found: dict[str, Title] = {"project": name}
    for title in titles:
        key = title.field.key if title.field is not None else ""
        column = title.column.key if title.column is not None else ""
        if key in _AMOUNTS and title.side != "last":
            role = "amount" if key not in ("amount.fiscal", "amount.carryover", "amount.other") else ""
            if role:
                found.setdefault(role, title)
        elif key == "goals.period" or (key == "goals.annual" and title.side == "period"):
            found.setdefault("goal_period", title)
        elif key == "goals.annual":
            found.setdefault("goal_annual", title)
        elif column == "sequence":
            found.setdefault("seq", title)
        elif column == "remark":
            found.setdefault("remark", title)
    return found
