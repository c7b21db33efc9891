"""Conditions bound to an indicator: tested on a value, written for Excel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jixiao.forms.numbers import plain_number
from jixiao.scoring.axes import Axis, FormulaCells, Scale
from jixiao.scoring.intervals import Interval, all_of
from jixiao.scoring.tier_labels import Denied, HasLabel

Actual = Decimal | date | str
"""An actual value as understood: a number, a date, or a label in normal form."""

Plan = Decimal | date | str | None


@dataclass(frozen=True, slots=True)
class Within:
    """满意度≥95% · 逾期15日以内: a position in an interval, of a ``subject``.

    ``zero_means_none``: a plan of 0 is to have none.
    """

    scale: Scale
    interval: Interval
    subject: str = ""
    zero_means_none: bool = False

    def holds(self, actual: Actual, plan: Plan) -> bool | None:
        """Whether it does; None where a missing plan or another type leaves it open."""
        if self.zero_means_none and plan == 0 and isinstance(actual, Decimal):
            return actual <= 0
        position = self.scale.measure(actual, plan)
        return None if position is None else self.interval.contains(position)

    def excel(self, cells: FormulaCells, plan: Plan) -> str:
        """The same as an Excel expression; ``plan`` is its value where it is known."""
        test = self.scale.excel_test(self.interval, cells)
        if self.zero_means_none and plan is None:
            return f"IF({cells.plan}=0,{cells.actual}<=0,{test})"
        return f"{cells.actual}<=0" if self.zero_means_none and plan == 0 else test

    def words(self, actual: Actual | None = None, plan: Plan = None) -> str:
        """The condition for a reader, with the value it was tested on if there is one."""
        axis, interval, unit = self.scale.axis, self.interval, self.scale.shown_unit
        origin = plan if self.scale.reference is None else self.scale.reference
        to_plan = axis in (Axis.OVER, Axis.UNDER, Axis.DAYS) and {interval.low, interval.high} <= {None, 0}
        position = None if actual is None else self.scale.measure(actual, plan)
        if actual is not None and position is not None:
            if to_plan:
                return f"{_text(actual)}{_sign(actual, origin)}{_text(origin)}"
            value = _text(position.quantize(Decimal("0.01")) if position.as_tuple().exponent < -4 else position)  # type: ignore[operator]
            return axis.word + interval.words(value + unit, unit)
        if not to_plan:
            return interval.words(axis.word or "实际值", unit)
        named = _text(origin if isinstance(origin, date) else self.scale.reference)
        upward = (interval.low is not None) != (axis is Axis.UNDER)
        included = interval.has_low if interval.low is not None else interval.has_high
        if axis is Axis.DAYS:
            side = "后" if upward else "前"
            return f"{named}（含）以{side}" if included else f"{'晚' if upward else '早'}于{named}"
        return f"实际值{'≥' if upward and included else '＞' if upward else '≤' if included else '＜'}{named}"


def _sign(actual: Actual, origin: object) -> str:
    if isinstance(actual, Decimal) and isinstance(origin, Decimal):
        return "＝" if actual == origin else "＞" if actual > origin else "＜"
    if isinstance(actual, date) and isinstance(origin, date):
        return "即" if actual == origin else "晚于" if actual > origin else "早于"
    return "对"


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        return plain_number(value)
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return "计划值" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Fulfilled:
    """A condition that a number fulfils in one way and a label in another: 全部发放到位."""

    text: str
    number: tuple[Within, ...]
    label: HasLabel | Denied | None

    def holds(self, actual: Actual, plan: Plan) -> bool | None:
        """Whether it holds; None where the value is of a type that says nothing about it."""
        if isinstance(actual, str):
            return None if self.label is None else self.label.holds(actual)
        results = [test.holds(actual, plan) for test in self.number]
        if not results or None in results:
            return None
        return all(results)

    def by_label(self, plan: Plan) -> bool:
        """Whether a cell is expected to hold a label: where the plan is no number."""
        return self.label is not None and not (self.number and isinstance(plan, Decimal))

    def excel(self, cells: FormulaCells, plan: Plan) -> str:
        """Return it for Excel: of the number where the plan is one, else of the label."""
        if self.label is not None and self.by_label(plan):
            return self.label.excel(cells.actual)
        if self.label is None and not isinstance(plan, Decimal):
            return "FALSE"  # where labels are expected it is for numbers alone, and they mean nothing
        return all_of([test.excel(cells, plan) for test in self.number])

    def words(self, actual: Actual | None = None, plan: Plan = None) -> str:
        """The condition for a reader."""
        if isinstance(actual, str):
            return f"“{actual}”属于“{self.text}”"
        if actual is not None and self.number:
            return "且".join(test.words(actual, plan) for test in self.number)
        return self.text


@dataclass(frozen=True, slots=True)
class Undecided:
    """A piece that was not understood: whether it holds is for a human to say."""

    text: str

    def holds(self, _actual: Actual, _plan: Plan) -> bool | None:
        """Not known."""
        return None

    def excel(self, _cells: FormulaCells, _plan: Plan) -> str:
        """Never true: what a formula cannot decide it leaves blank."""
        return "FALSE"

    def words(self, _actual: Actual | None = None, _plan: Plan = None) -> str:
        """The piece as it stands."""
        return f"“{self.text}”（需人工判断）"


Criterion = Within | Fulfilled | Undecided
