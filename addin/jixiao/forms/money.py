"""Money: a number with its unit, the one place that converts between units.

A document keeps amounts in its own unit, as typed; findings, sums and summaries hold them in 万元 (``Unit.in_wan``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from jixiao.forms.numbers import MAX_TEXT, are_parted, chinese_number, leading_number, parse_number
from jixiao.forms.text import dictionary, money_names, squeeze, tidy
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern
from jixiao.remembered import remembered

_OTHERWISE = str.maketrans("十百千", "拾佰仟"), str.maketrans("万亿", "萬億")
_WITHIN = late_pattern(r"(?:[十百千万亿拾佰仟萬億]+|[美欧日港韩英澳]|(?<!RM)[A-Za-z])?元")
"""A unit of money as a whole: 百万元 of 以百万元计, but not 元 of 美元, 百亿元 or w元."""
_YUAN = late_pattern("[元圆]")
_ASIDE = late_pattern(r"[(（\[【]([^()（）\[\]【】\d]{0,12}元[^()（）\[\]【】\d]{0,12})[)）\]】]")
"""What says the unit in more words: （以千元计）, （万元/年）."""
_MULTIPLE = late_pattern(
    r"(?:资金|预算|金额|经费|投资|拨款|支出|收入|总额)[^()（）\[\]【】]{0,8}[(（\[【]\s*(千|[十百千]?万|亿)\s*[)）\]】]"
)
"""A multiple that stands for its unit: 项目资金（亿）."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of money: its printed name (``万元``) and how many 万元 one of it is."""

    name: str
    worth: Decimal

    @staticmethod
    def parse(text: str | None) -> Unit | None:
        """Return the unit that a text is: ``万元``, ``人民币元``, ``单位：亿元``; else None."""
        return None if text is None else _parsed(text)

    @staticmethod
    def within(text: str) -> Unit | None:
        """Return the only unit named anywhere in a short text: ``以百万元计`` is in 百万元."""
        plain = tidy(text)
        exact = _units().get(plain)
        if exact is not None:
            return exact
        found = set(_WITHIN.findall(plain))
        return _units().get(found.pop()) if len(found) == 1 else None

    @staticmethod
    def alone(text: str) -> Unit | None:
        """Return the unit that is all of a text: 万元 at the end of a line."""
        unit = _units().get(text.strip()) if len(text) < 8 else None
        return unit if unit is not None and unit.name.endswith("元") else None

    @staticmethod
    def of_label(label: str) -> Unit | None:
        """Return the unit printed in or behind a label: ``项目金额（元）``, ``预算数/万元``."""
        if (found := _MULTIPLE.search(label)) is not None:
            return _units()[f"{found[1]}元"]
        if _YUAN.search(label) is None:
            return None
        plain = squeeze(label).replace("圆", "元")
        if len(set(_WITHIN.findall(plain))) > 1:
            return None  # 金额单位：元、万元 leaves open which
        match = _in_label().search(plain)
        if match is not None:
            return _units()[next(filter(None, match.groups()))]
        aside = _ASIDE.search(plain)
        return Unit.within(aside[1]) if aside is not None else None

    def in_wan(self, number: Decimal) -> Decimal:
        """Return an amount of this unit in 万元; the same number if it is 万元."""
        return number if self.worth == 1 else number * self.worth

    def convert(self, number: Decimal, into: Unit) -> Decimal:
        """An amount of this unit in another one, without an exponent."""
        if self.worth == into.worth:
            return number
        converted = number * self.worth / into.worth
        # 1E+1 would be written as such; a fraction keeps the digits that it has.
        return converted.quantize(Decimal(1)) if converted == converted.to_integral_value() else converted.normalize()


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit of money."""

    number: Decimal
    unit: Unit

    @property
    def wan(self) -> Decimal:
        """The amount in 万元."""
        return self.unit.in_wan(self.number)

    def into(self, unit: Unit) -> Decimal:
        """The number of this amount in another unit."""
        return self.unit.convert(self.number, unit)


@cache
def _units() -> dict[str, Unit]:
    """Return the units by each of their names, the longest first."""
    full = {name: Unit(name, Decimal(worth)) for name, worth in dictionary("units")["money"].items()}
    named = full | {name[:-1]: unit for name, unit in full.items() if name.endswith(("万元", "亿元"))}
    for written in _OTHERWISE:
        named |= {name.translate(written): unit for name, unit in named.items()}
    return dict(sorted(named.items(), key=lambda item: -len(item[0])))


_FOREIGN = late_pattern(
    r"[(（\[【:：,，/／百千万亿](?:[美欧日港韩澳加]元|英镑|[美港日外]币)|[(（\[【:：,，/／](?:[A-Za-z]|百|[百千]亿)[元圆]"
)


def is_foreign(label: str) -> bool:
    """Return whether a label states money that is not ours: 总投资（万美元）, 金额（w元）."""
    return _FOREIGN.search(label) is not None


def wan() -> Unit:
    """The unit 万元, in which a form without any word about it is."""
    return _units()["万元"]


def unit_of_document(currency_unit: str | None) -> Unit | None:
    """Return the unit of a document: 万元 if none is said; None if unknown."""
    return wan() if currency_unit is None else Unit.parse(currency_unit)


_AROUND = late_pattern(r"^(?:(?:金额|计量|货币)?单位:?)?(?:人民币|RMB:?|[¥￥])?|[。;,、]$")


@remembered
def _parsed(text: str) -> Unit | None:
    if len(text) > 30:
        return None
    plain = tidy(text)
    if plain[:1] in "([【" and plain[-1:] in ")]】":
        plain = plain[1:-1]
    return _units().get(_AROUND.sub("", plain))


@cache
def _in_label() -> re.Pattern[str]:
    """Matches a unit in a label: （万元）, (单位：元), 【千元】, 预算数/万元, （单位：元，取整）, 金额单位为万元."""
    names = money_names()
    return re.compile(
        rf"[(（\[【](?:[A-Z][,，、])?(?:金额)?(?:单位[:：]?)?(?:人民币|RMB[:：]?|[¥￥])?({names})(?:[,，、；;][^()（）]{{1,16}})?[)）\]】]|[/／,，、:：](?:单位[:：]?)?({names})(?:[)）\]】]|$)"
        rf"|(?:金额|资金)(?:的)?(?:计量)?单位(?:均|统一)?[为是:：]({names})(?:[,，。；;、)）]|$)|以({names})为(?:金额)?单位|(?<=资金|金额|预算|经费|投资|总额)({names})$"
    )


_REMARK = late_pattern(r"\([^()]*[\u4e00-\u9fff][^()]*\)$")
"""A remark behind an amount: 120.5(其中上级补助80)."""


def parse_amount(value: Value | None, unit: Unit) -> Amount | None:
    """The amount in a cell; a number without a unit of its own is one of ``unit``.

    Accepts ``4,613.60``, ``￥299.40``, ``人民币30万元``, ``12000元``, full-width digits and Chinese numerals with a unit
    (一百二十万元), each with a remark in brackets behind it. None for everything else: an amount is never guessed.
    """
    if not isinstance(value, str):
        number = parse_number(value)
        return None if number is None else Amount(number, unit)
    return _amount_in_text(value, unit) if len(value) <= MAX_TEXT else None


def parse_money(
    value: Value | None, currency_unit: str = "万元", stated_in: str | None = None, number_format: str | None = None
) -> Decimal | None:
    """Return the number of ``currency_unit`` that a cell's amount is; None for none.

    The nearest word about the unit counts: one in the cell, else ``stated_in`` (label or header), else the form's. What a
    ``number_format`` shows as a date or a percentage is no amount.
    """
    if number_format is not None and isinstance(value, float):
        from jixiao.grid.numberformat import is_date_format, is_percent_format  # few amounts have a format

        if is_date_format(number_format) or is_percent_format(number_format):
            return None
    into = Unit.parse(currency_unit) or wan()
    amount = parse_amount(value, Unit.parse(stated_in) or into)
    return None if amount is None else amount.into(into)


def says_amount(value: Value | None) -> bool:
    """Return whether a cell says an amount, in whatever unit."""
    if not isinstance(value, str):
        return parse_number(value) is not None
    return len(value) <= MAX_TEXT and _money_text(value) is not None


_NO_UNIT = Unit("", Decimal(1))
_LARGE = 10_000


def unit_behind(values: Iterable[Value | None]) -> str | None:
    """Return the unit behind some amounts: 5200000元; None if one but 0 has none.

    Beside one in 元 large amounts without a unit are in 元 too. Amounts with different units are counted in 万元.
    """
    amounts = [amount for value in values if (amount := parse_amount(value, _NO_UNIT)) is not None]
    units = {amount.unit.name for amount in amounts if amount.number or amount.unit.name}
    plain = [abs(amount.number) for amount in amounts if amount.number and not amount.unit.name]
    if units == {"元", ""} and min(plain) >= _LARGE:
        return "元"
    if not units or "" in units:
        return None
    return units.pop() if len(units) == 1 else wan().name


@remembered
def _money_text(text: str) -> tuple[Decimal, Unit | None] | None:
    plain = tidy(text).removeprefix("人民币").removeprefix("RMB").lstrip(":¥￥").rstrip("整正。;,、")
    plain = f"{plain[:-1]}元" if plain[-1:] in ("圆", "圓") else plain
    if are_parted(text):
        return None
    found = leading_number(plain)
    if found is None and plain in _units():
        return None  # 千元 behind a label says its unit
    if found is None:
        # 一千三百万元 is a number of 元 as a whole, not 一千三 of 百万元.
        whole = plain if plain.endswith("元") else f"{plain}元"
        number = chinese_number(whole[:-1]) if plain[-1:] in "元万亿" else None
        return None if number is None else (number, _units()["元"])
    number, word = found[0], found[1].strip("()")
    if not word:
        return number, None
    if word in _units():
        return number, _units()[word]
    plainer = _REMARK.sub("", plain)
    return _money_text(plainer) if len(plainer) < len(plain) else None


def _amount_in_text(text: str, unit: Unit) -> Amount | None:
    found = _money_text(text)
    return None if found is None else Amount(found[0], found[1] or unit)


def amount_of(number: Decimal, unit: str | None) -> Decimal | None:
    """Return a number with its unit's text (万, （元）) as 万元; None if it is no money."""
    parsed = Unit.parse(unit)
    return None if parsed is None else parsed.in_wan(number)
