"""Scoring at its edges: nothing filled in, nothing to divide by, the last day, the half cent, the part of a step."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from jixiao.scoring.assembly import understand
from jixiao.scoring.awards import Policy
from jixiao.scoring.calendar import months_late, workdays_late
from jixiao.scoring.context import Context, read_plan
from jixiao.scoring.engine import ScoreState, score

PROPORTIONAL = "达到计划值得10分，否则按实际值/计划值*指标分值计分。"


def bound(text, plan=None, unit=None, operator=None, points=None):
    return understand(text, Context(read_plan(plan, unit), unit, operator, points, 2026))


def result(text, actual, plan=None, unit=None, operator=None, points=None, **options):
    return score(bound(text, plan, unit, operator, points), actual, **options)


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_a_blank_actual_value_is_no_score_and_never_0(blank):
    found = result(PROPORTIONAL, blank, 95)
    assert (found.score, found.state) == (None, ScoreState.MISSING)


def test_6_6_over_6_is_exactly_one_step_of_ten_per_cent():
    text = "控制在预算内得20分，每超出10%扣2分"
    assert result(text, 6.6, 6, "万元", "≤").score == Decimal("18.00")
    assert result(text, "6.6", "6", "万元", "≤").score == Decimal("18.00")


@pytest.mark.parametrize(
    ("actual", "plan", "points", "expected"),
    [("7", "8", "5", "4.38"), ("1", "8", "0.2", "0.03"), ("67", "100", "1.5", "1.01"), ("2", "3", "10", "6.67")],
)
def test_scores_are_rounded_half_up_once_at_the_end(actual, plan, points, expected):
    text = f"达到计划值得{points}分，否则按比例计分"
    assert result(text, actual, plan).score == Decimal(expected)


@pytest.mark.parametrize(
    ("actual", "expected"), [(0, "10"), (-1, "10"), (1, "0")], ids=["none", "less than none", "one"]
)
def test_a_plan_of_0_is_reached_by_having_none(actual, expected):
    assert result(PROPORTIONAL, actual, 0).score == Decimal(expected)


def test_a_negative_value_scores_0_where_the_score_is_proportional():
    assert result(PROPORTIONAL, -5, 100).score == 0


def test_without_a_plan_there_is_no_score():
    found = result(PROPORTIONAL, 5)
    assert (found.score, found.state) == (None, ScoreState.HUMAN)
    assert "计划值未填" in found.trace


def test_the_deadline_itself_is_in_time():
    text = "12月31日前完成得10分，否则不得分"
    assert [result(text, day, "2026-12-31").score for day in ("2026-12-31", "2027-01-01")] == [10, 0]


@pytest.mark.parametrize(
    "actual", [date(2027, 1, 10), datetime(2027, 1, 10, 9, 30), "2027-01-10", "2027年1月10日", "2027/1/10", 46397]
)
def test_a_date_may_be_a_date_a_text_or_the_number_of_a_cell(actual):
    text = "在2026年12月31日前完成得满分10分,每推迟10天扣1分,扣完为止。"
    assert result(text, actual, "2026年12月31日前").score == 9


def test_an_actual_value_may_carry_its_unit():
    assert result("满意度≥90%得10分，否则不得分", "92%", 90, "%").score == 10
    assert result("未超支得5分；每超支1万元扣1分", "130000元", 12, "万元", "≤").score == 4


@pytest.mark.parametrize(("policy", "expected"), [("floor", 20), ("ceil", 18), ("linear", 19)])
def test_a_part_of_a_step_counts_by_the_policy(policy, expected):
    text = "项目成本控制在总成本范围内,得20分,每超出10%,扣2分,扣完为止。"
    found = result(text, 105, 100, "万元", "≤", policy=Policy(policy))
    assert found.score == expected
    assert {other.value: amount for other, amount in found.alternatives} == {"floor": 20, "ceil": 18, "linear": 19}


def test_what_the_sentence_says_about_a_part_of_a_step_comes_before_the_policy():
    text = "控制在预算内得20分，每超出10%扣2分，不足10%按10%计"
    found = result(text, 105, 100, "万元", "≤", policy=Policy.FLOOR)
    assert (found.score, found.alternatives) == (18, ())


def test_a_label_between_the_listed_ones_is_left_to_a_human():
    text = "效果明显得15分,效果一般8分,否则不得分。"
    scores = {
        label: result(text, label).score for label in ("明显", "效果显著", "效果较好", "较好", "效果不明显", "无效果")
    }
    assert scores == {"明显": 15, "效果显著": 15, "效果较好": None, "较好": None, "效果不明显": 0, "无效果": 0}


def test_a_number_is_no_label_however_large():
    assert result("效果明显得15分,效果一般8分,否则不得分。", 100, 90).score is None


@pytest.mark.parametrize(("given", "bounds"), [(9, (8, 10)), (7, (6, 8)), (11, (0, 10))])
def test_a_score_given_by_a_human_is_checked_against_the_bands(given, bounds):
    text = "优、良、差分别得100%-80%（含）、80%-60%（含）、60%-0%分值"
    found = result(text, given, points=Decimal(10))
    assert (found.score, found.low, found.high) == (None, *bounds)


def test_a_bonus_is_capped_unless_it_is_allowed():
    text = "完成计划值得8分，未完成按比例计分，超额完成的每超10%加1分，最高加2分。"
    assert result(text, 75, 50, "个", "≥").score == 8
    assert result(text, 75, 50, "个", "≥", allow_bonus=True).score == 10


def test_points_of_the_form_stand_in_where_the_sentence_names_none():
    text = "每少开展1次扣2分，扣完为止。"
    assert result(text, 4, 6, "次", "≥", Decimal(8)).score == 4
    assert result(text, 4, 6, "次", "≥").state is ScoreState.NO_POINTS


def test_two_penalties_that_one_value_cannot_decide_are_left_to_a_human():
    found = result("每推迟1天扣1分，每发现1处问题扣2分", "2026-12-31", "2026-12-30", points=Decimal(10))
    assert (found.score, found.low, found.high) == (None, 0, 10)


def test_a_penalty_that_no_number_can_decide_leaves_a_range_for_a_human_and_shows_the_rest():
    standard = bound("达到90%得10分，每降低1个百分点扣1分，弄虚作假的不得分。", 90, "%", "≥")
    assert standard.unread == ("弄虚作假",)
    found = score(standard, 85)
    assert (found.score, found.low, found.high) == (None, 0, 10)
    assert "弄虚作假" in found.trace
    assert "10－5×1＝5" in found.trace


@pytest.mark.parametrize(
    ("deadline", "actual", "expected"),
    [
        ((2026, 6, 30), (2026, 7, 30), 1),
        ((2026, 6, 30), (2026, 7, 31), 1),
        ((2026, 10, 31), (2026, 11, 30), 1),
        ((2026, 1, 30), (2026, 2, 28), 1),
        ((2026, 5, 15), (2026, 7, 15), 2),
        ((2026, 5, 15), (2026, 5, 15), 0),
    ],
)
def test_exact_months(deadline, actual, expected):
    assert months_late(date(*deadline), date(*actual)) == expected


def test_a_time_of_day_makes_no_difference_to_a_date():
    text = "2026年6月30日前完成得10分，每延迟1天扣1分"
    for actual in (datetime(2026, 7, 2, 17, 30), date(2026, 7, 2), "2026年7月2日"):
        assert result(text, actual, datetime(2026, 6, 30, 9, 0)).score == Decimal("8.00")


@pytest.mark.parametrize(("actual", "points"), [(4000, 0), (5000, 5), (9999, 5), (12000, 10)])
def test_a_range_may_begin_in_one_unit_and_end_in_another(actual, points):
    text = "产量5000吨至1万吨得5分，1万吨以上得10分，5000吨以下不得分"
    assert result(text, actual, 8000, "吨", "≥", Decimal(10)).score == points


def test_working_days_are_monday_to_friday():
    assert workdays_late(date(2026, 3, 31), date(2026, 4, 3)) == 3
    assert workdays_late(date(2026, 4, 3), date(2026, 4, 6)) == 1  # Friday to Monday


@pytest.mark.parametrize(
    ("actual", "plan", "trace"),
    [(92, 95, "92÷95×10＝9.68"), (95, 95, "95＝95，得10分")],
)
def test_the_working_is_told_in_one_line(actual, plan, trace):
    assert result(PROPORTIONAL, actual, plan).trace == trace


@pytest.mark.parametrize("unit", ["%", "％", "百分比", " % "])
def test_a_percentage_is_one_however_its_unit_is_spelled(unit: str) -> None:
    context = Context(Decimal(95), unit, "≥", Decimal(10))
    standard = understand(
        "满意度大于等于９５％的得１０分，满意度小于９５％且大于等于８０％的得８分，否则不得分", context
    )
    assert (standard.unread, standard.contradiction) == ((), "")
    assert context == Context(Decimal(95), "%", "≥", Decimal(10))


def test_tons_in_any_size_say_nothing_of_an_amount_of_money():
    text = "年产量5000吨至1万吨得8分，1万吨以上得10分，低于5000吨不得分"
    assert result(text, 6000, 12000, "吨", "≥", 10).score == Decimal("8.00")
    assert result(text, 6000, 12000, "元", "≥", 10).score is None


@pytest.mark.parametrize("plan", [Decimal("1E+20"), Decimal("1E+400"), Decimal("1E-400")])
def test_a_number_of_any_size_is_scored_step_by_step(plan):
    found = result("达到计划值得10分，每降低1个百分点扣1分，扣完为止。", plan, plan, "%", "≥", Decimal(10))
    assert found.score in (None, Decimal(10))
    assert result("达到计划值得10分，每少1个扣1分，扣完为止。", 0, plan, "个", "≥", Decimal(10)).score in (None, 0, 10)


@pytest.mark.parametrize(
    ("text", "actual", "plan", "unit", "score"),
    [
        ("得分=预算执行率×10", "80%", 95, "%", "8.00"),
        ("得分=预算执行率*分值", "90%", 100, "%", "9.00"),
        ("按指标值/目标值×分值计分", "8", 10, "个", "8.00"),
    ],
)
def test_a_word_for_the_plan_means_what_was_reached_where_nothing_else_does(text, actual, plan, unit, score):
    assert result(text, actual, Decimal(plan), unit, "≥", Decimal(10)).score == Decimal(score)


@pytest.mark.parametrize(
    ("text", "actual", "unit"),
    [("完成得10分，未完成按比例得分", "12吨", "公里"), ("优得10分，良得8分", "0.9", "%")],
)
def test_a_value_in_another_unit_or_kind_is_unclear_and_not_missing(text, actual, unit):
    found = result(text, actual, Decimal(95), unit, "≥", Decimal(10))
    assert (found.score, found.state) == (None, ScoreState.UNCLEAR)
