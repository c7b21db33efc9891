"""The phrases of the language: a pattern, what it comes to, its examples.

They stand in ``schema/phrases.json`` with their examples: ``awards`` (得10分, 按比例计分, 酌情扣分), ``limits`` (扣完为止, 最多扣5分,
满分10分) and ``relations`` (达到计划值, 超支的, 否则), beside the ``rewrites`` of ``notation``.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property, partial
from typing import Any

from jixiao.forms.text import dictionary, longest_first
from jixiao.scoring import awards
from jixiao.scoring.sentence_reading import (
    FormulaPhrase,
    Limit,
    LimitKind,
    Proportional,
    RawAward,
    WordRelation,
)
from jixiao.scoring.word_patterns import (
    NUMBER,
    any_word,
    counted_words,
    money_words,
    one_of,
    plan_pattern,
    unit_pattern,
    words,
)

FORMULAS = "".join(chr(code) for code in range(0xE000, 0xE020))
"""Private characters: each stands in a sentence for arithmetic that was found there before."""
_NAME = re.compile(r"(?<!P)<([A-Z]+|[a-z_]+)>")
"""``<UNIT>`` in a pattern of the dictionary stands for one of ``_parts``, ``<late>`` for any word of that list."""

_COMPARISONS = ("reaching", "above", "below", "between")


class Phrase:
    """A pattern found only in texts that hold one of its ``cues`` (a test proves it).

    In a text without them nothing is looked for, and a pattern that no text needed is never compiled. ``meaning`` is what a
    match comes to: a function of it, or of a rewrite the text in its place.
    """

    def __init__(self, source: str, cues: str, meaning: Any = None, examples: Sequence[str] = ()) -> None:
        self.source = source
        self.cues = frozenset(cues)
        self.meaning = meaning
        self.examples = examples

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


@cache
def _parts() -> dict[str, str]:
    """What ``<NAME>`` in a pattern of the dictionary stands for."""
    points = rf"{NUMBER})分(?![钟贝以之])"
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
        "MONEY": one_of(money_words()),
        "WORD": one_of(longest_first(word for name in words("language") for word in words(name))),
        "COMPARE": one_of(longest_first(word for name in _COMPARISONS for word in words(name))),
        "FORMULA": f"[{FORMULAS}]",
        "FORMULAS": FORMULAS,
        "F": FORMULAS[0],
    }


def spelled_out(text: str) -> str:
    """A text of the dictionary with the parts in place of their names."""
    return _NAME.sub(lambda match: any_word(match[1]) if match[1].islower() else _parts()[match[1]], text)


@cache
def cued(name: str) -> Phrase:
    """One of the ``patterns`` in ``schema/phrases.json``, with its cues."""
    row = dictionary("phrases")["patterns"][name]
    return Phrase(spelled_out("|".join(row["pattern"])), spelled_out(row.get("cues", "")))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One of the ``patterns`` in ``schema/phrases.json``, compiled."""
    return cued(name).pattern


def phrases(group: str, build: Callable[[Mapping[str, str], re.Match[str]], object]) -> tuple[Phrase, ...]:
    """The phrases of one group; ``build`` makes what a match of a row means."""
    return tuple(
        Phrase(
            spelled_out("|".join(row["pattern"])),
            spelled_out(row["cues"]),
            partial(build, row),
            tuple(map(spelled_out, row["examples"])),
        )
        for row in dictionary("phrases")[group]
    )


def find(phrases: Sequence[Phrase], text: str) -> Iterator[tuple[int, int, Any]]:
    """Yield start, end and meaning of each phrase, behind the end of the one before.

    Of phrases that begin at the same place the earlier one of the list is preferred.
    """
    characters = frozenset(text)
    cued = [item for item in phrases if not item.cues.isdisjoint(characters)]
    ahead = [(match, item) for item in cued if (match := item.pattern.search(text)) is not None]
    while ahead:
        match, item = min(ahead, key=lambda found: found[0].start())  # the first of those at the same place
        end = match.end()
        yield match.start(), end, item.meaning(match)
        ahead = [
            (again, other)
            for found, other in ahead
            if (again := found if found.start() >= end else other.pattern.search(text, end)) is not None
        ]


# ---- what each group means

_AWARDS: dict[str, Callable[..., awards.Award]] = {
    "judged": awards.Judged,
    "interpolated": awards.Interpolated,
    "nothing": awards.Nothing,
    "full": lambda stated=None: awards.Full(stated=stated),
    "points": awards.Points,
    "share": awards.Share,
    "deduct": awards.Deduct,
    "deduct_share": awards.DeductShare,
    "add": awards.Add,
    "band": lambda *ends: awards.Band(min(ends), max(ends), share=False),
    "band_share": lambda *ends: awards.Band(min(ends), max(ends), share=True),
}


def _award(row: Mapping[str, str], match: re.Match[str]) -> RawAward:
    if row["means"] == "formula":
        return FormulaPhrase(FORMULAS.index(match[1]))
    if row["means"] == "proportional":
        return Proportional(match[1] or "", deducts=match[3][0] in "扣减递核")
    return _AWARDS[row["means"]](*_numbers(match))


def _limit(row: Mapping[str, str], match: re.Match[str]) -> Limit:
    policy, numbers = row.get("policy"), _numbers(match)
    return Limit(LimitKind[row["means"]], numbers[0] if numbers else None, awards.Policy(policy) if policy else None)


def _numbers(match: re.Match[str]) -> list[Decimal]:
    return [Decimal(group) for group in match.groups() if group]


AWARDS = phrases("awards", _award)
LIMITS = phrases("limits", _limit)
PART_BY_SHARE = next(limit for limit in LIMITS if "不足10%的部分按比例计算" in limit.examples)
"""不足80%的按比例扣分 says how a part of a step counts only where there are steps."""


@cache
def relations() -> tuple[Phrase, ...]:
    """Return every relation in words; the first that matches a piece is meant."""
    return phrases("relations", lambda row, _: WordRelation[row["means"]])


def read_relation(piece: str) -> WordRelation | None:
    """The condition a piece states in words; None where it is a label instead."""
    if len(piece) > 40:
        return None
    found = (one for one in relations() if not one.cues.isdisjoint(piece) and one.pattern.fullmatch(piece))
    relation: WordRelation | None = next((one.meaning(None) for one in found), None)
    return relation
