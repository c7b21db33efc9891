"""VAL-004: numbers that a goal gives, held against the targets of the indicators about the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from jixiao.checks.catalogue import plain_number
from jixiao.checks.checked_form import Form
from jixiao.checks.finding import Finding
from jixiao.checks.likeness import content_pairs
from jixiao.checks.money_tokens import normal
from jixiao.checks.quantities import counters, in_digits
from jixiao.checks.registry import rule
from jixiao.checks.rows import Row
from jixiao.checks.rules.goal_values import named_values, plain_unit, rates_of_standards, values_to_name
from jixiao.checks.texts import has_digit
from jixiao.checks.wording import words

_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?")
_BREAK = re.compile(r"[\d，。；、,;\n]")
_BEFORE = 10
"""So many characters in front of a number say what it counts."""
_ANYTHING = frozenset({"个", "项", "处"})
"""What anything may be counted in."""
# 每所学校配备3台, 其中女性20人: no number of the whole
_EACH = re.compile(
    "|".join(
        rf"{word}\Z"
        for word in (
            "每[^，。；,;\n]{0,20}",
            *(f"{w}[^\\d，。；、,;\n]{{0,4}}" for w in ("各", "平均", "其中", "不足", "超过")),
        )
    )
)


@cache
def _mention() -> re.Pattern[str]:
    """A number with what it counts and the words behind: 惠及居民3000户, 硬化村道12公里, 服务12万人次."""
    return re.compile(rf"(\d(?<!\d\d)\d*(?:\.\d+)?)余?([万千]?)({counters()})(?![元年月日])([^\d，。；、,;\n]{{0,14}})")


@rule("VAL-004")
def goal_and_target(form: Form) -> Iterator[Finding]:
    """财预〔2015〕88号 (relevant): a number that the goal gives for the same thing is the target. Needs a common noun."""
    values = values_to_name(form)
    for cell, text in _plans(form):
        plain = in_digits(text)
        if has_digit(plain):
            yield from _held_against(form, cell, plain)
            yield from named_values(form, values, cell, plain)
            yield from rates_of_standards(form, cell, plain)


def _plans(form: Form) -> Iterator[tuple[str, str]]:
    """The goal of the year and the tasks of a department, with where they stand."""
    goal = form.document.get("goals", {}).get("annual")
    if goal:
        yield form.where("goals.annual"), goal
    for task in form.document.get("tasks", ()):
        if content := task.get("content"):
            yield task["cells"].get("content", task["cell"]), content


def _held_against(form: Form, cell: str, goal: str) -> Iterator[Finding]:
    told_of = _mentions(goal)
    if not told_of:
        return
    counting = list(_counting(form, {mention.unit for mention in told_of}))
    counted: dict[Decimal, list[Row]] = {}
    for row, _, own, _ in counting:
        counted.setdefault(own, []).append(row)
    # Where an indicator says just what the goal says, the mention is about no other indicator.
    mentions = [m for m in told_of if not any(_is_about(m, row) for row in counted.get(m.number, ()))]
    if not mentions:
        return
    told: dict[str, Decimal] = {}
    for mention in told_of:
        told[mention.unit] = told.get(mention.unit, Decimal(0)) + mention.number
    for row, number, own, unit in counting:
        if row.aspect != "quantity" or told[unit] == own:  # 建成1个，再建成3个
            continue
        if _tells(goal, plain_number(number), {"", row.unit, unit}):
            continue
        about = [m for m in mentions if _is_about(m, row)]
        numbers = {mention.number for mention in about}
        if len(numbers) == 1 and own not in numbers and sum(mention.number for mention in about) != own:
            expected = about[0].number * number / own if own else about[0].number
            yield form.finding(
                "VAL-004",
                form.at(row, "target"),
                found=number,
                expected=expected,
                difference=number - expected,
                related=[cell],
                text=about[0].text,
                value=plain_number(number),
            )


def _counting(form: Form, units: set[str]) -> Iterator[tuple[Row, Decimal, Decimal, str]]:
    """The outputs that are counted in one of the plain units, each with its number, its plain number and plain unit."""
    for row in form.outputs:
        if row.number is not None and row.unit is not None:
            times, unit = plain_unit(row.unit)
            if unit in units:
                yield row, row.number, row.number * times, unit


def _tells(text: str, number: str, units: set[str | None]) -> bool:
    """Whether a number stands in a text (36 does not in 3600公里) and counts one of the units, "" where that is open."""
    if number not in text:
        return False
    for match in _NUMBER.finditer(text):
        if match.group() != number:
            continue
        counted = _mention().match(text, match.start())
        unit = "" if counted is None or counted[2] or counted[3] in _ANYTHING else plain_unit(counted[3])[1]
        if unit in units:
            return True
    return False


class _Mention(NamedTuple):
    """A number in a goal with its unit, the words before and behind it, and how it is written."""

    number: Decimal
    unit: str
    words: str
    text: str


def _mentions(goal: str) -> tuple[_Mention, ...]:
    plain = normal(goal)
    found = []
    last = 0
    for match in _mention().finditer(plain):
        number, myriad, unit, noun = match.groups()
        start = match.start()
        if _EACH.search(plain, max(0, start - 24), start) is None:
            before = _BREAK.split(plain[max(last, start - _BEFORE) : start])[-1]
            times, own_unit = plain_unit(myriad + unit)
            found.append(_Mention(Decimal(number) * times, own_unit, f"{before} {noun}", match.group()))
        last = match.end()
    return tuple(found)


def _is_about(mention: _Mention, row: Row) -> bool:
    if row.unit is None or mention.unit != plain_unit(row.unit)[1]:
        return False
    added = "新增" in mention.words.split(" ")[0]
    return (not added or "新增" in row.name) and _same_thing(row.name, mention.words)


def _same_thing(name: str, noun: str) -> bool:
    """Whether two pairs of characters are in common, or all there are of the name."""
    empty = words("empty_words")
    own = content_pairs(name, empty)
    common = len(own & content_pairs(noun, empty))
    return common >= 2 or (common == 1 and len(own) == 1)
