"""What the audit finds in readings that are grammatical and wrong: right readings are changed, and must be caught."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from jixiao.scoring import awards
from jixiao.scoring.assembly import understand
from jixiao.scoring.audit import DEAD, FALLS, FULL_ANYWAY, NOT_FULL, audit
from jixiao.scoring.context import Context, read_plan
from jixiao.scoring.criteria import Within
from jixiao.scoring.engine import score
from jixiao.scoring.standard import Branch, Standard
from scoring.cases import corpus


def read(text: str, plan: Any, unit: str | None, operator: str | None) -> Standard:
    return understand(text, Context(read_plan(plan, unit), unit, operator, Decimal(10), 2026))


PROPORTIONAL = read("达到计划值得10分，否则按实际值/计划值×10分计分", 80, "个", "≥")
STEPS = read("达到90%得10分，每降低1个百分点扣1分", 90, "%", "≥")
TIERS = read("≥90%得10分，80%-90%得8分，80%以下不得分", 90, "%", "≥")
DEADLINE = read("2026年6月30日前完成得10分，每推迟10天扣1分", "2026-06-30", None, None)
OVER = read("控制在50万元以内得10分，每超出1万元扣1分", 50, "万元", "≤")


def with_award(standard: Standard, place: int, award: awards.Award) -> Standard:
    branches = list(standard.branches)
    branches[place] = replace(branches[place], award=award)
    return replace(standard, branches=tuple(branches))


def with_interval(standard: Standard, place: int, **ends: Any) -> Standard:
    branches = list(standard.branches)
    test = branches[place].criteria[0]
    assert isinstance(test, Within)
    branches[place] = replace(branches[place], criteria=(replace(test, interval=replace(test.interval, **ends)),))
    return replace(standard, branches=tuple(branches))


def reversed_steps(standard: Standard) -> Standard:
    """Steps that count in the wrong direction."""
    changed = []
    for branch in standard.branches:
        award = branch.award
        if isinstance(award, awards.Steps):
            safe = replace(award.safe, low=award.safe.high, high=award.safe.low, low_in=True, high_in=True)
            branch = replace(branch, award=replace(award, safe=safe))
        changed.append(branch)
    return replace(standard, branches=tuple(changed))


@pytest.mark.parametrize("standard", [PROPORTIONAL, STEPS, TIERS, DEADLINE, OVER])
def test_a_right_reading_passes(standard: Standard) -> None:
    assert audit(standard) == ""


@pytest.mark.parametrize(
    ("standard", "failure"),
    [
        (with_award(PROPORTIONAL, 0, awards.Points(Decimal(6))), NOT_FULL),
        (with_award(PROPORTIONAL, 1, awards.Full()), FULL_ANYWAY),
        (with_award(TIERS, 2, awards.Full()), FULL_ANYWAY),
        (with_award(TIERS, 2, awards.Points(Decimal(9))), FALLS),
        (with_interval(TIERS, 1, low=Decimal(95), high=Decimal(100)), DEAD),
        (with_award(DEADLINE, 1, awards.Full()), FULL_ANYWAY),
        (reversed_steps(STEPS), FULL_ANYWAY),
        (reversed_steps(OVER), FULL_ANYWAY),
        (replace(PROPORTIONAL, branches=(Branch((), awards.Full()),)), FULL_ANYWAY),
    ],
)
def test_a_wrong_reading_is_caught(standard: Standard, failure: str) -> None:
    assert audit(standard) == failure


def test_what_fails_the_audit_is_not_scored_and_says_why() -> None:
    failed = replace(with_award(PROPORTIONAL, 1, awards.Full()), contradiction=FULL_ANYWAY)
    found = score(failed, 40)
    assert (found.score, found.low, found.high) == (None, 0, 10)
    assert FULL_ANYWAY in found.trace


MUTABLE = [case for case in corpus() if case.plan is not None and case.operator and not isinstance(case.plan, str)]


def test_most_readings_that_give_the_full_points_to_everybody_are_caught() -> None:
    """Every clause that gives less than all is made to give all."""
    caught = tried = 0
    for case in MUTABLE:
        standard = case.understand()
        branches = tuple(replace(branch, award=awards.Full()) for branch in standard.branches)
        if audit(standard) or case.kind in ("manual", "qualitative_tier", "qualitative_band", "bonus"):
            continue
        tried += 1
        caught += audit(replace(standard, branches=branches)) != ""
    assert tried > 200
    assert caught / tried > 0.95


@pytest.mark.parametrize("operator", ["≥", "≤", "=", ">"])
def test_a_deadline_under_a_target_that_is_a_number_is_read(operator: str) -> None:
    standard = read("在2026年10月31日前完成得10分，每推迟10天扣1分", 40, "天", operator)
    assert (standard.kind, standard.contradiction) == ("deadline_step", "")
    assert score(standard, "2026-11-12").score == 9


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("前三季度进度达到75%得2分，全年达到95%得3分", "75%"),
        ("办理时限由20天压缩至10天得满分，每多1天扣1分", "20天"),
    ],
)
def test_a_figure_that_no_clause_took_is_left_to_a_human(text: str, piece: str) -> None:
    standard = understand(text, Context(Decimal(26), "个", "=", Decimal(8)))
    assert any(piece in left for left in standard.unread)


@pytest.mark.parametrize("text", ["未逾期得5分，逾期1天扣1分", "未超期得5分，超期1天扣1分"])
def test_a_denied_lateness_is_in_time(text: str) -> None:
    standard = understand(text, Context(Decimal(10), "天", "≤", Decimal(5)))
    assert [float(score(standard, Decimal(days)).score or 0) for days in (9, 10, 12)] == [5, 5, 3]
