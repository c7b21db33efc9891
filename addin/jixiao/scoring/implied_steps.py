"""Steps that do not say 每: 少一次扣1分，扣完为止; 完成一项得3分，最高9分."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from jixiao.scoring import awards
from jixiao.scoring.conditions import Each, Within
from jixiao.scoring.each_phrases import read_each
from jixiao.scoring.limit_phrases import Limit, LimitKind
from jixiao.scoring.reading import Clause


def with_implied_steps(clauses: list[Clause], limits: list[Limit], stated: Decimal | None) -> list[Clause]:
    """少一次扣1分，扣完为止 and 完成一项得3分，最高9分 are steps although they do not say 每."""
    if any(isinstance(condition, Each) for clause in clauses for condition in clause.conditions):
        return [_beside_another(clause, clauses) for clause in clauses]
    endless = any(limit.kind in (LimitKind.LEAST_ZERO, LimitKind.MOST_DEDUCTED) for limit in limits)
    deducting = [clause for clause in clauses if isinstance(clause.award, awards.Deduct)]
    giving = [clause for clause in clauses if isinstance(clause.award, awards.Points)]
    chosen = None
    if len(deducting) == 1 and (endless or _counts_one(deducting[0])):
        chosen = deducting[0]
    elif (
        len(giving) == 1 == len(clauses) and stated is not None and _counts_one(giving[0]) and _less(giving[0], stated)
    ):
        chosen = giving[0]
    step = None if chosen is None else read_each("每" + _NOT_A_STEP.sub("", chosen.text))
    if chosen is None or step is None or not any(isinstance(c, Within) and _is_point(c) for c in chosen.conditions):
        return clauses
    return [replace(clause, conditions=(step[1],)) if clause is chosen else clause for clause in clauses]


def _beside_another(clause: Clause, clauses: list[Clause]) -> Clause:
    """每迟报1次扣0.5分，漏报1次扣1分: what stands beside a step and names one of another thing is a step of its own."""
    if not isinstance(clause.award, awards.Deduct) or not _counts_one(clause):
        return clause
    step = read_each("每" + _NOT_A_STEP.sub("", clause.text))
    others = [c for other in clauses for c in other.conditions if isinstance(c, Each)]
    if step is None or any(step[1].verb == other.verb or not step[1].verb for other in others):
        return clause
    return replace(clause, conditions=(step[1],))


_NOT_A_STEP = re.compile(r"^.*[,;]|^(?:如|若|凡|每)")


def _is_point(condition: Within) -> bool:
    """Whether a condition names one number and no boundary word: 超支1%, 少一次, 未完成一项."""
    interval = condition.interval
    if interval.low is None and interval.high == 1:
        return interval.high_in is not True
    return interval.exact or (interval.high is None and interval.low is not None and interval.low_in is True)


def _counts_one(clause: Clause) -> bool:
    return any(
        isinstance(c, Within) and _is_point(c) and 1 in (c.interval.low, c.interval.high) for c in clause.conditions
    )


def _less(clause: Clause, stated: Decimal) -> bool:
    return isinstance(clause.award, awards.Points) and clause.award.number < stated
