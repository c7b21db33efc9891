"""What a sentence speaks of, and whether all of it is in what was read.

The nouns left once the language is taken out: ``固定资产利用率≥90%得1分；利用率＜60%不得分`` speaks of one subject,
``发现一处不合规扣0.5分；发现挪用的不得分`` of two, and the form holds the value of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from jixiao.forms.numbers import plain_number
from jixiao.scoring import awards
from jixiao.scoring.axes import Axis
from jixiao.scoring.binding import takes_all
from jixiao.scoring.completion import additive, label_of
from jixiao.scoring.condition_phrases import is_frequency
from jixiao.scoring.context import Context
from jixiao.scoring.criteria import Within
from jixiao.scoring.phrases import (
    PERCENT_UNITS,
    TIME_UNITS,
    cued,
    is_counted,
    is_measured,
    money_words,
    pattern,
    unit_ratio,
)
from jixiao.scoring.sentence import (
    Clause,
    Counted,
    InTime,
    Late,
    LimitKind,
    Named,
    Proportional,
    SentenceReading,
    WordRelation,
)
from jixiao.scoring.stepping import counted_by
from jixiao.scoring.tier_labels import is_grade, rank_of


@lru_cache(maxsize=8192)
def noun_of(text: str) -> str:
    """Return the nouns of a clause joined: ``固定资产利用率≥90%`` → 固定资产利用率."""
    noun = pattern("language").sub("", text)
    return noun if len(noun) > 1 else ""


_RANK = ("名", "名次", "位次")
_FIGURE = re.compile(r"[\d/]")


def _says_more(text: str, said: str) -> bool:
    """Whether a clause names what none before it does: 一般项目完成率 behind 完成率.

    The first name of all may be that of a rate, 达到目标值得满分，满意度低于80%不得分, but of no part of what is planned.
    """
    noun, signs = noun_of(text), iter(said)
    if all(sign in signs for sign in noun):
        return False
    first = not _names_any(said) and pattern("besides").match(text) is None  # not 同时满意度不低于90%，否则扣2分
    rates = pattern("rate_named").findall(text) if first else []
    return not any(noun[-1] in rate and "完成" not in rate for rate in rates)


def _names_any(text: str) -> bool:
    return bool(noun_of(text)) or pattern("rate_named").search(text) is not None


def foreign_clauses(reading: SentenceReading, context: Context) -> list[Clause]:
    """Return the clauses of another subject or unit, which need a value of their own."""
    speaking = [clause for clause in reading.clauses if not isinstance(clause.award, awards.Judged)]
    units = {clause.each.unit for clause in speaking if clause.each}
    if len(speaking) > 1 and len(units) == 1 and all(_takes_for_each(clause) for clause in speaking):
        return []  # each is a penalty by itself, and several together are left to a human unless there are none at all
    found, said = list[Clause](), ""
    in_time = any(isinstance(condition, InTime) for condition in reading.conditions)
    for clause in speaking:
        parts = [part for part in pattern("joins").split(clause.text) if _FIGURE.search(part) and _names_any(part)]
        # 0次得满分，每发生1次泄密扣1分
        named_late = context.plan == 0 and clause.each and units == {context.unit} and not noun_of(said)
        more = said and not named_late and _says_more(clause.text, said)
        more = more or any(_says_more(part, parts[0]) for part in parts)
        if clause.each and is_counted(clause.each.unit) and isinstance(context.plan, Decimal) and not in_time:
            more = more or any(isinstance(c, Late) for c in clause.conditions)  # 未及时上报的每次扣1分 of 0起
        if more or _counts_otherwise(clause, context) or _is_of_another_kind(clause, context):
            found.append(clause)
        said += clause.text
    return found


def weighty_pieces(reading: SentenceReading, context: Context, *, labelled: bool) -> Iterator[str]:
    """Yield words that change what is measured and no phrase took: 排名, 平均数."""
    yield from _second_steps(reading, context)
    yield from _said_twice(reading)
    yield from _shares_without_a_sign(reading, context)
    yield from _behind_the_lowest(reading, context) if labelled and not additive(reading, context) else ()
    yield from _more_than_the_points(reading, context)
    limits = {name: clause.text for clause in reading.clauses for name in pattern("limit_named").findall(clause.text)}
    yield from limits.values() if len(limits) > 1 else ()  # 超合同价5%以内得2分，超概算不得分: one is the target
    stepped = any(clause.each for clause in reading.clauses)
    deducts = any(isinstance(clause.award, awards.Deduct) for clause in reading.clauses)
    for clause in reading.clauses:
        step = clause.each
        if step is not None and context.unit in PERCENT_UNITS and not step.unit and step.size < 1:
            yield clause.text  # 每降低0.01扣1分 under a rate: 0.01 of 1 or of a per cent is not said
        if isinstance(clause.award, awards.Judged):
            continue
        if isinstance(context.plan, Decimal | date):
            # 占比高于全省平均占比 is no label that a number could bear
            labels = [c.text for c in clause.conditions if isinstance(c, Named)]
            yield from (
                text for text in labels if pattern("compares").search(text) or (labelled and _FIGURE.search(text))
            )
        piece = clause.text[clause.text.rfind("每") :]  # 每高于或低于限额5%扣1分: says 每, and no step was read
        stepless = piece.startswith("每") and pattern("step_frequency").match(piece) is None and clause.each is None
        if pattern("award_left").search(clause.text) or (stepless and isinstance(clause.award, awards.Points)):
            yield clause.text  # 得100%分值4-6位; 每超出5分, which breaks off
        if isinstance(clause.award, awards.Deduct | awards.Add) and (
            ("每" in piece and clause.each is None and not is_frequency(piece))
            or _deducts_beside_a_share(clause, reading, context.points)
            or (clause.text.startswith(("任一", "任意", "任何")) and isinstance(clause.award, awards.Deduct))
            or (stepped and any(c.interval.exact for c in clause.within) and clause.each is None)
        ):
            yield clause.text  # 任一节点滞后扣2分, 每发现1起扣1分，发现1例不实扣2分: once, or for each of them
        basis = clause.award.basis if isinstance(clause.award, Proportional) else ""
        label = labelled and WordRelation.OTHERWISE not in clause.conditions
        words = None if label else pattern("weighty_words").search(clause.text + basis)
        match = cued("arithmetic_left").search(clause.text) or words
        said = match.group() if match is not None else ""
        # 95%以上得9分，90%以上得8分；以此类推，80%以下不得分: what lies between is in no tier, and asked for
        between = said == "类推" and isinstance(clause.award, awards.Nothing) and not deducts
        if match is not None and not between and not (said.endswith(_RANK) and context.unit in ("名", "位")):
            yield match.group()
        elif any(char.isdigit() for char in basis) or "平均" in basis:
            yield basis


def _deducts_beside_a_share(clause: Clause, reading: SentenceReading, points: Decimal | None) -> bool:
    """未达到的按比例得分，出现负增长扣5分: from the full points or from the share, it does not say."""
    whole = isinstance(clause.award, awards.Deduct) and takes_all(clause.award, points)
    # 高于目标值30%以上的扣1分: the share is of what lies below
    over = WordRelation.EXCEEDED in clause.conditions or any(c.scale.axis.over for c in clause.within)
    apart = whole or over or clause.each is not None
    return not apart and any(isinstance(c.award, Proportional) and not c.award.deducts for c in reading.clauses)


def _shares_without_a_sign(reading: SentenceReading, context: Context) -> Iterator[str]:
    """Yield ≥1得满分，小于1的按比例得分 for 25 things: of the plan, though nothing says so."""
    if context.is_percent or not isinstance(context.plan, Decimal) or context.plan <= 2:
        return
    found = [(c, clause.text) for clause in reading.clauses for c in clause.conditions if isinstance(c, Within)]
    ends = {end for c, _ in found for end in c.interval.ends}
    if ends and all(0 < end <= 1 for end in ends) and not any(c.scale.unit for c, _ in found):
        yield found[0][1]


def _behind_the_lowest(reading: SentenceReading, context: Context) -> Iterator[str]:
    """Yield what is said behind all labels or of something else: 否则不得分；未公示扣1分."""
    given = closed = False
    graded = rank_of(label_of(reading.clauses[0])) is not None
    for clause in reading.clauses:
        tier = isinstance(clause.award, awards.Tier) and not graded  # 未通过不得分，暂缓验收得2分
        others, label = "".join(one.text for one in reading.clauses if one is not clause), label_of(clause)
        taken = isinstance(clause.award, awards.Deduct) and not takes_all(clause.award, context.points)
        apart = taken and len(reading.clauses) > 2 and rank_of(label) is None and set(label).isdisjoint(others)
        if (apart or (closed and not tier)) and not is_grade(clause.text):
            yield clause.text  # 管理规范得3分，资料缺失扣1分，管理不规范不得分
        given = given or isinstance(clause.award, awards.Tier)
        closed = closed or (given and isinstance(clause.award, awards.Nothing))


def _more_than_the_points(reading: SentenceReading, context: Context) -> Iterator[str]:
    """Yield a tier of 64分 where 8 are all, and 单项最高3分, 最多加1分 of these 8."""
    given = [clause.award for clause in reading.clauses]
    stated = [award.stated for award in given if isinstance(award, awards.Full) and award.stated]
    top = max([*stated, reading.stated or context.points or Decimal(0)])
    if not top or any(isinstance(award, awards.Add) for award in given):
        return
    for clause in reading.clauses:
        if (stated or reading.stated) and isinstance(clause.award, awards.Points) and clause.award.number > top:
            yield clause.text
    for limit in reading.limits:
        if limit.kind in (LimitKind.MOST, LimitKind.MOST_ADDED) and limit.number and limit.number < top:
            yield f"最高{plain_number(limit.number)}分"


def _said_twice(reading: SentenceReading) -> Iterator[str]:
    """Yield what gives other points for a number that has some: 省级采用1篇."""
    seen: dict[tuple[object, ...], object] = {}
    for clause in reading.clauses:
        found = tuple((c.scale, c.interval) for c in clause.within)
        if len(found) == len(clause.conditions) == 1 and seen.setdefault(found, clause.award) != clause.award:
            yield clause.text


def _second_steps(reading: SentenceReading, context: Context) -> Iterator[str]:
    """低于80%的每低1%扣1分，80%-100%的每低1%扣0.2分: counted from where; 每发现1个扣0.5分: how many."""
    steps = [(clause, each, counted_by(clause, each, context)) for clause in reading.clauses if (each := clause.each)]
    kinds = [counted for _, _, counted in steps]
    for place, (clause, each, counted) in enumerate(steps):
        again = counted in (Counted.OVER, Counted.UNDER, Counted.LATE) and counted in kinds[:place]
        of_things = counted is Counted.LATE and each.unit not in TIME_UNITS
        besides = (of_things or counted is Counted.OCCURRED) and context.plan != 0 and set(kinds) != {counted}
        if (again or besides) and isinstance(clause.award, awards.Deduct):
            yield clause.text


def _is_of_another_kind(clause: Clause, context: Context) -> bool:
    """Whether it names money, 变更金额超过10%, or a rate, under an indicator that counts."""
    if context.unit in (None, "", *PERCENT_UNITS):
        return False
    taken = isinstance(clause.award, awards.Nothing | awards.Deduct | Proportional)
    if taken and context.unit not in (*TIME_UNITS, *money_words()) and pattern("of_money").search(clause.text):
        return True
    shares = [c.subject for c in clause.within if c.scale.axis is Axis.PERCENT]
    return any(
        pattern("rate_named").search(subject) and not pattern("rate_of_the_plan").search(subject) for subject in shares
    )


def _takes_for_each(clause: Clause) -> bool:
    step = clause.each if isinstance(clause.award, awards.Deduct) else None
    return step is not None and is_counted(step.unit) and step.counted not in (Counted.UNDER, Counted.OVER)


def by_hand(reading: SentenceReading, foreign: Sequence[Clause], context: Context) -> SentenceReading:
    """Leave 否则每发现一处不符扣0.5分 to a human, where a rate decides if it applies."""
    principal = next((one.text for one in reading.clauses if one not in foreign and noun_of(one.text)), "")
    left = [clause for clause in foreign if _counts_the_rest(clause, principal, context)]
    both = sum(clause.each is not None for clause in reading.clauses) > 1  # 每少1个百分点扣0.1分，每少1个项目扣1分
    # 有1批不合格得2分；有2批不合格得0分: the rest is not the first alone
    taken = any(clause.conditions == (WordRelation.OTHERWISE,) for clause in reading.clauses if clause not in left)
    if both or taken:
        return reading
    clauses = [
        replace(clause, conditions=(WordRelation.OTHERWISE,), award=awards.Judged()) if clause in left else clause
        for clause in reading.clauses
    ]
    return replace(reading, clauses=tuple(clauses))


def _counts_the_rest(clause: Clause, principal: str, context: Context) -> bool:
    """Whether a clause counts what a rate lacks: 及时率100%得3分，每有1次不及时扣0.5分.

    Beside ≥95% some are not in time all the same, unless it says 否则 or 每少.
    """
    noun, whole = noun_of(clause.text), isinstance(context.plan, date) or (context.plan == 100 and context.is_percent)
    missed = clause.each and clause.each.counted in (Counted.OVER, Counted.UNDER)
    rest = whole or missed or WordRelation.OTHERWISE in clause.conditions
    taken = rest and isinstance(clause.award, awards.Deduct | awards.Nothing)
    return taken and _counts_otherwise(clause, context) and (not noun or any(char in principal for char in noun))


_ALIKE = tuple(frozenset(group.split()) for group in ("人 名 位 人次", "期 场 次 场次 批次 批 班次", "户 家", "天 日"))
_ANYTHING = frozenset(["个", "项", "件", "起", "次", "例", "处", "笔", "份", "条", "宗", "所", "座"])


def _counts_otherwise(clause: Clause, context: Context) -> bool:
    """否则每发现一处不符扣0.5分 under a rate: the places are not the rate."""
    if context.plan is None or (context.unit is None and not isinstance(context.plan, date)):
        return False
    units = {condition.scale.unit for condition in clause.within}
    if clause.each is not None:  # 每少1公亩: a unit that is not known
        units.add(clause.each.unit or pattern("language").sub("", clause.each.noun))
    return any(_is_other(unit, context) for unit in units if unit)


def _is_other(unit: str, context: Context) -> bool:
    own = "天" if isinstance(context.plan, date) else context.unit or ""
    if unit == own or own.startswith(f"{unit}/"):
        return False  # 每超出10元 of 元/人
    if own in PERCENT_UNITS and unit in PERCENT_UNITS:
        return (own == "‰") != (unit == "‰")  # 每超1‰ of 6%
    if not is_counted(unit):
        if unit in TIME_UNITS and not isinstance(context.plan, Decimal):
            return False
        measured = is_measured(unit) or (unit in TIME_UNITS and own not in TIME_UNITS)
        return measured and unit_ratio(unit, own) is None
    own = own.partition("/")[0]  # 每发现1人次 of 元/人次: the people are not the money
    if own in PERCENT_UNITS or own in money_words() or (own in TIME_UNITS and unit not in TIME_UNITS):
        return True
    alike = any(unit in group and own in group for group in _ALIKE) or unit in own or own in unit
    return not alike and unit not in _ANYTHING and own not in _ANYTHING
