"""No pattern of the package explodes: each is pumped with its own atoms, as a hostile or merely odd cell would do.

A repeated group whose parts overlap tries every way to cut a text, and their number doubles with every character. What
such a group would stumble over is made of its own alternatives, repeated, with an end that does not match.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import re._constants as ops  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice, product
from types import ModuleType
from typing import Any

import pytest

import jixiao
from jixiao.forms.text import dictionary
from jixiao.late_patterns import LatePattern
from jixiao.scoring.phrases import Phrase
from jixiao.scoring.phrases import pattern as named_pattern

PUMPS = 36
"""How often an atom is repeated: enough for two to the power of it to hang, few enough for any polynomial."""
LIMIT = 3.0
"""Seconds after which a single search counts as hanging; a sound pattern takes microseconds."""
ENDS = ("", "\u0000", "分", "%", "1")


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(jixiao.__path__, "jixiao."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns_in(value: Any, depth: int = 0) -> Iterator[re.Pattern[str]]:
    if isinstance(value, LatePattern):
        yield re.compile(value.pattern, value.flags)
    elif isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, Phrase):
        yield value.pattern
    elif isinstance(value, dict) and depth < 3:
        for item in (*value.keys(), *value.values()):
            yield from patterns_in(item, depth + 1)
    elif isinstance(value, tuple | list | frozenset | set) and depth < 3:
        for item in value:
            yield from patterns_in(item, depth + 1)


def returns_patterns(value: Any, module: ModuleType) -> bool:
    """Whether it is a function of this module that makes a pattern from nothing."""
    plain = inspect.unwrap(value) if callable(value) else None
    if not inspect.isfunction(plain) or plain.__module__ != module.__name__ or inspect.signature(plain).parameters:
        return False
    made = str(plain.__annotations__.get("return", ""))
    return "Pattern" in made or "Rewrite" in made or "Phrase" in made


def all_patterns() -> dict[str, re.Pattern[str]]:
    found: dict[str, re.Pattern[str]] = {}
    for module in modules():
        for value in list(vars(module).values()):
            made = value() if returns_patterns(value, module) else value
            for pattern in patterns_in(made):
                found.setdefault(pattern.pattern, pattern)
    for name in dictionary("phrases")["patterns"]:
        found.setdefault(named_pattern(name).pattern, named_pattern(name))
    return found


# ---- atoms


def texts(tree: Any, most: int = 6) -> list[str]:
    """A few texts that a piece of a pattern matches, each of its alternatives among them as far as ``most`` goes."""
    parts = [pieces for operator, argument in tree if (pieces := list(islice(_atoms(operator, argument), most)))]
    made = ["".join(chosen) for chosen in islice(product(*parts), most * 2)]
    return list(dict.fromkeys(made))


def _atoms(operator: Any, argument: Any) -> Iterator[str]:
    if operator is ops.LITERAL:
        yield chr(argument)
    elif operator is ops.NOT_LITERAL:
        yield "甲" if argument != ord("甲") else "乙"
    elif operator is ops.ANY:
        yield "甲"
    elif operator is ops.IN:
        yield from islice(_members(argument), 6)
    elif operator is ops.BRANCH:
        for branch in argument[1]:
            yield from texts(branch, 2)[:2]
    elif operator is ops.SUBPATTERN:
        yield from texts(argument[-1])
    elif operator in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        least, _, body = argument
        inner = texts(body)
        yield from (text * max(1, least) for text in inner)
        if least == 0:
            yield ""
    elif operator is ops.ATOMIC_GROUP:
        yield from texts(argument)
    else:
        yield ""


def _members(argument: Any) -> Iterator[str]:
    negated = argument and argument[0][0] is ops.NEGATE
    if negated:
        yield "甲"
        yield "1"
        return
    for operator, value in argument:
        if operator is ops.LITERAL:
            yield chr(value)
        elif operator is ops.RANGE:
            yield chr(value[0])
        elif operator is ops.CATEGORY:
            yield {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " "}.get(str(value), "甲")


def repeats(tree: Any, leads: tuple[str, ...] = ("",)) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every repeated piece of a pattern, with texts that lead into it."""
    for place, (operator, argument) in enumerate(tree):
        reached = tuple(dict.fromkeys([lead + text for lead in leads for text in texts(tree[:place], 2)[:2] or [""]]))[
            :4
        ]
        if operator in (ops.MAX_REPEAT, ops.MIN_REPEAT):
            if argument[1] > 1:
                yield reached, argument[2]
            yield from repeats(argument[2], reached)
        elif operator is ops.BRANCH:
            for branch in argument[1]:
                yield from repeats(branch, reached)
        elif operator is ops.SUBPATTERN:
            yield from repeats(argument[-1], reached)
        elif operator in (ops.ASSERT, ops.ASSERT_NOT):
            yield from repeats(argument[1], reached)


def attacks(pattern: re.Pattern[str]) -> Iterator[str]:
    """Each repeated piece of a pattern, pumped, behind what leads to it and before an end that does not match."""
    for leads, body in repeats(parser.parse(pattern.pattern, pattern.flags)):
        atoms = [atom for atom in texts(body, 12) if atom][:12]
        for atom in dict.fromkeys((*atoms, "".join(atoms))):
            for lead in leads:
                for end in ENDS:
                    yield lead + atom * PUMPS + end


class HangError(Exception):
    """A search did not come back."""


@contextmanager
def limited() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise HangError

    previous = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)


def hangs(pattern: re.Pattern[str]) -> str | None:
    """A text on which the pattern hangs, or None."""
    text = ""
    try:
        with limited():
            for text in dict.fromkeys(attacks(pattern)):
                signal.setitimer(signal.ITIMER_REAL, LIMIT)
                pattern.search(text)
                pattern.fullmatch(text)
    except HangError:
        return text
    return None


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="a search is stopped by a timer of Unix")
def test_no_pattern_of_the_package_explodes_on_its_own_atoms() -> None:
    found = all_patterns()
    assert len(found) > 200
    hanging = {source[:90]: text[:60] for source, pattern in found.items() if (text := hangs(pattern)) is not None}
    assert hanging == {}


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="a search is stopped by a timer of Unix")
@pytest.mark.parametrize("source", ["(?:甲|甲)*乙", "(?:[甲乙]+)+丙", "(?:得分|得|分)*x", "(?:的?甲{0,3}?)*乙"])
def test_a_pattern_that_explodes_is_found(source: str) -> None:
    assert hangs(re.compile(source)) is not None


def test_a_pattern_is_compiled_when_it_is_first_asked() -> None:
    late = LatePattern("(年|月)")
    assert "search" not in vars(late)
    assert late.search("6月").group(1) == "月"
    assert late.search is vars(late)["search"]
    assert (late.pattern, late.sub("日", "6月")) == ("(年|月)", "6日")
