"""Awards, conditions and definitions by themselves: each case on its own value, plan and cells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from jixiao.scoring.arithmetic import Shape
from jixiao.scoring.awards import of_plan
from jixiao.scoring.awards.base import ScoreInputs
from jixiao.scoring.criteria import Actual, Plan
from jixiao.scoring.notation import with_definitions

DAY = date(2027, 10, 31)


@pytest.mark.parametrize(
    ("shape", "actual", "plan", "points"),
    [
        (Shape.PROPORTIONAL, Decimal(45), Decimal(60), "7.5"),
        (Shape.PROPORTIONAL, Decimal(-3), Decimal(60), "0"),
        (Shape.REVERSE_LINEAR, Decimal(75), Decimal(60), "7.5"),
        (Shape.REVERSE_RATIO, Decimal(80), Decimal(60), "7.5"),
        (Shape.REVERSE_RATIO, Decimal(0), Decimal(60), "10"),
        (Shape.PROPORTIONAL, Decimal(0), Decimal(0), "10"),
        (Shape.PROPORTIONAL, Decimal(1), Decimal(0), "0"),
        (Shape.PROPORTIONAL, Decimal(45), None, None),
        (Shape.PROPORTIONAL, Decimal(45), DAY, None),
        (Shape.PROPORTIONAL, DAY, Decimal(60), None),
        (Shape.PROPORTIONAL, "已完成", Decimal(60), None),
    ],
)
def test_a_curve_gives_points_for_two_numbers_and_none_for_anything_else(
    shape: Shape, actual: Actual, plan: Plan, points: str | None
) -> None:
    found = of_plan(shape).amount(ScoreInputs(actual, plan, Decimal(10)))
    assert found == (None if points is None else Decimal(points))


@pytest.mark.parametrize(
    ("actual", "plan", "words"),
    [
        (Decimal(45), Decimal(60), "45÷60×10"),
        (Decimal(45), None, "计划值不是数值，无法按比例计算"),
        ("已完成", Decimal(60), "实际值不是数值，无法按比例计算"),
    ],
)
def test_the_working_of_a_curve_says_what_was_computed_or_why_not(actual: Actual, plan: Plan, words: str) -> None:
    assert of_plan().working(ScoreInputs(actual, plan, Decimal(10))) == words


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("超支率=(实际支出-预算)/预算,超支率每1%扣1分", "超支率每1%扣1分"),
        ("超出比例=(实际支出-预算)/预算,超出比例每1%扣1分", "超支率每1%扣1分"),
        ("到岗率=实际值/计划值,到岗率×10分", "完成率×10分"),
        ("到岗率=实际值/计划值,0.8≤到岗率<1得5分", "0.8≤(实际值/计划值)<1得5分"),
        ("余量=(计划值-实际值)/计划值,余量每1%扣1分", "余量=(计划值-实际值)/计划值,余量每1%扣1分"),
    ],
)
def test_a_word_that_a_standard_defines_is_replaced_by_what_it_means(text: str, plain: str) -> None:
    assert with_definitions(text) == plain
