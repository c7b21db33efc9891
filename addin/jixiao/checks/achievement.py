"""What was reached of a target, the deviation, whether it was missed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from jixiao.checks.goal_figures import counted_in
from jixiao.checks.money_tokens import normal
from jixiao.checks.quantities import kind_of_unit
from jixiao.checks.rows import Row
from jixiao.checks.wording import matcher
from jixiao.forms.actual_values import entry_of, typed_in_ones
from jixiao.forms.measures import is_unit
from jixiao.forms.text import fold, placeholders
from jixiao.forms.titles import year_in
from jixiao.late_patterns import late_pattern

_UNTICKED = late_pattern(r"(?:[□☐][\u4e00-\u9fff、,;/]{1,10})+|(?:[\u4e00-\u9fff、,;/]{1,10}[□☐])+")
"""Choices none of which is ticked: □经费保障□制度保障."""
# 无, 未发生, 零投诉, 全年未发生安全事故; but not 无法统计, 未完成
_NONE = late_pattern(
    r"(?:全年|本年度?)?(?:(?:未|没有|无|零)(?:发生|出现)?[\u4e00-\u9fff]{0,6}(?:事故|事件|案件|疫情|投诉|问题|差错|纠纷|舆情|火灾)"
    r"|(?:未|没有|无|零)(?:发生|出现)|无|零|没有)"
)
_NEVER = late_pattern(r"(?:全年|确保)?(?:零|不|未|无)(?:发生|出现)|零(?:事故|投诉|差错|上访|事件)")
"""A target of none in words: 零发生."""
_WITH_UNIT = late_pattern(r"\d(?:[\d.,]*\d)?([^\d,.。，、;()\s]{0,6})")
_ASIDE = late_pattern(r"(?<=[^\s(（])\s*[(（][^()（）]{4,60}[)）]$")
"""A note behind a result: 812户（48户企业未申报）."""
_THIRD = late_pattern(r"[上中下]旬$")
"""A third of a month: 12月中旬."""
_UNDATED = late_pattern(r"(?:当年|本年度?)?\d{1,2}月(?:\d{1,2}日|[底末份]|[上中下]旬)?(?:之|以)?前?")
"""A day or month without its year: 5月31日前, 9月底."""
_SHARES = ("%", "‰")
HUNDRED = Decimal(100)
LARGE_DEVIATION = Decimal(20)
"""Per cent; as much or more, in either direction, has to be explained (STANDARDS.md, Sums)."""


class Achievement(NamedTuple):
    """What an indicator reached; ``deviation`` in per cent, None for dates and 0.

    ``ratio`` is actual by target. ``late`` are the days behind a deadline.
    """

    actual: Decimal | date
    target: Decimal | date
    missed: bool
    deviation: Decimal | None = None
    late: int | None = None

    @property
    def ratio(self) -> Decimal | None:
        """Actual by target in per cent."""
        return None if self.deviation is None else self.deviation + HUNDRED

    @property
    def told(self) -> str:
        """The deviation as one says it: ``-25%``, ``+30%``, ``逾期12天``."""
        if self.late is not None:
            return f"逾期{self.late}天"
        if isinstance(self.target, date):
            return "晚于指标值"
        if self.deviation is None:
            return f"{Decimal(str(self.actual)):+f}"  # 2 of 0起
        return f"{round(self.deviation, 2).normalize():+f}%"


def blank(value: Decimal | str | None) -> bool:
    """Return whether nothing was filled in: blank, a stroke, boxes none ticked."""
    if not isinstance(value, str):
        return value is None
    return not value.strip() or fold(value) in placeholders() or _UNTICKED.fullmatch(fold(value)) is not None


def none_reached(row: Row, value: Decimal | str | None) -> bool:
    """Return whether words say 0 of what is not to happen: 无, 未发生 of 事故起数."""
    limit = row.number is not None and row.unit not in _SHARES and not row.is_money
    limit = limit and (row.number == 0 or row.operator in ("≤", "<"))
    return limit and isinstance(value, str) and _NONE.fullmatch(fold(value)) is not None


def without_aside(value: Decimal | str | None) -> Decimal | str | None:
    """Return a result without the note behind it: 812户（48户未申报）, but 30台（套）."""
    return _ASIDE.sub("", value) if isinstance(value, str) else value


def mismatch(row: Row, told: Decimal | str) -> bool:
    """Return whether a value is of another kind than its target: 0.5 beside 50%."""
    value = without_aside(told)
    if value is None or none_reached(row, value):
        return False
    from jixiao.scoring.context import read_plan
    from jixiao.scoring.engine import SMALL_PLAN, read_actual  # only year-end forms need the reading of results

    if row.number is None:  # 100% beside a day
        share = isinstance(value, str) and value.endswith("%")
        return share and isinstance(read_plan(row.text, row.unit), date)

    actual = read_actual(value, row.unit, dates=False)
    if isinstance(actual, Decimal):
        return typed_in_ones(actual, row.number, row.unit)
    if isinstance(value, str) and _is_in_unit(value, row.unit or ""):
        return row.operator is None and value[0] in "≥≤><≧≦=＞＜＝"  # 32座 | ≥30座 stand in one another's columns
    return not (isinstance(value, Decimal) and row.number <= SMALL_PLAN)  # 0.5 beside 2% may well be 0.5%


def _is_in_unit(value: str, unit: str) -> bool:
    """Return whether words hold one number, in a target's unit: 新增就业216人, 30台（套）."""
    numbers = _WITH_UNIT.findall(normal(value))
    if len(numbers) != 1 or not numbers[0] or not unit:
        return False
    if numbers[0] in (unit[0] if unit[0] in "万亿" else "", unit.partition("/")[0]):  # 3.1万, 560元 of 元/人
        return True
    whole = range(len(numbers[0]), 0, -1)
    said = next((numbers[0][:end] for end in whole if is_unit(numbers[0][:end])), numbers[0])  # 2处改造
    (times, plain), (wanted, same) = counted_in(said), counted_in(unit)
    alone = _WITH_UNIT.fullmatch(normal(value)) is not None
    if "个" in (plain, same) and kind_of_unit(plain) == kind_of_unit(same):
        return True  # 6个 of 6家
    return plain == same and (times == wanted or not alone)  # 5.2千亩 of 亩


def achievement(row: Row, told: Decimal | str | None) -> Achievement | None:
    """Return what was reached; None for blanks, words and other kinds of value."""
    value = without_aside(told)
    if isinstance(value, str):
        value = entry_of(value, None, row.unit)  # 已完成13800平方米, once its note is off
    none = none_reached(row, value)
    if not row.shared.isdisjoint(("target", "actual", "actual_to_july", "expected")):
        return None  # a sum of several indicators
    if value is None or (blank(value) and not none) or is_beyond(row) or mismatch(row, value):
        return None
    from jixiao.scoring.calendar import read_date
    from jixiao.scoring.context import read_plan
    from jixiao.scoring.engine import read_actual

    years = (year_in(each) for each in (row.target, value) if isinstance(each, str))
    year = next(filter(None, years), 2020)  # 5月31日前 and 2025年6月8日, 9月底 and 10月3日 are of one year
    wanted, value = _dated(row.target, year), _dated(value, year)
    target = Decimal(0) if _asks_for_none(row) else read_plan(wanted, row.unit)
    actual = Decimal(0) if none else read_actual(value, row.unit, dates=isinstance(target, date))
    month = read_date(_THIRD.sub("", value)) if isinstance(target, date) and isinstance(value, str) else None
    if isinstance(target, date) and not isinstance(actual, date) and month is not None:
        late_month = (month.year, month.month) > (target.year, target.month)
        return Achievement(month, target, late_month) if late_month or month <= target else None
    if isinstance(target, date) and isinstance(actual, date):
        late = (actual - target).days
        return Achievement(actual, target, late > 0, late=late if late > 0 else None)
    if not isinstance(target, Decimal) or not isinstance(actual, Decimal):
        return None
    missed = actual > target if wants_less(row) else actual < target
    deviation = (actual - target) / abs(target) * HUNDRED if target else None
    return Achievement(actual, target, missed, deviation)


def _dated(value: Decimal | str | None, year: int) -> Decimal | str | None:
    """Return a day or month with a year where it names none, anything else as it is."""
    plain = fold(value) if isinstance(value, str) else ""
    return f"{year}年{plain.lstrip('当本年度')}" if _UNDATED.fullmatch(plain) else value


def is_beyond(row: Row) -> bool:
    """Return whether a target is more than all there is (VAL-002): ≥120%."""
    beyond = row.unit == "%" and row.number is not None and row.number > HUNDRED
    return beyond and not matcher("growth").search(row.name)


def wants_less(row: Row) -> bool:
    """Return whether a target is an upper limit, as costs are without an operator.

    Of satisfaction much is wanted whatever its operator says (OPR-001).
    """
    if row.block == "满意度指标" and not matcher("complaints").search(row.name):
        return False
    if row.operator in ("≥", ">"):
        return False
    return row.operator in ("≤", "<") or row.is_money or _asks_for_none(row)


def _asks_for_none(row: Row) -> bool:
    """Return whether none is wanted: 安全事故数 0起, 零发生."""
    in_words = row.text is not None and _NEVER.fullmatch(fold(row.text)) is not None
    return in_words or (row.number == 0 and not matcher("growth").search(row.name))


def must_be_explained(row: Row, reached: Achievement) -> bool:
    """Return whether a form must say why: target missed, or passed by a fifth."""
    # To stay far below a limit that is no money (complaints, accidents) is what the limit is for.
    if reached.missed:
        return True
    if reached.deviation is None or abs(reached.deviation) < LARGE_DEVIATION:
        return False
    return reached.deviation > 0 or row.is_money
