"""Labelled values into the keys of a document: which of several is the year's, the period's, last year's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from jixiao.forms.cell_text import is_placeholder, text_of
from jixiao.forms.document import Kind
from jixiao.forms.general.executed import labelled_execution
from jixiao.forms.general.label_words import NUMBERED_GOAL
from jixiao.forms.general.labelled import Labelled
from jixiao.forms.general.vocabulary import HEADING, OTHER, Side, Vocabulary
from jixiao.forms.labels import cached_form
from jixiao.forms.money import Unit, parse_money
from jixiao.forms.numbers import parse_number
from jixiao.forms.region import Region
from jixiao.forms.text import squeeze
from jixiao.forms.unit_names import name_and_code
from jixiao.grid.address import address
from jixiao.grid.model import Value

MAX_UNIT = 10
_BOX = "□☐☑■√✓✔☒"
"""Boxes beside choices; the first two are empty."""
TEXT_KEYS: dict[Kind, frozenset[str]] = {
    "project": frozenset(
        ("project", "program", "implementing_unit", "category", "period", "basis", "overview", "duties")
    ),
    "selfeval": frozenset(
        ("project", "program", "implementing_unit", "category", "period", "basis", "overview", "duties", "grade")
    ),
    "monitoring": frozenset(
        ("project", "program", "implementing_unit", "category", "period", "basis", "overview", "duties")
    ),
    "department": frozenset(("project", "implementing_unit", "duties", "overview")),
    "summary": frozenset(),
}
"""The texts with a key of their own, by kind; everything else goes to ``other``."""
_LEVEL_OF_GOVERNMENT = re.compile(r"中央|省|市|县|区|上级|各级|本级|地方")
_GENERAL_BUDGET = "公共预算"
"""What a label of the money from the general budget alone says; 财政拨款 is that of all budgets."""
_OF_ITS_OWN = re.compile(r"配套|自筹|自有")
"""What a label of one other source says, beside which 其他资金 is the rest."""
WHOLE = re.compile(r"总(?!体)|总体|整体")
"""What a label says of the whole project beside one of the year: 项目总投资 beside 本年预算数."""
_BUDGET = {
    "total": "total",
    "fiscal": "general_public",
    "government_fund": "government_fund",
    "special_account": "special_account",
    "other": "other",
    "basic": "basic",
    "project": "project",
}
_FUNDING = frozenset(("total", "fiscal", "carryover", "other"))


class ValueReader:
    """Puts the labelled values of one block into a document."""

    def __init__(
        self,
        region: Region,
        kind: Kind,
        year: int | None,
        unit: str | None,
        document: dict[str, Any],
        words: Vocabulary,
    ) -> None:
        self.region = region
        self.kind = kind
        self.year = year
        self.unit = unit
        self.document = document
        self.words = words
        self.cells: dict[str, str] = document["cells"]
        self.blanks: dict[str, str] = {}
        self._ranks: dict[str, int] = {}
        self._period: dict[str, Decimal | None] = {}
        self._sided: list[tuple[int, int, int, Side]] = []

    def read(self, found: Iterable[Labelled]) -> None:
        """Enter every value; the document has the keys whose labels stand on the form."""
        values = list(found)
        if "execution" in self.document and not self.document["execution"]:
            lines, used = labelled_execution(self.region, values, self.kind, self.unit, self.words)
            self.document["execution"] = lines
            taken_here = set(map(id, used))
            values = [each for each in values if id(each) not in taken_here]
        goals = [each for each in values if each.meaning is not None and each.meaning.key.startswith("goals.")]
        amounts = [each for each in values if each.meaning is not None and self._is_amount(each.meaning.key)]
        taken = {id(each) for each in (*goals, *amounts)}
        for each in values:
            if id(each) not in taken:
                self._text(each)
        self._goals(goals)
        self._amounts(amounts)

    # ------------------------------------------------------------ texts

    def _text(self, each: Labelled) -> None:
        meaning = each.meaning
        if meaning is None or meaning.key in (OTHER, HEADING):
            self.keep(each)
            return
        key = meaning.key
        if key in ("currency_unit", "year"):
            if key == "currency_unit" and each.value is not None and Unit.within(str(each.value)) is None:
                self.keep(each)
            elif each.place is not None:
                self.region.take(*each.place)
            return
        value = self._as_text(each)
        if key == "grade" and value is not None:
            value = ticked(value)
        if key in ("department", "project", "implementing_unit") and value is not None:
            value, code = name_and_code(value, each.label)
            if code is not None and key != "implementing_unit":
                self._enter_code(f"{key}_code", code, each)
        if key in ("department_code", "project_code"):
            if value is not None:
                self._enter_code(key, value, each)
            return
        if key in ("total_score",):
            number = parse_number(str(each.value).rstrip("分")) if each.value is not None else None
            if number is not None and each.place is not None and self.kind == "selfeval":
                cell = self.region.take(*each.place)
                if self.document.get("total_score") is None or "得分" in each.label:  # 合计 adds up the table alone
                    self.document["total_score"], self.cells["total_score"] = number, cell
            else:
                self.keep(each)
            return
        if key.startswith("signoff."):
            self._enter(self.document["signoff"], key.partition(".")[2], key, value, each, meaning.rank)
        elif key == "department" or key in TEXT_KEYS[self.kind]:
            self._enter(self.document, key, key, value, each, meaning.rank)
        elif key.startswith("execution."):
            self.keep(each)
        else:
            self.keep(each)

    def _as_text(self, each: Labelled) -> str | None:
        if each.value is None or (is_placeholder(each.value) and not str(each.value).strip("/\\-—–－")):
            if each.place is not None:
                self.region.take(*each.place)
            return None
        number_format = self.region.sheet.formats.get(each.place) if each.place is not None else None
        return text_of(each.value, number_format)

    def _enter(
        self, target: dict[str, Any], name: str, key: str, value: str | None, each: Labelled, rank: int = 0
    ) -> None:
        """Enter a value under its key; of several the first of the best rank, the others are kept as ``other``."""
        if value is None:
            if target.get(name) is None:
                target[name] = None
                self.blanks.setdefault(key, address(*each.at))
            return
        held = target.get(name)
        if held is None or rank < self._ranks.get(key, 0):
            if held is not None and cached_form(str(held)) != cached_form(value):
                self._keep_value(f"{each.label}", str(held), self.cells[key])
            target[name] = value
            self._ranks[key] = rank
            self.blanks.pop(key, None)
            if each.place is not None:
                self.cells[key] = self.region.take(*each.place)
        elif cached_form(str(held)) != cached_form(value):
            self.keep(each)
        elif each.place is not None:
            self.region.take(*each.place)

    def _enter_code(self, key: str, code: str, each: Labelled) -> None:
        if self.document.get(key) is None and (key != "project_code" or self.kind != "department"):
            self.document[key] = code
            if each.place is not None:
                self.cells[key] = self.region.take(*each.place)
        elif self.document.get(key) != code:
            self.keep(each)

    def keep(self, each: Labelled) -> None:
        """Keep a value that has no key under ``other``."""
        if each.value is None or each.place is None:
            return
        cell = self.region.take(*each.place)
        if is_placeholder(each.value) and not any("\u4e00" <= char <= "\u9fff" for char in str(each.value)):
            return  # a stroke says nothing; 无 was stated
        value = text_of(each.value, self.region.sheet.formats.get(each.place))
        if value is not None:
            number = parse_number(value) if isinstance(each.value, float) else None
            self._keep_value(each.label, value if number is None else number, cell)

    def _keep_value(self, label: str, value: str | Decimal, cell: str, key: str = "other") -> None:
        entry = {"label": squeeze(label).rstrip("：:"), "value": value, "cell": cell}
        self.document.setdefault(key, []).append(entry)

    # ------------------------------------------------------------ goals

    def _goals(self, found: list[Labelled]) -> None:
        if not found:
            return
        goals: dict[str, Any] = self.document.setdefault("goals", {})
        found = self._numbered_joined(found)
        sided = [each for each in found if self._side_of(each) == "annual" and each.meaning and each.value is not None]
        yearly = any(each.meaning is not None and each.meaning.key == "goals.annual" for each in sided)
        for each in found:
            meaning = each.meaning
            assert meaning is not None
            key = meaning.key
            side = self._side_of(each)
            if (key == "goals.annual" and side == "period") or (
                key == "goals.annual" and side is None and yearly and WHOLE.search(each.label)
            ):
                key = "goals.period"
            elif key == "goals.annual" and side in ("last", "half"):
                self.keep(each)
                continue
            if key == "goals.actual" and self.kind in ("project", "department", "summary"):
                self.keep(each)
                continue
            value = self._as_text(each)
            if isinstance(each.value, float) or (value is not None and parse_number(value) is not None):
                self.keep(each)
                continue
            rank = 0 if side == "annual" else 1
            self._enter(goals, key.partition(".")[2], key, value, each, rank)

    def _numbered_joined(self, found: list[Labelled]) -> list[Labelled]:
        """The goals with those of a numbered list, 目标1, 目标2 …, as one text at the place of the first."""
        numbered = [
            each
            for each in found
            if NUMBERED_GOAL.fullmatch(f"{squeeze(each.label)}:") and isinstance(each.value, str) and each.place
        ]
        if len(numbered) < 2 or len({each.headings for each in numbered}) > 1:
            return found
        first, *others = numbered
        for each in others:
            assert each.place is not None
            self.region.take(*each.place)
        joined = first._replace(value="\n".join(str(each.value) for each in numbered))
        kept = [each for each in found if all(each is not other for other in others)]
        return [joined if each is first else each for each in kept]

    def _side_of(self, each: Labelled) -> Side | None:
        """The side of a label, else the one of the headings beside it."""
        meaning = each.meaning
        if meaning is None:
            return None
        if meaning.year is not None and self.year is not None and meaning.side is None and meaning.year < self.year:
            return "last"
        if meaning.side is not None:
            return meaning.side
        return next((side for text in reversed(each.headings) if (side := self.words.side(text))), None)

    # ------------------------------------------------------------ amounts

    def _is_amount(self, key: str) -> bool:
        if key.startswith("amount."):
            return True
        if key == "execution.points":
            return True
        return key.startswith("execution.") and self.kind in ("project", "department", "summary")

    def _amounts(self, found: list[Labelled]) -> None:
        found = sorted(found, key=lambda each: each.meaning.rank if each.meaning else 0)  # 核定数 before 申报数
        years = {each.meaning.year for each in found if each.meaning is not None and each.meaning.year is not None}
        if self.year is None and len(years) == 1:
            self.year = years.pop()  # the only year that an amount names is that of the form
            self.document["fiscal_year"] = self.year
        sides = [self._money_side(each) for each in found]
        roles = [self._role(each) for each in found]
        if self.kind == "project" and "total" not in roles:
            roles = ["total" if role == "project" else role for role in roles]  # 项目支出预算 of a project is all of it
        annual = any(
            r == "total" and s == "annual" and e.value is not None for r, s, e in zip(roles, sides, found, strict=True)
        )
        fiscal = [each for role, each in zip(roles, found, strict=True) if role == "fiscal"]
        parts = self._parts_of_fiscal(fiscal)
        rest = any(r == "other" and not _OF_ITS_OWN.search(e.label) for r, e in zip(roles, found, strict=True))
        for each, side, role in zip(found, sides, roles, strict=True):
            if side == "last":
                self._keep_amount(each, "last_year")
            elif role is None or side == "half" or self._is_of_a_later_year(each):
                self._keep_amount(each)
            elif role == "points":
                self._points(each)
            elif (role == "other" and rest and _OF_ITS_OWN.search(each.label)) or id(each) in parts:
                self._keep_amount(each)
            elif self.kind == "department":
                self._budget(each, role, side)
            elif side == "period" or (role == "total" and side is None and annual and WHOLE.search(each.label)):
                self._period_amount(each, role)
            else:
                self._funding(each, role, side)
        if self._period:
            self.document["period_side"]["funding"] = self._period

    def _parts_of_fiscal(self, found: list[Labelled]) -> set[int]:
        """Return by identity those of the public moneys that are parts of another one, or of one that nobody adds up.

        一般公共预算 is a part of 财政拨款 for a project; a department states it as such, and 财政拨款 is the sum.
        """
        governed = [each for each in found if _LEVEL_OF_GOVERNMENT.search(each.label)]
        whole = [each for each in found if not _LEVEL_OF_GOVERNMENT.search(each.label)]
        general = [each for each in whole if _GENERAL_BUDGET in each.label]
        parts = governed if whole or len({cached_form(each.label) for each in governed}) > 1 else []
        if general and len(general) < len(whole):
            sums = [each for each in whole if _GENERAL_BUDGET not in each.label]
            parts = parts + (sums if self.kind == "department" else general)
        return set(map(id, parts))

    def _is_of_a_later_year(self, each: Labelled) -> bool:
        """Whether an amount is that of a year after the form's: neither its own nor that of the whole period."""
        year = each.meaning.year if each.meaning is not None else None
        return year is not None and self.year is not None and year > self.year

    def _role(self, each: Labelled) -> str | None:
        assert each.meaning is not None
        group, _, role = each.meaning.key.partition(".")
        if group == "execution":
            return {"annual": "total", "initial": "total", "points": "points"}.get(role)
        return role

    def _money_side(self, each: Labelled) -> Side | None:
        """The side of an amount: its own, that of its year, of the headings, or of the total above in the same column."""
        meaning = each.meaning
        assert meaning is not None
        side: Side | None
        if meaning.year is not None and self.year is not None:
            side = "last" if meaning.year < self.year else "annual" if meaning.year == self.year else None
        else:
            side = meaning.side
        if meaning.key in ("execution.annual",):
            side = side or "annual"
        row, column = each.at
        if side is None:
            side = next((s for text in reversed(each.headings) if (s := self.words.side(text))), None)
        right = self.region.right_edge(row, column)
        if side is None and meaning.key != "amount.total":
            for top, left, edge, above in reversed(self._sided):
                if top < row and left <= right and column <= edge:
                    side = above
                    break
        elif meaning.key == "amount.total" and side is not None:
            self._sided.append((row, column, right, side))
        return side

    def amount(self, each: Labelled) -> Decimal | None:
        """The amount of a label in the unit of the form."""
        stated = each.meaning.unit if each.meaning is not None else None
        if stated is None:
            stated = next((u for text in reversed(each.headings) if (u := self.words.unit(text))), None)
        return parse_money(each.value, self.unit or "万元", stated)

    def _enter_amount(self, target: dict[str, Any], name: str, key: str, each: Labelled, cells: dict[str, str]) -> None:
        amount = self.amount(each)
        if amount is None:
            if target.get(name) is None:
                target[name] = None
                self.blanks.setdefault(key, address(*each.at))
            if each.place is not None and is_placeholder(each.value if each.value is not None else ""):
                self.region.take(*each.place)
            elif each.value is not None:
                self.keep(each)
            return
        assert each.place is not None
        if target.get(name) is None:
            target[name] = amount
            cells[key] = self.region.take(*each.place)
            self.blanks.pop(key, None)
        elif target[name] != amount:
            self._keep_amount(each)
        else:
            self.region.take(*each.place)

    def _funding(self, each: Labelled, role: str, side: Side | None) -> None:
        if role not in _FUNDING:
            self._keep_amount(each)
            return
        name = "annual" if role == "total" and side == "annual" else role
        funding = self.document.setdefault("funding", {})
        self._enter_amount(funding, name, f"funding.{name}", each, self.cells)

    def _period_amount(self, each: Labelled, role: str) -> None:
        if role not in _FUNDING:
            self._keep_amount(each)
            return
        side = self.document.setdefault("period_side", {"funding": {}, "indicators": [], "cells": {}})
        self._enter_amount(self._period, role, f"funding.{role}", each, side["cells"])

    def _budget(self, each: Labelled, role: str, side: Side | None) -> None:
        name = _BUDGET.get(role)
        if name is None or side == "period":
            self._keep_amount(each)
            return
        self._enter_amount(self.document.setdefault("budget", {}), name, f"budget.{name}", each, self.cells)

    def _points(self, each: Labelled) -> None:
        number = parse_number(each.value)
        if number is None or each.place is None:
            self.keep(each)
            return
        self.document.setdefault("funding", {})["execution_points"] = number
        self.cells["funding.execution_points"] = self.region.take(*each.place)

    def _keep_amount(self, each: Labelled, key: str = "other") -> None:
        if each.value is None or each.place is None:
            return
        cell = self.region.take(*each.place)
        amount = self.amount(each)
        value: Decimal | str | None = amount
        if amount is None:
            value = None if is_placeholder(each.value) else text_of(each.value)
        if value is not None:
            self._keep_value(each.label, value, cell, key)


def stated_unit(found: Iterable[Labelled], words: Vocabulary, texts: Iterable[str]) -> str | None:
    """The unit of money of a block: the line 金额单位, else the first that a label or a heading prints."""
    labels: list[str] = []
    for each in found:
        if each.meaning is not None and each.meaning.key == "currency_unit" and each.value is not None:
            unit = stated_in(each.value)
            if unit is not None:
                return unit
        labels += [*each.headings, each.label]
    return next((unit for text in (*labels, *texts) if (unit := words.unit(text))), None)


def stated_in(value: Value) -> str | None:
    """The unit of money that a cell names: 万元, 人民币元."""
    text = squeeze(str(value))
    unit = Unit.within(text) if len(text) <= MAX_UNIT else None
    return None if unit is None else unit.name


def ticked(text: str) -> str:
    """The one choice of several that is ticked: ☑优 □良 → 优, 优√ 良□ → 优; the text itself where none or more are."""
    if "□" not in text and "☐" not in text:
        return text
    plain = squeeze(text)
    in_front = plain[0] in _BOX
    choices = re.findall(rf"([{_BOX}])([^{_BOX}]+)" if in_front else rf"([^{_BOX}]+)([{_BOX}])", plain)
    chosen = [name if in_front else mark for mark, name in choices if (mark if in_front else name) not in "□☐"]
    return chosen[0].strip("、，,；;") if len(chosen) == 1 else text
