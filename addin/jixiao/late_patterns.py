"""Patterns that are compiled when they are first needed.

To compile all of them takes longer than to check a form.
"""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class LatePattern:
    """A pattern that is not compiled yet.

    Once compiled, it has the methods of the pattern as its own, as fast as those.
    """

    def __init__(self, text: str, flags: int = 0) -> None:
        self.pattern = text
        self.flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:  # pragma: no cover - what no pattern has
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self.flags)
        vars(self).update({each: getattr(compiled, each) for each in _METHODS})
        return vars(self)[name]


def late_pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of the text, compiled when one of its methods is first called."""
    return cast("re.Pattern[str]", LatePattern(text, flags))
