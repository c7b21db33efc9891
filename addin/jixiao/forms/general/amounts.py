"""Labelled amounts into the keys of a document: the year's, the period's, others."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.document import Kind
from jixiao.forms.general.amount_relations import AmountRelations, StatedAmount
from jixiao.forms.general.document_values import DocumentValues, keep, period_side
from jixiao.forms.general.kinds import YEAR_END
from jixiao.forms.general.labelled_values import Labelled
from jixiao.forms.general.vocabulary import OTHER, Side, Vocabulary
from jixiao.forms.money import parse_money
from jixiao.forms.numbers import parse_number
from jixiao.grid.address import address
from jixiao.late_patterns import late_pattern

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
        self._settle_year(found)
        stated = self._stated(found)
        settled = self.document.get("funding", {})
        others = [self.amount(each) for each in among if each.meaning is None or each.meaning.key == OTHER]
        relations = AmountRelations(stated, self.kind, list(filter(None, others)), settled=settled)
        for each in stated:
            if each.side == "last":
                self.keep_amount(each.labelled, "last_year")
            elif each.role is None or each.side == "aside" or each.later or relations.is_beside_sources(each):
                self.keep_amount(each.labelled)
            elif each.role == "points":
                self._points(each.labelled)
            else:
                whole = self.kind != "department" and relations.is_of_the_whole(each)
                self._by_role(each.labelled, each.role, each.side, of_period=whole)
        if self._period:
            self.document["period_side"]["funding"] = self._period

    def _settle_year(self, found: list[Labelled]) -> None:
        """Give the form the only year that an amount of a plan names: not 2024年决算数."""
        years = {each.meaning.year for each in found if each.meaning and each.meaning.year and self._role(each)}
        if self.year is None and len(years) == 1:
            self.year = self.document["fiscal_year"] = years.pop()

    def _stated(self, found: list[Labelled]) -> list[StatedAmount]:
        """Return the amounts with their roles and sides."""
        times = Counter(each.key for each in found)
        keys = {each.key for each in found if each.value is not None}
        after = "execution.annual" in keys and self.kind == "project"  # 追加后预算
        roles = [None if after and each.key == "execution.initial" else self._role(each) for each in found]
        if self.kind == "project" and "total" not in roles:
            roles = ["total" if role == "project" else role for role in roles]  # 项目支出预算 of a project is all of it
        stated: list[StatedAmount] = []
        for each, role in zip(found, roles, strict=True):
            side = self._money_side(each, twice=times[each.key] > 1)
            own, later = self._own_side(each), self._is_of_a_later_year(each)
            stated.append(StatedAmount(each, self.amount(each), role, side, own, later))
        return stated

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
            if not is_placeholder(each.value or ""):
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
        amount = self.amount(each)
        if each.place is not None and amount is not None:
            keep(self.document, each.label, amount, self.region.take(*each.place), key)


def _is_beside(each: Labelled) -> bool:
    """Return whether a value stands beside its label, not below it."""
    return each.place is not None and each.place[0] == each.at[0]
