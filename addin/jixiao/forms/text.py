"""Text as people typed it: normalised for comparison, cleaned for the document."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from jixiao.grid.lookalikes import plain_characters
from jixiao.late_patterns import late_pattern
from jixiao.remembered import remembered
from jixiao.resources import schema_data

SPACES = late_pattern(r"[\s\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\ufeff]+")
_WIDE = late_pattern("[\uff01-\uff5e]")
_TAG = late_pattern(r"</?[A-Za-z][A-Za-z\d:-]{0,20}(?:\s[^<>]{0,200}|/)?>")
_TAG_IN_A_LINE = late_pattern(
    r"</?(?:a|b|em|font|i|s|small|span|strong|sub|sup|u)(?:\s[^<>]{0,200}|/)?>", re.IGNORECASE
)
_BRACKETS = late_pattern(r"[()\[\]<>【】《》〔〕「」]+")
_NUMBERING = late_pattern(
    r"(?:\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)、?|(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:、|\.(?!\d))"
    r"|\d{1,2}(?:[.-]\d{1,2}){1,2}[.、]?(?=[\u4e00-\u9fff]{2,10}指标))"
)
"""一、, (1) and 1. before a label, 1.1 before a level alone: 1.5万人 begins with a quantity."""

_CHINESE_YEAR = late_pattern(r"二[〇○零0oO][〇○零0oO一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇○零oO一二三四五六七八九", "00000123456789")
_TRANSLATION = late_pattern(r"(?<=[\u4e00-\u9fff])[A-Za-z][A-Za-z\d/&,.'-]{3,}$")
"""The English of a label behind it: 项目名称 Project Name, but not 执行率 B/A."""
_POINTS = late_pattern(r"(?<=[出本益度量效响]指标)\d{1,3}(?:\.\d{1,2})?[分%]?$")


def dictionary(name: str) -> Mapping[str, Any]:
    """A dictionary of the ``schema`` folder by file name without extension; read once."""
    data: Mapping[str, Any] = schema_data(name)
    return data


def squeeze(text: str) -> str:
    """The text without any white space, as level names are written into the document."""
    # Whatever the pattern takes, but for the blank, is not printable; to ask that first costs a fifth of a search.
    return text if text.isprintable() and " " not in text else SPACES.sub("", text)


def tidy(text: str) -> str:
    """Return the text in NFKC, look-alikes resolved, without white space."""
    return squeeze(text if text.isascii() else _normal(plain_characters(text)))


def _normal(text: str) -> str:
    """Return the text in NFKC; asking first takes a fifth of the time."""
    if unicodedata.is_normalized("NFKC", text):
        return text
    half = _WIDE.sub(lambda found: chr(ord(found.group()) - 0xFEE0), text)
    return half if unicodedata.is_normalized("NFKC", half) else unicodedata.normalize("NFKC", text)


def fold(text: str) -> str:
    """Return the tidy text without colons behind it."""
    return tidy(text).rstrip(":")


def is_chinese(text: str) -> bool:
    """Return whether a text is Chinese characters and nothing else."""
    return bool(text) and min(text) >= "一" and max(text) <= "鿿"


def has_blank_inside(text: str) -> bool:
    """Return whether blanks part Chinese characters: 指 标 值."""
    return any(is_chinese(left[-1] + right[0]) for left, right in pairwise(text.split()))


def years_in_digits(text: str) -> str:
    """The text with years written in Chinese numerals put into digits: 二〇二六年 → 2026年."""
    return _CHINESE_YEAR.sub(lambda found: found.group().translate(_DIGITS), text) if "二" in text else text


# 单位(盖章): the one that files the form, not that of its money
_SEALED = re.compile(r"\A单位(?=[(\[](?:盖章|公章|签章|加盖公章)[)\]])")


@cache
def ignored_brackets() -> re.Pattern[str]:
    """Matches a bracket that is no part of a label: （盖章）, (万元), (金额单位:元)."""
    words = "|".join(re.escape(fold(word)) for word in dictionary("labels")["ignored_brackets"])
    money = money_names()
    return re.compile(rf"[(\[【](?:{words}|(?:(?:金额)?单位:?)?(?:人民币)?(?:{money}))[)\]】]")


@cache
def money_names() -> str:
    """Return the names of units of money as alternatives of a pattern."""
    return "|".join(longest_first(name for name in dictionary("units")["money"] if name.endswith("元")))


def without_unit(label: str) -> str:
    """Return a label without the unit of money behind it: 项目资金/万元 → 项目资金."""
    return _unit_behind().sub("", fold(label)) if label[-1:] == "元" else label


@cache
def _unit_behind() -> re.Pattern[str]:
    """Matches a unit of money behind a label: 项目资金/万元, 项目资金单位：千元."""
    parted = "[/,、:](?:(?:金额)?单位:?)?|(?:金额)?单位:?"
    return re.compile(
        rf"(?<=..[金额算费资款数入出本])(?:{parted}|(?<=资金|金额|预算|经费|投资|总额))(?:人民币)?(?:{money_names()})$"
    )


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(fold(word) for word in dictionary("labels")["ignored_prefixes"])


def label_form(text: str) -> str:
    """Return a label reduced: folded, no brackets, numbering, （盖章）, (万元), 其中.

    ``填报单位（盖章）：`` and ``填 报 单 位`` give the same form, as do ``评(扣)分标准`` and ``评（扣分标准）``. A star that marks
    what must be filled in does not count either (``*项目名称``), nor do the points of a level (``产出指标（50分）``) and the
    English of a label (``项目名称 Project Name``).
    """
    folded = fold(text)
    is_word = folded.isalnum()  # then there are neither brackets nor a numbering, which take longest to look for
    if not is_word:
        if "(" in folded or "[" in folded or "【" in folded:
            folded = ignored_brackets().sub("", _SEALED.sub("填报单位", folded))
        folded = folded.strip(":*★※▲")
        numbering = _NUMBERING.match(folded)
        if numbering is not None:
            folded = folded[numbering.end() :]
    for prefix in _prefixes():
        if folded.startswith(prefix):
            folded = folded[len(prefix) :].lstrip(":")
            numbering = None if is_word else _NUMBERING.match(folded)  # 其中：1.财政拨款
            folded = folded if numbering is None else folded[numbering.end() :]
    if not is_word:
        folded = _BRACKETS.sub("", folded).rstrip(":*★※▲")
    folded = without_unit(folded)
    if folded[-1:].isascii():
        folded = _TRANSLATION.sub("", folded)
    return _POINTS.sub("", folded) if "指标" in folded else folded


@remembered
def clean(text: str) -> str:
    """Return the text for the document: trimmed, tags and entities resolved.

    ``<p>…</p>`` and ``<br>`` become line breaks, ``<b>`` and others that stand within a line nothing; a ``<`` before a
    Chinese character is a bracket and stays. Characters that look like others, or like nothing, become what is seen.
    """
    text = plain_characters(text)
    if "<" in text:
        text = _TAG.sub("\n", _TAG_IN_A_LINE.sub("", text))
    if "&" in text:
        text = html.unescape(text)
    if "\n" in text or "\r" in text:
        lines = (line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        text = "\n".join(line for line in lines if line)
    return text.strip()


def has_markup(text: str) -> bool:
    """Whether HTML tags or entities stand in the text."""
    return ("<" in text and _TAG.search(text) is not None) or ("&" in text and html.unescape(text) != text)


@cache
def placeholders() -> frozenset[str]:
    """Folded spellings of "nothing to state": ``/``, ``—``, ``无`` and the like."""
    return frozenset(fold(word) for word in dictionary("labels")["placeholders"])


def longest_first(words: Iterable[str]) -> list[str]:
    """Return words as alternatives of a pattern: the longest first, always so."""
    return sorted(words, key=lambda word: (-len(word), word))
