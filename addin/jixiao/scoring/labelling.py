"""Standards whose tiers are labels: 效果明显得15分，效果一般8分，否则不得分; 全部发放到位得10分，否则不得分."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from jixiao.forms.text import dictionary
from jixiao.scoring import awards
from jixiao.scoring.axes import Axis, Scale
from jixiao.scoring.binding import Binder
from jixiao.scoring.context import Context
from jixiao.scoring.criteria import Fulfilled, InInterval
from jixiao.scoring.intervals import Interval
from jixiao.scoring.phrases import pattern
from jixiao.scoring.sentence import (
    Clause,
    Each,
    InTime,
    Late,
    Misread,
    Named,
    Proportional,
    SentenceReading,
    Within,
    WordRelation,
)
from jixiao.scoring.standard import Branch
from jixiao.scoring.tier_labels import DENIALS, HasLabel, denial_of, spell

_ANY = InInterval(Scale(Axis.VALUE), Interval())
_ENDING = re.compile(r"(?:的|者|的情形|的情况|/)$")


def is_labelled(reading: SentenceReading, context: Context) -> bool:
    """Whether the tiers are labels: no number, step or curve anywhere, and a label."""
    conditions = reading.conditions
    times = [condition for condition in conditions if isinstance(condition, InTime | Late)]
    if any(isinstance(condition, Within | Each | Misread) for condition in conditions):
        return False
    if any(isinstance(clause.award, awards.Curve | Proportional) for clause in reading.clauses):
        return False
    named = isinstance(context.plan, str) and context.plan in map(label_of, reading.clauses)  # 当年完成, 跨年完成
    if times and not named and (isinstance(context.plan, date) or any(time.deadline is not None for time in times)):
        return False
    labels = any(isinstance(condition, Named) for condition in conditions)
    return labels or (isinstance(context.plan, str) and bool(conditions))


def label_branches(reading: SentenceReading, context: Context, binder: Binder) -> list[Branch]:
    """Return a branch for each label; 否则 denies them, and takes other numbers."""
    named = [clause for clause in reading.clauses if not _is_rest(clause)]
    spelled = _in_common_words(named, spell([label_of(clause) for clause in named]))
    positive = [label_of(clause) for clause in named if not isinstance(clause.award, awards.Nothing)]
    labels = dict(zip(map(id, named), _with_plan(named, spelled, context), strict=True))
    adding = additive(reading, context)
    branches = []
    for clause, own in zip(reading.clauses, binder.branches(), strict=True):
        if _is_rest(clause):
            test = Fulfilled(clause.text or "否则", (_ANY,), denial_of(list(labels.values()), positive))
        else:
            numbers = tuple(own.intervals)
            nothing = isinstance(clause.award, awards.Nothing) and any(word in clause.text for word in DENIALS)
            if not numbers and len(positive) == 1 and nothing:
                numbers = (_ANY,)  # 资金足额发放得10分，未足额发放的不得分
            test = Fulfilled(label_of(clause), numbers, labels[id(clause)])
        branches.append(Branch((test,), awards.Judged() if clause in adding else own.award, clause.text))
    if len(branches) == 1 and isinstance(branches[0].award, awards.Full | awards.Points):
        # what does not fulfil the only condition gets nothing, if it is a number
        branches.append(Branch((Fulfilled("其余情况", (_ANY,), None),), awards.Nothing()))
    tests = [test for branch in branches for test in branch.criteria if isinstance(test, Fulfilled)]
    if all(test.number for test in tests):  # a number decides as well as a label does: 全部发放到位
        return branches
    return [replace(branch, criteria=(replace(test, number=()),)) for branch, test in zip(branches, tests, strict=True)]


def _is_rest(clause: Clause) -> bool:
    return all(condition is WordRelation.OTHERWISE for condition in clause.conditions)


def additive(reading: SentenceReading, context: Context) -> list[Clause]:
    """Return labels worth the same, points that add up: 目标明确（1分），目标细化（1分）."""
    giving = [clause for clause in reading.clauses if isinstance(clause.award, awards.Points)]
    numbers = [clause.award.number for clause in giving if isinstance(clause.award, awards.Points)]
    if len(giving) < 2 or any(isinstance(clause.award, awards.Full) for clause in reading.clauses):
        return []
    if len(set(numbers)) > 1:  # ①制度健全得2分；②执行有效得2分；③档案完整得1分, of 5
        return giving if sum(numbers) == context.points else []
    return [] if context.points in numbers else giving


def label_of(clause: Clause) -> str:
    """The label of a clause without what only frames it: 评价结果为优秀的 → 优秀."""
    text = _ENDING.sub("", clause.text)
    return pattern("label_frame").sub("", text) or text


def _in_common_words(named: Sequence[Clause], spelled: Sequence[HasLabel]) -> list[HasLabel]:
    """Add what people write for 按时完成 and 逾期, where one label alone says so."""
    common = {
        name: [place for place, clause in enumerate(named) if any(isinstance(c, time) for c in clause.conditions)]
        for time, name in ((InTime, "typed_on_time"), (Late, "typed_late"))
    }
    labels = list(spelled)
    for name, places in common.items():
        if len(places) == 1:  # 提前完成得5分，按时完成得4分: both are in time
            label = labels[places[0]]
            labels[places[0]] = replace(
                label, spellings=tuple(dict.fromkeys((*label.spellings, *dictionary("scoring")[name])))
            )
    return labels


def _with_plan(named: Sequence[Clause], spelled: list[HasLabel], context: Context) -> list[HasLabel]:
    """The plan's own words fulfil the first label, unless they belong to another."""
    if not isinstance(context.plan, str) or not named or isinstance(named[0].award, awards.Nothing):
        return spelled
    if any(context.plan in label.spellings for label in spelled):
        return spelled
    return [HasLabel(spelled[0].text, (*spelled[0].spellings, context.plan)), *spelled[1:]]
