"""VAL-004: numbers that a goal gives, held against the targets of the indicators about the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from jixiao.checks.catalogue import plain_number
from jixiao.checks.context import Form
from jixiao.checks.finding import Finding
from jixiao.checks.likeness import content_pairs
from jixiao.checks.money_tokens import normal
from jixiao.checks.registry import rule
from jixiao.checks.rows import Row
from jixiao.checks.texts import has_digit
from jixiao.checks.wording import words

# 惠及居民3000户 · 硬化村道12公里 · 服务12万人次
_MENTION = re.compile(
    r"(\d(?<!\d\d)\d*(?:\.\d+)?)余?([万千]?)"
    r"(人次|公里|千米|平方米|平方公里|立方米|公顷|千瓦时|场次|批次|课时|[个名人位次场期项条份件套台辆部册本处座所间户家支批班亩吨米株棵头只羽盏口张篇栋幢艘卷尾架具幅枚床块种宗起例组])"
    r"(?![元年月日])([^\d，。；、,;\n]{0,14})"
)
_NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?")
_BEFORE = re.compile(r"[^\d，。；、,;\n]{0,10}\Z")
_EACH = re.compile(r"(?:每|各|平均|其中|新增|不足|超过)[^\d，。；、,;\n]{0,4}\Z")
_THOUSANDS = {"万": 10_000, "千": 1000}
_UNIT_PARTS = re.compile(r"([万千]?)(.+)")
_SAME_UNIT = {"名": "人", "位": "人", "场次": "场", "㎡": "平方米", "座": "处", "株": "棵"}
_SHORTEST_SHARE = 5
# 合格率达到95%以上, 合格率不低于95%; not 合格率由85%提高到90%
_SHARE_TOLD = re.compile(
    r"(?:均|应|要|须)?(?:保持|稳定|控制)?(?:达到|达|不低于|不少于|不小于|不超过|在|为|≥|≤|＞|：)?(\d{1,3}(?:\.\d+)?)%"
    r"(?:及以上|以上|左右|以内)?(?=[，。；、,;）)\s]|\Z)"
)
_NAME_BEGINS = re.compile(r"[，。；、,;：:（(）)\s\d]\Z|(?:确保|保证|实现|力争|促使|达到|其中|并使)\Z")


@rule("VAL-004")
def goal_and_target(form: Form) -> Iterator[Finding]:
    """财预〔2015〕88号 (relevant): a number that the goal gives for the same thing is the target. Needs a common noun."""
    for cell, text in _plans(form):
        if has_digit(text):
            yield from _held_against(form, cell, text)
            if "%" in text:
                yield from _shares_held_against(form, cell, text)


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
    counted: dict[Decimal, list[Row]] = {}
    for row in form.outputs:
        if row.number is not None and row.unit is not None:
            counted.setdefault(_plain_unit(row.number, row.unit)[0], []).append(row)
    # Where an indicator says just what the goal says, the mention is about no other indicator.
    mentions = [m for m in told_of if not any(_is_about(m, row) for row in counted.get(m.number, ()))]
    if not mentions:
        return
    numbers_told = _numbers(goal)
    told: dict[str, Decimal] = {}
    for mention in told_of:
        told[mention.unit] = told.get(mention.unit, Decimal(0)) + mention.number
    for row in form.outputs:
        if (
            row.number is None
            or row.unit is None
            or row.aspect != "quantity"
            or plain_number(row.number) in numbers_told
        ):
            continue
        about = [m for m in mentions if _is_about(m, row)]
        numbers = {mention.number for mention in about}
        own, unit = _plain_unit(row.number, row.unit)
        if told.get(unit) == own:
            continue  # 建成1个，再建成3个
        if len(numbers) == 1 and own not in numbers and sum(mention.number for mention in about) != own:
            number = about[0].number * row.number / own if own else about[0].number
            yield form.finding(
                "VAL-004",
                form.at(row, "target"),
                found=row.number,
                expected=number,
                difference=row.number - number,
                related=[cell],
                text=about[0].text,
                value=plain_number(row.number),
            )


def _shares_held_against(form: Form, cell: str, goal: str) -> Iterator[Finding]:
    """Shares that the goal names just as an indicator does, each time with another number."""
    for row in form.rows:
        if row.number is None or row.unit != "%" or len(row.name) < _SHORTEST_SHARE or row.name not in goal:
            continue
        told = _shares(goal, row.name)
        if told and row.number not in told:
            yield form.finding(
                "VAL-004",
                form.at(row, "target"),
                found=row.number,
                expected=told[0],
                difference=row.number - told[0],
                related=[cell],
                text=f"{row.name}{plain_number(told[0])}%",
                value=plain_number(row.number),
            )


@lru_cache(maxsize=1024)
def _shares(goal: str, name: str) -> tuple[Decimal, ...]:
    """What a goal says of a share of just that name, not of 老年读者满意度 for 读者满意度; () where one is unclear."""
    told: list[Decimal] = []
    at = goal.find(name)
    while at >= 0:
        match = _SHARE_TOLD.match(goal, at + len(name))
        if match is None or _NAME_BEGINS.search(goal[max(0, at - 2) : at] or "，") is None:
            return ()
        told.append(Decimal(match[1]))
        at = goal.find(name, at + 1)
    return tuple(told)


@lru_cache(maxsize=256)
def _numbers(text: str) -> frozenset[str]:
    """The numbers of a text as they stand there: 36 is not among those of 3600公里."""
    return frozenset(_NUMBER.findall(text))


class _Mention(NamedTuple):
    """A number in a goal with its unit, the words before and behind it, and how it is written."""

    number: Decimal
    unit: str
    words: str
    text: str


@lru_cache(maxsize=256)
def _mentions(goal: str) -> tuple[_Mention, ...]:
    plain = normal(goal)
    found = []
    last = 0
    for match in _MENTION.finditer(plain):
        number, myriad, unit, noun = match.groups()
        before = _BEFORE.search(plain, max(last, match.start() - 10), match.start())
        words_around = f"{before.group() if before else ''} {noun}"
        if before is None or _EACH.search(before.group()) is None:
            value, plain_unit = _plain_unit(Decimal(number), f"{myriad}{unit}")
            found.append(_Mention(value, plain_unit, words_around, match.group()))
        last = match.end()
    return tuple(found)


def _is_about(mention: _Mention, row: Row) -> bool:
    if row.unit is None or mention.unit != _plain_unit(Decimal(1), row.unit)[1]:
        return False
    return _same_thing(row.name, mention.words)


@lru_cache(maxsize=4096)
def _plain_unit(number: Decimal, unit: str) -> tuple[Decimal, str]:
    """A number with its unit without 万 and 千, people and lengths in one unit each: 12万人次 → 120000人次."""
    match = _UNIT_PARTS.fullmatch(unit)
    if match is None or unit in ("千瓦时", "千克"):
        return number, unit
    plain = "公里" if unit == "千米" else match[2]
    times = 1 if unit == "千米" else _THOUSANDS.get(match[1], 1)
    return number * times, _SAME_UNIT.get(plain, plain)


def _same_thing(name: str, noun: str) -> bool:
    """Whether two pairs of characters are in common, or all there are of the name."""
    empty = words("empty_words")
    own = content_pairs(name, empty)
    common = len(own & content_pairs(noun, empty))
    return common >= 2 or (common == 1 and len(own) == 1)
