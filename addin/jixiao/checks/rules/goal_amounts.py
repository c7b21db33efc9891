"""What a goal says the project costs, for FND-009. Unsure means silent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from itertools import pairwise

from jixiao.checks.calculations import (
    AmountReading,
    TextCalculation,
    WrittenAmount,
    added,
    amounts,
    calculations,
    clause_before,
    entitlements_in,
    items,
    of_others,
    total_of,
)
from jixiao.checks.checked_form import Form
from jixiao.checks.placing import COST
from jixiao.checks.plans import goes_on, is_all
from jixiao.checks.quantities import counters
from jixiao.checks.texts import SENTENCE
from jixiao.checks.tolerance import TOLERANCE, same_amount
from jixiao.checks.wording import endings, matcher
from jixiao.forms.money import amount_of
from jixiao.late_patterns import late_pattern

_THING = 4
"""So many characters say what is counted and what is done to it."""
# 其中, 项目支出20万元中设备购置12万元, 投入45万元（含设计费5万元）
_PART_OF = late_pattern(r"其中|元中|[（(]含[^（()）\d]*\Z")
_OF_ALL = late_pattern(r"总|全年|年度|项目|所需|[两二三四五六七八九十以][项类上]|其中")
_OF_THE_ABOVE = late_pattern(r"[两二三四五六七八九十](?:[项类]|部分)|以上|上述")
_USED_FOR = late_pattern(r"(?:主要|将)?(?:用于|作为)")
_LISTED = late_pattern(r"[、，][^，。；,;\d较比达至增减]{1,14}")


@cache
def _counted_at_end() -> re.Pattern[str]:
    """Return what a clause counts at its end: 购置救护车3辆."""
    return re.compile(rf"约?\d+(?:\.\d+)?余?[万千]?(?:{counters()})[（(]?\Z")


def contradiction(form: Form, text: str, amount: Decimal) -> AmountReading | None:
    """Return what a goal says against ``amount``; None where nothing is sure."""
    found = calculations(text)
    if any(item.agrees is False and not item.worded for item in found):
        return None  # FND-010
    read = _points(text, amount)
    if read is None:
        written = _Written(form, text, amount, [item for item in found if item.money])
        read = written.contradiction()
    stated = (amount, *map(form.funding, form.document.get("funding", ())))  # 亩均补助 may be public money alone
    return None if read is None or any(same_amount(read.value, value) for value in stated) else read


def _points(text: str, amount: Decimal) -> AmountReading | None:
    """Return the numbered points added up; those without amount add more."""
    points = items(text)
    if len(points) < 2:
        return None
    spending = [p for p in points if not matcher("not_spending").search(p) and not of_others(p, amounts(p))]
    known = [(point, cost) for point, cost in zip(spending, map(total_of, spending), strict=True) if cost is not None]
    if any(same_amount(cost, amount) and matcher("the_whole").search(point) for point, cost in known):
        return None  # the other points are parts of it
    read = added([cost for _, cost in known])
    if len(known) < 2 or (read.value - amount <= TOLERANCE and len(known) < len(points)):
        return None
    return read


class _Written:
    """The amounts and calculations of a goal, by what they say of the whole."""

    def __init__(self, form: Form, text: str, amount: Decimal, found: Sequence[TextCalculation]) -> None:
        text = text.replace("。其中", "，其中")  # the sentence goes on
        self.form, self.text, self.amount, self.calculated = form, text, amount, found
        self.free = [item for item in amounts(text) if self._is_own(item)]
        told = [item for item in self.free if matcher("total_before").search(clause_before(text, item.start))]
        self.totals = [item for item in told if not self._is_within(item, told)]
        self.stated = [
            one.stated for one in self.calculated if one.stated is not None and not self._is_within(one, told)
        ]
        self.parts = [item for item in self.free if item not in self.totals]

    def _is_own(self, item: WrittenAmount) -> bool:
        if item.rate or item.bound or any(one.start <= item.start < one.end for one in self.calculated):
            return False
        elsewhere = matcher("paid_elsewhere").search(self.text, item.start)
        if elsewhere is not None and SENTENCE.search(self.text, item.start, elsewhere.start()) is None:
            return False
        if matcher("not_spending").search(clause_before(self.text, item.start).replace("总投资", "")):
            return False
        return same_amount(item.value, self.amount) or not of_others(self.text, [item], self.form.year)

    def _is_target(self, item: WrittenAmount) -> bool:
        """Return whether an amount is what an indicator is to reach: 引进资金12.5亿元."""
        rows = (row for row in self.form.rows if row.block != COST and row.number is not None)
        worth = (amount_of(row.number or Decimal(0), row.unit) for row in rows)
        return any(value is not None and same_amount(value, item.value) for value in worth)

    def contradiction(self) -> AmountReading | None:
        """Return what cannot be, if the project costs its amount."""
        agrees = any(same_amount(value, self.amount) for value in [*self.stated, *(item.value for item in self.free)])
        if agrees:
            return self._parts_of_the_whole() or self._calculated(alone=True)
        if self.totals or self.stated:
            return self._stated()
        if self.free:
            return self._spent()
        return self._calculated(alone=False)

    def _stated(self) -> AmountReading | None:
        """Return the totals that the text names, none of which is the amount."""
        values = [*(item.value for item in self.totals), *self.stated]
        together = sum(values, Decimal(0))
        if same_amount(max(values) - sum(map(self._carried_over, amounts(self.text))), self.amount):
            return None  # 合计488.4万元（其中上年结转1.8万元）
        if same_amount(together, self.amount) or same_amount(together + sum(p.value for p in self.parts), self.amount):
            return None
        # What stands in the sentence of a total is likely a part of it.
        apart = [p for p in self.parts if not any(self._counts(total, p) for total in self.totals)]
        elsewhere = [p.value for p in self._spent_of(apart) if not self._is_part(p)]
        last = self.totals[-1].start if self.totals else len(self.text)
        later = [c for c in self.calculated if c.whole and c.stated is None and c.start > last]
        elsewhere += [c.value for c in later if SENTENCE.search(self.text, last, c.start)]
        everything = added([*values, *elsewhere])
        if elsewhere and everything.value - self.amount > TOLERANCE:
            return everything
        largest = max(values)
        if together - self.amount > TOLERANCE and self._are_of_their_own(values):
            return added(values)
        if largest - self.amount > TOLERANCE or len(values) == 1:
            lacking = (bool(self.parts) and len(self.parts) < 2) or goes_on(self.text, self.totals)
            return self._if_sure(AmountReading("文字合计", largest), lacking=lacking)
        return None

    def _carried_over(self, item: WrittenAmount) -> Decimal:
        """Return what an amount takes from the year before."""
        around = clause_before(self.text, item.start), self.text[item.start + len(item.text) :]
        return item.value if any(map(matcher("carried_over").search, around)) else Decimal(0)

    def _counts(self, total: WrittenAmount, part: WrittenAmount) -> bool:
        """Return whether a total has a part in it: its sentence's, or all before 两项合计."""
        above = part.start < total.start and _OF_THE_ABOVE.search(clause_before(self.text, total.start)) is not None
        return above or self._same_sentence(part, total)

    def _are_of_their_own(self, values: Sequence[Decimal]) -> bool:
        """Return whether no total is one of others: 计432万元…；…共54万元."""
        rest = sum(values, Decimal(0)) - max(values)
        if not self.totals:
            return max(values) < rest
        starts = sorted([*(one.start for one in self.totals), *(one.start for one in self.calculated)])
        apart = all(SENTENCE.search(self.text, one, other) for one, other in pairwise(starts))
        clauses = [clause_before(self.text, total.start) for total in self.totals]
        return len(values) > 1 and apart and max(values) != rest and not any(map(_OF_ALL.search, clauses))

    def _is_spent(self, item: WrittenAmount) -> bool:
        if _USED_FOR.match(self.text, item.start + len(item.text)):
            return True  # 其余36万元用于缆道检修
        clause = clause_before(self.text, item.start)
        bare = _counted_at_end().sub("", clause)
        counted = bare != clause and len(bare) >= _THING  # 培训急救员450人20万元
        return matcher("spent_before").search(bare) is not None or bare.endswith(endings("activities")) or counted

    def _spent(self) -> AmountReading | None:
        """Return the amounts that the text spends, where it names no total."""
        spent = [item for item in self._spent_of(self.free) if not self._is_target(item)]
        own = [item for item in spent if not self._is_part(item)]
        whole = [item.value for item in self.calculated if item.whole]
        values = [item.value for item in own] + [value for value in whole if own]
        if not own or any(item not in spent and not self._is_part(item) for item in self.free):
            return None
        total = added(values)
        if total.value - self.amount > TOLERANCE:
            return total
        if (
            len(values) == 1
            and len(self.free) == 1
            and matcher("allocated_before").search(clause_before(self.text, own[0].start))
        ):
            lacking = matcher("one_source").search(clause_before(self.text, own[0].start)) is not None
            return self._if_sure(AmountReading(own[0].text, own[0].value), lacking=lacking)
        return None

    def _is_part(self, item: WrittenAmount | TextCalculation) -> bool:
        """Return whether an amount belongs to one in front of it (其中)."""
        sentence = SENTENCE.split(self.text[: item.start])[-1]
        return _PART_OF.search(sentence) is not None

    def _divided_by(self, item: WrittenAmount) -> WrittenAmount | None:
        """Return the amount that the 其中 before another divides: 设备35万元，其中电脑28万元."""
        among = self.text.rfind("其中", 0, item.start)
        ahead = [other for other in self.free if other.start < among and self._same_sentence(other, item)]
        return ahead[-1] if ahead else None

    def _is_within(self, item: WrittenAmount | TextCalculation, totals: Sequence[WrittenAmount]) -> bool:
        """Return whether a total behind 其中 is part of a later one of its sentence."""
        return self._is_part(item) and any(
            other.start > item.start and self._same_sentence(item, other) for other in totals
        )

    def _parts_of_the_whole(self) -> AmountReading | None:
        """Return the parts before a total or behind 其中 that do not add up to it."""
        stated = (item for item in (*self.totals, *self.parts) if same_amount(item.value, self.amount))
        if (whole := next(stated, None)) is None:
            return None
        own = [item for item in self.free if item is not whole and self._same_sentence(item, whole)]
        own = [item for item in own if self._divided_by(item) in (None, whole)]
        if len(own) < 2:
            return None
        if len(self._spent_of(own)) < len(own) and not self._divides(whole, own):
            return None
        listed = whole in self.totals and all(item.start < whole.start for item in own)
        total = added([item.value for item in own])
        wrong = listed and len(own) == len(self.free) - 1 and not self.calculated
        return total if wrong or total.value - self.amount > TOLERANCE else None

    def _spent_of(self, listed: Sequence[WrittenAmount]) -> list[WrittenAmount]:
        """Return what is spent; a list carries the verb on: 购置A20万元、B25万元."""
        found: list[WrittenAmount] = []
        for item in listed:
            before = found[-1].start + len(found[-1].text) if found else item.start
            if self._is_spent(item) or _LISTED.fullmatch(self.text, before, item.start):
                found.append(item)
        return found

    def _divides(self, whole: WrittenAmount, listed: Sequence[WrittenAmount]) -> bool:
        """Return whether a list behind 其中 divides a whole once, at one level."""
        between = self.text[whole.start : listed[-1].start]
        if between.count("其中") != 1 or "(" in between or "（" in between or listed[0].start < whole.start:
            return False
        inside = [item for item in amounts(self.text) if whole.start < item.start <= listed[-1].start]
        if self.text.find("其中", whole.start) > listed[0].start or len(inside) > len(listed):
            return False
        reached = Decimal(0)
        for item in listed[:-1]:
            reached += item.value
            if same_amount(reached, whole.value):
                return False  # a second division of the same whole: by source, then by purpose
        return True

    def _same_sentence(self, a: WrittenAmount | TextCalculation, b: WrittenAmount) -> bool:
        start, end = sorted((a.start, b.start))
        return SENTENCE.search(self.text[start:end]) is None

    def _calculated(self, *, alone: bool) -> AmountReading | None:
        """Return what calculations add up to; ``alone``: the amount stands there too."""
        signed = [item for item in self.calculated if not item.worded]
        rates = [
            one
            for one in entitlements_in(self.text)
            if not one.is_mean_of(self.amount) and not any(i.start < one.end and one.start < i.end for i in signed)
        ]
        lowest = sum((item.value for item in signed if item.whole), Decimal(0))
        least = lowest + sum((one.low for one in rates), Decimal(0))
        working = "＋".join([item.expression.split("=")[0] for item in signed] + [one.working for one in rates])
        # 不足部分由业主承担, 财政补贴80%: what a price comes to is not what the project pays
        if not working or matcher("shared_price").search(self.text) or any(not item.whole for item in signed):
            return None
        if alone and (len(self.free) > 1 or is_shared(self.form)):
            return None
        if least - self.amount > TOLERANCE:
            return AmountReading(working, least)
        highest = [one.high for one in rates]
        if any(high is None for high in highest):
            return None
        most = lowest + sum((high for high in highest if high is not None), Decimal(0))
        if self.amount - most > TOLERANCE:
            unread = any(a.rate and not any(o.start <= a.start < o.end for o in rates) for a in amounts(self.text))
            return self._if_sure(AmountReading(working, most), lacking=(bool(self.free) and not alone) or unread)
        return None

    def _if_sure(self, read: AmountReading, *, lacking: bool) -> AmountReading | None:
        """Return a sum that is too much, or too little where no more is planned."""
        if read.value > self.amount:
            return read
        return read if not lacking and is_all(self.form, self.text, self.calculated, read.value, self.amount) else None


def is_shared(form: Form) -> bool:
    """Return whether the goals say that others pay a part."""
    return any(matcher("shared_costs").search(goal) for goal in form.goals.values())
