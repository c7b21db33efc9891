"""The dictionaries of the rules (``schema/wording.json``), compiled once."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from jixiao.forms.text import dictionary, tidy

_LONGEST_VAGUE = 12


@cache
def matcher(name: str) -> re.Pattern[str]:
    """A pattern that finds any of the words of that list; entries are regular expressions."""
    return re.compile("|".join(dictionary("wording")[name]))


@cache
def words(name: str) -> frozenset[str]:
    """The words of that list."""
    return frozenset(dictionary("wording")[name])


@cache
def table(name: str) -> dict[str, Any]:
    """That dictionary of the wording."""
    return dict(dictionary("wording")[name])


@lru_cache(maxsize=8192)
def is_vague(text: str) -> bool:
    """Whether a value only says that something is good or gets better."""
    plain = tidy(text).rstrip("。;.!")
    return len(plain) <= _LONGEST_VAGUE and matcher("vague_values").fullmatch(plain) is not None
