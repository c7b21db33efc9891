"""What was reached, as people type it: numbers in the indicator's unit, dates, and what has to be asked for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.forms.actual_values import UnclearValue, convertible, entry_of, is_nothing, read_day, read_number
from jixiao.scoring.engine import read_actual


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("92%", "%", "92"),
        ("９２.５％", "%", "92.5"),
        ("0.92%", "%", "0.92"),
        ("0", "%", "0"),
        ("1,234.5", "人", "1234.5"),
        ("0.8万人", "人", "8000"),
        ("8000人", "万人", "0.8"),
        ("480000元", "万元", "48"),
        ("0.03亿元", "万元", "300"),
        ("1500 米", "公里", "1.5"),
        ("2天", "小时", "48"),
        ("2年", "个月", "24"),
        ("500公斤", "吨", "0.5"),
        ("1公顷", "亩", "15"),
        ("20户", None, "20"),
    ],
)
def test_a_number_is_read_in_the_unit_of_the_indicator(text: str, unit: str | None, number: str) -> None:
    assert read_number(text, unit) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("0.92", "%"),
        ("1", "%"),
        ("3天", "月"),
        ("5元", "人"),
        ("120人次", "人"),
        ("95%", "人"),
        ("5万元", None),
        ("50%", None),
    ],
)
def test_a_number_that_could_mean_something_else_is_asked_for(text: str, unit: str | None) -> None:
    assert isinstance(read_number(text, unit), UnclearValue)


@pytest.mark.parametrize(
    ("text", "unit", "entry"),
    [
        ("已完成320块", "块", Decimal(320)),
        ("达到100%", "%", Decimal(100)),
        ("＝30万亩", "万亩", Decimal(30)),
        ("≥95%", "%", "≥95%"),
        ("实际完成 1.2万人。", "人", Decimal(12000)),
        ("已完成", "块", "已完成"),
        ("完成50%", "公里", "完成50%"),
        ("共计3次，其中省级1次", "次", "共计3次，其中省级1次"),
        ("完成12月31日", None, "完成12月31日"),
    ],
)
def test_words_that_say_no_more_than_the_column_may_stand_before_a_number(
    text: str, unit: str | None, entry: Decimal | str
) -> None:
    assert entry_of(text, None, unit) == entry


@pytest.mark.parametrize("text", ["12月底前", "2026年底", "3号楼", "2026年第四季度"])
def test_a_time_or_a_name_without_a_unit_is_no_number(text: str) -> None:
    assert read_number(text, None) is None


@pytest.mark.parametrize("text", ["约180个", "95%以上", "15/20", "1,23", "3-5", "5.", ".5", "二十", "2026年3月1日", ""])
def test_what_is_no_plain_number_is_none(text: str) -> None:
    assert read_number(text, "个") is None


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-20",
        "2026年12月20日",
        "2026.12.20",
        "2026/12/20",
        "20261220",
        "２０２６年１２月２０日",
        "2026年12月20号",
    ],
)
def test_a_date_is_read_in_every_usual_way(text: str) -> None:
    assert read_day(text) == date(2026, 12, 20)


@pytest.mark.parametrize(
    "text", ["2026年12月", "2026年12月底前", "12月20日", "26.12.20", "2026-02-30", "已完成", "1226-12-20"]
)
def test_half_a_date_is_none(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize("text", ["", " ", "/", "／", "—", "——", "-"])
def test_a_stroke_says_that_nothing_is_filled_in(text: str) -> None:
    assert is_nothing(text)


@pytest.mark.parametrize(
    ("value", "number_format", "unit", "entry"),
    [
        (0.92, "0%", "%", Decimal(92)),
        (0.0092, "0.00%", "%", "0.92%"),
        (0.92, "0%", "人", "92%"),
        (0.92, "General", "%", Decimal("0.92")),
        ("92％", "@", "%", Decimal(92)),
        ("0.5%", "@", "%", "0.5%"),
        ("1500米", "@", "公里", Decimal("1.5")),
        ("3天", "@", "月", "3天"),
        ("已完成", "@", None, "已完成"),
    ],
)
def test_a_document_keeps_what_would_lose_its_meaning_as_a_number(
    value: str | float, number_format: str, unit: str | None, entry: object
) -> None:
    assert entry_of(value, number_format, unit) == entry


@given(st.text(max_size=30), st.sampled_from(["%", "人", "万元", "公里", "亩", "株", None]))
def test_any_text_is_a_number_or_asked_for_or_neither(text: str, unit: str | None) -> None:
    found = read_number(text, unit)
    assert found is None or isinstance(found, Decimal | UnclearValue)
    read_day(text)


@given(st.sampled_from(["人", "万元", "公里", "亩", "公顷", "平方米", "吨", "小时", "万户"]))
def test_units_convert_there_and_back(unit: str) -> None:
    for other, worth in convertible(unit).items():
        assert convertible(other)[unit] * worth == 1
    assert convertible(unit)[unit] == Fraction(1)


def test_a_day_that_a_number_became_in_a_cell_of_dates_is_asked_for() -> None:
    # 11.28 typed into a cell formatted yyyy-mm-dd is stored as the 11th of January 1900, long before any deadline
    assert read_day("1900-01-11") is None
    assert isinstance(read_actual(date(1900, 1, 11), None, dates=True), UnclearValue)
    assert isinstance(read_actual("1905-07-18", None, dates=True), UnclearValue)
    assert read_actual(date(2026, 11, 28), None, dates=True) == date(2026, 11, 28)
