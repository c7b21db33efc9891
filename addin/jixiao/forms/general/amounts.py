"""Labelled amounts into the keys of a document: the year's, the period's, others."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import Any

from jixiao.forms.cell_text import is_placeholder, text_of
from jixiao.forms.document import Kind
from jixiao.forms.general.document_values import DocumentValues, keep, period_side
from jixiao.forms.general.kinds import YEAR_END
from jixiao.forms.general.labelled_values import Labelled
from jixiao.forms.general.vocabulary import Side, Vocabulary
from jixiao.forms.labels import cached_form
from jixiao.forms.money import Unit, parse_money
from jixiao.forms.numbers import parse_number
from jixiao.grid.address import address
from jixiao.late_patterns import late_pattern

_LEVEL_OF_GOVERNMENT = re.compile(r"中央|兵团|省|市|师级|县|区|团场|上级|各级|本级|地方")
_LOWER_LEVELS = frozenset(("区县", "县区", "市县", "下级"))  # to whom a part of the money goes on: 补助区县
_GENERAL_BUDGET = "公共预算"
"""What a label of the money from the general budget alone says; 财政拨款 is that of all budgets."""
_OF_ITS_OWN = re.compile(r"配套|自筹|自有|地方|事业(?:单位)?(?:经营)?收入|经营收入")
"""What a label of one other source says, beside which 其他资金 is the rest."""
WHOLE = re.compile(r"总(?!体)|总体|整体")
"""What a label says of the whole project beside one of the year: 项目总投资 beside 本年预算数."""
BUDGET = {
    "total": "total",
    "fiscal": "general_public",
    "government_fund": "government_fund",
    "special_account": "special_account",
    "other": "other",
    "basic": "basic",
    "project": "project",
}
"""The keys of a department's budget by those of its amounts."""
_SOURCES = ("government_fund", "capital", "special_account")
_REST, _SUMS = frozenset(("其他", "其它")), frozenset(("总额", "总计", "总金额"))
_FUNDING = frozenset(("total", "fiscal", "carryover", "other"))
_LOCAL = frozenset(("annual", "fiscal", "other"))
"""The amounts that are stated a second time without those of lower levels: 年度资金总额(含本级)."""
_WHOLES = ("amount.total", "execution.executed")
"""The keys of amounts that have their parts below them: 2026年预算数, 2024年决算数."""
_PRINTED_POINTS = late_pattern(r"[(（](\d{1,2})分?[)）]$")  # 执行率分值（10）
_OF_LAST_YEAR = late_pattern("上年|以前|年初|结转")
"""What a label of money carried over says; 结余 alone at the year end is what is left of it."""


class AmountReader:
    """Puts the labelled amounts of one block, in ``unit``, into a document."""

    def __init__(self, into: DocumentValues, kind: Kind, year: int | None, unit: str | None, words: Vocabulary) -> None:
        self.into = into
        self.region = into.region
        self.document = into.document
        self.kind = kind
        self.year = year
        self.unit = unit
        self.words = words
        self._period: dict[str, Decimal | None] = {}
        self._sided: list[tuple[int, int, int, Side]] = []
        self._labelled: set[tuple[tuple[int, int] | None, bool]] = set()

    def is_amount(self, key: str) -> bool:
        """Return whether a key of the vocabulary is that of an amount on such a form."""
        if key.startswith("amount.") or key == "execution.points":
            return True
        return key.startswith("execution.") and self.kind in ("project", "department", "summary")

    def read(self, found: list[Labelled], among: list[Labelled]) -> None:
        """Enter every amount by role and side; ``among`` are all values of the block."""
        found = sorted(found, key=lambda each: each.meaning.rank if each.meaning else 0)  # 核定数 before 申报数
        self._labelled = {(each.place, _is_beside(each)) for each in among}
        budgets = [each.meaning for each in found if each.meaning is not None and self._role(each) is not None]
        years = {meaning.year for meaning in budgets if meaning.year is not None}  # 2024年决算数 is of no plan
        if self.year is None and len(years) == 1:
            self.year = years.pop()  # the only year that an amount names is that of the form
            self.document["fiscal_year"] = self.year
        times = Counter(each.meaning.key for each in found if each.meaning is not None)
        keys = {each.key for each in found if each.value is not None}
        after = "execution.annual" in keys and self.kind == "project"  # 追加后预算
        roles = [None if after and each.key == "execution.initial" else self._role(each) for each in found]
        if self.kind == "project" and "total" not in roles:
            roles = ["total" if role == "project" else role for role in roles]  # 项目支出预算 of a project is all of it
        placed = [
            (each, self._money_side(each, twice=each.meaning is not None and times[each.meaning.key] > 1), role)
            for each, role in zip(found, roles, strict=True)
        ]
        totals = [(each, side) for each, side, role in placed if role == "total"]
        annual = any(side == "annual" for _, side in totals)
        stated = any(self._own_side(each) == "annual" for each, _ in totals)
        fiscal = [each for each, _, role in placed if role == "fiscal"]
        spent = [each for each in fiscal if self.amount(each) != 0 or not _LEVEL_OF_GOVERNMENT.search(each.label)]
        own = [(e, side) for e, side, role in placed if role == "other" and side != "last" and self._is_own_source(e)]
        matched = [each for each, _ in own if "配套" in each.label]  # 省级配套 beside 中央补助 is public money too
        of_sides = [[each for each, own_side in own if own_side == side] for _, side in own]
        several = any(min(len({e.at for e in of}), len({cached_form(e.label) for e in of})) > 1 for of in of_sides)
        public = [*spent, *(matched if several else ())]
        parts = {id(public[place]) for place in parts_of_public_money([each.label for each in public], self.kind)}
        parts |= {id(each) for each in fiscal if spent and each not in spent}  # 上级资金 0 beside 本级资金 520
        parts |= {id(each) for each in fiscal if each.label.removeprefix("补助") in _LOWER_LEVELS}
        if any(side == "annual" and self.amount(each) is not None for each, side in totals):
            parts |= {id(e) for e, side in totals if side is None and e.meaning and e.meaning.rank}  # 评审金额
        sources = {role for _, _, role in placed} & {"fiscal", "carryover", *_SOURCES}
        rest = several or any(role == "other" and not _OF_ITS_OWN.search(each.label) for each, _, role in placed)
        income = self._income([each for each, _ in totals])
        sided = {role for _, side, role in placed if side == "annual" and role != "total"}
        for each, side, role in placed:
            undated = side is None or (stated and self._own_side(each) is None)
            of_account = each in income or (role == "carryover" and bool(income))
            of_account |= side is None and role in sided  # below a total in other words than 年度资金总额
            kind = role == "other" and not sources and cached_form(each.label) in _REST  # 差旅费 15, 其他 8
            part = kind or id(each) in parts or bool(role == "other" and rest and _OF_ITS_OWN.search(each.label))
            if side == "last":
                self.keep_amount(each, "last_year")
            elif role is None or side == "aside" or part or of_account or self._is_of_a_later_year(each):
                self.keep_amount(each)
            elif role == "points":
                self._points(each)
            else:
                named = WHOLE.search(each.label) and cached_form(each.label) not in _SUMS
                whole = side == "period" or (role == "total" and undated and annual and named)
                whole = whole or (side is None and role != "total" and self._is_of_the_whole(each, totals))
                self._by_role(each, role, side, of_period=bool(whole) and self.kind != "department")
        if self._period:
            self.document["period_side"]["funding"] = self._period

    def _income(self, totals: list[Labelled]) -> list[Labelled]:
        """Return the income of a fund whose amount is its spending."""
        income = [each for each in totals if "收入" in each.label]
        spending = {self.amount(each) for each in totals if "支出" in each.label}
        alike = not spending or all(self.amount(each) in spending for each in income)
        return [] if self.kind != "project" or alike else income

    def _is_of_the_whole(self, each: Labelled, totals: list[tuple[Labelled, Side | None]]) -> bool:
        """Return whether a source stands behind or below 项目总投资, not the total of the year."""
        (row, _), last = each.at, max((total.at for total, _ in totals if total.at < each.at), default=None)
        if last is None or all(side != "annual" for _, side in totals):
            return False
        near = [(total, side) for total, side in totals if total.at == last or total.at[0] == last[0] < row]
        return all(side == "period" or (side is None and WHOLE.search(total.label)) for total, side in near)

    def _is_own_source(self, each: Labelled) -> bool:
        """Return whether an amount is what one other source gives: 单位自筹 8."""
        told = _OF_ITS_OWN.search(each.label) is not None and not self._is_of_a_later_year(each)
        return told and self.amount(each) not in (None, 0)

    def _is_of_a_later_year(self, each: Labelled) -> bool:
        """Return whether an amount is of a year after the form's, or one of several."""
        year = each.meaning.year if each.meaning is not None else None
        return year is not None and (self.year is None or year > self.year)

    def _role(self, each: Labelled) -> str | None:
        assert each.meaning is not None
        group, _, role = each.meaning.key.partition(".")
        if group == "execution":
            return {"annual": "total", "initial": "total", "points": "points"}.get(role)
        of_projects = self.kind == "department" and role == "total" and each.label.startswith("项目")
        return "project" if of_projects else role  # 项目经费 beside 人员经费

    def _own_side(self, each: Labelled) -> Side | None:
        """The side that the label of an amount names, or its year."""
        meaning = each.meaning
        assert meaning is not None
        side = meaning.side
        if meaning.year is not None and self.year is not None:
            side = "last" if meaning.year < self.year else "annual" if meaning.year == self.year else None
        return side or ("annual" if meaning.key == "execution.annual" else None)

    def _money_side(self, each: Labelled, *, twice: bool) -> Side | None:
        """Return the side of an amount: its own, of headings, if twice that of the total."""
        meaning = each.meaning
        assert meaning is not None
        side = self._own_side(each)
        row, column = each.at
        if side is None:
            side = next((s for text in reversed(each.headings) if (s := self.words.side(text))), None)
        right = self.region.right_edge(row, column)
        if side is None and twice and meaning.key not in _WHOLES:
            for top, left, edge, above in reversed(self._sided):
                if top < row and left <= right and column <= edge:
                    side = above
                    break
        elif meaning.key in _WHOLES:
            of_parts = "aside" if self._is_of_a_later_year(each) else side
            if of_parts is not None:
                self._sided.append((row, column, right, of_parts))
        return side

    def amount(self, each: Labelled) -> Decimal | None:
        """The amount of a label in the unit of the form."""
        stated = each.meaning.unit if each.meaning is not None else None
        if stated is None:
            stated = next((u for text in reversed(each.headings) if (u := self.words.unit(text))), None)
        number_format = None if each.place is None else self.region.sheet.formats.get(each.place)
        return parse_money(each.value, self.unit or "万元", stated, number_format)

    def _enter_amount(self, target: dict[str, Any], name: str, key: str, each: Labelled, cells: dict[str, str]) -> None:
        amount = self.amount(each)
        if amount is None:
            if target.get(name) is None:
                target[name] = None
                self.into.blanks.setdefault(key, address(*each.at))
            if each.place is not None and is_placeholder(each.value if each.value is not None else ""):
                self.region.take(*each.place)
            elif each.value is not None and Unit.parse(str(each.value)) is None:  # 金额：万元
                self.into.keep(each)
            return
        assert each.place is not None
        if self._is_one_of_several(each, each.place, amount):
            return  # 资金总额 | 900 | 896 | 950: the titles above them were not read
        if target.get(name) is None:
            target[name] = amount
            cells[key] = self.region.take(*each.place)
            self.into.blanks.pop(key, None)
        elif target[name] != amount:
            self.keep_amount(each)
        else:
            self.region.take(*each.place)

    def _is_one_of_several(self, each: Labelled, place: tuple[int, int], amount: Decimal) -> bool:
        """Return whether a figure without a label, and no part of it, follows an amount."""
        row, column = place
        following = [(at, parse_money(v)) for at, v in self.region.sheet.rows[row].items() if at > column]
        if not following or ((row, following[0][0]), _is_beside(each)) in self._labelled:
            return False
        figures = [figure for _, figure in following if figure is not None]
        if self.kind == "department" and len(figures) == len(following) > 1 and sum(figures) == amount:
            return False  # 项目支出 | 400 | 240 | 0 | 120 | 40
        other = following[0][1]
        return other is not None and (self.kind in YEAR_END or other not in (0, amount))

    def _by_role(self, each: Labelled, role: str, side: Side | None, *, of_period: bool) -> None:
        """Enter an amount of a department's budget, of the whole period, or of the year."""
        group, name = "funding", role if role in _FUNDING else None
        if self.kind == "department":
            group, name = "budget", None if side == "period" else BUDGET.get(role)
        elif role == "total" and side in ("annual", "local") and not of_period:
            name = "annual"
        if name is not None and side == "local" and self.kind != "department":
            name = f"{name}_local" if name in _LOCAL else None
        left_over = role == "carryover" and self.kind in YEAR_END and not _OF_LAST_YEAR.search(each.label)
        if name is None or left_over:
            self.keep_amount(each)
        elif of_period:
            self._enter_amount(self._period, name, f"funding.{name}", each, period_side(self.document)["cells"])
        else:
            self._enter_amount(self.document.setdefault(group, {}), name, f"{group}.{name}", each, self.into.cells)

    def _points(self, each: Labelled) -> None:
        printed = _PRINTED_POINTS.search(each.label) if each.value is None else None
        said = each.value if printed is None else printed[1]
        number = parse_number(said.rstrip("%分") if isinstance(said, str) else said)
        place = each.place or each.at
        if number is None:
            self.into.keep(each)
            return
        self.document.setdefault("funding", {})["execution_points"] = number
        self.into.cells["funding.execution_points"] = self.region.take(*place)

    def keep_amount(self, each: Labelled, key: str = "other") -> None:
        """Keep an amount that has no key under ``other`` or ``last_year``."""
        if each.value is None or each.place is None:
            return
        cell = self.region.take(*each.place)
        amount = self.amount(each)
        value: Decimal | str | None = amount
        if amount is None:
            value = None if is_placeholder(each.value) else text_of(each.value)
        if value is not None:
            keep(self.document, each.label, value, cell, key)


def _is_beside(each: Labelled) -> bool:
    """Return whether a value stands beside its label, not below it."""
    return each.place is not None and each.place[0] == each.at[0]


def is_part_of_source(key: str, label: str) -> bool:
    """Return whether a label is of a source that has no key: 上级资金, 政府性基金, 单位自筹."""
    part = {"amount.fiscal": _LEVEL_OF_GOVERNMENT, "amount.other": _OF_ITS_OWN}.get(key)
    return key.removeprefix("amount.") in _SOURCES or (part is not None and part.search(label) is not None)


def parts_of_public_money(labels: list[str], kind: Kind) -> list[int]:
    """Return which of some labels of public money are parts of another, or of no sum.

    一般公共预算 is a part of 财政拨款 for a project; a department states it as such, and 财政拨款 is the sum.
    """
    levels = {place: level[0] for place, text in enumerate(labels) if (level := _LEVEL_OF_GOVERNMENT.search(text))}
    whole = [place for place in range(len(labels)) if place not in levels]
    general = [place for place in whole if _GENERAL_BUDGET in labels[place]]
    parts = list(levels) if whole or len(set(levels.values())) > 1 else []
    if general and len(general) < len(whole):
        parts += [place for place in whole if place not in general] if kind == "department" else general
    return parts
