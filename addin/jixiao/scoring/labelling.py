"""Standards whose tiers are labels: 效果明显得15分，效果一般8分，否则不得分; 全部发放到位得10分，否则不得分."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from jixiao.scoring import awards
from jixiao.scoring.axes import Axis, Scale
from jixiao.scoring.binding import Binder
from jixiao.scoring.context import Context
from jixiao.scoring.criteria import Criterion, Fulfilled, InInterval
from jixiao.scoring.intervals import Interval
from jixiao.scoring.labels import Labelled, denial_of, spell
from jixiao.scoring.reading import (
    Always,
    Clause,
    Each,
    InTime,
    Late,
    Misread,
    Named,
    Otherwise,
    Proportional,
    Reading,
    Within,
)
from jixiao.scoring.standard import Branch


def is_labelled(reading: Reading, context: Context) -> bool:
    """Whether the tiers are labels: no number, step or curve anywhere, and a label in the sentence or as the plan."""
    conditions = [condition for clause in reading.clauses for condition in clause.conditions]
    if any(isinstance(condition, Within | Each | Misread) for condition in conditions):
        return False
    if any(isinstance(clause.award, awards.Curve | Proportional) for clause in reading.clauses):
        return False
    if any(isinstance(condition, InTime | Late) and condition.deadline is not None for condition in conditions):
        return False
    if isinstance(context.plan, date) and any(isinstance(condition, InTime | Late) for condition in conditions):
        return False
    if any(isinstance(condition, Named) for condition in conditions):
        return True
    return isinstance(context.plan, str) and bool(conditions)


def label_branches(reading: Reading, context: Context, binder: Binder) -> list[Branch]:
    """A branch for each label; 否则 takes what plainly denies them, and for numbers everything else."""
    named = [clause for clause in reading.clauses if not _is_rest(clause)]
    spelled = [_in_common_words(clause, label) for clause, label in zip(named, spell(_texts(named)), strict=True)]
    positive = [label_of(clause) for clause in named if not isinstance(clause.award, awards.Nothing)]
    spelled = _with_plan(named, spelled, context)
    labels = dict(zip([id(clause) for clause in named], spelled, strict=True))
    plain = {id(clause): branch for clause, branch in zip(reading.clauses, binder.branches(), strict=True)}
    branches = []
    adding = additive(reading, context)
    for clause in reading.clauses:
        own = plain[id(clause)]
        if _is_rest(clause):
            criteria: tuple[Criterion, ...] = (Fulfilled(clause.text or "否则", (_ANY,), denial_of(spelled, positive)),)
        else:
            numbers = tuple(test for test in own.criteria if isinstance(test, InInterval))
            if (
                not numbers
                and len(positive) == 1
                and isinstance(clause.award, awards.Nothing)
                and _DENIAL.search(clause.text)
            ):
                numbers = (_ANY,)  # 资金足额发放得10分，未足额发放的不得分
            criteria = (Fulfilled(label_of(clause), numbers, labels[id(clause)]),)
        award = awards.Judged() if clause in adding else own.award
        branches.append(Branch(criteria, award, clause.text))
    if len(branches) == 1 and isinstance(
        branches[0].award, awards.Full | awards.Points
    ):  # what does not fulfil the only condition gets nothing, if it is a number
        branches.append(Branch((Fulfilled("其余情况", (_ANY,), None),), awards.Nothing()))
    return branches if _all_numbers(branches) else _without_numbers(branches)


def _all_numbers(branches: Sequence[Branch]) -> bool:
    """Whether a number decides every condition as well as a label does: 全部发放到位."""
    return all(isinstance(test, Fulfilled) and test.number for branch in branches for test in branch.criteria)


def _without_numbers(branches: Sequence[Branch]) -> list[Branch]:
    """Tiers that only labels tell apart: a number, however large, is none of them."""
    return [
        replace(branch, criteria=tuple(_of_label(test) for test in branch.criteria if isinstance(test, Fulfilled)))
        for branch in branches
    ]


def _of_label(test: Fulfilled) -> Fulfilled:
    return replace(test, number=())


_ANY = InInterval(Scale(Axis.VALUE), Interval())
_DENIAL = re.compile(r"未|不|没有|无")
_ON_TIME = ("按时完成", "按期完成", "及时完成", "如期完成", "按时", "按期", "及时", "已按时完成", "提前完成")
_LATE = (
    "逾期",
    "逾期完成",
    "超期",
    "延期",
    "延期完成",
    "未按时完成",
    "未按期完成",
    "未及时完成",
    "逾期未完成",
    "不及时",
)


def _is_rest(clause: Clause) -> bool:
    return all(isinstance(condition, Otherwise | Always) for condition in clause.conditions)


def additive(reading: Reading, context: Context) -> list[Clause]:
    """目标明确（1分），目标细化（1分），目标量化（1分）: labels worth the same are points that add up, not tiers."""
    giving = [clause for clause in reading.clauses if isinstance(clause.award, awards.Points)]
    numbers = {clause.award.number for clause in giving if isinstance(clause.award, awards.Points)}
    if len(giving) < 2 or any(isinstance(clause.award, awards.Full) for clause in reading.clauses):
        return []
    if len(numbers) > 1:  # ①制度健全得2分；②执行有效得2分；③档案完整得1分, of 5
        return giving if sum(_points(clause) for clause in giving) == context.points else []
    return [] if context.points in numbers else giving


def _points(clause: Clause) -> Decimal:
    return clause.award.number if isinstance(clause.award, awards.Points) else Decimal(0)


_FRAME = re.compile(r"^(?:.{0,10}(?:结果|等级|等次|评级|档次|评价|考核|情况))?(?:为|是|被评为|评为|评定为)(?=.)")
_ENDING = re.compile(r"(?:的|者|的情形|的情况)$")


def label_of(clause: Clause) -> str:
    """The label of a clause without what only frames it: 评价结果为优秀的 → 优秀."""
    text = _ENDING.sub("", clause.text)
    return _FRAME.sub("", text) or text


def _texts(clauses: Sequence[Clause]) -> list[str]:
    return [label_of(clause) for clause in clauses]


def _in_common_words(clause: Clause, label: Labelled) -> Labelled:
    """What people write for 按时完成 and 逾期, whatever words the sentence has for it."""
    if any(isinstance(condition, InTime) for condition in clause.conditions):
        return Labelled(label.text, tuple(dict.fromkeys((*label.spellings, *_ON_TIME))))
    if any(isinstance(condition, Late) for condition in clause.conditions):
        return Labelled(label.text, tuple(dict.fromkeys((*label.spellings, *_LATE))))
    return label


def _with_plan(named: Sequence[Clause], spelled: list[Labelled], context: Context) -> list[Labelled]:
    """The plan's own words fulfil the first label, unless they belong to another."""
    if not isinstance(context.plan, str) or not named:
        return spelled
    if any(context.plan in label.spellings for label in spelled) or isinstance(named[0].award, awards.Nothing):
        return spelled
    first = Labelled(spelled[0].text, (*spelled[0].spellings, context.plan))
    return [first, *spelled[1:]]
