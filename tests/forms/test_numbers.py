from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.forms.money import parse_money, unit_of_document
from jixiao.forms.numbers import chinese_number, from_float, parse_number


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (4613.6, "4613.6"),
        (0.1 + 0.2, "0.3"),
        ("4,613.60", "4613.60"),
        ("３，３０８．２９", "3308.29"),
        (" 12 ", "12"),
        ("1 000", "1000"),
        ("-5", "-5"),
        (".5", "0.5"),
    ],
)
def test_a_number_is_read_in_every_usual_spelling(typed, expected):
    assert parse_number(typed) == Decimal(expected)


@pytest.mark.parametrize(
    "typed", ["", "无", "12人", "1,23", "1.2.3", "一百", True, None, "9" * 40, float("nan"), float("inf")]
)
def test_what_is_not_a_plain_number_gives_none(typed):
    assert parse_number(typed) is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("3,308.29万元", "3308.29"),
        ("582.90", "582.90"),
        ("￥299.40", "299.40"),
        ("12000元", "1.2"),
        ("1.5亿元", "15000"),
        ("人民币30万元整", "30"),
        ("三十万元", "30"),
        ("叁拾万圆整", "30"),
        ("人民币：壹仟贰佰叁拾肆万伍仟陆佰元正", "1234.56"),
        ("3 0 0", "300"),
        ("11.5 万", "11.5"),
        ("5(万元)", "5"),
    ],
)
def test_money_is_converted_into_ten_thousand_yuan(typed, expected):
    assert parse_money(typed) == Decimal(expected)


def test_money_follows_the_unit_of_the_form():
    assert parse_money("3万元", "元") == Decimal(30000)
    assert parse_money("300", "元") == Decimal(300)


@pytest.mark.parametrize(
    "typed", ["约30万元", "30万人", "待定", "三十", "/", "#REF!", "①", "⒈300", "80 75", "千元", "百万元"]
)
def test_an_amount_is_never_guessed(typed):
    assert parse_money(typed) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三千二百", 3200),
        ("两万", 20000),
        ("十五", 15),
        ("二〇二六", 2026),
        ("一亿二千万", 120_000_000),
        ("一百零五", 105),
    ],
)
def test_chinese_numerals(text, value):
    assert chinese_number(text) == value


@pytest.mark.parametrize("text", ["万", "亿", "万亿", "", "十个", "甲"])
def test_a_unit_without_a_figure_is_no_number(text):
    assert chinese_number(text) is None


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_what_excel_stores_comes_back_as_typed(amount):
    assert from_float(float(amount)) == amount
    assert parse_number(f"{amount:,}") == amount
    assert parse_money(f"{amount:,}万元") == amount


@given(st.text(max_size=30))
def test_no_text_makes_the_parsers_fail(text):
    parse_number(text)
    parse_money(text)
    chinese_number(text)


@pytest.mark.parametrize(
    ("unit", "typed", "wan"), [("万元", "120.50", "120.50"), ("元", "1205000", "120.5"), ("亿元", "3", "30000")]
)
def test_an_amount_of_a_unit_is_converted_into_wan(unit: str, typed: str, wan: str) -> None:
    found = unit_of_document(unit)
    assert found is not None
    assert found.in_wan(Decimal(typed)) == Decimal(wan)
