"""How the amounts of a form stand to one another: parts, income, the whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from jixiao.forms.document import Kind
from jixiao.forms.general.labelled_values import Labelled
from jixiao.forms.general.vocabulary import Side
from jixiao.forms.labels import cached_form

_LEVEL_OF_GOVERNMENT = re.compile(r"中央|兵团|省|市|州级|师级|县|区|镇|团场|团级|上级|各级|本级|地方")
_LOWER_LEVELS = frozenset(("区县", "县区", "市县", "下级"))  # to whom a part of the money goes on: 补助区县
_GENERAL_BUDGET = "公共预算"
"""What a label of the money from the general budget alone says; 财政拨款 is that of all budgets."""
_OF_ITS_OWN = re.compile(r"配套|自筹|自有|地方|事业(?:单位)?(?:经营)?收入|经营收入")
"""What a label of one other source says, beside which 其他资金 is the rest."""
WHOLE = re.compile(r"总(?!体)|总体|整体")
"""What a label says of the whole project beside one of the year: 项目总投资 beside 本年预算数."""
_SOURCES = ("government_fund", "capital", "special_account")
_FUNDED = ("fiscal", "other", "carryover", *_SOURCES)
_REST, _SUMS = frozenset(("其他", "其它")), frozenset(("总额", "总计", "总金额"))


class StatedAmount(NamedTuple):
    """A labelled amount in the form's unit, with its role and side.

    ``own_side`` is the one that its own label names, not a heading; ``later`` says that its year is after the form's.
    """

    labelled: Labelled
    amount: Decimal | None
    role: str | None
    side: Side | None
    own_side: Side | None
    later: bool

    @property
    def label(self) -> str:
        """The label as printed."""
        return self.labelled.label

    def is_own_source(self) -> bool:
        """Return whether it is what one other source gives: 单位自筹 8."""
        told = self.role == "other" and self.side != "last" and _OF_ITS_OWN.search(self.label) is not None
        return told and not self.later and self.amount not in (None, 0)


class AmountRelations:
    """The amounts of one block, held against each other and those of no key.

    ``settled`` are those that the form's definition has read, ``others`` stand under unknown labels.
    """

    def __init__(
        self,
        stated: list[StatedAmount],
        kind: Kind,
        others: list[Decimal],
        *,
        settled: Mapping[str, Decimal | None],
    ) -> None:
        self._stated = stated
        self._kind = kind
        self._others = others
        self._settled = settled
        self._totals = self._of_role("total")
        self._own = [each for each in stated if each.is_own_source()]
        self._several = any(_are_several([one for one in self._own if one.side == each.side]) for each in self._own)
        self._rest = self._several or any(not _OF_ITS_OWN.search(each.label) for each in self._of_role("other"))
        self._parts = [*self._parts_of_public_money(), *self._estimates(), *self._of_units()]
        self._income = self._income_of_fund()

    def is_beside_sources(self, each: StatedAmount) -> bool:
        """Return whether an amount is no total and no source of the form's money.

        It is a part of another, income of a fund, or stands below a total in other words than 年度资金总额.
        """
        if each in self._income or (each.role == "carryover" and self._income):
            return True
        if each.side is None and any(one.role == each.role != "total" for one in self._stated if one.side == "annual"):
            return True
        return each in self._parts or (each.role == "other" and self._is_no_other_money(each))

    def is_of_the_whole(self, each: StatedAmount) -> bool:
        """Return whether an amount is of the whole project or period, not of the year."""
        if each.side == "period":
            return True
        if each.role != "total":
            return each.side is None and self._is_source_of_the_whole(each)
        annual = any(one.side == "annual" for one in self._totals)
        undated = each.side is None or (each.own_side is None and any(t.own_side == "annual" for t in self._totals))
        named = WHOLE.search(each.label) is not None and cached_form(each.label) not in _SUMS
        return annual and undated and named

    def _of_role(self, role: str) -> list[StatedAmount]:
        return [each for each in self._stated if each.role == role]

    def _is_no_other_money(self, each: StatedAmount) -> bool:
        """Return whether it is one source beside the rest, or spending: 差旅费 15, 其他 8."""
        if self._rest and _OF_ITS_OWN.search(each.label):
            return True
        sources = {one.role for one in self._stated} & {"fiscal", "carryover", *_SOURCES}
        return not sources and cached_form(each.label) in _REST

    def _is_source_of_the_whole(self, each: StatedAmount) -> bool:
        """Return whether a source stands behind or below 项目总投资, not the total of the year."""
        at = each.labelled.at
        last = max((total.labelled.at for total in self._totals if total.labelled.at < at), default=None)
        if last is None or all(total.side != "annual" for total in self._totals):
            return False
        before = last[0] if last[0] < at[0] else None
        near = [total for total in self._totals if total.labelled.at == last or total.labelled.at[0] == before]
        return all(total.side == "period" or (total.side is None and WHOLE.search(total.label)) for total in near)

    def _parts_of_public_money(self) -> list[StatedAmount]:
        """Return parts of other public money: 上级资金 0 beside 本级资金 520."""
        fiscal = self._of_role("fiscal")
        spent = [each for each in fiscal if each.amount != 0 or not _LEVEL_OF_GOVERNMENT.search(each.label)]
        public = [*spent, *(each for each in self._own if self._several and "配套" in each.label)]
        parts = [public[place] for place in parts_of_public_money([each.label for each in public], self._kind)]
        parts += [each for each in fiscal if spent and each not in spent] + self._matched(fiscal)
        if any(self._lacks(total) in {sum(self._others), *self._others} for total in self._totals):
            parts += [each for each in fiscal if _LEVEL_OF_GOVERNMENT.search(each.label)]
        return parts + [each for each in fiscal if each.label.removeprefix("补助") in _LOWER_LEVELS]

    def _matched(self, fiscal: list[StatedAmount]) -> list[StatedAmount]:
        """Return local shares of public money: 县级配套 100, 中央资金 200 of 财政拨款 300."""
        matched = [each for each in self._own if "配套" in each.label]
        levels = [each for each in fiscal if _LEVEL_OF_GOVERNMENT.search(each.label)]
        added = sum(each.amount or 0 for each in (*levels, *matched))
        whole = [self._settled.get("fiscal"), *(each.amount for each in fiscal if each not in levels)]
        return matched if levels and added in whole else []

    def _lacks(self, total: StatedAmount) -> Decimal | None:
        """Return what a total has beyond its sources: 180 of 600 beside 中央资金 420."""
        sources = [each.amount or 0 for each in self._stated if each.role in _FUNDED and each.side == total.side]
        return (total.amount - sum(sources) if total.amount else None) or None

    def _estimates(self) -> list[StatedAmount]:
        """Return totals in words of less rank beside one of the year: 评审金额."""
        if self._settled.get("annual") is None and all(
            each.side != "annual" or each.amount is None for each in self._totals
        ):
            return []
        return [each for each in self._totals if each.side is None and (m := each.labelled.meaning) and m.rank]

    def _of_units(self) -> list[StatedAmount]:
        """Return amounts under one name whose sum is there: 金额 | 30 | 金额 | 25 | 合计."""
        places = [(each.labelled.at[0], cached_form(each.label), each.side) for each in self._totals]
        beside = [each for each, place in zip(self._totals, places, strict=True) if places.count(place) > 1]
        added = sum(each.amount or 0 for each in beside)
        return beside if added in [each.amount for each in self._totals if each not in beside] else []

    def _income_of_fund(self) -> list[StatedAmount]:
        """Return the income of a fund whose amount is its spending."""
        income = [each for each in self._totals if "收入" in each.label]
        spending = {each.amount for each in self._totals if "支出" in each.label}
        alike = not spending or all(each.amount in spending for each in income)
        return [] if self._kind != "project" or alike else income


def _are_several(sources: list[StatedAmount]) -> bool:
    """Return whether sources of one side have places and names of their own."""
    places, names = {each.labelled.at for each in sources}, {cached_form(each.label) for each in sources}
    return min(len(places), len(names)) > 1


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
