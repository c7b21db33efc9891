"""What stands beside the name of a project in a list: amounts, goals, units."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

from jixiao.forms.cell_text import is_placeholder, same_text, text_of
from jixiao.forms.document import Kind
from jixiao.forms.general.amount_relations import WHOLE, parts_of_public_money
from jixiao.forms.general.amounts import BUDGET
from jixiao.forms.general.column_contents import Rows
from jixiao.forms.general.document_values import enter, keep, period_side
from jixiao.forms.general.entries import ListEntry
from jixiao.forms.general.found_table import FoundTable
from jixiao.forms.general.header_kinds import is_figure
from jixiao.forms.general.header_titles import WHOLE_AMOUNTS, HeaderTitle, is_of_earlier_year
from jixiao.forms.general.kinds import of_kind
from jixiao.forms.general.list_summary import AMOUNTS
from jixiao.forms.general.list_tables import FURTHEST, distance_from_department, is_bureau_beside
from jixiao.forms.general.subtotals import is_owner
from jixiao.forms.money import Unit, parse_money
from jixiao.forms.region import Region
from jixiao.forms.text import squeeze
from jixiao.forms.titles import year_in
from jixiao.forms.total_words import adds_up
from jixiao.forms.unit_names import name_and_code
from jixiao.grid.address import address
from jixiao.grid.model import Value

_PART = "amount.part"
"""The key of an amount that is a part of another: 中央资金 beside 财政拨款."""
_WHOLE_PROJECT = re.compile("项目总(?!体)")
"""What a title says of the whole project beside an amount of one stage: 项目总额 beside 批复数."""
MOST_YEARS = 2
"""Of so many years at most the last is that of a form that does not say its own."""
_ASKED = {**dict.fromkeys(WHOLE_AMOUNTS, "funding.total"), "goals.annual": "goals.annual", "department": "department"}
"""What a list asks of each project, where a column of it is filled for most."""
_STAGE = re.compile("批复|下达|核定|审核|审定|申报|申请")


def year_of_amounts(titles: list[HeaderTitle]) -> int | None:
    """Return the only year that amounts name beside those of whole projects: 2026年安排数.

    Of three years and more, none of them that of the form, each is set aside.
    """
    money = [t for t in titles if t.field is not None and t.field.type == "money" and t.side in (None, "annual")]
    dated = [t for t in money if t.year is not None]
    years = {t.year for t in dated}
    if len(years) > MOST_YEARS:
        for title in dated:
            title.side = "aside"
    whole = all(t.year is not None or WHOLE.search(t.name) for t in money)
    return years.pop() if len(years) == 1 and whole else None


def units_of_rows(region: Region, table: FoundTable) -> dict[int, str]:
    """Return the unit of each row that names one in a column 金额单位, be it unknown."""
    found: dict[int, str] = {}
    for title in table.header.titles:
        measured = title.column is not None and table.header.kind == "indicators"
        for row, cells in table.rows if title.field_key == "currency_unit" and not measured else ():
            place = title.place(cells)
            if place is not None and not is_placeholder(cells[place]):
                unit = Unit.parse(str(cells[place]))
                found[row] = str(cells[place]) if unit is None else unit.name
                region.take_all(row, () if unit is None else (place,))
    return found


def note_blanks(region: Region, beside: list[HeaderTitle], read: list[tuple[ListEntry, dict[str, Any]]]) -> None:
    """Note the amounts and goals that a list leaves blank for a few of its projects."""
    for title in beside:
        key = _ASKED.get(title.field_key)
        if key is None or title.side == "aside" or [each.field_key for each in beside].count(title.field_key) > 1:
            continue
        blank = [one for one in read if all(_is_left(title, cells) for _, cells in one[0].rows)]
        group, _, name = key.partition(".")
        for entry, document in blank if 2 * len(blank) <= len(read) else ():
            row, left = entry.rows[0][0], title.left
            above = next((r for r in range(row - 1, title.row, -1) if region.value(r, left) is not None), title.row)
            told = document.get("indicators") or any(each.place(cells) for each in beside for _, cells in entry.rows)
            stated = document.get(group, {}).get(name) if name else document.get(key)
            if told and region.bottom_edge(above, left) < row and stated is None:
                if name:
                    document.setdefault(group, {})[name] = None
                seen = {"code": "field-blank", "cells": [address(row, left)], "texts": [key]}
                document.setdefault("observations", []).append(seen)


def _is_left(title: HeaderTitle, cells: dict[int, Value]) -> bool:
    """Return whether a row does not state what a title asks for: 待定 is no amount."""
    value = title.value(cells)
    unclear = title.field_key in WHOLE_AMOUNTS and parse_money(value) is None
    return value is None or is_placeholder(value) or unclear


def carry_down(region: Region, entries: list[ListEntry], titles: list[HeaderTitle], rows: Rows) -> None:
    """Give each project what was written once for several, merged or blank below.

    A blank cell with a merge of its own, or in a column that repeats what stands above, was left blank.
    """
    held: dict[int, tuple[tuple[int, int], Value]] = {}
    begun = {entry.rows[0][0]: entry for entry in entries}
    firsts = [entry.rows[0][1] for entry in entries]
    pairs = [(t, t.value(above), t.value(below)) for above, below in pairwise(firsts) for t in titles]
    repeated = {title.left for title, above, below in pairs if above is not None and above == below}
    for row, cells in rows:
        entry = begun.get(row)
        if len(cells) == 1 and not is_owner(str(next(iter(cells.values())))):
            continue  # 续上表
        for title in titles:
            place = title.place(cells)
            if place is not None and not adds_up({place: cells[place]}):  # 民政局 | 小计 stands above its projects too
                held[title.left] = (row, place), cells[place]
            elif title.left in repeated or region.bottom_edge(row, title.left) > row:
                held.pop(title.left, None)
            elif entry is not None and title.left in held:
                entry.carried[title.left], value = held[title.left]
                entry.rows[0] = (row, {**entry.rows[0][1], title.left: value})


class ListValues:
    """Enters what a list says of its projects, amounts in the unit of each."""

    def __init__(self, region: Region, kind: Kind, year: int | None, *, of_one: bool) -> None:
        """Prepare for a list; ``of_one`` department, as the label above says: 部门名称."""
        self.region = region
        self._of_one = of_one
        self.kind = kind
        self.year = year
        self._joint: dict[int, tuple[str, int]] = {}  # column → the amount of several projects, and its last row

    def enter(self, document: dict[str, Any], entry: ListEntry, beside: list[HeaderTitle], below: int) -> None:
        """Enter what stands beside the name: the first value; another is ``other``.

        ``below`` is where the next project begins. An amount that is merged over both is none of either.
        """
        goal_sides = {t.side for t in beside if t.field_key == "goals.annual"}
        totals = [t for t in beside if t.field_key in WHOLE_AMOUNTS]
        yearly = any(t.field_key == "amount.total" and t.side == "annual" for t in totals)
        staged = any(_STAGE.search(t.text) for t in totals)
        current = [t for t in totals if not t.stage and t.side in (None, "annual") and t.year in (None, self.year)]
        least = min(map(self._wholeness, current), default=0)
        departments = [t for t in beside if t.field_key == "department" and self.kind != "department"]
        filing = min(departments, key=distance_from_department, default=None)
        if filing is not None and self._is_of_units(document, entry, filing):
            filing = None
        public = [t for t in beside if t.field_key == "amount.fiscal"]
        parts = [public[place] for place in parts_of_public_money([t.name for t in public], self.kind)]
        in_force = sorted(beside, key=lambda t: (t.stage, t.field_key == "execution.initial", t.year != self.year))
        for title in in_force:  # 批复数 before 核定数 before 申报数, 调整后预算 before 年初预算, 2026年预算 before 预算
            values = entry.values(title)
            if self.is_joint(document, title, entry, below):
                continue
            if not values:
                continue
            key = title.field_key
            if key == "department" and title is not filing:
                key = "implementing_unit"  # 单位名称 beside 部门名称
            (place, first), *others = values
            same = all(same_text(first, other) for _, other in others)
            if key.startswith(("amount.", "execution.")):
                same = same or len({parse_money(value, stated_in=title.unit) for _, value in values}) == 1  # 1,860.00
                if not same:
                    row, cells = entry.total or (0, {})
                    if (column := title.place(cells)) is None:
                        continue  # parts of an amount: never one of them, never their sum
                    self.region.taken.update(at for at, _ in values)
                    place, first = (row, column), cells[column]
                if is_of_earlier_year(title, beside, self.year):
                    title = replace(title, side="last")
                elif title.year is not None and self.year is not None and title.year > self.year:
                    title = replace(title, side="period")  # 2027年预算数 on a list of 2026
                whole = self._wholeness(title) > least or (staged and _WHOLE_PROJECT.search(title.name))
                stated = _PART if title in parts else key
                self._amount(document, title, stated, place, first, yearly=yearly, whole=bool(whole))
            else:
                self._text(document, title, key, place, first, goal_sides)
            if same:
                self.region.taken.update(at for at, _ in others)

    def _wholeness(self, title: HeaderTitle) -> int:
        """Return how much more than a year's an amount is: 预算数 0, 资金总额 1, 总投资 2."""
        of_year = title.side == "annual" or (title.year is not None and title.year == self.year)
        return 0 if of_year or not WHOLE.search(title.name) else 1 + ("投资" in title.name)

    def is_joint(self, document: dict[str, Any], title: HeaderTitle, entry: ListEntry, below: int) -> bool:
        """Return whether a merge states an amount for several projects, noted as a doubt."""
        if title.field is None or title.field.type != "money" or title.side == "aside":
            return False
        for place, _ in entry.values(title)[-1:]:
            if (bottom := self.region.bottom_edge(*place)) >= below > place[0]:
                self._joint[title.left] = address(*place), bottom
        cell, bottom = self._joint.get(title.left, ("", 0))
        if entry.rows[0][0] > bottom:
            return False
        document.setdefault("doubts", {}).setdefault("funding", []).append(cell)
        return True

    def _is_of_units(self, document: dict[str, Any], entry: ListEntry, title: HeaderTitle) -> bool:
        """Return whether a column 单位 holds units of the department above."""
        above, values = document["department"], entry.values(title)
        return (
            distance_from_department(title) == FURTHEST
            and above is not None
            and bool(values)
            and (self._of_one or not is_bureau_beside(str(values[0][1]), above))
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
        unit = document["currency_unit"] or title.unit or "万元"
        amount = parse_money(value, unit, title.unit, self.region.sheet.formats.get(place))
        if amount is None:
            return None
        cell = self.region.take(*place)
        side = "annual" if title.year is not None and title.year == self.year else title.side
        if side == "last":
            return keep(document, title.name, amount, cell, "last_year")
        if self.kind == "department":
            part = BUDGET.get(role) if key.startswith("amount.") or key in AMOUNTS else None
            if part is None or whole or side not in (None, "annual") or part in document["budget"]:
                return keep(document, title.name, amount, cell)
            return enter(document, f"budget.{part}", amount, cell)
        name = role if key in AMOUNTS else None
        if name == "total" and yearly and side == "annual":
            name = "annual"
        if name == "total" and side is None and whole:
            return enter(period_side(document), "funding.total", amount, cell)
        if name is None or side in ("aside", "period") or document.setdefault("funding", {}).get(name) is not None:
            return keep(document, title.name, amount, cell)
        return enter(document, f"funding.{name}", amount, cell)

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
        if text is None or (key.startswith("goals.") and is_figure(value)):
            return None  # 18 is no goal
        cell = self.region.take(*place)
        if title.side in ("last", "aside"):
            return keep(document, title.name, text, cell)  # 上年绩效目标, 调整前绩效目标
        if key.startswith("goals."):
            if key == "goals.annual" and (title.side == "period" or (title.side is None and "annual" in sides)):
                key = "goals.period"
            if document.setdefault("goals", {}).get(key.partition(".")[2]) is None:
                return enter(document, key, text, cell)
        elif key == "year":
            if document["fiscal_year"] is None and (year := year_in(text)) is not None:
                return enter(document, "fiscal_year", year, cell)
        elif key in ("project_code", "department_code") and key not in document:
            return enter(document, key, name_and_code(text)[1] or text, cell)
        elif key == "department" or (key in of_kind(self.kind)["texts"] and document.get(key) is None):
            code = None
            if key in ("department", "implementing_unit"):
                text, code = name_and_code(text, title.text)
            if code is not None and key == "department":
                document.setdefault("department_code", code)
            return enter(document, key, text, cell)
        return keep(document, title.name, text, cell)
