"""Labels as actual values: which spellings mean which tier, and which mean none.

Everything is a finite list of spellings, so that a plain Excel formula decides exactly as the engine does. A label that
is in no list gets no automatic score: 较好 stands between 明显 and 一般, and a machine must not place it.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import takewhile

from jixiao.forms.text import dictionary, longest_first, placeholders
from jixiao.scoring.phrases import pattern

DENIALS = ("没有", "未能", "不", "未", "无")
_DONE = "已"
_OR = re.compile(r"或者?")


_ROMAN = re.compile(r"(?<![A-Za-z])(?:I{1,3}|IV|V)(?![A-Za-z])")
_NUMERALS = {"I": "Ⅰ", "II": "Ⅱ", "III": "Ⅲ", "IV": "Ⅳ", "V": "Ⅴ"}


@dataclass(frozen=True, slots=True)
class HasLabel:
    """The actual value is one of these spellings; ``text`` is the sentence's label."""

    text: str
    spellings: tuple[str, ...]

    def holds(self, actual: str) -> bool:
        """Whether the label is meant."""
        return actual in self.spellings

    def excel(self, cell: str) -> str:
        """The same as an Excel expression."""
        # II类 → Ⅱ类: the one sign that no formula takes apart
        numerals = (_ROMAN.sub(lambda match: _NUMERALS[match.group()], label) for label in self.spellings)
        return _any_equal(cell, tuple(dict.fromkeys((*self.spellings, *numerals))))


@dataclass(frozen=True, slots=True)
class Denied:
    """The value falls below every label: it begins with 不, 未, 较差, or denies one.

    不适用, 无法统计 and 无 alone say nothing of it.
    """

    subjects: tuple[str, ...]
    beginnings: tuple[str, ...]
    spellings: tuple[str, ...]

    def holds(self, actual: str) -> bool:
        """Whether none of the labels is reached."""
        core = _without(actual, self.subjects, str.replace)
        answers = actual not in placeholders() and not core.startswith(tuple(_no_answers()))
        return answers and (
            core.startswith(self.beginnings) or _without(actual, DENIALS, str.replace) in self.spellings
        )

    def excel(self, cell: str) -> str:
        """The same as an Excel expression."""
        core, affirmed = (
            _without(cell, words, lambda formula, word, other: f'SUBSTITUTE({formula},"{_quoted(word)}","{other}")')
            for words in (self.subjects, DENIALS)
        )
        parts = _begins(core, self.beginnings)
        if self.spellings:
            parts.append(_any_equal(affirmed, self.spellings))
        return f"AND(OR({','.join(parts)}),NOT(OR({','.join(_begins(core, _no_answers()))})))"


def _begins(value: str, words: Sequence[str]) -> list[str]:
    """Tests of Excel for what a value begins with, one for each length of a word."""
    lengths = sorted({len(word) for word in words})
    return [_any_equal(f"LEFT({value},{size})", [word for word in words if len(word) == size]) for size in lengths]


def _no_answers() -> list[str]:
    return list(dictionary("scoring")["no_answers"])


def _without(text: str, words: Sequence[str], replaced: Callable[[str, str, str], str]) -> str:
    """A text, or a formula that gives one, without some words."""
    return reduce(lambda rest, word: replaced(rest, word, ""), words, text)


def _quoted(text: str) -> str:
    return text.replace('"', '""')


def _any_equal(value: str, spellings: Sequence[str]) -> str:
    quoted = [f'"{_quoted(word)}"' for word in spellings]
    return f"{value}={quoted[0]}" if len(quoted) == 1 else f"OR({value}={{{','.join(quoted)}}})"


@cache
def _ranks() -> dict[str, int]:
    return {word: rank for rank, group in enumerate(dictionary("scoring")["grades"]) for word in group}


@cache
def _changes() -> tuple[str, ...]:
    return (*dictionary("scoring")["rises"], *dictionary("scoring")["falls"], "持平")


def subject_of(labels: Sequence[str]) -> str:
    """What the labels have in front in common: 效果 of 效果明显, 效果一般; empty if nothing."""
    shared = _common_start(*labels) if len(labels) > 1 else ""
    return shared.rstrip(string.ascii_letters + string.digits)  # not 达到A of 达到A级, 达到AA级


def _common_start(*labels: str) -> str:
    """What the labels begin with that is none of them."""
    alike = takewhile(lambda signs: len(set(signs)) == 1, zip(*labels, strict=False))
    return "".join(signs[0] for signs in alike)[: min(map(len, labels)) - 1]


def spell(labels: Sequence[str]) -> list[HasLabel]:
    """Each label with every spelling that can mean it and no other."""
    subject = subject_of(labels)
    candidates = [dict.fromkeys(_spellings(label, subject, labels)) for label in labels]
    if short := _without_heading(labels):
        candidates = [
            dict.fromkeys([*own, *more.spellings]) for own, more in zip(candidates, spell(short), strict=True)
        ]
    result = []
    for index, label in enumerate(labels):
        others = {word for other, words in enumerate(candidates) if other != index for word in words}
        own = [word for word in candidates[index] if word == label or (word not in others and word not in labels)]
        result.append(HasLabel(label, tuple(own)))
    return result


def _without_heading(labels: Sequence[str]) -> list[str]:
    """群众增收明显, 较明显, 一般: grades, of which the first alone says of what; empty if not."""
    subject = subject_of(labels[1:])
    core = next((word for word in longest_first(_ranks()) if labels and labels[0].endswith(subject + word)), "")
    rests = [label[len(subject) :] for label in labels[1:]]
    graded = rests and all(len(rest) < 5 and rank_of(rest) is not None for rest in rests)
    return [subject + core, *labels[1:]] if core and graded and subject + core != labels[0] else []


def _spellings(label: str, subject: str, labels: Sequence[str]) -> Iterable[str]:
    core = label[len(subject) :]
    cores = [core, *_alike(core)]
    yield label
    yield from (other for other in _OR.split(label) if other)  # 没有变化或下降
    yield from (subject + other for other in cores)
    yield from (label[start:] for start in range(2, len(subject), 2))  # 达到效果显著, 项目实施效果显著: 效果显著
    if label == labels[0] and not subject:  # 项目验收一次性通过, 整改后通过: 一次性通过
        shared = max(map(len, _shared_endings(label, labels)), default=len(label))
        cuts = range(2, len(label) - shared)
        yield from (label[cut:] for cut in cuts if pattern("label_subject").fullmatch(label[:cut]))
    yield from (other for other in cores if subject or other != core)
    changes = [prefix + word for word in _changes() for prefix in ("", "同比")]
    yield from (word for word in changes if label.endswith(word))  # 事故起数同比下降
    yield pattern("label_reach").sub("", label)
    for suffix in _shared_endings(label, labels):
        stem = label.removeprefix(subject).removesuffix(suffix)
        if stem in _ranks():
            yield stem
            yield from _alike(stem)
            yield from (other + suffix for other in _alike(stem))
    if len(label) > 3 and label[0] in "未不无":
        yield label[:3]  # 未通过验收: 未通过
    for denial in DENIALS:
        stem, found, denied = label.rpartition(denial)
        for other in labels:
            if found and denied and other.endswith(denied) and other != label:
                if not stem:  # 不合格 beside 验收合格: 验收不合格
                    yield other.removesuffix(denied) + label
                elif other == stem + denied:  # 作用不明显 beside 作用明显: 不明显
                    yield denial + denied
    if len(labels) == 1:
        yield label.removeprefix(_DONE) or label
        yield _DONE + label


def _shared_endings(label: str, labels: Sequence[str]) -> Iterable[str]:
    for other in labels:
        ending = "" if other == label else _common_start(label[::-1], other[::-1])[::-1]
        if len(ending) > 1:
            yield ending


def _alike(core: str) -> list[str]:
    groups = (group for group in dictionary("scoring")["synonyms"] if core in group)
    return [word for group in groups for word in sorted(group) if word != core]


def denial_of(labels: Sequence[HasLabel], positive: Sequence[str]) -> Denied:
    """Return what falls under 否则: denials, and grades below the ``positive`` ones."""
    subject = subject_of(positive)
    negations = tuple(dictionary("scoring")["negations"])
    ranks = [rank for rank in (rank_of(label[len(subject) :]) for label in positive) if rank is not None]
    lower = [word for word, rank in _ranks().items() if ranks and rank > max(ranks)]
    beginnings = (*negations, *(word for word in lower if not word.startswith(negations)))
    listed = {spelling for label in labels for spelling in label.spellings}
    allowed = tuple(word for word in beginnings if not any(spelling.startswith(word) for spelling in listed))
    spellings = tuple(spelling for label in labels if label.text in positive for spelling in label.spellings)
    return Denied((subject,) if subject else (), allowed or ("否",), spellings[:12])


def is_grade(label: str) -> bool:
    """Whether a label is a grade and nothing else: 优秀, 评价结果为良好."""
    core = pattern("label_frame").sub("", label)
    return core in _ranks() or pattern("grade").fullmatch(core) is not None


def rank_of(core: str) -> int | None:
    """How good a label is, 0 the best; None for a label that is no grade."""
    ranks = _ranks()
    if core in ranks:
        return ranks[core]
    if any(denial in core for denial in DENIALS):
        return max(ranks.values())
    found = [rank for word, rank in ranks.items() if len(word) > 1 and (core.startswith(word) or core.endswith(word))]
    return max(found) if found else None
