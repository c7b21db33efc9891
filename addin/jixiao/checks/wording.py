"""The dictionaries of the rules (``schema/wording.json``), compiled once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from operator import add
from typing import Any

from jixiao.forms.text import dictionary, longest_first, tidy

_LONGEST_VAGUE = 16
_SHORT_VAGUE = 12
_CHANGES = (
    "提升|提高|改善|增强|加强|促进|推进|推动|保障|激发|优化|完善|强化|改进|发展|落实|维护|扩大|巩固|发挥|深化|增加|减少|降低|缓解|规范"
    "|缩短|增长|上升|下降|节约|丰富|满足|带动|方便|减轻"
)


# [年月]低 · (?:及时|合格)率: a choice of characters or words in front of an entry
_LEADING_CHOICE = re.compile(r"(?:\[([^\[\]\\^-]+)\]|\(\?:([^()\[\]\\?*+{.^$]+)\))(?![?*+{])")
# ^保障 · (?<!受)人口: what is asked of the place in front of a first character
_LEADING_PLACE = re.compile(r"(?:(\^)|\(\?<!([^()|]+)\))(\w)(?![?*+{])")


@cache
def matcher(name: str) -> re.Pattern[str]:
    """Return a pattern of any of a list's words, which are expressions."""
    return any_of(dictionary("wording")[name])


def any_of(entries: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern of any of the expressions, for a quick search."""
    # Where all that a pattern looks for begins with a known character, a search passes over the others: for the slips
    # of the pen in a fourth of the time. A pattern that gets much longer would take that to compile.
    spelt_out = [word for entry in entries for word in _spelt_out(entry)]
    faster = all(word[0].isalnum() for word in spelt_out) and sum(map(len, spelt_out)) <= 2 * sum(map(len, entries))
    return re.compile("|".join(spelt_out if faster else entries))


def _spelt_out(entry: str) -> list[str]:
    """Return an entry by its first characters: 年低, 月低 for [年月]低; 人(?<!受人)口."""
    place = _LEADING_PLACE.match(entry)
    if place is not None:
        asked = f"(?<=^{place[3]})" if place[1] else f"(?<!{place[2]}{place[3]})"
        return [place[3] + asked + entry[place.end() :]]
    match = _LEADING_CHOICE.match(entry)
    if match is None or match.end() == len(entry):
        return [entry]
    choice = match[1] or match[2].split("|")
    return [first + entry[match.end() :] for first in choice]


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of that list."""
    return frozenset(dictionary("wording")[name])


@cache
def endings(*names: str) -> tuple[str, ...]:
    """Return the words of these lists, for ``str.endswith``."""
    return tuple(word for name in names for word in dictionary("wording")[name])


@cache
def table(name: str) -> dict[str, Any]:
    """That dictionary of the wording."""
    return dict(dictionary("wording")[name])


@cache
def _look_alikes() -> dict[int, str]:
    """Each character → the first of its group; groups that share a character are one."""
    first: dict[str, str] = {}
    for group in dictionary("wording")["look_alikes"]:
        known = {first[char] for char in group if char in first}
        chosen = min(known, default=group[0])
        first.update({char: chosen for char, other in first.items() if other in known})
        first.update(dict.fromkeys(group, chosen))
    return str.maketrans(first)


@lru_cache(maxsize=4096)
def look_alike_form(text: str) -> str:
    """Return the text with look-alike characters made one (具 as 县)."""
    return text.translate(_look_alikes())


@cache
def _slipped() -> dict[str, str]:
    """Return slip → common word, by a look-alike character: 控治 → 控制."""
    known = words("common_words")
    holding: dict[str, set[str]] = {}
    for word in known:
        for char in word:
            holding.setdefault(char, set()).add(word)
    found: dict[str, str] = {}
    for group in dictionary("wording")["look_alikes"]:
        for word in sorted(set().union(*(holding.get(char, ()) for char in group))):
            for place, char in enumerate(word):
                if char in group:
                    for other in group:
                        found.setdefault(f"{word[:place]}{other}{word[place + 1 :]}", word)
    return {wrong: word for wrong, word in found.items() if wrong not in known}


def slipped_word(text: str) -> tuple[str, str] | None:
    """Return the first slip in a common word, and the word; 防控治理 has none."""
    slips, known = _slipped(), words("common_words")
    if slips.keys().isdisjoint(map(add, text, text[1:])):
        return None
    for at in range(len(text) - 1):
        word = slips.get(text[at : at + 2])
        if word is not None and text[at - 1 : at + 1] not in known and text[at + 1 : at + 3] not in known:
            return text[at : at + 2], word
    return None


@cache
def _vague() -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str]]:
    """Return words of praise and change, and patterns of them (缩短候诊时间)."""
    parts = dictionary("wording")["vague_parts"]
    judging = longest_first({*parts["verbs"], *parts["adjectives"]})
    adverbs = "|".join(longest_first(parts["adverbs"]))
    return (
        frozenset(word for words in parts.values() for word in words),
        re.compile("|".join(judging)),
        re.compile(
            f"(?:{adverbs}|的|地)*(?:{_CHANGES})(?:[\u4e00-\u9fff]{{0,4}}|了)"
            "|(?:更加|日益|日趋|日渐|愈加|愈发|越来越|不断|进一步|逐步|稳步|明显|显著|有所|大幅|较为|十分|非常)[\u4e00-\u9fff]{2}"  # 更加幸福
        ),
    )


def is_vague(text: str) -> bool:
    """Return whether a value only says that something is good or gets better."""
    plain = tidy(text).rstrip("。;.!")
    if not 0 < len(plain) <= _LONGEST_VAGUE:
        return False  # the bound keeps the patterns short of what overlapping words could cost
    made_of, judging, change = _vague()
    if len(plain) <= _SHORT_VAGUE and (change.fullmatch(plain) or matcher("vague_values").fullmatch(plain)):
        return True
    return _is_made_of(plain, made_of) and judging.search(plain) is not None


def _is_made_of(text: str, words: frozenset[str]) -> bool:
    """Return whether a text is made of a list's words, one behind another."""
    longest = max(map(len, words))
    reached = {0}
    for end in range(1, len(text) + 1):
        if any(start in reached and text[start:end] in words for start in range(max(0, end - longest), end)):
            reached.add(end)
    return len(text) in reached
