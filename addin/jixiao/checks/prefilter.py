"""Tests of names and texts, run once for each text that comes again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

LONG = 200
"""A text of more characters is a goal or a description, the project's own."""

Test = Callable[[str], object]
_T = TypeVar("_T", bound=Test)
_Item = TypeVar("_Item")


class Prefilter:
    """Tests of a text, each with the code of the rule that looks closer.

    ``of`` are the codes of the tests that a text meets; the answers for the last ``remembered`` texts are kept, but for
    long ones: few of them come twice.
    """

    def __init__(self, remembered: int) -> None:
        self._tests: list[tuple[str, Test]] = []
        self._kept = lru_cache(maxsize=remembered)(self._told)

    def test(self, code: str) -> Callable[[_T], _T]:
        """Register a test for a rule: ``@NAMES.test("IND-011")``."""

        def register(function: _T) -> _T:
            self._tests.append((code, function))
            self._kept.cache_clear()
            return function

        return register

    def of(self, text: str) -> tuple[str, ...]:
        """Return the codes of the tests that a text meets."""
        return self._kept(text) if len(text) <= LONG else self._told(text)

    def sort(self, texts: Iterable[tuple[str, _Item]]) -> dict[str, list[_Item]]:
        """Code → what belongs to the texts that meet its test, in their order."""
        found: dict[str, list[_Item]] = {}
        kept = self._kept
        for text, item in texts:
            for code in kept(text) if len(text) <= LONG else self._told(text):
                found.setdefault(code, []).append(item)
        return found

    def _told(self, text: str) -> tuple[str, ...]:
        return tuple([code for code, test in self._tests if test(text)])


NAMES = Prefilter(remembered=8192)
"""Of the names of indicators."""
TARGETS = Prefilter(remembered=4096)
"""Of targets in words."""
TEXTS = Prefilter(remembered=8192)
"""Of all running texts of a form, the names among them."""
