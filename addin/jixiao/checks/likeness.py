"""How alike two texts are, by pairs of characters and letters, or two numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache

from jixiao.checks.wording import words
from jixiao.forms.labels import cached_form
from jixiao.forms.text import longest_first


def ratio(a: str, b: str) -> float:
    """Likeness of two names from 0 to 1, brackets, blanks and width aside."""
    return SequenceMatcher(None, cached_form(a), cached_form(b), autojunk=False).ratio()


def ratio_from(a: str, b: str, least: float) -> float:
    """Return the likeness of two names, or 0 where it is below ``least``."""
    matcher = SequenceMatcher(None, cached_form(a), cached_form(b), autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    score = matcher.ratio()
    return score if score >= least else 0.0


def nearest(form: str, known: Iterable[str], least: float) -> str | None:
    """Return the first of the forms most like ``form``; None below ``least``."""
    matcher = SequenceMatcher(None, "", form, autojunk=False)
    best, found = least, None
    for each in known:
        matcher.set_seq1(each)
        # What the letters alone allow costs a fraction of the comparison, and settles nearly all.
        if matcher.real_quick_ratio() < best or matcher.quick_ratio() < best:
            continue
        score = matcher.ratio()
        if score > best or (found is None and score == best):
            best, found = score, each
    return found


@lru_cache(maxsize=16)
def _splitter(empty: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(["[^\u4e00-\u9fff]+", *longest_first(map(re.escape, empty))]))


@lru_cache(maxsize=2048)
def content_pairs(text: str, empty: frozenset[str] | None = None) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text, but of ``empty`` words.

    Without ``empty`` those words are left out that say nothing in any text.
    """
    runs = _splitter(words("empty_words") if empty is None else empty).split(text)
    return frozenset(run[index : index + 2] for run in runs for index in range(len(run) - 1))


def content_letters(text: str) -> frozenset[str]:
    """Return the characters of a text, words that say nothing left out."""
    return frozenset("".join(_splitter(words("empty_words")).split(text)))


def edits(a: str, b: str, most: int) -> int:
    """Return how many characters differ between texts, at most ``most`` + 1."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before = list(range(len(b) + 1))
    for i, char in enumerate(a, start=1):
        line = [i]
        for j, other in enumerate(b, start=1):
            line.append(min(before[j] + 1, line[-1] + 1, before[j - 1] + (char != other)))
        if min(line) > most:
            return most + 1
        before = line
    return before[-1]


def is_slip(a: Decimal, b: Decimal) -> bool:
    """Return whether one number is the other mistyped: 48 and 84, 850 and 85."""
    one, other = (f"{number.normalize():f}".replace(".", "").strip("0") for number in (a, b))
    return sorted(one) == sorted(other) or (
        len(one) == len(other) > 2 and sum(x != y for x, y in zip(one, other, strict=True)) == 1
    )
