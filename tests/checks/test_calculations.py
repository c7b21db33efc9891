"""Amounts and calculations in words: examples, and a property that covers what examples do not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.checks.calculations import amounts, calculations, items, total_of


@pytest.mark.parametrize(
    ("text", "value", "agrees", "whole"),
    [
        ("0.05万元/月×12月=0.6万元", "0.6", True, True),
        ("0.05万元/月×12月=0.7万元", "0.6", False, True),
        ("2人*300天*80元/天/人+2人*12月*50元/月/人=4.92万元", "4.92", True, True),
        ("6个×3万元/个=18万元", "18", True, True),
        ("6 个 ＊ ３万元/个 ＝ 18万元", "18", True, True),
        ("(2+3)×4万元=20万元", "20", True, True),
        ("90万元÷3=30万元", "30", True, True),
        ("90万元/3=30万元", "30", True, True),
        ("8场×25人×200元/人=4万元", "4", True, True),
        ("培训50名学员×400元/人/年", "2", None, True),
        ("按300元/人/月×10人", "0.3", None, False),
        ("每套2万元，5套×2万元/套", "10", None, True),
        ("320*12=0.38万元", "3840", True, True),
        ("320*12=0.39万元", "3840", False, False),
        ("30名巡查员每人每年0.2万元", "6", None, True),
        ("30名巡查员每人每月0.2万元", "6", None, False),
        ("7个站点每个站点3万元", "21", None, True),
        ("12万元×50%=6万元", "6", True, True),
        ("4万份×1.5元=6万元", "6", True, True),
        ("4万份×1.5元=8万元", "6", False, True),
        ("0.6万亩×150元/亩", "90", None, True),
        ("1.5万元/万亩×8万亩=12万元", "12", True, True),
        ("70公斤×6000亩=420吨", "420000", None, False),
        ("70公斤×6000亩=42万公斤", "420000", True, False),
        ("70公斤×6000亩=42万公斤，分两次施用", "420000", True, False),
        ("70公斤×6000亩=40万公斤", "420000", False, False),
        ("200人×30%×0.1万元/人=6万元", "6", True, True),
        ("3万元×4万元", None, None, None),
        ("2026年1-12月", None, None, None),
        ("1/2的村完成改造", None, None, None),
        ("5÷0=1万元", None, None, None),
    ],
)
def test_a_calculation_is_read_with_its_units(text: str, value: str | None, agrees: bool | None, whole: bool | None):
    found = [item for item in calculations(text) if item.money or item.stated is not None]
    if value is None:
        assert [item for item in found if item.agrees is not None or (item.money and item.whole)] == []
        return
    (item,) = found
    assert (item.value, item.agrees, item.whole) == (Decimal(value), agrees, whole)
    assert text.startswith(item.expression[:1], item.start) or item.expression in text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("检修24万元，检测12万元", [("24", False), ("12", False)]),
        ("补助标准为每人每天80元", [("0.008", True)]),
        ("按500元/人/月发放", [("0.05", True)]),
        ("投资1.5亿元", [("15000", False)]),
        ("预计2.5万", [("2.5", False)]),
        ("惠及2.5万人", []),
        ("改造3万平方米", []),
        ("人均3000元", [("0.3", True)]),
    ],
)
def test_an_amount_is_told_from_a_rate_and_from_other_numbers(text: str, found: list[tuple[str, bool]]):
    assert [(format(amount.value.normalize(), "f"), amount.rate) for amount in amounts(text)] == found


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("检修水泵，预计24万元。", "24"),
        ("7个站点每个站点3万元共21万元", "21"),
        ("7个站点每个站点3万元共22万元", None),
        ("补贴320元/月，320*12=0.38万元", "0.38"),
        ("补助300元/月；特困400元/月", None),
        ("不超过24万元", None),
        ("甲2万元，乙3万元", None),
        ("改善环境", None),
    ],
)
def test_a_point_has_a_cost_only_if_there_is_one_reading(text: str, total: str | None):
    assert total_of(text) == (None if total is None else Decimal(total))


def test_numbered_points_are_taken_apart():
    assert items("1.检修3万元。2.检测0.5万元\n3、培训1万元") == ("检修3万元。", "检测0.5万元\n", "培训1万元")
    assert items("检修3.5万元。") == ("检修3.5万元。",)


NUMBER = st.decimals(min_value=Decimal("0.1"), max_value=999, places=1)
COUNT = st.integers(min_value=2, max_value=500)


@settings(max_examples=150, deadline=None)
@given(
    terms=st.lists(st.tuples(COUNT, NUMBER), min_size=1, max_size=4),
    times=st.sampled_from(["×", "*", "x", "＊"]),
    plus=st.sampled_from(["+", "＋"]),
    equals=st.sampled_from(["=", "＝"]),
    unit=st.sampled_from([("万元", Decimal(1)), ("元", Decimal("0.0001"))]),
    wrong=st.booleans(),
    around=st.sampled_from([("", ""), ("按标准测算：", "。"), ("维修（", "）共计")]),
)
def test_what_adds_up_agrees_and_what_does_not_does_not(terms, times, plus, equals, unit, wrong, around):
    name, worth = unit
    total = sum((count * price for count, price in terms), Decimal(0)) * worth
    stated = total + (Decimal("0.2") if wrong else 0)
    expression = plus.join(f"{count}个{times}{price}{name}/个" for count, price in terms)
    text = f"{around[0]}{expression}{equals}{format(stated, 'f')}万元{around[1]}"
    (item,) = calculations(text)
    assert item.value == total
    assert item.stated == stated
    assert item.agrees is (not wrong)
    assert item.whole


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789.,+-*/=()（）×÷万元亿人个月天年每共%、。 \n补助", max_size=60))
def test_no_text_breaks_the_evaluator(text: str):
    calculations(text)
    amounts(text)
    total_of(text)
