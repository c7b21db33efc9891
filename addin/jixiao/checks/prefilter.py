"""Tests of names and texts, run once for each text that comes again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from jixiao.remembered import Remembered

_LONG = 200
"""A text of more characters is a goal or a description, the project's own."""
_MOST = 8192

Test = Callable[[str], object]
_T = TypeVar("_T", bound=Test)
_Item = TypeVar("_Item")


class Prefilter:
    """Tests of a text, each with the code of the rule that looks closer."""

    # Texts come again on form after form: without memory a check takes 4 % more.

    def __init__(self) -> None:
        self._tests: list[tuple[str, Test]] = []
        self._met = Remembered(self._codes_of, most=_MOST, longest=_LONG)

    def test(self, code: str) -> Callable[[_T], _T]:
        """Register a test for a rule: ``@NAMES.test("IND-011")``."""

        def register(function: _T) -> _T:
            self._tests.append((code, function))
            self._met.clear()
            return function

        return register

    def sort(self, texts: Iterable[tuple[str, _Item]]) -> Mapping[str, Sequence[_Item]]:
        """Code → what belongs to the texts that meet its test, in their order."""
        found: defaultdict[str, list[_Item]] = defaultdict(list)
        for text, item in texts:
            for code in self._met[text]:
                found[code].append(item)
        return found

    def _codes_of(self, text: str) -> tuple[str, ...]:
        return tuple([code for code, test in self._tests if test(text)])


NAMES = Prefilter()
"""Of the names of indicators."""
TARGETS = Prefilter()
"""Of targets in words."""
TEXTS = Prefilter()
"""Of all running texts of a form, the names among them."""
