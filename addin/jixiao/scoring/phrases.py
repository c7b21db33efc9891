"""The words and the phrases of the scoring language, as patterns.

The words stand in ``schema/scoring.json``. The phrases stand in ``schema/phrases.json`` with their examples: ``awards``
(得10分, 按比例计分, 酌情扣分), ``limits`` (扣完为止, 最多扣5分, 满分10分) and ``relations`` (达到计划值, 超支的, 否则), beside the
``rewrites`` of ``notation`` and the ``patterns`` that the readers look for by name.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property, partial
from itertools import groupby
from typing import Any

from jixiao.errors import DefinitionError
from jixiao.forms.actual_values import convertible
from jixiao.forms.text import dictionary, longest_first

NUMBER = r"\d{1,12}(?:\.\d{1,6})?"
PERCENT_UNITS = ("个百分点", "百分点", "%", "‰")
TIME_UNITS = ("个工作日", "工作日", "个季度", "季度", "个月", "个周", "周", "月", "天", "日", "年")


@cache
def words(name: str) -> tuple[str, ...]:
    """Return one list of the dictionary, the longest words first."""
    return tuple(longest_first(dictionary("scoring")[name]))


def one_of(spellings: Iterable[str]) -> str:
    """A group that matches any of the spellings, earlier ones preferred."""
    pieces: list[str] = []
    for alone, run in groupby(spellings, key=lambda spelling: len(spelling) == 1):
        escaped = [re.escape(spelling) for spelling in run]
        pieces += [f"[{''.join(escaped)}]"] if alone and len(escaped) > 1 else escaped
    return f"(?:{'|'.join(pieces)})"


@cache
def any_word(name: str) -> str:
    """A group that matches any word of one list of the dictionary."""
    return one_of(words(name))


@cache
def money_words() -> tuple[str, ...]:
    """Units of money, the longest first."""
    return tuple(longest_first(dictionary("units")["money"]))


@cache
def counted_words() -> tuple[str, ...]:
    """Return units of things counted, the longest first; 分 is the score's own."""
    known = {*dictionary("units")["counted"], *words("more_units")} - {*TIME_UNITS, *money_words(), "分", "无"}
    return tuple(longest_first(word for word in known if "%" not in word))


def unit_words() -> tuple[str, ...]:
    """Every unit that may stand behind a number, in the order in which they are tried."""
    counted = longest_first({*money_words(), *counted_words(), *_measures()} - {*TIME_UNITS})
    return (*PERCENT_UNITS, *TIME_UNITS, *counted)


@cache
def unit_pattern() -> str:
    """A group that matches any unit behind a number."""
    return f"(?:(?:万(?={one_of(counted_words())}))?{one_of(unit_words())}(?:/{any_word('per_units')})?)"


def unit_ratio(unit: str, into: str | None) -> Fraction | None:
    """Return how many of ``into`` one ``unit`` is: 公里 → 米 is 1000; None if none."""
    if not unit or not into or unit == into or unit in PERCENT_UNITS:
        return None
    return convertible(into).get(unit)


def in_unit(number: Decimal, unit: str, into: str | None) -> Decimal:
    """The number in another unit, where one is converted into the other."""
    ratio = unit_ratio(unit, into)
    return number if ratio is None else number * ratio.numerator / ratio.denominator


def is_measured(unit: str) -> bool:
    """Whether a unit measures money, time, length, weight or area."""
    return unit in money_words() or unit.removeprefix("万") in _measures()  # 万吨, 万亩


@cache
def _measures() -> frozenset[str]:
    return frozenset(unit for kind in dictionary("units")["kinds"] if "人" not in kind for unit in kind)


@cache
def plan_pattern() -> str:
    """计划值, 年度目标值, 批复的预算 …: the target, whatever it is called."""
    return f"(?:{any_word('plan_adjectives')}{{0,4}}{any_word('plan_words')})"


def is_counted(unit: str) -> bool:
    """Whether a unit counts whole things, and measures nothing."""
    measured = is_measured(unit.partition("/")[0]) or unit in (*PERCENT_UNITS, *TIME_UNITS, *words("more_measures"))
    return bool(unit) and not measured


def counts_from_one(unit: str | None, plan: object) -> bool:
    """Whether less than one is no number of what is planned: 0.95 beside 120人."""
    counted = unit is not None and is_counted(unit) and not unit.startswith("万")
    return counted and isinstance(plan, Decimal) and plan >= 2 and plan == plan.to_integral_value()


# ---- phrases


FORMULAS = "".join(chr(code) for code in range(0xE000, 0xE020))
"""Private characters: each stands in a sentence for arithmetic that was found there before."""
_NAME = re.compile(r"(?<!P)<([A-Z]+|[a-z_]+)>")
"""``<UNIT>`` in a pattern of the dictionary stands for one of ``_parts``, ``<late>`` for any word of that list."""

_MOST_CUES = 3
_COMPARISONS = ("reaching", "above", "below", "between")


class Phrase:
    """A pattern found only in texts that hold one of each of its ``cues``.

    A test proves it. In a text without them nothing is looked for, and a pattern that no text needed is never compiled. ``meaning`` is what a
    match comes to: a function of it, or of a rewrite the text in its place.
    """

    def __init__(
        self, source: str, cues: str | Sequence[str], meaning: Any = None, examples: Sequence[str] = ()
    ) -> None:
        self.source = source
        self.cues = tuple(frozenset(spelled_out(cue)) for cue in ([cues] if isinstance(cues, str) else cues))
        self.meaning = meaning
        self.examples = examples

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern, compiled."""
        return re.compile(self.source)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in a text."""
        return None if any(cue.isdisjoint(text) for cue in self.cues) else self.pattern.search(text)


class PhraseList(tuple[Phrase, ...]):
    """Phrases in the order in which they are tried."""

    @cached_property
    def _marks(self) -> tuple[int, dict[str, int]]:
        """Return bits for each phrase and rank of its cues: of no cues, of a character."""
        none, marks = 0, dict[str, int]()
        for place, phrase in enumerate(self):
            for rank in range(_MOST_CUES):
                bit = 1 << (rank * len(self) + place)
                if rank >= len(phrase.cues):
                    none |= bit
                else:
                    marks |= {sign: marks.get(sign, 0) | bit for sign in phrase.cues[rank]}
        return none, marks

    def possible(self, text: str, start: int = 0) -> Iterator[int]:
        """Yield the places from ``start`` of those whose cues a text holds."""
        found, marks = self._marks
        for sign in set(text):
            found |= marks.get(sign, 0)
        for _ in range(1, _MOST_CUES):
            found &= found >> len(self)
        found = (found & ((1 << len(self)) - 1)) >> start << start
        while found:
            yield (found & -found).bit_length() - 1
            found &= found - 1


@cache
def _parts() -> dict[str, str]:
    """What ``<NAME>`` in a pattern of the dictionary stands for."""
    points = rf"{NUMBER})分(?![钟贝以之])"
    plan = plan_pattern()
    goals = r"值|要求|任务|数|量|水平|内容|目标|时长|成本|工期|天数|人数|户数|家数|个数|台数|套数|件数|场数|里程|产量|规模|次数|金额|数量|面积|价格|单价|投资|支出|费用|总额|标准|耗时|用时|周期|能耗"
    return {
        **dictionary("phrases")["parts"],
        "COUNTED": one_of(counted_words()),
        "LETTERS": string.ascii_letters,
        "NUMBER": NUMBER,
        "N": f"({points}",
        "SOME": rf"((?!0(?:\.0+)?分){points}",  # not 扣至0分
        "UNIT": unit_pattern(),
        "PLAN": plan,
        "GOAL": f"(?:{plan}(?:{goals}|{one_of(counted_words())})?|编制数?)",
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
    try:
        return _NAME.sub(lambda match: any_word(match[1]) if match[1].islower() else _parts()[match[1]], text)
    except KeyError as error:
        raise DefinitionError(f"phrases.json 的“{text}”：没有名为 {error.args[0]} 的部分或词表") from error


@cache
def cued(name: str) -> Phrase:
    """One of the ``patterns`` in ``schema/phrases.json``, with its cues."""
    row = dictionary("phrases")["patterns"][name]
    return Phrase(spelled_out("|".join(row["pattern"])), row.get("cues", ()))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One of the ``patterns`` in ``schema/phrases.json``, compiled."""
    return cued(name).pattern


def phrases(
    group: str, known: Collection[str], build: Callable[[Mapping[str, str], re.Match[str]], object]
) -> PhraseList:
    """The phrases of one group; ``build`` makes what a match of a row means.

    Raises ``DefinitionError`` for a row that ``means`` nothing that is ``known``.
    """
    for row in dictionary("phrases")[group]:
        if row["means"] not in known:
            raise DefinitionError(f"phrases.json 的 {group}，“{row['examples'][0]}”：没有 means {row['means']}")
    return PhraseList(
        Phrase(
            spelled_out("|".join(row["pattern"])),
            row["cues"],
            partial(build, row),
            tuple(map(spelled_out, row["examples"])),
        )
        for row in dictionary("phrases")[group]
    )


def find(phrases: PhraseList, text: str) -> Iterator[tuple[int, int, Any]]:
    """Yield start, end and meaning of each phrase, behind the end of the one before.

    Of phrases that begin at the same place the earlier one of the list is preferred.
    """
    found = [(phrases[place].pattern.search(text), place, phrases[place]) for place in phrases.possible(text)]
    while ahead := [(match.start(), place, match, item) for match, place, item in found if match is not None]:
        start, _, match, item = min(ahead)  # the first of those at the same place
        end = match.end()
        yield start, end, item.meaning(match)
        found = [
            (again if begin >= end else other.pattern.search(text, end), place, other)
            for begin, place, again, other in ahead
        ]
