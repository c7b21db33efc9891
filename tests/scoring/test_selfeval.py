"""The scores of a self-evaluation form, from the document alone: points, scores, rate, sums, grade, remarks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.forms.extraction import default_extractor
from jixiao.scoring.engine import ScoreState
from jixiao.scoring.selfeval import Need, grade_of, score_form
from scoring.selfeval_forms import PROPORTIONAL, indicator, line, selfeval, whole
from sheet_table import sheet


def test_a_form_that_reached_everything_has_full_marks_and_nothing_to_remark() -> None:
    form = score_form(selfeval(whole()))
    assert (form.total, form.total_points, form.complete, form.grade) == (100, 100, True, "优")
    assert form.remarks == ()


def test_a_score_comes_with_its_working() -> None:
    row = score_form(selfeval(whole(actual=Decimal(92)))).rows[0]
    assert (row.final, row.trace) == (Decimal("9.20"), "92÷100×10＝9.2")


@pytest.mark.parametrize(
    ("budget", "executed", "score"),
    [
        ("100", "95", "9.50"),
        ("100", "120", "10.00"),
        ("3", "2", "6.67"),
        ("100", "0", "0.00"),
        ("6", "6.6", "10.00"),
    ],
)
def test_the_execution_rate_gives_a_share_of_ten_points_and_never_more(budget: str, executed: str, score: str) -> None:
    execution = score_form(selfeval(whole(), [line(budget, executed)])).execution
    assert execution is not None
    assert (str(execution.score), execution.rate) == (score, Decimal(executed) * 100 / Decimal(budget))


def test_the_execution_of_the_sources_counts_where_the_total_is_blank() -> None:
    lines = [line(None, None), line(60, 50), line(40, 40)]
    execution = score_form(selfeval(whole(), lines)).execution
    assert execution is not None
    assert execution.score == 9


@pytest.mark.parametrize(("budget", "executed"), [(None, 90), (100, None), (0, 0)])
def test_a_rate_that_cannot_be_told_leaves_the_form_open(budget: object, executed: object) -> None:
    form = score_form(selfeval(whole(), [line(budget, executed)]))
    assert (form.complete, form.grade) == (False, None)
    assert [remark.need for remark in form.remarks] == [Need.EXECUTION]


def test_a_total_that_its_sources_make_up_for_is_told() -> None:
    parts = [line(executed=None), line(60, 60, points=None), line(40, 35, points=None)]
    scored = score_form(selfeval(whole(), parts))
    assert scored.execution is not None
    assert scored.execution.score == Decimal("9.50")
    assert [remark.need for remark in scored.remarks] == [Need.EXECUTION]


def test_a_rate_among_the_indicators_is_not_scored_twice() -> None:
    rows = [
        indicator(points=Decimal(80), score=Decimal(80)),
        indicator(level3="预算执行率", points=None, score=Decimal(9)),
    ]
    assert score_form(selfeval(rows, [line(points=None)])).execution is None


def test_a_form_with_one_budget_is_scored_by_it() -> None:
    only = {key: value for key, value in line(executed=90).items() if key != "annual"} | {"initial": Decimal(100)}
    scored = score_form(selfeval(whole(), [only]))
    assert scored.execution is not None
    assert scored.execution.score == 9
    assert scored.remarks == ()


def test_to_stay_far_below_a_limit_needs_no_words_unless_it_is_of_money() -> None:
    below = {"operator": "≤", "actual": Decimal(60), "scoring_standard": None, "score": Decimal(10)}
    needs = [
        {remark.need for remark in score_form(selfeval(whole(unit=unit, **below))).remarks} for unit in ("起", "万元")
    ]
    assert [Need.DEVIATION in each for each in needs] == [False, True]


def test_a_form_most_of_whose_names_were_not_read_has_no_total() -> None:
    rows = [indicator(level3=None, points=Decimal(30), score=Decimal(30)) for _ in range(3)]
    scored = score_form(selfeval(rows))
    assert (scored.complete, scored.grade) == (False, None)
    assert Need.UNCLEAR in {remark.need for remark in scored.remarks}


def test_a_score_of_the_execution_above_the_usual_points_leaves_the_form_open() -> None:
    scored = score_form(selfeval(whole(points=None), [line(points=None, score=18)]))
    assert scored.execution is not None
    assert (scored.execution.score, scored.complete) == (None, False)


def test_an_indicator_without_an_actual_value_has_no_score_and_never_zero() -> None:
    form = score_form(selfeval(whole(actual=None)))
    assert (form.rows[0].result.state, form.rows[0].final) == (ScoreState.MISSING, None)
    assert (form.complete, form.grade, form.total) == (False, None, 90)
    assert [remark.need for remark in form.remarks] == [Need.ACTUAL]


def test_what_a_human_has_to_judge_is_left_open_with_its_range() -> None:
    form = score_form(selfeval(whole(scoring_standard="完成得10分，未完成的酌情扣分", actual="部分完成")))
    assert form.rows[0].final is None
    assert [remark.need for remark in form.remarks] == [Need.HUMAN]


def test_a_score_that_a_human_gave_counts_where_the_standard_gives_none() -> None:
    form = score_form(selfeval(whole(scoring_standard="由评价组评定", score=Decimal(8))))
    assert (form.complete, form.total) == (True, 98)


def test_a_row_without_a_standard_asks_for_a_human() -> None:
    form = score_form(selfeval(whole(scoring_standard=None)))
    assert [remark.need for remark in form.remarks] == [Need.HUMAN]


def test_a_score_typed_by_hand_stays_and_is_told_with_the_one_by_the_standard() -> None:
    form = score_form(selfeval(whole(actual=Decimal(92), score=Decimal(10))))
    assert (form.rows[0].final, form.total) == (10, 100)
    [remark] = form.remarks
    assert remark.need is Need.DIFFERS
    assert "10分" in remark.text
    assert "9.2分" in remark.text


def test_a_typed_score_by_another_reading_of_a_part_of_a_step_is_right() -> None:
    text = "控制在计划内得10分，每超出10%扣2分，扣完为止"
    given = {"scoring_standard": text, "operator": "≤", "actual": Decimal(115), "deviation": "涨价"}
    scores = {amount: score_form(selfeval(whole(score=Decimal(amount), **given))).remarks for amount in (6, 7, 8, 9)}
    assert [amount for amount, remarks in scores.items() if remarks] == [9]


@pytest.mark.parametrize("score", ["11", "-1"])
def test_a_typed_score_beyond_the_points_is_told(score: str) -> None:
    form = score_form(selfeval(whole(scoring_standard=None, score=Decimal(score))))
    assert [remark.need for remark in form.remarks] == [Need.DIFFERS]


@pytest.mark.parametrize(
    ("actual", "asks"), [("80", True), ("80.1", False), ("119.9", False), ("120", True), ("0", True), ("100", False)]
)
def test_a_deviation_of_a_fifth_in_either_direction_asks_for_an_explanation(actual: str, asks: bool) -> None:
    form = score_form(selfeval(whole(actual=Decimal(actual))))
    assert (Need.DEVIATION in [remark.need for remark in form.remarks]) is asks


def test_an_explained_deviation_is_not_asked_for() -> None:
    assert score_form(selfeval(whole(actual=Decimal(50), deviation="疫情影响，改为线上"))).remarks == ()


def test_the_points_of_one_row_are_inferred_and_said_to_be() -> None:
    text = "达到计划值得满分，否则按实际值/计划值*指标分值计分。"
    form = score_form(selfeval(whole(points=None, scoring_standard=text, actual=Decimal(92))))
    row = form.rows[0]
    assert (row.points.points, row.points.inferred, row.final) == (10, True, Decimal("9.20"))
    assert "推定" in row.trace
    assert [remark.need for remark in form.remarks] == [Need.POINTS]


def test_without_an_execution_table_the_indicators_make_up_the_hundred() -> None:
    rows = [indicator(points=None, scoring_standard=PROPORTIONAL.format(points=100))]
    form = score_form(selfeval(rows, []))
    assert (form.execution, form.total, form.grade) == (None, 100, "优")


def test_a_total_of_points_that_are_the_indicators_leaves_none_to_the_execution() -> None:
    document = selfeval(whole(), [line(points=None)])
    document["total_points"] = Decimal(90)
    form = score_form(document)
    assert (form.execution, form.total, form.grade) == (None, 90, None)


def test_points_that_do_not_add_up_give_no_grade() -> None:
    form = score_form(selfeval([indicator()]))
    assert (form.total_points, form.grade) == (20, None)
    assert [remark.need for remark in form.remarks] == [Need.POINTS]


def test_a_form_whose_points_were_not_all_read_has_no_total() -> None:
    document = selfeval(whole(), [])
    document["total_points"] = Decimal(100)
    form = score_form(document)
    assert (form.unread, form.complete, form.total_points) == (True, False, 90)
    assert [remark.text for remark in form.remarks] == [
        "表中分值合计100分，只读出90分，其余分值和得分未读出；总分未计算，请核对"
    ]


def test_a_form_without_a_column_of_results_is_not_asked_for_them() -> None:
    rows = [{key: value for key, value in row.items() if key != "actual"} for row in whole(score=Decimal(8))]
    form = score_form(selfeval(rows))
    assert [(remark.row, remark.need) for remark in form.remarks] == [(1, Need.HUMAN)]


def test_a_form_that_states_no_points_is_told_so_and_not_to_have_ten() -> None:
    form = score_form(selfeval([indicator(points=None, scoring_standard=None, score=Decimal(9))] * 2))
    assert [remark.text for remark in form.remarks] == ["各指标没有分值，总分和等级不能确定"]


def test_points_in_the_column_that_the_sentence_contradicts_are_told() -> None:
    form = score_form(selfeval([indicator(points=Decimal(5)), indicator(points=Decimal(85), scoring_standard=None)]))
    assert [remark.need for remark in form.remarks if remark.row == 0] == [Need.POINTS]
    assert "写明10分" in form.remarks[0].text


def test_the_sums_by_level_1_say_what_is_open() -> None:
    rows = [*whole(actual=None), indicator(level1="效益指标", score=Decimal(10))]
    levels = score_form(selfeval(rows)).levels
    assert [(each.level1, each.points, each.score, each.open) for each in levels] == [
        ("产出指标", 90, 80, 1),
        ("效益指标", 10, 10, 0),
    ]


@pytest.mark.parametrize(
    ("total", "grade"),
    [
        ("100", "优"),
        ("90", "优"),
        ("89.99", "良"),
        ("80", "良"),
        ("79.99", "中"),
        ("60", "中"),
        ("59.99", "差"),
        ("0", "差"),
    ],
)
def test_the_grade_follows_from_the_total(total: str, grade: str) -> None:
    assert grade_of(Decimal(total)) == grade


SHARED = """
2026年度项目支出绩效自评表 | < | < | < | < | <
项目名称 | 造林补助 | < | 主管部门 | 柳溪县林业局 | <
项目资金（万元） | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | 40 | 38 | 10 | 95% | 9.5
一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 评分标准
产出指标 | 造林面积 | ≥1200亩 | 1200亩 | 30 | 达到指标值得满分，未达到按比例得分
^ | 抚育面积 | ≥500亩 | 250亩 | ^ | ^
效益指标 | 森林覆盖率 | ≥48% | 48.2% | 50 | 达到指标值得满分，否则不得分
满意度指标 | 林农满意度 | ≥90% | 93% | 10 | 达到90%得满分，每降低1个百分点扣1分
"""


def test_indicators_that_share_points_are_left_to_a_person() -> None:
    (document,) = default_extractor().documents(sheet(SHARED), "a.xlsx")
    form = score_form(document)
    assert [(row.result.state, row.final) for row in form.rows] == [
        (ScoreState.HUMAN, None),
        (ScoreState.HUMAN, None),
        (ScoreState.SCORED, 50),
        (ScoreState.SCORED, 10),
    ]
    assert (form.complete, form.total_points) == (False, 100)
    own = SHARED.replace("250亩 | ^ | ^", "250亩 | 20 | 达到指标值得满分，未达到按比例得分")
    (document,) = default_extractor().documents(sheet(own), "a.xlsx")
    assert [row.final for row in score_form(document).rows] == [30, 10, 50, 10]
