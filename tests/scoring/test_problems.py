"""SCR-001 … SCR-009: which problems a sentence has for its indicator, and which it does not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.scoring.assembly import understand
from jixiao.scoring.context import Context, read_plan
from jixiao.scoring.engine import score
from jixiao.scoring.problems import problems


def found_in(text, points=None, plan=None, operator=None, unit=None):
    return list(problems(understand(text, Context(read_plan(plan, unit), unit, operator, points)), points))


def codes(text, points=None, plan=None, operator=None, unit=None):
    given = None if points is None else Decimal(points)
    return [problem.code for problem in found_in(text, given, plan, operator, unit)]


def reasons(text, code, plan=None, operator=None, unit=None):
    return [p.reason for p in found_in(text, None, plan, operator, unit) if p.code == code]


@pytest.mark.parametrize(
    ("text", "plan", "operator", "unit"),
    [
        ("达到计划值得5分,否则按实际值/计划值*指标分值计分。", 200, "≥", "个"),
        ("满意度≥90%得10分，80%≤满意度＜90%得8分，满意度＜80%不得分", 90, "≥", "%"),
        ("满意度90%（含）以上得10分；80%（含）-90%得8分；60%以下不得分；60%-80%得5分", 90, "≥", "%"),
        ("逾期15日以内扣2分,16至30日扣5分,30日以上不得分，满分10分", "2026-12-31", None, None),
        ("三项工作均完成得9分，完成两项得6分，完成一项得3分，均未完成不得分。", 3, "=", "项"),
        ("每少1次扣1分，满分5分，扣完为止", 5, "≥", "次"),
        ("控制在预算内得20分，每超出10%扣2分，不足10%按10%计", 6, "≤", "万元"),
        ("效果显著得10分，效果较好得8分，效果一般得5分，效果较差不得分。", None, None, None),
        ("按时完成得5分，每逾期1天扣0.5分", "2026-12-31", None, None),
    ],
)
def test_a_sound_standard_has_no_problem(text, plan, operator, unit):
    assert codes(text, None, plan, operator, unit) == []


def test_scr_001_for_what_cannot_be_read():
    assert codes("按有关规定执行") == ["SCR-001"]


def test_scr_001_for_a_sentence_that_breaks_off():
    assert "SCR-001" in codes("达到计划值得5分,否则按实际值/计划值*指标", None, 50, "≥", "人")


@pytest.mark.parametrize(
    "tail",
    [
        "否则按实际值/计划值",
        "否则按实际值/计划值。",
        "否则按实际值÷计划值",
        "否则按（实际值/计划值）",
        "否则按实际完成值/计划完成值",
        "否则按实际值/计划值*100%",
        "否则按实际值/计划值*",
        "否则按实际值/计划值*分",
        "否则得分=实际值/计划值",
    ],
)
def test_scr_001_for_a_formula_without_the_points_it_ends_with(tail):
    text = f"达到计划值，得满分10分，{tail}"
    assert codes(text, None, 50, "≥", "人") == ["SCR-001"]
    assert score(understand(text, Context(read_plan(50, "人"), "人", "≥")), 40).score == 8


@pytest.mark.parametrize(
    "tail",
    [
        "否则按实际值/计划值*分值计分",
        "否则按实际值/计划值*分值",
        "否则按实际值/计划值计分",
        "否则按实际值/计划值的比例计分",
        "否则按完成率×分值计分，完成率=实际值/计划值",
    ],
)
def test_a_formula_that_names_the_points_or_is_a_definition_is_whole(tail):
    assert codes(f"达到计划值，得满分10分，{tail}", None, 50, "≥", "人") == []


def test_scr_001_names_the_piece_that_was_not_understood():
    found = found_in("达到90%得10分，每降低1个百分点扣1分，弄虚作假的不得分。", None, 90, "≥", "%")
    assert [p.parameters["text"] for p in found if p.code == "SCR-001"] == ["弄虚作假"]


def test_scr_002_for_full_points_without_a_number():
    text = "在2026年12月31日前完成得满分, 否则不得分。"
    assert codes(text, None, "2026-12-31") == ["SCR-002"]
    assert codes(text, 10, "2026-12-31") == []


def test_scr_003_for_a_sentence_that_contradicts_its_own_column():
    assert codes("达到计划值得5分,否则按比例计分", 8, 200, "≥", "个") == ["SCR-003"]


@pytest.mark.parametrize(
    ("text", "plan", "operator", "unit", "parameters"),
    [
        ("满意度≥95%得10分，满意度＜95%得5分", 90, "≥", "%", {"a": "95", "b": "90"}),
        ("控制在100万元以内得20分，每超出10%扣2分，不足10%按10%计", 80, "≤", "万元", {"a": "100", "b": "80"}),
        ("在2026年10月31日前完成得10分，否则不得分", "2026-12-31", None, None, {"a": "2026-10-31", "b": "2026-12-31"}),
    ],
)
def test_scr_005_for_full_points_elsewhere_than_at_the_target(text, plan, operator, unit, parameters):
    found = [p for p in found_in(text, None, plan, operator, unit) if p.code == "SCR-005"]
    assert [dict(problem.parameters) for problem in found] == [parameters]


def test_scr_006_for_shares_outside_of_the_bands():
    found = found_in("效果明显得15分,效果一般8分,否则不得分。")
    assert [(p.code, dict(p.parameters)) for p in found] == [("SCR-006", {"pct": "53%"})]


@pytest.mark.parametrize(
    ("text", "plan", "operator", "unit", "reason"),
    [
        ("控制在预算内得20分，每超出10%扣2分", 100, "≤", "万元", "partial_step"),
        ("达到95%得10分，每降低1%扣1分", 95, "≥", "%", "percentage_points"),
        ("2026年6月底前完成得满分8分，每延期一个月扣2分", "2026-06-30", None, None, "partial_step"),
    ],
)
def test_scr_007_for_steps_of_which_a_part_is_not_spoken_of(text, plan, operator, unit, reason):
    assert reasons(text, "SCR-007", plan, operator, unit) == [reason]


@pytest.mark.parametrize(
    ("text", "plan", "operator", "unit", "reason"),
    [
        ("90%-100%得10分，80%-89%得8分，80%以下不得分", 90, "≥", "%", "gap"),
        ("大于90%得10分，小于90%得5分", 90, "≥", "%", "gap"),
        ("90%-100%得10分，80%-95%得8分，80%以下不得分", 90, "≥", "%", "overlap"),
        ("90%（含）以上得10分，80%（含）-90%（含）得8分，80%以下不得分", 90, "≥", "%", "overlap"),
        ("90%以上得10分，80%-90%得4分，60%-80%得6分，60%以下不得分", 90, "≥", "%", "not_monotone"),
        ("预算执行率≥95%得10分；85%≤执行率＜95%得8分；低于85%的按执行率×10分计算。", 95, None, "%", "not_monotone"),
        ("效果明显得8分，效果一般得10分，效果差不得分", None, None, None, "not_monotone"),
        ("达到计划值得5分,否则按实际值/计划值*指标分值计分。", 10, "≤", "万元", "direction"),
    ],
)
def test_scr_008_for_tiers_that_do_not_fit_together(text, plan, operator, unit, reason):
    assert reason in reasons(text, "SCR-008", plan, operator, unit)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成目标得10分，超额完成的每超10%加1分，最高加2分", ["SCR-009"]),
        ("完成目标得10分，超额完成的每超10%加1分，加至满分为止", []),
        ("达到80%得6分，每提高1个百分点加0.5分，最高10分", []),
    ],
)
def test_scr_009_for_a_bonus_beyond_the_points(text, expected):
    assert [code for code in codes(text, None, 80, "≥", "%") if code == "SCR-009"] == expected


@pytest.mark.parametrize("cap", ["最高不超过12分", "总分最高12分", "最多得12分"])
def test_a_bonus_up_to_more_than_the_points_of_the_row_leaves_these(cap: str) -> None:
    text = f"达到目标值得满分，每超过5%加0.5分，{cap}，未达到按比例得分"
    assert [problem.code for problem in found_in(text, Decimal(10), 80, "≥", "%")] == ["SCR-009"]
    standard = understand(text, Context(Decimal(80), "%", "≥", Decimal(10)))
    assert [score(standard, Decimal(actual)).score for actual in (80, 88, 64)] == [10, 10, 8]


@pytest.mark.parametrize("operator", ["≤", "<"])
def test_a_proportion_that_leaves_its_direction_open_is_reported_once_and_not_scored(operator: str) -> None:
    found = found_in("达到目标值得满分，未达到按比例得分", Decimal(10), 50, operator, "万元")
    assert [problem.code for problem in found] == ["SCR-010"]


def test_points_for_each_of_several_are_not_compared_with_those_of_the_row() -> None:
    found = found_in("一、二、三季度按期报送各得1分，四季度按期报送得2分", Decimal(5), "按期报送", None)
    assert [problem.code for problem in found] == ["SCR-001"]


def test_the_bands_of_the_ministry_are_three_with_and_without_their_points() -> None:
    said = "分为达成年度指标、部分达成年度指标并具有一定效果、未达成年度指标且效果较差三档"
    shares = "100%-80%（含）、80%-60%（含）、60%-0%"
    for text in (
        f"根据指标完成情况{said}，分别按照该指标对应分值区间{shares}合理确定分值。",
        "达成年度指标100%-80%（含），部分达成年度指标80%-60%（含），未达成年度指标60%-0%",
    ):
        assert found_in(text, Decimal(10), None, "定性") == []
