"""What was reached, as people type it: one reading for forms, scores, formulas.

``92%``, ``0.8万人`` beside 人, ``2026.12.20`` are understood; ``0.92`` beside %, ``3天`` beside 月, ``约180个`` are asked
for. The formulas of a template repeat these steps in ``templates/actual_formulas.py``; tests hold the two together.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from jixiao.forms.cell_text import text_of
from jixiao.forms.measures import is_unit
from jixiao.forms.numbers import are_parted, from_float
from jixiao.forms.text import dictionary, squeeze
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern

CLEANED = {
    **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    "．": ".",
    "，": ",",
    "％": "%",
    "﹪": "%",
    "－": "-",
    "／": "/",
    "㎡": "平方米",
    **dict.fromkeys(" \u3000\u00a0\n\r\t", ""),
}
"""What is written in one way before anything is read: full-width signs, white space."""
NOTHING = ("", "/", "-", "--", "—", "——")
"""What a cell says that is not filled in."""
DATE_SEPARATORS = "年月./"
"""Signs between the parts of a date, besides the dash."""
DAY_SIGNS = ("日", "号")
SERIALS = (20_000, 80_000)
"""Numbers between these are dates as spreadsheets store them: 1954 to 2119."""
YEARS = (1955, 2119)
"""Dates lie in these years, as the serial numbers do: 11.28 typed into a cell of dates is the 11th of January 1900."""
MOST_FIGURES = 16
"""Characters of a number that a spreadsheet still holds exactly."""
_MYRIAD = "万"
_NUMBER = late_pattern(r"(-?(?:[1-9]\d{0,2}(?:,\d{3})+|\d+)(?:\.\d+)?)(.*)", re.DOTALL)
"""``1,600人`` → ``1,600``, ``人``."""
_LEAD_IN = late_pattern(r"\A(?:已|共计?|实际|累计|合计|全年|完成|达到?|实现|为|了|:|：|=|＝)+(?=\d)")
"""``已完成`` before ``320块``, ``＝`` before ``30万亩``: words that say no more than the column does."""
_DATE = late_pattern(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TIME = late_pattern(r"[T ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?$")
_WORD = late_pattern(r"[\u4e00-\u9fff]{1,4}(?:/[\u4e00-\u9fff]{1,3})?")
"""A unit as it may stand behind a number: 个, 平方米, 元/人."""
_EITHER = late_pattern(r"([\u4e00-\u9fff]{1,2})[(（]([\u4e00-\u9fff]{1,2})[)）]")
"""One unit or another: 件（套）."""
_IN_ONES = (3000, 30_000)
"""A figure this many times its target in 万元 was typed in 元."""
_PERCENT = "%"
_SIGNS = (_PERCENT, "‰")


class UnclearValue(NamedTuple):
    """An entry that may mean several things, or nothing; ``reason`` is what to write."""

    reason: str


def cleaned(text: str) -> str:
    """A text in the one way of writing that is read."""
    return text.translate(_TRANSLATION)


_TRANSLATION = str.maketrans(CLEANED)


def is_nothing(text: str) -> bool:
    """Whether an entry says that nothing is filled in."""
    return cleaned(text) in NOTHING


@cache
def percent_spellings() -> frozenset[str]:
    """Every way to write the unit per cent."""
    return frozenset(dictionary("units")["percent"]["%"])


def share_sign(unit: str) -> str:
    """Return % for 百分比 and its like, ‰ for 千分比; any other unit as it is."""
    return next((sign for sign, words in dictionary("units")["percent"].items() if unit in words), unit)


@cache
def convertible(unit: str | None) -> dict[str, Fraction]:
    """Return the units in which a value may be typed, each with its size in ``unit``.

    ``公里`` → 公里 1, 千米 1, 米 1/1000 …; days are not converted into months, which differ.
    """
    if unit is None:
        return {}
    plain = cleaned(squeeze(unit))
    if plain in percent_spellings():
        return dict.fromkeys((_PERCENT, "百分点", "个百分点"), Fraction(1))
    either = _EITHER.fullmatch(plain)
    if either is not None:
        one, other = either.groups()
        return dict.fromkeys((one, other, f"{one}{other}", f"{one}({other})", f"{one}（{other}）"), Fraction(1))
    units = dictionary("units")
    money = {name: Fraction(worth) for name, worth in units["money"].items()}
    kinds = [money, *({name: Fraction(worth) for name, worth in kind.items()} for kind in units["kinds"])]
    bare = plain.removeprefix(_MYRIAD) or plain
    known = next((kind for kind in kinds if plain in kind or bare in kind), {bare: Fraction(1)})
    if known is not money:
        known = {f"{_MYRIAD}{name}": worth * 10_000 for name, worth in known.items()} | known
    one = known[plain]
    return {name: worth / one for name, worth in known.items()}


def read_number(text: str, unit: str | None) -> Decimal | UnclearValue | None:
    """Return a number in ``unit`` from a text; None where the text is no number.

    Without a unit of its own the indicator takes a number alone, or one with a unit that is not converted into others.
    """
    match = _NUMBER.fullmatch(cleaned(text))
    if match is None or len(match[1]) > MOST_FIGURES or are_parted(text):
        return None
    number, said = Decimal(match[1].replace(",", "")), match[2]
    if not said:
        return beside(number, unit)
    factor = convertible(unit).get(said)
    if factor is None and said not in _SIGNS and _WORD.fullmatch(said) is None:
        return None
    if unit is None:
        if not is_unit(said):
            return None  # 12月底前, 2026年底: the text of an indicator that is not counted
        if _only_counts(said):
            return number
        return UnclearValue(f"指标值没有写明单位，实际完成值“{text}”无法换算，请只填数字")
    if factor is None:
        return UnclearValue(f"实际完成值“{text}”与指标值的单位“{unit}”不同，请按“{unit}”填写")
    return number if factor == 1 else _plain(number * factor.numerator / factor.denominator)


def _only_counts(unit: str) -> bool:
    """Whether a unit is one that no other is converted into: 个, 场次; not 元, 米, 万人."""
    if unit == _PERCENT or unit.startswith(_MYRIAD):
        return False
    return all(worth == 1 for name, worth in convertible(unit).items() if not name.startswith(_MYRIAD))


def _plain(number: Decimal) -> Decimal:
    """Without trailing zeros and without an exponent."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def beside(number: Decimal, unit: str | None) -> Decimal | UnclearValue:
    """Return a bare number beside a unit; up to 1 beside % it may be a share."""
    if unit is not None and cleaned(unit) in percent_spellings() and 0 < abs(number) <= 1:
        shown = format(number.normalize(), "f")
        whole = format((number * 100).normalize(), "f")
        return UnclearValue(f"实际完成值“{shown}”是{whole}%还是{shown}%，请带百分号填写")
    return number


def range_in_ones(target: Decimal, unit: str | None) -> tuple[Decimal, Decimal] | None:
    """Return the ends of results in 元, 人次 beside 万元, 万人次; None for other units."""
    if not (unit or "").startswith(_MYRIAD) or target == 0:
        return None
    low, high = sorted(target * times for times in _IN_ONES)
    return low, high


def typed_in_ones(number: Decimal, target: Decimal, unit: str | None) -> bool:
    """Return whether a result beside 万元, 万人次 was typed in 元, 人次."""
    ends = range_in_ones(target, unit)
    return ends is not None and ends[0] <= number <= ends[1]


def read_day(text: str) -> date | None:
    """Return a whole date that is all of a text: ``2026年12月20日``, ``20261220``."""
    plain = cleaned(_TIME.sub("", text.strip()))
    if len(plain) == 8 and plain.isascii() and plain.isdigit():
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    if plain.endswith(DAY_SIGNS):
        plain = plain[:-1]
    match = _DATE.fullmatch(plain.translate(_SEPARATORS))
    if match is None or not YEARS[0] <= int(match[1]) < YEARS[1]:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


_SEPARATORS = str.maketrans(dict.fromkeys(DATE_SEPARATORS, "-"))


def day_of(number: Decimal) -> date | None:
    """Return the date of a number beside a deadline: a serial number or ``20261220``."""
    if SERIALS[0] < number < SERIALS[1]:
        return date.fromordinal(date(1899, 12, 30).toordinal() + int(number))
    return read_day(str(number)) if number == number.to_integral_value() else None


def entry_of(value: Value, number_format: str | None, unit: str | None) -> Decimal | str | None:
    """Return 实际完成值 for the document: a number in the indicator's unit, or the text.

    A per cent format gives percentage points beside %, and a text with its sign beside any other unit.
    """
    if isinstance(value, str):
        number = _number_typed(value, unit)
        return text_of(value) if number is None else number
    number = from_float(value) if isinstance(value, float) else None
    if number is None or number_format is None:
        return number if number is not None else text_of(value, number_format)
    from jixiao.grid.numberformat import is_date_format, is_percent_format

    if is_percent_format(number_format):
        points = from_float(float(number * 100))
        percent = unit is None or cleaned(unit) in percent_spellings()
        return points if points is None or (percent and not _is_small(points)) else f"{format(points, 'f')}%"
    return text_of(value, number_format) if is_date_format(number_format) else number


def _is_small(points: Decimal) -> bool:
    """Return whether percentage points would be taken for a share without their sign."""
    return 0 < abs(points) <= 1


def _number_typed(text: str, unit: str | None) -> Decimal | None:
    """Return the number of a text; a bare one is asked for where it is scored."""
    if are_parted(text):
        return None
    text = _LEAD_IN.sub("", squeeze(text), count=1).rstrip("。")
    match = _NUMBER.fullmatch(cleaned(text))
    found = read_number(text, unit)
    if match is not None and not match[2] and found is not None:
        return Decimal(match[1].replace(",", ""))
    lost = unit is not None and cleaned(unit) in percent_spellings() and isinstance(found, Decimal) and _is_small(found)
    return found if isinstance(found, Decimal) and not lost else None
