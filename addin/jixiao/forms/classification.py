"""Level 1 and level 2 of the indicator trees, with old and short names."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from jixiao.forms.labels import LabelSet, cached_form
from jixiao.forms.text import dictionary, label_form
from jixiao.remembered import remembered


class Framework(NamedTuple):
    """One classification: label forms of all spellings → canonical names.

    ``level1`` maps a spelling to its level-1 name, ``level2`` to the pair (level-1 name, level-2 name).
    """

    level1: dict[str, str]
    level2: dict[str, tuple[str, str]]


@cache
def framework(name: str) -> Framework:
    """Return a tree of ``schema/classification.json``: ``2021``, ``2015`` and others.

    A spelling that is both a level 1 and a level 2 (成本指标 in 2015) is listed only where it stands in that tree.
    """
    level1: dict[str, str] = {}
    level2: dict[str, tuple[str, str]] = {}
    for branch in dictionary("classification")[name]["level1"]:
        for spelling in (branch["name"], *branch["aliases"]):
            level1[label_form(spelling)] = branch["name"]
        for leaf in branch["level2"]:
            for spelling in (leaf["name"], *leaf["aliases"]):
                level2[label_form(spelling)] = (branch["name"], leaf["name"])
    return Framework(level1, level2)


@cache
def all_level1() -> frozenset[str]:
    """Label forms of every level 1: since 2021, and where costs are no level 1."""
    return frozenset((*framework("2021").level1, *framework("2020").level1))


@remembered
def is_level(text: str) -> bool:
    """Return whether a text names a level: 产出指标 over 三级指标 and 指标值."""
    form = cached_form(text)
    return form in all_level2() or form in all_level1()


@cache
def all_level2() -> frozenset[str]:
    """Label forms of every level 2 that some classification knows."""
    return frozenset(form for name in dictionary("classification") for form in framework(name).level2)


class LevelWords(NamedTuple):
    """The names of a classification's level 1, of its level 2, and both."""

    level1: LabelSet
    level2: LabelSet
    either: LabelSet


@cache
def level_words(classification: str) -> LevelWords:
    """The names that a classification knows, made once."""
    tree = framework(classification)
    first, second = frozenset(tree.level1), frozenset(tree.level2)
    return LevelWords(LabelSet(first), LabelSet(second), LabelSet(first | second))
