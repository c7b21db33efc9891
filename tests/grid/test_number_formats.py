import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.grid.numberformat import format_date, is_date_format, is_percent_format, iso_serial

DAY = 46387.0  # 2026-12-31


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('yyyy"年"m"月"d"日"', "2026年12月31日"),
        ("yyyy年m月d日", "2026年12月31日"),
        ('[$-804]yyyy"年"m"月";@', "2026年12月"),
        ("yyyy/m/d;@", "2026/12/31"),
        ("yyyy\\-mm\\-dd", "2026-12-31"),
        ("yy.mm.dd", "26.12.31"),
        ("m-d-yy", "12-31-26"),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二六年十二月三十一日"),
        ("[$-F800]dddd\\, mmmm dd\\, yyyy", "2026年12月31日"),
        ("aaaa", "星期四"),
        ("aaa", "周四"),
        ("yyyy/m/d h:mm", "2026/12/31 12:30"),
        ('上午/下午h"时"mm"分"', "下午12时30分"),
        ("h:mm:ss AM/PM", "12:30:00 PM"),
        ("mm:ss", "30:00"),
        ("[h]:mm", "1113300:30"),
    ],
)
def test_a_date_is_shown_as_its_format_says(code, shown):
    assert is_date_format(code)
    assert not is_percent_format(code)
    assert format_date(DAY + 12.5 / 24, code) == shown


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "G/通用格式",
        "",
        "0",
        "0.00",
        "#,##0.00_ ",
        "@",
        "0.00E+00",
        '0"天"',
        '#"d"',
        "[Red]-0.00",
        "# ?/?",
        None,
        '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
        '"共"General"项"',
        "0\\d",
        '"月"0',
    ],
)
def test_formats_of_plain_numbers_are_no_dates_and_show_the_default(code):
    assert not is_date_format(code)
    assert format_date(DAY, code) == "2026-12-31"


@pytest.mark.parametrize(
    ("code", "percent"),
    [("0%", True), ("0.00%", True), ('0"%"', False), ("0\\%", False), ("0.00", False), (None, False), ("0;0%", False)],
)
def test_percentages_are_told_from_a_percent_sign_that_is_mere_text(code, percent):
    assert is_percent_format(code) is percent


@pytest.mark.parametrize(
    ("serial", "shown"),
    [
        (1, "1900-01-01"),
        (59, "1900-02-28"),
        (61, "1900-03-01"),
        (2_958_465, "9999-12-31"),
        (DAY + 0.999999, "2027-01-01"),
        (-1, "-1"),
        (2_958_466, "2958466"),
        (1e300, "1e+300"),
    ],
)
def test_the_ends_of_the_calendar(serial, shown):
    assert format_date(serial, "yyyy-mm-dd") == shown


@pytest.mark.parametrize(
    ("text", "serial"),
    [
        ("2026-12-31", DAY),
        ("2026-12-31T06:00:00Z", DAY + 0.25),
        ("06:00:00", 0.25),
        ("待定", None),
        ("", None),
        ("2026-13-01", None),
    ],
)
def test_iso_texts_become_serial_numbers(text, serial):
    assert iso_serial(text) == serial


@given(st.integers(61, 2_958_465))
def test_a_day_comes_back_from_its_iso_text(day):
    assert iso_serial(format_date(float(day))) == day


@given(st.floats(allow_nan=False), st.text(alphabet='ymdhsae[]"\\;@0#%_*.年:/AP上午下', max_size=30))
def test_no_format_and_no_number_makes_it_fail(serial, code):
    is_percent_format(code)
    assert isinstance(format_date(serial, code), str)
