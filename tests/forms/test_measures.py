from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.forms.measures import is_unit, nature_of, operator_of, split_measure, unit_of_both


@pytest.mark.parametrize(
    ("text", "operator", "number", "unit"),
    [
        ("≥95%", "≥", "95", "%"),
        ("76人", None, "76", "人"),
        ("≤11.5", "≤", "11.5", None),
        ("≤299.40万元", "≤", "299.40", "万元"),
        ("100%", None, "100", "%"),
        ("不低于3次", "≥", "3", "次"),
        ("95%以上", "≥", "95", "%"),
        ("≥ 90 %", "≥", "90", "%"),
        ("＞＝90％", "≥", "90", "%"),
        (">=90%", "≥", "90", "%"),
        ("不超过30天", "≤", "30", "天"),
        ("控制在10万元以内", "≤", "10", "万元"),
        ("大于5个", ">", "5", "个"),
        ("１０００册", None, "1000", "册"),
        ("三次", None, "3", "次"),
        ("5万元/个", None, "5", "万元/个"),
        ("1个方案", None, "1", "个方案"),
        ("−2.5", None, "-2.5", None),
        ("百分之九十八", None, "98", "%"),
        ("不低于百分之九十五", "≥", "95", "%"),
        ("90%以上（含90%）", "≥", "90", "%"),
        ("3次（含）以上", "≥", "3", "次"),
        ("九成以上", "≥", "90", "%"),
        ("8成5", None, "85", "%"),
        ("叁佰万元整", None, "3000000", "元"),
        ("300万元整", None, "300", "万元"),
        ("1 2 0人", None, "120", "人"),
    ],
)
def test_a_combined_cell_is_split_into_operator_number_and_unit(text, operator, number, unit):
    assert split_measure(text) == (operator, Decimal(number), unit)


@pytest.mark.parametrize(
    "text",
    [
        "2026年",
        "2023年12月前",
        "2月前发放到位",
        "12月31日前",
        "12月底前",
        "及时",
        "一般",
        "十分满意",
        "一批",
        "一级",
        "效果显著",
        "80%-90%",
        "副县以上老干部76名，9个村33名",
        "每月30日前发放到位",
        "100/100",
        "120人（含20人）",
        "千米",
        "①300",
        "2O",
        "≥1OO",
        "2O座",
        "",
        "≥",
    ],
)
def test_dates_ranges_and_words_stay_text(text):
    assert split_measure(text) is None


@pytest.mark.parametrize(
    ("text", "symbol"),
    [("≥", "≥"), ("＞＝", "≥"), (">=", "≥"), ("大于等于", "≥"), ("≦", "≤"), ("不超过", "≤"), ("＝", "="), (" < ", "<")],
)
def test_operators_are_known_in_every_spelling(text, symbol):
    assert operator_of(text) == symbol


def test_natures_and_units_are_told_apart():
    assert nature_of("定性") == "qualitative"
    assert nature_of("定量（其他）") == "quantitative"
    assert is_unit("百分比") and is_unit("人次") and is_unit("㎡") and not is_unit("提升")


@given(st.text(max_size=60))
def test_any_text_is_split_or_left_alone(text):
    measure = split_measure(text)
    assert measure is None or measure.number is not None


@pytest.mark.parametrize(
    ("own", "named", "unit"),
    [
        ("万", "件", "万件"),
        ("千", "人次", "千人次"),
        ("万", "万元", "万元"),
        ("万元", "元", "万元"),
        ("万元/人", "元/人", "万元/人"),
        ("%", "‰", "%"),
        ("%", "百分比", "百分比"),
        ("个工作日", "天", "天"),
        ("公里", None, "公里"),
    ],
)
def test_a_value_with_a_unit_beside_another(own: str, named: str | None, unit: str) -> None:
    assert unit_of_both(own, named) == unit
