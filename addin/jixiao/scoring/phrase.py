"""A phrase: a pattern, what it comes to, and sentences' pieces that it must match (a test holds every phrase to them)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class Phrase(Generic[Meaning]):
    """``build`` turns a match of ``pattern`` into what it means; ``examples`` are matched from end to end."""

    pattern: re.Pattern[str]
    build: Callable[[re.Match[str]], Meaning]
    examples: tuple[str, ...]


def phrase(pattern: str, *examples: str) -> Callable[[Callable[[re.Match[str]], Meaning]], Phrase[Meaning]]:
    """Make a phrase of the function below: ``@phrase(pattern, example, …)``."""

    def make(build: Callable[[re.Match[str]], Meaning]) -> Phrase[Meaning]:
        return Phrase(re.compile(pattern), build, examples)

    return make


class Finder(Generic[Meaning]):
    """Finds the next phrase of a list in a text; earlier phrases of the list are preferred at the same place."""

    def __init__(self, phrases: Sequence[Phrase[Meaning]]) -> None:
        self.phrases = tuple(phrases)
        pieces = (f"(?P<p{index}>{item.pattern.pattern})" for index, item in enumerate(self.phrases))
        self._any = re.compile("|".join(pieces))

    def find(self, text: str, start: int) -> tuple[int, int, Meaning] | None:
        """Start, end and meaning of the next phrase from ``start`` on."""
        found = self._any.search(text, start)
        if found is None:
            return None
        item = self.phrases[int(str(found.lastgroup)[1:])]
        match = item.pattern.match(text, found.start())
        assert match is not None  # the same pattern at the same place
        return match.start(), match.end(), item.build(match)
