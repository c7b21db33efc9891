"""What a sentence speaks of, and whether all of it is in what was read.

The nouns left once the language is taken out: ``固定资产利用率≥90%得1分；利用率＜60%不得分`` speaks of one subject,
``发现一处不合规扣0.5分；发现挪用的不得分`` of two, and the form holds the value of one. ``由20天压缩至10天`` has two figures: what was read of it must hold both, or a human gives the score.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from jixiao.scoring import awards
from jixiao.scoring.axes import Axis
from jixiao.scoring.binding import takes_all
from jixiao.scoring.condition_phrases import is_frequency
from jixiao.scoring.context import Context
from jixiao.scoring.interval_phrases import TIME_AXES
from jixiao.scoring.notation import normalise
from jixiao.scoring.phrases import (
    NUMBER,
    PERCENT_UNITS,
    TIME_UNITS,
    cued,
    is_counted,
    is_measured,
    money_words,
    pattern,
    unit_pattern,
    unit_ratio,
)
from jixiao.scoring.sentence import (
    Clause,
    Counted,
    Each,
    Misread,
    Named,
    Proportional,
    SentenceReading,
    Within,
    WordRelation,
)


@lru_cache(maxsize=8192)
def noun_of(text: str) -> str:
    """Return the nouns of a clause joined: ``固定资产利用率≥90%`` → 固定资产利用率."""
    noun = pattern("language").sub("", text)
    return noun if len(noun) > 1 else ""


def related(one: str, other: str) -> bool:
    """Whether two nouns may name one thing: one holds the other, or they share a pair."""
    if one in other or other in one:
        return True
    return any(one[place : place + 2] in other for place in range(len(one) - 1))


def foreign_clauses(reading: SentenceReading, context: Context) -> list[Clause]:
    """Return the clauses of another subject or unit, which need a value of their own."""
    speaking = [clause for clause in reading.clauses if not isinstance(clause.award, awards.Judged)]
    nouns = [noun_of(clause.text) for clause in speaking]
    principal = next((noun for noun in nouns if noun), "")
    if len(speaking) > 1 and all(_takes_for_each(clause) for clause in speaking):
        return []  # each is a penalty by itself, and several together are left to a human unless there are none at all
    found = [
        clause
        for clause, noun in zip(speaking, nouns, strict=True)
        if not related(principal, noun)
        or _counts_otherwise(clause, context)
        or _joins_two(clause.text)
        or _is_of_another_kind(clause, context)
    ]
    return found or list(_of_other_severity(speaking))


_RANK = ("排名", "名次", "位次")
_COMPARES = re.compile(r"[\d/]|高于|低于|大于|小于|超过|优于|多于|少于")


def weighty_pieces(reading: SentenceReading, context: Context, *, labelled: bool) -> Iterator[str]:
    """Yield words that change what is measured and no phrase took: 排名, 平均数."""
    yield from _second_slopes(reading)
    yield from _said_twice(reading)
    yield from _shares_without_a_sign(reading, context)
    for clause in reading.clauses:
        step = clause.each
        if step is not None and context.unit in PERCENT_UNITS and not step.unit and step.size < 1:
            yield clause.text  # 每降低0.01扣1分 under a rate: 0.01 of 1 or of a per cent is not said
        if isinstance(clause.award, awards.Judged):
            continue
        if labelled and isinstance(context.plan, Decimal | date):
            # 占比高于全省平均占比 is no label that a number could bear
            yield from (c.text for c in clause.conditions if isinstance(c, Named) and _COMPARES.search(c.text))
        piece = clause.text[clause.text.rfind("每") :]  # 每高于或低于限额5%扣1分: says 每, and no step was read
        if isinstance(clause.award, awards.Deduct | awards.Add) and (
            ("每" in piece and clause.each is None and not is_frequency(piece))
            or _deducts_beside_a_share(clause, reading, context.points)
            or (clause.text.startswith(("任一", "任意", "任何")) and isinstance(clause.award, awards.Deduct))
        ):
            yield clause.text  # 任一节点滞后扣2分: once, or for each of them
        basis = clause.award.basis if isinstance(clause.award, Proportional) else ""
        if (pair := cued("two_rates").search(clause.text)) is not None:
            yield pair.group()
        match = cued("arithmetic_left").search(clause.text) or (
            None if labelled else pattern("weighty_words").search(clause.text + basis)
        )
        if match is not None and not (match.group() in _RANK and context.unit in ("名", "位")):
            yield match.group()
        elif any(char.isdigit() for char in basis) or "平均" in basis:
            yield basis


def _deducts_beside_a_share(clause: Clause, reading: SentenceReading, points: Decimal | None) -> bool:
    """未达到的按比例得分，出现负增长扣5分: from the full points or from the share, it does not say."""
    whole = isinstance(clause.award, awards.Deduct) and takes_all(clause.award, points)
    apart = (
        whole
        or clause.each is not None
        or any(c is WordRelation.EXCEEDED or (isinstance(c, Within) and c.scale.axis.over) for c in clause.conditions)
    )  # 高于目标值30%以上的扣1分: the share is of what lies below
    return not apart and any(isinstance(c.award, Proportional) and not c.award.deducts for c in reading.clauses)


def _shares_without_a_sign(reading: SentenceReading, context: Context) -> Iterator[str]:
    """Yield ≥1得满分，小于1的按比例得分 for 25 things: of the plan, though nothing says so."""
    if context.is_percent or not isinstance(context.plan, Decimal) or context.plan <= 2:
        return
    found = [(c, clause.text) for clause in reading.clauses for c in clause.conditions if isinstance(c, Within)]
    ends = {end for c, _ in found for end in (c.interval.low, c.interval.high) if end is not None}
    if ends and all(0 < end <= 1 for end in ends) and not any(c.scale.unit for c, _ in found):
        yield found[0][1]


def _said_twice(reading: SentenceReading) -> Iterator[str]:
    """Yield what gives other points for a number that has some: 省级采用1篇."""
    seen: dict[tuple[object, ...], object] = {}
    for clause in reading.clauses:
        found = tuple((c.scale, c.interval) for c in clause.within)
        if len(found) == len(clause.conditions) == 1 and seen.setdefault(found, clause.award) != clause.award:
            yield clause.text


def _second_slopes(reading: SentenceReading) -> Iterator[str]:
    """低于80%的每低1%扣1分，80%-100%的每低1%扣0.2分: from where the second is counted is not said."""
    seen: set[Counted] = set()
    for clause in reading.clauses:
        for step in clause.conditions:
            if isinstance(step, Each) and step.counted in (Counted.OVER, Counted.UNDER, Counted.LATE):
                if step.counted in seen and isinstance(clause.award, awards.Deduct):
                    yield clause.text
                seen.add(step.counted)


def _of_other_severity(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """发生一般事故1起扣2分，发生较大及以上事故不得分: how many of the one says nothing of the other."""
    grades = [frozenset(pattern("severity_words").findall(clause.text)) for clause in clauses]
    for place, clause in enumerate(clauses[1:], start=1):
        earlier = [grade for grade in grades[:place] if grade] or [frozenset()]
        taken = isinstance(clause.award, awards.Nothing | awards.Deduct) or any(
            isinstance(condition, Each | Within) for condition in clause.conditions
        )
        if grades[place] and taken and grades[place] not in earlier and noun_of(clauses[0].text):
            yield clause


_MONEY = re.compile(r"金额|价款|合同[价额]|资金[量额]|经费")


def _is_of_another_kind(clause: Clause, context: Context) -> bool:
    """Whether it names money, 变更金额超过10%, or a rate, under an indicator that counts."""
    if not is_counted(context.unit or ""):
        return False
    if isinstance(clause.award, awards.Nothing | awards.Deduct) and _MONEY.search(clause.text):
        return True
    shares = [c.subject for c in clause.within if c.scale.axis is Axis.PERCENT]
    return any(
        pattern("rate_named").search(subject) and not pattern("rate_of_the_plan").search(subject) for subject in shares
    )


_JOINT = re.compile(r"且|并|或|同时|[,;:、和及]")


def _joins_two(text: str) -> bool:
    """完成率达到90%且满意度达到85%: each of the two has a number of its own."""
    parts = [part for part in _JOINT.split(text) if any(char.isdigit() for char in part)]
    nouns = [noun for part in parts if (noun := noun_of(part))]
    rates = [rate for part in parts for rate in pattern("rate_compared").findall(part)]
    return any(not related(names[0], name) for names in (nouns, rates) for name in names[1:])


def _takes_for_each(clause: Clause) -> bool:
    step = clause.each if isinstance(clause.award, awards.Deduct) else None
    return step is not None and is_counted(step.unit) and step.counted not in (Counted.UNDER, Counted.OVER)


def by_hand(reading: SentenceReading, foreign: Sequence[Clause], context: Context) -> SentenceReading:
    """Leave 否则每发现一处不符扣0.5分 to a human, where a rate decides if it applies."""
    principal = next((clause.text for clause in reading.clauses if noun_of(clause.text)), "")
    left = [clause for clause in foreign if _counts_the_rest(clause, principal, context)]
    if not left:
        return reading
    clauses = [
        replace(clause, conditions=(WordRelation.OTHERWISE,), award=awards.Judged()) if clause in left else clause
        for clause in reading.clauses
    ]
    return replace(reading, clauses=tuple(clauses))


def _counts_the_rest(clause: Clause, principal: str, context: Context) -> bool:
    """Whether a clause counts what a rate lacks: 及时率100%得3分，每有1次不及时扣0.5分."""
    if clause.text.startswith(("否则", "反之")):
        return True
    noun = noun_of(clause.text)
    taken = isinstance(clause.award, awards.Deduct | awards.Nothing)
    return taken and _counts_otherwise(clause, context) and (not noun or any(char in principal for char in noun))


_ALIKE = tuple(frozenset(group.split()) for group in ("人 名 位 人次", "期 场 次 场次 批次 批 班次", "户 家", "天 日"))
_ANYTHING = frozenset(["个", "项", "件", "起", "次", "例", "处", "笔", "份", "条", "宗", "所", "座"])


def _counts_otherwise(clause: Clause, context: Context) -> bool:
    """否则每发现一处不符扣0.5分 under a rate: the places are not the rate."""
    if context.unit is None or context.plan is None:
        return False
    units = {*(condition.scale.unit for condition in clause.within), clause.each.unit if clause.each else ""}
    return any(_is_other(unit, context) for unit in units if unit)


def _is_other(unit: str, context: Context) -> bool:
    own = context.unit or ""
    if own.startswith(f"{unit}/"):
        return False  # 每超出10元 of 元/人
    if not is_counted(unit):
        if unit in TIME_UNITS and not isinstance(context.plan, Decimal):
            return False
        return is_measured(unit) and unit != own and unit_ratio(unit, own) is None
    if own in PERCENT_UNITS or own in money_words() or (own in TIME_UNITS and unit not in TIME_UNITS):
        return True
    if unit == own or unit in _ANYTHING or own in _ANYTHING:
        return False
    return not any(unit in group and own in group for group in _ALIKE) and unit not in own and own not in unit


# ---- figures: each is in what was read, or is the target


_FIGURE = re.compile(rf"(?<![\d.A-Za-z]){NUMBER}(?![\d.A-Za-z])")
# 12月31日, 第1季度, 4个等级, 保留2位小数, 12345热线, 20个点位中: dates, counts of the tiers themselves, names
_OTHERWISE_SAID = re.compile(
    r"\d+年(?:\d+月(?:\d+日)?)?|\d+月(?:\d+日|底|末|份)|第?\d季度|\d个?(?:等级|档次?|级别|等次|层次|种情况|类)|保留\d位?|\d位小数|\d{3,5}(?=热线)|100%?"
)
_SHARE = (Decimal(100), Decimal("0.01"))
"""A figure may have become a percentage, or been one: 0.8, 3倍."""


def unused_figures(text: str, reading: SentenceReading, context: Context, *, labelled: bool) -> Iterator[str]:
    """Yield the pieces with a figure that is neither in the reading nor the target."""
    normal = normalise(text)
    plain = _OTHERWISE_SAID.sub(lambda match: "·" * len(match.group()), normal)
    known: set[Decimal] = set()
    for match in _FIGURE.finditer(plain):
        number = Decimal(match.group())
        if number in (0, 1) or number == context.plan:
            continue
        known = known or _figures_of(reading, labelled)
        if number not in known and known.isdisjoint(_converted(number, plain, match.end())):
            start = max(plain.rfind(sign, 0, match.start()) for sign in ",;") + 1
            end = min((at for sign in ",;" if (at := plain.find(sign, match.end())) >= 0), default=len(plain))
            piece = normal[start:end]
            if not _is_left_to_people(piece, normal[:start].rstrip(",;"), reading):
                yield piece


def _converted(number: Decimal, text: str, end: int) -> Iterator[Decimal]:
    """Yield what a figure may have become: 2周 → 14, 0.8 → 80, 5000吨 → 0.5万吨."""
    yield from (number * times for times in _SHARE)
    unit = _unit().match(text, end)
    if unit is not None:
        yield number * TIME_AXES.get(unit["own"], (None, 1))[1]
        ratio = unit_ratio(unit["own"], unit["other"])
        if ratio is not None:
            yield number * ratio.numerator / ratio.denominator


@cache
def _unit() -> re.Pattern[str]:
    """The unit behind a figure, and that of the other end of a range: ``吨至1万吨``."""
    unit = unit_pattern()
    return re.compile(rf"(?P<own>{unit})(?:(?:不?含)?[-至到]{NUMBER}(?P<other>{unit}))?")


def _is_left_to_people(piece: str, before: str, reading: SentenceReading) -> bool:
    """Whether the piece is, or ends, a clause that a human scores: 否则酌情扣1-5分."""
    judged = (clause.text for clause in reading.clauses if isinstance(clause.award, awards.Judged))
    return any(text in piece or piece in text or (text and before.endswith(text)) for text in judged)


@cache
def _parts(kind: type) -> tuple[str, ...]:
    """The fields of a kind of reading that can hold numbers."""
    return tuple(field.name for field in fields(kind) if field.type not in _WITHOUT) if is_dataclass(kind) else ()


_WITHOUT = ("str", "bool", "bool | None", "tuple[str, ...]")


def _figures_of(reading: SentenceReading, labelled: bool) -> set[Decimal]:
    """All numbers of a reading; those in labels where labels are what is compared."""
    figures: set[Decimal] = set()
    parts: list[Any] = [reading]
    while parts:
        part = parts.pop()
        kind = type(part)
        if kind is Decimal or kind is int:
            figures.add(Decimal(part))
        elif kind is tuple:
            parts += part
        elif kind is Misread or (kind is Named and labelled):
            figures.update(map(Decimal, _FIGURE.findall(part.text)))
        else:
            parts += [getattr(part, name) for name in _parts(kind)]  # type: ignore[arg-type]
    return figures
