"""A phrase: a pattern, what it comes to, and sentences' pieces that it must match (a test holds every phrase to them)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

from jixiao.scoring.cued import Cued

Meaning = TypeVar("Meaning")


class Phrase(Cued, Generic[Meaning]):
    """``build`` turns a match of ``pattern`` into what it means; ``examples`` are matched from end to end."""

    def __init__(
        self, source: str, build: Callable[[re.Match[str]], Meaning], cues: str, examples: tuple[str, ...]
    ) -> None:
        super().__init__(source, cues)
        self.build = build
        self.examples = examples


def phrase(pattern: str, cues: str, *examples: str) -> Callable[[Callable[[re.Match[str]], Meaning]], Phrase[Meaning]]:
    """Make a phrase of the function below: ``@phrase(pattern, cues, example, …)``."""

    def make(build: Callable[[re.Match[str]], Meaning]) -> Phrase[Meaning]:
        return Phrase(pattern, build, cues, examples)

    return make


class Finder(Generic[Meaning]):
    """Finds the phrases of a list in a text; earlier phrases of the list are preferred at the same place."""

    def __init__(self, phrases: Sequence[Phrase[Meaning]]) -> None:
        self.phrases = tuple(phrases)

    def find(self, text: str) -> Iterator[tuple[int, int, Meaning]]:
        """Start, end and meaning of one phrase after the other, each looked for behind the end of the one before."""
        characters = frozenset(text)
        cued = [item for item in self.phrases if not item.cues.isdisjoint(characters)]
        ahead = [(match, item) for item in cued if (match := item.pattern.search(text)) is not None]
        while ahead:
            match, item = min(ahead, key=_start)  # the first of those that begin at the same place
            end = match.end()
            yield match.start(), end, item.build(match)
            ahead = [
                (again, other)
                for found, other in ahead
                if (again := found if found.start() >= end else other.pattern.search(text, end)) is not None
            ]


def _start(found: tuple[re.Match[str], object]) -> int:
    return found[0].start()
