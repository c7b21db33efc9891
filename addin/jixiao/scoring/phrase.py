"""A phrase: a pattern, what it comes to, and sentences' pieces that it must match (a test holds every phrase to them)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class Phrase(Generic[Meaning]):
    """``build`` gives None where the pattern matched but the piece means something else after all."""

    pattern: re.Pattern[str]
    build: Callable[[re.Match[str]], Meaning | None]
    examples: tuple[str, ...]


def phrase(
    pattern: str, *examples: str
) -> Callable[[Callable[[re.Match[str]], Meaning | None]], Phrase[Meaning]]:
    """Make a phrase of the function below: ``@phrase(pattern, example, …)``."""

    def make(build: Callable[[re.Match[str]], Meaning | None]) -> Phrase[Meaning]:
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
        position = start
        while (found := self._any.search(text, position)) is not None:
            item = self.phrases[int(str(found.lastgroup)[1:])]
            match = item.pattern.match(text, found.start())
            meaning = item.build(match) if match is not None else None
            if match is not None and meaning is not None:
                return match.start(), match.end(), meaning
            position = found.end() if found.end() > found.start() else found.start() + 1
        return None
