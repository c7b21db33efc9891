"""What catches a rule's eye in words alone: told once of each name or text, for the same ones stand on form after form."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

Test = Callable[[str], object]
_T = TypeVar("_T", bound=Test)


class Marks:
    """Tests of words, each by the code of the rule that has to look closer where it is met.

    ``of`` are the codes of the tests that a text meets; the answers for the last ``remembered`` texts are kept.
    """

    def __init__(self, remembered: int) -> None:
        self._tests: list[tuple[str, Test]] = []
        self.of = lru_cache(maxsize=remembered)(self._of)

    def test(self, code: str) -> Callable[[_T], _T]:
        """Register a test for a rule: ``@NAMES.test("IND-011")``."""

        def register(function: _T) -> _T:
            self._tests.append((code, function))
            self.of.cache_clear()
            return function

        return register

    def _of(self, text: str) -> tuple[str, ...]:
        return tuple([code for code, test in self._tests if test(text)])


NAMES = Marks(remembered=8192)
"""Of the names of indicators."""
TARGETS = Marks(remembered=4096)
"""Of targets in words."""
TEXTS = Marks(remembered=8192)
"""Of all running texts of a form, the names among them."""
