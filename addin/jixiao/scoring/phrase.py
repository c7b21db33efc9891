"""A phrase: a pattern, what it comes to, and sentences' pieces that it must match (a test holds every phrase to them).

The patterns stand in ``schema/phrases.json`` with their examples: ``limits``, ``awards``, ``relations``, and the
``rewrites`` of ``notation``.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Generic, TypeVar

from jixiao.forms.text import dictionary
from jixiao.scoring.cued import Cued
from jixiao.scoring.vocabulary import NUMBER, any_word, counted_words, one_of, plan_pattern, unit_pattern

FORMULAS = "".join(chr(code) for code in range(0xE000, 0xE020))
"""Private characters: each stands in a sentence for arithmetic that was found there before."""
_NAME = re.compile(r"<([A-Z]+)>")

Meaning = TypeVar("Meaning")


class Phrase(Cued, Generic[Meaning]):
    """``build`` turns a match of ``pattern`` into what it means; ``examples`` are matched from end to end."""

    def __init__(
        self, source: str, build: Callable[[re.Match[str]], Meaning], cues: str, examples: tuple[str, ...]
    ) -> None:
        super().__init__(source, cues)
        self.build = build
        self.examples = examples


@cache
def _parts() -> dict[str, str]:
    """What ``<NAME>`` in a pattern of the dictionary stands for."""
    points = rf"{NUMBER})分(?![钟以之])"
    plan = plan_pattern()
    goals = r"值|要求|任务|数|量|水平|内容|目标|时长|成本|工期|天数|人数|次数|金额|数量|面积|价格|单价|投资|支出|费用|总额|标准|耗时|用时|周期|能耗"
    return {
        **dictionary("phrases")["parts"],
        "COUNTED": one_of(counted_words()),
        "LETTERS": string.ascii_letters,
        "NUMBER": NUMBER,
        "N": f"({points}",
        "SOME": rf"((?!0(?:\.0+)?分){points}",  # not 扣至0分
        "UNIT": unit_pattern(),
        "PLAN": plan,
        "GOAL": f"(?:{plan}(?:{goals}|{one_of(counted_words())})?)",
        "INCIDENT": any_word("incidents"),
        "FORMULA": f"[{FORMULAS}]",
        "FORMULAS": FORMULAS,
        "F": FORMULAS[0],
    }


def spelled_out(text: str) -> str:
    """A text of the dictionary with the parts in place of their names."""
    return _NAME.sub(lambda match: _parts()[match[1]], text)


def phrases(group: str, build: Callable[[dict[str, str]], Callable[[re.Match[str]], Meaning]]) -> list[Phrase[Meaning]]:
    """The phrases of one group of ``schema/phrases.json``; ``build`` gives a row's way from a match to its meaning."""
    return [
        Phrase(
            spelled_out("|".join(row["pattern"])),
            build(row),
            spelled_out(row["cues"]),
            tuple(map(spelled_out, row["examples"])),
        )
        for row in dictionary("phrases")[group]
    ]


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
