"""From a text to a standard: read, bind, order, complete, name the kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from jixiao.scoring import awards
from jixiao.scoring.arithmetic import Shape, points_in
from jixiao.scoring.audit import audit
from jixiao.scoring.axes import Axis, Scale
from jixiao.scoring.binding import Binder
from jixiao.scoring.clauses import read
from jixiao.scoring.completion import additive, complete, is_labelled, label_branches
from jixiao.scoring.context import Context
from jixiao.scoring.criteria import Undecided, Within
from jixiao.scoring.figures import unused_figures
from jixiao.scoring.intervals import Interval
from jixiao.scoring.notation import A_YEAR
from jixiao.scoring.phrases import is_counted, pattern
from jixiao.scoring.sentence import Clause, LimitKind, Named, Proportional, SentenceReading, WordRelation
from jixiao.scoring.standard import Branch, Standard, kind_of
from jixiao.scoring.subjects import by_hand, foreign_clauses, weighty_pieces


@lru_cache(maxsize=8192)
def understand(text: str, context: Context = Context()) -> Standard:  # noqa: B008 - frozen
    """Return what a text states of an indicator; never raises, at worst it is empty."""
    whole = text
    text, doubtful = _unnumbered(_each_time(_of_direction(_with_unit(text, context), context), context), context)
    reading = _with_occurrences(read(text), context)
    foreign = foreign_clauses(reading, context)
    if foreign:
        reading = by_hand(reading, foreign, context)
    if not reading.clauses:
        points = reading.stated or context.points
        return Standard(whole, stated=reading.stated, points=points, unread=reading.unread or (text,))
    binder = Binder(reading, context)
    labelled = is_labelled(reading, context)
    if labelled:
        branches = label_branches(reading, context, binder)
    else:
        branches = complete(_both_ways(reading.clauses, binder.branches()), context.plan)
    kind = kind_of(reading, branches, context.plan, labelled=labelled)
    stated = stated_points(reading, context.points)
    parts = additive(reading, context)
    together = sum((clause.award.number for clause in parts if isinstance(clause.award, awards.Points)), Decimal(0))
    if labelled and reading.stated is None and parts:
        stated = together
    unread = [
        *doubtful,
        *reading.unread,
        *(test.text for one in branches for test in one.criteria if isinstance(test, Undecided)),
    ]
    unread += weighty_pieces(reading, context, labelled=labelled)
    unread += unused_figures(text, reading, context, labelled=labelled)
    if not labelled:
        open_ones = [one.text for one in foreign if one in reading.clauses]
        unread += [text for text in open_ones if not any(piece in text or text in piece for piece in unread)]
        # 数量完成率≥95%得2分，质量合格率≥98%得2分, of 4: each of a rate of its own
        unread += [clause.text for clause in parts if together == context.points]
    standard = Standard(
        whole,
        tuple(branches),
        stated,
        context.points if stated is None else stated,
        context.plan,
        context.unit,
        context.operator,
        tuple(dict.fromkeys(unread)),
        reading.truncated,
        _adds(reading) and (not reading.limit(LimitKind.MOST) or _caps_beyond(reading, context.points)),
        kind=kind.kind,
        title=kind.title,
    )
    failed = audit(standard)
    return replace(standard, contradiction=failed) if failed else standard


def _with_unit(text: str, context: Context) -> str:
    """Return the text with the indicator's unit behind a bare 5万 of what is counted."""
    unit, plan = (context.unit or "").removeprefix("万"), context.plan
    many = unit != context.unit or (isinstance(plan, Decimal) and plan >= 10_000)
    return pattern("ten_thousands").sub(f"万{unit}", text) if many and is_counted(unit) else text


def _of_direction(text: str, context: Context) -> str:
    """Return what is said of an indicator's own direction: 正向指标得分＝…，反向指标得分＝….

    By B/A或A/B, result by target or target by result, is meant what falls below 1 where the target is missed.
    """
    if context.operator in ("≥", ">", "≤", "<") or (context.operator == "=" and context.is_percent):
        text = pattern("quotients").sub("A/B" if context.wants_less else "B/A", text)
    both = pattern("directions").fullmatch(text.strip()) if context.operator in ("≥", ">", "≤", "<") else None
    return text if both is None else both["less" if context.wants_less else "more"]


def _each_time(text: str, context: Context) -> str:
    """Return 每开展1次得2分 for 每季度开展一次得2分 of 8: all that a year's come to are the points."""

    def told(match: re.Match[str]) -> str:
        of_all = Decimal(match["award"]) * A_YEAR[match["often"]] == context.points
        return f"每{match['what']}" if of_all else match.group()

    return pattern("each_time").sub(told, text)


def _unnumbered(text: str, context: Context) -> tuple[str, list[str]]:
    """Return the text without 1. of 1.95%以上 where 95 is the target, else a doubt.

    Beside 90, too, 1.95% is hardly what is meant.
    """
    start, plan = pattern("numbered").match(text), context.plan
    if start is None or not isinstance(plan, Decimal):
        return text, []
    rest, glued = Decimal(start["rest"]), Decimal(f"1.{start['rest'].replace('.', '')}")
    recurs = rest >= 10 and glued != plan and re.search(rf"(?<![\d.]){start['rest']}(?![\d.])", text[start.end() :])
    if not recurs and abs(rest - plan) >= abs(glued - plan):
        return text, []
    listed = recurs or rest == plan or len(pattern("item_mark").findall(text)) > 1
    return (pattern("item_mark").sub("", text), []) if listed else (text, [start.group()])


def _with_occurrences(reading: SentenceReading, context: Context) -> SentenceReading:
    """Take 存在退回报告 for an occurrence where the target is none of what is counted."""
    if context.plan != 0 or context.unit is None or not is_counted(context.unit):
        return reading
    return replace(reading, clauses=tuple(map(_occurrence, reading.clauses)))


def _occurrence(clause: Clause) -> Clause:
    occurs = pattern("something_occurs")
    match clause.conditions:
        case (Named(text),) if not isinstance(clause.award, awards.Tier) and occurs.fullmatch(text):
            return replace(clause, conditions=(WordRelation.OCCURS,))
        case (Named(text),) if pattern("nothing_occurs").fullmatch(text):
            return replace(clause, conditions=(WordRelation.OCCURS_NOT,))
    return clause


def _both_ways(clauses: Sequence[Clause], branches: Sequence[Branch]) -> list[Branch]:
    """Let 按偏差率扣分 take off above the plan as below it, if no clause says which."""
    tests = (test for branch in branches for test in branch.criteria)
    if not all(isinstance(test, Within) and test.scale.axis.off and test.scale.axis is not Axis.SIZE for test in tests):
        return list(branches)
    found: list[Branch] = []
    for clause, branch in zip(clauses, branches, strict=True):
        award = clause.award
        if isinstance(award, Proportional) and award.deducts and pattern("deviation").search(award.basis):
            above = Within(Scale(Axis.OVER), Interval(low=Decimal(0), low_in=False))
            if branch.award == awards.of_plan():
                found.append(Branch((*branch.criteria, above), awards.of_plan(Shape.REVERSE_LINEAR), branch.text))
        found.append(branch)
    return found


def stated_points(reading: SentenceReading, points: Decimal | None = None) -> Decimal | None:
    """Return the points it names: beside 满分, by themselves, else the most given.

    得4分，…最高加1分 comes to the ``points`` of the row where those are 5.
    """
    if any(clause.text.endswith("各") for clause in reading.clauses):
        return None  # 前三季度按期报送各得1分: how many of them is not said
    for clause in reading.clauses:
        if isinstance(clause.award, awards.Full) and clause.award.stated is not None:
            return clause.award.stated
    up_to_full = reading.limit(LimitKind.MOST)
    beyond = _caps_beyond(reading, points)
    if reading.stated is not None and not beyond:
        return reading.stated
    if up_to_full is not None and _adds(reading) and not beyond:
        return up_to_full.number  # 完成得8分，每超10%加1分，加至满分为止
    open_full = any(isinstance(c.award, awards.Full) or c.award == awards.Share(Decimal(100)) for c in reading.clauses)
    given = [number for clause in reading.clauses if (number := _number_of(clause, open_full)) is not None]
    up_to, most = reading.limit(LimitKind.MOST_ADDED), max(given, default=None)
    if most is None or up_to is None or up_to.number is None:
        return most
    # 得9分，…加满10分为止: of all, not of what is added
    return points if most + up_to.number == points else max(most, up_to.number)


def _adds(reading: SentenceReading) -> bool:
    return any(isinstance(clause.award, awards.Add) for clause in reading.clauses)


def _caps_beyond(reading: SentenceReading, points: Decimal | None) -> bool:
    """Return whether a bonus goes beyond the points of the row: 最高12分 of 10."""
    most = reading.limit(LimitKind.MOST)
    return _adds(reading) and most is not None and points is not None and (most.number or 0) > points


def _number_of(clause: Clause, open_full: bool) -> Decimal | None:
    """Return the points a clause may be the most of; lesser tiers say nothing."""
    award = clause.award
    if clause.each:
        return None
    match award:
        case awards.Points() if not open_full and award.number:
            return award.number
        case awards.Curve() if award.expression:
            return points_in(award.expression)
        case awards.Band() if not award.share:
            return award.high
    return None
