"""The dictionaries of the rules (``schema/wording.json``), compiled once."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jixiao.forms.text import dictionary


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
