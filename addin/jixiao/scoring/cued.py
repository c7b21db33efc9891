"""A pattern that is compiled when a text first holds one of the characters without which it cannot match."""

from __future__ import annotations

import re
from functools import cached_property


class Cued:
    """Every text that ``source`` is found in holds one of the characters ``cues`` (a test proves it of every such pattern).

    In a text without them nothing is looked for, and a pattern that no text needed is never compiled.
    """

    def __init__(self, source: str, cues: str) -> None:
        self.source = source
        self.cues = frozenset(cues)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return re.compile(self.source)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in a text."""
        for cue in self.cues:
            if cue in text:
                return self.pattern.search(text)
        return None
