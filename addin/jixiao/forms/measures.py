"""The measure of an indicator: operator, target and unit, out of 1 or 3 cells.

``≥95%`` → ≥, 95, ``%``; ``76人`` → no operator, 76, ``人``; ``不低于3次`` → ≥, 3, ``次``; ``2023年12月前`` stays text.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from jixiao.forms.cell_text import is_placeholder
from jixiao.forms.numbers import are_parted, chinese_figures, chinese_number, leading_number, plain_number
from jixiao.forms.text import dictionary, fold, tidy
from jixiao.grid.model import Value
from jixiao.late_patterns import late_pattern
from jixiao.remembered import remembered

MAX_UNIT = 6
ABOUT = "左右"
"""What says behind a number that it is about so much: it is read, and the check tells."""
NO_UNIT = "无"
"""Said of a unit and of a target alike."""
SHORT_TEXT = 12
"""Longer texts may stand in any column but those of levels, units and operators."""
# 公里, 元/人, 卷(件)
_UNIT = re.compile(r"[^\d\W]+(?:[/·][^\d\W]+|\([^\d\W]{1,2}\))?|[%‰℃㎡]")
_BRACKETED = late_pattern(r"[(（\[【]([^()（）\[\]【】]+)[)）\]】]")
_DATE_LIKE = re.compile(r"年$|年\d|年初|年底|年末|年内|年前|年度|月(?!度?$)|[日号](?!$)|点|时前")
_INCLUDED = late_pattern(r"\(含([^()]{0,10})\)(?=及?以[上下内]|$)")  # 90%以上(含90%), 90%(含)以上
_TENTHS = late_pattern(r"([一二三四五六七八九1-9])成([半一二三四五六七八九1-9])?")  # 九成, 八成五
_DIGITS = str.maketrans("一二三四五六七八九半", "1234567895")
_PER = re.compile(r"[/·.*]|每")
_LIKE_DIGITS = "OoIl|"
_YEAR = range(1900, 2101)


class Measure(NamedTuple):
    """What one cell says: an operator, a number, a unit, each if it is there."""

    operator: str | None
    number: Decimal
    unit: str | None


def measure_text(operator: str | None, target: Decimal | str | None, unit: str | None) -> str:
    """Return operator, target and unit as one reads them: ``≥95%``."""
    said = plain_number(target) if isinstance(target, Decimal) else target or ""
    return f"{operator or ''}{said}{unit or ''}"


@cache
def _operators() -> dict[str, str]:
    return {tidy(word): symbol for symbol, words in dictionary("labels")["operators"].items() for word in words}


@cache
def _operator_prefixes() -> dict[str, list[tuple[str, str]]]:
    """Return words before a number with their symbols, by first character."""
    prefixes: dict[str, list[tuple[str, str]]] = {}
    for word, symbol in sorted(_operators().items(), key=lambda item: -len(item[0])):
        prefixes.setdefault(word[0], []).append((word, symbol))
    return prefixes


@cache
def _operator_suffixes() -> dict[str, list[tuple[str, str]]]:
    """Return words behind a number with their symbols, by last character."""
    pairs = [(tidy(w), s) for s, words in dictionary("labels")["operator_suffixes"].items() for w in words]
    suffixes: dict[str, list[tuple[str, str]]] = {}
    for word, symbol in sorted(pairs, key=lambda item: -len(item[0])):
        suffixes.setdefault(word[-1], []).append((word, symbol))
    return suffixes


@cache
def _natures() -> dict[str, str]:
    return {fold(word): nature for word, nature in dictionary("labels")["natures"].items()}


@cache
def known_units() -> frozenset[str]:
    """Every spelling of a unit, tidy, those included that the check has put right."""
    units = dictionary("units")
    spellings = [word for words in units["percent"].values() for word in words]
    misspelt = dictionary("wording")["unit_spellings"]
    rates = [f"{money}/{unit}" for money in units["money"] for unit in units["counted"] if "/" not in unit]
    measured = [unit for kind in (*units["kinds"], *dictionary("measures")["units"].values()) for unit in kind]
    return frozenset(
        map(
            tidy,
            [
                *units["money"],
                *spellings,
                *dictionary("measures")["rates"],
                *units["counted"],
                *measured,
                *rates,
                *misspelt,
            ],
        )
    )


def unit_of_both(own: str, named: str | None, *, typed: bool = True) -> str:
    """Return the unit of a value that has one and stands beside one: 6万 | 件 → 万件.

    Where one is of money, and of two of shares or of one measure its own counts, 300万元 | 人 and 900米 | 公里, and of a
    share beside a count, 100% | 个, if it was ``typed``.
    """
    if named is None:
        return own
    if own in _MULTIPLES:
        return named if named.startswith(own) else own + named
    units = dictionary("units")
    shares = [share for unit in (own, named) for share, words in units["percent"].items() if unit in words]
    money = any(unit.partition("/")[0] in units["money"] for unit in (own, named))  # 20万元/人 | 元/人
    if money or len(set(shares)) > 1 or (typed and len(shares) == 1 and is_unit(named)):
        return own
    from jixiao.forms.actual_values import convertible  # which asks this module what a unit is

    return own if convertible(named).get(own, 1) != 1 else named


@remembered
def operator_of(text: str) -> str | None:
    """Return the symbol of an operator in any spelling (``>=``, ``不低于``), else None."""
    return _operators().get(tidy(text))


def says_operator(text: str) -> bool:
    """Return whether a text is what a column of operators holds: ≥, 定性, 正向."""
    return bool(operator_of(text) or nature_of(text) or direction_of(text))


@cache
def _directions() -> dict[str, str]:
    return {fold(word): symbol for symbol, words in dictionary("labels")["directions"].items() for word in words}


@remembered
def direction_of(text: str) -> str | None:
    """Return the symbol that a direction stands for: ≥ of 正向 or 越大越好, else None."""
    return _directions().get(fold(text).removesuffix("指标"))


@remembered
def nature_of(text: str) -> str | None:
    """``qualitative`` or ``quantitative`` for a cell that says 定性 or 定量, else None."""
    return _natures().get(fold(text))


def bare_unit(text: str) -> str:
    """Return a unit without the brackets around it: （公里） → 公里; 台（套） as it is."""
    match = _BRACKETED.fullmatch(text)
    return text if match is None else match[1]


@remembered
def is_unit(text: str) -> bool:
    """Whether the text is a known unit, or one made of such: 元/人·年, 元/平方米/月, 吨/亩."""
    if len(text) > 12:
        return False
    plain = tidy(bare_unit(text))
    many = plain[:1] in _MULTIPLES and plain[1:] in known_units()  # 万千瓦时, 亿立方米
    return plain in known_units() or many or _is_compound(plain)


def _is_compound(plain: str) -> bool:
    """Return whether a unit is made of others: 吨/亩, 元/生/学年 by any word behind money."""
    first, *others = _PER.split(plain)
    units = known_units()
    if not others or first not in units or NO_UNIT in (first, *others):
        return False
    price = first in dictionary("units")["money"]
    return all(one in units or (price and 0 < len(one) <= 3 and one.isalpha()) for one in others)


_MULTIPLES = ("十", "百", "千", "万", "亿")


@remembered
def split_measure(text: str) -> Measure | None:
    """Return operator, number and unit of a cell; None where it is anything else.

    Years and dates are no measures: ``2026年``, ``2月前``, ``12月31日前`` give None.
    """
    if len(text) > 40 or are_parted(text):
        return None
    plain = _without_included(tidy(text).rstrip("。;,、").removesuffix(ABOUT))
    plain = plain.removesuffix("整") if plain.endswith("元整") else plain
    operator: str | None = None
    for word, symbol in _operator_prefixes().get(plain[:1], ()):
        if plain.startswith(word):
            operator, plain = symbol, plain[len(word) :]
            break
    for word, symbol in _operator_suffixes().get(plain[-1:], ()):
        if plain.endswith(word):
            operator, plain = operator or symbol, plain[: -len(word)]
            break
    found = _tenths(plain) or leading_number(plain) or _leading_chinese(plain)
    if found is None:
        return None
    number, unit = found
    if unit and not _plausible_unit(unit, number, operator):
        return None
    return Measure(operator, number, bare_unit(unit) or None)


def _tenths(plain: str) -> tuple[Decimal, str] | None:
    """Return tenths in per cent: 85% of 八成五."""
    found = _TENTHS.fullmatch(plain)
    return None if found is None else (Decimal("".join(found.groups("0")).translate(_DIGITS)), "%")


def _without_included(plain: str) -> str:
    """Return a measure without what says its bound is included: 90%以上(含90%)."""
    found = _INCLUDED.search(plain)
    if found is None:
        return plain
    before = plain[: found.start()]
    again = found[1] in ("", "本数") or re.search(rf"(?<![\d.]){re.escape(found[1])}", before) is not None
    return before + plain[found.end() :] if again else plain


def is_about(text: str) -> bool:
    """Return whether a text says that its number is about so much: 15台左右."""
    return tidy(text).rstrip("。;,、").endswith(ABOUT)


def is_measure(value: Value) -> bool:
    """Return whether a cell is a whole measure by itself: 95, ≥95%."""
    return not isinstance(value, str) or split_measure(value) is not None


def _leading_chinese(plain: str) -> tuple[Decimal, str] | None:
    """Return 三次 as (3, 次) in front of a unit that counts: 一般, 一级 are no numbers."""
    if plain == "一批" or is_unit(plain):
        return None  # 千米
    if plain.startswith("百分之") and (share := chinese_number(plain[3:])) is not None:
        return share, "%"
    for cut in range(min(chinese_figures(plain), len(plain) - 1), 0, -1):
        number = chinese_number(plain[:cut])
        if number is not None:
            unit = plain[cut:]
            return (number, unit) if unit in known_units() and unit not in dictionary("units")["ordinal"] else None
    return None


def _plausible_unit(unit: str, number: Decimal, operator: str | None) -> bool:
    if unit[0] == "年" and number in _YEAR and (operator is None or len(unit) > 1):
        return False  # 2026年, 2026年汛期前
    if is_unit(unit):
        return True
    if unit[0] in "余多几" or unit == "A":
        return False  # 12余公里, 5A; the A级 of 5A级 is counted by standards
    rest = unit.lstrip(_LIKE_DIGITS)
    if rest != unit and not (rest and rest.isascii()):
        return False  # 2O座 typed with a letter, but 500lux
    return len(unit) <= MAX_UNIT and _UNIT.fullmatch(unit) is not None and _DATE_LIKE.search(unit) is None


@lru_cache(maxsize=4096)
def is_new_unit(text: str, target: Value | None) -> bool:
    """Return whether a short word beside a number without unit is a new unit."""
    if len(text) > MAX_UNIT or operator_of(text) or nature_of(text) or split_measure(text) is not None:
        return False
    if not isinstance(target, str):
        return target is not None
    measure = split_measure(target)
    return measure is not None and measure.unit is None


def text_fits(key: str, text: str) -> bool:
    """Whether a text may stand in a column of that key as it is."""
    if key not in ("target", "remark") and is_placeholder(text):
        return True
    if key == "unit":
        return is_unit(text)
    if key == "operator":
        return says_operator(text)
    if len(text) > SHORT_TEXT:
        return True
    if key == "remark":  # 定性 is often noted there
        return not (operator_of(text) or is_unit(text))
    if key == "target":
        return not (operator_of(text) or nature_of(text) or (is_unit(text) and text != NO_UNIT))
    return len(text) > 4 or not (operator_of(text) or nature_of(text) or is_unit(text))
