"""Rows that add up others, by the words that they begin with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import islice

from jixiao.forms.labels import MAX_LABEL, cached_form
from jixiao.forms.text import dictionary, squeeze
from jixiao.grid.model import Value

_LISTS = ("total_words", "subtotal_words", "score_total_words")
_REMARK = re.compile(r"[(（][^()（）]{1,20}[)）]$|\d{1,4}[个家项](?:项目|单位|部门)?$")
"""What stands behind a word for a sum: 合计（3个项目）, 共计3个项目."""
_COUNTED = frozenset("个家项目位门")
"""The ends of what a sum counts."""
_SUM_BEHIND = re.compile(r"\s*[:：]\s*\d{1,3}(?:\.\d{1,4})?\s*分?$")
"""总分：96.3 before 100 and 96.3 in their columns."""
_SUM_OF = re.compile(r"(?:(?:小计|合计|总计|总和|共计)[)）]?|[(（]汇总[)）])[:：]?$")
"""青禾县水务局小计, 青禾县水务局（汇总）."""


@cache
def total_forms(*lists: str) -> frozenset[str]:
    """Return the label forms of some lists of ``labels.json``."""
    return frozenset(cached_form(word) for name in lists for word in dictionary("labels")[name])


@cache
def _ends() -> frozenset[str]:
    return frozenset(form[-1] for form in total_forms(*_LISTS)) | _COUNTED


def _may_end_sum(text: str) -> bool:
    """Return whether a text ends as a word for a sum may; most do not."""
    return not "\u4e00" <= text[-1] <= "\u9fff" or text[-1] in _ends()


def is_total_word(text: str) -> bool:
    """Return whether a text is a word for a sum of any kind: 合计, 小计, 自评总分."""
    return len(text) <= MAX_LABEL and _may_end_sum(text) and total_form(text) in total_forms(*_LISTS)


def total_form(text: str) -> str:
    """Return the label form of a word for a sum: 自评总分（含执行率10分）."""
    return cached_form(_REMARK.sub("", text))


def is_nature(text: str) -> bool:
    """Return whether a text is a nature of spending, that parts a list: 一、基本支出."""
    return cached_form(text) in total_forms("nature_words")


def is_total(cells: Mapping[int, Value]) -> bool:
    """Whether a row adds up those above it."""
    begins = (value for value in islice(cells.values(), 2) if isinstance(value, str))
    return any(map(_may_end_sum, begins)) and any(map(is_total_word, first_words(cells)))


def sums_a_list(cells: Mapping[int, Value]) -> bool:
    """Return whether a row adds up a list in words that label amounts elsewhere."""
    forms = total_forms("list_total_words")
    return any(total_form(text) in forms for text in first_words(cells) if len(text) <= MAX_LABEL)


def first_words(cells: Mapping[int, Value]) -> list[str]:
    """Return the first texts of a row, without a sum that figures beside them repeat."""
    texts = [value for value in islice(cells.values(), 2) if isinstance(value, str)]
    if not any("：" in text or ":" in text for text in texts):
        return texts  # nearly every row
    figures = any(not isinstance(value, str) or value[:1].isdigit() for value in cells.values())
    return [_SUM_BEHIND.sub("", text) for text in texts] if figures else texts


def is_subtotal(cells: Mapping[int, Value]) -> bool:
    """Whether a row adds up only a part of those above it: 小计."""
    return _begins_with(cells, "subtotal_words")


def names_score(cells: Mapping[int, Value]) -> bool:
    """Whether the label of a line says that it is the score of the form: 自评总分, not 合计."""
    return _begins_with(cells, "score_total_words")


def _begins_with(cells: Mapping[int, Value], name: str) -> bool:
    return any(total_form(text) in total_forms(name) for text in first_words(cells) if is_total_word(text))


def adds_up(cells: Mapping[int, Value]) -> bool:
    """Return whether the beginning of a row says that it adds up: 一 | 青禾县水务局小计."""
    texts = (value for value in islice(cells.values(), 2) if isinstance(value, str) and len(value) <= MAX_LABEL)
    return any(_SUM_OF.search(squeeze(text)) is not None for text in texts)
