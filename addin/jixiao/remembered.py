"""Answers to questions about texts, each worked out once.

Labels, names and units come again on form after form.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_T = TypeVar("_T")


class Remembered(dict[str, _T]):
    """Text → what ``work_out`` says of it, found out at the first look.

    Unlike ``lru_cache`` it keeps no order of use, which costs as much as the look itself: when it holds ``most`` texts,
    it forgets all of them. Texts longer than ``longest`` are worked out each time, for hardly one of them comes twice.
    """

    __slots__ = ("_longest", "_most", "_work_out")

    def __init__(self, work_out: Callable[[str], _T], most: int = 4096, longest: int = 120) -> None:
        super().__init__()
        self._work_out = work_out
        self._most = most
        self._longest = longest

    def __missing__(self, text: str) -> _T:
        answer = self._work_out(text)
        if len(text) <= self._longest:
            if len(self) >= self._most:
                self.clear()
            self[text] = answer
        return answer


def remembered(work_out: Callable[[str], _T]) -> Callable[[str], _T]:
    """A function of a text that remembers its answers, as ``Remembered`` does."""
    return Remembered(work_out).__getitem__
